"""Personal names within a phrase: full names, given names, titles after them, the 이 of a nickname."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.relations import may_be_name, relations
from pipeline.tasks.awards.wordlists import lexicon


@cache
def times() -> frozenset[str]:
    """Nouns of time and amount, which are nobody's name."""
    return frozenset(lexicon("people")["times"])


def proper_name(phrase: str) -> str:
    """The name of a person, animal or thing within ``phrase``: 김태호 in 김태호 책임; "" for none."""
    known = _common()
    words = re.findall(r"[가-힣]+|[A-Z][A-Za-z]+", phrase)
    for word in words:
        bare = re.sub(r"(?:님|씨|양|군)$", "", word) if len(word) > 3 else word
        if bare in known or bare.removesuffix("님") in known or len(bare) < 2 or bare in times() or bare.endswith("님"):
            continue
        if looks_like_full_name(bare):
            return bare
    after = [word for before, word in pairwise(words) if before in known and word not in known]
    if after and re.fullmatch(r"[가-힣]{2,4}", after[-1]) and may_be_name(after[-1]):
        return after[-1]
    for token in analyse(phrase):
        if token.tag == "NNP" and token.form not in known and len(token.form) > 1:
            return token.form.replace(" ", "")
    return ""


@cache
def _common() -> frozenset[str]:
    """Words for somebody that are nobody's name: titles, relations, animals, children."""
    data = lexicon("people")
    return frozenset({*data["titles"], *relations(), *data["animals"], *data["children"]})


def looks_like_full_name(word: str) -> bool:
    """김하늘, 남궁민수, Alex: a surname and a given name that the dictionary has no other use for."""
    data = lexicon("people")
    if re.fullmatch(r"[A-Z][a-z]+", word):
        return True
    if len(word) == 4 and word[:2] in data["double_surnames"]:
        return True
    if len(word) != 3 or word[0] not in data["surnames"]:
        return False
    tokens = analyse(word)
    counts = tokens[0].tag == "MM" and tokens[0].form != "이"
    if len(tokens) == 2 and counts and tokens[1].tag == "NNG" and tokens[1].known:  # 한경기, but not 이하늘
        return False
    if any(token.tag[0] in "VJEM" and token.form not in {"이", "한"} for token in tokens):
        return len(tokens) < 3 and is_given_name(word[1:])
    if len(tokens) > 1 and all(token.known for token in tokens):  # 전기차, 라면집
        return is_given_name(word[1:])
    return not (len(tokens) == 1 and tokens[0].tag == "NNG" and tokens[0].known)


def is_given_name(word: str) -> bool:
    """Whether both syllables of ``word`` are such as given names are made of."""
    return all(syllable in lexicon("people")["given_syllables"] for syllable in word)


def has_title(phrase: str) -> bool:
    """Whether ``phrase`` ends with a title or role (대리, 경비원, 님)."""
    compact = re.sub(r"\s", "", phrase)
    return compact.endswith(_titled()) or bool(re.search(r"[가-힣]{2,}\s?(?:씨|님|양|군)$|(?:^|\s)분$", phrase))


@cache
def _titled() -> tuple[str, ...]:
    """How phrases with a title end: 대리, 대리님, 대리들."""
    titles = [title for title in lexicon("people")["titles"] if len(title) > 1]
    return tuple(title + more for title in titles for more in ("", "님", "들", "분", "분들"))


def has_job(word: str) -> bool:
    """Whether ``word`` ends like the name of a job: 용접공, 안내원."""
    return re.search(r"[가-힣](?:공|원|관|꾼|기사|장이|생)$", word) is not None


def is_nickname(word: str, after_relation: bool) -> bool:
    """Whether the 이 at the end of ``word`` (민준이, 서윤이) is only how one speaks of 민준 and 서윤."""
    if word in relations() or not re.fullmatch(r"[가-힣]{2,3}이", word) or not (ord(word[-2]) - 0xAC00) % 28:
        return False
    if len(word) == 4:  # 김하늘이
        return looks_like_full_name(word[:-1])
    first = analyse(word[:2])[0]
    return after_relation or (first.tag == "NNP" and first.form == word[:2])


def with_nicknames(text: str, tokens: tuple[Morpheme, ...]) -> tuple[Morpheme, ...]:
    """``tokens`` with each name of a pet or thing as one noun: 삼색이 in 길고양이 삼색이, 칙칙이 in 압력밥솥 칙칙이.

    Where such a name stands in the middle of a sentence without a particle, an unwritten one marks it as the subject.
    """
    for match in reversed(list(_nicknamed().finditer(text))):
        inside = [index for index, token in enumerate(tokens) if match.start(2) <= token.start < match.end(2)]
        if not inside or not _may_be_nickname(match[1], match[2]):
            continue
        name = [Morpheme(match[2], "NNP", *match.span(2), known=False)]
        if text[match.end(2) :].startswith(" "):
            name.append(Morpheme("이", "JKS", match.end(2), match.end(2)))
        tokens = (*tokens[: inside[0]], *name, *tokens[inside[-1] + 1 :])
    return tokens


@cache
def _nicknamed() -> re.Pattern[str]:
    """An animal, a plant or a thing and the word after it, which ends with 이."""
    data = lexicon("people")
    kinds = sorted({*data["animals"], *data["plants"], *data["things"]}, key=len, reverse=True)
    return re.compile(
        rf"(?<![가-힣])([가-힣]*(?:{'|'.join(kinds)}))\s([가-힣]{{2,3}}이)(?=[가는를와의도랑]?(?![가-힣]))"
    )


def _may_be_nickname(kind: str, word: str) -> bool:
    """Whether ``word`` after ``kind`` is no adverb (많이) and no noun with its particle (차 바퀴살이)."""
    if not (ord(word[-2]) - 0xAC00) % 28 or word in relations() or has_title(word[:-1]):
        return False
    tokens = analyse(word)
    if len(tokens) == 1 and tokens[0].tag in {"MAG", "NNG"} and tokens[0].known:
        return False
    data = lexicon("people")
    animal = any(kind.endswith(one) for one in data["animals"])
    if animal:
        return word[:-1] not in data["of_animals"]
    noun = analyse(word[:-1])
    return not (len(noun) == 1 and noun[0].tag == "NNG" and noun[0].known)
