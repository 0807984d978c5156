"""Which files make a negotiation, what those of other programs are called, and what a file may not cost."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest

from comity.case.check import check_document
from comity.case.model import Case
from comity.case.text import Document
from comity.exchange import export_case, import_case
from comity.problem import Problems
from exchanged import DOMAIN, PROFILE

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def refusal(path: Path) -> str:
    with pytest.raises(Problems) as raised:
        import_case(path)
    return str(raised.value)


def notes(path: Path) -> str:
    return "\n".join(map(str, import_case(path).notes))


@pytest.fixture
def ports(tmp_path: Path) -> Path:
    """Two domains with two profiles each, by their names, and one that is called otherwise."""
    for letter in "AB":
        (tmp_path / f"Port-{letter}-domain.xml").write_text(DOMAIN, "utf-8")
        for number in "12":
            (tmp_path / f"Port-{letter}-prof{number}.xml").write_text(PROFILE, "utf-8")
    return tmp_path


def test_profiles_follow_the_name_of_their_domain(ports: Path) -> None:
    assert refusal(ports).endswith("-domain.xml -o case.yaml`: only the profiles that belong to it are read")
    result = import_case(ports / "Port-A-domain.xml")
    assert result.case.signers() == ("port-a-prof1", "port-a-prof2")
    assert "Port-B-prof1.xml, Port-B-prof2.xml: each belongs to another domain that lies here: left out" in "\n".join(
        map(str, result.notes)
    )
    alone = import_case(ports / "Port-B-prof2.xml")
    assert alone.files[0].name == "Port-B-domain.xml"
    assert "1 other profiles beside this one are not read; name Port-B-domain.xml" in "\n".join(map(str, alone.notes))


def test_a_name_within_another_is_not_taken_for_it(ports: Path) -> None:
    (ports / "Port-domain.xml").write_text(DOMAIN, "utf-8")
    (ports / "Port-prof1.xml").write_text(PROFILE, "utf-8")
    (ports / "Portal-prof1.xml").write_text(PROFILE, "utf-8")
    assert import_case(ports / "Port-domain.xml").case.signers() == ("port-prof1", "portal-prof1")
    said = notes(ports / "Port-domain.xml")
    assert "Portal-prof1.xml fits several of the domains that lie here" in said
    assert "Port-prof1.xml fits" not in said


def test_profiles_follow_the_issues_where_names_say_nothing(ports: Path) -> None:
    (ports / "Port-B-domain.xml").write_text(DOMAIN.replace("Days", "Weeks"), "utf-8")
    for name in ("extra", "Port-B-prof1", "Port-B-prof2"):
        (ports / f"{name}.xml").write_text(PROFILE.replace("Days", "Weeks"), "utf-8")
    assert "extra" not in import_case(ports / "Port-A-domain.xml").case.signers()
    assert "extra" in import_case(ports / "Port-B-domain.xml").case.signers()
    assert import_case(ports / "extra.xml").files[0].name == "Port-B-domain.xml"


def test_folders_of_folders(ports: Path) -> None:
    os.mkdir(ports / "one")
    for name in ("talks.xml", "buyer.xml"):
        (ports / "one" / name).write_text(DOMAIN if name == "talks.xml" else PROFILE, "utf-8")
    for file in ports.glob("*.xml"):
        file.unlink()
    assert (
        f"no domain file lies here, but in its folders one; name one of them, as in `comity import {ports}"
        in refusal(ports)
    )


GENIUSWEB = {"UnknownUtilitySpace": {"issueUtilities": {"food": {"discreteutils": {"valueUtilities": {}}}}}}
PUBLISHED = {"NumberOfBids": 4, "Nash Product": 0.5, "issueWeights": {}}


@pytest.mark.parametrize(
    ("name", "content", "what", "fix"),
    [
        ("party1.json", json.dumps(GENIUSWEB, indent=2), "a file of GeniusWeb", "sums of groups are read"),
        ("specs.json", json.dumps(PUBLISHED), "numbers published with a domain", "comity survey"),
        (
            "statements.csv",
            "id,person,concept,agreement,cue_start\n1,b,c,yes,4\n",
            "of a reading",
            "--format dna",
        ),
        ("actors.csv", "Actor,Power,Position,Salience\nA,1,2,3\n", "a table of actors", "no utilities"),
        ("case.yaml", "comity: 1\ntitle: Talks\nissues: {}\n", "a case of Comity", "it needs no import"),
        ("domain.xml", "<!DOCTYPE html>\n<html><body>talks</body></html>", "a web page", "download the file itself"),
        ("all.zip", "PK\x03\x04...", "an archive", "unpack it"),
        ("list.xml", '<?xml version="1.0"?><domainRepository/>', "a list of domains of GENIUS", "that it names"),
        (
            "trade.yml",
            "name: Trade\nissues:\n- {name: a}\n",
            "a list of issues that states no type",
            "add the line type:",
        ),
        ("empty.xml", " \n", "an empty file", "is it the one that was meant?"),
    ],
)
def test_files_of_other_programs_are_called_by_their_names(
    name: str, content: str, what: str, fix: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    for path in (tmp_path / name, tmp_path):
        said = refusal(path)
        assert what in said
        assert fix in said


def test_what_is_left_out_is_called_by_its_name(folder: Path) -> None:
    (folder / "party.json").write_text(json.dumps(GENIUSWEB), "utf-8")
    (folder / "case.yaml").write_text("comity: 1\n", "utf-8")
    said = notes(folder)
    assert "party.json: warning: a file of GeniusWeb: left out" in said
    assert "case.yaml: warning: a case of Comity: left out" in said


def test_a_damaged_profile_is_never_left_out(folder: Path) -> None:
    for damage in ("junk " + PROFILE, PROFILE[:90], PROFILE.replace("<utility_space>", "<utility_space ", 1)):
        (folder / "seller.xml").write_text(damage, "utf-8")
        assert "seller.xml:" in refusal(folder)


@needs_links
def test_links_and_pipes(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    away = tmp_path_factory.mktemp("away")
    (away / "seller.xml").write_text(PROFILE, "utf-8")
    os.symlink(away / "seller.xml", folder / "seller.xml")
    os.symlink(folder / "buyer.xml", folder / "copy.xml")
    os.symlink("itself.xml", folder / "itself.xml")
    os.mkfifo(folder / "pipe.xml")
    result = import_case(folder)
    assert result.case.signers() == ("buyer", "copy")
    assert "seller.xml: warning: a link that leads out of this folder: passed over" in "\n".join(map(str, result.notes))
    assert import_case(folder, profiles=["seller.xml"]).case.signers() == ("seller",)
    assert "it is a pipe or a device" in refusal(folder / "pipe.xml")
    assert "cannot be read" in refusal(folder / "itself.xml")


def test_paths_that_are_nearly_right(folder: Path) -> None:
    assert f"there is no such file or folder; did you mean {folder / 'talks.xml'}?" in refusal(folder / "Talks.XML")
    if sys.platform != "win32":
        said = refusal(Path(str(folder / "talks.xml").replace("/", "\\")[1:]))
        assert "there is no such file or folder" in said
        other = Path(f"{folder}\\talks.xml")
        assert f"write {folder}/talks.xml, with /: it is read on every system" in refusal(other)
    with pytest.raises(Problems, match=r"profile 'buyer' is named twice; name each party's file once"):
        import_case(folder, profiles=["buyer.xml", "buyer"])
    with pytest.raises(Problems) as raised:
        import_case(folder, profiles=["bayer", "seller"])
    assert len(raised.value.problems) == 2


def spent(path: Path) -> tuple[float, str]:
    """How long an import computes, and what it says."""
    began = time.process_time()
    said = refusal(path)
    return time.process_time() - began, said


INTEGERS = '<issue index="{0}" type="integer" name="n{0}" lowerbound="0" upperbound="4999"/>'
HEAVY = {
    "many integers": (
        "talks.xml",
        "",
        "",
        "with issue 'n4' the negotiation is too large for a case file; with one party",
    ),
    "elements": ("buyer.xml", "<utility_space>", "<a/>" * 400_000, "more than 100,000 elements"),
    "a tag": ("buyer.xml", "<utility_space ", 'a="1" ' * 400_000, "a tag of more than 200,000 letters"),
    "slips": ("buyer.xml", "<utility_space>", "R&D " * 400_000, "more than 5,000 slips"),
    "depth": ("buyer.xml", "<utility_space>", "<a>" * 400_000, "nested deeper than 40"),
    "size": ("buyer.xml", "<utility_space>", " " * 11_000_000, "at most 10 MB are read"),
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_costs_too_much_is_refused_at_once(name: str, folder: Path) -> None:
    file, start, repeated, expected = HEAVY[name]
    if name == "many integers":
        issues = "".join(INTEGERS.format(at) for at in range(1, 3001))
        repeated = f"<negotiation_template><utility_space>{issues}</utility_space></negotiation_template>"
    (folder / file).write_text(start + repeated, "utf-8")
    assert refusal(folder / "nothing.xml")  # by which all that an import needs is loaded
    seconds, said = spent(folder)
    assert expected in said
    assert seconds < 2


def case_of(text: str) -> Case:
    case = check_document(Document(text, "case.yaml")).case
    assert case is not None
    return case


def test_a_linkage_of_too_many_rectangles_is_told(tmp_path: Path) -> None:
    options = ", ".join(f'o{at}: "{at}"' for at in range(20))
    issues = "".join(f"  i{at}: {{name: N{at}, options: {{{options}}}}}\n" for at in range(6))
    ratings = "".join(f"    i{at}: {{{', '.join(f'o{o}: {o}' for o in range(20))}}}\n" for at in range(6))
    every_other = f"[{', '.join(f'o{at}' for at in range(0, 20, 2))}]"
    text = (
        "comity: 1\ntitle: Talks\norigin:\n  format: genius\n  parties: {p: {scale: 100}}\n  issues: {"
        + ", ".join(f"i{at}: integer" for at in range(6))
        + "}\nparties: {p: {name: P, signs: yes}}\nissues:\n"
        + issues
        + "interests:\n  p:\n    scale: points\n    no_deal: 0\n"
        + ratings
        + f"linkages:\n  - {{party: p, when: {{{', '.join(f'i{at}: {every_other}' for at in range(6))}}}, adds: 5}}\n"
        + f"  - {{party: p, when: {{i0: {every_other}, i1: o3}}, adds: 7}}\n"
    )
    exported = export_case(case_of(text), "genius", tmp_path / "out")
    (warning,) = exported.problems
    assert "it takes 1,000,000 rectangles, and at most 10,000 are written for one" in warning.what
    assert len(import_case(tmp_path / "out").case.linkages) == 10


SMALL = """comity: 1
title: {title}
origin: {{format: genius, parties: {{p: {{scale: {scale}}}}}}}
parties: {{p: {{name: "{name}", signs: yes}}, q: {{name: Con, signs: yes}}}}
issues: {{i: {{name: I, options: {{a: A, b: B}}}}}}
interests:
  p: {{scale: points, no_deal: 1, i: {{a: 5, b: 0}}}}
  q: {{scale: points, no_deal: 1, i: {{a: 0, b: 5}}}}
"""


@pytest.mark.parametrize("form", ["genius", "negmas"])
def test_a_scale_that_no_file_can_have_is_refused(form: str, tmp_path: Path) -> None:
    for scale, size in (("1e-320", "large"), ("1e300", "small")):
        with pytest.raises(
            Problems, match=rf"come out too {size} to be written; its scale in `origin` is .*correct it"
        ):
            export_case(case_of(SMALL.format(title="T", name="P", scale=scale)), form, tmp_path / "out")


@pytest.mark.parametrize(
    ("title", "name", "files"),
    [
        ("漢" * 81, "NUL", ["漢" * 40, "NUL_", "Con_"]),
        ("𠀀" * 81, "con", ["𠀀" * 30, "con_", "Con_-2"]),
        ("aux.data", "COM7", ["aux_.data", "COM7_", "Con_"]),
        ("a" * 300, "x. ", ["a" * 120, "x", "Con_"]),
        ("../up", "a:b", ["up", "a-b", "Con_"]),
    ],
)
def test_files_have_names_that_every_system_takes(title: str, name: str, files: list[str], tmp_path: Path) -> None:
    exported = export_case(case_of(SMALL.format(title=title, name=name, scale=100)), "negmas", tmp_path)
    assert [file.stem for file in exported.files] == files
    assert len(import_case(tmp_path).case.parties) == 2


def test_a_profile_that_lies_there_twice_is_said(tmp_path: Path) -> None:
    (tmp_path / "domain.xml").write_text(DOMAIN, "utf-8")
    (tmp_path / "ada.xml").write_text(PROFILE, "utf-8")
    (tmp_path / "bob.xml").write_text(PROFILE.replace("\n", "\n\n", 1), "utf-8")
    assert "holds the same" not in notes(tmp_path)
    (tmp_path / "copy of ada.xml").write_text(PROFILE, "utf-8")
    found = import_case(tmp_path)
    assert len(found.case.parties) == 3
    assert [(Path(each.place.file).name, each.what) for each in found.notes if "the same" in each.what] == [
        ("copy of ada.xml", "this profile holds the same as ada.xml, and is taken as a party of its own")
    ]
