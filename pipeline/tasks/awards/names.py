"""Personal names within a phrase: full names, given names, titles after them, the 이 of a nickname."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.relations import may_be_name, relations
from pipeline.tasks.awards.wordlists import lexicon


@cache
def times() -> frozenset[str]:
    """Nouns of time and amount, which are nobody's name."""
    return frozenset(lexicon("people")["times"])


def proper_name(phrase: str) -> str:
    """The name of a person, animal or thing within ``phrase``: 김태호 in 김태호 책임; "" for none."""
    data = lexicon("people")
    known = set(data["titles"]) | set(relations()) | set(data["animals"]) | set(data["children"])
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
    if any(token.tag[0] in "VJEM" and token.form not in {"이", "한"} for token in tokens):
        return len(tokens) < 3
    return not (len(tokens) == 1 and tokens[0].tag == "NNG" and tokens[0].known)


def has_title(phrase: str) -> bool:
    """Whether ``phrase`` ends with a title or role (대리, 경비원, 님)."""
    compact = re.sub(r"\s", "", phrase)
    titles = [title for title in lexicon("people")["titles"] if len(title) > 1]
    return any(compact.endswith((title, title + "님", title + "들")) for title in titles) or bool(
        re.search(r"[가-힣]{2,}\s?(?:씨|님|양|군)$|(?:^|\s)분$", phrase)
    )


def is_nickname(word: str, after_relation: bool) -> bool:
    """Whether the 이 at the end of ``word`` (민준이, 서윤이) is only how one speaks of 민준 and 서윤."""
    if word in relations() or not re.fullmatch(r"[가-힣]{2,3}이", word) or not (ord(word[-2]) - 0xAC00) % 28:
        return False
    if len(word) == 4:  # 김하늘이
        return looks_like_full_name(word[:-1])
    first = analyse(word[:2])[0]
    return after_relation or (first.tag == "NNP" and first.form == word[:2])
