"""Entries of a case in forms: added, changed and taken out; what is not of the form stays to the character."""

import html
import re

import pytest

from comity.live import Live
from comity.problem import Place, Problem, Problems
from open_form import Form

PAGE = "/case/washington-2025/table"


def text(folder):
    return (folder / "washington-2025" / "case.yaml").read_text(encoding="utf-8")


def case(folder):
    return Live.open(folder / "washington-2025" / "case.yaml").checked.case


def opened(visitor, what):
    answer = visitor.get(PAGE, params={"open": what})
    assert answer.status_code == 200
    return Form(answer)


def posted(visitor, sent, to="entry"):
    return visitor.post(f"{PAGE}/{to}", data=sent)


EVERY = [
    *(f"red_lines/{number}" for number in range(11)),
    *(f"conditions/{number}" for number in range(11)),
    *(f"linkages/{number}" for number in range(7)),
    *(f"no_deal/{party}" for party in ("ukraine", "russia", "usa", "europe", "others", "neighbours")),
    *(f"parties/{party}" for party in ("ukraine", "usa", "france", "neighbours")),
    *(f"ties/{number}" for number in range(4)),
    *(f"messages/{number}" for number in range(3)),
    *(f"preconditions/{number}" for number in range(4)),
    *("measures/years-of-support", "measures/one-wording", "measures/meeting-of-three", "messengers/nato"),
    *("today/ceasefire", "today/territory"),
    *(
        "issues/territory",
        "issues/sanctions",
        "issues/territory/frozen",
        "views/russia/sanctions",
        "views/france/status",
    ),
]


def test_a_form_saved_as_it_was_opened_changes_nothing(visitor, folder):
    before = text(folder)
    for which in EVERY[::3]:
        assert (posted(visitor, opened(visitor, which)()).status_code, which) == (303, which)
        assert text(folder) == before


def test_a_red_line_is_added_changed_and_taken_out(visitor, folder):
    before = text(folder)
    sent = opened(visitor, "red_lines")(
        party="russia", firmness="declared", because="So it\nsays: often.", never={"territory": ["partial", "restored"]}
    )
    answer = posted(visitor, sent)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("#red_lines")
    line = case(folder).red_lines[-1]
    assert (line.party, line.never, line.because) == (
        "russia",
        {"territory": ("partial", "restored")},
        "So it says: often.",
    )
    assert text(folder).startswith(before[: before.index("red_lines:")])
    page = visitor.get(answer.headers["location"])
    assert "lost, none gained" in page.text
    assert "Russia will not accept" in page.text

    number = len(case(folder).red_lines) - 1
    sent = opened(visitor, f"red_lines/{number}")(unless={"guarantees": ["none"]}, because="")
    assert posted(visitor, sent).status_code == 303
    line = case(folder).red_lines[-1]
    assert (line.unless, line.because) == ({"guarantees": ("none",)}, None)
    assert posted(visitor, opened(visitor, f"red_lines/{number}")(), "out").status_code == 303
    assert text(folder) == before


def test_a_red_line_that_is_changed_keeps_what_is_not_asked(visitor, folder):
    before = text(folder)
    sent = opened(visitor, "red_lines/3")(firmness="preferred")
    assert posted(visitor, sent).status_code == 303
    after = text(folder)
    lines = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert lines == [("    firmness: declared", "    firmness: preferred")]


def test_what_is_missing_is_said_beside_its_field_and_the_rest_kept(visitor, folder):
    before = text(folder)
    answer = posted(visitor, opened(visitor, "red_lines")(party="russia", because="It says so."))
    assert answer.status_code == 422
    assert "Tick what it will not sign." in answer.text
    assert "Choose how firm it is." in answer.text
    kept = dict(Form(answer))
    assert (kept["party"], kept["because"]) == ("russia", "It says so.")
    assert text(folder) == before


def test_what_check_refuses_is_said_beside_its_field(visitor, folder):
    sent = opened(visitor, "linkages")(party="russia", when={"territory": ["frozen"]}, adds="15..5")
    answer = posted(visitor, sent)
    assert answer.status_code == 422
    assert re.search(r'id="f-adds-problem">.*The range 15\.\.5 runs backwards; write 5\.\.15\.', answer.text)
    sent["adds"] = ["5..15"]
    assert posted(visitor, sent).status_code == 303
    assert case(folder).linkages[-1].adds.words() == "5..15"


def test_a_condition_is_added(visitor, folder):
    sent = opened(visitor, "conditions")(**{"if": {"territory": ["frozen"]}, "then": {"ceasefire": ["first"]}})
    assert posted(visitor, sent).status_code == 303
    rule = case(folder).conditions[-1]
    assert (rule.if_, rule.then) == ({"territory": ("frozen",)}, {"ceasefire": ("first",)})


def test_two_who_change_one_entry_are_told_and_nothing_is_lost(visitor, folder):
    first, second = (opened(visitor, "red_lines/3") for _ in range(2))
    assert posted(visitor, first(firmness="preferred")).status_code == 303
    answer = posted(visitor, second(firmness="constitutional"))
    assert answer.status_code == 409
    assert "Nothing was overwritten" in answer.text
    assert case(folder).red_lines[3].firmness == "preferred"
    again = Form(answer)
    assert dict(again)["firmness"] == "constitutional"
    assert posted(visitor, again()).status_code == 303
    assert case(folder).red_lines[3].firmness == "constitutional"


def test_a_party_is_added_judged_and_made_to_sign(visitor, folder):
    before = text(folder)
    sent = opened(visitor, "parties")(name="Türkiye: host", no_deal="20..30")
    assert posted(visitor, sent).status_code == 303
    assert case(folder).parties["turkiye-host"].name == "Türkiye: host"
    refused = posted(visitor, opened(visitor, "parties/turkiye-host")(signs="yes"))
    assert refused.status_code == 422
    assert "signs but" in refused.text
    view = opened(visitor, "views/turkiye-host/monitoring")
    half = posted(visitor, view(weight="10", **{"rating.none": "5"}))
    assert half.status_code == 422
    assert half.text.count("Rate “") == 2
    ratings = {f"rating.{option}": "50" for option in case(folder).issues["monitoring"].options}
    assert posted(visitor, view(weight="10", **ratings)).status_code == 303
    assert posted(visitor, opened(visitor, "parties/turkiye-host")(signs="yes")).status_code == 303
    assert "turkiye-host" in case(folder).signers()
    assert posted(visitor, opened(visitor, "parties/turkiye-host")(), "out").status_code == 303
    assert text(folder) == before


def test_a_member_joins_a_group_and_is_renamed(visitor, folder):
    assert posted(visitor, opened(visitor, "parties")(name="Poland", group="europe")).status_code == 303
    assert case(folder).parties["europe"].members["poland"].name == "Poland"
    assert posted(visitor, opened(visitor, "parties/poland")(name="Polish government")).status_code == 303
    assert case(folder).parties["europe"].members["poland"].name == "Polish government"
    assert "      poland: Polish government\n" in text(folder)


def test_an_issue_is_added_gets_an_option_and_moves(visitor, folder):
    sent = opened(visitor, "issues")(name="Prisoners", options="All come home\n\nNone does\n")
    assert posted(visitor, sent).status_code == 303
    added = case(folder).issues["prisoners"]
    assert {name: each.name for name, each in added.options.items()} == {
        "all-come-home": "All come home",
        "none-does": "None does",
    }
    assert (
        posted(
            visitor,
            opened(visitor, "views/russia/prisoners")(
                weight="5", **{"rating.all-come-home": "60", "rating.none-does": "0"}
            ),
        ).status_code
        == 303
    )
    form = opened(visitor, "issues/prisoners/+")
    assert posted(visitor, form(name="Some do")).status_code == 422
    assert posted(visitor, form(name="Some do", **{"rating.russia": "30"})).status_code == 303
    rated = case(folder).interests["russia"].issues["prisoners"].ratings
    assert {option: rating.words() for option, rating in rated.items()} == {
        "all-come-home": "60",
        "none-does": "0",
        "some-do": "30",
    }
    assert visitor.post(f"{PAGE}/up", data={"at": "prisoners/some-do"}).status_code == 303
    assert visitor.post(f"{PAGE}/up", data={"at": "prisoners"}).status_code == 303
    assert list(case(folder).issues["prisoners"].options) == ["all-come-home", "some-do", "none-does"]
    assert list(case(folder).issues)[-2] == "prisoners"
    assert posted(visitor, opened(visitor, "issues/prisoners")(), "out").status_code == 303
    assert "prisoners" not in text(folder)


def test_a_new_option_of_what_is_fought_over_says_who_then_has_what(visitor, folder):
    before = text(folder)
    form = opened(visitor, "issues/territory/+")
    ratings = {name: "50" for name, _ in form if name.startswith("rating.")}
    answer = posted(visitor, form(name="Divided", **ratings))
    assert answer.status_code == 422
    assert "Say which part." in answer.text
    assert posted(visitor, form(name="Divided", share="10", **ratings)).status_code == 303
    assert case(folder).contest.effects["territory"]["divided"].share.words() == "10"
    assert posted(visitor, opened(visitor, "issues/territory/divided")(), "out").status_code == 303
    assert text(folder) == before


def test_a_tie_is_added_refused_beside_its_field_and_taken_out(visitor, folder):
    before = text(folder)
    sent = {"to": "usa", "rapport": "20..30", "best": "60..80", "turns": "70", "because": "It is heard there."}
    sent["from"] = "ukraine"
    answer = posted(visitor, opened(visitor, "ties")(**sent))
    assert answer.status_code == 422
    assert re.search(r'id="f-turns-problem">.*Pressure turns at 70, which is not above the best', answer.text)
    assert posted(visitor, opened(visitor, "ties")(**sent | {"rapport": ""})).status_code == 422
    assert text(folder) == before
    answer = posted(visitor, opened(visitor, "ties")(**sent | {"turns": "100..120"}))
    assert answer.status_code == 303
    tie = case(folder).ties[-1]
    assert (tie.from_, tie.to, tie.rapport.words(), tie.turns.words()) == ("ukraine", "usa", "20..30", "100..120")
    page = visitor.get(answer.headers["location"]).text
    assert "Ukraine to the United States: rapport 20 to 30, best pressure 60 to 80, turns at 100 to 120." in page
    assert posted(visitor, opened(visitor, "ties/4")(), "out").status_code == 303
    assert text(folder) == before


def test_a_message_moves_a_number_or_weight_and_is_refused_beside_its_field(visitor, folder):
    new, before = opened(visitor, "messages"), text(folder)
    said = {"to": "russia", "says": "a line is safer than a claim"}
    for wrong, name, why in (
        ({}, "aim", "Choose what it could move"),
        ({"aim": "no_deal"}, "limit", "Write how far at most"),
        ({"aim": "no_deal", "limit": "46", "shift_from": "territory"}, "aim", "not both"),
        ({"shift_from": "territory", "shift_weight": "5"}, "shift_to", "Choose where it goes"),
        ({"aim": "territory/frozen", "limit": "460"}, "limit", "outside"),
        ({"aim": "no_deal", "limit": "much"}, "limit", "one number"),
        ({"shift_from": "territory", "shift_to": "status", "shift_weight": "99"}, "shift_weight", "less than 99"),
    ):
        answer = posted(visitor, new(**said | wrong))
        assert answer.status_code == 422
        assert re.search(rf'id="f-{name}-problem">.*{why}', answer.text), (wrong, name)
        assert dict(Form(answer))["says"] == said["says"]
    assert text(folder) == before
    assert posted(visitor, new(**said, aim="territory/frozen", limit="60")).status_code == 303
    assert case(folder).messages[-1].moves == {"territory": {"frozen": 60.0}}
    sent = opened(visitor, "messages/3")(aim="", limit="", shift_from="territory", shift_to="status", shift_weight="5")
    assert posted(visitor, sent).status_code == 303
    shifts = case(folder).messages[-1].shifts
    assert (shifts.from_, shifts.to, shifts.weight) == ("territory", "status", 5)
    assert posted(visitor, opened(visitor, "messages/3")(), "out").status_code == 303
    assert text(folder) == before


def test_an_office_is_named_and_one_that_speaks_is_not_taken_out(visitor, folder):
    before = text(folder)
    assert posted(visitor, opened(visitor, "messengers")(name="")).status_code == 422
    sent = opened(visitor, "messengers")(name="The Holy See", about="It hosts.")
    assert posted(visitor, sent).status_code == 303
    assert case(folder).messengers["the-holy-see"].about == "It hosts."
    assert posted(visitor, opened(visitor, "messengers/the-holy-see")(), "out").status_code == 303
    assert text(folder) == before
    assert posted(visitor, opened(visitor, "messengers/nato")(), "out").status_code == 422
    assert text(folder) == before


def test_what_holds_today_is_changed_and_whether_it_can_be_taken_back(visitor, folder):
    assert posted(visitor, opened(visitor, "today/ceasefire")(reversible="yes", because="So it is.")).status_code == 303
    issue = case(folder).issues["ceasefire"]
    assert (issue.reversible, issue.today.because) == (True, "So it is.")
    other = next(option for option in issue.options if option != issue.today.option)
    assert posted(visitor, opened(visitor, "today/ceasefire")(option=other)).status_code == 303
    assert case(folder).issues["ceasefire"].today.option == other
    assert posted(visitor, opened(visitor, "today/ceasefire")(option="", reversible="no")).status_code == 303
    assert (case(folder).issues["ceasefire"].today, case(folder).issues["ceasefire"].reversible) == (None, False)
    assert "Ceasefire and its timing: nothing is said" in visitor.get(PAGE).text
    assert posted(visitor, opened(visitor, "today/ceasefire")(option=other, because="")).status_code == 303
    assert f"    today: {other}\n" in text(folder)


def test_a_precondition_is_added_and_what_makes_no_sense_refused(visitor, folder):
    new = opened(visitor, "preconditions")
    said = {"party": "russia", "first": "territory", "firmness": "declared"}
    assert posted(visitor, new(**said)).status_code == 422
    answer = posted(visitor, new(**said, then="territory"))
    assert answer.status_code == 422
    assert re.search(r'id="f-then-problem">.*erritory is to be settled before itself', answer.text)
    assert posted(visitor, new(**said, then="ceasefire")).status_code == 303
    assert "Russia will not discuss “Ceasefire and its timing” before" in visitor.get(PAGE).text


def test_a_measure_moves_what_no_deal_is_worth(visitor, folder):
    before = text(folder)
    answer = posted(visitor, opened(visitor, "measures")(**{"name": "A hotline", "moves.russia": "460"}))
    assert answer.status_code == 422
    assert re.search(r'id="f-moves-russia-problem">.*lies outside 0\.\.100', answer.text)
    sent = {"name": "A hotline", "cost": "1..2", "reversible": "yes", "moves.russia": "40..48"}
    assert posted(visitor, opened(visitor, "measures")(**sent)).status_code == 303
    measure = case(folder).measures["a-hotline"]
    assert (measure.reversible, measure.cost.words()) == (True, "1..2")
    assert {party: moved.no_deal.words() for party, moved in measure.moves.items()} == {"russia": "40..48"}
    sent = {"cost": "", "moves.russia": "", "moves.ukraine": "70"}
    assert posted(visitor, opened(visitor, "measures/a-hotline")(**sent)).status_code == 303
    measure = case(folder).measures["a-hotline"]
    assert (list(measure.moves), measure.cost) == (["ukraine"], None)
    assert posted(visitor, opened(visitor, "measures/a-hotline")(), "out").status_code == 303
    assert text(folder) == before


def test_a_measure_keeps_the_ties_that_it_moves(visitor, folder):
    ties = case(folder).measures["one-wording"].ties
    said = "tie from United Kingdom to United States at rapport 55 to 75, best pressure 90 to 120, turns at 150 to 165"
    assert said in html.unescape(visitor.get(PAGE).text)
    sent = {"cost": "1", "because": "They have met.", "moves.russia": "45"}
    assert posted(visitor, opened(visitor, "measures/one-wording")(**sent)).status_code == 303
    after = case(folder).measures["one-wording"]
    assert (after.ties, after.cost.words(), list(after.moves)) == (ties, "1", ["russia"])


def test_a_measure_says_what_a_tie_would_be(visitor, folder):
    before = text(folder)
    new = opened(visitor, "measures")
    sent = {"name": "Talks between staffs", "ties.europe.ukraine.rapport": "70..160"}
    answer = posted(visitor, new(**sent))
    assert answer.status_code == 422
    assert re.search(r'id="f-ties-europe-ukraine-rapport-problem">.*Must be 0 to 100 percent', answer.text)
    assert 'value="70..160"' in answer.text
    sent |= {"ties.europe.ukraine.rapport": "60..70", "ties.europe.ukraine.because": "They would meet daily."}
    sent |= {"ties.france.usa.best": "45..55"}
    answer = posted(visitor, new(**sent))  # more than what it turns at
    assert answer.status_code == 422
    assert "is not above the best" in html.unescape(answer.text)
    assert posted(visitor, new(**sent | {"ties.france.usa.turns": "70..80"})).status_code == 303
    ties = dict(case(folder).measures["talks-between-staffs"].moved_ties())
    assert {whose: {name: each.words() for name, each in moved.numbers.items()} for whose, moved in ties.items()} == {
        ("europe", "ukraine"): {"rapport": "60..70"},
        ("france", "usa"): {"best": "45..55", "turns": "70..80"},
    }
    assert ties["europe", "ukraine"].because == "They would meet daily."
    answer = posted(visitor, opened(visitor, "ties/3")(), "out")  # which a measure moves
    assert "There is no tie from europe to ukraine that measure talks-between-staffs could move" in answer.text
    changed = {"ties.europe.ukraine.rapport": "", "ties.europe.ukraine.because": "", "ties.france.usa.best": "42"}
    assert posted(visitor, opened(visitor, "measures/talks-between-staffs")(**changed)).status_code == 303
    assert text(folder).endswith("    ties:\n      france:\n        usa: {best: 42, turns: 70..80}\n")
    assert posted(visitor, opened(visitor, "measures/talks-between-staffs")(), "out").status_code == 303
    assert text(folder) == before


def test_what_others_name_is_not_taken_out(visitor, folder):
    before = text(folder)
    answer = posted(visitor, opened(visitor, "issues/territory/partial")(), "out")
    assert answer.status_code == 422
    assert "Unknown option" in answer.text
    assert text(folder) == before


def test_no_deal_is_like_some_options_and_changes_with_time(visitor, folder):
    sent = opened(visitor, "no_deal/russia")(per_month="-1..0", **{"like.territory": "frozen"})
    assert posted(visitor, sent).status_code == 303
    held = case(folder).interests["russia"].no_deal
    assert (held.words(), held.per_month.words(), held.like["territory"]) == ("44..56", "-1..0", "frozen")
    assert held.evidence


@pytest.mark.parametrize(
    "what", ["red_lines/99", "red_lines/x", "nothing/1", "views/russia", "no_deal/nobody", "issues/x/y"]
)
def test_nothing_else_can_be_opened_or_posted(visitor, folder, what):
    before = text(folder)
    assert visitor.get(PAGE, params={"open": what}).status_code == 200
    kind, _, at = what.partition("/")
    for to in ("entry", "out", "up"):
        assert visitor.post(f"{PAGE}/{to}", data={"kind": kind, "at": at, "name": "x"}).status_code == 303
    assert text(folder) == before


def test_what_was_taken_out_meanwhile_is_said_and_what_was_typed_is_kept(visitor, folder):
    sent = opened(visitor, "red_lines/10")(
        because="Oil is dear.", firmness="preferred", never={"territory": ["frozen"]}
    )
    assert posted(visitor, opened(visitor, "red_lines/10")(), "out").status_code == 303
    before = text(folder)
    answer = posted(visitor, sent)
    assert answer.status_code == 409
    said = html.unescape(answer.text)
    assert "Nothing was saved." in said
    assert "This is not in the case any more: it was taken out since you opened it." in said
    assert "<dt>Why</dt><dd>Oil is dear.</dd>" in said
    assert "<dt>How firm</dt><dd>preferred: it would rather not, and can be brought to it</dd>" in said
    assert "<dt>Will not sign</dt><dd>Who controls the occupied regions: A frozen line</dd>" in said
    part = visitor.post(f"{PAGE}/entry", data=sent, headers={"hx-request": "true"})
    assert (part.status_code, "Oil is dear." in part.text, 'id="entries" data-focus="gone"' in part.text) == (200, 1, 1)
    assert text(folder) == before


@pytest.mark.parametrize("to", ["entry", "out"])
@pytest.mark.parametrize("number", [3, 10])
def test_an_entry_is_found_again_where_one_before_it_was_taken_out(visitor, folder, to, number):
    was = case(folder).red_lines
    sent = opened(visitor, f"red_lines/{number}")(because="Oil is dear.")
    assert posted(visitor, opened(visitor, "red_lines/1")(), "out").status_code == 303
    assert posted(visitor, sent, to).status_code == 303
    now = case(folder).red_lines
    others = [line for at, line in enumerate(was) if at not in (1, number)]
    if to == "entry":
        assert now[number - 1].because == "Oil is dear."
        assert now[number - 1].never == was[number].never
        now = [line for at, line in enumerate(now) if at != number - 1]
    assert [(line.party, line.never) for line in now] == [(line.party, line.never) for line in others]


def test_it_is_kept_too_where_the_state_that_it_was_opened_in_is_forgotten(visitor, folder):
    sent = opened(visitor, "parties/neighbours")(about="They border on it.", version="long ago")
    file = folder / "washington-2025" / "case.yaml"
    file.write_text("comity: 1\ntitle: [\n", encoding="utf-8")
    answer = posted(visitor, sent)
    assert answer.status_code == 409
    assert "The file cannot be read as a case any more since you opened this: mend it first." in answer.text
    assert "<dt>about</dt><dd>They border on it.</dd>" in answer.text
    assert "<dt>seen</dt>" not in answer.text
    assert file.read_text(encoding="utf-8") == "comity: 1\ntitle: [\n"


def test_what_is_gone_is_neither_taken_out_again_nor_moved_in_silence(visitor, folder):
    posted(visitor, opened(visitor, "issues")(name="Prisoners", options="All come home\nNone does\n"))
    sent = opened(visitor, "issues/prisoners")()
    assert posted(visitor, sent, "out").status_code == 303
    before = text(folder)
    for to in ("out", "up"):
        answer = posted(visitor, sent, to)
        assert (answer.status_code, "it was taken out since you opened it" in answer.text) == (409, True)
    assert text(folder) == before


def test_what_cannot_be_written_is_said_where_an_issue_is_moved(visitor, folder, monkeypatch):
    def full(path, data):
        raise Problems([Problem(Place(str(path)), "cannot be written: No space left on device")])

    monkeypatch.setattr("comity.case.history.save_bytes", full)
    answer = visitor.post(f"{PAGE}/up", data={"at": "sanctions"})
    assert answer.status_code == 422
    assert "No space left on device" in answer.text
