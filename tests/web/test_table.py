"""The table: a number is changed in place, refused beside its field, kept in conflict; all else stays as it is."""

import re

import pytest

from comity.problem import Place, Problem, Problems

PAGE = "/case/washington-2025/table"
PATH = "interests/russia/no_deal"


def opened(visitor, at=PATH):
    """The fields of the form of one number, as a browser would send them."""
    page = visitor.get(PAGE, params={"edit": at}).text
    form = re.search(r'<form[^>]* id="edit".*?</form>', page, re.DOTALL)
    assert form is not None
    fields = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', form[0]))
    typed = re.search(r'id="value" name="value" value="([^"]*)"', page)
    assert typed is not None
    return {**fields, "value": typed[1]}


def text(folder):
    return (folder / "washington-2025" / "case.yaml").read_text(encoding="utf-8")


def test_every_number_of_the_case_stands_in_it(visitor, workbench):
    page, members = visitor.get(PAGE).text, visitor.get(PAGE, params={"view": "europe"}).text
    case = workbench.folder.case("washington-2025").live.case
    numbers = 1 + sum(1 + len(each.options) for each in case.issues.values())
    assert page.count('class="value"') == len(case.parties) * numbers
    assert members.count('class="value"') == (1 + len(case.parties["europe"].members)) * numbers
    assert "44 to 56" in page
    assert "48 to 64" in members
    assert "does not sign" in page


def test_what_cannot_be_written_is_said_beside_its_field_and_what_was_typed_is_kept(visitor, folder, monkeypatch):
    before, form = text(folder), opened(visitor)

    def full(path, data):
        raise Problems([Problem(Place(str(path)), "cannot be written: No space left on device")])

    monkeypatch.setattr("comity.case.history.save_bytes", full)
    answer = visitor.post(f"{PAGE}/value", data={**form, "value": "41..51"}, headers={"hx-request": "true"})
    assert answer.status_code == 200  # a part of a page, put in by the script
    assert "No space left on device" in answer.text
    assert 'name="value" value="41..51"' in answer.text
    assert text(folder) == before


def test_a_number_is_changed_in_place(visitor, folder):
    before = text(folder)
    form = opened(visitor)
    answer = visitor.post(f"{PAGE}/value", data={**form, "value": "40..50"})
    assert answer.status_code == 303
    lines = [(old, new) for old, new in zip(before.splitlines(), text(folder).splitlines(), strict=True) if old != new]
    assert len(lines) == 1
    assert "40..50" in lines[0][1]
    page = visitor.get(answer.headers["location"]).text
    assert "584 more, none lost." in page
    assert "The fair pick (Nash) changes" in page
    assert "40 to 50" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [("56..44", "runs backwards"), ("much", "number"), ("<b>", "number")],
)
def test_what_is_no_number_is_refused_beside_its_field(visitor, folder, typed, said):
    before = text(folder)
    answer = visitor.post(f"{PAGE}/value", data={**opened(visitor), "value": typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert re.search(
        rf'id="value" name="value" value="{re.escape(typed.replace("<", "&lt;").replace(">", "&gt;"))}"', answer.text
    )
    assert "44..56 still counts" in answer.text
    assert text(folder) == before


def test_a_number_is_taken_out_where_the_case_can_be_without_it(visitor, folder):
    before = text(folder)
    refused = visitor.post(f"{PAGE}/value", data={**opened(visitor), "value": ""})
    assert refused.status_code == 422  # who signs must have one
    assert text(folder) == before
    at = "interests/neighbours/no_deal"
    assert visitor.post(f"{PAGE}/value", data={**opened(visitor, at), "value": ""}).status_code == 303
    assert text(folder) != before


def test_the_nearest_fix_is_one_button(visitor, folder):
    form = {**opened(visitor), "value": "56..44"}
    refused = visitor.post(f"{PAGE}/value", data=form).text
    repair = re.search(r'name="repair" value="([^"]+)"', refused)
    assert repair is not None
    assert visitor.post(f"{PAGE}/value", data={**form, "repair": repair[1]}).status_code == 303
    assert repair[1] in text(folder)


def test_a_reason_is_kept_beside_the_number(visitor, folder, workbench):
    form = opened(visitor)
    answer = visitor.post(f"{PAGE}/value", data={**form, "because": "Oil: it is dear.", "confidence": "high"})
    assert answer.status_code == 303
    held = workbench.folder.case("washington-2025").live.case.interests["russia"].no_deal
    assert (held.because, held.confidence, held.words()) == ("Oil: it is dear.", "high", "44..56")


def test_two_who_change_different_numbers_both_have_their_way(visitor, workbench):
    first, second = opened(visitor), opened(visitor, "interests/ukraine/no_deal")
    assert visitor.post(f"{PAGE}/value", data={**first, "value": "40..50"}).status_code == 303
    assert visitor.post(f"{PAGE}/value", data={**second, "value": "50..60"}).status_code == 303
    case = workbench.folder.case("washington-2025").live.case
    assert [case.interests[party].no_deal.words() for party in ("russia", "ukraine")] == ["40..50", "50..60"]


def test_two_who_change_one_number_are_told_and_nothing_is_lost(visitor, folder):
    form = opened(visitor)
    visitor.post(f"{PAGE}/value", data={**form, "value": "40..50"})
    answer = visitor.post(f"{PAGE}/value", data={**form, "value": "30..35"})
    assert answer.status_code == 409
    assert "somebody else has changed it" in answer.text
    assert 'value="30..35"' in answer.text
    assert "40..50" in text(folder)
    seen = re.search(r'name="seen" value="([^"]*)"', answer.text)
    assert visitor.post(f"{PAGE}/value", data={**form, "seen": seen[1], "value": "30..35"}).status_code == 303
    assert "30..35" in text(folder)


def test_a_change_by_an_editor_is_noticed(visitor, folder):
    file = folder / "washington-2025" / "case.yaml"
    form = opened(visitor)
    file.write_text(text(folder).replace("44..56", "41..51"), encoding="utf-8")
    assert "41 to 51" in visitor.get(PAGE).text
    assert visitor.post(f"{PAGE}/value", data={**form, "value": "1"}).status_code == 409


def test_a_section_alone_is_given_to_a_page_that_has_the_rest(visitor):
    swaps = {"hx-request": "true"}
    form = opened(visitor)
    part = visitor.post(f"{PAGE}/value", data={**form, "value": "40..50"}, headers=swaps)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert 'id="table"' in part.text
    assert 'id="follows" aria-live="polite" hx-swap-oob="innerHTML"' in part.text


def test_a_refusal_is_a_part_of_the_page_as_well(visitor):
    """A browser notes an answer of any other number in its console."""
    swaps = {"hx-request": "true"}
    part = visitor.post(f"{PAGE}/value", data={**opened(visitor), "value": "much"}, headers=swaps)
    assert part.status_code == 200
    assert 'aria-invalid="true"' in part.text
    gone = visitor.get("/case/nowhere/table", headers=swaps)
    assert gone.headers["hx-retarget"] == "#wrong"  # above what was typed, which stays
    assert "What you have typed stands here still." in gone.text
    assert '<div class="wrap" id="wrong" role="alert">' in visitor.get(PAGE).text
    assert "hx-retarget" not in visitor.get("/case/nowhere/table").headers


def test_nothing_is_offered_to_be_undone_when_all_is(visitor):
    answer = visitor.post(f"{PAGE}/value", data={**opened(visitor), "value": "40..50"})
    assert visitor.get(answer.headers["location"]).text.count(">Undo<") == 2
    answer = visitor.post("/case/washington-2025/undo", data={"back": "table"})
    assert ">Undo<" not in visitor.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    "at", ["", "interests", "interests/nobody/no_deal", "title", "interests/russia/no_deal/x", "../x"]
)
def test_nothing_else_can_be_named(visitor, folder, at):
    before = text(folder)
    assert visitor.post(f"{PAGE}/value", data={"at": at, "value": "1", "seen": ""}).status_code == 303
    assert visitor.get(PAGE, params={"edit": at}).status_code == 200
    assert text(folder) == before


def test_a_number_of_what_was_taken_out_meanwhile_is_said_and_kept(visitor, folder):
    new = {"kind": "parties", "name": "Poland", "no_deal": "20..30"}
    assert visitor.post(f"{PAGE}/entry", data=new).status_code == 303
    form = opened(visitor, "interests/poland/no_deal")
    assert visitor.post(f"{PAGE}/out", data={"kind": "parties", "at": "poland"}).status_code == 303
    before = text(folder)
    typed = {**form, "value": "41..51", "because": "Oil is dear.", "confidence": "low"}
    answer = visitor.post(f"{PAGE}/value", data=typed)
    assert answer.status_code == 409
    assert "This is not in the case any more: it was taken out since you opened it." in answer.text
    for field, said in (("Number", "41..51"), ("Why", "Oil is dear."), ("Confidence", "low")):
        assert f"<dt>{field}</dt><dd>{said}</dd>" in answer.text
    part = visitor.post(f"{PAGE}/value", data=typed, headers={"hx-request": "true"})
    assert (part.status_code, "41..51" in part.text, 'id="table" data-focus="gone"' in part.text) == (200, True, True)
    assert text(folder) == before
