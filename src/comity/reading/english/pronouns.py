"""Pronouns, by whom or what they can stand for."""

from __future__ import annotations

SINGULAR = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
PLURAL = frozenset({"they", "them", "their", "theirs", "both", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
# In a reported clause these are taken for the speaker's own side.
OWN = frozenset(["i", "we", "he", "she", "they", "it", "my", "our", "his", "her", "their", "its"])
# In a quotation these are others.
THEIRS = frozenset(["he", "she", "they", "you"])
# Outside of quotations these are the report's own voice.
REPORTER = frozenset(["i", "we", "you", "me", "us"])
# What goes on about something said before.
POINTERS = frozenset(
    ["it", "this", "that", "these", "those", "them", "one", "so", "such", "which", "he", "she", "they"]
)
