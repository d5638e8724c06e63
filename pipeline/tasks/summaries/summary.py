"""summarize(): from a text to a summary whose every sentence shows where it comes from."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.serving.engine import Engine
from pipeline.tasks.summaries import phrases
from pipeline.tasks.summaries.cleanup import mail_subject, normalise
from pipeline.tasks.summaries.extractive import LENGTHS, headline, target_length
from pipeline.tasks.summaries.grounding import sources_of, warnings_for
from pipeline.tasks.summaries.long_documents import OnProgress, Progress, Writer
from pipeline.tasks.summaries.offline import Extract, extract_from
from pipeline.tasks.summaries.sentences import Kind, Sentence, split
from pipeline.tasks.task import OFFLINE

STYLES = ("문장", "불릿")
MAX_CHARACTERS = 1_000_000
MIN_LETTERS = 30


class Cancelled(HanmadiError):
    """The person pressed Stop."""

    def __init__(self) -> None:
        super().__init__("요약을 멈췄습니다.", "다시 하려면 요약을 눌러 주세요.")


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """``sources``: numbers of the source sentences that it rests on; empty when none was found."""

    text: str
    sources: list[int]


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary. ``engine``: a model's label or "offline". ``paragraphs``: for each source sentence its line of the
    source, so that a page can show the source with its paragraphs."""

    engine: str
    title: str
    summary: str
    keywords: list[str]
    sentences: list[SummarySentence]
    source_sentences: list[str]
    warnings: list[str]
    paragraphs: list[int] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """What ``/summarize`` returns."""
        result = asdict(self)
        del result["paragraphs"]
        return result


def summarize(
    text: str,
    length: str = "보통",
    engine: Engine | None = None,
    *,
    style: str = "문장",
    title: str = "",
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Summary:
    """Summarise ``text`` (at most MAX_CHARACTERS characters; one paragraph a line is best).

    ``length``: 짧게, 보통 or 길게; ``style``: 문장 (running text) or 불릿 (one sentence a line). Without ``engine`` the
    summary consists of the source's own sentences. ``title`` is kept if given, else found or made. ``on_progress`` is
    called from this thread, before and after each of a model's answers and at each piece of them; setting ``cancel``
    ends the work at the next piece. Raises InvalidInput for what cannot be summarised, Cancelled after ``cancel``.
    """
    check_request(text, length, style)
    source = split(text)
    readable = sum(len(sentence.text) for sentence in source if sentence.kind is not Kind.NOISE)
    target = target_length(readable, length)

    def report(progress: Progress) -> None:
        if cancel is not None and cancel.is_set():
            raise Cancelled
        if on_progress is not None:
            on_progress(progress)

    warnings = _notices(source, readable, target)
    report(Progress(0, 1))
    extracted = extract_from(source, target)
    label, sentences = OFFLINE, [SummarySentence(sentence, [number]) for sentence, number in extracted.sentences]
    if engine is not None:
        written = Writer(engine, length, report).write(source)
        warnings += written.notes
        if written.text:
            label, sentences = written.engine, _traced(written.text, extracted)
            warnings += warnings_for(written.text, "\n".join(sentence.text for sentence in source))
    return Summary(
        engine=label,
        title=title.strip() or _title(text, extracted),
        summary=_laid_out([sentence.text for sentence in sentences], style),
        keywords=phrases.keywords(source, extracted.terms),
        sentences=sentences,
        source_sentences=[sentence.text for sentence in source],
        warnings=warnings,
        paragraphs=[sentence.paragraph for sentence in source],
    )


def check_request(text: str, length: str, style: str) -> None:
    if length not in LENGTHS:
        raise InvalidInput("length", "길이를 알 수 없습니다.", f"{', '.join(LENGTHS)} 가운데 하나를 골라 주세요.")
    if style not in STYLES:
        raise InvalidInput("style", "모양을 알 수 없습니다.", f"{', '.join(STYLES)} 가운데 하나를 골라 주세요.")
    if not text.strip():
        raise InvalidInput("source", "요약할 글이 없습니다.", "글을 붙여 넣거나 기사 주소를 적어 주세요.")
    if len(text) > MAX_CHARACTERS:
        raise InvalidInput("source", f"글이 {MAX_CHARACTERS:,}자를 넘습니다.", "나누어서 요약해 주세요.")
    if len(re.findall(r"[^\W\d_]", text)) < MIN_LETTERS:
        raise InvalidInput("source", "요약하기에는 글이 너무 짧습니다.", "두세 문장이 넘는 글을 넣어 주세요.")


def _notices(source: Sequence[Sentence], readable: int, target: float) -> list[str]:
    notices = []
    if readable <= target:
        notices.append("글이 이미 짧아서 거의 그대로 보여 드립니다.")
    letters = re.findall(r"[^\W\d_]", "".join(sentence.text for sentence in source)[:20_000])
    if len(re.findall("[가-힣]", "".join(letters))) < 0.2 * len(letters):
        notices.append("한국어 글이 아니어서 요약이 고르지 않을 수 있습니다.")
    return notices


def _traced(text: str, extracted: Extract) -> list[SummarySentence]:
    """A model's summary in sentences, each with its source sentences."""
    return [
        SummarySentence(sentence.text, sources_of(sentence.text, extracted.source, extracted.terms))
        for sentence in split(text)
        if re.search(r"\w", sentence.text)
    ]


def _title(text: str, extracted: Extract) -> str:
    """A pasted mail's subject, a headline above the text, or a phrase of the text."""
    if subject := mail_subject(normalise(text)):
        return subject
    if (line := headline(extracted.source)) is not None:
        return extracted.source[line].text
    return phrases.title(extracted.source, extracted.terms, extracted.scores)


def _laid_out(sentences: Sequence[str], style: str) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences) if style == "불릿" else " ".join(sentences)
