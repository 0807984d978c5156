"""A workbench that is killed in the midst of edits leaves the old or the new file, and a history that agrees with it.

COMITY_KILLS=1000 sets how many times it is killed, beyond the few of every day.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = int(os.environ.get("COMITY_KILLS", "10"))
CASE = """\
comity: 1
title: Talks
parties: {north: {name: North, signs: yes}, south: {name: South, signs: yes}}
issues: {land: {name: Land, options: {all: All, half: Half}}}
interests:
  north: {no_deal: 40, land: {weight: 1, all: 100, half: 50}}
  south: {no_deal: 10, land: {weight: 1, all: 0, half: 50}}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as other systems do")
def test_a_workbench_that_is_killed_leaves_the_old_or_the_new_and_a_history_that_agrees(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    case = tmp_path / "case" / "case.yaml"
    case.write_text(CASE, encoding="utf-8")
    script = [sys.executable, str(Path(__file__).with_name("kills.py"))]
    ran = subprocess.run(
        [*script, str(case), "interests/north/no_deal", str(3 * KILLS), str(KILLS), "17"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    print(ran.stdout)
    edits, saved, kills, within = map(int, re.findall(r"\d+", ran.stdout)[:4])
    assert (edits, kills) == (3 * KILLS, KILLS)
    assert saved == edits - within
    assert within
