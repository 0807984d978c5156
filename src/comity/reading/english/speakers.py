"""Who a mention is: names, role nouns and pronouns of one source resolved to actors of the registry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from comity.reading.actors import Actor, Registry
from comity.reading.english.joint import conjuncts
from comity.reading.english.mentions import NOBODY, Mention, Mentions, Sought, Speaker
from comity.reading.english.naming import (
    BODIES,
    GATHERINGS,
    ORGANS,
    abbreviation,
    gender_of,
    is_acronym,
    is_end_of_longer_name,
    is_plural,
    office_of,
    phrase_of,
    proper_name,
    text_of,
)
from comity.reading.english.nouns import slug
from comity.reading.english.ownership import (
    STATE_ORGANS,
    Named,
    belongs,
    in_nouns,
    is_apart,
    is_own_body,
    is_part,
    joins,
    nearest,
)
from comity.reading.english.pronouns import NEUTER, PLURAL, SINGULAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

VAGUE_PLURAL = frozenset(["sides", "parties"])
LEADS = frozenset(["head", "lead", "chair", "represent", "command", "run", "speak"])
QUANTIFIERS = frozenset(["one", "some", "many", "others", "most", "several", "both", "all", "none"])
MEETING = frozenset(["meet", "talk", "speak", "see", "host", "receive", "telephone", "phone", "visit", "greet", "tell"])
POINTING = frozenset(["the", "these", "those", "this", "that", "both"])
NAMED = frozenset(["PERSON", "ORG", "NORP", "GPE"])
NOT_NAMED = frozenset(["DATE", "TIME", "MONEY", "LAW", "EVENT", "WORK_OF_ART", "FAC", "LOC", "PRODUCT"])
_BELONGING = ("poss", "pobj", "compound", "nmod", "appos", "amod")


@dataclass
class Speakers:
    """Resolves the mentions of one source, paragraph by paragraph, remembering who was spoken of."""

    registry: Registry
    people: dict[str, Speaker] = field(default_factory=dict)  # by surname, learned from the source
    mentions: Mentions = field(init=False)

    def __post_init__(self) -> None:
        self.mentions = Mentions(self.registry)

    def enter(self, doc: Doc, number: int) -> None:
        """Read one paragraph's names, before its pronouns are asked for."""
        for chunk in doc.noun_chunks:
            root = chunk.root
            if root.pos_ == "PRON":
                continue
            subject = root.dep_ in ("nsubj", "nsubjpass") or (root.dep_ == "pobj" and root.head.dep_ == "agent")
            who = self.who(root, number)
            if not who.known and subject and _is_a_body(root) and not _supposed(root.head):
                who = replace(NOBODY, organisation=True, role=root.lemma_.lower())
            place = root.ent_type_ in ("GPE", "LOC", "FAC") and root.dep_ == "pobj" and who.actor.party is None
            if not place:  # "in Geneva" names no body that "the office" or "it" could be
                self.mentions.add(Mention(number, root.idx, subject, who, met=_is_met(root)))
            if root.dep_ != "conj" and (several := self._several(root, number)) is not None:
                self.mentions.add(Mention(number, root.idx, subject, several))

    def note(self, number: int, offset: int, who: Speaker) -> None:
        """A speaker of a statement is the likeliest antecedent of what follows."""
        self.mentions.add(Mention(number, offset, True, who))

    def who(self, head: Token, number: int) -> Speaker:
        """Whom does the noun phrase or pronoun of this head stand for?"""
        lower, lemma = head.lower_, head.lemma_.lower()
        if (sought := _pronoun(lower)) is not None:
            return self.mentions.before(head, number, sought)
        if head.pos_ == "PRON" and lower not in QUANTIFIERS:
            return NOBODY
        tokens = phrase_of(head)
        named = self._named(head, tokens)
        if named is not None:
            return named
        if in_nouns(head, self.registry.roles) and is_own_body(head, self.registry):
            return self._new(head, tokens, number)  # "the Rapid Support Forces"
        if lemma in self.registry.roles or lower in self.registry.roles or lower in QUANTIFIERS:
            return self._role(head, tokens, number)
        if lower in self.registry.documents or lemma in self.registry.documents:
            owner = self._owner(head, tokens, number)
            return Speaker(owner, organisation=True) if owner is not None else NOBODY
        if head.dep_ in ("amod", "compound", "nmod") and (owner := self.named_actor(head)) is not None:
            return Speaker(owner)  # "the American insistence on"
        if head.pos_ == "PROPN" or head.ent_type_ in NAMED:
            return self._new(head, tokens, number)
        return NOBODY

    def only_other(self, pronoun: Token, number: int, besides: Speaker) -> Speaker:
        """Whom a pronoun in a quotation of this speaker means: the only other side spoken of; nobody where two are."""
        sought = _pronoun(pronoun.lower_)
        return self.mentions.only(pronoun, number, sought, besides) if sought is not None else NOBODY

    def named_actor(self, name: Token) -> Actor | None:
        """Whom a name or adjective that stands beside a noun means: a registered party, or one learned here."""
        tokens = phrase_of(name)
        for start, end, words in self._registered(tokens):
            if start <= name.idx < end and (actor := self.registry.lookup(words)) is not None:
                return Actor(actor.party, actor.member)
        learned = self.people.get(name.text)
        return learned.actor if learned is not None and learned.actor.party is not None else None

    def owner_named(self, name: Token, number: int) -> Speaker | None:
        """Whom one of several names beside a noun means, a party or a body of its own; None for other words."""
        actor = self.named_actor(name)
        if actor is not None:
            return Speaker(actor)
        who = self.who(name, number) if name.pos_ == "PROPN" else NOBODY
        return who if who.organisation and who.name else None

    def speaks_for_owner(self, head: Token) -> bool:
        """Is this a noun whose owner speaks by it: "the presidents", "the governments", "the statement"?"""
        return in_nouns(head, self.registry.offices) or in_nouns(head, self.registry.documents)

    def is_one_name(self, head: Token, other: Token) -> bool:
        """Are two words joined by "and" parts of one name: "Trinidad and Tobago", "Lode & Sons"?"""
        first, last = sorted((head.idx, other.idx))
        if any(m.start() <= first and last < m.end() for m in self.registry.pattern.finditer(head.doc.text)):
            return True
        together = [e for e in head.doc.ents if e.start_char <= first and last < e.end_char]
        return bool(together) and not (self.named_actor(head) and self.named_actor(other))

    def _several(self, head: Token, number: int) -> Speaker | None:
        """All who stand together in a phrase: whom "they" after it means."""
        others = [h for h in conjuncts(head) if h.i == head.i or not self.is_one_name(head, h)]
        each = tuple(who for who in (self.who(h, number) for h in others) if who.known and not who.each)
        return Speaker(Actor(None), plural=True, each=each) if len(each) > 1 else None

    # -- names

    def _named(self, head: Token, tokens: list[Token]) -> Speaker | None:
        """A registered name, or one learned from this source, that contains the head."""
        whole = list(head.subtree) if any(c.dep_ == "conj" for c in head.children) else tokens
        for start, end, name in self._registered(whole):
            if not start <= head.idx < end:
                continue
            key = self.registry.key(name)
            actor = self.registry.names.get(key)
            if actor is None and head.tag_ in ("NNPS", "NNS", "NNP"):
                actor = self.registry.adjectives.get(key)
            if actor is None or (actor.person is None and is_end_of_longer_name(head, start)):
                continue
            if actor.person is None and is_part(head, name, self.registry):
                return Speaker(Actor(None), name=text_of(tokens), organisation=False, plural=is_plural(head))
            if actor.person is None:
                return Speaker(actor, organisation=True, plural=is_plural(head))
            return Speaker(actor, gender=gender_of(tokens), role=office_of(head, tokens, self.registry.roles))
        if head.pos_ == "PROPN" or head.ent_type_ == "PERSON" or head.text[:1].isupper():
            return self.people.get(head.text)
        return None

    def _registered(self, tokens: list[Token]) -> Iterator[tuple[int, int, str]]:
        """The registered names and adjectives of a phrase, each with its first character and the one behind it."""
        kept = {t.i for t in tokens}
        for match in self.registry.pattern.finditer(text_of(tokens)):
            start, end = tokens[0].idx + match.start(), tokens[0].idx + match.end()
            inside = tokens[0].doc.char_span(start, end, alignment_mode="expand")
            if inside is not None and all(t.i in kept for t in inside):
                yield start, end, match.group()

    def _new(self, head: Token, tokens: list[Token], number: int) -> Speaker:
        """A person or organisation met for the first time: remembered by its last word."""
        name = proper_name(head, self.registry.roles)
        words = name.split()
        role = office_of(head, tokens, self.registry.roles)
        owner = self._owner(head, tokens, number)
        if owner is None and head.dep_ == "appos" and head.head.lemma_.lower() in self.registry.roles:
            role = role or head.head.lemma_.lower()
            owner = self._owner(head.head, phrase_of(head.head), number)
        if head.ent_type_ in NOT_NAMED and role is None:
            return NOBODY
        person = self._is_person(head, name, role)
        if person and owner is None:
            owner = self._led_by(head, number)
        if not person and not in_nouns(head, STATE_ORGANS):
            owner = None  # "Colombia's National Liberation Army" is not Colombia
        actor = Actor(owner.party if owner else None, owner.member if owner else None, name if person else None)
        known = self.people.get(words[-1])
        if (
            known is not None
            and (known.name == name or len(words) == 1)
            and (known.actor.party is not None or owner is None)
        ):
            return known
        short = abbreviation(head)
        if short and not person and actor.party is None:
            actor = Actor(slug(short))  # as the report goes on to call it
        who = Speaker(
            actor,
            name=name,
            organisation=not person,
            role=role,
            gender=gender_of(tokens),
            plural=(head.tag_ == "NNPS" or _is_many(head)) and not person and head.lower_ not in BODIES,
        )
        if person or head.ent_type_ in ("ORG", "NORP") or is_acronym(name):
            self.people[words[-1]] = who
            if short:
                self.people[short] = who
        return who

    def _led_by(self, person: Token, number: int) -> Actor | None:
        """For whom somebody speaks who is said to lead it: "Mara Dast, who heads Ulvar's mission in Geneva"."""
        for clause in (c for c in person.children if c.dep_ == "relcl" and c.lemma_.lower() in LEADS):
            if not any(c.lower_ == "who" for c in clause.children if c.dep_ == "nsubj"):
                continue
            below = [c for c in clause.children if c.dep_ == "dobj"]
            below += [t for c in clause.children if c.dep_ == "prep" and c.lower_ == "for" for t in c.children]
            for led in (t for t in below if t.dep_ in ("dobj", "pobj")):
                who = self.who(led, number)
                if who.actor.party is not None:
                    return Actor(who.actor.party, who.actor.member)
                if who.organisation and who.name:
                    return Actor(slug(who.name))
        return None

    def _is_person(self, head: Token, name: str, role: str | None) -> bool:
        """Is an unknown name that of a human being, rather than of a body?"""
        if head.lower_ in BODIES:
            return False
        if role is not None and role not in BODIES and not is_acronym(name):
            return True
        article = any(c.dep_ == "det" for c in head.children)
        roles = self.registry.roles
        if article or head.tag_ == "NNPS" or head.lower_ in roles or head.lemma_.lower() in BODIES:
            return False
        if head.ent_type_ == "PERSON" and not is_acronym(name):
            return True
        return len(name.split()) >= 2 and head.ent_type_ not in ("ORG", "NORP", "GPE")

    def _owner(self, head: Token, tokens: list[Token], number: int) -> Actor | None:
        """Which party does the head of a phrase speak for ("Ukrainian officials", "officials in Kyiv")?"""
        named = [*self._names_beside(head, tokens), *self._learned_beside(head, tokens, number)]
        return nearest(head, ((n.first.idx, n.actor) for n in named if belongs(n, head, self.registry, named)))

    def _names_beside(self, head: Token, tokens: list[Token]) -> Iterator[Named]:
        """The registered names in a phrase beside its head; the head's own first name ("Chad Smith") is none."""
        person = head.pos_ == "PROPN" and not in_nouns(head, self.registry.roles)
        own = proper_name(head, self.registry.roles).split() if person else []
        for start, end, name in self._registered(tokens):
            actor = self.registry.lookup(name) if not start <= head.idx < end else None
            inside = head.doc.char_span(start, end, alignment_mode="expand")
            first_name = name in own and self.registry.key(name) not in self.registry.adjectives
            if actor is not None and inside is not None and not first_name:
                yield Named(inside[0], inside[-1], inside.root, actor)

    def _learned_beside(self, head: Token, tokens: list[Token], number: int) -> Iterator[Named]:
        """As before, of the names learned from this source, and whom "their", "its" before the head stand for."""
        for token in tokens:
            owner: Speaker | None = None
            if token.pos_ == "PRON" and token.dep_ == "poss" and token.i < head.i:
                owner = self.who(token, number)
            elif token.i != head.i and token.dep_ in _BELONGING:
                owner = self.people.get(token.text)
            if owner is not None and owner.actor.party is not None:
                yield Named(token, token, token, owner.actor)
            elif owner is not None and owner.organisation and owner.name:
                yield Named(token, token, token, Actor(slug(owner.name)))

    # -- roles: "European leaders", "the minister"

    def _role(self, head: Token, tokens: list[Token], number: int) -> Speaker:
        """Whom does a noun such as "leaders", "the minister", "some" stand for?"""
        role, plural = head.lemma_.lower(), is_plural(head)
        owner = self._owner(head, tokens, number)
        named = self._named_beside(head, owner, role, number)
        if named is not None:
            return named
        if owner is not None:
            body = role in BODIES or plural
            return Speaker(owner, organisation=body, plural=plural, role=role, gender=gender_of(tokens))
        of = self._role_of(head, role, plural, number)
        if of is not None:
            return of
        if role in VAGUE_PLURAL or head.lower_ in VAGUE_PLURAL:
            return NOBODY
        voice = _own_voice(head, tokens, role, plural)
        if voice is not None:
            return voice
        sought = Sought(plural=plural, body=role in BODIES and not plural, role=role)
        speaks = in_nouns(head, self.registry.offices) or role in GATHERINGS
        return self.mentions.before(head, number, sought) if speaks else self.mentions.same_role(head, number, sought)

    def _named_beside(self, head: Token, owner: Actor | None, role: str, number: int) -> Speaker | None:
        """The name that stands beside a role: "the Norwegian minister, Kari Holm"."""
        beside = [c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and not is_acronym(c.text)]
        if not beside:
            return None
        name, tokens = beside[0], phrase_of(beside[0])
        who = self._named(name, tokens) or self._new(name, tokens, number)
        if not who.known or (who.organisation and role not in BODIES):
            return None  # "Norway's minister, Finland and the union": a country is no minister
        if who.actor.party is not None or owner is None:
            return who
        actor = Actor(owner.party, owner.member, who.actor.person)
        fuller = Speaker(actor, who.name, who.organisation, who.plural, role, who.gender)
        self.people[name.text] = fuller
        return fuller

    def _role_of(self, head: Token, role: str, plural: bool, number: int) -> Speaker | None:
        """A role in something: "members of the council", "his envoy"."""
        if not in_nouns(head, self.registry.offices) or is_apart(head, self.registry):
            return None
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "from") and joins(child, head):
                for inside in (c for c in child.children if c.dep_ == "pobj"):
                    of = self.who(inside, number)
                    if of.known and inside.pos_ != "PRON":
                        actor = Actor(of.actor.party, of.actor.member)
                        name = of.name if of.organisation else None
                        return Speaker(actor, name=name, organisation=of.organisation, plural=plural, role=role)
            if child.dep_ == "poss" and child.pos_ == "PRON":
                of = self.who(child, number)
                if of.known:
                    actor = Actor(of.actor.party, of.actor.member)
                    return Speaker(actor, organisation=role in BODIES or plural, plural=plural, role=role)
        return None


def _is_a_body(noun: Token) -> bool:
    """Is it one body, whichever: "the company"?"""
    return noun.lemma_.lower() in BODIES and not is_plural(noun)


def _supposed(verb: Token) -> bool:
    """Does a verb stand in a clause that another one hangs on, such as "if the company paid"?"""
    return any(t.dep_ == "advcl" for t in (verb, *verb.ancestors))


def _is_many(name: Token) -> bool:
    """Is it a name for many, whatever the parser calls it: "the Greens"?"""
    the = any(c.dep_ == "det" and c.lower_ == "the" for c in name.children)
    return the and name.text.endswith("s") and not name.text.endswith("ss") and not name.text.isupper()


def _is_met(head: Token) -> bool:
    """Is this whom a subject met or spoke with?"""
    verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ in ("with", "to") else head.head
    return head.dep_ in ("dobj", "pobj", "dative") and verb.lemma_.lower() in MEETING


def _pronoun(lower: str) -> Sought | None:
    """What a personal pronoun tells of whom it stands for; None for other words."""
    if lower in SINGULAR:
        return Sought(gender=SINGULAR[lower])
    if lower in PLURAL:
        return Sought(plural=True)
    return Sought(body=True) if lower in NEUTER else None


def _own_voice(head: Token, tokens: list[Token], role: str, plural: bool) -> Speaker | None:
    """A voice of its own that no party is known for: "environmental groups", "the Faroese government".

    None where the words point back at somebody: "the minister".
    """
    definite = any(c.dep_ == "det" and c.lower_ in POINTING for c in head.children)
    named = any(
        c.dep_ in ("amod", "compound", "nmod") and c.text[:1].isupper() and not c.is_sent_start for c in head.children
    )
    # "The port authority" is nobody's organ; "the foreign ministry" is.
    apart = role in BODIES - ORGANS or role == "authority"
    described = apart and any(c.dep_ in ("amod", "compound") for c in head.children)
    if definite and not named and not described:
        return None
    name = head.doc.text[tokens[0].idx : head.idx + len(head)]
    name = re.sub(r"^(?:the|a|an|some|several|many)\s+", "", name, flags=re.IGNORECASE)
    body = role in BODIES and (named or (definite and described and not plural))
    return Speaker(Actor(None), name=name, organisation=body, plural=plural, role=role)
