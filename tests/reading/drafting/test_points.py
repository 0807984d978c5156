"""Nothing vanishes: every position of somebody is in the draft or among the points to decide, with its words."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.case.check import check
from comity.reading import Reading, Source, Statement, read_texts
from comity.reading.drafting.citing import words
from comity.reading.drafting.decisions import asked_now, decisions, listed
from comity.reading.drafting.draft import proposals
from comity.reading.drafting.points import FIRM, HOMELESS, LASTING, TIES, Point, is_position
from comity.reading.found import Reading as Found
from comity.reading.library import library
from comity.reading.registry import registry
from comity.reading.statement import Span

REGISTRY, LIBRARY = registry(), library()
TEXT = "The words that somebody is said to have said, unless it is otherwise."
FORMS = ("if", "when", "unless", "while", "exchange", "except", "which", None)
STANCES = ("claim", "demand", "refuse", "support", "oppose", "concern", "shift", "withdrawn-demand", "wary", "rapport")


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Any statement that the reader might make, sensible or not."""
    issue = draw(st.sampled_from([*LIBRARY.issues, None]))
    options = [option.id for option in issue.options] if issue else []
    form = draw(st.sampled_from(FORMS))
    stance = draw(st.sampled_from(STANCES))
    party = draw(st.sampled_from(["egypt", "sudan", "europe", None]))
    return Statement(
        id=f"t-{draw(st.integers(0, 999)):03d}",
        source="t",
        date=draw(st.sampled_from(["2024-03-04", None])),
        text=TEXT,
        span=Span(0, len(TEXT)),
        cue=Span(34, 46),
        content=(Span(0, 44),),
        speaker=Span(15, 23),
        mention=draw(st.sampled_from(["somebody", "Experts"])),
        person=None,
        organisation=None,
        member="france" if party == "europe" else None,
        party=party,
        kind="relation"
        if stance in ("wary", "rapport")
        else draw(st.sampled_from(["say", "demand", "refuse", "change"])),
        issue=issue.id if issue else None,
        option=draw(st.sampled_from([*options, None])) if issue else None,
        agreement=draw(st.sampled_from([True, False, None])),
        stance=stance,
        firmness=draw(st.sampled_from(["red line", "must", "may", None])),
        condition=Span(46, 68) if form else None,
        target=None,
        direct=draw(st.booleans()),
        nobody=draw(st.booleans()) and party is None,
        repeats=None,
        condition_form=form,
    )


def reading_of(found: list[Statement]) -> Reading:
    return Found((Source("t", "t", "2024-03-04", None, TEXT),), tuple(found), (), (), REGISTRY, LIBRARY)


@settings(max_examples=100)
@given(st.lists(statements(), max_size=8, unique_by=lambda s: s.id))
def test_nothing_vanishes(found: list[Statement]) -> None:
    reading = reading_of(found)
    proposed = proposals(reading)
    points = decisions(reading, proposed)
    text = listed(points, {}, None).text
    drafted = {identifier for p in proposed for identifier in p.statements}
    for s in reading.statements:
        if is_position(s):
            assert s.id in drafted or s.id in text
            assert s.id in drafted or s.nobody or words(s) in text
    for p in proposed:
        assert not p.draft or p.key in text


@given(st.lists(statements(), max_size=8, unique_by=lambda s: s.id))
def test_points_stand_by_issue_the_most_firm_first(found: list[Statement]) -> None:
    reading = reading_of(found)
    points = decisions(reading, proposals(reading))
    firmness = {s.id: FIRM[s.firmness] for s in found}
    for group in dict.fromkeys(p.group for p in points):
        at = [i for i, p in enumerate(points) if p.group == group]
        assert at == list(range(at[0], at[-1] + 1))
        if group not in (TIES, LASTING):
            ranks = [firmness[p.key.split()[1]] for p in points if p.group == group and p.key.startswith("statement ")]
            assert ranks == sorted(ranks)


def points_of(text: str) -> Iterator[Point]:
    reading = read_texts([Source("t", "t", "2024-03-04", None, text)], REGISTRY, LIBRARY)
    yield from decisions(reading, proposals(reading))


def told(text: str, group: str) -> str:
    return "\n".join(p.text for p in points_of(text) if p.group == group)


CASE = """comity: 1
title: A case
parties: {france: France, united_states: United States}
issues: {dam: {name: The dam, options: {high: High, low: Low}}}
sources: {t: {file: t.txt}}
"""


def test_relations_and_worries_of_experts_are_points(tmp_path: Path) -> None:
    ties = told("Emmanuel Macron has a good relationship with Donald Trump.", TIES)
    assert ties.startswith("Emmanuel Macron gets on well with Donald Trump: ")
    tie = re.search(r"`- (\{.*\})` \[t-001\]$", ties)
    assert tie is not None
    written = yaml.load(tie[1], Loader=yaml.BaseLoader)
    assert written == {
        "from": "france",
        "to": "united_states",
        **dict.fromkeys(("rapport", "best", "turns"), "..."),
        "because": "Reported: a good relationship with Donald Trump",
        "evidence": ["t:0-57"],
    }
    (tmp_path / "t.txt").write_text("Emmanuel Macron has a good relationship with Donald Trump.", encoding="utf-8")
    file = tmp_path / "case.yaml"
    file.write_text(CASE + f"ties:\n  - {tie[1]}\n", encoding="utf-8")
    assert [problem.what.split()[0].strip("':") for problem in check(file).errors] == ["rapport", "best", "turns"]
    file.write_text(file.read_text(encoding="utf-8").replace("...", "50").replace("turns: 50", "turns: 80"), "utf-8")
    assert check(file).errors == ()
    unclear = told("Emmanuel Macron has a good relationship with the crowd.", TIES)
    assert unclear.endswith("between which parties is this? [t-001]")
    worry = told("Experts fear that even a signed peace could prove fragile.", LASTING)
    assert worry == 'A worry of Experts: "that even a signed peace could prove fragile" [t-001]'


def test_a_point_says_whose_it_is_and_why_nothing_was_drafted() -> None:
    assert told("Egypt rejected the offer of a yearly report.", HOMELESS) == (
        'Egypt (refuse, must): "the offer of a yearly report": what is it about? Add an issue, or keywords to a list '
        "of issues [t-001]"
    )


A, B = Point("statement a", "X", "About a"), Point("statement b", "X", "About b")


def test_what_was_asked_before_is_kept_with_its_ticks_behind_what_is_new() -> None:
    first = listed([A], {}, None)
    assert (first.new, first.points) == (1, ("About a",))
    ticked = first.text.replace("- [ ] About a", "- [x] About a")
    second = listed([A, B], asked_now([A], {}), ticked)
    assert second.new == 1
    assert re.findall(r"^(?:##|- ).*", second.text, re.MULTILINE) == [
        "## X",
        "- [ ] About b",
        "## Asked before",
        "- [x] About a",
    ]
    assert listed([A, B], asked_now([A, B], {}), second.text).text == second.text


def test_a_point_that_was_taken_out_stays_out_and_a_settled_one_goes() -> None:
    asked = asked_now([A, B], {})
    emptied = listed([A, B], {}, None).text.replace("- [ ] About a\n", "")
    assert listed([A, B], asked, emptied).text == emptied
    assert "About b" not in listed([A], asked, emptied).text
    asked_anew = listed([Point("statement b", "X", "About b, and more")], asked, emptied)
    assert asked_anew.points == ("About b, and more",)


def _asked(text: str) -> list[str]:
    """What is asked of the single statements of a text."""
    return [point.text for point in points_of(text) if point.key.startswith("statement ")]


def test_a_position_told_as_past_or_supposed_is_asked_for() -> None:
    """Whether it is held is left open by the words, so somebody has to say."""
    for told, cue in (
        ("Norway had once insisted on eight turbines.", "had once insisted on"),
        ("Norway used to oppose a wage floor.", "to oppose"),
        ("Norway formerly refused a wage floor.", "formerly refused"),
    ):
        asked = _asked(told)
        assert [each[: each.index(":")] for each in asked] == [f'Norway ("{cue}")']
        assert "is this its position? The words leave it open" in asked[0]
    (held,) = _asked("Norway insists on eight turbines.")
    assert "leave it open" not in held
    assert "eight turbines" in held


def test_what_somebody_will_do_is_asked_for() -> None:
    """A deed foretold may be promised, threatened or only expected; what has been done is none of these."""
    (own,) = _asked("Norway's minister said his government would dredge the ford at Mir.")
    (others,) = _asked("According to Norway, Finland will block any monitoring.")
    assert "dredge the ford" in own
    assert others.startswith('Norway: "Finland will block')
    assert all("a promise, a threat or a forecast?" in asked for asked in (own, others))
    assert not _asked("Norway's minister said his government dredged the ford at Mir.")
    assert not _asked("Norway's minister said the ford would be dry by then.")


def test_an_answer_alone_is_asked_for() -> None:
    """To which question it is the answer, and so which way it goes, stands elsewhere; longer answers are read."""
    for answer in ("Never.", "No.", "Absolutely not.", "Of course."):
        (asked,) = _asked(f'Asked about the ford, Norway\'s minister said: "{answer}"')
        assert f"'{answer}'" in asked
        assert "what does this answer, and which way?" in asked
    assert not any("what does this answer" in each for each in _asked('Norway said: "We never asked for a ford."'))


def test_its_points_to_the_body_named_in_the_same_breath() -> None:
    """Not to a party that was named before: the port authority is nobody's organ."""
    text = "The Dockers' Union asked for a bonus. The port authority would buy new cranes, its chairwoman said."
    (cranes,) = (each for each in _asked(text) if "cranes" in each)
    assert "dockers" not in cranes.casefold()


def test_they_are_the_many_just_named() -> None:
    text = "The Social Democrats asked for a tax.\n\nThe Greens, who left early, agree. They want a road."
    (road,) = (each for each in _asked(text) if "a road" in each)
    assert road.startswith("Greens")


def test_a_claim_on_an_issue_is_asked_about_last() -> None:
    """A party's words on an issue in which no position was read: not silence."""
    text = "The ministry of Norway described how prisoners are exchanged. Norway demands an exchange of prisoners."
    claimed = [point for point in points_of(text) if "is there a position in this?" in point.text]
    assert [point.text[:6] for point in claimed] == ["Norway"]
    assert all(point.rank > max(FIRM.values()) for point in claimed)


def test_it_is_the_body_just_spoken_of_though_nobody_knows_which() -> None:
    """And not a party named before; what is supposed of a body in an "if" is no antecedent."""
    text = (
        "The Seafarers' Union left. The company ruled out a toll; on Monday it said it was ready to discuss the toll."
    )
    (discuss,) = (each for each in _asked(text) if "ready to discuss" in each)
    assert discuss.startswith("it (support")
    text = "Norway could raise the toll if the company paid for the quay, its minister said."
    assert all("Norway" in each or "norway" in each for each in _asked(text))


def test_the_union_is_the_one_union_named_and_the_mediator_nobody() -> None:
    text = (
        "The Seafarers' Union left. The Norwegian minister spoke. The mediator proposed a toll; the union dismissed it."
    )
    dismissed, proposed = _asked(text)
    assert proposed.startswith('The mediator (demand): "a toll": whose voice is this?')
    assert dismissed.startswith("Seafarers' Union (refuse, must)")
    two = text.replace("left.", "left. The Dockers' Union stayed.")
    assert _asked(two)[0].startswith("the union (refuse, must)")
