"""What Kiwi gets wrong in requests, put right: notes that end in a verb (개근하심), 봉사한, 지었다, 아내, 설거지왕."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.tasks.awards.morpheme import Morpheme, tokenized
from pipeline.tasks.awards.wordlists import lexicon

_ACTS_OR_NOUNS = {"신음", "잠", "춤", "걸음", "웃음", "울음"}  # verbs where a note ends in them: 혼자 신음, 3일 잠


def notes_read(text: str, tokens: list[Morpheme]) -> list[Morpheme]:
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
    read = [replace(token, known=True) for token in tokenized(said, word.start)]  # parts of a verb, and no name
    if len(read) < 2 or read[-1].form not in {"ᆫ다", "는다"} or read[-2].tag not in {"VV", "VX", "XSV", "EP"}:
        return []
    if any(token.tag in {"NNP", "VCP"} for token in read):
        return []  # 신가람, which 신가란다 would say of somebody
    return [*read[:-1], Morpheme("음" if full else "ᆷ", "ETN", min(read[-1].start, word.end - 1), word.end)]


def mended(tokens: list[Morpheme]) -> Iterator[Morpheme]:
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
    if token.tag != "VCP":
        return False
    pet = index > 1 and tokens[index - 2].form in lexicon("people")["animals"]
    return (
        (token.start == token.end or pet)  # 햄스터 콩이야
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
