"""Article pages in the layouts that Korean news systems produce, around articles written for these tests.

Each builder takes an Article of ours and gives (HTML text). What surrounds the article (menus, share buttons, captions,
lists of other articles, advertisements, notices) is what such pages really carry; the words are ours.
"""

# ruff: noqa: E501  (a page's line or a pattern reads better whole)
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    title: str
    subtitle: str
    author: str
    date: str  # YYYY-MM-DD
    caption: str
    paragraphs: tuple[str, ...]

    @property
    def gold(self) -> str:
        return "\n".join(self.paragraphs)


STORIES = (
    Story(
        title="바닷물에 담그면 사라지는 포장재, 석 달 만에 90% 분해",
        subtitle="해조류 찌꺼기로 만든 얇은 막… 값은 비닐의 두 배",
        author="한가람",
        date="2026-03-17",
        caption="연구진이 해조류 막으로 싼 과일을 들어 보이고 있다.",
        paragraphs=(
            "미역과 다시마를 가공하고 남은 찌꺼기로 만든 포장재가 바닷물 속에서 석 달 만에 90% 넘게 분해되는 것으로 나타났다. "
            "비닐과 비슷하게 질기면서도 버려진 뒤에는 흔적을 거의 남기지 않는다.",
            "누리해양소재연구소는 해조류에서 뽑은 알긴산에 게 껍데기의 키토산을 엇갈려 쌓아 두께 20마이크로미터의 막을 만들었다고 17일 밝혔다. "
            "두 물질은 전기적 성질이 서로 반대여서 접착제 없이도 단단히 달라붙는다.",
            "연구팀이 울릉도 앞바다 수심 5m에 막을 매달아 두고 지켜본 결과, 30일째에는 무게의 41%가, 90일째에는 92%가 줄었다. "
            "같은 곳에 둔 일반 비닐은 무게 변화가 없었다. 분해된 물에서 물벼룩을 길러 보았지만 생존율에 차이는 나타나지 않았다.",
            "막의 인장 강도는 38메가파스칼로 시중 비닐의 1.3배였다. 다만 습기에 약해 여름철 창고에서 일주일이 지나면 강도가 절반으로 떨어졌다. "
            "연구팀은 밀랍을 얇게 입혀 이 기간을 한 달까지 늘렸다.",
            "과제는 값이다. 지금은 1㎡를 만드는 데 620원이 들어 비닐의 두 배 수준이다. "
            "정하늘 책임연구원은 “찌꺼기를 모으고 말리는 데 비용의 절반이 든다”며 “가공 공장 옆에서 바로 만들면 값을 30% 낮출 수 있다”고 설명했다.",
            "연구소는 내년 봄 제주도의 감귤 농가 열두 곳과 함께 시험 판매를 시작하고, 그 결과를 보아 기술을 넘길 기업을 찾을 계획이다.",
        ),
    ),
    Story(
        title="“지진계 대신 통신 광케이블”… 단층 움직임 1분마다 읽는다",
        subtitle="이미 묻힌 케이블 62㎞가 센서로",
        author="서이든",
        date="2025-11-04",
        caption="광케이블 중계소에서 신호를 확인하는 모습",
        paragraphs=(
            "땅속에 이미 묻혀 있는 통신용 광케이블을 그대로 지진계로 쓰는 관측망이 동남권에서 가동을 시작했다. 새로 땅을 파지 않고도 관측 간격을 수십 ㎞에서 10m로 줄인 것이 핵심이다.",
            "가온지진관측단은 경주와 포항을 잇는 62㎞ 길이의 통신 케이블 끝에 레이저 장치를 달아 단층의 움직임을 1분마다 기록하고 있다고 4일 발표했다. 빛이 유리 섬유 속에서 되돌아오는 시간의 흔들림을 재면 케이블이 얼마나 늘어나고 줄었는지 알 수 있다.",
            "시험 가동 여섯 달 동안 관측망은 규모 0.5 이상의 지진 214건을 찾아냈다. 같은 기간 기존 지진계가 잡은 것은 131건이었다. 놓친 지진은 없었지만, 화물차가 지나갈 때의 떨림을 지진으로 잘못 읽은 경우가 하루 평균 세 번 있었다.",
            "관측단은 도로를 따라가는 구간의 기록을 따로 모아 잡음을 걸러 내는 프로그램을 만들었다. 그 뒤로 잘못된 알림은 한 주에 한 번꼴로 줄었다.",
            "비용도 적게 든다. 지진계 한 대를 땅에 묻는 데는 약 4,000만 원이 들지만, 광케이블 관측은 장치 하나에 3억 원을 들이면 6,000곳에서 재는 것과 같다.",
            "윤새별 단장은 “케이블이 없는 산지에서는 여전히 지진계가 필요하다”면서도 “바다 밑 통신선까지 이으면 지금껏 비어 있던 동해의 관측 공백을 메울 수 있다”고 말했다. 관측단은 2027년까지 대상을 500㎞로 넓힐 예정이다.",
        ),
    ),
    Story(
        title="잠든 사이 손목이 먼저 안다, 맥박으로 감기 하루 앞서 예측",
        subtitle="대학생 1,480명 두 해 겨울 추적",
        author="문다온",
        date="2026-01-22",
        caption="손목에 차는 측정기와 분석 화면",
        paragraphs=(
            "밤사이 손목에서 잰 맥박만으로 감기 증상이 나타나기 하루 전에 알아차릴 수 있다는 연구 결과가 나왔다.",
            "미르대학교 의공학과는 기숙사에 사는 대학생 1,480명에게 두 해 겨울 동안 손목 측정기를 채우고 잠자는 동안의 맥박과 피부 온도를 모았다. 이 기간 감기에 걸린 학생은 612명이었다.",
            "분석 결과 증상이 나타나기 전날 밤 맥박은 평소보다 1분에 평균 4.7회 빨랐고, 맥박 사이 간격의 들쭉날쭉함은 18% 줄었다. 피부 온도의 차이는 0.2도에 그쳐 예측에 큰 도움이 되지 않았다.",
            "이 변화를 바탕으로 만든 예측 모형은 감기 환자 열 명 가운데 일곱 명을 하루 먼저 찾아냈다. 그러나 술을 마셨거나 늦게까지 운동한 날도 감기로 잘못 짚는 일이 많아, 알림 네 번 중 한 번은 틀렸다.",
            "연구팀은 학생들이 저녁에 무엇을 했는지 한 가지만 물어도 잘못된 알림이 절반으로 준다는 것을 확인했다. 다음 겨울에는 나이가 많은 사람에게서도 같은 변화가 나타나는지 살펴볼 계획이다.",
            "강보미 교수는 “미리 알면 하루라도 빨리 쉬고 다른 사람과 거리를 둘 수 있다”며 “병을 진단하는 도구가 아니라 몸을 돌보라는 신호로 쓰여야 한다”고 강조했다.",
        ),
    ),
)

MENU = "".join(
    f'<li><a href="/s/{n}">{name}</a></li>'
    for n, name in enumerate(["정치", "경제", "사회", "과학", "문화", "오피니언", "포토", "구독신청"])
)
SHARE = '<div class="share"><button>페이스북</button><button>카카오톡</button><button>URL 복사</button><a href="#">글자 크기 조절</a><a href="#">인쇄</a></div>'
RELATED = (
    '<div class="related"><h3>관련기사</h3><ul><li><a href="/1">태풍 길목에 띄운 무인 배, 첫 시험 항해 마쳐</a></li>'
    '<li><a href="/2">버섯으로 만든 벽돌, 화재 시험 통과</a></li><li><a href="/3">겨울 철새 지도 새로 나왔다</a></li></ul></div>'
)
POPULAR = (
    "<aside><h3>많이 본 뉴스</h3><ol>"
    + "".join(f'<li><a href="/p{n}">많이 읽힌 다른 소식의 제목 {n}번입니다</a></li>' for n in range(1, 11))
    + "</ol></aside>"
)
FOOTER = (
    "<footer><p>등록번호 서울 아00000 | 발행인 홍길동 | 청소년보호책임자 홍길동</p><p>Copyright ⓒ 새벽과학. All rights reserved. "
    "무단 전재 및 재배포 금지</p><ul><li>회사소개</li><li>이용약관</li><li>개인정보처리방침</li></ul></footer>"
)


def head(story: Story, site: str, *, suffix: str, charset: str = '<meta charset="utf-8">') -> str:
    return (
        f"<head>{charset}<title>{story.title}{suffix}</title>"
        f'<meta property="og:title" content="{story.title}{suffix}"><meta property="og:site_name" content="{site}">'
        f'<meta property="article:published_time" content="{story.date}T09:00:00+09:00"><meta name="author" content="{story.author}">'
        "<script>window.dataLayer=[];function gtag(){dataLayer.push(arguments);}</script><style>.a{color:red}</style></head>"
    )


def page(
    story: Story,
    body: str,
    site: str = "새벽과학",
    suffix: str = " - 새벽과학",
    charset: str = '<meta charset="utf-8">',
) -> str:
    return (
        f'<!DOCTYPE html><html lang="ko">{head(story, site, suffix=suffix, charset=charset)}<body>{body}</body></html>'
    )


def sciencetimes(story: Story) -> str:
    """.tit and .view_content, with a subtitle in .sub_txt, a caption between paragraphs, and a licence line."""
    paragraphs = [f'<p style="text-align: justify;">{text}</p>' for text in story.paragraphs]
    paragraphs.insert(
        1,
        f'<p><img src="/a.jpg" alt="{story.caption}"></p><p class="wp-caption-text">{story.caption} ⓒ 게티이미지뱅크</p>',
    )
    return page(
        story,
        f'<div id="header"><ul class="gnb">{MENU}</ul></div><div class="sub_view"><div class="tit_area"><span class="cate">과학·기술</span>'
        f'<strong class="tit">{story.title}</strong><p class="sub_txt">{story.subtitle}</p><div class="info"><span>{story.author} 객원기자</span>'
        f'<span>{story.date} 09:00</span></div>{SHARE}</div><div class="view_content"><div class="inner">{"".join(paragraphs)}'
        f"<p>&nbsp;</p><p>{story.author} 객원기자</p><p>저작권자 {story.date} ⓒ 새벽과학</p></div></div>{RELATED}</div>{POPULAR}{FOOTER}",
        suffix=" – 새벽과학",
    )


def ndsoft(story: Story) -> str:
    """The system of hundreds of small papers: #article-view-content-div, figures with captions, a tag list, a copyright box."""
    parts = [f"<p>{text}</p>" for text in story.paragraphs]
    parts.insert(
        2,
        f'<figure class="photo-layout image"><img src="a.jpg"><figcaption>{story.caption} [사진=누리해양소재연구소]</figcaption></figure>',
    )
    parts.insert(4, '<div class="ad-template"><ins class="adsbygoogle"></ins><p>광고</p></div>')
    return page(
        story,
        f'<div id="user-wrap"><header id="user-header"><nav><ul>{MENU}</ul></nav></header><section id="user-container">'
        f'<header class="article-view-header"><h3 class="heading">{story.title}</h3><h4 class="subheading">{story.subtitle}</h4>'
        f'<ul class="infomation"><li><i class="icon-user-o"></i> {story.author} 기자</li><li>입력 {story.date} 09:00</li><li>댓글 0</li></ul></header>'
        f'<article id="article-view-content-div" class="article-veiw-body view-page font-size17" itemprop="articleBody">{"".join(parts)}</article>'
        f'<div class="tag-group"><a>#과학</a><a>#연구</a></div><article class="writer"><strong>{story.author} 기자</strong> '
        f'<a href="mailto:news@dawn.example">news@dawn.example</a><a>다른기사 보기</a></article><div class="view-copyright">'
        f"저작권자 © 새벽과학 무단전재 및 재배포 금지</div>{RELATED}{POPULAR}</section></div>{FOOTER}",
    )


def portal(story: Story) -> str:
    """A portal's article: one block with double line breaks, photo blocks inside, the reporter's mail and a notice at the end."""
    photo = f'<span class="end_photo_org"><img src="a.jpg"><em class="img_desc">{story.caption} /사진 제공=연구팀</em></span>'
    body = "<br><br>".join([story.paragraphs[0], photo + story.paragraphs[1], *story.paragraphs[2:]])
    return page(
        story,
        f'<div class="u_skip"><a href="#ct">본문 바로가기</a></div><header><ul>{MENU}</ul></header><div id="ct"><div class="media_end_head">'
        f'<h2 id="title_area" class="media_end_head_headline"><span>{story.title}</span></h2><span class="media_end_head_info_datestamp_time">'
        f'{story.date.replace("-", ".")}. 오전 9:00</span><em class="media_end_head_journalist_name">{story.author} 기자</em>{SHARE}</div>'
        f'<div id="newsct_article"><article id="dic_area" class="go_trans _article_content"><strong>{story.subtitle}</strong><br><br>{body}'
        f'<br><br>{story.author} 기자 (garam@dawn.example)</article></div><div class="byline"><span>{story.author} 기자 garam@dawn.example</span></div>'
        f'<div class="copyright"><p class="c_text">Copyright ⓒ 새벽과학. All rights reserved. 무단 전재 및 재배포 금지.</p></div>'
        f'<div class="media_end_linked"><p>이 기사는 언론사에서 과학 섹션으로 분류했습니다.</p></div>{RELATED}</div>{POPULAR}{FOOTER}',
        site="누리포털",
        suffix=" : 누리포털 뉴스",
    )


def wire(story: Story) -> str:
    """A news agency: a place and byline opens the first sentence; mail, tip-off and copyright lines close the text."""
    first = f"(서울=새벽통신) {story.author} 기자 = {story.paragraphs[0]}"
    paragraphs = [f"<p>{text}</p>" for text in (first, *story.paragraphs[1:])]
    paragraphs.insert(
        1,
        f'<div class="comp-box photo-group"><figure><img src="a.jpg"><figcaption class="txt-desc"><strong class="tit-cap">{story.title[:12]}</strong>'
        f"[새벽통신 자료사진. 재판매 및 DB 금지]</figcaption></figure></div>",
    )
    return page(
        story,
        f'<div class="wrap"><header><ul>{MENU}</ul></header><main><h1 class="tit01">{story.title}</h1><p class="update-time">송고시간 {story.date} 09:00</p>'
        f'{SHARE}<div class="summary"><ul><li>{story.subtitle}</li></ul></div><article class="story-news article">{"".join(paragraphs)}'
        f'<p class="txt-copyright adrs">dawn@dawn.example</p><p class="txt-copyright adrs">제보는 카카오톡 dawnnews</p>'
        f'<p class="txt-copyright adrs">&lt;저작권자(c) 새벽통신, 무단 전재-재배포, AI 학습 및 활용 금지&gt; {story.date.replace("-", "/")} 09:00 송고</p></article>'
        f"{RELATED}</main>{POPULAR}</div>{FOOTER}",
        site="새벽통신",
        suffix=" | 새벽통신",
    )


def broadcaster(story: Story) -> str:
    """A broadcaster: anchor and reporter lines, single breaks, an app notice."""
    body = "<br />\n<br />\n".join(story.paragraphs)
    return page(
        story,
        f'<div id="gnb"><ul>{MENU}</ul></div><div class="view-headline"><h4 class="headline-title">{story.title}</h4><p class="date">입력 {story.date} (09:00)</p>{SHARE}</div>'
        f'<div class="detail-visual"><img src="v.jpg" alt=""></div><div class="detail-body font-size" id="cont_newstext">{body}</div>'
        f'<div class="report"><p>■ 제보하기<br>▷ 전화 : 02-000-0000<br>▷ 이메일 : tip@dawn.example<br>▷ 유튜브, 네이버, 카카오에서도 새벽뉴스를 구독해주세요!</p></div>'
        f'<div class="reporter"><strong>{story.author} 기자</strong></div>{RELATED}{POPULAR}{FOOTER}',
        site="새벽뉴스",
        suffix=" | 새벽뉴스",
    )


def daily(story: Story) -> str:
    """A daily's page of nested divs without <p>, with advertisements and a newsletter box between the paragraphs."""
    blocks = [f'<div class="article_txt_block" data-type="text">{text}</div>' for text in story.paragraphs]
    blocks.insert(
        2, '<div class="ad_wrap"><div class="ad_tit">ADVERTISEMENT</div><iframe src="//ad.example"></iframe></div>'
    )
    blocks.insert(
        5, '<div class="newsletter"><p>매주 금요일 과학 소식을 편지로 받아 보세요</p><button>구독하기</button></div>'
    )
    return page(
        story,
        f'<div class="header"><ul>{MENU}</ul></div><div class="container"><h1 class="headline">{story.title}</h1><h2 class="subhead">{story.subtitle}</h2>'
        f'<div class="byline">{story.author} 기자<em>garam@dawn.example</em> 등록 {story.date} 09:00 수정 {story.date} 10:12</div>{SHARE}'
        f'<div class="article_view" itemprop="articleBody"><div class="photo"><img src="a.jpg"><div class="caption">{story.caption} 새벽일보 자료사진</div></div>'
        f'{"".join(blocks)}<div class="copy">ⓒ 새벽일보, 무단 전재 및 재배포 금지</div></div>{RELATED}</div>{POPULAR}{FOOTER}',
        site="새벽일보",
        suffix=" :: 새벽일보",
    )


def economy(story: Story) -> str:
    """A business daily: #articletxt, a list of key points before the text, a stock widget."""
    body = "<br><br>".join(story.paragraphs)
    return page(
        story,
        f'<div id="wrap"><div class="gnb"><ul>{MENU}</ul></div><div class="article-head"><h1 class="headline">{story.title}</h1></div>'
        f'<div class="article-timestamp"><span class="item">입력 <span class="txt-date">{story.date.replace("-", ".")} 09:00</span></span></div>{SHARE}'
        f'<div class="article-body-wrap"><div class="article-body" id="articletxt" itemprop="articleBody"><figure class="article-figure"><img src="a.jpg">'
        f"<figcaption>{story.caption} 사진=새벽경제DB</figcaption></figure>{body}<br><br>{story.author} 기자 garam@dawn.example</div></div>"
        f'<div class="stock"><table><tr><td>가나다전자</td><td>12,300</td><td>+1.2%</td></tr><tr><td>라마바화학</td><td>8,900</td><td>-0.4%</td></tr></table></div>'
        f"{RELATED}{POPULAR}</div>{FOOTER}",
        site="새벽경제",
        suffix=" | 새벽경제",
    )


def old_table(story: Story) -> str:
    """A page of twenty years ago: tables, <font>, upper case, no charset worth the name."""
    body = "<BR><BR>\r\n".join(f"&nbsp;{text}" for text in story.paragraphs)
    return (
        f"<HTML><HEAD><TITLE>{story.title} - 새벽과학</TITLE>__CHARSET__</HEAD><BODY BGCOLOR=#FFFFFF><TABLE WIDTH=800 BORDER=0>"
        f"<TR><TD COLSPAN=2><A HREF=/>처음</A> | <A HREF=/1>뉴스</A> | <A HREF=/2>게시판</A> | <A HREF=/3>자료실</A></TD></TR><TR><TD WIDTH=150 VALIGN=top>"
        f"<FONT SIZE=2><A HREF=/a>과학</A><BR><A HREF=/b>환경</A><BR><A HREF=/c>의학</A></FONT></TD><TD><FONT SIZE=4><B>{story.title}</B></FONT><BR>"
        f"<FONT SIZE=2 COLOR=gray>{story.author} 기자 / {story.date}</FONT><HR><FONT SIZE=3>{body}</FONT><HR>"
        f"<FONT SIZE=1>Copyright(c) 새벽과학 All rights reserved.</FONT></TD></TR></TABLE></BODY></HTML>"
    )


def wordpress(story: Story) -> str:
    """A blog or small outlet on WordPress: .entry-content, sharing plugin, related posts, comments."""
    paragraphs = [f"<p>{text}</p>" for text in story.paragraphs]
    paragraphs.insert(
        1, f'<figure class="wp-block-image"><img src="a.jpg"/><figcaption>{story.caption}</figcaption></figure>'
    )
    return page(
        story,
        f'<div id="page" class="site"><header class="site-header"><nav><ul class="menu">{MENU}</ul></nav></header><main><article class="post type-post">'
        f'<header class="entry-header"><h1 class="entry-title">{story.title}</h1><div class="entry-meta"><span class="byline">{story.author}</span> '
        f'<time class="entry-date published" datetime="{story.date}">{story.date}</time></div></header><div class="entry-content">{"".join(paragraphs)}'
        f'<div class="sharedaddy"><h3>이 글 공유하기:</h3>{SHARE}</div><div class="jp-relatedposts">{RELATED}</div></div></article>'
        f'<div id="comments"><h2>댓글 2개</h2><ol><li class="comment"><p>좋은 글 잘 읽었습니다. 자주 들를게요.</p></li><li class="comment"><p>저도 써 보고 싶네요!</p></li></ol></div></main>'
        f"<aside>{POPULAR}</aside></div>{FOOTER}",
    )


def blog(story: Story) -> str:
    """A blog service: spans inside paragraphs, a like button, a category box, tags."""
    body = "".join(
        f'<p data-ke-size="size16"><span style="color: #333;">{text}</span></p><p data-ke-size="size16">&nbsp;</p>'
        for text in story.paragraphs
    )
    return page(
        story,
        f'<div id="wrap"><div id="head"><ul>{MENU}</ul></div><div class="area_view"><h3 class="tit_post">{story.title}</h3><span class="txt_detail">by {story.author} {story.date}</span>'
        f'<div class="tt_article_useless_p_margin contents_style">{body}</div><div class="container_postbtn"><button>공감</button><button>공유하기</button><button>게시글 관리</button></div>'
        f'<div class="another_category"><h4>\'과학\' 카테고리의 다른 글</h4><table><tr><th><a href="/9">눈은 왜 하얗게 보일까</a></th><td>2026.01.02</td></tr></table></div>'
        f'<div class="area_tag">태그 #과학 #연구</div></div><div class="area_reply"><p>댓글</p><p>방문 감사합니다~ 구독하고 갑니다</p></div></div>{FOOTER}',
        suffix=" — 새벽 블로그",
    )


def json_ld(story: Story) -> str:
    """A single-page application: nothing in the body but its root; the text stands in JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "새벽과학", "description": "우리 곁의 과학을 전하는 매체입니다."},
            {"@type": "NewsArticle", "headline": story.title, "datePublished": f"{story.date}T09:00:00+09:00", "author": [{"@type": "Person", "name": story.author}],
             "articleBody": "\n\n".join(story.paragraphs)},
        ],
    }  # fmt: skip
    return page(
        story,
        f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script><div id="root"></div><noscript>이 사이트를 보려면 자바스크립트를 켜 주세요.</noscript>',
    )


def next_stream(story: Story) -> str:
    """Next.js with the app router: the visible page is a shell, the article's HTML arrives in pushes cut at odd places."""
    html = "".join(f"<p>{text}</p>" for text in story.paragraphs)
    html = html.replace(
        "</p>", "</p>" + f'<figure><img src="a.jpg"/><figcaption>{story.caption}</figcaption></figure>', 1
    )
    payload = (
        "2c:"
        + json.dumps({"id": 7, "title": story.title, "tags": ["과학"]}, ensure_ascii=False)
        + f"\n2d:T{len(html.encode()):x},"
        + html
        + '3:["$","div",null,{"className":"wrap"}]\n'
    )
    cuts = [payload[start : start + 700] for start in range(0, len(payload), 700)]
    pushes = "".join(
        f"<script>self.__next_f.push([1,{json.dumps(cut, ensure_ascii=True).replace('<', chr(92) + 'u003c')}])</script>"
        for cut in cuts
    )
    return page(
        story,
        f'<header><ul>{MENU}</ul></header><main><h1>{story.title}</h1><div class="skeleton">기사를 불러오는 중입니다</div></main>{FOOTER}'
        f"<script>(self.__next_f=self.__next_f||[]).push([0])</script>{pushes}",
    )


def next_data(story: Story) -> str:
    """Next.js with the pages router: the article as a list of blocks inside __NEXT_DATA__."""
    data = {
        "props": {
            "pageProps": {
                "menu": [{"name": "과학", "url": "/science"}, {"name": "문화", "url": "/culture"}],
                "article": {
                    "headline": story.title,
                    "blocks": [
                        {"type": "image", "caption": story.caption},
                        *({"type": "text", "content": f"{text}<br/>"} for text in story.paragraphs),
                    ],
                },
                "ranking": [
                    {
                        "title": f"많이 읽힌 다른 소식의 제목 {n}번입니다",
                        "lead": "다른 기사의 첫머리를 짧게 보여 주는 문장이다.",
                    }
                    for n in range(8)
                ],
            }
        }
    }
    return page(
        story,
        f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(data, ensure_ascii=False)}</script>',
    )


def fusion(story: Story) -> str:
    """A content system that assigns the article to a global variable as content elements."""
    data = {
        "type": "story",
        "headlines": {"basic": story.title},
        "content_elements": [
            {"type": "image", "caption": story.caption},
            *({"type": "text", "content": text} for text in story.paragraphs),
        ],
        "related_content": {"basic": [{"headlines": {"basic": "버섯으로 만든 벽돌, 화재 시험 통과"}}]},
    }
    return page(
        story,
        f'<div id="fusion-app"><header><ul>{MENU}</ul></header></div><script id="fusion-metadata" type="application/javascript">window.Fusion=window.Fusion||{{}};'
        f'Fusion.arcSite="dawn";Fusion.globalContent={json.dumps(data, ensure_ascii=False)};Fusion.globalContentConfig={{"source":"story"}};</script>',
    )


LAYOUTS: dict[str, Callable[[Story], str]] = {
    builder.__name__: builder
    for builder in (
        sciencetimes,
        ndsoft,
        portal,
        wire,
        broadcaster,
        daily,
        economy,
        old_table,
        wordpress,
        blog,
        json_ld,
        next_stream,
        next_data,
        fusion,
    )
}

EUC_KR_META = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=euc-kr">'
# What a page says of its charset, and the bytes that it really is in.
ENCODINGS: dict[str, tuple[str, str]] = {
    "utf-8, said": ('<meta charset="utf-8">', "utf-8"),
    "utf-8, unsaid": ("", "utf-8"),
    "utf-8, called euc-kr": (EUC_KR_META, "utf-8"),
    "utf-8 with a mark": ("", "utf-8-sig"),
    "cp949, called euc-kr": (EUC_KR_META, "cp949"),
    "cp949, unsaid": ("", "cp949"),
    "cp949, called utf-8": ('<meta charset="utf-8">', "cp949"),
    "cp949, called latin-1": ('<meta charset="iso-8859-1">', "cp949"),
    "cp949, called ks_c_5601-1987": ('<meta charset="ks_c_5601-1987">', "cp949"),
    "utf-16 with a mark": ("", "utf-16"),
}


def encode(html: str, encoding: str) -> bytes:
    said, codec = ENCODINGS[encoding]
    html = html.replace('<meta charset="utf-8">', said, 1).replace("__CHARSET__", said, 1)
    return html.encode(codec, "xmlcharrefreplace")
