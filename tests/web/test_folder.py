"""Which cases lie in an opened folder, and that nothing outside of it is reached."""

import pytest

from comity.problem import Problems
from comity.web.folder import Folder


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (["case.yaml"], ["case"]),
        (["water/case.yaml", "trade.yml"], ["trade", "water"]),
        (["Łódź port/case.yaml"], ["łódź-port"]),
        (["a/b/c/d/case.yaml"], []),
        ([".hidden/case.yaml", ".case.yaml", "notes.txt"], []),
    ],
)
def test_cases_have_a_name_of_their_own(tmp_path, files, names):
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("comity: 1\ntitle: T\n")
    (tmp_path / "registry.yaml").write_text("parties: {}\n")
    folder = Folder(tmp_path)
    assert [case.name for case in folder.cases()] == names
    assert all(folder.case(name).name == name for name in names)


def test_two_files_of_one_name_are_told_apart(tmp_path):
    for file in ("a b.yaml", "a-b.yaml"):
        (tmp_path / file).write_text("comity: 1\ntitle: T\n")
    names = [case.name for case in Folder(tmp_path).cases()]
    assert len(set(names)) == 2
    assert all(name.startswith("a-b-") for name in names)


def test_a_case_keeps_its_name_when_another_comes_that_would_have_it(tmp_path):
    (tmp_path / "a b.yaml").write_text("comity: 1\ntitle: T\n")
    folder = Folder(tmp_path)
    opened = folder.case("a-b")
    (tmp_path / "a-b.yaml").write_text("comity: 1\ntitle: T\n")
    assert folder.case("a-b") is opened
    assert sorted(case.name == "a-b" for case in folder.cases()) == [False, True]


def test_a_case_that_is_known_is_found_without_a_look_at_all_others(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text("comity: 1\ntitle: T\n")
    folder = Folder(tmp_path)
    opened = folder.case("a")
    with monkeypatch.context() as changed:
        changed.setattr("comity.web.folder.os.walk", None)
        assert folder.case("a") is opened


@pytest.mark.parametrize("becomes", ["gone", "no case", "a link"])
def test_a_case_that_is_known_and_is_none_any_more_is_not_found(tmp_path, becomes):
    home, elsewhere = tmp_path / "home", tmp_path / "a.yaml"
    home.mkdir()
    for file in (elsewhere, home / "a.yaml"):
        file.write_text("comity: 1\ntitle: T\n")
    folder = Folder(home)
    assert folder.case("a") is not None
    (home / "a.yaml").unlink()
    if becomes == "no case":
        (home / "a.yaml").write_text("parties: {}\n")
    elif becomes == "a link":
        (home / "a.yaml").symlink_to(elsewhere)
    assert folder.case("a") is None


@pytest.mark.parametrize("name", ["../outside.yaml", "/etc/passwd", "a/../../outside.yaml", "a\\b.yaml", "a\0b"])
def test_nothing_outside_is_reached(tmp_path, name):
    with pytest.raises(Problems):
        Folder(tmp_path).place(name)
    assert Folder(tmp_path).case(name) is None


def test_a_link_leads_nowhere_else(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.yaml").write_text("comity: 1\ntitle: Secret\n")
    (home / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    assert Folder(home).cases() == ()
