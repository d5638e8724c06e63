"""Whether a reading says only what the facts hold: pillars, elements, hanja, readings, strokes; and how it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.tasks.naming.elements import ELEMENTS, HANJA
from pipeline.tasks.naming.facts import ANIMALS, PILLARS, Facts, NameFacts
from pipeline.tasks.naming.prompt import Reading
from pipeline.tasks.naming.sexagenary import BRANCHES, CYCLE, READING, STEMS, reading
from pipeline.tasks.task import Problem

SHORTEST, LONGEST = 60, 900  # characters of the paragraph
LONGEST_SENTENCE: Final = 220  # characters on one name
SCARCE, AMPLE = 12.0, 20.0  # percent of the weighted elements that may be called little and much

IDEOGRAPHS: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(f"[{IDEOGRAPHS}]+")
_HANGUL_RUN: Final = re.compile(f"([가-힣]+)\\(([{IDEOGRAPHS}]+)\\)")
_RUN_HANGUL: Final = re.compile(f"([{IDEOGRAPHS}]+)\\(([가-힣 ]+)\\)")
_STEM_SOUNDS: Final = "".join(READING[stem] for stem in STEMS)
_BRANCH_SOUNDS: Final = "".join(READING[branch] for branch in BRANCHES)
_PILLAR: Final = re.compile(f"([{_STEM_SOUNDS}][{_BRANCH_SOUNDS}])(년|월|일|시)(?![가-힣]*서로)")
_ELEMENT: Final = "([목화토금수])"
_MARK: Final = r"(?:\([^)]*\))?"
_NATIVE: Final = {"나무": "목", "불": "화", "흙": "토", "쇠": "금", "물": "수"}
# An element as a word of its own. After a syllable that ends in ㄹ, 수 is the noun of 할 수 있다, not water.
_ABLE: Final = "".join(chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == 8)
_FREE_ELEMENT: Final = f"(?<![가-힣])([목화토금]|(?<![{_ABLE}] )수)"
_KOREAN_COUNTS: Final = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6}
_LEVELS: Final = {"신강": "(?:매우 |아주 )?강", "중화": "알맞", "신약": "(?:매우 |아주 )?약"}
_ROLES: Final = (("용신", "yongsin"), ("희신", "helper"), ("기신", "avoid"))
_TEN_GODS: Final = re.compile("비견|겁재|식신|상관격|편재|정재|편관|정관|편인|정인|대운|공망|도화살|역마살|괴강")
_FATE: Final = re.compile(
    "반드시|틀림없이|무조건|운명이 정해|타고난 운명|운명입니다|대박|재앙|액운|흉한|불행|단명|장수할|요절|수명|사망|"
    "죽[을음는어]|질병|암에|병에 걸|병이 [생나]|건강이 (?:나빠|약해|위험)|건강할 것|사고를 당|사고가 나|이혼|파산|"
    "부자가 [되될]|합격|당첨|출세|성공(?:합니다|할 것|하게 됩|을 거둡)|될 것입니다|하게 될|하게 됩니다|될 운|"
    "이룰 것입니다|살게 됩니다"
)
_NUMBER: Final = re.compile(r"\d+")
_SPELLED_STROKES: Final = re.compile(r"(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스물|스무|서른)\s*획")


def check(facts: Facts, answer: Reading) -> list[Problem]:
    """Every problem of an answer, in Korean; empty when it may be shown."""
    problems = [*_form(facts, answer), *_paragraph(facts, answer.paragraph)]
    names = {(name.hangul, name.hanja): name for name in facts.names}
    for hangul, hanja, sentence in answer.names:
        name = names.get((hangul, hanja))
        if name is not None:
            problems += _sentence(facts, name, sentence)
    return list({problem.message: problem for problem in problems}.values())


def _form(facts: Facts, answer: Reading) -> Iterator[Problem]:
    if not SHORTEST <= len(answer.paragraph) <= LONGEST:
        yield Problem("length", f"사주를 풀이한 문단의 길이가 {SHORTEST}자에서 {LONGEST}자 사이가 아닙니다.")
    given = [(hangul, hanja) for hangul, hanja, _ in answer.names]
    wanted = [(name.hangul, name.hanja) for name in facts.names]
    for hangul, hanja in wanted:
        if given.count((hangul, hanja)) != 1:
            yield Problem("names", f"{hangul}({hanja})의 풀이가 한 번 있지 않습니다.")
    for hangul, hanja in given:
        if (hangul, hanja) not in wanted:
            yield Problem("names", f"묻지 않은 이름이 들어 있습니다: {hangul}({hanja})")
    text = " ".join([answer.paragraph, *(sentence for _, _, sentence in answer.names)])
    if re.search(r"[A-Za-z]{2,}|[#*_`<>{}\[\]]", text):
        yield Problem("language", "한국어 문장이 아닌 부분이 있습니다.")
    for part in [answer.paragraph, *(sentence for _, _, sentence in answer.names)]:
        if not re.search(r"(?:다|요)[.!]$", part):
            yield Problem("language", "높임말로 끝맺지 않은 문장이 있습니다.")
    for _, _, sentence in answer.names:
        if len(sentence) > LONGEST_SENTENCE or len(re.findall(r"[다요][.!]", sentence)) > 2:
            yield Problem("length", "이름 풀이가 한 문장을 넘습니다.")
    if found := _FATE.search(text):
        yield Problem("fate", f"앞날을 단정하는 말이 있습니다: {found[0]}")
    if found := _TEN_GODS.search(text):
        yield Problem("facts", f"주어지지 않은 말이 있습니다: {found[0]}")
    said = [sentence for sentence in re.split(r"(?<=[.!?])\s+", text) if "과학" in sentence]
    if len(said) != 1 or "문화" not in said[0]:
        yield Problem("culture", "과학이 아니라 문화라는 말이 한 번 있지 않습니다.")


def _paragraph(facts: Facts, text: str) -> Iterator[Problem]:
    known = _known_readings(facts, facts.names)
    yield from _hanja(facts, text, known)
    yield from _pillars(facts, text)
    yield from _elements(facts, text)
    allowed = set(facts.counts) | {each.strokes for name in facts.names for each in name.characters} | {3, 4, 5, 6, 8}
    yield from _numbers(text, allowed | {number for name in facts.names for number in name.numbers})


def _sentence(facts: Facts, name: NameFacts, text: str) -> Iterator[Problem]:
    yield from _hanja(facts, text, _known_readings(facts, [name]))
    yield from _pillars(facts, text)
    yield from _roles(facts, text)
    own = {each.element for each in name.characters}
    for element in _elements_with_energy(text):
        if element not in own:
            yield Problem("elements", f"{name.label}의 한자에 없는 오행을 말했습니다: {element}")
    for each in name.characters:
        for found in re.finditer(
            f"{each.hanja}(?:\\([^)]*\\))?(?:[은는의이가]|에는)?\\s*{_ELEMENT}(?=의 |\\(| 기운|입니다|이며|이고)", text
        ):
            if found[1] != each.element:
                yield Problem("elements", f"{each.hanja}의 오행은 {each.element}인데 {found[1]}라고 했습니다.")
    strokes = {each.strokes for each in name.characters} | set(name.numbers)
    yield from _numbers(text, strokes | {len(name.characters)})


def _known_readings(facts: Facts, names: object) -> dict[str, set[str]]:
    """Hanja that may be written -> their readings: of the chart, of the elements, of the surname, of ``names``."""
    known: dict[str, set[str]] = {}
    for char in "".join(facts.pillars):
        known.setdefault(char, set()).add(READING[char])
    for element, char in HANJA.items():
        known.setdefault(char, set()).add(element)
    for char, sound in zip(facts.surname_hanja, facts.surname, strict=False):
        known.setdefault(char, set()).add(sound)
    for name in names:  # type: ignore[attr-defined]
        for each in name.characters:
            known.setdefault(each.hanja, set()).add(each.reading)
    return known


def _hanja(facts: Facts, text: str, known: dict[str, set[str]]) -> Iterator[Problem]:
    for run in _RUN.findall(text):
        for char in run:
            if char not in known:
                yield Problem("hanja", f"사실에 없는 한자가 있습니다: {char}")
    native = {native: HANJA[element] for native, element in _NATIVE.items()}
    labels = dict(zip(("연주", "월주", "일주", "시주"), facts.pillars, strict=False)) | {"일간": facts.self_stem}
    for sound, run in _HANGUL_RUN.findall(text):
        fits = any(sound.endswith(word) and run == char for word, char in native.items())
        fits |= any(sound.endswith(word) and run == pillar for word, pillar in labels.items())
        if not fits and not _reads(sound, run, known):
            yield Problem("reading", f"한자와 음이 맞지 않습니다: {sound}({run})")
    for run, sound in _RUN_HANGUL.findall(text):
        if not _reads(sound.replace(" ", ""), run, known):
            yield Problem("reading", f"한자와 음이 맞지 않습니다: {run}({sound})")


def _reads(sound: str, run: str, known: dict[str, set[str]]) -> bool:
    """Whether ``sound`` ends with a reading of the characters of ``run``, one a syllable."""
    tail = sound[-len(run) :]
    return len(tail) == len(run) and all(s in known.get(char, ()) for s, char in zip(tail, run, strict=True))


def _pillars(facts: Facts, text: str) -> Iterator[Problem]:
    cycle = {reading(pillar) for pillar in CYCLE}
    own = dict(zip(PILLARS, (reading(pillar) for pillar in facts.pillars), strict=False))
    for sound, unit in _PILLAR.findall(text):
        if sound in cycle and own.get(unit) != sound:
            yield Problem("pillars", f"사주에 없는 기둥이 있습니다: {sound}{unit}")
    for run in _RUN.findall(text):
        for start in range(len(run) - 1):
            pair = run[start : start + 2]
            if pair in CYCLE and pair not in facts.pillars:
                yield Problem("pillars", f"사주에 없는 기둥이 있습니다: {pair}")
    for found in re.finditer(r"일간(?:은|인|이)?[^.가-힣]*([갑을병정무기경신임계])([목화토금수])", text):
        if found[1] + found[2] != facts.self_label:
            yield Problem("pillars", f"일간이 다릅니다: {found[1]}{found[2]}")
    for animal in ANIMALS.values():
        if re.search(f"(?<![가-힣]){animal}띠", text) and animal != facts.animal:
            yield Problem("pillars", f"띠가 다릅니다: {animal}띠")
    for season in ("봄", "여름", "가을", "겨울"):
        if re.search(f"{season}(?:에 |인 때에 )(?:태어|찾아|온)", text) and season != facts.season:
            yield Problem("pillars", f"계절이 다릅니다: {season}")
    for level, said in _LEVELS.items():
        if level != facts.strength and re.search(f"{level}|일간의 힘[은이] {said}", text):
            yield Problem("elements", f"일간의 힘이 다릅니다: {level}")


def _roles(facts: Facts, text: str) -> Iterator[Problem]:
    """용신 is 수; 수를 용신으로; 용신인 수."""
    for role, field in _ROLES:
        own = getattr(facts, field)
        after = re.finditer(
            f"{role}{_MARK}(?:은|인|이|으로|으로는|이 되는)?\\s*{_ELEMENT}(?=[,.(을를이가의입과와로 ]|$)", text
        )
        before = re.finditer(f"(?<![가-힣]){_ELEMENT}{_MARK}(?:을|를|이|가|의 기운을|의 기운이)?\\s*{role}", text)
        for found in (*after, *before):
            if found[1] != own and not _belongs_to_another_role(text, found):
                yield Problem("elements", f"{role}이 다릅니다: {found[1]}")


def _belongs_to_another_role(text: str, found: re.Match[str]) -> bool:
    """In ``용신은 수, 희신은 금`` the 수 before 희신 is the 용신's."""
    return bool(re.match(r"[,·]", text[found.end(1) : found.end(1) + 1])) and not found[0].startswith(
        ("용", "희", "기")
    )


def _elements(facts: Facts, text: str) -> Iterator[Problem]:
    yield from _roles(facts, text)
    counts = dict(zip(ELEMENTS, facts.counts, strict=True))
    weights = dict(zip(ELEMENTS, facts.weights, strict=True))
    for element, said in _counts(text):
        if (int(said) if said.isdigit() else _KOREAN_COUNTS[said]) != counts[element]:
            yield Problem("elements", f"{element}의 수가 다릅니다: {said}")
    each = "((?:[목화토금수](?:과 |와 |, )?)+)(?:이|가|은|는)? 각각 (\\d+)개"
    for found in re.finditer(each, text):
        for element in re.findall("[목화토금수]", found[1]):
            if counts[element] != int(found[2]):
                yield Problem("elements", f"{element}의 수가 다릅니다: {found[2]}")
    energy = f"{_FREE_ELEMENT}{_MARK}(?:의 기운|의 글자| 기운)?(?:이|가|은|는|도)\\s*(?:하나도 |전혀 )?"
    for found in re.finditer(energy + "(?:없|빠져|보이지 않|들어 있지 않)", text):
        if counts[found[1]]:
            yield Problem("elements", f"사주에 있는 오행을 없다고 했습니다: {found[1]}")
    for found in re.finditer(energy + "(?:가장 |매우 |아주 )?(?:많|강|넉넉|넘|셉|왕성)", text):
        if counts[found[1]] < 2 and weights[found[1]] < AMPLE:
            yield Problem("elements", f"적은 오행을 많다고 했습니다: {found[1]}")
    for found in re.finditer(energy + "(?:가장 |매우 |아주 )?(?:적|모자라|부족|약)", text):
        if counts[found[1]] > 1 and weights[found[1]] > SCARCE:
            yield Problem("elements", f"적지 않은 오행을 모자란다고 했습니다: {found[1]}")


def _counts(text: str) -> Iterator[tuple[str, str]]:
    """Elements and the counts that stand with them: 목 2, 화가 셋, 금은 한 글자; but not 금세 or 수가 한 글자도."""
    start = f"{_FREE_ELEMENT}{_MARK}(?:은|는|이|가)?"
    digits = start + r"\s*(\d+)(?=개|자|글자|\s*개|[,.\s이로입]|$)"
    nouns = start + r"\s*(하나|둘|셋|넷|다섯|여섯)(?=[,.\s이로입]|$)"
    with_unit = start + r"\s+(한|두|세|네|다섯|여섯)(?=\s*(?:개|글자|자|그루)(?!도))"
    for pattern in (digits, nouns, with_unit):
        for found in re.finditer(pattern, text):
            yield found[1], found[2]


def _elements_with_energy(text: str) -> Iterator[str]:
    """Elements that a sentence ascribes: 수의 기운, 물의 기운, 수(水) 기운."""
    for found in re.finditer(f"(?<![가-힣]){_ELEMENT}{_MARK}(?:의)? 기운", text):
        yield found[1]
    for found in re.finditer(f"(?<![가-힣])({'|'.join(_NATIVE)})(?:\\([^)]*\\))?의 기운", text):
        yield _NATIVE[found[1]]


def _numbers(text: str, allowed: set[int]) -> Iterator[Problem]:
    for number in _NUMBER.findall(text):
        if int(number) not in allowed:
            yield Problem("numbers", f"사실에 없는 수가 있습니다: {number}")
    if _SPELLED_STROKES.search(text):
        yield Problem("numbers", "획수를 숫자로 적지 않았습니다.")
