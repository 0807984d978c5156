"""How the parts of a case are put into words."""

import pytest

from comity.case.model import Case
from comity.case.wording import at_most, combination, counted, drafts_left, listed, never, role, rule, standing_caveats

CASE = Case.model_validate(
    {
        "title": "t",
        "parties": {
            "league": {"name": "League", "members": {"own": {"name": "Own", "signs": "yes"}, "mute": "Mute"}},
            "rival": {"name": "Rival", "signs": "yes"},
            "guest": "Guest",
        },
        "issues": {
            "land": {"name": "land", "options": {"p": "p", "q": "q"}},
            "aid": {"name": "aid", "options": {"x": "x", "y": "y"}},
        },
        "conditions": [{"if": {"land": ["p", "q"]}, "then": {"aid": "x"}}],
        "red_lines": [
            {"party": "rival", "never": {"land": ["p", "q"], "aid": "y"}, "because": "so", "firmness": "declared"},
            {
                "party": "rival",
                "because": "so",
                "never": {"land": "p"},
                "unless": {"aid": ["x", "y"], "land": "q"},
                "firmness": "declared",
            },
        ],
    }
)


def test_things_are_listed_and_counted() -> None:
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
    assert listed(["A", "B"], "or") == "A or B"
    assert [counted(n, "agreement", "agreements") for n in (0, 1, 2, 1200)] == [
        "no agreement",
        "1 agreement",
        "2 agreements",
        "1,200 agreements",
    ]


def test_rules_are_said_in_the_names_of_the_file() -> None:
    plain, lifted = CASE.red_lines
    assert combination(plain.never) == "land=p or q with aid=y"
    assert never(plain) == "land=p or q with aid=y"
    assert never(lifted) == "land=p unless aid=x or y and land=q"
    assert rule(CASE.conditions[0]) == "land=p or q needs aid=x"


@pytest.mark.parametrize(
    ("party", "said"),
    [
        ("rival", "signs"),
        ("guest", "does not sign"),
        ("own", "member of League, signs"),
        ("mute", "member of League, does not sign"),
    ],
)
def test_everyone_has_a_role(party: str, said: str) -> None:
    assert role(CASE, party) == said


def test_drafts_are_counted_whether_left_out_or_kept() -> None:
    lines = tuple(line.model_copy(update={"draft": True}) for line in CASE.red_lines)
    drafted = CASE.model_copy(update={"red_lines": lines})
    assert drafts_left(CASE) is None
    assert drafts_left(CASE.confirmed(1)) == "1 judgement is left out, a draft that nobody has confirmed."
    assert drafts_left(CASE.confirmed(3)) == "3 judgements are left out, drafts that nobody has confirmed."
    assert drafts_left(drafted) == "2 judgements are drafts that nobody has confirmed."
    one = CASE.model_copy(update={"red_lines": lines[:1]})
    assert drafts_left(one) == "1 judgement is a draft that nobody has confirmed."


def test_what_every_finding_must_say() -> None:
    whole = CASE.model_copy(update={"conditions": ()})
    assert standing_caveats(whole) == ()
    remark = "No coherent agreement has aid=y; check the conditions that name it."
    assert standing_caveats(CASE) == (remark,)
    changed = CASE.altered(["condition-1"], ["rival: no_deal=30"]).model_copy(update={"illustrative": True})
    assert standing_caveats(changed.confirmed(1)) == (
        "Not as in the file: condition-1 is left out.",
        "Not as in the file: rival: no_deal=30 is supposed.",
        "1 judgement is left out, a draft that nobody has confirmed.",
        "All ratings, weights and no-deal values are illustrative judgements.",
        remark,
    )


@pytest.mark.parametrize(
    ("points", "said"),
    [(0.0, "0.0"), (1.25, "1.3"), (1.2, "1.2"), (12.01, "12.1"), (0.1, "0.1"), (0.0087, "0.009"), (0.04, "0.04")],
)
def test_a_bound_is_never_told_as_less_than_it_is(points: float, said: str) -> None:
    assert at_most(points) == said
    assert float(said) >= points
