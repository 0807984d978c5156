"""How much faster are many reports read in two processes than in one?

    python benchmarks/reading_in_parallel.py [REPORTS] [WORDS] [RUNS]

Reports (400 of 800 words, if nothing else is said) are put together from the sentences of benchmarks/reading_set, no
two paragraphs alike. All are read in one process and in two, in turn; printed are the medians of the wall-clock seconds
and their ratio, and of the processor seconds of the busiest process, which other work on the machine disturbs less.
Measure on a machine that does nothing else.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from comity.reading import Source, read_texts
from comity.reading.library import library
from comity.reading.reader import PLAINLY, Way
from comity.reading.registry import registry

HERE = Path(__file__).resolve().parent
PARAGRAPH = 80
"""Words of a paragraph, about."""


def reports(number: int, words: int, seed: int = 0) -> list[Source]:
    """So many reports of about so many words each."""
    chance = random.Random(seed)
    texts = [file.read_text("utf-8") for file in sorted((HERE / "reading_set").glob("*/*.txt"))]
    sentences = [s for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if 5 < len(s.split()) < 40]
    made = []
    for i in range(number):
        paragraphs: list[str] = []
        while sum(len(p.split()) for p in paragraphs) < words:
            paragraph: list[str] = []
            while sum(len(s.split()) for s in paragraph) < PARAGRAPH:
                paragraph.append(chance.choice(sentences))
            paragraphs.append(" ".join(paragraph))
        made.append(Source(f"r{i}", f"Report {i}", "2030-01-01", None, "\n\n".join(paragraphs)))
    return made


def measured(sources: list[Source], processes: int) -> tuple[float, float]:
    """Wall-clock seconds, and the processor seconds of the busiest process, about: of this one, or a worker's share."""
    actors, issues = registry(), library()
    own, below, clock = time.process_time(), _children(), time.perf_counter()
    if processes == 1:
        read_texts(sources, actors, issues, way=PLAINLY)
        return time.perf_counter() - clock, time.process_time() - own
    with ProcessPoolExecutor(processes, get_context("spawn")) as executor:
        read_texts(sources, actors, issues, way=Way(executor))
    seconds = time.perf_counter() - clock
    return seconds, time.process_time() - own + (_children() - below) / processes


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(number: int = 400, words: int = 800, runs: int = 3) -> None:
    """Measure and print."""
    sources = reports(number, words)
    taken: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    for _ in range(runs):
        for processes, seconds in taken.items():
            seconds.append(measured(sources, processes))
    for what, at in (("wall-clock", 0), ("processor", 1)):
        one, two = (statistics.median(pair[at] for pair in taken[processes]) for processes in (1, 2))
        print(f"{what} seconds: one process {one:.1f}, two {two:.1f}, {one / two:.2f} times as fast")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
