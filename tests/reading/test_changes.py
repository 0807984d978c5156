"""Changes of a draft text are positions: of who tracked them, or of who saved the later version."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.case.check import check
from comity.reading import Reading, Source, read_sources
from comity.reading.changes import change_statements, compared
from comity.reading.drafting.write import write
from comity.reading.intake.source import Change
from comity.reading.library import library
from comity.reading.reader import read_versions
from comity.reading.registry import registry
from documents import p, r, word

REGISTRY, LIBRARY = registry(), library()
BY = 'w:author="Emmanuel Macron" w:date="2025-03-04T09:30:00Z"'
OTHER = 'w:author="Ana Ilić" w:date="2025-03-05T09:30:00Z"'


def ins(words: str, by: str = BY) -> str:
    return f'<w:ins w:id="1" {by}>{r(words)}</w:ins>'


def gone(words: str, by: str = BY) -> str:
    return f'<w:del w:id="2" {by}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def read(tmp_path: Path, body: str) -> Reading:
    (tmp_path / "draft.docx").write_bytes(word(body))
    return read_sources([tmp_path / "draft.docx"], about=("peace",))


def test_a_tracked_change_is_a_position_of_its_author(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        p("The parties agree on a truce. ", ins("A prisoner exchange of all for all follows within a week."))
        + p("Observers are sent. ", gone("They may use armed peacekeepers.", OTHER)),
    )
    inserted, deleted = (s for s in reading.statements if s.changed)
    assert (inserted.person, inserted.party, inserted.member) == ("Emmanuel Macron", "europe", "france")
    assert (inserted.stance, inserted.agreement, inserted.firmness) == ("demand", True, None)
    assert (inserted.issue, inserted.option, inserted.date) == ("prisoners", "all", "2025-03-04")
    assert inserted.text == "A prisoner exchange of all for all follows within a week."
    assert (deleted.person, deleted.party) == ("Ana Ilić", None)
    assert (deleted.stance, deleted.agreement, deleted.date) == ("oppose", False, "2025-03-05")
    assert deleted.changed == "deleted: They may use armed peacekeepers."
    assert deleted.text == "Observers are sent."
    assert deleted.issue == "monitoring"


@pytest.mark.parametrize(
    "words", ["not", "no longer all of the", "shall never be released before the end of the truce"]
)
def test_a_small_or_negative_change_has_no_direction(words: str, tmp_path: Path) -> None:
    reading = read(tmp_path, p("All prisoners of war shall ", ins(words), " be exchanged in stages."))
    (changed,) = (s for s in reading.statements if s.changed)
    assert (changed.agreement, changed.option) == (None, None)
    assert changed.text.startswith("All prisoners of war shall")


def test_changes_are_drafted_or_asked_about_with_their_words(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    reading = read(
        tmp_path,
        p("Art. 1. ", ins("A prisoner exchange of all for all follows within a week."))
        + p("Art. 2. Observers ", gone("from both sides", OTHER), ins("may", OTHER), " come."),
    )
    write(reading, folder)
    assert check(folder / "case.yaml").errors == ()
    case, points = ((folder / name).read_text("utf-8") for name in ("case.yaml", "to-decide.md"))
    assert "inserted: A prisoner exchange of all for all follows within a week." in case
    assert 'Ana Ilić (oppose): "deleted: from both sides"' in points
    assert 'Ana Ilić (demand): "inserted: may"' in points
    assert '"deleted: from both sides"' in (folder / "statements.csv").read_text("utf-8")
    # The stored source keeps its changes, so that a second reading knows them as well.
    again = read_sources([], into=folder)
    assert [s.changed for s in again.statements] == [s.changed for s in reading.statements]


def test_two_versions_are_laid_beside_each_other(tmp_path: Path) -> None:
    old, new = tmp_path / "old.docx", tmp_path / "new.docx"
    old.write_bytes(word(p("A truce begins on Monday.") + p("All prisoners are released.") + p("Nothing else.")))
    core = '<cp:coreProperties xmlns:cp="x"><cp:lastModifiedBy>Emmanuel Macron</cp:lastModifiedBy></cp:coreProperties>'
    body = p("A truce begins on Friday.") + p("Nothing else.") + p("Observers watch the line of contact.")
    new.write_bytes(word(body))
    with zipfile.ZipFile(new, "a") as archive:
        archive.writestr("docProps/core.xml", core)
    reading = read_versions(old, new, about=("peace",))
    assert [source.id for source in reading.sources] == ["new"]
    assert [s.changed for s in reading.statements if s.changed] == [
        "deleted: Monday",
        "inserted: Friday",
        "deleted: All prisoners are released.",
        "inserted: Observers watch the line of contact.",
    ]
    assert {s.member for s in reading.statements if s.changed} == {"france"}


def test_changes_of_nobody_in_particular_are_asked_about_with_their_words(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("Egypt rejects a truce on Monday.\n", "utf-8")
    (tmp_path / "new.txt").write_text("Egypt rejects a truce on Friday.\n", "utf-8")
    write(read_versions(tmp_path / "old.txt", tmp_path / "new.txt"), tmp_path / "case")
    points = (tmp_path / "case" / "to-decide.md").read_text("utf-8")
    assert 'Somebody unnamed (demand): "inserted: Friday": whose voice is this?' in points


def test_a_version_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("A truce.", "utf-8")
    reading = read_versions(tmp_path / "old.txt", tmp_path / "new.txt")
    assert reading.sources == ()
    assert [problem.what for problem in reading.problems] == ["there is no such file"]


LINES = st.lists(
    st.sampled_from(["A truce begins.", "All go home. Nobody pays.", "", "  ", "no", "x y z w v"]), max_size=6
)
TEXTS = LINES.map("\n".join)


@given(TEXTS, TEXTS)
def test_changes_turn_the_old_text_into_the_new_one(old: str, new: str) -> None:
    source = Source("t", "t", "2025-01-01", None, new, author="Ana")
    changes = list(compared(old, source))
    assert all(change.author == "Ana" for change in changes)
    for change in changes:
        if change.kind == "inserted":
            assert new[change.start : change.end] == change.text
    # What was deleted is put back, and what was inserted is taken out: but for blanks the old text is there again.
    back, at = "", 0
    for change in sorted(changes, key=lambda c: (c.start, c.kind)):
        back += new[at : change.start] + (change.text if change.kind == "deleted" else "")
        at = max(at, change.end)
    assert "".join((back + new[at:]).split()) == "".join(old.split())


@given(TEXTS, st.integers(0, 60), st.integers(0, 60), st.booleans())
def test_every_change_stands_in_its_source(text: str, start: int, length: int, inserted: bool) -> None:
    start, end = min(start, len(text)), min(start + length * inserted, len(text))
    words = text[start:end] if inserted else "gone words"
    change = Change("inserted" if inserted else "deleted", words, "Ana", None, start, end)
    source = Source("t", "t", None, None, text, changes=(change,))
    for s in change_statements(source, REGISTRY, LIBRARY):
        assert s.span.of(text) == s.text
        assert s.text.strip() == s.text != ""
        for part in s.content:
            assert part.start < part.end
            assert part.of(text).strip() == part.of(text)
    if text.strip() and not inserted:
        assert len(list(change_statements(source, REGISTRY, LIBRARY))) == 1
    assert list(change_statements(replace(source, changes=()), REGISTRY, LIBRARY)) == []


def test_changes_of_a_source_that_was_edited_since_are_found_again_or_left_out() -> None:
    change = Change("inserted", "All prisoners go home.", "Ana", None, 3, 25)
    moved = Source("t", "t", None, None, "A line on top.\nAll prisoners go home.", changes=(change,))
    (found,) = change_statements(moved, REGISTRY, LIBRARY)
    assert found.text == "All prisoners go home."
    assert list(change_statements(replace(moved, text="Short."), REGISTRY, LIBRARY)) == []
    beyond = replace(moved, text="Short.", changes=(Change("deleted", "and the rest", "Ana", None, 90, 90),))
    assert [s.text for s in change_statements(beyond, REGISTRY, LIBRARY)] == ["Short."]
