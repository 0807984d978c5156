"""Negotiations of other programs: the reference data, and a small one in GENIUS XML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exchanged import DOMAIN, PROFILE


@pytest.fixture(scope="session")
def references(scenarios: Path) -> dict[str, dict[str, Any]]:
    records = json.loads((scenarios / "expected" / "reference_solutions.json").read_text("utf-8"))
    return {record["id"]: record for record in records}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A GENIUS domain with a profile."""
    (tmp_path / "talks.xml").write_text(DOMAIN, "utf-8")
    (tmp_path / "buyer.xml").write_text(PROFILE, "utf-8")
    return tmp_path
