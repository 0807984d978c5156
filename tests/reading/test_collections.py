"""Large collections: in parallel, resumable, since a day; what is found is always the same."""

import json
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from comity.reading import Reading, Source, batches, read_sources, read_texts, reader
from comity.reading.drafting.write import write
from comity.reading.library import library
from comity.reading.reader import Way
from comity.reading.registry import registry
from comity.reading.resume import KEPT

REGISTRY, LIBRARY = registry(), library()
SHARED = "Egypt ruled out any territorial concession during the truce, its foreign minister said."
SOURCES = [
    Source(f"s{i}", f"Report {i}", f"2024-03-0{i + 1}", None, f"{SHARED}\n{own}\n")
    for i, own in enumerate(
        [
            "THE PRESIDENT OF SUDAN: We demand a prisoner exchange of all for all.",
            "Sudan demands a prisoner exchange. It rejects armed peacekeepers.",
            f"Kenya accused Sudan of demanding a buffer zone.\n{SHARED}",
            "Georgia Meloni backs a humanitarian pause.",
        ]
    )
]


class Backwards(Executor):
    """Does the work only when a result is asked for, the last batch first: no order but that of the tasks may count."""

    def submit(self, work, /, *arguments, **named):
        future = Future()
        future.result = lambda timeout=None: work(*arguments, **named)  # type: ignore[method-assign]
        return future


def found(reading: Reading) -> tuple:
    return reading.statements, reading.names, reading.problems, reading.rejected


@pytest.fixture(scope="module")
def plain() -> Reading:
    return read_texts(SOURCES, REGISTRY, LIBRARY)


def test_repeats_are_known_over_all_sources(plain: Reading) -> None:
    shared = [s for s in plain.statements if "territorial concession" in s.text]
    assert [s.repeats for s in shared] == [None, *["s0-001"] * (len(shared) - 1)]
    assert len(shared) == 5


@pytest.mark.parametrize("characters", [1, 200, 10_000])
def test_the_batches_make_no_difference(plain: Reading, characters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHARACTERS", characters)
    monkeypatch.setattr(batches, "AHEAD", 2)
    shares: list[float] = []
    reading = read_texts(SOURCES, REGISTRY, LIBRARY, way=Way(Backwards(), shares.append))
    assert found(reading) == found(plain)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_processes_find_the_same(plain: Reading) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        assert found(read_texts(SOURCES, REGISTRY, LIBRARY, way=Way(executor))) == found(plain)


def test_a_reading_that_broke_off_goes_on_from_there(
    plain: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_texts(SOURCES, REGISTRY, LIBRARY, way=Way(None, stop, tmp_path))
    read: list[str] = []

    def counted(source, *rest):
        read.append(source.id)
        return read_source(source, *rest)

    read_source = reader.read_source
    monkeypatch.setattr(reader, "read_source", counted)
    (tmp_path / KEPT).write_text((tmp_path / KEPT).read_text("utf-8") + '{"damaged\n', "utf-8")
    assert found(read_texts(SOURCES, REGISTRY, LIBRARY, way=Way(None, None, tmp_path))) == found(plain)
    assert 0 < len(read) < len(SOURCES)
    # With another list of issues nothing that was kept counts.
    read.clear()
    read_texts(SOURCES, REGISTRY, library(about=("water",)), way=Way(None, None, tmp_path))
    assert read == [source.id for source in SOURCES]


def test_what_is_kept_and_wrong_is_read_anew(plain: Reading, tmp_path: Path) -> None:
    read_texts(SOURCES, REGISTRY, LIBRARY, way=Way(None, None, tmp_path))
    lines = [json.loads(line) for line in (tmp_path / KEPT).read_text("utf-8").splitlines()]
    for line in lines:
        line["reading"]["statements"] = {"0": [{"id": "x"}]}
    (tmp_path / KEPT).write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    assert found(read_texts(SOURCES, REGISTRY, LIBRARY, way=Way(None, None, tmp_path))) == found(plain)


def test_once_written_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(SOURCES[1].text, "utf-8")
    folder = tmp_path / "case"
    folder.mkdir()
    reading = read_sources([file], into=folder, way=Way(None, None, folder))
    assert (folder / KEPT).exists()
    write(reading, folder)
    assert not (folder / KEPT).exists()


def test_reports_of_earlier_days_are_left_out_and_told(tmp_path: Path) -> None:
    for name in ("2024-03-01", "2024-03-02", "undated"):
        (tmp_path / f"{name}.txt").write_text(f"Sudan demands a prisoner exchange ({name[-2:]}).", "utf-8")
    reading = read_sources([tmp_path], since=date(2024, 3, 2))
    assert [source.id for source in reading.sources] == ["2024_03_02", "undated"]
    said = [str(problem) for problem in reading.problems]
    assert "2024-03-01.txt: warning: left out, as it is of 2024-03-01 and only reports since 2024-03-02" in said[0]
    assert "undated.txt: warning: no date was found, so it was read" in said[1]
