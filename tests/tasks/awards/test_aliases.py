"""A recipient whom a field names is told of by that name, whatever else the reason calls them."""

import pytest

from pipeline.tasks.awards.aliases import named_as_in_field
from pipeline.tasks.awards.people import describe
from pipeline.tasks.awards.request import understand


@pytest.mark.parametrize(
    ("said", "recipient", "giver", "told"),
    [
        ("10년지기 친구가 이별 얘기를 다 들어 줬음", "유나", "", "유나는 10년지기 친구로서 이별 얘기를"),
        ("우리 조기축구회가 첫 승을 했습니다", "번개FC", "", "번개FC는 첫 승을"),
        ("초등학교 4학년 제자가 길을 알려 줬습니다", "강지호", "담임교사", "강지호는 초등학교 4학년 제자로서"),
        ("아파트 경비아저씨가 119를 불러 주셨습니다", "경비원 배종수님", "304호 가족", "경비원 배종수님은 119를"),
        ("아들놈이 첫 월급을 보내왔네요", "김도현 일병", "엄마", "김도현 일병은 첫 월급을"),
        ("7살 하준이가 혼자 머리를 감았어요", "하준이", "엄마 아빠", "하준이는 7살에 혼자"),
        ("같은 소대 후임이 군장을 들어 줬다", "윤상병", "", "윤상병은 같은 소대 후임으로서"),
        ("햄스터가 하루 9km를 뜀", "찹쌀이", "", "햄스터 찹쌀이는 하루"),
        ("701호 대학생이 쌀 20kg을 메고 올라왔다", "701호 학생", "7층 할머니", "701호 학생은 쌀"),
        ("병동 자원봉사자 분이 면도를 해 주셨습니다", "자원봉사자 길용수님", "유가족", "자원봉사자 길용수님은 면도를"),
    ],
)
def test_another_name_of_the_recipient_becomes_the_name_in_the_field(said, recipient, giver, told):
    assert named_as_in_field([said], recipient, giver)[0].startswith(told)


@pytest.mark.parametrize(
    ("said", "recipient", "giver"),
    [
        ("동생이 울면 노래를 불러 줘요", "지민", "엄마"),
        ("선생님이 책을 많이 읽는다고 칭찬하셨어요", "채원", "아빠"),
        ("손님들이 의자에서 코를 골아요", "미용실 스탭 견우리", "원장"),
        ("팀장님도 이제 인사하심", "치즈냥 꼬순이", "개발팀 직원"),
        ("엄마가 항암하는 동안 곁을 떠나지 않음", "요크셔테리어 콩이", "엄마와 두 딸"),
        ("상대팀이 한 명 모자랐던 건 비밀", "FC엄마들", ""),
        ("후배가 울길래 초코파이를 놔둠", "20년 차 보건교사 나", "나"),
        ("할머니가 넘어지셨는데 업고 병원까지 뛰었어요", "이서준", "담임"),
    ],
)
def test_somebody_else_stays_somebody_else(said, recipient, giver):
    assert named_as_in_field([said], recipient, giver) == [said]


def test_a_pet_known_by_its_name_alone_is_known_from_the_reason():
    request = understand("거북이 이름이 번개인데 어항 탈출을 네 번이나 했어요", "번개")
    assert describe(request.recipient, request.reason).noun == "거북이"
