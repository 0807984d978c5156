"""Agreements side by side: what their cards say, where they differ, how the points come about, what is pinned."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from comity import read_case
from comity.papers.candidates import candidates

EXAMPLE = Path(__file__).parents[2] / "examples" / "washington-2025" / "case.yaml"
PAGE = "/case/washington-2025/agreements"
pytestmark = pytest.mark.usefixtures("patient")


def text(folder):
    return (folder / "washington-2025" / "case.yaml").read_text(encoding="utf-8")


def case_of(workbench):
    return workbench.folder.case("washington-2025").live.case


def words(agreement):
    return ",".join(f"{issue}={option}" for issue, option in agreement.options.items())


@pytest.fixture(scope="module")
def chosen():
    """The agreements that papers put forward."""
    return candidates(read_case(EXAMPLE)).chosen


def test_three_clearly_different_agreements_are_compared_at_first(reader):
    page = reader.get(PAGE).text
    assert "326 are possible." in page
    assert re.findall(r"<h3>(\w\. [^<]+)</h3>", page) == [
        "A. Frozen line, joint pledge",
        "B. Frozen line, European pledge",
        "C. Partial withdrawal, joint pledge",
    ]
    assert "<dt>All four sign</dt><dd>86 of 100 readings</dd>" in page
    assert "<dt>Refuses first</dt><dd>Russia, in 11 of 100</dd>" in page
    assert "<dt>Ukraine</dt><dd>78.2, +10.2 over no deal</dd>" in page


def test_those_that_the_address_names_are_compared_instead(reader, chosen):
    page = reader.get(PAGE, params={"with": [words(each.agreement) for each in chosen[1:]]}).text
    assert [title[3:] for title in re.findall(r"<h3>(\w\. [^<]+)</h3>", page)] == [
        "Frozen line, European pledge",
        "Partial withdrawal, joint pledge",
    ]
    alone = reader.get(PAGE, params={"with": words(chosen[0].agreement)}).text
    assert "Where they differ" not in alone
    assert "A frozen line, a joint pledge" in alone


def test_only_issues_that_differ_are_shown_and_the_rest_is_said_once(reader, chosen):
    page = reader.get(PAGE).text
    first = chosen[0].agreement.options
    differing = [name for name in first if len({each.agreement.options[name] for each in chosen}) > 1]
    table = re.search(r'<section class="card c12" id="differ">(.*?)</section>', page, re.DOTALL)[1]
    assert len(re.findall(r'<th scope="row">', table)) == len(differing) == 6
    assert "The same in all:" in table
    assert "sanctions relief" in table


def test_a_rating_leads_to_its_reason_and_quotation(reader):
    page = reader.get(PAGE, params={"why": "interests/ukraine/guarantees/article5"}).text
    assert "Ukraine, a joint pledge: 100." in page
    assert "<blockquote>" in page
    assert reader.get(PAGE, params={"why": "interests/nobody/x/y"}).status_code == 200


def test_parts_add_up_to_the_worth(reader):
    page = reader.get(PAGE).text
    table = re.search(r'<caption class="unseen">Points of Russia</caption>(.*?)</table>', page, re.DOTALL)[1]
    body, foot = table.split("<tfoot>")
    firsts = [
        float(re.findall(r'<td class="num(?: differs)?">(?:<span class="weight">.*?</span>)?([+−\d.]+)</td>', row)[0])
        for row in body.split("</tr>")[1:]
        if "<th" in row
    ]
    worth = float(re.search(r"Worth</th>.*?<td class=\"num\">([\d.]+)", foot, re.DOTALL)[1])
    assert abs(sum(firsts) - worth) < 0.6  # each is rounded to a tenth
    assert worth == 55.1


@pytest.mark.parametrize("asked", ["nonsense", "territory=nowhere", "territory=frozen", "9999999", "<b>"])
def test_what_is_no_agreement_is_said_and_the_page_stands(reader, chosen, asked):
    page = reader.get(PAGE, params={"with": [words(chosen[0].agreement), asked]})
    assert page.status_code == 200
    assert "It is left out here." in page.text
    assert "A. Frozen line, joint pledge" in page.text
    assert "<b>territory" not in page.text


def test_which_would_last_follows_by_a_job(reader):
    reader.get(PAGE)
    jobs = reader.app.state.workbench.jobs._jobs.values()
    job = next(job for job in jobs if "lasting" in job.where and job.where.count("with=") == 3)
    assert job.wait(20)
    part = reader.get(job.where, headers={"hx-request": "true"}).text
    assert '<dd id="peace-A" hx-swap-oob="true">73 of 100</dd>' in part
    assert 'aria-label="A: 73 in 100' in part
    assert "<html" not in part
    assert reader.get(job.where).headers["location"].endswith("#lasting")
    assert 'id="peace-A">73 of 100<' in reader.get(PAGE).text


PIN = {"name": "Draft of 17 August", "by": "usa", "date": "2025-08-17", "about": "As one report has it."}


def test_to_pin_and_to_unpin_changes_proposals_alone(visitor, folder, workbench, chosen):
    before, terms = text(folder), words(chosen[2].agreement)
    answer = visitor.post(f"{PAGE}/pin", data={**PIN, "with": terms})
    assert answer.status_code == 303
    held = case_of(workbench).proposals["draft-of-17-august"]
    assert held.terms == dict(chosen[2].agreement.options)
    assert (held.name, held.by, str(held.date), held.about) == (*list(PIN.values())[:3], PIN["about"])
    added = text(folder).replace(before.rstrip("\n"), "").strip()
    assert added.startswith("proposals:")
    page = visitor.get(answer.headers["location"]).text
    assert "Draft of 17 August, put forward by the United States" in page
    assert "The same agreements are possible." in page
    unpinned = visitor.post(f"{PAGE}/unpin", data={"proposal": "draft-of-17-august", "with": "draft-of-17-august"})
    assert terms.split(",")[0].replace("=", "%3D") in unpinned.headers["location"]
    assert not case_of(workbench).proposals
    assert text(folder).replace("proposals:", "").replace("{}", "").strip() == before.strip()


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"name": ""}, "needs a name"), ({"by": "nobody"}, "no party"), ({"date": "yesterday"}, "no day")],
)
def test_a_pin_that_is_wrong_is_refused_and_what_was_typed_is_kept(visitor, folder, chosen, changed, said):
    before = text(folder)
    answer = visitor.post(f"{PAGE}/pin", data={**PIN, **changed, "with": words(chosen[0].agreement)})
    assert answer.status_code == 422
    assert said in answer.text
    assert "As one report has it." in answer.text
    assert text(folder) == before


def test_two_of_one_name_are_not_pinned(visitor, chosen):
    for each, status in zip(chosen[:2], (303, 422), strict=True):
        assert visitor.post(f"{PAGE}/pin", data={**PIN, "with": words(each.agreement)}).status_code == status


def test_what_was_agreed_is_marked_and_stays_pinned(visitor, workbench, chosen):
    visitor.post(f"{PAGE}/pin", data={**PIN, "with": words(chosen[0].agreement)})
    named = {"proposal": "draft-of-17-august"}
    assert visitor.post(f"{PAGE}/outcome", data=named).status_code == 303
    assert case_of(workbench).outcome == "draft-of-17-august"
    page = visitor.get(PAGE).text
    assert ": agreed</span>" in page
    assert "Unpin" not in page
    visitor.post(f"{PAGE}/unpin", data=named)
    assert case_of(workbench).outcome == "draft-of-17-august"
    history = workbench.folder.case("washington-2025").history
    assert next(iter(history.versions(limit=1))).what == "The proposal “Draft of 17 August” is what was agreed"
    assert visitor.post(f"{PAGE}/outcome", data={**named, "agreed": "yes"}).status_code == 303  # from another tab
    assert case_of(workbench).outcome == "draft-of-17-august"
    stale = visitor.post(f"{PAGE}/outcome", data={**named, "agreed": "no", "outcome": "none"})
    assert stale.status_code == 409
    assert "It has changed since this page was shown; here it is as it stands now." in stale.text
    assert case_of(workbench).outcome == "draft-of-17-august"
    visitor.post(f"{PAGE}/outcome", data={**named, "agreed": "no", "outcome": "draft-of-17-august"})
    assert case_of(workbench).outcome == "none"
    last = next(iter(history.versions(limit=1))).what
    assert last == "The proposal “Draft of 17 August” is not what was agreed: nothing is"


@pytest.mark.parametrize(
    ("number", "complete", "said"),
    [
        (5000, False, "At least 5,000 are possible."),
        (5000, True, "5,000 are possible."),
        (1, True, "One is possible."),
        (0, True, "None is possible."),
    ],
)
def test_how_many_are_possible_is_said(visitor, monkeypatch, number, complete, said):
    counted = SimpleNamespace(number=number, complete=complete)
    monkeypatch.setattr("comity.questions.possible.possible", lambda case: counted)
    assert said in visitor.get(PAGE).text


def test_a_case_with_mistakes_says_what_to_do(visitor, folder):
    file = folder / "washington-2025" / "case.yaml"
    file.write_text(text(folder).replace("44..56", "much"), encoding="utf-8")
    for page in (PAGE, f"{PAGE}/list", f"{PAGE}/write"):
        answer = visitor.get(page)
        assert answer.status_code == 200
        assert 'class="empty"' in answer.text
