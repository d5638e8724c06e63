"""The fact check finds what an answer lost and what it added."""

from dataclasses import replace

import pytest

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.facts import check
from pipeline.tasks.awards.request import AwardRequest

REQUEST = AwardRequest(
    reason="33년 동안 새벽마다 ‘사랑해’라고 적은 쪽지와 도시락 두 개를 싸 주셨어요. 한 번도 거르지 않으셨어요",
    recipient="우리 엄마",
    giver="딸 지은",
    kind="감사장",
)
GOOD = Award(
    "감사장",
    "새벽 도시락 감사장",
    "우리 엄마",
    "귀하께서는 33년 동안 새벽마다 ‘사랑해’라고 적은 쪽지와 도시락 두 개를 싸 주셨으며, "
    "한 번도 거르지 않으셨기에 이 감사장을 드립니다.",
    "딸 지은",
)


def kinds(award: Award, request: AwardRequest = REQUEST) -> set[str]:
    return {problem.kind for problem in check(request, award)}


def body(old: str, new: str) -> Award:
    assert old in GOOD.body
    return replace(GOOD, body=GOOD.body.replace(old, new))


def test_a_faithful_answer_has_no_problem():
    assert check(REQUEST, GOOD) == []


@pytest.mark.parametrize(
    ("award", "kind"),
    [
        (body("33년 동안 ", "오랫동안 "), "number lost"),
        (body("33년", "34년"), "number lost"),
        (body("33년", "34년"), "number added"),
        (body("33년", "33일"), "number lost"),
        (body("두 개", "여러 개"), "number lost"),
        (body("두 개", "세 개"), "number added"),
        (body("이 감사장", "20년의 마음을 담아 이 감사장"), "number added"),
        (body("‘사랑해’", "‘고마워’"), "quote lost"),
        (body("거르지 않으셨기에", "거르셨기에"), "negation lost"),
        (body("귀하께서는", "귀하께서는 김철수 부장님과 함께"), "name added"),
        (body("귀하께서는", "귀하께서는 과장으로서"), "rank added"),
        (replace(GOOD, recipient="어머니"), "recipient"),
        (replace(GOOD, giver="아들"), "giver"),
        (replace(GOOD, title="최우수상"), "rank added"),
        (replace(GOOD, title="가" * 30), "form"),
        (replace(GOOD, title="상"), "form"),
        (body(" 이 감사장을 드립니다.", " 참 고맙습니다."), "form"),
        (body("귀하께서는 ", "아무튼 "), "form"),
        (replace(GOOD, body="귀하께 이 감사장을 드립니다."), "form"),
        (replace(GOOD, body="귀하께서는 언제나 모두에게 참으로 좋은 분이셨기에 이 감사장을 드립니다."), "reason lost"),
        (body("도시락", "お弁当 도시락"), "foreign"),
    ],
)
def test_what_is_lost_or_added_is_found(award, kind):
    assert kind in kinds(award)


def test_messages_are_korean_and_name_what_is_wrong():
    messages = [problem.message for problem in check(REQUEST, body("33년", "34년"))]
    assert "이유에 있는 ‘33년’이 그대로 들어가지 않았습니다." in messages
    assert "요청에 없는 ‘34년’이 들어갔습니다." in messages


def test_a_number_in_words_may_be_written_in_digits():
    request = AwardRequest(reason="친구 서른 명을 도왔어요", recipient="이도윤")
    award = Award(
        "상장", "도움상", "이도윤", "위 사람은 친구 30 명을 따뜻하게 도왔기에 이 상장을 수여합니다.", "선생님"
    )
    assert "number lost" not in kinds(award, request)
    assert "number added" not in kinds(award, request)


def test_thousands_may_be_grouped_another_way():
    request = AwardRequest(reason="책 1,000권을 읽었어요", recipient="이도윤")
    award = Award(
        "상장", "책 읽기상", "이도윤", "위 사람은 책 1000권을 꾸준히 읽었기에 이 상장을 수여합니다.", "선생님"
    )
    assert kinds(award, request) == set()


def test_names_within_the_reason_are_kept():
    request = AwardRequest(reason="전학 온 박서준 학생을 챙겨 주었어요", recipient="이도윤")
    kept = Award(
        "상장", "친절상", "이도윤", "위 사람은 전학 온 박서준 학생을 챙겨 주었기에 이 상장을 수여합니다.", "선생님"
    )
    assert kinds(kept, request) == set()
    lost = replace(kept, body="위 사람은 전학 온 학생을 따뜻하게 챙겨 주었기에 이 상장을 수여합니다.")
    assert "name lost" in kinds(lost, request)


def test_mourning_is_quiet():
    request = AwardRequest(reason="늘 사탕을 나눠 주셨어요", recipient="할머니", tone="추모")
    award = Award(
        "상장", "사탕 나눔상", "할머니", "고인께서는 늘 사탕을 나눠 주셨기에 하하 이 상장을 올립니다.", "손주"
    )
    assert "tone" in kinds(award, request)
