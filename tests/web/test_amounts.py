"""Issues that are amounts on the workbench: no page lists their steps, and each of them is changed and asked."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from comity.case.amount import Amount
from comity.case.check import check
from comity.case.steps import Steps
from comity.web.amount_field import stated, typed

WAGES = """\
comity: 1
title: A wage round
parties:
  union: {name: Metal union, signs: yes}
  employers: {name: Employers, signs: yes}
  state: {name: Ministry}
issues:
  wage:
    name: How much wages rise
    amount: {from: 0, to: 8, step: 0.1, unit: "%", short: "{} more pay"}
  start:
    name: From when it holds
    amount: {from: 2026-04-01, to: 2027-04-01, step: 1 month}
  week:
    name: How long a week is
    options: {kept: As before, shorter: One hour less}
interests:
  union:
    no_deal: 30..45
    wage: {weight: 60, 0: 0, 3.5: {value: 40..50, because: It was paid last time.}, 8: 100}  # by the union
    start: {weight: 20, 2026-04-01: 100, 2027-04-01: 0}
    week: {weight: 20, kept: 0, shorter: 100}
  employers:
    no_deal: 40
    wage: {weight: 70, 0: 100, 8: 0}
    start: {weight: 15, 2026-04-01: 0, 2027-04-01: 100}
    week: {weight: 15, kept: 100, shorter: 0}
red_lines:
  - {party: employers, never: {wage: ">5.5"}, because: Orders fall., firmness: declared}
proposals:
  mediator: {name: The mediator, terms: {wage: 4.2, start: 2026-07-01, week: kept}}
"""
CASE = "/case/wages"
HIDDEN = re.compile(r'name="(version|seen)" value="([^"]*)"')
STEPS = [f"{tenth / 10:g}" for tenth in range(1, 80) if tenth % 10]
PAGES = (
    "overview", "table", "table?open=views/union/wage", "table?open=views/state/start", "table?open=red_lines",
    "table?open=red_lines/0", "table?open=no_deal/union", "table?open=issues", "table?open=issues/wage", "agreements",
    "agreements?with=mediator", "agreements/list", "agreements/write?with=mediator", "what-if", "questions",
    "documents",
    "sources", "drafts", "file", "history", "interview",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wages").mkdir()
    (tmp_path / "wages" / "case.yaml").write_text(WAGES, "utf-8")
    return tmp_path


def case(folder: Path):
    read = check(folder / "wages" / "case.yaml")
    assert not read.errors
    return read.case


def send(visitor: TestClient, where: str, **fields: str):
    opened = f"{fields.get('kind', '')}/{fields.get('at', '')}".rstrip("/")
    hidden = dict(HIDDEN.findall(visitor.get(f"{CASE}/table", params={"open": opened}).text))
    held = {name: unescape(hidden.get(name, "")) for name in ("version", "seen")}
    return visitor.post(f"{CASE}/{where}", data={**held, **fields})


def points(*pairs: tuple[str, str], **more: str) -> dict[str, str]:
    sent = {"kind": "views", "at": "union/wage", "weight": "60", **more}
    for number, (at, rating) in enumerate(pairs):
        sent |= {f"points-at.{number}": at, f"points-rated.{number}": rating}
    return sent


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_and_lists_no_steps(visitor: TestClient, page: str) -> None:
    answer = visitor.get(f"{CASE}/{page}")
    assert answer.status_code == 200
    named = {step for step in STEPS if f"{step}%" in answer.text}
    assert len(named) < 8 or page == "agreements/list"  # which lists agreements, fifty of them
    assert len(answer.text) < 60_000


def test_the_table_shows_points_what_lies_between_and_curves(visitor: TestClient) -> None:
    page = visitor.get(f"{CASE}/table").text
    assert "40 to 50" in page
    assert "[56.2]" in page
    assert page.count('class="curve"') == 4
    assert "Metal union on “How much wages rise”: 0%: 0, 3.5%: 40 to 50, 8%: 100" in page
    assert "8%: 0; will not sign at least 5.6%" in page
    assert page.count('<rect class="refused"') == 1


def test_points_are_added_changed_and_taken_out_in_place(visitor: TestClient, folder: Path) -> None:
    done = send(visitor, "table/entry", **points(("8", "100"), ("0", "0"), ("6", "80..90"), ("3.5", "45"), ("", "")))
    assert done.status_code == 303
    text = (folder / "wages" / "case.yaml").read_text("utf-8")
    assert "0: 0, 3.5: {value: 45, because: It was paid last time.}, 6: 80..90, 8: 100}  # by the union" in text
    assert send(visitor, "table/entry", **points(("0", "0"), ("8", "100"))).status_code == 303
    assert [*case(folder).interests["union"].issues["wage"].ratings] == ["0", "8"]


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ((("0", "0"), ("9", "50"), ("8", "100")), "lies outside this amount, which runs from 0 to 8"),
        ((("0", "0"), ("2.25", "50"), ("8", "100")), "lies between two steps of this amount; write 2.2 or 2.3"),
        ((("0", "0"), ("8", "")), "Both ends must be rated"),
        ((("0", "0"),), "Both ends must be rated; write how good 8% is"),
        ((("0", "0"), ("4", "5"), ("4.0", "6"), ("8", "1")), "Two points are at 4.0; leave one of them"),
        ((("0", "0"), ("", "5"), ("8", "1")), "Say of which amount this is the rating"),
        ((("0", "0"), ("4", "much"), ("8", "1")), "Must be a number or a range"),
    ],
)
def test_what_is_no_point_is_refused_beside_it(visitor: TestClient, folder: Path, pairs, says: str) -> None:
    answer = send(visitor, "table/entry", **points(*pairs))
    assert answer.status_code == 422
    assert says in answer.text
    assert "bad" in answer.text
    for at, rating in pairs:
        assert f'value="{at}"' in answer.text
        assert f'value="{rating}"' in answer.text
    assert (folder / "wages" / "case.yaml").read_text("utf-8") == WAGES


def test_a_number_between_points_becomes_a_point(visitor: TestClient, folder: Path) -> None:
    assert "table/value" in visitor.get(f"{CASE}/table?edit=interests/employers/wage/3.5").text
    assert send(visitor, "table/value", seen="", at="interests/employers/wage/3.5", value="70").status_code == 303
    assert case(folder).interests["employers"].issues["wage"].ratings["3.5"].words() == "70"


@pytest.mark.parametrize(
    ("how", "words", "kept", "says"),
    [
        ("<", "2", "<2", "less than 2%"),
        ("", "2 to 3, 4", "['2..3', '4']", "2 to 3% or 4%"),
        (">=", "6 %", ">=6 %", "at least 6%"),
        ("", ">=6", ">=6", "at least 6%"),
    ],
)
def test_a_red_line_compares_an_amount(visitor: TestClient, folder: Path, how: str, words: str, kept: str, says: str):
    fields = {"kind": "red_lines", "party": "union", "firmness": "declared", "because": "It says so."}
    done = send(visitor, "table/entry", **fields, **{"how:never.wage": how, "never.wage": words})
    assert done.status_code == 303
    line = case(folder).red_lines[1]
    assert set(line.never) == {"wage"}
    written = list(line.never["wage"].written)
    assert written == ([kept] if "[" not in kept else ["2..3", "4"])
    page = visitor.get(f"{CASE}/table?open=red_lines/1").text
    assert says in visitor.get(f"{CASE}/table").text
    assert 'name="never.wage" value=' in page


def test_a_red_line_beyond_the_amount_is_refused_beside_it(visitor: TestClient) -> None:
    fields = {"kind": "red_lines", "party": "union", "firmness": "declared"}
    answer = send(visitor, "table/entry", **fields, **{"how:never.wage": ">", "never.wage": "12"})
    assert answer.status_code == 422
    assert 'id="f-never-wage-problem"' in answer.text
    assert "lies outside this amount" in answer.text
    assert 'value="12"' in answer.text


def test_an_unchanged_red_line_stays_as_written(visitor: TestClient, folder: Path) -> None:
    fields = {"kind": "red_lines", "at": "0", "party": "employers", "firmness": "declared", "because": "Orders fall."}
    assert send(visitor, "table/entry", **fields, **{"how:never.wage": ">", "never.wage": "5.5"}).status_code == 303
    assert (folder / "wages" / "case.yaml").read_text("utf-8") == WAGES


def test_a_new_issue_may_be_an_amount(visitor: TestClient, folder: Path) -> None:
    fields = {"kind": "issues", "name": "What is paid once", "amount.from": "0", "amount.to": "5000"}
    answer = send(visitor, "table/entry", **fields)
    assert answer.status_code == 422
    assert "Say how long a step is" in answer.text
    answer = send(visitor, "table/entry", **fields, **{"amount.step": "300", "amount.unit": "euro"})
    assert answer.status_code == 422
    assert "write to: 4800 or 5100" in answer.text
    assert send(visitor, "table/entry", **fields, **{"amount.step": "100", "amount.unit": "euro"}).status_code == 303
    assert len(case(folder).issues["what-is-paid-once"].options) == 51
    both = send(visitor, "table/entry", **{**fields, "name": "Two", "options": "A\nB", "amount.step": "100"})
    assert both.status_code == 422
    assert "options or an amount, not both" in both.text


def test_the_ends_of_an_amount_move_with_their_ratings(visitor: TestClient, folder: Path) -> None:
    fields = {"kind": "issues", "at": "wage", "name": "How much wages rise", "amount.step": "0.1", "amount.unit": "%"}
    ends = {"end.from.union": "0", "end.to.union": "90", "end.from.employers": "100", "end.to.employers": "5..10"}
    done = send(visitor, "table/entry", **fields, **ends, **{"amount.from": "0", "amount.to": "6"})
    assert done.status_code == 303
    assert case(folder).issues["wage"].amount.short == "{} more pay"
    rated = {party: held.issues["wage"].ratings for party, held in case(folder).interests.items()}
    assert {party: {at: each.words() for at, each in held.items()} for party, held in rated.items()} == {
        "union": {"0": "0", "3.5": "40..50", "6": "90"},
        "employers": {"0": "100", "6": "5..10"},
    }


def test_an_agreement_is_written_with_numbers(visitor: TestClient) -> None:
    page = visitor.get(
        f"{CASE}/agreements/write", params={"of.wage": "4 %", "of.start": "1 July 2026", "of.week": "kept"}
    )
    assert "Who would sign?" in page.text
    assert 'value="4"' in page.text
    assert 'value="2026-07-01"' in page.text
    refused = visitor.get(f"{CASE}/agreements/write", params={"of.wage": "4.25", "of.week": "kept"}).text
    assert "lies between two steps of this amount; write 4.2 or 4.3." in refused
    assert 'value="4.25"' in refused
    pinned = send(visitor, "agreements/pin", **{"name": "Ours", "of.wage": "4.25", "of.week": "kept"})
    assert pinned.status_code == 422
    assert "one of the terms is not understood" in pinned.text


def test_the_list_of_agreements_is_filtered_by_a_number(visitor: TestClient) -> None:
    page = visitor.get(f"{CASE}/agreements/list", params={"of.wage": "4.0"}).text
    assert "They have at most 5.5%." in page
    assert 'name="of.wage"' in page
    assert 'value="4"' in page
    wrong = visitor.get(f"{CASE}/agreements/list", params={"of.wage": "much"}).text
    assert "is no number" in wrong
    assert 'value="much"' in wrong


def test_no_deal_is_like_a_step(visitor: TestClient, folder: Path) -> None:
    fields = {"kind": "no_deal", "at": "union", "value": "30..45"}
    answer = send(visitor, "table/entry", **fields, **{"like.wage": "2.25"})
    assert answer.status_code == 422
    assert "between two steps" in answer.text
    assert send(visitor, "table/entry", **fields, **{"like.wage": "2.2"}).status_code == 303
    assert case(folder).interests["union"].no_deal.like == {"wage": "2.2"}


def test_what_if_a_party_refuses_part_of_an_amount(visitor: TestClient) -> None:
    fields = {"here": "yes", "kind": "never", "party": "union", "option": "wage/", "how": "<", "words": "3"}
    done = send(visitor, "what-if/add", **fields)
    assert done.status_code == 303
    assert quote("wage=<3") in done.headers["location"] or "wage%3D%3C3" in done.headers["location"]
    assert "less than 3%" in visitor.get(done.headers["location"]).text
    wrong = send(visitor, "what-if/add", **{**fields, "words": "30"})
    assert wrong.status_code == 422
    assert "outside this amount" in wrong.text


def test_a_wage_round_is_begun_asked_and_printed_without_naming_a_step(visitor: TestClient, workbench: Any) -> None:
    place = visitor.post("/new/questions", data={"title": "Pay"}).headers["location"]
    home = place.removesuffix("/interview")

    def post(where: str, page: str, **fields: str):
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', visitor.get(page).text))
        return visitor.post(f"{home}/{where}", data={**{n: unescape(v) for n, v in hidden.items()}, **fields})

    answers = ["Union", "yes", "Employers", "yes", None, "Wages", "from 0 to 8 % in steps of 0.1", "Holidays",
               "As before", "Two days more", None, None]  # fmt: skip
    for given in [None, *answers]:
        assert post("interview", place, answer=given or "", step="answer" if given else "pass").status_code == 303
    for _ in range(40):
        page = visitor.get(place).text
        kind = next((kind for kind in ('type="radio"', 'class="short"', "<ol>") if kind in page), "")
        best = "#2" if "best for Union" in page or "worst for Employers" in page else "#1"
        given = {'type="radio"': best, 'class="short"': "40", "<ol>": "="}.get(kind, "")
        if "not sign" in page:
            given = ""
        if "<form" not in page.partition("<main")[2]:
            break
        assert post("interview", place, answer=given, step="answer" if given else "pass").status_code in (303, 422)
    fields = {"kind": "views", "at": "union/wages", "weight": "60"}
    for number, (at, rating) in enumerate((("0", "0"), ("3", "60..70"), ("8", "100"))):
        fields |= {f"points-at.{number}": at, f"points-rated.{number}": rating}
    opened = f"{home}/table?open=views/union/wages"
    assert post("table/entry", opened, **fields).status_code == 303
    assert visitor.get(f"{home}/questions/agreement").status_code == 200
    for name in ("one-page", "one-page.html"):
        waits = re.search(r'data-news="/jobs/(\d+)/news"', visitor.get(f"{home}/documents/{name}").text)
        assert waits is None or workbench.jobs.find(int(waits[1])).wait(30)
    paper = visitor.get(f"{home}/documents/one-page.html").text
    assert "An agreement is possible" in paper
    assert "%" in paper


def test_what_a_compared_amount_says_is_typed_again():
    amount = Steps(Amount(**{"from": "0", "to": "8", "step": "0.1", "unit": "%"}).grid)
    for words in ([">5.5"], ["<=2"], ["2..3", "4"], ["4"], ["0", "8"]):
        held = amount.among(words)
        assert stated(*typed(held)) == words
    assert stated(">", "") == []
    assert stated("<", "2 or 5") == ["<2", "<5"]
    assert stated("", "1,000 to 2,000; 3") == ["1,000..2,000", "3"]


def test_what_holds_today_of_an_amount_is_typed_with_its_unit_and_refused_beside_it(
    visitor: TestClient, folder: Path
) -> None:
    for words, says in (
        ("9 %", "lies outside this amount, which runs from 0 to 8"),
        ("2.25 %", "lies between two steps of this amount; write 2.2 or 2.3"),
        ("much", "is no number"),
    ):
        answer = send(visitor, "table/entry", kind="today", at="wage", option=words, reversible="no", because="So.")
        assert answer.status_code == 422
        beside = re.search(r'id="f-option-problem">(.*?)</p>', answer.text, re.DOTALL)
        assert beside
        assert says in unescape(beside[1])
        assert f'value="{words}"' in answer.text
    assert "0 to 8%, in steps of 0.1. Empty where it is not said." in answer.text
    done = send(visitor, "table/entry", kind="today", at="wage", option="2.50 %", reversible="no")
    assert done.status_code == 303
    assert case(folder).issues["wage"].today.option == "2.5"
    assert '    amount: {from: 0, to: 8, step: 0.1, unit: "%", short: "{} more pay"}\n' in (
        folder / "wages" / "case.yaml"
    ).read_text("utf-8")
    assert "How much wages rise: 2.5%" in visitor.get(f"{CASE}/table").text
    assert (
        send(visitor, "table/entry", kind="today", at="start", option="1 May 2026", reversible="no").status_code == 303
    )
    assert case(folder).issues["start"].today.option == "2026-05-01"


@pytest.fixture
def drafted(folder: Path) -> Path:
    """The case with points written as 3.50, a draft in a draft, and a red line that is one."""
    file = folder / "wages" / "case.yaml"
    point = "3.5: {value: 40..50, because: It was paid last time.}, 8: 100}"
    text = WAGES.replace(f"0: 0, {point}", "0.0: 0, 3.50: {value: 40..50, draft: yes}, 8.0: 100, draft: yes}", 1)
    text = text.replace(
        "because: Orders fall., firmness: declared}", "because: Orders fall., firmness: declared, draft: yes}"
    )
    file.write_text(text, "utf-8")
    return file


def test_a_number_typed_over_a_draft_is_none_any_more_and_stands_where_it_stood(
    visitor: TestClient, drafted: Path
) -> None:
    at = "interests/union/wage/3.5"
    assert send(visitor, "table/value", seen="40..50", at=at, value="45").status_code == 303
    assert "wage: {weight: 60, 0.0: 0, 3.50: 45, 8.0: 100, draft: yes}" in drafted.read_text("utf-8")
    assert send(visitor, "table/value", seen="45", at=at, value="").status_code == 303
    assert "wage: {weight: 60, 0.0: 0, 8.0: 100, draft: yes}" in drafted.read_text("utf-8")


def test_a_form_that_changes_a_draft_confirms_it_and_one_that_does_not_leaves_it(
    visitor: TestClient, drafted: Path
) -> None:
    before = drafted.read_text("utf-8")
    assert send(visitor, "table/entry", **points(("0", "0"), ("3.5", "40..50"), ("8", "100"))).status_code == 303
    assert drafted.read_text("utf-8") == before
    assert send(visitor, "table/entry", **points(("0", "0"), ("3.5", "40..55"), ("8", "100"))).status_code == 303
    assert "wage: {weight: 60, 0.0: 0, 3.50: {value: 40..55}, 8.0: 100}" in drafted.read_text("utf-8")
    fields = {"kind": "red_lines", "at": "0", "party": "employers", "firmness": "declared", "because": "Orders fall."}
    line = {"how:never.wage": ">", "never.wage": "5.5"}
    assert send(visitor, "table/entry", **fields, **line).status_code == 303
    assert "draft: yes" in drafted.read_text("utf-8")
    assert send(visitor, "table/entry", **fields, **line | {"never.wage": "5"}).status_code == 303
    assert "draft: yes" not in drafted.read_text("utf-8")


def test_ends_written_otherwise_move_with_their_amount(visitor: TestClient, drafted: Path) -> None:
    fields = {"kind": "issues", "at": "wage", "name": "How much wages rise", "amount.step": "0.1", "amount.unit": "%"}
    ends = {"end.from.union": "5", "end.to.union": "90", "end.from.employers": "100", "end.to.employers": "0"}
    done = send(visitor, "table/entry", **fields, **ends, **{"amount.from": "0", "amount.to": "8"})
    assert done.status_code == 303
    assert "0.0: 5, 3.50: {value: 40..50, draft: yes}, 8.0: 90" in drafted.read_text("utf-8")
