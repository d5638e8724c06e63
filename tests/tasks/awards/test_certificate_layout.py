"""Lines and places, on made-up letter widths, for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tasks.awards.award import LIMITS
from pipeline.tasks.awards.certificate_format import FLOORS, FORMATS, Style
from pipeline.tasks.awards.certificate_layout import Layout, lay_out
from pipeline.tasks.awards.certificate_lines import Ruler, joined

STYLE = {
    "portrait": Style(90, 90, 95, 95),
    "landscape": Style(120, 120, 80, 80, recipient="center", body="center"),
    "square": Style(60, 60, 55, 55, align="left", recipient="left", body="left", crest=False),
}
ROLES = ("number", "kind", "title", "recipient", "body", "date", "giver")
PRAISE = "위 사람은 언제나 밝은 웃음으로 이웃을 도왔으며 어려운 일에도 먼저 나섰기에 그 마음을 기려 이 상을 드립니다."


def ruler(*texts: str) -> Ruler:
    """Every letter one em wide but Latin ones, a space a third."""
    words = {word for text in texts for word in text.split()}

    def width(text: str) -> float:
        return sum(0.5 if letter.isascii() else 1.0 for letter in text)

    letters = {word: [(letter, width(letter)) for letter in word] for word in words if len(word) > 12}
    return Ruler({word: width(word) for word in words}, letters, 1 / 3)


def laid_out(texts: dict[str, str], name: str, *, sealed: bool = True) -> Layout:
    rulers = {role: ruler(text) for role, text in texts.items()}
    return lay_out(texts, rulers, STYLE[name], FORMATS[name], sealed=sealed, logo=False)


word = st.text("가나다라마바사아자abc,.", min_size=1, max_size=30)
words = st.lists(word, min_size=1, max_size=120).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(paragraphs=st.lists(words, min_size=1, max_size=3), name=st.sampled_from(sorted(FORMATS)), sealed=st.booleans())
def test_any_body_keeps_its_words_its_order_and_its_frame(paragraphs: list[str], name: str, sealed: bool) -> None:
    body = "\n".join(paragraphs)[:1000].strip()
    texts = {
        "kind": "상장",
        "title": "좋은 이웃상",
        "recipient": "김하늘",
        "body": body,
        "date": "2026년",
        "giver": "마을 일동",
    }
    layout = laid_out({"number": "제 1 호", **texts}, name, sealed=sealed)
    page, style = FORMATS[name], STYLE[name]
    parts = {part.role: part for part in layout.parts}
    printed = "".join(line.text for line in parts["body"].lines)
    assert "".join(printed.split()) == "".join(body.split())
    for part in layout.parts:
        for line in part.lines:
            assert line.left >= style.left - 1e-6
            assert line.left + line.width <= page.width - style.right + 1e-6
            assert line.spacing >= 0
            assert line.tracking >= 0
    if layout.fits:
        stacked = [part for part in layout.parts if part.role != "number" or not style.crest]
        for above, below in pairwise(stacked):
            assert above.bottom <= below.top + 1e-6
        assert layout.parts[-1].bottom <= page.height - style.bottom + 1e-6
    if layout.seal:
        left, top, side = layout.seal
        assert left + side <= page.width - style.right + 1e-6
        assert top >= parts["date"].bottom - 1e-6
        assert top + side <= page.height - style.bottom + 0.15 * side


@pytest.mark.parametrize("name", FORMATS)
def test_longer_text_is_set_smaller_and_never_below_the_floor(name: str) -> None:
    texts = dict.fromkeys(ROLES, "가나다")
    sizes = []
    for times in (1, 3, 6, 9):
        layout = laid_out(texts | {"body": " ".join([PRAISE] * times)}, name)
        sizes.append(next(part.size for part in layout.parts if part.role == "body"))
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] >= FORMATS[name].body[1]
    assert laid_out(texts | {"body": PRAISE * 3}, name).fits
    assert not laid_out(texts | {"body": " ".join([PRAISE] * 60)}, name).fits


@pytest.mark.parametrize("role", FLOORS)
def test_long_short_texts_shrink_to_a_line_and_then_take_two(role: str) -> None:
    def part(text: str) -> tuple[float, int]:
        layout = laid_out(dict.fromkeys(ROLES, "가나다") | {role: text}, "portrait")
        found = next(part for part in layout.parts if part.role == role)
        return found.size, len(found.lines)

    short, medium, long = (
        part("가나다"),
        part("가나다라 마바사"),
        part(("가나다라마 바사아자차 " * 4)[: LIMITS.get(role, 20)].strip()),
    )
    assert short == (FORMATS["portrait"].sizes[role], 1)
    assert short[0] >= medium[0] >= long[0] >= FLOORS[role]
    assert medium[1] == 1
    assert long[1] <= 2


def test_no_last_line_of_a_lone_word() -> None:
    lines, _ = ruler(PRAISE).balance(PRAISE, 17, last_full=False)
    assert len(lines) > 2
    assert len(lines[-1]) > 1


def test_no_line_ends_before_a_bound_noun_when_it_need_not() -> None:
    text = "누구나 다 할 수 있는 일이라고 해도 먼저 나서 할 수 있는 사람은 드물기에 감사를 드립니다"
    for limit in (14, 15, 16, 17, 18):
        lines, _ = ruler(text).balance(text, limit, last_full=False)
        assert not any(joined(line).startswith("수 ") for line in lines), [joined(line) for line in lines]


def test_justified_lines_all_end_at_the_margin() -> None:
    layout = laid_out(dict.fromkeys(ROLES, "가나다") | {"body": " ".join([PRAISE] * 4)}, "portrait")
    body = next(part for part in layout.parts if part.role == "body")
    measure = FORMATS["portrait"].width - 180
    text = ruler(" ".join([PRAISE] * 4))
    for line in body.lines[:-1]:
        natural = text.width(text.units(line.text, 1000)) * body.size
        widened = natural + line.tracking * (len(line.text) - 1) + line.spacing * line.text.count(" ")
        assert widened == pytest.approx(measure, abs=0.01)
