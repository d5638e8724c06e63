"""Award names: from the deed, from the thing it was about, from its manner; each candidate from another idea."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.tasks.awards.clauses import RESULT, Clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.phrases import of_manner, pick, tones
from pipeline.tasks.awards.title_words import Words
from pipeline.tasks.awards.wordlists import lexicon

_NO_DEEDS = {"앞두", "맞", "맞이하", "마치", "잃", "겪"}  # what befalls one names no award
MAX_TOLD = 16  # characters
_SUFFIX = {"상장": "상", "표창장": " 표창", "감사장": " 감사장", "공로상": " 공로상", "우수상": " 우수상",
           "칭찬장": " 칭찬상", "임명장": " 임명장", "자격증": " 자격증", "벌 대신 상장": "상"}  # fmt: skip
_NOT_AWARDS = ("세상", "밥상", "책상", "일상", "영상", "위상", "손상", "화상", "동상", "의상", "명상", "감상", "향상",
               "이상", "정상", "인상", "상상")  # fmt: skip


def title(kind: str, tone: str, clauses: tuple[Clause, ...], manners: tuple[str, ...], named: str, variant: int) -> str:
    """The award's name for candidate ``variant``. ``named`` is what the person called it, if they did."""
    names = _ideas(kind, tone, clauses, manners, named)
    return names[variant % len(names)]


def with_suffix(stem: str, kind: str) -> str:
    """도시락 사랑 -> 도시락 사랑상, 도시락 사랑 감사장; what already is an award's name stays."""
    suffix = _SUFFIX[kind]
    if stem.endswith(suffix.strip()) and not stem.endswith(_NOT_AWARDS):
        return stem
    if stem.split()[-1] + suffix in _NOT_AWARDS and not stem.endswith("사랑"):  # 책상, 손상: read as another word
        return f"{stem} 사랑상"
    return stem + suffix


@lru_cache(maxsize=256)
def _ideas(kind: str, tone: str, clauses: tuple[Clause, ...], manners: tuple[str, ...], named: str) -> list[str]:
    """Names, best first: what was done, what it was about, how it was done; five at least, none twice."""
    seed = "".join(clause.text for clause in clauses)
    own = tones()["kinds"].get(kind, {})
    bank = tones()[tone]
    general = own.get("titles") or of_manner(bank["titles"], manners)
    general = [*_shuffled(general, seed), *_shuffled(bank["titles"]["plain"], seed)]
    deed = topic(clauses) if tone != "추모" else ""
    things = _things(clauses, any_deed=tone in {"유머", "귀여움"} or "heads" in own)
    heads = _shuffled(own.get("heads") or of_manner(bank["heads"], manners), seed)
    about = [head.replace("~", thing) for thing, head in zip([*things[:2], *things[:1]], heads, strict=False)]
    plainly = deed.endswith("기") and bool(about)  # 구두 닦기: right, but a heart says more
    if deed and not things and deed not in lexicon("titles")["named"].values():
        about = [head.replace("~", deed) for head in heads if "에 " in head][:1]
    told = _told(clauses, kind) if tone not in {"로맨틱", "추모"} else ""
    if len(named) < 2 or named in lexicon("titles")["unnamed"] or re.search(r"(?:로서|에서|에게|까지|부터)$", named):
        named = ""
    first = [named] if named else [deed] if deed and not plainly else []
    stems = [*first, *about[:1], general[0], *about[1:], *general[1:]]
    names = [with_suffix(stem, kind) for stem in stems if stem]
    if told and not first:
        names.insert(0, told)
    return list(dict.fromkeys(names))


def _shuffled(choices: Sequence[str], seed: str) -> list[str]:
    return [pick(choices, seed, index) for index in range(len(choices))]


@lru_cache(maxsize=1024)
def topic(clauses: tuple[Clause, ...]) -> str:
    """What was done, as a noun: 서버 장애 복구, 마라톤 완주; "" when nothing makes a decent title."""
    deeds = [clause for clause in clauses if clause.role != RESULT]
    for clause in deeds:
        text = clause.text
        for pattern, name in lexicon("titles")["named"].items():
            if re.search(pattern, text):
                return _timed(str(name), text)
    for clause in deeds:
        found = Words(clause.text).deed()
        if " " in found or found in lexicon("titles")["whole"]:
            return _timed(found, clause.text)
    return ""


def _things(clauses: tuple[Clause, ...], any_deed: bool) -> list[str]:
    """Things that stand well in a title; unless ``any_deed``, only what was given or made, so that a heart is in it."""
    found = []
    for clause in clauses:
        if clause.role == RESULT or not (any_deed or clause.predicate.stem in lexicon("titles")["giving"]):
            continue
        words = Words(clause.text)
        found += [] if words.denied and not any_deed else words.things()
    return list(dict.fromkeys(found))


def _timed(name: str, text: str) -> str:
    """새벽 before a deed of the early morning."""
    if re.search(r"새벽(?:마다|같이|에)\s", text) and "새벽" not in name and len(name) <= 6:
        return f"새벽 {name}"
    return name


def _told(clauses: tuple[Clause, ...], kind: str) -> str:
    """An award's name that tells the deed with its object: 엄마 반지를 사 주신 상; "" when it cannot be short."""
    deeds = [clause for clause in clauses if clause.role != RESULT]
    if not deeds or _SUFFIX[kind] != "상" or not deeds[0].predicate.is_verb or deeds[0].predicate.stem in _NO_DEEDS:
        return ""
    clause = deeds[0]
    tokens = analyse(clause.head)
    cut = max((tokens[i].end for i in range(len(tokens)) if _ends_part(tokens, i)), default=0)
    act = clause.ending("ㄴ")[len(clause.head) :]
    starts = [match.start() + cut for match in re.finditer(r"\S+", clause.head[cut:])]
    for start in starts:
        said = clause.head[start:] + act
        inside = [token for token in tokens if token.start >= start]
        never = bool(re.match(r"(?:한 번|하루)도 \S+지 ", said))
        denied = not never and re.search(r"(?:^|\s)못 |지 못", said)
        told = never or (not denied and any(token.tag == "JKO" for token in inside) and not _hangs(tokens, start))
        if len(said) <= MAX_TOLD and told and not _is_empty(inside):
            return f"{said} 상"
    return ""


def _is_empty(tokens: Sequence[Morpheme]) -> bool:
    """Whether the object is no thing to name an award after: 밥, 손, 일."""
    objects = [before.form for before, token in pairwise(tokens) if token.tag == "JKO"]
    slight = {*lexicon("titles")["empty"], *lexicon("titles")["alone"], "밥"}
    return bool(objects) and objects[-1] in slight


def _hangs(tokens: tuple[Morpheme, ...], start: int) -> bool:
    """Whether what begins at ``start`` needs what stands before it (번도 after 한, 때마다 after 울)."""
    index = next((i for i, token in enumerate(tokens) if token.start >= start), 0)
    before = tokens[index - 1] if index else None
    if tokens[index].tag in {"NNB", "SN", "VX", "MAG", "MM"} or tokens[index].tag[0] in "JE":
        return True
    return before is not None and before.tag in {"ETM", "MM", "SN", "NR", "JKG", "NNB", "NNG", "NNP", "MAG"}


def _ends_part(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether what comes after ``tokens[index]`` no longer belongs to the clause before it."""
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    if follower is None or tokens[index].tag not in {"EC", "ETM"} or tokens[index].form in {"게", "지"}:
        return False
    return follower.tag != "VX" and not (tokens[index].form in {"어", "아"} and follower.tag == "VV")
