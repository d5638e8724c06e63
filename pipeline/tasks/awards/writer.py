"""The offline writer: an award made of the person's own clauses, without a model."""

from __future__ import annotations

from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.clauses import parse_clause
from pipeline.tasks.awards.morphemes import analyse, sentences
from pipeline.tasks.awards.particles import particle
from pipeline.tasks.awards.request import AwardRequest

_THANKS = ("그 고마움을 마음 깊이 새기며", "그 정성을 오래 기억하고자", "그 뜻을 높이 기려")


def write(request: AwardRequest) -> Award:
    """The award that ``request`` asks for; ``request.variant`` chooses the wording."""
    clauses = [parse_clause(sentence) for sentence in sentences(request.reason)]
    said = ", ".join(clause.ending("으며") for clause in clauses[:-1])
    last = clauses[-1].ending("기에")
    phrase = _THANKS[request.variant % len(_THANKS)]
    verb = "드립니다" if request.kind == "감사장" else "수여합니다"
    subject = "귀하께서는" if request.kind == "감사장" else "위 사람은"
    paper = "상장" if request.kind == "벌 대신 상장" else request.kind
    body = f"{subject} {said + ', ' if said else ''}{last}, {phrase} 이 {paper}{particle(paper, '을')} {verb}."
    nouns = [token.form for token in analyse(request.reason) if token.tag == "NNG" and len(token.form) > 1]
    title = f"{nouns[request.variant % len(nouns)] if nouns else '마음'} {paper}"
    return Award(request.kind, title, request.recipient, body, request.giver or "마음을 모아")
