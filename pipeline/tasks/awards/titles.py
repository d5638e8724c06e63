"""Award names: from the thing that was done, from what it is about, from the tone; each candidate from another idea."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.tasks.awards.clauses import RESULT, Clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.phrases import Theme, pick, tones
from pipeline.tasks.awards.wordlists import lexicon

MAX_TOPIC = 12  # characters
MAX_TOLD = 16

_SUFFIX = {"상장": "상", "표창장": " 표창", "감사장": " 감사장", "공로상": " 공로상", "우수상": " 우수상",
           "칭찬장": " 칭찬상", "임명장": " 임명장", "자격증": " 자격증", "벌 대신 상장": "상"}  # fmt: skip


_NOT_AWARDS = (
    "세상",
    "밥상",
    "책상",
    "일상",
    "영상",
    "위상",
    "손상",
    "화상",
    "동상",
    "의상",
    "명상",
    "감상",
    "향상",
    "이상",
    "정상",
    "인상",
)


def title(kind: str, tone: str, clauses: tuple[Clause, ...], found: Sequence[Theme], named: str, variant: int) -> str:
    """The award's name for candidate ``variant``. ``named`` is what the person called it, if they did."""
    seed = "".join(clause.text for clause in clauses)
    names = _ideas(kind, tone, clauses, found, named, seed)
    return names[variant % len(names)]


def with_suffix(stem: str, kind: str) -> str:
    """도시락 사랑 -> 도시락 사랑상, 도시락 사랑 감사장; what already is an award's name stays."""
    suffix = _SUFFIX[kind]
    if stem.endswith(suffix.strip()) and not stem.endswith(_NOT_AWARDS):
        return stem
    if stem.split()[-1] + suffix in _NOT_AWARDS and not stem.endswith("사랑"):  # 책상, 손상: read as another word
        return f"{stem} 사랑상"
    return stem + suffix


def _ideas(
    kind: str, tone: str, clauses: tuple[Clause, ...], found: Sequence[Theme], named: str, seed: str
) -> list[str]:
    """Names, best first, no two of one idea next to each other: what was done, what it is about, how it was done."""
    general = [with_suffix(pick(tones()[tone]["titles"], seed, index), kind) for index in range(6)]
    called = [with_suffix(named, kind)] if named else []
    if tone == "추모":
        return list(dict.fromkeys(called + general))
    joking = tone == "유머" or kind in {"자격증", "임명장"}
    themed = [pick(theme.fun if joking else theme.titles, seed, index) for index in range(3) for theme in found[:3]]
    themed = [with_suffix(stem, kind) for stem in themed] if tone != "로맨틱" else []
    deed = topic(clauses)
    done = with_suffix(deed, kind) if deed else ""
    told = _told(clauses, kind)
    long = with_suffix(_with_span(deed, clauses), kind) if deed and _with_span(deed, clauses) else ""
    if _is_slight(deed, kind):
        first = [told] if told and tone != "로맨틱" else []
        last = [done]
    else:
        first, last = [done], []
    ideas = [*(called or first), *themed[:1], *(themed[1:2] or general[:1]), long, *themed[2:], *general, *last]
    return list(dict.fromkeys(idea for idea in ideas if idea))


def _is_slight(deed: str, kind: str) -> bool:
    """Whether ``deed`` is too little for a title: one short word (전화), or a thing alone (미역국)."""
    if deed in lexicon("titles")["named"].values():
        return False
    return len(deed) <= 2 or (kind in {"상장", "벌 대신 상장"} and " " not in deed and not is_action_noun(deed))


def is_action(deed: str) -> bool:
    """Whether ``deed`` is something done (마라톤 완주, 쓰레기 줍기), and no thing (지갑) or coined name (무지각)."""
    if not deed or deed in lexicon("titles")["named"].values():
        return False
    last = deed.split()[-1]
    return is_action_noun(last) or last in lexicon("titles")["verbs"].values()


@lru_cache(maxsize=1024)
def topic(clauses: tuple[Clause, ...]) -> str:
    """What was done, as a noun: 서버 장애 복구, 마라톤 완주, 새벽 도시락; "" when nothing makes a decent title."""
    deeds = [clause for clause in clauses if clause.role != RESULT]
    for clause in reversed(deeds):
        text = clause.text
        for pattern, name in lexicon("titles")["named"].items():
            if re.search(pattern, text):
                return _timed(str(name), text)
        found = _Words(text).deed()
        if found:
            return _timed(found, text)
    return ""


def _told(clauses: tuple[Clause, ...], kind: str) -> str:
    """An award's name that tells the deed: 매일 2시간씩 연습한 상; "" when it cannot be short."""
    deeds = [clause for clause in clauses if clause.role != RESULT and clause.predicate.is_verb]
    if not deeds or re.search(r"(?:^|\s)못\s*$|지 못", deeds[-1].head):
        return ""
    clause = deeds[-1]
    tokens = analyse(clause.head)
    cut = max((_part_end(tokens, i) for i in range(len(tokens)) if _ends_part(tokens, i)), default=0)
    starts = [match.start() + cut for match in re.finditer(r"\S+", clause.head[cut:])]
    act = clause.ending("ㄴ")[len(clause.head) :]
    for start in sorted(starts)[-4:]:
        said = clause.head[start:] + act
        inside = [token for token in tokens if token.start >= start]
        says = any(token.tag in {"NNG", "NNP", "SL", "MAG", "NR", "XR"} for token in inside)
        named = kind in {"상장", "벌 대신 상장", "칭찬장"} or any(token.tag == "JKO" for token in inside)
        long_enough = " " in said and clause.predicate.stem != "되"
        if long_enough and len(said) <= MAX_TOLD and says and named and not _hangs(tokens, start):
            return f"{said} 상" if _SUFFIX[kind] == "상" else f"{said} 마음{_SUFFIX[kind]}"
    return ""


def _part_end(tokens: tuple[Morpheme, ...], index: int) -> int:
    """Where the clause that ends at ``index`` ends, a particle after it (냈는데도) included."""
    while index + 1 < len(tokens) and tokens[index + 1].tag in {"JX", "SP"}:
        index += 1
    return tokens[index].end


def _hangs(tokens: tuple[Morpheme, ...], start: int) -> bool:
    """Whether what begins at ``start`` needs what stands before it (번도 after 한, 때마다 after 울)."""
    index = next((i for i, token in enumerate(tokens) if token.start >= start), 0)
    before = tokens[index - 1] if index else None
    alone = tokens[index].form in {"안", "한번", "더", "동안", "때", "중", "후", "전", "뒤"}
    if alone or tokens[index].tag in {"NNB", "SN", "VX"} or tokens[index].tag[0] in "JE":
        return True
    return before is not None and before.tag in {"ETM", "MM", "SN", "NR", "JKG", "NNB"}


def _ends_part(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether what comes after ``tokens[index]`` no longer belongs to the clause before it."""
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    if follower is None or tokens[index].tag not in {"EC", "ETM"} or tokens[index].form in {"게", "지"}:
        return False
    return follower.tag != "VX" and not (tokens[index].form in {"어", "아"} and follower.tag == "VV")


def _timed(name: str, text: str) -> str:
    """새벽 before a deed of the early morning."""
    if re.search(r"새벽(?:마다|같이|에)\s", text) and "새벽" not in name and len(name) <= 6:
        return f"새벽 {name}"
    return name


def _with_span(deed: str, clauses: tuple[Clause, ...]) -> str:
    """33년 도시락: the deed with how long it lasted or how often it was done."""
    for clause in clauses:
        match = re.search(r"(\d[\d,]*\s?(?:년|개월|일|시간|회|번|권|장))(?:째|간|\s*동안|을|를|이나)", clause.head)
        if match and match[1] not in deed:
            return f"{match[1]} {deed}"
    return ""


class _Words:
    """A clause as whole words, so that no title is made of half a compound."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = analyse(text)

    def deed(self) -> str:
        """The name of what the last predicate does: its action noun or its object, with what belongs to it."""
        if any((token.form, token.tag) in _DENIALS for token in self.tokens[-6:]):
            return ""  # 마우스를 안 쓰다 is no 마우스 쓰기
        for index in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[index]
            if token.tag == "ETM" or self._ends_clause(index):
                return ""
            if token.tag == "XSV" and index and self.tokens[index - 1].tag in {"NNG", "XR"}:
                action = self.word(index - 1)
                if action and action not in lexicon("titles")["alone"]:
                    return self._named(self._about(index - 1), action)
            if token.form == "되" and index > 1 and self.tokens[index - 1].tag in {"JKC", "JKS"}:
                title = self._phrase(index - 2, alone=True)
                return title if title.endswith(("왕", "챔피언", "MVP", "에이스")) else ""
            if token.tag == "VV":
                found = self._object(index)
                if found or token.form != "하":
                    return found
        return ""

    def word(self, index: int) -> str:
        """The whole written word around ``tokens[index]``, without particles; "" when that noun is not its end."""
        start = self.text.rfind(" ", 0, self.tokens[index].start) + 1
        stop = self.text.find(" ", start)
        stop = len(self.text) if stop < 0 else stop
        inside = [token for token in self.tokens if start <= token.start < stop]
        while inside and (inside[-1].tag[0] == "J" or inside[-1].tag in _WORD_ENDINGS):
            inside.pop()
        return self.text[start : inside[-1].end] if inside and inside[-1].start >= self.tokens[index].start else ""

    def _ends_clause(self, index: int) -> bool:
        """Whether an earlier clause ends here; 고 before 있다 and 어 before 주다 belong to the same one."""
        token = self.tokens[index]
        if token.tag != "EC" or token.form in {"어", "아", "게", "지"}:
            return False
        follower = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return token.form != "고" or follower is None or follower.tag != "VX"

    def _is_manner(self, index: int) -> bool:
        """Whether the clause that ends here only says how: 남아서, 틀리지 않고."""
        token = self.tokens[index]
        return token.form in {"어서", "아서"} or (token.form == "고" and self.tokens[index - 1].form in {"않", "못하"})

    def _object(self, verb: int) -> str:
        """미역국 for 미역국을 끓이다, 쓰레기 줍기 for 쓰레기를 줍다, 배포 시간 단축 for 배포 시간을 …으로 줄이다."""
        for place in range(verb - 1, 0, -1):
            token = self.tokens[place]
            if token.tag in {"ETM", "EF"} or self._ends_clause(place):
                return ""
            noun = self.tokens[place - 1]
            counted = place > 2 and self.tokens[place - 2].tag in {"SN", "MM"} and noun.tag in {"NNB", "NNG"}
            if token.tag == "JKO" and counted:
                place -= 2  # 책상 32개를: the thing, not the count
                noun = self.tokens[place - 1]
            if (token.tag == "JKO" or (token.tag, token.form) == ("JX", "도")) and noun.tag in _NOUNS:
                joined = self.tokens[verb - 1].tag == "EC" and self.tokens[verb - 1].form in {"어", "아"}  # 깨 먹다
                act = "" if joined else lexicon("titles")["verbs"].get(self.tokens[verb].form, "")
                if self.tokens[verb].form == "하" and is_action_noun(noun.form):
                    return self._named(self._about(place - 1), self.word(place - 1))
                noun_phrase = self._phrase(place - 1, alone=not act)
                return self._named(noun_phrase, act) if noun_phrase else ""
        return ""

    def _about(self, action: int) -> str:
        """The nearest noun before an action that it can be about: 마라톤 (완주), 서버 장애 (복구)."""
        start = self.text.rfind(" ", 0, self.tokens[action].start) + 1
        for place in range(action - 1, -1, -1):
            token = self.tokens[place]
            if token.tag == "ETM" or (self._ends_clause(place) and not self._is_manner(place)):
                return ""
            follower = self.tokens[place + 1]
            if token.tag == "ETN":  # 물 마시기 (성공)
                return ""
            if token.tag == "NNB" and token.form != "줄":
                continue
            if follower.tag in {"XSV", "XSA"} or follower.form in {"마다", "까지", "부터", "만", "씩"}:
                continue
            if token.start < start and token.tag in _NOUNS and token.form not in lexicon("titles")["empty"]:
                found = self._phrase(place, alone=False)
                if found:
                    return found
        return ""

    def _phrase(self, index: int, alone: bool) -> str:
        """The word at ``index`` and, when nothing joins them, the noun before it; "" when it can make no title."""
        word = self.word(index)
        if not _is_noun(word) or word in lexicon("titles")["empty"]:
            return ""
        start = self.text.rfind(" ", 0, self.tokens[index].start) + 1
        place = next((i for i in range(index - 1, -1, -1) if self.tokens[i].end <= start), -1)
        if place >= 0 and self.tokens[place].tag in _NOUNS and self.tokens[place].end == start - 1:
            other = self.word(place)
            barred = other in lexicon("titles")["empty"]
            if _is_noun(other) and not barred and len(other) + len(word) < MAX_TOPIC - 2:
                return f"{other} {word}"
        return "" if alone and word in lexicon("titles")["alone"] else word

    @staticmethod
    def _named(before: str, act: str) -> str:
        name = f"{before} {act}".strip()
        return name if _is_decent(name) else ""


_DENIALS = {("안", "MAG"), ("못", "MAG"), ("않", "VX"), ("못하", "VX"), ("말", "VX")}
_WORD_ENDINGS = {"XSV", "XSA", "SP", "VCP", "EP", "EF", "EC", "ETM"}
_NOUNS = {"NNG", "NNP", "SL", "XSN", "NNB"}


def _is_noun(word: str) -> bool:
    """Whether ``word`` may stand in a title: no number, no quotation, nobody's name."""
    if not word or len(word) > MAX_TOPIC or re.search(r"[\d'\"‘’“”]", word):
        return False
    return word in lexicon("titles")["alone"] or word in lexicon("people")["animals"] or not is_person_like(word)


def _is_decent(name: str) -> bool:
    """Whether ``name`` honours: not a misfortune alone, not an empty word, short enough."""
    words = name.split()
    if not 2 <= len(name) <= MAX_TOPIC + 2 or not words:
        return False
    if words[-1] in lexicon("titles")["empty"] or (len(words) == 1 and words[0] in lexicon("titles")["alone"]):
        return False
    sad, turned = lexicon("titles")["sad"], lexicon("titles")["turned"]
    for index, word in enumerate(words):
        if word != "분위기" and any(word == item or (len(item) > 1 and word.endswith(item)) for item in sad):
            follower = words[index + 1] if index + 1 < len(words) else ""
            if follower not in turned:
                return False
    return True
