"""Garbage is collected in the pauses: to collect all of it takes as long as the answer to an edit."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

PAUSE = 1.0
"""How many seconds after the last change nobody is taken to wait for an answer."""
THRESHOLDS = (700, 10, 100)
"""When Python collects by itself: young objects as usual, all of them ten times as seldom."""


class InPauses:
    """Serves an application, and collects garbage when nothing was changed for a moment."""

    def __init__(self, app: ASGIApp) -> None:
        """Serve an application; from now on Python itself collects less often in this process."""
        self._app = app
        self._next: asyncio.TimerHandle | None = None
        gc.set_threshold(*THRESHOLDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; after one that may change something the next pause is waited for."""
        try:
            await self._app(scope, receive, send)
        finally:
            if scope["type"] == "http" and scope["method"] == "POST":
                if self._next is not None:
                    self._next.cancel()
                self._next = asyncio.get_running_loop().call_later(PAUSE, gc.collect)
