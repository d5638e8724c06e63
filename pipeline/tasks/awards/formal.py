"""Speech made a document's prose: particles that were left out, shortened words in full.

교통정리 해 주심 -> 교통정리를 해 주심, 친구한테 -> 친구에게, 안 줬는데도 -> 안 주었는데도. The language model of the
analyser tells which particle is missing; everything else is a rule.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.tasks.awards import morphemes
from pipeline.tasks.awards.conjugate import Predicate, conjugate
from pipeline.tasks.awards.morphemes import Morpheme, analyse, quoted_spans
from pipeline.tasks.awards.particles import attach, particle
from pipeline.tasks.awards.people import relation_of
from pipeline.tasks.awards.wordlists import wordlist

Edit = tuple[int, int, str]  # start, end, what stands there instead

MIN_GAIN = 0.5  # in the language model's log likelihood; measured on pairs of which a person knew the particle
CLEAR = 1.0  # how much likelier than 을 an 이 must be
_SAID_OF = wordlist("said_of")
_ALWAYS_OBJECT, _GOING, _WORKING = wordlist("takes_object"), wordlist("going"), wordlist("working")
_NO_OBJECT = wordlist("no_object")
_UNITS = wordlist("units")
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
    return text


_RUN_ON = (
    (re.compile(r"(?<=\d)(년|개월|달|주|일|시간|분)(동안|만에)"), r"\1 \2"),
    (
        re.compile(
            r"(?<![가-힣])([한두세네몇])(명|권|장|곡|편|마리|그릇|개|줄|잔|살|시간|달|번|주)(?=[도에을를이가만씩째]?(?:\s|$|,))"
        ),
        r"\1 \2",
    ),
    (re.compile(r"(?<=[가-힣])(때)(?=마다|까지|부터|는|도|\s)"), r" \1"),
    (re.compile(r"(?<=[은한운난본든간린킨진친던] )적(?= [없있])"), "적이"),
    (re.compile(r"(?<=[가-힣])[을를](?=(?: \S+){0,2} (?:만에 )?성공)"), "에"),
    (re.compile(r"(?<=[가-힣]{2})안 ?(?=[하했])"), " 안 "),  # 당황안하고
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
    """게, 걸, 건 for 것이, 것을, 것은."""
    noun, token = tokens[index - 1], tokens[index]
    if (noun.form, noun.tag) != ("것", "NNB"):
        return None
    full = {"게": "것이", "걸": "것을", "건": "것은"}.get(text[noun.start : token.end])
    return (noun.start, token.end, full) if full else None


def _parted_noun(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """교통정리 해."""
    noun, token = tokens[index - 1], tokens[index]
    if (token.form, token.tag) == ("하", "XSV") and noun.tag == "NNG" and token.start == noun.end + 1:
        return noun.end, noun.end, particle(text[: noun.end], "을")
    return None


def _reached(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """1년 됐다, 1등 된: a number with its unit before 되다."""
    noun, number = tokens[index - 1], tokens[index - 2] if index > 1 else None
    counted = noun.tag == "NNB" and noun.form in _SPANS and number is not None and number.tag in {"SN", "MM", "NR"}
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


_SHORT = {"밥", "물", "불", "책", "술", "문", "똥", "약"}


def _run_together(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """연락왔다, 영화보고: a noun and its verb typed as one word."""
    noun, verb = tokens[index - 1], tokens[index]
    if (
        verb.tag != "VV"
        or noun.tag != "NNG"
        or (len(noun.form) < 2 and noun.form not in _SHORT)
        or verb.start != noun.end
    ):
        return None
    if verb.form not in wordlist("run_together") or not noun.known:
        return None
    kind = _kind_of(noun, verb.form, verb)
    return noun.end, noun.end, (particle(text[: noun.end], kind) if kind else "") + " "


def _missing_particle(text: str, tokens: tuple[Morpheme, ...], index: int) -> Edit | None:
    """리모컨 던져서, 장소 예약하고, 비 오는, 담당 아닌."""
    verb, place = tokens[index], index - 1
    if _names_a_thing(tokens, index) or verb.form == "틀리":  # 수학 틀린 문제
        return None
    if verb.tag == "VA" and index + 1 < len(tokens) and tokens[index + 1].form == "게":  # 입 크게 벌리다
        return None
    if verb.tag == "XSV" and tokens[place].tag == "NNG" and tokens[place].end == verb.start:
        act, start = tokens[place].form + verb.form, tokens[place].start
        place -= 1
    elif verb.tag in {"VV", "VA", "VCN"} and verb.form not in {"되", "같", "만하", "듯하"}:
        act, start = verb.form, verb.start
    else:
        return None
    found = _bare_noun(text, tokens, place, start)
    if found is None:
        return None
    noun = tokens[found]
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    modifies = follower is not None and follower.tag == "ETM" and follower.form in {"ᆫ", "은", "는"}
    kind = _kind_of(noun, act, verb, modifies=modifies)
    taken = {token.form for token in _same_clause(tokens, found) if token.tag in {"JKO", "JKS"}}
    if (
        not kind
        or (kind == "을" and taken & {"을", "를"})
        or (kind == "이" and verb.tag != "VA" and taken & {"이", "가"})
    ):
        return None
    return noun.end, noun.end, particle(text[: noun.end], kind)


def _bare_noun(text: str, tokens: tuple[Morpheme, ...], place: int, start: int) -> int | None:
    """Index of the noun without a particle that the verb at ``start`` follows, adverbs between them skipped."""
    if place >= 0 and tokens[place].form in {"몰래", "같이", "함께", "대신", "먼저", "없이"}:
        return None  # 엄마 몰래: the noun belongs to the adverb
    adverbs = {"이제", "직접", "혼자", "모두", "매일", "지금"}
    while place > 0 and (tokens[place].tag == "MAG" or tokens[place].form in adverbs):
        start = tokens[place].start
        place -= 1
    if place > 2 and tokens[place].form == "도" and tokens[place - 1].form == "번":  # 월급 한 번도 안 밀렸다
        place -= 1
    if place > 1 and tokens[place].form in {"번", "회", "차례"} and tokens[place - 1].tag in {"SN", "MM"}:
        start = tokens[place - 1].start  # 음이탈 3번 났다: 음이탈이 3번 났다
        place -= 2
    if place < 0 or tokens[place].end + 1 != start or text[tokens[place].end] != " ":
        return None
    return place if _may_take_particle(tokens, place) else None


def _may_take_particle(tokens: tuple[Morpheme, ...], place: int) -> bool:
    noun = tokens[place]
    counted = noun.tag == "NNB" and noun.form in _UNITS and place > 0 and tokens[place - 1].tag in {"SN", "MM", "NR"}
    if counted:
        return True
    return noun.form not in _NO_OBJECT and (noun.tag in {"NNG", "SL", "NR"} or (noun.form, noun.tag) == ("들", "XSN"))


def _same_clause(tokens: tuple[Morpheme, ...], place: int) -> list[Morpheme]:
    before: list[Morpheme] = []
    for token in reversed(tokens[:place]):
        if token.tag in {"EC", "EF", "ETM"}:
            break
        before.append(token)
    return before


def _kind_of(noun: Morpheme, act: str, verb: Morpheme, *, modifies: bool = False) -> str:
    """The particle that ``noun`` lacks before ``act``; "" when unsure. ``modifies``: whether a noun follows."""
    if act in {"먹", "마시", "입", "쓰", "보"} and relation_of(noun.form):
        return ""  # 막내딸 먹으라고
    if verb.tag == "VCN" or (verb.tag == "VA" and (verb.form in _SAID_OF or not modifies)):
        return "이"
    if (verb.tag == "VV" or act == "말하") and act in _ALWAYS_OBJECT and not (act == "쓰" and noun.tag == "NNB"):
        return "을"
    if verb.tag == "XSV" and act in wordlist("objective"):
        return "을"
    if relation_of(noun.form) or (act == "넘" and noun.tag == "NNB"):
        return ""  # 아내 출산할 때, 300명 넘게
    if verb.tag == "VA":
        return ""  # 태권도 노란 띠, 세상 예쁜 딸
    if act in wordlist("takes_subject"):
        return "이"
    kinds: tuple[str, ...] = ("을",) if noun.tag == "SL" else ("을", "이")
    if noun.tag != "NNB" and act in _GOING:
        kinds = ("을", "이", "에")
    elif act in {"붙", "떨어지"}:
        kinds = ("에",)  # 시험 붙어서
    elif act.endswith("가") and act != "가져가":
        kinds = ("이",)  # 서버 날아가서
    elif noun.tag != "NNB" and act in _WORKING:
        kinds = ("을", "이", "에서")
    return _likeliest("100" + noun.form if noun.tag == "NNB" else noun.form, act, verb.kiwi_tag, kinds)


_NAMED = {"NNG", "NNP", "XSN", "JKO", "JKS", "JX", "MM", "NR", "SN"}


def _names_a_thing(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """읽기 프로젝트, 종이 걸림을: the verb is part of a name, and so is what stands before it."""
    after = tokens[index + 1 : index + 3]
    return len(after) == 2 and after[0].tag == "ETN" and after[1].tag in _NAMED


@lru_cache(maxsize=4096)
def _likeliest(noun: str, act: str, tag: str, kinds: tuple[str, ...]) -> str:
    """The particle that the language model expects between ``noun`` and ``act``; "" when it is as well without one."""
    done = conjugate(Predicate(act, "VV-R" if tag == "XSV" else tag), "다")
    bare = morphemes.likelihood(f"{noun} {done}")
    scores = {kind: morphemes.likelihood(f"{attach(noun, kind)} {done}") for kind in kinds}
    best = max(scores, key=lambda kind: scores[kind])
    if best == "이" and scores.get("을", -1e9) > scores["이"] - CLEAR:
        return ""  # 수학 틀린 (문제), 입 크게 벌렸다: either could be meant
    return best if scores[best] - bare > MIN_GAIN else ""


_RULES = (
    _spoken_particle,
    _parted_noun,
    _thing_that,
    _reached,
    _raised,
    _although,
    _contracted,
    _succeeded,
    _run_together,
    _missing_particle,
)
