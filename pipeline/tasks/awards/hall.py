"""The hall of fame (명예의 전당): certificates that visitors chose to show to everyone. Off unless an owner wants it.

An entry holds the award, its design, orientation and date, and the square picture: nothing about the visitor.
"""

from __future__ import annotations

import io
import json
import logging
import re
import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from pipeline.errors import HanmadiError, InvalidInput
from pipeline.tasks.awards.award import Award
from pipeline.tasks.awards.certificate import DESIGNS, ORIENTATIONS, date_text, render_certificate
from pipeline.tasks.awards.guard import holds_insult
from pipeline.tasks.awards.hall_store import PICTURE, TEXT, Store
from pipeline.tasks.awards.masking import hide_names

MOST_KEPT = 300  # the oldest goes when another one comes
MOST_LISTED = 60
MOST_PER_HOUR = 30  # new ones, from all visitors together: nobody can flood the hall
FRESH = 60.0  # seconds for which a list is not asked for again
PATIENCE = 3.0  # seconds that a visitor waits for a list
SIDE = 1080  # pixels of the picture that is kept
SHOWN_SIDE = 720  # and of the one in the list

LOADING = "명예의 전당을 불러오고 있습니다. 잠시 뒤에 다시 열어 주세요."
BROKEN = "지금은 명예의 전당을 불러올 수 없습니다. 잠시 뒤에 다시 열어 주세요. 상장 만들기는 그대로 쓸 수 있습니다."
EMPTY = "아직 걸린 상장이 없습니다. 상장을 만든 뒤 첫 번째로 걸어 보세요."

_CONTACT = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+\.\w|\b\w[\w-]*\.(?:com|net|org|kr|io|me)\b|(?<!\d)0\d{1,2}[-.\s]?\d{3,4}[-.\s]?\d{4}(?!\d)|"
    r"(?<!\d)\d{6}-?[1-8]\d{6}(?!\d)",
    re.IGNORECASE | re.ASCII,
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of a certificate beside its picture. ``date`` is as printed."""

    award: Award
    design: str
    orientation: str
    date: str

    @classmethod
    def from_json(cls, text: bytes) -> Entry:
        """Raises ValueError or InvalidInput for what ``to_json`` would not write."""
        data = json.loads(text)
        if not isinstance(data, dict) or data.keys() != {"award", "design", "orientation", "date"}:
            raise ValueError("not an entry")
        entry = cls(**data | {"award": Award.from_dict(data["award"])})
        if entry.design not in DESIGNS or entry.orientation not in ORIENTATIONS:
            raise ValueError("no such design or orientation")
        return replace(entry, date=date_text(entry.date))

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @property
    def caption(self) -> str:
        award = self.award
        return " · ".join(" ".join(text.split()) for text in (award.kind, award.title, award.recipient))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A certificate as it would be shown; ``picture`` is a PNG of SIDE x SIDE pixels. Nothing is kept of it yet."""

    entry: Entry
    picture: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry of the list, with the path of its picture (WebP, SHOWN_SIDE x SHOWN_SIDE)."""

    id: str
    entry: Entry
    picture: Path


@dataclass(frozen=True, slots=True)
class Listing:
    """Newest first. ``notice`` is a Korean sentence for what is not there; "" when all is well."""

    shown: tuple[Shown, ...]
    notice: str


def prepare(award: Award, *, design: str, orientation: str, date: str = "", hide: bool = True) -> Prepared:
    """Draw ``award`` anew for the hall, with the names masked if ``hide``; only what this returns may reach the hall.

    Number, logo and a seal of one's own are left out: they may tell who it is. Raises InvalidInput.
    """
    award = Award.from_dict(award.as_dict())
    for text in (*award.as_dict().values(), date):
        _require_presentable(text)
    date = date_text(date)
    if hide:
        award = hide_names(award)
        if not re.fullmatch(r"\d+년 \d+월 \d+일", date):
            date = date_text("")  # other wording may hold a name
    with tempfile.TemporaryDirectory() as folder:
        files = render_certificate(award, Path(folder), design=design, orientation=orientation, date=date)
        return Prepared(Entry(award, design, orientation, date), files.square.read_bytes())


def _require_presentable(text: str) -> None:
    if holds_insult(text):
        raise InvalidInput(
            "award",
            "욕설이나 비하하는 말이 들어 있어 명예의 전당에 걸 수 없습니다.",
            "그 말을 빼고 다시 확인해 주세요.",
        )
    if _CONTACT.search(text):
        raise InvalidInput(
            "award",
            "연락처나 인터넷 주소가 들어 있어 명예의 전당에 걸 수 없습니다.",
            "그 부분을 빼고 다시 확인해 주세요.",
        )


class Hall:
    """The entries of ``store``, listed from memory; safe from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writing = threading.Lock()
        self._state = threading.Lock()  # guards what follows
        self._shown: tuple[Shown, ...] = ()
        self._notice = LOADING
        self._asked = float("-inf")
        self._refreshing: threading.Thread | None = None
        self._read: dict[str, tuple[str, Shown | None]] = {}  # by id: the version, and None for what cannot be shown
        self._pictures = tempfile.TemporaryDirectory(prefix="hanmadi-hall-", ignore_cleanup_errors=True)

    def show(self, prepared: Prepared) -> str:
        """Keep ``prepared`` for everyone to see, and return its id. Raises HanmadiError; then nothing is kept."""
        with self._writing:
            if any(shown.entry == prepared.entry for shown in self._shown):
                raise HanmadiError("이 상장은 이미 명예의 전당에 걸려 있습니다.")
            newest_first = sorted(self._store.versions(), reverse=True)
            now = datetime.now(UTC)
            if sum(id > _stamp(now - timedelta(hours=1)) for id in newest_first) >= MOST_PER_HOUR:
                raise HanmadiError(
                    "지금은 상장을 거는 분이 많아 더 걸 수 없습니다.", "한 시간쯤 뒤에 다시 눌러 주세요."
                )
            id = _stamp(now)
            files = {TEXT: prepared.entry.to_json(), PICTURE: prepared.picture}
            self._store.change({id: files}, newest_first[MOST_KEPT - 1 :])
            shown = self._prepare_shown(id, files)
        with self._state:
            self._shown = (shown, *self._shown)[:MOST_LISTED]
            self._notice = "" if self._notice == EMPTY else self._notice
        return id

    def listing(self, patience: float = PATIENCE) -> Listing:
        """The newest MOST_LISTED entries as of at most FRESH seconds ago; older news where the store is slow."""
        with self._state:
            if self._refreshing is None and time.monotonic() - self._asked >= FRESH:
                self._asked = time.monotonic()
                self._refreshing = threading.Thread(target=self._refresh, name="hanmadi-hall-list", daemon=True)
                self._refreshing.start()
            refreshing = self._refreshing
        if refreshing:
            refreshing.join(patience)
        with self._state:
            return Listing(self._shown, self._notice)

    def _refresh(self) -> None:
        try:
            shown, whole = self._look()
            notice = "" if shown else EMPTY
            notice = notice if whole else BROKEN
        except HanmadiError as error:
            log.warning("hall of fame: %s", error)
            shown, notice = None, BROKEN
        except Exception as error:  # noqa: BLE001  # a defect must not stop all later tries
            log.error("hall of fame: %s", type(error).__name__)
            shown, notice = None, BROKEN
        with self._state:
            self._shown = self._shown if shown is None else tuple(shown)
            self._notice = notice
            self._refreshing = None

    def _look(self) -> tuple[list[Shown], bool]:
        """The newest entries that can be shown, and whether the store gave every one that was asked for."""
        versions = self._store.versions()
        newest = sorted(versions, reverse=True)[:MOST_LISTED]
        missing = [id for id in newest if self._read.get(id, ("", None))[0] != versions[id]]
        with ThreadPoolExecutor(8) as pool:
            whole = all(list(pool.map(lambda id: self._look_at(id, versions[id]), missing)))
        for id in self._read.keys() - set(newest):
            del self._read[id]
            self._picture_of(id).unlink(missing_ok=True)
        return [shown for id in newest if (shown := self._read.get(id, ("", None))[1])], whole

    def _look_at(self, id: str, version: str) -> bool:
        """Read one entry; whether the store answered. One that cannot be shown is left out until it changes."""
        try:
            self._read[id] = version, self._prepare_shown(id, self._store.read(id))
        except FileNotFoundError:
            self._read.pop(id, None)  # removed meanwhile
        except HanmadiError as error:
            if not isinstance(error, InvalidInput):
                return False
            self._leave_out(id, version, error)
        except (OSError, ValueError, TypeError) as error:
            self._leave_out(id, version, error)
        return True

    def _leave_out(self, id: str, version: str, error: Exception) -> None:
        self._read[id] = version, None
        log.warning("hall of fame: %s cannot be shown: %s", id, type(error).__name__)

    def _prepare_shown(self, id: str, files: Mapping[str, bytes]) -> Shown:
        """Raises InvalidInput, ValueError, TypeError or OSError for files that are no entry."""
        entry = Entry.from_json(files[TEXT])
        picture = self._picture_of(id)
        with Image.open(io.BytesIO(files[PICTURE]), formats=["PNG"]) as image:
            if image.size != (SIDE, SIDE):
                raise ValueError("not a certificate's picture")
            small = image.convert("RGB").resize((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
        with tempfile.NamedTemporaryFile(dir=self._pictures.name, delete=False) as file:
            small.save(file, "WEBP", quality=80)
        Path(file.name).replace(picture)  # the old one may be on its way to a visitor
        return Shown(id, entry, picture)

    def _picture_of(self, id: str) -> Path:
        return Path(self._pictures.name) / f"{id}.webp"


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%d-%H%M%S-%f}"
