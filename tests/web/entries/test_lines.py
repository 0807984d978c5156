"""The entries of a case as they are listed: what stands beside each is what the case says of it."""

from pathlib import Path

import pytest

from comity.case.estimate import Estimate
from comity.live import Live
from comity.web.entries.clauses import CONDITIONS, LINKAGES, RED_LINES, points_words
from comity.web.entries.issues import ISSUES
from comity.web.entries.no_deal import NO_DEAL
from comity.web.entries.parties import PARTIES

EXAMPLE = Path(__file__).parents[3] / "examples" / "washington-2025" / "case.yaml"


@pytest.fixture(scope="module")
def case():
    return Live.open(EXAMPLE).checked.case


@pytest.mark.parametrize(
    ("adds", "said"),
    [
        ("4..10", "4 to 10 points more"),
        ("5", "5 points more"),
        ("-12..-4", "4 to 12 points less"),
        ("-5", "5 points less"),
        ("-4..6", "from 4 points less to 6 more"),
    ],
)
def test_what_a_linkage_adds_is_more_or_less(adds, said):
    assert points_words(Estimate.model_validate(adds)) == said


def test_who_signs_is_marked_so_and_nobody_else_is(case):
    assert {line.at for line in PARTIES.listed(case) if "signs" in line.notes} == set(case.signers())


def test_what_one_party_settles_alone_is_marked_so(case):
    alone = {line.at: line.notes for line in ISSUES.listed(case) if line.notes}
    decided = {name: stated.decided_by for name, stated in case.issues.items() if stated.decided_by}
    assert set(decided.values()) == {"usa"}
    assert alone == dict.fromkeys(decided, ("settled by the United States alone",))


def test_from_and_until_when_an_entry_counts_stands_beside_it(case):
    days = {each.id: f"{each.date.day} {each.date:%B %Y}" for each in case.developments}
    dated = 0
    for kind in (RED_LINES, CONDITIONS, LINKAGES):
        for line, entry in zip(kind.listed(case), getattr(case, kind.name), strict=True):
            for word in ("since", "until"):
                named = getattr(entry, word)
                assert [note for note in line.notes if note.startswith(word)] == (
                    [f"{word} {days[named]}"] if named else []
                )
                dated += bool(named)
    assert dated >= 2


def test_a_signer_of_whom_nothing_is_judged_without_a_deal_is_listed(case):
    interests = {name: held for name, held in case.interests.items() if name != "russia"}
    lines = {line.at: line.says for line in NO_DEAL.listed(case.model_copy(update={"interests": interests}))}
    assert lines["russia"] == "Russia: nothing is judged"
    assert "nothing" not in lines["ukraine"]
    assert {line.at: line.says for line in NO_DEAL.listed(case)}["russia"].startswith("Russia: 44 to 56")
