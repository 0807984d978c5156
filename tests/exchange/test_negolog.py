"""NegoLog JSON: profiles without a domain file."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from comity.case.check import check_document
from comity.case.text import Document
from comity.exchange import export_case, import_case
from comity.exchange.scenario import Box, Matter, Profile, Scenario
from comity.exchange.to_case import case_text
from comity.problem import Problems
from exchanged import same, scale, units, worth
from foreign_files import NEGOLOG


@pytest.fixture
def boats(tmp_path: Path) -> Path:
    folder = tmp_path / "boats"
    folder.mkdir()
    for name, content in NEGOLOG.items():
        (folder / name).write_text(content, "utf-8")
    return folder


def test_utility_is_weight_times_number_and_a_missing_reservation_value_0(boats: Path) -> None:
    result = import_case(boats)
    case = result.case
    assert case.title == "boats"
    assert case.signers() == ("profilea", "profileb")
    choice = {"boat": "blue", "day": "friday"}
    assert worth(case, "profilea", choice) / scale(case, "profilea") == pytest.approx(0.75 * 0.2 + 0.25)
    assert worth(case, "profileb", choice) / scale(case, "profileb") == pytest.approx(0.5 + 0.5 * 0.6)
    assert [units(case, party)[0] for party in case.signers()] == pytest.approx([0.3, 0])
    said = "\n".join(map(str, result.notes))
    assert "no reservation value is stated in profileB.json: it counts as 0" in said
    assert "how long they talk are not stated" in " ".join(result.text.split())
    assert import_case(boats / "profileB.json").case.signers() == ("profileb",)


def test_published_numbers_beside_the_profiles_are_called_so(boats: Path) -> None:
    (boats / "specs.json").write_text(json.dumps({"NumberOfBids": 4, "Nash Product": 0.3}), "utf-8")
    said = "\n".join(map(str, import_case(boats).notes))
    assert "specs.json: warning: numbers published with a domain: left out" in said


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"blue": 1.0', '"bleu": 1.0', "bleu: no value of the first profile and blue missing; did you mean blue?"),
        ('"Day": 0.5', '"Dax": 0.5', "in the weights Dax: no issue of the first profile and Day missing"),
        ('"Day": 0.5', '"Day": {}', "a weight must be a number"),
        ('"Monday": 1.0', '"Monday": null', "'Monday' of issue 'Day' is missing"),
        ('"issueWeights"', '"reservationValue": "high", "issueWeights"', "must be a number, not 'high'"),
    ],
)
def test_files_that_cannot_be_used_say_where_and_why(old: str, new: str, complaint: str, boats: Path) -> None:
    (boats / "profileB.json").write_text(NEGOLOG["profileB.json"].replace(old, new, 1), "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(boats)
    assert complaint in str(raised.value)
    assert all(problem.place.line for problem in raised.value.problems)


def test_what_is_written_is_read_again(boats: Path, tmp_path: Path) -> None:
    case = import_case(boats).case
    written = export_case(case, "negolog", tmp_path / "boats-2")
    assert [path.name for path in written.files] == ["profileA.json", "profileB.json"]
    same(case, import_case(tmp_path / "boats-2").case)
    assert [problem.what for problem in written.problems] == [
        "the title, boats, is not written: NegoLog names a domain by its folder"
    ]


def test_what_negolog_cannot_say_is_told(tmp_path: Path) -> None:
    matters = (Matter("a", ("x", "y")), Matter("b", ("u", "v")))
    tables = ((Fraction(3), Fraction(0)), (Fraction(-1), Fraction(1)))
    box = Box({0: (0,), 1: (1,)}, Fraction(1, 2))
    profile = Profile("p q/r", "p.yml", tables, (box,), Fraction(7, 4), discount=0.9)
    case = check_document(Document(case_text(Scenario("negmas", "t", matters, (profile,))), "case.yaml")).case
    assert case is not None
    said = "\n".join(problem.what for problem in export_case(case, "negolog", tmp_path).problems)
    assert "the linkage of p q/r on 'a' and 'b', worth 0.5, is not written" in said
    assert "the discount factor of p q/r is not written" in said
    assert "the utilities of p q/r reach from -1 to 4.5" in said
    assert "p q/r is called p-q-r" in said
