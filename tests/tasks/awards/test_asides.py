"""What is said to the writer, not about the recipient, stays out of the award; the person is told."""

from __future__ import annotations

import pytest

from pipeline.tasks.awards.asides import is_aside, told
from pipeline.tasks.awards.request import understand
from pipeline.tasks.awards.task import write_awards

DEED = "새벽마다 골목의 눈을 혼자 다 쓸어 주셨어요"


@pytest.mark.parametrize(
    "aside",
    [
        "너무 슬프지는 않게 부탁드려요",
        "문구는 액자에 넣을 거라 길지 않게 부탁드려요",
        "그 얘기까지는 안 넣어도 되고요",
        "송별회 때 읽을 거라 마지막은 찡하게 가능할까요",
        "이제 누구한테 물어보죠",
        "새한테 상 주는 것도 되나요",
        "이건 돈으로 되는 일이 아님",
        "얼굴도 모르지만 평생 못 잊어요",
        "이번 팔순에 드릴 거예요",
        "상장이라도 하나 보내 주려고 해요",
        "뭐라고 하기도 애매해서 수여하기로 함",
        "그 한마디를 박제하고 싶다",
        "그래도 종이는 남겨야지요",
        "혼도 내야 되는데 일단 상부터",
        "이 마음을 상으로 갚으려 합니다",
        "상은 두 분 다 드리고 싶은데 그렇게도 되는지요",
        "충성",
    ],
)
def test_what_is_said_to_the_writer_stays_out(aside: str) -> None:
    request = understand(f"{DEED}. {aside}.", recipient="통장님", giver="골목 주민들")
    assert request.reason == DEED
    body = write_awards(request, None, 1)[1][0].body
    assert "눈을 혼자 다 쓸어 주" in body
    assert "부탁" not in body


def test_a_note_names_what_was_left_out() -> None:
    request = understand(f"{DEED}. 얼굴도 모르지만 평생 못 잊어요.", recipient="통장님", giver="골목 주민들")
    assert any("얼굴도 모르지만 평생 못 잊어요" in note for note in request.notes)


@pytest.mark.parametrize(
    "statement",
    [
        "사고가 나지 않게 하려고 새벽마다 안전모를 나눠 주셨어요",
        "떡볶이 1인분을 시키면 2인분을 써 주셨어요",
        "아내가 제 도시락에 매일 쪽지를 넣어 줘요",
        "관객 5명 꼭 넣어 주세요",  # a number must not be lost
        "올해 읽으려고 산 책을 다 읽었어요",
        '"괜찮아?"부터 물어봐 주셨어요',
        "글씨가 너무 예뻐서 액자에 넣었어요",
    ],
)
def test_deeds_and_facts_are_no_asides(statement: str) -> None:
    assert not is_aside(statement)


def test_a_request_of_nothing_but_asides_keeps_them() -> None:
    assert told(["이건 말도 안 되는 일이다"]) == (["이건 말도 안 되는 일이다"], [])


def test_an_aside_still_chooses_tone_and_length() -> None:
    request = understand(f"{DEED}. 송별회 때 읽을 거라 웃기게 부탁드려요.", recipient="통장님", giver="골목 주민들")
    assert request.tone == "유머"
    assert "송별회" not in request.reason


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("빗자루를 부러뜨린 건 빼 주세요", [DEED]),
        ("지금은 저보다 잘 쓰심. 그 얘긴 빼 줘야 됨", [DEED]),
        ("찻값을 낸 건 저인데 저는 빼 주세요. 저는 구경만 했습니다", [DEED]),
        ("피클은 꼭 빼 주시는 분입니다", [DEED, "피클은 꼭 빼 주시는 분입니다"]),
    ],
)
def test_what_the_person_wants_left_out_is_left_out_and_said_so(said: str, reason: list[str]) -> None:
    request = understand(f"{DEED}. {said}.", recipient="통장님", giver="골목 주민들")
    assert request.reason.splitlines() == reason
    assert any("빼 주" in note or "빼 줘" in note for note in request.notes) == (len(reason) == 1)
