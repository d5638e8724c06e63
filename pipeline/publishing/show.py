"""What goes out, as tables on the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from huggingface_hub import constants
from rich.console import Console
from rich.table import Table

from pipeline.publishing.files import Change, Repository


def show_plan(changes: Mapping[Repository, Change], tag: str) -> None:
    """Every repository and file of a release, its bytes, and what would become of it."""
    console = Console()
    going = 0
    for repository, change in changes.items():
        console.print(f"[bold]{repository.address}[/]", highlight=False, soft_wrap=True)
        table = Table("파일", "바이트", "")
        table.columns[0].overflow = "fold"
        table.columns[1].justify = "right"
        states = {"새 파일": change.new, "바뀜": change.changed, "그대로": change.unchanged}
        for state, files in states.items():
            for file in files:
                table.add_row(file.path, f"{file.size:,}", state)
        for path in change.gone:
            table.add_row(path, "", "지움")
        console.print(table)
        sent = sum(file.size for file in (*change.new, *change.changed))
        going += sent
        console.print(f"모두 {repository.size:,}바이트, 그 가운데 올릴 것 {sent:,}바이트\n", highlight=False)
    named = f"태그는 {tag}입니다" if tag else "태그는 달지 않습니다"
    console.print(f"올릴 것은 모두 {going:,}바이트이고, {named}. 아무것도 올리지 않았습니다.", highlight=False)


def show_release(tag: str, commits: Mapping[Repository, str], *, is_new: bool) -> None:
    """Where a release is to be found."""
    console = Console()
    said = "판이 올라갔습니다." if is_new else "판이 이미 올라가 있습니다. 바꾼 것이 없습니다."
    console.print(f"[bold]{tag}[/] {said}" if tag else "Space를 올렸습니다.", highlight=False)
    for repository, commit in commits.items():
        console.print(f"  {constants.ENDPOINT}/{repository.address} ({commit[:8]})", highlight=False, soft_wrap=True)
