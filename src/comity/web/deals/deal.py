"""An agreement on the workbench: how an address names it, what it is called, and what its card says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from comity.case.model import Case
from comity.case.steps import NoStep
from comity.case.wording import listed
from comity.papers.option_words import capital
from comity.problem import Problem, Problems
from comity.web import amount_field

if TYPE_CHECKING:
    from comity.agreements.space import Agreement
    from comity.papers.candidates import Candidate
    from comity.papers.one_page.keeping import Keeping

MOST = 4
"""How many agreements are compared at once, at most."""

OF = "of."
"""What the name of a field begins with that says how an issue is settled."""


@dataclass(frozen=True)
class Deal:
    """One agreement beside others.

    letter: by which the page calls it; title: what it is called; written: what names it in an address; candidate: its
    terms, and how sure it is; proposal: the id of the proposal of the case that it is, empty where it is none.
    """

    letter: str
    title: str
    written: str
    candidate: Candidate

    @property
    def agreement(self) -> Agreement:
        """Its terms."""
        return self.candidate.agreement

    @property
    def proposal(self) -> str:
        """The proposal of the case that it is."""
        return self.candidate.proposal


@dataclass(frozen=True)
class Line:
    """One line of a card: what it is of, and what it says; id: by which a later answer finds its place."""

    label: str
    value: str
    id: str = ""


def written(terms: Mapping[str, str]) -> str:
    """Terms as an address names them: "territory=frozen,guarantees=article5"."""
    return ",".join(f"{issue}={option}" for issue, option in terms.items())


def terms_of(case: Case, fields: Mapping[str, str]) -> dict[str, str]:
    """The terms that the fields of an address or form name; what the case does not have names nothing."""
    return _settled(case, fields)[0]


def misnamed(case: Case, fields: Mapping[str, str]) -> dict[str, str]:
    """What the fields say that is no step of an amount: by issue, what is wrong in words."""
    return _settled(case, fields)[1]


def _settled(case: Case, fields: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    terms: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for issue, stated in case.issues.items():
        words = fields.get(f"{OF}{issue}", "").strip()
        try:
            option = amount_field.step(case, issue, words) if words else ""
        except NoStep as none:
            wrong[issue] = f"{capital(str(none))}."
            continue
        if option in stated.options:
            terms[issue] = option
    return terms, wrong


def asking(with_: Iterable[str], **more: str) -> str:
    """What stands behind the question mark of an address that compares some agreements."""
    return urlencode([*(("with", each) for each in with_), *more.items()])


def named(case: Case, asked: Sequence[str]) -> tuple[tuple[tuple[str, Agreement], ...], tuple[Problem, ...]]:
    """The agreements that an address names, each with the proposal that it is, and what is wrong with the rest.

    The same agreement counts once, and no more than `MOST` do.
    """
    from comity.questions.agreement.meant import whole

    found: dict[str, tuple[str, Agreement]] = {}
    problems: list[Problem] = []
    for words in asked:
        try:
            agreement, _, proposal = whole(case, words)
        except Problems as wrong:
            problems += wrong.problems
            continue
        found.setdefault(str(agreement), (proposal or proposal_of(case, agreement), agreement))
    return tuple(found.values())[:MOST], tuple(problems)


def proposal_of(case: Case, agreement: Agreement) -> str:
    """The first proposal of the case that is that agreement; empty where none is."""
    terms = dict(agreement.options)
    return next((name for name, each in case.proposals.items() if each.terms == terms), "")


def deals(case: Case, several: Sequence[Candidate]) -> tuple[Deal, ...]:
    """Agreements beside each other, by the letters A, B, C in their order."""
    from comity.papers.candidates import LETTERS
    from comity.papers.titles import titles

    names = titles(case, [each.agreement for each in several])
    return tuple(
        Deal(letter, title, each.proposal or written(each.agreement.options), each)
        for letter, title, each in zip(LETTERS, names, several, strict=False)
    )


def tag(case: Case, deal: Deal) -> str:
    """Whose an agreement is that was not computed; empty for one that was."""
    from comity.papers.option_words import named as name_of

    if not deal.proposal:
        return ""
    proposal = case.proposals[deal.proposal]
    called = proposal.name or "a proposal of the case"
    said = f"{called}, put forward by {name_of(case, proposal.by)}" if proposal.by else called
    return f"{said}: agreed" if case.outcome == deal.proposal else said


def lines(case: Case, deal: Deal, lasts: Keeping | None) -> tuple[Line, ...]:
    """What the card of an agreement says; lasts: how the agreements would last, None where that is not known yet."""
    from comity.agreements.breakdown import breakdown
    from comity.questions.durability.words import peace

    agreement = deal.agreement
    said = list(_how_sure(case, deal.candidate))
    found = lasts.of(agreement) if lasts else None
    if case.contest is not None:
        label = capital(peace(lasts.year)) if lasts else "Peace after ten years"
        said.append(Line(label, of_100(found.peace.mid) if found else "follows", f"peace-{deal.letter}"))
    for party in case.signers():
        worth = breakdown(case, party, agreement.options) if case.interest_of(party).weighs else None
        if worth is not None and worth.gain is not None:
            gained = f", {points(float(worth.gain.least), signed=True)} over no deal"
            said.append(Line(case.everyone()[party].name, f"{points(float(worth.worth.least))}{gained}"))
        elif worth is not None:
            said.append(Line(case.everyone()[party].name, points(float(worth.worth.least))))
    return tuple(said)


def _how_sure(case: Case, candidate: Candidate) -> Iterable[Line]:
    """Whether all sign, and who refuses first: of the readings of the ranges, or in the middle of them."""
    all_sign = "Passes" if case.by_rule else _all_sign(case)
    if candidate.broken:
        yield Line(all_sign, "no: it breaks a rule" if len(candidate.broken) == 1 else "no: it breaks rules")
    elif candidate.share is not None:
        yield Line(all_sign, f"{of_100(candidate.share)} readings")
    else:
        refusing = [each for each in candidate.signers if each.gain < 0]
        who = listed(case.everyone()[each.party].name for each in refusing)
        yield Line(all_sign, "yes, in the middle of every range" if not refusing else f"no: {who} would not")
    first = candidate.first
    if first is None or candidate.share is None:
        return
    name = case.everyone()[first.party].name
    yield Line("Refuses first", f"{name}, in {of_100(first.share)}" if first.share else f"nobody; nearest is {name}")


def _all_sign(case: Case) -> str:
    from comity.papers.one_page.words import all_sign

    return f"{capital(all_sign(case.signers()))} {'signs' if len(case.signers()) == 1 else 'sign'}"


def of_100(share: float) -> str:
    """A share in words: "86 of 100"."""
    from comity.questions.sureness import of_100 as said

    return said(share)


def points(value: float, signed: bool = False) -> str:
    """Points to one decimal, with a minus sign that is one."""
    said = f"{value:+.1f}" if signed else f"{value:.1f}"
    return ("+0.0" if signed else "0.0") if float(said) == 0 else said.replace("-", "−")
