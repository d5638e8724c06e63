"""Publishing a run to the Hub: what arrives, under one tag, once, whatever fails on the way."""

from __future__ import annotations

from pathlib import Path

from tests.publishing.conftest import Maintainer


def test_three_repositories_arrive_under_one_tag_and_a_rerun_changes_nothing(maintainer: Maintainer, run: Path) -> None:
    release = maintainer.published(run)
    name = f"{maintainer.namespace}/hanmadi-awards"
    assert release["tag"] == "v1.0.0"
    assert maintainer.tags() == {repo: {"v1.0.0": commit} for repo, commit in release["commits"].items()}
    assert set(release["commits"]) == {name, f"{name}-GGUF", f"{name}-data"}
    assert maintainer.published(run) == release
    assert maintainer.history(name) == ["Release v1.0.0", "initial commit"]
