"""The case's own parties come first: their identifiers, groups and members as they stand."""

from pathlib import Path

import pytest

from comity.problem import Problems
from comity.reading.actors import Actor
from comity.reading.registry import registry, with_standing
from comity.reading.standing import EMPTY, standing

CASE = """\
comity: 1
title: Water
parties:
  downstream: {name: Downstream, members: {misr: {name: Egypt, signs: yes}, sudan: Sudan}}
  eu: European leaders
  deep: {name: Deep, members: {inner: {name: Inner, members: {norway: Norway}}}}
  odd: [1]
issues:
  data: {name: Data, ordered: yes, options: {none: none, daily: [x]}, about: What is read}
  bare: Bare
"""


def test_a_folder_without_a_case_has_nothing(tmp_path: Path) -> None:
    assert standing(None) == standing(tmp_path) == EMPTY


def test_what_stands_is_taken_as_far_as_it_has_its_shape(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    found = standing(tmp_path)
    assert list(found.parties) == ["downstream", "eu", "deep"]
    assert found.issues == {
        "data": {"name": "Data", "ordered": "yes", "options": {"none": "none"}},
        "bare": {"name": "Bare", "options": {}},
    }


def test_a_case_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("parties: {", "utf-8")
    with pytest.raises(Problems):
        standing(tmp_path)


def test_names_lead_to_the_parties_of_the_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    actors = with_standing(registry(), standing(tmp_path).parties)
    assert actors.lookup("Egypt") == actors.lookup("Cairo") == Actor("downstream", "misr")
    assert actors.lookup("Sudanese") == Actor("downstream", "sudan")
    assert actors.lookup("Norway") == Actor("deep", "norway")
    assert actors.lookup("Emmanuel Macron") == Actor("eu", "france", "Emmanuel Macron")
    assert actors.lookup("Chile") == Actor("chile")
    identifiers = [party.id for party in actors.parties] + [m.id for party in actors.parties for m in party.members]
    assert len(identifiers) == len(set(identifiers))
    assert "egypt" not in identifiers
