"""Personal names hidden in an award: 박영순 becomes 박○○ wherever it stands. Rather a word too many than a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.names import looks_like_full_name
from pipeline.tasks.awards.particles import particle
from pipeline.tasks.awards.people import GROUP, PEOPLE, describe
from pipeline.tasks.awards.wordlists import lexicon, wordlist

CIRCLE = "○"
_JOINER = re.compile("[\u200c\u200d]+(?=[가-힣])|(?<=[가-힣])[\u200c\u200d]+")
_GAP = r"[\s·.]{0,3}"  # between the letters of a name that is set wide: 박 영 순
_WIDE = re.compile(r"(?<!\S)[가-힣](?:\s[가-힣]){1,3}(?!\S)")
_WORD = re.compile(r"[가-힣]+|[A-Za-zÀ-ɏ]+|[^\W\d_A-Za-zÀ-ɏ가-힣]+")
_TAIL = re.compile(r"(?<=[가-힣]{2})(?:이?(?:에게|께서|께|가|는|의|랑|와)|과|님|씨|양|군|들|네|외|올림|드림)$")
_ORGANISATION = re.compile(
    r".(?:\d반|학년|학교|학교장|학원|유치원|어린이집|[가-힣]반|회사|은행|병원|센터|협회|연합|본부|지점|부|과|팀|실|국|처|단|회|교회|성당|"
    r"구청|시청|동네|아파트|마트|카페|식당|연구소|재단|법인|관)$"
)
_ADDRESS = {"님", "씨", "양", "군", "어린이", "아기", "아가"}  # what stands before them is a name, whatever it means
_PLAIN = {
    "우리", "저희", "나", "저", "나의", "저의", "내", "제", "자신", "온", "모든", "모두", "여러분", "일동", "전원",
    "전체", "귀하", "올림", "드림", "드립니다", "씀", "및", "외", "명", "가족", "부부", "식구", "대표", "대표이사",
    "교장", "교감", "담임", "임원", "이사장", "총장", "총재", "학장", "반", "팀", "집", "부", "회", "올해",
    "사랑하는", "존경하는", "자랑스러운", "소중한", "고마운", "그리운", "故", "고", "一同", "家族",
}  # fmt: skip


def hide_names(award: Award) -> Award:
    """``award`` with the names of its recipient and giver masked in every field, their given names too.

    Other full names are masked where the analyser takes them for such. A family name stays; a word of unknown meaning
    in the two fields counts as a name. Relations, titles, groups and numbers stay.
    """
    fields = {name: _JOINER.sub("", text) for name, text in award.as_dict().items()}
    names = {field: list(_names(fields[field])) for field in ("recipient", "giver")}
    for field, found in names.items():
        for name in found:
            fields[field] = fields[field].replace(name, masked(name))
    everyone = {re.sub(r"\s", "", name) for found in names.values() for name in found}
    everyone |= {name for field in ("title", "body") for name in _full_names(fields[field])}
    hide = _hider(everyone)
    return Award(**{name: hide(text) for name, text in fields.items()})


def masked(name: str) -> str:
    """박영순 -> 박○○, 남궁민수 -> 남궁○○, 영순 -> ○○, Alex -> A○○○; spaces stay."""
    letters = [char for char in name if char.isalpha()]
    kept = _family_name("".join(letters)) if re.match(r"[가-힣]", name) else 1
    shown = iter(letters[:kept] + [CIRCLE] * (len(letters) - kept))
    return "".join(next(shown) if char.isalpha() else char for char in name)


def _family_name(name: str) -> int:
    """How many letters of ``name`` are a family name that may stay: none unless two or more follow it."""
    data = lexicon("people")
    if len(name) == 4 and name[:2] in data["double_surnames"]:
        return 2
    return 1 if len(name) == 3 and name[0] in data["surnames"] else 0


def _names(field: str) -> Iterator[str]:
    """Names in the recipient or the giver, as they are typed."""
    for wide in _WIDE.findall(field):
        if len(wide) > 3 or wide[0] in lexicon("people")["surnames"]:
            yield wide
    group = describe(field).category in {GROUP, PEOPLE}
    words = _WORD.findall(field)
    for index, typed in enumerate(words):
        word = _core(typed)
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        led = before in _common() - _PLAIN or before in {"반", "팀"} or _is_role(before) or _is_surname(before)
        acronym = word.isascii() and (group or re.search(rf"{word}[가-힣\d]", field))
        if (
            _is_role(typed)
            or word in _common()
            or _is_surname_and_title(word)
            or acronym
            or (len(word) < 2 and not led)
        ):
            continue
        named = led or after in _ADDRESS or len(words) == 1
        titled = _family_name(word) > 0 and (_is_title(before) or _is_title(after))  # 이주민 대리, 대표 정원수
        if titled or _may_be_full_name(word) or (not group and (named or not _is_plain(word))):
            yield word
            if re.search(r"[이아야]$", word) and len(word) == 3:
                yield word[:2]  # 민준이, 민준아


def _may_be_full_name(word: str) -> bool:
    """Whether ``word`` has the shape of a full name and is no noun of the dictionary, whatever else it may be."""
    return _family_name(word) > 0 and not _is_noun(word)


def _core(word: str) -> str:
    """``word`` without what is added to a name: 박영순선생님, 수진에게, 지은엄마 -> 박영순, 수진, 지은."""
    if word[:-1] in _common() and word[-1] in {particle(word[:-1], "이"), "께"}:
        return word[:-1]  # 엄마가, but not 임원수
    if _may_be_full_name(word) or word in _common():
        return word
    bare = _TAIL.sub("", word)
    for added in sorted(_common(), key=len, reverse=True):
        if len(added) > 1 and len(bare) - len(added) >= 2 and bare.endswith(added):
            return bare.removesuffix(added)
    return bare if bare == word else _core(bare)


@cache
def _common() -> frozenset[str]:
    """Relations, titles and kinds of recipients, which are nobody's name."""
    data = lexicon("people")
    relations = [word for group in ("elders", "peers") for words in data[group].values() for word in words]
    listed = [word for group in ("titles", "pupils", "children", "animals", "plants", "things") for word in data[group]]
    return frozenset({part for word in [*relations, *listed] for part in word.split()} | _PLAIN)


def _is_surname(word: str) -> bool:
    return len(word) == 1 and word in lexicon("people")["surnames"]


def _is_title(word: str) -> bool:
    return word in lexicon("people")["titles"] or word == "선생님"


def _is_surname_and_title(word: str) -> bool:
    """김대리, 박과장: as much as 김○○ would say. Not 박주민, who may be called so."""
    return word[0] in lexicon("people")["surnames"] and word[1:] in wordlist("ranks")


def _is_role(word: str) -> bool:
    """Whether ``word`` is an organisation or who leads one: 대한초등학교장, 영업부, 별님반; not 박영순반."""
    if not _ORGANISATION.search(word) or (
        len(word) == 4 and word[-1] in "과네반부팀" and looks_like_full_name(word[:3])
    ):
        return False
    return not looks_like_full_name(word) or (word[-1] in "과반부실팀회" and _is_noun(word[:-1]))


def _is_noun(word: str) -> bool:
    tokens = analyse(word)
    return len(tokens) == 1 and tokens[0].known and tokens[0].tag == "NNG"


def _is_plain(word: str) -> bool:
    """Whether the dictionary knows every part of ``word``, and none as a name."""
    return all(token.known and token.tag not in {"NNP", "SL", "SH"} for token in analyse(word))


def _full_names(text: str) -> Iterator[str]:
    """Names in running text: full ones that the dictionary does not know, or that stand before a title."""
    tokens = analyse(text)
    for index, token in enumerate(tokens):
        titled = index + 1 < len(tokens) and tokens[index + 1].form in lexicon("people")["titles"]
        unknown = token.tag in {"NNP", "NNG"} and (titled or not token.known)
        if unknown and len(token.form) > 2 and looks_like_full_name(token.form):
            yield token.form


def _hider(names: set[str]) -> Callable[[str], str]:
    """What masks ``names`` in a text, the longest first."""
    patterns: list[str] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        family = _family_name(name)
        if not re.match(r"[가-힣]", name):
            patterns.append(rf"(?<![A-Za-zÀ-ɏ]){re.escape(name)}")
        elif family:
            patterns.append(_GAP.join(name))
        elif len(name) > 1:
            patterns.append(_given(name))
        else:
            patterns.append(
                rf"(?<![가-힣]){name}(?=이?(?:은|는|이|가|을|를|의|에게|께|와|과|도|야|아|랑|님)?(?![가-힣]))"
            )
    patterns += [_given(name[_family_name(name) :]) for name in names if _family_name(name)]
    if not patterns:
        return lambda text: text
    found = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda text: found.sub(lambda match: masked(match[0]), text)


def _given(name: str) -> str:
    """A given name at the start of a word, with any family name before it."""
    return rf"(?<![가-힣])(?:(?:{'|'.join(lexicon('people')['surnames'])}){_GAP})?{_GAP.join(name)}"
