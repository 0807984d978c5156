"""What a file itself writes, where names in its plain data were put right."""

from __future__ import annotations

from comity.case.tree import Path


class Written:
    """What a file writes where its plain data has a name that was put right."""

    def __init__(self) -> None:
        self._names: dict[Path, str] = {}
        self._above: set[Path] = set()  # the paths of what encloses such a name

    def path(self, path: Path) -> Path:
        """A path of the data with the names that the file itself writes."""
        return tuple(self._names.get(path[: at + 1], step) for at, step in enumerate(path))

    def note(self, path: Path, name: str) -> None:
        """That the entry at a path, as it was until now, has another name from now on."""
        renamed = (*path[:-1], name)
        if path in self._above:
            below = [at for at in self._names if len(at) > len(path) and at[: len(path)] == path]
            for at in below:
                self._put((*renamed, *at[len(path) :]), self._names.pop(at))
        self._put(renamed, self._names.pop(path, str(path[-1])))

    def _put(self, path: Path, name: str) -> None:
        self._names[path] = name
        self._above |= {path[:at] for at in range(1, len(path))}
