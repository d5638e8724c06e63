"""Typed text made plain: decorations, markup and slips of the keyboard taken out, spoken words made written ones."""

from __future__ import annotations

import html
import re
import unicodedata

from pipeline.tasks.awards.award import clean_text
from pipeline.tasks.awards.morphemes import analyse, quoted_spans
from pipeline.tasks.awards.relations import relation_of
from pipeline.tasks.awards.spacing import spaced as spaced
from pipeline.tasks.awards.spelling import corrected
from pipeline.tasks.awards.wordlists import lexicon

_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL | re.IGNORECASE)
_LAUGHTER = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]{1,}|\^\^;*|;;+|:\)|:D|=\)|<3|ㆍ{2,}")
_MARKS = re.compile(r"([!?~.…])(?:\s*[!?~.…])+|[~♡♥❤★☆♪♬]+")


_THANKED = re.compile(  # 감사해요 눈 오는 날 …: typed without a full stop
    r"(?<=\s)((?:감사해요|감사합니다|고마워요|고마워|고맙습니다|사랑해요|사랑해|사랑합니다|"
    r"축하해요|축하해|축하합니다|축하드려요|축하드립니다|"
    r"미안해요|미안해|최고예요|최고야|대단해요|수고했어요|수고하셨습니다|고생했어요|고생하셨어요|"
    r"고생 많으셨어요|고생 많았어요))\s+(?=[가-힣\d])"
)
_ASKED = re.compile(  # 칭찬장 주고 싶어요 담임 서미란: typed without a full stop
    r"(상\S{0,4}\s(?:\S+\s){0,2}\S*(?:싶어요|싶습니다|싶네요|주세요|부탁드려요|부탁드립니다|드려요|드립니다|려고요))\s+(?=[가-힣\d])"
)


def plain(text: str) -> str:
    """``text`` without markup, laughter and emoji, one space between words, slips mended."""
    text = clean_text(html.unescape(_MARKUP.sub(" ", text)))
    text = re.sub(r"(?<=\S)\s+(?=이\s?(?:정도|쯤)\s?(?:면|이면))", "\n", text)
    text = _ASKED.sub(r"\1\n", _THANKED.sub(r"\1\n", text))
    text = re.sub(r"(?<=[가-힣])((?:려고|려구)요)\s+(?=[가-힣\d])", r"\1\n", text)
    text = "\n".join(_ended(line) for line in text.split("\n"))
    text = _MARKS.sub(lambda match: match[1] or " ", text)
    text = "".join(" " if unicodedata.category(char) in {"So", "Sk"} else char for char in text)
    text = corrected(text)
    return clean_text(re.sub(r"\s+([.!?,])", r"\1", text))


def _ended(line: str) -> str:
    """Laughter after a finished sentence ends it, elsewhere it is a space."""
    parts = [part.strip() for part in _LAUGHTER.split(line)]
    pieces = [part for part in parts if part]
    result = ""
    for piece in pieces:
        if result and not piece[0].isalnum() and piece[0] not in "\"'“‘(":
            result += piece
        elif result and _is_finished(result):
            result += "\n" + piece
        else:
            result += (" " if result else "") + piece
    return result


def _is_finished(text: str) -> bool:
    tokens = analyse(text)
    if not tokens or tokens[-1].tag in {"EF", "ETN", "SF"} or (tokens[-1].form, tokens[-1].tag) == ("요", "JX"):
        return bool(tokens)
    if re.search(r"(?:임명|위촉|상장|감사장|표창장|칭찬장|임명장|부탁)$", text):
        return True
    last = text.split()[-1]
    if relation_of(last) == last and any(token.tag == "ETM" for token in tokens):  # 간식을 가져오는 언니ㅋㅋ 없으면 …
        return True
    return len(text.split()) <= 4 and all(token.tag[0] in "NSX" for token in tokens)  # a name and nothing else


def written(text: str) -> str:
    """Spoken words of ``text`` as a document writes them; quotations stay as they are."""
    quotes, spoken = quoted_spans(text), lexicon("typing")["spoken"]
    result, place = [], 0
    for match in re.finditer(r"\S+", text):
        word = spoken.get(match[0])
        if word is not None and not any(start <= match.start() < end for start, end in quotes):
            result.append(text[place : match.start()] + word)
            place = match.end()
    return re.sub(r"\s{2,}", " ", "".join(result) + text[place:]).strip()
