"""What a person asks for: one free sentence, fields, or both, split into recipient, giver, reason, kind and tone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.errors import InvalidInput
from pipeline.tasks.awards.award import clean_text
from pipeline.tasks.awards.guard import guard
from pipeline.tasks.awards.mourning import is_late
from pipeline.tasks.awards.printed_names import printed_name
from pipeline.tasks.awards.reading import read

KINDS = (
    "상장",
    "표창장",
    "감사장",
    "공로상",
    "우수상",
    "칭찬장",
    "임명장",
    "자격증",
    "벌 대신 상장",
)
PLAYFUL = {"임명장", "자격증", "벌 대신 상장"}  # documents that joke unless another tone is chosen
TONES = ("감동", "유머", "격식", "귀여움", "로맨틱", "추모")
PARTS = ("전체", "제목", "본문")


@dataclass(frozen=True, slots=True)
class AwardRequest:
    """One award to write. ``reason`` is what the person said, without the words about the award itself.

    ``variant`` numbers the candidates: another one is another wording of the same facts. ``length`` is 짧게, 보통 or
    길게; ``topic`` an award's name or a post that the person named (효도상, 분리수거 팀장). ``notes`` are Korean
    sentences for the person about how the request was understood.
    """

    reason: str
    recipient: str = ""
    giver: str = ""
    kind: str = KINDS[0]
    tone: str = TONES[0]
    part: str = PARTS[0]
    variant: int = 0
    length: str = "보통"
    topic: str = ""
    notes: tuple[str, ...] = ()


def understand(
    request: str, recipient: str = "", giver: str = "", kind: str = "", tone: str = "", part: str = PARTS[0]
) -> AwardRequest:
    """Split ``request`` (a reason or a free sentence) into what an award needs.

    What a field says wins over what the sentence says; a kind or tone that a menu shows first counts as not chosen
    when the sentence asks for another. Raises InvalidInput, naming the field, for what cannot become an award.
    """
    text, recipient, giver = clean_text(request), clean_text(recipient), clean_text(giver)
    _check_choices(kind, tone, part)
    guard(text, recipient, giver)
    reading = read(text, recipient, giver)
    recipient = recipient or printed_name(reading.recipient())
    giver = giver or printed_name(reading.giver)
    if not recipient:
        raise InvalidInput(
            "recipient", "받는 분이 누구인지 찾지 못했습니다.", "받는 사람 칸에 이름이나 호칭을 적어 주세요."
        )
    if not reading.statements and reading.notes:
        raise InvalidInput("request", "상을 주는 이유가 없습니다.", "글쓰기 지시 말고, 무엇을 잘했는지 적어 주세요.")
    tone = reading.tone if reading.tone and tone in {"", TONES[0]} else tone or TONES[0]
    notes = list(reading.notes)
    if not reading.tone and tone in {"", TONES[0]} and "ㅋㅋ" in text:
        tone = "유머"
    if is_late(recipient, text) and tone != "추모":
        if tone not in {"", TONES[0]}:
            notes.append("세상을 떠난 분께 드리는 글이라 추모의 말씨로 썼습니다.")
        tone = "추모"
    chosen_kind = reading.kind if reading.kind and kind in {"", KINDS[0]} else kind or KINDS[0]
    if chosen_kind in PLAYFUL and tone == TONES[0] and not reading.tone:
        tone = "유머"
    if not reading.statements:
        notes.append("이유가 없어 있는 그대로의 모습을 기렸습니다. 무엇을 잘했는지 적으면 더 좋은 글이 됩니다.")
    if not giver:
        notes.append("주는 사람이 적혀 있지 않아 어울리는 말로 채웠습니다. 이름으로 고쳐 주세요.")
    return AwardRequest(
        reason="\n".join(reading.statements),
        recipient=recipient,
        giver=giver,
        kind=chosen_kind,
        tone=tone,
        part=part,
        length=reading.length or "보통",
        topic=re.sub(r"(?<=[장당감원사수자])(?:으로|로)$", "", reading.topic),
        notes=tuple(notes),
    )


def _check_choices(kind: str, tone: str, part: str) -> None:
    for field, value, choices in (("kind", kind, KINDS), ("tone", tone, TONES), ("part", part, PARTS)):
        if value and value not in choices:
            do = f"{', '.join(choices)} 중에서 골라 주세요."
            raise InvalidInput(field, f"고를 수 없는 값입니다: {value[:20]}.", do)
    if not part:
        raise InvalidInput("part", "무엇을 쓸지 비어 있습니다.", f"{', '.join(PARTS)} 중에서 골라 주세요.")
