"""Words found in the sources that a case file names."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.case.find import MOST_HITS, find
from comity.problem import Problems

LETTER = "The council wrote: “More buses\nfirst – and the bridge later.” More  buses first?"


def found(folder: Path, words: str, content: str = "sources: {letter: {file: letter.md}}\n") -> list[str]:
    (folder / "letter.md").write_text(LETTER, "utf-8")
    (folder / "case.yaml").write_text(content, "utf-8")
    return [str(hit.evidence) for hit in find(folder / "case.yaml", words).hits]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("the council wrote", ["letter:0-17 The council wrote"]),
        ("More buses first", ["letter:20-36 More buses first", "letter:62-79 More buses first"]),
        ("more BUSES   first - and", ["letter:20-42~5d55 More buses first –"]),
        ('wrote: "more', ["letter:12-24 wrote: “More"]),
        ("No such words", []),
        (".*", []),
        (" ", []),
    ],
)
def test_typography_capitals_and_line_breaks_do_not_matter(tmp_path: Path, words: str, hits: list[str]) -> None:
    given = found(tmp_path, words)
    assert [hit.split("~")[0] for hit in given] == [hit.split("~")[0] for hit in hits]
    for hit in given:
        start, end = map(int, hit.split(":")[1].split("~")[0].split(" ")[0].split("-"))
        assert " ".join(LETTER[start:end].split()).casefold()[:4] == " ".join(words.split()).casefold()[:4]


@pytest.mark.parametrize(
    "content",
    [
        "sources: {letter: {file: letter.md, date: someday}}\nparties: 5\nissues: [x]\n",
        "sources:\n  letter: {file: letter.md}\n  gone: {file: gone.md}\n  odd: 5\nsources: {}\n",
    ],
)
def test_only_the_sources_need_be_right(tmp_path: Path, content: str) -> None:
    assert found(tmp_path, "bridge", content) == ["letter:47-53 bridge"]


def test_what_is_found_is_shown_among_other_words(tmp_path: Path) -> None:
    found(tmp_path, "bridge")
    (hit,) = find(tmp_path / "case.yaml", "bridge").hits
    assert hit.around == "ncil wrote: “More buses first – and the bridge later.” More buses first?"


def test_a_source_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    found(tmp_path, "x", "sources: {letter: {file: letter.md}, gone: {file: gone.md}}\n")
    told = find(tmp_path / "case.yaml", "bridge").problems
    assert [problem.what for problem in told] == ["source 'gone': there is no such file (gone.md)"]


@pytest.mark.parametrize("content", ["title: t\n", "sources: {}\n", "sources: [a]\n", "sources: {a: {}}\n"])
def test_a_case_without_sources_is_told_so(tmp_path: Path, content: str) -> None:
    with pytest.raises(Problems, match="names no sources to look in; add `sources:`"):
        found(tmp_path, "x", content)


def test_what_stands_everywhere_is_told_in_part(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("peace " * (MOST_HITS + 1), "utf-8")
    content = "sources: {letter: {file: letter.md}, one: {file: long.txt}, two: {file: long.txt}}\n"
    assert len(found(tmp_path, "peace", content)) == MOST_HITS
    assert find(tmp_path / "case.yaml", "peace").more
    assert not find(tmp_path / "case.yaml", "bridge").more
    (tmp_path / "long.txt").write_text("peace " * (MOST_HITS // 2), "utf-8")
    assert [str(hit.evidence).split(":")[0] for hit in find(tmp_path / "case.yaml", "peace").hits] == [
        *["one"] * (MOST_HITS // 2),
        *["two"] * (MOST_HITS // 2),
    ]
    assert not find(tmp_path / "case.yaml", "peace").more
