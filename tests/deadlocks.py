"""A small case and results on it, made by hand: what is said and shown of them is clear without computing anything."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from comity.agreements.nearest import Counted
from comity.agreements.space import Agreement
from comity.agreements.suppose import BECAUSE
from comity.case.model import Case
from comity.finding import Band
from comity.questions.deadlock.closed import Blocker, Clash, Deadlock, Miss, Opening, Standing
from comity.questions.deadlock.closeness import Closeness
from comity.questions.deadlock.demands import NamedDemand, Prices, Softening, Step
from comity.questions.deadlock.impasse import Margin, Outcome
from comity.questions.deadlock.needed import Acceptance, Need, WhatItTakes

TALKS = Case.model_validate(
    {
        "title": "Talks",
        "parties": {
            "ash": {"name": "Ash", "signs": "yes"},
            "birch": {"name": "Birch", "signs": "yes"},
            "grove": {"name": "Grove", "members": {"elm": {"name": "Elm", "signs": "yes"}}},
        },
        "issues": {
            "land": {
                "name": "The land",
                "ordered": "yes",
                "options": {"all": "all of it", "most": "most of it", "half": "half of it", "none": "none of it"},
            },
            "aid": {"name": "Aid", "options": {"paid": "aid is paid", "late": "aid comes late", "no": "no aid"}},
        },
        "interests": {
            "ash": {
                "no_deal": {"value": "40..60", "because": "It can wait."},
                "land": {"weight": "30..70", "all": 100, "most": 70, "half": 40, "none": 0},
                "aid": {"weight": 50, "paid": 100, "late": 50, "no": 0},
            },
            "birch": {"no_deal": 30, "land": {"weight": 1, "all": 0, "most": 30, "half": 60, "none": 100}},
            "grove": {"no_deal": 20, "aid": {"weight": 1, "paid": 100, "late": 50, "no": 0}},
        },
        "red_lines": [
            {"id": "land", "party": "ash", "never": {"land": "none"}, "firmness": "declared", "because": "It said so."},
            {"id": "only", "party": "birch", "never": {"land": ["all", "most", "half"]}, "firmness": "constitutional"},
            {
                "id": "both",
                "party": "grove",
                "never": {"land": ["most", "half"], "aid": "no"},
                "unless": {"aid": "late"},
                "firmness": "preferred",
            },
            {"id": "new", "party": "ash", "never": {"aid": "no"}, "firmness": "declared", "because": BECAUSE},
        ],
        "conditions": [
            {"id": "paying", "if": {"land": "all"}, "then": {"aid": "paid"}, "because": "Nothing else is enough."},
            {"id": "late", "if": {"aid": "late"}, "then": {"land": ["most", "half"]}},
        ],
    }
)

LAND, ONLY = NamedDemand("land", "ash", "declared"), NamedDemand("only", "birch", "constitutional")
BOTH, NEW = NamedDemand("both", "grove", "preferred"), NamedDemand("new", "ash", "declared")
ASH, BIRCH = NamedDemand("ash-no-deal", "ash", "no deal", 50.0), NamedDemand("birch-no-deal", "birch", "no deal", 30.0)
ELM = NamedDemand("elm-no-deal", "elm", "no deal", 20.0)
EVERY = (LAND, ONLY, BOTH, NEW, ASH, BIRCH, ELM)


def outcome(land: str, aid: str, *gains: float, blocker: str = "") -> Outcome:
    """One agreement that nothing ties with."""
    gained = dict(zip(("ash", "birch", "elm"), gains, strict=True))
    least = min(gain for party, gain in gained.items() if party != blocker)
    bands = {party: Band.over([gain]) for party, gain in gained.items()}
    deal = {"land": land, "aid": aid}
    return Outcome(Agreement(deal), Counted(1, True), least, bands, {issue: (name,) for issue, name in deal.items()})


CLASHING = (
    Clash((LAND, ONLY), ()),
    Clash((ONLY, BOTH, ASH), ("paying",)),
    Clash((ONLY, BOTH, NEW, BIRCH, ELM), None),
)
GIVEN = (
    Opening(
        3,
        (Softening(LAND, (Step(3, (), "none"),)),),
        Counted(12, True),
        (outcome("none", "paid", 1.25, 70.0, 80.0), outcome("none", "late", 0.5, 70.0, 30.0)),
    ),
    Opening(
        11,
        (
            Softening(ONLY, (Step(10, (), "half"),)),
            Softening(ASH, (Step(1, (), 45.0), Step(1, (0,), 40.0))),
        ),
        Counted(1, False),
        (outcome("half", "paid", -2.0, 30.0, 80.0),),
    ),
)
NEAREST = Miss(
    Agreement({"land": "none", "aid": "paid"}),
    (
        Standing("ash", Band.over([47.5]), 50.0, Band.over([2.5]), ("land", "new")),
        Standing("birch", Band.over([100.0]), 30.0, Band.over([0.0]), ()),
        Standing("elm", Band.over([100.0]), 20.0, Band.over([0.0]), ()),
    ),
    True,
    short=2.5,
)
CLOSED = Deadlock(
    demands=EVERY,
    clashes=CLASHING,
    ways_out=(("only",), ("land", "both")),
    complete=True,
    explained=2,
    openings=GIVEN,
    openings_complete=True,
    blockers=(Blocker("birch", Counted(7, True), outcome("all", "paid", 50.0, -30.0, 80.0, blocker="birch")),),
    nearest=NEAREST,
    prices=Prices(),
)
"""Three clashes, two openings, one blocker."""

NARROW = Closeness(
    number=Counted(12, True),
    margins=(
        Margin("birch", Band(30.0, 30.0, 30.0), 10.0, True),
        Margin("ash", Band(40.0, 50.0, 65.0), 12.125, True),
        Margin("elm", Band(20.0, 20.0, 20.0), 40.0, True),
    ),
    together=2.515,
    options_left={"land": ("most", "half"), "aid": ("paid",)},
    slack=("land", "new"),
    demands=EVERY,
)
"""An open space that closes when Birch asks for more than 40."""

CONTENT = Acceptance(
    Need(
        "birch", Fraction(60), Fraction(30), Band(30.0, 30.0, 30.0), Fraction(0), {"land": Band(1.0, 1.0, 1.0)}, {}, 0,
        Fraction(30), Fraction(30),
    ),
    (),
)  # fmt: skip
RELUCTANT = Acceptance(
    Need(
        party="ash",
        worth=Fraction(45),
        no_deal=Fraction(50),
        judged=Band(40.0, 50.0, 60.0),
        short=Fraction(5),
        weights_judged={"land": Band(30.0, 50.0, 70.0), "aid": Band(50.0, 50.0, 50.0)},
        weights={"land": Fraction(45), "aid": Fraction(55)},
        share=25,
        least=Fraction(-20),
        most=Fraction(15),
    ),
    (Softening(LAND, (Step(3, (), "none"),)),),
)
UNABLE = Acceptance(
    replace(
        RELUCTANT.need, party="elm", worth=Fraction(35), short=Fraction(15), weights=None, share=None, most=Fraction(-4)
    ),
    (Softening(BOTH, (Step(1, (), None),)),),
)
WANTED = WhatItTakes({"land": "none"}, Agreement({"land": "none", "aid": "paid"}), (RELUCTANT, CONTENT, UNABLE), True)
"""Ash has to give up a red line and 5 points, Birch nothing, Elm a red line and more than it can."""
