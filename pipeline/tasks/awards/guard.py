"""What cannot become an award is refused before any work starts, with a sentence that says what to change."""

from __future__ import annotations

import re

from pipeline.errors import InvalidInput
from pipeline.tasks.awards.cleaning import plain

REQUEST_LIMIT = 400  # characters of the request or reason
NAME_LIMIT = 40  # characters of the recipient or giver

_INSULT = re.compile(
    r"씨발|시발(?!점|역|택시)|ㅅㅂ|씹(?![는어고히지으던을은다기])|개새|(?<![가-힣])(?:이|저|그|요|야|뭔|미친|나쁜|못된)\s?새끼(?!\s?(?:손|발|고양|강아|돼지|오리|곰|토끼|송아지)|를|가\s*태|들을)|(?:놈|[가-힣](?:부장|과장|대리|사장|팀장|차장))\s?새끼|(?<![내리은한운]\s)(?<![내리])새끼(?:야|들아|놈)|병신|ㅂㅅ|좆|지랄|미친\s*(?:놈|년)|"
    r"(?<![이가도은는])(?:^|\s)꺼져(?:라|\s?버려)?[.!~ㅋ\s]*$|뒈져|뒤져라|(?:나가|가서|콱|그냥)\s?죽어라|죽어라[.!~ㅋ\s]*$|죽어\s*버려|쓰레기\s*같은|찐따|한남충|김치녀|맘충|틀딱|급식충|짱깨|쪽발이|깜둥이|느금|니애미|니\s*애미|"
    r"엿\s*(?:이나|먹어(?!서|도|야)|먹으라)|걸레\s*같은|등신(?!대)|정신병자|빡대가리|돌대가리|왕따\s*시키|못생긴\s*(?:놈|년|게)|돼지\s*같은\s*(?:놈|년)|(?:호로|후레)\s?자식|호로\s?(?:새끼|놈)|"
    r"\bfuck|\bshit\b|\bbitch|\basshole"
    , re.IGNORECASE,
)  # fmt: skip
_INSTRUCTION = re.compile(
    r"(?:이전|앞선|위의?|지금까지의?|기존)\s*(?:의\s*)?(?:지시|명령|프롬프트|규칙|대화|설정)\S*\s*(?:는|은|을|를)?\s*(?:모두\s*|전부\s*|다\s*)?"
    r"(?:무시|잊|따르지)|(?:지시|명령|규칙)(?:을|를|는|은)?\s*무시|시스템\s*프롬프트|프롬프트\S*\s*(?:출력|보여|알려)|"
    r"(?:너는|넌|당신은)\s*(?:이제|지금)\s*부터|ignore\s+(?:all\s+|the\s+)?(?:previous|above)|system\s*prompt|"
    r"disregard\s+(?:all|the|previous)|jailbreak|탈옥\s*모드|개발자\s*모드",
    re.IGNORECASE,
)


def guard(request: str, recipient: str = "", giver: str = "") -> None:
    """Raise InvalidInput, naming the field, for what is empty, too long, foreign, insulting or no reason at all."""
    if not request:
        _refuse("request", "상을 주는 이유가 비어 있습니다.", "누구에게 왜 주고 싶은지 한 문장으로 적어 주세요.")
    if len(request) > REQUEST_LIMIT:
        _refuse("request", f"이유가 {len(request)}자로 너무 깁니다.", f"{REQUEST_LIMIT}자 이내로 줄여 주세요.")
    for field, label, value in (("recipient", "받는 사람", recipient), ("giver", "주는 사람", giver)):
        if len(value) > NAME_LIMIT:
            _refuse(field, f"{label}이 {len(value)}자로 너무 깁니다.", f"{NAME_LIMIT}자 이내로 줄여 주세요.")
    for field, value in (("request", request), ("recipient", recipient), ("giver", giver)):
        if holds_insult(value):
            _refuse(field, "욕설이나 비하하는 말이 들어 있어 상장을 쓸 수 없습니다.", "그 말을 빼고 다시 적어 주세요.")
    text = plain(request)
    if not text:
        _refuse(
            "request", "글자로 된 이유를 찾지 못했습니다.", "태그나 기호 말고, 왜 주고 싶은지 한국어로 적어 주세요."
        )
    if not re.search(r"[가-힣]{2,}", text):
        _refuse(
            "request",
            "이유가 한국어가 아닙니다.",
            "이유를 한국어 한 문장으로 적어 주세요. (Please write the reason in Korean.)",
        )


def holds_insult(text: str) -> bool:
    """Whether ``text`` insults or belittles somebody."""
    return bool(_INSULT.search(text))


def is_instruction(sentence: str) -> bool:
    """Whether ``sentence`` is meant for the writer as a program and not for the award."""
    return bool(_INSTRUCTION.search(sentence))


def _refuse(field: str, what: str, do: str) -> None:
    raise InvalidInput(field, what, do)
