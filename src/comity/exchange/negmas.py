"""NegMAS YAML: a domain (an outcome space of issues) and one utility function a party.

What is read of it stands in `negmas_utility`. Written: additive parties as linear additive functions over tables,
parties with linkages as hyper-rectangles. NegMAS keeps no rules on agreements with a saved scenario, so red lines and
conditions are reported as not written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from comity.case import text, tree
from comity.case.files import CASE_BYTES, head
from comity.exchange.negmas_files import write
from comity.exchange.negmas_utility import negotiation, role
from comity.exchange.scenario import Role, Scenario
from comity.problem import Problem, Problems

__all__ = ["CHOICES", "NAME", "SUFFIXES", "read", "recognise", "write"]

NAME = "NegMAS YAML"
SUFFIXES = (".yml", ".yaml")
CHOICES: Mapping[str, tuple[str, ...]] = {}
"""There is one way to read these files."""

_TYPE = re.compile(r"""^["']?type["']?[ \t]*:[ \t]*["']?([\w.]+)""", re.MULTILINE)
_TYPES = re.compile(r"""["']?\btype["']?\s*:\s*["']?([\w.]+)""")


def recognise(path: Path) -> Role | None:
    """Whether a file is a NegMAS domain or utility function in YAML, by the type that it states."""
    if path.suffix.lower() == ".json":
        return None
    data = head(path, CASE_BYTES).replace(b"\0", b"")  # of UTF-16, which is refused when it is read
    content = data.decode("utf-8-sig", "replace").lstrip("\ufffd")
    return role(content, _TYPES if content.lstrip().startswith("{") else _TYPE)  # in braces nothing begins a line


def read(domain: Path, profiles: Sequence[Path], intervals: int) -> Scenario:
    """The negotiation in a domain and its utility functions; raises Problems with every reason why it cannot be
    read."""
    return negotiation("negmas", NAME, _opened, domain, profiles, intervals)


def _opened(path: Path, problems: list[Problem]) -> tree.Node:
    """A file as a tree; what is wrong with its YAML is added to the problems. Raises Problems where they leave too
    little of it to look for others."""
    document = text.Document.recovered(path)
    if document.parsed.unsure or document.parsed.cut_off:
        raise Problems(document.problems)
    problems += document.problems
    return document.root
