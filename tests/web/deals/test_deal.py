"""The lines of a card: how sure an agreement is and who refuses first, of readings and in the middle of ranges."""

from types import SimpleNamespace

import pytest

from comity import read_case
from comity.catalog import case_file
from comity.web.deals.deal import _how_sure


@pytest.fixture(scope="module")
def case():
    return read_case(case_file("abdelnabi-2024"))


def told(case, share, gains, refusing=0.0, broken=()):
    party, *others = case.signers()
    signers = [SimpleNamespace(party=party, gain=gains[0], share=refusing)]
    signers += [SimpleNamespace(party=other, gain=gains[1], share=0.0) for other in others]
    candidate = SimpleNamespace(broken=broken, share=share, signers=signers, first=signers[0])
    return [line.value for line in _how_sure(case, candidate)]


def test_how_sure_it_is_in_the_readings_and_who_refuses_first(case):
    name = case.everyone()[case.signers()[0]].name
    assert told(case, 0.86, (1, 2), 0.11) == ["86 of 100 readings", f"{name}, in 11 of 100"]
    assert told(case, 1.0, (1, 2)) == ["100 of 100 readings", f"nobody; nearest is {name}"]


def test_how_sure_it_is_in_the_middle_of_every_range(case):
    name = case.everyone()[case.signers()[0]].name
    assert told(case, None, (0, 2)) == ["yes, in the middle of every range"]
    assert told(case, None, (-1, 2)) == [f"no: {name} would not"]


def test_what_breaks_a_rule_is_signed_by_nobody(case):
    assert told(case, None, (1, 2), broken=("a",)) == ["no: it breaks a rule"]
    assert told(case, None, (1, 2), broken=("a", "b")) == ["no: it breaks rules"]
