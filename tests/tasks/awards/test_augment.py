"""The augmenter: other names, numbers and objects, the same everywhere in a row, particles agreeing, no test row."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tasks.awards import augment, augment_drills, augment_numbers, augment_written, facts, prompt
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.corpus import as_example
from pipeline.tasks.awards.particles import ends_in_consonant, particle
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.wordlists import lexicon
from pipeline.tasks.task import Example, Problem


def row(
    request: str, title: str, body: str, recipient: str, giver: str, split: str = "train", name: str = "s1"
) -> Example:
    answer = {"title": title, "recipient": recipient, "body": body, "giver": giver}
    fields = {"recipient": recipient, "giver": giver, "kind": "감사장", "tone": "감동"}
    return as_example({"scenario": name, "split": split, "request": request, "answer": answer, **fields})


KIM = row(
    "김서연 씨가 새벽 5시에 나와 우산 47개를 고쳐 주셨어요. 우산이 없던 아이도 우산을 받았어요",
    "우산 47개 감사장",
    "귀하께서는 새벽 5시에 나와 우산 47개를 손수 고쳐 주셨습니다. 우산이 없던 아이의 손에 우산을 쥐여 주신 김서연 씨의 "
    "마음에 이 감사장을 드립니다.",
    "김서연 씨",
    "주민 일동",
)
YEARS = row(
    "1991년 입사하여 34년간 공장을 지킨 이병철 반장님. 서른네 해 동안 지각 한 번 없음",
    "서른네 해의 공로상",
    "귀하께서는 1991년 입사하신 이래 34년간 공장을 지키며 서른네 해 동안 지각 한 번 없으셨습니다. 이에 이 상을 "
    "드립니다.",
    "이병철 반장님",
    "동료들",
    name="s2",
)
TESTED = row(
    "박지훈 씨가 사과 30상자를 나누어 주었어요",
    "사과 30상자의 상",
    "귀하께서는 사과 30상자를 이웃과 나누어 주셨습니다. 이에 이 감사장을 드립니다.",
    "박지훈 씨",
    "이웃",
    split="test",
    name="s3",
)


def texts(example: Example) -> str:
    return "\n".join(turn["content"] for turn in example.messages) + example.completion


def test_rows_differ_in_names_numbers_and_objects_alone() -> None:
    made = list(augment.augmented([KIM, YEARS, TESTED], 60))
    assert len(made) == 60
    assert len({texts(each) for each in made} | {texts(KIM), texts(YEARS)}) == 62, "all different"
    assert {each.scenario for each in made} == {"s1", "s2"}, "of their sources, and none of the test row"
    assert all(each.split == "train" for each in made)
    assert not any("박지훈" in texts(each) for each in made)


def test_the_same_seed_gives_the_same_rows() -> None:
    first, again = (list(augment.augmented([KIM, YEARS], 30, seed=3)) for _ in range(2))
    assert first == again
    assert first != list(augment.augmented([KIM, YEARS], 30, seed=4))


def test_a_row_that_holds_nothing_to_change_ends_it() -> None:
    plain = row("늘 웃어 줌", "웃음상", "위 사람은 늘 웃어 주었습니다. 이에 이 상을 드립니다.", "친구", "나")
    assert list(augment.augmented([plain], 5)) == []


def test_nothing_of_the_old_row_is_left_behind() -> None:
    for example in augment.augmented([KIM], 80):
        award = prompt.parse(example.completion, "감사장")
        request = example.request
        assert facts.check(request, award) == facts.check(KIM.request, prompt.parse(KIM.completion, "감사장")) == []
        told = texts(example)
        name = award.recipient.removesuffix(" 씨")
        assert name == "김서연" or "서연" not in told
        assert told.count(name) == texts(KIM).count("김서연")
        number = re.search(r"(\d+)개", award.title)
        assert number
        assert "47" not in told or number[1] == "47"
        assert request.reason.count(number[1]) == 1


def test_what_hangs_together_stays() -> None:
    """A span of years that follows from a year, and a number that is said in words as well."""
    for example in augment.augmented([YEARS], 20):
        assert "1991년" in texts(example)
        assert "34년간" in texts(example)
        assert "서른네 해" in texts(example)


OBJECTS = sorted({noun for nouns in lexicon("augment")["objects"].values() for noun in nouns})


@given(st.sampled_from(OBJECTS), st.sampled_from(OBJECTS))
def test_particles_agree_with_the_new_word(old: str, new: str) -> None:
    for kind in ("이", "을", "은", "과", "으로", "이나", "이라는", "이었"):
        ending = "습니다" if kind == "이었" else " 좋아요"
        told = f"어제 {old}{particle(old, kind)}{ending}"
        assert augment.swap(told, {old: new}) == f"어제 {new}{particle(new, kind)}{ending}"
    for fixed in ("의", "에서도", "까지", " "):
        assert augment.swap(f"{old}{fixed}", {old: new}) == f"{new}{fixed}"


def test_words_trade_places_at_once() -> None:
    assert augment.swap("사과와 수박을 샀다", {"사과": "수박", "수박": "사과"}) == "수박과 사과를 샀다"
    assert augment.swap("사과나무", {"사과": "수박"}) == "사과나무", "another word"


def test_a_new_name_takes_whatever_followed_the_old_one() -> None:
    chance = random.Random(0)
    for name in ("서연", "하율", "지우", "영숙", "민준"):
        for _ in range(30):
            other = augment._other_given_name(name, {name}, chance)
            assert ends_in_consonant(other) == ends_in_consonant(name)
            assert particle(other, "으로") == particle(name, "으로")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("119 구급대", "119"),
        ("24시간 일했다", "24"),
        ("3등을 했다", "3"),
        ("팔순이신 80세 할머니", "80"),
        ("A4 용지", "4"),
    ],
)
def test_numbers_that_mean_something_stay(text: str, kept: str) -> None:
    assert kept not in augment_numbers.change([text], random.Random(0))


@given(st.integers(0, 2**32), st.integers(2, 59), st.integers(2, 99), st.integers(1951, 2020))
def test_numbers_stay_possible(seed: int, minutes: int, times: int, year: int) -> None:
    told = f"{year}년 3월에 {minutes}분을 뛰고 {times}번 넘어짐, 상금 1,500,000원"
    numbers = augment_numbers.change([told], random.Random(seed))
    changed = augment_numbers.swap(told, numbers)
    found = re.fullmatch(r"(\d{4})년 (\d+)월에 (\d+)분을 뛰고 (\d+)번 넘어짐, 상금 ([\d,]+)원", changed)
    assert found
    assert 1950 <= int(found[1]) <= 2025
    assert 1 <= int(found[2]) <= 12
    assert 2 <= int(found[3]) <= 59
    assert len(found[4]) == len(str(times))
    assert len(found[5]) == len("1,500,000")
    assert found[5].endswith("00,000")
    old, new = [year, 3, minutes, times], [int(found[index]) for index in (1, 2, 3, 4)]
    assert sorted(range(4), key=lambda i: (old[i], i)) == sorted(range(4), key=lambda i: (new[i], i))


def test_drills_hold_nothing_that_can_be_guessed() -> None:
    rows = list(augment_drills.drills(["가", "뷁", "승"], 40, seed=1))
    assert rows == list(augment_drills.drills(["가", "뷁", "승"], 40, seed=1))
    for example in rows:
        request, award = example.request, prompt.parse(example.completion, "상장")
        assert isinstance(request, AwardRequest)
        assert (award.recipient, award.giver) == (request.recipient, request.giver)
        assert request.reason in award.body
        assert award.title.removesuffix(" 상") in request.reason
    assert len({example.completion for example in rows}) == 40


def test_a_written_row_has_the_authors_title_and_the_persons_clauses() -> None:
    def write(request: AwardRequest) -> Award:
        body = f"{request.variant} {request.reason}"
        return Award(request.kind, "남의 제목", request.recipient, body, request.giver)

    def refuse_numbers(request: AwardRequest, award: Award) -> list[Problem]:
        return [Problem("number", "5")] if "5시" in award.body else []

    rows = list(augment_written.written([KIM, TESTED], write, lambda request, award: [], 40, seed=1))
    assert len(rows) == 40
    assert rows == list(augment_written.written([KIM, TESTED], write, lambda request, award: [], 40, seed=1))
    variants = set()
    for example in rows:
        request, award = example.request, prompt.parse(example.completion, "감사장")
        assert isinstance(request, AwardRequest)
        assert award.title.endswith("개 감사장"), "the author's, its number and object varied"
        assert award.body == f"{request.variant} {request.reason}"
        assert request.reason in example.messages[0]["content"]
        assert example.split == "train"
        assert "박지훈" not in texts(example), "the test row"
        variants.add(request.variant)
    assert len(variants) > 10, "many wordings of the writer's"
    kept = list(augment_written.written([KIM], write, refuse_numbers, 10, seed=1))
    assert all("5시" not in example.completion for example in kept), "what the check refuses is no row"
