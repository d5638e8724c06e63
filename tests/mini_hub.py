"""A small Hugging Face Hub HTTP API for loopback tests (Starlette + uvicorn).

Usage: python tests/mini_hub.py --root DIR --port 18081 --token alice:hf_alice --token bob:hf_bob:read
          [--org acme=alice] [--part-size BYTES] [--page-size N] [--xet local|off]
       HF_ENDPOINT=http://127.0.0.1:18081 HF_TOKEN=hf_alice HF_HUB_DISABLE_XET=1 ...

- git-style blob ids (sha1 of "blob <n>\\0"+data), sha256-verified LFS store, commits written with
  os.replace under a lock (a ref never points at a commit whose blobs are not on disk).
- 401 without a valid token on writes; 403 for read-only tokens or a foreign namespace; private
  repos look missing to others; X-Error-Code as the real Hub sends it.
- POST /_admin/faults  {"match": regex on "METHOD /path",
  "action": "drop|status|corrupt|replace|delay|drop_after_commit",
  "times": 1, "after": N bytes, "status": 500, "headers": {"Retry-After": "1"}, "skip": 0}
  replace: {"find": text, "with": another of the same length} in an answer
  DELETE /_admin/faults ; GET /_admin/log ; DELETE /_admin/log ; GET /_admin/fsck[?owner=NAME] ; GET /health
- --xet local: token routes answer with X-Xet-Cas-Url local://<root>/xet, which hf_xet's own
  on-disk LocalClient serves: the client's default (pipelined Xet) path is then exercised.
"""

import argparse
import asyncio
import base64
import hashlib
import json
import mimetypes
import os
import re
import secrets
import shutil
import struct
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import uvicorn
import yaml
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

LFS_SUFFIX = (
    "7z|arrow|bin|bz2|ckpt|gguf|gz|h5|joblib|mlmodel|model|msgpack|npy|npz|onnx|ot|parquet|pb|pickle|pkl|pt|pth|rar|"
    "safetensors|tar|tgz|wasm|xz|zip|zst"
)
GITATTRIBUTES = "".join(
    f"{pattern} filter=lfs diff=lfs merge=lfs -text\n"
    for pattern in [*(f"*.{suffix}" for suffix in LFS_SUFFIX.split("|")), "*.lfs.*", "*tfevents*"]
)
LFS_EXT = re.compile(rf"\.({LFS_SUFFIX})$|tfevents|saved_model/")
LFS_SIZE = 10 * 1024 * 1024
TYPES = {"models": "model", "datasets": "dataset", "spaces": "space"}
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$")
HEX64 = re.compile(r"^[0-9a-f]{64}$")
LOCK = threading.RLock()


def now():
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def git_sha(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def pointer(oid: str, size: int) -> bytes:
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {size}\n".encode()


class HubError(Exception):
    def __init__(self, status, message, code=None, headers=None, body=None):
        self.status, self.message, self.code = status, message, code
        self.headers, self.body = headers or {}, body


def error_response(e: HubError):
    h = {
        "X-Error-Message": e.message.encode("ascii", "replace").decode(),
        "X-Request-Id": secrets.token_hex(8),
        **e.headers,
    }
    if e.code:
        h["X-Error-Code"] = e.code
    return JSONResponse(e.body or {"error": e.message}, status_code=e.status, headers=h)


class Store:
    def __init__(self, root: Path):
        self.root = root
        for d in ("repos", "blobs", "lfs", "tmp", "xet"):
            (root / d).mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, data: bytes):
        path.parent.mkdir(parents=True, exist_ok=True)
        tmp = self.root / "tmp" / secrets.token_hex(8)
        with tmp.open("wb") as f:
            f.write(data)
            f.flush()
            os.fsync(f.fileno())
        tmp.replace(path)

    def dir(self, t, rid):
        return self.root / "repos" / t / rid

    def load(self, t, rid):
        p = self.dir(t, rid) / "repo.json"
        return json.loads(p.read_text()) if p.is_file() else None

    def save(self, t, rid, repo):
        self.write(self.dir(t, rid) / "repo.json", json.dumps(repo, ensure_ascii=False).encode())

    def commit_obj(self, t, rid, oid):
        p = self.dir(t, rid) / "commits" / f"{oid}.json"
        return json.loads(p.read_text()) if p.is_file() else None

    def put_blob(self, data: bytes):
        oid = git_sha(data)
        if not (self.root / "blobs" / oid).exists():
            self.write(self.root / "blobs" / oid, data)
        return oid

    def lfs(self, oid):
        return self.root / "lfs" / oid[:2] / oid

    def new_commit(self, t, rid, repo, ref, tree, parent, title, message, user):
        body = {
            "parent": parent,
            "title": title,
            "message": message,
            "date": now(),
            "user": user,
            "tree": tree,
            "salt": secrets.token_hex(4),
        }
        raw = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        oid = hashlib.sha1(raw).hexdigest()
        self.write(self.dir(t, rid) / "commits" / f"{oid}.json", raw)
        repo["branches"][ref] = oid
        repo["lastModified"] = now()
        self.save(t, rid, repo)
        return oid


class Hub:
    def __init__(self, a):
        self.store = Store(Path(a.root).resolve())
        self.a = a
        self.base = a.public_url or f"http://{a.host}:{a.port}"
        self.tokens = {}
        for s in a.token or ["alice:hf_alice"]:
            p = s.split(":")
            self.tokens[p[1]] = {"user": p[0], "role": p[2] if len(p) > 2 else "write"}
        self.orgs = {}
        for s in a.org or []:
            k, v = s.split("=")
            self.orgs[k] = v.split(",")
        self.faults, self.log, self.pending, self.parts = [], [], {}, {}

    # ------------------------------------------------------------- auth
    def user(self, r: Request, required=False):
        h = r.headers.get("authorization", "")
        if not h:
            if required:
                raise HubError(401, "Invalid username or password.")
            return None
        info = self.tokens.get(h.removeprefix("Bearer ").strip())
        if info is None:
            raise HubError(401, "Invalid credentials in Authorization header")
        return info

    def can_write(self, info, ns):
        return info["role"] == "write" and (info["user"] == ns or info["user"] in self.orgs.get(ns, []))

    def writer(self, r, ns):
        info = self.user(r, True)
        if not self.can_write(info, ns):
            raise HubError(403, f"You don't have the rights to write under the namespace {ns}")
        return info

    def repo(self, r, write=False):
        t = r.path_params.get("t", "models")
        rid = f"{r.path_params['ns']}/{r.path_params['name']}"
        if not (NAME.match(r.path_params["ns"]) and NAME.match(r.path_params["name"])):
            raise HubError(404, "Repository not found", "RepoNotFound")
        info = self.user(r)
        repo = self.store.load(t, rid)
        ns = r.path_params["ns"]
        hidden = repo is None or (
            repo["private"] and not (info and (info["user"] == ns or info["user"] in self.orgs.get(ns, [])))
        )
        if hidden:
            if info is None:
                raise HubError(401, "Invalid username or password.", "RepoNotFound")
            raise HubError(404, "Repository not found", "RepoNotFound")
        if write:
            self.writer(r, ns)
        return t, rid, repo

    def resolve(self, t, rid, repo, rev):
        rev = unquote(rev)
        oid = repo["branches"].get(rev.removeprefix("refs/heads/")) or repo["tags"].get(rev)
        if not oid and re.fullmatch(r"[0-9a-f]{7,40}", rev):
            hits = [p.stem for p in (self.store.dir(t, rid) / "commits").glob(rev + "*.json")]
            oid = hits[0] if len(hits) == 1 else None
        if not oid:
            raise HubError(404, f"Invalid rev id: {rev}", "RevisionNotFound")
        return oid, self.store.commit_obj(t, rid, oid)

    def data(self, entry):
        return self.store.lfs(entry["lfs"]["oid"]) if entry.get("lfs") else self.store.root / "blobs" / entry["oid"]

    # ------------------------------------------------------------- account, repos
    async def whoami(self, r):
        i = self.user(r, True)
        orgs = [
            {"type": "org", "name": o, "id": o, "roleInOrg": "admin"} for o, m in self.orgs.items() if i["user"] in m
        ]
        return JSONResponse(
            {
                "type": "user",
                "id": i["user"],
                "name": i["user"],
                "fullname": i["user"],
                "email": f"{i['user']}@example.invalid",
                "emailVerified": True,
                "isPro": False,
                "canPay": False,
                "periodEnd": None,
                "avatarUrl": "",
                "orgs": orgs,
                "auth": {
                    "type": "access_token",
                    "accessToken": {"displayName": "t", "role": i["role"], "createdAt": now()},
                },
            }
        )

    async def create(self, r):
        i = self.user(r, True)
        b = await r.json()
        ns = b.get("organization") or i["user"]
        name, typ = b.get("name", ""), b.get("type") or "model"
        t = typ + "s"
        if t not in TYPES or not NAME.match(name) or "--" in name or ".." in name or name.endswith((".git", ".ipynb")):
            raise HubError(400, f"Invalid repo name: {name}")
        self.writer(r, ns)
        rid, pre = f"{ns}/{name}", "" if t == "models" else t + "/"
        url = f"{self.base}/{pre}{rid}"
        if t == "spaces" and b.get("sdk") not in ("gradio", "docker", "static", "streamlit"):
            raise HubError(400, "Missing or invalid Space sdk")
        with LOCK:
            if self.store.load(t, rid):
                raise HubError(
                    409,
                    "You already created this model repo" if t == "models" else f"You already created this {typ} repo",
                    body={"error": f"You already created this {typ} repo", "url": url},
                )
            repo = {
                "id": rid,
                "private": b.get("visibility") == "private" or bool(b.get("private")),
                "branches": {},
                "tags": {},
                "createdAt": now(),
                "lastModified": now(),
                "sdk": b.get("sdk"),
                "gated": False,
                "variables": {v["key"]: v["value"] for v in b.get("variables") or []},
                "secrets": [s["key"] for s in b.get("secrets") or []],
                "hardware": b.get("hardware") or "cpu-basic",
                "sleep": b.get("sleepTimeSeconds"),
                "stage": "NO_APP_FILE" if t == "spaces" else None,
            }
            ga = GITATTRIBUTES.encode()
            tree = {".gitattributes": {"oid": self.store.put_blob(ga), "size": len(ga)}}
            self.store.new_commit(t, rid, repo, "main", tree, None, "initial commit", "", i["user"])
        return JSONResponse({"url": url, "name": rid, "id": secrets.token_hex(12)})

    async def delete(self, r):
        i = self.user(r, True)
        b = await r.json()
        t, rid = (b.get("type") or "model") + "s", f"{b.get('organization') or i['user']}/{b['name']}"
        self.writer(r, rid.split("/")[0])
        with LOCK:
            if not self.store.load(t, rid):
                raise HubError(404, "Repository not found", "RepoNotFound")
            shutil.rmtree(self.store.dir(t, rid))
        return Response("OK")

    async def move(self, r):
        b = await r.json()
        t = b["type"] + "s"
        self.writer(r, b["fromRepo"].split("/")[0]), self.writer(r, b["toRepo"].split("/")[0])
        with LOCK:
            repo = self.store.load(t, b["fromRepo"])
            if not repo:
                raise HubError(404, "Repository not found", "RepoNotFound")
            if self.store.load(t, b["toRepo"]):
                raise HubError(409, "Target repo already exists")
            dst = self.store.dir(t, b["toRepo"])
            dst.parent.mkdir(parents=True, exist_ok=True)
            self.store.dir(t, b["fromRepo"]).replace(dst)
            repo["id"] = b["toRepo"]
            self.store.save(t, b["toRepo"], repo)
        return Response("OK")

    async def settings(self, r):
        t, rid, repo = self.repo(r, True)
        b = await r.json()
        with LOCK:
            if "visibility" in b:
                repo["private"] = b["visibility"] == "private"
            if "gated" in b:
                repo["gated"] = b["gated"]
            self.store.save(t, rid, repo)
        return JSONResponse({"private": repo["private"], "gated": repo["gated"]})

    def card(self, t, rid, commit):
        e = commit["tree"].get("README.md")
        if not e or e.get("lfs"):
            return {}
        m = re.match(r"^---\r?\n(.*?)\r?\n---", self.data(e).read_text("utf-8", "replace"), re.S)
        try:
            d = yaml.safe_load(m.group(1)) if m else {}
        except yaml.YAMLError:
            d = {}
        return d if isinstance(d, dict) else {}

    def info(self, t, rid, repo, oid, commit, blobs=False):
        sib = []
        for p, e in sorted(commit["tree"].items()):
            s = {"rfilename": p}
            if blobs:
                s |= {"size": e["size"], "blobId": e["oid"]}
                if e.get("lfs"):
                    s["lfs"] = {"sha256": e["lfs"]["oid"], "size": e["size"], "pointerSize": e["lfs"]["pointerSize"]}
            sib.append(s)
        card = self.card(t, rid, commit)
        tags = list(card.get("tags") or [])
        if card.get("license"):
            tags.append(f"license:{card['license']}")
        d = {
            "_id": rid,
            "id": rid,
            "author": rid.split("/")[0],
            "sha": oid,
            "lastModified": commit["date"],
            "createdAt": repo["createdAt"],
            "private": repo["private"],
            "gated": repo["gated"],
            "disabled": False,
            "downloads": 0,
            "likes": 0,
            "tags": tags,
            "cardData": card,
            "siblings": sib,
            "usedStorage": sum(e["size"] for e in commit["tree"].values()),
        }
        if t == "models":
            d |= {"modelId": rid, "pipeline_tag": card.get("pipeline_tag"), "library_name": card.get("library_name")}
        if t == "spaces":
            d |= {
                "sdk": card.get("sdk") or repo["sdk"],
                "host": f"{self.base}/",
                "subdomain": rid.replace("/", "-").lower(),
                "runtime": self.runtime_of(repo),
            }
        return d

    async def repo_info(self, r):
        t, rid, repo = self.repo(r)
        oid, c = self.resolve(t, rid, repo, r.path_params.get("rev", "main"))
        return JSONResponse(self.info(t, rid, repo, oid, c, r.query_params.get("blobs", "").lower() in ("true", "1")))

    async def listing(self, r):
        t, i = r.path_params["t"], self.user(r)
        out = []
        for p in sorted((self.store.root / "repos" / t).glob("*/*/repo.json")):
            repo = json.loads(p.read_text())
            ns = repo["id"].split("/")[0]
            if repo["private"] and not (i and (i["user"] == ns or i["user"] in self.orgs.get(ns, []))):
                continue
            if (a := r.query_params.get("author")) and a != ns:
                continue
            if (s := r.query_params.get("search")) and s.lower() not in repo["id"].lower():
                continue
            oid, c = self.resolve(t, repo["id"], repo, "main")
            d = self.info(t, repo["id"], repo, oid, c)
            fl = r.query_params.getlist("filter")
            if all(f in d["tags"] for f in fl):
                out.append(d)
        return JSONResponse(out[: int(r.query_params.get("limit", 1000))])

    async def auth_check(self, r):
        self.repo(r, r.url.path.endswith("/write"))
        return JSONResponse({})

    async def validate_yaml(self, r):
        b = await r.json()
        m = re.match(r"^\s*---[ \t]*\r?\n(.*?)\r?\n?---[ \t]*(\r?\n|$)", b.get("content", ""), re.S)
        if not m:
            return JSONResponse(
                {"errors": [], "warnings": [{"message": "empty or missing yaml metadata in repo card"}]}
            )
        errs = []
        try:
            d = yaml.safe_load(m.group(1)) or {}
            if not isinstance(d, dict):
                errs.append("YAML metadata must be a mapping")
            else:
                if b.get("repoType") == "space":
                    if d.get("sdk") not in ("gradio", "docker", "static", "streamlit"):
                        errs.append('"sdk" must be one of [gradio, streamlit, docker, static]')
                    if len(str(d.get("short_description", ""))) > 60:
                        errs.append('"short_description" length must be less than or equal to 60 characters long')
                    for k in ("colorFrom", "colorTo"):
                        if d.get(k) and d[k] not in (
                            "red",
                            "yellow",
                            "green",
                            "blue",
                            "indigo",
                            "purple",
                            "pink",
                            "gray",
                        ):
                            errs.append(f'"{k}" must be one of [red, yellow, green, blue, indigo, purple, pink, gray]')
                for mi in d.get("model-index") or []:
                    if not mi.get("name") and b.get("repoType") == "model":
                        errs.append('"model-index[0].name" is required')
        except yaml.YAMLError as e:
            errs.append(f"YAML: {e}")
        return JSONResponse(
            {"errors": [{"message": e} for e in errs], "warnings": []}, status_code=400 if errs else 200
        )

    # ------------------------------------------------------------- upload
    async def preupload(self, r):
        t, rid, repo = self.repo(r, True)
        oid, c = self.resolve(t, rid, repo, r.path_params["rev"])
        b = await r.json()
        if len(b["files"]) > 256:
            raise HubError(413, "too many files")
        lines = (b.get("gitIgnore") or "").splitlines()
        ign = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        out = []
        for f in b["files"]:
            cur = c["tree"].get(f["path"])
            sample = base64.b64decode(f.get("sample") or "")
            lfs = bool(LFS_EXT.search(f["path"])) or f["size"] > LFS_SIZE or b"\0" in sample
            o = {
                "path": f["path"],
                "uploadMode": "lfs" if lfs else "regular",
                "shouldIgnore": any(Path(f["path"]).match(x) for x in ign),
            }
            if cur:
                o["oid"] = cur["lfs"]["oid"] if cur.get("lfs") else cur["oid"]
            out.append(o)
        return JSONResponse({"files": out, "commitOid": oid})

    async def lfs_batch(self, r):
        t, rid, _repo = self.repo(r)
        b = await r.json()
        up = b.get("operation") == "upload"
        if up:
            self.writer(r, r.path_params["ns"])
        objs = []
        for o in b["objects"]:
            oid, size = o.get("oid", ""), o.get("size")
            if not HEX64.match(oid) or not isinstance(size, int) or size <= 0:
                objs.append({"oid": oid, "size": size or 0, "error": {"code": 422, "message": "Invalid object"}})
                continue
            have = self.store.lfs(oid).is_file()
            e = {"oid": oid, "size": size, "authenticated": True}
            if up and not have:
                sig = secrets.token_urlsafe(16)
                self.pending[sig] = {"oid": oid, "size": size, "t": t, "rid": rid, "parts": {}}
                ver = {
                    "href": f"{self.base}/{'' if t == 'models' else t + '/'}{rid}.git/info/lfs/objects/verify",
                    "header": {},
                }
                if self.a.part_size and size > self.a.part_size and "multipart" in b.get("transfers", []):
                    n = -(-size // self.a.part_size)
                    hdr = {
                        "chunk_size": str(self.a.part_size),
                        **{str(k + 1): f"{self.base}/_lfs/{sig}/{k + 1}" for k in range(n)},
                    }
                    e["actions"] = {
                        "upload": {"href": f"{self.base}/_lfs/{sig}/complete", "header": hdr},
                        "verify": ver,
                    }
                else:
                    e["actions"] = {"upload": {"href": f"{self.base}/_lfs/{sig}/0", "header": {}}, "verify": ver}
            elif not up:
                if have:
                    e["actions"] = {"download": {"href": f"{self.base}/_cdn/{oid}"}}
                else:
                    e["error"] = {"code": 404, "message": "Object does not exist"}
            objs.append(e)
        return JSONResponse(
            {"transfer": "basic", "objects": objs, "hash_algo": "sha256"}, media_type="application/vnd.git-lfs+json"
        )

    async def lfs_put(self, r):
        p = self.pending.get(r.path_params["sig"])
        if not p:
            raise HubError(403, "Expired or invalid upload url")
        part = r.path_params["part"]
        tmp = self.store.root / "tmp" / f"{r.path_params['sig']}.{part}.{secrets.token_hex(4)}"
        h, n = hashlib.sha256(), 0
        try:
            with tmp.open("wb") as f:
                async for chunk in r.stream():
                    h.update(chunk)
                    n += len(chunk)
                    f.write(chunk)
        except ClientDisconnect:
            tmp.unlink(missing_ok=True)
            raise
        if part == "0":
            if h.hexdigest() != p["oid"] or n != p["size"]:
                tmp.unlink()
                raise HubError(400, "XAmzContentSHA256Mismatch: The provided sha256 does not match what was computed")
            self.store.lfs(p["oid"]).parent.mkdir(parents=True, exist_ok=True)
            tmp.replace(self.store.lfs(p["oid"]))
        else:
            p["parts"][int(part)] = (tmp, h.hexdigest())
        return Response("", headers={"ETag": f'"{h.hexdigest()}"'})

    async def lfs_complete(self, r):
        p = self.pending.get(r.path_params["sig"])
        b = await r.json()
        if not p or b.get("oid") != p["oid"]:
            raise HubError(403, "Expired or invalid upload url")
        h, n = hashlib.sha256(), 0
        tmp = self.store.root / "tmp" / secrets.token_hex(8)
        with tmp.open("wb") as out:
            for part in sorted(b["parts"], key=lambda x: x["partNumber"]):
                src, etag = p["parts"].get(part["partNumber"], (None, None))
                if src is None or part["etag"].strip('"') != etag:
                    tmp.unlink()
                    raise HubError(400, "InvalidPart")
                d = Path(src).read_bytes()
                h.update(d)
                n += len(d)
                out.write(d)
        if h.hexdigest() != p["oid"] or n != p["size"]:
            tmp.unlink()
            raise HubError(400, "sha256 mismatch after multipart upload")
        self.store.lfs(p["oid"]).parent.mkdir(parents=True, exist_ok=True)
        tmp.replace(self.store.lfs(p["oid"]))
        for src, _ in p["parts"].values():
            Path(src).unlink(missing_ok=True)
        return JSONResponse({"success": True})

    async def lfs_verify(self, r):
        self.repo(r, True)
        b = await r.json()
        p = self.store.lfs(b.get("oid", "x" * 64))
        if not p.is_file() or p.stat().st_size != b.get("size"):
            raise HubError(404, "LFS object not found")
        return Response("Authorized")

    async def commit(self, r):
        t, rid, _ = self.repo(r, True)
        if r.query_params.get("create_pr"):
            raise HubError(501, "pull requests are not implemented by mini_hub")
        user = self.user(r)["user"]
        header, ops = None, []
        for line in (await r.body()).splitlines():
            if line.strip():
                try:
                    d = json.loads(line)
                except ValueError:
                    raise HubError(400, "Invalid NDJSON") from None
                if d["key"] == "header":
                    header = d["value"]
                else:
                    ops.append((d["key"], d["value"]))
        if not header or not header.get("summary"):
            raise HubError(400, '"summary" is required')
        rev = unquote(r.path_params["rev"])
        with LOCK:
            repo = self.store.load(t, rid)
            if rev not in repo["branches"]:
                raise HubError(404, f"Invalid rev id: {rev}", "RevisionNotFound")
            head, c = self.resolve(t, rid, repo, rev)
            parent = header.get("parentCommit")
            if parent and parent != head:
                raise HubError(412, "A commit has happened since. Please refresh and try again.")
            tree = dict(c["tree"])
            for key, v in ops:
                p = v["path"]
                if key != "deletedFolder" and (
                    not p
                    or p.startswith("/")
                    or p.endswith("/")
                    or any(x in ("", ".", "..", ".git") for x in p.split("/"))
                ):
                    raise HubError(400, f"Invalid path: {p}")
                if key == "file":
                    data = (
                        base64.b64decode(v["content"], validate=True)
                        if v.get("encoding") == "base64"
                        else v["content"].encode()
                    )
                    if len(data) > LFS_SIZE:
                        raise HubError(400, f"{p}: files larger than 10 MB must use LFS")
                    if b"\0" in data[:8000]:
                        raise HubError(
                            400,
                            "Your push was rejected because it contains binary files. "
                            "Please use https://huggingface.co/docs/hub/xet to store binary files.",
                        )
                    tree[p] = {"oid": self.store.put_blob(data), "size": len(data)}
                elif key == "lfsFile":
                    oid = v["oid"]
                    f = self.store.lfs(oid)
                    if not HEX64.match(oid) or not (f.is_file() or self.xet_known(oid)):
                        raise HubError(400, f"LFS pointer pointed to a file that does not exist: {p}")
                    size = f.stat().st_size if f.is_file() else self.xet_index()[oid]["size"]
                    if v.get("size") not in (None, size):
                        raise HubError(400, f"{p}: size mismatch")
                    ptr = pointer(oid, size)
                    tree[p] = {
                        "oid": self.store.put_blob(ptr),
                        "size": size,
                        "lfs": {"oid": oid, "size": size, "pointerSize": len(ptr)},
                    }
                elif key == "deletedFile":
                    if p not in tree:
                        raise HubError(404, f"{p} does not exist", "EntryNotFound")
                    del tree[p]
                elif key == "deletedFolder":
                    q = p.rstrip("/") + "/"
                    for k in [k for k in tree if k.startswith(q)]:
                        del tree[k]
                else:
                    raise HubError(400, f"Unknown operation {key}")
            dirs = {"/".join(k.split("/")[:n]) for k in tree for n in range(1, k.count("/") + 1)}
            if clash := dirs & set(tree):
                raise HubError(400, f"path is both a file and a folder: {sorted(clash)[0]}")
            if t == "spaces" and repo["stage"] == "NO_APP_FILE" and "app.py" in tree:
                repo["stage"] = "RUNNING"
            oid = self.store.new_commit(
                t, rid, repo, rev, tree, head, header["summary"], header.get("description", ""), user
            )
        pre = "" if t == "models" else t + "/"
        return JSONResponse(
            {"success": True, "commitOid": oid, "commitUrl": f"{self.base}/{pre}{rid}/commit/{oid}", "hookOutput": ""}
        )

    # ------------------------------------------------------------- trees, refs
    def tree_entry(self, p, e, c, oid, expand):
        d = {"type": "file", "oid": e["oid"], "size": e["size"], "path": p}
        if e.get("lfs"):
            d["lfs"] = e["lfs"]
            if x := self.xet_hash(e["lfs"]["oid"]):
                d["xetHash"] = x
        if expand:
            d |= {
                "lastCommit": {"id": oid, "title": c["title"], "date": c["date"]},
                "securityFileStatus": {"status": "safe", "avScan": None, "pickleImportScan": None},
            }
        return d

    def folder_entry(self, p, tree):
        h = hashlib.sha1(
            "".join(f"{k}{v['oid']}" for k, v in sorted(tree.items()) if k.startswith(p + "/")).encode()
        ).hexdigest()
        return {"type": "directory", "oid": h, "size": 0, "path": p}

    async def tree(self, r):
        t, rid, repo = self.repo(r)
        raw = r.scope["raw_path"].decode().split("/tree/", 1)[1].split("?")[0]
        rev, _, path = raw.partition("/")
        oid, c = self.resolve(t, rid, repo, rev)
        path = unquote(path).strip("/")
        rec = r.query_params.get("recursive", "").lower() in ("true", "1")
        exp = r.query_params.get("expand", "").lower() in ("true", "1")
        pre = path + "/" if path else ""
        files = {k: v for k, v in c["tree"].items() if k.startswith(pre)}
        if path and not files:
            raise HubError(404, f"{path} does not exist on {rev}", "EntryNotFound")
        out, seen = [], set()
        for k in sorted(files):
            rest = k[len(pre) :].split("/")
            for n in range(1, len(rest)):
                d = pre + "/".join(rest[:n])
                if d not in seen and (rec or n == 1):
                    seen.add(d)
                    out.append(self.folder_entry(d, c["tree"]))
            if rec or len(rest) == 1:
                out.append(self.tree_entry(k, files[k], c, oid, exp))
        start = int(r.query_params.get("cursor", 0))
        page = out[start : start + self.a.page_size]
        h = {}
        if start + self.a.page_size < len(out):
            u = r.url.include_query_params(cursor=start + self.a.page_size)
            h["Link"] = f'<{self.base}{r.scope["raw_path"].decode()}?{u.query}>; rel="next"'
        return JSONResponse(page, headers=h)

    async def paths_info(self, r):
        t, rid, repo = self.repo(r)
        oid, c = self.resolve(t, rid, repo, r.path_params["rev"])
        if "json" in r.headers.get("content-type", ""):
            b = await r.json()
            paths, exp = b["paths"], b.get("expand")
        else:
            f = await r.form()
            paths, exp = f.getlist("paths"), str(f.get("expand", "")).lower() in ("true", "1")
        out = []
        for p in paths:
            p = p.strip("/")
            if p in c["tree"]:
                out.append(self.tree_entry(p, c["tree"][p], c, oid, exp))
            elif any(k.startswith(p + "/") for k in c["tree"]):
                out.append(self.folder_entry(p, c["tree"]))
        return JSONResponse(out)

    async def refs(self, r):
        _t, _rid, repo = self.repo(r)

        def f(d, k):
            return [{"name": n, "ref": f"refs/{k}/{n}", "targetCommit": o} for n, o in sorted(d.items())]

        out = {"branches": f(repo["branches"], "heads"), "tags": f(repo["tags"], "tags"), "converts": []}
        if r.query_params.get("include_prs"):
            out["pullRequests"] = []
        return JSONResponse(out)

    async def ref(self, r):
        t, rid, repo = self.repo(r, True)
        kind = "branches" if "/branch/" in r.url.path else "tags"
        rev = unquote(r.path_params["rev"])
        with LOCK:
            if r.method == "DELETE":
                if rev not in repo[kind]:
                    raise HubError(404, "Reference does not exist", "RevisionNotFound")
                if kind == "branches" and rev == "main":
                    raise HubError(403, "Cannot delete main branch")
                del repo[kind][rev]
            else:
                b = json.loads(await r.body() or b"{}")
                name = rev if kind == "branches" else b["tag"]
                src = (b.get("startingPoint") or "main") if kind == "branches" else rev
                if name in repo[kind]:
                    raise HubError(409, "Reference already exists")
                repo[kind][name] = self.resolve(t, rid, repo, src)[0]
            self.store.save(t, rid, repo)
        return Response("OK")

    async def commits(self, r):
        t, rid, repo = self.repo(r)
        oid, c = self.resolve(t, rid, repo, r.path_params["rev"])
        out = []
        while c:
            out.append(
                {
                    "id": oid,
                    "title": c["title"],
                    "message": c["message"],
                    "date": c["date"],
                    "authors": [{"user": c["user"], "avatar": ""}],
                }
            )
            oid, c = c["parent"], self.store.commit_obj(t, rid, c["parent"]) if c["parent"] else None
        return JSONResponse(out)

    async def squash(self, r):
        t, rid, repo = self.repo(r, True)
        _oid, c = self.resolve(t, rid, repo, r.path_params["rev"])
        with LOCK:
            self.store.new_commit(
                t,
                rid,
                repo,
                unquote(r.path_params["rev"]),
                c["tree"],
                None,
                (await r.json()).get("message", "squash"),
                "",
                self.user(r)["user"],
            )
        return Response("OK")

    # ------------------------------------------------------------- download
    async def resolve_file(self, r):
        t, rid, repo = self.repo(r)
        raw = r.scope["raw_path"].decode().split("/resolve/", 1)[1].split("?")[0]
        rev, _, path = raw.partition("/")
        oid, c = self.resolve(t, rid, repo, rev)
        h = {
            "X-Repo-Commit": oid,
            "Accept-Ranges": "bytes",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Access-Control-Expose-Headers": "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,"
            "X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash",
        }
        e = c["tree"].get(unquote(path))
        if e is None:
            raise HubError(404, "Entry not found", "EntryNotFound", headers=h)
        if e.get("lfs"):
            o = e["lfs"]["oid"]
            h |= {
                "X-Linked-Size": str(e["size"]),
                "X-Linked-ETag": f'"{o}"',
                "ETag": f'"{o}"',
                "Location": f"{self.cdn()}/_cdn/{o}?filename={quote(Path(unquote(path)).name)}",
            }
            if x := self.xet_hash(o):
                pre = f"{self.base}/api/{t}/{rid}"
                h |= {
                    "X-Xet-Hash": x,
                    "Link": f'<{pre}/xet-read-token/{oid}>; rel="xet-auth", '
                    f'<{self.base}/_xet/{x}>; rel="xet-reconstruction-info"',
                }
            return Response("", 302, headers=h)
        h["ETag"] = f'"{e["oid"]}"'
        return self.send_file(r, self.data(e), h, mimetypes.guess_type(path)[0] or "application/octet-stream")

    def cdn(self):
        # Another origin than the Hub, as in production: the client follows same-host redirects of a
        # HEAD (losing X-Linked-* / X-Xet-Hash), and must not send its token to the CDN.
        return self.a.cdn_url

    async def cdn_get(self, r):
        o = r.path_params["oid"]
        p = self.store.lfs(o)
        if not HEX64.match(o) or not p.is_file():
            raise HubError(404, "NoSuchKey")
        if r.headers.get("host", "") == urlsplit(self.cdn()).netloc != urlsplit(self.base).netloc and r.headers.get(
            "authorization"
        ):
            raise HubError(400, "Authorization header must not be sent to the CDN")
        return self.send_file(r, p, {"ETag": f'"{o}"', "Accept-Ranges": "bytes"}, "application/octet-stream")

    def send_file(self, r, p, h, mime):
        size, start, end, status = p.stat().st_size, 0, None, 200
        if m := re.fullmatch(r"bytes=(\d*)-(\d*)", r.headers.get("range", "")):
            if m[1]:
                start, end = int(m[1]), int(m[2]) if m[2] else size - 1
            else:
                start, end = max(0, size - int(m[2])), size - 1
            if start >= size:
                return Response("", 416, headers={**h, "Content-Range": f"bytes */{size}"})
            end, status = min(end, size - 1), 206
            h["Content-Range"] = f"bytes {start}-{end}/{size}"
        n = (end - start + 1) if end is not None else size
        h |= {"Content-Length": str(n), "Content-Type": mime}
        if r.method == "HEAD":
            return Response(status_code=status, headers=h)

        def it():
            left = n
            with p.open("rb") as f:
                f.seek(start)
                while left > 0 and (b := f.read(min(65536, left))):
                    left -= len(b)
                    yield b

        return StreamingResponse(it(), status_code=status, headers=h)

    # ------------------------------------------------------------- xet: token routes; hf_xet's LocalClient stores
    def xet_index(self):
        """sha256 -> {hash, size}, read from the shards that hf_xet's LocalClient wrote."""
        if self.a.xet != "local":
            return {}
        out, hx = {}, lambda b: "{:016x}{:016x}{:016x}{:016x}".format(*struct.unpack("<4Q", b))
        for p in (self.store.root / "xet").rglob("shards/*.mdb"):
            b, i = p.read_bytes(), 48
            while i + 48 <= len(b) and b[i : i + 32] != b"\xff" * 32:
                fh, flags, n = hx(b[i : i + 32]), *struct.unpack("<II", b[i + 32 : i + 40])
                size = sum(struct.unpack("<I", b[i + 48 * k + 36 : i + 48 * k + 40])[0] for k in range(1, n + 1))
                i += 48 * (1 + n * (2 if flags & 1 << 31 else 1))
                if flags & 1 << 30:
                    out[hx(b[i : i + 32])] = {"hash": fh, "size": size}
                    i += 48
        return out

    def xet_hash(self, sha):
        return self.xet_index().get(sha, {}).get("hash")

    def xet_known(self, sha):
        return sha in self.xet_index()

    async def xet_token(self, r):
        _t, _rid, _repo = self.repo(r, r.path_params["kind"] == "write")
        if self.a.xet != "local":
            raise HubError(404, "Xet is not enabled on this server; set HF_HUB_DISABLE_XET=1")
        exp = int(time.time()) + 3600
        url = f"local://{self.store.root}/xet/cas"
        return JSONResponse(
            {"casUrl": url, "exp": exp, "accessToken": "t"},
            headers={"X-Xet-Cas-Url": url, "X-Xet-Token-Expiration": str(exp), "X-Xet-Access-Token": "t"},
        )

    # ------------------------------------------------------------- spaces
    def runtime_of(self, repo):
        return {
            "stage": repo["stage"],
            "hardware": {"current": repo["hardware"], "requested": repo["hardware"]},
            "storage": None,
            "gcTimeout": repo["sleep"],
            "replicas": {"current": 1, "requested": 1},
        }

    async def space(self, r):
        t, rid, repo = self.repo(r, r.method != "GET")
        what = r.path_params["what"]
        with LOCK:
            if what in ("secrets", "variables") and r.method in ("POST", "DELETE"):
                b = await r.json()
                if what == "secrets":
                    repo["secrets"] = sorted(
                        set(repo["secrets"]) - {b["key"]} | ({b["key"]} if r.method == "POST" else set())
                    )
                else:
                    repo["variables"].pop(b["key"], None)
                    if r.method == "POST":
                        repo["variables"][b["key"]] = b["value"]
            elif what == "hardware" and r.method == "POST":
                b = await r.json()
                repo["hardware"], repo["sleep"] = b["flavor"], b.get("sleepTimeSeconds", repo["sleep"])
            elif what == "sleeptime":
                repo["sleep"] = (await r.json())["seconds"]
            elif what == "pause":
                repo["stage"] = "PAUSED"
            elif what == "restart":
                repo["stage"] = "RUNNING"
            self.store.save(t, rid, repo)
        if what == "variables":
            return JSONResponse(
                {
                    k: {"key": k, "value": v, "description": None, "updatedAt": now()}
                    for k, v in repo["variables"].items()
                }
            )
        if what == "secrets":
            return JSONResponse({k: {"key": k, "description": None, "updatedAt": now()} for k in repo["secrets"]})
        return JSONResponse(self.runtime_of(repo))

    # ------------------------------------------------------------- admin (tests only)
    async def admin(self, r):
        what = r.path_params["what"]
        if what == "faults":
            if r.method == "DELETE":
                self.faults.clear()
            elif r.method == "POST":
                f = await r.json()
                re.compile(f["match"])
                self.faults.append({"times": 1, "skip": 0, "status": 500, "after": 0, "headers": {}, "hits": 0, **f})
            return JSONResponse(self.faults)
        if what == "log":
            if r.method == "DELETE":
                self.log.clear()
            return JSONResponse(self.log)
        if what == "fsck":
            bad = []
            owner = r.query_params.get("owner", "*")
            for p in (self.store.root / "repos").glob(f"*/{owner}/*/repo.json"):
                repo = json.loads(p.read_text())
                t = p.relative_to(self.store.root / "repos").parts[0]
                for n, o in [*repo["branches"].items(), *repo["tags"].items()]:
                    c = self.store.commit_obj(t, repo["id"], o)
                    if not c:
                        bad.append([t, repo["id"], n, "missing commit"])
                        continue
                    for f, e in c["tree"].items():
                        q = self.data(e)
                        if e.get("lfs") and self.xet_hash(e["lfs"]["oid"]):
                            continue
                        if not q.is_file():
                            bad.append([t, repo["id"], f, "missing blob"])
                        elif (
                            (hashlib.sha256(q.read_bytes()).hexdigest() != e["lfs"]["oid"])
                            if e.get("lfs")
                            else git_sha(q.read_bytes()) != e["oid"]
                        ):
                            bad.append([t, repo["id"], f, "hash mismatch"])
            return JSONResponse({"bad": bad, "tmp": [p.name for p in (self.store.root / "tmp").iterdir()]})
        raise HubError(404, "no such admin route")

    async def health(self, r):
        return JSONResponse({"status": "ok"})

    def app(self):
        T, N = "{t:str}", "{ns:str}/{name:str}"
        R = []

        def add(path, fn, methods=("GET",)):
            async def ep(r):
                if r.path_params.get("t", "models") not in TYPES:
                    return error_response(HubError(404, "Sorry, we can't find the page you are looking for."))
                return await fn(r)

            R.append(Route(path, ep, methods=list(methods)))

        add("/health", self.health)
        add("/_admin/{what}", self.admin, ("GET", "POST", "DELETE"))
        add("/_lfs/{sig}/complete", self.lfs_complete, ("POST",))
        add("/_lfs/{sig}/{part}", self.lfs_put, ("PUT",))
        add("/_cdn/{oid}", self.cdn_get, ("GET", "HEAD"))
        add("/api/whoami-v2", self.whoami)
        add("/api/repos/create", self.create, ("POST",))
        add("/api/repos/delete", self.delete, ("DELETE",))
        add("/api/repos/move", self.move, ("POST",))
        add("/api/validate-yaml", self.validate_yaml, ("POST",))
        add(f"/api/{T}", self.listing)
        P = f"/api/{T}/{N}"
        add(P + "/revision/{rev:path}", self.repo_info)
        add(P + "/settings", self.settings, ("PUT",))
        add(P + "/preupload/{rev:path}", self.preupload, ("POST",))
        add(P + "/commit/{rev:path}", self.commit, ("POST",))
        add(P + "/tree/{rest:path}", self.tree)
        add(P + "/paths-info/{rev:path}", self.paths_info, ("POST",))
        add(P + "/refs", self.refs)
        add(P + "/branch/{rev:path}", self.ref, ("POST", "DELETE"))
        add(P + "/tag/{rev:path}", self.ref, ("POST", "DELETE"))
        add(P + "/commits/{rev:path}", self.commits)
        add(P + "/super-squash/{rev:path}", self.squash, ("POST",))
        add(P + "/auth-check", self.auth_check)
        add(P + "/auth-check/write", self.auth_check)
        add(P + "/xet-{kind}-token/{rev:path}", self.xet_token)
        for w in ("secrets", "variables", "hardware", "runtime", "sleeptime", "pause", "restart"):

            async def sp(r, w=w):
                r.path_params["what"] = w
                return await self.space(r)

            add(P + "/" + w, sp, ("GET", "POST", "DELETE"))
        add(P, self.repo_info)
        for pre in ("/{t:str}", ""):
            add(f"{pre}/{{ns:str}}/{{name:str}}.git/info/lfs/objects/batch", self.lfs_batch, ("POST",))
            add(f"{pre}/{{ns:str}}/{{name:str}}.git/info/lfs/objects/verify", self.lfs_verify, ("POST",))
            add(f"{pre}/{{ns:str}}/{{name:str}}/resolve/{{rest:path}}", self.resolve_file, ("GET", "HEAD"))
        star = Starlette(
            routes=R,
            exception_handlers={
                HubError: lambda r, e: error_response(e),
                ClientDisconnect: lambda r, e: Response("", 499),
            },
        )
        return Faults(star, self)


class Faults:
    """ASGI wrapper: request log + failure injection."""

    def __init__(self, app, hub):
        self.app, self.hub = app, hub

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        key = f"{scope['method']} {scope['raw_path'].decode()}"
        hd = {k.decode().lower(): v.decode("latin1") for k, v in scope["headers"]}
        rec = {
            "req": key,
            "auth": bool(hd.get("authorization")),
            "range": hd.get("range"),
            "ua": hd.get("user-agent", "")[:80],
            "status": None,
            "fault": None,
            "t": time.time(),
        }
        fault = None
        if not key.split(" ")[1].startswith(("/_admin", "/health")):
            self.hub.log.append(rec)
            for f in self.hub.faults:
                if f["times"] > 0 and re.search(f["match"], key):
                    if f["skip"] > 0:
                        f["skip"] -= 1
                        continue
                    f["times"] -= 1
                    f["hits"] += 1
                    fault = f
                    rec["fault"] = f["action"]
                    break
        if fault and fault["action"] == "status":
            rec["status"] = fault["status"]
            body = json.dumps({"error": "injected"}).encode()
            # drain the body first, as a proxy would, so that the client sees the status
            while (await receive()).get("more_body"):
                pass
            h = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())] + [
                (k.lower().encode(), str(v).encode()) for k, v in fault["headers"].items()
            ]
            await send({"type": "http.response.start", "status": fault["status"], "headers": h})
            await send({"type": "http.response.body", "body": body})
            return
        if fault and fault["action"] == "delay":
            await asyncio.sleep(fault.get("seconds", 1))
        if fault and fault["action"] == "drop" and scope["method"] in ("PUT", "POST"):
            n = 0  # read `after` bytes of the upload, then cut the connection without an answer
            while n < fault["after"]:
                m = await receive()
                n += len(m.get("body", b""))
                if not m.get("more_body"):
                    break
            await self.cut(send)
            return
        sent = 0

        async def send2(m):
            nonlocal sent
            if m["type"] == "http.response.start":
                rec["status"] = m["status"]
                if fault and fault["action"] == "drop_after_commit":
                    return
            if m["type"] == "http.response.body" and fault:
                b = m.get("body", b"")
                if fault["action"] == "drop_after_commit":
                    if not m.get("more_body"):
                        await self.cut(send)
                    return
                if fault["action"] == "drop" and sent + len(b) > fault["after"]:
                    await send({"type": "http.response.body", "body": b[: fault["after"] - sent], "more_body": True})
                    raise ConnectionAbortedError("injected drop")
                if fault["action"] == "corrupt" and sent <= fault["after"] < sent + len(b):
                    i = fault["after"] - sent
                    m = {**m, "body": b[:i] + bytes([b[i] ^ 0xFF]) + b[i + 1 :]}
                if fault["action"] == "replace":
                    m = {**m, "body": b.replace(fault["find"].encode(), fault["with"].encode())}
                sent += len(b)
            await send(m)

        await self.app(scope, receive, send2)

    async def cut(self, send):
        # uvicorn closes the socket when the app ends before the promised Content-Length
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b"", "more_body": True})
        raise ConnectionAbortedError("injected drop")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--root", required=True)
    p.add_argument("--host", default="127.0.0.1")
    p.add_argument("--port", type=int, default=18081)
    p.add_argument("--token", action="append", help="user:token[:read|write]")
    p.add_argument("--org", action="append", help="org=user1,user2")
    p.add_argument("--public-url")
    p.add_argument(
        "--cdn-url", help="other origin for LFS downloads, e.g. http://localhost:PORT; rejects a leaked token"
    )
    p.add_argument("--part-size", type=int, default=0, help="offer LFS multipart above this many bytes")
    p.add_argument("--page-size", type=int, default=1000)
    p.add_argument("--xet", choices=["off", "local"], default="off")
    a = p.parse_args()
    if a.host not in ("127.0.0.1", "::1", "localhost"):
        p.error("mini_hub is for loopback only")
    a.cdn_url = a.cdn_url or f"http://localhost:{a.port}"
    uvicorn.run(Hub(a).app(), host=a.host, port=a.port, log_level="critical", access_log=False, timeout_keep_alive=5)


if __name__ == "__main__":
    main()
