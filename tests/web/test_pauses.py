"""Garbage is collected once after several changes, and after none where somebody only looks."""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor

import pytest

from comity.web import pauses


@pytest.fixture
def collected(monkeypatch):
    """How often all garbage was collected by the workbench."""
    times: list[int] = []
    monkeypatch.setattr(pauses.gc, "collect", lambda: times.append(1))
    monkeypatch.setattr(pauses, "PAUSE", 0.02)
    usual = gc.get_threshold()
    yield times
    gc.set_threshold(*usual)


@pytest.mark.parametrize(("methods", "times"), [(("POST", "POST", "POST"), 1), (("GET", "HEAD"), 0)])
def test_the_pause_after_a_change_is_used(collected, methods, times):
    async def answer(scope, receive, send):
        assert gc.get_threshold() == pauses.THRESHOLDS

    async def visit():
        served = pauses.InPauses(answer)
        for method in methods:
            await served({"type": "http", "method": method}, None, None)
        assert collected == []  # nobody waits for it
        await asyncio.sleep(0.1)

    with ThreadPoolExecutor(1) as beside:  # a browser of other tests may keep a loop in this thread
        beside.submit(lambda: asyncio.run(visit())).result()
    assert collected == [1] * times
