"""How much processor time rules of consent take: the funnel, and the question of who suffices.

    python benchmarks/consent.py

Targets: 10,000,000 agreements of 6 parties within 2 s and 500 MB, 1,000,000 of 12 parties and members within 5 s.
"""

from __future__ import annotations

import random
import resource
import time
from typing import Any

from comity.case.model import Case
from comity.questions.agreement.counting import funnel_of
from comity.questions.consent.answer import consent


def case_of(issues: int, parties: int, members: int) -> Case:
    """A case of issues of ten options, at least all parties but one being needed, and members that ratify."""
    draw = random.Random(1)
    options = {f"i{at}": [f"o{to}" for to in range(10)] for at in range(issues)}
    names, inside = [f"p{at}" for at in range(parties)], [f"m{at}" for at in range(members)]
    described: dict[str, Any] = {name: {"name": name, "signs": True} for name in names}
    if inside:
        described["p0"] |= {"members": {name: {"name": name} for name in inside}}
        described["p0"] |= {"ratified_by": {"at_least": max(1, members - 1)}}

    def interest() -> dict[str, Any]:
        rated = {issue: {option: draw.randint(0, 100) for option in of} for issue, of in options.items()}
        return {"no_deal": 45, **{issue: {"weight": draw.randint(1, 9), **ratings} for issue, ratings in rated.items()}}

    return Case.model_validate(
        {
            "title": "Benchmark",
            "parties": described,
            "issues": {issue: {"name": issue, "options": {name: name for name in of}} for issue, of in options.items()},
            "interests": {name: interest() for name in [*names, *inside]},
            "red_lines": [
                {"party": name, "never": {f"i{at % issues}": ["o0"]}, "firmness": "declared"}
                for at, name in enumerate(names)
            ],
            "consent": {"at_least": parties - 1, "including": ["p1"]},
        }
    )


def main() -> None:
    """Print the seconds of each, and the memory at the end of it."""
    for issues, parties, members in ((7, 6, 0), (6, 6, 6)):
        case = case_of(issues, parties, members)
        start = time.process_time()
        passing = funnel_of(case).possible
        told = f"funnel of 1e{issues} x {parties + members}: {time.process_time() - start:.2f} s, {passing:,} pass"
        print(f"{told}, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    start = time.process_time()
    consent(case, draws=100)
    print(f"who suffices in the last: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main()
