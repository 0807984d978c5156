"""What comes of suppositions, said whole on both sides of every direction."""

import pytest

from comity import read_case
from comity.catalog import case_file
from comity.web.following.at_once import Standing
from comity.web.what_if.trying import Side, Tried
from comity.web.what_if.words import answer_word, changes, headline, lead, widths


def tried(before, after, stay):
    def side(possible):
        return Side(Standing(possible=possible), {}, None, None)

    return Tried(side(before), None if after is None else side(after), stay, (), ())


@pytest.mark.parametrize(
    ("before", "after", "stay", "said"),
    [
        (326, 326, 326, "The same agreements are possible."),
        (326, 614, 326, "288 agreements more, and none is lost."),
        (326, 327, 326, "1 agreement more, and none is lost."),
        (326, 168, 168, "158 agreements are lost, and none is gained."),
        (326, 325, 325, "1 agreement is lost, and none is gained."),
        (326, 326, 163, "As many agreements as before, but half of them are others."),
        (326, 325, 168, "About as many agreements as before, but half of them are others."),
        (100, 200, 90, "More agreements than before, but half of them are others."),
        (200, 100, 90, "Fewer agreements than before, but some of them are others."),
        (100, 200, 10, "More agreements than before, but most of them are others."),
        (100, 50, 0, "Fewer agreements than before, but all of them are others."),
        (326, 0, 0, "No agreement is possible any more."),
        (0, 5, 0, "5 agreements are possible, where none was."),
        (0, 1, 0, "1 agreement is possible, where none was."),
        (0, 0, 0, "No agreement is possible, before or after."),
        (326, 12, None, "12 agreements are possible instead of 326."),
        (326, None, None, "This cannot be supposed together."),
    ],
)
def test_the_headline_says_what_comes_of_it(before, after, stay, said):
    assert headline(tried(before, after, stay)) == said


def test_how_many_are_lost_and_gained_is_said_where_both_are():
    assert lead(tried(326, 325, 168)) == "158 are lost, 157 come in addition."
    assert lead(tried(326, 326, 325)) == "1 is lost, 1 comes in addition."
    assert lead(tried(326, 614, 326)) == lead(tried(326, 168, 168)) == ""


@pytest.mark.parametrize(("before", "after", "stay"), [(326, 325, 168), (1000, 999, 998), (3, 3, 0), (7, 2, 2)])
def test_widths_are_a_hundred_and_hide_nothing(before, after, stay):
    found = tried(before, after, stay)
    shown = widths(found)
    assert sum(shown.values()) == 100
    for name, count in (("lost", found.lost), ("stay", found.stay), ("gained", found.gained)):
        assert (shown[name] > 0) == (count > 0)
    assert set(widths(tried(0, 0, 0)).values()) == {0}


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(possible=5, at_high=3), "possible, with room"),
        (Standing(possible=5, at_high=0), "possible, but only just"),
        (Standing(possible=0, at_high=0), "not possible"),
        (Standing(possible=5), "possible"),
        (Standing(), "not counted"),
        (Standing(signed=False), "nobody signs yet"),
    ],
)
def test_the_answer_in_a_few_words(standing, said):
    assert answer_word(standing) == said


def test_who_would_sign_the_first_agreement_is_told_on_both_sides():
    case = read_case(case_file("river-dam"))
    party = case.signers()[0]

    def side(against):
        return Side(Standing(possible=5, at_high=3), {}, 2.0, against)

    for before, after in (((), (party,)), ((party,), ())):
        line = changes(case, Tried(side(before), side(after), 5, (), ()))[-1]
        words = {told: told.endswith("would not") for told in (line.before, line.after)}
        assert list(words.values()) == [bool(before), bool(after)]
        assert (line.differs, line.stop) == (True, bool(after))
        assert any(told.endswith(" would sign") for told in words)
