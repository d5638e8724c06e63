"""One morpheme, and what Kiwi itself says of a text, with nothing put right."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.kiwi import analyser

LAST_UNKNOWN_ID = 9  # Kiwi gives unknown words the id of their tag alone


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One morpheme: its dictionary ``form``, Sejong ``tag`` (without Kiwi's irregularity suffix) and place in the text.

    ``start`` and ``end`` are character offsets; a contracted morpheme (었 in 했) shares its syllable with another.
    """

    form: str
    tag: str
    start: int
    end: int
    irregular: bool = False
    known: bool = True  # in the dictionary; names often are not

    @property
    def kiwi_tag(self) -> str:
        """The tag as Kiwi's joiner wants it, so that 걷다 (걸어) and 걷다 (걷어) stay apart."""
        if self.tag in {"VV", "VA", "VX", "XSA"}:
            return f"{self.tag}-{'I' if self.irregular else 'R'}"
        return self.tag


def tokenized(text: str, at: int = 0) -> list[Morpheme]:
    """Kiwi's likeliest reading of ``text``, which stands at the offset ``at``."""
    return [
        Morpheme(
            token.form,
            token.tag.split("-")[0],
            at + token.start,
            at + token.start + token.len,
            irregular=token.tag.endswith("-I"),
            known=token.id > LAST_UNKNOWN_ID,
        )
        for token in analyser().tokenize(text)
    ]


def likelihood(text: str) -> float:
    """Log likelihood of ``text`` under the analyser's language model; only differences mean anything."""
    return float(analyser().analyze(text)[0][1])
