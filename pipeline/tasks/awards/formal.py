"""The form of an official document: openings and closings by kind, recipient and giver, and written particles."""

from __future__ import annotations

from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.particles import attach, particle
from pipeline.tasks.awards.people import ANIMAL, GROUP, PEOPLE, PLANT, SELF, THING, Person
from pipeline.tasks.awards.request import AwardRequest

# What the document calls itself in its last sentence.
_PAPER = {"상장": "상장", "표창장": "표창장", "감사장": "감사장", "공로상": "상", "우수상": "상", "칭찬장": "칭찬장",
          "임명장": "임명장", "자격증": "자격증", "벌 대신 상장": "상장"}  # fmt: skip


def opening(kind: str, tone: str, person: Person) -> str:
    """위 사람은, 귀하께서는, 위 학급은, 위 고양이는, 당신은, 고인께서는: the first words of a body."""
    if person.late and person.is_human:
        return "고인께서는" if person.honoured else "고인은"
    if person.late:
        return attach(person.name or person.text, "은")
    if tone == "로맨틱" and person.category not in {GROUP, PEOPLE}:
        return "당신은"
    if person.category in {ANIMAL, PLANT, THING, GROUP}:
        return "위 " + attach(person.noun, "은")
    if person.category == PEOPLE:
        return "여러분께서는" if person.honoured and kind == "감사장" else f"위 {_plural(person)}"
    if person.honoured:
        return "귀하께서는"
    if kind == "감사장" and person.category != SELF:
        return "귀하는"
    return "위 " + attach(person.noun, "은")


def _plural(person: Person) -> str:
    return f"{person.noun}께서는" if person.honoured else attach(person.noun, "은")


def closing(request: AwardRequest, person: Person) -> str:
    """이 상장을 수여합니다 and its like: the last words of a body."""
    paper = attach(_PAPER[request.kind], "을")
    if person.late:
        return f"이 {paper} {'올립니다' if person.honoured else '바칩니다'}."
    if request.kind == "임명장":
        post = attach(request.topic, "으로") if request.topic else ""
        return f"{post} 임명합니다." if post else f"이 {paper} 수여합니다."
    if request.kind == "벌 대신 상장":
        return f"벌 대신 이 {paper} {'드립니다' if person.honoured else '수여합니다'}."
    if request.kind == "자격증":
        return f"이 {paper} {'드립니다' if person.honoured else '수여합니다'}."
    gives = person.honoured or request.kind == "감사장" or request.tone == "로맨틱"
    if request.tone == "귀여움" and not person.honoured:
        return f"이 {paper} 줍니다." if person.category in {"child", "pupil"} else f"이 {paper} 수여합니다."
    return f"이 {paper} {'드립니다' if gives else '수여합니다'}."


_DEFAULT_GIVERS = {"자녀": "사랑하는 자녀", "손주": "사랑하는 손주", "아내": "사랑하는 아내", "남편": "사랑하는 남편",
                   "연인": "당신의 연인", "부모": "사랑하는 부모", "제자": "제자 일동", "동료": "동료 일동",
                   "친구": "영원한 친구", "가족": "가족 일동", "며느리": "며느리", "사위": "사위", "동생": "동생",
                   "조부모": "할머니 할아버지", "조카": "조카", "선생님": "선생님", "동기": "동기 일동",
                   "이웃": "이웃 일동", "후배": "후배 일동", "선배": "선배 일동"}  # fmt: skip


def giver_of(giver: str, person: Person, kind: str) -> str:
    """The giver as printed: as given, else what they are to the recipient, else a neutral signature."""
    if giver:
        return giver
    if person.category == SELF:
        return "나 자신"
    return _DEFAULT_GIVERS.get(person.reciprocal, "고마운 마음을 담아" if kind == "감사장" else "응원하는 마음을 담아")


_TRANSITIVE = frozenset(
    "사 보 먹 만들 싸 굽 끓이 읽 쓰 타 그리 풀 치 부르 돕 받 주 하 챙기 키우 지키 닦 빨 치우 쓸 버리 줍 입 신 참 잡 알리 가르치 배우 외우 "
    "이기 넘 찾 열 닫 따 깨 끊 줄이 올리 살리 자 내 걸 돌리 돌보 나누 모으 심 뽑 찍 짜 맡 뛰어넘 이루 땋 담그 재우 업 안 널 개 다리 데우 시키 고치".split()
)
_NO_OBJECT = frozenset(
    "혼자 처음 다 모두 매일 오늘 어제 내일 동안 때 끝 앞 뒤 위 안 후 전 밤 새벽 아침 점심 저녁 낮 서로 스스로 정도 하루 올해 작년 이틀 사흘 "
    "평생 한평생 내내 지금 이제 요즘 최근 처음 나중 결국 덕분 대신 직접 함께 이후 이번 항상 매번 매주 매달 매년 주말 평일 월 일 년 시 분 초 개월 "
    "시간 번 째 만 간 지 오전 오후 무엇 뭐 혹시 그때 다음 이때 마지막 제일 전부 가끔 봄 여름 가을 겨울 주 달 해 살 세 등 반 잔뜩 척 듯 수 줄".split()
)
_UNITS = frozenset(
    "장 권 개 마리 병 잔 그릇 포기 인분 곡 편 벌 켤레 송이 판 통 봉지 대 명 곳 줄 모 잔 상자 박스 페이지 쪽".split()
)
_WITH_SUBJECT = {"많": "이", "없": "이", "많아지": "이"}


def formal(text: str) -> str:
    """``text`` with the particles that speech drops or shortens: 교통정리 해 -> 교통정리를 해, 친구한테 -> 친구에게."""
    tokens, quotes = analyse(text), quoted_spans(text)
    edits: list[tuple[int, int, str]] = []
    for index, token in enumerate(tokens[1:], 1):
        before = tokens[index - 1]
        if any(start <= token.start < end for start, end in quotes):
            continue
        if token.tag in {"JKB", "JC"} and token.form in {"한테", "한테서", "이랑", "랑"}:
            new = {"한테": "에게", "한테서": "에게서"}.get(token.form) or particle(text[: before.end], "와")
            edits.append((token.start, token.end, new))
        elif _lacks_object(text, tokens, index):
            noun = tokens[index - 1] if before.tag != "MAG" else tokens[index - 2]
            edits.append((noun.end, noun.end, particle(text[: noun.end], "을")))
        elif token.tag == "VA" and token.form in _WITH_SUBJECT and _is_bare_noun(text, before, token):
            edits.append((before.end, before.end, particle(text[: before.end], "이")))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _lacks_object(text: str, tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether the verb at ``index`` stands right after its object, and the object has no particle."""
    verb = tokens[index]
    if verb.tag != "VV" or verb.form not in _TRANSITIVE:
        return False
    place = index - 1
    if (
        tokens[place].tag == "MAG"
        and place
        and tokens[place].form in {"다", "직접", "꼭", "잘", "모두", "못", "더", "또"}
    ):
        place -= 1
    if not _is_bare_noun(text, tokens[place], tokens[place + 1]):
        return False
    for token in reversed(tokens[:place]):
        if token.tag in {"EC", "EF", "ETM"}:
            break
        if token.tag == "JKO":
            return False
    return True


def _is_bare_noun(text: str, noun: Morpheme, follower: Morpheme) -> bool:
    if follower.start != noun.end + 1 or noun.form in _NO_OBJECT:
        return False
    return noun.tag == "NNG" or (noun.tag in {"NNB", "NNG"} and noun.form in _UNITS)
