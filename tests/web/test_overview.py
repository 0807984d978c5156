"""The overview: the answer first, what is missing or weak, what is left, and who is near and far, with the reason."""

import re

import pytest

from comity.finding import Band
from comity.live import Live
from comity.questions.deadlock.impasse import Margin
from comity.web.overview import missing, remaining, stance_matrix
from comity.web.overview.standing import Holding, holding, standing
from comity.web.pages.overview import nearest
from wells import CASE

PAGE = "/case/washington-2025/overview"
WELL = "/case/well/overview"


@pytest.fixture
def well(folder):
    file = folder / "well.yaml"
    file.write_text(CASE, encoding="utf-8")
    return file


def live(old="", new=""):
    assert old in CASE
    return Live.of(CASE.replace(old, new) if old else CASE, "well.yaml")


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def wanting(live):
    case = live.case
    return [f"{each.what} {each.more}" for each in missing.missing(live.checked, case, standing(case))]


def left(live, holds=None):
    case = live.case
    return [(row.left, row.label, row.cut, row.why) for row in remaining.remaining(case, standing(case), holds, {})]


def test_washington_stands_where_the_command_line_says(visitor, workbench):
    page = words(visitor.get(PAGE).text)
    assert "An agreement is possible, but only just." in page
    assert "98 of 100 readings leave at least one." in page
    assert "Russia Nothing is left if it asks for about 10 points of its own scale more than judged." in page
    assert "41,952 cross a red line" in page
    assert "Germany and Italy have no view of their own." in page
    assert "No agreement is recorded by 18 August, though one is possible as judged." in page
    assert "326 → becomes 1,058" in page
    assert 'what-if?suppose=interests/russia/no_deal%3D44"' in visitor.get(PAGE).text
    assert "A. Frozen line, joint pledge All four sign in 86 of 100 readings" in page
    job = workbench.jobs.find(1)
    assert job.wait(30)
    part = visitor.get(f"{PAGE}/lasting", headers={"hx-request": "true"}).text
    assert part.count('hx-swap-oob="true"') == 2
    assert "Peace after ten years: 73 in 100." in words(part)
    assert "3 are less likely than not to keep the peace for ten years" in words(part)
    assert "Working out" not in visitor.get(PAGE).text


def test_a_cell_leads_to_its_reason_and_quotation(visitor):
    page = visitor.get(PAGE, params={"with": "A", "why": "russia/guarantees"}).text
    said = words(page)
    assert "Russia: why far? a joint pledge rated 5 to 25, low confidence" in said
    assert "An exchange is nevertheless reported to be under discussion" in said
    assert "/table?edit=interests/russia/guarantees/article5#value" in page
    assert "/sources?source=" in page


def test_a_small_case_says_what_is_missing(visitor, well):
    page = visitor.get(WELL).text
    said = words(page)
    assert "The old pump breaks." in said
    assert "Both signers, Aldby and Berg, would rather sign" in said
    assert 'href="/case/well/overview/weak/no-deal"' in page
    weak = words(visitor.get(f"{WELL}/weak/unreported").text)
    assert "Who draws water" in weak
    listing = visitor.get(f"{PAGE}/weak/members").text
    assert "/table?edit=interests/germany/no_deal#value" in listing
    table = visitor.get("/case/washington-2025/table", params={"edit": "interests/germany/no_deal"}).text
    assert "Germany, without a deal" in table
    assert visitor.get(f"{WELL}/weak/other").status_code == 404


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", "No agreement is recorded by 1 May, though one is possible as judged."),
        ("as_of: 2026-05-01\n", "", "No agreement is recorded though one is possible as judged."),
        ("", "", "6 judgements rest on no report of 6 about the signers, 3 of them Aldby’s."),
        ("", "", "2 judgements are of low confidence of 6 about the signers."),
        (", confidence: low}\n    cost", "}\n    cost", "1 judgement is of low confidence of 6 about the signers."),
        ("", "", "1 no-deal value is of low confidence, and the answer hangs on that."),
        ("30..50", "30..31", "1 no-deal value is of low confidence."),
        (
            "{value: 20, because",
            "{value: 20, confidence: low, because",
            "All 2 no-deal values are of low confidence, and the answer hangs on that.",
        ),
        (
            "Berg: {name: Berg, signs: yes}",
            "Berg: {name: Berg, signs: yes, members: {Hof: {name: Hof}}}",
            "Hof has no view of its own.",
        ),
        (
            "Berg: {name: Berg, signs: yes}",
            "Berg: {name: Berg, signs: yes, members: {Hof: {name: Hof}, Tal: {name: Tal}}}",
            "Hof and Tal have no view of their own.",
        ),
        ("id: pays, party", "id: pays, draft: yes, party", "1 draft waits for you; what is a draft counts nowhere."),
        (
            "outcome: none\n",
            "outcome: deal\nproposals: {deal: {terms: {water: most, cost: berg}}}\n",
            "The agreement that was reached is ruled out here: some judgement is too strict.",
        ),
    ],
)
def test_what_is_missing_or_weak_in_words(old, new, said):
    assert said in wanting(live(old, new))


def test_what_is_not_missing_is_not_told():
    assert not any("recorded" in each for each in wanting(live("outcome: none\n", "")))
    assert not any("draft" in each for each in wanting(live()))
    assert not any("ruled out" in each for each in wanting(live()))


def test_every_stage_says_how_many_it_leaves_and_what_removes_most():
    assert left(live()) == [
        (4, "Every combination of the options", 0, ""),
        (4, "Fit together", 2, "cross a red line, most often: Berg will not accept “Who pays: Berg alone” (2)"),
        (2, "Cross nobody’s red line", 0, ""),
        (2, "Both would sign", 0, ""),
        (2, "Efficient", None, ""),
    ]
    worse = left(live("value: 20,", "value: 90,"))
    assert worse[2] == (2, "Cross nobody’s red line", 1, "leave a signer worse off than no deal, most often Berg (1)")
    ruled = left(live("red_lines:", "conditions:\n- {if: {water: most}, then: {cost: both}}\nred_lines:"))
    assert (
        ruled[0][3]
        == "contradict themselves, most often since “Who draws water: Aldby most of it” needs “Who pays: Both”"
    )


HOF = """\
  Hof:
    no_deal: 50
    water: {weight: 60, half: 100, most: 20}
    cost: {weight: 40, both: 0, berg: 0}
red_lines:"""


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        (
            {"half: 40, most: 100": "half: 100, most: 40"},
            (2, "Both would sign", 1, "can be bettered for one signer at no cost to the others"),
        ),
        (
            {"signs: yes}\nissues": "signs: yes, ratified_by: Hof}\n  Hof: {name: Hof}\nissues", "red_lines:": HOF},
            (2, "Both would sign", 1, "are stopped at home, most often by Berg"),
        ),
        (
            {
                "signs: yes}\nissues": "signs: yes}\n  Hof: {name: Hof}\nissues",
                "most: Aldby most of it}}": "most: Aldby most of it}, needs: {most: Hof}}",
                "red_lines:": HOF,
            },
            (
                2,
                "Would be signed by those whose yes suffices",
                1,
                "need somebody who would be worse off, most often Hof",
            ),
        ),
        ({"issues:": "consent: {at_least: 1}\nissues:"}, (4, "Would be signed by those whose yes suffices", 0, "")),
    ],
)
def test_what_those_do_that_a_stage_removes(changes, stage):
    text = CASE
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    assert stage in left(Live.of(text, "well.yaml"))


def test_the_stage_that_all_would_sign_stands_out():
    case = live().case
    kinds = [row.kind for row in remaining.remaining(case, standing(case), None, {})]
    assert kinds == ["before", "before", "before", "goal", "after"]


def test_an_agreement_says_how_safe_it_is_and_who_refuses_first(visitor, well):
    said = words(visitor.get(WELL).text)
    assert "A. Aldby most of it, Both Both sign in 100 of 100 readings B. Even share, Both" in said
    assert "Both sign in 60 of 100 readings Aldby refuses first." in said
    assert said.count("refuses first.") == 1
    assert "by giving up its refusal of “Who pays: Berg alone”: 2 → becomes 3" in said
    well.write_text(live("issues:", "consent: {at_least: 1}\nissues:").text, encoding="utf-8")
    assert "It has the consent needed in 100 of 100 readings" in words(visitor.get(WELL).text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{cost: berg, water: most}", "Berg alone together with “Who draws water: Aldby most of it”"),
        ("{cost: berg}, unless: {water: half}", "Berg alone, unless with an even share"),
    ],
)
def test_a_refusal_says_with_what_and_unless_what(line, said):
    rows = stance_matrix.rows(live("{cost: berg}", line).case, ("cost",), None, None)
    assert [cell.refuses for cell in rows[0].cells] == ["", said]


@pytest.mark.parametrize(
    ("margins", "who", "why"),
    [
        (
            [("Berg", 9.7, True)],
            "Berg",
            "Nothing is left if it asks for about 10 points of its own scale more than judged.",
        ),
        (
            [("Berg", 1.2, True)],
            "Berg",
            "Nothing is left if it asks for about 1 point of its own scale more than judged.",
        ),
        ([("Berg", 0.3, True)], "Berg", "Nothing is left if it asks for hardly more than judged."),
        (
            [("Berg", 9.7, False)],
            "Berg",
            "Something is left unless it asks for at least 10 points of its own scale more than judged.",
        ),
        (
            [("Aldby", 5, True), ("Berg", 5, True)],
            "Aldby and Berg",
            "Nothing is left if one of them asks for about 5 points of its own scale more than judged.",
        ),
    ],
)
def test_who_is_nearest_to_refusing_in_words(margins, who, why):
    told = tuple(Margin(party, Band(0, 0, 0), points, exact) for party, points, exact in margins)
    said = nearest(live().case, told)
    assert (said.says, said.why) == (who, why)


def test_all_who_are_equally_near_to_refusing_are_named():
    assert [each.party for each in standing(live().case).nearest] == ["Aldby"]
    twins = CASE.replace("no_deal: {value: 30..50, confidence: low, because: It has another well.}", "no_deal: 20")
    twins = twins.replace("half: 40, most: 100", "half: 100, most: 20").replace(
        "both: 30..60, berg: 100", "both: 100, berg: 0"
    )
    twins = twins.replace("party: Berg, never", "party: Aldby, never")
    assert [each.party for each in standing(Live.of(twins, "twins.yaml").case).nearest] == ["Aldby", "Berg"]


def test_bars_shrink_by_powers_of_ten():
    case = live().case
    assert [row.width for row in remaining.remaining(case, standing(case), None, {})] == [100, 100, 50, 50, 50]


def test_what_would_last_is_the_last_stage(folder):
    washington = Live.open(folder / "washington-2025" / "case.yaml").case
    found, holds = standing(washington), holding(washington)
    rows = remaining.remaining(washington, found, holds, {})
    assert (rows[-1].left, rows[-1].label) == (holds.lasting.lasting, "Lasting")
    assert rows[-2].why == "are less likely than not to keep the peace for ten years"
    other = Holding(holds.keeping, holds.lasting, 5, 0.75)
    why = remaining.remaining(washington, found, other, {})[-2].why
    assert why == "have less than 75 in 100 to keep the peace for five years"


def test_near_and_far_are_thirds_of_the_partys_own_scale():
    case = live().case
    agreement = standing(case).numbers.candidates.chosen[0].agreement
    rows = stance_matrix.rows(case, ("water", "cost"), agreement, None, "Berg/water")
    chosen = agreement.options["water"]
    at = {("Aldby", "half"): "between", ("Aldby", "most"): "near", ("Berg", "half"): "near", ("Berg", "most"): "far"}
    assert [cell.at for cell in rows[0].cells] == [at["Aldby", chosen], at["Berg", chosen]]
    assert rows[1].cells[1].refuses == "Berg alone"
    assert rows[0].reason is not None
    assert rows[0].reason.because == "It was promised half."
    assert rows[1].reason is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("outcome: none", "outcom: none", "The case file has 1 mistake."),
        (
            "{value: 20, because",
            "{value: 20, draft: yes, because",
            "Still to be judged Berg: what it has without a deal",
        ),
        ("30..50", "99", "No agreement is possible"),
        (
            "Aldby: {name: Aldby, signs: yes}\n  Berg: {name: Berg, signs: yes}",
            "Aldby: {name: Aldby}\n  Berg: {name: Berg}",
            "Nobody signs yet",
        ),
    ],
)
def test_a_case_that_has_no_answer_says_what_to_do_next(visitor, well, old, new, said):
    well.write_text(live(old, new).text, encoding="utf-8")
    assert said in words(visitor.get(WELL).text)


def test_what_takes_long_is_worked_out_beside(visitor, workbench, well, monkeypatch):
    monkeypatch.setattr("comity.web.overview.standing.SMALL", 1)
    monkeypatch.setattr("comity.web.pages.overview.WAIT", 0)
    monkeypatch.setattr(workbench.jobs, "_run", lambda job: None)
    page = words(visitor.get(WELL).text)
    assert "Working out where the case stands" in page
    assert "The old pump breaks." in page
    workbench.jobs.find(1).run()
    assert "would rather sign" in words(visitor.get(WELL).text)
    assert visitor.get(WELL, headers={"hx-request": "true"}).headers["hx-refresh"] == "true"
