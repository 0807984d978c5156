"""The agreements that pass by the rule of a case, listed, and which of them are efficient."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from comity.agreements.allowed import Choices, TooMany
from comity.agreements.elimination import Frontier
from comity.agreements.exclusions import condition_rules
from comity.agreements.nondominated import nondominated
from comity.agreements.space import Choice, Space
from comity.agreements.voices import Places, Voices
from comity.agreements.worth import MIDDLE, Payoff, Worth
from comity.case.model import Case

LOOKED_AT = 10**8
"""How many agreements are looked at one by one, at most."""

MOST = 1 << 21
"""How many agreements that pass are listed, at most."""


def passing(
    case: Case, payoff: Payoff | None = None, no_deal: int = MIDDLE, parties: Sequence[str] | None = None
) -> Choices:
    """The agreements that pass by the rule of a case, in the order of the space: a row an agreement.

    no_deal: where in its range no deal is taken of those who sign; parties: those that some signers could make by
    themselves instead, whatever the rule, without what needs the other signers. Raises TooMany where there are too many
    to be looked at (`LOOKED_AT`) or listed (`MOST`).
    """
    voices = Voices(case, payoff or Payoff.of(case))
    if voices.space.count > LOOKED_AT:
        raise TooMany
    found, count = [np.zeros((0, len(voices.space.sizes)), dtype=voices.space.numbers)], 0
    for block in voices.blocks(no_deal):
        made = block.answers.passes() if parties is None else block.answers.done_by(parties)
        places = block.places[np.broadcast_to(made, block.places.shape)]
        count += len(places)
        if count > MOST:
            raise TooMany
        found.append(choices_at(voices.space, block.fixed, places))
    return np.concatenate(found)


def choices_at(space: Space, fixed: Choice, places: Places) -> Choices:
    """The choices at some places of a block: a row an agreement."""
    choices = np.empty((len(places), len(space.sizes)), dtype=space.numbers)
    choices[:, : len(fixed)] = fixed
    rest = places
    for issue in range(len(space.sizes) - 1, len(fixed) - 1, -1):
        rest, choices[:, issue] = np.divmod(rest, space.sizes[issue])
    return choices


def frontier_among(choices: Choices, signers: Sequence[Worth], others: Sequence[Worth], shown: int) -> Frontier:
    """The efficient ones among some agreements: no other of them is better for one signer and no worse for the rest.

    others: whose worth to tell over all agreements of a point; shown: how many agreements of a point to list.
    """
    worths = (
        np.stack([worth.steps_of(choices) for worth in signers], axis=1) if signers else np.zeros((len(choices), 1))
    )
    watched = np.stack([worth.steps_of(choices) for worth in others], axis=1) if others else np.zeros((len(choices), 0))
    slack = np.array([worth.slack for worth in signers] or [0])
    compared = np.where(slack > 0, np.floor(worths / np.maximum(slack, 1)), worths)
    kept = np.flatnonzero(nondominated(compared, np.zeros(len(compared), dtype=np.intp)))
    points, number = np.unique(-worths[kept], axis=0, return_inverse=True)
    number = number.ravel()
    order = np.argsort(number, kind="stable")
    counts = np.bincount(number, minlength=len(points))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
    rows = kept[order]
    listed = [rows[start : start + min(shown, size)] for start, size in zip(starts[:-1], counts, strict=True)]
    ends = np.concatenate([[0], np.cumsum([len(each) for each in listed])]).astype(np.intp)
    empty = np.zeros((0, len(others)))
    return Frontier(
        worths=-points[:, : len(signers)],
        counts=tuple(counts.tolist()),
        choices=choices[np.concatenate(listed)].astype(np.int32) if listed else choices[:0].astype(np.int32),
        starts=ends,
        parts=1,
        within=None,
        least=np.minimum.reduceat(watched[rows], starts[:-1]) if len(points) else empty,
        most=np.maximum.reduceat(watched[rows], starts[:-1]) if len(points) else empty,
    )


def passes(case: Case, payoff: Payoff, choices: Sequence[Choice]) -> list[bool]:
    """Whether each of some agreements meets every condition and passes by the rule of the case, as in `passing`."""
    if not choices:
        return []
    voices, space = Voices(case, payoff), payoff.space
    conditions = [rule.breaks for rule in condition_rules(case, space)]
    stand = []
    for choice in choices:
        place = 0
        for option, size in zip(choice[space.split :], space.sizes[space.split :], strict=True):
            place = place * size + option
        answers = voices.answers(choice[: space.split], np.array([place], dtype=np.intp))
        coherent = not any(breaks.at(choice) for breaks in conditions)
        stand.append(coherent and bool(np.broadcast_to(answers.passes(), 1)[0]))
    return stand
