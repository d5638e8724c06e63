"""Which of the morphological analyser's tags carry content, and which words say nothing."""

# ruff: noqa: E501  (lists of words)
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiwipiepy import Token


def word_set(words: str) -> frozenset[str]:
    """The words of a blank-separated list."""
    return frozenset(words.split())


NOUNS = {"NNG", "NNP", "SL", "SH", "XR", "SN"}
VERBS = {"VV", "VA", "VV-R", "VV-I", "VA-R", "VA-I"}
# Verbs and nouns that say nothing of a text's matter; kept out of similarity, titles and keywords.
LIGHT_VERBS = word_set(
    "하 되 있 없 않 보 받 주 가 오 같 이렇 그렇 저렇 어떻 말하 밝히 위하 대하 따르 통하 의하 관하 지나 나오 들 두 내 알 나 크 많 싶 못하 만들 쓰 보이"
)
LIGHT_NOUNS = word_set(
    "것 수 등 때 중 점 데 바 뿐 듯 줄 곳 일 말 자신 경우 정도 이상 이하 이번 지난 올해 내년 작년 지난해 최근 현재 오늘 어제 내일 오전 오후 당시 가운데 이후 이전 사이 "
    "동안 때문 위 아래 앞 뒤 안 밖 옆 속 다음 하나 둘 셋 여기 거기 저기 우리 저희 모두 서로 누구 무엇 기자 관계자 대표 씨 측 자체 대부분 그동안 이때 그때 나머지 전 후 내 "
    "외 초 말 약 총 년 월 일 시 분 개 명 번 차 배 원 만 억 조 첫째 둘째 셋째 넷째 사진 제공 기사 뉴스"
)


def content_key(token: Token) -> str:
    """What stands for a token when texts are compared; empty for particles, endings, light words and symbols."""
    tag = token.tag
    if tag in NOUNS:
        return "" if token.form in LIGHT_NOUNS and tag != "SN" else token.form.lower()
    if tag in VERBS and token.form not in LIGHT_VERBS:
        return f"{token.form}/V"
    return ""
