"""Whose token it is and what it may do, for every kind of token that the Hub gives out."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.publishing.account import why_not
from pipeline.publishing.hub import newest_tag, next_tag


def who(role: str = "write", **fine_grained: Any) -> dict[str, Any]:
    token = {"role": role, **({"fineGrained": fine_grained} if fine_grained else {})}
    orgs = [{"name": "team", "roleInOrg": "write"}, {"name": "readers", "roleInOrg": "read"}]
    return {"name": "me", "orgs": orgs, "auth": {"accessToken": token}}


def scope(name: str, *permissions: str) -> dict[str, Any]:
    return {"entity": {"type": "user", "name": name}, "permissions": list(permissions)}


@pytest.mark.parametrize(
    ("account", "namespace"),
    [
        (who(), "me"),
        (who(), "team"),
        (who("fineGrained", scoped=[scope("me", "repo.content.read", "repo.write")]), "me"),
        (who("fineGrained", scoped=[scope("team/hanmadi-awards", "repo.write")]), "team"),
    ],
)
def test_who_may_write(account: dict[str, Any], namespace: str) -> None:
    assert why_not(account, namespace) == ""


@pytest.mark.parametrize(
    ("account", "namespace", "told"),
    [
        (who(), "stranger", "올릴 수 있는 곳: me, readers, team"),
        (who(), "readers", "읽기만"),
        (who("read"), "me", "쓰기 권한이 없습니다"),
        (who("fineGrained", scoped=[scope("me", "repo.content.read")]), "me", "repo.write"),
        (who("fineGrained", scoped=[scope("team", "repo.write")]), "me", "repo.write"),
        (who("fineGrained", scoped=[]), "me", "repo.write"),
    ],
)
def test_who_may_not(account: dict[str, Any], namespace: str, told: str) -> None:
    assert told in why_not(account, namespace)


@pytest.mark.parametrize(
    ("tags", "newest", "following"),
    [
        ([], None, "v1.0.0"),
        (["nightly", "main"], None, "v1.0.0"),
        (["v1.9.0", "v1.10.0", "nightly"], "v1.10.0", "v1.11.0"),
        (["v2.0.3"], "v2.0.3", "v2.1.0"),
    ],
)
def test_release_numbers(tags: list[str], newest: str | None, following: str) -> None:
    assert newest_tag(tags) == newest
    assert next_tag(tags) == following
