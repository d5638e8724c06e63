"""What is read from a free request, against what its author meant (`python -m bench.award_understanding`).

Every authored award row whose recipient or giver field is empty says in its answer who that is. A recipient counts as
"exact" when the printed words are the same but for spaces, 우리, quotation marks and 님, and as "the same one" when
one of the two names the other. A giver counts where the request holds the words of the answer's giver. The rows of the
test split are counted apart and never listed, so that no rule is written for them.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import InvalidInput
from pipeline.tasks.awards.corpus import ASKED, DATA, Row, read_rows
from pipeline.tasks.awards.people import SELF, describe
from pipeline.tasks.awards.request import understand


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of one row: what was meant, what was read, and how they agree (exact, same one or different)."""

    place: str
    field: str
    request: str
    meant: str
    read: str
    agreement: str


def compared(place: str, row: Row) -> Iterator[Compared]:
    """What ``understand`` reads for the fields that ``row`` leaves empty."""
    answer = row["answer"]
    fields = [name for name in ("recipient", "giver") if not row.get(name) and answer.get(name)]
    oneself = describe(answer["giver"]).category == SELF  # the writer signs 나 자신 by itself
    if "giver" in fields and (oneself or not is_told(answer["giver"], row["request"])):
        fields.remove("giver")
    if not fields:
        return
    try:
        request = understand(**{name: str(row.get(name, "")) for name in ASKED})
        found = {"recipient": request.recipient, "giver": request.giver}
    except InvalidInput as refused:
        found = dict.fromkeys(("recipient", "giver"), f"refused: {refused}")
    for field in fields:
        meant, read = str(answer[field]), found[field]
        yield Compared(place, field, row["request"], meant, read, agreement(meant, read))


def agreement(meant: str, read: str) -> str:
    if bare(meant) == bare(read):
        return "exact"
    if (
        read
        and not read.startswith("refused")
        and (describe(meant).is_named_by(read) or describe(read).is_named_by(meant))
    ):
        return "same one"
    return "different"


def bare(name: str) -> str:
    text = re.sub(r"^(?:(?:우리|저희|내|제)\s+)+", "", name.strip())
    text = re.sub(r"[\s'\"‘’“”.,]", "", text)
    return text.removesuffix("님") if len(text) > 2 else text


def is_told(giver: str, request: str) -> bool:
    """Whether the giver's own words stand in the request."""
    words = re.sub(r"(?:올림|드림|일동)$", "", giver).split()
    return bool(words) and all(word in request for word in words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print every disagreement of the train rows")
    shown = parser.parse_args().list
    counts: dict[str, Counter[str]] = {}
    for place, row in read_rows(DATA):
        split = "test" if row.get("split") == "test" else "train"
        for one in compared(place, row):
            counts.setdefault(f"{split} {one.field}", Counter())[one.agreement] += 1
            if shown and split == "train" and one.agreement != "exact":
                print(f"{one.place} {one.field} [{one.agreement}]\n  {one.request}")
                print(f"  meant {one.meant!r}, read {one.read!r}")
    for name, count in sorted(counts.items()):
        total = count.total()
        exact, same = count["exact"] / total, (count["exact"] + count["same one"]) / total
        print(f"{name}: {total} rows, {exact:.1%} exact, {same:.1%} exact or the same one")


if __name__ == "__main__":
    main()
