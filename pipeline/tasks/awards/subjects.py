"""Who acts in a statement: the recipient, whom the document's opening names already, or somebody else."""

from __future__ import annotations

import re

from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.morphemes import Morpheme, analyse, join
from pipeline.tasks.awards.names import has_title, times
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import CHILD, GROUP, PEOPLE, PERSON, PUPIL, SELF, Person, is_person_like, phrase_start
from pipeline.tasks.awards.relations import relation_of, relations
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
# No name, though one may begin with it: 손쓸 수가 없다, said of 수다쟁이.
_BOUND = {
    ("NP", "그것"),
    ("NP", "이것"),
    ("NP", "저것"),
    *(("NNB", noun) for noun in ("수", "줄", "리", "적", "것", "데")),
}
_YOUNG = {"아이", "애", "녀석", "꼬마", "이 아이", "이 녀석", "학생"}
_TRAITS = wordlist("traits")


_FILLER = re.compile(r"(?:(?<=[가-힣](?:이|가|은|는))|(?<=는데|은데|인데|던데))요(?=,? )")  # 시아버지가요 제가 …


def with_doers(lines: list[str], person: Person) -> list[str]:
    """``lines`` that show who acts where only another line says so.

    Whoever is named after the sentence acts in it (콩을 집었습니다. 우리 형님이요). What is told without 시 before an
    elder is named, who then acts with it, the giver did (벨만 계속 눌렀어요. 간호사 선생님이 손을 잡아 주셨어요).
    """
    told: list[str] = []
    for line in lines:
        named = _AFTERTHOUGHT.match(line.strip(" .!,~"))
        if named and told and person.is_named_by(named["who"]) and not other_subject(told[-1], person):
            told[-1] = _ending_with_respect(told[-1]) if person.honoured else told[-1]
        else:
            told.append(re.sub(r"(?<=[가-힣] )(?:우리|저희) (?=\S+$)", "", line) if person.honoured else line)
    entry = next((index for index, line in enumerate(told) if _enters(line, person)), 0)
    return [f"저는 {line}" if _tells_of_giver(line, person) else line for line in told[:entry]] + told[entry:]


def _enters(line: str, person: Person) -> bool:
    """Whether ``line`` begins with the elder, as its subject, who acts with respect."""
    first = re.match(r"(\S+(?: \S+)?)(?:께서는|께서|이|가|은|는) ", line)
    named = person.honoured and first is not None and person.is_named_by(first[1])
    return named and any(token.form in {"시", "으시"} for token in analyse(line))


def _tells_of_giver(line: str, person: Person) -> bool:
    """Whether ``line`` tells, without respect and without saying whose it is, what somebody did."""
    tokens = analyse(line)
    acts = any(token.tag == "EP" and token.form in {"었", "았"} for token in tokens[-3:])
    said = any(token.form in {"시", "으시", "나", "저", "우리", "저희"} for token in tokens)
    return acts and not said and not re.match(r"덕|그 덕|그래서", line) and not other_subject(line, person)


def _ending_with_respect(text: str) -> str:
    tokens = analyse(text)
    ends = [index for index in range(len(tokens) - 1) if _parts_clauses(tokens, index)]
    last = [index for index in ends if tokens[index].tag != "EF"]
    return _respectful(text, tokens, last[-1] if last else 0)


_AFTERTHOUGHT = re.compile(r"(?:(?:우리|저희|제|내) ?)?(?P<who>\S+?)(?:이|가)(?:요|예요|에요)?$")


def about(text: str, person: Person) -> list[str]:
    """``text`` without the words that only name the recipient, as one statement or two.

    They go as a subject (엄마가), when called (엄마,), at the start without a particle, and before 덕분에. What
    modified the subject at length becomes a statement of its own: "간식을 챙겨 주시던 간호사님이 퇴직하십니다".
    """
    if person.noun.startswith("두 "):
        text = re.sub(r"^(?:\S+\s)?두 (?:분|사람|친구)(?:이|은|께서|께서는)\s", "", text)
    text = _FILLER.sub("", text)
    tokens = analyse(text)
    for index, token in enumerate(tokens):
        if index and (token.tag in {"JKV", "SP"} or (token.tag, token.form) == ("EF", "야")):
            phrase, start = _phrase(text, tokens, index)
            if start == 0 and person.is_named_by(phrase):
                return about(_cut(text, tokens[0].start, token.end), person)
        if index and (tokens[index - 1].tag, tokens[index - 1].form) in _BOUND:
            continue
        subject = token.tag == "JKS" or (token.tag == "JX" and token.form in {"은", "는", "도"})
        if 0 < index < len(tokens) - 1 and (subject or _is_companion(tokens, index)):
            phrase, start = _phrase(text, tokens, index)
            if person.is_human and _is_helper(tokens, index):
                return _without_subject(text, tokens, index - 2, token.end)
            if _means(phrase, person):
                if token.tag == "JKS" and _is_makers(tokens, index):
                    return [text]
                if person.honoured and subject:
                    return _without_subject(_respectful(text, tokens, index), tokens, start, token.end)
                return _without_subject(text, tokens, start, token.end)
    where = re.match(r"(\S+(?:\s\S+)?)에서\s", text)
    if where and person.category == GROUP and re.sub(r"\s|우리|저희", "", where[1]) in re.sub(r"\s", "", person.text):
        return [text[where.end() :]]  # 부녀회에서 장바구니를 만들다
    if where and person.category == GROUP and where[1].split()[-1] == person.text.split()[-1]:
        return [f"{attach(where[1], '으로')}, {text[where.end() :]}"]  # 뜨개질 모임에서, told of 한코두코 모임
    helped = re.match(r"(?P<all>우리(?: 다| 모두)? )?(?P<who>.{1,20}?)\s(?=덕분에|덕에|덕택에)", text)
    if helped and _means(helped["who"], person):
        everyone = "모두가 " if helped["all"] else ""
        return [f"덕분에 {everyone}{text[helped.end() :].split(' ', 1)[-1]}"]
    return [_without_name(text, person)]


def _is_helper(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether an unnamed person at ``index`` helps, who is the one thanked: 어떤 분이 두 시간을 같이 있어 주셨다."""
    if index < 2 or (tokens[index - 2].form, tokens[index - 1].form) not in _SOMEBODY:
        return False
    return any((token.form, token.tag) == ("주", "VX") for token in tokens[-4:])


_SOMEBODY = {(which, who) for which in ("어떤", "어느", "웬") for who in ("분", "사람", "아저씨", "아주머니", "학생")}


def _respectful(text: str, tokens: tuple[Morpheme, ...], index: int) -> str:
    """``text`` with 시 where the elder at ``index``, whom it names, acts: (형님도) 고생했지만 -> 고생하셨지만."""
    place = next((n for n in range(index + 1, len(tokens)) if _parts_clauses(tokens, n)), -1)
    if place < 0 or tokens[place].form not in _RESPECTED:
        return text
    stem = place - 1
    while tokens[stem].tag == "EP":
        stem -= 1
    tenses = tokens[stem + 1 : place]
    if tokens[stem].tag not in {"VV", "VX", "XSV"} or any(token.form in {"시", "으시"} for token in tenses):
        return text
    told = [(tokens[stem].form, tokens[stem].kiwi_tag), ("시", "EP"), *((token.form, "EP") for token in tenses)]
    return (
        text[: tokens[stem].start] + join([*told, (tokens[place].form, tokens[place].tag)]) + text[tokens[place].end :]
    )


_RESPECTED = {"지만", "는데", "습니다", "ᆸ니다", "어요", "아요", "다", "ᆫ다", "는다", "거든요", "더라고요"}


def _is_makers(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether the subject at ``index`` only made what acts: 은별솔이 만든 챗봇이 …."""
    place = next((n for n in range(index + 1, len(tokens)) if tokens[n].tag in {"EC", "EF", "ETM", "ETN"}), -1)
    if place < 0 or tokens[place].tag != "ETM" or place - index > 4:
        return False
    after = next((token for token in tokens[place + 1 :] if token.tag[0] not in "NXM"), None)
    return after is not None and after.tag == "JKS"


def _without_name(text: str, person: Person) -> str:
    """박서준 대리 프로젝트 야근하면서도 …: the name stands at the start and has no particle."""
    own = re.sub(r"\s", "", person.text)
    words = text.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        phrase = " ".join(words[:count])
        inside = all(word in own or own in word or word in {"우리", "저희", "내", "제"} for word in phrase.split())
        bare = not any(token.tag[0] in "JVE" for token in analyse(phrase))
        if inside and bare and person.is_named_by(phrase) and phrase not in {"우리", "저희"}:
            return " ".join(words[count:])
    return text


def _is_companion(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """여자친구랑 만난 지: the one with whom something is done."""
    if tokens[index].form not in {"랑", "이랑", "와", "과", "하고"} or index + 1 == len(tokens):
        return False
    return tokens[index + 1].form in {"만나", "사귀", "결혼", "연애", "함께", "같이"}


def _without_subject(text: str, tokens: tuple[Morpheme, ...], start: int, end: int) -> list[str]:
    before = tokens[start - 1] if start else None
    if before is None or before.tag not in {"ETM", "EC"}:
        return [_cut(text, tokens[start].start, end)]
    if before.tag == "EC":
        if before.form not in {"는데", "ᆫ데", "은데"}:
            return [_cut(text, tokens[start].start, end)]
        return [_when(text[: tokens[start].start], text[end:])]
    first = start - 1
    while first and not _parts_clauses(tokens, first - 1):
        first -= 1
    modifier = text[tokens[first].start : tokens[start].start].strip()
    rest = _cut(text, tokens[first].start, end)
    if modifier.endswith("중인"):  # 군 복무 중인 동생이 -> 군 복무 중에
        return [rest[: tokens[first].start] + modifier.removesuffix("인") + "에 " + rest[tokens[first].start :]]
    if modifier.endswith("던") and not re.search(
        r"(?:주|시|으시)던$", modifier
    ):  # 만년 지각생이던 내가, 늘 떨던 지훈이가
        clause = parse_clause(modifier).ending("지만")
        return [f"{rest[: tokens[first].start]}{clause} {rest[tokens[first].start :]}"]
    if len(modifier.split()) < 3 and not re.search(r"\d", modifier):
        plight = first and tokens[first - 1].tag == "EC" and tokens[first - 1].form in {"는데", "ᆫ데", "은데"}
        return [_when(text[: tokens[first].start], text[end:])] if plight else [rest]
    return [parse_clause(modifier).ending("습니다"), rest]


def _when(before: str, rest: str) -> str:
    """What stands before is somebody else's plight: 우산이 없어 난감했는데 (학생이) … -> 난감했을 때 …."""
    clause = parse_clause(before)
    if clause.predicate.is_copula:
        return f"{before.strip()} {rest.strip()}"
    return f"{clause.ending('때')} {rest.strip()}"


def _parts_clauses(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether a clause ends at ``index``; the 어 before 주다 does not end one."""
    if tokens[index].tag in {"EF", "SP"}:
        return True
    return tokens[index].tag == "EC" and tokens[index + 1].tag != "VX" and tokens[index].form not in {"게", "지"}


def _phrase(text: str, tokens: tuple[Morpheme, ...], index: int) -> tuple[str, int]:
    start = phrase_start(tokens, index - 1)
    return text[tokens[start].start : tokens[index].start].strip(), start


def _means(phrase: str, person: Person) -> bool:
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


def _cut(text: str, start: int, end: int) -> str:
    return re.sub(r"\s{2,}", " ", f"{text[:start].rstrip()} {text[end:].lstrip(' ,')}").strip()


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
            phrase, _ = _phrase(text, tokens, index)
            lasted = _SPAN.search(text[: token.start])
            found = phrase if phrase and not _means(phrase, person) and not lasted else found
        elif (
            index
            and token.tag == "JX"
            and token.form == "도"
            and tokens[index - 1].form in {"나", "저", "우리", "아무"}
        ):
            speaker_too = tokens[index - 1].form
        elif index and (token.tag, token.form) == ("JX", "도") and not person.honoured and _ends_respectfully(tokens):
            phrase, _ = _phrase(text, tokens, index)  # 울던 장모님도 웃으셨다
            found = phrase if has_title(phrase) and not _means(phrase, person) else found
        elif index and token.tag == "JX" and token.form in {"은", "는"} and tokens[index - 1].tag.startswith("N"):
            phrase, start = _phrase(text, tokens, index)
            if (
                (start == 0 or phrase.startswith(("우리 ", "저희 ")) or phrase in {"나", "저"})
                and phrase.replace(" ", "") not in times() | {"이번주", "이번달"}
                and phrase
                and not _means(phrase, person)
                and not _is_verb(tokens[index - 1])
            ):
                found = phrase
                topic = phrase if phrase in {"나", "저", "우리", "저희"} or _is_somebody(phrase) else ""
    return found or speaker_too


def _ends_respectfully(tokens: tuple[Morpheme, ...]) -> bool:
    """Whether the last predicate has 시, or helps somebody: then whoever was spoken of before does not act in it."""
    return any(token.form in {"시", "으시"} or (token.form, token.tag) == ("주", "VX") for token in tokens[-4:])


def _agrees(subject: str, tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether an elder who is the subject acts at the end, not in the clause at ``index`` that shows no respect.

    대대장님이 잔디를 새로 깐 줄 아셨다.
    """
    respected = any(token.form in {"시", "으시"} and token.tag == "EP" for token in tokens[index:])
    return has_title(subject) and respected and tokens[index - 1].form not in {"시", "으시"}


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
            return _phrase(text, tokens, index)[0]
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
    if tokens[index - 1].tag == "NNB" and tokens[index - 1].form in {"적", "법", "일", "줄", "수", "겨를", "바"}:
        return True  # 거른 적이 없다
    return tokens[index - 1].form in _TRAITS
