"""Words typed onto one another parted, and one word typed as two joined: 안남 -> 안 남, 물어 뜯음 -> 물어뜯음."""

from __future__ import annotations

import re
from functools import cache

from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.wordlists import lexicon

Tokens = tuple[Morpheme, ...]

_CONTENT_TAGS = ("N", "V", "M", "S", "XR", "XPN")
_NO_CONTENT = {"SF", "SP", "SSC", "SSO", "SE", "SO", "SW", "VCP"}
_NOUNS = {"NNG", "NNP", "XSN", "NNB", "ETN"}
_WORD_PARTICLES = {"은", "는", "도", "마다", "까지", "부터", "만", "밖에", "조차", "마저", "이나"}
_SHORT_ADVERBS = {
    "안",
    "못",
    "잘",
    "다",
    "늘",
    "꼭",
    "더",
    "또",
    "참",
    "빵",
    "싹",
    "푹",
    "쭉",
    "꾹",
    "확",
    "쏙",
    "쑥",
    "툭",
}
_ONE_WITH_ADVERB = {"하", "되", "나", "나가", "살", "생기", "지", "없"}  # 못하다, 잘되다, 못나다, 더하다
# Units of time, before which 만 means after how long (2년 만에).
_HOW_LONG = re.compile(
    r"((?:\d|[가-힣]\s?)(?:년|개월|달|주|주일|일|시간|분|초|번|해|학기|하루|이틀|사흘|나흘|열흘|보름))(만)(?=[에의]|이[다고에었])"
)
_TIMES = {"번", "회", "차례"}
# Nouns that are adverbs before a verb (처음보다, 그거보러).
_ADVERBIAL = {"처음", "매일", "오늘", "어제", "혼자", "스스로", "모두", "서로", "전부", "그거", "이거", "저거"}
# Verbs that make one word with a noun before them (사랑받다, 감사드리다), and those that a short noun parts from.
_ONE_WITH_NOUN = {"하", "되", "시키", "받", "당하", "드리", "나", "지", "짓", "부리", "피우", "내"}
_PARTED_FROM_SHORT = {"먹", "넣", "읽", "잃", "입", "신"}
_SHORT_NOUNS = {
    "눈",
    "밥",
    "물",
    "골",
    "책",
    "술",
    "손",
    "발",
    "옷",
    "차",
    "집",
    "글",
    "춤",
    "길",
    "공",
    "꽃",
    "약",
    "배",
    "돈",
}
_FELT_OF = {"아프", "많", "좋", "높", "크", "힘들"}  # 허리아프다
_ONE_WITH_NUMBER = {"마디", "눈", "집", "마음", "걸음", "술", "결", "자리", "몫", "판", "숨", "턱", "편", "시름"}
_ONE_WITH_FIRST = {"눈", "사랑", "걸음", "발", "인상", "째", "돌", "날", "차", "마디", "울음", "손", "판", "손님", "말"}
# 온 지 10년: 지 that means since.
_SINCE = re.compile(
    r"(?<=[가-힣])(?<![는던군인뭔딘젠떤])지(?= (?:이제 |벌써 |딱 |올해로 |어느덧 )?"
    r"(?:(?:\d+|[한두세네몇십석넉열]|다섯|여섯|일곱|여덟|아홉|스무|서른) ?"
    r"(?:년|해|달|개월|일|주|시간|학기|돌)|얼마 (?:안|되|지나)|오래(?:됐|되|다)))"
)
_AFTER_QUOTATION = re.compile(r"(?<=[\"'”’]) (?=(?:까지|이?라고|이?라며|이?라는)(?![가-힣]))")
_GLUED_COMMA = re.compile(r"(?<=[가-힣]),(?=[가-힣])")
_HASHTAG = re.compile(r"#\S+")


def spaced(text: str) -> str:
    """``text`` with spaces put where words were typed onto one another, and taken out of what is one word.

    What stands between quotation marks and hashtags stay as they are.
    """
    kept = quoted_spans(text) + [match.span() for match in (*_HASHTAG.finditer(text), *_one_nouns().finditer(text))]
    tokens = analyse(text)
    cuts, joints = set(), set()
    for index in range(1, len(tokens)):
        before, after = tokens[index - 1], tokens[index]
        if any(start < after.start < end for start, end in kept) or after.start <= before.start:
            continue
        if before.end == after.start and not text[after.start - 1].isspace():
            if _must_part(text, tokens, index):
                cuts.add(after.start)
        elif text[before.end : after.start] == " " and is_one_verb(text[: before.end], before, after):
            joints.add(before.end)
    cuts |= {match.end() for match in _GLUED_COMMA.finditer(text) if not any(a < match.end() < b for a, b in kept)}
    cuts |= {match.start(2) for match in _HOW_LONG.finditer(text) if not any(a < match.start(2) < b for a, b in kept)}
    cuts |= {match.start() for match in _SINCE.finditer(text) if (ord(text[match.start() - 1]) - 0xAC00) % 28 == 4}
    joints |= {match.start() for match in _AFTER_QUOTATION.finditer(text) if match.start() in {end for _, end in kept}}
    for place in sorted(cuts | joints, reverse=True):
        text = text[:place] + (" " + text[place:] if place in cuts else text[place + 1 :])
    return text


def _must_part(text: str, tokens: Tokens, index: int) -> bool:
    before, after = tokens[index - 1], tokens[index]
    if before.tag == "NNB" and after.form == "하" and before.form in _TIMES:
        return index > 1 and _counts(tokens[index - 2])  # 네 번했다
    if not after.tag.startswith(_CONTENT_TAGS) or after.tag in _NO_CONTENT:
        return False
    if _is_contracted(text, before, after) or _is_one_word(text, before, after):
        return False
    if is_one_verb(text[: after.start], before, after) or _is_feeling(tokens, index):
        return False
    if (before.form, before.tag) == ("ᆫ", "JX"):
        return after.form in {"있", "없"}  # 그럴 순 없다
    return _after_ending(text, before, after) or _after_word(before, after) or _after_noun(tokens, index)


def _after_ending(text: str, before: Morpheme, after: Morpheme) -> bool:
    """Whether an ending or a particle stands before ``after``: 먹고싶다, 딸의이름, 엄마랑둘이."""
    if (after.form in {"데", "지", "바"} and after.tag == "NNB") or (after.form, after.tag) == ("지", "VX"):
        return False
    if before.tag in {"JKS", "JKO", "JKB", "JC", "EC", "ETM", "JKV"}:
        return True
    if before.tag == "JKG":
        return text[before.start : before.end] == "의"
    return before.tag == "JX" and before.form in _WORD_PARTICLES


def _after_word(before: Morpheme, after: Morpheme) -> bool:
    """Whether an adverb, determiner, numeral or 우리 stands before ``after``: 안남, 이런사람, 두번, 우리집."""
    data = lexicon("typing")
    acts = after.tag in {"VV", "VA", "VX"}
    if before.tag == "MAG":
        if after.form == "한" and before.form[:2] == before.form[2:]:
            return False  # 꼬깃꼬깃한
        if len(before.form) > 1:
            return (acts and after.form not in _ONE_WITH_ADVERB) or after.tag in {"NNG", "MAG", "MM", "NP"}
        return before.form in _SHORT_ADVERBS and acts and (before.form == "안" or after.form not in _ONE_WITH_ADVERB)
    if before.form in _ADVERBIAL and before.tag[0] == "N":
        return acts
    if before.tag in {"MM", "NR"} and after.tag[0] == "N":
        counts = _counts(before) and (after.tag == "NNB" or after.form in {"사람", "시간", "가족", "달", "번"})
        things = _counts(before) and after.tag == "NNG" and after.form not in _ONE_WITH_NUMBER  # 두글자, 세컵
        first = before.form == "첫" and after.form not in _ONE_WITH_FIRST
        return counts or things or first or (before.form in data["determiners"] and after.tag in {"NNG", "NNP", "NNB"})
    if before.tag == "NP" and after.form == "때문":
        return True  # 나때문에
    return before.tag == "NP" and before.form in {"우리", "저희"} and after.tag in {"NNG", "NNP"}


def _counts(token: Morpheme) -> bool:
    return token.tag == "SN" or (token.tag in {"MM", "NR"} and token.form in lexicon("typing")["numerals"])


def _after_noun(tokens: Tokens, index: int) -> bool:
    """Whether a noun stands before what is a word of its own: 직장때문에, 아무말없이, 결혼60주년, 할거같다."""
    before, after = tokens[index - 1], tokens[index]
    if before.tag == "NNB" and (
        before.form in {"수", "적", "줄", "때문"} or (before.form in {"것", "거"} and after.form == "같")
    ):
        return after.tag.startswith("V")
    if before.tag not in _NOUNS or not before.known:
        return False
    if after.tag in {"VV", "VA"} and before.tag == "NNG":
        return _is_parted_verb(before.form, after)
    long = before.end - before.start > 1 or before.tag == "NNB"
    if after.tag in {"NNG", "NNB"} and after.form in lexicon("typing")["apart"]:
        return long and (
            after.tag == "NNB" or before.tag != "NNB" or after.form in {"때", "동안", "내내", "전", "후", "뒤"}
        )
    if after.tag == "MAG" and after.form in {"안", "못"}:
        return before.tag == "NNG" and index + 1 < len(tokens) and tokens[index + 1].tag.startswith(("V", "XSV"))
    if after.form in {"없이", "있", "없"} and after.tag in {"MAG", "VA"}:
        return before.tag == "NNG"
    counted = index + 1 < len(tokens) and tokens[index + 1].tag == "NNB" and tokens[index + 1].start == after.end
    return after.tag == "SN" and before.tag == "NNG" and long and counted


def _is_parted_verb(noun: str, verb: Morpheme) -> bool:
    """Whether ``verb`` stands apart from ``noun``: 각방 쓰다, 눈 마주치다, 허리 아프다, and not 사랑받다, 땀나다."""
    if verb.tag == "VA":
        return verb.form in _FELT_OF | {"있", "없"}
    if len(noun) == 1:
        return noun in _SHORT_NOUNS and (len(verb.form) > 1 or verb.form in _PARTED_FROM_SHORT)
    return verb.form not in _ONE_WITH_NOUN


def _is_contracted(text: str, before: Morpheme, after: Morpheme) -> bool:
    """Whether the second morpheme is part of an ending: 걸리지만 as 걸리지 말다, 혼내려다가 as 혼내려고 하다가."""
    written = text[after.start]
    if after.form == "하" and written not in "하해했한할함합":  # 닫으신대서, as 닫으신다고 하여서
        return True
    return (before.form, written) == ("지", "만") or (before.form.endswith("려고") and written == "다")


def _is_one_word(text: str, before: Morpheme, after: Morpheme) -> bool:
    """Whether a short name was taken for a word and its particle: 로미 for 로 and 미, 가은 for 가 and 은."""
    begins = before.start == 0 or text[before.start - 1].isspace()
    ends = after.end == len(text) or not text[after.end].isalpha()
    particle_first = begins and before.tag[0] == "J"
    two = begins and ends and after.end - before.start == 2 and before.tag == "EC"
    elder = before.tag == "ETM" and re.search(r"(?<!\S)(?:큰|작은)$", text[: after.start])  # 작은고모
    first = after.start - 1 == 0 or text[after.start - 2].isspace()
    nickname = before.tag == "ETM" and first and re.fullmatch(r"[가-힣]이", after.form)  # 춘식이
    return particle_first or two or bool(elder) or bool(nickname) or (before.tag == "ETM" and after.form == "이")


@cache
def _one_nouns() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("typing")["one_noun"]))


@cache
def _one_verbs() -> dict[str, tuple[str, ...]]:
    return {second: tuple(firsts) for second, firsts in lexicon("typing")["one_word"].items()}


def is_one_verb(written: str, before: Morpheme, after: Morpheme) -> bool:
    """Whether the two verbs are one word (물어뜯다, 건네주다); ``written`` is the text up to the second."""
    if before.tag not in {"EC", "MAG"} or after.tag not in {"VV", "VX"}:
        return False
    firsts = _one_verbs().get(after.form, ())
    return bool(firsts) and re.search(rf"(?<![가-힣])(?:[안못] ?)?(?:{'|'.join(firsts)})$", written) is not None


def _is_feeling(tokens: Tokens, index: int) -> bool:
    """고마워하다, 행복해하다."""
    felt = index > 1 and tokens[index - 1].form in {"어", "아"} and tokens[index - 2].tag in {"VA", "XSA"}
    return felt and (tokens[index].form, tokens[index].tag) == ("하", "VX")
