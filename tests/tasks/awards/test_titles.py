"""Titles come from the reason: whole words, honourable sense, three ideas."""

import pytest

from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.request import understand
from pipeline.tasks.awards.task import write_awards
from pipeline.tasks.awards.title_nouns import story_nouns


def titles(request: str, count: int = 3, **fields: str) -> list[str]:
    return [award.title for award in write_awards(understand(request, **fields), None, count)[1]]


@pytest.mark.parametrize(
    ("request_text", "fields", "title"),
    [
        ("지난주 서버 장애 때 밤새 남아서 혼자 복구했음", {"recipient": "김태호"}, "서버 장애 복구상"),
        ("10km 마라톤을 완주했어요", {"recipient": "이도윤"}, "마라톤 완주상"),
        ("33년 동안 새벽마다 도시락을 싸 주셨어요", {"recipient": "엄마", "kind": "감사장"}, "새벽 도시락 감사장"),
        ("공원에서 쓰레기를 주웠다", {"recipient": "이도윤"}, "공원에서 쓰레기를 주운 손길상"),
        ("배포 시간을 40분에서 6분으로 줄였어요", {"recipient": "개발팀"}, "배포 시간 단축상"),
        ("주민 120명을 대피시켰습니다", {"recipient": "정만석", "kind": "표창장"}, "주민 대피 표창"),
        ("신규 거래처 15곳을 개척함", {"recipient": "영업팀", "kind": "공로상"}, "거래처 개척 공로상"),
        ("3년 동안 지각 한 번도 안 하고 출근함", {"recipient": "이 과장"}, "무지각상"),
        ("아빠가 담배를 끊었어요", {}, "금연상"),
        ("라면을 잘 끓이는 동생한테 라면 자격증 만들어줘", {}, "라면 자격증"),
        ("남편을 분리수거 팀장으로 임명합니다. 매주 나갔거든요", {}, "분리수거 팀장 임명장"),
        ("설거지 전쟁을 끝내준 평화의 사도", {"recipient": "식기세척기"}, "평화의 사도상"),
        ("쓰레기통 뚜껑을 항상 닫는 룸메이트에게", {}, "쓰레기통 뚜껑을 항상 닫는 상"),
        ("한 번도 연체하지 않은 학생", {"recipient": "김라온"}, "한 번도 연체하지 않은 상"),
        ("회의를 5분 만에 끝내는 김 팀장님", {}, "회의를 5분 만에 끝내시는 상"),
        ("전교생 앞에서 발표를 했어요", {"recipient": "이도윤"}, "전교생 발표상"),
        (
            "이사를 도와주고 짜장면만 얻어먹고 갔어요",
            {"recipient": "친구", "kind": "감사장"},
            "이사를 도와준 마음 감사장",
        ),
        ("목도리 40개를 떠서 아이들에게 보냈어요", {"recipient": "뜨개질 모임"}, "목도리 40개를 뜬 정성상"),
        ("효도상 만들어 주세요. 엄마 어깨를 주물러 드렸어요", {"recipient": "이도윤"}, "효도상"),
    ],
)
def test_first_title_names_the_deed(request_text: str, fields: dict[str, str], title: str) -> None:
    assert titles(request_text, 1, **fields)[0] == title


@pytest.mark.parametrize(
    ("request_text", "fields", "wrong"),
    [
        ("두발자전거를 17번 넘어지고 결국 탐", {"recipient": "이도윤"}, ["발자전거상", "자전거 타기상"]),
        ("불량률을 3%로 낮췄어요", {"recipient": "생산팀", "kind": "우수상"}, ["불량률 우수상", "불량 우수상"]),
        ("서버 장애를 밤새 해결했어요", {"recipient": "김태호", "kind": "공로상"}, ["장애 공로상", "서버 장애 공로상"]),
        ("10년간 환자를 돌봤어요", {"recipient": "간호사 누나", "kind": "공로상"}, ["환자 공로상"]),
        ("갱년기를 이겨 내셨어요", {"recipient": "엄마", "kind": "감사장"}, ["갱년기 감사장"]),
        ("5년간 회비를 1원도 틀리지 않고 관리했어요", {"recipient": "총무"}, ["5년상", "1원상"]),
        ("10년 동안 곳곳의 사람을 도왔어요", {"recipient": "김민수"}, ["동안상", "사람상", "곳상", "사람 돕기상"]),
        ("마우스를 안 써요", {"recipient": "김 대리"}, ["마우스 쓰기상", "마우스상"]),
        ("포기하지 않았어요", {"recipient": "이도윤"}, ["포기상"]),
        ("늦잠을 자도 미안하다고 커피를 사 와요", {"recipient": "재혁"}, ["무지각상"]),
        ("책을 읽었어요", {"recipient": "이도윤"}, ["책상"]),
        ("방학 동안 차 안에서 연습했어요", {"recipient": "아빠"}, ["차 연습상", "연습상"]),
        ("휠체어를 타는 친구를 도왔어요", {"recipient": "이도윤"}, ["휠체어에 담긴 마음상", "친구 돕기상"]),
        ("연습 47번", {"recipient": "정노을"}, ["연습 기록상"]),
        ("밥을 줬어요", {"recipient": "서준이"}, ["밥을 준 상", "밥상"]),
        ("전역을 앞두고 라면을 끓여 줬어요", {"recipient": "김태윤 병장"}, ["전역을 앞둔 상"]),
        ("회의록을 500원에 팔았어요", {"recipient": "김 대리"}, ["고수상"]),
        ("손을 씻었어요", {"recipient": "이도윤"}, ["손상"]),
    ],
)
def test_no_title_is_halved_inverted_or_tactless(request_text: str, fields: dict[str, str], wrong: list[str]) -> None:
    assert not set(titles(request_text, 5, **fields)) & set(wrong)


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("상장", "상"),
        ("표창장", " 표창"),
        ("감사장", " 감사장"),
        ("공로상", " 공로상"),
        ("우수상", " 우수상"),
        ("칭찬장", " 칭찬상"),
        ("임명장", " 임명장"),
        ("자격증", " 자격증"),
        ("벌 대신 상장", "상"),
    ],
)
def test_title_ends_as_the_kind_does(kind: str, ending: str) -> None:
    said = titles("공원에서 매주 쓰레기를 주웠어요", 5, recipient="이도윤", kind=kind)
    assert all(title.endswith(ending) for title in said)
    assert len(set(said)) == 5


def test_a_long_deed_keeps_its_short_form_instead_of_a_phrase_for_any_story() -> None:
    given = "알뜰시장 수익금 18만 4천 원을 모두 유기견 보호소에 기부했습니다"
    assert titles(given, 1, recipient="3학년 3반")[0] == "수익금 18만 4천 원을 기부한 상"
    assert titles("면허 필기 여섯 번 만에 붙으셨어요", 1, recipient="엄마", tone="유머")[0] == "면허 합격상"


def test_titles_stand_in_one_line() -> None:
    said = "아주 오래된 시골 마을 어르신들의 낡은 흑백 사진 수백 장을 하나하나 복원해 주었습니다"
    assert all(len(title) <= 24 for title in titles(said, 5, recipient="사진 동아리"))


@pytest.mark.parametrize(
    ("told", "noun"),
    [
        ("할머니가 꼬깃꼬깃한 오만원권을 손에 쥐여 주셨다", "오만원권"),
        ("시어머니께서 매일 동치미를 가져다주셨다", "동치미"),
        ("아침마다 따뜻한 호떡을 동생에게 내밀었다", "따뜻한 호떡"),
        ("결혼식에서 삑사리 때문에 하객들이 축가를 듣다 웃었다", "축가"),
    ],
)
def test_a_story_is_about_its_concrete_noun(told: str, noun: str) -> None:
    assert noun in story_nouns((parse_clause(told),))[0]


def test_nouns_of_a_story_are_no_times_papers_people_or_illnesses() -> None:
    clause = parse_clause("사춘기 때 어제 엄마가 아들에게 상장을 주셔서 다음 날 마음이 편했다")
    assert story_nouns((clause,)) == ()


@pytest.mark.parametrize(
    ("request_text", "fields", "wrong"),
    [
        ("내일부터 목공을 배우러 가요", {"recipient": "나 자신"}, "내일"),
        ("하이파이브를 여덟 번 한 친구를 기립니다", {"recipient": "민수"}, "기리"),
        ("수업에서 노래를 부르자 목사님도 웃으셨어요", {"recipient": "권사님"}, "목사님도"),
        ("교정기가 불편하다고 짜증만 냈어요", {"recipient": "이도윤"}, "짜증"),
        ("그날부터 복사기를 했어요", {"recipient": "총무팀"}, "복사기를 한"),
        ("우리 집에 온 지 1년이 되었어요", {"recipient": "막내딸"}, "된"),
        ("목욕을 도와드리고 '괜찮다'라고 했어요", {"recipient": "이도윤"}, "한 상"),
    ],
)
def test_no_title_tells_a_plan_a_saying_or_what_others_did(
    request_text: str, fields: dict[str, str], wrong: str
) -> None:
    assert not [title for title in titles(request_text, 3, **fields) if wrong in title]


def test_thanks_and_commendations_name_the_merit_and_not_themselves_as_the_doer() -> None:
    commended = titles("여든둘에 한글학교를 졸업했어요", 1, recipient="이도윤", kind="표창장")[0]
    assert commended.endswith("노력 표창")
    thanked = titles("원양어선을 22년 탔어요", 1, recipient="이도윤", kind="감사장")[0]
    assert thanked.endswith("수고 감사장")


def test_what_was_typed_without_its_particle_gets_it_in_a_title() -> None:
    assert titles("삼각김밥에 초 꽂았어요", 1, recipient="이도윤")[0] == "삼각김밥에 초를 꽂은 상"
