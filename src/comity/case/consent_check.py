"""Whether the rules of consent of a case fit it: who is named, what can be met, and that no yes waits for itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from comity.case.by_step import ByStep
from comity.case.consent import Rule
from comity.case.model import Case
from comity.case.party import path_of
from comity.case.steps import NoStep
from comity.case.tree import Path
from comity.problem import Problem, nearest


class At(Protocol):
    """A problem at a path of the case."""

    def __call__(self, path: Path, what: str, fix: str = "") -> Problem:
        """The problem with its place in the file."""
        ...


def consent_problems(case: Case, at: At) -> Iterator[Problem]:
    """Everything that does not fit in `consent`, `decides`, `ratified_by`, `needs`, `passes` and `payments`."""
    everyone, signers = case.everyone(), case.signers()
    found: list[Problem] = []
    if case.consent is not None:
        found += _rule(case, case.consent, ("consent",), signers, at)
        found += [
            at(("consent",), f"{name} does not sign, so `consent` cannot ask it", "mark it with `signs: yes`")
            for name in case.consent.parties(signers)
            if name in everyone and name not in signers
        ]
    for name, party in everyone.items():
        path, members = path_of(case.parties, name), tuple(party.members)
        for field, rule in (("decides", party.decides), ("ratified_by", party.ratified_by)):
            if rule is not None:
                found += _rule(case, rule, (*path, field), members, at)
        if party.decides is not None:
            found += [
                at((*path, "decides"), f"{other} is no member of {name}", "put its yes into `ratified_by`")
                for other in party.decides.parties(members)
                if other in everyone and name not in case.groups_of(other)
            ]
    found += _needs(case, at)
    yield from found
    if not found:
        yield from _circles(case, at)
    if not found:
        yield from _voices(case, at)
    yield from _chances(case, at)
    yield from _payments(case, at)


def _rule(case: Case, rule: Rule, path: Path, all_of: tuple[str, ...], at: At) -> Iterator[Problem]:
    """What is wrong with one rule; all_of: whom it counts where it names nobody."""
    everyone = case.everyone()
    if rule.party is not None and rule.party not in everyone:
        where = f"write `of: {rule.party}`, as in `{{at_least: 2, of: {rule.party}}}`, or `all` for all of them"
        fix = where if rule.party in ("members", "signers") else nearest(rule.party, everyone)
        yield at(path, f"unknown party '{rule.party}'", fix)
    for name in rule.including:
        if name not in everyone:
            yield at((*path, "including"), f"unknown party '{name}'", nearest(name, everyone))
    for name in dict.fromkeys(each for each in rule.including if rule.including.count(each) > 1):
        yield at((*path, "including"), f"'{name}' stands there twice", "name each once")
    voters = tuple(rule.voters(all_of))
    if rule.party is None and not voters:
        yield at(path, "this rule counts nobody", "name parties in `of`")
    for count, among in ((rule.at_least, len(voters)), (rule.or_blocked_by_fewer_than, len(rule.parties(all_of)))):
        if voters and count is not None and count > among:
            yield at(path, f"{count} of {among} cannot be had", f"ask for {among} at most")
    named = [voter.party for voter in voters if voter.party is not None]
    if len(set(named)) < len(named):
        twice = next(name for name in named if named.count(name) > 1)
        yield at(path, f"'{twice}' is counted twice", "name each once")
    if rule.by is not None:
        yield from _weights(case, rule, path, voters, at)
    for name, part in (("all", rule.all), ("any", rule.any), ("of", rule.of)):
        for number, voter in enumerate(part if isinstance(part, tuple) else ()):
            yield from _rule(case, voter, (*path, name, number), all_of, at)


def _weights(case: Case, rule: Rule, path: Path, voters: tuple[Rule, ...], at: At) -> Iterator[Problem]:
    everyone = case.everyone()
    if any(voter.party is None for voter in voters):
        yield at(path, "only parties have weights, no rules", "name parties in `of`")
        return
    names = [str(voter.party) for voter in voters]
    if isinstance(rule.by, dict):
        weights = rule.by
        for name, weight in weights.items():
            if weight < 0:
                fix = "write 0 for one whose yes counts nothing"
                yield at((*path, "by", name), f"the weight of {name} is below 0, so its yes would do harm", fix)
            if name not in everyone:
                yield at((*path, "by", name), f"unknown party '{name}'", nearest(name, everyone))
            elif name not in names:
                fix = "name it in `of`, or take its weight out"
                yield at((*path, "by", name), f"{name} has a weight here and is not among those counted", fix)
    else:
        counted = {name: everyone[name].votes for name in names if name in everyone}
        weights = {name: votes[rule.by] for name, votes in counted.items() if rule.by in votes} if rule.by else {}
        known = {kind for party in everyone.values() for kind in party.votes}
        if rule.by not in known:
            fix = nearest(str(rule.by), known) if known else f"write `votes: {{{rule.by}: ...}}` at each party"
            yield at((*path, "by"), f"no party has votes called '{rule.by}'", fix)
            return
    silent = [name for name in names if name not in weights and name in everyone]
    if silent:
        yield at((*path, "by"), f"{', '.join(silent)} has no weight here", "give each one, 0 where it counts nothing")
    total = sum(weights.values())
    if not silent and (not total or (rule.quota or 0) > total):
        what = (
            f"a quota of {rule.quota:g} of {total:g} cannot be had" if rule.quota else "the weights add up to nothing"
        )
        yield at(path, what, "check the weights")


def _needs(case: Case, at: At) -> Iterator[Problem]:
    everyone = case.everyone()
    for name, issue in case.issues.items():
        written = issue.needs.written if isinstance(issue.needs, ByStep) else issue.needs
        for option, parties in written.items():
            path: Path = ("issues", name, "needs", option)
            if issue.steps is not None:
                try:
                    ByStep.over(issue.steps, {**issue.needs} if written is issue.needs else {option: parties})
                except NoStep as found:
                    yield at(path, f"issue {name}: {found.what}", found.fix)
            elif option not in issue.options:
                yield at(path, f"unknown option '{option}' of issue {name}", nearest(option, issue.options))
            for party in parties:
                if party not in everyone:
                    yield at(path, f"unknown party '{party}'", nearest(party, everyone))


def _circles(case: Case, at: At) -> Iterator[Problem]:
    """A yes that waits for itself, told once a circle."""
    asked = {name: case.asked_by(name) for name in case.everyone()}
    done: set[str] = set()
    for start in asked:
        trail: list[str] = []

        def follow(name: str, trail: list[str] = trail) -> list[str] | None:
            if name in trail:
                return [*trail[trail.index(name) :], name]
            if name in done:
                return None
            trail.append(name)
            for other in asked[name]:
                if circle := follow(other):
                    return circle
            trail.pop()
            done.add(name)
            return None

        if circle := follow(start):
            field = "decides" if case.everyone()[circle[0]].decides else "ratified_by"
            what = f"the yes of {circle[0]} waits for itself: {' -> '.join(circle)}"
            yield at((*path_of(case.parties, circle[0]), field), what, "take one of them out of the other's rule")
            done.update(circle)


def _voices(case: Case, at: At) -> Iterator[Problem]:
    """Those who are asked and of whom nobody could say whether they accept."""
    for name in case.voices():
        if name in case.signers():
            continue  # told with the signers
        interest = case.interest_of(name)
        wanting = "interests" if not interest.issues else "`no_deal`" if interest.no_deal is None else ""
        if wanting:
            role = "an option needs it" if name in case.spoilers() else "its yes is asked for"
            fix = "say what no agreement is worth to it, with what it wants; or, for a body at home, `passes: 60..80`"
            yield at(path_of(case.parties, name), f"{role}, but {name} has no {wanting}", fix)


def _chances(case: Case, at: At) -> Iterator[Problem]:
    """Where only the chance of a yes is judged of somebody who is not simply a body at home that nobody can rate."""
    everyone, signers, spoilers = case.everyone(), case.signers(), case.spoilers()
    deciding = {
        name: group
        for group, party in everyone.items()
        if party.decides is not None
        for name in party.decides.parties(tuple(party.members))
    }
    for name, party in everyone.items():
        if party.passes is None:
            continue
        path: Path = (*path_of(case.parties, name), "passes")
        rate = "say what no agreement is worth to it, with what it wants, in place of `passes`"
        if name in signers:
            yield at(path, f"{name} signs, and a chance of its yes is no yes", rate)
        elif name in deciding:
            yield at(path, f"{name} decides for {deciding[name]}, and a chance of its yes is no yes", rate)
        elif name in spoilers:
            yield at(path, f"an option needs {name}, and a chance of its yes is no yes", rate)
        elif name in case.interests:
            yield at(path, f"{name} has interests as well as `passes`, so it says yes in two ways", "keep one of them")


def _payments(case: Case, at: At) -> Iterator[Problem]:
    """What does not fit in `payments`: who is unknown, stands on both sides, or has no judgements to be paid by."""
    if case.payments is None:
        return
    everyone = case.everyone()
    sides = (("from", case.payments.from_), ("to", case.payments.to))
    for side, names in sides:
        for name in names:
            path: Path = ("payments", side)
            if name not in everyone:
                yield at(path, f"unknown party '{name}'", nearest(name, everyone))
            elif not case.interest_of(name).issues or case.interest_of(name).no_deal is None:
                fix = "say what no agreement is worth to it, with what it wants"
                yield at(path, f"{name} has no interests or no `no_deal`, so what it gains cannot be told", fix)
        for name in dict.fromkeys(each for each in names if names.count(each) > 1):
            yield at(("payments", side), f"'{name}' stands there twice", "name each once")
    for name in case.payments.from_:
        if name in case.payments.to:
            yield at(("payments",), f"'{name}' cannot pay itself", "let it stand in `from` or in `to`")
