"""Which fields may stand where in a case file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from comity.case import letters
from comity.case.estimate import Estimate
from comity.case.judgement import JUDGEMENT_FIELDS
from comity.case.model import NOT_ISSUES, NOT_OPTIONS, Case, Interest, IssueInterest
from comity.case.no_deal import FURTHER, NoDealValue
from comity.case.ties import Listening
from comity.case.tree import Path
from comity.problem import closest

_GATHERED: dict[type[BaseModel], tuple[str, tuple[str, ...]]] = {
    Interest: ("issues", NOT_ISSUES),
    IssueInterest: ("ratings", NOT_OPTIONS),
    Listening: ("members", JUDGEMENT_FIELDS),
}


def fields_at(path: Path) -> tuple[str, ...]:
    """The fields of what stands at a path, as they are written; none where only names of the analyst's stand."""
    home: Any = Case
    for step in path:
        home = _within(home, step)
    model = _model(home)
    return _fields(model) if model else ()


def misnamed(data: dict[str, Any], known: Collection[int] = frozenset()) -> Iterator[tuple[Path, dict[str, Any], str]]:
    """Every unknown field of a file's plain data that resembles one which is not stated beside it: its path, what holds
    it, and the field that was probably meant. A field may be renamed before the next is asked for.

    known: the ids of entries in which there is none.
    """
    yield from _misnamed((), data, Case, known)


def _misnamed(path: Path, node: Any, home: Any, known: Collection[int]) -> Iterator[tuple[Path, dict[str, Any], str]]:
    model = _model(home)
    if isinstance(node, dict) and model and model not in _GATHERED:
        free = [name for name in _fields(model) if name not in node]
        for name in [name for name in node if name not in _fields(model)] if free else ():
            meant = like(name, _fields(model))  # one that stands there is not meant a second time
            if meant in free:
                free.remove(meant)
                yield (*path, name), node, meant
    inside: Iterable[tuple[str | int, Any]] = ()
    if isinstance(node, dict):
        inside = list(node.items())
    elif isinstance(node, list):
        inside = enumerate(node)
    for step, each in inside:
        if isinstance(each, dict | list) and id(each) not in known and (within := _within(home, step)) is not None:
            yield from _misnamed((*path, step), each, within, known)


def like(word: str, choices: Iterable[str]) -> str | None:
    """The choice that an eye takes for a word, or that is nearly written so."""
    names, form = tuple(choices), letters.alike(word)
    return next((name for name in names if letters.alike(name) == form), None) or closest(word, names)


def mend(word: str, instead: str) -> str:
    """What to say where another word was meant: what deceives the eye in the one written, if anything does."""
    odd = letters.odd_letters(word, instead)
    return f"it holds {' and '.join(odd)}; write {instead}" if odd else f"did you mean {instead}?"


@lru_cache(maxsize=64)
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    gathered, own = _GATHERED.get(model, ("", ()))
    if issubclass(model, Estimate):
        return ("value", *(FURTHER if issubclass(model, NoDealValue) else ("before",)), *JUDGEMENT_FIELDS)
    written = own or tuple(field.alias or name for name, field in model.model_fields.items())
    shared = tuple(name for name in written if name in JUDGEMENT_FIELDS)
    return (*(name for name in written if name not in (gathered, *shared)), *shared)


def _within(home: Any, step: str | int) -> Any:
    """What a field, an entry or an item of something is."""
    model = _model(home)
    if model:
        for name, field in model.model_fields.items():
            if step in (name, field.alias) and name != _GATHERED.get(model, ("", ()))[0]:
                return field.annotation
        gathered = model.model_fields.get(_GATHERED.get(model, ("", ()))[0])
        return get_args(_bare(gathered.annotation))[1] if gathered else None
    bare = _bare(home)
    if get_origin(bare) in (dict, Mapping):
        return get_args(bare)[1]
    return get_args(bare)[0] if get_origin(bare) in (tuple, list) else None


def _model(home: Any) -> type[BaseModel] | None:
    bare = _bare(home)
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None


def _bare(home: Any) -> Any:
    """A type without what is noted on it, and of several the one that is not None."""
    while True:
        if get_origin(home) is Annotated:
            home = get_args(home)[0]
        elif get_origin(home) in (Union, UnionType):
            home = next((each for each in get_args(home) if each is not type(None)), None)
        elif hasattr(home, "__value__"):
            home = home.__value__
        else:
            return home
