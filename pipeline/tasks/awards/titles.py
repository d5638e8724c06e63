"""Award names: from the deed, from the thing it was about, from its manner; each candidate from another idea."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from pipeline.tasks.awards.clauses import RESULT, Clause
from pipeline.tasks.awards.facts import TITLE_LIMIT
from pipeline.tasks.awards.morphemes import analyse
from pipeline.tasks.awards.phrases import of_manner, pick, tones
from pipeline.tasks.awards.title_clauses import counted, deed_noun, doing, lasting, noted, parts, spoken, told
from pipeline.tasks.awards.title_nouns import story_nouns
from pipeline.tasks.awards.title_telling import main_stem
from pipeline.tasks.awards.title_topics import topic
from pipeline.tasks.awards.title_words import Words, pattern
from pipeline.tasks.awards.wordlists import lexicon

_SUFFIX = {"상장": "상", "표창장": " 표창", "감사장": " 감사장", "공로상": " 공로상", "우수상": " 우수상",
           "칭찬장": " 칭찬상", "임명장": " 임명장", "자격증": " 자격증", "벌 대신 상장": "상"}  # fmt: skip
_NOT_AWARDS = ("세상", "차례상", "밥상", "책상", "일상", "영상", "위상", "손상", "화상", "동상", "의상", "명상", "감상",
               "향상", "이상", "정상", "인상", "상상")  # fmt: skip
_TOO_WEAK = -1.4  # below it a noun of the story names an award better than a deed
_WHEN_OR_WHERE = re.compile(  # what a long title can do without: 작년 한 해, 3년 동안, 우리 집
    r"^(?:(?:우리 집|작년|올해|지난해|한 해|한 달|매년|매달|매주|매일|\d+(?:년|개월|주|일) (?:만에|동안|내내)) )+"
)
_PLAYFUL = {"유머", "귀여움"}
_PLAIN_TONES = {"감동", "격식"}
_BARE_KINDS = {"공로상", "우수상"}  # 47가구를 대피시킨 공로상 needs no noun between


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
    """Names, best first and each from another idea than the one before; five at least, none twice."""
    seed = "".join(clause.text for clause in clauses)
    deeds = _deeds(clauses)
    named = named if _is_name(named) else ""
    ideas = _ordered(kind, tone, clauses, manners)
    nouns = [with_suffix(name, kind) for name in _by_noun(kind, tone, clauses, manners, seed)]
    general = [with_suffix(name, kind) for name in _general(kind, tone, deeds, manners, seed)]
    mixed = [name for row in zip_longest(*ideas) for name in row if name]
    own = [with_suffix(named, kind)] if named else []
    return list(dict.fromkeys([*own, *mixed, *nouns, *general]))


def _is_name(named: str) -> bool:
    """Whether what the request seems to call the award can be its name: 효도, and not 특별, 가족끼리, 기념으로."""
    if len(named) < 2 or named in lexicon("titles")["unnamed"]:
        return False
    tokens = analyse(named)
    return tokens[0].tag not in {"NNB", "XSN"} and tokens[-1].tag[0] not in "JEM" and tokens[-1].form != "끼리"


def _ordered(kind: str, tone: str, clauses: Sequence[Clause], manners: Sequence[str]) -> list[list[str]]:
    """Names by idea, the idea most surely right first."""
    deeds = _deeds(clauses)
    if kind in {"임명장", "자격증"}:
        return [_by_doing(kind, tone, clauses)]
    name = topic(tuple(clauses)) if tone != "추모" else ""
    named = [with_suffix(name, kind)] if name else []
    telling = _by_telling(kind, tone, clauses, manners)  # others' deeds too: what led to them may be one's own
    numbers = [*_by_span(kind, tone, deeds, manners), *_by_count(kind, tone, deeds, manners)]
    notes = [with_suffix(note, kind) for note in map(noted, clauses) if note]
    images = _by_image(kind, tone, deeds, manners)
    words = _by_words(kind, deeds)
    if tone in {"로맨틱", "추모"}:
        return [images, telling, numbers, words]
    weak = " " not in name and name not in lexicon("titles")["named"].values()
    later = weak or name.endswith("기") or not topic(tuple(deeds[:1]))
    if named and telling and later and name not in lexicon("titles")["named"].values():
        named, telling = (
            telling[:1],
            [*named, *telling[1:]],
        )  # 구조 표창, 구두 닦기상: right, but the deed told says more
    return [named, telling, notes, numbers, images, words]


def _deeds(clauses: Sequence[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.role != RESULT]


def _weight(said: str, place: float, clause: Clause) -> float:
    """How well a telling names an award: done for somebody, to the end, for long, rather than anything else.

    One that lacks its object says little: 사람들에게 알린.
    """
    frames, stem = lexicon("frames")["frames"], main_stem(clause)
    lacks = (
        stem in frames["을"]
        and stem not in {*frames["이"], *frames["에"]}
        and not re.search(r"(?:[을를도만]|까지) ", said)
    )
    given = bool(re.search(r"(?:^| |[가-힣]{2})(?:주|드리|준|드린)(?:신|시는|는)?$", said))
    strong = bool(pattern(lexicon("titles")["strong"]).search(said))
    late = 0.6 * place if given else place  # what is given is the recipient's, wherever it is told
    return -late + 1.5 * given + 1.2 * strong + (0.3 if re.search(r"[을를] ", said) else 0) - 1.5 * lacks


def _with_parts(clauses: Sequence[Clause]) -> list[tuple[float, Clause]]:
    """Clauses and what each tells before its last predicate, with their place, the first being 0."""
    own = [(float(place), clause) for place, clause in enumerate(clauses)]
    return own + [(place + 1.3, part) for place, clause in own for part in parts(clause)]


def _class_of(clause: Clause, said: str) -> dict[str, Any]:
    """The class of the deed as ``said`` in the title, or of the whole clause."""
    classes: dict[str, dict[str, Any]] = lexicon("titles")["classes"]
    text = f"{said} {clause.predicate.stem}다" if said else f"{clause.head}{clause.predicate.stem}다"
    return next(kinds for kinds in classes.values() if pattern(kinds["when"]).search(text))


def _heads(clause: Clause, tone: str, manners: Sequence[str], use: str, said: str) -> list[str]:
    """Nouns that sum the deed up: ``use`` is told, span or counted. None of them says a word of ``said`` again."""
    own = lexicon("titles")["heads"]
    special = tone if tone in own else next((manner for manner in manners if manner in own), "")
    if special:
        heads = _shuffled(own[special][use], clause.text)
    else:
        found = _class_of(clause, said)
        heads = found["formal" if tone == "격식" else "told"] if use == "told" else found["span"]
    begun = {word[0] for word in said.split()}
    return [head for head in heads if head[0] not in begun] or list(heads)


def _by_telling(kind: str, tone: str, clauses: Sequence[Clause], manners: Sequence[str]) -> list[str]:
    """집 앞까지 쓸어 주신 마음상, 끝까지 냉장고를 옮긴 상, 47가구를 대피시킨 공로상."""
    nouns = story_nouns(tuple(clauses))[:2]
    told_best_first = sorted(
        (
            (_weight(said, place, clause) + _about(said, nouns), clause, said)
            for place, clause in _with_parts(clauses)
            if (said := told(clause, tone == "로맨틱"))
        ),
        key=lambda found: -found[0],
    )
    strong = [(clause, said) for weight, clause, said in told_best_first if weight > _TOO_WEAK]
    names = [_told_name(kind, tone, clause, said, manners) for clause, said in strong]
    return [name for name in names if name]


def _about(said: str, nouns: Sequence[str]) -> float:
    """How much it counts that ``said`` has the noun that the story is about in it."""
    return max((0.3 - 0.1 * place for place, noun in enumerate(nouns) if noun.split()[-1] in said), default=0.0)


def _told_name(kind: str, tone: str, clause: Clause, said: str, manners: Sequence[str]) -> str:
    heads = _heads(clause, tone, manners, "told", said)
    simple = tone in _PLAYFUL or (tone != "격식" and _class_of(clause, said).get("own"))
    if kind in _BARE_KINDS or (_SUFFIX[kind] == "상" and (simple or not heads)):
        return f"{said} {_SUFFIX[kind].strip()}"
    head = heads[0] if heads else _plain_head(kind, tone, clause, said)
    full = f"{said} {head}{_SUFFIX[kind]}"
    full = full if len(full) <= TITLE_LIMIT else f"{_WHEN_OR_WHERE.sub('', said)} {head}{_SUFFIX[kind]}"
    if len(full) > TITLE_LIMIT:  # 표창 and 감사장 themselves do nothing, so that they need the merit before them
        return f"{said} 상" if _SUFFIX[kind] == "상" else ""
    return full


def _plain_head(kind: str, tone: str, clause: Clause, said: str) -> str:
    """What a deed of no class is called: 원양어선을 22년 타신 노고, 머리를 감은 씩씩함, 싫은 내색을 않은 마음."""
    given = clause.predicate.stem in {"주", "드리"} or said.endswith(("않은", "않는", "않으신"))
    if kind == "감사장" and not given and (lasting(clause) or pattern(lexicon("titles")["labour"]).search(said)):
        return "노고" if clause.predicate.honorific else "수고"
    if kind == "감사장" or given:
        return "마음"
    return "씩씩함" if tone == "귀여움" else {"표창장": "공로", "칭찬장": "노력"}.get(kind, "마음")


def _by_span(kind: str, tone: str, deeds: Sequence[Clause], manners: Sequence[str]) -> list[str]:
    """31년의 근속 공로상, 27년의 손맛 감사장."""
    for clause in deeds:
        span = lasting(clause)
        if not span:
            continue
        own = "" if tone in {"로맨틱", "추모", "유머"} else deed_noun(clause)
        noun = next((noun for noun in story_nouns((clause,)) if noun not in span), "")
        heads = _heads(clause, tone, manners, "span", "") if tone == "유머" and noun else []
        named = " ".join([own or noun, *heads[:1]])
        return [with_suffix(f"{span}의 {named}", kind)] if named else []
    return []


def _by_count(kind: str, tone: str, deeds: Sequence[Clause], manners: Sequence[str]) -> list[str]:
    """쪽지 412장의 사랑상, 축구화 52켤레의 나눔 감사장."""
    for clause in deeds:
        thing = counted(clause)
        if thing and tone not in lexicon("titles")["heads"] and not _class_of(clause, thing).get("counts"):
            continue
        heads = _heads(clause, tone, manners, "counted", thing) if thing else []
        if heads:
            return [with_suffix(f"{thing}의 {heads[0]}", kind)]
    return []


def _by_words(kind: str, deeds: Sequence[Clause]) -> list[str]:
    """‘오늘도 예쁘다’ 한마디 감사장."""
    return [with_suffix(f"‘{said}’ 한마디", kind) for said in map(spoken, deeds) if said]


def _by_doing(kind: str, tone: str, deeds: Sequence[Clause]) -> list[str]:
    """라면 잘 끓이기 자격증, 아침마다 식구들 깨우기 담당 임명장."""
    post = " 담당" if kind == "임명장" else ""
    found = [(place, clause, doing(clause, lovers=tone == "로맨틱")) for place, clause in _with_parts(deeds)]
    done = sorted((-_weight(said, place, clause), said) for place, clause, said in found if said)
    return [f"{said}{post}{_SUFFIX[kind]}" for _, said in done]


def _by_image(kind: str, tone: str, deeds: Sequence[Clause], manners: Sequence[str]) -> list[str]:
    """칼주름에 담긴 마음 감사장."""
    seed = "".join(clause.text for clause in deeds)
    heads = _shuffled(of_manner(tones()[tone]["heads"], manners), seed)
    things = _things(deeds, any_deed=tone in _PLAYFUL)
    return [
        with_suffix(head.replace("~", thing), kind)
        for thing, head in zip([*things[:2], *things[:1]], heads, strict=False)
    ]


def _by_noun(kind: str, tone: str, clauses: tuple[Clause, ...], manners: Sequence[str], seed: str) -> list[str]:
    """골목 가로등, 잊지 못할 동치미: what the story is about, where no deed of it can be told."""
    nouns = story_nouns(clauses) or story_nouns(clauses, playful=tone == "유머")
    shapes = tones()["kinds"].get(kind, {}).get("heads") or tones()[tone]["nouns"]
    if tone == "유머":
        shapes = _shuffled(shapes, seed)
    return [shape.replace("~", noun) for noun, shape in zip(nouns[:3], shapes, strict=False)]


def _general(kind: str, tone: str, deeds: Sequence[Clause], manners: Sequence[str], seed: str) -> list[str]:
    """Names for a reason that tells of nothing by name, by what class its deed is of."""
    own, bank = tones()["kinds"].get(kind, {}), tones()[tone]["titles"]
    things = _things(deeds, any_deed=True) if own else []
    heads = _shuffled(own.get("heads", []), seed)
    about = [head.replace("~", thing) for thing, head in zip(things, heads, strict=False)]
    fitting = [] if own or tone not in _PLAIN_TONES or set(manners) & {"thing", "pet"} else _of_class(deeds)
    titles = own.get("titles") or of_manner(bank, manners)
    return [*about, *_shuffled(fitting, seed), *_shuffled(titles, seed), *_shuffled(bank["plain"], seed)]


def _of_class(deeds: Sequence[Clause]) -> list[str]:
    """What the class of the first deed that has one is called: 꾸준한 노력, 고마운 손길."""
    found = [_class_of(clause, "").get("general", []) for clause in deeds]
    return next((list(names) for names in found if names), [])


def _shuffled(choices: Sequence[str], seed: str) -> list[str]:
    return [pick(choices, seed, index) for index in range(len(choices))]


def _things(clauses: Sequence[Clause], any_deed: bool) -> list[str]:
    """Things that stand well in a title; unless ``any_deed``, only what was given or made, so that a heart is in it."""
    found = []
    for clause in clauses:
        if not (any_deed or {clause.predicate.stem, main_stem(clause)} & set(lexicon("titles")["giving"])):
            continue
        words = Words(clause.text)
        found += [] if words.denied and not any_deed else words.things()
    return list(dict.fromkeys(found))
