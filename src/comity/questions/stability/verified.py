"""A witness checked against the definitions, move by move, with nothing of what found it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from comity.questions.stability.game import Game
from comity.questions.stability.witness import Answer, Witness

Coordinates = tuple[int, ...]


def faults(game: Game, given: Witness) -> tuple[str, ...]:
    """What is wrong with a witness; nothing where it proves its verdict."""
    return tuple(_Check(game, given).faults())


class _Check:
    def __init__(self, game: Game, given: Witness) -> None:
        self.game, self.given = game, given
        self.party, self.state = given.party, self.at(given.state)

    def at(self, number: int) -> Coordinates:
        place = []
        for size in reversed(self.game.shape):
            number, way = divmod(number, size)
            place.append(way)
        return tuple(reversed(place))

    def rank(self, party: int, state: Coordinates) -> int:
        return int(self.game.ranks[party][state])

    def gains(self, party: int, now: Coordinates, then: Coordinates) -> bool:
        return self.rank(party, then) > self.rank(party, now)

    def moves(self, party: int, now: Coordinates) -> Iterator[Coordinates]:
        ways = []
        for way, axis in zip(now, self.game.axes, strict=True):
            able = [way] if way in axis.final or party not in axis.movers else list(range(axis.size))
            ways.append([then for then in able if then >= way or not axis.one_way])
        for then in product(*ways):
            if then != now and self.game.feasible[then]:
                yield then

    def faults(self) -> Iterator[str]:
        improved = {then for then in self.moves(self.party, self.state) if self.gains(self.party, self.state, then)}
        told = [self.at(answer.improvement) for answer in self.given.answers]
        if set(told) != improved or len(told) != len(improved):
            yield "the improvements are not all those that there are"
        for answer in self.given.answers:
            if answer.steps is None:
                if self.given.concept != "Nash" and self._can_be_held(self.at(answer.improvement)):
                    yield f"the improvement to {answer.improvement} can be answered"
            else:
                yield from self._unproved(answer)

    def _unproved(self, answer: Answer) -> Iterator[str]:
        assert answer.steps is not None
        concept, end = self.given.concept, self.at(answer.improvement)
        if concept == "Nash":
            yield "nothing answers an improvement for Nash"
        for step in answer.steps:
            then, start = self.at(step.to), self.state if concept == "SIM" else end
            if step.mover == self.party:
                yield "the party answers itself"
            if then not in self.moves(step.mover, start):
                yield f"{self.game.parties[step.mover]} cannot move to {step.to}"
            if concept in ("SEQ", "SSEQ", "SIM") and not self.gains(step.mover, start, then):
                yield f"{self.game.parties[step.mover]} does not gain by the move to {step.to}"
            end = self._changed(end, start, then) if concept == "SIM" else then
        if not self._holds(end):
            yield f"the improvement to {answer.improvement} is not held"

    def _changed(self, end: Coordinates, start: Coordinates, then: Coordinates) -> Coordinates:
        """A state with what one mover changes beside all others."""
        return tuple(after if after != before else way for way, before, after in zip(end, start, then, strict=True))

    def _holds(self, end: Coordinates) -> bool:
        if not self.game.feasible[end] or self.gains(self.party, self.state, end):
            return False
        if self.given.concept in ("SMR", "SSEQ"):
            return not any(self.gains(self.party, self.state, then) for then in self.moves(self.party, end))
        return True

    def _can_be_held(self, improvement: Coordinates) -> bool:
        others = [other for other in range(len(self.game.parties)) if other != self.party]
        credible = self.given.concept in ("SEQ", "SSEQ", "SIM")

        def able(mover: int, now: Coordinates) -> Iterator[Coordinates]:
            return (then for then in self.moves(mover, now) if not credible or self.gains(mover, now, then))

        if self.given.concept == "SIM":
            for chosen in product(*([self.state, *able(other, self.state)] for other in others)):
                end = improvement
                for then in chosen:
                    end = self._changed(end, self.state, then)
                if self._holds(end):
                    return True
            return False
        waiting, seen = [improvement], {improvement}
        while waiting:
            now = waiting.pop()
            for then in (then for other in others for then in able(other, now)):
                if self._holds(then):
                    return True
                if then not in seen:
                    seen.add(then)
                    waiting.append(then)
        return False
