"""The 214 Kangxi radicals: strokes in full form, and the one of the five elements (오행) each stands for."""

from __future__ import annotations

# Radicals are numbered by stroke count; _LAST[n] is the last radical that is written with n strokes.
_LAST = (0, 6, 29, 60, 94, 117, 146, 166, 175, 186, 194, 200, 204, 208, 210, 211, 213, 214)

# 자원오행 has no official table. The radical decides first; authors agree on most radicals (high), on some mostly
# (medium), and on a few hardly at all (low). The letters of a group are the radicals in their full form.
_ELEMENTS: dict[tuple[str, str], str] = {
    ("목", "높음"): "木艸手糸竹衣目宀广門禾米巾舟网風片靑香角乙麻麥生文戶",
    ("화", "높음"): "火心日鳥馬車彳羽耳髟隹見行鬼走曰斗赤",
    ("토", "높음"): "土山女辵犬足阜邑田牛羊止鹿缶瓦己里黃辰艮",
    ("금", "높음"): "金玉石言刀貝酉攴革齒骨殳斤矢音戈辛白襾韋",
    ("수", "높음"): "水虫疒魚食雨穴子冫月黑又歹豸豕气巛血谷",
    ("목", "보통"): "示大屮父爿瓜耒豆長虍韭黍儿",
    ("화", "보통"): "人頁面彡身飛高鼎癶舌毛",
    ("토", "보통"): "力士方甘老至臼色齊龍厂毋",
    ("금", "보통"): "立矛牙鼓鬥皮欠",
    ("수", "보통"): "口肉囗尸夕首隶鹵小",
    ("목", "낮음"): "一丶亅二入冂几十卩干寸廴廾用自舛鬯黹龠尢弋",
    ("화", "낮음"): "卜工夊彐玄禸聿臣釆爻比氏疋弓",
    ("토", "낮음"): "丨亠匚匸厶支幺黽",
    ("금", "낮음"): "丿八勹匕鬲鼻爪皿",
    ("수", "낮음"): "冖凵夂无而非鼠龜",
}

# Stems, branches, directions and the five virtues (오상) mean an element by themselves, whatever their radical.
_MEANINGS: dict[str, str] = (
    dict.fromkeys("甲乙寅卯東仁", "목")
    | dict.fromkeys("丙丁巳午南禮夏", "화")
    | dict.fromkeys("戊己辰戌丑未中信坤", "토")
    | dict.fromkeys("庚辛申酉西義", "금")
    | dict.fromkeys("壬癸亥子北智冬", "수")
)


def radical_strokes(number: int) -> int:
    """Strokes of Kangxi radical ``number`` (1 to 214) in its full form: 85 (water, 水) has 4, not the 3 of 氵."""
    return next(strokes for strokes, last in enumerate(_LAST) if number <= last)


def element_of(hanja: str, radical: str) -> tuple[str, str]:
    """The element of ``hanja`` whose radical in full form is ``radical``, and how sure it is: 높음, 보통 or 낮음.

    Where a character's meaning and its radical point to different elements, the meaning wins and the sureness drops.
    """
    by_radical, confidence = next(key for key, radicals in _ELEMENTS.items() if radical in radicals)
    by_meaning = _MEANINGS.get(hanja)
    if by_meaning is None:
        return by_radical, confidence
    return by_meaning, "높음" if by_meaning == by_radical else "보통"
