"""Any case with messages and ties: it is fit for use, comes back from its file, and is counted right."""

from __future__ import annotations

import json
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.case.check import check_document
from comity.case.model import Case
from comity.case.text import Document
from comity.questions.influence import words
from comity.questions.influence.answer import influence_of
from comity.questions.influence.levers import possible
from moved import with_number
from strategies import case_text, cases
from ties import tie, with_messages


def spoken(case: Case, draw: random.Random) -> Case:
    """The case with a few messages to who signs and states its own interests, and ties to these."""
    messages, ties = [], []
    for party in case.signers():
        stated = case.interests.get(party)
        if stated is None or stated.no_deal is None or not stated.issues:
            continue
        issue = draw.choice(list(stated.issues))
        option = draw.choice(list(stated.issues[issue].ratings))
        limit = round(draw.uniform(0, 100), 1)
        messages.append({"to": party, "moves": draw.choice([{"no_deal": limit}, {issue: {option: limit}}])})
        for speaker in draw.sample(list(case.everyone()), min(3, len(case.everyone()))):
            if speaker != party:
                best = draw.randint(20, 150)
                turns = draw.randint(best + 1, 2 * best)
                ties.append(
                    tie(speaker, party, f"{draw.randint(0, 50)}..{draw.randint(50, 100)}", str(best), str(turns))
                )
    return with_messages(case, messages, ties)


@settings(max_examples=12, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=cases(), seed=st.integers(0, 1000))
def test_it_is_fit_comes_back_and_counts(case: Case, seed: int) -> None:
    case = spoken(case, random.Random(seed))
    checked = check_document(Document(case_text(case), "case.yaml"))
    assert checked.case is not None, checked.problems
    assert (checked.case.messages, checked.case.ties) == (case.messages, case.ties)
    found = influence_of(case, draws=20)
    json.dumps(found.json(), allow_nan=False)
    for message in found.messages:
        path = tuple(message.judgement.split("."))
        for carried in message.carried:
            assert carried.worst.agreements <= carried.best.agreements
            for reached in (carried.worst, carried.best, carried.hard):
                assert reached.agreements == possible(with_number(case, path, reached.value))
        if message.together is not None:
            assert len(message.together.pressures) > 1
    assert words.answer(case, found)
    assert all(words.moved(case, lever) for lever in found.levers)
