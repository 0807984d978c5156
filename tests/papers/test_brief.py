"""The brief: complete, traceable to every judgement, and one file that opens anywhere without a network."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams

from comity.case.check import read_case
from comity.case.model import Case, Proposal
from comity.case.paths import evidence_paths, judgement_paths
from comity.catalog import case_file
from comity.finding import Lines, Link, Quantity, Table
from comity.papers.annexes import NOT_HERE
from comity.papers.answers import NO_JUDGEMENT_ALONE
from comity.papers.brief import SHOWN, brief
from comity.papers.candidates import candidates
from comity.papers.document import Brief
from comity.papers.in_words import in_words
from comity.papers.telling import telling
from comity.questions.agreement.answer import agreement
from comity.questions.doubt.answer import doubt
from comity.questions.durability.answer import durability
from comity.show.html import fragment, page
from comity.show.terminal import text
from material import ROOT, WASHINGTON
from strategies import cases
from talks import talks

CHROMIUM = shutil.which("chromium")

EXAMPLE = ROOT / "examples" / "washington-2025" / "case.yaml"

MOST_PAGES = 14
"""How many printed pages stand before the annexes, at most."""


class Page(HTMLParser):
    """A page's text, anchors, links and what it would fetch."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.text = ""
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.feed(content)
        self.close()
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.anchors.append(value or "")
            if tag == "a" and name == "href":
                self.links.append(value or "")
            elif name in ("src", "srcset", "href", "xlink:href", "data", "action", "poster", "background"):
                self.fetched.append(value or "")

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.text += data + " "


def squeezed(words: str) -> str:
    return " ".join(words.split())


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(WASHINGTON)


@pytest.fixture(scope="module")
def whole(case: Case) -> Brief:
    return brief(case)


@pytest.fixture(scope="module")
def content(whole: Brief) -> str:
    return page(whole)


@pytest.fixture(scope="module")
def read(content: str) -> Page:
    return Page(content)


# What it says


def test_the_verdict_is_the_answer_and_what_it_depends_on(case: Case, whole: Brief) -> None:
    found = agreement(case)
    assert whole.title == case.title
    assert whole.verdict[0] == found.answer
    low, high = found.data["zopa_at_no_deal"]["low"], found.data["zopa_at_no_deal"]["high"]
    assert f"{low:,}" in whole.verdict[1]
    assert "low end" in whole.verdict[1]
    assert (f"{high:,}" if high else "no") in whole.verdict[1].partition(f"{low:,}")[2]
    assert set(found.caveats) <= set(whole.warnings)


def test_without_ranges_nothing_depends_on_them() -> None:
    siting = brief(read_case(case_file("abdelnabi-2024")))
    assert not any("low end" in sentence for sentence in siting.verdict)
    titles = [section.title for section in siting.sections]
    assert titles[:3] == [
        "What is possible, and how sure", "What stands in the way, and what would open it",
        "Which agreements to put forward",
    ]  # fmt: skip
    assert {"Where the parties stand", "What is not known"} <= set(titles)
    annexes = [section.title.partition(". ")[2] for section in siting.sections if section.annex]
    assert "Every judgement used" in annexes
    assert "Developments" not in annexes  # it has none
    assert "Sources" not in annexes
    assert "What it hangs on" not in titles  # no number has a range
    assert "Would it last?" not in titles


def test_for_other_programs_the_brief_holds_its_one_page(case: Case, whole: Brief) -> None:
    told = json.loads(whole.json())["data"]["one_page"]
    assert whole.first is not None
    assert [each["words"] for each in told["sentences"]] == [each.text for each in whole.first.sentences()]  # type: ignore[attr-defined]
    assert told["candidates"] == [each.json() for each in candidates(case).chosen]


def test_annexes_stand_last_and_are_not_in_the_short_form(whole: Brief) -> None:
    sections = whole.sections
    annexes = [section for section in sections if section.annex]
    assert sections[-len(annexes) :] == tuple(annexes)
    assert [section.title[:9] for section in annexes] == [f"Annex {letter}. " for letter in "ABCDEFGHIJKL"]
    assert not any(section.short for section in annexes)


def test_author_and_marking_are_those_asked_for_or_those_of_the_case() -> None:
    case = talks()
    asked = brief(case, author="Desk", marking="For <training>")
    assert (asked.running.author, asked.running.marking) == ("Desk", "For <training>")
    content = page(asked)
    assert Page(content).text.count("For <training>") >= 3  # the one page, the head and the foot
    assert '@top-center { content: "For \\3c training\\3e "' in content
    stated = case.model_copy(update={"author": "Own desk", "marking": "Open"})
    assert (brief(stated).running.author, brief(stated).running.marking) == ("Own desk", "Open")
    assert brief(stated, marking="Closed").running.marking == "Closed"


def test_nothing_that_a_title_says_ends_the_style_sheet() -> None:
    case = talks()
    tricky = 'A"; } </style><script>alert(1)</script> \\ \n {'
    content = page(brief(case.model_copy(update={"title": tricky, "marking": tricky})))
    assert "script" not in Page(content).tags
    assert content.count("</style>") == 2  # of the brief and of the one page
    assert Page(content).fetched == []


def test_the_brief_says_what_decides(case: Case, whole: Brief) -> None:
    """In the same numbers as the whole answer to `doubt`, in words; nothing where no number has a range."""
    sections = {section.title: section for section in whole.sections}
    (table,) = sections["What it hangs on"].parts
    found = doubt(case, draws=20, show=SHOWN)
    assert table == in_words(case, telling(found.tables["judgements"]))
    assert isinstance(table, Table)
    assert len(table.rows) == SHOWN
    body = [section for section in whole.sections if not section.annex]
    assert "comity ask" not in " ".join(str(part) for section in body for part in section.parts)  # paper has no prompt
    assert whole.sections[-1].parts[-1] == NOT_HERE
    said = sections["What is possible, and how sure"].parts[-1]
    assert said in agreement(case).answer
    siting = brief(read_case(case_file("abdelnabi-2024")))
    assert "What it hangs on" not in [section.title for section in siting.sections]


def test_the_short_form_is_for_a_terminal(case: Case, whole: Brief) -> None:
    short = text(whole, 100)
    assert all(len(line) <= 100 for line in short.splitlines())
    flat = squeezed(short)
    for said in (
        case.title,
        "326 of 233,280",
        "The agreements side by side",
        "illustrative judgements",
        "is not known",
    ):
        assert said in flat
    assert "Every judgement used" not in flat
    assert len(short.splitlines()) < 210  # with the section on who would move away


def test_the_agreements_left_are_shown_and_the_rest_is_counted(read: Page) -> None:
    assert f"({SHOWN} of 326 shown)" in read.text
    assert "321 more agreements are not shown." in read.text


def test_parties_stand_against_issues_with_their_red_lines(case: Case, whole: Brief) -> None:
    (section,) = [section for section in whole.sections if section.title == "Where the parties stand"]
    matrix, beside, ladder = [part for part in section.parts if isinstance(part, Table)]
    names = [case.everyone()[party].name for party in case.signers()]
    assert matrix.columns == ("issue", *names)
    assert [str(row[0]).partition(";")[0] for row in matrix.rows] == [
        "Without a deal", *(issue.name for issue in case.issues.values()),
    ]  # fmt: skip
    fields: dict[str, Any] = {str(row[0]): dict(zip(names, row[1:], strict=True)) for row in matrix.rows}
    ukraine = fields["Who controls the occupied regions"]["Ukraine"]
    assert [str(line) for line in ukraine.lines] == [
        "● demands: Russia withdraws from all of them, Crimea included",
        "◐ falls back to: Each side holds what it holds when the fighting ends",
        "⊖ will not sign: As frozen, and Ukraine's forces leave the rest of the Donbas",
        "weighs 32",
    ]
    demand, _, refused, _ = ukraine.lines
    assert demand.to == "interest-ukraine/territory"
    assert refused.to == "red-line-ukraine-constitution-land"
    pledge = fields["What is promised if Ukraine is attacked again"]["European group"]
    assert str(pledge.lines[2]).startswith(
        "⊖ will not sign: Nothing, To consult and to decide then or To supply weapons"
    )
    # The shares of the weight of one party add up.
    shares = [int(re.search(r"weighs (\d+)", str(row[1]))[1]) for row in matrix.rows[1:]]  # type: ignore[index]
    assert 97 <= sum(shares) <= 103
    assert "Germany and Italy stand where the European group stands; nothing else is judged." in section.parts
    members = {f"{case.everyone()[member].name} (European group)" for member in ("france", "uk", "others")}
    assert {row[0] for row in beside.rows} == members | {"Neighbouring states and the wider continent"}
    assert ladder.columns == ("issue", "rung", "who leaves", "possible agreements")


def test_before_the_annexes_no_option_stands_by_its_short_name(case: Case, whole: Brief) -> None:
    """Options are told in words, but for the names of pages and commands; in the annexes both stand."""
    terms = re.compile("|".join(rf"\b{issue}=" for issue in case.issues))
    body = [section for section in whole.sections if not section.annex]
    told = str(whole.verdict + whole.warnings) + "".join(fragment(part) for section in body for part in section.parts)
    assert terms.findall(told) == []
    annexes = "".join(fragment(part) for section in whole.sections if section.annex for part in section.parts)
    assert terms.findall(annexes)


def test_a_share_and_a_range_are_said_in_one_way(read: Page) -> None:
    assert re.findall(r"\d ?%|per ?cent|\d\.\.-?\d", read.text) == []
    assert "60 to 76" in read.text
    assert re.search(r"peace after ten years is \d+ in 100 \(\d+ to \d+\)", read.text)


def test_the_brief_and_durability_print_the_same_bands(case: Case, whole: Brief) -> None:
    """Of all agreements together, and of each that is put forward."""
    found = durability(case)
    sections = {section.title: section for section in whole.sections}
    assert found.answer in sections["Would it last?"].parts
    (table,) = [part for part in sections["Which agreements to put forward"].parts if isinstance(part, Table)]
    rows = {row[0]: row[1:] for row in table.rows}
    chosen = candidates(case).chosen
    for candidate, shown in zip(chosen, rows["Peace after ten years"], strict=True):
        alone = durability(case, agreements=[candidate.agreement]).result
        assert shown == Quantity(alone.fares[0].survival.after(10), "in_100")


def test_every_option_is_explained(case: Case, read: Page) -> None:
    for name, issue in case.issues.items():
        assert issue.name in read.text
        for option, what in issue.options.items():
            assert f"{name}={option}" in read.text
            assert squeezed(what.name) in read.text


def test_every_judgement_is_listed_with_its_reason_and_value(case: Case, read: Page) -> None:
    judged = [(path, judgement) for path, judgement in judgement_paths(case) if path[0] != "contest"]
    assert len(judged) > 300
    for path, judgement in judged:
        if judgement.because:
            assert squeezed(judgement.because) in read.text, path
    for interest in case.interests.values():
        for stated in interest.issues.values():
            ratings = ", ".join(f"{option} {rating.said()}" for option, rating in stated.ratings.items())
            assert ratings in read.text


def test_the_judgements_of_the_contest_are_listed(case: Case, read: Page) -> None:
    judged = [judgement.because for path, judgement in judgement_paths(case) if path[0] == "contest"]
    assert len(judged) > 5
    assert [because for because in judged if because and squeezed(because) not in read.text] == []


def test_every_quotation_equals_its_source(case: Case, read: Page) -> None:
    for path, evidence in evidence_paths(case):
        text = (WASHINGTON.parent / case.sources[evidence.source].file).read_text("utf-8")
        title = case.sources[evidence.source].title
        quote = squeezed(text[evidence.start : evidence.end])
        shown = f"“{quote}” ({title}, characters {evidence.start}–{evidence.end})"
        assert shown in read.text, path


def test_developments_and_sources_are_listed_in_order(case: Case, read: Page) -> None:
    places = [read.text.index(squeezed(each.what)) for each in sorted(case.developments, key=lambda each: each.date)]
    assert places == sorted(places)
    for source in case.sources.values():
        assert source.title is not None
        assert source.file in read.text


STRICT = [f"russia: never territory={option}" for option in ("restored", "partial", "frozen")]


def test_of_a_deadlock_the_brief_tells_why_and_what_would_open_it(case: Case) -> None:
    """What is supposed is said on top and not again in every section."""
    made = brief(case, suppose=STRICT)
    assert made.verdict[0].startswith("Supposing “russia: will not accept ")
    sections = {section.title: section for section in made.sections}
    answer, clash, openings = sections["What stands in the way, and what would open it"].parts
    assert str(answer).startswith("There is no agreement: Ukraine will not sign ")
    assert isinstance(clash, Table)
    assert {row[0] for row in clash.rows} == {1}
    assert isinstance(openings, Table)
    assert openings.rows[0][:4] == (1, 3, 281, "Russia")
    assert sections["What it hangs on"].parts[0] == NO_JUDGEMENT_ALONE
    assert "Which agreements to put forward" not in sections
    repeated = [part for section in made.sections for part in section.parts if "Supposing “" in str(part)]
    assert [part for part in repeated if isinstance(part, str)] == [
        part for section in made.sections if section.annex for part in section.parts if part in repeated
    ]
    annexes = [part for section in made.sections if section.annex for part in section.parts if isinstance(part, Table)]
    assert any("5 of 5 clashes" in table.title for table in annexes)


def test_where_the_proposals_stand_is_told_in_words(case: Case, whole: Brief) -> None:
    terms = {issue: next(iter(stated.options)) for issue, stated in case.issues.items()}
    leaked = Proposal(name="Leaked text", by="usa", terms=terms)
    part = Proposal(name="Half a text", terms={"territory": "frozen"})
    made = brief(case.model_copy(update={"proposals": {"leaked": leaked, "half": part}}))
    (section,) = [section for section in made.sections if section.title == "Where the proposals stand"]
    first, second, where, gains = section.parts
    assert str(first).startswith(
        "The proposal “Leaked text” stops at the stage “coherent”, removed by the condition that"
    )
    assert (
        str(second)
        == "The proposal “Half a text” leaves 9 issues open: 281 of the 58,320 agreements with its terms are possible."
    )
    assert isinstance(where, Table)
    assert isinstance(gains, Table)
    assert [row[0] for row in where.rows] == ["Leaked text", "Half a text"]
    assert gains.columns[-2:] == ("Leaked text", "Half a text")
    assert not any(f"{issue}=" in f"{first}{fragment(where)}{fragment(gains)}" for issue in case.issues)
    assert "Where the proposals stand" not in [section.title for section in whole.sections]


def test_what_is_supposed_is_shown_before_and_after(case: Case) -> None:
    (section, *_) = brief(case, suppose=["russia: no_deal=45"]).sections
    (table,) = [part for part in section.parts if isinstance(part, Table) and part.title == "Before and after"]
    assert table.rows[0] == ("possible as in the file", 326)


def test_no_reason_is_lost_wherever_it_stands() -> None:
    reasons = iter(f"Reason number {at} of the test." for at in range(100))

    def estimate(value: str) -> dict[str, str]:
        return {"value": value, "because": next(reasons)}

    made = Case.model_validate(
        {
            "title": "Reasons everywhere",
            "parties": {"a": {"name": "A", "signs": "yes"}},
            "issues": {"x": {"name": "X", "options": {"p": "P", "q": "Q"}}},
            "conditions": [{"if": {"x": "p"}, "then": {"x": "p"}, "because": next(reasons)}],
            "interests": {
                "a": {
                    "because": next(reasons),
                    "no_deal": estimate("30"),
                    "x": {"because": next(reasons), "weight": estimate("1"), "p": estimate("100"), "q": estimate("0")},
                }
            },
            "linkages": [{"party": "a", "when": {"x": "p"}, "adds": estimate("5"), "because": next(reasons)}],
            "red_lines": [{"party": "a", "never": {"x": "q"}, "firmness": "declared", "because": next(reasons)}],
        }
    )
    shown = Page(page(brief(made))).text
    missing = [judgement.because for _, judgement in judgement_paths(made) if judgement.because not in (None, "")]
    assert [because for because in missing if because not in shown] == []


# The file


def test_every_link_leads_somewhere_and_no_anchor_stands_twice(read: Page) -> None:
    assert len(read.links) > 20
    assert all(link.startswith("#") for link in read.links)
    assert {link[1:] for link in read.links} <= set(read.anchors)
    assert len(read.anchors) == len(set(read.anchors))


@settings(max_examples=60)
@given(cases())
def test_every_link_of_any_brief_leads_somewhere(case: Case) -> None:
    tables = [part for section in brief(case).sections for part in section.parts if isinstance(part, Table)]
    anchors = {anchor for table in tables for anchor in table.anchors}
    cells = [cell for table in tables for row in table.rows for cell in row]
    lines = [line for cell in cells for line in (cell.lines if isinstance(cell, Lines) else (cell,))]
    assert {line.to for line in lines if isinstance(line, Link)} <= anchors


def test_anchors_of_different_judgements_differ() -> None:
    ratings = {"weight": "1", "p": "1", "q": "2"}
    made = Case.model_validate(
        {
            "title": "Hyphens",
            "parties": {"a": {"name": "A", "signs": "yes"}, "a-b": {"name": "AB", "signs": "yes"}},
            "issues": {name: {"name": name, "options": {"p": "P", "q": "Q"}} for name in ("b-c", "c")},
            "interests": {"a": {"no_deal": "1", "b-c": ratings}, "a-b": {"no_deal": "1", "c": ratings}},
        }
    )
    anchors = Page(page(brief(made))).anchors
    assert len(anchors) == len(set(anchors))


def test_the_file_holds_no_address_to_fetch_and_no_script(content: str, read: Page) -> None:
    assert read.fetched == []
    assert "script" not in read.tags
    assert "link" not in read.tags
    assert not re.search(r"@import|url\(\s*[\"']?(?!#)", content)
    assert "<!doctype html>" in content[:20]
    assert 'lang="en"' in content
    assert len(content) < 400_000


def test_what_a_case_says_cannot_become_markup() -> None:
    tricky = '<img src="http://example.org/x.png" onerror="alert(1)">'
    made = Case.model_validate(
        {
            "title": tricky,
            "about": tricky,
            "parties": {"a": {"name": tricky, "signs": "yes"}},
            "issues": {"x": {"name": tricky, "options": {"p": tricky}}},
            "interests": {"a": {"no_deal": {"value": "0", "because": tricky}, "x": {"weight": "1", "p": "1"}}},
            "developments": [{"date": "2025-01-01", "what": tricky}],
        }
    )
    shown = Page(page(brief(made)))
    assert "img" not in shown.tags
    assert shown.fetched == []
    assert shown.text.count(tricky) >= 6


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def file(content: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(content, "utf-8")
    return path


@pytest.mark.parametrize("width", [1366, 390])
def test_opened_it_asks_for_nothing_and_fits_the_window(browser: Any, file: Path, width: int) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    complained: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: complained.append(message.text))
    opened.on("pageerror", lambda error: complained.append(str(error)))
    opened.goto(file.as_uri())
    opened.wait_for_load_state("networkidle")
    for fold in opened.locator(".fold input").all():
        if fold.is_visible():
            fold.check()  # so that what is folded on a phone is looked at, too
    assert asked == [file.as_uri()]
    assert complained == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.evaluate("document.body.scrollWidth") <= width
    wide = """[...document.querySelectorAll('body *')].filter(e => !e.closest('svg')
              && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"""
    assert opened.evaluate(wide) == []
    assert opened.locator("figure svg").first.is_visible()
    opened.close()


def test_on_a_phone_an_annex_is_folded_until_it_is_asked_for(browser: Any, file: Path) -> None:
    opened = browser.new_page(viewport={"width": 390, "height": 800})
    opened.goto(file.as_uri())
    folded = opened.locator(".folded")
    assert folded.count() > 5
    assert not any(folded.nth(at).is_visible() for at in range(folded.count()))
    opened.locator(".fold input").first.check()
    assert folded.first.is_visible()
    assert not folded.nth(1).is_visible()
    opened.emulate_media(media="print")
    assert all(folded.nth(at).is_visible() for at in range(folded.count()))
    opened.emulate_media(media="screen")
    opened.set_viewport_size({"width": 1366, "height": 800})
    assert all(folded.nth(at).is_visible() for at in range(folded.count()))
    opened.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_following_a_link_shows_its_judgement(browser: Any, file: Path, width: int) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 800})
    opened.goto(file.as_uri())
    opened.click("a[href='#red-line-ukraine-constitution-land']")
    row = opened.locator("#red-line-ukraine-constitution-land")
    assert row.evaluate("e => e.getBoundingClientRect().top < innerHeight && e.getBoundingClientRect().bottom > 0")
    assert "names the constitution as the reason" in row.inner_text()
    opened.close()


def test_printed_it_has_pages_with_nothing_cut_off(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    file.write_text(page(brief(read_case(EXAMPLE), marking="For training")), "utf-8")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    opened.emulate_media(media="print")
    printed = opened.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 4 <= pages <= 60
    text_of = extract_text(tmp_path / "brief.pdf", laparams=LAParams(boxes_flow=None))  # in no order of columns
    *told, _ = (" ".join(words.split()) for words in text_of.split("\f"))
    assert len(told) == pages
    before = next(at for at, words in enumerate(told) if "Annex A. " in words)
    assert before <= MOST_PAGES
    assert all(f"Page {at} of {pages}" in words for at, words in enumerate(told, 1))
    assert all("Talks on ending the war" in words and "for training" in words.lower() for words in told)
    assert "An agreement is possible, but only just." in told[0]  # the one page, alone
    assert "What is possible, and how sure" not in told[0]
    assert "326 of 233,280" in told[1]
    opened.set_viewport_size({"width": 680, "height": 1000})  # A4 less its margins, in CSS pixels; annexes are wider
    assert opened.evaluate("document.documentElement.scrollWidth") <= 680
    opened.close()
