"""How far a long computation has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Told the share of the work done, 0 to 1; whatever it raises ends the computation."""
