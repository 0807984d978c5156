"""Speakers named beside what they say: transcripts, press releases, questions and answers, points."""

import pytest

from comity.reading import Reading, Source, read_texts
from comity.reading.library import library
from comity.reading.registry import registry

REGISTRY = registry()
LIBRARY = library()


def read(text: str) -> Reading:
    return read_texts([Source("t", "t", "2024-05-06", None, text)], REGISTRY, LIBRARY)


def told(text: str) -> list[tuple[str | None, str, str]]:
    """Party, stance and content of what is said, apart from plain claims."""
    return [
        (s.party, s.stance, " ".join(c.of(text) for c in s.content))
        for s in read(text).statements
        if s.stance != "claim"
    ]


def test_in_a_transcript_a_name_holds_until_the_next() -> None:
    text = """THE MINISTER OF KENYA: We reject the quota.
We insist on a pause.
MR. LAVROV: We demand a quota.
Norway: The quota must go."""
    assert told(text) == [
        ("kenya", "refuse", "the quota"),
        ("kenya", "demand", "a pause"),
        ("russia", "demand", "a quota"),
        ("norway", "demand", "The quota must go"),
    ]
    first = read(text).statements[0]
    assert (first.mention, first.direct, first.nobody) == ("THE MINISTER OF KENYA", False, False)


def test_what_a_speaker_tells_of_another_party_is_the_others() -> None:
    (s,) = read("Kenya: Norway rejects the quota.").statements
    assert (s.party, s.reported_by) == ("norway", "Kenya")


def test_a_dateline_or_a_heading_names_no_speaker() -> None:
    assert told("MOSCOW: Ukraine rejected the quota.") == [("ukraine", "refuse", "the quota")]
    assert told("Norway rejects the quota: what comes next\nKenya rejected the pause.")[-1][0] == "kenya"
    dialogue = "Washington Dialogue: a turning point\nOslo Talks: a pause\nKenya rejected the quota."
    assert [party for party, *_ in told(dialogue)] == ["kenya"]


def test_answers_are_those_of_whom_the_heading_names() -> None:
    text = """Interview with the foreign minister of Kenya

Q: Does Kenya reject the quota?

A: We reject the quota.

Q: And a pause?

A: A pause must come first."""
    assert told(text) == [("kenya", "refuse", "the quota"), ("kenya", "demand", "A pause must come first")]


@pytest.mark.parametrize(
    "text",
    [
        "“We reject the quota.” – Foreign Minister of Kenya",
        "“We reject the quota.” -President of Kenya",
        "“We reject the quota.”\n\n— Foreign Minister of Kenya",
        "From the office of the President of Kenya:\n\n“We reject the quota.”",
        "The President of Kenya issued this statement:\n\n“We reject the quota.",
        "Remarks by the President of Kenya\n\nWe reject the quota.",
    ],
)
def test_the_lines_of_a_press_release_name_the_speaker(text: str) -> None:
    assert told(text) == [("kenya", "refuse", "the quota")]


def test_a_joint_statement_is_of_each() -> None:
    text = "Joint statement by Kenya and Norway:\n“We reject the quota.”"
    assert [party for party, *_ in told(text)] == ["kenya", "norway"]


@pytest.mark.parametrize(
    ("heading", "points", "stances"),
    [
        ("Kenya said that it:", ["rejects the quota;", "wants a court."], ["refuse", "demand"]),
        ("Kenya demands:", ["the lifting of the quota", "a court"], ["demand", "demand"]),
        ("Kenya rejected the following demands:", ["a quota", "a court"], ["refuse", "refuse", "refuse"]),
        ("Kenya said it would not:", ["accept a quota;", "pay for a court."], ["refuse", "refuse"]),
        ("Kenya did not demand:", ["a quota", "a court"], []),
        ("The demands of Kenya are as follows:", ["a new court", "an open border"], ["demand", "demand"]),
    ],
)
def test_points_are_those_of_the_line_above_them(heading: str, points: list[str], stances: list[str]) -> None:
    for mark in ("- {}", "* {}", "• {}"):
        found = told("\n".join([heading, *(mark.format(point) for point in points)]))
        assert [(party, stance) for party, stance, _ in found] == [("kenya", stance) for stance in stances]


def test_the_same_words_of_two_speakers_are_no_repetition() -> None:
    text = "From the President of Kenya:\n\n“We reject the quota for good.”\n\n"
    both = read(text + text.replace("Kenya", "Norway")).statements
    assert [(s.party, s.repeats) for s in both] == [("kenya", None), ("norway", None)]


def test_a_forgotten_mark_is_asked_about() -> None:
    text = "The minister of Kenya said: “We reject the quota. Norway demands a court."
    reading = read(text)
    assert {s.party for s in reading.statements} == {"kenya", "norway"}
    (problem,) = reading.problems  # which stands in to-decide.md as a thing to look at
    assert problem.severity == "warning"
    assert "never closed: “We reject the quota." in problem.what
    assert not read("The minister of Kenya said: “We reject the quota.” Norway demands a court.").problems


def test_a_speech_that_runs_over_paragraphs_is_not_asked_about() -> None:
    assert not read("The minister of Kenya said: “We reject the quota.\n\n“We want a court.”").problems


def test_a_list_party_by_party_is_asked_about() -> None:
    """What stands under a name may be wanted or refused, nobody says; sentences are read as elsewhere."""
    points = (
        "The Liberals: no tax, a later pension.",
        "The Greens: Ada Holm said that the coal must go.",
        "Norway: a tax.",
    )
    text = "They met.\n\n" + "\n".join(f"- {point}" for point in points)
    found = read(text).statements
    listed = [(s.party, s.stance, s.content[0].of(text)) for s in found if s.open == "listed"]
    assert listed == [("liberals", "claim", "no tax, a later pension."), ("norway", "claim", "a tax.")]
    assert [s.stance for s in found if "coal" in s.text] == ["demand"]
    for agenda in (
        "- Fish: quotas for cod.\n- Tax: rates.",
        "- Norway: a tax.",
        "- Monday: talks.\n- Tuesday: Norway speaks.",
    ):
        assert not [s for s in read(agenda).statements if s.open]
