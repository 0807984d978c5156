"""A case file as rows of sheets: every value of it in one cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from comity.case.judgement import JUDGEMENT_FIELDS
from comity.case.model import NOT_ISSUES, NOT_OPTIONS
from comity.case.tree import Path
from comity.exchange.excel.cells import Shown, shown, told
from comity.exchange.excel.sheets import (
    BEFORE,
    BETWEEN,
    CASE,
    CASE_FIELDS,
    CONTEST,
    INTERESTS,
    LISTS,
    MEMBER_OF,
    NO_DEAL,
    OPTIONS,
    OTHER,
    PARTIES,
    SHEETS,
    Column,
    Key,
    Sheet,
)
from comity.exchange.excel.talks_sheets import MEASURES, MOVED_TIES, TALKS
from comity.exchange.excel.values import at_home, homes, take_out, value_at

_OF_ALL = ("comity",)
"""What every case file states, and no sheet."""


@dataclass(frozen=True)
class Row:
    """One row: its key, what each filled cell shows, and what that says in one form."""

    key: Key
    shown: Mapping[str, Shown]
    texts: Mapping[str, str]


Grid = Mapping[str, Mapping[Key, Row]]
"""By the name of a sheet: its rows by their keys, in their order."""


def grid(plain: dict[str, Any]) -> Grid:
    """The rows of every sheet of a case file, whose content is given as `Document.plain` gives it."""
    where = homes(plain.get("parties"))
    rest = deepcopy(plain)
    for name in _OF_ALL:
        rest.pop(name, None)
    rows: dict[str, dict[Key, Row]] = {}
    for sheet in SHEETS:
        content = rest if sheet is OTHER else plain
        rows[sheet.name] = {key: _row(sheet, key, content, where) for key in _keys(sheet, content)}
        for key in rows[sheet.name]:
            for column in sheet.columns if sheet is not OTHER else ():
                if column is not MEMBER_OF and (column.only is None or column.only(key)):
                    take_out(rest, at_home(sheet.path(key, column), where))
    return rows


def group_of(home: Path) -> str | None:
    """The group that a party stands in, by its path."""
    return str(home[-3]) if len(home) > 2 else None


def _row(sheet: Sheet, key: Key, plain: dict[str, Any], where: Mapping[str, Path]) -> Row:
    filled: dict[str, Shown] = {}
    texts: dict[str, str] = {}
    for column in sheet.columns:
        if column.only is not None and not column.only(key):
            continue
        kind = kind_in(sheet, key, column)
        value = value_at(plain, at_home(sheet.path(key, column), where))
        if column is MEMBER_OF:
            value = group_of(where[key[0]])
        cell = shown(value, kind)
        text = told(cell, kind)
        if text is not None:
            filled[column.name], texts[column.name] = cell, text
    return Row(key, filled, texts)


def kind_in(sheet: Sheet, key: Key, column: Column) -> Any:
    """What stands in a cell: in the sheet Case each row holds something else."""
    if sheet is CASE:
        return CASE_FIELDS[key[0]][0] if key[0] in CASE_FIELDS else column.kind
    return column.kind


def _keys(sheet: Sheet, plain: dict[str, Any]) -> Iterator[Key]:
    if sheet.fixed:
        yield from ((name,) for name in sheet.fixed)
    elif sheet.numbered:
        items = plain.get(sheet.section)
        yield from ((str(number),) for number, item in enumerate(items or (), 1) if isinstance(item, dict))
    elif sheet is PARTIES:
        yield from ((name,) for name in homes(plain.get("parties")))
    elif sheet is OPTIONS:
        for issue, stated in _entries(plain.get("issues")):
            yield from ((issue, option) for option in (_dict(stated).get("options") or {}))
    elif sheet is NO_DEAL:
        for party, stated in _entries(plain.get("interests")):
            if {"no_deal", "scale"} & set(_dict(stated)):
                yield (party,)
    elif sheet is INTERESTS:
        for party, stated in _entries(plain.get("interests")):
            if set(JUDGEMENT_FIELDS) & set(_dict(stated)):
                yield (party, "", "")
            for issue, rated in _entries(stated):
                if issue not in NOT_ISSUES and isinstance(rated, dict):
                    yield (party, issue, "")
                    yield from ((party, issue, option) for option in rated if option not in NOT_OPTIONS)
    elif sheet is BEFORE:
        for party, stated in _entries(plain.get("interests")):
            yield from ((party, *judged, name) for judged, each in _judged(stated) for name in _earlier(each))
    elif sheet is TALKS:
        yield from _rounds(_dict(plain.get("talks")))
    elif sheet is MEASURES:
        for measure, stated in _entries(plain.get("measures")):
            yield (measure, "")
            yield from ((measure, party) for party, _ in _entries(_dict(stated).get("moves")))
    elif sheet is MOVED_TIES:
        for measure, stated in _entries(plain.get("measures")):
            for speaker, heard in _entries(_dict(stated).get("ties")):
                yield from ((measure, speaker, party) for party, _ in _entries(heard))
    elif sheet is CONTEST:
        yield from ((BETWEEN.join(map(_step, path)),) for path in _loose((), plain.get("contest")) if path)
    elif sheet is OTHER:
        yield from ((BETWEEN.join(map(_step, path)),) for path in _loose((), plain) if path)
    else:
        yield from ((name,) for name, _ in _entries(plain.get(sheet.section)))


def _rounds(talks: dict[str, Any]) -> Iterator[Key]:
    """What holds for all rounds, then by issue its reasons, its formats, and what would make it easier."""
    if set(talks) - {"issues"}:
        yield ("", "", "")
    for issue, stated in _entries(talks.get("issues")):
        if set(JUDGEMENT_FIELDS) & set(_dict(stated)):
            yield (issue, "", "")
        yield from ((issue, form, "") for form, _ in _entries(_dict(stated).get("formats")))
        yield from ((issue, "", other) for other, _ in _entries(_dict(stated).get("easier_after")))


def _judged(stated: Any) -> Iterator[tuple[Key, Any]]:
    """The numbers of a party, each with its issue and option: neither of no deal, no option of a weight."""
    yield ("", ""), _dict(stated).get("no_deal")
    for issue, rated in _entries(stated):
        if issue not in NOT_ISSUES:
            yield (issue, ""), _dict(rated).get("weight")
            yield from (((issue, option), each) for option, each in _entries(rated) if option not in NOT_OPTIONS)


def _earlier(judged: Any) -> dict[str, Any]:
    """By developments, what a number was before them."""
    return _dict(_dict(judged).get("before"))


def _loose(path: Path, node: Any) -> Iterator[Path]:
    """The paths of all values below a place, each judgement with what it carries as one."""
    if isinstance(node, list) and len(path) == 1 and path[0] in LISTS:
        for number, item in enumerate(node):
            yield from _loose((*path, number), item)
    elif isinstance(node, dict):
        own = [name for name in ("value", *JUDGEMENT_FIELDS) if _is_leaf(node.get(name))]
        if own:
            yield path
        for name, item in node.items():
            if name not in own:
                yield from _loose((*path, name), item)
    elif _is_leaf(node):
        yield path


def _is_leaf(node: Any) -> bool:
    return node is not None and node != [] and not isinstance(node, dict)


def _step(step: str | int) -> str:
    return str(step + 1) if isinstance(step, int) else step


def _entries(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
