"""Whether the one who receives an award has died: it is then quiet (추모)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.tasks.awards.names import has_title
from pipeline.tasks.awards.relations import relation_of, same_relation

_LATE = re.compile(r"故|고\)|^고\s|돌아가신|떠나신|하늘나라|천국")
_DEATH = re.compile(
    r"돌아가(?:신|셨|시고|시기|셔서|시며|시던)|무지개\s*다리|하늘나라|세상을\s*(?:떠|뜨|등)|별세|소천|고인|작고|영면|순직|눈감으|임종|"
    r"발인|빈소|생전에|生前|\d+\s?주기(?!로|적)|기일(?:에|이|을|\s|$)|49재|사십구재|유품"
)
_WHO_DIED = re.compile(r"\S*[신난]\s(?!뒤|후|지(?:\s|$)|날|다음|때|이후|해|이듬)(.{1,12})")  # 돌아가신 할머니
_PARTICLE = re.compile(r"(?:께서는|께서도|께서|에게|이|가|은|는|도|의|께|님이|을|를)$")


def is_late(text: str, context: str) -> bool:
    """Whether ``text``, the recipient, died as the request ``context`` tells; not when it tells so of somebody else."""
    if _LATE.search(text):
        return True
    return any(_may_be(_who_died(context, match), text) for match in _DEATH.finditer(context))


def _who_died(context: str, match: re.Match[str]) -> str:
    """The relation word of whom the death is told: after 돌아가신, else the last one before it in the sentence."""
    modified = _WHO_DIED.match(context, match.start())
    if modified:
        return _first_relation(modified[1].split())
    before = re.split(r"[.!?\n]", context[: match.start()])[-1]
    return _first_relation(reversed(before.split()))


def _first_relation(words: Iterable[str]) -> str:
    bare = (_PARTICLE.sub("", word) for word in words)
    return next((relation for word in bare if (relation := relation_of(word)) and len(relation) > 1), "")


def _may_be(dead: str, recipient: str) -> bool:
    """Whether the recipient may be the dead: not when both are told by different relations, or one by a title."""
    if not dead or dead in recipient:
        return True
    relation = relation_of(recipient)
    return same_relation(relation, dead) if relation else not has_title(recipient)
