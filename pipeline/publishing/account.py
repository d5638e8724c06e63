"""Whose token it is, and whether it may write to a namespace. Asked before any upload, so that none stops half-way."""

from __future__ import annotations

from typing import Any

from huggingface_hub import HfApi

from pipeline.errors import HanmadiError
from pipeline.publishing.trouble import patiently

TOKENS = "https://huggingface.co/settings/tokens"


def require_write(namespace: str, token: str | None) -> None:
    """Ask the Hub whose token it is. Raises HanmadiError when it may not write to ``namespace``."""
    if not token:
        raise HanmadiError("공개에 쓸 토큰이 없습니다.", f"{TOKENS}에서 쓰기 토큰을 만들어 HF_TOKEN에 넣어 주세요.")
    who = patiently(lambda: HfApi(token=token).whoami(), "계정")
    if reason := why_not(who, namespace):
        raise HanmadiError(reason, f"--namespace를 고치거나, {TOKENS}에서 그곳에 쓸 수 있는 토큰을 만들어 주세요.")


def why_not(who: dict[str, Any], namespace: str) -> str:
    """Why the owner of a token may not write to ``namespace``, in Korean; empty when they may.

    ``who`` is the Hub's answer to whoami: the account, its organizations with the account's role in each, and the
    token's role; a fine-grained token lists its permissions by account or organization.
    """
    roles = {organization["name"]: organization.get("roleInOrg") for organization in who.get("orgs", [])}
    if namespace != who["name"] and namespace not in roles:
        names = ", ".join(sorted({who["name"], *roles}))
        return f"이 토큰의 계정은 {namespace}에 올릴 수 없습니다(올릴 수 있는 곳: {names})."
    if roles.get(namespace) == "read":
        return f"{who['name']} 계정은 {namespace} 조직에서 읽기만 할 수 있습니다."
    token = who.get("auth", {}).get("accessToken", {})
    if token.get("role") == "read":
        return "토큰에 쓰기 권한이 없습니다."
    if token.get("role") == "fineGrained":
        scopes = token.get("fineGrained", {}).get("scoped", [])
        here = [scope for scope in scopes if scope["entity"].get("name", "").partition("/")[0] == namespace]
        if not any("repo.write" in scope["permissions"] for scope in here):
            return f"이 세분화된 토큰에는 {namespace}의 저장소에 쓸 권한(repo.write)이 없습니다."
    return ""
