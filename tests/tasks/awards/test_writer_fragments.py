"""Reasons as people type them: half sentences, afterthoughts, the giver among the deeds, what can only be quoted."""

import pytest

from pipeline.tasks.awards import facts
from pipeline.tasks.awards.formal import formal
from pipeline.tasks.awards.request import understand
from pipeline.tasks.awards.task import write_awards
from pipeline.tasks.awards.things import with_things


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
        ("입 크게 벌렸다", "입을 크게 벌렸다"),
        ("수학 틀린 문제를 적었다", "수학 틀린 문제를 적었다"),
        ("시험 붙어서 왔다", "시험에 붙어서 왔다"),
        ("비 오는 날 나갔다", "비가 오는 날 나갔다"),
        ("동생 둘 키웠다", "동생 둘을 키웠다"),
        ("월급 한 번도 안 밀렸다", "월급이 한 번도 안 밀렸다"),
        ("아기 울음소리 시끄러우셨을 텐데 참으셨다", "아기 울음소리가 시끄러우셨을 텐데 참으셨다"),
        ("며느리가 입덧 심할 때 왔다", "며느리가 입덧이 심할 때 왔다"),
        ("세상 예쁜 딸이 왔다", "세상 예쁜 딸이 왔다"),
        ("혼자 버스 탔다", "혼자 버스를 탔다"),
        ("당황안하고 끝까지 했다", "당황하지 않고 끝까지 했다"),
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
        ("보고서 맞춤법 검사기. 회식 때 늘 고기 담당. 막내들에게 초콜릿 40개", {"recipient": "사공린"}),
        ("여자축구부 골키퍼. 한경기에 12골 먹고도 다음날 새벽에 나옴. 지금은 도 대표 후보", {"recipient": "명수아"}),
        ("식중독 0건 3,650일", {"recipient": "조리팀", "kind": "표창장"}),
        ("저희 부부 결혼 7년 차인데 시험관 여섯 번 만에 아기가 왔어요", {"recipient": "우리 둘"}),
        ("산수를 못하는 듯. 9번 다 졌음", {"recipient": "헬스트레이너 감우람", "tone": "유머"}),
        ("동생을 떠나보내고 1년. 밥 먹고 출근함", {"recipient": "나"}),
        ("5학년 반장. 다친 친구 가방까지 들어 준 민서", {"recipient": "민서"}),
    ],
)
def test_notes_are_told_in_whole_sentences(request_text, fields):
    request = understand(request_text, **fields)
    for award in write_awards(request, None, 3)[1]:
        assert "“" not in award.body  # nobody's notes are quoted
        ends = [sentence[-2:] for sentence in award.body.rstrip(".").split(". ")]
        assert set(ends) == {"니다"}, award.body
        assert facts.check(request, award) == []


@pytest.mark.parametrize(
    ("request_text", "fields", "told"),
    [
        (
            "비 오면 제일 먼저 우산 배달. 22년째",
            {"recipient": "신막달 여사"},
            "22년째 비가 오면 제일 먼저 우산을 배달하시",
        ),
        ("도서부 막내. 헌 책 43권을 수선", {"recipient": "5학년 노아인"}, "도서부 막내로, 헌 책 43권을 수선하였"),
        ("사무실 정리 대회. 케이블을 색깔별로 묶음", {"recipient": "서버팀"}, "사무실 정리 대회에서 케이블을"),
        ("중간에 까먹었는데 다시 쳐서 끝까지 마친 딸 예림이", {"recipient": "딸 예림"}, "다시 쳐서 끝까지 마쳤"),
        ("10년 동안 안전사고 0건", {"recipient": "오경태 반장님"}, "10년 동안 안전사고 0건을 기록하셨"),
        ("담배 끊은 지 오늘로 365일", {"recipient": "나"}, "담배를 끊은 지 오늘로 365일이 되었"),
        ("등하교 도우미를 3년", {"recipient": "3학년 우다현"}, "등하교 도우미를 3년 동안 해 왔"),
        ("메일 답장 평균 4분", {"recipient": "조교 홍수빈"}, "메일 답장이 평균 4분입니다"),
        ("지휘봉을 날렸어요. 지휘봉은 화분에서 발견", {"recipient": "배겨울"}, "지휘봉은 화분에서 발견되었"),
        ("첫 승을 했습니다. 1대0이요", {"recipient": "풋살팀"}, "1대0으로 첫 승을"),
        ("쉬는 시간마다 도와줘요. 자기 동생처럼요", {"recipient": "이도윤"}, "자기 동생처럼 도와주"),
    ],
)
def test_each_kind_of_note_gets_its_predicate(request_text, fields, told):
    assert told in first(request_text, **fields)


@pytest.mark.parametrize(
    ("request_text", "fields", "opening"),
    [
        # Somebody else acts: the sentence stands alone, and the opening waits for the recipient's deed.
        ("아기가 왔어요. 끝까지 버텨 줬어요", {"recipient": "김민수"}, "아기가 왔습니다. 위 사람은 끝까지"),
        ("윗집까지 알람 소리가 들림", {"recipient": "알람시계"}, "윗집까지 알람 소리가 들렸습니다."),
        # Somebody acts only at the end of what the recipient began.
        ("밤마다 쳇바퀴를 돌려서 온 가족이 잠을 못 자요", {"recipient": "햄스터 밤이"}, "위 햄스터가 밤마다"),
    ],
)
def test_the_opening_names_who_acts(request_text, fields, opening):
    assert first(request_text, **fields).startswith(opening)


@pytest.mark.parametrize(
    ("request_text", "fields", "told"),
    [
        (
            "면접 때 언니 재킷 빌려 입고 붙었어. 먼저 꺼내 줘서 고마워",
            {"recipient": "언니", "giver": "막내"},
            "막내는 면접 때 언니",
        ),
        (
            "밥을 사 주셨어요. 이제 취직해서 월급 탔어요",
            {"recipient": "장모님", "giver": "사위"},
            "사위는 이제 취직해서",
        ),
        ("콩 팔아 모은 돈인 거 다 알아요", {"recipient": "할머니", "giver": "손자"}, "손자는 콩"),
        ("레슨 봐 주셨어요. 저 이번에 음대 붙었어요", {"recipient": "피아노 선생님"}, "는 이번에 음대"),
        ("나 군대 갈 때 오만원을 쥐여 주셨어요", {"recipient": "외할머니", "giver": "손자"}, "손자가 군대"),
        (
            "매일 쪽지를 보내시는데 가끔 저는 답을 못 했어요",
            {"recipient": "엄마", "giver": "딸"},
            "보내십니다. 가끔 딸은",
        ),
        ("교육 과정을 만드셨고 이직률이 줄었습니다", {"recipient": "송 부장님"}, "만드셨습니다. 이직률이 줄었습니다."),
    ],
)
def test_who_acts_is_told(request_text, fields, told):
    assert told in first(request_text, **fields)


@pytest.mark.parametrize(
    ("request_text", "told"),
    [
        (
            "일기를 365일 다 씀. 귀찮은 날도 많았지만 어쨌든 다 썼다",
            "위 사람은 귀찮은 날도 많았지만 어쨌든 일기를 365일 다 썼기에",
        ),
        ("매달 기차를 타고 와요. 올 때마다 오징어를 들고요", "기차를 타고 오며, 올 때마다 오징어를 들고 오기에"),
        ("코골이를 참아 주고 있음. 그것도 같은 방에서", "코골이를 그것도 같은 방에서 참아 주고 있"),
        ("나무를 심음 (사실은 밤에 몰래 심음)", "나무를 심었습니다. 사실은 밤에 몰래 심었습니다."),
    ],
)
def test_nothing_is_said_twice_or_torn(request_text, told):
    assert told in first(request_text, recipient="이도윤")


@pytest.mark.parametrize(
    ("request_text", "fields", "told"),
    [
        (
            "우리 집 모기잡이 대장. 자다가도 일어나서 잡음",
            {"recipient": "남편"},
            "우리 집 모기잡이 대장으로 임명합니다.",
        ),
        ("한 방울도 안 흘려서 국통 담당으로 뽑혔습니다", {"recipient": "김민재"}, "국통 담당으로 임명합니다."),
        (
            "이모를 제 비밀상담사로 임명하려고요. 비밀을 지켜 주셨어요",
            {"giver": "조카"},
            "조카의 비밀상담사로 임명합니다.",
        ),
    ],
)
def test_the_post_in_the_story_is_what_one_is_appointed_to(request_text, fields, told):
    body = first(request_text, kind="임명장", **fields)
    assert told in body
    assert "이에 이" not in body


@pytest.mark.parametrize(
    ("request_text", "recipient", "opening"),
    [
        ("결혼 7년 차인데 서로를 버텨 줬어요", "우리 둘", "위 두 사람은 "),
        ("종이는 날마다 걸리지만 결산 날에는 안 멈춤", "복합기", "위 복합기는 "),
        ("떡집 문을 여셨어요", "김철수 박영희 부부", "두 분께서는 "),
    ],
)
def test_couples_and_things_are_called_what_they_are(request_text, recipient, opening):
    assert first(request_text, recipient=recipient).startswith(opening)


def test_whom_the_giver_calls_mother_is_the_recipient():
    body = first("엄마가 30년 동안 떡집 문을 여셨어요", recipient="박순례 여사", giver="큰딸 민정")
    assert body.startswith("귀하께서는 30년 동안 떡집 문을 여셨")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("변기 막힌 거 밤에 뚫었다", "변기 막힌 것을 밤에 뚫었다"),
        ("레슨 봐 주셨던 거 아직도 생각난다", "레슨 봐 주셨던 것이 아직도 생각난다"),
        ("5번 한 거 친구들이 다 지켜보았다", "5번 한 것을 친구들이 다 지켜보았다"),
        ("아끼는 건데 꺼내 주었다", "아끼는 것인데 꺼내 주었다"),
        ("그게 마지막이었다", "그것이 마지막이었다"),
        ("'그거 내 거 아님'이라고 말했다", "'그거 내 거 아님'이라고 말했다"),
    ],
)
def test_things_are_written_out_with_their_particle(text, expected):
    assert with_things(text) == expected


@pytest.mark.parametrize(
    ("request_text", "fields", "told"),
    [
        ("칠순 축하드려요. 교복을 다려 주셨음", {"recipient": "이명자 여사", "giver": "삼남매"}, "칠순을 맞아"),
        ("기저귀 졸업 축하해요", {"recipient": "다섯 살 아들"}, "기저귀를 졸업하였"),
        ("매번 구해 줌. 타이밍 예술", {"recipient": "처남 백승민"}, "타이밍이 예술입니다."),
        ("인수인계 파일까지 완벽", {"recipient": "배수현 주임님"}, "파일까지 완벽합니다."),
        ("물에 빠진 초등학생 두 명 구조", {"recipient": "소방교 엄태리"}, "초등학생 두 명을 구조하였"),
        ("국자 들고 댄스", {"recipient": "조리팀"}, "국자를 들고 댄스를 하였"),
        ("세탁기 고장 날 뻔. 동전이 나왔어요", {"recipient": "아들 우진"}, "날 뻔하였습니다."),
        ("노래를 들려주셔서 이제 병원을 안 무서워해요", {"recipient": "소아과 원장님"}, "안 무서워합니다."),
        ("나무를 심으셨어요. 아까워서 못 쓰겠더라고요", {"recipient": "할머니", "giver": "손자"}, "못 쓰겠습니다."),
    ],
)
def test_what_is_said_in_passing_is_a_sentence_too(request_text, fields, told):
    assert told in first(request_text, **fields)


def test_a_body_that_tells_of_others_gives_the_award_to_somebody():
    body = first("어제 잔반통이 비었음", recipient="3학년 6반", giver="영양교사 진수연")
    assert body.startswith("어제 잔반통이 비었습니다.")
    assert "위 학급에 이 상장을 수여합니다" in body


@pytest.mark.parametrize(
    ("recipient", "told"),
    [("송미란 부장", "귀하께서는 교육 과정을 만드셨"), ("인사팀", "위 팀은 교육 과정을 만들었"),
     ("김철수 박영희 부부", "두 분께서는 교육 과정을 만드셨")],
)  # fmt: skip
def test_one_way_of_respect_in_one_body(recipient, told):
    assert told in first("교육 과정을 만드셨어요", recipient=recipient)


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


@pytest.mark.parametrize(
    ("request_text", "fields", "told"),
    [
        (
            "자꾸 조는 애 있는데 혼내기도 그렇고. 칠판은 제일 깨끗이 닦아요",
            {"recipient": "민재"},
            "위 사람은 자꾸 좁니다",
        ),
        ("밤새 게임만 하는 남편 혼내려다가 고양이 밥은 꼬박꼬박 챙겼어요", {"recipient": "남편"}, "밤새 게임만 하지만"),
        ("가끔 먼지를 흘렸지만 다 용서함", {"recipient": "청소기 뱅글이"}, "흘렸습니다. 그래도 다 용서합니다"),
        ("눈 오는 날 문 앞을 쓸어 주셨던 거 아직도 생각나요", {"recipient": "통장님"}, "그 모습이 아직도 생각납니다"),
        ("줄넘기 90개 성공했습니다. 처음엔 3개밖에 못 했습니다", {"recipient": "이가람"}, "처음엔 3개밖에 못 하였지만"),
        ("표를 새로 짜 놔서 우리 팀 야근이 없어졌어요", {"recipient": "유하나", "giver": "재무팀"}, "위 사람이 표를"),
    ],
)
def test_what_the_giver_did_or_felt_is_not_told_of_the_recipient(request_text, fields, told):
    assert told in first(request_text, **fields)


@pytest.mark.parametrize(
    ("request_text", "fields", "told"),
    [
        # Where a note ends without a mark, a sentence ends.
        ("바지를 허물처럼 벗어놓음 다리구멍 두개 그대로. 9년째", {"recipient": "신랑"}, "그대로 벗어 놓기에"),
        ("똥만 500번 치운 봉사자ㅋㅋ 근데 한번도 안 쉼", {"recipient": "봉사자 차은결"}, "500번 치웠으며, 한 번도"),
        ("새벽마다 개근하심 한겨울에도", {"recipient": "수영장 회원 일동"}, "한겨울에도 새벽마다 개근하"),
        ("늘 도와줘요. 나이는 58세 ㅎㅎ 우리가 그 덕에 다 졸업함", {"recipient": "언니"}, "나이는 58세입니다. "),
        # Words said without quotation marks stay together.
        (
            "우리가 헤매도 괜찮다 다음엔 되겠지 하시는 분이라 다들 배워 나갔어요",
            {"recipient": "한 어르신", "giver": "인공신장실"},
            "헤매도 '괜찮다, 다음엔 되겠지' 하시는 분",
        ),
        # A bound noun is nobody's name.
        ("손쓸수가 없음", {"recipient": "수다쟁이 라온"}, "손쓸 수가 없습니다."),
        # Counts and what they count.
        ("게임을 지움. 6년간 쓴 돈 870만원", {"recipient": "전 랭커"}, "6년간 쓴 돈이 870만"),
        ("매주 와 줘요. 4년간 결석 2번", {"recipient": "푸들 라떼"}, "4년간 결석을 2번 하였"),
        ("면허를 따심. 필기 4번 실기 6번", {"recipient": "엄마"}, "필기 4번, 실기 6번입니다."),
        ("운세를 봐 주심. 맞춘 확률 12%", {"recipient": "할머니"}, "맞춘 확률이 12%입니다."),
        ("마지막 시험에서 100점", {"recipient": "이도윤"}, "마지막 시험에서 100점을 받았"),
        ("자진신고를 함. 4,500원", {"recipient": "조아인 사원"}, "금액은 4,500원입니다."),
        ("올해 조과: 장화 1, 비닐봉지 다수", {"recipient": "매형"}, "올해 조과는 장화 1, 비닐봉지 다수입니다."),
        # A topic that names something is not what acts.
        ("방송을 하심. 다만 내용은 농약 공동구매", {"recipient": "이장 방두식"}, "내용은 농약 공동구매입니다."),
        ("반찬을 해 줌. 설거지는 남편 담당", {"recipient": "아내"}, "설거지는 남편 담당입니다."),
        ("둘을 화해시켰다. 방법은 떡볶이 사 줌", {"recipient": "반장"}, "방법은 떡볶이를 사 주기였습니다."),
        # What only introduces or excuses goes into the deed.
        ("매달 사료를 보내 주는 학생이 있어요 용돈 아껴서", {"recipient": "정하율"}, "용돈을 아껴서 매달 사료를 보내"),
        ("첫 승을 했습니다. 상대가 모자라긴 했지만", {"recipient": "번개FC"}, "모자라긴 했지만 위 팀은 첫 승을 하였"),
        ("어제 꺼짐. 14년 동안 고마웠다고", {"recipient": "우리 밥솥"}, "14년 동안 고마웠습니다."),
        # Tense: what is so, what goes on, what is over.
        ("고양이가 이젠 남편만 따름", {"recipient": "남편"}, "따릅니다."),
        ("알람 울리면 여행 가서도 노트북을 엶", {"recipient": "어수현"}, "노트북을 열기에"),
        ("13년 된 선풍기. 아직 돌아감", {"recipient": "선풍기"}, "아직 돌아가"),
        ("8번 만에 합격하심. 이제 마트는 혼자 가신대요", {"recipient": "엄마"}, "합격하셨"),
        # What only fills a pause is left out, a thing said in passing goes before the deed.
        ("와 진짜 쓰레기봉투를 뒤져서 계약서를 찾아 주심", {"recipient": "여사님"}, "귀하께서는 쓰레기봉투를"),
        ("첫 승했습니다. 솔직히 말하면 상대가 모자랐습니다", {"recipient": "번개FC"}, ". 상대가 모자랐"),
        ("미역국을 21일이나 끓임. 맛은 둘째치고", {"recipient": "형부"}, "맛은 둘째 치고 미역국을"),
        ("결말을 알면서 2주를 참음. 화장실로 도망가면서까지", {"recipient": "가희"}, "도망가면서까지 결말을"),
        ("붕어빵을 주고 가셨어요. 두달을요", {"recipient": "은사님"}, "두 달 동안 붕어빵을"),
        ("청소를 해 놓고 갔어요. 쓰레기통에 껍질 하나 없이", {"recipient": "아들"}, "껍질 하나가 없었습니다."),
        ("둘을 화해시킴 방법은 떡볶이 사줌 제 돈으로", {"recipient": "반장"}, "방법은 제 돈으로 떡볶이를 사"),
        ("시험에 합격했습니다 사위인 제가요", {"recipient": "사위 홍재민", "giver": "장모"}, "시험에 합격하였기에"),
        ("늘 놀아 줘요. 이번 답이 '다시 태어나도' 였어요", {"recipient": "남편"}, "'다시 태어나도'였습니다."),
        ("골목까지 빗자루질. 18년", {"recipient": "마 선생님"}, "18년 동안 골목까지 빗자루질하셨"),
        ("장학사로 발령나서 떠나는 우리 교감", {"recipient": "교감 제갈윤 선생님"}, "떠나시"),
        ("늘 케이크를 가져옴. 형은 빈손", {"recipient": "시동생"}, "형은 빈손입니다."),
        ("아이는 무사하고 본인은 그날 휴대폰 잃어버리심", {"recipient": "김민수"}, "그날 휴대폰을 잃어버리셨"),
        (
            "전화를 37번 했음ㅋㅋ(차단도 했었음 죄송) 덕분에 15kg 뺐습니다",
            {"recipient": "제이"},
            "하였습니다. 덕분에 15kg",
        ),
        # What changed since does not lend its tense.
        ("간식을 챙기기 시작함. 이제 개가 더 좋아함", {"recipient": "택배기사님"}, "시작하셨"),
    ],
)
def test_notes_become_plain_sentences(request_text, fields, told):
    assert told in first(request_text, **fields)


def test_a_death_is_told_and_is_no_reason():
    body = first("2년 3개월을 살고 별이 되었어요. 쳇바퀴를 열심히 돌렸어요", recipient="해바라기", tone="추모")
    assert "별이 되었습니다. 쳇바퀴를" in body


def test_the_class_is_not_named_again():
    body = first("한 달 동안 지각이 없었습니다. 2학년 5반", recipient="2학년 5반")
    assert "5반입니다" not in body
