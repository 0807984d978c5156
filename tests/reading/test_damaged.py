"""Damaged files beside a reading, and damaged lists of an analyst: problems with their places, or nothing is lost."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from accidents import befallen, bytes_befallen, tried, within_limits
from comity.case.check import check
from comity.case.files import read_bytes
from comity.problem import Problems
from comity.reading import read_sources
from comity.reading.drafting.write import planned, write
from comity.reading.found import Reading
from comity.reading.library import library
from comity.reading.record import stored_sources
from comity.reading.registry import registry

REPORT = (
    "Geneva, 3 May 2025\n\nNorway rejects the offer of a ceasefire. Finland insists on the lifting of sanctions. "
    "Egypt ruled out any concession of territory. Ethiopia insisted that a permanent ceasefire must come first.\n"
)
REGISTRY = (
    "parties:\n  north: {name: Norway, adjectives: [Norwegian], people: {Ola Nordmann: [Nordmann]}, aliases: [Oslo]}\n"
    "  league:\n    name: The League\n    members: {finland: Finland, sudan: {name: Sudan}}\n"
    "roles: [foreign minister]\n"
)
ISSUES = (
    "issues:\n  truce:\n    name: The truce\n    ordered: yes\n    keywords: [ceasefire, truce]\n"
    "    options:\n      first: {name: Before talks, keywords: [first]}\n      later: After talks\n"
)
BESIDE = (".reading.json", "statements.csv", "case.yaml", "to-decide.md")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reading]:
    """A folder of a reading, and a reading of it that is to be written again."""
    home = tmp_path_factory.mktemp("read")
    (home / "talks.txt").write_text(REPORT, "utf-8")
    reading = read_sources([home / "talks.txt"], into=home / "case")
    write(reading, home / "case")
    return home / "case", read_sources([home / "talks.txt"], into=home / "case")


def hurt(path: Path, draw: random.Random) -> None:
    """Have one or more accidents befall a file."""
    data = path.read_bytes()
    for _ in range(draw.choice((1, 1, 2, 5))):
        if draw.random() < 0.7:
            text = befallen(data.decode("utf-8", "surrogateescape"), draw)
            data = text.encode("utf-8", "surrogatepass" if draw.random() < 0.1 else "replace")
        else:
            data = bytes_befallen(data, draw)
    path.write_bytes(data)


def assert_fit_for_a_reader(refused: Problems, folder: Path) -> None:
    for problem in refused.problems:
        assert problem.what
        assert problem.place.file.startswith(str(folder))
        assert len(problem.what) + len(problem.fix) <= 2_000


def test_damage_beside_a_reading_is_refused_or_written_over_with_nothing_lost(
    written: tuple[Path, Reading], tmp_path: Path
) -> None:
    folder, reading = written
    for seed in range(tried(60)):
        draw = random.Random(seed)
        home = tmp_path / "case"
        shutil.copytree(folder, home)
        hurt(home / draw.choice(BESIDE), draw)
        before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
        with within_limits(f"seed {seed}"):
            try:
                stored_sources(home)
                planned(reading, home)
            except Problems as refused:
                assert_fit_for_a_reader(refused, home)
            assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
            try:
                write(reading, home)
            except Problems as refused:
                assert_fit_for_a_reader(refused, home)
                assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
            else:
                planned(reading, home)
                check(home / "case.yaml")
        shutil.rmtree(home)


@pytest.mark.parametrize(("list_of", "content"), [(registry, REGISTRY), (library, ISSUES)])
def test_damaged_lists_of_an_analyst_are_read_or_refused(list_of: object, content: str, tmp_path: Path) -> None:
    assert callable(list_of)
    path = tmp_path / "own.yaml"
    for seed in range(tried(150)):
        draw = random.Random(seed)
        path.write_text(content, "utf-8")
        hurt(path, draw)
        with within_limits(f"seed {seed}"):
            try:
                list_of(path)
            except Problems as refused:
                assert_fit_for_a_reader(refused, tmp_path)


def test_all_of_it_is_good_before_it_is_damaged(written: tuple[Path, Reading], tmp_path: Path) -> None:
    folder, reading = written
    assert len(reading.statements) >= 3
    assert all((folder / name).exists() for name in BESIDE)
    assert read_bytes(folder / "case.yaml", 100_000).startswith(b"# Drafted")
    planned(reading, folder)
    for list_of, content in ((registry, REGISTRY), (library, ISSUES)):
        (tmp_path / "own.yaml").write_text(content, "utf-8")
        list_of(tmp_path / "own.yaml")
