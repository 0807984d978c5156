"""The lists that an analyst may edit or bring along: read as a case file is, and held to the shape they must have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from comity.case.files import read_text
from comity.case.text import Document
from comity.case.tree import Mapping as Entries
from comity.case.tree import Node, Scalar, Sequence
from comity.case.tree import Path as Steps
from comity.problem import Place, Problem, Problems, closest


@dataclass
class Shape:
    """What an entry of a list may be.

    one: what it is called in a message ("party"); text: whether it may be a single text; texts: a list of texts;
    items: a list of such; named: entries of the analyst's own names, each such; fields: entries of these names.
    Nothing stated is always allowed.
    """

    one: str = ""
    text: bool = False
    texts: bool = False
    items: Shape | None = None
    named: Shape | None = None
    fields: Mapping[str, Shape] = field(default_factory=dict)
    required: str = ""

    def wanted(self) -> tuple[str, str]:
        """What it must be, and how that is written."""
        if self.texts and not (self.named or self.fields):
            return "a list", "[..., ...]"
        if self.items:
            return "a list of entries", "[{...}, ...]"
        if self.named:
            return "a mapping", "{identifier: ...}"
        if self.fields and self.texts:
            return "a list of names or a mapping", "[..., ...]"
        if self.fields and self.text:
            return "a name or a mapping", "{name: ...}"
        return ("a mapping", "{...}") if self.fields else ("a single text", "...")


TEXT = Shape(text=True)
TEXTS = Shape(texts=True)


def loaded(text: str) -> Any:
    """The content of YAML text, every value as it is written; raises Problems where it is none."""
    document = Document(text, "the list")
    if document.problems:
        raise Problems(document.problems)
    return document.plain()


@lru_cache
def supplied(name: str) -> Any:
    """The content of a list that comes with Comity, by its file in the folder of the language: read once, for all."""
    return loaded(resources.files("comity.reading.english").joinpath(name).read_text(encoding="utf-8"))


def supplied_folder(name: str) -> dict[str, Any]:
    """The contents of the lists of a folder that comes with Comity, by the names of their files without ending."""
    folder = resources.files("comity.reading.english").joinpath(name)
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    return {file.removesuffix(".yaml"): supplied(f"{name}/{file}") for file in files}


def loaded_file(file: Path, what: str, example: str, shape: Shape) -> Any:
    """The content of an analyst's own list, without what is left empty.

    what: what the list is, in words; example: the list that comes with Comity and explains the format on top; shape:
    what the list must be. Raises Problems with all that is wrong where it cannot be read or is something else.
    """
    try:
        document = Document.recovered(file, read_text(file, advice="split the list"))
    except Problems as unusable:
        told = [_of_list(problem, what, example) for problem in unusable.problems]
        raise Problems(told) from None
    problems = list(document.problems)
    see = f"see the top of {example} for the format"
    required = document.node((shape.required,))
    if not isinstance(required, Entries) or not required.values:
        place = document.place((shape.required,)) if required is not None else Place(str(file))
        needs = f"{what.removeprefix('the ')} needs `{shape.required}:` with one entry {_a(shape)}"
        misspelt = closest(shape.required, document.root.values) if required is None else None
        fix = f"did you mean {shape.required} by {misspelt}?" if misspelt else see
        raise Problems([*problems, Problem(place, f"{_article(needs)} {needs}", fix)])
    content = _Fitted(document, problems).fitted(document.root, shape, ())
    if problems:
        raise Problems(problems)
    return content


def _of_list(problem: Problem, what: str, example: str) -> Problem:
    """A problem of a file that cannot be used at all, with a word on which list it is."""
    fix = problem.fix if problem.fix and "comity:" not in problem.fix else f"see the top of {example} for the format"
    return Problem(problem.place, f"{what} cannot be read: {problem.what}", fix)


def _article(words: str) -> str:
    return "an" if words[0] in "aeiou" else "a"


def _a(shape: Shape) -> str:
    of = shape.fields[shape.required].named
    return f"{_article(of.one)} {of.one}" if of else ""


class _Fitted:
    """Takes the content of a list out of its tree, and notes what has another shape than it must have."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self.document = document
        self.problems = problems

    def fitted(self, node: Node, shape: Shape, path: Steps, within: str = "") -> Any:
        """The content of one entry; None where it is empty or has another shape."""
        if isinstance(node, Scalar):
            if node.plain and node.text in ("", "~", "null"):
                return None
            return node.text if shape.text else self._wrong(shape, path, within)
        if isinstance(node, Sequence):
            of = TEXT if shape.texts else shape.items
            if of is None:
                return self._wrong(shape, path, within)
            return [self.fitted(item, of, (*path, at), within) for at, item in enumerate(node.items)]
        if shape.named is not None:
            return {
                name: self.fitted(value, shape.named, (*path, name), f"{shape.named.one} {name}".strip() or within)
                for name, value in node.values.items()
            }
        if not shape.fields:
            return self._wrong(shape, path, within)
        return dict(self._fields(node, shape, path, within))

    def _fields(self, node: Entries, shape: Shape, path: Steps, within: str) -> Iterator[tuple[str, Any]]:
        for name, value in node.values.items():
            of = shape.fields.get(name)
            if of is None:
                at = f" for {within}" if within else ""
                fix = _known(name, shape.fields)
                self.problems.append(Problem(self.document.place((*path, name)), f"unknown word '{name}'{at}", fix))
                continue
            content = self.fitted(value, of, (*path, name), within)
            if content is not None:
                yield name, content

    def _wrong(self, shape: Shape, path: Steps, within: str) -> None:
        wanted, written = shape.wanted()
        step = next((str(step) for step in reversed(path) if isinstance(step, str)), "the list")
        one = within if within.endswith(f" {step}") else f"{step} of {within}" if within else step
        if path and isinstance(path[-1], int):
            one = f"item {path[-1] + 1} of {one}"
        name = "" if path and isinstance(path[-1], int) else f"{step}: "
        self.problems.append(Problem(self.document.place(path), f"{one} must be {wanted}", f"write  {name}{written}"))


def _known(name: str, fields: Iterable[str]) -> str:
    close = closest(name, fields)
    return f"did you mean {close}?" if close else f"known: {', '.join(fields)}"
