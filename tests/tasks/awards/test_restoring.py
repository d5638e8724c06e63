"""Particles that were left out come back where they are sure, and nowhere else."""

import pytest

from bench.award_particles import measure, precision, recall, sentences
from pipeline.tasks.awards.formal import formal
from pipeline.tasks.awards.restoring import restored


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("첫 월급 탔습니다", "첫 월급을 탔습니다"),
        ("도와주다 허리 삐끗했지만 참았다", "도와주다 허리를 삐끗했지만 참았다"),
        ("며느리가 입덧 심할 때 왔다", "며느리가 입덧이 심할 때 왔다"),
        ("아기 울음소리 시끄러우셨을 텐데", "아기 울음소리가 시끄러우셨을 텐데"),
        ("동료의 아이 아플 때 대신 갔다", "동료의 아이가 아플 때 대신 갔다"),
        ("낚시 데려가 주시고", "낚시에 데려가 주시고"),
        ("매출 1등 찍었습니다", "매출 1등을 찍었습니다"),
        ("시장에서 40년 나물 파시면서", "시장에서 40년 나물을 파시면서"),
        ("반건조 오징어 들고 오십니다", "반건조 오징어를 들고 오십니다"),
        ("손님 제일 많이 데려온 직원", "손님을 제일 많이 데려온 직원"),
        ("큰 글씨로 아침 점심 저녁 써 주셨습니다", "큰 글씨로 아침 점심 저녁을 써 주셨습니다"),
        ("감기 걸려도 나왔다", "감기에 걸려도 나왔다"),
        ("본공연 때 스틱 날아갔다", "본공연 때 스틱이 날아갔다"),
        ("손에 물집 잡혀도 연습했다", "손에 물집이 잡혀도 연습했다"),
        # An amount may stand between the noun and its predicate, or be what lacks the particle.
        ("연말정산 문의 300건 넘게 받으면서", "연말정산 문의를 300건 넘게 받으면서"),
        ("운전면허 필기 네 번 떨어지고 붙었다", "운전면허 필기에 네 번 떨어지고 붙었다"),
        ("미용실 27년 하시면서 키우셨다", "미용실을 27년 하시면서 키우셨다"),
        ("지각 한 번도 안 하고 다녔다", "지각을 한 번도 안 하고 다녔다"),
        ("체르니 100 끝냈고 실적 132% 달성하였다", "체르니 100을 끝냈고 실적 132%를 달성하였다"),
        ("미역국 21일 연속으로 끓였다", "미역국을 21일 연속으로 끓였다"),
        ("언니 가발 무료로 다듬어 주었다", "언니 가발을 무료로 다듬어 주었다"),
        ("마이크 고장 났는데 노래했다", "마이크가 고장 났는데 노래했다"),
        ("물에 빠진 초등학생 보고 뛰어들었다", "물에 빠진 초등학생을 보고 뛰어들었다"),
        ("치매 있는 할머니를 도왔다", "치매가 있는 할머니를 도왔다"),
        ("이단뛰기 50개 성공하였습니다", "이단뛰기 50개에 성공하였습니다"),
    ],
)
def test_what_is_missing_comes_back(typed, told):
    assert restored(typed) == told


@pytest.mark.parametrize(
    "text",
    [
        "엄마 몰래 먹고 나갔다",
        "누나 결혼식 사회를 봤다",
        "버그를 하루에 17개 잡았다",
        "수업이 끝나면 글씨를 사진 찍어 보냈다",
        "둘 다 버텼습니다",
        "전역증 말고 다른 것을 받았다",
        "계란말이 이제 안 태웁니다",
        "오빠 드리려고 만들었다",
        "사고 한 번 없었습니다",
        "그는 '라면 먹고 갈래'라고 했다",
        "된장을 반 통 넣었다",
        "친구들이 빵 터졌지만 참았다",
        "농담도 (웃음 없음) 쓴다",
        "운동회 날 매일 가장 먼저 왔다",
    ],
)
def test_what_lacks_nothing_or_is_unsure_stays(text):
    assert restored(text) == text


def test_a_quotation_is_never_touched():
    assert restored('제게 "밥 먹고 가라" 하며 밥 차려 주셨다') == '제게 "밥 먹고 가라" 하며 밥을 차려 주셨다'


def test_what_came_back_stays():
    text = restored("첫 월급 탔고 손님 제일 많이 데려왔습니다")
    assert restored(text) == text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("9층에 불났을 때", "9층에 불이 났을 때"),
        ("젓가락으로 콩 20개 옮기기 성공했다", "젓가락으로 콩 20개 옮기기에 성공했다"),
        ("행정실에서 연락왔다", "행정실에서 연락이 왔다"),
        ("영어 2등급 되었다", "영어 2등급이 되었다"),
        ("받아야 할 거 같지만 하얀 거까지 뗐다", "받아야 할 것 같지만 하얀 것까지 뗐다"),
        ("제단에 올릴 건데 할아버지가 주신 거였다", "제단에 올릴 것인데 할아버지가 주신 것이었다"),
        ("엄마도 볼 거라 이긴 건 이긴 거다", "엄마도 볼 것이라 이긴 것은 이긴 것이다"),
        ("볼링모임에서 거터만 17번 굴린", "볼링모임에서 거터만 17번 굴린"),
    ],
)
def test_words_typed_as_one_get_theirs_too(typed, told):
    assert formal(typed) == told


def test_of_what_comes_back_in_authored_prose_almost_all_is_right():
    seen = measure(sentences("test")[::8])
    assert precision(seen) >= 0.96
    assert recall(seen) >= 0.45
