"""The text of a source in pieces: put together again it is the text, and each piece is marked as the passages say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.web.sources.passages import PAGE, Passage, marked, parts

TEXT = "# Head\n\nOne two three.\nStill one.\n\n  \n\nFour five.\n"


@st.composite
def sources(draw):
    """A text of paragraphs, and passages in it that may overlap, run over its paragraphs or be of blanks only."""
    text = draw(st.text("ab. \n<&é", max_size=60))
    spans = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
    kinds = st.sampled_from(["used", "waits", "here", "done"])
    return text, [
        Passage(start, start + length, draw(kinds), f"p{n}", n) for n, (start, length) in enumerate(spans, start=1)
    ]


@given(sources())
def test_no_word_is_altered(drawn):
    text, passages = drawn
    shown = marked(text, passages, (0, len(text)))
    together = ["".join(piece.text for piece in paragraph) for paragraph in shown]
    assert "".join("".join(each.split()) for each in together) == "".join(text.split())
    at = 0
    for each in together:  # each is a part of the text, to the character, in its order
        at = text.index(each, at) + len(each)


@given(sources())
def test_each_letter_is_marked_as_one_of_the_passages_over_it(drawn):
    text, passages = drawn
    at = 0
    for paragraph in marked(text, passages, (0, len(text))):
        at = text.index("".join(piece.text for piece in paragraph), at)
        for piece in paragraph:
            over = [each for each in passages if each.start < at + len(piece.text) and each.end > at]
            assert (piece.kind is None) == (not over)
            if over:
                named = next(each for each in over if each.key == piece.key)
                opened = [each for each in over if each.kind == "here"]
                least = min(each.end - each.start for each in opened or over)
                assert named.end - named.start == least
                assert piece.kind == named.kind
            at += len(piece.text)


def test_a_passage_bears_its_number_where_it_ends():
    inner, outer = Passage(12, 15, "waits", "b", 2), Passage(8, 23, "used", "a", 1)
    (paragraph,) = [each for each in marked(TEXT, [inner, outer], (0, len(TEXT))) if each[0].text.startswith("One")]
    assert [(piece.text, piece.kind, piece.ends) for piece in paragraph] == [
        ("One ", "used", ()),
        ("two", "waits", (("b", 2),)),
        (" three.\n", "used", (("a", 1),)),
        ("Still one.", None, ()),
    ]


def test_passages_of_the_same_words_all_lead_somewhere():
    pair = [Passage(8, 11, "waits", "a", 1), Passage(8, 11, "waits", "b", 2)]
    assert marked(TEXT, pair, (8, 21))[0][0].ends == (("a", 1), ("b", 2))


@given(st.integers(0, 3 * PAGE), st.booleans())
def test_the_parts_of_a_text_are_all_of_it(length, apart):
    text = ("word " * 200 + ("\n\n" if apart else "")) * (length // 1000)
    cuts = parts(text)
    assert "".join(text[start:end] for start, end in cuts) == text
    assert all(end - start <= PAGE for start, end in cuts)
