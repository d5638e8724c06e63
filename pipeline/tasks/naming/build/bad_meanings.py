"""Which characters of the legal list mean something that no family wants in a name (blocked from every suggestion)."""

from __future__ import annotations

from pathlib import Path

# Glosses (훈) of death, illness, crime, filth, grief, poverty, vice, monsters, vermin and insult. Left out are those
# that also mean something harmless (옥 is jade and prison); such characters stand in _ALSO_BAD by name.
_BAD = frozenset((Path(__file__).parent / "bad_glosses.txt").read_text(encoding="utf-8").split())

# Fine name characters whose first gloss in the source happens to be one of those.
_GOOD = frozenset("逸禦焌崖曇朧")
_ALSO_BAD = frozenset(
    "屍殺死亡喪葬墓棺鬼魔魂魄妖怪病疾癌疫毒惡凶兇罪囚獄刑罰奴婢妾姦淫娼妓盜賊竊僞詐欺貧窮盡竭餓飢悲哀哭泣"
    "淚憂愁怨恨憎惱患苦痛戰鬪敗亂叛逆暴虐殘酷狂愚鈍癡呆醜陋汚穢糞尿屎屁臭腐朽衰弱劣賤卑孤寡獨棄捨離別絶滅"
    "破壞崩墜落沒溺焚燒斬斷刃刺囹圄瘈癲傾仄槥柩啼狗犬猪豚瘤疥癬蛆蚤"
    "蠱僕疵瑕毁覡竄荒粗蕪窘潰噬咀呱唳呝黠喀嗽欬汰症馘殮椁槨"
    "誄櫬贅窆烹酖冣疣疱痃痙痤痰痴痺瘁瘴癇癎癖癜癤癥癰殢殫殯尸尻屠狺猝獃獫虱蝨虻蛀蛔蛅蚩蝎蠍蟊蟯蜈蚣骸髏刧毀罸罠"
)


def is_bad_meaning(hanja: str, glosses: dict[str, list[str]]) -> bool:
    """``glosses``: legal reading -> glosses, the usual one first; only the usual one decides."""
    if hanja in _ALSO_BAD:
        return True
    usual = [found[0].replace(" ", "") for found in glosses.values() if found]
    return hanja not in _GOOD and bool(usual) and any(gloss in _BAD for gloss in usual)
