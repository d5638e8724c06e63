"""What a person asks for: one free sentence, fields, or both, split into recipient, giver, reason, kind and tone."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import InvalidInput
from pipeline.tasks.awards.award import clean_text

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
TONES = ("감동", "유머", "격식", "귀여움", "로맨틱", "추모")
PARTS = ("전체", "제목", "본문")
REQUEST_LIMIT = 400  # characters of the request or reason
NAME_LIMIT = 40  # characters of the recipient or giver


@dataclass(frozen=True, slots=True)
class AwardRequest:
    """One award to write. ``reason`` is what the person said, without the words about the award itself.

    ``variant`` numbers the candidates: another one is another wording of the same facts. ``length`` is 짧게, 보통 or
    길게. ``notes`` are Korean sentences for the person about how the request was understood.
    """

    reason: str
    recipient: str = ""
    giver: str = ""
    kind: str = KINDS[0]
    tone: str = TONES[0]
    part: str = PARTS[0]
    variant: int = 0
    length: str = "보통"
    notes: tuple[str, ...] = ()


def understand(
    request: str, recipient: str = "", giver: str = "", kind: str = "", tone: str = "", part: str = PARTS[0]
) -> AwardRequest:
    """Split ``request`` (a reason or a free sentence); what a field says wins over what the sentence says.

    Raises InvalidInput, naming the field, for what cannot become an award.
    """
    text = clean_text(request)
    if not text:
        raise InvalidInput(
            "request", "상을 주는 이유가 비어 있습니다.", "누구에게 왜 주고 싶은지 한 문장으로 적어 주세요."
        )
    if len(text) > REQUEST_LIMIT:
        raise InvalidInput("request", f"이유가 {len(text)}자로 너무 깁니다.", f"{REQUEST_LIMIT}자 이내로 줄여 주세요.")
    for field, value, choices in (("kind", kind, KINDS), ("tone", tone, TONES), ("part", part, PARTS)):
        if value and value not in choices:
            raise InvalidInput(
                field, f"고를 수 없는 값입니다: {value[:20]}.", f"{', '.join(choices)} 중에서 골라 주세요."
            )
    if not clean_text(recipient):
        raise InvalidInput("recipient", "받는 분이 누구인지 찾지 못했습니다.", "받는 사람 칸에 이름을 적어 주세요.")
    return AwardRequest(text, clean_text(recipient), clean_text(giver), kind or KINDS[0], tone or TONES[0], part)
