"""A sentence that only says who gives the award, to whom and how: "게으른 어항 주인이", "부부가 은조에게 감사장"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.finding import is_self
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.pairs import subject_start
from pipeline.tasks.awards.people import GROUP, PEOPLE, describe, is_person_like
from pipeline.tasks.awards.signing import is_giver
from pipeline.tasks.awards.statements import Reading, note_giver

_MOST_WORDS = 6  # of a giver with what modifies them
_MARKS = {"이", "가", "께서", "에서", "의"}
_MARKED = ("이", "가", "서", "의", "내", "제", "네")  # how words end that _MARKS end; 의 is hidden in 내 and 제
_WE = re.compile(r"^(?P<who>.+?)(?:이었던|였던|인)\s(?:우리|저희|내|제|나|저)(?:들)?$")
_TO = re.compile(r"^(?P<who>\S+(?:\s\S+){0,4}?)(?:에게|한테|께)(?:서)?(?:\s+|$)")


def read_awarding(sentence: str, reading: Reading, known: str, last: bool) -> bool:
    """Note the giver (and recipient) of a sentence that tells nothing else; False when it tells something.

    A giver alone (게으른 어항 주인이) signs only as the ``last`` sentence.
    """
    words = sentence.strip(" .!,").split()
    for count in range(1, min(_MOST_WORDS, len(words)) + 1):
        phrase, rest = " ".join(words[:count]).rstrip(","), " ".join(words[count:])
        if not phrase.endswith(_MARKED):
            continue
        mark = analyse(phrase)[-1]
        if mark.form not in _MARKS or mark.tag[0] != "J":
            continue
        to = _TO.match(rest)
        who = to["who"] if to and is_person_like(to["who"]) and not re.search(wishes.AWARD, to["who"]) else ""
        wish = rest[to.end() :] if to and who else rest
        alone = not wish and not who
        if not _is_only_wish(wish) or (alone and not (last and (known or reading.statements))):
            continue
        giver = _giver(phrase[: mark.start], mark.form, alone)
        if not giver or _is_recipient(giver, who, reading, known):
            return False
        note_giver(giver, reading)
        if who and not known and not _counts_only(who):
            reading.recipients.append((9, who))
        reading.wish(wish)
        return True
    return False


def _giver(phrase: str, mark: str, alone: bool) -> str:
    """The giver in ``phrase`` as it is printed, 골목 아이들 of 골목 아이들이었던 우리; "" when it is nobody."""
    ours = _WE.match(phrase)
    if ours:
        phrase = ours["who"]
    if re.match(r"(?:이|그|저)(?:런)?\s?(?:일|사람|분|것|정도)", phrase):
        return ""
    tokens = analyse(phrase)
    start = subject_start(tokens, len(tokens) - 1)
    while start and tokens[start - 1].end == tokens[start].start:  # 7병동 간호사들
        start -= 1
    noun, modifier = phrase[tokens[start].start :], phrase[: tokens[start].start]
    if start and (tokens[start - 1].tag != "ETM" or any(token.tag in {"EC", "EF", "JKS"} for token in tokens[:start])):
        return ""
    if is_self(noun) or noun.endswith((" 내", " 제", " 나", " 저")) or noun in {"사람", "사람들", "분"}:
        return ""
    if re.search(rf"\d|{wishes.AWARD}", modifier) or re.search(rf"(?<![가-힣]){wishes.AWARD}(?![가-힣])", noun):
        return ""
    group = mark == "에서" and describe(noun).category == GROUP
    return phrase if group or (is_giver(noun) and (mark != "에서" or not alone)) else ""


def _is_recipient(giver: str, who: str, reading: Reading, known: str) -> bool:
    """Whether ``giver`` is only another name of the recipient: 우리 엄마가 after 엄마."""
    recipient = known or who or reading.recipient()
    several = re.search(r"(?:들|일동)$", giver) and not re.search(r"(?:들|일동)$", recipient)
    if not recipient or several:
        return False
    person = describe(recipient)
    if person.category in {GROUP, PEOPLE}:  # 옆집 친구 부부 is not the couple honoured
        return re.sub(r"\s", "", giver) == re.sub(r"\s", "", recipient)
    return person.is_named_by(giver)


def _counts_only(who: str) -> bool:
    """두 분, 세 사람: those already named."""
    return re.fullmatch(r"(?:두|세|네|다섯|여섯|\d+)\s?(?:분|사람|명)|모두|여러분", who) is not None


def _is_only_wish(text: str) -> bool:
    """Whether ``text`` holds nothing but words about the award: 벌 대신 상장 로맨틱하게 부탁."""
    return not text or _only_wish().fullmatch(text) is not None


@cache
def _only_wish() -> re.Pattern[str]:
    like = r"(?:\s?(?:톤|느낌|분위기|버전|스타일)?(?:으로|로))?"
    tone = rf"로맨틱하면서|(?:유머|감동|로맨틱|격식|추모|코믹|귀여움|귀염){like}"
    doing = (
        r"(?:주|드리)는\s?(?:걸로|것으로|거로|거)\S*|"
        r"(?:꼭|하나|한\s?장|글|문구|내용)|(?:만들|부탁|작성|써|쓰|적|준비|선물|표창|시상|위촉|칭찬|축하|임명)(?!장|상)\S*|"
        r"(?:주|드리|해\s?주|올리|바치|보내|전하|수여하)(?:고\s?(?:싶|파)\S*|려고\S*|는|자|겠\S*|려\S*)|드려\S*|드립\S*|드릴\S*|드림|줍니다|준다|줄게\S*|"
        r"줄\s?(?:거|것)\S*|줌|줘\S*|주래\S*|올립\S*|올림|바칩\S*|보냅\S*|보냄|수여\S*|씀|읽을|낭독할|(?:해\s?)?주세요|드릴"
    )
    words = (
        rf"(?:{wishes.HOW}|{wishes.LOOKS}|{wishes.GIVING}|{wishes.AWARD}(?:을|를|으로|이요|요|이에요|입니다|임|이다)?"
        rf"|(?:(?:응원|축하|감사|위로|고마움)의)|{tone}|{doing}|(?:다\s?같이|함께|모여|모두|직접|정식으로|정식))"
    )
    return re.compile(rf"(?:{words}[,.\s]*)+")
