"""``python -m pipeline space …``: pin a release in this checkout, push the checkout to the Space."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.errors import HanmadiError
from pipeline.serving.models_lock import ModelsLock
from pipeline.settings import Settings

ROOT = Path(__file__).resolve().parents[2]

space = typer.Typer(help="Space에 앱을 올리고, 어느 판의 모델을 쓸지 고정합니다.", no_args_is_help=True)

Namespace = Annotated[str, typer.Option("--namespace", help="Hub 계정이나 조직 (기본: HANMADI_NAMESPACE)")]
Hardware = Annotated[str, typer.Option("--hardware", help="Space의 하드웨어: zero-a10g(기본), cpu-basic 등")]
Checkout = Annotated[Path, typer.Option("--checkout", help="올릴 저장소의 폴더")]


@space.command()
def pin(
    release: Annotated[str, typer.Argument(help="고정할 판의 태그 (기본: 가장 새 판)")] = "",
    namespace: Namespace = "",
    hardware: Hardware = "",
    push_too: Annotated[bool, typer.Option("--push", help="고정한 뒤 바로 Space에 올립니다")] = False,
    checkout: Checkout = ROOT,
) -> None:
    """앱이 쓸 모델을 models.lock과 README에 고정합니다. 옛 판으로 돌아가기: space pin v1.0.0 --push"""
    from pipeline.publishing import space as spaces

    settings = Settings.from_environment()
    owner = namespace or settings.namespace or _no_namespace()
    lock = spaces.pin(checkout, namespace=owner, token=settings.token, release=release, hardware=hardware)
    _show_pins(lock, owner)
    if push_too:
        spaces.push(checkout, namespace=owner, token=settings.token, hardware=hardware)


@space.command()
def push(
    namespace: Namespace = "",
    release: Annotated[str, typer.Option("--release", help="Space에 달 태그 (기본: models.lock의 판)")] = "",
    hardware: Hardware = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="올릴 파일만 보여 줍니다")] = False,
    checkout: Checkout = ROOT,
) -> None:
    """git이 추적하는 파일을 Space에 올리고 판의 태그를 답니다."""
    from pipeline.publishing import space as spaces

    settings = Settings.from_environment()
    spaces.push(
        checkout,
        namespace=namespace or settings.namespace or _no_namespace(),
        token=settings.token,
        dry_run=dry_run,
        release=release,
        hardware=hardware,
    )


def _show_pins(lock: ModelsLock, namespace: str) -> None:
    console = Console()
    for task, pins in lock.tasks.items():
        if pins.gguf:
            found = f"{pins.gguf.repo} {pins.gguf.revision} ({pins.gguf.commit[:8]}) {pins.gguf.file}"
            console.print(f"{task}: {found}", highlight=False, soft_wrap=True)
    if not lock.tasks:
        console.print(f"{namespace}에 공개된 판이 없어 모델을 고정하지 않았습니다. 앱은 오프라인 작성기로 씁니다.")


def _no_namespace() -> str:
    raise HanmadiError(
        "어느 계정의 Space인지 모릅니다.", "--namespace 이름을 붙이거나 HANMADI_NAMESPACE를 정해 주세요."
    )
