"""What a story is about in one noun (골목 가로등, 꼬깃꼬깃한 오만원, 동치미), for titles where no deed can be told.

Which noun people take for a title was counted over the authored certificates of data/: see lexicon/titles.yaml, chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.tasks.awards.clauses import Clause
from pipeline.tasks.awards.morphemes import Morpheme, is_action_noun
from pipeline.tasks.awards.people import is_person_like
from pipeline.tasks.awards.title_phrases import ends_part
from pipeline.tasks.awards.title_words import Words, is_decent, is_noun, pattern
from pipeline.tasks.awards.wordlists import lexicon

_NOUNS = {"NNG", "NNP", "SL", "XSN"}
_MAX = 10  # characters
_ROLES = {"을": "object", "를": "object", "로": "tool", "으로": "tool", "도": "also", "까지": "also", "이": "subject",
          "가": "subject", "은": "subject", "는": "subject", "에": "place", "에서": "place", "와": "beside",
          "과": "beside", "랑": "beside", "이랑": "beside", "마다": "beside", "의": "owner"}  # fmt: skip
_OTHERS_WORDS = {"JKS", "JKO", "JKB", "JKC", "EC", "MAG", "JX"}


@lru_cache(maxsize=512)
def story_nouns(clauses: tuple[Clause, ...], playful: bool = False) -> tuple[str, ...]:
    """The nouns that can name an award for ``clauses``, the likeliest first; none twice, none within another.

    ``playful`` lets 방귀 and 쓰레기 in, which a joke may be about.
    """
    found: list[tuple[Words, int, float, str]] = []
    for place, clause in enumerate(clauses):
        words = Words(clause.text)
        cut = max((index for index in range(len(words.tokens)) if ends_part(words.tokens, index)), default=-1)
        for index, token in enumerate(words.tokens[:-1]):
            phrase = _named_at(words, index, playful) if token.tag in _NOUNS else ""
            undone = words.denied and index > cut and words.tokens[index + 1].form in {"을", "를", "도"}
            if phrase and not undone:  # 마우스를 안 쓰다 is about no 마우스
                late = 0.2 * (index > cut) + 0.2 * (place == len(clauses) - 1)
                found.append((words, index, late, phrase))
    best: list[str] = []
    for phrase in _likeliest_first(found):
        if not any(phrase.split()[-1] in other or other.split()[-1] in phrase for other in best):
            best.append(phrase)
    return tuple(best)


def _likeliest_first(found: Sequence[tuple[Words, int, float, str]]) -> list[str]:
    """The phrases of ``found``, each with where it stands and how much its place is worth."""
    if len({phrase for _, _, _, phrase in found}) < 2:  # nothing to choose from, which spares the language model
        return [phrase for _, _, _, phrase in found]
    rated = [
        (-_likelihood(words.tokens, index, words.word(index)) - late, phrase) for words, index, late, phrase in found
    ]
    return [phrase for _, phrase in sorted(rated, key=lambda item: item[0])]


def _likelihood(tokens: Sequence[Morpheme], index: int, word: str) -> float:
    """How likely people are to name the award by this noun, by its part in the clause and by the word itself."""
    weights, token, after = lexicon("titles")["chosen"]["weights"], tokens[index], tokens[index + 1]
    role = _ROLES.get(after.form, "") if after.tag[0] == "J" and after.start == token.end else ""
    if after.tag in {"SN", "MM", "NR"}:
        role = "counted"
    elif after.tag == "XSV":
        role = "done"
    described = any(later.tag == "ETM" for later in tokens[index:])
    said = weights["described"] * described + weights["unknown"] * (not token.known) + weights.get(role, 0.0)
    said += weights["act"] * is_action_noun(word)
    for liked in ("often", "seldom"):
        said += weights[liked] * (word in lexicon("titles")["chosen"][liked])
    return float(said)


def _named_at(words: Words, index: int, playful: bool) -> str:
    """The noun at ``index`` with the nouns before it (한자 급수 시험) or what describes it (회색 배낭); "" for none."""
    word, token = words.word(index), words.tokens[index]
    inside = [other for other in words.tokens if token.end - len(word) <= other.start < token.end]
    if (
        words.tokens[index + 1].tag == "XSA"
        or not word.endswith(token.form)
        or any(other.tag[0] not in "NXS" for other in inside)
        or not _can_name(word, playful)
    ):
        return ""
    phrase = words.phrase(index)
    if phrase == word or not phrase:
        phrase = f"{_described(words, index, word)}{word}"
    acts = words.tokens[index + 1].tag == "XSV"
    if (len(word) < 2 or acts) and phrase == word:
        return ""  # 연습하다 is about something that is not said
    others = [other for other in phrase.split()[:-1] if other in _not_named()]
    fits = len(phrase) <= _MAX and (playful or is_decent(phrase)) and not others and not is_person_like(phrase)
    return phrase if fits else word if len(word) > 1 and not acts else ""


def _can_name(word: str, playful: bool) -> bool:
    papers = word.endswith(("상장", "감사장", "표창장", "임명장", "자격증", "칭찬장", "공로상", "우수상"))
    fits = playful or len(word) == 1 or is_decent(word)
    return is_noun(word) and fits and not papers and word not in _not_named()


@cache
def _not_named() -> set[str]:
    """Words that no title is made of, nor any part of it."""
    lists = [lexicon("titles")[name] for name in ("alone", "units", "slight", "times", "empty")]
    return {word for words in [*lists, lexicon("titles")["chosen"]["never"]] for word in words}


def _described(words: Words, index: int, word: str) -> str:
    """꼬깃꼬깃한 of 꼬깃꼬깃한 오만원, 첫 of 첫 월급; "" where other words belong to what describes it."""
    start = words.tokens[index].end - len(word)
    before = [place for place, token in enumerate(words.tokens) if token.end <= start]
    if not before or words.text[words.tokens[before[-1]].end : start] != " ":
        return ""
    last = words.tokens[before[-1]]
    if last.tag == "MM" and last.form in {"첫", "옛", "새", "헌"}:
        return f"{last.form} "
    if last.tag != "ETM":
        return ""
    begin = words.text.rfind(" ", 0, last.start if last.start < last.end else last.start - 1) + 1
    inside = [token for token in words.tokens if begin <= token.start < last.end]
    earlier = [token for token in words.tokens if token.end < begin]
    kinds = {token.tag for token in inside}
    quality = bool(kinds & {"VA", "XSA"})
    theirs = _OTHERS_WORDS - {"JKO", "JX"} if quality else _OTHERS_WORDS
    alone = not earlier or earlier[-1].tag not in theirs
    said = words.text[begin : last.end]
    if (
        not alone
        or not (quality or "VV" in kinds)
        or len(said) > 5
        or pattern(lexicon("titles")["chosen"]["blunt"]).search(said)
    ):
        return ""
    return f"{said} "
