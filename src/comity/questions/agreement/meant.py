"""Which terms somebody means: an agreement by its number in the list, a proposal by its name, or terms written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from comity.agreements.space import Agreement, Space
from comity.case.called import called
from comity.case.model import Case
from comity.problem import Place, Problem, Problems, nearest
from comity.questions.agreement.bounds import bounds_of
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import COUNTABLE, LISTED, AgreementLeft
from comity.questions.unanimity import asking_everybody


@dataclass(frozen=True)
class Meant:
    """Terms that somebody means.

    terms: an option for every issue or for some, in the order of the issues; number: in the list of the agreements that
    are possible, from 1, where they were named so; proposal: its short name, where they were named so.
    """

    terms: Mapping[str, str]
    number: int | None = None
    proposal: str | None = None


def meant(case: Case, given: str | int | Agreement) -> Meant:
    """The terms that are meant.

    given: the number of an agreement in the list of `comity ask agreement`; the name of a proposal, short or at length;
    or "issue=option, ...", for every issue or for some; or an Agreement. Raises Problems where it is none of these.
    """
    if isinstance(given, Agreement):
        return Meant(Space.of(case).parse_terms(str(given)))
    words = str(given).strip()
    names = {name: proposal.name or name for name, proposal in case.proposals.items()}
    if words.isdecimal():
        if words in names:
            what = f"{words} is the number of an agreement and the name of a proposal"
            raise Problems([Problem(Place(f"'{words}'"), what, 'write its terms: "issue=option, ..."')])
        number = int(words)
        return Meant(_numbered(case, number), number=number)
    proposal = called(words, names)
    if proposal is not None:
        stated = case.proposals[proposal].terms
        return Meant({issue: stated[issue] for issue in case.issues if issue in stated}, proposal=proposal)
    if "=" in words or not words:
        return Meant(Space.of(case).parse_terms(words))
    what = "this is no number of an agreement, no proposal and no terms"
    near = nearest(words, names) if names else ""
    raise Problems([Problem(Place(f"'{words}'"), what, near or 'write a number of the list, or "issue=option, ..."')])


def whole(case: Case, given: str | int | Agreement) -> tuple[Agreement, int | None, str | None]:
    """The agreement that is meant, its number in the list and its name as a proposal, where it was named so.

    Raises Problems as `meant` does, and where the terms leave an issue open.
    """
    found = meant(case, given)
    still_open = [issue for issue in case.issues if issue not in found.terms]
    if still_open:
        what = f"nothing is said on {', '.join(still_open)}"
        settled = ", ".join([*(f"{issue}={option}" for issue, option in found.terms.items()), f"{still_open[0]}=..."])
        raise Problems([Problem(Place(f"'{given}'"), what, f'settle every issue: "{settled}"')])
    return Agreement(found.terms), found.number, found.proposal


def _numbered(case: Case, number: int) -> Mapping[str, str]:
    """The terms of an agreement of the list, best for the worst-off signer first."""
    if not case.signers():
        left: tuple[AgreementLeft, ...] = ()
    elif Space.of(case).count > COUNTABLE:
        left = bounds_of(asking_everybody(case), show=number, countable=COUNTABLE).left
    else:
        left = funnel_of(case, keep=max(number, LISTED)).left
    if not 1 <= number <= len(left):
        listed = f"the list has numbers 1 to {len(left):,}" if left else "no agreement is possible, so none is listed"
        fix = "write one of these, or terms" if left else 'write terms: "issue=option, ..."'
        raise Problems([Problem(Place(f"'{number}'"), f"there is no agreement {number:,}: {listed}", fix)])
    return dict(left[number - 1].agreement.options)
