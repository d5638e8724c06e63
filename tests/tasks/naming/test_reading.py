"""Readings: what is asked of a model, what the offline writer says, and what the check refuses."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline.serving.engine import ModelIdentity
from pipeline.tasks.naming import prompt
from pipeline.tasks.naming.facts import facts_of
from pipeline.tasks.naming.names import recommend_names
from pipeline.tasks.naming.prompt import Reading, ReadingRequest
from pipeline.tasks.naming.sexagenary import CYCLE, reading
from pipeline.tasks.naming.task import naming, read_names
from pipeline.tasks.task import AnswerFormatError
from tests.tasks.naming.births import chart_of, random_charts


@pytest.fixture(scope="module")
def request_of_three() -> ReadingRequest:
    chart = chart_of()
    return ReadingRequest(facts_of(chart, recommend_names(chart, surname="김", gender="남", count=3)))


def requests(count: int) -> Iterator[ReadingRequest]:
    chance = random.Random(2)
    for variant, chart in enumerate(random_charts(count, seed=9)):
        surname = chance.choice(("김", "이", "박", "남궁", "뜌"))
        options = {"syllables": chance.choice((1, 2, 2))}
        names = recommend_names(
            chart, surname=surname, gender=chart.birth.gender, count=chance.choice((1, 3, 5)), options=options
        )
        yield ReadingRequest(facts_of(chart, names), variant)


def test_the_offline_writer_passes_its_own_check() -> None:
    for request in requests(60):
        answer = naming.offline(request)
        assert naming.check(request, answer) == [], prompt.completion(answer)
        assert naming.parse(prompt.completion(answer)) == answer


def test_the_offline_writer_is_korean_with_the_right_particles() -> None:
    for request in requests(40):
        answer = naming.offline(request)
        text = prompt.completion(answer)
        # Every particle after a bracket agrees with the syllable before it.
        for syllable, particle in re.findall(r"([가-힣])\([^)]*\)(을|를|이|가|은|는|과|와)(?=[ ,])", text):
            closed = (ord(syllable) - 0xAC00) % 28 > 0
            assert (particle in "을이은과") == closed, (syllable, particle, text)
        for element, particle in re.findall(r"(?<![가-힣])([목화토금수])(을|를|이|가|은|는)(?![가-힣(])", text):
            assert (particle in "을이은") == (element in "목금"), text


def test_the_same_facts_give_the_same_words_and_a_variant_gives_others(request_of_three: ReadingRequest) -> None:
    assert naming.offline(request_of_three) == naming.offline(request_of_three)
    paragraphs = {naming.offline(replace(request_of_three, variant=n)).paragraph for n in range(8)}
    assert len(paragraphs) >= 6


def test_one_reading_does_not_repeat_a_wording() -> None:
    chart = chart_of()
    names = recommend_names(chart, surname="이", gender="여", count=5)
    answer = naming.offline(ReadingRequest(facts_of(chart, names)))
    endings = [sentence[-14:] for _, _, sentence in answer.names]
    assert len(set(endings)) >= 4


def test_without_the_hour_it_says_so() -> None:
    chart = chart_of(time="")
    request = ReadingRequest(facts_of(chart, []))
    answer = naming.offline(request)
    assert "시각" in answer.paragraph
    assert "세 기둥" in answer.paragraph
    assert answer.names == ()
    assert naming.check(request, answer) == []


def test_the_prompt_holds_every_fact(request_of_three: ReadingRequest) -> None:
    text = naming.messages(request_of_three)[0]["content"]
    facts = request_of_three.facts
    for word in (*facts.pillars, *facts.readings, facts.strength, f"용신: {facts.yongsin}", f"희신: {facts.helper}"):
        assert word in text
    for name in facts.names:
        assert name.label in text
        for character in name.characters:
            assert f"{character.hanja} {character.gloss} {character.reading}, {character.element}" in text


WRONG = {
    "another year": lambda p, f: p.replace(f.readings[0], "갑자년"),
    "another hour": lambda p, f: p.replace(f.readings[3], "계해시"),
    "another self": lambda p, f: p.replace(f"{f.self_label}(", "갑목("),
    "another yongsin": lambda p, f: re.sub(f"용신은 {f.yongsin}|용신으로 {f.yongsin}", "용신은 토", p),
    "another count": lambda p, f: p + " 토가 7개로 가장 많습니다.",
    "a missing element that is there": lambda p, f: p + " 화는 보이지 않습니다.",
    "another strength": lambda p, f: p + (" 신약입니다." if f.strength != "신약" else " 신강입니다."),
    "an unknown hanja": lambda p, f: p + " 龍(용)의 기상입니다.",
    "a wrong reading": lambda p, f: p + f" 첫 글자는 강({f.names[0].hanja[0]})입니다.",
    "another animal": lambda p, f: p + (" 쥐띠입니다." if f.animal != "쥐" else " 소띠입니다."),
    "a pillar in hanja": lambda p, f: p + " 壬子의 기운입니다.",
    "an age": lambda p, f: p + " 35세에 귀인을 만납니다.",
    "a fate": lambda p, f: p + " 이 아이는 반드시 큰 부자가 될 것입니다.",
    "a death": lambda p, f: p + " 다만 단명할 사주입니다.",
    "an illness": lambda p, f: p + " 질병을 조심해야 합니다.",
    "no culture": lambda p, f: re.sub(r"[^.]*과학[^.]*\.", "", p),
    "culture twice": lambda p, f: p + " 사주는 과학이 아니라 문화입니다.",
    "ten gods": lambda p, f: p + " 정재가 둘입니다.",
    "English": lambda p, f: p + " This is a good chart 입니다.",
    "too short": lambda p, f: "과학이 아니라 문화입니다.",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_paragraph_that_differs_from_the_facts_is_refused(wrong: str, request_of_three: ReadingRequest) -> None:
    good = naming.offline(replace(request_of_three, variant=1))
    paragraph = WRONG[wrong](good.paragraph, request_of_three.facts)
    assert paragraph != good.paragraph
    assert naming.check(request_of_three, replace(good, paragraph=paragraph)), paragraph


@pytest.mark.parametrize(
    "words",
    [
        "사주로 앞날을 알 수는 없습니다.",
        "누구도 그렇게 말할 수는 없는 일입니다.",
        "한 가지로 볼 수도 없습니다.",
        "금세 날이 저물었습니다.",
        "금빛 들판이 눈에 선합니다.",
        "할 수 있는 만큼만 읽어 주세요.",
        "토요일 아침에 읽어 주세요.",
        "화가 난 날에는 덮어 두셔도 됩니다.",
        "이제 금은 없어도 됩니다.",
    ],
)
def test_words_that_only_sound_like_an_element_are_accepted(words: str, request_of_three: ReadingRequest) -> None:
    good = naming.offline(replace(request_of_three, variant=1))
    facts = replace(request_of_three.facts, counts=(2, 1, 2, 0, 3), weights=(20.0, 15.0, 25.0, 5.0, 35.0))
    before = naming.check(replace(request_of_three, facts=facts), good)
    after = naming.check(replace(request_of_three, facts=facts), replace(good, paragraph=f"{good.paragraph} {words}"))
    assert after == before


def test_an_element_that_is_said_to_be_missing_is_still_read(request_of_three: ReadingRequest) -> None:
    good = naming.offline(replace(request_of_three, variant=1))
    facts = replace(request_of_three.facts, counts=(2, 1, 2, 0, 3))
    for words in (
        "이 사주에 수는 없습니다.",
        "수가 하나도 없습니다.",
        "물의 기운인 수는 보이지 않습니다.",
        "수도 없고 금도 없습니다.",
    ):
        wrong = replace(good, paragraph=f"{good.paragraph} {words}")
        found = {problem.message for problem in naming.check(replace(request_of_three, facts=facts), wrong)}
        assert "사주에 있는 오행을 없다고 했습니다: 수" in found, words


def test_a_sentence_that_differs_from_the_facts_is_refused(request_of_three: ReadingRequest) -> None:
    good = naming.offline(request_of_three)
    name = request_of_three.facts.names[0]
    first = name.characters[0]
    absent = next(e for e in "목화토금수" if e not in {c.element for c in name.characters})
    for sentence in (
        f"{first.hanja}의 {absent}의 기운을 담은 이름입니다.",
        f"{absent}의 기운이 담긴 이름입니다.",
        f"{first.reading}({first.hanja})는 {first.strokes + 1}획의 글자입니다.",
        f"{first.reading}({first.hanja})는 서른 획의 글자입니다.",
        f"용({first.hanja})이라는 글자를 담은 이름입니다.",
        "龍의 기상을 담은 이름입니다.",
        "이 이름을 쓰면 반드시 성공합니다.",
        "좋은 이름임",
    ):
        names = ((name.hangul, name.hanja, sentence), *good.names[1:])
        assert naming.check(request_of_three, replace(good, names=names)), sentence


def test_true_sentences_in_other_words_are_accepted(request_of_three: ReadingRequest) -> None:
    good = naming.offline(request_of_three)
    name = request_of_three.facts.names[0]
    first = name.characters[0]
    for sentence in (
        f"{first.hanja}({first.reading})의 뜻을 살려 곧고 맑게 자라라는 마음을 담은 이름입니다.",
        f"{first.element}의 기운을 지닌 {first.hanja}에 부모의 사랑을 실었습니다.",
        f"원획으로 {first.strokes}획인 {first.reading}({first.hanja})에 바람을 담았어요.",
        "건강하게 자라기를 바라는 마음을 담았습니다.",
    ):
        names = ((name.hangul, name.hanja, sentence), *good.names[1:])
        assert naming.check(request_of_three, replace(good, names=names)) == [], sentence


def test_every_name_is_spoken_of_once(request_of_three: ReadingRequest) -> None:
    good = naming.offline(request_of_three)
    assert naming.check(request_of_three, replace(good, names=good.names[:-1]))
    assert naming.check(request_of_three, replace(good, names=(*good.names, good.names[0])))
    assert naming.check(request_of_three, replace(good, names=(*good.names, ("서윤", "瑞潤", "고운 이름입니다."))))


def test_parse_reads_lists_and_refuses_an_answer_without_a_paragraph() -> None:
    answer = naming.parse("글입니다.\n이어집니다.\n\n1. 서윤(瑞潤): 좋은 뜻입니다.\n- 도윤(道潤)： 바른 뜻입니다.")
    assert answer == Reading(
        "글입니다. 이어집니다.", (("서윤", "瑞潤", "좋은 뜻입니다."), ("도윤", "道潤", "바른 뜻입니다."))
    )
    assert answer.sentence("서윤", "瑞潤") == "좋은 뜻입니다."
    with pytest.raises(AnswerFormatError):
        naming.parse("서윤(瑞潤): 좋은 뜻입니다.")


class Scripted:
    """An engine that says what it was told to; the protocol of pipeline.serving.engine."""

    identity = ModelIdentity("gguf", "owner/naming-GGUF", "0123456789")
    context_size = 4096

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.asked: list[str] = []

    def stream(self, messages, options):
        self.asked.append(messages[0]["content"])
        yield from self.texts.pop(0)

    def count_tokens(self, messages) -> int:
        return len(messages[0]["content"])


def test_a_model_that_invents_is_asked_again_and_then_replaced() -> None:
    chart = chart_of()
    names = recommend_names(chart, surname="김", gender="남", count=2)
    good = prompt.completion(naming.offline(ReadingRequest(facts_of(chart, names), 3)))
    lie = good + " 龍처럼 반드시 성공합니다."
    corrected = read_names(chart, names, Scripted(lie, good))
    assert corrected.engine == "owner/naming-GGUF@01234567"
    assert prompt.completion(corrected.answer) == good
    refused = read_names(chart, names, Scripted(lie, lie))
    assert refused.engine == "offline"
    assert "龍" in refused.notes[0]
    assert refused.answer == naming.offline(ReadingRequest(facts_of(chart, names)))


def changed_facts(request: ReadingRequest, answer: Reading, chance: random.Random) -> Iterator[tuple[str, Reading]]:
    """Every statement of an answer, one at a time, turned into another."""
    facts, text = request.facts, answer.paragraph
    for said in facts.readings:
        others = [reading(pillar) for pillar in CYCLE if reading(pillar) != said[:-1]]
        yield "pillar", replace(answer, paragraph=text.replace(said, chance.choice(others) + said[-1]))
    for found in re.finditer(r"(?<![가-힣])[목화토금수] (\d)(?=[,이입로])|(\d)개로", text):
        group = 1 if found[1] else 2
        count = str((int(found[group]) + chance.randint(1, 3)) % 9)
        yield "count", replace(answer, paragraph=text[: found.start(group)] + count + text[found.end(group) :])
    for found in re.finditer(r"(?:용신|희신)(?:은|으로|으로는) ([목화토금수])", text):
        other = chance.choice([element for element in "목화토금수" if element != found[1]])
        yield "role", replace(answer, paragraph=text[: found.start(1)] + other + text[found.end(1) :])
    for level in {"신강", "중화", "신약"} - {facts.strength}:
        yield "strength", replace(answer, paragraph=text.replace(facts.strength, level))
    for i, (hangul, hanja, sentence) in enumerate(answer.names):
        own = {character.element for character in facts.names[i].characters}
        for found in re.finditer(r"([가-힣])\(([^)]*)\)|([목화토금수])의 기운", sentence):
            if found[3]:
                new = chance.choice([element for element in "목화토금수" if element not in own]) + "의 기운"
            else:
                new = chance.choice([f"쾌({found[2]})", f"{found[1]}(夢)"])
            wrong = sentence[: found.start()] + new + sentence[found.end() :]
            names = (*answer.names[:i], (hangul, hanja, wrong), *answer.names[i + 1 :])
            yield "name", replace(answer, names=names)


def test_every_single_changed_fact_is_refused() -> None:
    chance, tried = random.Random(0), Counter()
    for request in requests(30):
        good = naming.offline(request)
        for kind, wrong in changed_facts(request, good, chance):
            tried[kind] += 1
            assert naming.check(request, wrong), (kind, prompt.completion(wrong))
    assert all(tried[kind] >= 30 for kind in ("pillar", "count", "role", "strength", "name")), tried
