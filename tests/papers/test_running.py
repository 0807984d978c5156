"""What every page bears: a digest that changes with what a paper was made from, and with nothing else."""

from __future__ import annotations

import datetime as dt

from comity.agreements.suppose import supposed
from comity.case.model import Case
from comity.papers.running import digest, running, subtitle
from talks import TALKS, talks


def test_a_digest_is_that_of_the_case_the_sources_the_version_and_the_seed() -> None:
    case = talks()
    assert digest(case) == digest(talks())
    turned = Case.model_validate({**TALKS, "parties": dict(reversed(TALKS["parties"].items()))})
    assert digest(turned) == digest(case) == digest(talks(author="Desk", marking="RESTRICTED"))
    others = [
        digest(case, seed=1),
        digest(talks(title="Other talks")),
        digest(supposed(case, (), ["a: no_deal=80"])),
        digest(case.with_texts({"leaked": "words"})),
        digest(talks(red_lines=[{"party": "a", "never": {"x": "q"}, "firmness": "declared", "because": "So."}])),
    ]
    assert len({digest(case), *others}) == 6
    assert all(len(each) == 12 for each in others)


def test_pages_bear_what_the_case_says_unless_another_author_or_marking_is_given() -> None:
    case = talks(author="Desk", marking="RESTRICTED", as_of="2025-08-18")
    found = running(case)
    assert (found.author, found.marking, found.as_of) == ("Desk", "RESTRICTED", dt.date(2025, 8, 18))
    assert found.digest == digest(case)
    other = running(case, "Embassy", "")
    assert (other.author, other.marking) == ("Embassy", "")


def test_a_subtitle_names_the_case_and_its_day() -> None:
    assert subtitle(talks(as_of="2025-08-08")) == "Two issues, two parties, as of 8 August 2025"
    assert subtitle(talks()) == "Two issues, two parties"
