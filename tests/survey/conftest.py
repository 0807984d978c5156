"""Surveys: a folder of small cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from foreign_files import lay


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with a negotiation of every format."""
    lay(tmp_path / "programs")
    return tmp_path / "programs"
