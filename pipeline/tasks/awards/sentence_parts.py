"""Sentences of a request parted and joined anew, before and after they are read."""

from __future__ import annotations

import re

from pipeline.tasks.awards.clauses import finite
from pipeline.tasks.awards.finding import has_predicate
from pipeline.tasks.awards.morphemes import Morpheme, analyse


def whole_quotations(parts: tuple[str, ...]) -> list[str]:
    """``parts`` with those joined between which a quotation goes on: "몇 층 가세요? 눌러 드릴게요" 하고 …"""
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1].count('"') % 2:
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


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
