"""Terms that can stand together, against every agreement looked at one by one."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.case.coherence import Coherence
from comity.case.model import Case

ISSUES = {"a": "pq", "b": "pqr", "c": "pq"}


def case(*conditions: tuple[dict[str, list[str]], dict[str, list[str]]]) -> Case:
    return Case.model_validate(
        {
            "title": "t",
            "parties": {"x": "X"},
            "issues": {name: {"name": name, "options": {o: o for o in options}} for name, options in ISSUES.items()},
            "conditions": [{"if": asks, "then": then} for asks, then in conditions],
        }
    )


COMBINATIONS = st.dictionaries(
    st.sampled_from(list(ISSUES)), st.lists(st.sampled_from("pqr"), min_size=1, max_size=2), min_size=1, max_size=2
).map(lambda chosen: {issue: [o for o in options if o in ISSUES[issue]] or ["p"] for issue, options in chosen.items()})


@settings(max_examples=300)
@given(st.lists(st.tuples(COMBINATIONS, COMBINATIONS), max_size=5), COMBINATIONS)
def test_a_combination_is_allowed_where_some_agreement_has_it(
    conditions: list[tuple[dict[str, list[str]], dict[str, list[str]]]], wanted: dict[str, list[str]]
) -> None:
    def holds(terms: dict[str, list[str]], agreement: dict[str, str]) -> bool:
        return all(agreement[issue] in options for issue, options in terms.items())

    agreements = [dict(zip(ISSUES, chosen, strict=True)) for chosen in product(*ISSUES.values())]
    coherent = [each for each in agreements if all(holds(t, each) for asks, t in conditions if holds(asks, each))]
    coherence = Coherence(case(*conditions))
    assert coherence.allows({}) == bool(coherent)
    assert coherence.allows({i: tuple(o) for i, o in wanted.items()}) == any(holds(wanted, each) for each in coherent)
