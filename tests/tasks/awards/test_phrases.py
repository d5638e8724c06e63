"""Turns of phrase fit who is honoured and what was done."""

import pytest

from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.people import describe
from pipeline.tasks.awards.phrases import CARE, COURAGE, EFFORT, GRIT, manners_of, phrase, tones


def said(tone: str, recipient: str, deed: str, bank: str = "adverbs") -> set[str]:
    """Everything that may be said of the deed, by twenty variants of four seeds."""
    person = describe(recipient)
    manners = manners_of([parse_clause(deed)], person)
    return {phrase(tone, bank, manners, person, seed, variant) for seed in "가나다라" for variant in range(20)}


@pytest.mark.parametrize(
    "recipient", ["금붕어 뻐끔이", "앵무새 콩이", "거북이 느림보", "통학버스 기사님", "2학년 5반", "김태호"]
)
def test_only_who_can_be_hugged_is_hugged(recipient: str) -> None:
    cute = said("귀여움", recipient, "건강하게 살아 주었다")
    assert not {item for item in cute if "안아" in item or "쓰담쓰담" in item}


@pytest.mark.parametrize("recipient", ["강아지 보리", "우리 딸 서아"])
def test_a_child_and_a_dog_may_be_hugged(recipient: str) -> None:
    assert "꼭 안아 주며" in said("귀여움", recipient, "장난감을 정리했다")


@pytest.mark.parametrize(
    ("deed", "manner"),
    [
        ("물에 빠진 초등학생을 구했다", COURAGE),
        ("새벽에 47가구를 대피시켰다", COURAGE),
        ("매일 도시락을 싸 주었다", CARE),
        ("여섯 번 떨어지고 일곱 번째에 붙었다", GRIT),
        ("마라톤을 완주했다", EFFORT),
    ],
)
def test_manner_of_a_deed(deed: str, manner: str) -> None:
    assert manners_of([parse_clause(deed)], describe("이도윤"))[0] == manner


def test_who_did_good_is_thanked_rather_than_applauded() -> None:
    thanks = said("감동", "장모님", "쌀과 고기를 보내 주셨다")
    assert not {item for item in thanks if "박수" in item or "흐뭇" in item}


def test_nobody_is_thanked_by_himself() -> None:
    assert not {item for item in said("감동", "나", "다시 도전해서 붙었다") if "고마" in item or "감사" in item}


def test_those_looked_up_to_are_not_judged() -> None:
    formal = said("격식", "이장님", "마을을 위해 애썼다") | said("격식", "이장님", "마을을 위해 애썼다", "lines")
    assert not {item for item in formal if "치하" in item or "평가" in item or "인정" in item}


def test_every_phrase_of_fitting_is_a_phrase_of_some_tone() -> None:
    from pipeline.tasks.awards.phrases import _fitting

    banks = [bank for name, bank in tones().items() if name != "kinds"]
    known = {
        item.lstrip("^!")
        for bank in banks
        for part in ("adverbs", "lines")
        for own in bank[part].values()
        for item in own
    }
    assert {item for need in ("close", "stroked", "proud", "other") for item in _fitting()[need]} - known == set()
