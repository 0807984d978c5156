"""Whether the parts of a case fit each other: contradictions, missing judgements, evidence that is not there.

The names by which they speak of each other are settled before (`comity.case.names`): what an unknown one stands for is
put right or left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.case.consent_check import consent_problems
from comity.case.contest import WarValue
from comity.case.dated_check import dated_problems
from comity.case.estimate import Estimate
from comity.case.evidence import SourceText, Standing
from comity.case.judgement import Evidence
from comity.case.messages_check import message_problems
from comity.case.model import NO_OUTCOME, Case, Interest, IssueInterest
from comity.case.no_deal import LikeValue
from comity.case.paths import evidence_paths, judgement_paths
from comity.case.readable import Readable
from comity.case.talks_check import talks_problems
from comity.case.tied_check import tied_problems
from comity.case.tree import Path
from comity.problem import Place, Problem, Severity, nearest

SHOWN = 5
"""How many places of the same words are named."""

EXCERPT = 80
"""How many letters of a source are shown."""


@dataclass(frozen=True)
class Crosscheck:
    """Whether the parts of a case fit each other."""

    case: Case
    readable: Readable

    def problems(self) -> Iterator[Problem]:
        """Everything that does not fit, each with its place."""
        yield from self._parties()
        for party, interest in self.case.interests.items():
            yield from self._interest(party, interest)
            yield from self._like(party, interest)
        yield from self._signers()
        yield from consent_problems(self.case, self._at)
        yield from dated_problems(self.case, self._at)
        yield from talks_problems(self.case, self._at, self._whole)
        yield from message_problems(self.case, self._at)
        yield from tied_problems(self.case, self._at)
        yield from self._conditions()
        yield from self._red_lines()
        yield from self._contest()
        yield from self._proposals()
        yield from self._evidence()
        yield from self._drafts()

    def _at(self, path: Path, what: str, fix: str = "", severity: Severity = "error") -> Problem:
        return Problem(self.readable.place(self.readable.path(path)), what, fix, severity)

    def _parties(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for path, name in _party_paths(("parties",), self.case.parties):
            if name in seen:
                yield self._at(path, f"'{name}' names two parties", "give each party and member a name of its own")
            seen.add(name)
        if not self.case.signers() and self._whole(("parties",)):
            fix = "mark those whose consent an agreement needs with `signs: yes`"
            yield self._at(("parties",), "no party signs, so none can refuse", fix, "warning")

    def _interest(self, party: str, interest: Interest) -> Iterator[Problem]:
        path: Path = ("interests", party)
        interest = interest.model_copy(update={"scale": self.case.scale_of(party)})
        for issue, stated in interest.issues.items():
            if issue in self.case.issues:
                yield from self._issue_interest(party, interest, issue, stated)
        inherited = self.case.interest_of(party).issues if party in self.case.everyone() else interest.issues
        weights = [stated.weight.high for stated in inherited.values() if stated.weight]
        if interest.scale == "weights" and weights and not any(weights) and self._whole(path):
            fix = "give at least one issue a weight above 0"
            yield self._at(path, f"the weights of {party} do not add up to anything", fix)

    def _like(self, party: str, interest: Interest) -> Iterator[Problem]:
        """What no deal is said to be like; without a value it must settle all that matters to the party."""
        if interest.no_deal is None or not interest.no_deal.like:
            return
        path: Path = ("interests", party, "no_deal", "like")
        like = interest.no_deal.like
        if isinstance(interest.no_deal, LikeValue) and self._whole(path) and party in self.case.everyone():
            missing = [issue for issue in self.case.interest_of(party).issues if issue not in like]
            if missing:
                what = (
                    f"what no deal is worth to {party} cannot follow from `like`: it leaves {', '.join(missing)} open"
                )
                yield self._at(path, what, "name an option of each, or say the `value` as well")

    def _issue_interest(self, party: str, interest: Interest, issue: str, stated: IssueInterest) -> Iterator[Problem]:
        path: Path = ("interests", party, issue)
        for option, rating in stated.ratings.items():
            scaled = interest.scale == "weights" and self._whole(("interests", party, "scale"))
            judged: dict[Path, Estimate] = {(): rating}
            judged |= {("before", name): before for name, before in rating.before.items()}
            for within, each in judged.items():
                if scaled and not 0 <= each.low <= each.high <= 100:
                    what = f"the rating {each.words()} of {issue}={option} lies outside 0..100"
                    fix = "rate the best option 100 and the worst 0 or above"
                    yield self._at((*path, option, *within), what, fix)
        if self._whole(path):
            missing = self.case.issues[issue].unrated(stated.ratings)
            if missing:
                what = f"{party} does not rate {', '.join(missing)} of issue {issue}"
                fix = "rate every option, with a wide range where in doubt"
                if self.case.issues[issue].steps is not None:
                    fix = "rate both ends of the amount, and steps between them where the line bends"
                yield self._at(path, what, fix)
        if not self._whole(("interests", party, "scale")):
            return
        if interest.scale == "points" and stated.weight:
            fix = "leave the weight out, or leave `scale: points` out and rate options 0..100"
            yield self._at((*path, "weight"), f"{party} counts in points, so {issue} has no weight", fix)
        if interest.scale == "weights" and stated.weight is None and self._whole((*path, "weight")):
            fix = "say how much the issue matters, or write `scale: points` for a score sheet"
            yield self._at(path, f"{party} gives issue {issue} no weight", fix)
        if stated.weight and min(each.low for each in (stated.weight, *stated.weight.before.values())) < 0:
            yield self._at((*path, "weight"), f"the weight of {issue} is below 0", "weights are 0 or more")

    def _signers(self) -> Iterator[Problem]:
        for party in self.case.signers():
            interest = self.case.interest_of(party)
            path: Path = ("interests", party)
            place = path if party in self.case.interests else _path_of(self.case, party)
            if not self._whole(path) or not self._whole(("interests",)) or self.case.everyone()[party].decides:
                continue
            if not interest.issues:
                fix = f"add interests: {party}: with a weight and ratings for the issues that matter to it"
                yield self._at(place, f"{party} signs but has no interests", fix)
                continue
            if interest.no_deal is None and self._whole((*path, "no_deal")):
                fix = "say what no agreement is worth to it, 0..100, with a range where in doubt"
                yield self._at(place, f"{party} signs but has no `no_deal`", fix)
            silent = [issue for issue in self.case.issues if issue not in interest.issues]
            silent = [issue for issue in silent if self._whole((*path, issue))]
            if silent:
                what = f"{party} states no interest in {', '.join(silent)}: it counts as indifferent"
                yield self._at(place, what, severity="warning")

    def _conditions(self) -> Iterator[Problem]:
        names: set[str] = set()
        for at, (name, rule) in enumerate(zip(self.case.condition_names(), self.case.conditions, strict=True)):
            path: Path = ("conditions", at)
            yield from self._own_name(path, name, names)
            for issue in rule.if_.keys() & rule.then.keys():
                if not set(rule.if_[issue]) & set(rule.then[issue]):
                    named = ", ".join(self.case.issues[issue].shorts(rule.if_[issue]))
                    what = f"this condition can only hold where {issue} is none of {named}"
                    yield self._at((*path, "then", issue), what, "is another issue meant?", "warning")

    def _own_name(self, path: Path, name: str, names: set[str]) -> Iterator[Problem]:
        if name in names:
            yield self._at((*path, "id"), f"the id '{name}' is used twice", "give each its own")
        names.add(name)

    def _red_lines(self) -> Iterator[Problem]:
        names = set(self.case.condition_names())
        closed: dict[tuple[str, str], set[str]] = {}
        today = self.case.red_lines_today()
        binding = (*self.case.signers(), *self.case.voices())
        heard = {name for party in binding for name in (party, *self.case.groups_of(party))}
        for at, (name, line) in enumerate(zip(self.case.red_line_names(), self.case.red_lines, strict=True)):
            path: Path = ("red_lines", at)
            yield from self._own_name(path, name, names)
            if name in today and len(line.never) == 1 and not line.unless:
                (issue, options), *_ = line.never.items()
                shut = closed.setdefault((line.party, issue), set())
                before = set(shut)
                shut |= set(options)
                known = self.case.issues.get(issue)
                binds = line.party in heard or not self._whole(("parties",))
                if binds and known and shut >= set(known.options) and not before >= set(known.options):
                    fix = "leave at least one option that it would sign"
                    what = f"{line.party}'s red lines rule out every option of issue {issue}"
                    yield self._at((*path, "never", issue), what, fix)
            if line.party in self.case.everyone() and line.party not in heard and self._whole(("parties",)):
                what = f"{line.party} does not sign, so its red line rules nothing out"
                yield self._at((*path, "party"), what, "it is shown as an objection without a veto", "warning")

    def _contest(self) -> Iterator[Problem]:
        contest = self.case.contest
        for party, interest in self.case.interests.items():
            if isinstance(interest.no_deal, WarValue) and self._whole(("contest",)):
                path: Path = ("interests", party, "no_deal")
                if contest is None:
                    yield self._at(path, "no_deal is to follow from the contest, but there is none", "add `contest:`")
                elif party not in contest.sides:
                    what = f"{party} does not fight in the contest, so its no_deal cannot follow from it"
                    yield self._at(path, what, f"only {' and '.join(contest.sides)} do")
        if contest is None:
            return
        if contest.challenger == contest.defender:
            yield self._at(("contest", "defender"), "challenger and defender are the same party", "name the other side")
        sharing = [issue for issue, effects in contest.effects.items() if any(e.share for e in effects.values())]
        for issue in sharing[1:]:
            what = f"{sharing[0]} and {issue} both set the challenger's share of the stake"
            yield self._at(("contest", "effects", issue), what, "let one issue set it; use `odds` for the other")
        for issue, effects in contest.effects.items():
            path = ("contest", "effects", issue)
            if issue not in self.case.issues:
                continue
            for option, effect in effects.items():
                if effect.guarantee and not contest.guarantor and self._whole(("contest", "guarantor")):
                    fix = "add `guarantor:` with its rescue, punishment, wavers and recovers"
                    yield self._at((*path, option, "guarantee"), "a guarantee needs a guarantor", fix)
            stated = {option for option, effect in effects.items() if effect.share}
            silent = tuple(option for option in self.case.issues[issue].options if option not in stated)
            if issue in sharing[:1] and silent and self._whole(path):
                shorts = ", ".join(self.case.issues[issue].shorts(silent))
                what = f"the challenger's share under {issue}={shorts} is not stated"
                yield self._at(path, what, "state a share for every option of the issue")

    def _proposals(self) -> Iterator[Problem]:
        if NO_OUTCOME in self.case.proposals:
            what = f"no proposal can be named '{NO_OUTCOME}', which says that nothing was agreed"
            yield self._at(("proposals", NO_OUTCOME), what, "give it another short name")
        outcome = self.case.outcome
        if outcome is not None and outcome != NO_OUTCOME and outcome not in self.case.proposals:
            near = nearest(outcome, [*self.case.proposals, NO_OUTCOME]) or f"write {NO_OUTCOME}, or describe it"
            yield self._at(("outcome",), f"the outcome '{outcome}' is no proposal of this case", near)

    def _evidence(self) -> Iterator[Problem]:
        for path, evidence in evidence_paths(self.case):
            source = self.case.sources.get(evidence.source)
            if source is None:
                if ("sources", evidence.source) not in self.readable.left_out:
                    what = f"evidence from an unknown source '{evidence.source}'"
                    yield self._at(path, what, nearest(evidence.source, self.case.sources))
                continue
            standing = self.case.standing(evidence)
            if standing is not None:
                yield from self._standing(path, evidence, standing, source.file)

    def _standing(self, path: Path, evidence: Evidence, standing: Standing, file: str) -> Iterator[Problem]:
        """What is wrong with where a piece of evidence stands in its source today."""
        read = self.case.source_texts[evidence.source]
        place, words = standing.place, f"“{evidence.words}”"
        if standing.kind == "there":
            yield from self._span(path, evidence, read)
            return
        now = read.evidence(evidence, place) if place else None
        if standing.kind == "beyond":
            what = f"evidence {evidence} points past the end of {file} ({len(read.text)} characters)"
            yield self._at(path, what, f"write the words alone: `{evidence.source}: the words`")
        elif standing.kind == "found":
            what = f"the place of {words} in {file} is not noted yet"
            yield self._at(path, what, f"write `{now}`; mending the file does", "warning")
        elif standing.kind == "moved":
            what = f"{words} has moved in {file}: at {evidence.place()} now stands {_excerpt(read, evidence)}"
            yield self._at(path, what, f"write `{now}`; mending the file does", "warning")
        elif standing.kind == "changed":
            what = f"what begins with {words} in {file} reads otherwise than it was noted: “{_short(standing.quote)}”"
            fix = f"if it still bears this out, write `{now}`; if not, correct the judgement"
            yield self._at(path, what, fix, "warning")
        elif standing.kind == "several":
            places = [f"{evidence.source}:{start}-{end}" for start, end in standing.places]
            told = ", ".join(places[:SHOWN]) + (", ..." if len(places) > SHOWN else "")
            what = f"{words} stands at {len(places)} places of {file}: {told}"
            fix = f"take the place that is meant, `{read.evidence(evidence, standing.places[0])}`, or add words"
            yield self._at(path, what, fix)
        elif standing.kind == "unsearched":
            what = f"{words} is not at its place in {file}, and the text is too long to be searched again"
            yield self._at(path, what, "find them in it, and write their place anew")
        else:
            there = "" if evidence.start is None else f"; at {evidence.place()} stands {_excerpt(read, evidence)}"
            fix = "copy the words from the source, as they stand there"
            if place:
                fix = f"nearest comes {evidence.source}:{place[0]}-{place[1]}, “{_short(read.text[slice(*place)])}”"
            yield self._at(path, f"{words} stands nowhere in {file}{there}", fix)

    def _span(self, path: Path, evidence: Evidence, read: SourceText) -> Iterator[Problem]:
        """What is odd about the span that a piece of evidence takes."""
        span = evidence.start or 0, evidence.end or 0
        if not read.text[slice(*span)].strip():
            yield self._at(path, f"evidence {evidence} points at blank space")
            return
        ends = [end for end, half in zip(("begins", "ends"), read.half_words(span), strict=True) if half]
        if ends:
            what = f"evidence {evidence.place()} {' and '.join(ends)} inside a word: {_excerpt(read, evidence)}"
            fix = f"the source may have been edited since; write the words alone: `{evidence.source}: the words`"
            yield self._at(path, what, fix, "warning")

    def _drafts(self) -> Iterator[Problem]:
        drafts = sum(judgement.draft for _, judgement in judgement_paths(self.case))
        if drafts:
            what = f"{drafts} judgement{'s are' if drafts > 1 else ' is'} still a draft that nobody has confirmed"
            place = Place(self.readable.document.file)
            yield Problem(place, what, "correct each, then delete its `draft: yes`", "warning")

    def _whole(self, path: Path) -> bool:
        """Whether nothing at or below a path had to be left out, so that what is missing there is truly missing."""
        return self.readable.whole(path)


def _short(text: str | None) -> str:
    """Words of a source on one line, cut where they are long."""
    line = " ".join((text or "")[: 2 * EXCERPT].split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rsplit(' ', 1)[0]} ..."


def _excerpt(read: SourceText, evidence: Evidence) -> str:
    """What stands at the place that a piece of evidence names."""
    words = _short(read.text[evidence.start : evidence.end])
    return f"“{words}”" if words else "nothing"


def _party_paths(path: Path, parties: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for name, party in parties.items():
        yield (*path, name), name
        yield from _party_paths((*path, name, "members"), party.members)


def _path_of(case: Case, sought: str) -> Path:
    return next(path for path, name in _party_paths(("parties",), case.parties) if name == sought)
