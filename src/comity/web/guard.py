"""Who may ask: a visitor with this workbench's cookie, on this machine, from a page of this workbench.

A page of another site that is open in the same browser can send requests to this machine, too. It has no cookie that
is sent along (SameSite), cannot name this host by a name of its own (Host), and cannot write (Origin).
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
"""What a page may load: its own parts, nothing inline, nothing from elsewhere."""

HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
}

FORM_BYTES = 2_500_000
"""The largest form: the whole text of a case."""
UPLOAD_BYTES = 52_000_000
"""The largest upload: a report with its pictures."""
UPLOADS = "/upload"
"""How the addresses end that take files."""

TRIES, MINUTE = 10, 60.0
"""How often a passphrase may be tried, and in which time."""

_SAFE = {"GET", "HEAD"}


class Keys:
    """What opens a workbench: a token that is good once, then a cookie; or a passphrase, where others may reach it."""

    def __init__(self, passphrase: str | None = None) -> None:
        """New keys; passphrase: what is asked for in place of a token, where the workbench is open to others."""
        self.passphrase = passphrase
        self._cookies: set[str] = set()
        self._tokens: set[str] = set()
        self._tried: deque[float] = deque()
        self._lock = threading.Lock()

    def token(self) -> str:
        """A token that opens the workbench once."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._tokens = {token}  # one that was printed before and never used opens nothing any more
        return token

    def cookie_for(self, token: str) -> str | None:
        """The cookie that a token is exchanged for; None where it is none, or was used."""
        with self._lock:
            known = next((each for each in self._tokens if hmac.compare_digest(each.encode(), token.encode())), None)
            if known is None:
                return None
            self._tokens.discard(known)
        return self._new_cookie()

    def cookie_for_passphrase(self, said: str) -> str | None:
        """The cookie for the right passphrase; None where it is wrong or was tried too often."""
        now = time.monotonic()
        with self._lock:
            while self._tried and now - self._tried[0] > MINUTE:
                self._tried.popleft()
            if self.passphrase is None or len(self._tried) >= TRIES:
                return None
            if not hmac.compare_digest(self.passphrase.encode(), said.encode("utf-8", "surrogatepass")):
                self._tried.append(now)
                return None
        return self._new_cookie()

    def opens(self, cookie: str | None) -> bool:
        """Whether a cookie is one of this workbench."""
        with self._lock:
            return cookie is not None and cookie in self._cookies

    def _new_cookie(self) -> str:
        cookie = secrets.token_urlsafe(24)
        with self._lock:
            self._cookies.add(cookie)
        return cookie


class Guard:
    """Refuses, before anything is read, what may not ask; adds to every answer the headers that keep a page in."""

    def __init__(
        self,
        app: ASGIApp,
        keys: Keys,
        hosts: frozenset[str],
        scheme: str = "http",
        asked_in: Callable[[], None] = lambda: None,
    ) -> None:
        """Guard an application.

        hosts: the names, with the port, that it may be called by; asked_in: told where somebody without a key asks.
        """
        self.app, self.keys, self.hosts, self.scheme, self.asked_in = app, keys, hosts, scheme, asked_in
        self.cookie = f"comity-{next(iter(sorted(hosts))).rsplit(':', 1)[-1]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers: dict[str, str] = {}
        for name, told in scope["headers"]:
            headers.setdefault(name.decode("latin-1"), told.decode("latin-1"))
        secured = self._with_headers(send)
        if headers.get("host", "").lower() not in self.hosts:
            return await _say(secured, 421, "This workbench is not known by that name.")
        method = scope["method"]
        if method not in _SAFE and method != "POST":
            return await _say(secured, 405, "Nothing is done that way here.")
        if method == "POST" and not self._from_here(headers):
            return await _say(secured, 403, "Changes are taken from the pages of this workbench only.")
        path = scope["path"]
        if not path.startswith("/static/") and not self.keys.opens(_cookie(headers, self.cookie)):
            return await self._admit(scope, receive, secured, method, path)
        await self.app(scope, _Limited(receive, headers, path).receive, secured)

    def _from_here(self, headers: dict[str, str]) -> bool:
        origin = headers.get("origin")
        if origin is not None:
            return origin.lower() in {f"{self.scheme}://{host}" for host in self.hosts}
        return headers.get("sec-fetch-site") == "same-origin"

    async def _admit(self, scope: Scope, receive: Receive, send: Send, method: str, path: str) -> None:
        """Let in who has a key; say to all others how to get one."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        if self.keys.passphrase is not None:
            if method == "POST" and path == "/passphrase":
                form = parse_qs((await _body(receive)).decode("utf-8", "replace"))
                cookie = self.keys.cookie_for_passphrase(form.get("passphrase", [""])[0])
                if cookie is not None:
                    return await self._let_in(send, cookie, "/")
                return await _say(send, 403, _PASSPHRASE.format("<p>That was not it.</p>"), "text/html")
            return await _say(send, 401, _PASSPHRASE.format(""), "text/html")
        cookie = self.keys.cookie_for(asked.get("token", [""])[0])
        if cookie is not None and method == "GET":
            return await self._let_in(send, cookie, path)
        self.asked_in()
        await _say(send, 401, _LOCKED, "text/html")

    async def _let_in(self, send: Send, cookie: str, path: str) -> None:
        secure = "; Secure" if self.scheme == "https" else ""
        kept = f"{self.cookie}={cookie}; HttpOnly; SameSite=Strict; Path=/{secure}"
        where = path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
        headers = [(b"location", where.encode("ascii", "ignore")), (b"set-cookie", kept.encode())]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def _with_headers(self, send: Send) -> Send:
        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message.get("headers", [])}
                more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in there]
                message = {**message, "headers": [*message.get("headers", []), *more]}
            await send(message)

        return secured


class TooLarge(Exception):
    """More was sent than is taken."""


class _Limited:
    """What is received, as long as it is not too much."""

    def __init__(self, receive: Receive, headers: dict[str, str], path: str) -> None:
        self._receive = receive
        self._left = UPLOAD_BYTES if path.endswith(UPLOADS) else FORM_BYTES
        told = headers.get("content-length", "0")
        self._promised = int(told) if told.isascii() and told.isdigit() else 0

    async def receive(self) -> Message:
        """The next message; raises TooLarge where more comes than is taken."""
        if self._promised > self._left:
            raise TooLarge
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLarge
        return message


def _cookie(headers: dict[str, str], name: str) -> str | None:
    for pair in headers.get("cookie", "").split(";"):
        key, _, held = pair.strip().partition("=")
        if key == name:
            return held
    return None


async def _body(receive: Receive, most: int = 10_000) -> bytes:
    body = b""
    while len(body) < most:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body[:most]


async def _say(send: Send, status: int, words: str, kind: str = "text/plain") -> None:
    headers = [(b"content-type", f"{kind}; charset=utf-8".encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})


_HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>Comity</title><link rel="stylesheet" href="/static/workbench.css"><main class="locked">'
)
_LOCKED = (
    f"{_HEAD}<h1>This workbench is locked</h1><p>Open it with the address that the terminal shows: each is good for "
    "one browser, once. A new one has just been printed there.</p></main></html>"
)
_PASSPHRASE = (
    f'{_HEAD}<h1>This workbench is locked</h1>{{}}<form method="post" action="/passphrase"><p><label>Passphrase '
    '<input type="password" name="passphrase" autocomplete="current-password" required></label> '
    "<button>Open</button></p></form></main></html>"
)
