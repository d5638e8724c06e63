"""Words typed onto one another parted, and one word typed as two joined: 안남 -> 안 남, 물어 뜯음 -> 물어뜯음."""

from __future__ import annotations

import re
from functools import cache

from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_word, quoted_spans
from pipeline.tasks.awards.relations import relations
from pipeline.tasks.awards.wordlists import lexicon, wordlist

Tokens = tuple[Morpheme, ...]

_CONTENT_TAGS = ("N", "V", "M", "S", "XR", "XPN")
_NO_CONTENT = {"SF", "SP", "SSC", "SSO", "SE", "SO", "SW", "VCP"}
_NOUNS = {"NNG", "NNP", "XSN", "NNB", "ETN"}
_ONE_WITH_ADVERB = {"하", "되", "나", "나가", "살", "생기", "지", "없"}  # 못하다, 잘되다, 못나다, 더하다
# Units of time, before which 만 means after how long (2년 만에).
_HOW_LONG = re.compile(
    r"((?:\d|[가-힣]\s?)(?:년|개월|달|주|주일|일|시간|분|초|번|해|학기|하루|이틀|사흘|나흘|열흘|보름))(만)(?=[에의]|이[다고에었])"
)
_TIMES = {"번", "회", "차례"}
# Nouns that are adverbs before a verb (처음보다, 그거보러).
_ADVERBIAL = {"처음", "매일", "오늘", "어제", "혼자", "스스로", "모두", "서로", "전부", "그거", "이거", "저거"}
# Verbs that make one word with any noun before them (사랑받다, 감사드리다).
_ONE_WITH_NOUN = {"하", "되", "시키", "받", "당하", "드리", "나", "지", "짓", "거리"}
_AMOUNTS_LIKE = {"씩", "째", "쯤"}
_HELPERS = {"주", "드리", "하"}  # 보내 주다, 따라 하다: apart, whatever the dictionary has
_OWNED = {"내", "제", "네"}
_POWERS = set("십백천만억조")
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
    ones = (*_HASHTAG.finditer(text), *_one_nouns().finditer(text), *_nicknames().finditer(text))
    kept = quoted_spans(text) + [match.span() for match in ones]
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
    if _is_in_dictionary(text, tokens, index):
        return False
    if (before.form, before.tag) == ("ᆫ", "JX"):
        return after.form in {"있", "없"}  # 그럴 순 없다
    return _after_ending(text, before, after) or _after_word(before, after) or _after_noun(tokens, index)


def _after_ending(text: str, before: Morpheme, after: Morpheme) -> bool:
    """Whether an ending or a particle stands before ``after``: 먹고싶다, 딸의이름, 엄마랑둘이."""
    if (after.form, after.tag) == ("데", "NNB"):
        return before.form in {"ᆯ", "을"}  # 흠잡을데: 는데 is an ending
    if (after.form in {"지", "바"} and after.tag == "NNB") or (after.form, after.tag) == ("지", "VX"):
        return False
    if before.tag in {"EC", "ETM"}:
        seat = before.tag == "EC" and after.tag[0] == "N" and len(after.form) == 1  # 해석, taken for 해 and 석
        return after.tag != "NNP" and not seat
    if before.tag == "ETN":
        return after.tag in {"VV", "VA", "VX"} and after.form not in _ONE_WITH_NOUN
    if before.tag == "JKG":
        whole = text[before.start : before.end] == "의"
        return whole or (after.tag == "NNG" and after.known and len(after.form) > 1)  # 제친구
    if (before.form, after.form) in {("에", "서"), ("이", "어서")} or after.form == "도":
        return False  # 앞에서는, 날이어서, 88세에도
    return before.tag in {"JKS", "JKO", "JKB", "JC", "JKV", "JX"} and before.form != "ᆫ"


def _after_word(before: Morpheme, after: Morpheme) -> bool:
    """Whether an adverb, determiner, numeral or 우리 stands before ``after``: 안남, 이런사람, 두번, 우리집."""
    acts = after.tag in {"VV", "VA", "VX"}
    if before.tag == "MAG":
        if after.form == "한" and before.form[:2] == before.form[2:]:
            return False  # 꼬깃꼬깃한
        if acts:
            return before.form == "안" or after.form not in _ONE_WITH_ADVERB
        return after.tag == "MAG" or (len(before.form) > 1 < len(after.form) and after.tag in {"NNG", "MM", "NP"})
    if before.form in _ADVERBIAL and before.tag[0] == "N":
        return acts
    if before.tag in {"MM", "NR"} and after.tag[0] == "N":
        own = before.form in lexicon("typing")["determiners"] or _counts(before)
        own |= before.form in _OWNED and len(after.form) > 1  # 제친구
        own |= before.tag == "NR" and before.form in _POWERS and after.tag == "NNB"  # 19만원
        return own and after.known and after.tag in {"NNG", "NNB"} and not _is_one_noun(before, after)
    if before.tag == "NR":
        return after.tag == "MAG"  # 둘다
    if before.tag == "NP" and after.form == "때문":
        return True  # 나때문에
    if before.form in {"다음", "이번"} or (before.tag == "SN" and after.form in {"때", "당시", "이후"}):
        return after.tag == "NNG"  # 다음집, 6.25때
    if before.tag == "NNP" and before.form in lexicon("people")["surnames"]:
        return after.form in lexicon("people")["titles"] and len(after.form) > 1  # 정대리
    return before.tag == "NP" and before.form in {"우리", "저희"} and after.tag in {"NNG", "NNP"}


def _is_one_noun(before: Morpheme, after: Morpheme) -> bool:
    """한마음, 첫눈, 이분, 새아버지: the numeral or determiner is part of the noun."""
    if before.form == "첫":
        return after.form in _ONE_WITH_FIRST
    if before.form == "새":
        return after.form in relations()
    if before.form in {"이", "그", "저"}:
        begins = is_word(before.form + after.form[0], "NNG") and after.form not in lexicon("typing")["pointed_at"]
        return after.tag == "NNB" or (begins and after.form not in relations())  # 이분, 이발병
    return before.form == "한" and after.form in _ONE_WITH_NUMBER


def _counts(token: Morpheme) -> bool:
    return token.tag == "SN" or (token.tag in {"MM", "NR"} and token.form in lexicon("typing")["numerals"])


def _after_noun(tokens: Tokens, index: int) -> bool:
    """Whether a noun stands before what is a word of its own: 직장때문에, 아무말없이, 결혼60주년, 할거같다."""
    before, after = tokens[index - 1], tokens[index]
    if before.tag == "NNB" and (
        before.form in {"수", "적", "줄", "때문"} or (before.form in {"것", "거"} and after.form == "같")
    ):
        return after.tag.startswith("V")
    if before.tag in {"XSN", "NNB"} and after.tag in {"VV", "VA"}:
        return before.form in _AMOUNTS_LIKE or (before.tag == "NNB" and index > 1 and _counts(tokens[index - 2]))
    if before.tag not in _NOUNS or not before.known:
        return False
    half = before.form == "반" and (index < 2 or tokens[index - 2].end < before.start)
    if half and (after.tag == "NNB" or after.form in wordlist("units")):
        return True  # 반통, and not 잔반통
    if after.tag in {"VV", "VA"} and before.tag == "NNG":
        return after.form not in _ONE_WITH_NOUN  # 각방쓰다, 눈마주치다; a verb of both the analyser knows
    long = before.end - before.start > 1 or before.tag in {"NNB", "XSN"}
    if after.tag in {"NNG", "NNB"} and after.form in lexicon("typing")["apart"]:
        return long and (
            after.tag == "NNB" or before.tag != "NNB" or after.form in {"때", "동안", "내내", "전", "후", "뒤"}
        )
    if after.tag == "MAG" and after.form in {"안", "못"}:
        return before.tag == "NNG" and index + 1 < len(tokens) and tokens[index + 1].tag.startswith(("V", "XSV"))
    if after.form == "없이" and after.tag == "MAG":
        return before.tag == "NNG"
    counted = index + 1 < len(tokens) and tokens[index + 1].tag == "NNB" and tokens[index + 1].start == after.end
    return after.tag in {"SN", "MM"} and before.tag == "NNG" and long and counted


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
def _nicknames() -> re.Pattern[str]:
    """Given names with 이, which the analyser takes for words: 한결이는, 세빈이의."""
    syllable = f"[{lexicon('people')['given_syllables']}]"
    closed = "".join(char for char in lexicon("people")["given_syllables"] if (ord(char) - 0xAC00) % 28)
    return re.compile(rf"(?<![가-힣]){syllable}[{closed}]이(?=가|는|를|와|도|의|에게|한테|네|야)")


@cache
def _one_verbs() -> dict[str, tuple[str, ...]]:
    return {second: tuple(firsts) for second, firsts in lexicon("typing")["one_word"].items()}


def is_one_verb(written: str, before: Morpheme, after: Morpheme) -> bool:
    """Whether the two verbs are one word (물어뜯다, 바래다주다); ``written`` is the text up to the second."""
    if before.tag not in {"EC", "MAG"} or after.tag not in {"VV", "VX"}:
        return False
    first = re.search(r"([가-힣]+) ?$", written)
    if first is None:
        return False
    past = len(first[1]) > 1 and (ord(first[1][-2]) - 0xAC00) % 28 == 20  # 갔다 오다
    fetched = (
        before.tag == "EC" and before.form in {"다", "어다"} and not past and is_word(first[1] + after.form, "VV")
    )  # 바래다주다, 모셔다드리다
    return (
        fetched
        or re.fullmatch(rf"(?:[안못])?(?:{'|'.join(_one_verbs().get(after.form, ('-',)))})", first[1]) is not None
    )


def _is_in_dictionary(text: str, tokens: Tokens, index: int) -> bool:
    """Whether what is typed as one is one word: 눈치채다, 막아내다, 지난겨울, 반년."""
    before, after = tokens[index - 1], tokens[index]
    if before.tag[0] == "J" or before.form in {"안", "못"} or after.form in _HELPERS:
        return False
    acts, begins = after.tag in {"VV", "VA", "VX"}, text.rfind(" ", 0, after.start) + 1
    firsts = [token.start for token in tokens[:index] if token.start >= begins and token.tag[0] != "E"]
    tags = ("VV", "VA") if acts else ("NNG", "NP", "MAG") if after.tag == "NNG" else ("NNG", "NP")
    half_year = before.tag == "NNG" and after.tag == "NNB"
    return (acts or after.tag == "NNG" or half_year) and any(
        is_word(text[first : after.start] + after.form, tag) for first in firsts for tag in tags
    )


def _is_feeling(tokens: Tokens, index: int) -> bool:
    """고마워하다, 행복해하다."""
    felt = index > 1 and tokens[index - 1].form in {"어", "아"} and tokens[index - 2].tag in {"VA", "XSA"}
    return felt and (tokens[index].form, tokens[index].tag) == ("하", "VX")
