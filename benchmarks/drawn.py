"""Cases drawn from a seed, for the benchmarks."""

from __future__ import annotations

from typing import Any

import numpy as np

from comity.case.model import Case


def drawn(
    issues: int,
    options: int,
    parties: int,
    *,
    no_deal: str = "30..40",
    linkages: int = 0,
    red_lines: int = 0,
    conditions: int = 0,
    reach: int | None = None,
    seed: int = 1,
) -> Case:
    """Parties that sign, with random ratings in millionths; linkages and red lines over two or three issues.

    reach: these name issues at most so far apart, any where not given; conditions: from one issue to another.
    """
    draw = np.random.default_rng(seed)
    rated = draw.integers(0, 10**6, (parties, issues, options))
    names = [f"p{at}" for at in range(parties)]
    offered = {f"o{to}": f"Option {to}" for to in range(options)}

    def combination(across: int) -> dict[str, list[str]]:
        span = issues if reach is None else reach + 1
        first = int(draw.integers(issues - span + 1))
        chosen = first + draw.choice(span, across, replace=False)
        return {
            f"i{at}": [f"o{to}" for to in draw.choice(options, int(draw.integers(1, 4)), replace=False)]
            for at in sorted(chosen)
        }

    content: dict[str, Any] = {
        "title": f"Drawn with seed {seed}",
        "parties": {name: {"name": name, "signs": True} for name in names},
        "issues": {f"i{at}": {"name": f"Issue {at}", "options": offered} for at in range(issues)},
        "interests": {
            name: {
                "no_deal": no_deal,
                **{
                    f"i{at}": {"weight": "1", **{f"o{to}": f"{value / 1e4:.4f}" for to, value in enumerate(row)}}
                    for at, row in enumerate(rows)
                },
            }
            for name, rows in zip(names, rated.tolist(), strict=True)
        },
        "linkages": [
            {
                "party": str(draw.choice(names)),
                "when": combination(int(draw.integers(2, 4))),
                "adds": str(draw.integers(1, 15)),
            }
            for _ in range(linkages)
        ],
        "red_lines": [
            {"party": str(draw.choice(names)), "never": combination(int(draw.integers(2, 4))), "firmness": "declared"}
            for _ in range(red_lines)
        ],
        "conditions": [{"if": combination(1), "then": combination(1)} for _ in range(conditions)],
    }
    return Case.model_validate(content)
