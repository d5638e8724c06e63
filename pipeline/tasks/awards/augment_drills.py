"""Rows to practise copying on: requests of made-up words, and answers that repeat them in an award's form.

In an ordinary row a small model guesses most of the answer without looking at the request, and takes millions of tokens
to find out that it may look. Here nothing can be guessed: names, numbers and words mean nothing and come from the
request alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from pipeline.tasks.awards import prompt
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.request import KINDS, TONES, AwardRequest
from pipeline.tasks.task import Example

SCENARIO = "copying"
_COUNTERS = ("번", "개", "년", "일", "명", "권", "시간", "분", "마리", "장")
_OPENINGS = ("위 사람은", "귀하께서는", "위 어린이는", "위 팀은")
_CLOSINGS = ("이에 이 상장을 수여합니다.", "이 감사장을 드립니다.", "이 상을 줍니다.", "이를 칭찬합니다.")
_NUMBERS = 0.2  # share of the words that are numbers with a counter


def drills(syllables: Sequence[str], count: int, seed: int = 0) -> Iterator[Example]:
    """``count`` rows of words made of ``syllables``, always the same ones for a seed, all of one scenario."""
    chance = random.Random(seed)

    def word() -> str:
        if chance.random() < _NUMBERS:
            return f"{chance.randint(2, 400)}{chance.choice(_COUNTERS)}"
        return "".join(chance.choices(syllables, k=chance.randint(1, 4)))

    def words(least: int, most: int) -> list[str]:
        return [word() for _ in range(chance.randint(least, most))]

    for _ in range(count):
        recipient, giver, told = " ".join(words(1, 3)), " ".join(words(1, 2)), words(3, 9)
        request = AwardRequest(" ".join(told), recipient, giver, chance.choice(KINDS), chance.choice(TONES))
        begin = chance.randrange(len(told))
        award = Award(
            kind=request.kind,
            title=f"{' '.join(told[begin : begin + 2])} 상",
            recipient=recipient,
            body=f"{chance.choice(_OPENINGS)} {request.reason} {chance.choice(_CLOSINGS)}",
            giver=giver,
        )
        yield Example(tuple(prompt.messages(request)), prompt.completion(award), SCENARIO, request, "train")


def syllables_of(rows: Sequence[Example]) -> list[str]:
    """Every Korean syllable that the rows hold, in the order of the alphabet."""
    texts = (row.completion + "".join(turn["content"] for turn in row.messages) for row in rows)
    return sorted({char for text in texts for char in text if "가" <= char <= "힣"})
