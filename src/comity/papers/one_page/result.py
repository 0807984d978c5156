"""The numbers of the page, typed: everything that its sentences say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.finding import Result
from comity.papers.candidates import Candidates
from comity.papers.one_page.check_first import CheckFirst
from comity.papers.one_page.evidence import Evidence
from comity.papers.one_page.hangs_on import HangsOn
from comity.papers.one_page.keeping import Keeping
from comity.papers.one_page.obstacles import Obstacles
from comity.papers.one_page.openings import Openings
from comity.papers.one_page.since import Since
from comity.papers.one_page.trades import Trade
from comity.papers.one_page.verdict import Verdict
from comity.papers.one_page.way_there import WayThere
from comity.papers.one_page.widening import Widening


@dataclass(frozen=True, repr=False)
class Numbers(Result):
    """Everything that the sentences of the page say, as numbers.

    verdict: whether an agreement is possible; evidence: how good it is; candidates: the agreements put forward, none
    where none is possible; openings: what would open one, None where one is possible or nothing would; trades: by the
    letter or number of each agreement, what each signer gets and gives; keeping: how long they would last, None where
    nothing is judged about it; widening: what would leave more, None where none is possible or they were not counted;
    obstacles, hangs_on, check_first: the boxes below; way_there: whom to send and in which order, None where the case
    says nothing of it; since: what has changed since the last version, None where none
    is given.
    """

    verdict: Verdict
    evidence: Evidence
    candidates: Candidates
    openings: Openings | None
    trades: Mapping[str, tuple[Trade, ...]]
    keeping: Keeping | None
    obstacles: Obstacles
    widening: Widening | None
    hangs_on: HangsOn
    check_first: CheckFirst
    way_there: WayThere | None = None
    since: Since | None = None

    def json(self) -> dict[str, Any]:
        """The result for other programs."""
        return {
            "verdict": self.verdict.json(),
            "evidence": self.evidence.json(),
            **self.candidates.json(),
            "openings": self.openings and self.openings.json(),
            "trades": {letter: [trade.json() for trade in several] for letter, several in self.trades.items()},
            "keeping": self.keeping and self.keeping.json(),
            "obstacles": self.obstacles.json(),
            "widening": self.widening and self.widening.json(),
            "hangs_on": self.hangs_on.json(),
            "check_first": self.check_first.json(),
            "way_there": self.way_there and self.way_there.json(),
            **({"since": self.since.json()} if self.since is not None else {}),
        }
