"""What of a clause can stand in a title: the deed by its name, the thing it was about; whole words, good sense."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.tasks.awards.morphemes import Morpheme, analyse, is_action_noun
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.wordlists import lexicon

MAX_TOPIC = 12  # characters
_DENIALS = {("안", "MAG"), ("못", "MAG"), ("않", "VX"), ("못하", "VX"), ("말", "VX"), ("없", "VA")}
_WORD_ENDINGS = {"XSV", "XSA", "SP", "VCP", "EP", "EF", "EC", "ETM"}
_NOUNS = {"NNG", "NNP", "SL", "XSN", "NNB"}
_WITH = {"으로", "로", "에서", "보다", "처럼", "대로"}
_INSIDE = {"안", "밖", "속", "위", "옆", "뒤", "밑", "곁", "사이", "끝"}
_NOT_ABOUT = {"마다", "까지", "부터", "만", "씩", "에게", "한테", "께"}  # after a noun that an action is not about
_GIVEN = {"기부", "기증", "전달", "배달", "후원", "선물", "양보"}
# Verbs that are only how the writer made a clause of a bare noun.
_LENT = {"기록하", "차지하", "고수하"}


@lru_cache(maxsize=256)
def pattern(expression: str) -> re.Pattern[str]:
    """The lexicon's ``expression``, compiled once: there are more of them than ``re`` itself keeps."""
    return re.compile(expression)


class Words:
    """A clause as whole words, so that no title is made of half a compound."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = analyse(text)
        self.denied = any((token.form, token.tag) in _DENIALS for token in self.tokens[-6:])

    def deed(self) -> str:
        """The name of what the last predicate does: its action noun with what it is about (서버 장애 복구), or its
        object with a verbal noun (쓰레기 줍기); "" when no such name is sure to be right."""
        if self.denied:
            return ""  # 마우스를 안 쓰다 is no 마우스 쓰기
        for index in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[index]
            if token.tag == "ETM" or self._ends_clause(index) or token.form in _LENT:
                return ""
            if (
                token.tag == "XSV"
                and token.form in {"하", "시키"}
                and index
                and self.tokens[index - 1].tag in {"NNG", "XR"}
            ):
                return self._action(index - 1)
            if token.form == "되" and index > 1 and self.tokens[index - 1].tag in {"JKC", "JKS"}:
                title = self._phrase(index - 2, alone=True)
                return title if title.endswith(("왕", "챔피언", "MVP", "에이스")) else ""
            if token.tag == "VV":
                return self._done_to_object(index)
        return ""

    def things(self) -> list[str]:
        """Things that the last predicate acts on: its objects, whole words."""
        last_part = max((i for i in range(len(self.tokens) - 1) if self._ends_clause(i)), default=-1)
        found_things: list[str] = []
        for index, token in enumerate(self.tokens[:-1]):
            if token.tag not in {"NNG", "NNP", "XSN", "SL"} or not self._is_object(index):
                continue
            if any(later.tag == "ETM" for later in self.tokens[index:]):
                continue  # 휠체어 of 휠체어를 타는 학생
            found = self._phrase(index, alone=True)
            if not found or not (token.known or token.tag == "XSN") or not is_decent(found):
                continue
            if found.split()[-1] in lexicon("titles")["light"] or is_action_noun(found.split()[-1]):
                continue
            if index > last_part:
                found_things.append(found)
        return list(dict.fromkeys(found_things))

    def _is_object(self, index: int) -> bool:
        """Whether 을 or 를 follows the noun, or its count does (동화책 30권을)."""
        after = self.tokens[index + 1 : index + 4]
        if after[0].tag == "JKO":
            return True
        return len(after) == 3 and after[0].tag == "SN" and after[1].tag in {"NNB", "NNG"} and after[2].tag == "JKO"

    def word(self, index: int) -> str:
        """The whole written word around ``tokens[index]``, without particles; "" when that noun is not its end."""
        start = self.text.rfind(" ", 0, self.tokens[index].start) + 1
        stop = self.text.find(" ", start)
        stop = len(self.text) if stop < 0 else stop
        inside = [token for token in self.tokens if start <= token.start < stop]
        if any(token.tag in {"ETN", "ETM"} for token in inside):
            return ""  # 성공함
        while inside and (inside[-1].tag[0] == "J" or inside[-1].tag in _WORD_ENDINGS):
            inside.pop()
        if inside and inside[-1].tag not in _NOUNS | {"XR", "SN"}:
            return ""  # 교대없이
        return self.text[start : inside[-1].end] if inside and inside[-1].start >= self.tokens[index].start else ""

    def phrase(self, index: int) -> str:
        """The whole word at ``index`` with the nouns before it: 한자 급수 시험."""
        return self._phrase(index, alone=False)

    def _action(self, index: int) -> str:
        action = self.word(index)
        if action in {"달성", "돌파"} and any(token.tag == "SN" for token in self.tokens[:index]):
            return ""  # 헌혈 100회 달성 is no 헌혈 달성
        if len(action) < 2 or action in lexicon("titles")["alone"] or action in lexicon("titles")["light"]:
            return ""
        return _named(self._about(index), action)

    def _ends_clause(self, index: int) -> bool:
        """Whether an earlier clause ends here; 고 before 있다 and 어 before 주다 belong to the same one."""
        token = self.tokens[index]
        if token.tag != "EC" or token.form in {"어", "아", "게", "지"}:
            return False
        follower = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return token.form != "고" or follower is None or follower.tag != "VX"

    def _is_manner(self, index: int) -> bool:
        """Whether the clause that ends here only says how: 남아서, 틀리지 않고."""
        token = self.tokens[index]
        return token.form in {"어서", "아서"} or (token.form == "고" and self.tokens[index - 1].form in {"않", "못하"})

    def _done_to_object(self, verb: int) -> str:
        """쓰레기 줍기 for 쓰레기를 줍다, 배포 시간 단축 for 배포 시간을 …으로 줄이다; "" where no noun says it well."""
        acts = lexicon("titles")["verbs"]
        if self.tokens[verb - 1].tag == "EC" and self.tokens[verb - 1].form in {"어", "아"}:  # 깨 먹다
            return ""
        for place in range(verb - 1, 0, -1):
            token = self.tokens[place]
            if token.tag in {"ETM", "EF"} or self._ends_clause(place):
                return ""
            noun = self.tokens[place - 1]
            counted = place > 2 and self.tokens[place - 2].tag in {"SN", "MM"} and noun.tag in {"NNB", "NNG"}
            if token.tag == "JKO" and counted:
                place -= 2  # 책상 32개를: the thing, not the count
                noun = self.tokens[place - 1]
            if token.tag == "JKO" and noun.tag in _NOUNS:
                act = acts.get(self.tokens[verb].form, "")
                if self.tokens[verb].form == "하" and is_action_noun(noun.form):
                    return self._action(place - 1)
                thing = self._phrase(place - 1, alone=False)
                only = lexicon("titles")["only_of"].get(act)
                if only and not re.search(only, thing):
                    return ""
                return _named(thing, act) if thing and act else ""
        return ""

    def _about(self, action: int) -> str:
        """The nearest noun before an action that it can be about: 마라톤 (완주), 서버 장애 (복구)."""
        start = self.text.rfind(" ", 0, self.tokens[action].start) + 1
        given_to = -1
        for place in range(action - 1, -1, -1):
            token = self.tokens[place]
            if token.tag == "ETM" or (self._ends_clause(place) and not self._is_manner(place)):
                return ""
            if token.tag == "EC" and token.form in {"어", "아"} and self.tokens[place + 1].tag[0] != "V":
                return ""  # 문을 두드려 47가구를 대피시키다 is no 문 대피
            follower = self._after_word(place)
            if token.form == "앞":  # 전교생 앞에서 발표하다
                continue
            if follower.form in {"있", "없"}:
                return ""  # 용기 있게 증언하다
            counted = follower.tag == "SN" and token.tag in _NOUNS and token.form not in lexicon("titles")["empty"]
            if follower.form in _WITH or (counted and not self._is_object(place)):
                return ""  # 공으로 출루하다, 온 식구 40분 수색: neither is what the deed is about
            if token.tag == "ETN":  # 물 마시기 (성공)
                return ""
            if token.tag == "EC" and token.form in {"어서", "아서"} and self.tokens[action + 1].form == "시키":
                return ""
            if follower.tag == "JKB" and token.form in _INSIDE:
                return ""  # 차 안에서 연습하다 is no 차 연습
            if token.tag == "NNB" and token.form != "줄":
                continue
            if follower.form in {"에", "에게", "께"} and self.tokens[action].form in _GIVEN:
                given_to = token.start  # 보호소에 수익금을 기부하다 is no 보호소 기부
                continue
            if token.end + 1 == given_to:
                given_to = token.start
                continue
            if follower.tag in {"XSV", "XSA", "JKS"} or follower.form in _NOT_ABOUT:
                continue
            if token.start < start and token.tag in _NOUNS and token.form not in lexicon("titles")["empty"]:
                found = self._phrase(place, alone=False)
                if found:
                    return found
            if follower.tag == "JKO" and self.tokens[place - 1].tag not in {"SN", "MM"}:
                return ""  # what it is about cannot stand in a title
        return ""

    def _after_word(self, index: int) -> Morpheme:
        """What follows the noun, suffixes like 들 skipped."""
        index += 1
        while index < len(self.tokens) - 1 and self.tokens[index].tag == "XSN":
            index += 1
        return self.tokens[index]

    def _phrase(self, index: int, alone: bool) -> str:
        """The word at ``index`` and, when nothing joins them, the noun before it; "" when it can make no title."""
        word = self.word(index)
        if not is_noun(word) or word in lexicon("titles")["empty"]:
            return ""
        told, place = word, index
        while True:
            start = self.text.rfind(" ", 0, self.tokens[place].start) + 1
            before = next((i for i in range(place - 1, -1, -1) if self.tokens[i].end <= start), -1)
            if before < 0 or self.tokens[before].tag not in _NOUNS or self.tokens[before].end != start - 1:
                break
            other = self.word(before)
            if not is_noun(other) or other in lexicon("titles")["empty"]:
                break
            if len(other) + len(told) >= MAX_TOPIC - 2:
                return "" if " " in told else word  # half of a longer compound
            told, place = f"{other} {told}", before
        if told != word:
            return told
        return "" if alone and word in lexicon("titles")["alone"] else word


def _named(before: str, act: str) -> str:
    name = f"{before} {act}".strip()
    return name if is_decent(name) else ""


def is_noun(word: str) -> bool:
    """Whether ``word`` may stand in a title: no number, no quotation, nobody's name."""
    if not word or len(word) > MAX_TOPIC or re.search(r"[\d'\"‘’“”,()]", word):
        return False
    return word in lexicon("titles")["alone"] or word in lexicon("people")["animals"] or not _is_somebody(word)


def _is_somebody(word: str) -> bool:
    derived = analyse(word)[-1].tag == "XSN" and word.endswith(("화", "성", "률", "력", "용", "품", "비"))  # 국산화
    return not derived and is_person_like(word)


def is_decent(name: str) -> bool:
    """Whether ``name`` honours: not a misfortune alone, not an empty word, short enough."""
    words = name.split()
    if not 2 <= len(name) <= MAX_TOPIC + 2 or not words:
        return False
    if words[-1] in lexicon("titles")["empty"] or (len(words) == 1 and words[0] in lexicon("titles")["alone"]):
        return False
    sad, turned = lexicon("titles")["sad"], lexicon("titles")["turned"]
    for index, word in enumerate(words):
        if word != "분위기" and any(word == item or (len(item) > 1 and word.endswith(item)) for item in sad):
            follower = words[index + 1] if index + 1 < len(words) else ""
            if follower not in turned:
                return False
    return True
