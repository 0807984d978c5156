"""Every negotiation of a folder at once: which there are, what their cases are called, and what cannot be read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import pytest

from comity.exchange.folders import Taken, case_paths, import_all, negotiations
from comity.problem import Problems
from exchanged import DOMAIN, PROFILE
from foreign_files import CASES, FILES, lay


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A negotiation of every format, two domains in one folder, a folder that is not read, a hidden one."""
    folder = tmp_path / "many"
    lay(folder)
    ports = folder / "deep" / "ports"
    ports.mkdir(parents=True)
    for letter in "AB":
        (ports / f"Port-{letter}-domain.xml").write_text(DOMAIN, "utf-8")
        for number in "12":
            (ports / f"Port-{letter}-prof{number}.xml").write_text(PROFILE, "utf-8")
    for name in ("wrong", ".hidden"):
        (folder / name).mkdir()
        (folder / name / "talks.xml").write_text(DOMAIN, "utf-8")
    return folder


def test_one_a_folder_or_a_domain_or_a_file_that_holds_all(many: Path) -> None:
    found = [str(each.name) for each in negotiations(many)]
    ports = [f"many/deep/ports/Port-{letter}-domain" for letter in "AB"]
    own = [f"many/{name}" for name in CASES]
    assert found == sorted([*ports, *own, "many/wrong"])


def test_all_become_cases_and_what_does_not_says_why(many: Path, tmp_path: Path) -> None:
    taken = import_all(many)
    refused = [each for each in taken if each.text is None]
    assert [str(each.name) for each in refused] == ["many/wrong"]
    assert "no profile lies beside this domain" in refused[0].problems[0].what
    paths = case_paths(taken, tmp_path / "out")
    assert len(paths) == len(taken) - 1
    assert tmp_path / "out" / "deep" / "ports" / "Port-A-domain.yaml" in paths.values()
    assert tmp_path / "out" / "genius.yaml" in paths.values()
    with ThreadPoolExecutor(2) as executor:
        assert import_all(many, executor=executor) == taken


def test_the_profiles_of_two_domains_are_not_mixed(many: Path) -> None:
    ports = [each for each in import_all(many / "deep") if each.text]
    for each, letter in zip(ports, "AB", strict=True):
        assert each.text is not None
        assert f"name: Port-{letter}-prof1" in each.text
        assert f"name: Port-{'BA'['AB'.index(letter)]}-prof1" not in each.text


def test_a_folder_of_one_negotiation_has_its_name(many: Path, tmp_path: Path) -> None:
    taken = import_all(many / "negolog")
    assert list(case_paths(taken, tmp_path / "out").values()) == [tmp_path / "out" / "negolog.yaml"]


def test_names_that_some_systems_take_for_one_stay_apart(tmp_path: Path) -> None:
    for name in ("Talks", "talks"):
        (tmp_path / name).mkdir()
        for file, content in FILES["negolog"].items():
            (tmp_path / name / file).write_text(content, "utf-8")
    paths = case_paths(import_all(tmp_path), tmp_path / "out").values()
    assert len({str(path).casefold() for path in paths}) == 2


def test_no_case_takes_the_place_of_another(tmp_path: Path) -> None:
    """Three of one name, one that has the name which the second gets, and one named as the folder that all are in."""
    names = ("talks", "talks/a", "talks/a", "talks/a", "talks/a-2", "talks/talks")
    taken = [Taken(PurePosixPath(name), "comity: 1", (), ()) for name in names]
    paths = case_paths(taken, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths.values()] == [
        "talks.yaml", "a.yaml", "a-2.yaml", "a-3.yaml", "a-2-2.yaml", "talks-2.yaml",
    ]  # fmt: skip


def test_nothing_to_import_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="no negotiation lies here or below"):
        import_all(tmp_path)
    with pytest.raises(Problems, match="this is no folder"):
        import_all(tmp_path / "nothing")
