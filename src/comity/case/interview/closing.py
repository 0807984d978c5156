"""What the interview ends with: whether the case is fit for use, what is still open, and what to ask next."""

from __future__ import annotations

from dataclasses import dataclass

from comity.case.check import Checked, check_document
from comity.case.interview.so_far import SoFar
from comity.case.text import Document


@dataclass(frozen=True)
class Closing:
    """How a case stands after an interview.

    checked: everything that is wrong or odd about it. drafts: by the names of the signers of whom too little is judged
    for any count, what of each is still a draft. counts: whether questions can be asked of it.
    """

    checked: Checked
    drafts: dict[str, tuple[str, ...]]

    @property
    def counts(self) -> bool:
        """Whether questions can be asked of it."""
        return self.checked.case is not None and not self.drafts


def closing(document: Document) -> Closing:
    """How a case stands, as its file has it."""
    so_far = SoFar(document)
    drafts: dict[str, tuple[str, ...]] = {}
    for party in so_far.signers():
        known = [
            issue
            for issue in so_far.issues()
            if so_far.rated(party, issue) and so_far.number("interests", party, issue, "weight") is not None
        ]
        lacking: tuple[str, ...] = () if known or not so_far.by_weights(party) else ("what it wants",)
        if so_far.is_open("interests", party, "no_deal"):
            lacking = (*lacking, "what it has without a deal")
        if lacking:
            drafts[so_far.parties()[party]] = lacking
    return Closing(check_document(document), drafts)
