"""The command line as `python -m comity.cli`."""

from comity.__main__ import run

run()
