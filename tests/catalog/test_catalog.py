"""Published cases hold what was published, and can be copied to work on."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from brute import Oracle
from comity.case.check import check, read_case
from comity.case.schema import FILE, schema_text
from comity.case.text import Document
from comity.catalog import case_file, copy, entries
from comity.problem import Problems
from comity.questions.agreement.answer import agreement

SITING = "abdelnabi-2024"
AIRPORT = "abdelnabi-2024-airport"


def published(name: str) -> dict[str, Any]:
    """What the publication says, from the file beside the case."""
    return Document.read(case_file(name).with_name("answers.yaml")).plain()


@pytest.mark.parametrize("name", [entry.name for entry in entries()])
def test_every_entry_is_fit_for_use_and_says_where_it_comes_from(name: str) -> None:
    checked = check(case_file(name))
    assert [str(problem) for problem in checked.problems] == []
    (entry,) = [entry for entry in entries() if entry.name == name]
    assert checked.case is not None
    assert entry.title == checked.case.title
    assert len(entry.citation) > 40
    assert entry.citation == " ".join(entry.citation.split())


def test_the_siting_game_has_the_published_counts() -> None:
    """Abdelnabi et al. (2024), game "base"; the counts are derived as the funnel reports them."""
    said = {key: int(value) for key, value in published(SITING).items() if key != "citation"}
    found = agreement(read_case(case_file(SITING)))
    counts = {stage["name"]: stage["count"] for stage in found.data["stages"]}
    alone = {each["party"]: each["removes_alone"] for each in found.data["removed"]["no_deal"]}
    assert counts["all"] == said["agreements"] == 720
    assert counts["zopa"] == said["accepted_by_all"] == 12
    # Five or more accept where all do, or where one refuses alone.
    assert counts["zopa"] + sum(alone.values()) == said["accepted_by_at_least_five"] == 133
    veto = {"developer", "tourism"}
    with_both = counts["zopa"] + sum(count for party, count in alone.items() if party not in veto)
    assert with_both == said["accepted_by_at_least_five_with_developer_and_tourism"] == 55
    assert max(alone.values()) == alone["developer"] == said["most_blocked_by_one_party_alone"] == 56


def test_the_siting_game_counted_party_by_party() -> None:
    """The same from the score sheets alone: how many parties accept each agreement."""
    case = read_case(case_file(SITING))
    plain = Oracle(case)
    accepting = [{party for party in case.signers() if plain.accepted(party, deal)} for deal in plain.deals]
    assert len(accepting) == 720
    assert sum(len(each) == 6 for each in accepting) == 12
    assert sum(len(each) >= 5 for each in accepting) == 133
    assert sum(len(each) >= 5 and {"developer", "tourism"} <= each for each in accepting) == 55


def test_the_airport_game_has_the_published_counts() -> None:
    """Abdelnabi et al. (2024), game "game1": 720 agreements, 21 accepted by all, 57 by five with both vetoes."""
    said = {key: int(value) for key, value in published(AIRPORT).items() if key != "citation"}
    case = read_case(case_file(AIRPORT))
    counts = {stage["name"]: stage["count"] for stage in agreement(case).data["stages"]}
    assert counts["all"] == said["agreements"] == 720
    assert counts["zopa"] == said["accepted_by_at_least_five_with_government_and_bank"] == 57
    of_all = agreement(case.model_copy(update={"consent": None})).data["agreements_count"]
    assert of_all == said["accepted_by_all"] == 21


def test_the_score_sheets_sum_to_at_most_a_hundred() -> None:
    """As published: every party can reach 100 points at best, and no sheet has a weight."""
    case = read_case(case_file(SITING))
    for party, interest in case.interests.items():
        best = sum(max(rating.high for rating in stated.ratings.values()) for stated in interest.issues.values())
        assert best == 100, party
        assert interest.scale == "points"
        assert not any(stated.weight for stated in interest.issues.values())
        assert all(not rating.is_range for stated in interest.issues.values() for rating in stated.ratings.values())
    assert len(list(product(*(issue.options for issue in case.issues.values())))) == 720


def test_a_copy_is_complete_and_stands_on_its_own(tmp_path: Path) -> None:
    made = copy(SITING, tmp_path / "mine")
    assert made == tmp_path / "mine" / "case.yaml"
    assert made.read_bytes() == case_file(SITING).read_bytes()
    assert (made.parent / FILE).read_text("utf-8") == schema_text()
    assert f"$schema={FILE}" in made.read_text("utf-8").splitlines()[0]
    assert check(made).problems == ()


def test_a_copy_never_replaces_a_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("mine", "utf-8")
    with pytest.raises(Problems, match="there is already a case here; name another folder"):
        copy(SITING, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["case.yaml"]
    assert (tmp_path / "case.yaml").read_text("utf-8") == "mine"


def test_a_copy_replaces_nothing_and_never_leaves_its_folder(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    home.mkdir()
    away.mkdir()
    (home / "answers.yaml").write_text("mine", "utf-8")
    with pytest.raises(Problems, match=r"answers\.yaml: error: this file exists; it is not replaced"):
        copy(SITING, home)
    assert [path.name for path in home.iterdir()] == ["answers.yaml"]
    for target in (away / "answers.yaml", home / "elsewhere.yaml"):
        (home / "answers.yaml").unlink()
        (home / "answers.yaml").symlink_to(target)
        with pytest.raises(Problems, match=r"lies outside the case's folder|a link stands here"):
            copy(SITING, home)
    assert list(away.iterdir()) == []
    assert [path.name for path in home.iterdir()] == ["answers.yaml"]
    (tmp_path / "link").symlink_to(away)  # the folder itself may be named by a link
    assert copy(SITING, tmp_path / "link").is_file()
    assert (away / "case.yaml").is_file()


def test_half_a_copy_is_completed(tmp_path: Path) -> None:
    copy(SITING, tmp_path)
    (tmp_path / "case.yaml").unlink()
    (tmp_path / FILE).unlink()
    assert check(copy(SITING, tmp_path)).problems == ()
    assert (tmp_path / FILE).is_file()


def test_a_folder_with_other_files_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    copy(SITING, tmp_path)
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize(("name", "said"), [("abdelnabi-2025", "did you mean abdelnabi-2024?"), ("../x", "known: ")])
def test_an_unknown_entry_is_refused_with_the_nearest(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Problems) as raised:
        copy(name, tmp_path / "new")
    assert said in str(raised.value)
    assert not (tmp_path / "new").exists()
