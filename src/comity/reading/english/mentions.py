"""Who was spoken of before: what a pronoun, "the minister" or "the army" stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comity.reading.actors import Actor, Registry
from comity.reading.english.naming import BODIES, GATHERINGS, ORGANS
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Token

APART = words(
    """
    adviser advisor analyst arbiter arbitrator commentator correspondent expert facilitator historian journalist judge
    lawyer mediator moderator observer professor reporter researcher scholar umpire
    """
)
"""Who speaks for no party by their office."""
NEAR = 4  # a pronoun reaches back so many paragraphs


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved mention: the actor, a person or organisation the registry does not know, or neither.

    `each` are the speakers of a mention that stands for several ("they", after "Norway and Finland met").
    """

    actor: Actor
    name: str | None = None
    organisation: bool = False
    plural: bool = False
    role: str | None = None
    gender: str | None = None
    each: tuple[Speaker, ...] = ()

    @property
    def known(self) -> bool:
        """Does the mention tell who it is?"""
        return self.actor.party is not None or self.actor.person is not None or self.name is not None or bool(self.each)

    @property
    def individual(self) -> bool:
        """One human being?"""
        human = self.role is not None and self.role not in BODIES
        return not self.plural and not self.organisation and (self.actor.person is not None or human)


NOBODY = Speaker(Actor(None))


@dataclass(frozen=True, slots=True)
class Sought:
    """What a pronoun or a noun tells of whom it stands for: several, a body, else one human being."""

    gender: str | None = None
    plural: bool = False
    body: bool = False
    role: str | None = None

    def fits(self, who: Speaker, registry: Registry) -> bool:
        """May it stand for this speaker?"""
        if self.gender is not None:
            return who.individual and who.gender in (None, self.gender)
        if self.plural:
            return who.plural if self.role else who.plural or (who.organisation and who.actor.person is None)
        if self.role in GATHERINGS:
            return (who.plural and not who.each) or (who.organisation and who.role is not None)
        if self.body:
            return who.organisation and not who.plural and not (self.role and registry.is_state(who.actor))
        return who.individual


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker named somewhere: in which paragraph, at which character, and whether as a sentence's subject.

    `met`: as the one whom the subject met or spoke with, so that a pronoun after it may mean either.
    """

    paragraph: int
    offset: int
    subject: bool
    who: Speaker
    met: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where in the source it stands."""
        return self.paragraph, self.offset


@dataclass
class Mentions:
    """The speakers named so far in one source."""

    registry: Registry
    made: list[Mention] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        """Remember a mention that tells who it is, or that it is some body: which "it" then stands for."""
        if mention.who.known or mention.who.organisation:
            self.made.append(mention)

    def before(self, head: Token, paragraph: int, sought: Sought) -> Speaker:
        """The latest earlier mention that fits, subjects before others; nobody where two could be meant."""
        place = (paragraph, head.idx)
        if sought.role is not None and sought.role in ORGANS:
            return self._organ(place, sought.role)
        near = [m for m in self._near(place, sought) if not _beside_the_talks(sought, m)]
        found = _in_office(near, head, paragraph, sought) if sought.role is not None else None
        if found is None and sought.plural:
            several = [m for m in near if m.who.plural]
            found = _latest(m for m in several if m.subject and paragraph - m.paragraph <= 1)
            near = several or near
        found = found or _latest(m for m in near if m.subject and paragraph - m.paragraph <= 2) or _latest(near)
        if found is not None and sought.gender is not None and any(_rivals(found, m) for m in near):
            return NOBODY
        return found.who if found is not None else NOBODY

    def same_role(self, head: Token, paragraph: int, sought: Sought) -> Speaker:
        """The latest earlier mention of the same noun: "the farmers", after "Kenyan farmers"."""
        near = self._near((paragraph, head.idx), sought)
        found = _latest(m for m in near if m.who.role == sought.role)
        if found is not None and found.who.known:
            return found.who
        # "The union", after "the Seafarers' Union", where no other union was named.
        ends = f" {sought.role}"
        named = {m.who.name: m.who for m in near if m.who.name and m.who.name.casefold().endswith(ends)}
        return next(iter(named.values())) if len(named) == 1 else NOBODY

    def only(self, head: Token, paragraph: int, sought: Sought, besides: Speaker) -> Speaker:
        """The one side among the earlier mentions that fit, leaving out one; nobody where there are several."""
        sides = {
            (m.who.actor.member or m.who.actor.party or m.who.name): m.who
            for m in self._near((paragraph, head.idx), sought)
            if m.who.actor.party is None or m.who.actor.party != besides.actor.party
        }
        return next(iter(sides.values())) if len(sides) == 1 else NOBODY

    def _near(self, place: tuple[int, int], sought: Sought) -> list[Mention]:
        """The mentions that fit in this paragraph and the few before it, in the order of the text."""
        fitting = [
            m
            for m in self.made
            if m.place < place and place[0] - m.paragraph <= NEAR and sought.fits(m.who, self.registry)
        ]
        return sorted(fitting, key=lambda m: m.place)

    def _organ(self, place: tuple[int, int], role: str) -> Speaker:
        """Whose is "the army", "the ministry"? The last one named, else that of the country spoken of most so far."""
        earlier = [m.who for m in self.made if m.place < place]
        same = [who for who in earlier if who.role == role and who.actor.party]
        if same:
            return same[-1]
        states = [(who.actor.party, who.actor.member) for who in earlier if self.registry.is_state(who.actor)]
        if not states:
            return NOBODY
        party, member = max(states, key=states.count)
        return Speaker(Actor(party, member), organisation=True, role=role)


def _beside_the_talks(sought: Sought, mention: Mention) -> bool:
    """Is one sought who takes no side, "the mediator", and another office mentioned, "the mayor"?"""
    return sought.role in APART and mention.who.role not in (None, sought.role)


def _rivals(found: Mention, other: Mention) -> bool:
    """Could a pronoun as well mean the one whom the other met: "The minister met his counterpart. He said ..."?"""
    sides = [m.who.actor.member or m.who.actor.party or m.who.name for m in (found, other)]
    return other.met and other.paragraph == found.paragraph and other.place > found.place and sides[0] != sides[1]


def _in_office(near: Sequence[Mention], head: Token, paragraph: int, sought: Sought) -> Mention | None:
    """Who holds the office that is named: "... with Trump, given the president's ..."."""
    if not sought.plural and not sought.body:
        here = [m for m in near if m.paragraph == paragraph and m.offset >= head.sent.start_char]
        holder = _latest(m for m in here if m.who.role in (None, sought.role) and m.who.actor.person)
        if holder is not None:
            return holder
    return _latest(m for m in near if m.who.role == sought.role)


def _latest(mentions: Iterable[Mention]) -> Mention | None:
    return next(reversed(list(mentions)), None)
