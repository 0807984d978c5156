"""Which words stand between quotation marks."""

import pytest

from comity.reading.english.quotes import quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and left.', ['"no"']),
        ("“First,” he said, “then the rest.”", ["“First,”", "“then the rest.”"]),
        ("He called it „klug“ and «sage».", ["„klug“", "«sage»"]),
        ("The crews' boats and Iceland's ports", []),  # apostrophes
        ("He called it 'a step' back.", ["'a step'"]),
        ("''We stay,'' she said.", ["''We stay,''"]),
        # Errata: a forgotten mark was read to the paragraph's end, and an inch mark as an opening one.
        ('He said: "We stay. And so', ['"We stay.']),
        ('"We stay. And so', ['"We stay. And so']),  # the speech runs on in the next paragraph
        ('A ban of 3" nets "...".', []),
        ('The net is 3" wide. He said: "We stay."', ['"We stay."']),
    ],
)
def test_quotations_with_their_marks(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in quotes(text)] == expected
