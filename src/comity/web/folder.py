"""The folder that a workbench is opened on: the cases in it, each by a name that stands in its address."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from comity.case.files import head, inside
from comity.problem import Place
from comity.web.open_case import OpenCase

DEEP = 3
"""How many folders down cases are looked for."""
MOST = 2_000
"""How many files are looked at, at most: a home folder holds millions."""

_MARK = re.compile(rb"^comity\s*:", re.MULTILINE)
_BEGINNING = 16_384


@dataclass(frozen=True)
class Found:
    """A case file of the folder: the name that it has in addresses, and where it is."""

    name: str
    path: Path


class Folder:
    """A folder on the workbench. Nothing outside of it is read or written."""

    def __init__(self, path: Path, by: str = "") -> None:
        """Open a folder that there is; by: who works in it."""
        self._by = by
        self.path = Path(os.path.realpath(path))
        self._open: dict[Path, OpenCase] = {}
        self._names: dict[Path, str] = {}
        self._lock = threading.Lock()

    def cases(self) -> tuple[Found, ...]:
        """Every case file in the folder and a few folders below it, by its path.

        A case keeps its name as long as the folder is open: pages that are open lead to it, whatever is put beside it.
        """
        paths = sorted(path for path in self._files() if _is_case(path))
        with self._lock:
            kept = {path: self._names[path] for path in paths if path in self._names}
            new = {path: _slug(path.relative_to(self.path)) for path in paths if path not in kept}
            wanted = Counter([*kept.values(), *new.values()])
            told = {path: name if wanted[name] == 1 else f"{name}-{_mark(path)}" for path, name in new.items()}
            self._names = kept | told
            return tuple(Found(self._names[path], path) for path in paths)

    def case(self, name: str) -> OpenCase | None:
        """The case that an address names, opened where it is not yet; None where there is none of that name."""
        path = self.path_of(name)
        if path is None:
            return None
        with self._lock:
            if path not in self._open:
                self._open[path] = OpenCase(name, path, self._by)
            return self._open[path]

    def name_of(self, path: Path) -> str | None:
        """The name in addresses of a case file; None where it is none of this folder."""
        real = Path(os.path.realpath(path))
        return next((found.name for found in self.cases() if found.path == real), None)

    def path_of(self, name: str) -> Path | None:
        """The file of the case that an address names; None where there is none of that name."""
        return self._known(name) or next((found.path for found in self.cases() if found.name == name), None)

    def place(self, name: str) -> Path:
        """Where a file of that name lies, or would lie, in this folder; raises Problems where that is elsewhere."""
        return inside(self.path, name, Place(str(self.path)), "the file", "name one in the opened folder")

    def _known(self, name: str) -> Path | None:
        """The file of a name that was given before, where it still is a case of this folder: nothing else is read."""
        with self._lock:
            path = next((path for path, known in self._names.items() if known == name), None)
        return path if path is not None and os.path.realpath(path) == str(path) and _is_case(path) else None

    def _files(self) -> list[Path]:
        files: list[Path] = []
        for where, folders, names in os.walk(self.path):
            deep = len(Path(where).relative_to(self.path).parts)
            folders[:] = sorted(name for name in folders if not name.startswith(".")) if deep < DEEP else []
            for name in sorted(names):
                path = Path(where, name)
                if name.lower().endswith((".yaml", ".yml")) and not name.startswith(".") and not path.is_symlink():
                    files.append(path)
            if len(files) >= MOST:
                break
        return files[:MOST]


def _is_case(path: Path) -> bool:
    """Whether a file begins as a case does."""
    return _MARK.search(head(path, _BEGINNING)) is not None


def _slug(path: Path) -> str:
    """A path as one part of an address: "washington-2025" for washington-2025/case.yaml."""
    parts = [*path.parts[:-1], path.stem]
    if len(parts) > 1 and parts[-1] == "case":
        parts.pop()
    return "-".join(re.findall(r"[^\W_]+", " ".join(parts).lower())) or _mark(path)


def _mark(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:6]
