"""What the workbench takes on the Washington case: edits of numbers, pages, memory; CPU seconds of its process.

An edit is posted as a browser does it, and answered with what follows at once: check, funnel, frontier and picks. The
95th percentile of 200 edits after 20 to warm up counts; then each page of the list, warm; then the memory that the
process holds after so many edits more.

    python benchmarks/workbench.py [EDITS]
"""

from __future__ import annotations

import gc
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from performance import ONE_THREAD

CASE = Path(__file__).parents[1] / "examples" / "washington-2025"
HOST, PAGE = "127.0.0.1:8000", "/case/washington-2025"
WARM, EDITS, MORE = 20, 200, 2_000
PAUSED = 5
"""After how many edits there is a pause, in which the workbench collects its garbage; it is not part of an answer."""
NUMBERS = (
    "russia/no_deal",
    "ukraine/no_deal",
    "russia/guarantees/article5",
    "europe/territory/frozen",
    "usa/sanctions/weight",
)
PAGES = ("table", "table?open=red_lines/3", "table?edit=interests/russia/no_deal", "table?view=europe", "file")
AT_MOST = {"an edit's first answer, picks included, 95th percentile": 0.1, "a page, warm": 0.15, "megabytes": 600}


def main(more: int = MORE) -> None:
    """Print what edits, pages and memory come to; end with 1 where it is more than it may be."""
    folder = Path(tempfile.mkdtemp())
    try:
        shutil.copytree(CASE, folder / CASE.name)
        complaints = list(_complaints(_visitor(folder), more))
    finally:
        shutil.rmtree(folder)
    if complaints:
        sys.exit("\n".join(complaints))


def _visitor(folder: Path) -> Any:
    from starlette.testclient import TestClient

    from comity.web.app import application
    from comity.web.folder import Folder
    from comity.web.guard import Guard, Keys
    from comity.web.pauses import InPauses
    from comity.web.workbench import Workbench

    keys = Keys()
    guarded = InPauses(
        Guard(application(Workbench(Folder(folder, "a benchmark"), "a benchmark")), keys, frozenset({HOST}))
    )
    visitor = TestClient(guarded, base_url=f"http://{HOST}", follow_redirects=False)
    visitor.get("/", params={"token": keys.token()})
    visitor.headers["origin"] = f"http://{HOST}"
    return visitor


def _complaints(visitor: Any, more: int) -> Any:
    took = sorted(_edits(visitor, WARM + EDITS)[WARM:])
    for words, share in (("median", 0.5), ("95th percentile", 0.95), ("most", 1.0)):
        print(f"an edit, {words}: {1000 * took[min(int(share * len(took)), len(took) - 1)]:.0f} ms")
    name = "an edit's first answer, picks included, 95th percentile"
    if (most := took[int(0.95 * len(took))]) > AT_MOST[name]:
        yield f"{name}: {1000 * most:.0f} ms, at most {1000 * AT_MOST[name]:.0f}"
    for page in PAGES:
        visitor.get(f"{PAGE}/{page}")
        start = time.process_time()
        answer = visitor.get(f"{PAGE}/{page}")
        spent = time.process_time() - start
        print(f"{page}: {1000 * spent:.0f} ms, {len(answer.content) / 1000:.0f} kB")
        if spent > AT_MOST["a page, warm"]:
            yield f"{page}: {1000 * spent:.0f} ms, at most {1000 * AT_MOST['a page, warm']:.0f}"
    before = _megabytes()
    _edits(visitor, more)
    print(f"memory: {before:.0f} MB, after {more:,} edits more {_megabytes():.0f} MB")
    if _megabytes() > AT_MOST["megabytes"]:
        yield f"{_megabytes():.0f} MB, at most {AT_MOST['megabytes']}"


def _edits(visitor: Any, times: int) -> list[float]:
    """The CPU seconds that each of some edits takes."""
    drawn, took = random.Random(0), []
    for _ in range(times):
        at = f"interests/{drawn.choice(NUMBERS)}"
        page = visitor.get(f"{PAGE}/table", params={"edit": at}).text
        form = re.search(r'<form[^>]* id="edit".*?</form>', page, re.DOTALL)
        assert form is not None
        sent = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', form[0]))
        low = drawn.randint(20, 60)
        sent["value"] = f"{low}..{low + drawn.randint(1, 12)}"
        start = time.process_time()
        answer = visitor.post(f"{PAGE}/table/value", data=sent, headers={"hx-request": "true"})
        took.append(time.process_time() - start)
        if len(took) % PAUSED == 0:  # as in the pauses of somebody who works
            gc.collect()
        assert answer.status_code == 200, answer.text
    return took


def _megabytes() -> float:
    """What the process holds now; the most that it has held where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmRSS:\s+(\d+)", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if not ONE_THREAD.items() <= os.environ.items():  # before numpy is there
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_THREAD})
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MORE)
