"""Tables of positions, salience and power: ladders, ratings by distance, and what such a table leaves open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from comity.case.check import check_document, read_case
from comity.case.text import Document
from comity.exchange import Imported, export_case, import_case
from comity.problem import Problems
from exchanged import same
from foreign_files import DECIDE
from material import WASHINGTON

HARBOUR = DECIDE["harbour.csv"]


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.csv"
    path.write_text(HARBOUR, "utf-8")
    return path


def said(result: Imported) -> str:
    return "\n".join(map(str, result.notes))


def test_options_are_the_positions_held_or_explained_as_a_ladder(harbour: Path) -> None:
    case = import_case(harbour).case
    assert case.title == "The harbour"
    assert [party.name for party in case.parties.values()] == ["Anglers", "Port authority"]
    names = {issue.name: [option.name for option in issue.options.values()] for issue in case.issues.values()}
    assert names == {"New berths": ["0: none", "45", "60: sixty, it's said"], "Noise at night": ["15", "30"]}
    assert all(issue.ordered for issue in case.issues.values())


def test_ratings_fall_with_the_distance_weights_are_salience_votes_are_power(harbour: Path) -> None:
    case = import_case(harbour).case
    anglers, port = (case.interest_of(name) for name in case.signers())
    assert [float(each.point) for each in anglers.issues["new-berths"].ratings.values()] == [100, 25, 0]
    assert [float(each.point) for each in port.issues["new-berths"].ratings.values()] == [25, 100, 75]
    assert [float(each.point) for each in anglers.issues["noise-at-night"].ratings.values()] == [100, 25]
    weights = [each.weight for stated in (anglers, port) for each in stated.issues.values()]
    assert [float(each.point) for each in weights if each] == [0.9, 0.3, 0.6, 0.2]
    assert [party.votes for party in case.parties.values()] == [{"power": 0.4}, {"power": 1}]
    assert anglers.no_deal is not None
    assert float(anglers.no_deal.point) == pytest.approx(100 * 0.25 * 0.25)  # the least: all of it at 60 and 30


def test_what_the_table_leaves_open_is_said_and_the_mean_with_its_error(harbour: Path) -> None:
    result = import_case(harbour)
    told = said(result)
    assert "the file does not state who must agree; everyone must agree here" in told
    assert "what happens without an agreement: any agreement is acceptable; no_deal is set to the least utility" in told
    mean = (45 * 0.6 * 1) / (0.9 * 0.4 + 0.6 * 1)
    assert f"New berths {mean:.1f}, Noise at night 24.4;" in told
    assert "wrong by 23 of 100 on average on the European data set" in told
    about = result.case.issues["new-berths"].about
    assert about is not None
    assert f"is {mean:.1f}." in about


def test_who_says_nothing_of_an_issue_is_indifferent_and_power_that_differs_is_averaged(harbour: Path) -> None:
    rows = HARBOUR.replace("'#D'\t'port'\t'noise'\t30\t0.2\t1\n", "").replace("0.3\t0.4", "0.3\t0.2")
    harbour.write_text(rows, "utf-8")
    result = import_case(harbour)
    told = said(result)
    assert "Port authority holds no position on Noise at night; it counts as indifferent there" in told
    assert "the power of Anglers differs between issues, 0.2 to 0.4; its votes are the mean" in told
    assert result.case.parties["anglers"].votes == {"power": pytest.approx(0.3)}


@pytest.mark.parametrize("divider", ["\t", ";", ","])
@pytest.mark.parametrize("marks", ["'", '"', ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_come_with_many_dividers_marks_and_encodings(
    divider: str, marks: str, encoding: str, harbour: Path
) -> None:
    plain = HARBOUR.replace("sixty, it's said", "sixty" if divider == "," and not marks else "sixty, said")
    plain = plain.replace("'#/'\t'a council on a harbour, of our own making'\n", "")
    harbour.write_text(plain.replace("\t", divider).replace("'", marks), encoding)
    case = import_case(harbour).case
    assert [party.name for party in case.parties.values()] == ["Anglers", "Port authority"]
    assert len(case.issues["new-berths"].options) == 3


def test_every_mistake_is_told_with_its_row_and_cell(harbour: Path) -> None:
    wrong = (
        HARBOUR.replace("45.0\t0.6\t1", "450\t1.6\t-1")
        .replace("'#D'\t'anglers'\t'noise'\t15", "'#D'\t'angler'\t'nose'\tloud")
        .replace("'#A'\t'port'", "'#A'\t'anglers'\t'Anglers'\n'#A'\t'port'")
    )
    harbour.write_text(wrong, "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(harbour)
    told = str(raised.value)
    for complaint in (
        r"4:1: error: actor 'anglers' stands twice",
        r"13:\d+: error: the position of port on berths is 450; it lies within 0 to 60",
        r"13:\d+: error: the salience of port on berths is 1.6; it lies within 0 to 1",
        r"13:\d+: error: the power of port on berths is -1; it is not negative",
        r"14:\d+: error: no actor has the key 'angler'; did you mean anglers\?",
        r"14:\d+: error: no issue has the key 'nose'; did you mean noise\?",
        r"14:\d+: error: the position of angler on nose must be a number, not 'loud'",
    ):
        assert re.search(complaint, told), told
    assert len(raised.value.problems) == 7


def test_of_two_meanings_of_a_position_neither_is_lost(harbour: Path) -> None:
    harbour.write_text(HARBOUR.replace("'#M'\t'berths'\t60", "'#M'\t'berths'\t0\t'some'\n'#M'\t'berths'\t60"), "utf-8")
    with pytest.raises(
        Problems, match="7:1: error: position 0 of berths has a second meaning, another than before; keep"
    ):
        import_case(harbour)
    told = HARBOUR.replace(
        "'#M'\t'berths'\t0\t'none'", "'#M'\t'berths'\t0\n'#M'\t'berths'\t0\t'none'\n'#M'\t'berths'\t0"
    )
    harbour.write_text(told, "utf-8")
    assert next(iter(import_case(harbour).case.issues["new-berths"].options.values())).name == "0: none"


def test_what_is_written_is_read_again(harbour: Path, tmp_path: Path) -> None:
    case = import_case(harbour).case
    written = export_case(case, "decide", tmp_path / "out")
    assert written.problems == ()
    again = import_case(tmp_path / "out").case
    same(case, again)
    assert again.parties == case.parties
    assert [issue.ordered for issue in again.issues.values()] == [True, True]


def test_what_decide_cannot_say_is_told(tmp_path: Path) -> None:
    case = read_case(WASHINGTON)
    written = export_case(case, "decide", tmp_path / "out")
    told = "\n".join(problem.what for problem in written.problems)
    for signer in case.signers():
        called = case.everyone()[signer].name
        assert f"what no deal is worth to {called} is not written" in told
        assert f"ratings of {called} on " in told
    assert "are written as positions, evenly from 0 to 100" in told
    assert [party.name for party in import_case(tmp_path / "out").case.parties.values()] == [
        case.everyone()[signer].name for signer in case.signers()
    ]


def test_several_tables_in_a_folder_are_not_mixed(harbour: Path) -> None:
    (harbour.parent / "quay.csv").write_text(HARBOUR, "utf-8")
    with pytest.raises(Problems, match=r"several negotiations lie here: harbour\.csv, quay\.csv; name the one"):
        import_case(harbour.parent)
    assert len(import_case(harbour).case.parties) == 2


@pytest.mark.parametrize(("file", "parties", "issues"), [("cop21.csv", 15, 13), ("copenhagen.csv", 11, 7)])
def test_the_climate_talks_load_with_every_actor(
    file: str, parties: int, issues: int, scenarios: Path, tmp_path: Path
) -> None:
    path = scenarios / "decide_csv" / "data" / "input" / file
    result = import_case(path)
    assert (len(result.case.signers()), len(result.case.issues)) == (parties, issues)
    assert check_document(Document(result.text, "case.yaml")).errors == ()
    named = set(re.findall(r"^'#A'\t'[^']*'\t'([^']*)'", path.read_text("utf-8"), re.MULTILINE))
    assert {party.name for party in result.case.parties.values()} == named
    export_case(result.case, "decide", tmp_path / "out")
    same(result.case, import_case(tmp_path / "out").case)


def test_the_file_with_errors_lists_each(scenarios: Path) -> None:
    with pytest.raises(Problems) as raised:
        import_case(scenarios / "decide_csv" / "data" / "input" / "copenhagen_with_errors.csv")
    assert [(problem.place.line, problem.place.column) for problem in raised.value.problems] == [(86, 19), (87, 32)]
    assert "160" in raised.value.problems[0].what
    assert "-0.247" in raised.value.problems[1].what
