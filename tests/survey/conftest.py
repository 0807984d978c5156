"""Surveys: a folder of small cases, and the reference scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from foreign_files import FILES


@pytest.fixture(scope="session")
def scenarios(shared: Path) -> Path:
    folder = shared / "data" / "scenarios"
    if not folder.is_dir():
        pytest.skip("no reference scenarios in the shared data")
    return folder


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with a negotiation of every format, each in a folder of its own."""
    folder = tmp_path / "programs"
    for form, files in FILES.items():
        (folder / form).mkdir(parents=True)
        for name, content in files.items():
            (folder / form / name).write_text(content, "utf-8")
    return folder
