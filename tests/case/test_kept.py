"""What is kept is given again only for the same source, and makes no difference between cases."""

from __future__ import annotations

import copy
import pickle

from comity.case.kept import OF_ONE_NAME, Kept
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
