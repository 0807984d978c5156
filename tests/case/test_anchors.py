from comity.case import anchors
from comity.case.model import Case
from comity.case.paths import judgement_paths

CASE = Case.model_validate(
    {
        "title": "t",
        "parties": {
            "league": {
                "name": "League",
                "members": {
                    "inner": {"name": "Inner", "members": {"small": "Small", "silent": "Silent"}},
                    "own": {"name": "Own", "signs": "yes"},
                },
            },
            "rival": {"name": "Rival", "signs": "yes"},
            "mute": "Mute",
        },
        "issues": {"land": {"name": "land", "options": {"p": "p", "q": "q"}}},
        "interests": {
            "league": {"no_deal": 10, "land": {"weight": 1, "p": 0, "q": 100}},
            "inner": {"land": {"weight": 2, "p": 10, "q": 100}},
            "own": {"no_deal": 30},
            "rival": {"no_deal": 20, "land": {"weight": 1, "p": 100, "q": 0}},
        },
        "contest": {
            "challenger": "rival",
            "defender": "league",
            "stake": "the land",
            "held": 20,
            "victory": 50,
            "land": 55,
            "arms": 60,
            "first_strike": {"challenger": 55, "defender": 55},
            "cost": {"challenger": 2, "defender": 3},
            "discount": 90,
            "noise": 1,
            "accident": 1,
            "rebuilding": {"years": 5, "challenger": 3, "defender": 2},
            "effects": {"land": {"p": {"share": 30}}},
        },
    }
)


def test_each_kind_of_judgement_has_an_anchor_of_its_own() -> None:
    assert anchors.red_line("keeps-control") == "red-line-keeps-control"
    assert anchors.condition("monitors") == "condition-monitors"
    assert anchors.no_deal("rival") == "no-deal-rival"
    assert anchors.interest("rival") == "interest-rival"
    assert anchors.interest("rival", "land") == "interest-rival/land"
    assert anchors.interest("rival", "land", "weight") == "interest-rival/land/weight"
    assert anchors.linkage(2) == "linkage-2"
    assert anchors.linkage(2, "adds") == "linkage-2/adds"


def test_a_no_deal_value_is_found_where_it_is_stated() -> None:
    assert anchors.stated_no_deal(CASE, "rival") == "no-deal-rival"  # of its own
    assert anchors.stated_no_deal(CASE, "own") == "no-deal-own"  # its own, though its group states one too
    assert anchors.stated_no_deal(CASE, "inner") == "no-deal-league"  # has interests, without a no-deal value
    assert anchors.stated_no_deal(CASE, "small") == "no-deal-league"  # two groups above
    assert anchors.stated_no_deal(CASE, "mute") == "no-deal-mute"  # nobody states one


def test_a_judgement_of_the_contest_is_named_by_its_path() -> None:
    anchored = {anchors.contest(path) for path, _ in judgement_paths(CASE) if path[0] == "contest"}
    assert {"contest", "contest/cost/defender", "contest/effects/land/p/share"} <= anchored
