"""``python -m pipeline hall …``: the owner of a hall of fame looks through it and takes certificates down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from pipeline.errors import HanmadiError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.tasks.awards.hall_store import Store

hall = typer.Typer(help="명예의 전당(HANMADI_HALL)에 걸린 상장을 살펴보고 내립니다.", no_args_is_help=True)


@hall.command("list")
def list_() -> None:
    """걸린 상장을 새것부터 보여 줍니다."""
    from pipeline.tasks.awards.hall import Entry
    from pipeline.tasks.awards.hall_store import TEXT

    store = _store()
    told = [Column(name, overflow="fold") for name in ("날짜", "상장", "받는 사람", "주는 사람")]
    table = Table(Column("번호", no_wrap=True), *told)
    for id in sorted(store.versions(), reverse=True):
        try:
            entry = Entry.from_json(store.read(id)[TEXT])
        except FileNotFoundError:
            continue  # removed meanwhile
        except (ValueError, TypeError, HanmadiError):
            table.add_row(id, "", "읽을 수 없는 상장입니다.", "", "")
            continue
        award = entry.award
        cells = (entry.date, f"{award.kind} {award.title}", award.recipient, award.giver)
        table.add_row(id, *(" ".join(cell.replace("[", r"\[").split()) for cell in cells))
    console = Console()
    if table.row_count:
        console.print(table)
    else:
        console.print("걸린 상장이 없습니다.")


@hall.command()
def remove(ids: Annotated[list[str], typer.Argument(help="내릴 상장의 번호 (hall list가 보여 줍니다)")]) -> None:
    """상장을 내립니다. Hub 데이터셋이면 지난 기록에서도 지웁니다. 앱의 목록에서는 1분 안에 사라집니다."""
    store = _store()
    for id in ids:
        try:
            store.forget(id)
        except FileNotFoundError:
            raise HanmadiError(
                f"{id}번 상장은 명예의 전당에 없습니다.", "python -m pipeline hall list로 번호를 확인해 주세요."
            ) from None
        Console().print(f"내렸습니다: {id}", highlight=False)


def _store() -> Store:
    from pipeline.tasks.awards.hall_store import open_store

    settings = Settings.from_environment()
    if not settings.hall:
        raise HanmadiError(
            "명예의 전당이 꺼져 있습니다.", "HANMADI_HALL에 폴더나 datasets/소유자/이름을 적고 다시 실행해 주세요."
        )
    return open_store(settings.hall, settings.token)
