"""Those who receive and give awards: what they are, how a document speaks of them, and where a sentence names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.tasks.awards.kinds import animal_by_its_ways, group_noun
from pipeline.tasks.awards.morphemes import Morpheme, analyse
from pipeline.tasks.awards.mourning import is_late
from pipeline.tasks.awards.names import has_title, is_given_name, proper_name, times
from pipeline.tasks.awards.relations import may_be_name, relation_of, relations, same_relation
from pipeline.tasks.awards.wordlists import lexicon

PERSON, PUPIL, CHILD, GROUP, PEOPLE, ANIMAL, PLANT, THING, SELF = (
    "person", "pupil", "child", "group", "people", "animal", "plant", "thing", "self",
)  # fmt: skip
_HUMAN = {PERSON, PUPIL, CHILD, GROUP, PEOPLE, SELF}
_NOUN_TAGS = {"NNG", "NNP", "NNB", "NR", "SN", "SL", "SH", "XPN", "XSN", "NP", "XR", "W_SERIAL"}
OWN = re.compile(r"^(?:(?:우리|저희)\s*|(?:내|제|나의|저의)\s+)+")

# A 반장 is a pupil at school only: factories, flats and clinics have theirs.
_AT_SCHOOL = re.compile(r"학교|학급|우리 ?반|학년|\d ?반|교실|수업|급식|담임|선생님|전학|소풍|숙제|체육대회|학생|짝꿍")
_AT_WORK = re.compile(r"근속|퇴직|퇴임|은퇴|공장|현장|용접|작업|아파트|주민|생산\d?|직원|후배|출근|회사")


@dataclass(frozen=True, slots=True)
class Person:
    """A recipient. ``noun`` is what 위 takes (위 사람, 위 고양이); ``reciprocal`` what the giver is to them."""

    text: str
    category: str = PERSON
    noun: str = "사람"
    honoured: bool = False
    relation: str = ""
    reciprocal: str = ""
    name: str = ""  # the proper name within ``text``, if there is one
    late: bool = False  # deceased

    @property
    def is_human(self) -> bool:
        return self.category in _HUMAN

    def is_named_by(self, phrase: str) -> bool:
        """Whether ``phrase``, a noun phrase of the request, means this person."""
        said, own = _core(phrase), _core(re.sub(r"^.+시는\s(?=\S+$)", "", self.text))  # 응급실 청소하시는 여사님
        if not said:
            return False
        if self.category == THING and said != own and relation_of(said) == said:  # whose it is: 할머니 재봉틀
            return False
        if said in own or said.endswith(own):
            return True
        given = self.name[1:] if len(self.name) == 3 else self.name
        if given and re.sub(r"(?:이|씨|님|야|아)$", "", said).endswith((self.name, given, given.removesuffix("이"))):
            return True
        relation = relation_of(said)
        return bool(relation) and same_relation(relation, self.relation)


def _core(phrase: str) -> str:
    """A phrase without 우리 and the like, spaces, 님 at its end, and quotation marks."""
    text = re.sub(r"[\s'\"‘’“”]", "", OWN.sub("", phrase.strip()))
    return text.removesuffix("님") if len(text) > 2 else text


@lru_cache(maxsize=2048)
def describe(text: str, context: str = "") -> Person:
    """What the recipient ``text`` is. ``context`` is the whole request: it may say that they died, or are an animal."""
    bare = OWN.sub("", text.strip())
    compact = re.sub(r"\s", "", bare)
    if re.match(r"(?:닉네임|아이디)\s", bare):
        return Person(text, name=bare.split()[-1])
    late = is_late(text, context)
    if compact in {"나", "저", "나자신", "저자신", "자신", "나자신아", "자기자신", "본인", "스스로"}:
        return Person(text, SELF, late=False)
    if both := re.fullmatch(r"(\S+)\s겸\s(\S.*)", bare):  # 총무 겸 회계
        return replace(describe(both[1], context), text=text)
    pair = re.fullmatch(r"(.{1,15}?)(?:와|과)\s(.{1,15})", bare)
    if pair and is_person_like(pair[1]) and is_person_like(pair[2]):
        one, other = describe(pair[1]), describe(pair[2])
        honoured = one.honoured or other.honoured
        return Person(
            text, PEOPLE, "두 분" if honoured else "두 사람", honoured, other.relation, other.reciprocal, late=late
        )
    data = lexicon("people")
    words = re.findall(r"[가-힣]+", bare)
    relation = relation_of(bare)
    giver, elder = relations().get(relation, ("", False))
    if relation in {"언니", "오빠", "누나", "형"} and re.search(
        r"(?:사장|직원|알바|카페|가게|편의점|미용실|옆집|윗집|동네|식당|학원)", bare
    ):
        giver = ""  # so called, and no kin
    name = proper_name(bare)
    if re.match(r"(?:쌍둥이|[가-힣]?남매|[가-힣]?자매|[가-힣]?형제|커플|부부)\s[가-힣]{2,3}\S*\s[가-힣]{2,3}$", bare):
        return Person(text, PEOPLE, "두 사람", relation=relation, reciprocal=giver, late=late)  # 쌍둥이 지호 지후
    counted = re.fullmatch(
        r"(.+?)\s?(?:(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?(?:명|분|사람)|\d+\s?(?:명|사람))", bare
    )
    if counted:  # 정비반 다섯 명
        if base := group_noun(re.sub(r"\s", "", counted[1])):
            return Person(text, GROUP, base, reciprocal="모두")
        several = "분들" if bare.endswith("분") else "사람들"
        return Person(text, PEOPLE, several, several == "분들", reciprocal=giver, late=late)
    honoured = elder or bool(re.search(r"(?:님|여사|어르신|선생|분)(?:들|께서)?$", compact)) or compact.startswith("故")
    group = "학급" if re.fullmatch(r"(?:우리|저희)\s?반", text) else group_noun(compact)
    animal = _named_as(words, compact, data["animals"])
    plant = _named_as(words, compact, data["plants"])
    if animal:
        return Person(text, ANIMAL, animal, reciprocal="가족", name=words[-1] if words else name, late=late)
    if plant:
        return Person(text, PLANT, plant, reciprocal="가족", name=name)
    if re.search(r"(?:들|일동|여러분)$", compact) and not compact.endswith(("아들", "한들")):
        if giver in {"자녀", "손주"} and not compact.startswith(relation):  # FC엄마들, 3반 엄마들
            giver = ""
        return _people(text, bare, compact, honoured, giver, late)
    if group:
        return Person(text, GROUP, group, reciprocal="모두")
    if (thing := known_thing(words)) and not (words and (relation_of(words[-1]) or has_title(words[-1]))):
        return Person(text, THING, thing)
    at_school = _AT_SCHOOL.search(f"{bare} {context}") is not None and _AT_WORK.search(context) is None
    if re.search(r"\d+학년(?!.*(?:부|회)$)|^\d+반|^[초중고]\d(?!동)", compact) or any(
        word in data["pupils"] and (at_school or word not in {"반장", "부반장"}) for word in words
    ):
        giver = giver or "선생님"
        return Person(text, PUPIL, "학생", honoured and not elder, relation, giver, name, late)
    if elder:
        return Person(text, PERSON, "사람", True, relation, giver, name, late)
    young = (
        len(words) > 1
        and re.search(r"(?:유치원|어린이집|[\d한두세네섯곱덟홉엿]\s*살)", bare)
        and may_be_name(words[-1])
    )
    if any(word in data["children"] for word in words) or young:
        return Person(
            text, CHILD, "아기" if "아기" in words else "어린이", False, relation, giver or "어른", name, late
        )
    if not relation and not has_title(bare) and (pet := animal_by_its_ways(context, bare)):
        return Person(text, ANIMAL, pet, reciprocal="가족", name=words[-1] if words else name, late=late)
    if relation or name or has_title(bare):
        return Person(text, PERSON, "사람", honoured, relation, giver, name, late)
    if _ends_with_name(bare):  # 후보선수 재민이
        return Person(text, name=re.sub(r"(?<=[가-힣]{2})이$", "", words[-1]), late=late)
    if _is_thing(bare):
        return Person(text, THING, _known_noun(bare))
    return Person(text, PERSON, "사람", honoured, relation, giver, name, late)


def _named_as(words: list[str], compact: str, kinds: list[str]) -> str:
    """The kind (고양이) that the phrase ends with, or that stands before its last word, a name (고양이 나비)."""
    ending = max((kind for kind in kinds if len(kind) > 1 and compact.endswith(kind)), key=len, default="")
    if ending or not words or re.search(r"\d[가-힣]$", compact):  # 새우 0개 is no dog
        return ending
    named = (
        len(words) > 1
        and words[-2] in kinds
        and words[-1] not in lexicon("people")["of_animals"]
        and not relation_of(words[-1])
        and analyse(words[-1])[0].tag[0] not in "MV"  # 말 없이 is no horse
    )
    return words[-1] if words[-1] in kinds else words[-2] if named else ""


def _people(text: str, bare: str, compact: str, honoured: bool, giver: str, late: bool) -> Person:
    """Several people without a name of their own: 반 친구들, 3반 학생들, 어르신들."""
    if re.search(r"(?<!\d)반\s?(?:친구|아이|어린이)들$", compact):
        return Person(text, PEOPLE, "어린이들", reciprocal="선생님")
    if re.search(r"\d+반", compact):
        return Person(text, GROUP, "학급", reciprocal="선생님")
    if re.search(r"(?:아이|어린이|꼬마|원아|유치원생)들", compact):
        return Person(text, PEOPLE, "어린이들", reciprocal=giver)
    if re.search(r"(?:학생|학년|제자)들?", compact):
        return Person(text, PEOPLE, "학생들", reciprocal=giver)
    if re.search(r"(?:강아지|고양이|냥이)들", compact):
        return Person(text, ANIMAL, "동물들", reciprocal="가족")
    honoured = honoured or bool(re.search(r"(?:님|분|여러분)들?$", compact))
    return Person(text, PEOPLE, "분들" if honoured else "사람들", honoured, reciprocal=giver, late=late)


def _is_thing(phrase: str) -> bool:
    """Whether ``phrase``, which names no person, names a thing: a known noun, or anything long or foreign."""
    tokens = analyse(phrase)
    if not tokens or not re.fullmatch(r"[가-힣]{2,4}", phrase):
        return True
    return len(tokens) == 1 and tokens[0].tag == "NNG" and tokens[0].known


def _known_noun(phrase: str) -> str:
    """The last word of ``phrase`` that the dictionary knows: 로봇청소기 of 로봇청소기 덕구."""
    words = phrase.split() or [phrase]
    known = [word for word in words if len(tokens := analyse(word)) == 1 and tokens[0].known]
    return known[-1] if known else words[-1]


def is_person_like(phrase: str) -> bool:
    """Whether ``phrase`` names somebody (or an animal or a group) rather than a thing or an idea."""
    person = describe(phrase)
    if person.category == PERSON and re.fullmatch(r"(?:우리|저희)\s[가-힣]{2,4}", phrase):
        return bool(person.relation) or may_be_name(phrase.split()[-1])
    if _ends_with_name(phrase):
        return True
    return person.category != THING and (
        bool(person.relation or person.name)
        or person.category in {GROUP, PEOPLE, ANIMAL, PLANT, PUPIL, CHILD, SELF}
        or has_title(OWN.sub("", phrase))
    )


def _ends_with_name(phrase: str) -> bool:
    """햇살반 민호, 후보선수 재민이: a given name after what tells whose."""
    words = phrase.split()
    name = words[-1].removesuffix("이") if words and len(words[-1]) > 2 else words[-1] if words else ""
    if len(words) < 2 or len(name) != 2 or not is_given_name(name):
        return False
    tokens = analyse(name)
    return (
        all(token.tag[0] == "N" and token.tag != "NP" for token in tokens) and may_be_name(name) and name not in times()
    )


def phrase_start(tokens: tuple[Morpheme, ...], end: int) -> int:
    """Index of the first token of the noun phrase that ends with ``tokens[end]``; times before it do not belong."""
    start = end
    while start > 0 and (tokens[start - 1].tag in _NOUN_TAGS or _is_my(tokens, start - 1)):
        start -= 1
    if start and tokens[start].form in {"살", "세"} and tokens[start - 1].tag == "MM":  # 세 살 쌍둥이
        return start - 1
    while start < end and (_is_time(tokens, start) or _is_count(tokens, start)):
        start += 1
    while start and (_is_glued(tokens, start) or _is_of_title(tokens, start, end)):  # 춘식이, taken for 춘 and 식이
        start -= 1
    return max((index + 1 for index in range(start, end) if _ends_before(tokens, index)), default=start)


def _is_time(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether a time stands at ``index`` as a word of its own, unlike 일 in 일꾼들."""
    return tokens[index].form in times() and tokens[index + 1].start > tokens[index].end


def _is_glued(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether the token before ``index`` belongs to the same word, which was taken apart: 춘식이, 큰고모."""
    before = tokens[index - 1]
    big = before.tag == "ETM" and index > 1 and tokens[index - 2].form in {"크", "작"}  # 큰고모
    return before.end == tokens[index].start and (big or before.tag[0] in "NMIX" or before.tag in {"VA", "VV"})


def _is_of_title(tokens: tuple[Morpheme, ...], index: int, end: int) -> bool:
    """Whether ``index`` is inside a word with 님 that was taken apart: 댓글러님."""
    return tokens[end].form == "님" and all(
        one.end == other.start for one, other in pairwise(tokens[index - 1 : end + 1])
    )


def _ends_before(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """Whether a phrase of its own ends with ``index``: 대학 때 (하숙집 아주머니), 알토 20년 (엄마)."""
    token, follower = tokens[index], tokens[index + 1]
    counted = token.tag == "NNB" and token.form in {"년", "개월", "시간", "번", "회"} and tokens[index - 1].tag == "SN"
    apart = follower.start > token.end
    return apart and (token.form in {"때", "대신", "덕분", "때문"} or counted or follower.form in {"우리", "저희"})


def _is_my(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """The 의 that is hidden in 내 친구, 제 동생."""
    return tokens[index].tag == "JKG" and index > 0 and tokens[index - 1].form in {"나", "저", "우리", "저희"}


def _is_count(tokens: tuple[Morpheme, ...], index: int) -> bool:
    """A number with its unit that stands before somebody (33년, 82세) is not part of their name; 3학년 2반 is."""
    token = tokens[index]
    if any(later.form == "지기" for later in tokens[index + 1 : index + 3]):  # 10년지기
        return False
    if token.tag == "SN":
        follower = tokens[index + 1].form if index + 1 < len(tokens) else ""
        return follower not in {"세", "살", "학년", "반", "팀", "호", "조", "기", "소대", "중대", "층", "동", "부"}
    return (
        token.tag == "NNB" and token.form in {"년", "명", "번", "회", "개", "권", "일", "년째", "개월"}
    ) or token.form == "째"


def is_known_thing(phrase: str) -> bool:
    """Whether ``phrase`` names something that people give awards to: a car, a chair, an alarm clock."""
    return bool(known_thing(re.findall(r"[가-힣]+", phrase)))


def known_thing(words: list[str]) -> str:
    """The first of ``words`` that is a thing, or a kind of one (비닐우산, 김치냉장고); "" for none."""
    things, endings = _things()
    return next((word for word in words if word in things or word.endswith(endings)), "")


@cache
def _things() -> tuple[frozenset[str], tuple[str, ...]]:
    """The names of things, and those that compounds end with."""
    things = frozenset(lexicon("people")["things"])
    return things, tuple(thing for thing in things if len(thing) > 1 and thing != "기타")
