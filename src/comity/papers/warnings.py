"""What a reader of a paper must know first: the caveats of its findings, in words without short names."""

from __future__ import annotations

from collections.abc import Iterable

from comity.case.model import Case
from comity.case.wording import not_as_in_the_file
from comity.papers.in_words import in_words
from comity.papers.one_page.words import supposed


def warnings(case: Case, caveats: Iterable[str]) -> tuple[str, ...]:
    """The caveats in words, with what is supposed said once, as the one page says it.

    caveats: of a finding, as `standing_caveats` has them and others.
    """
    as_written, said = not_as_in_the_file(case), supposed(case)
    if said is None:
        return tuple(in_words(case, caveat) for caveat in caveats)
    return (said.text, *(in_words(case, caveat) for caveat in caveats if caveat not in as_written))
