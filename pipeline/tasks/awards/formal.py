"""Speech made a document's prose: particles that were left out, shortened words in full.

교통정리 해 주심 -> 교통정리를 해 주심, 친구한테 -> 친구에게, 안 줬는데도 -> 안 주었는데도. Each rule sees one place.
"""

from __future__ import annotations

import re

from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun, join, quoted_spans
from pipeline.tasks.awards.particles import particle
from pipeline.tasks.awards.restoring import restored
from pipeline.tasks.awards.wordlists import wordlist

Edit = tuple[int, int, str]  # start, end, what stands there instead

_SPANS = {"년", "일", "개월", "주년", "달", "주", "시간", "살", "세", "등", "위", "점"}
_MEASURED = {"점": "점수를", "등급": "성적을", "등": "등수를", "위": "순위를"}
_GUESSES = {"ᆯ까", "을까", "나", "는가", "ᆫ가"}  # 젖을까 봐 stays
_IN_A_ROW = re.compile(
    r"(\d\s?(?:곡|개|권|장|판|병|잔|그릇|골|경기|편|마리))(?= (?:연속으로|내리|한꺼번에|몰아서|연달아) )"
)
# What follows a 는데 that means 지만.
_CONTRAST = re.compile(
    r"^,? (?:그래도|다시|끝까지|끝내|오히려|결국|씩씩|한 번도|한번도|\S+ (?:한번|한 번)|포기하지|아무|절대|용감)"
)


def formal(text: str) -> str:
    """``text`` as a document would write it; what stands between quotation marks stays as it is."""
    text = _parted(text)
    tokens, quotes = analyse(text), quoted_spans(text)
    edits: list[Edit] = [
        (match.end(1), match.end(1), particle(match[1], "을")) for match in _IN_A_ROW.finditer(text)
    ]  # 트로트 12곡 연속으로
    for index in range(1, len(tokens)):
        if any(start <= tokens[index].start < end for start, end in quotes):
            continue
        edit = next((edit for rule in _RULES if (edit := rule(text, tokens, index)) is not None), None)
        if edit is not None:
            edits.append(edit)
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return restored(text)


_RUN_ON = (
    (re.compile(r"(?<=\d)(년|개월|달|주|일|시간|분)(동안|만에)"), r"\1 \2"),
    (
        re.compile(
            r"(?<![가-힣])([한두세네몇]|다섯|여섯|일곱|여덟|아홉|스무)(명|분|권|장|곡|편|마리|그릇|개|줄|잔|살|시간|달|번|주)(?=[도에을를이가만씩째]?(?:\s|$|,))"
        ),
        r"\1 \2",
    ),
    (re.compile(r"(?<=[가-힣])(때)(?=마다|까지|부터|는|도|\s)"), r" \1"),
    (re.compile(r"(?<=[은한운난본든간린킨진친던] )적(?= [없있])"), "적이"),
    (re.compile(r"(?<=[가-힣])[을를](?=(?: \S+){0,2} (?:만에 )?성공)"), "에"),
)


def _parted(text: str) -> str:
    """Words typed as one: 4년동안, 한명도, 출근할때."""
    quotes = quoted_spans(text)
    for pattern, right in _RUN_ON:
        for match in reversed(list(pattern.finditer(text))):
            quoted = any(start <= match.start() < end for start, end in quotes)
            before = text[match.start() - 1] if match.start() else " "
            if quoted or (match[0] == "때" and (ord(before) - 0xAC00) % 28 != 8):
                continue
            text = text[: match.start()] + match.expand(right) + text[match.end() :]
            quotes = quoted_spans(text)
    return text


def _spoken_particle(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """한테 and 이랑."""
    token = tokens[index]
    if token.tag not in {"JKB", "JC"} or token.form not in {"한테", "한테서", "이랑", "랑"}:
        return None
    new = {"한테": "에게", "한테서": "에게서"}.get(token.form) or particle(text[: tokens[index - 1].end], "와")
    return token.start, token.end, new


def _thing_that(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """게, 걸, 건 for 것이, 것을, 것은; 할 거 같다, 볼 거라, 하얀 거까지 for 것."""
    noun, token = tokens[index - 1], tokens[index]
    if noun.tag != "NNB" or noun.form not in {"것", "거"}:
        return None
    if token.tag[0] == "N" and token.start == noun.end:
        return None  # 거터만: a longer word
    written = text[noun.start : noun.end]
    if token.tag[0] == "J":
        full = {"게": "것이", "걸": "것을", "건": "것은", "거를": "것을", "거는": "것은"}.get(
            text[noun.start : token.end]
        )
        if full:
            return noun.start, token.end, full
    if noun.form == "것" or written not in {"거", "건"}:
        return None
    if token.tag != "VCP":
        return (noun.start, noun.end, "것") if written == "거" else None
    if written == "건":  # 올릴 건데
        return noun.start, noun.end, "것인"
    full = {"예": "것이에", "였": "것이었"}.get(text[noun.end : noun.end + 1])
    return (noun.start, noun.end + 1, full) if full else (noun.start, noun.end, "것이")


def _parted_noun(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """교통정리 해, (음악을 들려주는) 실험하였다."""
    noun, token = tokens[index - 1], tokens[index]
    described = index > 1 and tokens[index - 2].tag == "ETM" and noun.start == tokens[index - 2].end + 1
    acts = (token.form, token.tag) == ("하", "XSV") and noun.tag == "NNG" and token.start == noun.end
    if described and acts and noun.form not in wordlist("feeling_nouns") and is_action_noun(noun.form):
        return noun.end, noun.end, f"{particle(text[: noun.end], '을')} "
    if (token.form, token.tag) == ("하", "XSV") and noun.tag == "NNG" and token.start == noun.end + 1:
        return noun.end, noun.end, particle(text[: noun.end], "을")
    return None


def _denied(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """당황 안 하고, 당황안하고 -> 당황하지 않고."""
    noun, denial = tokens[index - 1], tokens[index]
    verb = tokens[index + 1] if index + 1 < len(tokens) else None
    denies = (denial.form, denial.tag) == ("안", "MAG") and noun.tag == "NNG" and is_action_noun(noun.form)
    if not denies or verb is None or verb.form != "하" or text[noun.end : denial.start].strip():
        return None
    endings = []
    for token in tokens[index + 2 :]:
        if token.tag[0] != "E":
            break
        endings.append(token)
    if not endings:
        return None
    said = join([("하", "XSV"), ("지", "EC"), ("않", "VX"), *((token.form, token.tag) for token in endings)])
    described = index > 1 and tokens[index - 2].tag in {"MM", "ETM"}
    if described:  # 아무 말 안 하고 -> 아무 말도 하지 않고
        said = f"{'도' if tokens[index - 2].form == '아무' else particle(text[: noun.end], '을')} {said}"
    return noun.end, endings[-1].end, said


def _reached(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """1년 됐다, 1등 된: a number with its unit before 되다."""
    noun, number = tokens[index - 1], tokens[index - 2] if index > 1 else None
    counted = number is not None and (
        (number.tag in {"SN", "NR"} and noun.tag in {"NNB", "NNG"} and number.end == noun.start)
        or (number.tag in {"SN", "NR", "MM"} and noun.tag == "NNB" and noun.form in _SPANS)
    )
    if tokens[index].form == "되" and tokens[index].tag in {"VV", "VX"} and counted:
        joint = "" if text[noun.end] == " " else " "  # 20년된
        return noun.end, noun.end, particle(text[: noun.end], "이") + joint
    return None


def _raised(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """수학 시험 30점에서 75점으로 올렸다: it is the 점수 that was raised."""
    token = tokens[index]
    raises = any(other.tag == "VV" and other.form in {"올리", "끌어올리", "높이"} for other in tokens)
    if token.form not in _MEASURED or tokens[index - 1].tag != "SN" or not raises or index < 2:
        return None
    noun = tokens[index - 2]
    if noun.tag != "NNG" or noun.form in {"점수", "성적"} or any(other.tag == "JKO" for other in tokens):
        return None
    return noun.end, noun.end, f" {_MEASURED[token.form]}"


def _although(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """무서웠는데 끝까지 해냈다."""
    token = tokens[index]
    if token.tag == "EC" and token.form in {"는데", "은데", "ᆫ데"} and _CONTRAST.search(text[token.end :]):
        return token.start, token.end, "지만"
    return None


def _contracted(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """줘서, 줬는데, 됐고 in the middle of a sentence."""
    stem, ending = tokens[index - 1], tokens[index]
    if stem.tag not in {"VX", "VV", "XSV"} or stem.form not in {"주", "되", "두", "보"} or ending.start != stem.start:
        return None
    if ending.form not in {"어", "어서", "었", "아서", "았"} or ending.end - stem.start > len(ending.form):
        return None
    if index > 1 and tokens[index - 2].form in _GUESSES:
        return None
    vowel = "아" if stem.form == "보" and ending.form[0] == "어" else ending.form[0]
    return stem.start, ending.end, stem.form + vowel + ending.form[1:]


def _succeeded(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """물 마시기 성공하다."""
    before, token = tokens[index - 1], tokens[index]
    if token.form in {"성공", "도전", "실패"} and before.tag == "ETN" and token.start == before.end + 1:
        return before.end, before.end, "에"
    return None


_SHORT = {"밥", "물", "불", "책", "술", "문", "똥", "약", "열", "땀", "줄", "겁", "병", "탈"}


def _run_together(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """연락왔다, 영화보고: a noun and its verb typed as one word."""
    noun, verb = tokens[index - 1], tokens[index]
    apart = verb.tag != "VV" or noun.tag != "NNG" or verb.start != noun.end
    if apart or (len(noun.form) < 2 and noun.form not in _SHORT):
        return None
    if verb.form not in wordlist("run_together") or not noun.known:
        return None
    return noun.end, noun.end, " "


_RULES = (
    _spoken_particle,
    _denied,
    _parted_noun,
    _thing_that,
    _reached,
    _raised,
    _although,
    _contracted,
    _succeeded,
    _run_together,
)
