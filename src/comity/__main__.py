"""The program `comity`, as a script and as `python -m comity`: it can be stopped with Ctrl-C from its first moment."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line."""
    try:
        from comity.cli import main

        main(prog_name="comity")
    except KeyboardInterrupt:
        from comity.commands import INTERRUPTED

        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    run()
