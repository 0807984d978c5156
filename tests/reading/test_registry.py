"""Who the reader knows: the analyst's own parties first, then the built-in ones."""

from pathlib import Path

import pytest

from comity.problem import Problems
from comity.reading.actors import Actor
from comity.reading.registry import registry


def test_the_analysts_registry_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "registry.yaml"
    file.write_text(
        "parties:\n"
        "  north:\n    name: Turkish Cypriots\n    adjectives: [Turkish Cypriot]\n    people: {Ersin Tatar: [Tatar]}\n"
        "  europe:\n    name: European side\n    members: {france: France}\n",
        encoding="utf-8",
    )
    actors = registry(file)
    assert actors.lookup("Tatar") == Actor("north", None, "Ersin Tatar")
    assert actors.lookup("Turkish Cypriot") == Actor("north")
    assert actors.lookup("French") == Actor("europe", "france")
    assert actors.lookup("Vladimir Putin") == Actor("russia", None, "Vladimir Putin")
    assert [p.id for p in actors.parties].count("europe") == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("parties: [a]", "needs `parties:`"),
        ("parties: {a: {nam: A}}", "unknown word 'nam'"),
        ("parties: {a: {aliases: x}}", "must be a list"),
        ("parties: {a: {members: [x]}}", "must be a mapping"),
        ("{", "not YAML"),
    ],
)
def test_a_wrong_registry_is_said_so(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "registry.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match=what.replace("'", ".")):
        registry(file)


def test_the_built_in_registry_is_consistent() -> None:
    actors = registry()
    ids = [p.id for party in actors.parties for p in (party, *party.members)]
    assert len(ids) == len(set(ids))
    assert actors.lookup("Norwegian") == Actor("norway")
    assert actors.lookup("Kyiv") == Actor("ukraine")
    assert actors.lookup("British") == Actor("europe", "united_kingdom")
