"""Drafts: accepted, edited, refused, all of a group at once; what follows, and what is left of the file."""

from __future__ import annotations

import csv
import html
import re

import pytest

from comity.case.check import check
from comity.case.text import Document
from comity.problem import Problems
from comity.web.sources.drafts import drafts
from comity.web.sources.to_decide import longer
from dam import written

PAGE = "/case/dam/drafts"


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


def text(folder):
    return (folder / "dam" / "case.yaml").read_text(encoding="utf-8")


def shown(visitor, at, **asked):
    """The fields of the form of one draft."""
    page = visitor.get(PAGE, params=asked).text
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'name="at" value="{at}"' in form)
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    fields += re.findall(r'<input type="text" id="[^"]*" name="([^"]*)"[^>]* value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in fields}


def decided(visitor, fields, made, **more):
    return visitor.post(f"{PAGE}/decide", data={**fields, "made": made, **more})


def last(visitor):
    """What the last version of the case changed, in words."""
    return visitor.app.app.state.workbench.folder.case("dam").history.versions(limit=1)[0].what


def test_what_a_draft_says_is_said_whole(folder):
    lines = "unless: {dam: low}\n    firmness: declared\n    evidence"
    drafted = text(folder).replace("firmness: declared\n    evidence", lines)
    drafted += "conditions:\n  - {if: {dam: high}, then: {water: shared}, draft: yes}\n"
    high, first = "“How high the dam is: A high dam”", "“Who gets the water: Lowlands first”"
    assert [draft.says for draft in drafts(Document(drafted, "case.yaml"))] == [
        f"Uplands will not sign {first}, unless “How high the dam is: A low dam”",
        f"Lowlands: {high} with {first} together",
        f"{high} needs “Who gets the water: Each a half”",
    ]


def test_drafts_are_shown_with_their_words(visitor):
    page = visitor.get(PAGE).text
    assert "Uplands will not sign “Who gets the water: Lowlands first”" in page
    assert "Uplands refuses to give the water to others first</p>" in page
    assert "Adds <b>5 to 40</b>" in page
    assert "Who must sign?" in page
    assert "Confirm, correct or delete" not in page
    by_party = visitor.get(PAGE, params={"by": "party"}).text
    assert by_party.index(">Uplands <") < by_party.index(">Lowlands <")


def test_a_draft_is_accepted_and_what_follows_is_told(visitor, folder):
    before = text(folder)
    answer = decided(visitor, shown(visitor, "red_lines/1"), "accept")
    assert answer.status_code == 303
    gone = [line for line in before.splitlines() if line not in text(folder).splitlines()]
    assert gone == ["    draft: yes"]
    assert last(visitor) == "Uplands will not sign “Who gets the water: Lowlands first”: the draft is accepted"
    page = visitor.get(answer.headers["location"]).text
    assert 'id="strip"' in page
    assert "Uplands will not sign" not in page
    assert check(folder / "dam" / "case.yaml").errors == ()


def test_a_draft_is_edited_and_accepted(visitor, folder):
    fields = shown(visitor, "linkages/0", edit="linkages/0")
    assert fields["number/adds"] == "5..40"
    answer = decided(visitor, {**fields, "number/adds": "10..15"}, "edited", because="They go together.")
    assert answer.status_code == 303
    assert "adds: 10..15, because: They go together." in text(folder)
    assert last(visitor) == (
        "Lowlands: “How high the dam is: A high dam” with “Who gets the water: Lowlands first” together: "
        "the draft is accepted as edited"
    )
    fields = shown(visitor, "red_lines/1", edit="red_lines/1")
    more = {"option/shared": "yes", "firmness": "constitutional", "because": "By law."}
    assert decided(visitor, fields, "edited", **more).status_code == 303
    assert "never: {water: [shared]}" in text(folder)
    assert text(folder).count("firmness: constitutional") == 1
    assert "draft" not in text(folder).replace("Drafted", "")


@pytest.mark.parametrize("typed", ["40..5", "much", "<b>"])
def test_a_number_that_is_none_is_refused_and_stays_typed(visitor, folder, typed):
    before = text(folder)
    fields = shown(visitor, "linkages/0", edit="linkages/0")
    answer = decided(visitor, {**fields, "number/adds": typed}, "edited")
    assert answer.status_code == 422
    assert "Not accepted." in answer.text
    assert f'value="{html.escape(typed)}"' in answer.text
    assert text(folder) == before


def test_what_is_refused_is_gone_and_its_statement_rejected(visitor, folder):
    assert decided(visitor, shown(visitor, "red_lines/1"), "refuse").status_code == 303
    assert "uplands-first" not in text(folder)
    assert "lowlands-high" in text(folder)
    with (folder / "dam" / "statements.csv").open(encoding="utf-8-sig", newline="") as stream:
        reviewed = {row["id"]: row["reviewed"] for row in csv.DictReader(stream)}
    assert reviewed["round-005"] == "rejected"
    assert set(reviewed.values()) == {"", "rejected"}
    assert visitor.post("/case/dam/undo").status_code == 303
    assert "uplands-first" in text(folder)


def test_the_last_of_a_party_leaves_nothing_empty_behind(visitor, folder):
    path = folder / "dam" / "case.yaml"
    kept = text(folder)
    path.write_text(
        kept.replace(
            "red_lines:\n", "  others:\n    dam: {weight: 1, low: 1, high: 2, draft: yes}\nred_lines:\n"
        ).replace("parties:\n", "parties:\n  others: Others\n"),
        encoding="utf-8",
    )
    assert decided(visitor, shown(visitor, "interests/others/dam"), "refuse").status_code == 303
    assert "  others:\n" not in text(folder)


def test_a_draft_that_changed_meanwhile_is_left(visitor, folder):
    fields = shown(visitor, "red_lines/1")
    path = folder / "dam" / "case.yaml"
    path.write_text(text(folder).replace("never: {water: first}", "never: {water: shared}"), encoding="utf-8")
    before = text(folder)
    answer = decided(visitor, fields, "accept")
    assert answer.status_code == 409
    assert "Nothing was changed." in answer.text
    assert text(folder) == before


def test_a_draft_that_has_moved_is_found(visitor, folder):
    fields = shown(visitor, "red_lines/1")
    path = folder / "dam" / "case.yaml"
    line = "red_lines:\n  - {id: new, party: uplands, never: {dam: low}, firmness: preferred}\n"
    path.write_text(text(folder).replace("red_lines:\n", line), encoding="utf-8")
    assert decided(visitor, fields, "accept").status_code == 303
    assert "draft: yes" in text(folder)  # the linkage's
    assert text(folder).count("draft: yes") == 1


def test_all_of_a_group_are_accepted_at_once(visitor, folder):
    path = folder / "dam" / "case.yaml"
    path.write_text(
        text(folder)
        .replace("high: water", "high: water")
        .replace("dam: high, water: first}", "water: first, dam: high}"),
        encoding="utf-8",
    )
    page = visitor.get(PAGE).text
    assert "Accept all 2 as drafted?" in page
    seen = re.findall(r'<input type="hidden" name="seen" value="([0-9a-f]{16})">', page)
    answer = visitor.post(f"{PAGE}/all", data={"seen": seen, "group": "Who gets the water"})
    assert answer.status_code == 303
    assert "draft: yes" not in text(folder)
    assert visitor.post(f"{PAGE}/all", data={"seen": seen}).status_code == 409


def test_a_question_is_settled_and_opened_again(visitor, folder):
    path = folder / "dam" / "to-decide.md"
    visitor.post(f"{PAGE}/question", data={"text": "Who must sign?"})
    assert "- [x] Who must sign?" in path.read_text(encoding="utf-8")
    visitor.post(f"{PAGE}/question", data={"text": "Who must sign?", "settled": "yes"})  # from another tab
    assert "- [x] Who must sign?" in path.read_text(encoding="utf-8")
    assert 'name="settled" value="no"' in visitor.get(PAGE).text
    visitor.post(f"{PAGE}/question", data={"text": "Who must sign?", "settled": "no"})
    assert "- [ ] Who must sign?" in path.read_text(encoding="utf-8")


def test_a_list_that_cannot_be_read_is_left(visitor, folder):
    path = folder / "dam" / "to-decide.md"
    path.write_bytes(b"# To decide\n- [ ] \xff\xfe\n")
    assert visitor.get(PAGE).status_code == 200
    assert visitor.post(f"{PAGE}/question", data={"text": "Who must sign?"}).status_code == 422
    with pytest.raises(Problems):
        longer(folder / "dam", "More", ["Whose?"])
    assert path.read_bytes() == b"# To decide\n- [ ] \xff\xfe\n"


def test_without_drafts_the_page_says_where_they_come_from(visitor, folder):
    path = folder / "dam" / "case.yaml"
    path.write_text(text(folder).replace("draft: yes", "draft: no"), encoding="utf-8")
    assert "No draft waits" in visitor.get(PAGE).text


def test_a_case_that_is_not_right_yet_shows_its_drafts(visitor, folder):
    path = folder / "dam" / "case.yaml"
    path.write_text(text(folder).replace("low: 20", "low: 200"), encoding="utf-8")
    page = visitor.get(PAGE)
    assert page.status_code == 200
    assert "Uplands will not sign" in page.text
