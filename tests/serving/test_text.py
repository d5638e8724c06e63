"""Text that can be shown at once, however its bytes were cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.serving.engine import Message
from pipeline.serving.text import TextAssembler, marker_pattern, without_markers

korean = st.text(alphabet="가힣뷁🎉a \n👨\u200d", max_size=30)


@given(korean, st.lists(korean.filter(bool), max_size=3), st.lists(st.integers(1, 5), min_size=1))
def test_any_cut_gives_the_text_up_to_the_first_stop_string(text: str, stop: list[str], sizes: list[int]) -> None:
    data, shown, assembler = text.encode(), [], TextAssembler(stop)
    step = 0
    while data and not assembler.finished:
        size = sizes[step % len(sizes)]
        shown.append(assembler.feed(data[:size]))
        data, step = data[size:], step + 1
    shown.append(assembler.flush())
    ends = [text.index(each) + len(each) for each in stop if each in text]
    seen = text[: min(ends)] if ends else text
    starts = [seen.index(each) for each in stop if each in seen]
    assert "".join(shown) == seen[: min(starts, default=len(seen))]
    assert not any("\ufffd" in piece for piece in shown)


def test_a_broken_byte_and_an_unfinished_character_are_dropped() -> None:
    assembler = TextAssembler()
    shown = [assembler.feed(piece) for piece in (b"\xff\xea", b"\xb0", b"\x80", b"!", b"\xed\x95")]
    assert "".join(shown) + assembler.flush() == "가!"


@pytest.mark.parametrize("text", ["<end_of_turn>", "a<start_of_turn>b", "<end_<end_of_turn>of_turn>"])
def test_markers_are_taken_out_of_what_people_write(text: str) -> None:
    pattern = marker_pattern(["<start_of_turn>", "<end_of_turn>", "<bos>", ""])
    (cleaned,) = without_markers([Message(role="user", content=text)], pattern)
    assert not pattern.search(cleaned["content"])


def test_a_vocabulary_without_markers_takes_nothing_out() -> None:
    messages = [Message(role="user", content="<b>그대로</b>")]
    assert without_markers(messages, marker_pattern([])) == messages
