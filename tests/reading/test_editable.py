"""An analyst's own lists are read as case files are: with limits, places and plain words, and every slip at once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from comity.problem import Problems
from comity.reading.editable import TEXT, TEXTS, Shape, loaded, loaded_file, supplied
from comity.reading.english.cues import cues
from comity.reading.library import library
from comity.reading.registry import registry

LETTERS = "abcdefghijkl"


def said(read: object, file: Path, content: str) -> list[str]:
    """The problems of a list, without its name."""
    file.write_text(content, "utf-8")
    with pytest.raises(Problems) as raised:
        read(file)  # type: ignore[operator]
    return [str(each).removeprefix(f"{file}").lstrip(":") for each in raised.value.problems]


REGISTRIES = [
    ("parties: {a: {people: {P: 5}}}\n", ["1:24: error: person P must be a list of names or a mapping; "
        "write  P: [..., ...]"]),
    (
        "parties:\n  a: {people: {P: {titles: [x]}}}\n",
        ["2:29: error: item 1 of titles of person P must be a mapping; write  {...}"],
    ),
    (
        "parties:\n  a: {aliases: x}\n  b: [1]\n  c: {nme: C}\nroles: y\n",
        [
            "2:7: error: aliases of party a must be a list; write  aliases: [..., ...]",
            "3:3: error: party b must be a name or a mapping; write  b: {name: ...}",
            "4:7: error: unknown word 'nme' for party c; did you mean name?",
            "5:1: error: roles must be a list; write  roles: [..., ...]",
        ],
    ),
    (
        "parties:\n  a: {name: A: b}\n  c: {members: [x]}\n",
        [
            '2:14: error: a colon inside a text that is not in quotes; put the text in quotes: "A: b"',
            "3:7: error: members of party c must be a mapping; write  members: {identifier: ...}",
        ],
    ),
    (
        "parties: " + "[" * 100,
        ["1:49: error: the registry cannot be read: nested deeper than 40 levels; flatten it"],
    ),
    (
        "a: &a [x, x]\n" + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in pairwise(LETTERS)),
        ["6:16: error: the registry cannot be read: references expand to more than 100,000 values; "
            "write the values out"],
    ),
    ("- a\n", ["1:1: error: the registry cannot be read: the file must "
    "be a list of named entries such as `title: ...`; "
        ""
                "see the top of actors.yaml for the format"]),
    ("partys: {a: A}\n", [" error: a registry needs `parties:` with one entry a party; "
        "did you mean parties by partys?"]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "told"), REGISTRIES, ids=[content[:40] for content, _ in REGISTRIES])
def test_a_slip_in_a_registry(content: str, told: list[str], tmp_path: Path) -> None:
    assert said(registry, tmp_path / "own.yaml", content) == told


ISSUE_LISTS = [
    ("issues: {a: {keywords: 5}}\n", ["1:14: error: keywords of issue a must be a list; write  keywords: [..., ...]"]),
    ("issues: {a: {options: {b: [1]}}}\n", ["1:24: error: option b must be a name or a mapping; "
        "write  b: {name: ...}"]),
    ("issues: {a: {keywords: [x, [y]]}}\n", ["1:28: error: item 2 of keywords of issue a must be a single text; "
        "write  ..."]),
    ("issues: {a: {keyword: [x]}}\n", ["1:14: error: unknown word 'keyword' for issue a; did you mean keywords?"]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "told"), ISSUE_LISTS)
def test_a_slip_in_an_issue_list(content: str, told: list[str], tmp_path: Path) -> None:
    assert said(library, tmp_path / "own.yaml", content) == told


def test_what_is_left_empty_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("parties:\n  a: {aliases: , name: A}\n  b:\n", "utf-8")
    shape = Shape(fields={"parties": Shape(named=Shape("party", text=True, fields={"name": TEXT, "aliases": TEXTS}))})
    shape.required = "parties"
    assert loaded_file(file, "the registry", "actors.yaml", shape) == {"parties": {"a": {"name": "A"}, "b": None}}
    assert [party.id for party in registry(file).parties[:2]] == ["a", "b"]


def test_every_value_stays_what_is_written() -> None:
    assert loaded("a: NO\nb: 2024-07-23\nc: [5, ~]\nd:\n") == {"a": "NO", "b": "2024-07-23", "c": ["5", "~"], "d": None}
    with pytest.raises(Problems):
        loaded("a: b: c")


ENGLISH = Path(__file__).parents[2] / "src" / "comity" / "reading" / "english"


@pytest.mark.parametrize("name", sorted(path.relative_to(ENGLISH).as_posix() for path in ENGLISH.rglob("*.yaml")))
def test_what_comes_with_comity_is_read_once_and_stays_as_its_file_has_it(name: str, tmp_path: Path) -> None:
    mine = tmp_path / "own.yaml"
    mine.write_text("issues: {territory: {keywords: [ridge]}, prisoners: }\n", "utf-8")
    library(mine)
    mine.write_text("parties: {ukraine: {name: Ukraine, aliases: [Kyiv]}, x: }\nroles: [envoy]\n", "utf-8")
    registry(mine)
    cues()
    assert supplied(name) is supplied(name)
    assert supplied(name) == loaded((ENGLISH / name).read_text("utf-8"))
