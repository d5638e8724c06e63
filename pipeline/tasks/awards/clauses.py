"""Clauses of a reason: what stands before the predicate, word for word, and the predicate, to be re-conjugated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.tasks.awards.adjuncts import ADJUNCT, adjunct_of
from pipeline.tasks.awards.carriers import is_carrier as is_carrier  # readers of requests ask for it here
from pipeline.tasks.awards.carriers import without_carrier
from pipeline.tasks.awards.conjugate import FUTURE, PAST, PRESENT, PRESUMED, Predicate, conjugate
from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.nominal import PAST_TIME, nominal
from pipeline.tasks.awards.spacing import is_one_verb
from pipeline.tasks.awards.wordlists import wordlist

DEED, RESULT, FEELING, WISH, OCCASION = "deed", "result", "feeling", "wish", "occasion"

_STEMS = {"VV", "VA", "VX", "XSV", "XSA", "VCP", "VCN"}
_TRAILING = {"SF", "SP", "SE", "SO", "SW", "Z_CODA", "IC", "JKV"}
_FEELINGS = wordlist("feelings")
_FEELING_NOUNS = wordlist("feeling_nouns")
HABIT = re.compile(
    r"항상|늘|매일|언제나|날마다|매번|매주|매달|매년|내일|이제(?!는|야)|이젠|아직(?! ?(?:안|못)\s)|"
    r"하루에?\s(?:평균\s)?\d|(?<!집)(?<!제자)(?<!사람)마다|평소|자주|꾸준히|여전히|아직도|지금도|요즘|(?<=[년월주일달간])째"
)
_ONCE = re.compile(r"한\s?번도|하루도|하나도|아무것도|끝내|끝까지|드디어|오늘|어제|이번|동안")
_FINISHED = re.compile(r"만에|번\s|(?:년|개월|달|주|일|시간|분)[을를]?\s*$|처음|드디어")
_STATES = wordlist("states")  # 다 기억하심 tells what is so, 다 외우심 what was done
_FUTURE_HINT = re.compile(r"앞으로|오래오래|오래\s*오래|부디|내년에도|영원히|늘\s*건강|평생\s*함께|꽃길")
_EVENTS = wordlist("events")
_OCCASION = re.compile(
    r"^(?P<what>(?:(?:올해|오늘|내일|이번에?)(?:로|가|는|이)?\s)?(?:\S+\s){0,2}\S*\d+\s*(?:주년|주기|돌)|"
    r"(?:만난|사귄|결혼한|연애한|태어난|함께한)\s?지\s(?:벌써\s)?\d+\s*(?:일|년|개월|달|주)|"
    r"(?:올해|오늘|내일|이번)\s?\S{0,4}\s?\d+\s*(?:살|세|번째\s*생일)|(?:\S+\s){0,3}\S*(?:환갑|칠순|팔순|구순|고희|회갑|생신|생일|돌|정년|기념일|정년퇴직|퇴직|졸업|퇴임|은퇴|전역|입학|백일|첫돌|결혼기념일))"
    r"(?:이|가)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """``head`` is the text before the predicate. ``role``: what the clause is good for in an award."""

    head: str
    predicate: Predicate
    role: str = DEED
    subject: str = ""  # who acts, when it is not the recipient
    tense_told: bool = True  # whether the ending said past or present
    noted: bool = False  # whether it was typed as a note, without a verb: the writer's 시 then says nothing

    def ending(self, name: str) -> str:
        """The clause with ``name`` as its ending (see conjugate.conjugate)."""
        return self.head + conjugate(self.predicate, name, self.head)

    def respectful(self) -> Clause:
        return replace(self, predicate=self.predicate.respectful())

    @property
    def text(self) -> str:
        """The clause in its plain form, for looking words up."""
        return self.ending("다")


def finite(text: str) -> str:
    """A clause that ended before a noun or in -어서 as a sentence of its own: 출근한 -> 출근하였습니다."""
    return parse_clause(text).ending("습니다")


_SLIPS = re.compile(r"(?:(?<=만)듬|(?<=힘)듬|(?<=드)뭄|(?<=베)품)(?=[.!?~]*$)")  # 만듬 for 만듦
_ALTHOUGH = {"는데", "은데", "ᆫ데", "는데요", "은데요", "ᆫ데요", "던데", "던데요"}
_LEADING = wordlist("leading")  # endings of what belongs to the clause before it: 겨울에도 …면서요


def parse_clause(text: str, whole: bool = False) -> Clause:
    """The clause of one sentence, its last predicate split off and its role told by its words.

    ``whole`` says that ``text`` is all of what was said in one breath: 왕복 5시간 거리인데 then is an afterthought to
    the sentence before it (role ADJUNCT), and no sentence of its own.
    """
    text = re.sub(r"\s*\([^()\d]*\)\s*[.!?]*$", "", text.strip()) or text
    text = text.lstrip(" -–—·,:") or text
    text = re.sub(r"세요(?=[.!?~]*$)", "십니다", text)
    text = re.sub(r"(?<=[가-힣])단다(?=[.!?~]*$)", "다고 한다", text)  # 또 보낸단다
    text = re.sub(r"(?<=다)\s?네요(?=[.!?~]*$)", "", text)
    text = re.sub(r"(?:이)?라네요(?=[.!?~]*$)", "입니다", text)
    text = _SLIPS.sub(lambda match: {"듬": "듦", "뭄": "묾", "품": "풂"}[match[0]], text)
    tokens = list(analyse(text))
    while len(tokens) > 1 and (_is_trailing(tokens[-1]) or (tokens[-1].form, tokens[-1].tag) == ("요", "JX")):
        tokens.pop()
    tokens = without_carrier(tokens)
    said = text[: tokens[-1].end]
    if (
        whole
        and tokens[-1].tag in {"EC", "EF"}
        and tokens[-1].form.endswith(("냐고", "는지", "은지", "ᆫ지", "을지", "ᆯ지"))
    ):
        return Clause(said, Predicate("이", "VCP", PRESENT), RESULT, tense_told=False)
    if whole and _is_afterthought(said, tokens):
        felt = _from_predicate(text, tokens)
        if felt is not None and _with_role(felt).role == FEELING:  # 죄송하고 감사하고
            return _with_role(felt)
        return Clause(said, Predicate("이", "VCP", PRESENT), ADJUNCT)
    if tokens[-1].tag in {"EF", "EC", "ETN", "ETM"}:
        clause = _from_predicate(text, tokens)
        if clause is not None:
            return _with_role(clause)
    return _with_role(_from_noun(text, tokens))


def _is_trailing(token: Morpheme) -> bool:
    return token.tag in _TRAILING and token.form not in {"%", "％", "℃", "°"}


def _is_afterthought(said: str, tokens: list[Morpheme]) -> bool:
    """Whether the sentence only adds to the one before it: 왕복 5시간 거리인데요, 도복을 입고요, 발 틀릴까 봐."""
    last = tokens[-1]
    if last.tag not in {"EC", "EF"}:
        return False
    if (
        re.search(r"까\s?봐(?:서)?$|둘째\s?치고$|물론이고$", said)
        or last.form == "지만"
        or (last.form in _ALTHOUGH and said.endswith(("데", "데요")))
    ):
        return True
    if last.tag == "EF":
        return False
    if last.form in {"고", "며", "으며"}:  # 김치를 담가 주시고요, 반이 더 크고요: sentences of their own
        helped = any(token.tag == "VX" for token in tokens[-4:-1])
        return not helped and not any(token.tag in {"JKS", "JX"} and token.form in "이가은는" for token in tokens)
    if last.form in {"어서", "아서", "여서"}:  # 용돈을 아껴서; not 눈물이 나서, 너무 감사해서: the giver's
        clause = _from_predicate(said, tokens)
        named = any(token.tag in {"JKS", "NP"} or (token.tag == "JX" and token.form in "은는") for token in tokens)
        if clause is None or named or clause.predicate.tag[:2] not in {"VV", "XS"}:
            return False
        return _with_role(clause).role == DEED and clause.predicate.stem not in {
            "나",
            "울",
            "웃",
            *wordlist("of_giver"),
        }
    return last.form in _LEADING or re.search(r"데도$|위해(?:서)?$|위하여$", said) is not None


def _from_predicate(text: str, tokens: list[Morpheme]) -> Clause | None:
    last, index = tokens[-1], len(tokens) - 2
    tense, honorific = PRESENT, last.form in {"세요", "으세요", "셔요", "십니다", "으십니다"}
    while index >= 0 and tokens[index].tag == "EP":
        tense = {"었": PAST, "았": PAST, "겠": PRESUMED}.get(tokens[index].form, tense)
        honorific = honorific or tokens[index].form in {"시", "으시"}
        index -= 1
    if index < 0 or tokens[index].tag not in _STEMS:
        return None
    stem = tokens[index]
    head = text[: stem.start]
    glued = index > 0 and tokens[index - 1].end == stem.start and tokens[index - 1].tag in {"NNG", "NNP"}
    if glued and stem.tag in {"VV", "VA"} and len(stem.form) == 1 and last.tag == "ETN":
        return None  # 명예의 전당감, taken for 가다
    predicate = Predicate(stem.form, stem.kiwi_tag, tense, honorific)
    told = honorific if last.tag == "EC" else last.form not in {"음", "ᆷ", "기"}
    told = (
        (told and not last.form.startswith("더라"))
        or tense != PRESENT
        or any(pattern.search(head) for pattern in (HABIT, _ONCE, PAST_TIME))
        or (last.form in {"음", "ᆷ"} and _FINISHED.search(head) is not None)
    )
    if tense == PRESENT:
        predicate = replace(predicate, tense=_tense_of(last, predicate, head))
    if stem.tag == "VCP" and stem.start == stem.end:  # 의사예요: 이 has no letter of its own
        head = text[: stem.start]
    helper = index > 0 and tokens[index - 1].tag == "EC" and stem.tag == "VX" and stem.form != "지"
    if helper and stem.form == "하" and index > 1 and tokens[index - 2].tag in {"VA", "XSA"}:
        helper = False  # 부러워하다
    if helper and not head[-1].isspace() and not is_one_verb(head, tokens[index - 1], stem):
        head += " "
    return Clause(head, predicate, tense_told=told)


def _tense_of(last: Morpheme, predicate: Predicate, head: str) -> str:
    """The tense of an ending that has no tense of its own."""
    if predicate.stem.endswith("뻔하"):
        return PAST
    if last.tag == "ETM":
        if last.form in {"ᆯ", "을"}:
            return FUTURE
        if last.form == "던":
            return PAST
        return PAST if last.form in {"ᆫ", "은"} and predicate.is_verb else PRESENT
    if not predicate.is_verb:
        return PAST if PAST_TIME.search(head) and last.form in {"음", "ᆷ"} else PRESENT
    if last.form in {"음", "ᆷ", "기", "고", "으며", "며"}:
        if _ONCE.search(head):
            return PAST
        habit = HABIT.search(head) or any((t.form, t.tag) in {("면", "EC"), ("으면", "EC")} for t in analyse(head))
        lasting = predicate.stem in _STATES and not PAST_TIME.search(head)
        return PRESENT if habit or lasting else PAST
    if last.form in {"ᆯ게요", "ᆯ게", "ᆯ래요"}:
        return FUTURE
    if last.tag == "EC" and last.form not in {"다", "ᆫ다", "는다", "는데", "지만"}:
        return PAST
    return PRESENT


def _from_noun(text: str, tokens: list[Morpheme]) -> Clause:
    """A noun phrase as a clause: 체육대회 우승 -> 체육대회에서 우승하였다; 겨울에도 belongs to the clause before it."""
    phrase = text[: tokens[-1].end].rstrip(" .!?,~")
    if _OCCASION.match(phrase):
        return Clause(phrase, Predicate("이", "VCP", PRESENT))
    adjunct = adjunct_of(phrase, tokens)
    if adjunct:
        return Clause(adjunct, Predicate("이", "VCP", PRESENT), ADJUNCT)
    head, predicate, own = nominal(phrase, tokens)
    return Clause(head, predicate, DEED if own else RESULT, tense_told=not predicate.is_copula, noted=True)


def predicate_is_plain(predicate: Predicate) -> bool:
    """Whether the predicate only says that an event (퇴임, 졸업) takes place."""
    return predicate.stem in {"하", "되"} and predicate.tag == "XSV"


_AWARD = re.compile(r"(?:상장|표창장|감사장|공로상|우수상|자격증|임명장|칭찬장)(?:을|를|이|도)?\s*$")


def _is_wish(clause: Clause, head: str) -> bool:
    """늘 건강하세요, 오래오래 함께하기를 바랍니다; 다리 6개 다 내 앞으로 is none."""
    predicate = clause.predicate
    if predicate.stem in {"바라", "빌", "원하"}:
        return "명복" not in head
    if not _FUTURE_HINT.search(head) or predicate.tense == PAST or predicate.is_copula:
        return False
    return (
        predicate.honorific
        or predicate.tense in {FUTURE, PRESUMED}
        or predicate.stem in {"건강하", "행복하", "살", "있"}
    )


def _with_role(clause: Clause) -> Clause:
    head, stem = clause.head.strip(), clause.predicate.stem
    words = clause.head.split()
    whole = re.sub(r"\s", "", clause.head) + stem
    plain_fact = not re.search(r"[\d'\"‘“]", clause.head)
    if _is_wish(clause, head):
        return replace(clause, role=WISH)
    if head.endswith("맞이") and stem == "하":
        clause = replace(
            clause, head=re.sub(r"맞이$", "", head), predicate=replace(clause.predicate, stem="맞", tag="VV-R")
        )
        head, stem = clause.head.strip(), "맞"
    if clause.predicate.is_copula or stem in {"되", "맞", "맞이하"}:
        bare = re.sub(r"(?:을|를|이|가)?\s*$", "", head)
        if _OCCASION.match(bare):
            return replace(clause, role=OCCASION)
    if (
        plain_fact
        and clause.predicate.tense == PAST
        and re.search(r"(?:맛있게|잘|감사히|고맙게)\s*$", clause.head)
        and stem in {"먹", "받", "쓰", "읽", "입", "보", "쉬", "놀"}
    ):
        return replace(clause, role=FEELING)  # 김치 맛있게 잘 먹었습니다: the giver did
    if stem in {"사", "평가하"} and re.search(r"높이\s*$", clause.head):
        return replace(clause, role=FEELING)  # 당당함을 높이 사다
    if stem == "드리" and clause.predicate.tag[:2] == "VV" and len(words) <= 2 and plain_fact:
        return replace(clause, role=FEELING)  # 학우들이 드려요
    if re.search(r"기도(?: 좀| 참| 뭐)?$", head) and stem in {"그렇", "뭐하", "애매하", "미안하"}:
        return replace(clause, role=FEELING)  # 혼내기도 그렇다: the giver's
    if re.search(r"상(?:장)?(?:으로|을|를)?(?: 하나| 한 장)? (?:줄|드릴)까$", head) and stem == "하":
        return replace(clause, role=FEELING)  # 상장으로 줄까 하다
    if _AWARD.search(head) and stem in {"이", "드리", "주", "부탁하", "받"}:
        return replace(clause, role=FEELING)  # 사장이 직접 주는 감사장입니다
    if re.match(r"(?:덕분에|그래서|그 덕에|덕택에|그 결과|그 덕분에)", head):
        return replace(clause, role=RESULT)
    if head.split() and head.split()[-1] in _EVENTS and predicate_is_plain(clause.predicate) and len(words) <= 2:
        return replace(clause, role=OCCASION)
    if plain_fact and stem == "싶" and not re.search(r"(?:다고|라고) \S*$", head):
        return replace(clause, role=FEELING)  # 오빠로서 절하고 싶다: the giver's
    if plain_fact and len(words) <= 4:
        praised = clause.predicate.is_copula and re.search(r"[가-힣](?:이|가) \S+$", head)  # 밥맛이 최고이다
        if not praised and any(whole.endswith(feeling) for feeling in _FEELINGS):
            return replace(clause, role=FEELING)
        if clause.predicate.is_copula and len(words) == 1 and words[-1] in _FEELING_NOUNS:
            return replace(clause, role=FEELING)
    return clause
