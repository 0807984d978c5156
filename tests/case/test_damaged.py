"""Two thousand damaged case files: never a traceback, always problems with their place, or a case that can be asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.agreements.space import Space
from comity.case.check import check
from comity.case.text import Document
from comity.case.tree import Mapping, Node, Scalar
from comity.problem import Problem
from comity.questions.agreement.answer import agreement
from material import WASHINGTON

ROOT = Path(__file__).parents[2]
SITING = ROOT / "src" / "comity" / "catalog" / "abdelnabi-2024" / "case.yaml"

# Everything that a case file can hold, in few lines, so that damage soon hits something.
FULL = """\
comity: 1
title: Talks
as_of: 2025-08-18
about: >-
  Two regions
  and a guest.
illustrative: yes
sources:
  report: {file: report.md, title: A report, date: 2025-08-18, publisher: Press}
parties:
  north: {name: North, signs: yes, members: {coast: Coast, hills: {name: Hills, signs: yes}}}
  south: {name: South, signs: yes, about: "Has two names: South"}
  guest: Guest
issues:
  land: {name: Land, ordered: yes, options: {all: All of it, half: Half, none: None of it}}
  water:
    name: Water
    decided_by: south
    options: {open: Open, shut: Shut}
conditions:
  - {id: wet, if: {land: all}, then: {water: [open]}, because: No land without water., evidence: [report:0-4]}
interests:
  north:
    no_deal: {value: 30..45, confidence: low, because: 'A guess, so far', draft: yes}
    land: {weight: 3, all: 100, half: 55..65, none: 0}  # what is left
    water: {weight: 1.5, open: 100, shut: 0, because: It rains., evidence: report:5-10}
  south:
    scale: points
    no_deal: 10
    land: &same {all: 0, half: 20, none: 40}
    water: {open: 0, shut: 15}
  coast: {water: {weight: 9, open: 80, shut: 20}}
  guest: {scale: points, land: *same}
linkages:
  - {party: north, when: {land: half, water: open}, adds: -5..15}
red_lines:
  - id: all-or-some
    party: north
    never: {land: none}
    unless: {water: open}
    firmness: declared
  - {party: hills, never: {land: [none, half], water: shut}, because: Old law., firmness: constitutional}
developments:
  - {date: 2025-08-17, what: A first meeting., evidence: [report:0-4]}
"""

JUNK = (
    *("nan", "-nan", ".inf", "1e999", "-1", "9" * 400, "0x10", "1..2..3", "45..30", "1e9..1e9", "%", "½", "٣"),
    *("[", "]", "{", "}", "(", ",", ": ", ":", "- ", "-", "? ", "? [", "|", ">", "|9", ">-", '"', "'", "#", " #", "\\"),
    *("&same", "*same", "&a ", "*a", "*report", "<<", "<<: *same", "!!int ", "!!python/object:os.system ", "!", "!<x>"),
    *("---", "\n---\n", "...", "\n...\n", "%YAML 1.1\n", "%TAG ! x\n", "~", "null", "yes", "no", "true", ""),
    *("low: 5", "value", "weight", "ratings", "issues", "if_", "then", "members", "signs: yes", "comity", "draft: yes"),
    *(
        "\t",
        "\n\t",
        " ",
        "\n",
        "\n\n",
        "\r",
        "\0",
        "\x07",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u202e",
        "😀",
        "e\u0301",
    ),
    *('"\\ud800"', '"\\U00110000"', '"\\x00"', '"\\u0085"', '"a\\\n b"', "report:5-4", "report:0-99999", "x:1-2"),
    *("2025-02-30", "0000-00-00", "9999-12-31", "../report.md", "/etc/hostname", ".", "a" * 300, "a" * 2000, "[" * 50),
)


def token_spans(content: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[\w.-]+|[^\w\s]|[ \n]+", content)]


def line_spans(content: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]*\n|[^\n]+", content)]


def exchanged(content: str, first: tuple[int, int], second: tuple[int, int]) -> str:
    (a, b), (c, d) = sorted((first, second))
    return content if c < b else content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


Spans = Callable[[str], list[tuple[int, int]]]
Damage = tuple[str, Spans, int, int, str]


def damaged(content: str, damage: Damage) -> str:
    """A text after one accident at one of its lines, tokens or characters."""
    kind, spans, where, other, junk = damage
    every = spans(content) or [(0, 0)]
    (start, end), second = every[where % len(every)], every[other % len(every)]
    before, piece, after = content[:start], content[start:end], content[end:]
    match kind:
        case "delete":
            return before + after
        case "repeat":
            return before + piece * (2 + other % 2) + after
        case "swap":
            return exchanged(content, (start, end), second)
        case "copy":
            return before + content[slice(*second)] + after
        case "indent":
            return before + " " * (1 + other % 5) + piece + after
        case "dedent":
            return before + piece[1 + other % 4 :] + after
        case "replace":
            return before + junk + after
        case "insert":
            return before + junk + piece + after
        case "cut off":
            return before
        case _:
            raise NotImplementedError(kind)


def values(node: Node) -> Iterator[Scalar]:
    """All single values below a node."""
    if isinstance(node, Scalar):
        yield node
    else:
        for inside in node.values.values() if isinstance(node, Mapping) else node.items:
            yield from values(inside)


DAMAGE: st.SearchStrategy[Damage] = st.tuples(
    st.sampled_from(
        (
            "delete",
            "repeat",
            "swap",
            "copy",
            "copy",
            "indent",
            "dedent",
            "replace",
            "replace",
            "insert",
            "insert",
            "cut off",
        )
    ),
    st.sampled_from((token_spans, token_spans, line_spans, lambda content: [(i, i + 1) for i in range(len(content))])),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.sampled_from(JUNK) | st.text(max_size=3),
)
WHOLE_FILE = ("the file is empty", "is still a draft", "are still a draft", "the file is too large")


def assert_fit_for_a_reader(problem: Problem, path: Path, lines: list[str]) -> None:
    """A problem has a place in the file, says something, and can be printed."""
    place = problem.place
    assert place.file == str(path)
    assert problem.what
    assert "\n" not in problem.what
    assert str(problem).encode("utf-8")
    if place.line == 0:
        assert any(words in problem.what for words in WHOLE_FILE), problem
        return
    assert 1 <= place.line <= len(lines) + 1, problem
    around = len(lines[place.line - 1]) if place.line <= len(lines) else 0
    assert 1 <= place.column <= around + 1, problem


def assert_stands_the_damage(path: Path) -> None:
    checked = check(path)
    content = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = content.split("\n")
    for problem in checked.problems:
        assert_fit_for_a_reader(problem, path, lines)
    assert (checked.case is None) == bool(checked.errors)
    if checked.case is not None and Space.of(checked.case).count <= 10_000:
        found = json.loads(agreement(checked.case).json())
        assert found["data"]["stages"][0]["count"] == Space.of(checked.case).count


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("damaged")
    (home / "report.md").write_text("0123 words\n", "utf-8")
    (home / "sources").symlink_to(WASHINGTON.parent / "sources")
    return home


quickly = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def test_the_undamaged_files_are_fit_for_use(folder: Path) -> None:
    for content in (SITING.read_text("utf-8"), FULL):
        (folder / "whole.yaml").write_text(content, "utf-8")
        assert check(folder / "whole.yaml").case is not None
        assert_stands_the_damage(folder / "whole.yaml")


@pytest.mark.parametrize("part", range(4))  # in parts, so that they can be run side by side
@settings(quickly, max_examples=250)
@given(accidents=st.lists(DAMAGE, min_size=1, max_size=3))
def test_damaged_siting_games(part: int, folder: Path, accidents: list[Damage]) -> None:
    content = SITING.read_text("utf-8")
    for accident in accidents:
        content = damaged(content, accident)
    path = folder / f"siting-{part}.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert_stands_the_damage(path)


def test_every_value_replaced_by_what_no_value_can_be(folder: Path) -> None:
    whole = Document(FULL, "f")
    spans = [node.span for node in values(whole.root)]
    assert len(spans) > 70
    path = folder / "value.yaml"
    for span in spans:
        for junk in ('"\\ud800"', '"\\0"', '""', "[]", "{}", "[[x]]", "{x: {y: z}}", "nan"):
            path.write_text(
                FULL[: span.start] + junk + "\n" * FULL[: span.end].endswith("\n") + FULL[span.end :], "utf-8"
            )
            assert_stands_the_damage(path)


@pytest.mark.parametrize("part", range(2))
@settings(quickly, max_examples=300)
@given(accidents=st.lists(DAMAGE, min_size=1, max_size=4))
def test_damaged_cases_that_hold_everything(part: int, folder: Path, accidents: list[Damage]) -> None:
    content = FULL
    for accident in accidents:
        content = damaged(content, accident)
    path = folder / f"full-{part}.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert_stands_the_damage(path)


@settings(quickly, max_examples=100)
@given(accidents=st.lists(DAMAGE, min_size=1, max_size=3))
def test_damaged_washington_cases(folder: Path, accidents: list[Damage]) -> None:
    content = WASHINGTON.read_text("utf-8")
    for accident in accidents:
        content = damaged(content, accident)
    path = folder / "washington.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert_stands_the_damage(path)


@settings(quickly, max_examples=200)
@given(
    places=st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=3), st.integers(0, 2)), min_size=1, max_size=4)
)
def test_damaged_bytes(folder: Path, places: list[tuple[int, bytes, int]]) -> None:
    """Bytes are put in, and up to two are overwritten: most of these files are no longer UTF-8."""
    data = FULL.encode()
    for where, put, over in places:
        at = where % (len(data) + 1)
        data = data[:at] + put + data[at + over :]
    path = folder / "bytes.yaml"
    path.write_bytes(data)
    assert_stands_the_damage(path)
