"""What differs between two texts: every line that does, with those around it, and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.web import diff
from comity.web.diff import Line, Passage, passages

TEXTS = st.lists(st.sampled_from("abc"), max_size=12).map("\n".join)


def test_a_changed_line_stands_between_its_neighbours():
    old = "\n".join(map(str, range(1, 21)))
    assert passages(old, old.replace("\n10\n", "\nten\n")) == (
        Passage(
            8,
            12,
            (
                Line("same", "8"),
                Line("same", "9"),
                Line("out", "10"),
                Line("in", "ten"),
                Line("same", "11"),
                Line("same", "12"),
            ),
        ),
    )


def test_changes_far_apart_stand_apart():
    old = "\n".join(map(str, range(1, 41)))
    found = passages(old, old.replace("\n10\n", "\n").replace("\n30\n", "\n30\nmore\n"))
    assert [(each.first, each.last, each.changed) for each in found] == [(8, 11, 1), (28, 32, 1)]


def test_nothing_differs_from_itself_and_too_much_is_not_compared(monkeypatch):
    assert passages("a\nb", "a\nb\n") == ()
    monkeypatch.setattr(diff, "MOST", 3)
    assert passages("a\nb", "c\nd") is None
    assert passages("a\nb\nc", "a\nx\nc") is not None


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_either_text_can_be_made_of_the_other(old, new):
    before, after = old.splitlines(), new.splitlines()
    made, at, shift = [], 0, 0
    for each in passages(old, new):
        start = each.first - 1
        assert after[at:start] == before[at - shift : start - shift]
        made += after[at:start] + [line.text for line in each.lines if line.kind != "out"]
        out = [line.text for line in each.lines if line.kind != "in"]
        assert out == before[start - shift : start - shift + len(out)]
        at = len(made)
        shift = at - (start - shift + len(out))
        assert each.last in (at, each.first)
        assert each.changed
    assert made + after[at:] == after
    assert after[at:] == before[at - shift :]
