"""The fact check: what the person gave is in the answer, and nothing that the person did not give.

It asks the same of every engine's answer, the offline writer's too. It works on words and numbers, not on meaning: a
deed that is told wrong in the right words passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tasks.awards.award import LIMITS, Award
from pipeline.tasks.awards.morphemes import analyse, quoted_spans
from pipeline.tasks.awards.names import looks_like_full_name
from pipeline.tasks.awards.numbers import in_digits, in_words, value
from pipeline.tasks.awards.particles import attach
from pipeline.tasks.awards.people import describe
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.awards.wordlists import lexicon, wordlist
from pipeline.tasks.task import Problem

TITLE_LIMIT = 24  # characters that still stand in one line
KEPT_NOUNS = 0.5  # share of the reason's nouns that an answer must hold

_RANKS = wordlist("ranks")
_OFFICES = _RANKS & frozenset(lexicon("people")["titles"]) | {
    "장관",
    "시장",
    "의원",
    "총장",
    "교장",
    "교감",
    "대표이사",
}
_HELD = re.compile(r"님|\s?선생님|으로서|로서|께|이신|이자|으로\s|로\s|직을|에게|이\s되|은\s|는\s|이\s|가\s")
_THING_ENDINGS = frozenset("상패장증왕모술길컵식회함권집복화")
_NEGATIVE_FORMS = {("안", "MAG"), ("못", "MAG"), ("않", "VX"), ("못하", "VX"), ("없", "VA"),
                   ("없이", "MAG"), ("빠짐없이", "MAG"), ("끊임없이", "MAG"),
                   ("없애", "VV"), ("안되", "VV")}  # fmt: skip
_NEGATIVE_WORDS = re.compile(
    r"빠짐없|끊임없|변함없|한결같이|무지각|무결석|무결근|무사고|무고장|개근|마다하지|꿋꿋|거뜬|씩씩"
)
_CLOSING = re.compile(
    r"(?:수여|표창|임명|위촉|증명|인증|인정|허가|칭찬|전|선사|헌정|추대|격려|감사|치하|명|봉)(?:합니다|함|한다|하노라|해요)\.?$|"
    r"(?:드립니다|바칩니다|올립니다|줍니다|기립니다|전합니다|건넵니다|올림|드림|줌)\.?$"
)
_OPENING = re.compile(
    r"^(?:위|귀하|귀사|귀\s\S{1,5}(?:은|는|께서|의|에서|\s)|고인|당신|그대|여러분|너|우리|사랑하는|본|두 (?:분|사람))"
)
_JOKES = re.compile(r"[ㅋㅎㅠㅜ]{2,}|!!|하하|호호|크크")


def check(request: AwardRequest, award: Award) -> list[Problem]:
    """Problems of ``award`` as an answer to ``request``, empty when there are none."""
    return [*_form(request, award), *_numbers(request, award), *_names(request, award), *_content(request, award)]


def _given(request: AwardRequest) -> str:
    return "\n".join((request.reason, request.recipient, request.giver, request.topic))


def _written(award: Award) -> str:
    return "\n".join((award.title, award.recipient, award.body))


def _form(request: AwardRequest, award: Award) -> Iterator[Problem]:
    if not 2 <= len(award.title) <= TITLE_LIMIT or "\n" in award.title:
        yield Problem("form", f"상 이름이 2자에서 {TITLE_LIMIT}자 사이의 한 줄이 아닙니다.")
    if not 25 <= len(award.body) <= LIMITS["body"]:
        yield Problem("form", f"본문이 25자에서 {LIMITS['body']}자 사이가 아닙니다.")
    body = award.body.strip()
    if not any(_OPENING.match(start) or _is_addressed(start, award.recipient) for start in _starts(body)):
        yield Problem("form", "본문에 받는 이를 가리키는 말이 없습니다.")
    if not _CLOSING.search(body):
        yield Problem("form", "본문이 상을 주는 말로 끝나지 않습니다.")
    if request.tone == "추모" and _JOKES.search(body):
        yield Problem("tone", "추모하는 글에 웃음이나 느낌표가 들어갔습니다.")
    foreign = set(re.findall(r"[぀-ヿ㐀-鿿Ѐ-ӿ]", _written(award))) - set(_given(request))
    if foreign:
        yield Problem("foreign", "요청에 없는 외국 글자가 들어갔습니다.")
    if "<" in _written(award) and "<" not in _given(request):
        yield Problem("form", "태그가 들어갔습니다.")


def _starts(body: str) -> list[str]:
    """Where whoever receives the award may be named: at the start of sentences, after what others did (제가 아플 때
    귀하께서는 …), before the award (귀하께 이 상장을).
    """
    last = re.search(r"\S+ \S+(?= (?:(?:벌 대신 )?이 \S+[을를]|\S+ \S*으?로 임명))", body.rsplit(". ", 1)[-1])
    named = [last[0], last[0].split(" ", 1)[1]] if last else []
    after = [body[match.end() :] for match in _AFTER_OTHERS.finditer(body)]
    return [*re.split(r"(?<=\.)\s", body), *after, *named]


def _is_addressed(body: str, recipient: str) -> bool:
    """Whether ``body`` begins with whom it honours: a part of the recipient's name, their relation, title or team."""
    words = re.sub(r"[‘’'\"“”,!]", "", body[:30]).split()[:3]
    own = _squeezed(recipient)
    for count in range(1, len(words) + 1):
        said = _ADDRESSING.sub("", "".join(words[:count]))
        if len(said) > 1 and (said in own or said.removesuffix("님") in own or describe(recipient).is_named_by(said)):
            return True
    return recipient.split()[-1] in body[:20]


_AFTER_OTHERS = re.compile(r"(?:[데만면도니자고때]|때마다|때면|동안) (?=\S+(?: \S+){0,2}?(?:께서는|께서|은|는|이|가) )")
_ADDRESSING = re.compile(r"(?:께서는|께서|은|는|이|가|의|들은|들께서는|아|야|이여|여)$")


def _numbers(request: AwardRequest, award: Award) -> Iterator[Problem]:
    written, given = _written(award), _given(request)
    compact = re.sub(r"[\s,]", "", written)
    for number, unit in in_digits(request.reason):
        told = number.replace(",", "").rstrip(".")
        if not _holds(compact, told + unit):
            lost = f"‘{number}{unit}’{_particle(number + unit)}"
            yield Problem("number lost", f"이유에 있는 {lost} 그대로 들어가지 않았습니다.")
    for word in in_words(request.reason):
        if word not in written and not (value(word) == 1 or str(value(word)) in compact):
            yield Problem("number lost", f"이유에 있는 수 ‘{word}’{_particle(word)} 빠졌습니다.")
    known = {number.replace(",", "") for number, _ in in_digits(given)}
    known |= {str(value(word)) for word in in_words(given)} | {"1"}
    for number, unit in in_digits(written):
        if number.replace(",", "") not in known:
            yield Problem("number added", f"요청에 없는 ‘{number}{unit}’{_particle(number + unit)} 들어갔습니다.")
    for word in in_words(written):
        if str(value(word)) not in known:
            yield Problem("number added", f"요청에 없는 수 ‘{word}’{_particle(word)} 들어갔습니다.")


def _holds(text: str, number: str) -> bool:
    """Whether ``number`` stands in ``text``, and not as the end of a longer one."""
    place = text.find(number)
    while place > 0 and text[place - 1].isdecimal():
        place = text.find(number, place + 1)
    return place >= 0


def _particle(word: str) -> str:
    return attach(word, "이")[len(word) :]


def _names(request: AwardRequest, award: Award) -> Iterator[Problem]:
    if request.recipient and _squeezed(award.recipient) != _squeezed(request.recipient):
        yield Problem("recipient", f"받는 사람이 ‘{request.recipient}’{_particle(request.recipient)} 아닙니다.")
    if request.giver and _squeezed(award.giver) != _squeezed(request.giver):
        yield Problem("giver", f"주는 사람이 ‘{request.giver}’{_particle(request.giver)} 아닙니다.")
    written, given = _written(award), _given(request)
    for start, end in quoted_spans(request.reason):
        if _squeezed(request.reason[start + 1 : end - 1]) not in _squeezed(written):
            yield Problem("quote lost", "따옴표 속의 말이 그대로 들어가지 않았습니다.")
    for name in sorted(people_named(request.reason)):
        if name not in written and not (name.endswith("이") and name[:-1] in written):
            yield Problem("name lost", f"이유에 있는 이름 ‘{name}’{_particle(name)} 빠졌습니다.")
    for name in sorted(people_named(f"{award.title}\n{award.body}")):
        if name not in given and not any(name in word or word in name for word in given.split() if len(word) > 1):
            yield Problem("name added", f"요청에 없는 이름 ‘{name}’{_particle(name)} 들어갔습니다.")
    for rank in sorted(_ranks(f"{award.title}\n{award.body}")):
        if (
            rank not in given
            and rank not in request.kind
            and not (rank == "합격" and re.search(r"붙(?:[었은어음]|으[시셨심신])|통과", given))
        ):
            yield Problem("rank added", f"요청에 없는 ‘{rank}’{_particle(rank)} 들어갔습니다.")


def people_named(text: str) -> set[str]:
    """Full names in ``text``: a surname and a given name that the dictionary does not know, or one before a title."""
    titles = set(lexicon("people")["titles"])
    found = set()
    tokens = analyse(text)
    for index, token in enumerate(tokens):
        unknown = token.tag in {"NNG", "NNP"} and (not token.known or token.tag == "NNP")
        if (
            len(token.form) == 3
            and unknown
            and re.fullmatch(r"[가-힣]{3}", token.form)
            and looks_like_full_name(token.form)
        ):
            follower = tokens[index + 1].form if index + 1 < len(tokens) else ""
            if (not token.known or follower in titles) and not _is_compound(token.form):
                found.add(token.form)
    for match in re.finditer(
        r"(?<![가-힣])([가-힣]{3})\s(?:님|씨|대리|과장|차장|부장|주임|사원|팀장|선생님|학생|어린이)(?![가-힣]{2})", text
    ):
        if looks_like_full_name(match[1]) and analyse(match[1])[0].tag != "MAG":  # 어느새
            found.add(match[1])
    return found


def _is_compound(word: str) -> bool:
    """소풍상, 전역패, 위생모: a noun of the dictionary with an ending of things, though it looks like a name."""
    first = analyse(word[:2])
    noun = (len(first) == 1 and first[0].tag == "NNG" and first[0].known) or first[-1].tag == "ETN"  # 나눔상
    return word[2] in _THING_ENDINGS and noun


def _ranks(text: str) -> set[str]:
    """Ranks that start a word (사장 in 사장님, not in 심사장), offices only where somebody holds them."""
    starts = {match.start() for match in re.finditer(r"\S+", text)}
    found, people = set(), people_named(text)
    for token in analyse(text):
        held = _HELD.match(text, token.end) or any(name + " " == text[: token.start][-4:] for name in people)
        if token.form in _RANKS and token.start in starts and (token.form not in _OFFICES or held):
            found.add(token.form)
    return found


def _nouns(text: str) -> set[str]:
    return {token.form for token in analyse(text) if token.tag in {"NNG", "NNP", "SL"}}


def _content(request: AwardRequest, award: Award) -> Iterator[Problem]:
    if not request.reason:
        return
    nouns = {_squeezed(noun) for noun in _nouns(request.reason) if len(noun) > 1}
    squeezed = _squeezed(_written(award))
    kept = [noun for noun in nouns if noun in squeezed]
    if nouns and len(kept) < KEPT_NOUNS * len(nouns):
        yield Problem("reason lost", "이유에 있는 말이 절반도 남지 않았습니다.")
    told = re.sub(r"[“”]", "", award.body)  # a quotation is one noun to the analyser
    if is_negative(request.reason) and not (is_negative(told) or _NEGATIVE_WORDS.search(_written(award))):
        yield Problem("negation lost", "이유에 있는 ‘안’, ‘못’, ‘없다’의 뜻이 사라졌습니다.")


def is_negative(text: str) -> bool:
    tokens = analyse(text)
    for token, follower in zip(tokens, (*tokens[1:], None), strict=True):
        split_noun = token.form in {"안", "못"} and follower is not None and follower.start == token.end
        if (token.form, token.tag) in _NEGATIVE_FORMS and not (split_noun and follower and follower.tag[0] not in "VX"):
            return True  # 안 is not taken out of 안내
    return bool(re.search(r"지\s?(?:않|못)|(?<![가-힣])(?:안|못)\s", text))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s'\"‘’“”]", "", text)
