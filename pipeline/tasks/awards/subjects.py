"""Who is the subject of a statement: the recipient, or somebody or something else."""

from __future__ import annotations

import re

from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.names import has_title, times
from pipeline.tasks.awards.people import CHILD, PEOPLE, PERSON, PUPIL, SELF, Person, is_person_like, phrase_start
from pipeline.tasks.awards.relations import relation_of, relations
from pipeline.tasks.awards.respect import has_respect
from pipeline.tasks.awards.wordlists import wordlist

_SECOND = {"너", "네", "니", "당신", "그대", "너희"}
_THIRD = {
    "그",
    "그녀",
    "그분",
    "이분",
    "걔",
    "얘",
    "이 사람",
    "이 친구",
    "그 친구",
    "이 아이",
    "이분들",
    "이 사람들",
    "본인",
}
_SPAN = re.compile(r"(?:\d\s?|[한두세네석넉]\s?)(?:년|개월|달|주|일|시간)$|일주일$")  # 안 먹은 지 일주일이 되다
_BREAKS = wordlist("breaks")
SAID = ("다고", "라고", "냐고", "자고")  # what is reported has a subject of its own
# Verbs that tell what befell something, after whose 어서 or 고 somebody acts: 차가 막혀서 늦었다.
_STATES = {
    "나",
    "고장나",
    "되",
    "없",
    "빠지",
    "떨어지",
    "끊어지",
    "늦",
    "모자라",
    "끝나",
    "걸리",
    "지나",
    "젖",
    "막히",
    "생기",
    "있",
}
_YOUNG = {"아이", "애", "녀석", "꼬마", "이 아이", "이 녀석", "학생"}
_TRAITS = wordlist("traits")


def phrase_before(text: str, tokens: tuple[Morpheme, ...], index: int) -> tuple[str, int]:
    """The noun phrase before the particle at ``index``, and the index of its first token."""
    start = phrase_start(tokens, index - 1)
    return text[tokens[start].start : tokens[index].start].strip(), start


def means(phrase: str, person: Person) -> bool:
    """Whether ``phrase``, a noun phrase of a statement, is a way to speak of the recipient."""
    if phrase in {"나", "저", "내", "제"} and person.category != SELF:
        return False
    if phrase in {"내 친구", "제 친구", "내친구"} and person.category == PERSON:
        return True
    if re.search(r"(?:우리|저희)\s?(?:둘|부부)$", person.text) and phrase.split()[-1] in {"부부", "둘", "우리", "저희"}:
        return True
    if phrase in _YOUNG and person.category in {CHILD, PUPIL}:
        return True
    if phrase in {"그것", "이것", "저것", "그거", "이거"}:
        return False
    words = re.sub(r"(?:우리|저희|내|제)\s", "", phrase).split()
    if (
        len(phrase) > 1
        and re.search(rf"['\"‘“][^'\"’”]*{re.escape(phrase)}", person.text)
        and f"'{phrase}'" not in person.text
    ):
        return False  # 콩나물 is not 팀 '콩나물시루'
    own = {word.removesuffix("님") for word in person.text.split()}
    if len(words) > 1 and all(word.removesuffix("님") in own for word in words):
        return True  # 기숙사 사감 선생님 for 기숙사 사감 편무성 선생님
    if person.category == PEOPLE and words and words[-1].endswith("들") and words[0] in own:
        return True  # 급식실 조리사님들 for 급식실 여사님들
    shared = [word for word in words[-2:] if word.removesuffix("님") in own and not relation_of(word)]
    if shared and shared[-1] == words[-1] and shared[-1] not in person.name:
        return True  # 고3 실습생 for 실습생 안도현
    if shared and not person.late and has_title(shared[-1]) and (shared[-1] == words[-1] or relation_of(words[-1])):
        return True  # 우리 빌라 통장 아주머니 for 모영자 통장님
    if person.category == SELF:
        return phrase in {"나", "저", "내", "제", "나 자신", "저 자신"}
    return phrase in _SECOND or phrase in _THIRD or person.is_named_by(phrase)


def other_subject(text: str, person: Person) -> str:
    """The subject of the last predicate when it is somebody or something else than the recipient; "" otherwise."""
    tokens, found, topic, speaker_too = analyse(text), "", "", ""
    for index, token in enumerate(tokens):
        if token.tag == "ETM" or (token.tag == "EC" and _ends_subject(tokens, index)):
            inside = token.tag == "ETM" or token.form.endswith(SAID)
            lasting = topic and (inside or (person.honoured and not _ends_respectfully(tokens)))
            if lasting or (inside and _agrees(found, tokens, index)):
                continue
            found = topic = speaker_too = ""
        elif index and token.tag == "JKS" and not _is_own_trait(tokens, index):
            phrase, _ = phrase_before(text, tokens, index)
            lasted = _SPAN.search(text[: token.start])
            found = phrase if phrase and not means(phrase, person) and not lasted else found
        elif (
            index
            and token.tag == "JX"
            and token.form == "도"
            and tokens[index - 1].form in {"나", "저", "우리", "아무"}
        ):
            speaker_too = tokens[index - 1].form
        elif index and (token.tag, token.form) == ("JX", "도") and not person.honoured and _ends_respectfully(tokens):
            phrase, _ = phrase_before(text, tokens, index)  # 울던 장모님도 웃으셨다
            found = phrase if has_title(phrase) and not means(phrase, person) else found
        elif index and token.tag == "JX" and (other := _other_topic(text, tokens, index, person)):
            found = other
            topic = other if other in {"나", "저", "우리", "저희"} or _is_somebody(other) else ""
    return found or speaker_too


def _other_topic(text: str, tokens: tuple[Morpheme, ...], index: int, person: Person) -> str:
    """Whom or what 은 at ``index`` makes the topic, when that is neither the recipient nor a time; "" otherwise."""
    if tokens[index].form not in {"은", "는"} or tokens[index - 1].tag[0] != "N" or _is_verb(tokens[index - 1]):
        return ""
    phrase, start = phrase_before(text, tokens, index)
    leads = start == 0 or phrase.startswith(("우리 ", "저희 ")) or phrase in {"나", "저"}
    if not (phrase and leads) or phrase.replace(" ", "") in times() | {"이번주", "이번달"} or means(phrase, person):
        return ""
    return phrase


def _ends_respectfully(tokens: tuple[Morpheme, ...]) -> bool:
    """Whether the last predicate has 시, or helps somebody: then whoever was spoken of before does not act in it."""
    return any(token.form in {"시", "으시"} or (token.form, token.tag) == ("주", "VX") for token in tokens[-4:])


def _agrees(subject: str, tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether an elder who is the subject acts at the end, not in the clause at ``index`` that shows no respect.

    대대장님이 잔디를 새로 깐 줄 아셨다.
    """
    return has_title(subject) and has_respect(tokens[index:]) and tokens[index - 1].form not in {"시", "으시"}


def _is_somebody(phrase: str) -> bool:
    """Whether ``phrase`` names a person, or what givers call themselves: 자녀, 장남."""
    callers = {reciprocal for reciprocal, _ in relations().values()} | wordlist("born")
    return is_person_like(phrase) or phrase in callers


def _is_verb(noun: Morpheme) -> bool:
    """Whether a verb with its ending was taken for a name with a particle: 취준하는."""
    return not noun.known and noun.form.endswith("하")


def named_subject(text: str) -> str:
    """The subject that ``text`` begins with, adverbs before it left aside: 한 번도 펑크가 (안 났다)."""
    tokens = analyse(text)
    for index, token in enumerate(tokens):
        if index and token.tag == "JKS":
            return phrase_before(text, tokens, index)[0]
        if token.tag[0] in "VEX" and token.tag != "XSN":
            return ""
        if token.tag.startswith("JK") and token.tag not in {"JKG", "JKB"}:
            return ""
    return ""


def _ends_subject(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether a subject before the ending at ``index`` says nothing of who acts after it: 비가 오면, 짝이 민감해서."""
    ending, stem = tokens[index], tokens[index - 1]
    if ending.form == "어":
        return stem.form == "걸리"
    if ending.form in {"어서", "아서", "여서", "라서", "고"} and not _is_after(tokens, index):
        return stem.tag in {"VA", "XSA", "VCP", "VCN"} or stem.form in _STATES
    if ending.form.endswith(
        ("까", "데도", "도록", "는지", "은지", "ᆫ지")
    ):  # 젖을까 봐, 아프신데도, (동생이) 다쳤는지 살폈다
        return True
    return ending.form in _BREAKS or ending.form.endswith(SAID) or _is_after(tokens, index)


def _is_after(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """동생이 태어나고 나서: what came before the deed."""
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    return tokens[index].form == "고" and follower is not None and (follower.form, follower.tag) == ("나", "VX")


def _is_own_trait(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether what 이 at ``index`` marks is part of what is said of the doer, as in 거른 적이 없다."""
    if tokens[index - 1].tag == "NNB" and tokens[index - 1].form in {"적", "법", "일", "줄", "수", "겨를", "바"}:
        return True
    return tokens[index - 1].form in _TRAITS
