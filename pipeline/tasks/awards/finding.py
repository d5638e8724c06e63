"""Who might be meant in a sentence: one who is called, a subject, a name at the start."""

from __future__ import annotations

import re

from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.people import is_known_thing, is_person_like, phrase_start
from pipeline.tasks.awards.relations import relation_of

NOUN_ENDS = {"NNG", "NNP", "NNB", "XSN", "NP", "SL", "SH", "SN", "NR"}


def people_in(sentence: str, weight: int, first: bool) -> list[tuple[int, str]]:
    """Who might be meant in a statement: one who is called, a subject, a name at the start."""
    tokens = analyse(sentence)
    found: list[tuple[int, str]] = []
    for index, token in enumerate(tokens):
        called = token.tag == "JKV" or (token.form == "야" and token.tag == "EF" and tokens[index - 1].tag == "VCP")
        if called or (token.tag == "SP" and index and tokens[index - 1].tag in {"NNG", "NNP", "XSN"}):
            start = phrase_start(tokens, index - (2 if token.tag == "EF" else 1))
            phrase = sentence[tokens[start].start : token.start].strip()
            if start == 0 and (called or is_person_like(phrase)):
                found.append((weight + 2, phrase))
            if start == 0:
                break
        is_subject = token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는", "도"})
        if is_subject and index and tokens[index - 1].tag in NOUN_ENDS:
            start = phrase_start(tokens, index - 1)
            phrase = sentence[tokens[start].start : token.start].strip()
            if phrase and not is_self(phrase) and (token.form != "도" or is_person_like(phrase)):
                bonus = 1 if is_person_like(phrase) else (-2 if first else -4)
                found.append((weight + bonus, phrase))
            elif phrase in {"나", "내", "저", "제"} and not re.search(r"[아어여해워]\s?(?:주|줬|줘|준)", sentence):
                found.append((1, "나 자신"))
        if token.tag in {"EF", "EC"} and any(score >= weight for score, _ in found):
            break
        helper = sentence[token.end :].startswith((" 덕분", " 덕에", " 덕택", " 덕으로"))
        if (
            helper
            and token.tag in NOUN_ENDS
            and is_person_like(name := last_phrase(sentence[: token.end], tokens[: index + 1]))
        ):
            found.append((weight + 1, name))
    with_whom = re.match(r"(?:우리\s|내\s|제\s)?(\S{2,8}?)(?:이?랑|하고|와|과)\s", sentence)
    if not found and with_whom and relation_of(with_whom[1]) == with_whom[1]:
        found.append((weight - 1, with_whom[1]))
    if first and all(score < weight for score, _ in found):
        found.extend(_named_at_start(sentence, tokens, weight))
    return found


def _named_at_start(sentence: str, tokens: tuple[Morpheme, ...], weight: int) -> list[tuple[int, str]]:
    """박서준 대리 in "박서준 대리 프로젝트 야근하면서도 …"."""
    words = sentence.split()
    for count in (3, 2, 1):  # the longest name first
        phrase = " ".join(words[:count])
        named = len(words) > count and is_person_like(words[count - 1]) and is_person_like(phrase)
        if named and not has_predicate(phrase) and not _has_particle(phrase):
            return [(weight, phrase)]
    return []


def _has_particle(phrase: str) -> bool:
    return any(token.tag.startswith("J") for token in analyse(phrase))


def has_predicate(text: str) -> bool:
    return any(token.tag in {"VV", "VA", "VX", "XSV", "XSA", "VCP"} for token in analyse(text))


def last_phrase(text: str, tokens: tuple[Morpheme, ...]) -> str:
    start = phrase_start(tokens, len(tokens) - 1)
    return text[tokens[start].start :].strip()


def is_self(phrase: str) -> bool:
    return re.sub(r"\s", "", phrase) in {
        "나",
        "저",
        "내",
        "제",
        "우리",
        "저희",
        "나자신",
        "저자신",
        "본인",
        "너",
        "네",
        "니",
        "당신",
        "그",
        "그녀",
        "자기",
        "걔",
    } or (phrase.endswith(("인 제", "인 저", "인 내")))


def named_before_comma(sentence: str) -> int:
    """Where the comma stands in "축가를 불러 준 친구 승우, 음이탈이 …"; 0 when there is none of that kind."""
    tokens = analyse(sentence)
    for index, token in enumerate(tokens):
        if (
            token.tag == "SP"
            and token.form == ","
            and 1 < index < len(tokens) - 1
            and tokens[index - 1].tag in NOUN_ENDS
        ):
            start = phrase_start(tokens, index - 1)
            phrase = sentence[tokens[start].start : token.start].strip()
            someone = is_person_like(phrase) or is_known_thing(phrase)
            if someone and (start == 0 or tokens[start - 1].tag == "ETM"):
                return token.start
            return 0
    return 0


def thanked(text: str, tokens: tuple[Morpheme, ...]) -> int:
    """Index of 덕분 in "말을 걸어 준 짝꿍 덕분에 …" when what comes before it names somebody at length; else 0."""
    for index, token in enumerate(tokens):
        if token.form in {"덕분", "덕", "덕택"} and token.tag in {"NNG", "NNB"} and index > 2:
            start = phrase_start(tokens, index - 1)
            modified = start and tokens[start - 1].tag == "ETM"
            return index if modified and is_person_like(text[tokens[start].start : token.start].strip()) else 0
    return 0
