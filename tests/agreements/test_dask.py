"""Draws on Dask's own executor: the same counts; docs/how-to/share-the-draws.md tells how it is set up."""

from __future__ import annotations

from typing import Any

import pytest

from comity.agreements.draws import Draws
from comity.case.check import read_case
from comity.questions.doubt.answer import doubt
from material import ROOT, WASHINGTON


@pytest.fixture(scope="module")
def client() -> Any:
    """A scheduler and two workers inside this process: nothing listens on a network."""
    distributed = pytest.importorskip("distributed")
    with distributed.Client(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
    ) as client:
        yield client


def test_equal_numbers(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.agreements.draws.TASK", 1000)
    draws = Draws.of(read_case(WASHINGTON))
    assert (draws.counts(5000, client.get_executor(pure=False)) == draws.counts(5000)).all()


def test_the_whole_question(client: Any) -> None:
    case = read_case(WASHINGTON)
    shared = doubt(case, draws=300, executor=client.get_executor(pure=False))
    assert shared.data == doubt(case, draws=300).data


def test_the_page_uses_what_is_tested() -> None:
    page = (ROOT / "docs" / "how-to" / "share-the-draws.md").read_text("utf-8")
    assert "client.get_executor(pure=False)" in page
    assert "comity[dask]" in page
