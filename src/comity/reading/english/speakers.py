"""Who a mention is: names, role nouns and pronouns of one source resolved to actors of the registry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comity.reading.registry import Actor, Registry, slug
from comity.reading.wordlist import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SINGULAR = {
    "he": "male",
    "him": "male",
    "his": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "himself": "male",
    "herself": "female",
}
PLURAL = frozenset({"they", "them", "their", "theirs", "both", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
FEMALE = words(
    """
    ms ms. mrs mrs. madame spokeswoman chairwoman queen woman congresswoman baroness
    """
)
MALE = words(
    """
    mr mr. sir spokesman chairman king man congressman lord emir sultan
    """
)
HONORIFICS = words(
    """
    mr mr. mrs mrs. ms ms. sir dr dr. dame lord king queen prince president chancellor minister prime
    foreign secretary general gen. sen. rep. ambassador senator premier envoy colonel pm
    """
)  # fmt: skip
BODIES = words(
    """
    group movement government ministry administration authority army party coalition alliance bloc union
    company organisation organization council side delegation militia commission committee federation
    association agency country state military kingdom office team opposition regime junta rebels
    parliament cabinet management embassy command presidency faction republic front
        industry sector institution force forces guerrillas insurgents separatists
    """
)
ORGANS = words(
    """
    government ministry administration authority army parliament cabinet military regime junta
    presidency embassy
    """
)
GATHERINGS = frozenset(["group", "coalition", "alliance", "bloc", "delegation", "side", "team"])
VAGUE_PLURAL = frozenset(["sides", "parties"])
QUANTIFIERS = frozenset(["one", "some", "many", "others", "most", "several", "both", "all", "none"])
NEAR = 4  # a pronoun reaches back so many paragraphs


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved mention: the actor, a person or organisation the registry does not know, or neither."""

    actor: Actor
    name: str | None = None
    organisation: bool = False
    plural: bool = False
    role: str | None = None
    gender: str | None = None

    @property
    def known(self) -> bool:
        """Does the mention tell who it is?"""
        return self.actor.party is not None or self.actor.person is not None or self.name is not None

    @property
    def individual(self) -> bool:
        """One human being?"""
        human = self.role is not None and self.role not in BODIES
        return not self.plural and not self.organisation and (self.actor.person is not None or human)


NOBODY = Speaker(Actor(None))


@dataclass
class Speakers:
    """Resolves the mentions of one source, paragraph by paragraph, remembering who was spoken of."""

    registry: Registry
    people: dict[str, Speaker] = field(default_factory=dict)  # by surname, learned from the source
    mentions: list[tuple[int, int, bool, Speaker]] = field(default_factory=list)  # paragraph, offset, subject?, who

    def enter(self, doc: Doc, number: int) -> None:
        """Read one paragraph's names, before its pronouns are asked for."""
        for chunk in doc.noun_chunks:
            root = chunk.root
            if root.pos_ == "PRON":
                continue
            who = self.who(root, number)
            if who.known:
                subject = root.dep_ in ("nsubj", "nsubjpass") or (root.dep_ == "pobj" and root.head.dep_ == "agent")
                self.mentions.append((number, root.idx, subject, who))

    def note(self, number: int, offset: int, who: Speaker) -> None:
        """A speaker of a statement is the likeliest antecedent of what follows."""
        if who.known:
            self.mentions.append((number, offset, True, who))

    def who(self, head: Token, number: int) -> Speaker:
        """Whom does the noun phrase or pronoun of this head stand for?"""
        lower = head.lower_
        if lower in SINGULAR:
            return self._before(head, number, gender=SINGULAR[lower])
        if lower in PLURAL:
            return self._before(head, number, plural=True)
        if lower in NEUTER:
            return self._before(head, number, body=True)
        if head.pos_ == "PRON" and lower not in QUANTIFIERS:
            return NOBODY
        tokens = _phrase(head)
        named = self._named(head, tokens)
        if named is not None:
            return named
        names = [c for c in head.children if c.dep_ == "compound" and c.pos_ == "PROPN"]
        if head.ent_type_ == "ORG" and lower in BODIES - ORGANS and names and self._owner(head, tokens, number) is None:
            return self._new(head, tokens, number)  # "the Rapid Support Forces"
        if head.lemma_.lower() in self._roles or lower in self._roles or lower in QUANTIFIERS:
            return self._role(head, tokens, number)
        if lower in self.registry.documents or head.lemma_.lower() in self.registry.documents:
            owner = self._owner(head, tokens, number)
            return Speaker(owner, organisation=True) if owner is not None else NOBODY
        if head.pos_ == "PROPN" or head.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
            return self._new(head, tokens, number)
        return NOBODY

    @property
    def _roles(self) -> frozenset[str]:
        return self.registry.roles

    # -- names

    def _state(self, number: int, offset: int, role: str) -> Speaker:
        """Whose is "the army", "the ministry"? That of the country spoken of most so far."""
        states = [
            m[3].actor for m in self.mentions if (m[0], m[1]) < (number, offset) and self.registry.is_state(m[3].actor)
        ]
        if not states:
            return NOBODY
        actor = max(states, key=lambda actor: [(a.party, a.member) for a in states].count((actor.party, actor.member)))
        return Speaker(Actor(actor.party, actor.member), organisation=True, role=role)

    def _named(self, head: Token, tokens: list[Token]) -> Speaker | None:
        """A registered name, or one learned from this source, that contains the head."""
        doc = head.doc
        first, last = tokens[0], tokens[-1]
        text = doc.text[first.idx : last.idx + len(last)]
        for match in self.registry.pattern.finditer(text):
            start, end = first.idx + match.start(), first.idx + match.end()
            if not start <= head.idx < end:
                continue
            actor = self.registry.names.get(_plain(match.group()))
            if actor is None:
                actor = (
                    self.registry.adjectives.get(_plain(match.group())) if head.tag_ in ("NNPS", "NNS", "NNP") else None
                )
            if actor is None:
                continue
            if actor.person is None and self._is_surname_of_other(head, start):
                continue
            person = actor.person is not None
            if not person:
                return Speaker(actor, organisation=True, plural=_plural(head))
            return Speaker(actor, gender=_gender(tokens), role=_role_word(head, tokens, self._roles))
        if head.pos_ == "PROPN" or head.ent_type_ == "PERSON" or head.text[:1].isupper():
            learned = self.people.get(head.text)
            if learned is not None and not self._fuller(head):
                return learned
        return None

    @staticmethod
    def _is_surname_of_other(head: Token, start: int) -> bool:
        """Is a matched place only the last part of a person's name ("Jack London")?"""
        left = head.doc[head.i - 1] if head.i > 0 else None
        return (
            head.ent_type_ == "PERSON" and left is not None and left.ent_type_ == "PERSON" and left.pos_ == "PROPN"
            and left.idx >= start - len(left) - 1 and left.idx < start and left.lower_ not in HONORIFICS
        )  # fmt: skip

    def _fuller(self, head: Token) -> bool:
        return (
            any(
                c.dep_ in ("compound", "flat") and c.pos_ == "PROPN" and c.lower_ not in HONORIFICS
                for c in head.children
            )
            and head.text not in self.people
        )

    def _new(self, head: Token, tokens: list[Token], number: int) -> Speaker:
        """A person or organisation met for the first time: remembered by its last word."""
        name = _proper_name(head, self._roles)
        words = name.split()
        role = _role_word(head, tokens, self._roles)
        owner = self._owner(head, tokens, number)
        if owner is None and head.dep_ == "appos" and head.head.lemma_.lower() in self._roles:
            role = role or head.head.lemma_.lower()
            owner = self._owner(head.head, _phrase(head.head), number)
        if (
            head.ent_type_ in ("DATE", "TIME", "MONEY", "LAW", "EVENT", "WORK_OF_ART", "FAC", "LOC", "PRODUCT")
            and role is None
        ):
            return NOBODY
        office = role if role not in BODIES and not _is_acronym(name) else None
        article = any(c.dep_ == "det" for c in head.children)
        body = (
            head.tag_ == "NNPS"
            or head.lower_ in self._roles
            or head.lemma_.lower() in BODIES
            or (article and not office)
        )
        person = (
            (head.ent_type_ == "PERSON" and not _is_acronym(name) and not body)
            or office is not None
            or (not body and len(words) >= 2 and head.ent_type_ not in ("ORG", "NORP", "GPE"))
        )
        actor = Actor(owner.party if owner else None, owner.member if owner else None, name if person else None)
        known = next((s for key, s in self.people.items() if key == words[-1]), None)
        if (
            known is not None
            and (known.name == name or len(words) == 1)
            and (known.actor.party is not None or owner is None)
        ):
            return known
        who = Speaker(
            actor,
            name=name,
            organisation=not person,
            role=role,
            gender=_gender(tokens),
            plural=head.tag_ == "NNPS" and not person and head.lower_ not in BODIES,
        )
        if person or head.ent_type_ in ("ORG", "NORP") or _is_acronym(name):
            self.people[words[-1]] = who
            short = _abbreviation(head)
            if short:
                self.people[short] = who
        return who

    def _owner(self, head: Token, tokens: list[Token], number: int) -> Actor | None:
        """Which party does a phrase place its head in ("Ukrainian officials", "officials in Kyiv")?"""
        doc = head.doc
        first, last = tokens[0], tokens[-1]
        text = doc.text[first.idx : last.idx + len(last)]
        found: list[tuple[int, Actor]] = []
        for match in self.registry.pattern.finditer(text):
            start = first.idx + match.start()
            if start <= head.idx < first.idx + match.end():
                continue
            actor = self.registry.lookup(match.group())
            if actor is None:
                continue
            # What stands before the noun belongs to it more closely than what follows in a prepositional phrase.
            distance = head.idx - start if start < head.idx else 1000 + start - head.idx
            found.append((distance, actor))
        for token in tokens:
            if (
                token.i != head.i
                and token.text in self.people
                and token.dep_ in ("poss", "pobj", "compound", "nmod", "appos", "amod")
            ):
                distance = head.idx - token.idx if token.idx < head.idx else 1000 + token.idx - head.idx
                learned = self.people[token.text]
                if learned.actor.party is not None:
                    found.append((distance, learned.actor))
                elif learned.organisation and learned.name:
                    found.append((distance, Actor(slug(learned.name))))
        for token in tokens:
            if token.pos_ == "PRON" and token.dep_ == "poss" and token.i < head.i:
                inner = self.who(token, number)
                if inner.actor.party is not None or (inner.organisation and inner.name):
                    found.append(
                        (head.idx - token.idx, inner.actor if inner.actor.party else Actor(slug(inner.name or "")))
                    )
        if not found:
            return None
        actor = min(found, key=lambda f: f[0])[1]
        return Actor(actor.party, actor.member)

    # -- roles: "European leaders", "the minister"

    def _role(self, head: Token, tokens: list[Token], number: int) -> Speaker:
        plural = _plural(head)
        lemma = head.lemma_.lower()
        owner = self._owner(head, tokens, number)
        named = [c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and not _is_acronym(c.text)]
        if named:
            inner = self._named(named[0], _phrase(named[0])) or self._new(named[0], _phrase(named[0]), number)
            if inner.known:
                if inner.actor.party is not None or owner is None:
                    return inner
                fuller = Speaker(
                    Actor(owner.party, owner.member, inner.actor.person),
                    inner.name,
                    inner.organisation,
                    inner.plural,
                    lemma,
                    inner.gender,
                )
                self.people[named[0].text] = fuller
                return fuller
        if owner is not None:
            body = lemma in BODIES or plural
            return Speaker(owner, organisation=body, plural=plural, role=lemma, gender=_gender(tokens))
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "from"):
                for inner_head in (c for c in child.children if c.dep_ == "pobj"):
                    inner = self.who(inner_head, number)
                    if inner.known and inner_head.pos_ != "PRON":
                        of = Actor(inner.actor.party, inner.actor.member)
                        known_as = inner.name if inner.organisation else None
                        return Speaker(of, name=known_as, organisation=inner.organisation, plural=plural, role=lemma)
            if child.dep_ == "poss" and child.pos_ == "PRON":
                inner = self.who(child, number)
                if inner.known:
                    return Speaker(
                        Actor(inner.actor.party, inner.actor.member),
                        organisation=lemma in BODIES or plural,
                        plural=plural,
                        role=lemma,
                    )
        definite = any(
            c.dep_ == "det" and c.lower_ in ("the", "these", "those", "this", "that", "both") for c in head.children
        )
        if lemma in VAGUE_PLURAL or head.lower_ in VAGUE_PLURAL:
            return NOBODY
        named_after = any(
            c.dep_ in ("amod", "compound", "nmod") and c.text[:1].isupper() and not c.is_sent_start
            for c in head.children
        )
        described = (
            lemma in BODIES and lemma not in ORGANS and any(c.dep_ in ("amod", "compound") for c in head.children)
        )
        if not definite or named_after or described:
            # A voice of its own that no party is known for: "environmental groups", "the Faroese government".
            name = head.doc.text[tokens[0].idx : head.idx + len(head)]
            name = re.sub(r"^(?:the|a|an|some|several|many)\s+", "", name, flags=re.IGNORECASE)
            return Speaker(
                Actor(None), name=name, organisation=named_after and lemma in BODIES, plural=plural, role=lemma
            )
        return self._before(head, number, plural=plural, body=lemma in BODIES and not plural, role=lemma)

    def _before(
        self,
        head: Token,
        number: int,
        gender: str | None = None,
        plural: bool = False,
        body: bool = False,
        role: str | None = None,
    ) -> Speaker:
        """The latest earlier mention that fits: subjects of sentences before others."""

        def fits(who: Speaker) -> bool:
            if gender is not None:
                return who.individual and who.gender in (None, gender)
            if plural:
                return who.plural if role else who.plural or (who.organisation and who.actor.person is None)
            if role in GATHERINGS:
                return who.plural or (who.organisation and who.role is not None)
            if body and role is not None:
                return who.organisation and not who.plural and not self.registry.is_state(who.actor)
            if body:
                return who.organisation and not who.plural
            return who.individual

        near = [
            (n, offset, subject, who)
            for n, offset, subject, who in self.mentions
            if (n, offset) < (number, head.idx) and number - n <= NEAR and fits(who)
        ]
        near.sort(key=lambda m: (m[0], m[1]))
        if role in ORGANS:
            same = [
                m for m in self.mentions if m[3].role == role and m[3].actor.party and (m[0], m[1]) < (number, head.idx)
            ]
            return same[-1][3] if same else self._state(number, head.idx, role or "")
        if role is not None and not plural and not body:
            # "... with Trump, given the president's ...": a name in the same sentence, if it may hold the role.
            here = [
                m
                for m in near
                if m[0] == number and m[1] >= head.sent.start_char and m[3].role in (None, role) and m[3].actor.person
            ]
            if here:
                return here[-1][3]
        if role is not None:
            same = [m for m in near if m[3].role == role]
            if same:
                return same[-1][3]
        if plural:
            truly = [m for m in near if m[3].plural]
            subjects = [m for m in truly if m[2]]
            if subjects and number - subjects[-1][0] <= 1:
                return subjects[-1][3]
            near = truly or near
        subjects = [m for m in near if m[2] and number - m[0] <= 2]
        if subjects:
            return subjects[-1][3]
        return near[-1][3] if near else NOBODY


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name).casefold()


def _phrase(head: Token) -> list[Token]:
    """The noun phrase of a head in order, without relative clauses."""
    cut = {t.i for child in head.children if child.dep_ in ("relcl", "advcl", "ccomp") for t in child.subtree}
    cut |= {t.i for child in head.children if child.dep_ == "conj" for t in child.subtree}
    kept = [t for t in head.subtree if t.i not in cut]
    return kept or [head]


def _plural(head: Token) -> bool:
    return head.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in head.children)


def _gender(tokens: list[Token]) -> str | None:
    words = {t.lower_ for t in tokens}
    return "female" if words & FEMALE else "male" if words & MALE else None


def _role_word(head: Token, tokens: list[Token], roles: frozenset[str]) -> str | None:
    """The office named with a person: "Prime Minister X", "X, the envoy"."""
    near = [t for t in tokens if head.i - 6 <= t.i < head.i or (t.dep_ == "appos" and t.head.i == head.i)]
    return next((t.lemma_.lower() for t in reversed(near) if t.lower_ in roles), None)


PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "bin",
        "ibn",
        "van",
        "von",
        "der",
        "de",
        "da",
        "dos",
        "du",
        "di",
        "la",
        "le",
        "abu",
        "ben",
        "-",
        "’",
        "'",
    ]
)


def _proper_name(head: Token, roles: frozenset[str]) -> str:
    """The name around the head: its run of capitalised words, without the office before it."""
    doc = head.doc
    first = last = head.i
    while first > 0 and _in_name(doc[first - 1]) and doc[first - 1].sent == head.sent:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN" and doc[last + 1].head.i == head.i:
        last += 1
    run = [doc[i] for i in range(first, last + 1)]
    offices = [k for k, t in enumerate(run[:-1]) if t.lower_ in roles or t.lower_ in HONORIFICS]
    run = run[offices[-1] + 1 :] if offices and head.lower_ not in BODIES else run
    while len(run) > 1 and not run[0].text[:1].isupper():
        run.pop(0)
    return "".join(t.text_with_ws for t in run).strip()


def _in_name(token: Token) -> bool:
    return (
        (token.pos_ == "PROPN" and token.text[:1].isupper()) or token.ent_type_ == "PERSON" or token.lower_ in PARTICLES
    )


def _is_acronym(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z]?[A-Z.-]+[A-Z.]?", name))


def _abbreviation(head: Token) -> str | None:
    """The short form given in brackets after a name: "Front (FLP)"."""
    doc = head.doc
    rest = doc.text[head.idx + len(head) : head.idx + len(head) + 14]
    match = re.match(r"\s*\(([A-Z][\w.-]{1,8})\)", rest)
    return match.group(1) if match else None
