"""The program `comity`, as a script and as `python -m comity`: it can be stopped with Ctrl-C from its first moment."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""How a program ends that was stopped with Ctrl-C, as shells count."""


def run() -> None:
    """Run the command line."""
    try:
        from comity.cli import main

        main(prog_name="comity")
    except KeyboardInterrupt:
        _stop()
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            _stop()
        raise


def _stop() -> None:
    """End this process and those that work for it at once.

    Python's own way out looks through millions of abandoned objects first, and aborts where the thread that is still at
    work holds the screen.
    """
    import contextlib
    import os
    from multiprocessing import active_children

    for worker in active_children():
        worker.terminate()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # whoever read it is gone
            stream.flush()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    run()
