"""Other chains of regimes: a firmer guarantor, and limits on arms that may be broken unseen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from comity.questions.durability.game import Array, Figure, Sides, Terms


def with_persistence(terms: Terms, keep: Figure) -> Terms:
    """The same terms if the first regime lasts another year with the chance ``keep``.

    keep: a number or ``(batch,)``, 0 to 1. The rest goes to the other regimes in the proportions in which it
        went there, or evenly if it did not go.

    Raises ValueError where there is no other regime.
    """
    if terms.regimes == 1:
        raise ValueError("persistence needs a second regime to go to")
    leaving = terms.transition[0, 1:]
    total = leaving.sum(axis=0)
    parts = np.where(total > 0, leaving / np.where(total > 0, total, 1.0), 1.0 / (terms.regimes - 1))
    going = parts * (1.0 - np.asarray(keep))
    first = np.concatenate([np.broadcast_to(keep, (1, going.shape[-1])), going])
    others = np.broadcast_to(terms.transition[1:], (terms.regimes - 1, *first.shape))
    return replace(terms, transition=np.concatenate([first[None], others]))


def with_cheating(terms: Terms, arms: Figure, found: Figure, rate: Figure = 0.0) -> Terms:
    """The same terms if the challenger may break the limits on its arms unseen.

    Every regime then comes three times, in this order: limits kept, broken, found out. A challenger that is
    found out is back at the limits and has lost its flow for good (snapback).

    arms: the challenger's while it cheats, as ``Terms.arms``.
    found: yearly chance that cheating is found out, a number or ``(batch,)``.
    rate: yearly chance that it begins, likewise; 0 asks only whether it would pay.

    It pays where the challenger's ``Outlook.value_by_regime`` is higher with limits broken than with limits
    kept. Both sides know the state: a defender who is deceived is not modelled.
    """
    begin, caught = np.broadcast_arrays(np.atleast_1d(np.float64(rate)), np.atleast_1d(np.float64(found)))
    nil, one = np.zeros_like(begin), np.ones_like(begin)
    limits = np.array([[1.0 - begin, begin, nil], [nil, 1.0 - caught, caught], [nil, nil, one]])
    size = 3 * terms.regimes
    joint = limits[:, None, :, None] * terms.transition[None, :, None, :]

    def thrice(kept: Figure, broken: Figure, exposed: Figure) -> Array:
        states = [np.asarray(state, dtype=np.float64) for state in (kept, broken, exposed)]
        shape = np.broadcast_shapes((1, terms.regimes, 1), *(state.shape for state in states))
        return np.concatenate([np.broadcast_to(state, shape) for state in states], axis=1)

    def same(figure: Figure) -> Array:
        return thrice(figure, figure, figure)

    return Terms(
        years=terms.years,
        share=same(terms.share),
        guarantee=same(terms.guarantee),
        arms=Sides(thrice(terms.arms.challenger, arms, terms.arms.challenger), same(terms.arms.defender)),
        flow=Sides(thrice(terms.flow.challenger, terms.flow.challenger, 0.0), same(terms.flow.defender)),
        edge=Sides(same(terms.edge.challenger), same(terms.edge.defender)),
        transition=joint.reshape(size, size, -1),
        start=np.concatenate([terms.start, np.zeros((size - terms.regimes, terms.start.shape[-1]))]),
    )
