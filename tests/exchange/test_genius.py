"""GENIUS XML: its two readings, its rectangles, and files that nobody should trust."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import moocore
import numpy as np
import pytest

from comity.agreements.efficient import efficient
from comity.case.check import check_document
from comity.case.model import Case
from comity.case.text import Document
from comity.exchange import export_case, import_case
from comity.problem import Problems
from exchanged import DOMAIN, PROFILE, same, scale, worth

# Frontiers published with the files (pareto.xml) and efficient agreements that they miss: nothing in the file dominates
# these, so the published list is not complete.
PUBLISHED = {
    "y2014/10issues": [],
    "y2014/10issueswithRV": [(0.710821, 0.9792)],
    "y2014/10issuesDiscounted": [],
    "other/S-1NAGUNL-114": [],  # with EXCLUDES
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_frontiers_follow_the_genius_reading(name: str, scenarios: Path) -> None:
    folder = scenarios / "genius_xml" / name
    case = import_case(folder, reading="genius").case
    found = efficient(case, over="coherent", shown=1)
    assert found.exact
    steps = zip(*found.points.worths.tolist(), strict=True)
    worths = [
        [worth.points(step) / scale(case, worth.party) for step in column]
        for worth, column in zip(found.signers, steps, strict=True)
    ]
    capped = np.round(np.minimum(np.array(worths).T, 1), 6)  # GENIUS takes what is above 1 as 1
    mine = np.unique(capped[moocore.is_nondominated(capped, maximise=True)], axis=0)
    lines = (folder / "pareto.xml").read_text("utf-8").split("\n")
    published = [tuple(float(number) for number in line.split(",")) for line in lines if line.strip()]
    expected = np.array(sorted([*published, *PUBLISHED[name]]))
    assert mine.shape == expected.shape
    assert np.abs(mine - expected).max() < 2e-6


def ratings(case: Case, party: str, issue: str) -> list[float]:
    rated = case.interest_of(party).issues[issue].ratings
    return [rated[option].low / scale(case, party) for option in case.issues[issue].options]


def test_the_two_readings_of_the_same_file(folder: Path) -> None:
    written, genius = import_case(folder), import_case(folder, reading="genius")
    assert ratings(written.case, "buyer", "who-pays") == pytest.approx([2, 0.5])
    assert ratings(genius.case, "buyer", "who-pays") == pytest.approx([0.5, 0.125])
    assert ratings(written.case, "buyer", "days") == pytest.approx([0.27, 0.39, 0.51])
    assert ratings(genius.case, "buyer", "days") == pytest.approx([0.15, 0.27, 0.3])  # from the lower bound, at most 1
    prices = [0.2 * (1.5 - 0.05 * (10 + 3 * step)) for step in range(11)]
    assert ratings(written.case, "buyer", "price") == pytest.approx(prices)
    assert ratings(genius.case, "buyer", "price") == pytest.approx([max(price, 0) for price in prices])
    assert any("GENIUS itself reads other utilities" in note.what for note in written.notes)
    assert not any("GENIUS itself" in note.what for note in genius.notes)
    assert written.case.origin is not None
    assert "as NegMAS reads" in written.case.origin.definitions["utility"]


def test_no_warning_where_the_readings_agree(folder: Path) -> None:
    same = DOMAIN.split('<issue index="2"')[0] + "</objective></utility_space></negotiation_template>"
    profile = (
        PROFILE.split('<issue index="2"')[0].replace('"4"', '"1"').replace('"we" evaluation="1"', '"we" evaluation="0"')
    )
    (folder / "talks.xml").write_text(same, "utf-8")
    rest = '<weight index="1" value="1.0"/></objective><reservation value="0.3"/></utility_space>'
    (folder / "buyer.xml").write_text(profile + rest, "utf-8")
    assert import_case(folder).notes == ()


def test_what_a_case_keeps_of_its_origin(folder: Path) -> None:
    result = import_case(folder, intervals=3)
    case = result.case
    assert case.signers() == ("buyer",)
    assert list(case.issues) == ["who-pays", "days", "price"]
    assert case.issues["who-pays"].name == "Who pays?"
    assert list(case.issues["price"].options) == ["10", "20", "30", "40"]
    assert case.origin is not None
    assert case.origin.issues == {"days": "integer", "price": "real"}
    assert case.origin.parties["buyer"].discount == 0.9
    assert case.origin.parties["buyer"].stand_in is None
    no_deal = case.interest_of("buyer").no_deal
    assert no_deal is not None
    assert no_deal.low / scale(case, "buyer") == pytest.approx(0.75)
    best = sum(max(ratings(case, "buyer", issue)) for issue in case.issues) * scale(case, "buyer")
    assert 99.9 < best <= 100
    assert any("Price" in note.what and "4 values" in note.what for note in result.notes)
    assert case.about is not None
    assert "4 values on an even grid" in case.about
    assert check_document(Document(result.text, "case.yaml")).problems == ()


def test_a_missing_reservation_is_said(folder: Path) -> None:
    (folder / "buyer.xml").write_text(PROFILE.replace('<reservation value="0.75"/>', ""), "utf-8")
    result = import_case(folder)
    assert any("no reservation value is stated in buyer.xml" in note.what for note in result.notes)
    assert result.case.origin is not None
    assert result.case.origin.parties["buyer"].stand_in == 0


def test_rectangles_become_linkages(tmp_path: Path) -> None:
    issues = "".join(
        f'<issue index="{at}" etype="integer" type="integer" name="n{at}" lowerbound="0" upperbound="3"/>'
        for at in (1, 2)
    )
    (tmp_path / "domain.xml").write_text(
        f"<negotiation_template><utility_space><objective>{issues}</objective></utility_space></negotiation_template>"
    )
    boxes = (
        '<hyperRectangle utility="5"><INCLUDES index="1" min="1" max="2"/><INCLUDES index="2" min="0" max="1"/>'
        '</hyperRectangle><hyperRectangle utility="3"><INCLUDES index="1" min="3" max="3"/></hyperRectangle>'
        '<hyperRectangle utility="2"><EXCLUDES index="1" min="0" max="0"/><EXCLUDES index="2" min="2" max="9"/>'
        "</hyperRectangle>"
    )
    utility = f'<utility maxutility="10"><ufun type="PlainUfun" weight="1" aggregation="sum">{boxes}</ufun></utility>'
    (tmp_path / "a.xml").write_text(f"<utility_space><objective>{issues}{utility}</objective></utility_space>")
    case = import_case(tmp_path).case
    assert len(case.linkages) == 2
    for first, second in itertools.product(range(4), repeat=2):
        expected = 5 * (first in (1, 2) and second <= 1) + 3 * (first == 3) + 2 * (not (first == 0 and second >= 2))
        assert worth(case, "a", {"n1": str(first), "n2": str(second)}) == pytest.approx(10 * expected)
    maximum = utility.replace('aggregation="sum"', 'aggregation="max"')
    (tmp_path / "a.xml").write_text(f"<utility_space><objective>{issues}{maximum}</objective></utility_space>")
    with pytest.raises(Problems, match=r"a\.xml:1:\d+: .*aggregation=max.* only plain sums"):
        import_case(tmp_path)


BOMB = """<!DOCTYPE utility_space [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<utility_space><objective><issue index="1" name="&b;"/></objective></utility_space>"""

OUTSIDE = '<!DOCTYPE utility_space [<!ENTITY a SYSTEM "file:///etc/hostname">]><utility_space>&a;</utility_space>'


@pytest.mark.parametrize(
    ("profile", "complaint"),
    [
        (BOMB, r"buyer\.xml:1:\d+: .*document types and entities are not read"),
        (OUTSIDE, r"buyer\.xml:1:\d+: .*document types and entities are not read"),
        (PROFILE.replace("</issue>", "</isue>", 1), r"buyer\.xml:5:3: .*not valid XML: mismatched tag"),
        (PROFILE[:300], r"buyer\.xml:\d+:\d+: .*not valid XML"),
        ("<utility_space>" + "<a>" * 100, r"nested deeper than 40"),
        (PROFILE.replace('"4"', '"four"'), r"buyer\.xml:4:1: .*evaluation of <item> must be a number, not 'four'"),
        (PROFILE.replace('"4"', '"1e300"'), r"too large to be meant"),
        (PROFILE.replace('"4"', '"inf"'), r"must be a number, not 'inf'"),
        (PROFILE.replace('value="we"', 'value="us"'), r"buyer\.xml:3:1: .*'Who pays\?' has no evaluation of we"),
        (PROFILE.replace('"Days"', '"Dais"'), r"the domain has no issue 'Dais'; did you mean Days\?"),
        (PROFILE.replace('<weight index="2" value="0.3"/>', ""), r"issue 'Days' has no weight"),
        (PROFILE.replace('"linear" slope', '"faratin" slope'), r"an evaluator of type 'faratin' is not read"),
    ],
)
def test_unusable_profiles_are_refused_with_the_reason(profile: str, complaint: str, folder: Path) -> None:
    (folder / "buyer.xml").write_text(profile, "utf-8")
    with pytest.raises(Problems, match=complaint):
        import_case(folder)


@pytest.mark.parametrize(
    ("domain", "complaint"),
    [
        (DOMAIN.replace('type="real"', 'type="complex"'), r"talks\.xml:9:1: .*issue 'Price' is of type 'complex'"),
        (DOMAIN.replace('upperbound="3"', 'upperbound="0"'), "no value lies in the range of issue 'Days', 1 to 0"),
        (DOMAIN.replace('value="we"', 'value="they"'), "needs values, each with a text of its own"),
        (DOMAIN.replace('name="Days"', 'name="Price"'), "issue 'Price' has the name or number of an earlier one"),
        (re.sub(r"<issue.*</issue>", "", DOMAIN, flags=re.DOTALL), "the domain has no issues"),
    ],
)
def test_unusable_domains_are_refused_with_the_reason(domain: str, complaint: str, folder: Path) -> None:
    (folder / "talks.xml").write_text(domain, "utf-8")
    with pytest.raises(Problems, match=complaint):
        import_case(folder)


def test_every_problem_of_every_file_is_reported(folder: Path) -> None:
    (folder / "seller.xml").write_text(PROFILE.replace('"4"', '"four"'), "utf-8")
    (folder / "broker.xml").write_text(PROFILE.replace('"0.75"', '""'), "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(folder)
    assert {Path(problem.place.file).name for problem in raised.value.problems} == {"seller.xml", "broker.xml"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str, folder: Path) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    for file, content in (("talks.xml", DOMAIN), ("buyer.xml", '<?xml version="1.0" encoding="UTF-8"?>' + PROFILE)):
        changed = content.replace("UTF-8", name).replace("Who pays?", "Wer zahlt für Ñandú?")
        (folder / file).write_bytes(changed.encode(encoding))
    assert import_case(folder).case.issues["wer-zahlt-für-ñandú"].name == "Wer zahlt für Ñandú?"


def test_an_encoding_that_cannot_be_read(folder: Path) -> None:
    (folder / "buyer.xml").write_text('<?xml version="1.0" encoding="klingon"?>' + PROFILE, "utf-8")
    with pytest.raises(Problems, match=r"buyer\.xml:1:31: .*klingon is not known; save the file as UTF-8"):
        import_case(folder / "buyer.xml")


def test_genius_files_are_written_so_that_both_readings_agree(folder: Path, tmp_path: Path) -> None:
    export_case(import_case(folder, reading="genius").case, "genius", tmp_path / "again")
    written, genius = import_case(tmp_path / "again"), import_case(tmp_path / "again", reading="genius")
    same(written.case, genius.case)
    assert written.case.origin is not None
    assert written.case.origin.issues == {"price": "real"}  # by a triangle, which both readings take alike
    assert [note.what for note in written.notes] == [
        "issue 'Price' runs from 10 to 40; 11 values on an even grid are kept, in steps of 3, the range in 10 equal "
        "parts"
    ]
