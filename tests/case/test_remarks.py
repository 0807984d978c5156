"""What a careful colleague would say of a case that is fit for use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from comity.case.check import check, read_case
from comity.case.model import Case
from comity.case.remarks import not_agreed, possible_not_agreed, remarks, told
from comity.case.wording import standing_caveats
from comity.catalog import case_file
from talks import TALKS

EXAMPLES = Path(__file__).parents[2] / "examples"


def talks(**changed: Any) -> Case:
    return Case.model_validate(TALKS | changed)


def said(case: Case) -> list[str]:
    return [remark.what for remark in remarks(case)]


def a(**changed: Any) -> dict[str, Any]:
    return TALKS["interests"] | {"a": TALKS["interests"]["a"] | changed}


def test_a_sound_case_gets_no_remark() -> None:
    assert remarks(talks()) == ()
    assert told(talks()) == ()


@pytest.mark.parametrize(
    "path", [*EXAMPLES.glob("*/case.yaml"), case_file("abdelnabi-2024")], ids=lambda p: p.parent.name
)
def test_the_examples_get_no_false_remark(path: Path) -> None:
    assert [str(problem) for problem in check(path).problems] == []


@pytest.mark.parametrize(
    ("no_deal", "remark"),
    [
        ("101..120", "no deal is worth 101..120 to Alpha and no agreement more than 100, so it refuses every one"),
        ("99..103", "no deal is worth 99..103 to Alpha and no agreement more than 100, so it refuses every one"),
        (
            "-5",
            "no deal is worth -5 to Alpha and every agreement at least 0, so it accepts every one that crosses no red "
            "line",
        ),
        ("100", None),
        ("0", None),
        ("90..110", None),
    ],
)
def test_a_no_deal_value_beyond_reach(no_deal: str, remark: str | None) -> None:
    assert said(talks(interests=a(no_deal=no_deal))) == ([remark] if remark else [])


def test_linkages_reach_further() -> None:
    more = [{"party": "a", "when": {"x": "p"}, "adds": "15", "because": "so"}]
    assert said(talks(interests=a(no_deal="110"), linkages=more)) == []
    less = [more[0] | {"adds": "-10"}]
    assert said(talks(interests=a(no_deal="-5"), linkages=less)) == []


def test_points_reach_as_far_as_they_add_up() -> None:
    points = {"scale": "points", "no_deal": "12", "x": {"p": "7", "q": "0"}, "y": {"p": "4", "q": "1"}}
    assert said(talks(interests=TALKS["interests"] | {"a": points})) == [
        "no deal is worth 12 to Alpha and no agreement more than 11, so it refuses every one"
    ]


GROUP = {"name": "Alpha", "signs": "yes", "members": {"m": "Em", "n": "En", "o": "Oh"}}
AGAINST = {"x": {"weight": "1", "p": "0", "q": "100"}}


def test_a_group_that_signs_against_most_of_its_members() -> None:
    parties = TALKS["parties"] | {"a": GROUP}
    two = TALKS["interests"] | {"m": AGAINST, "o": AGAINST}
    assert said(talks(parties=parties, interests=two)) == [
        "Alpha signs by its own judgements, and those of most of its members (Em, Oh) run against them"
    ]
    assert said(talks(parties=parties, interests=TALKS["interests"] | {"m": AGAINST})) == []
    with_it = {"x": {"weight": "1", "p": "100", "q": "40"}}
    assert said(talks(parties=parties, interests=TALKS["interests"] | {"m": with_it, "o": with_it})) == []


def test_a_red_line_against_what_its_party_rates_highest() -> None:
    line = {"party": "a", "never": {"x": "p"}, "firmness": "declared", "because": "so"}
    assert said(talks(red_lines=[line])) == [
        "Alpha will not sign x=p (red line a-red-line-1) and rates it above all else on x"
    ]
    assert said(talks(red_lines=[line | {"never": {"x": "q"}}])) == []
    assert said(talks(red_lines=[line | {"unless": {"y": "q"}}])) == []
    assert said(talks(red_lines=[line | {"never": {"x": "p", "y": "p"}}])) == []


def test_a_linkage_and_an_option_that_no_coherent_agreement_has() -> None:
    conditions = [
        {"if": {"x": "p"}, "then": {"y": "p"}, "because": "so"},
        {"if": {"y": "p"}, "then": {"x": "p"}, "because": "so"},
    ]
    linkage = {"party": "a", "when": {"x": "p", "y": "q"}, "adds": "5", "because": "so"}
    assert said(talks(conditions=conditions, linkages=[linkage, linkage | {"when": {"x": "p", "y": "p"}}])) == [
        "linkage 1, of Alpha on x and y, holds in no coherent agreement"
    ]
    shut = [{"if": {"x": ["p", "q"]}, "then": {"y": "q"}}]
    assert said(talks(conditions=shut)) == ["no coherent agreement has y=p"]


def test_an_issue_that_has_weight_and_is_rated_the_same_throughout() -> None:
    flat = {"weight": "3", "p": "50", "q": "50"}
    assert said(talks(interests=a(x=flat))) == ["Alpha gives x weight 3 and rates its options all the same"]
    assert said(talks(interests=a(x=flat | {"q": "40..60"}))) == []
    assert said(talks(interests=a(x=flat | {"weight": "0"}))) == []


def test_what_is_dated_after_the_day_that_the_case_describes() -> None:
    late = talks(
        as_of="2025-08-18",
        sources={"s": {"file": "s.md", "date": "2025-08-19"}, "t": {"file": "t.md", "date": "2025-08-18"}},
        developments=[{"date": "2025-08-20", "what": "More."}, {"date": "2025-08-18", "what": "Some."}],
    )
    assert [(remark.path, remark.what) for remark in remarks(late)] == [
        (("sources", "s", "date"), "source s is dated 2025-08-19, after the day that the case describes (2025-08-18)"),
        (
            ("developments", 0, "date"),
            "a development is dated 2025-08-20, after the day that the case describes (2025-08-18)",
        ),
    ]
    assert said(late.model_copy(update={"as_of": None})) == []
    assert said(late.model_copy(update={"as_of": dt.date(2025, 8, 20)})) == []


@pytest.mark.parametrize(
    ("grounds", "remark"),
    [
        ({"firmness": "declared"}, "neither reason nor evidence"),
        ({"firmness": "declared", "because": " "}, "neither reason nor evidence"),
        ({"firmness": "declared", "because": "so"}, None),
        ({"firmness": "declared", "evidence": "s:0-2"}, None),
        ({"firmness": "constitutional", "because": "so"}, "no evidence for being constitutional"),
        ({"firmness": "constitutional", "evidence": "s:0-2"}, None),
        ({"firmness": "declared", "draft": "yes"}, None),
    ],
)
def test_red_lines_that_nothing_bears_out(grounds: dict[str, str], remark: str | None) -> None:
    lines = [{"id": "own", "party": "a", "never": {"x": "q"}, **grounds}]
    assert said(talks(red_lines=lines)) == ([f"red line own of Alpha has {remark}"] if remark else [])


def test_ranges_over_the_whole_scale() -> None:
    wide = a(no_deal="0..100", x={"weight": "3", "p": "0..100", "q": {"value": "0..99", "draft": "yes"}})
    assert said(talks(interests=wide)) == [
        "Alpha is given the whole scale as a range for no_deal, x=p, which says nothing"
    ]
    assert said(talks(interests=a(x={"weight": "3", "p": "10..90", "q": "0"}))) == []


def test_weights_on_two_scales() -> None:
    mixed = a(x={"weight": "0.3", "p": "100", "q": "0"}, y={"weight": "40", "p": "100", "q": "0"})
    assert said(talks(interests=mixed)) == ["the weights of Alpha run from 0.3 (x) to 40 (y)"]
    apart = a(x={"weight": "1", "p": "90", "q": "0"}, y={"weight": "100", "p": "90", "q": "0"})
    assert said(talks(interests=apart)) == []


def test_an_issue_with_one_option() -> None:
    issues = TALKS["issues"] | {"z": {"name": "Z", "options": {"only": "Only"}}}
    assert said(talks(issues=issues)) == ["issue z has one option, so there is nothing to settle"]


def test_many_of_a_kind_are_told_as_some_and_the_rest() -> None:
    lines = [{"party": "a", "never": {"x": "q"}, "firmness": "declared"}] * 9
    found = remarks(talks(red_lines=lines))
    assert [remark.path[1] for remark in found] == [0, 1, 2, 3, 4]
    assert found[-1].fix.endswith("; the same holds at 4 more places")


def test_a_finding_shows_the_first_three_and_how_many_more() -> None:
    lines = [{"party": "a", "never": {"x": "q"}, "firmness": "declared"}] * 4
    case = talks(red_lines=lines, interests=a(no_deal="150"))
    shown = standing_caveats(case)
    assert len(shown) == 3
    assert shown[0] == (
        "No deal is worth 150 to Alpha and no agreement more than 100, so it refuses every one; check that the "
        "value of no deal is on the scale of its ratings."
    )
    assert shown[2].endswith(" (2 more remarks in the check of the file.)")
    assert standing_caveats(case, "First of all.")[0] == "First of all."
    assert standing_caveats(case, "First of all.")[2].endswith(" (3 more remarks in the check of the file.)")
    found = [f"Number {number}." for number in range(4)]  # which no check of the file would tell
    assert standing_caveats(case, *found) == (*found[:3], "Number 3. (5 more remarks in the check of the file.)")


def test_remarks_are_made_where_nothing_else_is_wrong(tmp_path: Path) -> None:
    text = (EXAMPLES / "washington-2025" / "case.yaml").read_text("utf-8")
    text = text.split("sources:")[0] + "parties:" + text.split("\nparties:")[1].split("interests:")[0]
    (tmp_path / "case.yaml").write_text(text, "utf-8")
    assert all(problem.severity == "error" for problem in check(tmp_path / "case.yaml").problems[:1])


# Evidence on top of findings ------------------------------------------------------------------------------------------


def test_moved_and_changed_evidence_is_told_on_findings(tmp_path: Path) -> None:
    home = tmp_path / "w"
    (home / "sources").mkdir(parents=True)
    for name in ("case.yaml", "sources/alaska.md", "sources/leaders.md", "sources/washington.md"):
        (home / name).write_text((EXAMPLES / "washington-2025" / name).read_text("utf-8"), "utf-8")
    assert told(read_case(home / "case.yaml")) == ()
    source = home / "sources" / "leaders.md"
    source.write_text("On top.\n" + source.read_text("utf-8"), "utf-8")
    (moved,) = told(read_case(home / "case.yaml"))
    assert moved.endswith("moved with an edited source and were found again; mending the file notes the new places.")
    source.write_text(source.read_text("utf-8").replace("truly safe", "fairly safe"), "utf-8")
    changed, _ = told(read_case(home / "case.yaml"))
    assert changed == (
        "1 piece of evidence reads otherwise than noted, since the source was edited; "
        "the check of the file shows where."
    )


# What the case says of the parties not having agreed ------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "The two presidents meet and part without an agreement.",
        "Talks ended with no deal.",
        "No agreement was reached.",
        "The parties have not agreed.",
        "They haven't yet agreed on the dam.",
        "Negotiations collapsed on Friday.",
        "The talks failed.",
        "Upriver failed to agree to a gauge.",
        "The talks are at an impasse.",
        "Downriver walked out.",
        "The talks broke down.",
    ],
)
def test_a_case_that_says_that_nobody_has_agreed(words: str) -> None:
    case = talks(developments=[{"date": "2025-08-15", "what": words}])
    assert not_agreed(case) == f"2025-08-15: {words}"
    (remark,) = possible_not_agreed(case, "Alpha")
    assert f"(“2025-08-15: {words}”)" in remark
    assert remark.endswith("then the no-deal value of Alpha, which gains least by the best of them.")
    assert not_agreed(talks(about=f"A case. {words}")) == words


@pytest.mark.parametrize(
    "words",
    [
        "What no deal is worth to each is judged.",
        "They met in Alaska.",
        "A minimum below which it prefers no park.",
        "",
    ],
)
def test_a_case_that_does_not_say_so(words: str) -> None:
    assert not_agreed(talks(about=words)) is None
    assert possible_not_agreed(talks(about=words)) == ()


def test_what_was_signed_later_counts() -> None:
    first = {"date": "2025-08-15", "what": "They part without an agreement."}
    then = {"date": "2025-08-20", "what": "Both sign the agreement."}
    assert not_agreed(talks(developments=[then, first])) is None
    assert not_agreed(talks(developments=[first | {"date": "2025-08-25"}, then])) is not None


def test_remarks_are_those_of_the_case_that_is_asked_whatever_was_asked_before() -> None:
    case = talks()
    assert remarks(case) == ()
    high = talks(interests=a(no_deal=120)).interests
    supposed = case.altered((), ("a: no_deal=120",), interests=high)
    assert said(supposed) == said(Case.model_validate(case.model_dump() | {"interests": high})) != []
    assert remarks(case) == ()
    assert remarks(supposed) is remarks(supposed)


def test_the_whole_scale_is_asked_of_the_scale_that_counts() -> None:
    """A member that states no scale counts in its group's points, of which 100 may be little."""
    wide = {"x": {"up": "0..100", "down": "0..100"}}
    parties = {"group": {"name": "Group", "signs": "yes", "members": {"member": "Member"}}, "b": TALKS["parties"]["b"]}
    issues = {"x": {"name": "X", "options": {"up": "up", "down": "down"}}}
    own = {"no_deal": 10, "x": {"weight": 1, "up": 100, "down": 0}}
    points = {"scale": "points", "no_deal": 10, "x": {"up": 0, "down": 900}}
    told_of = {
        scale: any("whole scale" in what for what in said(talks(parties=parties, issues=issues, interests=interests)))
        for scale, interests in (
            ("points", {"group": points, "member": wide, "b": own}),
            ("weights", {"group": own, "member": {"x": {"weight": 1, **wide["x"]}}, "b": own}),
        )
    }
    assert told_of == {"points": False, "weights": True}


def test_what_would_hold_whoever_decides_alone_says_nothing_of_what_is_settled_jointly() -> None:
    options = {"p": {"name": "P", "one_way": "yes"}, "q": "Q"}
    issue = {**TALKS["issues"]["x"], "binding": "yes", "options": options}
    case = talks(issues={**TALKS["issues"], "x": issue})
    assert said(case) == ["binding and one_way (p) of x say nothing, since nobody decides x alone"]
    assert said(talks(issues={**TALKS["issues"], "x": {**issue, "decided_by": "a"}})) == []
