"""Which lines are no part of a text. What must go and what must stay, side by side."""

from __future__ import annotations

import time

import pytest

from pipeline.tasks.summaries.cleanup import clean_article, is_noise, mail_subject, normalise, strip_dateline

NOISE = [
    "한가람 기자 garam@dawn.example",
    "한가람 기자(garam@dawn.example)",
    "한가람·서이든 기자 garam@dawn.example",
    "한가람 객원기자",
    "garam@dawn.example",
    "■ garam@dawn.example",
    "저작권자 © 새벽과학 무단전재 및 재배포 금지",
    "<저작권자(c) 새벽통신, 무단 전재-재배포, AI 학습 및 활용 금지>",
    "Copyright ⓒ 새벽과학. All rights reserved.",
    "ⓒ 새벽과학",
    "관련기사",
    "[관련기사]",
    "▶ 관련 뉴스",
    "[관련기사] ☞ 버섯으로 만든 벽돌",
    "많이 본 뉴스",
    "ADVERTISEMENT",
    "광고",
    "[광고]",
    "광고 문구입니다",
    "페이스북 트위터 카카오톡 URL 복사",
    "글자 크기 조절",
    "▶ 제보는 카카오톡 dawnnews",
    "▷ 전화 : 02-000-0000",
    "유튜브, 네이버에서도 새벽뉴스를 구독해주세요!",
    "매주 금요일 과학 소식을 편지로 받아 보세요 구독하기",
    "이 기사는 언론사에서 과학 섹션으로 분류했습니다.",
    "입력 2026-03-17 09:00 수정 2026-03-17 10:12",
    "2026.03.17 (화) 오전 9:00",
    "#과학 #우주 #로켓",
    "▲ 연구진이 시제품을 들어 보이고 있다",
    "연구진이 시제품을 들어 보이고 있다. /사진 제공=누리연구소",
    "연구진이 시제품을 살피는 모습 ⓒ 게티이미지뱅크",
    "[사진=누리연구소]",
    "사진=누리연구소 제공",
    "From: kim@dawn.example",
    "보낸 사람: 김하나 <kim@dawn.example>",
    "제목: Re: 3분기 시험 결과",
    "-----Original Message-----",
    "안녕하세요.",
    "감사합니다.",
    "김하나 드림",
    "https://news.example/1",
    "--------------------",
]

TEXT = [
    "한가람 기자는 세 해 동안 갯벌을 찾아다녔다.",
    "저작권자는 사용료를 청구할 수 있다.",
    "2026년 3월 17일 연구소가 문을 열었다.",
    "연구소는 무단 전재를 금지하는 규정을 새로 만들었다고 밝혔다.",
    "광고 시장은 올해 12% 커질 전망이다.",
    "댓글을 분석한 결과 불만은 배송에 몰려 있었다.",
    "사진을 찍을 때는 빛의 방향이 중요하다.",
    "그림 한 장이 글 열 줄보다 낫다는 말이 있다.",
    "제보를 받은 경찰은 곧바로 현장으로 출동했다.",
    "전화 상담은 하루 평균 300건이 들어온다.",
    "1. 시료를 60도에서 두 시간 말린다",
    "- 배터리 용량 5,000mAh",
    "온도가 낮을수록 효율이 높다",
    "감사합니다라는 말 한마디가 분위기를 바꾼다.",
    "안녕하세요, 오늘은 광합성을 다룹니다.",
    "카카오톡으로 예약을 받는 병원이 늘고 있다.",
    "검색 엔진은 어떻게 순위를 정할까?",
    "연합뉴스가 보도한 내용과 다르다.",
]


@pytest.mark.parametrize("line", NOISE)
def test_lines_that_go(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize("line", TEXT)
def test_lines_that_stay(line: str) -> None:
    assert not is_noise(line)
    assert clean_article(line) == line


@pytest.mark.parametrize(
    "opening",
    [
        "(서울=새벽통신) 한가람 기자 = ",
        "(서울·부산=새벽통신) 한가람 서이든 기자 = ",
        "[새벽과학=한가람 기자] ",
        "[새벽과학 한가람 기자] ",
        "【대전=새벽통신】한가람 기자 = ",
        "한가람 기자 = ",
        "(서울=새벽통신) 한가람 기자 garam@dawn.example = ",
    ],
)
def test_openings_of_agencies(opening: str) -> None:
    assert strip_dateline(opening + "새 전지가 나왔다.") == "새 전지가 나왔다."


@pytest.mark.parametrize(
    "line",
    ["(가)는 산성이고 (나)는 염기성이다.", "[그림 1]은 시험 결과이다.", "E = mc²이다.", "<어린 왕자>를 다시 읽었다."],
)
def test_brackets_that_are_no_opening(line: str) -> None:
    assert strip_dateline(line) == line


def test_the_list_of_other_articles_goes_with_its_heading() -> None:
    text = "첫 문단이다.\n둘째 문단이다.\n관련기사\n태풍 길목에 띄운 무인 배\n버섯으로 만든 벽돌"
    assert clean_article(text) == "첫 문단이다.\n둘째 문단이다."


def test_a_related_box_in_the_middle_does_not_end_the_article() -> None:
    prose = "본문은 여기에서 이어지며, 문단은 충분히 길어서 기사의 본문이라는 것을 누구나 알 수 있고 마침표로 끝난다."
    assert clean_article(f"첫 문단이다.\n관련기사\n{prose}\n{prose}").endswith(prose)


def test_invisible_characters() -> None:
    assert normalise("가\u200b나\ufeff\xa0다\r\n라\x07\ud800마") == "가나 다\n라 마"
    assert normalise("각") == "각"


def test_the_subject_of_a_mail() -> None:
    assert mail_subject("보낸사람: 김하나\n제목: RE: FW: 3분기 시험 결과\n\n본문") == "3분기 시험 결과"
    assert mail_subject("그냥 글이다.\n또 글이다.") == ""


def test_no_line_makes_it_slow() -> None:
    start = time.process_time()
    for line in (
        "김철수 " * 70,
        "가" * 299,
        "#가" * 140,
        "가나 " * 99,
        "a@" * 140,
        "(" * 299,
        "-=" * 140 + "가",
        "[가=" * 70,
        "사진 " * 99,
    ):
        is_noise(line)
        strip_dateline(line)
        strip_dateline(line * 1000)
    assert time.process_time() - start < 1
