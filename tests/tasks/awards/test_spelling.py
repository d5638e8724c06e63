"""Typed words are spelt and spaced as a document writes them; names, quotations and hashtags stay."""

import pytest

from bench.award_particles import sentences
from bench.award_spacing import ALL, SPLIT, changed, measure, share
from pipeline.tasks.awards.cleaning import plain
from pipeline.tasks.awards.formal import formal
from pipeline.tasks.awards.spacing import spaced
from pipeline.tasks.awards.spelling import corrected
from pipeline.tasks.awards.wordlists import lexicon


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("폐차하게 됬어요", "폐차하게 됐어요"),
        ("스틱이 날라갔어요", "스틱이 날아갔어요"),
        ("만년필을 쥐어 주셨다", "만년필을 쥐여 주셨다"),
        ("설겆이하고 김치찌게를 끓임", "설거지하고 김치찌개를 끓임"),
        ("몇일 만에 금새 치뤘다", "며칠 만에 금세 치렀다"),
        ("왠만하면 어의없는 일", "웬만하면 어이없는 일"),
        ("베게를 베고", "베개를 베고"),
        ("선생님깨서 뵈요", "선생님께서 봬요"),
        ("다음주에 첨으로 갈께요", "다음 주에 처음으로 갈게요"),
        ("감기가 빨리 낳으시길", "감기가 빨리 나으시길"),
    ],
)
def test_what_is_always_misspelt_is_put_right(typed, right):
    assert corrected(typed) == right


@pytest.mark.parametrize(
    "text",
    [
        "살이 찌게 먹였다", "손을 베게 됐다", "연구지원팀", "쌀 한 가마니", "한달음에 왔다", "됫박", "점장이 왔다",
        "하지안 학생", "최우수황금새상", "가슴이 설렙니다", "아기를 낳았어요", "나무우산", "평화일보",
    ],
)  # fmt: skip
def test_what_only_looks_misspelt_stays(text):
    assert corrected(text) == text


def test_no_correction_is_itself_corrected():
    table = lexicon("typing")["misspelt"] | lexicon("typing")["misspelt_words"]
    assert len(table) >= 150
    assert {right: corrected(right) for right in table.values() if corrected(right) != right} == {}


@pytest.mark.parametrize("text", ["'울집 됬어'라고 했다", "“몇일 뒤 뵈요”라고 했다", "#우리집강아지 #설겆이왕"])
def test_quotations_and_hashtags_stay_as_typed(text):
    assert spaced(plain(text)) == text


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("아무말없이 쌀을 보냈다", "아무 말 없이 쌀을 보냈다"),
        ("한달동안 했다", "한 달 동안 했다"),
        ("창단 2년만에 이겼다", "창단 2년 만에 이겼다"),
        ("우리집 모기잡이", "우리 집 모기잡이"),
        ("오실때마다 들고 온다", "오실 때마다 들고 온다"),
        ("직장때문에 이사했다", "직장 때문에 이사했다"),
        ("이런사람이 있어야되는데", "이런 사람이 있어야 되는데"),
        ("중학교때부터 여섯명이 모였다", "중학교 때부터 여섯 명이 모였다"),
        ("회의중이었고 환불만 네번했다", "회의 중이었고 환불만 네 번 했다"),
        ("처음본다고 할거같다", "처음 본다고 할 거 같다"),
        ("다시 왔기에,모두 기뻤다", "다시 왔기에, 모두 기뻤다"),
        ("엄마랑둘이 딸의이름을 불렀다", "엄마랑 둘이 딸의 이름을 불렀다"),
        ("물을 세컵 마시고 두글자만 보냈다", "물을 세 컵 마시고 두 글자만 보냈다"),
        ("첫출근날 첫월급 이야기", "첫 출근 날 첫 월급 이야기"),
        ("각방쓰자고 해도 눈마주치면 허리아프단 말", "각방 쓰자고 해도 눈 마주치면 허리 아프단 말"),
        ("나때문에 그럴순없다", "나 때문에 그럴 순 없다"),
        ("담배를 끊은지 1년, 온지 10년", "담배를 끊은 지 1년, 온 지 10년"),
        ("2개밖에 못했고 오만원을 주셨다", "2개밖에 못 했고 오만 원을 주셨다"),
        ("꼬깃꼬깃 한 지폐", "꼬깃꼬깃한 지폐"),
        ('"오늘 처음이세요?" 까지 물었다', '"오늘 처음이세요?"까지 물었다'),
        ("쌈싸주고 반통 넣음", "쌈 싸 주고 반 통 넣음"),
        ("둘다 다같이 제일먼저 나갔다", "둘 다 다 같이 제일 먼저 나갔다"),
        ("제친구가 19만원을 내야했다", "제 친구가 19만 원을 내야 했다"),
        ("전교생앞에서 그마음을 말했다", "전교생 앞에서 그 마음을 말했다"),
        ("몇백개씩 몇층까지 날랐다", "몇백 개씩 몇 층까지 날랐다"),
        ("흠잡을데 없고 아이들것보다 낫다", "흠잡을 데 없고 아이들 것보다 낫다"),
        ("6.25때 다친 정대리가 다음집에 갔다", "6.25 때 다친 정 대리가 다음 집에 갔다"),
        ("엄마꺼를 깍아 주고 전화 37통함", "엄마 것을 깎아 주고 전화 37통 함"),
        ('"밝아졌더라" 이러고 마심', '"밝아졌더라"라고만 하심'),
        ("울회사 세쌍둥이한테 줘도 돼자나", "우리 회사 세쌍둥이한테 줘도 되잖아"),
        # Words of which one was typed as two.
        ("집까지 바래다 주었다", "집까지 바래다주었다"),
        ("교실로 들어 가서 돌아 왔다", "교실로 들어가서 돌아왔다"),
        ("슬리퍼를 물어 뜯음", "슬리퍼를 물어뜯음"),
        ("커피를 건네 주셨다", "커피를 건네주셨다"),
    ],
)
def test_words_are_parted_and_joined(typed, right):
    assert spaced(plain(typed)) == right


@pytest.mark.parametrize(
    "text",
    [
        "종이는 걸리지만 멈추지 않는다", "혼내려다가 웃었다", "지난달 첫 월급을 탔다", "못하는 것이 없다",
        "고마워하며 행복해했다", "로미가 웃었다", "작은할아버지의 굳은살", "문을 닫으신대서 모였다",
        "한마음으로 온종일 도왔다", "사랑받는 첫눈 같은 첫째", "한숨을 돌리고 한눈팔지 않았다",
        "누군지 2년 만에 알았다", "첫걸음마를 뗀 한결이는 그날 새어머니와 웃었다",
        "이분이 그중 그곳에 오래전부터 반년을 살았다",
        "모르는 척을 눈치챈 삼남매가 손색없는 지난겨울을 보냈다", "앞에서는 날이어서 88세에도 해석의 여지가 있다",
        "텐트를 다 치고 시장에 갔다 왔다", "어제 잔반통이 비었다", "이발병의 공백을 메웠다",
        "이상을 품은 별점 만점의 전우애",
    ],
)  # fmt: skip
def test_what_is_one_word_stays_one(text):
    assert spaced(text) == text


def test_correct_prose_is_hardly_ever_changed():
    assert len(changed(sentences("test")[::3])) <= 4


def test_most_of_what_people_type_onto_one_another_is_parted():
    seen, _ = measure(sentences("test")[::12])
    assert share(seen, ALL) >= 0.85
    assert share(seen, SPLIT) >= 0.7


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("당황안하고 끝까지 했다", "당황하지 않고 끝까지 했다"),
        ("한 번도 포기 안 했습니다", "한 번도 포기하지 않았습니다"),
        ("아무 말 안 하고 쌈 싸 줬다", "아무 말도 하지 않고 쌈을 싸 주었다"),
    ],
)
def test_a_denied_deed_is_told_in_writing(typed, told):
    assert formal(typed) == told
