"""The cases that tests use, beside the random ones."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]

WASHINGTON = ROOT / "tests" / "washington" / "case.yaml"
"""The Washington case as it was on 26 November 2026: tests hold its numbers, and the example will go on growing."""
