"""Sources: who says what, accepted, corrected or rejected; words that carry a judgement; and no number changes."""

from __future__ import annotations

import csv
import html
import json
import re

import pytest

from comity.case.check import check
from dam import ROUND, written

PAGE = "/case/dam/sources"


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


def text(folder):
    return (folder / "dam" / "case.yaml").read_text(encoding="utf-8")


def table(folder):
    with (folder / "dam" / "statements.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


def opened(visitor, number, source="round"):
    """The fields of the form of one statement, as a browser would send them."""
    page = visitor.get(PAGE, params={"source": source}).text
    keys = re.findall(r'<sup><a href="[^"]*statement=([^"]*)">(\d+)</a>', page)
    key = next(html.unescape(key).replace("%3A", ":") for key, at in keys if at == str(number))
    page = visitor.get(PAGE, params={"source": source, "statement": key}).text
    form = page[page.index(f'action="{PAGE}/statement"') :].split("</form>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    for name, options in re.findall(r'<select id="\w+" name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        fields[name] = re.search(r'<option value="([^"]*)" selected>', options)[1]
    return {name: html.unescape(value) for name, value in fields.items()}


def decided(visitor, fields, made="accept"):
    return visitor.post(f"{PAGE}/statement", data={**fields, "made": made})


def test_a_source_is_shown_with_its_statements(visitor):
    page = visitor.get(PAGE).text
    assert "A &lt;b&gt;third&lt;/b&gt; voice &amp; others said nothing." in page
    assert '<mark class="here"><a href' in page
    assert 'aria-current="true">Lowlands refuses a high dam</a><sup>' in page
    assert ">it asks for the water first</a>" in page
    assert page.count('<mark class="used"><a') == 2
    assert page.count('<mark class="waits"><a') == 2
    assert "<mark><a" not in page
    assert '<option value="no" selected>against it</option>' in page
    assert '<option value="yes">for it</option>' in page
    assert "11 March 2031 · The Valley Paper · unchanged since it was read" in page
    shown = re.sub(
        r"<sup>.*?</sup>|<[^>]*>",
        "",
        page[page.index('<div class="source"') : page.index("By hand") if "By hand" in page else None].split("</div>")[
            0
        ],
    )
    assert html.unescape(shown).split() == ROUND.split()


def test_what_is_accepted_carries_a_judgement_and_changes_no_number(visitor, folder, workbench):
    before = text(folder)
    numbers = workbench.folder.case("dam").live.case.interests
    answer = decided(visitor, opened(visitor, 1))
    assert answer.status_code == 303
    start = ROUND.index("Lowlands refuses")
    end = start + len("Lowlands refuses a high dam")
    added = text(folder).replace(before[: before.index("firmness: declared")], "")
    assert f"round:{start}-{end}" in added
    assert workbench.folder.case("dam").live.case.interests == numbers
    assert check(folder / "dam" / "case.yaml").errors == ()
    page = visitor.get(answer.headers["location"]).text
    assert "Statement 1 is accepted." in page
    assert "No number changes." in page
    assert "it asks for the water first</p></blockquote>" in page  # the next that waits
    assert table(folder)["round-001"]["reviewed"] == "accepted"


def test_what_is_accepted_and_carries_nothing_waits_no_more(visitor):
    assert decided(visitor, {**opened(visitor, 2), "carries": ""}).status_code == 303
    page = visitor.get(PAGE, params={"source": "round"}).text
    assert re.search(r"<mark><a [^>]*>it asks for the water first</a>", page)
    assert page.count('<mark class="waits"><a') == 1


def test_evidence_beside_a_number_keeps_the_number_and_the_comment(visitor, folder):
    fields = {**opened(visitor, 1), "carries": "interests/uplands/no_deal"}
    assert decided(visitor, fields).status_code == 303
    assert re.search(r"no_deal: *\n? *\{?value: 30,? *\n? *evidence: ", text(folder)) or "value: 30" in text(folder)
    assert "as before the talks" in text(folder)


def test_what_is_corrected_shows_what_was_drafted(visitor, folder):
    fields = {**opened(visitor, 2), "speaker": "Lowlands", "topic": "water/first", "side": "yes"}
    assert decided(visitor, fields).status_code == 303
    row = table(folder)["round-002"]
    assert (row["organisation"], row["option"], row["agreement"]) == ("Lowlands", "first", "yes")
    page = visitor.get(PAGE, params={"source": "round", "statement": fields["statement"]}).text
    assert "drafted: Uplands" in page
    again = opened(visitor, 2)
    assert decided(visitor, {**again, "speaker": "Uplands", "topic": "water", "side": ""}).status_code == 303
    assert table(folder)["round-002"]["drafted"] == ""


def test_what_is_rejected_is_marked_no_more_and_can_come_back(visitor, folder):
    before, fields = text(folder), opened(visitor, 3)
    assert decided(visitor, fields, "reject").status_code == 303
    assert text(folder) == before
    page = visitor.get(PAGE, params={"source": "round", "done": "rejected", "number": "3"}).text
    assert "Statement 3 is rejected: nothing will be drafted from it again." in page
    assert ">Uplands demands a high dam</a>" not in page
    assert "Uplands demands a high dam" in page
    seen = re.search(r'name="seen" value="([^"]*rejected)"', page)[1]
    visitor.post(f"{PAGE}/back", data={"source": "round", "statement": fields["statement"], "seen": seen})
    assert table(folder)["round-003"]["reviewed"] == ""
    assert ">Uplands demands a high dam</a>" in visitor.get(PAGE, params={"source": "round"}).text


def test_two_who_review_one_statement_do_not_overwrite_each_other(visitor, folder):
    first, second = opened(visitor, 2), opened(visitor, 2)
    decided(visitor, {**first, "speaker": "Lowlands"})
    answer = decided(visitor, {**second, "kind": "refuse", "carries": "interests/uplands/water"})
    assert answer.status_code == 409
    assert "Nothing was overwritten." in answer.text
    assert re.search(r'<option value="refuse" selected>', answer.text)
    assert table(folder)["round-002"]["organisation"] == "Lowlands"
    assert "round:56" not in text(folder)


def test_a_new_red_line_is_a_draft(visitor, folder, workbench):
    lines = workbench.folder.case("dam").live.case.red_lines
    fields = opened(visitor, 1, "letter")
    wrong = decided(visitor, {**fields, "carries": "new"})
    assert wrong.status_code == 422
    assert "A red line needs a party of the case as its speaker" in wrong.text
    assert re.search(r'<option value="new" selected>', wrong.text)
    assert not table(folder)["letter-006"].get("reviewed")
    answer = decided(visitor, {**fields, "speaker": "Uplands", "carries": "new"})
    assert answer.status_code == 303
    assert "never: {dam: [low]}" in text(folder)
    assert workbench.folder.case("dam").live.case.red_lines == lines  # no draft counts
    assert "counts when you accept it there" in visitor.get(answer.headers["location"]).text


def test_words_are_tied_by_hand_and_taken_away_again(visitor, folder):
    before = text(folder)
    data = {
        "source": "round",
        "words": "lowlands REFUSES",
        "until": "water\nfirst",
        "carries": "red_lines/lowlands-high",
    }
    answer = visitor.post(f"{PAGE}/tie", data=data)
    assert answer.status_code == 303
    start, end = ROUND.index("Lowlands"), ROUND.index("first.") + 5
    assert f"round:{start}-{end}~" in text(folder)
    page = visitor.get(answer.headers["location"]).text
    piece = html.unescape(re.search(r'name="piece" value="([^"]*)"', page)[1])
    key = html.unescape(re.search(r'name="statement" value="([^"]*)"', page)[1])
    data = {"source": "round", "statement": key, "carries": "red_lines/lowlands-high", "piece": piece}
    assert visitor.post(f"{PAGE}/untie", data=data).status_code == 303
    assert text(folder) == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"words": "nobody said this", "carries": "red_lines/lowlands-high"}, "do not stand in this report"),
        ({"words": "", "carries": "red_lines/lowlands-high"}, "do not stand in this report"),
        ({"words": "high dam", "carries": "red_lines/lowlands-high"}, "at several places"),
        ({"start": "5", "end": "99999", "carries": "red_lines/lowlands-high"}, "do not stand in this report"),
        ({"words": "third", "carries": "red_lines/none"}, "Choose the judgement"),
    ],
)
def test_words_that_are_none_are_tied_to_nothing(visitor, folder, data, said):
    before = text(folder)
    answer = visitor.post(f"{PAGE}/tie", data={"source": "round", **data})
    assert answer.status_code == 422
    assert len(re.findall(rf'class="problem"[^>]*>.*?{said}', answer.text)) == 1  # beside what was typed, once
    if "high dam" not in data.values():
        chosen = re.findall(r'<option value="([^"]*)" selected>', answer.text.partition('id="by-hand-carries"')[2])
        assert chosen == [data["carries"]] * (data["carries"] != "red_lines/none")
    assert text(folder) == before


def test_a_quotation_is_looked_for_from_the_table(visitor, folder):
    page = visitor.get(PAGE, params={"for": "interests/uplands/dam/high", "q": "HALF for"}).text
    assert "Uplands: “How high the dam is: A high dam”" in page
    start, end = re.search(r'name="start" value="(\d+)">\n<input type="hidden" name="end" value="(\d+)"', page).groups()
    assert ROUND[int(start) : int(end)] == "It would accept a half for each."
    data = {"source": "round", "for": "interests/uplands/dam/high", "carries": "interests/uplands/dam/high"}
    answer = visitor.post(f"{PAGE}/tie", data={**data, "start": start, "end": end})
    assert answer.status_code == 303
    assert "value: 100" in text(folder)
    assert "Tied: it carries" in visitor.get(answer.headers["location"]).text
    assert "stand in no report" in visitor.get(PAGE, params={"for": "interests/uplands/dam/high", "q": "zebra"}).text
    assert "Nothing is judged there yet" in visitor.get(PAGE, params={"for": "interests/none/dam"}).text


def test_a_source_that_was_edited_says_so_and_finds_its_statements(visitor, folder):
    source = folder / "dam" / "sources" / "round.md"
    source.write_text("New words before. " + ROUND.replace("demands a high dam", "wants it high"), encoding="utf-8")
    page = visitor.get(PAGE, params={"source": "round"}).text
    assert "edited since it was read" in page
    assert ">Lowlands refuses a high dam</a>" in page
    assert "Read, and not in the text of today" in page


def test_a_source_in_which_nothing_was_found_was_read_all_the_same(visitor, folder):
    beside = folder / "dam"
    (beside / "statements.csv").unlink()
    assert "2 reports were never gone through" in visitor.get(PAGE).text
    known = {"title": "A letter", "date": None, "publisher": None, "origin": "", "file": "sources/letter.md"}
    (beside / ".reading.json").write_text(json.dumps({"proposed": {}, "statements": {}, "sources": {"letter": known}}))
    assert "This report was never gone through" in visitor.get(PAGE).text


def test_a_case_with_mistakes_still_shows_its_sources(visitor, folder):
    path = folder / "dam" / "case.yaml"
    path.write_text(text(folder).replace("low: 20", "low: 200"), encoding="utf-8")
    page = visitor.get(PAGE)
    assert page.status_code == 200
    assert "without the judgements that they carry" in page.text
    assert ">it asks for the water first</a>" in page.text


def test_a_table_that_cannot_be_read_is_told_and_left(visitor, folder):
    (folder / "dam" / "statements.csv").write_text("nothing,of,ours\n1,2,3\n", encoding="utf-8")
    page = visitor.get(PAGE)
    assert page.status_code == 200
    assert "names none of the columns" in page.text


def test_a_case_without_reports_says_how_to_begin(visitor, folder):
    path = folder / "dam" / "case.yaml"
    kept = re.sub(r"sources:\n(?:  .*\n)+", "", text(folder))
    path.write_text(re.sub(r",? *evidence: \[.*?\]", "", kept), encoding="utf-8")
    page = visitor.get(PAGE).text
    assert "No report yet: drop one in" in page
    assert 'type="file"' in page


@pytest.mark.parametrize(
    "asked", ["statement=<b>", "source=../../etc", "part=999", "part=x", "for=red_lines/<i>&q=<i>"]
)
def test_an_odd_address_is_answered(visitor, asked):
    answer = visitor.get(f"{PAGE}?{asked}")
    assert answer.status_code == 200
    assert "<i>" not in answer.text


def test_a_part_of_the_page_is_given_to_who_swaps(visitor):
    answer = visitor.post(
        f"{PAGE}/statement",
        data={**opened(visitor, 1), "made": "accept"},
        headers={"hx-request": "true"},
        follow_redirects=True,
    )
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="sources">')
    assert "autofocus" in answer.text
