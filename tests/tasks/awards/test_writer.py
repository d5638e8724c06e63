"""Bodies of the offline writer: the person's own clauses, turned to the giver's view, in the form of a document."""

import re
from pathlib import Path

import pytest
import yaml

from pipeline.tasks.awards import facts
from pipeline.tasks.awards.people import describe
from pipeline.tasks.awards.phrases import tones
from pipeline.tasks.awards.request import KINDS, TONES, understand
from pipeline.tasks.awards.task import write_awards

REQUESTS = Path(__file__).with_name("requests")


def bodies(request: str, count: int = 3, **fields: str) -> list[str]:
    return [award.body for award in write_awards(understand(request, **fields), None, count)[1]]


def first(request: str, **fields: str) -> str:
    return bodies(request, 1, **fields)[0]


def all_requests() -> list[dict[str, str]]:
    rows = []
    for name in ("development", "more"):
        rows += yaml.safe_load((REQUESTS / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def unquoted(body: str) -> str:
    """``body`` without the person's own words between quotation marks."""
    return re.sub(r"“[^”]*”", "“”", body)


FIELDS = ("request", "recipient", "giver", "kind", "tone")


@pytest.fixture(scope="module")
def written():
    answers = []
    for row in all_requests():
        request = understand(**{name: row[name] for name in FIELDS if name in row})
        answers.append((request, write_awards(request, None, 3)[1]))
    return answers


def test_every_candidate_passes_the_fact_check(written):
    problems = [
        (award.body, problem.message)
        for request, awards in written
        for award in awards
        for problem in facts.check(request, award)
    ]
    assert problems == []


def test_candidates_of_one_request_differ_in_title_and_body(written):
    for request, awards in written:
        assert len({award.title for award in awards}) == 3, request
        assert len({award.body for award in awards}) == 3, request


def test_no_leftover_of_speech_or_of_the_making(written):
    """No spoken endings, doubled particles, doubled spaces, loose commas or empty braces."""
    wrong = re.compile(
        r"  |\s[.,]|,,|\.\.|[{}]|을를|를을|이가 |은는|에에 |[ㄱ-ㅎㅏ-ㅣ]|거든요|더라고요|"
        r"잖아요|맨날|한테|이랑 |이기에 이기에|"
        r"였였|었었|으며,\s*이에|습니다,|므로,[^.]*므로 |못하았|개 놓|, ,"
    )
    found = [(award.body, wrong.search(unquoted(award.body))) for _, awards in written for award in awards]
    assert [(body, match[0]) for body, match in found if match] == []


def test_first_person_is_turned_to_the_giver(written):
    """나 and 내 stay only where a lover speaks, 저 and 제 where nothing says who gives the award."""
    own = re.compile(r"(?<![가-힣])(?:내가|나를|나의|나는|나에게|제가|저를|저의|저는|저에게|저희)")
    for request, awards in written:
        person = describe(request.recipient)
        unknown = not request.giver and person.reciprocal in {
            "",
            "모두",
            "어른",
            "이웃",
            "동료",
            "친구",
            "동기",
            "연인",
        }
        for award in awards:
            if request.tone != "로맨틱" and not unknown:
                assert not own.search(unquoted(award.body)), award.body


@pytest.mark.parametrize(
    ("request_text", "opening"),
    [
        ("우리 엄마가 도시락을 싸 주셨어요", "귀하께서는 "),
        ("박서준 대리가 프로젝트를 끝냈어요", "위 사람은 "),
        ("3학년 2반 아이들이 줄다리기에서 우승했어요", "위 학급은 "),
        ("개발팀이 배포 시간을 줄였어요", "위 팀은 "),
        ("고양이 나비가 매일 아침 깨워 줘요", "위 고양이는 "),
        ("공기청정기야 24시간 돌아가줘서 고마워", "위 공기청정기는 "),
        ("반려식물 몬스테라가 새 잎을 냈어요", "위 몬스테라는 "),
        ("5학년 김서아가 발표를 끝까지 해냈어요", "위 학생은 "),
        ("다섯살 지호가 혼자 양치를 했어요", "위 어린이는 "),
        ("급식실 조리사 선생님들께서 점심을 해 주십니다", "위 분들께서는 "),
        ("나는 올해 운동을 꾸준히 했다", "위 사람은 "),
        ("아내가 매일 편지를 써 줬어요. 로맨틱하게", "당신은 "),
        ("돌아가신 할머니께 드려요. 늘 사탕을 나눠 주셨어요", "고인께서는 "),
        ("강아지 초코가 무지개다리를 건넜어요. 늘 저를 기다려 줬어요", "초코는 "),
        ("친구 은비가 매일 전화해 줬어요. 감사장", "귀하는 "),
    ],
)
def test_subject_fits_the_recipient(request_text, opening):
    assert all(body.startswith(opening) for body in bodies(request_text))


@pytest.mark.parametrize(
    ("request_text", "fields", "closing"),
    [
        ("도시락을 싸 주셨어요", {"recipient": "우리 엄마", "kind": "감사장"}, "이 감사장을 드립니다."),
        ("도시락을 싸 주셨어요", {"recipient": "우리 엄마"}, "이 상장을 드립니다."),
        ("청소를 했어요", {"recipient": "이도윤"}, "이 상장을 수여합니다."),
        ("화재를 막았어요", {"recipient": "정만석 경비원", "kind": "표창장"}, "이 표창장을 수여합니다."),
        ("목표를 달성했어요", {"recipient": "영업 3팀", "kind": "공로상"}, "이 상을 수여합니다."),
        ("양치를 했어요", {"recipient": "다섯 살 지호", "tone": "귀여움"}, "이 상장을 줍니다."),
        ("남편을 설거지 담당으로 임명합니다. 매일 설거지를 해요", {}, "설거지 담당으로 임명합니다."),
        ("라면을 잘 끓여요", {"recipient": "동생", "kind": "자격증"}, "이 자격증을 수여합니다."),
        ("숙제를 안 했어요", {"recipient": "이도윤", "kind": "벌 대신 상장"}, "벌 대신 이 상장을 수여합니다."),
        ("늘 나눠 주셨어요", {"recipient": "할머니", "tone": "추모"}, "이 상장을 올립니다."),
        ("매일 편지를 써 줬어요", {"recipient": "여자친구", "tone": "로맨틱"}, "이 상장을 드립니다."),
    ],
)
def test_closing_fits_kind_and_recipient(request_text, fields, closing):
    assert all(body.endswith(closing) for body in bodies(request_text, **fields))


@pytest.mark.parametrize(
    ("request_text", "fields", "kept"),
    [
        # Tense and respect are carried; a plain verb of an elder is raised.
        ("엄마가 33년 동안 도시락을 싸 주셨어요", {}, "33년 동안 도시락을 싸 주셨"),
        ("아빠가 주말마다 캠핑에 데려가 줘요", {}, "주말마다 캠핑에 데려가 주시"),
        ("17번 넘어지고도 울지 않고 탐", {"recipient": "이도윤"}, "17번 넘어지고도 울지 않고 탔기에"),
        # First person becomes the giver, or what the giver is to the recipient.
        ("제가 아플 때 죽을 끓여 주셨어요", {"recipient": "엄마", "giver": "딸 지은"}, "딸이 아플 때 죽을 끓여"),
        ("제가 아플 때 죽을 끓여 주셨어요", {"recipient": "엄마"}, "자녀가 아플 때 죽을 끓여"),
        ("새벽마다 날 깨워 줘요", {"recipient": "고양이 나비"}, "새벽마다 가족을 깨워"),
        ("내 꿈을 믿어 주었다", {"recipient": "아내"}, "남편의 꿈을 믿어"),
        ("나를 업고 병원까지 뛰었어요", {"recipient": "친구 승우"}, "저를 업고 병원까지"),
        ("우리 차를 고쳐 줬어요", {"recipient": "김민수", "giver": "이웃 일동"}, "위 사람은 우리 차를 고쳐"),
        ("제가 아플 때 약을 사다 줬어요", {"recipient": "김민수"}, "제가 아플 때"),
        ("우리 팀을 위해 발표를 맡았어요", {"recipient": "김민수"}, "우리 팀을 위해 발표를"),
        # Dropped particles come back.
        ("아이들 등굣길 교통정리 해 주심", {"recipient": "경비 아저씨"}, "교통정리를 해 주"),
        ("PPT 80장 다 만든 조장님", {}, "PPT 80장을 다 만드"),
        ("수학 시험 30점에서 75점으로 올렸어요", {"recipient": "이도윤"}, "수학 시험 점수를 30점에서 75점으로"),
        # Nominal endings become sentences.
        ("10년째 설거지 담당", {"recipient": "남편"}, "설거지를 담당하였기에"),
        (
            "사내 풋살대회 득점왕! 3경기 7골",
            {"recipient": "조현우 주임"},
            "득점왕이 되었으며, 3경기 7골을 기록하였기에",
        ),
        ("동네에서 제일 친절한 의사예요", {"recipient": "김민수"}, "제일 친절한 의사입니다"),
        # An occasion is woven into the closing, a wish ends the body, thanks are dropped.
        ("33년 동안 도시락을 싸 주셨어요. 올해 환갑이세요", {"recipient": "엄마"}, "주셨기에, 올해 환갑을 맞아"),
        ("퇴임하시는 박영수 교장 선생님. 38년간 교단을 지키셨습니다", {}, "지키셨기에, 퇴임을 맞아"),
        ("늘 반찬을 나눠 주셨어요. 오래오래 건강하세요", {"recipient": "할머니"}, "오래오래 건강하시기를 바라며"),
        ("엄마 사랑해요. 매일 밥을 해 주셔서 감사합니다", {}, "귀하께서는 매일 밥을 해 주셨기에"),
        ("덕분에 졸업했어요. 이모가 등록금을 보태 주셨어요", {}, "보태 주셨습니다. 덕분에 졸업하였습니다."),
        # A spoken word gives way to a written one.
        ("맨날 늦잠을 자요", {"recipient": "김민수"}, "날마다 늦잠을"),
        ("친구한테 책을 빌려줬어요", {"recipient": "이도윤"}, "친구에게 책을"),
        ("발표하는 게 무서웠는데 끝까지 해냈어요", {"recipient": "이도윤"}, "발표하는 것이 무서웠지만 끝까지 해냈기에"),
    ],
)
def test_reason_is_told_as_a_document_tells_it(request_text, fields, kept):
    assert kept in first(request_text, **fields)


@pytest.mark.parametrize(
    ("request_text", "fields", "dropped"),
    [
        ("우리 강아지 초코가 무지개다리를 건넜어요. 14년 동안 저를 기다려 줬어요", {}, "무지개다리"),
        ("할머니 사랑해요. 김치를 담가 주셨어요", {}, "사랑하기에"),
        ("매일 청소를 했어요. 진짜 대단함", {"recipient": "이도윤"}, "대단"),
        ("설거지를 해 줘서 고마워요", {"recipient": "남편"}, "고맙"),
        ("결혼식 날 드리려고 해요. 도시락을 싸 주셨어요", {"recipient": "아버지"}, "드리려고"),
    ],
)
def test_side_remarks_are_no_reason(request_text, fields, dropped):
    assert all(dropped not in body for body in bodies(request_text, **fields))


def test_a_wish_for_brevity_or_length_is_followed():
    said = "친구에게 책을 읽어 주었어요. 교실도 청소했어요"
    short = bodies(f"{said}. 짧게 써 주세요", recipient="이도윤")
    plain = bodies(said, recipient="이도윤")
    long = bodies(f"{said}. 길게 써 주세요", recipient="이도윤")
    assert sum(map(len, short)) < sum(map(len, plain)) < sum(map(len, long))


def test_mourning_never_jokes():
    body = " ".join(bodies("할머니가 돌아가셨어요. 방귀를 뿡뿡 뀌셨어요 ㅋㅋ", tone="유머", count=5))
    assert not re.search(r"ㅋ|!|전설|박수|웃음을|심사|국보", body)
    assert "올립니다" in body


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tone", TONES)
def test_every_kind_and_tone_makes_a_sound_certificate(kind, tone):
    request = understand("매일 아침 교실 바닥을 쓸고 칠판 3개를 닦았어요", "이도윤", "담임 선생님", kind, tone)
    awards = write_awards(request, None, 5)[1]
    assert len({award.body for award in awards}) == 5
    assert all(facts.check(request, award) == [] for award in awards)


@pytest.mark.parametrize("part", ["제목", "본문"])
def test_one_part_is_written_anew_and_the_other_stays(part):
    request = understand("매일 아침 교실을 쓸었어요", "이도윤", part=part)
    awards = write_awards(request, None, 3)[1]
    assert len({award.title for award in awards}) == (3 if part == "제목" else 1)
    assert len({award.body for award in awards}) == (3 if part == "본문" else 1)


@pytest.mark.parametrize(
    "name",
    ["남궁민수", "Alex Kim", "金民秀", "김민수(金民秀)", "O'Neil", "황보 별님이초롱초롱빛나리", "민지🎉", "3호기"],
)
def test_names_of_every_kind_are_printed_as_given(name):
    for award in write_awards(understand("10km를 완주했어요", name), None)[1]:
        assert award.recipient == name
        assert "10km를 완주" in award.body


def test_without_a_reason_the_person_is_honoured_as_they_are():
    request = understand("상장 하나 만들어 주세요", "우리 엄마")
    (award,) = write_awards(request, None, 1)[1]
    assert award.body.startswith("귀하께서는 ")
    assert any("이유" in note for note in request.notes)


def test_four_hundred_characters_make_a_certificate():
    said = "매일 아침 교실을 쓸었어요. 친구 3명에게 수학을 가르쳐 주었어요. 급식 줄을 양보했어요. " * 8
    request = understand(said[:400], "이도윤")
    for award in write_awards(request, None)[1]:
        assert facts.check(request, award) == []


def test_no_phrase_is_long_enough_to_be_recognised():
    """A run of four 어절 cannot come from a phrase that stands in many bodies."""
    for name, bank in tones().items():
        if name == "kinds":
            continue
        phrases = [phrase for part in ("adverbs", "lines") for fitting in bank[part].values() for phrase in fitting]
        assert [phrase for phrase in phrases if len(phrase.split()) > 3] == []
