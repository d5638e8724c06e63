"""The fact check finds what an answer lost and what it added."""

from dataclasses import replace

import pytest

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.facts import check
from pipeline.tasks.awards.request import AwardRequest, understand
from pipeline.tasks.awards.task import write_awards

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


def answer(body: str, title: str = "작은 상", recipient: str = "이도윤") -> Award:
    return Award("상장", title, recipient, body, "선생님")


def found(reason: str, body: str, title: str = "작은 상", recipient: str = "이도윤", kind: str = "상장") -> set[str]:
    request = AwardRequest(reason=reason, recipient=recipient, kind=kind)
    return {problem.kind for problem in check(request, answer(body, title, recipient))} - {"reason lost"}


@pytest.mark.parametrize(
    ("reason", "body"),
    [
        ("발 크기가 240이랑 255예요", "위 사람은 240과 255를 한 켤레로 엮었기에 이 상장을 수여합니다."),
        ("쓰러진 이웃을 보고 119 불렀어요", "위 사람은 쓰러진 이웃을 보고 119를 불렀기에 이 상장을 수여합니다."),
        (
            "고3인데 매주 와서 가르쳐 줬어요",
            "위 사람은 고3이라 바쁜데도 매주 와서 가르쳐 주었기에 이 상장을 수여합니다.",
        ),
        ("6.25참전용사를 도왔어요", "위 사람은 6.25 참전용사를 정성껏 도왔기에 이 상장을 수여합니다."),
        ("나이 50넘어 배웠어요", "위 사람은 나이 50이 넘어 처음 배움을 시작하였기에 이 상장을 수여합니다."),
        ("9천명을 안내했어요", "위 사람은 9천 명을 친절하게 안내하였기에 이 상장을 수여합니다."),
        ("3인 가족을 돌봤어요", "위 사람은 3인이 사는 가족을 돌보았기에 이 상장을 수여합니다."),
        ("부모님이 김치를 나눠요", "위 두 분께서는 이웃에게 김치를 나누셨기에 이 상장을 수여합니다."),
        ("며느리들을 도왔어요", "위 사람은 두 시누이와 세상의 며느리들을 도왔기에 이 상장을 수여합니다."),
        (
            "내 말을 들어줬어요",
            "위 사람은 언제나 네 편이라 말하고 천장만 보던 날에도 들어주었기에 이 상장을 수여합니다.",
        ),
    ],
)
def test_particles_and_other_words_are_no_numbers(reason: str, body: str) -> None:
    assert found(reason, body) == set()


@pytest.mark.parametrize(
    ("reason", "body", "kind"),
    [
        ("발 크기가 240이랑 255예요", "위 사람은 240과 250을 한 켤레로 엮었기에 이 상장을 수여합니다.", "number lost"),
        ("9천명을 안내했어요", "위 사람은 8천 명을 친절하게 안내하였기에 이 상장을 수여합니다.", "number lost"),
        ("친구 스무 명을 도왔어요", "위 사람은 친구 서른 명을 정성껏 도왔기에 이 상장을 수여합니다.", "number added"),
        ("친구를 도왔어요", "위 사람은 친구 열아홉 명을 정성껏 도왔기에 이 상장을 수여합니다.", "number added"),
        ("백 번 넘게 고쳤어요", "위 사람은 여러 번 고치고 또 고쳤기에 이 상장을 수여합니다.", "number lost"),
        ("새벽 두 시에 일어났어요", "위 사람은 이른 새벽에 일어났기에 이 상장을 수여합니다.", "number lost"),
        (
            "딸이 여섯 살인데 썼어요",
            "위 사람은 어린 나이에도 글을 또박또박 썼기에 이 상장을 수여합니다.",
            "number lost",
        ),
        (
            "친구를 도왔어요",
            "위 사람은 반장님으로서 친구를 정성껏 도왔으며 교장 선생님께 알렸기에 이 상장을 수여합니다.",
            "rank added",
        ),
        ("친구를 도왔어요", "위 사람은 추다온 대리와 친구를 정성껏 도왔기에 이 상장을 수여합니다.", "name added"),
    ],
)
def test_numbers_names_and_ranks_are_still_checked(reason: str, body: str, kind: str) -> None:
    assert kind in found(reason, body)


@pytest.mark.parametrize(
    "name", ["김철수 부장님", "이하늘 선생님", "박서준 대리", "추다온 과장님", "한지민 씨", "오민석 팀장"]
)
def test_an_added_name_is_found_wherever_it_stands(name: str) -> None:
    body = f"위 사람은 날마다 친구를 돕고 어느새 선생님의 일까지 거들어 {name}의 칭찬을 받았기에 이 상장을 수여합니다."
    assert found("날마다 친구를 돕고 선생님의 일도 거들었어요", body) >= {"name added"}


@pytest.mark.parametrize("title", ["용사상", "소풍상", "조리상", "위로상", "전역패", "한가운데 명중상", "김치 박사상"])
def test_compounds_of_a_title_are_no_names(title: str) -> None:
    assert found("친구를 도왔어요", "위 사람은 친구를 정성껏 도왔기에 이 상장을 수여합니다.", title) == set()


@pytest.mark.parametrize(
    "told", ["시장 상인들을 도왔", "반상회를 이끌었", "결말을 대리 시청해 주었", "체육복의 장관을 만들었"]
)
def test_words_that_sound_like_a_rank_are_none(told: str) -> None:
    assert found("이웃들을 챙겨 줬어요", f"위 사람은 이웃들을 챙겨 주며 {told}기에 이 상장을 수여합니다.") == set()


@pytest.mark.parametrize(
    ("recipient", "opening"),
    [
        ("우리 아버지", "아버지께서는"),
        ("시아버지", "아버님께서는"),
        ("한길제화", "귀사는"),
        ("영업3팀", "귀 팀은"),
        ("부녀회", "귀 회는"),
        ("엄마와 아빠", "두 분께서는"),
        ("야구팀 ‘포볼’", "‘포볼’은"),
        ("고태식 감독님", "감독님께서는"),
    ],
)
def test_a_body_may_open_with_any_word_for_the_recipient(recipient: str, opening: str) -> None:
    assert (
        found("이웃을 도왔어요", f"{opening} 이웃을 따뜻하게 도왔기에 이 상장을 드립니다.", "작은 상", recipient)
        == set()
    )


def test_a_body_that_opens_with_somebody_else_is_found() -> None:
    assert "form" in found(
        "이웃을 도왔어요", "선생님께서는 이웃을 도왔기에 이 상장을 드립니다.", "작은 상", "우리 아버지"
    )


def test_a_quotation_counts_as_kept_whatever_its_marks() -> None:
    request = AwardRequest(reason="'한 번 더'를 외쳐 줬어요", recipient="이도윤")
    award = answer("위 사람은 ‘한 번 더’를 외쳐 주었기에 이 상장을 수여합니다.")
    assert check(request, award) == []


@pytest.mark.parametrize(
    ("request_text", "recipient", "told"),
    [
        ("마당에서 지네 잡음(할머니가 제일 무서워하는 것)", "암탉 복례", "할머니가 제일 무서워"),
        ("도둑이 들었는데 반갑다고 배 깜. 도둑이 쓰다듬다가 그냥 감(CCTV 확인)", "허스키 장군이", "CCTV를 확인"),
    ],
)
def test_an_aside_that_is_half_the_story_is_told(request_text: str, recipient: str, told: str) -> None:
    request = understand(request_text, recipient=recipient, kind="상장", tone="유머")
    (award,) = write_awards(request, None, 1)[1]
    assert told in award.body
    assert not check(request, award)
