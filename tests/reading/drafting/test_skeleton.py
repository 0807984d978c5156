"""An issue list from the statements' own words, where they fit no known issue."""

from pathlib import Path

from comity.reading import read_sources
from comity.reading.drafting.skeleton import skeleton
from comity.reading.drafting.write import ISSUES, write
from comity.reading.library import library

TEXT = (
    "Minutes, 4 May 2025\n\nEgypt demanded a larger stage for the festival. Sudan rejected the larger stage. "
    "Egypt asked for a second drummer. Sudan would accept a second drummer."
)


def reports(tmp_path: Path) -> Path:
    file = tmp_path / "minutes.txt"
    file.write_text(TEXT, "utf-8")
    return file


def test_passages_are_grouped_by_the_word_they_share(tmp_path: Path) -> None:
    text = skeleton(read_sources([reports(tmp_path)]))
    assert text is not None
    file = tmp_path / "own.yaml"
    file.write_text(text, "utf-8")
    issues = library(file, ()).issues
    assert [issue.id for issue in issues] == ["drummer", "larger"]
    assert [option.name for option in issues[0].options] == ["A second drummer"]
    assert 'Sudan (refuse, must): "the larger stage" [minutes-002]' in text
    again = read_sources([reports(tmp_path)], issues_file=file)
    assert [s.issue for s in again.statements] == ["larger", "larger", "drummer", "drummer"]
    assert skeleton(again) is None


def test_it_is_written_beside_the_case_and_never_over_what_was_edited(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    first = write(read_sources([reports(tmp_path)], into=folder), folder)
    assert first.skeleton == folder / ISSUES
    assert (folder / ISSUES).exists()
    (folder / ISSUES).write_text("issues: {stage: The stage}\n", "utf-8")
    second = write(read_sources([], into=folder), folder)
    assert second.skeleton is None
    assert (folder / ISSUES).read_text("utf-8") == "issues: {stage: The stage}\n"


def test_a_reading_whose_positions_fit_needs_none(tmp_path: Path) -> None:
    file = tmp_path / "talks.txt"
    file.write_text("Egypt rejects a humanitarian pause. Sudan demands a prisoner exchange. They want tea.", "utf-8")
    assert skeleton(read_sources([file], about=("peace",))) is None
