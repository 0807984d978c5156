"""What every test may use: Hypothesis profiles and the folder of data that cannot be shipped."""

import gc
import os
import signal
import stat
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# No deadlines: two busy cores are no sign of a slow function. Derandomised where a failure must repeat.
EXAMPLES = 40 if "COMITY_FUZZ" not in os.environ else 100
"""How many examples of a property are tried where a test says nothing else."""
settings.register_profile("local", deadline=None, max_examples=EXAMPLES)
settings.register_profile("landing", deadline=None, derandomize=True, max_examples=EXAMPLES)
# For `make mutants`: the same examples every time, and no shrinking of what fails.
settings.register_profile("mutants", deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
settings.load_profile("landing" if os.environ.get("CI") else "local")

# Shells start what runs in the background deaf to Ctrl-C, and whatever is started there inherits it.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# What a test writes it reads from the same machine: nothing of it need be on the disk, which takes 10 ms for each file.
_to_the_disk = os.fsync


def _into_memory(file: int) -> None:
    if not stat.S_ISREG(os.fstat(file).st_mode):
        _to_the_disk(file)  # what can be no file is refused as ever


os.fsync = _into_memory


def pytest_collection_finish() -> None:
    """What was imported and collected stays, so that nothing of it is looked through again whenever memory is freed."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the repository (or COMITY_SHARED); skips where there is none."""
    folder = Path(os.environ.get("COMITY_SHARED") or Path(__file__).parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip("no reference data: it is looked for in ../shared beside the repository, or in COMITY_SHARED")
    return folder


@pytest.fixture(scope="session")
def scenarios(shared: Path) -> Path:
    """The reference scenarios of other programs; skips where there are none."""
    folder = shared / "data" / "scenarios"
    if not folder.is_dir():
        pytest.skip("no reference scenarios in the shared data")
    return folder
