"""What only carries or appraises a clause: "…한 공로", "…하는 사람이에요", "…해 주셔서 감사합니다"; it is cut off."""

from __future__ import annotations

import re

from pipeline.tasks.awards.morphemes import Morpheme
from pipeline.tasks.awards.wordlists import wordlist

_NOUNS = {"NNG", "NNP", "NNB", "NR", "SN", "SL", "SH", "XSN", "XR"}
_CARRIERS = wordlist("carriers")
_FEELINGS = wordlist("feelings")


def is_carrier(noun: str) -> bool:
    """Whether ``noun`` only carries the clause before it (공로, 점, 덕분, 사람)."""
    return noun in _CARRIERS


def without_carrier(tokens: list[Morpheme]) -> list[Morpheme]:
    """Drop what only carries the clause: 사람이에요 after -는, 공로 after -ㄴ, 것 같아요, a feeling about it."""
    rest = list(tokens)
    if rest[-1].tag in {"EF", "EC", "ETN"}:
        index = len(rest) - 2
        while index > 0 and rest[index].tag == "EP":
            index -= 1
        stem = rest[index]
        appraised = _stem_text(rest, index) in _APPRAISALS and any(token.tag == "ETM" for token in rest[:index])
        if stem.tag == "VCP" or (stem.form, stem.tag) == ("같", "VA"):
            rest = rest[:index]
        elif appraised:  # 다른 핑계를 댄 창의력을 높이 삼, 태워 드리는 걸 봤습니다
            return _before_appraisal(rest, index) or tokens
        elif stem.tag in {"VA", "XSA", "XSV", "VV"} and _is_feeling(rest, index):
            cut = _before_feeling(rest, index)
            if cut:
                return without_carrier(cut) if cut[-1].tag in _NOUNS else cut
            return tokens
        else:
            return tokens
    while rest and rest[-1].tag in {"JKS", "JX", "JKO", "JKB", "XSN"}:
        rest.pop()
    if len(rest) > 2 and rest[-1].tag in _NOUNS and (rest[-1].form in _CARRIERS):
        before = rest[-2]
        copula = len(rest) < len(tokens) and tokens[len(rest)].tag == "VCP"
        describes = (
            copula and rest[-3].tag in {"VA", "XSA"} and rest[-1].form not in {"것", "점", "거"}
        )  # 좋은 학생이었어요
        if (before.tag == "ETM" and not describes) or (rest[-1].form == "때문" and before.tag == "ETN"):
            return rest[:-1]
    return tokens


def _before_appraisal(tokens: list[Morpheme], index: int) -> list[Morpheme]:
    """The clause before the noun that is appraised or seen: 다른 핑계를 댄 (창의력을 높이 삼); empty for none."""
    while index and tokens[index - 1].tag in {"MAG", "JKO", "JX", "XSV", "NNG"} and tokens[index - 1].tag != "ETM":
        index -= 1
        if tokens[index].tag == "JKO" and index > 1 and tokens[index - 2].tag == "ETM":
            return tokens[: index - 1]
    return []


def _stem_text(tokens: list[Morpheme], index: int) -> str:
    """The stem with the noun that 하다 or 스럽다 is attached to: 감사하, 자랑스럽."""
    stem = tokens[index]
    if stem.tag in {"XSA", "XSV", "VCP"} and index and tokens[index - 1].tag in _NOUNS:
        return tokens[index - 1].form + stem.form
    return stem.form


_MOODS = re.compile(
    r"(?:기분|마음|힘|기운|눈물|하루|출근길|매일|가슴|속)(?:이|가|도)?\s*\S*\s*(?:좋|편하|편안하|나|즐겁|행복하|따뜻하|든든하|벅차|가볍|뭉클하|시원하)$"
)
_APPRAISALS = {"사", "평가하", "인정하", "칭찬하", "기리", "치하하", "보", "듣", "발견하", "목격하", "느끼"}


def _is_feeling(tokens: list[Morpheme], index: int) -> bool:
    said = "".join(token.form for token in tokens[max(0, index - 4) : index + 1] if token.tag not in {"SP"})
    return _stem_text(tokens, index) in _FEELINGS or bool(_MOODS.search(said))


_CAUSES = {"어서", "아서", "여서", "라서", "니까", "으니까", "길래"}


def _before_feeling(tokens: list[Morpheme], index: int) -> list[Morpheme]:
    """The clause that a feeling is about: 키워 주셔서 (감사합니다), 견디는 모습이 (대견해요); empty for none."""
    if tokens[index].tag in {"XSA", "XSV"}:
        index -= 1
    place = index
    while place > 0 and tokens[place - 1].tag not in {"EC", "ETM", "EF"}:
        place -= 1
    between = tokens[place:index]
    if place and tokens[place - 1].form in _CAUSES and not any(token.tag == "SN" for token in between):
        return tokens[:place]  # 닦아 주셔서 아침마다 기분이 (좋아요)
    while index > 0 and tokens[index - 1].tag in {"MAG", "JKS", "JX", "JKB", "SP", "IC", "JKO", "MAJ"}:
        index -= 1
    rest = tokens[:index]
    if not rest:
        return []
    if rest[-1].tag == "EC" and rest[-1].form in {"어서", "아서", "여서", "라서", "으니", "니", "는데", "니까", "고"}:
        return rest
    if len(rest) > 1 and rest[-1].tag in _NOUNS and rest[-1].form in _CARRIERS and rest[-2].tag == "ETM":
        return rest[:-1]
    return []
