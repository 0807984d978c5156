"""How the parts of a case are put into words: the same phrases in every finding, table and document."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from comity.case.consent import KINDS, Rule
from comity.case.messages import message_names
from comity.case.model import Case, Condition, RedLine
from comity.case.paths import judgement_paths
from comity.case.remarks import told
from comity.case.terms import Compared


def listed(items: Iterable[str], last: str = "and") -> str:
    """Several things in one phrase: "A, B and C"."""
    names = list(items)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""


def counted(number: int, one: str, several: str) -> str:
    """A number with its noun: "1 agreement", "326 agreements", "no agreement"."""
    return f"no {one}" if number == 0 else f"1 {one}" if number == 1 else f"{number:,} {several}"


def message_said(case: Case, name: str) -> str:
    """A message in a sentence, by its name: “no better offer will come”, or the message lower-hope."""
    says = dict(zip(message_names(case.messages), case.messages, strict=True))[name].says
    return f"“{says.rstrip('. ')}”" if says else f"the message {name}"


def at_most(points: float) -> str:
    """A bound in figures, never less than it is: "1.3" of 1.21, "0.009" of 0.0087."""
    digits = 1 if points >= 0.1 or not points else -math.floor(math.log10(points))
    return f"{math.ceil(points * 10**digits - 1e-6) / 10**digits:.{digits}f}"


def combination(terms: Mapping[str, tuple[str, ...]]) -> str:
    """A combination: "territory=frozen or donbas with guarantees=none", "price>300 or 170"."""
    return " with ".join(_term(issue, options) for issue, options in terms.items())


def _term(issue: str, options: tuple[str, ...]) -> str:
    words = options.written if isinstance(options, Compared) else options
    equals = "" if words[:1] and words[0][0] in "<>≤≥" else "="
    return f"{issue}{equals}{' or '.join(words)}"


def never(line: RedLine) -> str:
    """What a red line rules out: "territory=donbas unless guarantees=article5"."""
    lifted = " and ".join(_term(issue, options) for issue, options in line.unless.items())
    return f"{combination(line.never)} unless {lifted}" if lifted else combination(line.never)


def rule(condition: Condition) -> str:
    """What a condition asks: "forces=ground needs ceasefire=first"."""
    return f"{combination(condition.if_)} needs {combination(condition.then)}"


def consent_rule(case: Case, ratifying: str | None = None) -> str:
    """Whose yes is needed: "at least 5 of all 6 who sign, including A and B".

    ratifying: whose ratification is meant; the rule at the table where not given.
    """
    if ratifying is None:
        rule, everyone = case.consent, case.signers()
        return "all who sign" if rule is None else _asks(case, rule, everyone, f"all {len(everyone)} who sign")
    party = case.everyone()[ratifying]
    rule, everyone = party.ratified_by, tuple(party.members)
    return "" if rule is None else _asks(case, rule, everyone, f"its {len(everyone)} members")


def group_rule(case: Case, group: str) -> str:
    """Whose yes makes that of a group: "at least 2 of its 3 members"; empty where its own judgements do."""
    party = case.everyone()[group]
    members = tuple(party.members)
    return "" if party.decides is None else _asks(case, party.decides, members, f"its {len(members)} members")


def _asks(case: Case, rule: Rule, everyone: tuple[str, ...], of_all: str) -> str:
    """One rule in words; everyone: whom it counts where it names nobody, and of_all: these in words."""
    if rule.party is not None:
        return case.everyone()[rule.party].name
    voters = [_asks(case, voter, everyone, of_all) for voter in rule.voters(everyone)]
    nested = [f"({voter})" if " of " in voter else voter for voter in voters]
    among = listed(nested) if isinstance(rule.of, tuple) else of_all
    by = rule.by if isinstance(rule.by, str) else "votes"
    said = {
        "all": listed(nested),
        "any": listed(nested, "or"),
        "at_least": f"at least {rule.at_least} of {among}",
        "share": of_all if rule.share == 100 else f"{_short(rule.share)} in 100 of {among}",
        "weight": f"{_short(rule.weight)} in 100 of the {by} of {among}",
        "quota": f"{_short(rule.quota)} of the {by} of {among}",
    }[next(kind for kind in KINDS if getattr(rule, kind) is not None)]
    if rule.or_blocked_by_fewer_than is not None:
        said += f", or with fewer than {rule.or_blocked_by_fewer_than} against"
    if rule.including:
        said += f", including {listed(case.everyone()[name].name for name in rule.including)}"
    return said


def _short(number: float | None) -> str:
    return f"{number or 0:g}"


def among_passing(case: Case) -> tuple[str, ...]:
    """That an answer is sought among what passes by the rule of a case; nothing where every signer must agree."""
    if not case.by_rule:
        return ()
    asked = "; ".join([f"at the table the rule is the yes of {consent_rule(case)}", *beside_the_table(case)])
    return (f"Sought among the agreements that pass: {asked}.",)


def beside_the_table(case: Case) -> Iterator[str]:
    """What a yes depends on beside the rule at the table: members that decide, ratification, and spoilers."""
    everyone = {name: case.everyone()[name] for name in case.asked()}
    for name, party in everyone.items():
        if party.decides is not None:
            yield f"the yes of {party.name} is that of {group_rule(case, name)}"
        if party.ratified_by is not None:
            yield f"the yes of {party.name} must be ratified by {consent_rule(case, name)}"
    if spoilers := case.spoilers():
        them = "it" if len(spoilers) == 1 else "them"
        yield f"{listed(everyone[name].name for name in spoilers)} must accept what cannot be had without {them}"


def role(case: Case, party: str) -> str:
    """What someone is in the negotiation: a signer, a member of a group, or neither."""
    signs = "signs" if case.everyone()[party].signs else "does not sign"
    groups = case.groups_of(party)
    return f"member of {case.everyone()[groups[-1]].name}, {signs}" if groups else signs


def drafts_left(case: Case) -> str | None:
    """That judgements are drafts which nobody has confirmed, left out or (in the contest) not; None where none is."""
    judged = case.conditions, case.interests, case.linkages, case.red_lines, case.contest
    kept = case.kept.of("drafts", judged, lambda: sum(judgement.draft for _, judgement in judgement_paths(case)))
    left_out = case.drafts_left_out
    said = [
        counted(left_out, "judgement is left out, a draft", "judgements are left out, drafts"),
        counted(kept, "judgement is a draft", "judgements are drafts"),
    ]
    told = [
        f"{words} that nobody has confirmed." for words, number in zip(said, (left_out, kept), strict=True) if number
    ]
    return " ".join(told) or None


def as_of_another_day(case: Case) -> tuple[str, ...]:
    """That a case is looked at as of another day than it describes, and whether anything is then judged otherwise."""
    own, day = case.whole.as_of, case.as_of
    if day is None or day == own:
        return ()
    said = f"As of {day}, not of {own}, the day that the case describes" if own else f"As of {day}"
    if case.named_developments():
        return (f"{said}: each judgement as it stood then.",)
    return (f"{said}; no judgement says what held at another time, so all are as in the file.",)


def not_as_in_the_file(case: Case) -> tuple[str, ...]:
    """What is left out and what is supposed, as it was asked."""
    left_out = (f"Not as in the file: {name} is left out." for name in case.left_out)
    return (*left_out, *(f"Not as in the file: {words} is supposed." for words in case.supposed))


def standing_caveats(case: Case, *found: str) -> tuple[str, ...]:
    """What every finding on a case must say: what is not as in the file, what is a draft, what is illustrative, and the
    first remarks on the case.

    found: remarks on what the question found, which come before those on the case.
    """
    drafts = drafts_left(case)
    said = [*as_of_another_day(case), *not_as_in_the_file(case)]
    said += [drafts] if drafts else []
    if case.illustrative:
        said.append("All ratings, weights and no-deal values are illustrative judgements.")
    return (*said, *told(case, *found))
