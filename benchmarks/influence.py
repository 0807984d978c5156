"""How much processor time it takes to say who can move whom.

    python benchmarks/influence.py

Targets: all levers of Washington within 0.5 s; its section of a brief within 0.03 s; eight voices for one message.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from comity.case.check import read_case
from comity.case.ties import Tie
from comity.questions.influence.answer import influence_of, messages_of

WASHINGTON = Path(__file__).parents[1] / "examples" / "washington-2025" / "case.yaml"


def timed(told: str, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    print(f"{told}: {time.process_time() - start:.3f} s")


def main() -> None:
    """Time each."""
    fresh = [read_case(WASHINGTON) for _ in range(3)]
    timed("all levers of Washington", lambda: influence_of(fresh[0]))
    timed("messages alone, as a brief tells them", lambda: messages_of(fresh[1]))
    timed("messages in 4,096 readings too", lambda: influence_of(fresh[2], draws=4096))
    case = read_case(WASHINGTON)
    voices = [name for name in (*case.everyone(), *case.messengers) if name != "usa"][:8]
    told = [
        {"from": name, "to": "usa", "rapport": f"{20 + at}..{50 + at}", "best": f"{60 + at}..{80 + at}", "turns": 110}
        for at, name in enumerate(voices)
    ]
    many = case.model_copy(update={"ties": tuple(Tie.model_validate(each) for each in told)})
    timed("eight voices for one message", lambda: messages_of(many))


if __name__ == "__main__":
    main()
