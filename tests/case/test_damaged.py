"""Eight hundred damaged case files: never a traceback, always problems with their place, or a case that can be asked.

COMITY_FUZZ sets how many are tried (see `make fuzz`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accidents import tried, within_limits
from comity.agreements.space import Space
from comity.case.check import check
from comity.case.text import Document
from comity.case.tree import Mapping, Node, Scalar
from comity.problem import Problem
from comity.questions.agreement.answer import agreement
from damage import DAMAGE, FULL, Damage, damaged
from material import WASHINGTON

ROOT = Path(__file__).parents[2]
TRIED = tried(800)
SITING = ROOT / "src" / "comity" / "catalog" / "abdelnabi-2024" / "case.yaml"


def values(node: Node) -> Iterator[Scalar]:
    """All single values below a node."""
    if isinstance(node, Scalar):
        yield node
    else:
        for inside in node.values.values() if isinstance(node, Mapping) else node.items:
            yield from values(inside)


WHOLE_FILE = ("not a case", "the file is empty", "is still a draft", "are still a draft", "the file is too large")


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
    with within_limits(path.read_bytes().decode("utf-8", "replace")[:20_000]):
        _assert_stands_the_damage(path)


def _assert_stands_the_damage(path: Path) -> None:
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
@settings(quickly, max_examples=TRIED // 8)
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
    junks = ('"\\ud800"', '"\\0"', '""', "[]", "{}", "[[x]]", "{x: {y: z}}", "nan")
    for at, span in enumerate(spans):
        for junk in junks if "COMITY_FUZZ" in os.environ else (junks[at % 8], junks[(at + 3) % 8], junks[(at + 5) % 8]):
            path.write_text(
                FULL[: span.start] + junk + "\n" * FULL[: span.end].endswith("\n") + FULL[span.end :], "utf-8"
            )
            assert_stands_the_damage(path)


@pytest.mark.parametrize("part", range(2))
@settings(quickly, max_examples=3 * TRIED // 20)
@given(accidents=st.lists(DAMAGE, min_size=1, max_size=4))
def test_damaged_cases_that_hold_everything(part: int, folder: Path, accidents: list[Damage]) -> None:
    content = FULL
    for accident in accidents:
        content = damaged(content, accident)
    path = folder / f"full-{part}.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert_stands_the_damage(path)


@settings(quickly, max_examples=TRIED // 20)
@given(accidents=st.lists(DAMAGE, min_size=1, max_size=3))
def test_damaged_washington_cases(folder: Path, accidents: list[Damage]) -> None:
    content = WASHINGTON.read_text("utf-8")
    for accident in accidents:
        content = damaged(content, accident)
    path = folder / "washington.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert_stands_the_damage(path)


@settings(quickly, max_examples=TRIED // 10)
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
