"""Names that Kiwi took apart (추다온 대리: 추다 온), put together again where what stands beside them says so."""

from __future__ import annotations

import re
from functools import cache

from pipeline.tasks.awards.morpheme import Morpheme, likelihood
from pipeline.tasks.awards.wordlists import lexicon


@cache
def _name_pattern() -> re.Pattern[str]:
    """A word that may be a name: a surname or none, two syllables that given names have, a particle of which group 2
    holds the nickname's 이 and group 3 the rest.
    """
    data = lexicon("people")
    return re.compile(
        rf"(?<!\S)(?!드림|올림)([{data['surnames']}]?[{data['given_syllables']}]{{2}}(?<![가고과의]))(이(?=[가는를와도랑]|에게|한테|[^가-힣]|$))?"
        rf"({'|'.join(_PARTICLE_TAGS)})?(?![가-힣])"
    )


_PARTICLE_TAGS = {"에게": "JKB", "한테": "JKB", "께서": "JKS", "께": "JKB", "이": "JKS", "가": "JKS", "은": "JX",
                  "는": "JX", "을": "JKO", "를": "JKO", "과": "JC", "와": "JC", "랑": "JC", "의": "JKG", "도": "JX",
                  "님": "XSN", "씨": "NNB"}  # fmt: skip


def names_joined(text: str, tokens: list[Morpheme]) -> list[Morpheme]:
    """Names beside a title or a relation, put together where the analyser took them apart (추다온: 추다 온)."""
    for match in reversed(list(_name_pattern().finditer(text))):
        inside = [index for index, token in enumerate(tokens) if match.start() <= token.start < match.end()]
        covered = [tokens[index] for index in inside]
        if not covered or not _is_taken_apart(covered, match.end(1)):
            continue
        full, after = len(match[1]) == 3, _after_names().match(text, match.end())
        if full and match[1].endswith("이") and (ord(match[1][1]) - 0xAC00) % 28 and not after:  # 하율이가, 친구 도윤이
            continue
        beside = _beside_names().search(text[: match.start()])
        if not (beside or (full and (after or match[3] in {"님", "씨"} or any(not token.known for token in covered)))):
            continue
        if not _reads_better_as_name(text, match):
            continue
        name = [Morpheme(match[1], "NNP", match.start(1), match.end(1), known=False)]
        if match[2]:
            subject = full and not match[3]  # 오민석이 (했다), 로운이가
            name.append(Morpheme("이", "JKS" if subject else "XSN", *match.span(2)))
        if match[3]:
            name.append(Morpheme(match[3], _PARTICLE_TAGS[match[3]], *match.span(3)))
        tokens[inside[0] : inside[-1] + 1] = name
    return tokens


def _is_taken_apart(covered: list[Morpheme], end: int) -> bool:
    """Whether a word's morphemes are neither one noun (with its particles) nor a noun and a syllable (조리 실)."""
    first, rest = covered[0], covered[1:]
    if first.tag[0] in "NM" and (first.end == end or len(first.form) > 1) and all(m.tag[0] == "J" for m in rest):
        return False
    return first.tag != "SN" and not (
        first.known and [m.tag for m in covered[:2]] == ["NNG", "NNG"] and len(first.form) > 1
    )


def _reads_better_as_name(text: str, match: re.Match[str]) -> bool:
    """Whether a common name in place of the word is likelier in its context: 추다온 대리 is, 기다린 사람 is not."""
    before, after = text[: match.start()].split()[-1:], text[match.end() :].split()[:1]
    particle = {"이": "가", "은": "는", "을": "를", "과": "와"}.get(match[3] or "", match[3] or "")
    common = "김민수" if len(match[1]) == 3 else "민수"
    as_typed, as_name = (" ".join([*before, word, *after]) for word in (match[0], f"{common}{particle}"))
    return likelihood(as_name) > likelihood(as_typed)


@cache
def _beside_names() -> re.Pattern[str]:
    """What stands before a name: a relation, title or animal (남편, 주장, 강아지), a class or an age."""
    animals = "|".join(kind for kind in lexicon("people")["animals"] if len(kind) > 1)
    ages = r"(?:\d|[한두세네섯곱덟홉열])\s?살"
    return re.compile(rf"(?:(?<![가-힣])(?:{_titles()}|{animals})|\d반|\d학년|담당|{ages}|[초중고]\d)\s$")


@cache
def _after_names() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_titles()})")


def _titles() -> str:
    data = lexicon("people")
    relations = [word for group in ("elders", "peers") for words in data[group].values() for word in words]
    return "|".join(sorted({*relations, *data["titles"]}, key=len, reverse=True))
