"""The post that a letter of appointment gives, where the reason names it: 우리 집 모기잡이 대장."""

from __future__ import annotations

import re

from pipeline.tasks.awards.morphemes import analyse

_NAMES = (
    r"(?:대장|담당|반장|부장|팀장|실장|국장|위원장|위원|요원|대사|지킴이|사장|장관|총무|회장|관장|소장|단장|당번|감독|비서|집사|담당관|"
    r"관리자|책임자|수호자|해결사|상담사|감시원|연구원|조련사)"
)
_CHOSEN = re.compile(rf"(?P<post>(?:[가-힣]+\s)?[가-힣]*{_NAMES})(?:으로|로)\s(?:뽑|선출|추대|임명|위촉|취임)")
LONGEST = 5  # words of a post


def post_told(reason: str) -> tuple[str, str]:
    """The post that ``reason`` names, "" for none, and the reason without the note that only names it."""
    lines = reason.splitlines()
    for place, line in enumerate(lines):
        note = line.strip(" .,!~")
        if len(lines) > 1 and len(note.split()) <= LONGEST and re.search(rf"{_NAMES}$", note) and _is_noun(note):
            return note, "\n".join([*lines[:place], *lines[place + 1 :]])
    chosen = _CHOSEN.search(reason)
    return (re.sub(r"^(?:우리|저희)(?=[가-힣]{1,2}\s)", r"우리 ", chosen["post"]) if chosen else ""), reason


def _is_noun(note: str) -> bool:
    """Whether the note is one noun phrase: no clause but one that modifies it (유통기한 지난 음식 색출반장)."""
    return not any(token.tag in {"EC", "EF", "JKS", "JKO", "JX"} for token in analyse(note))
