"""What is kept is given again only for the same source, and makes no difference between cases."""

from __future__ import annotations

import copy
import pickle

import numpy as np

from comity.case.kept import NAMES, OF_ONE_NAME, Kept
from talks import talks


def test_the_same_is_given_for_an_equal_source_and_worked_out_anew_for_another() -> None:
    kept, worked_out = Kept(), []

    def of(name: str, source: object) -> object:
        return kept.of(name, source, lambda: worked_out.append((name, source)) or [source])

    first = of("worth", (1, "a"))
    assert first == [(1, "a")]
    assert of("worth", (1, "a")) is first
    assert of("worth", (2, "a")) == [(2, "a")]
    assert of("space", (1, "a")) is not first
    assert of("worth", (1, "a")) is first
    assert worked_out == [("worth", (1, "a")), ("worth", (2, "a")), ("space", (1, "a"))]


def test_no_more_than_a_few_are_kept_under_one_name() -> None:
    kept = Kept()
    first = kept.of("worth", 0, list)
    for source in range(1, OF_ONE_NAME):
        kept.of("worth", source, list)
    assert kept.of("worth", 0, list) is first
    kept.of("worth", OF_ONE_NAME, list)
    assert kept.of("worth", 0, list) is not first


def test_copies_share_what_is_kept_and_cases_are_equal_whatever_that_is() -> None:
    one, other = talks(), talks()
    thing = one.kept.of("thing", 1, list)
    assert one.model_copy(update={"title": "Other"}).kept.of("thing", 1, list) is thing
    assert other.kept.of("thing", 1, list) is not thing
    assert one == other
    assert other.sharing(one) == other
    assert other.sharing(one).kept.of("thing", 1, list) is thing
    assert other.kept is not one.kept


def test_it_is_sent_empty() -> None:
    kept = Kept()
    thing = kept.of("thing", 1, list)
    for sent in (pickle.loads(pickle.dumps(kept)), copy.deepcopy(kept)):
        assert sent == kept
        assert sent.of("thing", 1, list) is not thing


def test_the_order_of_a_source_counts_and_so_does_what_its_parts_state() -> None:
    kept, case = Kept(), talks()
    first = kept.of("worths", {"a": 1, "b": 2}, list)
    assert kept.of("worths", {"a": 1, "b": 2}, list) is first
    assert kept.of("worths", {"b": 2, "a": 1}, list) is not first
    party, interest = next(iter(case.interests.items()))
    turned = interest.model_copy(update={"issues": dict(reversed(interest.issues.items()))})
    assert turned == interest
    thing = kept.of(party, (interest,), list)
    assert kept.of(party, (copy.deepcopy(interest),), list) is thing
    assert kept.of(party, (turned,), list) is not thing
    assert kept.of(party, (interest.model_copy(update={"scale": interest.scale}),), list) is not thing  # now stated


def test_an_array_is_the_same_only_as_itself() -> None:
    kept, values = Kept(), np.arange(3)
    thing = kept.of("balance", (values,), list)
    assert kept.of("balance", (values,), list) is thing
    assert kept.of("balance", (values.copy(),), list) is not thing
    assert kept.of("balance", (0,), list) is not thing


def test_names_that_come_and_go_do_not_pile_up() -> None:
    kept = Kept()
    for number in range(3 * NAMES):
        kept.of(f"party {number}", number, list)
    assert len(kept._things) <= NAMES
    last = kept.of(f"party {3 * NAMES - 1}", 3 * NAMES - 1, list)
    assert kept.of(f"party {3 * NAMES - 1}", 3 * NAMES - 1, list) is last


def test_of_what_is_large_as_little_is_kept_as_is_said() -> None:
    kept = Kept()
    thing = kept.of("points", 1, list, keep=1)
    assert kept.of("points", 1, list, keep=1) is thing
    kept.of("points", 2, list, keep=1)
    assert kept.of("points", 1, list, keep=1) is not thing
