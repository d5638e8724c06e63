"""Conjugation (활용) of a predicate for a formal document: 했어요 -> 하였으며, 돕는 -> 돕습니다."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.tasks.awards import morphemes
from pipeline.tasks.awards.particles import ends_in_consonant

PAST, PRESENT, FUTURE = "past", "present", "future"
PRESUMED = "presumed"  # 겠: 못 쓰겠습니다

# Endings by name: the form after a stem (which the joiner fits to it) as (form, tag) pairs.
_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "으며": (("으며", "EC"),),
    "고": (("고", "EC"),),
    "기에": (("기", "ETN"), ("에", "JKB")),
    "으므로": (("으므로", "EC"),),
    "습니다": (("습니다", "EF"),),
    "음": (("음", "ETN"),),
    "기": (("기", "ETN"),),
    "지만": (("지만", "EC"),),
    "으니": (("으니", "EC"),),
    "다": (("다", "EF"),),
    "던": (("던", "ETM"),),
}
# Verbs that have a respectful word of their own instead of 시.
_RESPECTFUL = {"먹": "드시", "마시": "드시", "자": "주무시", "있": "계시", "말하": "말씀하시"}
_OWN_RESPECT = ("드시", "주무시", "계시", "잡수시")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A stem with what it carries. ``stem`` is a dictionary form (돕), ``tag`` Kiwi's (VV-I, XSV, VCP …)."""

    stem: str
    tag: str
    tense: str = PAST
    honorific: bool = False

    @property
    def is_verb(self) -> bool:
        """Whether it takes 는 before a noun: verbs do, adjectives and 이다 do not (있다 and 없다 do)."""
        return self.tag.split("-")[0] in {"VV", "XSV"} or (self.tag.split("-")[0] == "VX" and self.stem not in _VX_ADJ)

    @property
    def is_copula(self) -> bool:
        return self.tag == "VCP"

    def respectful(self) -> Predicate:
        """With the honorific 시 (or the verb's own respectful word)."""
        if self.honorific or self.stem.endswith(_OWN_RESPECT):
            return self
        if self.stem in _RESPECTFUL and (self.stem != "있" or self.tag.startswith("VX")):
            return replace(self, stem=_RESPECTFUL[self.stem], tag="VV-R")
        return replace(self, honorific=True)


_VX_ADJ = {"싶", "보", "듯하", "만하"}


@lru_cache(maxsize=8192)
def conjugate(predicate: Predicate, ending: str, before: str = "") -> str:
    """The predicate with ``ending``: a key of _ENDINGS, 아 (linking) or ㄴ (before a noun).

    ``before`` is the text that a copula follows (의사 -> 였습니다, 학생 -> 이었습니다).
    """
    if ending == "때":
        past = predicate.tense == PAST
        return f"{_past(predicate, before)}을 때" if past else f"{_join(predicate, (('ᆯ', 'ETM'),), before)} 때"
    if ending == "ㄴ":
        return _adnominal(predicate, before)
    if ending == "아":
        return _linking(predicate, before)
    if predicate.tense == PAST:
        # After 았/었 nothing contracts any more.
        return _past(predicate, before) + {"으며": "으며", "으므로": "으므로", "으니": "으니"}.get(ending, ending)
    if predicate.tense == PRESUMED:
        return _join(predicate, (("겠", "EP"), *_ENDINGS[ending]), before)
    if predicate.tense == FUTURE:
        return _join(predicate, (("ᆯ", "ETM"),), before) + " " + conjugate(Predicate("것이", "VA-R", PRESENT), ending)
    return _join(predicate, _ENDINGS[ending], before)


def _past(predicate: Predicate, before: str) -> str:
    if predicate.is_copula and not predicate.honorific:
        return "이었" if ends_in_consonant(before) else "였"
    if not predicate.honorific:
        open_form = _uncontracted(predicate)
        if open_form:
            return open_form
    text = _join(predicate, (("었", "EP"), ("다", "EF")), before)
    return text.removesuffix("다")


def _uncontracted(predicate: Predicate) -> str:
    """했 -> 하였, 줬 -> 주었, 봤 -> 보았, 됐 -> 되었: the full form that a document uses; "" where none is used."""
    stem, vowel = predicate.stem, _open_vowel(predicate.stem)
    if stem.endswith("하") and stem != "바라":
        return stem + "였"
    if predicate.tag.endswith("-I") or not vowel:
        return ""
    initial_is_silent = (ord(stem[-1]) - 0xAC00) // 588 == 11
    if vowel == "ㅚ":
        return stem + "었"
    if initial_is_silent:  # 배우다, 나오다: always 배웠, 나왔
        return ""
    return {"ㅗ": stem + "았", "ㅜ": stem + "었"}.get(vowel, "")


def _open_vowel(stem: str) -> str:
    """The vowel of the last syllable when no consonant closes it; 놓 counts as open, for it contracts too (놨)."""
    if not stem:
        return ""
    if stem.endswith("놓"):
        return "ㅗ"
    code = ord(stem[-1]) - 0xAC00
    if not 0 <= code < 11172 or code % 28:
        return ""
    return "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"[code // 28 % 21]


def _linking(predicate: Predicate, before: str) -> str:
    """하여, 도와, 주어, 이어서."""
    if predicate.honorific:  # 주시어, not the spoken 주셔
        return _join(predicate, (("고", "EC"),), before).removesuffix("고") + "어"
    if predicate.is_copula:
        return "이어서" if ends_in_consonant(before) else "여서"
    past = _uncontracted(predicate)
    if past:
        return past[:-1] + {"였": "여", "았": "아", "었": "어"}[past[-1]]
    return _join(predicate, (("어", "EC"),), before)


def _adnominal(predicate: Predicate, before: str) -> str:
    """The form before a noun: 도운 (past), 돕는 (present), 예쁜, 예뻤던."""
    if predicate.tense in {FUTURE, PRESUMED}:
        return _join(predicate, (("ᆯ", "ETM"),), before)
    exists = predicate.stem.endswith(("있", "없"))
    if predicate.tense == PAST:
        if predicate.is_verb and not exists and not predicate.stem.endswith("계시"):
            return _join(predicate, (("ᆫ", "ETM"),), before)
        return _past(predicate, before) + "던"
    return _join(predicate, (("는", "ETM"),) if predicate.is_verb or exists else (("ᆫ", "ETM"),), before)


def _join(predicate: Predicate, ending: tuple[tuple[str, str], ...], before: str) -> str:
    middle = (("시", "EP"),) if predicate.honorific else ()
    return morphemes.join([(predicate.stem, predicate.tag), *middle, *ending])
