"""The conflicts of the catalog: their published equilibria, by the program and by the definitions one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from comity.case.text import Document
from comity.catalog import conflict_file, conflicts, copy
from comity.cli import main
from comity.conflict.file import read
from comity.problem import Problems
from comity.questions.stability.conflict_answer import stability_of_conflict
from comity.questions.stability.option_form import OptionForm
from graph_models import Graph

NAMES = [entry.name for entry in conflicts()]


def answers(name: str) -> dict[str, Any]:
    return Document.read(conflict_file(name).with_name("answers.yaml")).plain()


def test_there_are_four() -> None:
    assert NAMES == ["cuban-missiles-1962", "elmira-1991", "prisoners-dilemma", "syria-iraq-1975"]


@pytest.mark.parametrize("name", NAMES)
def test_equilibria_are_as_published_and_by_the_definitions(name: str) -> None:
    conflict, notes = read(conflict_file(name))
    assert notes == ()
    finding = stability_of_conflict(conflict, draws=50)
    form = OptionForm.of(conflict)
    graph = Graph(form.game)
    place = {conflict.state(at): int(where) for at, where in enumerate(form.places, 1)}
    where = {state: graph.states[at] for at, state in enumerate(sorted(place, key=place.__getitem__))}
    for concept, published in answers(name)["equilibria"].items():
        assert set(finding.data["equilibria"][concept]) == set(published), concept
        by_definition = {
            letters
            for letters, state in where.items()
            if all(graph.stable(concept, (party,), state) for party in graph.parties)
        }
        assert by_definition == set(published), concept


def test_rankings_of_syria_are_counted_as_they_are_and_not_as_they_were_printed() -> None:
    said = answers("syria-iraq-1975")["rankings"]
    conflict, _ = read(conflict_file("syria-iraq-1975"))
    wanted = stability_of_conflict(conflict, wanted=said["state"], draws=0).data["wanted"]
    counts = {each["concept"]: each["rankings"] for each in wanted["rankings"] if each["party"] == "Syria"}
    assert {concept: counts[concept] for concept in ("Nash", "SEQ", "GMR", "SMR")} == {
        concept: int(said[concept]) for concept in ("Nash", "SEQ", "GMR", "SMR")
    }


def test_a_conflict_is_listed_copied_and_asked(tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert "elmira-1991\n    The groundwater of Elmira, 1991" in run(main, ["catalog"]).output
    copied = run(main, ["catalog", "copy", "elmira-1991", str(tmp_path / "here")])
    assert "The conflict is in" in copied.output
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["answers.yaml", "conflict.yaml"]
    again = run(main, ["catalog", "copy", "prisoners-dilemma", str(tmp_path / "here")])
    assert again.exit_code == 1
    assert "there is already a conflict here" in " ".join(again.output.split())
    asked = run(main, ["ask", "stability", str(tmp_path / "here" / "conflict.yaml"), "--draws", "20"])
    assert "6 of 12 states are equilibria" in asked.output


@pytest.mark.parametrize(
    ("name", "meant"),
    [("elmira-1990", "conflict in the catalog; did you mean elmira-1991"),
     ("river-dum", "case in the catalog; did you mean river-dam"),
     ("Elmira-1991", "conflict in the catalog; did you mean elmira-1991"),
     ("qqqqqq", "case in the catalog; known: abdelnabi-2024")],
)  # fmt: skip
def test_what_is_to_be_copied_may_be_meant_by_a_name_that_is_nearly_its_own(
    name: str, meant: str, tmp_path: Path
) -> None:
    with pytest.raises(Problems, match=f"there is no such {meant}"):
        copy(name, tmp_path / "copy")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(Problems, match="no such conflict in the catalog; did you mean elmira-1991"):
        conflict_file("elmira-1990")
