"""What the terms of a non-paper leave: against every agreement of small cases, one by one."""

from __future__ import annotations

from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.agreements.exclusions import crosses
from comity.agreements.space import Agreement, Space
from comity.case.model import Case
from comity.papers.non_paper.result import stances, terms_of
from comity.questions.agreement.meant import meant
from comity.questions.agreement.views import objections_to
from strategies import cases
from talks import line, talks


@given(cases(), st.data())
@settings(max_examples=20, deadline=None)
def test_what_terms_leave_is_what_every_agreement_with_them_says(case: Case, data: st.DataObject) -> None:
    assume(all(case.interest_of(party).no_deal is not None for party in case.signers()) and not case.by_rule)
    space = Space.of(case)
    settled = data.draw(st.sets(st.sampled_from(space.issues)))
    terms = {issue: data.draw(st.sampled_from(list(case.issues[issue].options))) for issue in sorted(settled)}
    found = terms_of(case, meant(case, ", ".join(f"{issue}={option}" for issue, option in terms.items())))
    every = [space.agreement(choice) for choice in product(*map(range, space.sizes))]
    objections = [objections_to(case, each) for each in every]
    possible = [each.agreement for each in objections if not each.conditions_broken and not each.against]
    held = [each for each in possible if terms.items() <= each.options.items()]
    assert (found.possible, found.left) == (len(possible), len(held))
    for bracket in found.brackets:
        names = [option for option in case.issues[bracket.issue].options]
        counts = {name: sum(each.options[bracket.issue] == name for each in held) for name in names}
        if held:
            assert bracket.options == {name: count for name, count in counts.items() if count}
            assert bracket.shut == tuple(name for name in names if not counts[name])
        else:
            assert (dict(bracket.options), bracket.shut) == (dict.fromkeys(names), ())
    lines = {name: each for party in case.signers() for name, each in case.red_lines_of(party).items()}
    with_terms = [space.choice(each) for each in every if terms.items() <= each.options.items()]
    crossed = {name: [bool(crosses(space, each).at(choice)) for choice in with_terms] for name, each in lines.items()}
    assert set(found.crossed) == {name for name, each in crossed.items() if all(each)}
    assert set(found.perhaps) == {name for name, each in crossed.items() if any(each) and not all(each)}


def test_where_signers_stand() -> None:
    case = talks(red_lines=[line("a", x="q"), {**line("b", x="p"), "unless": {"y": "q"}}])
    (alpha, beta) = stances(case, "x")
    assert (alpha.party, alpha.best, alpha.lines, alpha.refused) == ("a", ("p",), ("a-red-line-1",), ("q",))
    assert (beta.party, beta.best, beta.lines, beta.refused) == ("b", ("q",), ("b-red-line-1",), ())


def test_an_agreement_leaves_nothing_open() -> None:
    found = terms_of(talks(), meant(talks(), Agreement({"x": "p", "y": "q"})))
    assert (found.brackets, found.left, found.crossed, found.conditions) == ((), 1, (), ())
