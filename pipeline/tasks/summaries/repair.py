"""Sentence openings that hang in the air once the sentence before is gone.

Connectives and demonstratives are taken off; a sentence that opens with a pronoun or a condition is left for the
selection to avoid, since nothing but its neighbour can say what it means. Nothing else of a sentence is touched.
"""

# ruff: noqa: E501  (lists of words)
from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum


class Opening(Enum):
    FREE = "free"
    CONNECTIVE = "connective"  # 그러나, 또한: the sentence stands without it
    DEMONSTRATIVE = "demonstrative"  # 이 장치는: 장치는 stands
    PRONOUN = "pronoun"  # 이는, 그러면: does not stand


def _any_of(words: str) -> str:
    return "|".join(sorted((word.strip() for word in words.split("/")), key=len, reverse=True))


_CONNECTIVE = _any_of(
    "그러나/하지만/그런데/그런데도/그렇지만/그럼에도/그럼에도 불구하고/반면/반면에/반대로/또/또한/그리고/한편/아울러/더불어/그래서/따라서/그러므로/그러자"
    "/즉/게다가/더구나/더욱이/이에 따라/이와 함께/이와 더불어/이 때문에/그 때문에/이 밖에/이 밖에도/이외에도/그 밖에/그 밖에도/이를 위해/이를 통해"
    "/그 결과/이 결과/이로써/이로 인해/이와 달리/이와 반대로/그 대신/대신/물론/그래도/다시 말해/다시 말하면/요컨대/실제로/그뿐만 아니라/그뿐 아니라/이뿐만 아니라"
    "/그런 다음/그다음에/그런 뒤/그런 후/이 과정에서/그 과정에서/예를 들어/예를 들면/예컨대/가령/이를테면/결국/특히/무엇보다/이런 가운데/이러한 가운데/그러면서도/그런가 하면/이 같은 이유로/이런 이유로"
)
# These are other words too (먼저 도착한, 이어 붙인); only a comma makes them connectives.
_CONNECTIVE_WITH_COMMA = _any_of(
    "먼저/우선/이어/이어서/나아가/이후/그 후/그 뒤/사실/마지막으로/끝으로/이에/이처럼/이렇듯/이때/그때/그러니까/참고로/그다음/다음으로"
    "/첫째/둘째/셋째/넷째/다섯째/여섯째/첫 번째로/두 번째로/세 번째로/첫 번째는/두 번째는/세 번째는"
)
_CONNECTIVES = re.compile(rf"\A(?:(?:{_CONNECTIVE})(?:,\s*|\s+)|(?:{_CONNECTIVE_WITH_COMMA}),\s*)")
_KEPT_IN_FRONT = re.compile(r"\A다만,?\s+")

_PRONOUN = re.compile(
    r"(?:이는|이를|이로|이에|이와|이들|이것|이곳|이때|이중|이쪽|그는|그가|그를|그의|그도|그와|그에게|그녀|그들|그것|그곳|그때|그중|그쪽|그날|그해|여기|거기|저것|이거|그거|그게|이게|그건|이건"
    r"|이렇게|그렇게|이처럼|이렇듯|이러면|그러면|그러니|그렇다면|그렇다고|그래야|그래도|그럴|이럴|그랬|이랬|그러다|그렇기|그래서야|아니(?:다|요|죠|에요|라|,)|맞(?:다|습니다|아요)|왜냐"
    r"|이 중|이 가운데|이 둘|그 중|그 가운데|그 둘|이 경우|그 경우|이 점|그 점|이 말|그 말|이 뒤|이 덕|그 덕|이 탓|그 탓|이 일|그 일|이 모든|그 모든|이 몇|그 몇"
    r"|둘은|둘의|둘 다|둘을|셋 다|셋 모두|세 가지 모두|두 가지 모두|하나는|다른 하나|나머지|후자|전자는|전자의|앞의|앞서|위의|같은 (?:이유|방법|방식|기간|조건|날|해|때|곳)|반대쪽|네[,.]|예[,.]|글쎄)"
)
# 장 반장도 그랬다; 전파만 다루기 때문이다 (of what?), unless the sentence names what it explains (까닭은 …).
_LEANING_END = re.compile(
    r"(?:(?:그랬|그렇|이랬|마찬가지|매한가지)(?:다|습니다|입니다|이다|죠|어요|예요)"
    r"|기 (?:때문|까닭)(?:이다|입니다|이었다|이죠|이에요)|(?:다|라)는 (?:뜻|얘기|말|이야기)(?:이다|입니다|이죠|이에요|다))[.!\"'”’]*$"
)
_EXPLAINED = re.compile(r"(?:것은|건|이유는|까닭은|원인은|배경은|말은|뜻은|데는|그만큼)\s")
_TITLES = (
    "씨|군|양|교수|박사|대표|연구|책임|수석|선임|전임|단장|소장|원장|팀장|실장|센터장|회장|사장|이사|부사장|전무|상무|본부장|과장|부장|차장|대리|국장|청장|시장|군수|도지사|지사|구청장|장관|차관|의원|위원"
    "|총장|학장|대통령|총리|감독|선수|작가|화백|변호사|의사|원사|반장|기사|기장|선장|간호사|약사|셰프|디자이너|엔지니어|매니저|관장|학예|이장|조합장|지도사|주무관|사무관|사육사|훈련사|농부|어르신|할머니|할아버지|피디|PD"
)
_DEMONSTRATIVE = re.compile(
    rf"(?:(?:이|그)\s+(?!(?:{_TITLES})|같은|자체|동안|사이|이상|이하|외|밖|뒤|후|전|중|때|안|속|위|아래|옆)|해당\s+|(?:이|그)(?:러한|런)\s+(?!것|데|식)|(?:이|그)(?:와)? 같은\s+(?!것))(?=[가-힣A-Za-z]{{2}})"
)
_HEAD_NOUN = re.compile(r"[가-힣A-Za-z]{2,}")
_PARTICLE = re.compile(r"(?:은|는|이|가|을|를|의|에|에서|으로|로|와|과|도|만|까지|부터|에는|에서는|으로는|로는)$")


def opening(text: str) -> Opening:
    """How a sentence begins, seen through its quotation mark and connectives."""
    body = _without_mark(text)[1]
    rest = _CONNECTIVES.sub("", _KEPT_IN_FRONT.sub("", body, count=1), count=1)
    if _PRONOUN.match(rest) or (_LEANING_END.search(rest) and not _EXPLAINED.search(rest)):
        return Opening.PRONOUN
    if _DEMONSTRATIVE.match(rest):
        return Opening.DEMONSTRATIVE
    return Opening.CONNECTIVE if _CONNECTIVES.match(body) else Opening.FREE


def standing_alone(text: str, earlier: Sequence[str]) -> str:
    """``text`` as it reads without the sentence before it; ``earlier``: the summary's sentences so far."""
    mark, body = _without_mark(text)
    if not earlier:
        body = _KEPT_IN_FRONT.sub("", body, count=1)
    kept = _KEPT_IN_FRONT.match(body)
    front, rest = (kept[0], body[kept.end() :]) if kept else ("", body)
    rest = _CONNECTIVES.sub("", rest, count=1) or rest
    if (found := _DEMONSTRATIVE.match(rest)) and not _mentioned(rest[found.end() :], earlier):
        rest = rest[found.end() :]
    return mark + front + rest


def finished(text: str) -> str:
    """With a full stop where the writer left it out."""
    if re.search(r"[.!?…。][\"'”’」』)\]]*$", text):
        return text
    return text.rstrip(" ,;:·-") + "."


def _without_mark(text: str) -> tuple[str, str]:
    return (text[0], text[1:]) if text[:1] in {'"', "“", "'", "‘"} else ("", text)


def _mentioned(rest: str, earlier: Sequence[str]) -> bool:
    found = _HEAD_NOUN.match(rest)
    noun = _PARTICLE.sub("", found[0]) if found else ""
    return len(noun) >= 2 and any(noun in sentence for sentence in earlier)
