"""A repository on the Hub: what it holds, making it hold exactly some files, tags. Each step can be repeated safely."""

from __future__ import annotations

from huggingface_hub import HfApi, SpaceHardware
from huggingface_hub.errors import RepositoryNotFoundError, RevisionNotFoundError
from huggingface_hub.hf_api import RepoFile

from pipeline.errors import HanmadiError
from pipeline.publishing.files import Change, Held, Repository, compare
from pipeline.publishing.trouble import patiently

MAIN = "main"


class Remote:
    """The Hub at HF_ENDPOINT, as the owner of ``token`` sees it. A method raises HanmadiError when the Hub fails."""

    def __init__(self, token: str | None) -> None:
        # False: without a token of ours none at all, rather than one that this machine's user once saved.
        self._api = HfApi(token=token or False)

    def tags(self, repository: Repository) -> dict[str, str] | None:
        """Commit by tag; None when there is no such repository (or it is not to be seen)."""

        def step() -> dict[str, str] | None:
            try:
                refs = self._api.list_repo_refs(repository.id, repo_type=repository.kind)
            except RepositoryNotFoundError:
                return None
            return {tag.name: tag.target_commit for tag in refs.tags}

        return patiently(step, repository.address)

    def difference(self, repository: Repository, revision: str = MAIN) -> Change:
        """What separates ``revision`` from the files that the repository shall hold."""
        return compare(repository.files, patiently(lambda: self._held(repository, revision), repository.address))

    def create(self, repository: Repository, hardware: str = "") -> None:
        """Make the repository unless it is there; ``hardware`` is what a new Space runs on."""

        def step() -> None:
            if repository.kind == "space":
                self._api.create_repo(
                    repository.id,
                    repo_type="space",
                    exist_ok=True,
                    space_sdk="gradio",
                    space_hardware=SpaceHardware(hardware),
                )
            else:
                self._api.create_repo(repository.id, repo_type=repository.kind, exist_ok=True)

        patiently(step, repository.address)

    def move(self, space: Repository, hardware: str) -> None:
        """Run a Space on other hardware."""
        patiently(lambda: self._api.request_space_hardware(space.id, SpaceHardware(hardware)), space.address)

    def public_files(self, model: str, revision: str) -> list[str]:
        """The paths of a model's ``revision``. Raises HanmadiError for a private one, which a Space cannot preload."""
        info = patiently(lambda: self._api.model_info(model, revision=revision), model)
        if info.private:
            raise HanmadiError(
                f"{model}은(는) 비공개라서 Space를 빌드할 때 미리 받을 수 없습니다.",
                "모델을 공개로 바꾸거나 --hardware cpu-basic으로 고정해 주세요.",
            )
        return [sibling.rfilename for sibling in info.siblings or []]

    def bring(self, repository: Repository, message: str) -> str:
        """One commit on main after which it holds exactly the repository's files; its id. No commit when it does.

        The commit names the one before it, so that nobody else's goes under, and is looked up again after the upload:
        every file must have the hash that it has here.
        """

        def step() -> str:
            head = self._head(repository)
            change = compare(repository.files, self._held(repository, head))
            if not change:
                return head
            made = self._api.create_commit(
                repository.id,
                change.operations(),
                commit_message=message,
                repo_type=repository.kind,
                parent_commit=head,
            )
            return str(made.oid)

        commit = patiently(step, repository.address)
        left = self.difference(repository, commit)
        if left:
            names = ", ".join([file.path for file in (*left.new, *left.changed)] + list(left.gone))
            raise HanmadiError(
                f"{repository.address}에 올라간 파일이 이곳의 파일과 다릅니다: {names}.",
                "태그를 달지 않았습니다. 다시 실행해 주세요.",
            )
        return commit

    def tag(self, repository: Repository, tag: str, commit: str) -> None:
        """Name ``commit`` ``tag``. Raises HanmadiError when the tag already names another commit."""

        def step() -> None:
            refs = self._api.list_repo_refs(repository.id, repo_type=repository.kind)
            named = next((ref.target_commit for ref in refs.tags if ref.name == tag), None)
            if named is None:
                self._api.create_tag(repository.id, tag=tag, revision=commit, repo_type=repository.kind)
            elif named != commit:
                raise HanmadiError(
                    f"{repository.address}의 태그 {tag}은(는) 이미 다른 커밋({named[:8]})을 가리킵니다.",
                    "--release로 다른 태그를 골라 주세요.",
                )

        patiently(step, repository.address)

    def _head(self, repository: Repository) -> str:
        return str(self._api.repo_info(repository.id, repo_type=repository.kind).sha)

    def _held(self, repository: Repository, revision: str) -> dict[str, Held]:
        try:
            entries = list(
                self._api.list_repo_tree(repository.id, recursive=True, revision=revision, repo_type=repository.kind)
            )
        except (RepositoryNotFoundError, RevisionNotFoundError):
            return {}
        return {
            entry.path: Held(entry.lfs.sha256, entry.lfs.size, True)
            if entry.lfs
            else Held(entry.blob_id, entry.size, False)
            for entry in entries
            if isinstance(entry, RepoFile)
        }
