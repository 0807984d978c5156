"""Texts that are not English are told by their small words."""

import pytest

from comity.reading.english.language import foreign_language

ENGLISH = (
    "The delegation of Egypt said on Monday that it would not accept the draft. Its minister told reporters that the "
    "talks would go on after the summer, when the parties are to meet again in the city of Geneva."
)

FRENCH = (
    "La délégation a déclaré lundi qu'elle ne pouvait pas accepter le projet. Le ministre a dit que les négociations "
    "se poursuivraient après l'été, quand les parties se retrouveront dans la ville de Genève pour une "
    "nouvelle réunion."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, None),
        (FRENCH, "French"),
        ("Die Delegation erklärte am Montag, dass sie den Entwurf nicht annehmen könne, und "
         "der Minister sagte, dass die Gespräche nach dem Sommer weitergehen, wenn sich die Parteien wieder "
         "in der Stadt treffen.", "German"),
        ("Делегация заявила в понедельник что не может принять проект и министр сказал что переговоры продолжатся",
         "a language in another script"),
        ("Too short", None),
    ],
)  # fmt: skip
def test_language(text: str, language: str | None) -> None:
    assert foreign_language(text) == language
