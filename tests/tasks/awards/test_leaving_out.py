"""Side remarks are left out of an award whose deed is told; facts, thanks and what cannot be spared never are."""

import pytest

from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.facts import check
from pipeline.tasks.awards.leaving_out import holds_fact
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.task import write_awards
from pipeline.tasks.awards.writer import material_of, write

SERVER = AwardRequest(
    reason="추석 연휴에 서버 터진 거 7시간 만에 복구함. 고향 가다 차 돌린 사람도 있다고 들음",
    recipient="개발팀",
    kind="표창장",
)


def test_a_remark_of_the_givers_is_left_out_and_the_person_is_told() -> None:
    award = write(SERVER)
    assert "7시간 만에 복구하였" in award.body
    assert "들었습니다" not in award.body
    assert check(SERVER, award) == []
    notes = write_awards(SERVER, None, count=1)[2]
    assert any(note.startswith("글에 넣지 않은 말이 있습니다: ") and "들었습니다." in note for note in notes)


def test_an_award_that_holds_everything_has_no_note() -> None:
    request = AwardRequest(reason="우리 반 화분에 매일 물을 주었습니다", recipient="정하윤", kind="칭찬장")
    assert material_of(request).left_out == ()
    assert write_awards(request, None, count=1)[2] == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("덕분에 잘 살았습니다", True),
        ("정말 고맙다고 생각합니다", True),
        ("스무 번이나 물어봤습니다", True),
        ("'괜찮아'라고 들었습니다", True),
        ("차를 돌린 사람도 있다고 들었습니다", False),
    ],
)
def test_facts_and_thanks_are_never_remarks(text: str, fact: bool) -> None:
    assert holds_fact(parse_clause(text)) is fact


def test_a_sentence_with_its_own_subject_stays() -> None:
    request = AwardRequest(
        reason="분식집 사장님이 떡볶이 1인분 시키면 2인분을 주셨어요. 사장님 별명은 호랑이 이모였습니다",
        recipient="분식집 사장님",
    )
    assert "별명은 호랑이 이모였습니다" in write(request).body
