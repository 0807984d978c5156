"""What if: what is tried beside the case comes to what --suppose comes to; kept it is the case, dropped it is gone."""

import html
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest

import comity
from comity.agreements.suppose import supposed
from comity.live import Live
from comity.questions.what_if import what_if
from comity.web.what_if.suppositions import asked, supposition, together

EXAMPLE = Path(__file__).parents[2] / "examples" / "washington-2025" / "case.yaml"
PAGE = "/case/washington-2025/what-if"
pytestmark = pytest.mark.usefixtures("patient")
NEVER, LESS = "usa: never sanctions=lifted", "russia: no_deal=44..50"


def file(folder):
    return folder / "washington-2025" / "case.yaml"


def opened(workbench):
    return workbench.folder.case("washington-2025")


def look(visitor, *several, **more):
    return html.unescape(visitor.get(f"{PAGE}?{urlencode([*several, *more.items()])}").text)


def fields(page):
    """What a button that keeps would send."""
    form = re.search(r'<form method="post" action="[^"]*/keep">(.*?)</form>', page, re.DOTALL)[1]
    return [(name, value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)]


def post(visitor, path, several):
    return visitor.post(
        f"{PAGE}/{path}",
        content=urlencode(list(several)),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )


EACH = [
    ("suppose", NEVER),
    ("suppose", LESS),
    ("suppose", "ukraine: never territory=frozen|partial unless guarantees=article5"),
    ("suppose", "russia-keeps-control: never territory=restored|partial|frozen"),
    ("without", "europe-cast-iron"),
    ("without", "europe-no-bare-handover"),
    ("without", "forces-need-ceasefire"),
]


@pytest.fixture(scope="module")
def live():
    return Live.open(EXAMPLE)


@pytest.mark.parametrize("written", EACH)
def test_each_comes_to_what_the_command_supposes(live, written):
    how, words = written
    so = supposed(live.case, [words] if how == "without" else [], [words] if how == "suppose" else [])
    theirs, mine = what_if(live.case, so), what_if(live.case, together(live, [supposition(live, written)]).case)
    assert (mine.before, mine.after, mine.stay) == (theirs.before, theirs.after, theirs.stay)


def test_what_the_case_says_instead_is_said(live):
    beside = [supposition(live, each).beside for each in EACH]
    assert beside[0] == "Not in the case."
    assert beside[1] == "In the case: 44 to 56."
    assert beside[3].startswith("In the case it ")
    assert beside[4:] == ["In the case it holds."] * 3
    unjudged = ("suppose", "interests/germany/no_deal=20")
    assert supposition(live, unjudged).beside == "In the case nothing is judged."


def test_all_together_come_to_what_the_command_supposes(live):
    so = supposed(live.case, *([words for how, words in EACH if how == each] for each in ("without", "suppose")))
    mine = together(live, [supposition(live, each) for each in EACH]).case
    found, theirs = what_if(live.case, mine), what_if(live.case, so)
    assert (found.before, found.after, found.stay) == (theirs.before, theirs.after, theirs.stay)


def test_before_and_after_are_told_with_each_alone(reader):
    page = look(reader, ("suppose", NEVER), ("suppose", LESS))
    assert "About as many agreements as before, but half of them are others." in page
    assert "158 are lost, 157 come in addition." in page
    assert "The United States will not accept sanctions relief." in page
    assert "Alone: 326 → 168." in page
    assert "Alone: 326 → 614." in page
    assert "<b>168</b> stay" in page
    assert "sanctions eased by steps; all else the same" in page
    assert "the United States would not" in page
    marks = re.search(r"What marks the lost and the gained.*?</table>", page, re.DOTALL)[0]
    cells = re.findall(r"<td[^>]*>([\d,]+)</td>", marks[marks.index("Sanctions relief") :])
    assert cells[:3] == ["158", "0", "0"]


def test_a_number_from_the_table_is_tried_and_the_last_of_it_counts(reader):
    at = "interests/russia/no_deal"
    for value in ("40..50", "44..50"):
        answer = post(reader, "add", [("at", at), ("value", value)])
        assert answer.status_code == 303
    assert asked([("suppose", f"{at}=44..50")]) == (("suppose", f"{at}=44..50"),)
    page = html.unescape(reader.get(answer.headers["location"]).text)
    assert "Russia has less without a deal: 44 to 50." in page
    assert "40 to 50" not in page
    assert "In the case: 44 to 56." in page


FORMS = [
    ({"kind": "never", "party": "usa", "option": "sanctions/lifted"}, "The United States will not accept"),
    ({"kind": "no_deal", "party": "russia", "value": "44..50"}, "Russia has less without a deal: 44 to 50."),
    ({"kind": "no_deal", "party": "russia", "value": "51"}, "Russia has more without a deal: 51."),
    ({"kind": "number", "party": "russia", "what": "sanctions/lifted", "value": "20"}, "Russia, sanctions relief: 20."),
    (
        {"kind": "number", "party": "russia", "what": "sanctions/weight", "value": "20"},
        "Russia, weight of “American sanctions",
    ),
    ({"kind": "red_line", "words": "europe-cast-iron"}, "The European group gives up the red line"),
    ({"kind": "condition", "words": "forces-need-ceasefire"}, "The condition falls that"),
    ({"kind": "words", "words": LESS}, "Russia has less without a deal"),
]


@pytest.mark.parametrize(("form", "said"), FORMS)
def test_every_form_supposes_and_is_remembered(reader, live, form, said):
    answer = post(reader, "add", [("here", "yes"), *form.items()])
    assert answer.status_code == 303
    assert reader.get(PAGE).headers["location"] == answer.headers["location"]
    (written,) = asked(parse_qsl(answer.headers["location"].partition("?")[2]))
    assert supposition(live, written).says.startswith(said)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "no_deal", "party": "russia", "value": "56..44"}, "runs backwards"),
        ({"kind": "no_deal", "party": "russia", "value": "<b>"}, "number"),
        ({"kind": "number", "party": "russia", "what": "sanctions/lifted", "value": "much"}, "number"),
        ({"kind": "words", "words": "usa: sanctions=lifted"}, "does not say whether"),
        ({"kind": "red_line", "words": "nobody"}, "no such red line"),
        ({"kind": "never"}, "nothing is chosen"),
        ({"at": "interests/nobody/no_deal", "value": "3"}, "no such number"),
    ],
)
def test_what_cannot_be_supposed_is_refused_beside_its_form(reader, form, said):
    answer = post(reader, "add", [("here", "yes"), ("suppose", NEVER), *form.items()])
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert said in page.lower()
    assert "The United States will not accept" in page  # what was supposed before stays
    assert "<b>>" not in answer.text
    if form.get("value", "") and "kind" in form:
        assert f'value="{html.escape(form["value"])}"' in answer.text


@pytest.mark.parametrize(("button", "edits"), [(0, 1), (1, 2)])
def test_what_is_kept_is_the_case_and_can_be_undone(visitor, folder, workbench, button, edits):
    before, several = file(folder).read_text("utf-8"), [("suppose", NEVER), ("suppose", LESS)]
    page = look(visitor, *several)
    form = [*fields(page)[:-1], ("how", ("together", "each")[button])]
    answer = post(visitor, "keep", form)
    assert answer.status_code == 303
    case = opened(workbench).live.case
    assert comity.agreement(case, show=0).result.zopa == 325
    assert opened(workbench).history.edits == edits
    said = html.unescape(visitor.get(answer.headers["location"]).text)
    assert "Kept in the case." in said
    assert "Nothing is supposed yet" in said
    last = opened(workbench).history.versions(limit=1)[0]
    assert "Russia has less without a deal: 44 to 50" in last.what
    for _ in range(edits):
        opened(workbench).undo()
    assert file(folder).read_text("utf-8") == before


def test_nothing_is_kept_of_a_case_that_has_changed_meanwhile(visitor, folder):
    page = look(visitor, ("suppose", NEVER))
    changed = file(folder).read_text("utf-8").replace("44..56", "44..55")
    file(folder).write_text(changed, encoding="utf-8")
    answer = post(visitor, "keep", fields(page))
    assert answer.status_code == 409
    assert "Nothing was kept yet." in answer.text
    assert file(folder).read_text("utf-8") == changed
    assert post(visitor, "keep", fields(html.unescape(answer.text))).status_code == 303


def test_what_is_dropped_is_gone(reader):
    look(reader, ("suppose", NEVER))
    assert reader.get(PAGE).status_code == 303
    assert "Nothing is supposed yet" in look(reader, none="yes")
    assert "Nothing is supposed yet" in reader.get(PAGE).text


def test_what_no_longer_can_be_supposed_is_said_and_can_be_dropped(reader):
    page = look(reader, ("without", "gone"), ("suppose", NEVER), ("suppose", "<i>: x"))
    assert "there is no such red line or condition" in page.lower()
    assert "In the case: 326" in page.replace("in the case", "In the case")
    assert page.count("Drop this one") == 3


def test_the_lost_and_the_gained_are_listed(reader):
    several = [("suppose", NEVER), ("suppose", LESS)]
    for which, number in (("lost", 158), ("gained", 157)):
        page = html.unescape(reader.get(f"{PAGE}/list?{urlencode([*several, ('which', which)])}").text)
        assert f"{number} agreements {which}</h1>" in page
        assert f"1 to 50 of {number}" in page
        last = html.unescape(reader.get(f"{PAGE}/list?{urlencode([*several, ('which', which), ('first', 150)])}").text)
        assert f"151 to {number} of {number}" in last
