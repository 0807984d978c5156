"""What a reader must know first: what is supposed is said once, in words, whatever else a finding warns of."""

from __future__ import annotations

import pytest

from comity.agreements.suppose import supposed
from comity.case.check import read_case
from comity.case.wording import standing_caveats
from comity.papers.in_words import in_words
from comity.papers.options.paper import options_paper
from comity.papers.warnings import warnings
from material import ROOT
from talks import talks

EXAMPLE = ROOT / "examples" / "washington-2025" / "case.yaml"
ILLUSTRATIVE = "All ratings, weights and no-deal values are illustrative judgements."


def test_what_is_not_as_in_the_case_is_one_sentence_without_a_short_name() -> None:
    supposing = ["russia-keeps-control: never territory=restored|partial|frozen", "usa: no_deal=50"]
    case = supposed(read_case(EXAMPLE), without=["europe-borders"], suppose=supposing)
    assert warnings(case, standing_caveats(case)) == (
        "Not as in the case. Supposed here: Russia will accept only handing over the Donbas; left out that the "
        "European group will not accept recognition in law; no deal is worth 50 points to the United States.",
        ILLUSTRATIVE,
    )
    assert options_paper(case).warnings[0] == warnings(case, ())[0]


def test_where_all_is_as_in_the_file_the_caveats_are_said_in_words() -> None:
    assert warnings(talks(), ("Look at x=p.",)) == (in_words(talks(), "Look at x=p."),)
    assert warnings(talks(), ()) == ()


@pytest.mark.parametrize("terms", ["x=p or q", "x=p, q", "x=p|q"])
def test_however_options_are_listed_all_are_put_in_words(terms: str) -> None:
    said = in_words(talks(), f"a: never {terms} is supposed")
    assert said == "a: will not accept “The X: P it is” or “The X: Q it is” is supposed"
