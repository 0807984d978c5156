"""Score games: the published counts of those at hand, and what is said of folders that are damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from comity.exchange import import_case
from comity.problem import Problems
from comity.questions.agreement.counting import funnel_of

CONFIG = "Ann,ann,p1,greedy,gpt\nBob,bob,player,greedy,gpt\n\nCy,cy,p2,greedy,gpt"
SHEETS = {"ann": "10, 0\n0, 5, 9\n12", "bob": "0, 10\n1, 0, 3\n3", "cy": "4, 4\n0, 1, 2 \n5 "}
WORDS = """Issue A: "Where"
- A1 "here": at this place
- A2: "Ann" moves.
Issue B: How much. It matters.
 - B1: $1 ==> little
 - B2: $2
"""


def game(tmp_path: Path, **changed: str) -> Path:
    folder = tmp_path / "small"
    (folder / "scores_files").mkdir(parents=True)
    files = {"config.txt": CONFIG, "global_instructions.txt": WORDS} | {
        f"scores_files/{name}.txt": text for name, text in SHEETS.items()
    }
    for name, text in (files | changed).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "passing", "by_all", "by_all_but_one"),
    [("base", 55, 12, 133), ("base_rewritten", 55, 12, 133), ("game1", 57, 21, None)],
)
def test_published_games(name: str, passing: int, by_all: int, by_all_but_one: int | None, shared: Path) -> None:
    """Abdelnabi et al. (2024): of 720 deals, those that pass with both vetoes, all accept, any five accept."""
    case = import_case(shared / "data/scenarios/scoregames_txt" / name).case
    funnel = funnel_of(case)
    assert (funnel.all, funnel.possible) == (720, passing)
    assert funnel_of(case.model_copy(update={"consent": None})).possible == by_all
    if by_all_but_one is not None:
        assert case.consent is not None
        without = case.consent.model_copy(update={"including": ()})
        assert funnel_of(case.model_copy(update={"consent": without})).possible == by_all_but_one


def test_a_game_with_its_words(tmp_path: Path) -> None:
    found = import_case(game(tmp_path))
    case = found.case
    assert [party.name for party in case.parties.values()] == ["Ann", "Bob", "Cy"]
    assert case.consent is not None
    assert (case.consent.at_least, case.consent.including) == (2, ("ann", "cy"))
    assert [issue.name for issue in case.issues.values()] == ["Where", "How much"]
    names = [[option.name for option in issue.options.values()] for issue in case.issues.values()]
    assert names == [["A1 here", "A2 Ann moves"], ["B1 $1", "B2 $2", "B3"]]
    assert [str(note) for note in found.notes if "B3" in str(note)]
    assert case.interests["ann"].no_deal is not None
    assert float(case.interests["ann"].no_deal.point) / float(case.origin.parties["ann"].scale) == pytest.approx(12)  # type: ignore[union-attr]
    assert import_case(game(tmp_path / "again") / "config.txt").case.issues == case.issues


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"config.txt": CONFIG.replace("bob", "bab")}, ["Bob has no sheet bab.txt", "bob"]),
        ({"config.txt": CONFIG.replace("player", "p3")}, ["Bob has the role 'p3'"]),
        ({"config.txt": CONFIG.replace("bob", "ann")}, ["stands here twice"]),
        ({"scores_files/bob.txt": "0, 10\n1, x, 3\n3"}, ["bob.txt:2", "x"]),
        ({"scores_files/bob.txt": "0, 10\n1, 0, 3"}, ["the least total that the party accepts is missing"]),
        ({"scores_files/bob.txt": "0, 10\n1, 0\n3", "scores_files/cy.txt": "0, y\n1, 0, 2\n3"}, ["2+2", "y"]),
    ],
)
def test_what_is_wrong_with_a_game_is_told_at_once(tmp_path: Path, changed: dict[str, str], said: list[str]) -> None:
    with pytest.raises(Problems) as caught:
        import_case(game(tmp_path, **changed))
    assert all(words in str(caught.value) for words in said), str(caught.value)


def test_a_game_without_its_words_has_letters_and_numbers(tmp_path: Path) -> None:
    folder = game(tmp_path)
    (folder / "global_instructions.txt").unlink()
    case = import_case(folder).case
    assert [issue.name for issue in case.issues.values()] == ["A", "B"]


def test_another_folder_is_none(tmp_path: Path) -> None:
    folder = game(tmp_path)
    shutil.rmtree(folder / "scores_files")
    with pytest.raises(Problems, match="no domain file lies here"):
        import_case(folder)


def test_a_sheet_that_nobody_has_is_told(tmp_path: Path) -> None:
    """As where two parties stand in one line, for want of a line break: the second would be gone without a word."""
    notes = import_case(game(tmp_path, **{"config.txt": CONFIG.replace("\n\n", "")})).notes
    assert [note.what for note in notes if "cy.txt" in str(note.place)] == ["no party in config.txt has this sheet"]
