"""More training rows from the authored ones: other names, numbers and objects, the same everywhere in a row.

What a small model must learn above all is to copy: who is honoured and what they did stands in the request, never in
its own memory. Rows that differ from each other in names, numbers and objects alone teach that. A word is replaced only
where every use of it in the row is a word of its own, so that nothing of the old row is left behind; particles follow
the new word, and the test rows are never touched.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.tasks.awards import augment_numbers, prompt
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.names import looks_like_full_name
from pipeline.tasks.awards.particles import last_sound, particle
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.wordlists import lexicon
from pipeline.tasks.task import Example

KEPT = 0.25  # share of the names, of the objects, and of the numbers of a row that stay as they are
ROUNDS = 4  # a source that gives nothing new this many times in a row is used up

_CHANGING = (
    "이라는|라는|이라고|라고|이랑|랑|이란|란|이나|나|이며|며|이여|여|으로서|로서|으로써|로써|으로|로|이|가|을|를|은|는|"
    "과|와|아|야"
)
_SAME = (
    "에게서|에게|에서|에는|에도|에만|에|의|도|만큼|만|까지|부터|마다|조차|처럼|보다|하고|밖에|뿐|한테서|한테|께서|께|"
    "입니다|님|씨|들|상|장"
)
_AFTER = (
    rf"(?:(?P<changing>{_CHANGING})(?P<tail>는|도|만|의|부터|까지|커녕)?(?![가-힣])"
    rf"|(?P<copula>이었|였)(?=[가-힣])|(?:{_SAME})(?:는|은|도|만|의|이|을|과)?(?![가-힣])|(?![가-힣]))"
)
_AFTER_NAME = rf"(?=이?(?:(?:{_CHANGING}|{_SAME})(?:는|도|만|의|께서|께서는)?)?(?![가-힣]))"


@dataclass(frozen=True)
class Source:
    """An authored row and what of it may change: full names, given names alone, and objects with their class."""

    example: Example
    request: AwardRequest
    award: Award
    full_names: tuple[str, ...]
    given_names: tuple[str, ...]
    objects: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return _texts(self.request, self.award)


def augmented(rows: Iterable[Example], count: int, seed: int = 0) -> Iterator[Example]:
    """``count`` different rows made from the train rows of ``rows``, always the same ones for a seed.

    Fewer when the rows do not hold that much to change. A row's scenario is its source's.
    """
    chance = random.Random(seed)
    sources = [source_of(row) for row in rows if row.split != "test"]
    seen = {source.texts for source in sources}
    idle = [0] * len(sources)
    made = 0
    while made < count and any(idles < ROUNDS for idles in idle):
        for number, source in enumerate(sources):
            if idle[number] >= ROUNDS or made >= count:
                continue
            request, award = vary(source, chance)
            texts = _texts(request, award)
            idle[number] = idle[number] + 1 if texts in seen else 0
            if not idle[number]:
                seen.add(texts)
                made += 1
                yield _example(source, request, award)


def source_of(example: Example) -> Source:
    """Find what of an authored row may change."""
    request = example.request
    if not isinstance(request, AwardRequest):
        raise TypeError("an award row without its request")
    award = prompt.parse(example.completion, request.kind)
    texts = _texts(request, award)
    full = _full_names(texts)
    given = [name for name in _given_names(request) if not any(name in each for each in full)]
    free = [name for name in full if _is_free(name, texts) and _is_free(name[1:], texts, behind=name[0])]
    names = "".join((*full, *given))
    objects = [
        (word, kind) for word, kind in _objects().items() if word not in names and _is_word_of_its_own(word, texts)
    ]
    return Source(
        example,
        request,
        award,
        tuple(free),
        tuple(name for name in given if _is_free(name, texts)),
        tuple(sorted(objects)),
    )


def vary(source: Source, chance: random.Random) -> tuple[AwardRequest, Award]:
    """The request and the answer of ``source`` with other names, numbers and objects."""
    words: dict[str, str] = {}
    taken = {name[1:] for name in source.full_names} | set(source.given_names)
    for name in source.full_names:
        if chance.random() >= KEPT:
            new = _other_full_name(name, source.texts, taken, chance)
            words |= {name: new, name[1:]: new[1:]}
    for name in source.given_names:
        if chance.random() >= KEPT:
            words[name] = _other_given_name(name, taken, chance)
    for word, kind in source.objects:
        if chance.random() >= KEPT:
            words[word] = _other_object(word, kind, source.texts, words, chance)
    numbers = augment_numbers.change(source.texts, chance) if chance.random() >= KEPT else {}

    def changed(text: str) -> str:
        return augment_numbers.swap(swap(text, words), numbers)

    request, award = source.request, source.award
    return (
        replace(
            request,
            reason=changed(request.reason),
            recipient=changed(request.recipient),
            giver=changed(request.giver),
            topic=changed(request.topic),
        ),
        replace(award, **{name: changed(getattr(award, name)) for name in prompt.FIELDS}),
    )


def swap(text: str, words: dict[str, str]) -> str:
    """``text`` with each key of ``words`` replaced by its value, all at once, and the particles after them agreeing."""
    if not words:
        return text
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    def other(match: re.Match[str]) -> str:
        new = words[match["word"]]
        if match["changing"]:
            return new + particle(new, match["changing"]) + (match["tail"] or "")
        if match["copula"]:
            return new + particle(new, match["copula"])
        return new + match[0][len(match["word"]) :]

    return re.sub(rf"(?<![가-힣])(?P<word>{longest_first})(?:{_AFTER}|(?=이))", other, text)


def _texts(request: AwardRequest, award: Award) -> tuple[str, ...]:
    written = (award.title, award.recipient, award.body, award.giver)
    return (request.reason, request.recipient, request.giver, request.topic, *written)


def _example(source: Source, request: AwardRequest, award: Award) -> Example:
    return replace(
        source.example,
        messages=tuple(prompt.messages(request)),
        completion=prompt.completion(award),
        request=request,
        split="train",
    )


def _full_names(texts: Sequence[str]) -> list[str]:
    """Names of a surname and two syllables that Kiwi takes for a proper noun, in the order in which they come."""
    known = set(lexicon("augment")["not_names"])
    given = _known_given_names()
    tokens = analyse("\n".join(texts[:3]))
    names = [
        token.form
        for token in tokens
        if len(token.form) == 3
        and (token.tag == "NNP" or (token.tag == "NNG" and not token.known))
        and token.form not in known
        and not (token.form[-1] == "이" and token.form[:2] in given)  # 지훈이 is 지훈, not a 지 of that name
        and token.form[-1] not in "고며면게를데도"  # how verbs and phrases end that Kiwi takes for a name
        and looks_like_full_name(token.form)
    ]
    return list(dict.fromkeys(names))


def _given_names(request: AwardRequest) -> list[str]:
    """Given names that stand alone in what the person typed for recipient and giver: 딸 지은, 수민이."""
    known = _known_given_names()
    words = re.findall(r"[가-힣]+", f"{request.recipient} {request.giver}")
    return list(dict.fromkeys(bare for word in words if (bare := re.sub(r"(?<=..)이$", "", word)) in known))


@cache
def _known_given_names() -> frozenset[str]:
    lists = lexicon("augment")
    return frozenset(name for kind in ("given", "elder_women", "elder_men") for name in lists[kind])


def _is_free(name: str, texts: Sequence[str], behind: str = "") -> bool:
    """Whether every use of a name is one that can be replaced; ``behind`` is a surname that may stand before it."""
    uses = sum(text.count(name) for text in texts)
    before = rf"(?:(?<![가-힣])|(?<=(?<![가-힣]){behind}))" if behind else "(?<![가-힣])"
    return uses == sum(len(re.findall(rf"{before}{name}{_AFTER_NAME}", text)) for text in texts)


def _is_word_of_its_own(word: str, texts: Sequence[str]) -> bool:
    """Whether the request and the answer both use ``word``, and neither within another word."""
    asked, written = "\n".join(texts[:4]), "\n".join(texts[4:])
    if word not in asked or word not in written:
        return False
    both = f"{asked}\n{written}"
    return both.count(word) == len(re.findall(rf"(?<![가-힣]){word}{_AFTER}", both))


@cache
def _objects() -> dict[str, str]:
    """Every replaceable noun with its class; a noun of two classes or of one syllable stays."""
    classes: dict[str, list[str]] = lexicon("augment")["objects"]
    found: dict[str, str] = {}
    twice = set()
    for kind, nouns in classes.items():
        for noun in nouns:
            if noun in found:
                twice.add(noun)
            found[noun] = kind
    return {noun: kind for noun, kind in found.items() if noun not in twice and len(noun) > 1}


def _other_object(word: str, kind: str, texts: Sequence[str], words: dict[str, str], chance: random.Random) -> str:
    """Another noun of the class that the row does not hold and no other word becomes."""
    held = "\n".join((*texts, *words.values()))
    free = [noun for noun in lexicon("augment")["objects"][kind] if noun not in held]
    return chance.choice(free) if free else word


def _other_full_name(name: str, texts: Sequence[str], taken: set[str], chance: random.Random) -> str:
    """Another full name; the surname stays where it also stands alone (최 주임)."""
    alone = any(re.search(rf"(?<![가-힣]){name[0]}(?!{name[1:]})", text) for text in texts)
    surname = name[0] if alone else chance.choice(lexicon("augment")["surnames"])
    return surname + _other_given_name(name[1:], taken, chance)


def _other_given_name(name: str, taken: set[str], chance: random.Random) -> str:
    """A given name of the same age that ends in the same kind of sound, so that whatever follows still fits."""
    lists = lexicon("augment")
    kind = next(
        (kind for kind in ("elder_women", "elder_men") if name in lists[kind] or _sounds_old(name, kind)), "given"
    )
    alike = [other for other in lists[kind] if _ending(other) == _ending(name) and other not in taken]
    new = chance.choice(alike or [name])
    taken.add(new)
    return str(new)


def _sounds_old(name: str, kind: str) -> bool:
    return name[-1] in ("자숙옥례분순" if kind == "elder_women" else "식팔복만길구배")


def _ending(name: str) -> int:
    """0 for a vowel, 1 for ㄹ, 2 for another consonant: what decides every particle."""
    final = (ord(last_sound(name)) - 0xAC00) % 28
    return 0 if not final else 1 if final == 8 else 2
