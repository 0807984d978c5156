"""Which name somebody means who types one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.case.called import called

NAMES = {"usa": "United States", "europe": "European group", "de-facto": "In practice", "caf\u00e9": "Café", "x": "usa"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("usa", "usa"),  # a short name counts before what another one is called
        ("USA", "usa"),
        ("united states", "usa"),
        ("European  group", "europe"),
        ("“European group”", "europe"),
        ("De_Facto", "de-facto"),
        ("de facto", "de-facto"),
        ("de\u2013facto", "de-facto"),
        ("cafe\u0301", "caf\u00e9"),
        ("group", None),
        ("eu", None),
        ("", None),
        ("-", None),
    ],
)
def test_a_name_is_known_by_its_letters(typed: str, meant: str | None) -> None:
    assert called(typed, NAMES) == meant


def test_where_two_may_be_meant_none_is() -> None:
    names = {"low": "Low", "Low": "Another", "a": "Same words", "b": "same words"}
    assert called("low", names) == "low"
    assert called("LOW", names) is None
    assert called("same words", names) is None


@given(
    st.dictionaries(st.text("abAB- _", min_size=1, max_size=3), st.text("abAB -", max_size=4), max_size=6), st.data()
)
def test_the_order_of_names_changes_nothing(names: dict[str, str], data: st.DataObject) -> None:
    typed = data.draw(
        st.sampled_from([*names, *names.values()]) | st.text("abAB- _", max_size=3) if names else st.text()
    )
    turned = dict(reversed(names.items()))
    assert called(typed, names) == called(typed, turned)
    assert typed not in names or called(typed, names) == typed
