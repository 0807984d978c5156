"""The vote on accession: counted agreement by agreement, with the double majority written out."""

from __future__ import annotations

from brute import Oracle, crosses
from comity.case.check import read_case
from comity.case.text import Document
from comity.catalog import case_file
from comity.questions.consent.answer import consent

NAME = "accession-vote"


def test_what_the_double_majority_changes() -> None:
    case, plain = read_case(case_file(NAME)), Oracle(read_case(case_file(NAME)))
    states = {name: party.votes["population"] for name, party in case.parties.items() if party.votes}

    def yes(name: str, deal: dict[str, str]) -> bool:
        free = not any(crosses(line, deal) for line in case.red_lines_of(name).values())
        return free and plain.accepted(name, deal)

    by_rule = by_all = 0
    for deal in plain.deals:
        needed = {name for issue, option in deal.items() for name in case.issues[issue].needs.get(option, ())}
        ayes = {name for name in states if yes(name, deal) and (name != "arden" or yes("chamber", deal))}
        people = sum(states[name] for name in ayes)
        majority = len(ayes) * 100 >= 55 * len(states) and people * 100 >= 65 * sum(states.values())
        enough = majority or len(states) - len(ayes) < 4
        by_rule += enough and yes("novar", deal) and needed <= {*ayes, "novar"}
        by_all += len(ayes) == len(states) and yes("novar", deal)
    said = Document.read(case_file(NAME).with_name("answers.yaml")).plain()
    data = consent(case, draws=20).data
    unanimous = case.model_copy(update={"consent": None})
    assert int(said["agreements"]) == len(plain.deals)
    assert int(said["by_the_double_majority"]) == by_rule == data["passing"]
    assert int(said["by_all"]) == by_all == consent(unanimous, draws=20).data["passing"]
    assert {name: int(count) for name, count in said["needed_in"].items()} == data["pivotal"]
    assert int(said["core"]) == data["core"]
