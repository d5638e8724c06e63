"""Names hidden in an award: of whoever receives or gives it, wherever and however they are written."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.masking import hide_names

FIELDS = [
    ("어머니 박영순", "어머니 박○○"),
    ("김하서 대리", "김○○ 대리"),
    ("이주민 대리", "이○○ 대리"),
    ("대표 정원수", "대표 정○○"),
    ("어머니 박주민", "어머니 박○○"),
    ("임원수님", "임○○님"),
    ("김야근 대리", "김○○ 대리"),
    ("박영순선생님", "박○○선생님"),
    ("박 영 순", "박 ○ ○"),
    ("김 하늘", "김 ○○"),
    ("남궁민수", "남궁○○"),
    ("이준", "○○"),
    ("민준", "○○"),
    ("딸 지은이가", "딸 ○○이가"),
    ("지은엄마", "○○엄마"),
    ("사랑하는 아내 수진에게", "사랑하는 아내 ○○에게"),
    ("큰딸 민지, 작은딸 민서", "큰딸 ○○, 작은딸 ○○"),
    ("김민준·이서연", "김○○·이○○"),
    ("3학년 2반 하늘", "3학년 2반 ○○"),
    ("꿈나무어린이집 햇님반 교사 이수정", "꿈나무어린이집 햇님반 교사 이○○"),
    ("우리 강아지 보리", "우리 강아지 ○○"),
    ("강아지 콩", "강아지 ○"),
    ("로봇청소기 덕구", "로봇청소기 ○○"),
    ("故 김철수", "故 김○○"),
    ("金美英", "金○○"),
    ("Alex Kim", "A○○○ K○○"),
    ("IT팀 Jisoo", "IT팀 J○○○○"),
    ("홍길동 외 3명", "홍○○ 외 3명"),
]
NO_NAMES = [
    "아빠",
    "우리 남편",
    "온 가족",
    "나 자신",
    "개발2팀 일동",
    "전산팀 일동",
    "IT팀",
    "한국초등학교장",
    "햇살유치원 별님반",
    "강남구청 직원 일동",
    "학생회 임원 일동",
    "우리 반 친구들",
    "수학 선생님",
    "행복아파트 경비 아저씨",
    "도서관 선생님",
    "조리사 선생님",
    "김대리",
]


def award(
    recipient: str = "아빠", giver: str = "엄마", title: str = "최고상", body: str = "이 상장을 드립니다."
) -> Award:
    return Award("상장", title, recipient, body, giver)


@pytest.mark.parametrize(("written", "hidden"), FIELDS)
def test_a_name_in_the_fields(written: str, hidden: str) -> None:
    assert hide_names(award(recipient=written)).recipient == hidden
    assert hide_names(award(giver=written)).giver == hidden


@pytest.mark.parametrize("written", NO_NAMES)
def test_what_is_no_name_stays(written: str) -> None:
    assert hide_names(award(recipient=written)).recipient == written


@pytest.mark.parametrize(
    ("body", "hidden"),
    [
        ("박영순은 으뜸입니다.", "박○○은 으뜸입니다."),
        ("박 영순 여사님과 영순 씨", "박 ○○ 여사님과 ○○ 씨"),
        ("박 영 순", "박 ○ ○"),
        ("엄마의 딸 지은이는 압니다.", "엄마의 딸 ○○이는 압니다."),
        ("박\u200d영순 여사님", "박○○ 여사님"),
        ("33년 동안 새벽마다", "33년 동안 새벽마다"),
        ("최민혁 과장과 함께", "최○○ 과장과 함께"),
    ],
)
def test_a_name_in_the_text(body: str, hidden: str) -> None:
    masked = hide_names(award("어머니 박영순", "딸 김지은", f"영순표 {body}"[:40], body))
    assert masked.body == hidden
    assert masked.title == f"○○표 {hidden}"[:40]


SYLLABLES = st.sampled_from("민서지우현준하은도윤예채원수아진영호성훈주경미선정혜")


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from("김이박최정강조윤장임한오서신권"),
    SYLLABLES,
    SYLLABLES,
    st.sampled_from(["{}", "어머니 {}", "{} 대리", "3학년 2반 {}", "사랑하는 딸 {}", "{} 선생님", "{}님", "대표 {}"]),
)
def test_no_full_name_comes_through(family: str, first: str, second: str, field: str) -> None:
    name = family + first + second
    assume(name != "강아지")  # a puppy, as the recipient of an award
    written = award(
        field.format(name), "온 가족", f"{name} 최고상", f"위 {name}은(는) {name}이기에, {first}{second}아 고마워."
    )
    hidden = hide_names(written)
    everything = "".join(hidden.as_dict().values())
    assert name not in everything
    assert f" {first}{second}" not in everything
    assert family in hidden.recipient
