"""Reasons as people type them: half sentences, afterthoughts, the giver among the deeds, what can only be quoted."""

import pytest

from pipeline.tasks.awards import facts
from pipeline.tasks.awards.formal import formal
from pipeline.tasks.awards.request import understand
from pipeline.tasks.awards.task import write_awards


def first(request: str, **fields: str) -> str:
    return bodies(request, **fields)[0]


def bodies(request: str, **fields: str) -> list[str]:
    return [award.body for award in write_awards(understand(request, **fields), None, 3)[1]]


@pytest.mark.parametrize(
    ("request_text", "fields", "told"),
    [
        # A count gets a predicate that fits what is counted, and none of it is respected like a person.
        ("혼자 등교 성공. 연습 47번", {"recipient": "이도윤"}, "연습을 47번 하였"),
        ("교회 주차봉사 15년", {"recipient": "엄기영 집사님"}, "교회 주차봉사를 15년 동안 해 오셨"),
        ("서버를 고쳤어요. 사람은 5명", {"recipient": "개발팀"}, "사람은 5명입니다."),
        ("마라톤을 완주하심. 기록 5시간 47분", {"recipient": "아빠"}, "기록이 5시간 47분입니다."),
        ("5시간 회의", {"recipient": "개발팀"}, "5시간 동안 회의하였"),
        ("한자 급수 시험 4급 합격", {"recipient": "강도현"}, "4급에 합격하였"),
        ("전국대회 4강", {"recipient": "여자농구부"}, "전국대회 4강에 진출하였"),
        # A topic keeps its own predicate.
        ("꿈을 말했어요. 꿈은 붕어빵 장수", {"recipient": "이도윤"}, "꿈은 붕어빵 장수입니다."),
        # What only says how, when or although belongs to the sentence before it.
        ("30분씩 기다려 주셨어요. 겨울에도요", {"recipient": "코치님"}, "겨울에도 30분씩 기다려 주셨"),
        ("급식 사진을 주고받음. 학생들 몰래", {"recipient": "김민수"}, "급식 사진을 학생들 몰래 주고받"),
        ("돈가스를 사 왔어요. 왕복 5시간 거리인데", {"recipient": "동생"}, "왕복 5시간 거리인데 돈가스를 사 왔"),
        ("미적분을 물어봤어요. 도복 입고요", {"recipient": "이도윤"}, "도복을 입고 미적분을 물어보았"),
        ("입장 연습을 20번 하심. 발 틀릴까봐", {"recipient": "아빠"}, "틀릴까 봐 입장 연습을 20번 하셨"),
        ("검정고시에 합격했어요. 62세", {"recipient": "하태수 반장님"}, "62세의 나이로 검정고시에 합격하셨"),
        # An afterthought with nothing before it is a sentence.
        ("10km 마라톤을 완주했는데요", {"recipient": "최민지"}, "10km 마라톤을 완주하였"),
        # Slips of spelling.
        ("의자를 혼자 다시 만듬", {"recipient": "이도윤"}, "의자를 혼자 다시 만들었"),
        ("행정실에서 연락왔어요. 분필을 다 썼어요", {"recipient": "이도윤"}, "연락이 왔"),
        ("3일동안 한번도 안 쉼", {"recipient": "이도윤"}, "3일 동안 한 번도 안 쉬었"),
    ],
)
def test_half_sentences_are_told_in_full(request_text, fields, told):
    assert told in first(request_text, **fields)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("학급문고 500권 읽기 프로젝트를 했다", "학급문고 500권 읽기 프로젝트를 했다"),
        ("태권도 노란 띠를 땄다", "태권도 노란 띠를 땄다"),
        ("프린터 종이 걸림을 해결했다", "프린터 종이 걸림을 해결했다"),
        ("입 크게 벌렸다", "입 크게 벌렸다"),
        ("수학 틀린 문제를 적었다", "수학 틀린 문제를 적었다"),
        ("시험 붙어서 왔다", "시험에 붙어서 왔다"),
        ("비 오는 날 나갔다", "비가 오는 날 나갔다"),
        ("동생 둘 키웠다", "동생 둘을 키웠다"),
        ("월급 한 번도 안 밀렸다", "월급이 한 번도 안 밀렸다"),
        ("아기 울음소리 시끄러우셨을 텐데 참으셨다", "아기 울음소리가 시끄러우셨을 텐데 참으셨다"),
        ("며느리가 입덧 심할 때 왔다", "며느리가 입덧이 심할 때 왔다"),
        ("세상 예쁜 딸이 왔다", "세상 예쁜 딸이 왔다"),
        ("혼자 버스 탔다", "혼자 버스를 탔다"),
        ("당황안하고 끝까지 했다", "당황을 안 하고 끝까지 했다"),
    ],
)
def test_particles_are_put_only_where_they_are_sure(text, expected):
    assert formal(text) == expected


def test_what_the_giver_did_is_told_of_the_giver():
    said = "구급대원님이 둘째를 받아 주셨어요. 아기 이름에 대원님 이름 한 글자를 넣었어요"
    body = first(said, recipient="심도율 구급대원님", giver="둘째 엄마")
    assert "받아 주셨" in body
    assert "넣으셨" not in body


def test_things_are_not_respected_like_persons():
    body = first("처음으로 밥을 하세요. 계란말이가 맛있어요", recipient="아빠")
    assert "맛있으" not in body


@pytest.mark.parametrize(
    ("request_text", "fields"),
    [
        ("보고서 맞춤법 검사기. 회식 때 늘 고기 담당. 막내들에게 매일 감성 충만", {"recipient": "사공린"}),
        ("우리 반 전체가 축가", {"recipient": "2학년 10반"}),
        ("콩 팔아 모은 돈인 거 다 알아요", {"recipient": "할머니"}),
    ],
)
def test_a_guess_is_quoted_word_for_word(request_text, fields):
    request = understand(request_text, **fields)
    for award in write_awards(request, None, 3)[1]:
        assert "다음 이야기의 주인공" in award.body
        assert all(line.strip(" .") in award.body for line in request.reason.splitlines())
        assert facts.check(request, award) == []


def test_a_quotation_leaves_out_words_about_the_award():
    body = first("우리 반 전체가 축가. 담임이 주는 상장이에요", recipient="2학년 10반")
    assert "상장이에요" not in body


@pytest.mark.parametrize("kind", ["임명장", "자격증"])
def test_playful_documents_have_titles_of_their_own(kind):
    award = write_awards(understand("매일 라면을 끓여요", "동생", kind=kind), None, 1)[1][0]
    assert award.title.endswith(kind)
    assert "마음" not in award.title


def test_praise_is_of_the_deed_and_not_of_what_it_was_done_to():
    said = "매크로를 짜서 매달 이틀 걸리던 정산을 10분으로 줄였습니다"
    awards = write_awards(understand(said, "최유진 사원"), None, 5)[1]
    text = " ".join(f"{award.title} {award.body}" for award in awards)
    assert not any(word in text for word in ("한결같", "변함없", "꾸준"))


def test_a_sad_but_true_future_is_no_wish():
    body = first("치킨 3마리를 시켜 놓으셨어요. 다리 6개 다 제 앞으로", recipient="장모님", giver="사위")
    assert "바라며" not in body
