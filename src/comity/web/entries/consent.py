"""Who must say yes: at the table, within each group, and at home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from comity.case.consent import Rule
from comity.case.model import Case
from comity.case.party import path_of
from comity.case.tree import Path
from comity.case.wording import consent_rule, group_rule
from comity.live import Live
from comity.papers.option_words import capital, named
from comity.web import edits
from comity.web.edits import Edit, inside
from comity.web.entries.kind import Kind, Line, Missing
from comity.web.entries.kind import named as fields_of
from comity.web.forms import Choice, Field, Form, Options, Sent, select

TABLE, DECIDES, RATIFIED = "table", "decides", "ratified_by"
COUNTS = ("at_least", "share", "weight", "quota")
"""What a rule counts, of which one is said at most; where none is, all of them must say yes."""
AGAINST = "or_blocked_by_fewer_than"
MEMBERS = "members"
DECIDED = (("", "by its own judgements"), (MEMBERS, "by the yes of its members, as below"))


@dataclass(frozen=True)
class Simple:
    """A rule that a form can ask: what it counts and how much of it, by which votes, among whom, with whose veto, and
    fewer than how many against it suffice as well. Empty, but for the last three: all of them must say yes."""

    counts: str = ""
    much: str = ""
    by: str = ""
    among: tuple[str, ...] = ()
    including: tuple[str, ...] = ()
    against: str = ""


def simple(rule: Rule | None) -> Simple | None:
    """A rule as a form can ask it; None for one that is made of rules, or gives weights of its own."""
    if rule is None:
        return Simple()
    voters = next((part for part in (rule.all, rule.any, rule.of) if isinstance(part, tuple)), ())
    if any(voter.party is None for voter in voters) or isinstance(rule.by, dict):
        return None
    among = (rule.party,) if rule.party is not None else tuple(str(voter.party) for voter in voters)
    counts = next((name for name in COUNTS if getattr(rule, name) is not None), "")
    much = f"{getattr(rule, counts):.12g}" if counts else ""
    if rule.any is not None:
        counts, much = "at_least", "1"
    if (counts, much) == ("share", "100"):
        counts = much = ""
    against = rule.or_blocked_by_fewer_than
    return Simple(counts, much, rule.by or "", among, rule.including, "" if against is None else str(against))


def written(rule: Simple) -> Any:
    """A rule as a file writes it; all of those that it would count anyway is `all`."""
    if not rule.counts and not rule.including and not rule.against:
        return (list(rule.among) if len(rule.among) > 1 else rule.among[0]) if rule.among else "all"
    said: dict[str, Any] = {rule.counts or "share": rule.much or "100"}
    if rule.by:
        said["by"] = rule.by
    if rule.among:
        said["of"] = list(rule.among)
    if rule.including:
        said["including"] = list(rule.including)
    if rule.against:
        said[AGAINST] = rule.against
    return said


def _rule(case: Case, at: str) -> Rule | None:
    which, _, party = at.partition("/")
    if which == TABLE:
        return case.consent
    stated = case.everyone()[party]
    return stated.decides if which == DECIDES else stated.ratified_by


def _known(case: Case, at: str) -> bool:
    which, _, party = at.partition("/")
    if which == TABLE:
        return not party
    stated = case.everyone().get(party)
    return stated is not None and (which == RATIFIED or (which == DECIDES and bool(stated.members)))


def _voters(case: Case, at: str) -> dict[str, str]:
    """Who could be asked by a rule, with their names."""
    which, _, party = at.partition("/")
    everyone = case.everyone()
    if which == TABLE:
        return {name: everyone[name].name for name in case.signers()}
    if which == DECIDES:
        return {name: each.name for name, each in everyone[party].members.items()}
    return {name: each.name for name, each in everyone.items() if name != party and name not in case.signers()}


def _listed(case: Case) -> tuple[Line, ...]:
    lines = [_line(case, TABLE, f"The yes of {consent_rule(case)} makes an agreement")]
    for name, party in case.everyone().items():
        rule, called = group_rule(case, name), capital(named(case, name))
        if party.members:
            says = (
                f"The yes of {named(case, name)} is that of {rule}"
                if rule
                else f"{called} says yes by its own judgements"
            )
            lines.append(_line(case, f"{DECIDES}/{name}", says))
    for name, party in case.everyone().items():
        rule, called = consent_rule(case, name), capital(named(case, name))
        if party.signs or rule:
            says = f"{called} needs the yes of {rule} at home" if rule else f"{called} needs nobody’s yes at home"
            lines.append(_line(case, f"{RATIFIED}/{name}", says))
    return tuple(lines)


def _line(case: Case, at: str, says: str) -> Line:
    rule = _rule(case, at)
    return Line(at, says, counts=rule is not None, formed=simple(rule) is not None)


def _form(live: Live, case: Case, at: str) -> Form | None:
    rule = simple(_rule(case, at)) if _known(case, at) else None
    if rule is None:
        return None
    which, _, party = at.partition("/")
    all_of = {
        TABLE: "all who sign",
        DECIDES: "all its members",
        RATIFIED: "nobody, so that nothing is asked at home",
    }[which]
    votes = tuple(dict.fromkeys(kind for each in case.everyone().values() for kind in each.votes))
    held = {name: rule.much if name == rule.counts else "" for name in COUNTS}
    counted = Field("", "How many must say yes.", kind="words", hint="Fill in one of these; none: all of them.")
    fields = [
        counted,
        Field("at_least", "So many of them", held["at_least"], hint="A number: 5", path=("at_least",)),
        Field("share", "Or a part of their number", held["share"], hint="In 100: 55", path=("share",)),
    ]
    if votes or rule.by:
        kinds = (("", "not by votes"), *((kind, kind) for kind in dict.fromkeys((*votes, *filter(None, (rule.by,))))))
        fields += [
            Field("weight", "Or a part of their votes", held["weight"], hint="In 100: 65", path=("weight",)),
            Field("quota", "Or so many votes", held["quota"], hint="A number: 51", path=("quota",)),
            select("by", "Which votes", rule.by, kinds, ("by",)),
        ]
    voters = _voters(case, at)
    if which == DECIDES:
        held_by = MEMBERS if _rule(case, at) is not None else ""
        fields.insert(0, select("decided", "How it says yes", held_by, DECIDED, ()))
    fields += [
        _ticks("of", f"Among whom (none ticked: {all_of})", voters, rule.among),
        _ticks("including", "Without whom nothing passes", voters, rule.including),
        Field(
            AGAINST,
            "It suffices, too, that fewer are against than",
            rule.against,
            hint="Mostly empty.",
            path=(AGAINST,),
        ),
    ]
    title = {
        TABLE: "Whose yes makes an agreement",
        DECIDES: f"How {named(case, party)} says yes" if party else "",
        RATIFIED: f"Whose yes {named(case, party)} needs at home" if party else "",
    }[which]
    removes = {
        TABLE: "All who sign must then say yes.",
        DECIDES: "The group then says yes by its own judgements.",
        RATIFIED: "Nobody’s yes at home is then needed.",
    }[which]
    removes = removes if _rule(case, at) is not None else ""
    return Form("consent", at, title, tuple(fields), edits.stands(live, _path(case, at)), removes)


def _ticks(name: str, label: str, voters: Mapping[str, str], held: Iterable[str]) -> Field:
    choices = tuple(Choice(voter, called, voter in tuple(held)) for voter, called in voters.items())
    ticks = (Options("parties", "Choose", choices),) if choices else ()
    return Field(name, label, kind="terms", terms=ticks, path=(name,))


def _path(case: Case, at: str) -> Path:
    which, _, party = at.partition("/")
    return ("consent",) if which == TABLE else (*path_of(case.parties, party), which)


def _asked(live: Live, at: str, sent: Sent) -> Simple:
    """The rule that a form sends; raises Missing where it counts two things, or leaves out by which votes."""
    counts = [name for name in COUNTS if sent.line(name)]
    wrong = {name: "a rule counts one of these: empty the others" for name in counts[1:]}
    by_votes = bool({"weight", "quota"} & set(counts))
    if by_votes and not sent.one("by"):
        wrong["by"] = "choose which votes are counted"
    if wrong:
        raise Missing(live.file, wrong)
    among, including = (tuple(sent.terms(name).get("parties", ())) for name in ("of", "including"))
    by = sent.one("by") if by_votes else ""
    name = counts[0] if counts else ""
    return Simple(name, sent.line(name) if name else "", by, among, including, sent.line(AGAINST))


def _edit(live: Live, case: Case, at: str, sent: Sent) -> Edit:
    before, rule, where = simple(_rule(case, at)), _asked(live, at, sent), _path(case, at)
    stated, members = _rule(case, at) is not None, sent.one("decided") == MEMBERS
    if at.startswith(DECIDES) and not members and rule != Simple() and rule != before:
        raise Missing(live.file, {"decided": "choose that its members decide, or empty what is filled in below"})
    kept = members if at.startswith(DECIDES) else rule != Simple()

    def changed(content: dict[str, Any]) -> dict[str, Any]:
        holder = content
        if len(where) > 1:  # a party may be written as its name alone
            above = inside(content, where[:-2])
            holder = above[where[-2]] = fields_of(above[where[-2]])
        if not kept and not (stated and rule == before and not at.startswith(DECIDES)):
            holder.pop(str(where[-1]), None)
        elif kept and not (stated and rule == before):
            holder[str(where[-1])] = written(rule)
        return content

    return edits.content(f"Who must say yes: {_of(case, at)}", where, changed)


def _of(case: Case, at: str) -> str:
    which, _, party = at.partition("/")
    return "at the table" if which == TABLE else f"{named(case, party)}{', at home' if which == RATIFIED else ''}"


def _taken_out(live: Live, case: Case, at: str) -> Edit | None:
    if not _known(case, at) or _rule(case, at) is None:
        return None
    return edits.removed(f"Taken out: whose yes is needed, {_of(case, at)}", _path(case, at))


CONSENT = Kind(
    "consent",
    "Who must say yes",
    "Whose yes makes an agreement, how groups say theirs, and whom it needs at home.",
    "",
    _listed,
    _form,
    lambda live, case, at, sent: _path(case, at),
    _edit,
    _taken_out,
    question="consent",
)
