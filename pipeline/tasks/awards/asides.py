"""Asides (곁말) of a request: what the person says to whoever writes the award, and what they only say of themselves.

"송별회 때 읽을 거라 짧게 부탁드려요", "이제 누구한테 물어보죠": told in an award, such a sentence puts the giver's
words into the recipient's mouth. It is left out whole, and the person is told so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tasks.awards import wishes
from pipeline.tasks.awards.morphemes import Morpheme, analyse

# How a sentence ends that speaks of the text itself, or of where it will be read or put.
_OF_THE_TEXT = re.compile(
    r"^(?:상장|표창장|감사장|상)이?라도(?:\s\S+){0,2}$|"
    r"(?:써|적어|만들어|뽑아|넣어|지어)\s?(?:주세요|줘|주셔요|주실\s?\S+|주십시오|주시면\s?\S+)$|부탁(?:드려요|드립니다|드릴게요|해요|합니다|함|이요)?$"
    r"|(?:되나요|될까요|가능할까요|가능한가요|되는지요)$|(?:안|빼고?)\s?(?:넣어|써)도\s?(?:되고?|돼)(?:요|고요|ㅂ니다|죠)?$|내용으로(?:요)?$"
    r"|(?:그런|뭐\s그런|이런)\s?(?:식|느낌)으로요?$|의미로다?가?$|상장\s?각(?:입니다|임|이다)?$"
    r"|(?:읽을|읽어\s?드릴|전달할|전해\s?드릴|드릴|낭독할)\s?(?:것입니다|거|것|예정(?:입니다)?|생각(?:입니다)?|참(?:입니다)?|거예요|거에요|겁니다)$"
    r"|(?:줄|드릴|쓸|올릴)\s?(?:건데요|건데|거예요|거에요|거임|것입니다|겁니다)$"
    r"|(?:수여|시상|표창)\s?(?:하기로\s?\S+|하려\S*(?:\s\S+)?|하고자\s\S+|합니다|한다|함)$"
    r"|(?:^|\s)종이(?:는|라도|로라도|가|만)\s(?:남기|남겨|없|드|주|줄|필요)\S*(?:\s\S+)?$"
    r"|(?:^|\s)상(?:이|은)?\s?(?:부터|먼저)$|(?:^|\s)(?:[저제나내우희]\S{0,2}\s)?받아야\s?할\s?[것거]\s?같지만(?:\s\S+){0,3}$"
    r"|(?:읽을|전달할|드릴|넣을|올릴|걸)\s?(?:거라|예정이라|거여서|것이라)(?:\s\S+){0,6}$"
)
# What the giver thinks of it all: 이건 돈으로 되는 일이 아님, 이쯤 되면 재능이다, 얼굴도 모르지만 평생 못 잊어요.
_COMMENT = re.compile(
    r"^(?:(?:진짜|정말|솔직히|근데|아무튼)\s)?(?:(?:이건|이게|이쯤\s?되면|이\s?정도면|이런\s?(?:사람|분|친구|애|선생님|동료)(?:이|은|는)?|그럴\s?순?)\s\S.*"
    r"|(?:제|내)가\s(?:다|오히려|더)\s\S+(?:\s\S+){0,2}|없으면\s\S+|(?:\S+\s){0,3}(?:평생|절대|아직도|영원히)?\s?못\s?잊\S+|(?:\S+\s){0,3}면목이?\s없\S+(?:\s정말)?|말로는\s\S+(?:\s\S+)?)$"
)
_GIVING = {
    "주",
    "드리",
    "올리",
    "바치",
    "전하",
    "전달하",
    "쓰",
    "읽",
    "뽑",
    "만들",
    "붙이",
    "걸",
    "시상하",
    "수여하",
    "칭찬하",
    "남기",
    "위로하",
    "박제하",
    "기념하",
    "기리",
    "인정하",
    "치하하",
    "축하하",
    "응원하",
    "간직하",
    "소장하",
    "두",
}


def without_wished_away(sentences: Sequence[str]) -> tuple[list[str], list[str]]:
    """``sentences`` without what the person wants left out, the wish itself included, and what was left out.

    그 얘긴 빼 주세요 means the sentence before, 저는 빼 주세요 all that is told of oneself from there on.
    """
    out: set[int] = set()
    for place, sentence in enumerate(sentences):
        wish = wishes.LEAVE_OUT.search(sentence.rstrip(" .!~"))
        if wish is None:
            continue
        out.add(place)
        told_here = re.search(r"(?:는데|지만|건데)\s*$", sentence[: wish.start()])
        if wishes.BACK.match(wish["what"]) and place and not told_here:
            out.add(place - 1)
        if wish["what"] in {"저", "나", "전", "난", "제", "내"}:
            mine = re.compile(r"(?:저는|나는|전|난|제가|내가)\s")
            out |= {later for later in range(place, len(sentences)) if mine.match(sentences[later])}
    kept = [sentence for place, sentence in enumerate(sentences) if place not in out]
    return (kept, [sentences[place] for place in sorted(out)]) if kept else (list(sentences), [])


def told(statements: Sequence[str], names: str = "") -> tuple[list[str], list[str]]:
    """``statements`` without the asides, and the asides; one at least is kept as long as any is there.

    What ``names`` holds is said on the certificate anyway: a number of theirs makes no statement a fact.
    """
    aside = [is_aside(statement, names) for statement in statements]
    if all(aside):
        return list(statements), []
    kept = [statement for statement, left in zip(statements, aside, strict=True) if not left]
    return kept, [statement for statement, left in zip(statements, aside, strict=True) if left]


def is_aside(statement: str, names: str = "") -> bool:
    """Whether ``statement`` is said to the writer, asks, or plans to give."""
    statement = statement.removeprefix(names).strip() if names else statement
    if re.search(r"\d|[\"'‘“]", statement):  # what it says beside that must not be lost
        return False
    tokens = [token for token in analyse(statement) if token.tag[0] != "S" or token.tag in {"SN", "SL", "SH"}]
    if not tokens:
        return True
    return (
        bool(_OF_THE_TEXT.search(statement.rstrip(" .!~?")))
        or _asks(statement, tokens)
        or _plans_to_give(tokens)
        or _COMMENT.match(statement) is not None
    )


def _asks(statement: str, tokens: Sequence[Morpheme]) -> bool:
    """이제 누구한테 물어보죠, 무슨 마법을 쓰신 건지, 이게 사랑이냐: a question that no quotation marks hold."""
    last = next((token for token in reversed(tokens) if token.tag[0] == "E"), None)
    if last is None or tokens[-1].tag[0] not in "EJ":
        return False
    asking = any(
        token.form in {"누구", "무슨", "어떻", "어떻게", "왜", "뭐", "무엇", "어디", "얼마나", "언제", "뭘"}
        for token in tokens
    )
    if last.form in {"냐", "나", "나요", "을까요", "ᆯ까요", "ᆯ까", "을까", "ᆫ가요", "는가요", "니", "습니까", "ᆸ니까"}:
        return True
    wonders = last.form in {"죠", "지", "지요"} or [token.form for token in tokens[-3:]] == ["것", "이", "ᆫ지"]
    return statement.rstrip().endswith("?") or (asking and wonders)


def _plans_to_give(tokens: Sequence[Morpheme]) -> bool:
    """드리려고요, 상장을 주고 싶어요, 붙여 놓을게요: what the giver is going to do with the award."""
    ends = [index for index, token in enumerate(tokens) if token.tag[0] == "E" or token.form == "싶"]
    if not ends:
        return False
    plan = next(
        (
            index
            for index in ends[-3:]
            if tokens[index].form
            in {
                "려고",
                "으려고",
                "려구",
                "으려구",
                "려",
                "ᆯ게",
                "을게",
                "ᆯ게요",
                "을게요",
                "ᆯ래",
                "을래",
                "ᆯ래요",
                "고",
                "자",
            }
            and (
                tokens[index].form != "고" or (index + 1 < len(tokens) and tokens[index + 1].form in {"싶", "프", "파"})
            )
        ),
        None,
    )
    if plan is None or plan < len(tokens) - 5 or any(token.form in {"시", "으시"} for token in tokens[plan - 1 :]):
        return False
    verb = next((token for token in reversed(tokens[:plan]) if token.tag in {"VV", "VX", "XSV"}), None)
    noun = tokens[plan - 2].form if verb is not None and verb.tag == "XSV" and plan > 1 else ""
    return verb is not None and f"{noun}{verb.form}" in _GIVING
