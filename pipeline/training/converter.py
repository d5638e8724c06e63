"""The llama.cpp converter (safetensors -> GGUF) that belongs to the installed llama-cpp-python.

llama-cpp-python's source distribution carries the llama.cpp tree of exactly the commit that its wheel was built from:
the converter, its own ``gguf`` package, and the vocabularies and chat templates of real models that llama.cpp tests
itself with. They are extracted once into the cache and never become part of this repository (llama.cpp is MIT).
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

from pipeline.errors import HanmadiError
from pipeline.settings import Settings

PACKAGE = "llama-cpp-python"
# sha256 of llama_cpp_python-<version>.tar.gz on PyPI. A new version of the package needs its line here.
SDIST_SHA256 = {"0.3.36": "832db0699007f1be95a7e41ef12e88926b02ba836461e36a36372db2760c1a2e"}
WANTED = (
    "LICENSE",
    "convert_hf_to_gguf.py",
    "convert_lora_to_gguf.py",
    "conversion/",
    "gguf-py/gguf/",
    "models/ggml-vocab-gemma-4.gguf",
    "models/templates/google-gemma-",
)


def converter_folder(cache: Path | None = None) -> Path:
    """The folder holding ``convert_hf_to_gguf.py``, ``gguf-py/`` and ``models/``; fetched and extracted on first use.

    Needs the package index once (77 MB) unless the sdist already lies in ``<cache>/sdist/``.
    Raises HanmadiError when the sdist cannot be had or is not the pinned one.
    """
    cache = cache or Settings.from_environment().cache
    installed = version(PACKAGE)
    folder = cache / "llama.cpp" / installed
    if folder.is_dir():
        return folder
    if installed not in SDIST_SHA256:
        raise HanmadiError(
            f"{PACKAGE} {installed}의 변환기는 아직 확인되지 않았습니다.",
            f"{', '.join(SDIST_SHA256)} 버전을 설치하거나 converter.py에 새 버전의 sha256을 적어 주세요.",
        )
    sdist = cache / "sdist" / f"{PACKAGE.replace('-', '_')}-{installed}.tar.gz"
    if not sdist.is_file():
        _download(sdist, installed)
    _verify(sdist, SDIST_SHA256[installed])
    _extract(sdist, folder)
    return folder


def _download(sdist: Path, installed: str) -> None:
    sdist.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=sdist.parent) as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", PACKAGE]
        done = subprocess.run([*command, "-d", scratch, f"{PACKAGE}=={installed}"], capture_output=True, text=True)
        if done.returncode != 0:
            raise HanmadiError(
                f"{PACKAGE} {installed}의 소스 배포본을 내려받지 못했습니다: {done.stderr.strip()[-300:]}",
                f"네트워크를 확인하고 다시 실행하거나, 파일을 직접 받아 {sdist}에 두세요.",
            )
        Path(scratch, sdist.name).replace(sdist)


def _verify(sdist: Path, expected: str) -> None:
    with sdist.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise HanmadiError(
            f"{sdist}의 sha256이 고정된 값과 다릅니다({found[:12]}… ≠ {expected[:12]}…).",
            "파일을 지우고 다시 실행해 주세요.",
        )


def _extract(sdist: Path, folder: Path) -> None:
    """Extract the WANTED part of the vendored llama.cpp to ``folder``, complete or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".extract-"))
    try:
        with tarfile.open(sdist) as archive:
            for member in archive:
                _, _, name = member.name.partition("/vendor/llama.cpp/")
                if name.startswith(WANTED) and member.isfile():
                    archive.extract(member.replace(name=name), scratch, filter="data")
        scratch.rename(folder)
    except OSError:
        if not folder.is_dir():  # two processes may extract at once; the first one's result serves both
            raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
