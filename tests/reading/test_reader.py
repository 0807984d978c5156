"""Statements from the two reports on the talks in Washington, and from sentences of our own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.reading import Reading, Source, Statement, read_sources, read_texts
from comity.reading.library import library
from comity.reading.registry import registry
from comity.reading.timeline import timeline, timeline_text


@pytest.fixture(scope="session")
def seeds(shared: Path) -> Reading:
    return read_sources([shared / "seeds"])


REGISTRY = registry()
LIBRARY = library()


def read(text: str, date: str | None = None) -> tuple[Statement, ...]:
    return read_texts([Source("t", "t", date, None, text)], REGISTRY, LIBRARY).statements


def contents(statement: Statement, text: str) -> str:
    return " ".join(span.of(text) for span in statement.content)


def find(reading: Reading, words: str) -> Statement:
    """The one distinct statement whose content holds these words."""
    texts = {s.id: s.text for s in reading.sources}
    found = [s for s in reading.distinct if words in contents(s, texts[s.source])]
    assert len(found) == 1, f"{words}: {[s.text for s in found]}"
    return found[0]


# Every row: words of the content, the party, the person, the issue, the stance (washington.md, rows 2-16).
EXPECTED = [
    ("direct participation", "europe", None, "participation", "demand"),
    ("'cast-iron' security guarantees", "europe", None, "guarantees", "demand"),
    ("non-negotiable due to constitutional", "ukraine", "Volodymyr Zelensky", "territory", "refuse"),
    ("retaining control over the Donbas and Crimea", "russia", "Vladimir Putin", "territory", "demand"),
    ("calls for a ceasefire as a precondition", "united_states", "Donald Trump", "ceasefire", "withdrawn-demand"),
    ("new economic sanctions on Russia", "united_states", "Donald Trump", "sanctions", "refuse"),
    ("need not solely be defined by territorial", "europe", "Kaja Kallas", "guarantees", None),
    ("rapport with Trump", "europe", "Keir Starmer", "relations", "rapport"),
    ("less favorable stance towards Macron", "united_states", "Donald Trump", "relations", "wary"),
    ("interactions with leaders like Rutte", "united_states", "Donald Trump", "relations", "rapport"),
    ("hinges on an eventual ceasefire", "europe", None, "ceasefire", "demand"),
    ("a peace that would be a capitulation: Russia", "europe", "Emmanuel Macron", "peace_terms", "oppose"),
    ("how much support Europe should offer", "europe", None, "military_support", "divided"),
    ("too much pressure to the US leader", "europe", None, "relations", "wary"),
]


@pytest.mark.parametrize(("words", "party", "person", "issue", "stance"), EXPECTED, ids=[e[0][:30] for e in EXPECTED])
def test_the_seeds_say_what_they_say(
    seeds: Reading, words: str, party: str, person: str | None, issue: str, stance: str | None
) -> None:
    s = find(seeds, words)
    assert (s.party, s.person, s.issue) == (party, person, issue)
    assert stance is None or s.stance == stance


def test_a_red_line_keeps_its_firmness(seeds: Reading) -> None:
    assert find(seeds, "non-negotiable due to constitutional").firmness == "red line"
    assert find(seeds, "retaining control over").firmness == "must"


def test_a_principle_echoed_is_held_by_both(seeds: Reading) -> None:
    holders = {s.party for s in seeds.distinct if s.issue == "territory" and "impermissible" in s.text}
    echoes = {s.party for s in seeds.distinct if s.cue and "echoed" in s.text}
    assert "europe" in holders
    assert "ukraine" in echoes


def test_repeated_paragraphs_give_each_statement_once(seeds: Reading) -> None:
    source = next(s for s in seeds.sources if s.id.startswith("003"))
    own = [s for s in seeds.statements if s.source == source.id]
    firsts = {s.id for s in own if s.repeats is None}
    repeated = [s for s in own if s.repeats is not None]
    assert len(repeated) >= 12
    assert {s.repeats for s in repeated} <= firsts
    fresh = [s for s in own if s.repeats is None]
    wordings = [(contents(s, source.text), s.mention, s.cue and s.cue.of(source.text)) for s in fresh]
    assert len(wordings) == len(set(wordings))


def test_nobodys_statements_are_kept_apart(seeds: Reading) -> None:
    found = [s for s in seeds.statements if "trading Ukrainian land" in s.text and s.repeats is None]
    assert [s.nobody for s in found] == [True]
    assert found[0].party is None
    assert not [s for s in seeds.distinct if "trading Ukrainian land" in s.text]


def test_names_are_reconciled(seeds: Reading) -> None:
    notes = {(n.kind, n.person) for n in seeds.names}
    assert ("spelling", "Giorgia Meloni") in notes
    assert ("title", "Kaja Kallas") in notes


def spans_hold(statement: Statement, text: str) -> None:
    assert text[statement.span.start : statement.span.end] == statement.text
    assert statement.content
    for part in (statement.cue, statement.speaker, statement.condition, *statement.content):
        if part is not None:
            assert 0 <= part.start < part.end <= len(text)
            assert part.of(text) in text
    assert statement.span.start <= statement.content_span.start
    assert statement.content_span.end <= statement.span.end
    if statement.speaker is not None:
        assert statement.speaker.of(text) == statement.mention
    assert list(statement.content) == sorted(statement.content)


def test_spans_of_the_seeds_hold(seeds: Reading) -> None:
    texts = {s.id: s.text for s in seeds.sources}
    for statement in seeds.statements:
        spans_hold(statement, texts[statement.source])
    assert len({s.id for s in seeds.statements}) == len(seeds.statements)


PIECES = st.sampled_from(
    [
        "Egypt said", " it would ", "never", " accept ", "a deal", '"', "“", "”", "''", "'", "’", "\n", "\n\n",
        "**", "— ", ", ", ". ", ": ", "; ",
        "The minister", " insisted that ", " Cairo", " demands", "\u00a0", "\u200b", "\ufeff", "😀", "ﬁ", "İ",
        "e\u0301", "according to", " Ankara", "first", " messages: ",
        "\x00", "\ud7ff", "\U0001f1fa", "\t", "\r", "he said", " told", " reporters", "(", ")",
        "[", "]", "...", "…", "1.", "a)", " ruled out", " any quota",
    ]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=30).map("".join))
def test_spans_hold_on_mangled_texts(text: str) -> None:
    for statement in read(text):
        spans_hold(statement, text)


@settings(max_examples=25)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for statement in read(text):
        spans_hold(statement, text)


@pytest.mark.parametrize(
    ("sentence", "party", "stance", "firmness"),
    [
        ("Egypt ruled out any quota for water releases.", "egypt", "refuse", "must"),
        ("Cairo pushed back against the idea of arbitration.", "egypt", "refuse", None),
        ("Ethiopia said it could accept observers.", "ethiopia", "support", "may"),
        ("Sudan has dropped its call for an independent panel.", "sudan", "withdrawn-demand", None),
        ("Israel insists on the disarmament of the militia.", "israel", "demand", "must"),
        ("Turkey welcomed the proposal for new elections.", "turkiye", "support", None),
        ("Norwegian diplomats fear that the talks will collapse.", "norway", "concern", None),
        ("According to the Kenyan envoy, a ceasefire must come first.", "kenya", "demand", "must"),
        ("Iran refuses to discuss its missile programme.", "iran", "refuse", "must"),
        ("Colombia no longer demands the handover of weapons.", "colombia", "withdrawn-demand", None),
        ("Qatar hopes to host the next round of talks.", "qatar", "support", "may"),
        ("Serbia does not accept the new border.", "serbia", "refuse", None),
    ],
)
def test_stance_and_firmness(sentence: str, party: str, stance: str, firmness: str | None) -> None:
    found = read(sentence)
    assert [(s.party, s.stance) for s in found] == [(party, stance)]
    if firmness is not None:
        assert found[0].firmness == firmness


def test_a_condition_is_a_span_of_its_own() -> None:
    text = "Brussels said it could lift sanctions in return for the withdrawal of all troops."
    s, asked = read(text)
    assert s.condition is not None
    assert s.condition.of(text) == "in return for the withdrawal of all troops"
    assert (s.condition_form, s.part) == ("exchange", None)
    assert [c.of(text) for c in asked.content] == ["the withdrawal of all troops"]
    assert (asked.party, asked.stance, asked.condition, asked.part) == ("europe", "demand", None, "asked")


def test_an_interrupted_quotation_is_one_statement() -> None:
    text = '"We came to listen," Egyptian President Abdel Fattah al-Sisi said. "We will not sign away our water."'
    (s,) = read(text)
    assert [c.of(text) for c in s.content] == ['"We came to listen,"', '"We will not sign away our water."']
    assert (s.party, s.direct, s.stance) == ("egypt", True, "refuse")


def test_a_pronoun_is_the_person_spoken_of() -> None:
    text = "Kenyan envoy Amina Odhiambo met the rebels in Nairobi. She said that a truce was near."
    said = [s for s in read(text) if "truce" in s.text]
    assert [(s.person, s.party) for s in said] == [("Amina Odhiambo", "kenya")]


def test_a_dateline_is_no_speaker() -> None:
    assert [s.mention for s in read("MOSCOW: Ukraine rejected the plan for new elections.")] == ["Ukraine"]


def test_one_wording_in_two_sources_counts_once() -> None:
    text = "Egypt rejected any quota for water releases in dry years."
    sources = [Source("a", "a", "2024-01-01", None, text), Source("b", "b", "2024-01-02", None, f"Dateline.\n{text}")]
    statements = read_texts(sources, REGISTRY, LIBRARY).statements
    assert [(s.source, s.repeats) for s in statements] == [("a", None), ("b", "a-001")]
    for s in statements:
        spans_hold(s, next(x.text for x in sources if x.id == s.source))


def test_the_timeline_marks_changes() -> None:
    sources = [
        Source("a", "a", "2024-01-10", None, "Sudan demanded an independent panel of inspectors."),
        Source("b", "b", "2024-03-12", None, "On 11 March Sudan dropped its demand for a panel of inspectors."),
    ]
    reading = read_texts(sources, REGISTRY, LIBRARY)
    (track,) = [t for t in timeline(reading.statements) if t.party == "sudan" and t.issue == "monitoring"]
    assert [(step.statement.date, step.change) for step in track.steps] == [
        ("2024-01-10", None),
        ("2024-03-11", "gives up a demand"),
    ]
    assert "→ **gives up a demand**" in timeline_text([track], reading.registry, reading.library)


def test_the_same_texts_give_the_same_statements(seeds: Reading) -> None:
    again = read_texts(seeds.sources, seeds.registry, seeds.library)
    assert again.statements == seeds.statements


def test_what_is_said_besides_is_a_statement_too() -> None:
    text = "The foreign minister of Egypt said that her government will never accept the deployment of foreign troops "
    text += "on its soil, and that sanctions must be lifted first."
    found = read(text)
    assert [s.party for s in found] == ["egypt", "egypt"]
    assert contents(found[0], text).endswith("the deployment of foreign troops on its soil")
    assert contents(found[1], text) == "that sanctions must be lifted first"
