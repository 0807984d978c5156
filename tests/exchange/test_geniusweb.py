"""GeniusWeb JSON: both spellings, sessions, reservation bids, and what its scale from 0 to 1 does to a case."""

from __future__ import annotations

import itertools
import json
import random
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.case.check import check_document
from comity.case.model import Case
from comity.case.text import Document
from comity.exchange import export_case, import_case
from comity.exchange.scenario import Box, Matter, Profile, Scenario
from comity.exchange.to_case import case_text
from comity.problem import Problems
from exchanged import same, scale, units, worth
from foreign_files import GENIUSWEB


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    folder = tmp_path / "garden"
    folder.mkdir()
    for name, content in GENIUSWEB.items():
        (folder / name).write_text(content, "utf-8")
    return folder


def test_both_spellings_and_numbers_between_two_bounds(garden: Path) -> None:
    case = import_case(garden).case
    assert case.title == "garden"
    assert [option.name for option in case.issues["hours"].options.values()] == ["1", "1.5", "2", "2.5", "3"]
    for plants in ("herbs", "roses"):
        for hours in (1.0, 1.5, 2.0, 2.5, 3.0):
            choice = {"plants": plants, "hours": f"{hours:g}"}
            ada = 0.6 * {"herbs": 1.0, "roses": 0.4}[plants] + 0.4 * (3 - hours) / 2
            bela = 0.25 * (plants == "roses") + 0.75 * (0.2 + 0.8 * (hours - 1) / 2)
            assert worth(case, "ada", choice) / scale(case, "ada") == pytest.approx(ada)
            assert worth(case, "bela", choice) / scale(case, "bela") == pytest.approx(bela)


def test_no_deal_is_what_the_reservation_bid_is_worth_or_the_least_utility(garden: Path) -> None:
    result = import_case(garden)
    assert units(result.case, "ada")[0] == pytest.approx(0.6 * 0.4 + 0.4 * 0.25)
    assert units(result.case, "bela")[0] == pytest.approx(0.75 * 0.2)
    said = "\n".join(map(str, result.notes))
    assert "no reservation bid is stated in bela.json: any agreement is acceptable" in said
    assert "ada.json" not in said
    path = garden / "ada.json"
    path.write_text(GENIUSWEB["ada.json"].replace(', "Hours": 2.5}}', "}}"), "utf-8")
    part = import_case(garden)
    assert units(part.case, "ada")[0] == pytest.approx(0.6 * 0.4)
    assert "the reservation bid says nothing of Hours, which counts 0" in "\n".join(map(str, part.notes))


def test_profiles_are_read_without_a_domain_file(garden: Path) -> None:
    whole = import_case(garden).case
    (garden / "garden.json").unlink()
    for path in (garden, garden / "ada.json", garden / "bela.json"):
        assert import_case(path).case.issues == whole.issues
    assert import_case(garden / "bela.json").case.signers() == ("bela",)
    same(import_case(garden).case, whole)


@pytest.mark.parametrize("reference", ["file:src/{}.json", "http://localhost/get/{}.json?x=1", "a\\{}.json", "{}.json"])
def test_a_session_says_who_meets_in_which_order(reference: str, garden: Path) -> None:
    parties = [{"party": {"partyref": "classpath:a.B"}, "profile": reference.format(name)} for name in ("bela", "ada")]
    session = {"SAOPSettings": {"participants": [{"TeamInfo": {"parties": [each]}} for each in parties]}}
    (garden / "meeting.json").write_text(json.dumps(session), "utf-8")
    (garden / "cleo.json").write_text(GENIUSWEB["bela.json"].replace('"bela"', '"cleo"'), "utf-8")
    assert import_case(garden).case.signers() == ("ada", "bela", "cleo")
    assert import_case(garden / "meeting.json").case.signers() == ("bela", "ada")
    assert import_case(garden / "meeting.json", profiles=["cleo"]).case.signers() == ("cleo",)
    (garden / "meeting.json").write_text(json.dumps(session).replace("bela", "bella"), "utf-8")
    with pytest.raises(Problems, match=r"no profile 'bella\.json' lies here; did you mean bela\.json\?"):
        import_case(garden / "meeting.json")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"herbs": 1.0', '"herb": 1.0', "herb: no value of the issue and herbs missing; did you mean herbs?"),
        ('"herbs": 1.0, ', "", "the utilities of issue 'Plants' herbs missing"),
        ('"Plants": 0.6', '"Plant": 0.6', "Plant: no issue of the domain and Plants missing"),
        ('"Plants": 0.6', '"Plants": "much"', "'Plants' of the weights of the profile must be a number, not 'much'"),
        ('"Plants": 0.6', '"Plants": 0.6, "Plants": 0.5', "'Plants' stands twice; it stands in line"),
        ('"lowValue": 1', '"lowValue": 5', "is not below highValue"),
        ('"roses", "Hours": 2.5', '"rose", "Hours": 2.5', "issue 'Plants' has no value 'rose'; did you mean roses?"),
        ('"roses", "Hours": 2.5', '"roses", "Hour": 2.5', "'Hour', which is no issue of the domain"),
        ("discreteutils", "tables", "have no table; known: discreteutils"),
        ("LinearAdditiveUtilitySpace", "DefaultPartialOrdering", "of type 'DefaultPartialOrdering' is not read"),
        ('"herbs": 1.0,', '"herbs": 1.0', "a , or a } is missing"),
    ],
)
def test_files_that_cannot_be_used_say_where_and_why(old: str, new: str, complaint: str, garden: Path) -> None:
    assert old in GENIUSWEB["ada.json"]
    (garden / "ada.json").write_text(GENIUSWEB["ada.json"].replace(old, new, 1), "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(garden)
    assert complaint in str(raised.value)
    assert all(re.search(r"ada\.json:\d+:\d+", str(problem)) for problem in raised.value.problems)


def test_all_problems_are_told_at_once(garden: Path) -> None:
    (garden / "ada.json").write_text(GENIUSWEB["ada.json"].replace('"herbs": 1.0', '"herbs": "y"'), "utf-8")
    (garden / "bela.json").write_text(GENIUSWEB["bela.json"].replace("0.75", '"z"'), "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(garden)
    assert all(f"not '{letter}'" in str(raised.value) for letter in "yz")


def test_what_is_written_is_read_again_and_is_such_as_geniusweb_takes(garden: Path, tmp_path: Path) -> None:
    case = import_case(garden).case
    written = export_case(case, "geniusweb", tmp_path / "out")
    assert written.problems == ()
    assert [path.name for path in written.files] == ["garden.json", "ada.json", "bela.json", "garden-session.json"]
    same(case, import_case(tmp_path / "out").case)
    same(case, import_case(tmp_path / "out" / "garden-session.json").case)
    for path in written.files[1:3]:
        assert fits(json.loads(path.read_text("utf-8"))["LinearAdditiveUtilitySpace"])


def fits(space: dict[str, Any]) -> bool:
    """Whether GeniusWeb takes a profile: its weights add up to 1 exactly, as decimals, and utilities are in 0..1."""
    weights = sum(Fraction(repr(weight)) for weight in space["issueWeights"].values())
    utilities: list[float] = []
    for stated in space["issueUtilities"].values():
        if "NumberValueSetUtilities" in stated:
            utilities += [stated["NumberValueSetUtilities"][end] for end in ("lowUtility", "highUtility")]
        else:
            utilities += stated["DiscreteValueSetUtilities"]["valueUtilities"].values()
    return weights == 1 and all(0 <= utility <= 1 for utility in utilities)


NUMBERS = st.decimals(-50, 50, places=2, allow_nan=False).map(Fraction)
SHARES = st.decimals(0, 1, places=3, allow_nan=False).map(Fraction)


@st.composite
def negotiations(draw: st.DrawFn, numbers: st.SearchStrategy[Fraction]) -> Case:
    matters = tuple(Matter(f"i{at}", tuple("abcd"[: draw(st.integers(1, 4))])) for at in range(draw(st.integers(1, 3))))
    profiles = []
    for name in "pq":
        tables = tuple(tuple(draw(numbers) / len(matters) for _ in each.values) for each in matters)
        profiles.append(Profile(name, f"{name}.json", tables, reservation=draw(numbers)))
    return case_of(Scenario("geniusweb", "t", matters, tuple(profiles)))


def case_of(scenario: Scenario) -> Case:
    case = check_document(Document(case_text(scenario), "case.yaml")).case
    assert case is not None
    return case


@settings(max_examples=25)
@given(case=negotiations(SHARES))
def test_utilities_within_0_to_1_are_written_as_they_stand(
    case: Case, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("made")
    said = "\n".join(problem.what for problem in export_case(case, "geniusweb", target).problems)
    again = import_case(target).case
    for party in case.signers():
        before, after = units(case, party), units(again, party)
        assert after[1:] == pytest.approx(before[1:], rel=1e-9, abs=1e-9)
        if f"to {party} on that scale" in said:
            assert after[0] != before[0]
        elif before[0] > 0:
            assert after[0] == pytest.approx(before[0], rel=1e-9, abs=1e-9)


@settings(max_examples=25)
@given(case=negotiations(NUMBERS))
def test_other_utilities_are_moved_and_stretched_and_it_is_said(
    case: Case, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("made")
    written = export_case(case, "geniusweb", target)
    again = import_case(target).case
    said = "\n".join(problem.what for problem in written.problems)
    for path in written.files[1:3]:
        assert fits(json.loads(path.read_text("utf-8"))["LinearAdditiveUtilitySpace"])
    for party in case.signers():
        found = re.search(
            rf"utilities of {party} are written (?:with (.*?) added, then )?multiplied by ([\d.e+-]+)", said
        )
        added, factor = (float(found[1] or 0), float(found[2])) if found else (0.0, 1.0)
        draw = random.Random(party)
        for _ in range(5):
            choice = {name: draw.choice(list(issue.options)) for name, issue in case.issues.items()}
            before = worth(case, party, choice) / scale(case, party)
            after = worth(again, party, choice) / scale(again, party)
            assert after == pytest.approx((before + added) * factor, rel=1e-9, abs=1e-9)


def test_what_geniusweb_cannot_say_is_told(tmp_path: Path) -> None:
    matters = (Matter("a", ("x", "y")), Matter("b", ("u", "v")))
    tables = ((Fraction(3), Fraction(0)), (Fraction(-1), Fraction(1)))
    box = Box({0: (0,), 1: (0,)}, Fraction(1, 2))
    profile = Profile("p", "p.yml", tables, (box,), Fraction(7, 4), discount=0.9)
    written = export_case(case_of(Scenario("negmas", "t", matters, (profile,))), "geniusweb", tmp_path)
    said = "\n".join(problem.what for problem in written.problems)
    assert "linkage" not in said
    assert "the utilities of p are written with 1 added, then multiplied by 0.2" in said
    assert "the discount factor of p is not written" in said
    assert "no deal is worth 0.55 to p on that scale, and is written as a bid worth 0.7" in said


GROUPED = """\
{"SumOfGroupsUtilitySpace": {"name": "ada", "domain": {"name": "car", "issuesValues": {
   "speakers": {"values": ["yes", "no"]}, "hifi": {"values": ["yes", "no"]}, "paint": {"values": ["red", "grey"]}}},
 "partUtilities": {
   "sound": {"partsutils": {"issues": ["hifi", "speakers"],
     "utilslist": [{"values": ["yes", "yes"], "util": 0.7}, {"values": ["yes", "no"], "util": 0.1}]}},
   "paint": {"issues": ["paint"], "utilslist": [{"values": ["red"], "util": 0.3}]}},
 "reservationBid": {"issuevalues": {"hifi": "yes", "speakers": "no", "paint": "red"}}}}
"""


def test_groups_of_issues_become_linkages(tmp_path: Path) -> None:
    (tmp_path / "ada.json").write_text(GROUPED, "utf-8")
    case = import_case(tmp_path).case
    for speakers, hifi, paint in itertools.product(("yes", "no"), ("yes", "no"), ("red", "grey")):
        own = {("yes", "yes"): 0.7, ("yes", "no"): 0.1}.get((hifi, speakers), 0) + 0.3 * (paint == "red")
        choice = {"speakers": speakers, "hifi": hifi, "paint": paint}
        assert worth(case, "ada", choice) / scale(case, "ada") == pytest.approx(own)
    assert units(case, "ada")[0] == pytest.approx(0.4)


def test_linkages_go_out_as_groups_and_come_back_worth_the_same(tmp_path: Path) -> None:
    """Issues that linkages join, through others too, make a group; the rest stay by themselves; no deal is kept."""
    matters = (Matter("a", ("x", "y")), Matter("b", ("u", "v")), Matter("c", ("r", "s")), Matter("d", ("1", "2", "3")))
    tables = tuple(tuple(Fraction(value, 100) for value in table) for table in ((10, 0), (5, 20), (0, 10), (0, 7, 15)))
    boxes = (
        Box({0: (0,), 1: (1,)}, Fraction(1, 4)),
        Box({1: (0, 1), 3: (2,)}, Fraction(-1, 20)),
        Box({0: (1,), 3: (0, 2)}, Fraction(1, 10)),
    )
    plain = Profile("plain", "", tables, reservation=Fraction(3, 10))
    linked = Profile("linked", "", tables, boxes, reservation=Fraction(37, 100))
    case = case_of(Scenario("negmas", "t", matters, (linked, plain)))
    written = export_case(case, "geniusweb", tmp_path)
    assert not [each.what for each in written.problems if "linkage" in each.what]
    groups = json.loads((tmp_path / "linked.json").read_text("utf-8"))["SumOfGroupsUtilitySpace"]["partUtilities"]
    assert [each["partsutils"]["issues"] for each in groups.values()] == [["a", "b", "d"], ["c"]]
    again = import_case(tmp_path).case
    for party in ("linked", "plain"):
        for choice in itertools.product(*(issue.options for issue in case.issues.values())):
            chosen = dict(zip(case.issues, choice, strict=True))
            before = worth(case, party, chosen) / scale(case, party)
            assert worth(again, party, chosen) / scale(again, party) == pytest.approx(before, abs=1e-9)
        assert units(again, party)[0] == pytest.approx(units(case, party)[0], abs=1e-9)


def test_linkages_over_too_many_combinations_are_told(tmp_path: Path) -> None:
    many = tuple(str(value) for value in range(400))
    matters = (Matter("a", many), Matter("b", many))
    tables = (tuple(Fraction(0) for _ in many),) * 2
    linked = Profile("p", "p.yml", tables, (Box({0: (0,), 1: (1,)}, Fraction(1, 2)),), Fraction(0))
    written = export_case(case_of(Scenario("negmas", "t", matters, (linked,))), "geniusweb", tmp_path)
    said = [each.what for each in written.problems]
    assert said == [
        "the linkage of p on 'a' and 'b', worth 0.5, is not written: GeniusWeb lists every combination of the issues "
        "that are joined, and these are too many"
    ]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('["paint"], "utils', '["hifi"], "utils', "needs issues of the domain that are in no other group"),
        ('["paint"], "utils', '["paints"], "utils', "needs issues of the domain that are in no other group"),
        ('["red"], "util"', '["rod"], "util"', "issue 'paint' has no value 'rod'; did you mean red?"),
        ('["red"], "util"', '["red", "grey"], "util"', "needs a value of each of its 1 issues"),
        ('["red"], "util"', '["grey"], "util": 0}, {"values": ["grey"], "util"', "has values that another row has"),
        ('"util": 0.3', '"util": "much"', "must be a number, not 'much'"),
    ],
)
def test_groups_that_cannot_be_used_say_where_and_why(old: str, new: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "ada.json").write_text(GROUPED.replace(old, new, 1), "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(tmp_path)
    assert complaint in str(raised.value)
    assert all(problem.place.line for problem in raised.value.problems)


def test_what_rounding_adds_beyond_1_stretches_nothing(tmp_path: Path) -> None:
    matters = (Matter("a", ("x", "y")), Matter("b", ("u", "v")))
    tables = ((Fraction(7, 10), Fraction(2, 10)), (Fraction(3, 10) + Fraction(1, 10**15), Fraction(1, 10)))
    case = case_of(Scenario("negmas", "t", matters, (Profile("p", "p.yml", tables, reservation=Fraction(1, 5)),)))
    written = export_case(case, "geniusweb", tmp_path)
    assert written.problems == ()
    assert fits(json.loads(written.files[1].read_text("utf-8"))["LinearAdditiveUtilitySpace"])
    again = import_case(tmp_path).case
    assert units(again, "p")[1:] == pytest.approx(units(case, "p")[1:], abs=1e-9)
