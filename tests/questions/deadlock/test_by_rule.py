"""What is said of a deadlock where a rule decides: three parties of whom each wants what no other does."""

from __future__ import annotations

from typing import Any

from comity.agreements import winning
from comity.case.model import Case
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.closed import Deadlock
from talks import talks

BEST = {"a": ("p", "p"), "b": ("q", "p"), "c": ("q", "q")}


def stuck(consent: Any, **changed: Any) -> Case:
    """Each signer likes one agreement, half of two others, and nothing of the last; no deal is worth 60, to C 70."""
    names = {"a": "Alpha", "b": "Beta", "c": "Gamma"}
    interests = {}
    for name, best in BEST.items():
        rated = {
            issue: {"weight": 1, **{option: 100 if option == liked else 0 for option in "pq"}}
            for issue, liked in zip("xy", best, strict=True)
        }
        interests[name] = {"no_deal": 70 if name == "c" else 60, **rated}
    parties = {name: {"name": called, "signs": "yes"} for name, called in names.items()}
    return talks(parties=parties, interests=interests, consent=consent, **changed)


def test_every_set_that_would_suffice_is_told_with_what_opens_one_for_it() -> None:
    finding = deadlock(stuck({"at_least": 2}))
    assert finding.exact
    assert finding.answer == (
        "There is no agreement by the rule, the yes of at least 2 of all 3 who sign: Alpha wants at least the 60 "
        "points that no deal is worth to it; Beta wants at least the 60 points that no deal is worth to it; Gamma "
        "wants at least the 70 points that no deal is worth to it; nothing else is needed for the clash. The yes of "
        "Alpha and Beta, or of Alpha and Gamma, or of Beta and Gamma would suffice; none of these has one. The only "
        "openings: "
        "Beta accepts 50 points instead of 60 (price 2, opens 2 agreements, by the yes of Alpha and Beta, or of Beta "
        "and Gamma); or Alpha accepts 50 points instead of 60 (price 2, opens 1 agreement, by the yes of Alpha and "
        "Beta); or Gamma accepts 50 points instead of 70 (price 4, opens 1 agreement, by the yes of Beta and Gamma)."
    )
    assert [row[-1] for row in finding.tables["openings"].rows] == [
        "Alpha and Beta, or of Beta and Gamma",
        "Alpha and Beta",
        "Beta and Gamma",
    ]
    assert [(row[0], row[2], row[3]) for row in finding.tables["sets"].rows] == [
        ("Alpha and Beta", 2, "Alpha accepts 50 points instead of 60; or 1 more at that price"),
        (
            "Alpha and Gamma",
            6,
            "Alpha accepts 50 points instead of 60 and Gamma accepts 50 points instead of 70",
        ),
        ("Beta and Gamma", 2, "Beta accepts 50 points instead of 60"),
    ]
    assert finding.data["sets_count"] == 3
    assert finding.data["sets"][0]["clash"] == ["a-no-deal", "b-no-deal"]
    assert finding.data["concessions"][0]["consent"] == [["a", "b"], ["b", "c"]]
    assert finding.tables["nearest"].note.endswith(
        "Counted are the demands of those whose yes would suffice for it: Alpha and Beta, or Beta and Gamma."
    )


def test_who_is_needed_in_any_case_is_said_once() -> None:
    finding = deadlock(stuck({"at_least": 2, "including": ["a"]}))
    assert (
        "It takes the yes of Alpha, and beside it that of Beta, or of Gamma. The only openings: Alpha accepts 50 "
        "points instead of 60 (price 2, opens 1 agreement, by the yes of Beta); or Beta accepts 50 points instead of 60"
        " (price 2, opens 1 agreement, by the yes of Beta); or "
    ) in finding.answer
    assert [row[0] for row in finding.tables["sets"].rows] == ["Beta", "Gamma"]
    assert finding.tables["sets"].note.endswith("In every set: Alpha.")
    assert finding.tables["openings"].note.endswith("Beside whom it names, the yes of Alpha is needed in any case.")
    assert finding.tables["nearest"].note.endswith(
        "Counted are the demands of those whose yes would suffice for it: Alpha, and Beta."
    )
    assert finding.caveats == (
        "An agreement is one that passes: at the table the yes of at least 2 of all 3 who sign, including Alpha.",
    )


def test_who_has_no_say_is_in_no_clash_and_no_opening() -> None:
    finding = deadlock(stuck({"all": ["a", "b"]}))
    assert "Gamma" not in finding.answer
    assert "It takes the yes of Alpha and Beta. The only openings" in finding.answer
    assert finding.data["clashes"] == [["a-no-deal", "b-no-deal"]]
    assert finding.data["blockers"] == ["a", "b"]


def test_what_needs_somebody_is_only_for_sets_with_it() -> None:
    issues = talks().model_dump(by_alias=True, exclude_defaults=True)["issues"]
    issues["y"]["needs"] = {"p": ["c"]}
    result = deadlock(stuck({"all": ["a", "b"]}, issues=issues)).result
    assert isinstance(result, Deadlock)
    assert [each.parties for each in result.sets] == [("a", "b"), ("a", "b", "c")]
    assert all(each.price for each in result.sets)
    assert "It takes the yes of Alpha and Beta. The " in deadlock(stuck({"all": ["a", "b"]}, issues=issues)).answer


def test_so_many_sets_that_they_are_not_looked_at_leave_a_bound(monkeypatch: Any) -> None:
    monkeypatch.setattr(winning, "SETS", 2)
    finding = deadlock(stuck({"at_least": 2}))
    assert not finding.exact
    assert finding.answer.startswith(
        "By the case's own rule none passes; too many sets of parties would suffice for it to look at each. Asking for "
        "the yes of everybody whose yes may matter, which takes at least as much: There is no agreement: "
    )
    assert "by the rule no opening is dearer than the cheapest here" in finding.caveats[-1]
    assert "sets" not in finding.data


def test_cases_without_a_rule_are_told_nothing_of_sets() -> None:
    finding = deadlock(stuck(None))
    assert "sets" not in finding.tables
    assert not {"sets", "sets_count", "spared"} & set(finding.data)
    assert "consent" not in finding.data["concessions"][0]
    assert "the yes of" not in finding.answer
