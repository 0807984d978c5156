"""The interview: the next question, and the case with an answer in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from comity.case.interview import (
    measures,
    messages,
    no_deal,
    phrases,
    preconditions,
    ratings,
    reasons,
    red_lines,
    skeleton,
    talks,
    ties,
    today,
    weights,
)
from comity.case.interview.prompt import About, Prompt
from comity.case.interview.reply import understood
from comity.case.interview.so_far import SoFar
from comity.case.interview.writing import BEGINNING
from comity.case.text import Document
from comity.case.tree import Mapping, Node, Scalar, Sequence
from comity.problem import Place, Problem, Problems

CHECK = "the check of the file says what is wrong; correct that first"
IN_STEPS = (preconditions, talks, measures, messages)
"""Parts in which something is chosen before it can be written: what is in their HELD is not in the file yet."""
PARTS = (skeleton, ratings, weights, reasons, no_deal, red_lines, today, ties, phrases, *IN_STEPS)


@dataclass(frozen=True)
class Interview:
    """A case that is being made by answering questions.

    document: the file as it stands, which is to be saved after every answer. passed: what was left without an answer in
    this sitting. chosen: what was answered about something that cannot be written before more of it is known, its topic
    first. noted: what was understood of the last answer, in words. before: the state before the last answer.

    >>> interview = Interview.begun("well.yaml").answered("The well")
    >>> interview.prompt.asks
    'Which day does the case describe?'
    """

    document: Document
    passed: frozenset[About] = frozenset()
    chosen: About = ()
    noted: str = ""
    before: Interview | None = None

    @classmethod
    def begun(cls, file: str) -> Interview:
        """A new case, of which nothing is known yet."""
        return cls(Document(BEGINNING, file))

    @classmethod
    def resumed(cls, document: Document) -> Interview:
        """A case of which something stands in a file.

        Raises Problems for a file that is none, and for what is written in a form that no answer could be added to.
        """
        if "comity" not in document.root.values:
            fix = "name another file for a new case"
            raise Problems([Problem(Place(document.file), "this file holds something else than a case", fix)])
        if problems := [*document.problems, *_misshapen(document)]:
            raise Problems(problems)
        return cls(document)

    @cached_property
    def so_far(self) -> SoFar:
        """What the file says."""
        return SoFar(self.document)

    @cached_property
    def prompt(self) -> Prompt | None:
        """The next question; None where everything is answered or passed."""
        if self.chosen:
            (part,) = (part for part in IN_STEPS if self.chosen[0] in part.HELD)
            following: Prompt = part.following(self.so_far, self.chosen)
            return following
        return next((prompt for prompt in self._open() if prompt.about not in self.passed), None)

    @property
    def is_case(self) -> bool:
        """Whether the file has what every case needs: a title, two parties, and two options for every issue."""
        so_far = self.so_far
        options = [len(so_far.options(issue)) for issue in so_far.issues()]
        parties = len(so_far.parties())
        return so_far.at("title") is not None and min([parties, *options]) >= skeleton.LEAST and bool(options)

    def answered(self, given: str) -> Interview:
        """The interview with an answer to the next question; raises Problems where it is not understood."""
        prompt = self.prompt
        if prompt is None:
            raise Problems([Problem(Place(self.document.file), "nothing more is asked")])
        reply = understood(prompt, given)
        if any(prompt.about[0] in part.HELD for part in IN_STEPS):
            said = next(choice.words for choice in prompt.choices if (choice.name,) == reply)
            return replace(self, chosen=(*prompt.about, *reply), noted=f"{said}.", before=self)
        (part,) = (part for part in PARTS if prompt.about[0] in part.TOPICS)
        document, noted = part.taken(self.so_far, prompt, reply)
        return Interview(document, self.passed, (), noted, self)._weighed()

    def passed_over(self) -> Interview:
        """The interview with the next question left without an answer; raises Problems where one is needed."""
        prompt = self.prompt
        if prompt is None or not prompt.may_be_passed:
            raise Problems([Problem(Place("your answer"), "this one is needed", "? says what is meant")])
        if self.chosen:  # it may be asked again, of something else
            return replace(self, chosen=(), noted=f"{prompt.passing}.", before=self)
        return replace(self, passed=self.passed | {prompt.about}, noted=f"{prompt.passing}.", before=self)._weighed()

    def _open(self) -> Iterator[Prompt]:
        """Everything that is still to be asked, in order."""
        so_far = self.so_far
        yield from skeleton.prompts(so_far)
        for party in so_far.signers():
            yield from self._ratings(party)
            yield from weights.prompts(so_far, party)
            yield from reasons.prompts(so_far, party)
            yield from no_deal.prompts(so_far, party)
            yield from red_lines.prompts(so_far, party)
        passed = {about[0] for about in self.passed}
        yield from (prompt for prompt in today.prompts(so_far) if prompt.about[0] not in passed)
        for part in (preconditions, talks, measures, messages):
            yield from part.prompts(so_far)
        yield from self._ties()
        if "short" not in passed:
            yield from phrases.prompts(so_far)

    def _ties(self) -> Iterator[Prompt]:
        """What is still to be asked of ties, but for those that were left drafts in this sitting."""
        for prompt in ties.prompts(self.so_far):
            if not any(passed[0] in ties.TOPICS[1:-1] and passed[1] == prompt.about[1] for passed in self.passed):
                yield prompt

    def _ratings(self, party: str) -> Iterator[Prompt]:
        """What is still to be asked of a party's ratings, but for issues that were left drafts in this sitting."""
        for prompt in ratings.prompts(self.so_far, party):
            if not any(passed[0] in ratings.TOPICS and passed[1:3] == prompt.about[1:3] for passed in self.passed):
                yield prompt

    def _weighed(self) -> Interview:
        """The same, in which the only issue that a party is rated on has its whole weight."""
        interview = self
        for party in self.so_far.signers():
            if not any(self._ratings(party)):
                document = weights.alone(interview.so_far, party)
                interview = replace(interview, document=document)
        return interview


def _misshapen(document: Document) -> Iterator[Problem]:
    """What stands in the sections that answers go into and is no named entries, or no list where one is meant."""
    root = document.root
    for section in ("parties", "issues", "interests", "messengers", "measures"):
        stated = root.values.get(section)
        if stated is None or _is_empty(stated):
            continue
        if not isinstance(stated, Mapping):
            yield Problem(document.place((section,)), f"'{section}' must be named entries", CHECK)
            continue
        for name, entry in stated.values.items():
            within = entry.values.get("options") if section == "issues" and isinstance(entry, Mapping) else entry
            if (
                section in ("issues", "interests")
                and within is not None
                and not (isinstance(within, Mapping) or _is_empty(within))
            ):
                yield Problem(document.place((section, name)), f"'{name}' must be named entries", CHECK)
    for section in ("red_lines", "ties", "preconditions", "messages"):
        stated = root.values.get(section)
        if stated is not None and not (isinstance(stated, Sequence) or _is_empty(stated)):
            yield Problem(document.place((section,)), f"'{section}' must be a list", CHECK)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text


def blank(file: str) -> Document:
    """A case with names to be replaced, in which every judgement is still a draft."""
    interview = Interview.begun(file)
    answers = ["A negotiation", "", "First party", "yes", "Second party", "yes", "", "First issue"]
    for answer in [*answers, "One way to settle it", "Another way to settle it", "", ""]:
        interview = interview.answered(answer) if answer else interview.passed_over()
    return interview.document
