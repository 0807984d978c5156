"""Which of some agreements pass, whatever it is that decides what each party accepts: the rule of a case, over a list.

What is certain, what every reading of the ranges leaves and how that moves with one judgement are all this question,
asked for other answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from comity.agreements.allowed import Choices
from comity.agreements.consent import EVERY, Answers, Consent, Yes
from comity.agreements.exclusions import crosses
from comity.agreements.space import Factor, Space
from comity.case.model import Case


@dataclass(frozen=True)
class Deciding:
    """Who decides in a case.

    consent: its rule; lines: by party, the red lines that are crossed where nothing but its own yes is lost; those of
    whoever has a veto rule agreements out beforehand (`comity.agreements.allowed`).
    """

    consent: Consent
    lines: Mapping[str, tuple[Factor, ...]]

    @classmethod
    def of(cls, case: Case, space: Space) -> Deciding:
        """Who decides in a case."""
        consent = Consent.of(case, space)
        vetoes = set(consent.vetoes) if case.by_rule else set(case.signers())
        barred = {name for veto in vetoes for name in case.red_lines_of(veto)}
        lines = {
            voice: tuple(crosses(space, line) for name, line in case.red_lines_of(voice).items() if name not in barred)
            for voice in consent.voices
        }
        return cls(consent, {voice: several for voice, several in lines.items() if several})

    def over(self, parties: Sequence[str], choices: Choices) -> Ruling:
        """The rule over some agreements that no veto rules out; parties: whose answers will be given."""
        free = {
            name: ~np.logical_or.reduce([at_choices(line, choices) for line in lines])
            for name, lines in self.lines.items()
        }
        needed = {name: at_choices(factor, choices) for name, factor in self.consent.needs.items()}
        return Ruling(self.consent, tuple(parties), free, needed, len(choices))

    def reachable(self, parties: Sequence[str], accepted: Sequence[Yes]) -> Yes:
        """Whether anything could pass at best, if nobody were needed for any option and no red line stood in its way.

        accepted: whether each of the parties accepts what it likes best.
        """
        needed = dict.fromkeys(self.consent.needs, np.zeros((), dtype=bool))
        return Answers(self.consent, dict(zip(parties, accepted, strict=True)), needed).passes()


def at_choices(factor: Factor, choices: Choices) -> NDArray[np.bool_]:
    """Where what a factor says is true of some agreements."""
    values = np.asarray(factor.values[tuple(choices[:, at] for at in factor.scope)], dtype=bool)
    return np.broadcast_to(values, len(choices))


@dataclass(frozen=True, eq=False)
class Ruling:
    """The rule of a case over some agreements.

    parties: whose answers are given; free: by party, which agreements cross no red line of its own (all, where nothing
    is said); needed: by party, which cannot be had without it; size: how many agreements there are; every: the yes of
    those who give no answer; refusing: of these, who says no instead.
    """

    consent: Consent
    parties: tuple[str, ...]
    free: Mapping[str, Yes]
    needed: Mapping[str, Yes]
    size: int
    every: Yes = field(default_factory=lambda: np.ones((), dtype=bool))
    refusing: tuple[str, ...] = ()

    def passes(self, accepted: Sequence[Yes]) -> Yes:
        """Which agreements pass.

        accepted: by party, which it accepts by what they are worth to it; the last axis is that of the agreements.
        """
        said = {
            name: each & self.free[name] if name in self.free else each
            for name, each in zip(self.parties, accepted, strict=True)
        }
        said |= dict.fromkeys(self.refusing, ~self.every)
        passing = Answers(self.consent, said, self.needed, every=self.every).passes()
        return passing if passing.ndim else np.broadcast_to(passing, self.size)

    def among(self, rows: slice | NDArray[np.bool_] | NDArray[np.intp]) -> Ruling:
        """The same over some of the agreements."""
        free, needed = ({name: each[rows] for name, each in of.items()} for of in (self.free, self.needed))
        return replace(self, free=free, needed=needed, size=len(np.arange(self.size)[rows]))

    def packed(self) -> Ruling:
        """The same for answers that are kept 64 agreements a word."""
        free, needed = ({name: packed(each) for name, each in of.items()} for of in (self.free, self.needed))
        return replace(self, free=free, needed=needed, size=-(-self.size // 64), every=np.array(EVERY))


def packed(yes: Yes) -> NDArray[np.uint64]:
    """Truth values with 64 agreements a word: the last axis is that of the agreements."""
    whole = np.zeros((*yes.shape[:-1], -(-yes.shape[-1] // 64) * 64), dtype=bool)
    whole[..., : yes.shape[-1]] = yes
    return np.packbits(whole, axis=-1, bitorder="little").view(np.uint64)
