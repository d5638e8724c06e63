"""What surrounds the text of Korean articles and mails: lines that are no part of it, and openings of news agencies."""

# ruff: noqa: E501  (a page's line or a pattern reads better whole)
from __future__ import annotations

import re
import unicodedata

_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_ROLE = (
    r"(?:[가-힣]{1,6}\s?)?(?:기자|특파원|객원기자|인턴기자|선임기자|논설위원|에디터|PD|리포터|통신원|칼럼니스트|필자)"
)

# Whole lines. Each stands for a habit of Korean pages. None is tried on a line that ends as a sentence does.
_NOISE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"[\[(<]?\s*(?:[가-힣]{{2,4}}[ ,·/]*){{1,4}}{_ROLE}\s*[\])>]?[\s=|/]*(?:[(\[<]?\s*{_MAIL}\s*[)\]>]?)?(?:\s*[가-힣]{{2,4}}\s?{_ROLE}\s*{_MAIL})*",
        rf"[■▶◆☞※*\s]*(?:[가-힣]{{2,4}}\s*)?(?:{_ROLE}\s*)?[(\[<]?\s*{_MAIL}\s*[)\]>]?",
        rf"{_ROLE}의 다른 ?기사.*|.*다른 ?기사 ?보기.*|기사 ?(?:원문|더) ?보기.*",
        r".*(?:무단\s?전재|재\s?배포\s?금지|재판매 및 DB|All rights? reserved|저작권자\s?[ⓒ©(]|AI ?학습 및 활용 ?금지).*",
        r"\W*(?:저작권자|copyrights?)?\W*(?:ⓒ|©|\(c\)|20\d\d).{0,80}",
        r"\W*(?:관련\s?(?:기사|뉴스|글)|추천\s?(?:기사|뉴스)|많이 본 (?:뉴스|기사)|인기\s?(?:기사|뉴스)|이 시각 주요\s?뉴스|주요\s?(?:기사|뉴스)|랭킹\s?뉴스|함께 보면 좋은.{0,12}|이전 ?기사|다음 ?기사|연관 ?기사|실시간 ?뉴스)\W*",
        r"\[?(?:관련\s?기사|바로가기)\]?\s*[☞:▶>].*",
        r"\W*(?:AD|ADVERTISEMENT|광고|PR|sponsored|스폰서|제휴\s?광고|광고\s?문구(?:입니다)?|\[?광고\]?\s?배너)\W*",
        r"\W*(?:페이스북|트위터|카카오톡|카카오스토리|네이버(?: ?밴드| ?블로그)?|밴드|라인|URL ?복사|링크 ?복사|공유(?:하기)?|인쇄(?:하기)?|스크랩|북마크|좋아요|공감|댓글(?: ?\d+개?)?|글자 ?크기.{0,12}|글씨 ?크기.{0,12}|가\s?가|목록(?:으로)?|맨 ?위로|TOP|본문 ?바로가기|메뉴|검색|로그인|회원가입|프린트|이메일)(?:[\s|·/,]+(?:페이스북|트위터|카카오톡|카카오스토리|밴드|URL ?복사|공유|인쇄|스크랩|댓글|복사|닫기))*\W*",
        r"[■▶▷☞◆●]?\s*(?:기사\s?)?(?:제보|제보는|제보하기|기사 ?제보)(?:\s?[:는및]|\s?하기|\s?전화)?.{0,60}",
        rf"[■▶▷☞◆●]?\s*(?:전화|이메일|카카오톡|팩스|문의)\s*[:：]\s*(?:[\d-]+|{_MAIL}|.{{0,30}}(?:검색|채널 ?추가).*)",
        r".{0,60}(?:구독\s?(?:하기|해\s?주세요|신청)|채널\s?추가|팔로우하기|뉴스레터 ?(?:구독|신청)|앱 ?다운로드|카톡 ?친구 ?추가)\W*",
        rf"(?:[가-힣]{{2,4}}\s?){_ROLE}\W{{1,4}}\d{{4}}[.\-/]\s?\d{{1,2}}[.\-/]\s?\d{{1,2}}.{{0,20}}",
        r"(?:입력|등록|수정|송고|승인|게재|기사입력|최종수정|발행|작성)(?:일|시간|일시)?\s*[:：]?\s*\d{2,4}[.\-/년].{0,60}",
        r"\d{4}[.\-/]\s?\d{1,2}[.\-/]\s?\d{1,2}\.?(?:\s*\(.\))?(?:\s*(?:오전|오후)?\s*\d{1,2}:\d{2}(?::\d{2})?)?",
        r"(?:\s*#[\w·-]+)+\s*|태그\s*[:：]?\s*#.*|\W*키워드\s*[:：#].*",
        r"등록번호\b.*|발행인\s?[:：].*|청소년보호책임자.*|사업자등록번호.*",
        r"\|?(?:\s*:?-{3,}:?\s*\|)+",
        r"https?://\S+|www\.\S+",
        r"[-=_*~·.─━═\s]{3,}",
    )
)
_NOISE_SENTENCE = re.compile(
    r"이 기사는 (?:언론사에서|해당 언론사|모바일).{0,60}|.{0,30}섹션으로 분류했습니다\."
    r"|.{0,60}(?:구독해|눌러|팔로우해|추가해)\s?주세요[.!]|광고 문구입니다\.?"
)
# A photograph's words: kept out of summaries, but they may be sentences, so only clear signs count.
_CAPTION = tuple(
    re.compile(pattern)
    for pattern in (
        r".{0,160}(?:[/(\[<]|\s)\s*(?:사진|그림|자료|이미지|그래픽|영상|출처)(?:\s?(?:제공|출처|캡처))?\s?[=:ⓒ©/]\s?\S.{0,40}",
        r"(?:[\[(<]\s*)?(?:사진|그림|자료|이미지|그래픽|표|영상)(?:\s?(?:제공|출처|설명))?\s?[=:ⓒ©▲△▷].{0,160}",
        r"[▲△▼]\s?.{1,200}",
        r".{0,160}(?:ⓒ|©)\s?[\w가-힣 ]{1,30}",
        r".{0,160}(?:게티이미지(?:뱅크|코리아)?|자료\s?사진|연합뉴스\s?제공|셔터스톡|클립아트코리아|사진\s?제공\s?[가-힣A-Za-z ]{0,20})[\])>]?\s*",
    )
)
_MAIL_HEADER = re.compile(
    r"(?:>\s*)*(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|보낸\s?(?:사람|날짜|시간|이)|받는\s?(?:사람|이)|참조|숨은\s?참조|제목|날짜|첨부(?:파일)?)\s?[:：].{0,300}"
    r"|-{2,}\s*(?:Original Message|원본 ?메[시세]지|Forwarded message|전달된 메시지).*|.{0,80}님이 작성:|On .{5,80} wrote:",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:Subject|제목)\s?[:：]\s*(?:(?:re|fwd?|답장|전달)\s?:\s*)*(.+)", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:안녕하(?:세요|십니까)|감사합니다|고맙습니다|수고하(?:세요|십시오)|[가-힣 ]{0,12}(?:드림|올림|배상))[.!~^ ]*"
)
# "(서울=통신사) 아무개 기자 = 첫 문장", "[매체=아무개 기자] 첫 문장", "【서울=매체】아무개 기자 = 첫 문장"
_NAMES = rf"(?:[가-힣]{{2,4}}[ ·,]*){{1,4}}{_ROLE}"
_DATELINE = re.compile(
    rf"^\s*(?:[(\[【<〈][^)\]】>〉\n]{{1,20}}=[^)\]】>〉\n]{{1,30}}[)\]】>〉]\s*(?:{_NAMES}\s*(?:[(\[]?{_MAIL}[)\]]?\s*)?)?=?\s*"
    rf"|[(\[【][^)\]】\n]{{1,20}}\s{_NAMES}[)\]】]\s*"
    rf"|{_NAMES}\s*(?:[(\[]?{_MAIL}[)\]]?\s*)?=\s*)"
)
_BRACKETED_SOURCE = re.compile(r"\s*[\[(<](?:사진|자료|그래픽|영상)(?:\s?(?:제공|출처))?\s?[=:][^\])>]{1,40}[\])>]")
_RELATED_HEAD = re.compile(
    r"\W*(?:관련\s?(?:기사|뉴스|글)|추천\s?(?:기사|뉴스)|많이 본 (?:뉴스|기사)|인기\s?(?:기사|뉴스)|.{0,20}카테고리의 다른 글|연관 ?기사|댓글(?: ?\d+개?)?)\W*"
)
_SENTENCE = re.compile(r"[가-힣][다요죠까][.!?…][\"'”’)\]]*$")
_ENDS_SENTENCE = re.compile(r"[.!?…。][\"'”’)\]」』]*$")
MAX_NOISE = 300  # characters: no line of noise is longer, and no pattern is tried on a longer one


def normalise(text: str) -> str:
    """One form for what looks the same: composed letters, plain blanks, no invisible characters, \\n line ends."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]", "", text)
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]", " ", text)
    text = re.sub(r"[\u2028\u2029\x85]", "\n", text)
    return re.sub(r"[^\S\n]+", " ", text)


def is_noise(line: str) -> bool:
    """Whether a line is no part of a text: byline, copyright, share buttons, mail header, greeting, caption."""
    line = line.strip()
    if len(line) > MAX_NOISE:
        return False
    if is_caption(line) or any(p.fullmatch(line) for p in (_NOISE_SENTENCE, _MAIL_HEADER, _GREETING)):
        return True
    return not _SENTENCE.search(line) and any(pattern.fullmatch(line) for pattern in _NOISE)


def is_caption(line: str) -> bool:
    line = line.strip()
    return len(line) <= MAX_NOISE and any(pattern.fullmatch(line) for pattern in _CAPTION)


def clean_article(text: str) -> str:
    """The article without such lines, one paragraph a line. A list of other articles at the end goes with its heading."""
    lines = [line.strip() for line in normalise(text).split("\n")]
    lines = _without_related(lines)
    kept = [_BRACKETED_SOURCE.sub("", line) for line in lines if line and not is_noise(line)]
    if kept:
        kept[0] = _DATELINE.sub("", kept[0])
    return "\n".join(line for line in kept if line)


def strip_dateline(line: str) -> str:
    """``line`` without a news agency's opening, such as (서울=통신사) 아무개 기자 =."""
    return _DATELINE.sub("", line)


def mail_subject(text: str) -> str:
    """The subject of a pasted mail, read from the headers among its first lines; empty when there is none."""
    for line in text.split("\n")[:15]:
        if found := _SUBJECT.fullmatch(line.strip()):
            return found[1].strip()
    return ""


def _without_related(lines: list[str]) -> list[str]:
    """Cut at a heading such as 관련기사 when no prose follows it; the headline-like lines below it are others' titles."""
    for number, line in enumerate(lines):
        if line and len(line) <= 60 and _RELATED_HEAD.fullmatch(line):
            rest = [other for other in lines[number + 1 :] if other]
            if sum(len(other) > 40 and bool(_ENDS_SENTENCE.search(other)) for other in rest) == 0:
                return lines[:number]
    return lines
