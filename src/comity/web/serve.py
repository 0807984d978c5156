"""The workbench served: on this machine alone unless told otherwise, at a free port, with a key that is good once."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from comity.problem import Place, Problem, Problems

LOOPBACK = "127.0.0.1"
SELDOM = 10.0
"""After how many seconds a new address is printed for who asks without a key, at the earliest."""


@dataclass(frozen=True)
class Serving:
    """How a workbench is served.

    host: the address that it listens at; port: 0 for a free one; passphrase: what opens it, where others reach it;
    certificate, key: files of TLS, both or none.
    """

    host: str = LOOPBACK
    port: int = 0
    passphrase: str | None = None
    certificate: Path | None = None
    key: Path | None = None

    @property
    def scheme(self) -> str:
        """How its addresses begin."""
        return "https" if self.certificate else "http"

    def problems(self) -> list[Problem]:
        """Why it must not be served so."""
        found = []
        if not is_loopback(self.host) and not self.passphrase:
            fix = "name a file with --passphrase-file, or leave --host out: then this machine alone can open it"
            found.append(
                Problem(Place("--host"), f"{self.host} can be reached from other machines: a passphrase is needed", fix)
            )
        if (self.certificate is None) != (self.key is None):
            found.append(Problem(Place("--certificate"), "TLS needs a certificate and its key", "give --key as well"))
        return found


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(folder: Path, start: Path | None, how: Serving, by: str, say: Callable[[str], None], look: bool) -> None:
    """Serve the cases of a folder until it is stopped.

    start: the case to show first; by: who is at it; say: prints a line; look: whether a browser is opened.
    Raises Problems where it must not be served so, or the port is taken.
    """
    import uvicorn

    from comity.web.app import application
    from comity.web.folder import Folder
    from comity.web.guard import Guard, Keys
    from comity.web.pauses import InPauses
    from comity.web.workbench import Workbench

    if wrong := how.problems():
        raise Problems(wrong)
    listening = _listening(how)
    port = listening.getsockname()[1]
    workbench = Workbench(Folder(folder, by), by)
    keys = Keys(how.passphrase)
    name = workbench.folder.name_of(start) if start else None
    shown = how.host if how.host not in ("0.0.0.0", "::") else LOOPBACK
    where = f"{how.scheme}://{f'[{shown}]' if ':' in shown else shown}:{port}/{f'case/{name}/overview' if name else ''}"

    def address() -> str:
        return where if how.passphrase is not None else f"{where}?token={keys.token()}"

    last = time.monotonic()

    def asked_in() -> None:
        nonlocal last
        if how.passphrase is None and time.monotonic() - last > SELDOM:
            last = time.monotonic()
            say(f"For another browser: {address()}")

    guarded = Guard(application(workbench), keys, _names(how, port), how.scheme, asked_in)
    config = uvicorn.Config(
        InPauses(guarded),
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
        ssl_certfile=how.certificate,
        ssl_keyfile=how.key,
    )
    first = address()
    say(f"The workbench is open at {first}")
    say("Ctrl-C closes it. What was saved is saved.")
    if look:
        import threading
        import webbrowser

        threading.Timer(0.5, webbrowser.open, [first]).start()
    uvicorn.Server(config).run(sockets=[listening])


def _listening(how: Serving) -> socket.socket:
    """A socket at the address; raises Problems where it cannot be had."""
    family = socket.AF_INET6 if ":" in how.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((how.host, how.port))
        listening.listen()  # who follows the address before the server is up waits, and is not turned away
    except (OSError, OverflowError) as error:
        listening.close()
        what = f"cannot listen at {how.host}, port {how.port}: {getattr(error, 'strerror', None) or error}"
        raise Problems([Problem(Place("--port"), what, "leave --port out: a free one is taken")]) from None
    return listening


def _names(how: Serving, port: int) -> frozenset[str]:
    """The names, with the port, that the workbench may be called by."""
    names = (
        {"127.0.0.1", "localhost", "[::1]"}
        if is_loopback(how.host)
        else {how.host, socket.gethostname(), "localhost", LOOPBACK}
    )
    if how.host in ("0.0.0.0", "::"):
        names |= {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None) if isinstance(info[4][0], str)}
    default = {name.lower() for name in names} if port == (443 if how.certificate else 80) else set()
    return frozenset({f"{name.lower()}:{port}" for name in names} | default)
