"""Which sets of parties suffice: those whose yes meets the rule of a case, with nobody in them to spare.

The minimal winning coalitions of a monotone simple game (von Neumann and Morgenstern 1944). What an option needs bears
on them: a set that leaves somebody out can agree only on what can be had without it, so a larger set counts beside a
smaller one where it can agree on more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.agreements.consent import Answers, Consent

VOTERS = 20
"""With more parties whose yes may matter than this, not every set of them is looked at."""

SETS = 250
"""How many sets that suffice are followed, at most."""


@dataclass(frozen=True)
class Winning:
    """Parties whose yes suffices, where all others may say no.

    parties: in the order of the case; lacking: those whose yes is then missing and whom some option needs, so that they
    can agree only on what can be had without these.
    """

    parties: tuple[str, ...]
    lacking: tuple[str, ...] = ()


def winning(consent: Consent) -> tuple[Winning, ...] | None:
    """The sets of parties whose yes suffices by the rule of a case, with nobody to spare: the smallest first.

    Of parties with own judgements, at the table and at home. None where there are too many parties (`VOTERS`) or sets
    (`SETS`) to follow them.
    """
    voices = consent.voices
    if len(voices) > VOTERS:
        return None
    patterns = np.arange(1 << len(voices))
    said = {name: (patterns >> at & 1).astype(bool) for at, name in enumerate(voices)}
    answers = Answers(consent, said, dict.fromkeys(consent.needs, np.zeros((), dtype=bool)))
    suffices = np.broadcast_to(answers.passes(), patterns.shape)
    stands = {name: np.broadcast_to(answers.stands(name), patterns.shape) for name in consent.needs}
    # One more yes never undoes anything, so it is enough to see what is lost without each one alone.
    kept = suffices.copy()
    for at in range(len(voices)):
        inside = patterns[kept & (patterns >> at & 1).astype(bool)]
        without = inside ^ (1 << at)
        spared = suffices[without]
        for standing in stands.values():
            spared = spared & (standing[without] == standing[inside])
        kept[inside[spared]] = False
    if kept.sum() > SETS:
        return None
    found = [
        Winning(
            tuple(name for at, name in enumerate(voices) if pattern >> at & 1),
            tuple(name for name, standing in stands.items() if not standing[pattern]),
        )
        for pattern in np.flatnonzero(kept).tolist()
    ]
    return tuple(sorted(found, key=lambda each: (len(each.parties), sorted(each.parties))))
