"""The Washington case: what it must hold, that it is fit to be argued about, and what it answers today."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from comity.case.check import check, read_case
from comity.case.model import Case
from comity.case.paths import evidence_paths, judgement_paths
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.objections import objections
from material import WASHINGTON


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(WASHINGTON)


def test_the_file_has_no_problem_and_no_remark() -> None:
    assert [str(problem) for problem in check(WASHINGTON).problems] == []


def test_it_holds_the_whole_situation(case: Case) -> None:
    """Rows 1-12, 17 and 18 of the description of the case, by the parts that hold them."""
    assert {"ukraine", "russia", "usa", "europe"} <= set(case.parties)
    assert len(case.parties["europe"].members) >= 4
    assert any(not party.signs for party in case.parties.values())  # those who bear the consequences
    topics = "territory status ceasefire guarantees forces support army sanctions participation monitoring"
    assert set(topics.split()) <= set(case.issues)
    assert case.issues["sanctions"].decided_by == "usa"
    assert {line.firmness for line in case.red_lines} == {"constitutional", "declared", "preferred"}
    assert any({"territory", "guarantees"} <= set(linkage.when) for linkage in case.linkages)
    for signer in case.signers():
        no_deal = case.interest_of(signer).no_deal
        assert no_deal is not None
        assert no_deal.is_range, signer
    assert len({development.date for development in case.developments}) >= 3
    assert len(case.sources) >= 2


def test_it_is_a_case_worth_arguing_about(case: Case) -> None:
    """Neither trivially empty nor wide open: every stage removes something and leaves something."""
    found = agreement(case)
    counts = [stage["count"] for stage in found.data["stages"]]
    assert len(case.issues) >= 9
    assert counts[0] >= 50_000
    assert all(0.005 * before < after < 0.5 * before for before, after in pairwise(counts))
    opened = {each["name"]: each["would_open"] for each in found.data["removed"]["red_lines"]}
    assert opened["ukraine-constitution-land"] > 0  # the clash over territory decides something
    refusing = [each["removes_alone"] for each in found.data["removed"]["no_deal"]]
    assert all(refusing), "a signer whose judgements change nothing"


def test_every_judgement_has_its_reason(case: Case) -> None:
    """A rating is covered by the reason of its issue, a party's issues by theirs."""
    covered = {path: judgement for path, judgement in judgement_paths(case) if judgement.because}
    for path, _ in judgement_paths(case):
        if path[0] == "interests" and len(path) == 2:
            continue  # the party as a whole; what it holds is judged one by one
        assert any(path[:length] in covered for length in range(2, len(path) + 1)) or path[:1] in covered, path


def test_the_numbers_are_marked_as_illustrative(case: Case) -> None:
    assert case.illustrative
    assert "All ratings, weights and no-deal values are illustrative judgements." in agreement(case).caveats
    assert case.about is not None
    assert "illustrative" in case.about


def test_evidence_quotes_whole_passages_of_the_sources(case: Case) -> None:
    seen = 0
    for path, evidence in evidence_paths(case):
        text = case.texts[evidence.source]
        assert text == (WASHINGTON.parent / case.sources[evidence.source].file).read_text("utf-8")
        quote = case.quote(evidence)
        assert quote is not None
        assert quote == text[evidence.start : evidence.end]
        assert quote == quote.strip(), path
        assert len(quote.split()) >= 4, path
        before, after = text[: evidence.start][-1:], text[evidence.end :][:1]
        assert not before.isalnum(), f"{path}: the quotation begins within a word"
        assert not after.isalnum(), f"{path}: the quotation ends within a word"
        seen += 1
    assert seen >= 60


def test_red_lines_and_most_interests_rest_on_evidence(case: Case) -> None:
    assert all(line.evidence for line in case.red_lines)
    reasoned = [judgement for path, judgement in judgement_paths(case) if path[0] == "interests" and judgement.because]
    assert sum(bool(judgement.evidence) for judgement in reasoned) > 0.6 * len(reasoned)


# Words that take sides, or that judge persons instead of positions.
LOADED = re.compile(
    r"\b(?:puppets?|regimes?|appease\w*|evil|stubborn|crazy|stupid|cowards?|cowardly|betray\w*|traitors?|greedy|"
    r"naive|weakling|bully|bullies|aggressors?|terrorists?|liars?|lying|shameful|heroic|brave|unreasonable|"
    r"pro-\w+|anti-\w+|strongman|warmonger\w*|blackmail\w*)\b",
    re.IGNORECASE,
)


def test_the_wording_takes_no_side(case: Case) -> None:
    texts = {"case": WASHINGTON.read_text("utf-8"), **case.texts}
    found = {name: LOADED.findall(text) for name, text in texts.items()}
    assert found == {name: [] for name in texts}
    assert LOADED.search("a pro-Western regime")  # the list works


def test_options_are_named_by_what_they_contain(case: Case) -> None:
    names = {party.name.lower() for party in case.everyone().values()} - {"united states"}
    winners = re.compile(r"\b(?:wins?|victory|defeat|surrenders?|humiliat\w+|favou?rs?|pleases?)\b", re.IGNORECASE)
    for issue in case.issues.values():
        for option, content in issue.options.items():
            assert not winners.search(" ".join(filter(None, (content.name, content.short, content.says)))), content
            assert option.lower() not in names


def test_the_funnel_as_judged(case: Case) -> None:
    """A regression: these counts follow from the judgements of the case as it stands.

    Whoever changes a judgement of the case changes them, and should; whoever changes the program should not.
    """
    found = agreement(case)
    counts = {stage["name"]: stage["count"] for stage in found.data["stages"]}
    assert counts == {"all": 233280, "coherent": 47568, "red_lines": 5616, "zopa": 326}
    assert found.data["zopa_at_no_deal"] == {"low": 2469, "midpoint": 326, "high": 0}


def test_land_for_a_guarantee_meets_the_constitution(case: Case) -> None:
    """The trade that the reports speak of, asked for by its terms."""
    best = agreement(case).data["agreements"][0]
    trade = best | {"territory": "donbas", "guarantees": "article5"}
    found = objections(case, ", ".join(f"{issue}={option}" for issue, option in trade.items()))
    views = {row["party"]: row for row in found.data["parties"]}
    assert views["ukraine"]["red_lines"] == ["ukraine-constitution-land"]
    assert not views["ukraine"]["accepts"]
    assert "Ukraine" in found.answer
    # Judged by worth alone its position is another: the members of the European group are listed with their own.
    assert {"france", "germany", "uk", "italy", "others"} <= set(views)


def test_members_are_asked_one_by_one(case: Case) -> None:
    rows = {row[0]: row for row in agreement(case).tables["others"].json()["rows"]}
    left = agreement(case).data["agreements_count"]
    for name in ("France", "Other members who would offer less"):
        assert 0 < rows[name][2] <= left
    assert len({row[2] for row in rows.values()}) > 1  # the group does not hold one view
