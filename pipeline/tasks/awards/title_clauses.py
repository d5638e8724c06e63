"""The deed itself in a title's few syllables: 끝까지 냉장고를 옮긴 (상), 콩 20개 옮기기 (자격증), 쪽지 412장, 31년."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.tasks.awards.clauses import RESULT, Clause
from pipeline.tasks.awards.conjugate import PAST, PRESENT, Predicate
from pipeline.tasks.awards.morphemes import Morpheme, analyse, join, quoted_spans
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.title_doubts import is_doubtful
from pipeline.tasks.awards.title_phrases import ends_part
from pipeline.tasks.awards.title_telling import telling
from pipeline.tasks.awards.title_words import Words, is_decent, is_noun, pattern
from pipeline.tasks.awards.wordlists import lexicon

MAX_TOLD, MAX_DOING = 19, 14  # characters
_SPAN = re.compile(
    r"(?<![\d가-힣])(?:\d+|한|두|세|석|네|넉|다섯|여섯|일곱|여덟|아홉|열|스무|서른|마흔|쉰)\s?(?:년|해|개월|달|학기)"
    r"(?=\s?(?:동안|째|간|내내|넘게|이나|가까이)|을 하루같이|을 한결같이)"
)


def told(clause: Clause, lovers: bool = False) -> str:
    """``clause`` before a noun, as much of it as a title holds: 집 앞까지 쓸어 주신; "" when it cannot be short.

    ``lovers`` says that the giver speaks, so that 내 may stay.
    """
    if not _is_deed(clause):
        return ""
    clause = _plainly_denied(clause)
    act = clause.ending("ㄴ")[len(clause.head) :]
    said = _joined(telling(clause, act, MAX_TOLD, lovers))
    return "" if is_doubtful(said, clause) else said


def doing(clause: Clause, lovers: bool = False) -> str:
    """``clause`` as what one can do or be charged with: 라면 잘 끓이기, 낚시 가방에 들어가기; "" when it is long."""
    if not _is_deed(clause):
        return ""
    named = re.search(r"((?:\S+ ){0,2}\S*기)에 (?:성공하|도전하)$", clause.head + clause.predicate.stem)
    if named:
        return named[1]
    clause = replace(clause, predicate=replace(clause.predicate, tense=PRESENT, honorific=False))
    act = clause.ending("기")[len(clause.head) :]
    said = telling(clause, act, MAX_DOING, lovers)
    objects = list(re.finditer(r"(?<=[가-힣\w])[을를](?= )", said))
    if len(objects) == 1:
        said = said[: objects[0].start()] + said[objects[0].end() :]
    return "" if is_doubtful(said, clause) else _joined(said)


def counted(clause: Clause) -> str:
    """A thing with its number: 쪽지 412장, 축구화 52켤레; "" when the clause counts nothing that it acts on."""
    if not _is_deed(clause):
        return ""
    tokens = analyse(clause.text)
    for index, token in enumerate(tokens[:-3]):
        if token.tag not in {"NNG", "NNP", "XSN"} or not (token.known or token.tag == "XSN"):
            continue
        number, unit, after = tokens[index + 1 : index + 4]
        if number.tag not in {"SN", "MM", "NR"} or unit.tag not in {"NNB", "NNG"} or unit.start - number.end > 1:
            continue
        if after.tag[0] in "NXS" or after.form not in {"을", "를", "씩"} or unit.form in lexicon("titles")["uncounted"]:
            continue
        noun = Words(clause.text).word(index)
        said = f"{noun} {clause.text[number.start : unit.end]}"
        if noun and token.end + 1 == number.start and is_noun(noun) and is_decent(noun) and len(said) <= 12:
            return said
    return ""


def lasting(clause: Clause) -> str:
    """How long the deed was kept up, a month at least: 27년, 석 달; "" when nothing says so."""
    if clause.role == RESULT or not (clause.predicate.is_verb or clause.predicate.is_copula):
        return ""
    match = _SPAN.search(clause.head)
    if match is None or any(token.tag == "ETM" and token.start >= match.end() for token in analyse(clause.head)):
        return ""
    return match[0]


def deed_noun(clause: Clause) -> str:
    """The noun that names what is done, alone: 근속, 가르침, 기다림; "" when the clause has none that honours."""
    stem = clause.predicate.stem
    own = str(lexicon("titles")["deed_nouns"].get(stem, ""))
    if not own and stem in {"주", "드리"}:
        before = [token for token in analyse(clause.head) if token.tag == "VV"]
        own = str(lexicon("titles")["deed_nouns"].get(before[-1].form, "")) if before else ""
    if own or stem != "하" or clause.predicate.tag != "XSV":
        return own
    noun = clause.head.split(" ")[-1]
    return noun if noun in lexicon("titles")["lasting"] else ""


def spoken(clause: Clause) -> str:
    """Words between quotation marks that the deed was to say, without the marks: 오늘도 예쁘다; "" when too long."""
    for start, end in quoted_spans(clause.text):
        said, after = clause.text[start + 1 : end - 1].strip(), clause.text[end : end + 8]
        if (
            clause.role != RESULT
            and 2 <= len(said) <= 12
            and re.match(r"\s?(?:이?라고|하고|고|하며|이?라며|부터 (?:물|하))", after)
        ):
            return said
    return ""


def parts(clause: Clause) -> list[Clause]:
    """What ``clause`` tells before its last predicate, each as a clause: 용돈을 모으다 of 용돈을 모아 … 사다."""
    others = clause.role == RESULT or bool(clause.subject)
    tokens = [token for token in analyse(clause.text) if token.start < len(clause.head)]
    found, start = [], 0
    for index, token in enumerate(tokens):
        if not ends_part(tokens, index):
            continue
        stem = next(
            (place for place in range(index, -1, -1) if tokens[place].tag[0] == "V" or tokens[place].tag == "XSV"), None
        )
        denied = any(other.form in {"안", "못", "않", "못하"} for other in tokens[:index] if other.start >= start)
        joins = token.form in (_CAUSING if others else _JOINING)
        if stem is not None and joins and tokens[stem].start >= start and not denied:
            verb = tokens[stem]
            respect = any(other.form in {"시", "으시"} and other.tag == "EP" for other in tokens[stem:index])
            predicate = Predicate(verb.form, verb.kiwi_tag, PAST, respect or clause.predicate.honorific)
            acts = any(other.tag == "JKO" for other in tokens[:stem] if other.start >= start) or verb.tag == "VX"
            if acts and not (others and _names_doer(tokens, start, verb.start)):
                found.append(Clause(clause.text[start : verb.start], predicate))
        start = token.end + 1
    return found


_JOINING = {"고", "며", "으며", "어서", "아서", "면서", "으면서", "어", "아", "느라", "느라고"}
# After these somebody else may act: 눈을 치워 주셔서 (아무도 안 넘어졌다), 축가를 불렀는데 (손님들이 박수를 쳤다).
_CAUSING = {"어서", "아서", "는데", "은데", "ᆫ데", "지만"}


def _names_doer(tokens: list[Morpheme], start: int, stop: int) -> bool:
    return any(
        token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는"})
        for token in tokens
        if start <= token.start < stop
    )


def _is_deed(clause: Clause) -> bool:
    predicate = clause.predicate
    if clause.role == RESULT or clause.subject or not predicate.is_verb:
        return False
    stem = predicate.stem
    if pattern(lexicon("titles")["occasions"]).search(f"{clause.head}{stem}다"):
        return False  # 금혼식을 하다
    idiom = lexicon("titles")["idioms"].get(stem)
    if idiom and not predicate.tag.startswith("VX"):
        return pattern(idiom).search(clause.head) is not None and predicate.tense in {PAST, PRESENT}
    if predicate.tag in {"XSV", "XSA"}:  # 결혼 and 하: 결혼하
        stem = clause.head.split(" ")[-1] + stem
    helping = predicate.tag.startswith("VX")
    return (helping or stem not in lexicon("titles")["untold"]) and predicate.tense in {PAST, PRESENT}


def _plainly_denied(clause: Clause) -> Clause:
    """안 운 -> 울지 않은, in writing."""
    match = re.search(r"(?:^|(?<=\s))안 $", clause.head)
    if match is None or clause.predicate.tag[:2] != "VV":
        return clause
    stem = join([(clause.predicate.stem, clause.predicate.tag), ("지", "EC")])
    denied = replace(clause.predicate, stem="않", tag="VX-R")
    return replace(clause, head=f"{clause.head[: match.start()]}{stem} ", predicate=denied)


_APART = re.compile(
    r"(?<![가-힣])(?:(도와|알아|들여다|가져다|갖다|데려다|모셔다|내려다|바래다) (?=[주준줄줍줘보본볼봐])|"
    r"(데려|가져|들어|나와|올라|내려|돌아|다녀|찾아|쫓아|따라) (?=[와온올오간가갈]))"
)


def _joined(said: str) -> str:
    """What one typing apart is wrong of, in one word: 도와준, 데려다주신, 들어가기."""
    return re.sub(r"\s+", " ", _APART.sub(lambda match: match[1] or match[2], said)).strip()


def noted(clause: Clause) -> str:
    """A note that is a name as it stands: 헌혈 200회 달성, 전국대회 3연패; "" for anything else."""
    head = clause.head.split(",")[0].strip()
    if not clause.predicate.is_copula or clause.subject or not 5 <= len(head) <= 14 or " " not in head:
        return ""
    tokens = analyse(head)
    if any(token.tag[0] in "JEVM" or token.tag in {"NP", "XSV", "XSA", "VCP"} for token in tokens):
        return ""
    numbers = sum(token.tag in {"SN", "NR"} for token in tokens)
    if numbers > 1 or tokens[0].tag not in {"NNG", "NNP", "SL"}:
        return ""
    last = tokens[-1].form
    return head if (numbers or last in lexicon("titles")["reached"]) and not is_person_like(head.split()[-1]) else ""
