"""Which kind of negotiation reports are about: told by their words, stated, or left open."""

from collections import Counter
from pathlib import Path

import pytest

from comity.case.model import NOT_ISSUES, NOT_OPTIONS
from comity.problem import Problems
from comity.reading import Reading, read_sources
from comity.reading.kinds import kinds, stated, subject_text, told
from comity.reading.library import library

TEXTS = {
    "trade": "Norway offered to abolish its import duty on cheese. Chile demanded an end to the quota for farmed "
    "salmon. Exporters asked for a transition period of five years. Iceland rejected foreign trawlers in its coastal "
    "waters and insisted that the herring quota be cut by a tenth.",
    "coalition": "The Green List insisted on a carbon levy in the first budget. The Civic Union rejected a wealth tax "
    "and asked for the finance ministry. The coalition talks go on; the Workers' Alliance demanded a higher minimum "
    "wage and opposed any increase of the retirement age.",
    "wages": "The Harbour Workers' Union demanded a pay rise of eight per cent. The employers offered a one-off "
    "payment and a longer term of the agreement. The union rejected night shifts without extra pay, and called a "
    "strike ballot. Employers ruled out a shorter working week.",
}
NILE = (
    "Note\n\n2021-04-06\n\nSudan demanded an exchange of data every day. Egypt rejected the offer of a yearly report.\n"
)


def read(tmp_path: Path, text: str, about: tuple[str, ...] = ()) -> Reading:
    file = tmp_path / "report.md"
    file.write_text(text, "utf-8")
    return read_sources([file], about=about)


@pytest.mark.parametrize("kind", TEXTS)
def test_talks_on_other_things_are_told_and_no_issue_of_war_is_drafted(kind: str, tmp_path: Path) -> None:
    reading = read(tmp_path, TEXTS[kind])
    assert reading.subject is not None
    assert reading.subject.kinds == (kind,)
    issues = {s.issue for s in reading.statements} - {None}
    assert len(issues) >= 2
    assert issues <= set(kinds()[kind].issues)


def test_a_note_too_short_to_tell_gets_no_usual_issue(tmp_path: Path) -> None:
    reading = read(tmp_path, NILE)
    assert reading.subject is not None
    assert reading.subject.kinds == ()
    assert {s.issue for s in reading.statements} == {None}
    assert subject_text(reading.subject).startswith("No kind of negotiation is clear from the words of the reports")


def test_a_kind_that_is_named_is_used(tmp_path: Path) -> None:
    reading = read(tmp_path, NILE, about=("water",))
    assert [(s.party, s.issue, s.option) for s in reading.statements] == [
        ("sudan", "data", None),
        ("egypt", None, None),
    ]
    assert subject_text(stated(["water", "wages"])) == "Kind of negotiation: water and wages and work, as you said."


def test_unknown_kinds_are_all_refused_with_the_nearest() -> None:
    with pytest.raises(Problems, match=r"'waters'.*water") as refused:
        stated(["waters", "peace", "paece"])
    assert len(refused.value.problems) == 2


def test_two_kinds_that_are_level_are_none() -> None:
    mixed = "They spoke of a ceasefire, hostages and troops, of wages, a strike ballot and a pay offer."
    assert told([mixed]).kinds == ()
    assert told([mixed, "The ceasefire holds; shelling stopped; refugees return."]).kinds == ("peace",)
    assert told([]).kinds == ()


def test_the_starter_lists_fit_each_other_and_the_case_file() -> None:
    counted = Counter(issue for kind in kinds().values() for issue in kind.issues)
    assert max(counted.values()) == 1
    assert set(kinds()) == {"climate", "coalition", "debt", "peace", "siting", "trade", "wages", "water"}
    for issue in library(about=tuple(kinds())).issues:
        assert issue.id not in NOT_ISSUES
        assert not issue.position or len(issue.options) >= 2, issue.id
        assert not {option.id for option in issue.options} & set(NOT_OPTIONS)
