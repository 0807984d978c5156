"""What would leave more agreements, and who would have to move: the judgement and the red line that gain most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.papers.one_page.hangs_on import HangsOn, Swing
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel, Removal


@dataclass(frozen=True)
class Widening:
    """What would leave more agreements.

    possible: how many are possible now; judgement: the judged number that alone leaves most at the better end of its
    range, None where none leaves more; line: the red line that alone would open most, None where none opens any.
    """

    possible: int
    judgement: Swing | None
    line: Removal | None

    def json(self) -> dict[str, Any]:
        """The numbers by their names."""
        told = {"possible": self.possible, "judgement": self.judgement and self.judgement.json()}
        return {**told, "red_line": self.line and self.line.json()}


def widening(result: Funnel | Bounds, hangs: HangsOn) -> Widening | None:
    """What would leave more agreements; None where none is possible, or they could not be counted."""
    if isinstance(result, Bounds) or not result.possible:
        return None
    better = [swing for swing in hangs.swings if swing.most > result.possible]
    judgement = min(better, key=lambda swing: (-swing.most, swing.judgement), default=None)
    lines = [line for line in result.lines if line.would_open]
    line = min(lines, key=lambda line: (-line.would_open, line.name), default=None)
    return Widening(result.possible, judgement, line)
