"""What somebody means who names a part of a case: by its short name, in whatever capitals, or by what it is called.

Findings and papers print what things are called at length, so that is what people type.
"""

from __future__ import annotations

from collections.abc import Mapping

from comity.case.letters import alike


def called(given: str, names: Mapping[str, str]) -> str | None:
    """The short name that is meant; None where there is none, or more than one may be.

    names: the short names, each with what it is called at length. One that is written out counts before those that
    differ in capitals, typography or form of letters only, and these before what is called so at length.
    """
    if given in names:
        return given
    form = alike(given)
    short = [name for name in names if alike(name) == form]
    meant = short or [name for name, title in names.items() if alike(title) == form]
    return meant[0] if len(meant) == 1 and form else None
