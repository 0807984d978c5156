"""A drafted case: parties, issues, red lines, conditions and interests proposed from statements.

Everything proposed is marked `draft: yes`, with its evidence; nothing counts until the analyst confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from comity.case.evidence import noted
from comity.case.judgement import Evidence
from comity.reading.english.position import is_constitutional
from comity.reading.found import Reading
from comity.reading.intake import Source
from comity.reading.library import Issue, Topic
from comity.reading.statement import Firmness, Stance, Statement

Kind = Literal["source", "party", "issue", "condition", "interest", "red line", "development"]
NAMED: tuple[Kind, ...] = ("source", "party", "issue")
"""What the judgements of a case speak of."""
UNSPOKEN = (20, 80)
RATING: dict[tuple[Stance, Firmness | None], tuple[int, int]] = {
    ("demand", "red line"): (80, 100), ("demand", "must"): (70, 100),
    ("demand", "may"): (60, 100), ("demand", None): (60, 100),
    ("support", "red line"): (70, 100), ("support", "must"): (65, 100),
    ("support", "may"): (45, 85), ("support", None): (55, 95),
    ("refuse", "red line"): (0, 10), ("refuse", "must"): (0, 20), ("refuse", "may"): (0, 40), ("refuse", None): (0, 30),
    ("oppose", "red line"): (0, 15), ("oppose", "must"): (0, 30), ("oppose", "may"): (5, 45), ("oppose", None): (0, 40),
    ("concern", "red line"): (5, 45), ("concern", "must"): (10, 50),
    ("concern", "may"): (10, 55), ("concern", None): (10, 50),
    ("withdrawn-demand", None): (35, 75),
}  # fmt: skip
"""What a stance and its firmness say of the rating of the option spoken of: wide, for the analyst to narrow."""
QUOTED = 160


@dataclass(frozen=True)
class Proposal:
    """One thing proposed for the case: its kind and a stable name, its path in the case file, its value.

    `draft`: whether it is a judgement, which counts only once the analyst has confirmed it.
    """

    kind: Kind
    name: str
    path: tuple[str, ...]
    value: Any
    draft: bool

    @property
    def key(self) -> str:
        """Its kind and name, by which the record beside the case remembers it."""
        return f"{self.kind} {self.name}"


def kind_of(key: str) -> Kind | None:
    """The kind that a key of the record speaks of; None where it is no such key."""
    return next((kind for kind in get_args(Kind) if key.startswith(f"{kind} ")), None)


def proposals(reading: Reading) -> list[Proposal]:
    """What do the statements suggest for the case file?"""
    spoken = [s for s in reading.distinct if s.party is not None]
    parties = _parties(reading, spoken)
    issues = _issues(reading, spoken)
    known = {issue.id: list(entry["options"]) for issue, entry in issues}
    found = [_source(source) for source in reading.sources]
    found += [Proposal("party", name, path, value, False) for name, path, value in parties]
    found += [Proposal("issue", issue.id, ("issues", issue.id), entry, False) for issue, entry in issues]
    found += _conditions(reading, spoken, known)
    found += _interests(spoken, known)
    found += _red_lines(spoken, known)
    found += _developments(spoken)
    return list({p.key: p for p in found}.values())


def _source(source: Source) -> Proposal:
    entry = {"file": source.file, "title": source.title, "date": source.date, "publisher": source.publisher}
    return Proposal("source", source.id, ("sources", source.id), {k: v for k, v in entry.items() if v}, False)


def _parties(reading: Reading, spoken: Sequence[Statement]) -> list[tuple[str, tuple[str, ...], Any]]:
    """The parties that speak: those of the registry in its order, members under their group, then the others."""
    speaking = {s.party for s in spoken}
    members = {(s.party, s.member) for s in spoken if s.member}
    found: list[tuple[str, tuple[str, ...], Any]] = []
    for party in reading.registry.parties:
        if party.id not in speaking:
            continue
        entry: dict[str, Any] = {"name": party.name}
        own = [m for m in party.members if (party.id, m.id) in members]
        if own:
            entry["members"] = {m.id: {"name": m.name} for m in own}
        found.append((party.id, ("parties", party.id), entry))
        # Members met in later sources find their group already there.
        found += [(f"{party.id}/{m.id}", ("parties", party.id, "members", m.id), {"name": m.name}) for m in own]
    known = {party.id for party in reading.registry.parties}
    for identifier in sorted(speaking - known - {None}, key=str):
        names = [s.organisation for s in spoken if s.party == identifier and s.organisation]
        found.append((str(identifier), ("parties", str(identifier)), {"name": names[0] if names else str(identifier)}))
    return found


def _issues(reading: Reading, spoken: Sequence[Statement]) -> list[tuple[Issue, dict[str, Any]]]:
    """The issues spoken of, each with the options that were mentioned.

    The whole ladder where fewer than two were mentioned, or where one party refuses all that were.
    """
    found = []
    for issue in reading.library.issues:
        about = [s for s in spoken if s.issue == issue.id]
        if not about or not issue.position:
            continue
        mentioned = {s.option for s in about}
        options = [o for o in issue.options if o.id in mentioned]
        refused = [{s.option for s in about if s.party == p and _is_red_line(s)} for p in {s.party for s in about}]
        if len(options) < 2 or any({o.id for o in options} <= never for never in refused):
            options = list(issue.options)
        entry: dict[str, Any] = {"name": issue.name}
        if issue.ordered:
            entry["ordered"] = "yes"
        entry["options"] = {o.id: o.name for o in options} or {"unspecified": "To be described"}
        found.append((issue, entry))
    return found


def evidence(statements: Iterable[Statement]) -> list[str]:
    """References from a judgement to statements, in the notation of the case file, with the first words of each."""
    return list(dict.fromkeys(str(_piece(s)) for s in statements))


def _piece(statement: Statement) -> Evidence:
    start, end = statement.span.start, statement.span.end
    piece = noted(statement.source, statement.text, (0, end - start))
    return piece.model_copy(update={"start": start, "end": end})


def _because(statements: Sequence[Statement]) -> str:
    """Who said what, in the words of the source, cut to a line."""
    words = []
    for s in statements[:2]:
        said = " ".join(s.text[c.start - s.span.start : c.end - s.span.start] for c in s.content)
        said = " ".join(said.replace('"', "'").split())
        said = said if len(said) <= QUOTED else said[:QUOTED].rsplit(" ", 1)[0] + " ..."
        words.append(f"{s.person or s.organisation or s.mention} ({s.stance}): {said}")
    more = f"; and {len(statements) - 2} more" if len(statements) > 2 else ""
    return " / ".join(words) + more


def _holder(statement: Statement) -> str:
    return statement.member or statement.party or ""


def _is_red_line(statement: Statement) -> bool:
    """A refusal, or an objection that would end the talks: proposed as a red line for the analyst to confirm."""
    return (statement.stance == "refuse" and statement.firmness in ("red line", "must")) or (
        statement.stance == "oppose" and statement.firmness == "red line"
    )


def _placed(spoken: Sequence[Statement], known: Mapping[str, list[str]]) -> list[tuple[Statement, str, str]]:
    """The statements on an option of a drafted issue, with issue and option."""
    return [
        (s, s.issue, s.option)
        for s in spoken
        if s.issue is not None and s.option is not None and s.option in known.get(s.issue, ())
    ]


def _red_lines(spoken: Sequence[Statement], known: Mapping[str, list[str]]) -> list[Proposal]:
    grouped: dict[tuple[str, str, str], list[Statement]] = {}
    for s, issue, option in _placed(spoken, known):
        if _is_red_line(s):
            grouped.setdefault((_holder(s), issue, option), []).append(s)
    found = []
    for (party, issue, option), statements in grouped.items():
        constitutional = any(is_constitutional(s.text) for s in statements)
        value = {
            "id": f"{party}-{issue}-{option}",
            "party": party,
            "never": {issue: [option]},
            "because": _because(statements),
            "firmness": "constitutional" if constitutional else "declared",
            "evidence": evidence(statements),
            "draft": "yes",
        }
        found.append(Proposal("red line", f"{party} {issue} {option}", ("red_lines", "+"), value, True))
    return found


def _conditions(reading: Reading, spoken: Sequence[Statement], known: Mapping[str, list[str]]) -> list[Proposal]:
    """What one says must come with the other: a statement whose conditional part speaks of a second issue."""
    found = []
    for s, issue, option in _placed(spoken, known):
        if s.condition is None:
            continue
        words = s.text[s.condition.start - s.span.start : s.condition.end - s.span.start]
        needed: Topic | None = reading.library.topic(words)
        if (
            needed is None
            or needed.issue == issue
            or needed.issue not in known
            or needed.option not in known[needed.issue]
        ):
            continue
        value = {
            "id": f"{issue}-needs-{needed.issue}",
            "if": {issue: [option]},
            "then": {needed.issue: [needed.option]},
            "because": _because([s]),
            "evidence": evidence([s]),
            "draft": "yes",
        }
        name = f"{issue} {option} {needed.issue} {needed.option}"
        found.append(Proposal("condition", name, ("conditions", "+"), value, True))
    return found


def _interests(spoken: Sequence[Statement], known: Mapping[str, list[str]]) -> list[Proposal]:
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for s, issue, _ in _placed(spoken, known):
        if (s.stance, s.firmness) in RATING:
            grouped.setdefault((_holder(s), issue), []).append(s)
    found = []
    for (party, issue), statements in grouped.items():
        ratings: dict[str, str] = {}
        for option in known[issue]:
            said = [RATING[s.stance, s.firmness] for s in statements if s.option == option]
            # Statements that differ widen the range instead of being averaged away.
            low, high = (min(r[0] for r in said), max(r[1] for r in said)) if said else UNSPOKEN
            ratings[option] = f"{low}..{high}"
        firm = any(s.firmness in ("red line", "must") for s in statements)
        value = {
            "weight": "20..60" if firm else "10..40",
            **ratings,
            "confidence": "low",
            "because": _because(statements),
            "evidence": evidence(statements),
            "draft": "yes",
        }
        found.append(Proposal("interest", f"{party} {issue}", ("interests", party, issue), value, True))
    return found


def _developments(spoken: Sequence[Statement]) -> list[Proposal]:
    found = []
    for s in spoken:
        if s.kind != "change" or s.date is None:
            continue
        value = {"date": s.date, "what": _because([s]), "evidence": evidence([s])}
        name = f"{_holder(s)} {s.issue} {s.stance} {s.date}"
        found.append(Proposal("development", name, ("developments", "+"), value, False))
    return found
