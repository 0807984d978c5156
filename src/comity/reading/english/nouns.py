"""English nouns and names outside of sentences: articles, plurals, and the words of a name that say what it means."""

from __future__ import annotations

import re
import unicodedata

from comity.reading.wordlist import words

# Words of a name that do not tell one issue from another.
IDLE = words(
    """
    the a an of and or in on to for by at is are be who what when which how whether with from after
    before their its same into under that this than will would does do happens made get gets set level
    kind whole new use other non per agreement parties party talks settlement deal option no full part
    joint only some all one two side sides out over up future return release right way order takes place
    control controls
    """
)  # fmt: skip
FORMER = r"(former |ex-)?"
"""A pattern: before a title, that it is held no longer."""


def without_article(name: str) -> str:
    """A name without a "The" before it."""
    return re.sub(r"^[Tt]he\s+", "", name.strip())


def without_possessive(name: str) -> str:
    """A name without the "'s" behind it."""
    return re.sub(r"'s$", "", name).strip()


def name_key(name: str) -> str:
    """A name as it is looked up: without article, in small letters, with single spaces."""
    return re.sub(r"\s+", " ", without_article(name)).casefold()


def slug(name: str) -> str:
    """A name as an identifier of the case file."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", without_article(plain)).strip("_").lower() or "unnamed"


def people(adjective: str) -> str | None:
    """The people named by an adjective of a country: "Egyptians"; None for "French" and others that add no s."""
    return adjective + "s" if adjective[-1:] in "nitkb" else None


def forms(phrase: str) -> list[str]:
    """A keyword in singular and plural, written with a hyphen or without: "toll" shows itself in "tolls" too."""
    if re.search(r"[^aeiou]y$", phrase):
        found = [phrase, phrase[:-1] + "ies"]
    elif phrase.endswith("ies"):
        found = [phrase, phrase[:-3] + "y"]
    elif re.search(r"(?:s|x|z|ch|sh)$", phrase):
        found = [phrase, phrase + "es", *([phrase[:-1]] if phrase[-1] == "s" and phrase[-2:] != "ss" else [])]
    else:
        found = [phrase, phrase + "s"]
    return list(dict.fromkeys(form for word in found for form in (word, word.replace("-", " "))))


def telling_words(text: str) -> list[str]:
    """The words of a name or phrase that say what it is about, each once, in their order."""
    told = (w for w in re.findall(r"[^\W\d_][\w'-]+", text.casefold()) if w not in IDLE and len(w) > 2)
    return list(dict.fromkeys(told))


def telling(name: str) -> list[str]:
    """The words of a name that say what it is about, in singular and plural."""
    told = telling_words(name)
    return [form for word in told for form in {word, word.rstrip("s"), word + "s"} if len(form) > 2]
