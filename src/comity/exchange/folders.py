"""Every negotiation in a folder and the folders below it, as cases: which there are, and all of them imported."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath

from comity.exchange import FORMATS, INTERVALS, READ_ONLY, STATEMENTS, import_case, module_of
from comity.exchange.beside import roles_in
from comity.exchange.foreign import foreign
from comity.exchange.naming import distinct, folded, named
from comity.parallel import Progress, in_parallel
from comity.problem import Place, Problem, Problems


@dataclass(frozen=True)
class Negotiation:
    """One negotiation in a folder: the path that means it to `import_case`, and what its case is called, a path below
    the folder that all go to, without a suffix."""

    path: Path
    name: PurePosixPath


@dataclass(frozen=True)
class Taken:
    """What became of one negotiation: the text of its case file and notes, or the problems that kept it from one."""

    name: PurePosixPath
    text: str | None
    notes: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def negotiations(folder: Path) -> list[Negotiation]:
    """The negotiations in a folder and below, by name.

    One a domain, one a file that holds all, one a folder of profiles that list the issues themselves. Folders of files
    of programs that are not read count too: an import says what they are. Sessions are passed over, for their profiles
    are there; so are hidden files, and links to folders.
    """
    found = list(_below(folder, PurePosixPath(folder.resolve().name or "case")))
    return sorted(found, key=lambda each: each.name)


def _below(folder: Path, name: PurePosixPath) -> Iterator[Negotiation]:
    if any(import_module(f"comity.exchange.{each}").recognised(folder) is not None for each in READ_ONLY):
        yield Negotiation(folder, name)
        return
    roles = roles_in(folder, {form: module_of(form) for form in (*FORMATS, *STATEMENTS)})
    heads = [path for path, role in roles.items() if role and role[1] in ("domain", "whole")]
    if len(heads) > 1 or any((roles[path] or ("", ""))[1] == "whole" for path in heads):
        for path in heads:
            yield Negotiation(path, name / named(path, path.stem))
    elif heads or any(roles.values()) or any(foreign(path) for path in roles):
        yield Negotiation(folder, name)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        what = f"the folder cannot be read: {error.strerror or error}"
        raise Problems([Problem(Place(str(folder)), what, "check the path, and who may read it")]) from None
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            inner = Path(entry.path)
            yield from _below(inner, name / named(inner, entry.name))


def import_all(
    folder: Path | str,
    *,
    intervals: int = INTERVALS,
    reading: str = "written",
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Taken, ...]:
    """Every negotiation in a folder and below, as a case each, in the order of their names.

    intervals, reading: as for `comity.exchange.import_case`; executor: any of concurrent.futures, to take them on in
    parallel; the result is the same whatever it is; progress: told the share done, 0 to 1. What cannot be read is told
    with its problems. Raises Problems where the folder cannot be read, or holds no negotiation at all.
    """
    place = Place(str(folder))
    if not Path(folder).is_dir():
        raise Problems([Problem(place, "this is no folder", "name one, or leave --all out")])
    asked = negotiations(Path(folder))
    if not asked:
        names = ", ".join(module_of(form).NAME for form in (*FORMATS, *STATEMENTS))
        raise Problems([Problem(place, "no negotiation lies here or below", f"known: {names}, score game folders")])
    one = partial(_taken, intervals=intervals, reading=reading)
    return tuple(in_parallel(one, [(each,) for each in asked], executor, progress))


def _taken(asked: Negotiation, intervals: int, reading: str) -> Taken:
    try:
        imported = import_case(asked.path, intervals=intervals, reading=reading)
    except Problems as refused:
        return Taken(asked.name, None, (), refused.problems)
    return Taken(asked.name, imported.text, imported.notes, ())


def case_paths(taken: Sequence[Taken], output: Path) -> dict[int, Path]:
    """Where the case of each goes, by number: below `output`, distinct where systems take two names for the same."""
    paths: dict[int, Path] = {}
    used: set[str] = set()
    counts: dict[str, int] = {}
    for number, each in enumerate(taken):
        if each.text is not None:
            below = each.name.parts[1:] or each.name.parts  # `output` stands for the folder that all are in
            paths[number] = output / f"{distinct('/'.join(below), used, counts, folded)}.yaml"
    return paths
