"""Long work that is under way: how far it is, its news as they come, and how it is stopped."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from comity.web.jobs import Job, Jobs
from comity.web.ordinal import ordinal
from comity.web.rendering import page, part
from comity.web.visit import Visit, route, see

OFTEN = 0.2
"""After how many seconds work is asked how far it is."""
SILENCE = 15.0
"""After how many seconds without news a browser is told that somebody is still there."""


def show(visit: Visit) -> Response:
    """How far some work is, or, where it is done, what came of it."""
    job = _job(visit.workbench.jobs, visit.named("number"))
    if job.state == "done" and job.where:
        return see(job.where)
    if visit.swaps:
        return part(visit, "job.html.j2", "job", job=job)
    return page(visit, "job.html.j2", job=job)


def stop(visit: Visit) -> Response:
    """Stop some work, and show the page that it was asked for on."""
    job = _job(visit.workbench.jobs, visit.named("number"))
    job.stop()
    if visit.swaps:
        return part(visit, "job.html.j2", "job", job=job)
    return page(visit, "job.html.j2", job=job)


async def news(request: Request) -> Response:
    """The share done and the state whenever they change, as events that a browser listens to."""
    job = _job(request.app.state.workbench.jobs, str(request.path_params["number"]))
    return StreamingResponse(_events(request, job), media_type="text/event-stream")


async def _events(request: Request, job: Job) -> AsyncIterator[str]:
    seen: tuple[str, float] | None = None
    silent = 0.0
    while True:
        now = job.state, job.share
        if now != seen:
            seen, silent = now, 0.0
            yield f"data: {json.dumps({'state': now[0], 'share': round(now[1], 3), 'where': job.where})}\n\n"
        elif silent >= SILENCE:
            silent = 0.0
            yield ": still at work\n\n"
        if job.ended or await request.is_disconnected():
            return
        await asyncio.sleep(OFTEN)
        silent += OFTEN


def _job(jobs: Jobs, number: str) -> Job:
    at = ordinal(number)
    job = None if at is None else jobs.find(at)
    if job is None:
        raise HTTPException(404, "No work of that number is under way: it may have ended long ago.")
    return job


ROUTES = [
    route("/jobs/{number}", show),
    Route("/jobs/{number}/news", news, methods=["GET"]),
    route("/jobs/{number}/stop", stop, "POST"),
]
