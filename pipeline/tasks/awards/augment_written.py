"""Rows that a small model can learn from: an author's title over the offline writer's body.

An author's body tells the story anew, which takes a large model. The offline writer carries the person's own clauses
into an award's form, and that is within a small one's reach. A title is a few words of the request turned well, which
only people can teach.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from pipeline.tasks.awards import augment, prompt
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.request import AwardRequest
from pipeline.tasks.task import Example, Problem

WORDINGS = 50  # of the writer's, which it numbers
REFUSED = 1.1  # so many more rows are varied than asked for; the check refuses a few

Write = Callable[[AwardRequest], Award]
Check = Callable[[AwardRequest, Award], Sequence[Problem]]


def written(rows: Iterable[Example], write: Write, check: Check, count: int, seed: int = 0) -> Iterator[Example]:
    """``count`` rows over the train rows of ``rows`` as they are and varied, always the same ones for a seed.

    A row whose answer the check refuses is left out, so there may be fewer.
    """
    chance = random.Random(seed)
    authored = [row for row in rows if row.split != "test"]
    varied = augment.augmented(authored, int(count * REFUSED), seed)
    made = 0
    for row in chain(authored, varied):
        if made == count:
            return
        request = row.request
        if not isinstance(request, AwardRequest):
            raise TypeError("an award row without its request")
        request = replace(request, variant=chance.randrange(WORDINGS))
        award = replace(write(request), title=prompt.parse(row.completion, request.kind).title)
        if not check(request, award):
            made += 1
            yield replace(row, completion=prompt.completion(award), request=request, split="train")
