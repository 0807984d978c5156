"""Who blocks alone: without whose own demands there would be an agreement, and which is then best for the others."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from comity.agreements.consent import Consent
from comity.agreements.exclusions import Rule
from comity.agreements.nearest import Counted, Tied
from comity.agreements.space import Choice, Factor
from comity.questions.deadlock.impasse import WORK, Impasse, Left, Outcome
from comity.questions.deadlock.solver import Asking, oracle
from comity.questions.deadlock.work import Spent, Work


def blocking(impasse: Impasse) -> dict[str, Left]:
    """The signers without whose demands there would be an agreement, with the agreements of the others."""
    found: dict[str, Left] = {}
    needs = Consent.of(impasse.case, impasse.space).needs
    parties = [worth.party for worth in impasse.signers]
    with oracle(impasse.demanded, Work(WORK)) as asking, suppress(Spent):
        for party in parties:
            if party not in needs:
                found |= _left_without(impasse, party, asking, len(parties))
                continue
            bare = _without_options_of(impasse, party, needs[party])
            with oracle(bare.demanded, Work(WORK)) as afresh, suppress(Spent):
                found |= _left_without(bare, party, afresh, len(parties))
    return found


def _left_without(impasse: Impasse, party: str, asking: Asking, questions: int) -> dict[str, Left]:
    """The agreements left without the demands of a party, if any is; questions: how many are asked of the case."""
    own = impasse.own(party)
    if not asking.meets(at for at in range(len(impasse.demands)) if at not in own):
        return {}
    left = impasse.left(dropped=own, keep=1, questions=questions)
    return {party: Left(left.number, left.best or (_any(impasse, asking.choice(), party),))}


def _without_options_of(impasse: Impasse, party: str, needing: Factor) -> Impasse:
    """The same without the options that cannot be had without a party."""
    gone = Rule(f"needs-{party}", "", needing)
    return replace(impasse, conditions=(*impasse.conditions, gone), lacking=(*impasse.lacking, party))


def _any(impasse: Impasse, choice: Choice, blocker: str) -> Outcome:
    """One agreement of which nothing more is known."""
    others = (gain for party, gain in impasse.gains(choice).items() if party != blocker)
    return impasse.outcome(choice, Tied(Counted(0, False), (), (), (), ()), min(others, default=None))
