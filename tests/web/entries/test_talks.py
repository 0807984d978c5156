"""Rounds of talks in forms: formats, what makes a round easier, what holds for all; and who listens within a group."""

import html

import pytest

from comity.case.check import check
from open_form import Form, beside

CASE = """\
comity: 1
title: A dam
sources: {letter: {file: letter.md}}
parties:
  upper: {name: The upper state, signs: yes}
  lower:
    name: The lower states
    signs: yes
    members: {north: North, south: {name: South}, east: "East, and its port"}
    listens: {because: They meet., north: {south: 30}}   # every month
issues:
  water:
    name: How much water
    amount: {from: 0, to: 50, step: 5, unit: m³/s}
  dam: {name: The dam, options: {high: A high one, low: A low one}}
  fees: {name: Fees, options: {some: Some, none: None}}
interests:
  upper:
    no_deal: 30
    water: {weight: 50, 0: 100, 50: 0}
    dam: {weight: 50, high: 100, low: 0}
  lower:
    no_deal: 30
    water: {weight: 50, 0: 0, 50: 100}
    dam: {weight: 50, high: 0, low: 100}
talks:
  because: As the office plans it.
  patience: {value: 90..95, because: Summer ends.}
  issues:
    water:
      formats:
        desk: {name: At the desk, cost: {value: 2, because: Two days.}, success: 40..60}   # the usual one
        walk: {cost: 1, success: 20, ends_talks: 5, evidence: "letter: along the river"}
    dam: {formats: {desk: {cost: 2, success: 30}}, easier_after: {water: {value: 10..20, because: It is less.}}}
"""
TABLE = "/case/dam/table"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "dam").mkdir()
    (tmp_path / "dam" / "case.yaml").write_text(CASE, "utf-8")
    (tmp_path / "dam" / "letter.md").write_text("They walked along the river.\n\nThey met again in May.\n", "utf-8")
    return tmp_path


def text(folder):
    return (folder / "dam" / "case.yaml").read_text("utf-8")


def case(folder):
    read = check(folder / "dam" / "case.yaml")
    assert not read.errors
    return read.case


def opened(visitor, what):
    return Form(visitor.get(TABLE, params={"open": what}))


def posted(visitor, sent, to="entry"):
    return visitor.post(f"{TABLE}/{to}", data=sent)


EVERY = (
    "talks/*",
    "talks/water",
    "talks/dam",
    "talks/water/desk",
    "talks/water/walk",
    "talks/dam/desk",
    "listens/lower",
)


def test_a_form_saved_as_it_was_opened_changes_nothing(visitor, folder):
    for which in EVERY:
        assert (posted(visitor, opened(visitor, which)()).status_code, which) == (303, which)
        assert text(folder) == CASE


def test_rounds_are_listed_in_words(visitor):
    page = html.unescape(visitor.get(TABLE).text)
    assert "At the desk: a round costs 2 points and settles it in 40 to 60 of 100" in page
    assert "walk: a round costs 1 point and settles it in 20 of 100; if it fails, all talks end in 5 of 100" in page
    assert "The dam: 10 to 20 in 100 likelier once “How much water” is settled" in page
    assert "How much water: no other issue makes a round on it easier" in page
    assert "All rounds: a round later counts 90 to 95 in 100" in page
    assert "The lower states: of 100 of its view, North takes 30 from South" in page
    assert "<code>talks</code>" not in page


def test_a_number_is_changed_in_its_place_with_its_reason_kept(visitor, folder):
    sent = opened(visitor, "talks/water/desk")(cost="2..3", success="50", confidence="low")
    assert posted(visitor, sent).status_code == 303
    line = (
        "{name: At the desk, cost: {value: 2..3, because: Two days.}, success: 50, confidence: low}   # the usual one"
    )
    assert f"        desk: {line}\n" in text(folder)
    assert posted(visitor, opened(visitor, "talks/*")(patience="90", worth="20..30")).status_code == 303
    talks = case(folder).talks
    assert (talks.patience.words(), talks.patience.because, talks.worth.words()) == ("90", "Summer ends.", "20..30")
    assert posted(visitor, opened(visitor, "talks/dam")(**{"after.water": "15"})).status_code == 303
    eased = case(folder).talks.issues["dam"].easier_after["water"]
    assert (eased.words(), eased.because) == ("15", "It is less.")
    assert posted(visitor, opened(visitor, "talks/dam")(**{"after.water": ""})).status_code == 303
    assert case(folder).talks.issues["dam"].easier_after == {}


def test_a_format_is_added_with_evidence_and_taken_out(visitor, folder):
    new = opened(visitor, "talks")
    sent = {"issue": "fees", "name": "Letters: two", "cost": "0", "success": "10..20", "evidence": "letter: met again"}
    assert posted(visitor, new(**sent)).status_code == 303
    held = case(folder).talks.issues["fees"].formats["letters-two"]
    assert (held.name, held.cost.words(), held.success.words()) == ("Letters: two", "0", "10..20")
    assert [str(piece) for piece in held.evidence] == ["letter:35-44 met again"]
    assert posted(visitor, opened(visitor, "talks/fees/letters-two")(), "out").status_code == 303
    assert "fees" not in case(folder).talks.issues
    assert posted(visitor, opened(visitor, "talks/water/walk")(), "out").status_code == 303
    assert list(case(folder).talks.issues["water"].formats) == ["desk"]
    kept = text(folder)
    answer = posted(visitor, opened(visitor, "talks/water/desk")(), "out")  # the dam is said to be easier after it
    assert (answer.status_code, text(folder)) == (422, kept)
    assert "needs no round of talks here" in html.unescape(answer.text)
    assert posted(visitor, opened(visitor, "talks/*")(), "out").status_code == 303
    assert case(folder).talks is None


def test_the_first_format_makes_the_section_and_the_last_takes_it_along(visitor, folder):
    posted(visitor, opened(visitor, "talks/*")(), "out")
    without = text(folder)
    page = html.unescape(visitor.get(TABLE).text)
    assert "All rounds:" not in page
    sent = {"issue": "water", "name": "A summit", "cost": "3", "success": "50"}
    assert posted(visitor, opened(visitor, "talks")(**sent)).status_code == 303
    assert case(folder).talks.issues["water"].formats["a-summit"].name == "A summit"
    assert posted(visitor, opened(visitor, "talks/water/a-summit")(), "out").status_code == 303
    assert text(folder) == without


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": ""}, "name", "Write what the format is called."),
        ({"cost": ""}, "cost", "Write what a round costs; 0 if nothing."),
        ({"success": "0"}, "success", "A round on water that cannot succeed never settles it; give a chance above 0"),
        ({"success": "400"}, "success", "Must be 0 to 100 percent, not 400."),
        ({"cost": "much"}, "cost", "Must be a number or a range"),
        ({"cost": "3..1"}, "cost", "The range 3..1 runs backwards; write 1..3."),
        ({"evidence": "letter 5"}, "evidence", "Must read source:start-end"),
        (
            {"evidence": "letter: along the river\nminutes: by the sea"},
            "evidence",
            "Evidence from an unknown source 'minutes'; known: letter.",
        ),
        (
            {"evidence": "letter: by the sea"},
            "evidence",
            "“by the sea” stands nowhere in letter.md; copy the words from the source, as they stand there.",
        ),
    ],
)
def test_what_is_no_format_is_refused_beside_its_field(visitor, folder, typed, field, said):
    sent = opened(visitor, "talks/water/desk")(because="So it is.", **typed)
    answer = posted(visitor, sent)
    assert answer.status_code == 422
    assert said in (beside(answer, field) or ""), answer.text[:2000]
    assert {name: Form(answer)()[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert Form(answer)()["because"] == ["So it is."]
    assert text(folder) == CASE


def test_who_listens_is_changed_in_its_place(visitor, folder):
    sent = opened(visitor, "listens/lower")(**{"takes.north": "South 20, east 10.5", "takes.south": "north: 40%"})
    assert posted(visitor, sent).status_code == 303
    listens = case(folder).parties["lower"].listens
    assert listens.members == {"north": {"south": 20, "east": 10.5}, "south": {"north": 40}}
    assert "listens: {because: They meet., north: {south: 20, east: 10.5}, south: {north: 40}}   # every month" in text(
        folder
    )
    assert posted(visitor, opened(visitor, "listens/lower")(), "out").status_code == 303
    assert case(folder).parties["lower"].listens is None
    page = html.unescape(visitor.get(TABLE).text)
    assert "The lower states: nothing is said" in page
    sent = opened(visitor, "listens/lower")(because="They meet.", **{"takes.east": "north 5"})
    assert posted(visitor, sent).status_code == 303
    assert case(folder).parties["lower"].listens.members == {"east": {"north": 5}}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Sout 20", "“Sout” is no member; did you mean South?"),
        ("South", "“South” does not say of whom and how much; write it as a name and a number."),
        ("South 20, south 30", "South stands there twice; leave one out."),
        ("South 80, east 30", "What North takes from others must be 100 percent at most together."),
        ("North 20", "North listens to itself; leave it out"),
    ],
)
def test_who_cannot_be_listened_to_is_refused_beside_the_field(visitor, folder, typed, said):
    answer = posted(visitor, opened(visitor, "listens/lower")(**{"takes.north": typed}))
    assert answer.status_code == 422
    assert said in (beside(answer, "takes-north") or ""), beside(answer, "takes-north")
    assert Form(answer)()["takes.north"] == [typed]
    assert text(folder) == CASE
