"""The door: what `import comity` gives, at once and always the same, whatever was imported before."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from inspect import isclass, isfunction

import pytest

import comity
from material import WASHINGTON

PROMISED = {
    "read_case", "Case", "Live", "agreement", "objections", "frontier", "bargaining", "deadlock", "what_it_takes",
    "Finding", "Problems", "brief", "change", "compare", "consent", "doubt", "durability", "explain",
    "improvements", "influence", "one_page", "sequence", "stability",
    "__version__",
}  # fmt: skip


def test_the_door_gives_what_is_promised() -> None:
    assert set(comity.__all__) == set(dir(comity)) == PROMISED
    for name in PROMISED - {"__version__"}:
        thing = getattr(comity, name)
        assert isclass(thing) if name[0].isupper() else isfunction(thing), name
        assert thing.__name__ == name
        assert thing.__doc__
    assert comity.__version__.count(".") == 2


def test_the_door_gives_nothing_else() -> None:
    with pytest.raises(AttributeError, match="module 'comity' has no attribute 'agreemint'"):
        comity.agreemint  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    "first", ["comity.cli", "comity.papers.brief", "comity.questions.agreement.answer", "comity.show.html"]
)
def test_functions_stay_functions_whatever_was_imported_first(first: str) -> None:
    functions = PROMISED - {"Case", "Live", "Finding", "Problems", "__version__"}
    names = ", ".join(f"comity.{name}" for name in sorted(functions))
    program = f"""
import {first}, comity, inspect
import comity.cli, comity.papers.brief, comity.questions.deadlock.answer
from comity.questions import QUESTIONS, registered
for name in QUESTIONS: registered(name)
assert all(map(inspect.isfunction, ({names},)))
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_type_checker_is_told_that_types_are_there() -> None:
    assert files("comity").joinpath("py.typed").is_file()


def test_in_a_console_a_case_is_one_line() -> None:
    case = comity.read_case(WASHINGTON)
    sizes = "5 parties, 10 issues, 10 red lines"
    assert repr(case) == f"Case: Talks on ending the war in Ukraine, Washington as of 2025-08-18 ({sizes})"


def test_in_a_console_a_brief_is_its_verdict_and_sections() -> None:
    lines = repr(comity.brief(comity.read_case(WASHINGTON))).splitlines()
    assert lines[0].startswith("Brief: Talks on ending the war in Ukraine, Washington. As of 18 August 2025.")
    assert any(line.startswith("326 of 233,280") for line in lines)
    assert any(line.startswith("sections: What is possible, and how sure, ") for line in lines)
    assert len(lines) <= 12


def test_a_notebook_shows_what_the_door_hands_out() -> None:
    program = f"""
import comity
finding = comity.agreement(comity.read_case({str(WASHINGTON)!r}))
assert "326 of 233,280" in finding._repr_html_()
assert "<figure" in finding.figures["funnel"]._repr_html_()
assert "<table" in finding.tables["funnel"]._repr_html_()
"""
    subprocess.run([sys.executable, "-c", program], check=True)
