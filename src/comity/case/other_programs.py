"""Files of other programs that are taken for a case: what each is, and the command that reads it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from comity.case.files import head
from comity.case.text import Document
from comity.case.tree import Scalar
from comity.problem import Place, Problem

_READ = "comity read {} -o talks"
_IMPORT = "comity import {} -o case.yaml"
_ASK = "comity ask stability {}"
_KINDS = (
    (rb"(?s:PK\x03\x04.*\bxl/)", "a workbook", "import it", _IMPORT),
    (rb"PK\x03\x04|\xd0\xcf\x11\xe0", "a document of Word or the like", "draft a case from it", _READ),
    (rb"%PDF", "a PDF", "draft a case from it", _READ),
    (rb"<(?:!doctype html|html)\b", "a web page", "draft a case from it", _READ),
    (rb"<(?:[^<]|<[?!])*<negotiation_template\b|<negotiation_template\b", "a domain of GENIUS", "import it", _IMPORT),
    (rb"<(?:[^<]|<[?!])*<utility_space\b|<utility_space\b", "a profile of GENIUS", "import it", _IMPORT),
    (rb"<(?:[?!]|[a-z][\w:.-]*(?:\s[^<>]*)?>)", "XML", "look whether it can be imported", _IMPORT),
    (rb"\{(?s:.*)\"(?:decisionMakers|permittedDirection)\"", "a conflict of GMCR", "ask who would move away", _ASK),
    (rb"\{[^{]*\"(?:LinearAdditiveUtilitySpace|SAOPSettings)\"", "a file of GeniusWeb", "see what reads it", _IMPORT),
)
"""How files of other kinds begin, what each is, and what may be done with it: by which command."""
_BEGINNING = 2_000
_CONFLICT = {"conflict", "decision_makers"}
_DOMAIN = "OutcomeSpace"
_UTILITY_FUNCTION = ("Function", "UFun")


def other_kind(path: Path) -> Problem | None:
    """What a file is that begins as no case does, and what can be done with it; None for what may be a case."""
    start = head(path, _BEGINNING).lstrip(b"\xef\xbb\xbf \t\r\n")
    for pattern, what, purpose, command in _KINDS:
        if re.match(pattern, start, re.IGNORECASE):
            words = command.format(shlex.quote(str(path)))
            return Problem(Place(str(path)), f"this is {what}, not a case", f"{purpose}: {words}")
    return None


def other_program(document: Document) -> Problem | None:
    """What a file in YAML is that is no case, and what to do with it; None for a case.

    A NegMAS file is known by the end of the type that it states. A domain is imported with the utility functions beside
    it, a utility function with its folder.
    """
    if {"comity", "title", "parties"} & set(document.names):
        return None
    if set(document.names) >= _CONFLICT:
        what, fix = "this is a conflict in option form, not a case", f"ask who would move away: {_ASK}"
        return Problem(document.place(("conflict",)), what, fix.format(shlex.quote(document.file)))
    if "type" not in document.names:
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
