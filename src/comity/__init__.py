"""Comity: a workbench for multi-party negotiations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.case.check import read_case as read_case
    from comity.case.model import Case as Case

__all__ = ["Case", "read_case"]

_HOMES = {"Case": "comity.case.model", "read_case": "comity.case.check"}


def __getattr__(name: str) -> Any:
    """Import the public names on first use, so that the command line starts at once."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'comity' has no attribute {name!r}")
