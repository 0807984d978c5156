"""What hangs on a deed: a concession asks for what its condition says, a threat does not; `unless` turns it about."""

from pathlib import Path

import pytest

from comity.reading import Source, Statement, read_texts
from comity.reading.library import library
from comity.reading.registry import registry

ASKED = [
    ("Chile will attend the talks unless Peru is invited.", "Peru is invited", False),
    ("Chile will not attend the talks unless Peru is invited.", "Peru is invited", True),
    ("Peru will not rule out a levy unless Chile objects.", "Chile objects", False),
    ("Peru would suspend the shelling if Chile opened the canal.", "Chile opened the canal", True),
    ("Peru would phase out its levy if Chile opened the canal.", "Chile opened the canal", True),
    ("Peru would swallow the levy were it given the canal.", "it given the canal", True),
    ("Peru said peace was unthinkable as long as the blockade lasted.", "the blockade lasted", False),
    ("A truce is impossible until the hostages are freed, Peru said.", "the hostages are freed", True),
    ("Until the levy is cut, Peru will take no part in the talks.", "the levy is cut", True),
]
THREATS = [
    "Chile will leave the talks if Peru resumes the shelling.",
    "Chile would suspend the treaty if Peru closed the canal.",
    "Chile will stop talking if the levy stays.",
    "Chile said it would raise tariffs if talks failed.",
    "Chile said it would halt gas deliveries if Peru did not pay.",
    "Chile threatened to raise the tariff if Peru keeps the levy.",
    "Chile will retaliate if its ships are seized.",
]
TOWARD = [
    ("Only a full inquiry would satisfy Chile.", "a full inquiry", True),
    ("Chile would settle for nothing less than a full inquiry.", "a full inquiry", True),
    ("Peru will sign nothing but the old text.", "the old text", True),
    ("Peru has nothing against a levy on tin.", "a levy on tin", True),
    ("Peru has no problem with a levy on tin.", "a levy on tin", True),
    ("Peru cannot but accept the levy.", "the levy", True),
    ("Peru could not but welcome the levy.", "the levy", True),
    ("Chile, Peru and Kenya back a common form.", "a common form", True),
    ("Peru expressed reservations about a levy on tin.", "a levy on tin", False),
    ("Peru said foreign trawlers had to stay out of the bay.", "foreign trawlers", False),
    ("Peru described the levy as out of the question.", "the levy", False),
    ("Peru was adamant that it would not pay the levy.", "the levy", False),
    ("Peru promised its farmers that it would not sign the pact.", "the pact", False),
]
OPEN = [
    ("Nepal will not accept a text from which glaciers are missing.", "a text"),
    ("Peru refuses to land its catch anywhere but in its own ports.", "its catch"),
    ("Drivers should never work at night without a second man, Peru said.", "work at night without a second man"),
    ("Peru will reject the text if it mentions copper.", "the text"),
]


def read(text: str, thing: str, folder: Path) -> tuple[Statement, ...]:
    """The statements of a sentence, with an issue for the thing named."""
    issues = folder / "issues.yaml"
    issues.write_text(
        f"only: yes\nissues: {{thing: {{name: Thing, keywords: [{thing!r}], "
        f"options: {{wanted: {{name: Wanted, keywords: [{thing!r}]}}, other: {{name: Zzqx, keywords: [zzqx]}}}}}}}}\n",
        encoding="utf-8",
    )
    return read_texts([Source("t", "t", None, None, text)], registry(), library(issues)).statements


def directions(text: str, thing: str, folder: Path) -> set[bool | None]:
    """How the statements on a thing stand to it."""
    return {s.agreement for s in read(text, thing, folder) if s.issue == "thing" and s.party is not None}


@pytest.mark.parametrize(("text", "asked", "wanted"), ASKED)
def test_what_a_condition_asks_for(text: str, asked: str, wanted: bool, tmp_path: Path) -> None:
    found = [s for s in read(text, asked, tmp_path) if s.part == "asked"]
    assert [s.agreement for s in found] == [wanted]


@pytest.mark.parametrize("text", THREATS)
def test_a_threat_asks_for_nothing_and_is_not_lost(text: str, tmp_path: Path) -> None:
    found = read(text, "zzqy", tmp_path)
    assert [s.agreement for s in found] == [None]
    assert all(s.condition is not None for s in found)


@pytest.mark.parametrize(("text", "thing", "wanted"), TOWARD)
def test_which_way_it_goes(text: str, thing: str, wanted: bool, tmp_path: Path) -> None:
    assert directions(text, thing, tmp_path) == {wanted}


@pytest.mark.parametrize(("text", "thing"), OPEN)
def test_what_is_left_open(text: str, thing: str, tmp_path: Path) -> None:
    found = [s for s in read(text, thing, tmp_path) if s.issue == "thing"]
    assert found
    assert not any(s.agreement is not None and s.option is not None for s in found)


def test_demands_of_nobody_are_told(tmp_path: Path) -> None:
    (told,) = read("There have been calls for a strike ballot.", "a strike ballot", tmp_path)
    assert told.nobody
    assert told.stance == "demand"
    assert read("There is no demand for a ballot.", "a ballot", tmp_path) == ()


def test_an_exception_set_off_by_commas_is_kept(tmp_path: Path) -> None:
    (told,) = read("Peru, barring a new attack, will respect the truce.", "the truce", tmp_path)
    assert told.condition is not None
    assert told.condition_form == "except"
