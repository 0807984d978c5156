"""Who is said to hold what: the attributions of one parsed paragraph.

Rules over the dependency parse, driven by the cue lexicon, after the scheme of source, cue and content
(Pareti 2012; Newell, Margolin and Ruths 2018 for political news). Each rule is one function that yields
`Attribution`s; `attributions` runs them all and settles overlaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.reading.english.attribution import Attribution
from comity.reading.english.boundaries import parted, participle, settled, trimmed
from comity.reading.english.by_adjective import by_adjective
from comity.reading.english.by_cleft import by_cleft
from comity.reading.english.by_condition import by_condition
from comity.reading.english.by_exclusive import by_exclusive
from comity.reading.english.by_gap import gapped
from comity.reading.english.by_noun import by_colon, by_noun
from comity.reading.english.by_parenthesis import by_parenthesis, by_tag
from comity.reading.english.by_phrase import by_division, by_fallback, by_frame, by_modal, by_purpose
from comity.reading.english.by_verb import by_verb
from comity.reading.english.by_verdict import by_verdict
from comity.reading.english.by_yielding import by_yielding
from comity.reading.english.cues import cues
from comity.reading.english.echoes import by_echo, echoed, without_echo
from comity.reading.english.nested import quoted_as, telling, within_quotations, words_of
from comity.reading.english.parts import parts
from comity.reading.english.quoted_speech import inside_quote, with_quotes
from comity.reading.english.quotes import quotes
from comity.reading.english.undone import is_supposed

if TYPE_CHECKING:
    from spacy.tokens import Doc


def attributions(doc: Doc, text: str, roles: frozenset[str] = frozenset()) -> list[Attribution]:
    """Which attributions does this paragraph hold, in the order of the text?

    Parameters: the parse, the paragraph's stored characters (same length as the parsed text), and the nouns that
    stand for people and bodies ("leader"): what is neither such a noun, a name nor a personal pronoun cannot speak.
    """
    lexicon = cues()
    quoted = quotes(text)
    found = [
        *by_verb(doc, lexicon),
        *by_frame(doc, lexicon),
        *by_noun(doc, lexicon),
        *by_adjective(doc, lexicon),
        *by_colon(doc, lexicon),
        *by_purpose(doc),
        *by_exclusive(doc, roles),
        *by_cleft(doc, lexicon),
        *by_condition(doc),
        *by_yielding(doc, lexicon),
        *by_verdict(doc, lexicon, roles),
        *by_parenthesis(doc, lexicon),
        *by_tag(doc, lexicon),
        *by_division(doc),
    ]
    modal = {a.head: a for a in by_modal(doc, lexicon, roles)}
    # "would withdraw its guns if": to be done yet, so an offer and no change.
    found = [a for a in found if a.cue.kind != "change" or not (a.head in modal or is_supposed(doc[a.head]))]
    taken = {a.head for a in found}
    found += [a for head, a in modal.items() if head not in taken]
    echoes = list(by_echo(doc, lexicon))
    heads = {echo.head for echo in echoes}
    found = [without_echo(a, doc, echoes) for a in found if a.head not in heads] + echoes
    found += by_fallback(doc, lexicon, found, roles)
    found = [echoed(participle(a, doc, roles), doc, found) for a in found]
    listed = {a.head for a in found if a.listed}
    # "They have two messages: first ...": the items are the statements, not the announcement of them.
    found = [a for a in found if a.listed or not any(s.start <= doc[i].idx < s.end for i in listed for s in a.content)]
    inner = [a for a in found if inside_quote(doc, a, quoted)]
    found = [a for a in found if not inside_quote(doc, a, quoted)]
    found = with_quotes(doc, text, found, quoted, lexicon)
    found = [kept for a in found if (kept := trimmed(a, doc.text)) is not None]
    inner = [kept for a in inner if (kept := trimmed(a, doc.text)) is not None]
    found = [quoted_as(a, doc) for a in settled(parted(found, doc), doc)]
    found += words_of(found, doc)
    found = telling(within_quotations(inner, found, doc, text, quoted, roles), doc)
    return parts(gapped(found, doc), doc, lexicon)
