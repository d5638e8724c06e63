"""Wishes about the award itself: which kind, which tone, how long. They are followed, and not quoted in the award."""

from __future__ import annotations

import re

# What people write for a kind, longest first where one holds another.
_KINDS = [
    (r"벌\s*(?:대신|말고|아닌)\s*(?:주는\s*)?상장?", "벌 대신 상장"),
    (r"감사장|감사패|감사\s*상장?|고마움?상", "감사장"),
    (r"표창장?|표창\s*상장?", "표창장"),
    (r"공로상|공로패|공로장|공로\s*상장", "공로상"),
    (r"우수상|최우수상|우등상", "우수상"),
    (r"칭찬\s*(?:상장|상|장)", "칭찬장"),
    (r"임명장|위촉장|임명(?:하|합|해|함)", "임명장"),
    (r"자격증|면허증|인증서", "자격증"),
]
_TONES = [
    (r"로맨틱|로멘틱|사랑스럽게|달달|설레", "로맨틱"),
    (r"웃기|웃긴|웃겨|재밌|재미있|유머|유쾌|코믹|병맛|개그|빵\s*터|센스|장난", "유머"),
    (r"귀엽|귀여|깜찍|앙증|아이\s*눈높이", "귀여움"),
    (r"격식|정중|공식|딱딱|엄숙|진지|점잖|포멀", "격식"),
    (r"추모|추도|애도|기리", "추모"),
    (r"감동|뭉클|눈물|따뜻|진심|감성|찡하", "감동"),
]
_LENGTHS = [(r"짧|간단|간결|한\s*줄", "짧게"), (r"길게|(?<![가-힣])긴\s|자세|길고", "길게")]


def kind_in(text: str) -> str:
    """The kind that ``text``, words about the award, asks for; "" for none."""
    return _first(_KINDS, text)


def tone_in(text: str) -> str:
    """The tone that ``text``, words about the award, asks for; "" for none."""
    return _first(_TONES, text)


def length_in(text: str) -> str:
    """짧게 or 길게 when ``text`` asks for it; "" for neither."""
    return _first(_LENGTHS, text)


def _first(table: list[tuple[str, str]], text: str) -> str:
    return next((value for pattern, value in table if re.search(pattern, text)), "")
