"""The hall of fame in a folder: what is kept, what is refused, what is listed, and what the owner removes."""

from __future__ import annotations

import io
import json
import threading
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from pipeline.cli import app as cli
from pipeline.errors import HanmadiError, InvalidInput
from pipeline.settings import Settings
from pipeline.tasks.awards import hall as hall_module
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.certificate import render_certificate
from pipeline.tasks.awards.hall import Entry, Hall, Prepared, prepare
from pipeline.tasks.awards.hall_store import Folder, open_store

AWARD = Award(
    "감사장", "영순표 도시락상", "어머니 박영순", "박영순 여사님은 33년 동안 도시락을 싸 주셨습니다.", "딸 김지은"
)
CLEAR = ("박영순", "영순", "김지은", "지은")


def png(side: int = 1080) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (side, side), "white").save(picture, "PNG")
    return picture.getvalue()


PICTURE = png()


def prepared(title: str = "최고상") -> Prepared:
    return Prepared(
        Entry(Award("상장", title, "이○○", "이 상장을 드립니다.", "아빠"), "classic", "세로", "오늘"), PICTURE
    )


def titles(hall: Hall) -> list[str]:
    return [shown.entry.award.title for shown in hall.listing(20).shown]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "hall"


@pytest.fixture
def hall(place: Path, monkeypatch: pytest.MonkeyPatch) -> Hall:
    monkeypatch.setattr(hall_module, "FRESH", 0.0)
    return Hall(Folder(place))


def test_off_unless_the_owner_names_a_place() -> None:
    assert Settings.from_environment({}).hall == ""
    assert Settings.from_environment({"HANMADI_HALL": " datasets/a/b "}).hall == "datasets/a/b"


@pytest.mark.parametrize("place", ["datasets/", "datasets/a", "datasets/a/b/c", "datasets/가/나", "datasets/a/../b"])
def test_a_malformed_dataset_name_is_told(place: str) -> None:
    with pytest.raises(HanmadiError, match="datasets/소유자/이름"):
        open_store(place, None)


def test_an_entry_is_the_award_its_looks_and_the_picture_with_no_name_in_clear(
    hall: Hall, place: Path, tmp_path: Path
) -> None:
    id = hall.show(prepare(AWARD, design="love", orientation="가로", date="지은이 생일에"))
    assert sorted(path.name for path in place.iterdir()) == [id]
    assert sorted(path.name for path in (place / id).iterdir()) == ["certificate.png", "entry.json"]
    entry = json.loads((place / id / "entry.json").read_bytes())
    masked = Award("감사장", "○○표 도시락상", "어머니 박○○", AWARD.body.replace("박영순", "박○○"), "딸 김○○")
    assert entry.keys() == {"award", "design", "orientation", "date"}
    assert Award(**entry["award"]) == masked
    assert (entry["design"], entry["orientation"]) == ("love", "가로")
    assert not [name for name in CLEAR if name in json.dumps(entry, ensure_ascii=False)]
    same = render_certificate(masked, tmp_path, design="love", orientation="가로", date=entry["date"])
    assert (place / id / "certificate.png").read_bytes() == same.square.read_bytes()

    (shown,) = hall.listing(20).shown
    assert shown.entry.caption == "감사장 · ○○표 도시락상 · 어머니 박○○"
    with Image.open(shown.picture) as picture:
        assert picture.size == (720, 720)


def test_names_stay_where_the_visitor_wants_them(hall: Hall) -> None:
    hall.show(prepare(AWARD, design="classic", orientation="세로", date="2026-11-21", hide=False))
    (shown,) = hall.listing(20).shown
    assert shown.entry == Entry(AWARD, "classic", "세로", "2026년 11월 21일")


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("body", "위 사람은 병신이므로 이 상장을 드립니다.", "욕설"),
        ("giver", "개새끼 일동", "욕설"),
        ("date", "씨발 하는 날", "욕설"),
        ("body", "문의는 010-1234-5678로 주세요.", "연락처"),
        ("body", "https://example.com 에서 보세요.", "인터넷 주소"),
        ("recipient", "a.b@example.com", "연락처"),
        ("title", "", "비어"),
        ("body", "가" * 1001, "너무 깁니다"),
        ("design", "neon", "디자인"),
        ("orientation", "대각선", "방향"),
        ("date", "2026-02-30", "날짜"),
    ],
)
def test_what_may_not_be_shown_is_told_before_any_work(field: str, text: str, told: str) -> None:
    looks = {"design": "classic", "orientation": "세로", "date": ""}
    award = Award(**AWARD.as_dict() | ({field: text} if field not in looks else {}))
    looks |= {field: text} if field in looks else {}
    with pytest.raises(InvalidInput, match=told):
        prepare(award, **looks)


def test_newest_first_and_the_oldest_out(hall: Hall, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hall_module, "MOST_KEPT", 4)
    monkeypatch.setattr(hall_module, "MOST_LISTED", 3)
    for number in range(6):
        hall.show(prepared(f"{number}번 상"))
    assert titles(hall) == ["5번 상", "4번 상", "3번 상"]
    assert len(list(place.iterdir())) == 4
    assert titles(Hall(Folder(place))) == ["5번 상", "4번 상", "3번 상"], "as after a restart"


def test_nobody_floods_it(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hall_module, "MOST_PER_HOUR", 2)
    hall.show(prepared("첫째 상"))
    with pytest.raises(HanmadiError, match="이미"):
        hall.show(prepared("첫째 상"))
    hall.show(prepared("둘째 상"))
    with pytest.raises(HanmadiError, match="한 시간쯤 뒤"):
        hall.show(prepared("셋째 상"))
    assert titles(hall) == ["둘째 상", "첫째 상"]


def test_a_folder_deleted_by_hand_is_no_longer_listed(hall: Hall, place: Path) -> None:
    gone, left = hall.show(prepared("첫째 상")), hall.show(prepared("둘째 상"))
    assert len(titles(hall)) == 2
    for path in (place / gone).iterdir():
        path.unlink()
    (place / gone).rmdir()
    (shown,) = hall.listing(20).shown
    assert shown.id == left
    assert [path.stem for path in shown.picture.parent.iterdir()] == [left]


DAMAGE: dict[str, tuple[str, bytes]] = {
    "no JSON": ("entry.json", b"{"),
    "another key": ("entry.json", b'{"award": {}, "design": "classic", "orientation": "", "date": "", "who": "me"}'),
    "no award": ("entry.json", '{"award": {}, "design": "classic", "orientation": "세로", "date": ""}'.encode()),
    "a huge text": ("entry.json", b" " * 20_000),
    "no picture": ("certificate.png", b"<svg/>"),
    "a picture of another size": ("certificate.png", png(64)),
}


@pytest.mark.parametrize(("name", "content"), DAMAGE.values(), ids=DAMAGE.keys())
def test_what_is_no_entry_is_left_out(hall: Hall, place: Path, name: str, content: bytes) -> None:
    bad = hall.show(prepared("망가질 상"))
    hall.show(prepared("성한 상"))
    assert len(titles(hall)) == 2
    (place / bad / name).write_bytes(content)
    (place / ".20261121.partial").mkdir()
    (place / "20261121-000000-000000").symlink_to(place / bad)
    assert titles(hall) == ["성한 상"]
    assert hall.listing(20).notice == ""


def test_a_list_is_asked_for_once_a_minute(place: Path) -> None:
    class Counting(Folder):
        asked = 0

        def versions(self) -> dict[str, str]:
            self.asked += 1
            return super().versions()

    store = Counting(place)
    hall = Hall(store)
    assert [hall.listing(20).notice for _ in range(5)] == [hall_module.EMPTY] * 5
    assert store.asked == 1


def test_a_slow_store_holds_nobody_up(hall: Hall, place: Path) -> None:
    class Slow(Folder):
        ready = threading.Event()

        def versions(self) -> dict[str, str]:
            assert self.ready.wait(20)
            return super().versions()

    hall.show(prepared("첫째 상"))
    slow = Hall(Slow(place))
    assert slow.listing(0.05).notice == hall_module.LOADING
    Slow.ready.set()
    assert titles(slow) == ["첫째 상"]


def test_a_place_that_cannot_be_used_is_told(hall: Hall, place: Path) -> None:
    place.write_text("a file where the folder should be")
    assert hall.listing(20).notice == hall_module.BROKEN
    with pytest.raises(HanmadiError, match="HANMADI_HALL"):
        hall.show(prepared())


def test_a_write_that_breaks_off_leaves_nothing(hall: Hall, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "certificate.png":
            whole(path, content[:100])
            raise OSError(28, "No space left on device")
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(HanmadiError, match="No space left"):
        hall.show(prepared())
    assert list(place.iterdir()) == []


def test_many_at_once_are_all_kept(hall: Hall, place: Path) -> None:
    visitors = [threading.Thread(target=hall.show, args=[prepared(f"{number}번 상")]) for number in range(8)]
    for visitor in visitors:
        visitor.start()
        hall.listing(0)
    for visitor in visitors:
        visitor.join()
    assert sorted(titles(hall)) == [f"{number}번 상" for number in range(8)]
    assert len(list(place.iterdir())) == 8


def owner(*arguments: str) -> tuple[str, BaseException | None]:
    result = CliRunner().invoke(cli, ["hall", *arguments])
    return result.output, result.exception


def test_the_owner_lists_and_removes(hall: Hall, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANMADI_HALL", str(place))
    monkeypatch.setenv("COLUMNS", "160")
    assert "걸린 상장이 없습니다" in owner("list")[0]
    first, second = hall.show(prepared("[첫째] 상")), hall.show(prepared("둘째 상"))
    (place / second / "entry.json").write_text("{")
    listed = owner("list")[0]
    assert listed.index(second) < listed.index(first)
    assert "[첫째] 상" in listed
    assert "읽을 수 없는 상장" in listed
    assert f"내렸습니다: {second}" in owner("remove", second, first)[0]
    assert list(place.iterdir()) == []
    assert isinstance(owner("remove", first)[1], HanmadiError)
    assert isinstance(owner("remove", "../hall")[1], HanmadiError)
    monkeypatch.delenv("HANMADI_HALL")
    assert "꺼져 있습니다" in str(owner("list")[1])
