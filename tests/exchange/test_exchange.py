"""Which files are meant, there and back in every format, and what the formats cannot carry."""

from __future__ import annotations

import math
import random
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.agreements.worth import Payoff
from comity.case.check import check_document, read_case
from comity.case.text import Document
from comity.exchange import FORMATS, Imported, export_case, import_case
from comity.exchange.scenario import Box, Matter, Profile, Scenario
from comity.exchange.to_case import case_text
from comity.problem import Problems
from exchanged import DOMAIN, PROFILE, imported, linked, same, scale, texts, units, worth
from material import WASHINGTON


def test_a_path_may_be_the_folder_the_domain_or_a_profile(folder: Path) -> None:
    (folder / "seller.xml").write_text(PROFILE, "utf-8")
    (folder / "notes.xml").write_text("0.5, 0.5\n")
    assert import_case(folder).case.signers() == ("buyer", "seller")
    assert import_case(folder / "talks.xml").case.signers() == ("buyer", "seller")
    alone = import_case(folder / "seller.xml")
    assert alone.case.signers() == ("seller",)
    assert any("1 other profiles" in note.what for note in alone.notes)
    assert any("left out" in note.what and note.place.file.endswith("notes.xml") for note in alone.notes)
    chosen = import_case(folder, profiles=["seller", "buyer.xml"])
    assert chosen.case.signers() == ("seller", "buyer")
    with pytest.raises(Problems, match=r"no profile 'sellar' lies here; did you mean seller\.xml\?"):
        import_case(folder, profiles=["sellar"])


def test_a_path_without_a_negotiation(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Problems, match="no such file or folder"):
        import_case(folder / "nothing.xml")
    (folder / "words.txt").write_text("hello")
    with pytest.raises(Problems, match="format of this file is not recognised"):
        import_case(folder / "words.txt")
    (folder / "talks-2.xml").write_text(DOMAIN, "utf-8")
    with pytest.raises(Problems, match=r"several domains lie here: talks-2\.xml, talks\.xml"):
        import_case(folder)
    assert import_case(folder / "talks.xml").case.title == "talks"
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(Problems, match="no domain file lies here"):
        import_case(empty)
    (empty / "talks.xml").write_text(DOMAIN, "utf-8")
    with pytest.raises(Problems, match="no profile lies beside this domain"):
        import_case(empty)


SAMPLE = [
    "genius_xml/CameraB",
    "genius_xml/Laptop1Issue",
    "genius_xml/fuzzyagent",
    "genius_xml/other/IntegerDomain",
    "genius_xml/other/ItexvsCypressDomain",
    "genius_xml/other/S-1NAGUNL-114",
    "genius_xml/other/thompson",
    "genius_xml/y2011/IS_BT_Acquisition",
    "genius_xml/y2014/30issuesDiscountedwithRV",
    "genius_xml/y2016/AgentHp2",
    "genius_xml/y2016/YXAgent",
    "negmas_yml/anac2012/AcquisitionB",
    "negmas_yml/anac2015/KillerRobot",
    "negmas_yml/other/CoffeeShop",
    "negmas_yml/other/IntegerDomain",
    "negmas_yml/other/Shiboy",
    "negmas_yml_hani/Trade",
]


WHOLE = ("genius", "negmas", "negmas_json")
"""The formats that carry linkages, discount factors and utilities of any size; the others have tests of their own."""

LINKING = ("negmas", "negmas_json", "geniusweb")
"""Those that carry linkages between issues of any kind."""


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("form", WHOLE)
def test_reference_files_survive_a_round_trip(form: str, name: str, scenarios: Path, tmp_path: Path) -> None:
    result = imported(scenarios / name)
    assert isinstance(result, Imported)
    written = export_case(result.case, form, tmp_path / "out")
    again = import_case(tmp_path / "out", profiles=[path.name for path in written.files[1:]])
    same(result.case, again.case)
    assert result.case.origin is not None
    assert again.case.origin is not None
    before, after = result.case.origin.parties.values(), again.case.origin.parties.values()
    assert [each.discount for each in before] == [each.discount for each in after]
    if form == result.case.origin.format:
        assert [each.stand_in is None for each in before] == [each.stand_in is None for each in after]


ADDITIVE = [
    "geniusweb_json/Fitness",
    "geniusweb_json/anl2023/domain09",
    "negolog_json/domain3",
    "negmas_yml/anac2022/domain442022",
]
"""Linear, and within 0 to 1: every format of utilities carries them whole."""


@pytest.mark.parametrize("name", ADDITIVE)
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "decide"])
def test_linear_files_survive_a_round_trip_in_every_format_of_utilities(
    form: str, name: str, scenarios: Path, tmp_path: Path
) -> None:
    result = imported(scenarios / name)
    assert isinstance(result, Imported)
    written = export_case(result.case, form, tmp_path / "out")
    same(result.case, import_case(tmp_path / "out").case)
    said = "\n".join(problem.what for problem in written.problems)
    assert "multiplied by" not in said
    assert "as close" not in said


def test_this_file_survives_a_round_trip_in_every_format_that_carries_it_whole(folder: Path, tmp_path: Path) -> None:
    case = import_case(folder).case
    for form in WHOLE:
        written = export_case(case, form, tmp_path / form)
        assert [path.stem for path in written.files] == ["talks", "buyer"]
        same(case, import_case(tmp_path / form).case)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)

NUMBERS = st.decimals(-100, 100, places=3, allow_nan=False).map(Fraction)


@st.composite
def made_scenarios(draw: st.DrawFn) -> Scenario:
    integers = draw(st.booleans())
    matters = []
    for name in draw(st.lists(TEXT, min_size=1, max_size=3, unique=True)):
        if integers:
            first = draw(st.integers(-3, 3))
            matters.append(Matter(name, tuple(str(first + at) for at in range(draw(st.integers(1, 4)))), "integer"))
        else:
            matters.append(Matter(name, tuple(draw(st.lists(TEXT, min_size=1, max_size=4, unique=True)))))
    profiles = []
    for name in draw(st.lists(TEXT, min_size=1, max_size=3, unique=True)):
        tables = [tuple(draw(NUMBERS) for _ in matter.values) for matter in matters]
        boxes = []
        for _ in range(draw(st.integers(0, 3)) if integers else 0):
            spans = [draw(st.sets(st.sampled_from(range(len(matter.values))), min_size=1)) for matter in matters]
            boxes.append(Box({at: tuple(sorted(span)) for at, span in enumerate(spans)}, draw(NUMBERS)))
        profile = Profile.gathered(name, f"{name}.xml", tables, boxes, draw(NUMBERS))
        profiles.append(replace(profile, reservation=draw(NUMBERS), discount=draw(st.sampled_from([None, 0.5]))))
    return Scenario(draw(st.sampled_from(sorted(FORMATS))), draw(TEXT), tuple(matters), tuple(profiles))


@settings(max_examples=40)
@given(scenario=made_scenarios(), form=st.sampled_from(WHOLE))
def test_any_scenario_survives_a_round_trip(
    scenario: Scenario, form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    checked = check_document(Document(case_text(scenario), "case.yaml"))
    assert checked.errors == ()
    assert checked.case is not None
    target = tmp_path_factory.mktemp("made")
    written = export_case(checked.case, form, target)
    again = import_case(target, profiles=[path.name for path in written.files[1:]])
    assert [issue.name for issue in again.case.issues.values()] == [matter.name for matter in scenario.issues]
    assert [tuple(texts(issue)) for issue in again.case.issues.values()] == [
        matter.values for matter in scenario.issues
    ]
    for mine, read, profile in zip(again.case.signers(), checked.case.signers(), scenario.profiles, strict=True):
        tables = profile.tables
        ends = [profile.effective_reservation(), sum(table[0] for table in tables)]
        ends += [utility - table[0] for table in tables for utility in table]
        assert units(again.case, mine) == pytest.approx([float(end) for end in ends], rel=1e-9, abs=1e-9)
        assert linked(again.case, mine) == pytest.approx(linked(checked.case, read), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_dropped_without_a_word(form: str, tmp_path: Path) -> None:
    case = read_case(WASHINGTON)
    written = export_case(case, form, tmp_path / "out")
    said = "\n".join(problem.what for problem in written.problems)
    for name in case.named_red_lines():
        assert f"the red line {name} of " in said
    for name in case.named_conditions():
        assert f"the condition {name} is not written" in said
    for party in case.everyone().values():
        assert (f"{party.name} does not sign and is not written" in said) == (not party.signs)
    for issue in case.issues.values():
        assert (f"issue '{issue.name}' is decided by" in said) == bool(issue.decided_by)
    for signer in case.signers():
        no_deal, called = case.interest_of(signer).no_deal, case.everyone()[signer].name
        assert no_deal is not None
        if no_deal.is_range:
            assert f"{called}: no_deal {no_deal.words()} is written as its midpoint" in said
        assert said.count(f"the linkage of {called} on") == len(case.linkages_of(signer)) * (form not in LINKING)
    if form == "decide":
        return  # positions, not utilities: test_decide holds what they say
    again = import_case(tmp_path / "out").case
    payoff = Payoff.of(case)
    for name in again.signers():
        (party,) = (party for party in case.signers() if case.everyone()[party].name == again.parties[name].name)
        no_deal, midpoint = again.interest_of(name).no_deal, case.interest_of(party).no_deal
        assert no_deal is not None
        assert midpoint is not None
        # A format that takes 0 to 1 only moves and stretches, and says by how much.
        stretched = (
            rf"utilities of {case.everyone()[party].name} are written (?:with (\S+) added, then )?multiplied by ([^:]+)"
        )
        moved = re.search(stretched, said)
        added, factor = (float(moved[1] or 0) * 100, float(moved[2])) if moved else (0.0, 1.0)
        expected = (float(midpoint.point) + added) * factor
        assert no_deal.low == pytest.approx(expected * scale(again, name) / 100)
        if form not in LINKING and case.linkages_of(party):
            continue
        draw = random.Random(party)
        for _ in range(20):
            at = tuple(draw.randrange(size) for size in payoff.space.sizes)
            own = payoff.worths[party].points(payoff.worths[party].steps(at))
            options = [list(issue.options)[number] for issue, number in zip(again.issues.values(), at, strict=True)]
            found = worth(again, name, dict(zip(again.issues, options, strict=True)))
            assert found / scale(again, name) * 100 == pytest.approx((own + added) * factor, abs=1e-7)


def test_an_export_replaces_no_file_and_stays_in_its_folder(folder: Path, tmp_path: Path) -> None:
    result = import_case(folder)
    with pytest.raises(Problems, match=r"talks\.xml: error: this file exists"):
        export_case(result.case, "genius", folder)
    with pytest.raises(Problems, match="unknown format 'genus'; did you mean genius"):
        export_case(result.case, "genus", tmp_path / "new")
    stray = result.text.replace("file: buyer.xml", "file: ../../buyer.xml").replace("title: talks", "title: ../talks")
    case = check_document(Document(stray, "case.yaml")).case
    assert case is not None
    for path in export_case(case, "genius", tmp_path / "new").files:
        assert path.parent == tmp_path / "new"
        assert path.is_file()


def test_what_another_program_will_read_otherwise_is_said(tmp_path: Path) -> None:
    matters = (Matter("a", ("x", "y")), Matter("b", ("1", "2"), "integer"))
    tables = ((Fraction(3), Fraction(0)), (Fraction(-1), Fraction(-2)))
    box = Box({0: (0,), 1: (1,)}, Fraction(1, 2))
    scenario = Scenario("negmas", "t", matters, (Profile("p", "p.yml", tables, (box,), Fraction(1)),))
    case = check_document(Document(case_text(scenario), "case.yaml")).case
    assert case is not None
    said = "\n".join(problem.what for problem in export_case(case, "genius", tmp_path / "out").problems)
    assert "the linkage of p on 'a' and 'b', worth 0.5, is not written" in said
    assert "GENIUS itself will read nothing out of p's utilities below 0 on b" in said
    assert "the utilities of p reach 2; GENIUS itself caps them at 1" in said
    assert "issue 'b' is written as a list of its values" in said
    assert export_case(case, "negmas", tmp_path / "other").problems == ()


def test_a_large_space_is_imported_at_once(tmp_path: Path) -> None:
    values = tuple(f"value {at}" for at in range(10))
    matters = tuple(Matter(f"Issue {at}", values) for at in range(50))
    tables = tuple(tuple(Fraction(at * number % 97, 97 * 50) for at in range(10)) for number in range(1, 51))
    scenario = Scenario(
        "genius", "large", matters, (Profile("a", "a.xml", tables), Profile("b", "b.xml", tables[::-1]))
    )
    case = check_document(Document(case_text(scenario), "case.yaml")).case
    assert case is not None
    export_case(case, "genius", tmp_path)
    result = import_case(tmp_path)
    assert math.prod(len(issue.options) for issue in result.case.issues.values()) == 10**50
