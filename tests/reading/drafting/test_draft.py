"""What is proposed for a case."""

import pytest

from comity.reading.drafting.proposal import Proposal, kind_of


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("party europe/france", "party"),
        ("red line egypt territory ceded", "red line"),
        ("interest egypt territory", "interest"),
        ("red egypt", None),
        ("partyegypt", None),
    ],
)
def test_a_key_tells_its_kind(key: str, kind: str | None) -> None:
    assert kind_of(key) == kind


def test_a_proposal_is_remembered_by_its_kind_and_name() -> None:
    proposal = Proposal("red line", "egypt territory ceded", ("red_lines", "+"), {}, True)
    assert proposal.key == "red line egypt territory ceded"
    assert kind_of(proposal.key) == proposal.kind
