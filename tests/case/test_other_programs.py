"""A file of another program given as a case: said what it is, with the command that reads it."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from comity.case.check import check, read_case
from comity.exchange import export_case, import_case

CATALOG = Path(__file__).parents[2] / "src" / "comity" / "catalog"


@pytest.mark.parametrize(
    ("content", "what", "place"),
    [
        ("name: Talks\ntype: DiscreteCartesianOutcomeSpace\nissues: []\n", "a domain", (2, 1)),
        ("type: LinearAdditiveUtilityFunction\nvalues: []\n", "a utility function", (1, 1)),
        ("reserved_value: 0.5\ntype: ExpDiscountedUFun\n", "a utility function", (2, 1)),
    ],
)
def test_a_file_of_negmas_is_named_with_the_command_that_imports_it(
    content: str, what: str, place: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "two words" / "file.yml"
    path.parent.mkdir()
    path.write_text(content, "utf-8")
    checked = check(path)
    (problem,) = checked.problems
    assert checked.case is None
    assert (problem.what, (problem.place.line, problem.place.column)) == (
        f"this is {what} of NegMAS, not a case",
        place,
    )
    whole = path if what == "a domain" else path.parent
    assert problem.fix == f"import it: comity import '{whole}' -o case.yaml"


def test_the_command_imports_the_whole_negotiation(tmp_path: Path) -> None:
    case = read_case(CATALOG / "abdelnabi-2024" / "case.yaml")
    files = export_case(case, "negmas", tmp_path / "out").files
    assert len(files) == 1 + len(case.signers())
    for path in files:
        (problem,) = check(path).problems
        _, _, whole, *_ = shlex.split(problem.fix.removeprefix("import it: "))
        assert len(import_case(Path(whole)).case.parties) == len(case.signers())


@pytest.mark.parametrize(
    "content",
    [
        "comity: 1\ntype: LinearAdditiveUtilityFunction\n",
        "title: Talks\ntype: CartesianOutcomeSpace\n",
        "type: Treaty\n",
        "type: [UFun]\n",
        "kind: UFun\n",
    ],
)
def test_whatever_else_holds_a_type_is_checked_as_a_case(content: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(content, "utf-8")
    assert not any("NegMAS" in problem.what for problem in check(path).problems)
    assert any(problem.what == "'issues' is missing" for problem in check(path).problems)


@pytest.mark.parametrize(
    ("content", "what", "command"),
    [
        (b"PK\x03\x04....", "a document of Word or the like", "draft a case from it: comity read {} -o talks"),
        (b"%PDF-1.7\n", "a PDF", "draft a case from it: comity read {} -o talks"),
        (b"\n<!DOCTYPE html>\n<html>", "a web page", "draft a case from it: comity read {} -o talks"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<negotiation_template>", "a domain of GENIUS", "import it: "),
        (b"<utility_space>", "a profile of GENIUS", "import it: comity import {} -o case.yaml"),
        (b"<?xml version='1.0'?><a/>", "XML", "look whether it can be imported: comity import {} -o case.yaml"),
        (b'{"LinearAdditiveUtilitySpace": {}}', "a file of GeniusWeb", "see what reads it: comity import {} -o case.y"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_can_be_done(
    content: bytes, what: str, command: str, tmp_path: Path
) -> None:
    path = tmp_path / "talks"
    path.write_bytes(content)
    checked = check(path)
    assert checked.case is None
    (problem,) = checked.problems
    assert str(problem).startswith(f"{path}: error: this is {what}, not a case; {command.format(path)}")


@pytest.mark.parametrize(
    "content", [b"{comity: 1, title: x}", b'{"title": "x"}', b"# <html>\ncomity: 1\n", b"<: 1\n", b"<comity: 1\n"]
)
def test_what_may_be_a_case_is_checked_as_one(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(content)
    assert any(problem.what == "'issues' is missing" for problem in check(tmp_path / "case.yaml").problems)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("conflict.yaml", "# C\nconflict: C\ndecision_makers: {a: {options: {x: X}}}\n", "a conflict in option form"),
        ("two words.gmcr", '{"options": [{"name": "x", "permittedDirection": "both"}]}', "a conflict of GMCR"),
    ],
)
def test_a_conflict_is_named_with_the_question_that_takes_it(
    name: str, content: str, what: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (problem,) = check(path).problems
    assert problem.what == f"this is {what}, not a case"
    assert problem.fix == f"ask who would move away: comity ask stability {shlex.quote(str(path))}"
