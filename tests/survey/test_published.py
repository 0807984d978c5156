"""Surveys against what was published with the files: ANL 2023 (domains 0 to 24) and NegoLog.

Opposition follows the files' own definitions. Where agreements tie for the one that NegoLog measures from, it takes the
first it meets; the published number then lies within the range that is told.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from comity.exchange import import_case
from comity.survey.row import Row, row_of


def published(folder: Path, name: str) -> tuple[Row, dict[str, Any]]:
    return row_of(import_case(folder).case, folder.name), json.loads((folder / name).read_text("utf-8"))


def test_anl_2023(scenarios: Path) -> None:
    folders = sorted((scenarios / "geniusweb_json" / "anl2023").glob("domain*"))
    wrong = []
    for folder in folders:
        row, stated = published(folder, "specials.json")
        expected = {
            "agreements": (row.agreements, stated["size"]),
            "efficient": (row.efficient_of_all, len(stated["pareto_front"])),
            "nash product": (row.opposition.product, math.prod(stated["nash"]["utility"])),
            "welfare": (row.opposition.welfare, sum(stated["social_welfare"]["utility"])),
            "opposition": (row.opposition.anl2023, stated["opposition"]),
        }
        wrong += [
            (folder.name, name, mine, theirs)
            for name, (mine, theirs) in expected.items()
            if mine is None or mine != pytest.approx(theirs, rel=1e-9)
        ]
    assert wrong == []
    assert len(folders) >= 25


def test_negolog(scenarios: Path) -> None:
    folders = sorted((scenarios / "negolog_json").glob("domain*"))
    wrong = []
    for folder in folders:
        row, stated = published(folder, "specs.json")
        product = stated.get("Nash Product", stated.get("Product Score"))
        expected = {
            "agreements": (row.agreements, stated["NumberOfBids"]),
            "nash product": (row.opposition.product, product),
            "welfare": (row.opposition.welfare, stated["Social Welfare"]),
        }
        wrong += [
            (folder.name, name, mine, theirs)
            for name, (mine, theirs) in expected.items()
            if mine is None or mine != pytest.approx(theirs, rel=1e-9)
        ]
        least, most = row.opposition.negolog, row.opposition.negolog_most
        assert least is not None
        assert most is not None
        if not least - 1e-9 <= stated["Opposition"] <= most + 1e-9:
            wrong.append((folder.name, "opposition", least, stated["Opposition"]))
    assert wrong == []
    assert len(folders) >= 33
