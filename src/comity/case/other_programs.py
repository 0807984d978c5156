"""Files of other programs that are taken for a case: what each is, and the command that reads it."""

from __future__ import annotations

import shlex
from pathlib import Path

from comity.case.text import Document
from comity.case.tree import Scalar
from comity.problem import Problem

_DOMAIN = "OutcomeSpace"
_UTILITY_FUNCTION = ("Function", "UFun")


def other_program(document: Document) -> Problem | None:
    """What a file in YAML is that is of another program rather than a case, and how to import it; None for a case.

    A NegMAS file is known by the end of the type that it states. A domain is imported with the utility functions beside
    it, a utility function with its folder.
    """
    if "type" not in document.names or {"comity", "title", "parties"} & set(document.names):
        return None
    kind = document.root.values["type"]
    if not isinstance(kind, Scalar):
        return None
    path = Path(document.file)
    if kind.text.endswith(_DOMAIN):
        what, whole = "a domain", path
    elif kind.text.endswith(_UTILITY_FUNCTION):
        what, whole = "a utility function", path.parent
    else:
        return None
    command = f"comity import {shlex.quote(str(whole))} -o case.yaml"
    return Problem(document.place(("type",)), f"this is {what} of NegMAS, not a case", f"import it: {command}")
