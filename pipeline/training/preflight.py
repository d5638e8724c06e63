"""Before any work: is there room, memory and a GPU, can the base be had, may the token write? All findings at once."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import HanmadiError
from pipeline.training.recipe import Base, Recipe
from pipeline.training.stages import digest, is_complete, sha256

GIB = 1 << 30
# Size of a GGUF file over that of the 16-bit weights (bits a weight / 16, rounded up).
QUANT_SHARE = {"Q4_K_M": 0.32, "Q5_K_M": 0.37, "Q6_K": 0.42, "Q8_0": 0.54}
MASTER_SHARE = {"bf16": 1.0, "f16": 1.0, "f32": 2.0}
TRAIN_SHARE = {"nf4": 0.35, "8bit": 0.6, "none": 1.0}  # frozen weights in memory over the 16-bit ones
MADE_BYTES = 32_000_000  # more than any model that is made on the spot
SMALL_MODEL = GIB  # 16-bit bytes up to which training on a CPU is reasonable
SMALL_FILE = 16 << 20  # below this a local base's file is hashed; above, its size and time say enough
WANTED_FILES = ("*.safetensors", "*.safetensors.index.json", "*.json", "*.jinja", "tokenizer.model")


@dataclass(frozen=True)
class Needs:
    """Bytes that a run needs: on disk for every stage that is not done yet, in memory, on the GPU."""

    disk: dict[str, int]
    memory: int
    gpu: int


def check(recipe: Recipe, folder: Path, token: str | None, *, namespace: str | None = None, cpu: bool = False) -> Needs:
    """Raise HanmadiError naming everything that stands in the way of a run; ``namespace`` when it will be published.

    ``cpu``: a large model may be trained without a GPU all the same.
    """
    problems: list[HanmadiError] = []
    needs = Needs({}, 0, 0)
    try:
        needs = estimate(recipe, folder, base_bytes(recipe.base, token))
    except HanmadiError as error:
        problems.append(error)
    problems += _room(needs, folder)
    problems += _memory_and_gpu(needs, cpu)
    if namespace:
        problems += _may_write(namespace, token)
    if problems:
        raise HanmadiError(
            "시작할 수 없습니다. " + " ".join(f"({n}) {problem.what}" for n, problem in enumerate(problems, 1)),
            " ".join(f"({n}) {problem.do}" for n, problem in enumerate(problems, 1)),
        )
    return needs


def estimate(recipe: Recipe, folder: Path, weights: int) -> Needs:
    """What a run needs, from the bytes of the base's 16-bit weights. Finished stages need nothing more."""
    gguf = MASTER_SHARE[recipe.gguf.master] + sum(QUANT_SHARE[name] for name in recipe.gguf.quants)
    disk = {
        "train": int(weights * 0.1) + (64 << 20),  # two checkpoints: adapter and optimizer states
        "merge": weights,
        "gguf": int(weights * gguf),
    }
    cached = recipe.base.is_made or Path(recipe.base.model).is_dir() or _cached(recipe.base)
    if not cached:
        disk["base"] = weights
    left = {name: size for name, size in disk.items() if not is_complete(folder / name)}
    training = int(weights * TRAIN_SHARE[recipe.loading.quantization]) + 2 * GIB
    small = weights <= SMALL_MODEL
    return Needs(left, GIB if small else 2 * weights + 2 * GIB, 0 if small else training)


def base_bytes(base: Base, token: str | None) -> int:
    """Bytes of the base's 16-bit weights. Raises HanmadiError when the base cannot be had."""
    if base.is_made:
        return MADE_BYTES
    folder = Path(base.model)
    if folder.is_dir():
        if not (folder / "config.json").is_file() or not list(folder.glob("*.safetensors")):
            raise HanmadiError(f"{folder}에 config.json과 safetensors가 없습니다.", "모델 폴더의 경로를 확인해 주세요.")
        return sum(file.stat().st_size for file in folder.glob("*.safetensors"))
    return _hub_bytes(base, token)


def fetch_base(base: Base, token: str | None) -> Path:
    """The base's folder: the local one, or a snapshot in the Hub's cache, downloaded on first use."""
    from huggingface_hub import snapshot_download

    if Path(base.model).is_dir():
        return Path(base.model).resolve()
    try:
        return Path(
            snapshot_download(base.model, revision=base.revision, token=token, allow_patterns=list(WANTED_FILES))
        )
    except Exception as error:
        raise _explain(error, base) from error


def identify_base(folder: Path) -> str:
    """What decides a base's weights: its commit in the Hub's cache, or the files of a local folder."""
    if folder.parent.name == "snapshots":
        return folder.name
    files = {
        file.name: sha256(file) if file.stat().st_size < SMALL_FILE else [file.stat().st_size, file.stat().st_mtime_ns]
        for file in sorted(folder.iterdir())
        if file.is_file()
    }
    return digest(files)


def _hub_bytes(base: Base, token: str | None) -> int:
    from huggingface_hub import HfApi

    api = HfApi(token=token)
    try:
        api.auth_check(base.model)
        files = api.model_info(base.model, revision=base.revision, files_metadata=True).siblings or []
    except Exception as error:
        raise _explain(error, base) from error
    size = sum(file.size or 0 for file in files if file.rfilename.endswith(".safetensors"))
    if not size:
        raise HanmadiError(f"{base.model}에 safetensors 가중치가 없습니다.", "safetensors가 있는 모델을 골라 주세요.")
    return size


def _explain(error: Exception, base: Base) -> HanmadiError:
    """Why the Hub did not give the base, as something to do; another exception is a defect and goes on as it is."""
    import httpx2
    from huggingface_hub import errors

    page = f"https://huggingface.co/{base.model}"
    if isinstance(error, errors.GatedRepoError):
        return HanmadiError(
            f"{base.model}의 사용 조건에 아직 동의하지 않았습니다.",
            f"{page}에서 조건에 동의하고 그 계정의 토큰을 HF_TOKEN에 넣어 주세요.",
        )
    if isinstance(error, errors.RevisionNotFoundError):
        return HanmadiError(f"{base.model}에 {base.revision}이(가) 없습니다.", "base.revision을 확인해 주세요.")
    if isinstance(error, errors.RepositoryNotFoundError | errors.HFValidationError):
        return HanmadiError(
            f"{base.model} 모델이 없거나 볼 수 없습니다.", "base.model의 철자와 HF_TOKEN을 확인해 주세요."
        )
    if isinstance(error, errors.HfHubHTTPError | errors.LocalEntryNotFoundError | httpx2.HTTPError | OSError):
        return HanmadiError(
            f"{base.model}을(를) 받지 못했습니다({type(error).__name__}).", "네트워크를 확인하고 다시 실행해 주세요."
        )
    raise error


def _cached(base: Base) -> bool:
    from huggingface_hub import try_to_load_from_cache

    return isinstance(try_to_load_from_cache(base.model, "config.json", revision=base.revision), str)


def _room(needs: Needs, folder: Path) -> list[HanmadiError]:
    existing = next(path for path in (folder, *folder.absolute().parents) if path.is_dir())
    free, wanted = shutil.disk_usage(existing).free, sum(needs.disk.values())
    if free >= wanted:
        return []
    stages = ", ".join(f"{name} {size / GIB:.1f}" for name, size in needs.disk.items())
    return [
        HanmadiError(
            f"디스크가 모자랍니다: {wanted / GIB:.1f}GiB가 필요한데 {free / GIB:.1f}GiB 남았습니다({stages}).",
            f"{existing}의 디스크를 비우거나 --runs로 다른 디스크를 골라 주세요.",
        )
    ]


def _memory_and_gpu(needs: Needs, cpu: bool) -> list[HanmadiError]:
    problems = []
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if needs.memory > total:
        problems.append(
            HanmadiError(
                f"메모리가 모자랍니다: {needs.memory / GIB:.1f}GiB가 필요한데 여기는 {total / GIB:.1f}GiB뿐입니다.",
                "메모리가 더 큰 기계에서 실행해 주세요.",
            )
        )
    if needs.gpu and not cpu:
        free = _gpu_bytes()
        if free < needs.gpu:
            found = f"비어 있는 GPU 메모리는 {free / GIB:.1f}GiB입니다" if free else "쓸 수 있는 GPU가 없습니다"
            problems.append(
                HanmadiError(
                    f"학습에 GPU 메모리 {needs.gpu / GIB:.1f}GiB가 필요한데 {found}.",
                    "GPU가 있는 기계에서 실행하거나, 며칠이 걸려도 좋으면 --cpu를 붙여 주세요.",
                )
            )
    return problems


def _gpu_bytes() -> int:
    import torch

    return torch.cuda.mem_get_info()[0] if torch.cuda.is_available() else 0


def _may_write(namespace: str, token: str | None) -> list[HanmadiError]:
    """Whether the token may write to ``namespace``."""
    import httpx2
    from huggingface_hub import HfApi, errors

    if not token:
        return [HanmadiError("공개에 쓸 토큰이 없습니다.", "쓰기 권한이 있는 토큰을 HF_TOKEN에 넣어 주세요.")]
    try:
        who = HfApi(token=token).whoami()
    except (errors.HfHubHTTPError, httpx2.HTTPError, OSError) as error:
        return [
            HanmadiError(f"토큰을 확인하지 못했습니다({type(error).__name__}).", "HF_TOKEN과 네트워크를 확인해 주세요.")
        ]
    names = {who["name"], *(organization["name"] for organization in who.get("orgs", []))}
    problems = []
    if namespace not in names:
        problems.append(
            HanmadiError(
                f"이 토큰의 계정은 {namespace}에 올릴 수 없습니다(올릴 수 있는 곳: {', '.join(sorted(names))}).",
                "--namespace를 고치거나 그 조직의 토큰을 쓰세요.",
            )
        )
    if who.get("auth", {}).get("accessToken", {}).get("role") == "read":
        problems.append(HanmadiError("토큰에 쓰기 권한이 없습니다.", "쓰기 권한이 있는 토큰을 HF_TOKEN에 넣어 주세요."))
    return problems
