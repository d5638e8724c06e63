"""The four numbers of a name and the 81 numbers."""

from pipeline.tasks.naming.suri81 import DISPUTED, GOOD, four_numbers, luck_of


def test_the_81_numbers_are_told_apart() -> None:
    lucks = [luck_of(number) for number in range(1, 82)]
    assert {luck: lucks.count(luck) for luck in ("길", "보통", "흉")} == {"길": 36, "보통": 14, "흉": 31}
    assert not GOOD & DISPUTED
    assert [luck_of(number) for number in (1, 4, 21, 26, 34, 81)] == ["길", "흉", "길", "보통", "흉", "길"]
    assert luck_of(82) == luck_of(2)
    assert luck_of(161) == luck_of(81)


def test_four_numbers_of_a_two_character_name() -> None:
    # 金(8) 瑞(14) 潤(16)
    numbers = four_numbers(8, [14, 16])
    assert [(n.name, n.strokes, n.luck) for n in numbers] == [
        ("원격", 30, "보통"),
        ("형격", 22, "흉"),
        ("이격", 24, "길"),
        ("정격", 38, "길"),
    ]
    assert numbers[0].disputed
    assert [n.age for n in numbers] == ["초년", "청년", "장년", "말년"]


def test_four_numbers_of_a_single_character_name() -> None:
    assert [n.strokes for n in four_numbers(7, [11])] == [11, 18, 7, 18]


def test_four_numbers_of_a_three_character_name() -> None:
    assert [n.strokes for n in four_numbers(7, [5, 6, 10])] == [21, 12, 17, 28]
