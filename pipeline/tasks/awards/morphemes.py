"""What the award writer asks of Kiwi: morphemes, sentences, joining, fluency. All of it is cached or quick."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.tasks.awards.wordlists import lexicon
from pipeline.tasks.kiwi import analyser

_LAST_UNKNOWN_ID = 9  # Kiwi gives unknown words the id of their tag alone


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One morpheme: its dictionary ``form``, Sejong ``tag`` (without Kiwi's irregularity suffix) and place in the text.

    ``start`` and ``end`` are character offsets; a contracted morpheme (었 in 했) shares its syllable with another.
    """

    form: str
    tag: str
    start: int
    end: int
    irregular: bool = False
    known: bool = True  # in the dictionary; names often are not

    @property
    def kiwi_tag(self) -> str:
        """The tag as Kiwi's joiner wants it, so that 걷다 (걸어) and 걷다 (걷어) stay apart."""
        if self.tag in {"VV", "VA", "VX", "XSA"}:
            return f"{self.tag}-{'I' if self.irregular else 'R'}"
        return self.tag


@lru_cache(maxsize=4096)
def analyse(text: str) -> tuple[Morpheme, ...]:
    """Morphemes of ``text`` in order. What stands between quotation marks is one noun, marks included."""
    tokens = [
        Morpheme(
            token.form,
            token.tag.split("-")[0],
            token.start,
            token.start + token.len,
            irregular=token.tag.endswith("-I"),
            known=token.id > _LAST_UNKNOWN_ID,
        )
        for token in analyser().tokenize(text)
    ]
    read = _notes_read(text, list(_quotes_joined(text, tokens)))
    return tuple(_mended(_names_joined(text, read)))


_ACTS_OR_NOUNS = {"신음", "잠", "춤", "걸음", "웃음", "울음"}  # verbs where a note ends in them: 혼자 신음, 3일 잠


def _notes_read(text: str, tokens: list[Morpheme]) -> list[Morpheme]:
    """Words that end a note as the verbs they are, where the analyser knows no such noun: 개근하심, 혼자 신음."""
    read: list[Morpheme] = []
    for index, token in enumerate(tokens):
        alone = index > 0 and token.start > tokens[index - 1].end and text[token.end : token.end + 1] in {"", " ", "."}
        verb = _as_verb(token, tokens[index - 1], not text[token.end :].strip(" .!?~")) if alone else []
        read.extend(verb or [token])
    return read


def _as_verb(word: Morpheme, before: Morpheme, last: bool) -> list[Morpheme]:
    """The morphemes of ``word``, taken for a noun, if it is a verb with the ending of a note; [] if it is none."""
    if word.tag not in {"NNG", "NNP"} or (ord(word.form[-1]) - 0xAC00) % 28 != 16:
        return []
    adverbial = before.tag in {"MAG", "NNB"} or before.form in {"혼자", "같이", "함께"}
    unknown = not word.known and (last or word.form.endswith(("함", "하심")))
    if not unknown and not (last and adverbial and word.form in _ACTS_OR_NOUNS):
        return []
    full = word.form.endswith("음") and len(word.form) > 1
    said = word.form[:-1] + ("는다" if full else f"{chr(ord(word.form[-1]) - 16 + 4)}다")
    read = [
        Morpheme(
            token.form,
            token.tag.split("-")[0],
            word.start + token.start,
            word.start + token.start + token.len,
            irregular=token.tag.endswith("-I"),
        )
        for token in analyser().tokenize(said)
    ]
    if len(read) < 2 or read[-1].form not in {"ᆫ다", "는다"} or read[-2].tag not in {"VV", "VX", "XSV", "EP"}:
        return []
    return [*read[:-1], Morpheme("음" if full else "ᆷ", "ETN", min(read[-1].start, word.end - 1), word.end)]


def _quotes_joined(text: str, tokens: list[Morpheme]) -> Iterator[Morpheme]:
    spans = quoted_spans(text)
    for token in tokens:
        span = next(((start, end) for start, end in spans if start <= token.start < end), None)
        if span is None:
            yield token
        elif token.start == span[0]:
            yield Morpheme(text[span[0] : span[1]], "NNP", *span)


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


def _names_joined(text: str, tokens: list[Morpheme]) -> list[Morpheme]:
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


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every quotation in ``text``, its marks included."""
    return [match.span() for match in _QUOTED.finditer(text)]


_QUOTED = re.compile(r"“[^”]+”|‘[^’]+’|\"[^\"]+\"|'[^']+'|「[^」]+」|『[^』]+』|《[^》]+》|〈[^〉]+〉")


def _mended(tokens: list[Morpheme]) -> Iterator[Morpheme]:
    """Put right what the analyser gets wrong in requests: 봉사한 중학생 is 봉사하다, not 봉사 and one (한)."""
    taken = -1
    for index, token in enumerate(tokens):
        if index == taken:
            continue
        if _is_although(tokens, index):
            taken = index + 1
            yield Morpheme({"ᆫ": "ᆫ데", "은": "은데"}.get(token.form, "는데"), "EC", token.start, tokens[taken].end)
            continue
        before = tokens[index - 1] if index else None
        glued = before is not None and before.end == token.start and before.tag == "NNG"
        said = before is not None and before.tag == "JKQ"  # '…'라고 한 아이
        if token.form == "한" and token.tag == "MM" and (glued or said):
            yield Morpheme("하", "XSV", token.start, token.end)
            yield Morpheme("ᆫ", "ETM", token.start, token.end)
        elif _is_built(tokens, index):
            yield replace(token, form="짓", tag="VV", irregular=True)
        elif (token.form, token.tag) == ("아", "IC") and _is_wife(tokens, index):
            taken = index + 1
            yield Morpheme("아내", "NNG", token.start, token.start + 2)
        elif token.tag in {"JKB", "IC", "JKV"} and _is_name_syllable(tokens, index):
            yield replace(token, tag="NNP", known=False)  # 로아, split into 로 and 아
        elif (token.form, token.tag) == ("이", "JKS") and _is_part_of_name(tokens, index):
            yield replace(token, tag="XSN")  # 복실이가
        elif token.form == "야" and token.tag == "JX":
            yield replace(token, tag="JKV")
        elif _calls(tokens, index):  # 강아지 두부야 오늘도 …
            taken = index + 1
            yield replace(tokens[taken], tag="JKV")
        elif (token.form, token.tag) == ("왕", "XPN") or _is_king(tokens, index):
            taken = index if token.tag == "XPN" else index + 1
            yield Morpheme("왕", "XSN", token.start, token.end)  # 설거지왕
        elif _is_name_with_particle(token):
            yield replace(token, form=token.form[:-1], tag="NNP", end=token.end - 1)
            yield Morpheme("이", "JKS", token.end - 1, token.end)
        else:
            yield token


def _is_built(tokens: list[Morpheme], index: int) -> bool:
    """Whether 지 at ``index`` is 짓다: 지었다 is never written for 졌다 (밥을 9천 번쯤 지었다)."""
    token, follower = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    after_verb = index > 0 and tokens[index - 1].tag == "EC" and tokens[index - 1].end == token.start
    verb = token.form == "지" and token.tag in {"VV", "VX"} and not after_verb
    return verb and follower is not None and follower.form[0] in "어었" and follower.start == token.end


def _is_king(tokens: list[Morpheme], index: int) -> bool:
    """Whether 왕 at ``index`` was taken for 와 and the ㅇ that people add to their endings."""
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    return follower is not None and (tokens[index].form, follower.form, follower.tag) == ("와", "ᆼ", "Z_CODA")


def _calls(tokens: list[Morpheme], index: int) -> bool:
    """Whether 이다 and 야 at ``index``, of which only 야 is written, call somebody by the words before them."""
    token, follower = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    pet = index > 1 and tokens[index - 2].form in lexicon("people")["animals"]
    silent = token.tag == "VCP" and (token.start == token.end or pet)  # 햄스터 콩이야
    return (
        silent
        and follower is not None
        and (follower.form, follower.tag) == ("야", "EC")
        and all(before.tag[0] in "NX" for before in tokens[:index])
    )


def _is_wife(tokens: list[Morpheme], index: int) -> bool:
    """Whether 아내 was taken for 아 and 내."""
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    return follower is not None and follower.tag == "NP" and follower.start == tokens[index].end


def _is_name_with_particle(token: Morpheme) -> bool:
    """Whether a word that the dictionary lacks is a full name with its particle: 이서준이."""
    return (
        token.tag in {"NNG", "NNP"}
        and not token.known
        and len(token.form) == 4
        and token.form[-1] == "이"
        and token.form[0] in lexicon("people")["surnames"]
    )


def _is_name_syllable(tokens: list[Morpheme], index: int) -> bool:
    """Whether a short name at the end, like 로아 after 첫째, was taken for particles."""
    if index + 2 == len(tokens):
        first = index
    elif index + 1 == len(tokens):
        first = index - 1
    else:
        return False
    if first < 1 or (tokens[first].form, tokens[first + 1].form) != ("로", "아"):
        return False
    return tokens[first].start > tokens[first - 1].end


def _is_although(tokens: list[Morpheme], index: int) -> bool:
    """Whether 는 and 데 at ``index`` are the ending 는데 (지각하는데), written as one, and not 는 데 (a place)."""
    if tokens[index].tag != "ETM" or index + 2 >= len(tokens):
        return False
    place, after = tokens[index + 1], tokens[index + 2]
    return (place.form, place.tag) == ("데", "NNB") and place.start == tokens[index].end and after.tag[0] != "J"


def _is_part_of_name(tokens: list[Morpheme], index: int) -> bool:
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    return follower is not None and follower.tag[0] == "J" and follower.start == tokens[index].end


_IN_PAIRS = re.compile(r"[가-힣]+[았었였했졌났갔왔렸]다 [가-힣]+[았었였했졌났갔왔렸]다$")  # 헤어졌다 만났다 (5번 한 것)


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """Sentences of ``text``: every line is at least one. What follows a quotation belongs to its sentence."""
    found: list[str] = []
    for line in text.splitlines():
        start = len(found)
        for sentence in analyser().split_into_sents(line) if line.strip() else ():
            said = sentence.text.strip()
            if len(found) > start and _IN_PAIRS.search(found[-1]):
                found[-1] += f" {said}"
            elif len(found) > start and re.search(r"['\"’”]$", found[-1]) and re.match(r"[가-힣]", said):
                joint = "" if line[sentence.start - 1 : sentence.start].strip() else " "  # '깨끗이'를
                found[-1] += joint + said
            elif said:
                found.append(said)
    return tuple(found)


def join(morphemes: Sequence[tuple[str, str]]) -> str:
    """Surface text of ``(form, tag)`` pairs, conjugated (돕 + 았 -> 도왔)."""
    return analyser().join(list(morphemes))


def likelihood(text: str) -> float:
    """Log likelihood of ``text`` under the analyser's language model; only differences mean anything."""
    return float(analyser().analyze(text)[0][1])


@lru_cache(maxsize=8192)
def is_word(stem: str, tag: str) -> bool:
    """Whether the dictionary holds ``stem`` (of a predicate without 다) as one word, even as an unlikelier reading."""
    written = f"{stem}다" if tag[0] == "V" else stem
    return (stem, tag) in _first_words(written)


@lru_cache(maxsize=1024)
def _first_words(written: str) -> frozenset[tuple[str, str]]:
    """Form and tag of the words of the dictionary with which the likeliest readings of ``written`` begin."""
    firsts = [tokens[0] for tokens, _ in analyser().analyze(written, top_n=4) if tokens]
    return frozenset((token.form, token.tag.split("-")[0]) for token in firsts if token.id > _LAST_UNKNOWN_ID)


@lru_cache(maxsize=4096)
def is_action_noun(noun: str) -> bool:
    """Whether ``noun`` takes 하다 (달성, 우승 do; 승리자, 품격 do not): how likely 하 is to follow it."""
    return _takes(noun, "XSV")


@lru_cache(maxsize=4096)
def is_quality_noun(noun: str) -> bool:
    """Whether ``noun`` with 하다 says how something is: 완벽, 충만, 성실."""
    return _takes(noun, "XSA")


def _takes(noun: str, suffix: str) -> bool:
    tokens = analyse(noun)
    if len(tokens) != 1 or not tokens[0].known:  # a compound or a new word acts when its last part does
        if len(tokens) > 1 and (tokens[-1].form, tokens[-1].tag, suffix) == ("질", "XSN", "XSV"):  # 빗자루질
            return True
        return len(tokens) > 1 and tokens[-1].tag == "NNG" and _takes(tokens[-1].form, suffix)
    return _likely_after(noun).get(("하", suffix), -math.inf) > -4.0


@lru_cache(maxsize=1024)
def _likely_after(noun: str) -> dict[tuple[str, str], float]:
    """The twenty morphemes likeliest to follow ``noun``, with their log likelihood."""
    try:
        candidates = analyser().predict_next_morpheme([(noun, "NNG")], top_n=20)
    except ValueError:  # a word that the language model has not learnt
        return {}
    found: dict[tuple[str, str], float] = {}
    for form, tag, *_, likelihood in candidates:
        found.setdefault((form, tag), float(likelihood))
    return found
