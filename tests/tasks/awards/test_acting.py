"""Who acts in the clauses of a body: the recipient, whom the opening names where they begin to act, or the giver."""

import pytest

from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.doers import with_doers
from pipeline.tasks.awards.people import describe
from pipeline.tasks.awards.request import understand
from pipeline.tasks.awards.subjects import other_subject
from pipeline.tasks.awards.task import write_awards
from pipeline.tasks.awards.turns import parted
from pipeline.tasks.awards.weaving import respected


def body(request: str, **fields: str) -> str:
    return write_awards(understand(request, **fields), None, 1)[1][0].body


@pytest.mark.parametrize(
    ("reason", "fields", "told"),
    [
        # What befell another comes before the opening.
        (
            "자전거 체인이 끊어졌는데 길가에서 고쳐 주셨어요",
            {"recipient": "철물점 사장님"},
            "자전거 체인이 끊어졌는데 귀하께서는 길가에서 고쳐 주셨",
        ),
        (
            "숙제를 못 해 갔는데 혼내지 않고 기다려 주셨어요",
            {"recipient": "담임 선생님"},
            "갔는데 귀하께서는 혼내지 않고",
        ),
        ("야근하면 꼭 데리러 와 주었어요", {"recipient": "남편"}, "야근하면 위 사람은 꼭 데리러"),
        # The recipient's own trouble, or a named other's, comes after it.
        ("목이 아팠는데 끝까지 노래를 불렀어요", {"recipient": "김민수"}, "위 사람은 목이 아팠"),
        ("제가 다쳤을 때 업어 주셨어요", {"recipient": "체육 선생님"}, "귀하께서는 제자가 다쳤을 때 업어"),
        # Whoever is moved by what was done is the giver; so is whoever comes to know after 지만.
        ("엄마가 가방에 편지를 넣어 놨는데 그거 보고 울었어요", {"giver": "딸"}, "딸은 그것을 보고 울었습니다"),
        (
            "아버지는 운동회에 한 번도 못 오셨지만 이제는 그 마음을 압니다",
            {"giver": "장남 영호"},
            "못 오셨지만 장남은 이제",
        ),
    ],
)
def test_whoever_acts_is_named_where_they_begin_to(reason, fields, told):
    assert told in body(reason, **fields)


def test_an_unnamed_helper_is_not_named_beside_the_opening():
    assert "어떤 분" not in body("제가 길을 잃었는데 어떤 분이 데려다 주셨어요", recipient="버스 기사님")


@pytest.mark.parametrize(
    ("text", "recipient", "subject"),
    [
        ("저는 그때 무겁다고 짜증만 냈다", "엄마", "저"),
        ("대대장님이 잔디를 새로 깐 줄 아셨다", "이등병", "대대장님"),
        ("친구가 만든 빵을 나눠 주었다", "김민수", ""),
        ("춤을 추는데 울던 장모님도 웃으셨다", "처제", "장모님"),
        ("저는 신청도 안 했는데 챙겨 주셨다", "이장님", ""),
    ],
)
def test_subject_of_the_last_predicate(text, recipient, subject):
    assert other_subject(text, describe(recipient)) == subject


@pytest.mark.parametrize(
    ("reason", "recipient", "told"),
    [
        (
            "토요일마다 무료로 지도해 주신 관장님께 학부모들이 드리는 것입니다",
            "임경태 관장님",
            "토요일마다 무료로 지도해 주셨습니다",
        ),
        ("끝까지 다 하고 들어온 내 친구를 기립니다", "우리 친구", "끝까지 다 하고 들어왔습니다"),
        ("먼저 사과해 주는 당신에게 상을 드립니다", "남편", "먼저 사과해 줍니다"),
    ],
)
def test_what_stands_before_the_recipient_is_the_deed(reason, recipient, told):
    assert parted(reason, describe(recipient)) == [told]


def test_who_acts_is_learnt_from_other_lines():
    doctor = describe("간호사 선생님")
    lines = ["무서워서 벨만 계속 눌렀어요", "간호사 선생님이 손을 잡아 주셨어요"]
    assert with_doers(lines, doctor) == ["저는 무서워서 벨만 계속 눌렀어요", lines[1]]
    assert with_doers(["젓가락으로 콩을 집었습니다", "우리 형님이요"], describe("형님")) == [
        "젓가락으로 콩을 집으셨습니다"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("등하원을 4년째 해 주고 계십니다", "등하원을 4년째 해 주고 계십니다"),
        ("수첩에 날짜가 적혀 있었습니다", "수첩에 날짜가 적혀 있었습니다"),
        ("새벽마다 눈을 쓸었습니다", "새벽마다 눈을 쓰셨습니다"),
    ],
)
def test_respect_is_shown_once_and_to_nobody_but_people(text, told):
    assert respected([parse_clause(text)])[0].ending("습니다") == told
