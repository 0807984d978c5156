"""The safest orders of steps, against every order of random cases and by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import accumulate, combinations, permutations

import numpy as np
import pytest

from comity.questions.sequence.orders import NEVER, Orders, closed_under
from courses import random_interim


def brute(interim, edges):  # type: ignore[no-untyped-def]
    """The smallest risk of any order, and all orders that have it."""
    best, found = None, []
    for order in permutations(range(len(interim.issues))):
        if any(order.index(first) > order.index(then) for first, then in edges):
            continue
        risk = 0
        for at in range(len(order)):
            settled = {interim.issues[step] for step in order[:at]} - interim.lapsing
            for account in interim.accounts:
                has = sum(account.steps[issue] for issue in settled)
                risk = max(risk, -has, has - account.gain)
        if best is None or risk < best:
            best, found = risk, []
        if risk == best:
            found.append(order)
    return best, found


@pytest.mark.parametrize("first", range(0, 300, 30))
def test_all_orders_of_random_cases_are_no_safer(first: int) -> None:
    for seed in range(first, first + 30):
        interim, draw = random_interim(seed), random.Random(seed)
        count = len(interim.issues)
        edges = [(one, other) for one in range(count) for other in range(one + 1, count) if not draw.randrange(6)]
        units = [frozenset({issue}) for issue in interim.issues]
        risks = np.where(closed_under(count, edges), interim.risks(units), NEVER)
        orders = Orders(count, risks, (1,) * count)
        epsilon, best = brute(interim, edges)
        assert orders.epsilon == epsilon
        assert orders.count == len(best)
        listed = [tuple(move.bit_length() - 1 for move in order) for order in orders.listed(10**6)]
        assert sorted(listed) == sorted(best)
        spans = {
            step: (min(order.index(step) for order in best) + 1, max(order.index(step) for order in best) + 1)
            for step in range(count)
        }
        assert orders.places() == spans
        gentlest = tuple(move.bit_length() - 1 for move in orders.gentlest(interim.issues))
        assert gentlest in best
        assert total(interim, gentlest) == min(total(interim, order) for order in best)
        for begun in range(1 << count):
            if orders.risks[begun] < NEVER and begun != (1 << count) - 1:
                assert orders.least_from(begun) == least_after(orders, begun, count)


def packages(steps, most):  # type: ignore[no-untyped-def]
    """All orders of some steps of which so many may be taken at once."""
    if not steps:
        yield ()
    for size in range(1, min(most, len(steps)) + 1):
        for first in combinations(sorted(steps), size):
            yield from ((first, *rest) for rest in packages(steps - {*first}, most))


@pytest.mark.parametrize("most", [2, 3])
def test_all_orders_of_packages_are_no_safer(most: int) -> None:
    for seed in range(12):
        interim = random_interim(seed)
        units = [frozenset({issue}) for issue in interim.issues]
        risks = interim.risks(units)
        orders = Orders(len(units), risks, (1,) * len(units), most)
        found = {}
        for order in packages(set(range(len(units))), most):
            moves = [sum(1 << step for step in package) for package in order]
            found[tuple(moves)] = max(int(risks[at]) for at in (0, *accumulate(moves[:-1], int.__or__)))
        least = min(found.values())
        best = {order for order, risk in found.items() if risk == least}
        assert (orders.epsilon, orders.count) == (least, len(best))
        assert set(orders.listed(10**6)) == best


def total(interim, order):  # type: ignore[no-untyped-def]
    return sum(interim.stage([interim.issues[step] for step in order[:at]]).risk for at in range(1, len(order)))


def least_after(orders: Orders, begun: int, count: int) -> int:
    free = [step for step in range(count) if not begun >> step & 1]
    found = []
    for order in permutations(free):
        at, most = begun, 0
        for step in order:
            at |= 1 << step
            most = max(most, int(orders.risks[at]))
        found.append(most)
    return min(found)


def test_several_at_once_are_a_step() -> None:
    # Two steps, each of which alone is risky by 5; both at once are not.
    risks = np.array([0, 5, 5, 0])
    alone, both = Orders(2, risks, (1, 1)), Orders(2, risks, (1, 1), together=2)
    assert (alone.epsilon, alone.count, alone.listed(9)) == (5, 2, [(1, 2), (2, 1)])
    assert (both.epsilon, both.count, both.listed(9)) == (0, 1, [(3,)])
    assert Orders(2, risks, (2, 1), together=2).epsilon == 5  # three issues are more than two


def test_where_nothing_may_come_about_there_is_no_order() -> None:
    never = Orders(2, np.array([0, NEVER, NEVER, 0]), (1, 1))
    assert (never.epsilon, never.count, never.listed(9), never.gentlest("ab")) == (None, 0, [], ())
    assert never.places() == {}


def test_a_set_is_closed_where_it_holds_what_must_come_before() -> None:
    assert closed_under(2, [(0, 1)]).tolist() == [True, True, False, True]
    assert closed_under(2, []).tolist() == [True] * 4


def test_the_order_of_issues_and_parties_changes_no_number() -> None:
    for seed in range(20):
        interim = random_interim(seed)
        turned = replace(interim, issues=interim.issues[::-1], accounts=interim.accounts[::-1])
        found = []
        for each in (interim, turned):
            units = [frozenset({issue}) for issue in each.issues]
            orders = Orders(len(units), each.risks(units), (1,) * len(units))
            places = {each.issues[step]: span for step, span in orders.places().items()}
            gentlest = [each.issues[move.bit_length() - 1] for move in orders.gentlest(each.issues)]
            found.append((orders.epsilon, orders.count, places, gentlest))
        assert found[0] == found[1]
