"""What earlier readings wrote, and what they stored."""

from pathlib import Path

import pytest

from comity.problem import Problems
from comity.reading.intake import Source
from comity.reading.record import RECORD, Record, read_record, stored_sources

SOURCE = Source("talks", "Talks", "2024-03-04", None, "Words.\n", ".md", "from/talks.md")


def test_a_record_grows_and_is_read_back(tmp_path: Path) -> None:
    assert read_record(tmp_path) == Record({}, {}, {})
    first = Record({}, {}, {}).grown({"party egypt": {"name": "Egypt"}}, {"talks:1-5:0": "aa"}, (SOURCE,))
    second = first.grown({"party egypt": {"name": "Cairo"}}, {"talks:7-9:0": "bb"}, ())
    (tmp_path / RECORD).write_text(second.text(), encoding="utf-8")
    assert read_record(tmp_path) == second
    assert second.proposed == {"party egypt": {"name": "Cairo"}}
    assert second.statements == {"talks:1-5:0": "aa", "talks:7-9:0": "bb"}
    assert second.sources == {
        "talks": {
            "title": "Talks",
            "date": "2024-03-04",
            "publisher": None,
            "origin": "from/talks.md",
            "file": "sources/talks.md",
        }
    }


def test_stored_sources_have_the_text_of_today_and_are_left_out_where_deleted(tmp_path: Path) -> None:
    other = Source("gone", "Gone", None, None, "x")
    (tmp_path / RECORD).write_text(Record({}, {}, {}).grown({}, {}, (SOURCE, other)).text(), encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / SOURCE.file).write_text("Corrected.\n", encoding="utf-8")
    (stored,) = stored_sources(tmp_path)
    assert stored == Source("talks", "Talks", "2024-03-04", None, "Corrected.\n", ".md", "from/talks.md")


@pytest.mark.parametrize("content", ["{", "[]", '{"proposed": {}, "statements": []}'])
def test_a_damaged_record_says_how_to_mend_it(tmp_path: Path, content: str) -> None:
    (tmp_path / RECORD).write_text(content, encoding="utf-8")
    with pytest.raises(Problems, match="the record of what was proposed is damaged; restore it"):
        read_record(tmp_path)
