"""Who might be meant in a sentence: one who is called, a subject, a name at the start."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.names import is_given_name, with_nicknames
from pipeline.tasks.awards.people import GROUP, describe, is_known_thing, is_person_like, phrase_start
from pipeline.tasks.awards.relations import may_be_name, relation_of
from pipeline.tasks.awards.wordlists import lexicon

NOUN_ENDS = {"NNG", "NNP", "NNB", "XSN", "NP", "SL", "SH", "SN", "NR"}


def people_in(sentence: str, weight: int, first: bool) -> list[tuple[int, str]]:
    """Who might be meant in a statement: one who is called, a subject, a name at the start."""
    tokens = with_nicknames(sentence, analyse(sentence))
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
        if _marks_subject(tokens, index):
            start = phrase_start(tokens, index - 1)
            phrase = sentence[tokens[start].start : token.start].strip()
            if phrase and not is_self(phrase) and (token.form != "도" or is_person_like(phrase)):
                bonus = _likelihood_of(phrase, first, start == 0)
                found.append((weight + bonus - (2 if _is_background(sentence, tokens, index) else 0), phrase))
            elif phrase in {"나", "내", "저", "제"} and not re.search(r"[아어여해워]\s?(?:주|줬|줘|준)", sentence):
                found.append((1, "나 자신"))
        if (token.form, token.tag) == ("에서", "JKB") and tokens[-1].tag[0] == "E":  # 부녀회에서 장바구니를 나눠 줌
            group = last_phrase(sentence[: token.start], tokens[:index])
            if sentence.startswith(group) and describe(group).category == GROUP:
                found.append((weight - 1, group))
        if _is_said_to_be(tokens, index):  # (알고 보니) 뒷집 할머니였음
            name = last_phrase(sentence[: token.start], tokens[:index])
            if (
                name
                and is_person_like(name)
                and is_person_like(name.split()[-1])
                and not is_self(name)
                and not any(score > 0 for score, _ in found)
            ):
                found.append((weight, name))
        if token.tag in {"EF", "EC"} and any(score >= weight for score, _ in found):
            break
        helper = sentence[token.end :].startswith((" 덕분", " 덕에", " 덕택", " 덕으로"))
        if (
            helper
            and token.tag in NOUN_ENDS
            and is_person_like(name := last_phrase(sentence[: token.end], tokens[: index + 1]))
        ):
            found.append((weight + 1, name))
    if both := named_together(sentence):
        found.append((weight + 2, both))
    with_whom = re.match(r"(?:우리\s|내\s|제\s)?(\S{2,8}?)(?:이?랑|하고|와|과)\s", sentence)
    if not found and with_whom and relation_of(with_whom[1]) == with_whom[1]:
        found.append((weight - 1, with_whom[1]))
    if first and all(score < weight for score, _ in found):
        found.extend(_named_at_start(sentence, tokens, weight))
    return found


def _marks_subject(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether the token is 이/가, 은/는 or 도 after a noun, or a 이 that was taken for 이다 (기사님이 …)."""
    token = tokens[index]
    if not index or (tokens[index - 1].tag not in NOUN_ENDS and tokens[index - 1].form != "여보"):
        return False
    bare = (token.form, token.tag) == ("이", "VCP") and tokens[index - 1].form == "님" and token.end > token.start
    if bare and tokens[index + 1 : index + 2] and tokens[index + 1].tag[0] != "E":
        return True
    return token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는", "도"})


def _is_said_to_be(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether 이다 at ``index``, in the past or with 시, says who it was: 총무팀 유 대리님이었음."""
    if tokens[index].tag != "VCP" or not index or tokens[index - 1].tag not in NOUN_ENDS:
        return False
    if any(_marks_subject(tokens, before) for before in range(index)):  # 본인이 바리스타였음
        return False
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    return follower is not None and (follower.tag == "EP" or (follower.form == "ᆫ데" and follower.tag == "EC"))


def _likelihood_of(phrase: str, first: bool, begins: bool) -> int:
    """How much a subject is likelier to receive than another: somebody, a thing that people like, anything else."""
    if is_person_like(phrase):
        return 1
    if re.search(r"(?:^|\d)\s?(?:명|개|번|마리|건|분|수|적|때|게|것|줄|데|바)$", phrase):
        return -9
    if is_known_thing(phrase):
        return -1 if first else -3
    own = re.match(r"(?:우리|저희|내|제)\s", phrase) is not None
    if first:
        return -2 if own or begins else -4
    return -5


_WHILE = {"때", "동안", "날", "뒤", "후", "적", "무렵", "이후", "사이", "순간", "다음"}
_BECAUSE = {"어서", "으니", "니까", "으니까"}
_THEN = {"는데", "ᆫ데", "은데", "자", "자마자", "으면", "면", "어서", "으니", "니까", "으니까"}


def _is_background(sentence: str, tokens: tuple[Morpheme, ...], marker: int) -> bool:
    """Whether what is said of a subject only sets the scene: 아빠가 쓰러지셨을 때 (기사님이), 길을 잃으셨는데."""
    hapless, verb, inner = lexicon("people")["hapless"], "", 0
    for index in range(marker + 1, len(tokens)):
        token, follower = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
        if _marks_person(sentence, tokens, index):  # (우리 며느리는) 내가 수술했을 때
            inner += 1
        elif token.tag in {"VV", "VA", "VX"}:
            verb = token.form
        elif token.tag in {"XSV", "XSA"}:
            verb = tokens[index - 1].form + "하"
        elif token.tag in {"ETM", "EC", "EF", "ETN"} and follower is not None and follower.tag == "VX":
            continue
        elif token.tag in {"ETM", "EC", "EF", "ETN"} and inner:
            inner -= 1
        elif token.tag == "ETM":
            while_so = follower is not None and follower.form in _WHILE
            return while_so and _another_acts(sentence, tokens, index)
        elif token.tag in {"EC", "EF", "ETN"}:
            despite = follower is not None and follower.form == "도"
            negated = any(before.form in {"안", "못"} and before.tag == "MAG" for before in tokens[marker:index])
            then = token.tag != "EC" or token.form in _THEN
            if negated:  # 어머니가 밥을 안 드시니까
                return token.form in _BECAUSE
            another = token.tag != "EC" or _another_acts(sentence, tokens, index)
            return verb in hapless and not despite and then and another
    return False


def _another_acts(sentence: str, tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether somebody is marked as a subject after ``tokens[index]``."""
    return any(_marks_person(sentence, tokens, later) for later in range(index, len(tokens)))


def _marks_person(sentence: str, tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether the token marks somebody as a subject: 이 or 가 after a person, 저 or 나 that a verb follows."""
    token = tokens[index]
    if (token.form, token.tag) in {("저", "NP"), ("나", "NP")} and index + 1 < len(tokens):
        return tokens[index + 1].tag[0] != "J"  # (오빠가) 저 시집가는 날
    if token.tag == "JX" or not _marks_subject(tokens, index):
        return False
    start = phrase_start(tokens, index - 1)
    phrase = sentence[tokens[start].start : token.start].strip()
    own = " " in phrase  # (원장님이) 제 딸 드레스 지퍼가 터지니까, but not (엄마가) 무릎이 아프신데
    return bool(phrase) and (own or is_self(phrase) or is_person_like(phrase))


def _named_at_start(sentence: str, tokens: tuple[Morpheme, ...], weight: int) -> list[tuple[int, str]]:
    """박서준 대리 in "박서준 대리 프로젝트 야근하면서도 …", 큰형님 in "운전을 도맡는 우리 큰형님 누적 3만 키로"."""
    words = sentence.split()
    for start in range(len(words)):
        place = len(" ".join(words[:start]))
        used = re.search(
            r"\d+\s?(?:년|개월)\S*\s(?:탄|된|쓴|간)$", sentence[:place]
        )  # 19년 탄, which is taken for coal
        if start and not used and not any(token.tag == "ETM" and token.end == place for token in tokens):
            continue
        for count in (3, 2, 1):  # the longest name first
            phrase = " ".join(words[start : start + count])
            if len(words) <= start + count or len(phrase.split()) < count:
                continue
            last = words[start + count - 1]
            if count > 1 and words[start + count - 2].endswith(("님", "님들", "씨")):  # 조리원님들 학교
                continue
            aged = re.fullmatch(r"(?:\d+|[한두세네]|다섯|여섯|일곱)\s?살\s[가-힣]{2,3}", phrase) is not None
            named = (aged or is_person_like(last) or _names_a_group(phrase)) and is_person_like(phrase)
            thing = is_known_thing(last) and (start > 0 or count < 4)
            if start and not (relation_of(last) or describe(last).name or is_known_thing(last)):
                continue
            if (named or thing) and not has_predicate(phrase) and not _has_particle(phrase):
                own = phrase.startswith(("우리 ", "내 ", "제 ", "저희 "))
                return [(weight if named or own else weight - 1, _with_siblings(phrase, words[start + count : -1]))]
    return []


def _names_a_group(phrase: str) -> bool:
    """풋살팀 FC번개: a group, and its name in Latin letters."""
    *kind, name = phrase.split()
    return bool(kind) and describe(" ".join(kind)).category == GROUP and re.search(r"[A-Za-z]", name) is not None


def _with_siblings(phrase: str, following: list[str]) -> str:
    """쌍둥이 지호 지후: all names after a word for several."""
    words = phrase.split()
    several = any(
        word in {"쌍둥이", "남매", "자매", "형제", "부부", "커플", "세쌍둥이", "삼형제", "세자매"} for word in words
    )
    if several and following and re.fullmatch(r"[가-힣]{2}", following[0]) and is_given_name(following[0]):
        return f"{phrase} {following[0]}"
    return phrase


_SEVERAL = re.compile(
    r"(?<![가-힣])(?:(?:세)?쌍둥이|[가-힣]?남매|[가-힣]?자매|[가-힣]?형제|부부|커플|신랑\s?신부)\s"
    r"(?P<one>[가-힣]{2,3}?)(?:이?랑|하고|과|와|,)?\s(?P<other>[가-힣]{2,3}?)(?=[이가은는도네의를을]?(?![가-힣]))"
)


def named_together(sentence: str) -> str:
    """쌍둥이 지호 지후, 커플 정욱과 세은: a word for several and both names; "" for none."""
    match = _SEVERAL.search(sentence)
    if not match or not all(is_given_name(match[name]) and may_be_name(match[name]) for name in ("one", "other")):
        return ""
    return match[0]


def _has_particle(phrase: str) -> bool:
    """Whether ``phrase`` holds a particle (but the 의 hidden in 내) or an adverb, as no name does."""
    tokens = analyse(phrase)
    if any(token.tag == "NP" and token.start for token in tokens):  # 장모님 저 백수일 (때)
        return True
    return any(token.tag.startswith(("J", "MA")) and token.end > token.start for token in tokens)


def has_predicate(text: str) -> bool:
    tokens = analyse(text)
    said_to_be = any(
        token.tag == "VCP" and following.tag[0] == "E" for token, following in pairwise(tokens)
    )  # 배솜이 선생님 is none
    return said_to_be or any(token.tag in {"VV", "VA", "VX", "XSV", "XSA"} for token in tokens)


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
