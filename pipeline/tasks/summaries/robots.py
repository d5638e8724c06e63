"""robots.txt (RFC 9309). The standard library's parser takes the first rule that fits and knows no wildcards;
the standard asks for the longest rule, and news sites do use wildcards, so the matching is done here."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

MAX_BYTES = 500 * 1024  # what the standard asks a reader to parse at least


def allows(robots: bytes, agent: str, path: str) -> bool:
    """Whether ``robots`` (the file's bytes) lets ``agent`` (a product token) fetch ``path`` (with its query)."""
    rules = _rules_for(robots[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff"), agent.lower())
    path = _normal(path)
    best_length, best_allows = -1, True
    for allow, pattern in rules:
        length = len(pattern)
        # The longest rule decides; between equals the kinder one.
        if _matches(pattern, path) and (length > best_length or (length == best_length and allow)):
            best_length, best_allows = length, allow
    return best_allows


def _rules_for(text: str, agent: str) -> list[tuple[bool, str]]:
    groups: dict[str, list[tuple[bool, str]]] = {}
    agents: list[str] = []
    in_rules = False
    for line in text.splitlines():
        key, separator, value = line.split("#", 1)[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not separator:
            continue
        if key == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            name = value.lower().split("/", 1)[0].strip()
            agents.append(name)
            groups.setdefault(name, [])
        elif key in {"allow", "disallow"}:
            in_rules = True
            if value:
                for name in agents:
                    groups[name].append((key == "allow", _normal(value)))
    return groups.get(agent, groups.get("*", []))


def _matches(pattern: str, path: str) -> bool:
    # Greedy by pieces rather than one regular expression: many stars cannot make it slow.
    anchored = pattern.endswith("$")
    pieces = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(pieces[0]):
        return False
    position = len(pieces[0])
    if len(pieces) == 1:
        return not anchored or position == len(path)
    for piece in pieces[1:-1]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    last = pieces[-1]
    if anchored:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0


def _normal(path: str) -> str:
    """Percent-encoding in one form, so that /기사 and /%EA%B8%B0%EC%82%AC compare equal."""
    return re.sub(r"(?:%[0-9A-Fa-f]{2})+|[^\x21-\x7e]+", lambda found: quote(unquote(found[0]), safe="~"), path)
