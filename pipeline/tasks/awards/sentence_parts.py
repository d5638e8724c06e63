"""Sentences of a request parted and joined anew, before and after they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tasks.awards.clauses import finite
from pipeline.tasks.awards.finding import has_predicate
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans


def whole_quotations(parts: tuple[str, ...]) -> list[str]:
    """``parts`` with those joined between which a quotation goes on: "몇 층 가세요? 눌러 드릴게요" 하고 …"""
    joined: list[str] = []
    for part in parts:
        if joined and (joined[-1].count('"') % 2 or _in_parentheses(joined[-1])):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


def whole_sentences(parts: Sequence[str]) -> list[str]:
    """``parts`` with the quotations put together and the notes that run on taken apart."""
    said = [_without_fillers(part) for part in whole_quotations(tuple(parts))]
    return [sentence for part in _with_said(said) for sentence in _cut(part) if sentence]


_FILLERS = (
    (
        re.compile(
            r"^(?:와|우와|헐|어휴|에휴|아오|캬|하|아)[.,!~]*\s(?:(?:진짜|정말)\s|(?=우리\s|제\s|내\s|이\s|그\s|너무\s))"
        ),
        "",
    ),
    (re.compile(r"(?<![가-힣])솔직히 말(?:하면|하자면|해서)\s"), ""),
    (re.compile(r"\s아니\s(?:근데|그런데)(?=\s)"), ""),
    (re.compile(r"((?:[는은인던한]데|지만|니까))요(?=[, ])"), r"\1"),  # 누워 있었는데요, …
)


_ASIDE = re.compile(r"\s?\(([^()\d'\"]{3,})\)\s+(?!이?라)(?=\S)")  # 37통 함 (차단도 했었음 죄송) 덕분에 …


def _is_told(said: str) -> bool:
    """Whether words in parentheses are a statement of their own, and no name of what stands before them."""
    return any(token.tag in {"EF", "ETN"} for token in analyse(said))


def _without_fillers(text: str) -> str:
    """``text`` without what only fills a pause in speech: 와 진짜, 솔직히 말하면, (걸리는데) 아니 근데."""
    quotes = quoted_spans(text)
    text = _ASIDE.sub(lambda aside: " " if _is_told(aside[1]) else aside[0], text)
    for pattern, right in _FILLERS if not quotes else _FILLERS[:1]:
        text = pattern.sub(right, text)
    return text.strip()


_SAYS = re.compile(r"(?P<said>(?:\S+ ){0,5}\S*[가-힣](?:지|다|자|네|까|라|요)) (?=하(?:시|는|던|신|고|며|셨|였)|그러)")
_STATED = re.compile(r"[가-힣]다$")


def _with_said(parts: Sequence[str]) -> list[str]:
    """What was said without marks put between them: 괜찮다 | 다음엔 되겠지 하시는 -> '괜찮다, 다음엔 되겠지' 하시는."""
    joined: list[str] = []
    for part in parts:
        said = _SAYS.match(part)
        if joined and said and _STATED.search(joined[-1]) and not quoted_spans(joined[-1] + part):
            before = joined[-1]
            start = max((token.end for token in analyse(before)[:-1] if token.tag == "EC"), default=0)
            lead, first = before[:start].strip(), before[start:].strip(" ,")
            joined[-1] = f"{lead} '{first}, {said['said']}'{part[said.end('said') :]}".strip()
        else:
            joined.append(part)
    return joined


_NOTE_ENDS = {"음", "ᆷ"}
_SPEECH_ENDS = {"ᆯ래", "을래", "ᆯ게", "을게", "잖아"}
_TURNS_ROUND = {"근데", "그런데", "그래도", "심지어", "다만", "하지만", "그치만"}
_OF_NOTE = re.compile(r"\s(?:느낌|자체|때문|덕분(?!에 )|직하)|\s\S{0,8}(?:상|장|증)\S{0,2}[.!?~]*$")


def _cut(text: str) -> list[str]:
    """다려줌 | 짜증은 좀 냄 | 그래도 고마움: where a note ends without a mark and the next begins, a sentence ends."""
    tokens, quotes = analyse(text), quoted_spans(text)
    for index, token in enumerate(tokens[:-1]):
        follower = tokens[index + 1]
        inside = any(start < token.end < end for start, end in quotes) or _in_parentheses(text[: token.end])
        if inside or text[token.end : token.end + 1] != " " or not text[token.end :].strip(" .!?~"):
            continue
        if _ends_note(text, tokens, index) or (follower.form in _TURNS_ROUND and token.tag in _NOUNS):
            return [text[: token.end], *_cut(text[token.end :].strip())]
    return [text]


_TIMES = {"년", "개월", "달", "주", "일", "시간", "분", "번"}  # 취준하는 2년 (동안)


def _in_parentheses(before: str) -> bool:
    return before.count("(") > before.count(")")


_NOUNS = {"NNG", "NNP", "NNB", "XSN", "SL"}


def _ends_note(text: str, tokens: tuple[Morpheme, ...], index: int) -> bool:
    token, follower = tokens[index], tokens[index + 1]
    if token.tag in {"EC", "EF"} and token.form in _SPEECH_ENDS:
        return follower.tag[0] in "NM"
    if token.tag in {"ETN", "EC", "EF"} and token.form in _NOTE_ENDS:
        rest = text[token.end :]
        # 돌려막기였음 밝혀냄, 도와줌 상: what follows takes the note as its object or its name
        return follower.tag[0] in "NMX" and follower.tag not in {"NNB", "XSN"} and not _OF_NOTE.match(rest)
    counted = token.tag in {"NNB", "NNG", "NR"} and token.form not in _TIMES and tokens[index - 1].tag in {"SN", "NR"}
    if counted and follower.tag in {"NP", "NNG"}:
        first = max((place + 1 for place in range(index) if tokens[place].tag in {"SP", "EC"}), default=0)
        topic = index - 2 > first and tokens[index - 2].tag == "JX"
        return (
            topic and all(t.tag[0] in "NX" for t in tokens[first : index - 2]) and has_predicate(text[token.end :])
        )  # 나이는 58세 (우리 다 …)
    return False


def told_apart(statement: str, who: str) -> list[str]:
    """What modifies the recipient and what follows them: 13년 탄 (내 차 붕붕이) 이번 주에 폐차하게 됐다."""
    place = statement.find(f" {who} ")
    before, after = statement[:place], statement[place + len(who) + 1 :].strip()
    if place <= 0 or not has_predicate(before) or not _modifies(before, who):
        return [statement]
    return [finite(before), after]


def _modifies(before: str, who: str) -> bool:
    end = len(before)
    return any(token.tag == "ETM" and token.end == end for token in analyse(f"{before} {who}"))


def before_last_clause(text: str, tokens: tuple[Morpheme, ...]) -> str:
    """What is told before the clause of a wish: 며느리가 낫다고 하시고, 다 모인 자리에서 (읽어 드리려고 합니다)."""
    if tokens[-1].form in {"께", "에게", "한테"} or tokens[-1].tag in {"EC", "EF", "ETM"}:
        return ""
    for index in range(len(tokens) - 1, 0, -1):
        token = tokens[index]
        if token.tag == "EC" and token.form in {"고", "는데", "ᆫ데", "은데", "지만", "며", "으며"}:
            rest = text[token.end :].strip(" ,")
            return "" if re.search(r"\d", rest) else finite(text[: token.end])
    return ""
