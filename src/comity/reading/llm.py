"""Reading with a language model, optional: what it quotes is taken only where the source has those very words.

Off unless configured. The text of the sources then leaves this machine for the address configured.
The model is asked for quotations, never for offsets; each is looked up in its paragraph. A quotation must be there
exactly, or be equal after white space, typography and case are made the same; anything else is rejected and shown as
rejected. There is no fuzzy match.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from comity.case.letters import folded
from comity.problem import Place, Problem, Problems
from comity.reading.parse import paragraphs
from comity.reading.statement import Span

NOTICE = "The sources' text will leave this machine for {base_url} (model {model})."
PARAGRAPHS_A_CALL = 12
TASK = """You find attributed positions in news reports about negotiations: who is reported to say, demand, refuse,
support, intend or give up what. You get numbered paragraphs. Answer with one JSON object {"statements": [...]}, each
entry {"paragraph": number, "speaker": "...", "cue": "...", "content": "..."}. Copy speaker, cue and content character
by character from that one paragraph: never reword, join, shorten inside or correct. Use null for a speaker or cue
that the paragraph does not name.
Leave out what you cannot copy."""


@dataclass(frozen=True)
class Model:
    """A compatible endpoint. `key` is sent as the API key; local servers mostly ignore it."""

    base_url: str
    name: str
    key: str = "none"
    timeout: float = 120.0

    @property
    def notice(self) -> str:
        """What the user must be told before anything is sent."""
        return NOTICE.format(base_url=self.base_url, model=self.name)


@dataclass(frozen=True, slots=True)
class Grounded:
    """A proposed statement whose every quotation stands in the source, with its characters."""

    paragraph: int
    speaker: Span | None
    cue: Span | None
    content: Span


@dataclass(frozen=True, slots=True)
class Rejected:
    """A proposal that was not taken, and why; `quote` is what the model claimed to have copied."""

    source: str
    paragraph: int | None
    part: Literal["speaker", "cue", "content", "answer"]
    quote: str
    why: str


@dataclass(frozen=True)
class Answer:
    """What the model proposed for one source."""

    grounded: tuple[Grounded, ...]
    rejected: tuple[Rejected, ...]


def configured(environment: Mapping[str, str] = os.environ) -> Model | None:
    """The model that COMITY_LLM_URL, COMITY_LLM_MODEL and COMITY_LLM_KEY name; None where they name none.

    Raises Problems where only one of address and model is given.
    """
    url, name = environment.get("COMITY_LLM_URL", ""), environment.get("COMITY_LLM_MODEL", "")
    if not url and not name:
        return None
    if not url or not name:
        missing = "COMITY_LLM_MODEL" if url else "COMITY_LLM_URL"
        raise Problems(
            [
                Problem(
                    Place("environment"),
                    f"a language model is half configured: {missing} is missing",
                    "set both, or neither",
                )
            ]
        )
    return Model(url, name, environment.get("COMITY_LLM_KEY", "none") or "none")


def ask(model: Model, source: str, text: str) -> Answer:
    """Which positions does the model find in this source, and which of its quotations are really there?

    Raises Problems where the client is not installed or the endpoint does not answer.
    """
    spans = list(paragraphs(text))
    grounded: list[Grounded] = []
    rejected: list[Rejected] = []
    for first in range(0, len(spans), PARAGRAPHS_A_CALL):
        batch = range(first, min(first + PARAGRAPHS_A_CALL, len(spans)))
        numbered = "\n\n".join(f"[{i + 1}] {spans[i].of(text)}" for i in batch)
        reply = _complete(model, numbered)
        entries = _entries(reply)
        if entries is None:
            rejected.append(Rejected(source, None, "answer", reply[:200], "the answer is not the JSON asked for"))
            continue
        for entry in entries:
            taken = _grounded(entry, source, text, spans)
            if isinstance(taken, Rejected):
                rejected.append(taken)
            elif taken not in grounded:
                grounded.append(taken)
    return Answer(tuple(grounded), tuple(rejected))


def _complete(model: Model, numbered: str) -> str:
    try:
        import openai
    except ImportError:
        raise Problems(
            [Problem(Place("comity"), "reading with a language model needs the openai client", "install comity[llm]")]
        ) from None
    try:
        client = openai.OpenAI(base_url=model.base_url, api_key=model.key, timeout=model.timeout, max_retries=1)
    except Exception as error:  # what the libraries below raise for an address that is none is not theirs to name
        what = f"'{model.base_url}' is no address: {error}"
        raise Problems(
            [Problem(Place("environment"), what, "write COMITY_LLM_URL as http://localhost:11434/v1")]
        ) from None
    try:
        reply = client.chat.completions.create(
            model=model.name,
            temperature=0,
            messages=[{"role": "system", "content": TASK}, {"role": "user", "content": numbered}],
        )
    except openai.OpenAIError as error:
        raise Problems(
            [
                Problem(
                    Place(model.base_url),
                    f"the language model did not answer: {error}",
                    "check the address, the key and the model's name",
                )
            ]
        ) from None
    return (reply.choices[0].message.content or "") if reply.choices else ""


def _entries(reply: str) -> list[Any] | None:
    start, end = reply.find("{"), reply.rfind("}")
    try:
        answer = json.loads(reply[start : end + 1])
    except ValueError:
        return None
    entries = answer.get("statements") if isinstance(answer, dict) else None
    return entries if isinstance(entries, list) else None


def _grounded(entry: Any, source: str, text: str, spans: Sequence[Span]) -> Grounded | Rejected:
    if not isinstance(entry, dict):
        return Rejected(source, None, "answer", str(entry)[:200], "an entry is not an object")
    number = entry.get("paragraph")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= len(spans):
        return Rejected(source, None, "answer", str(entry.get("content"))[:200], f"there is no paragraph {number}")
    paragraph = spans[number - 1]
    found: dict[str, Span | None] = {}
    parts: tuple[Literal["speaker", "cue", "content"], ...] = ("speaker", "cue", "content")
    for part in parts:
        quote = entry.get(part)
        if quote is None and part != "content":
            found[part] = None
            continue
        if not isinstance(quote, str) or not quote.strip():
            return Rejected(source, number, part, str(quote), "nothing is quoted")
        span = ground(quote, text, paragraph)
        if span is None:
            return Rejected(source, number, part, quote, "these words do not stand in that paragraph")
        found[part] = span
    content = found["content"]
    assert content is not None  # the loop has returned otherwise
    return Grounded(number, found["speaker"], found["cue"], content)


def ground(quote: str, text: str, within: Span) -> Span | None:
    """Where in this stretch of the text do these very words stand? None where they do not.

    Exactly; or equal after white space, typography (quotation marks, dashes, ligatures of points) and case are made
    the same. The match must begin and end with whole words, so that "agree" is not found in "disagree".
    """
    exact = _whole_words(text, quote.strip(), within)
    if exact is not None:
        return exact
    plain, wanted = folded(text, within.start, within.end), folded(quote).text.strip()
    if not wanted:
        return None
    at = plain.text.find(wanted)
    while at >= 0:
        start, end = plain.span(at, at + len(wanted))
        if _bounded(text, start, end):
            return Span(start, end)
        at = plain.text.find(wanted, at + 1)
    return None


def _whole_words(text: str, quote: str, within: Span) -> Span | None:
    at = text.find(quote, within.start, within.end) if quote else -1
    while at >= 0:
        if _bounded(text, at, at + len(quote)):
            return Span(at, at + len(quote))
        at = text.find(quote, at + 1, within.end)
    return None


def _bounded(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after
