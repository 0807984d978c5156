"""The optional language model: what it quotes is taken only where the source says it.

The endpoint is a stub that also lies.
"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.problem import Problems
from comity.reading import Span, read_sources
from comity.reading.drafting.write import write
from comity.reading.llm import Model, ask, configured, ground

pytest.importorskip("openai", reason="comity[llm] is not installed")

TEXT = (
    "Talks resume.\n\n"
    "The mood of the Egyptian side is “not one of compromise” – as long as Ethiopia does not disagree with itself, "
    "its envoy let it be known over tea."
)
TRUE = {"paragraph": 2, "speaker": "the Egyptian side", "cue": "The mood of", "content": "“not one of compromise”"}
RETYPED = {**TRUE, "content": '"not  one of COMPROMISE"'}
LIES = [
    {**TRUE, "content": "“one of compromise”"},  # a negation dropped
    {**TRUE, "content": "“not one of the compromise”"},  # a word added
    {**TRUE, "speaker": "the Ethiopian side"},  # the party swapped
    {**TRUE, "content": "agree with itself"},  # part of a word
    {**TRUE, "paragraph": 1},  # the wrong paragraph
    {**TRUE, "paragraph": 9},
    {**TRUE, "content": None},
    {**TRUE, "content": "  "},
    "not an object",
]


class Stub(BaseHTTPRequestHandler):
    """Answers every chat with `reply`, and keeps what it was asked."""

    reply = ""
    asked: list[dict] = []

    def do_POST(self) -> None:
        Stub.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        message = {"role": "assistant", "content": Stub.reply}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        body = {"id": "1", "object": "chat.completion", "created": 0, "model": "stub", "choices": [choice]}
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def model() -> Iterator[Model]:
    server = HTTPServer(("127.0.0.1", 0), Stub)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Stub.asked = []
    yield Model(f"http://127.0.0.1:{server.server_port}/v1", "stub", timeout=10)
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_truth_is_taken_and_every_lie_rejected(model: Model) -> None:
    Stub.reply = "Here you are: " + json.dumps({"statements": [TRUE, *LIES]}, ensure_ascii=False)
    answer = ask(model, "s", TEXT)
    (g,) = answer.grounded
    assert g.content.of(TEXT) == "“not one of compromise”"
    assert g.speaker is not None
    assert g.speaker.of(TEXT) == "the Egyptian side"
    assert len(answer.rejected) == len(LIES)
    assert all(r.why for r in answer.rejected)
    (sent,) = Stub.asked
    assert "[2] The mood" in sent["messages"][1]["content"]


def test_a_retyped_quotation_is_found_at_its_place(model: Model) -> None:
    Stub.reply = json.dumps({"statements": [RETYPED]})
    answer = ask(model, "s", TEXT)
    assert [g.content.of(TEXT) for g in answer.grounded] == ["“not one of compromise”"]


@pytest.mark.parametrize("reply", ["no JSON", "[]", '{"statements": 3}', "{", ""])
def test_an_answer_that_is_no_json_is_shown_as_rejected(model: Model, reply: str) -> None:
    Stub.reply = reply
    answer = ask(model, "s", TEXT)
    assert answer.grounded == ()
    assert [r.part for r in answer.rejected] == ["answer"]


def test_a_grounded_proposal_becomes_a_statement(model: Model, tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text(TEXT, encoding="utf-8")
    Stub.reply = json.dumps({"statements": [TRUE, LIES[0]]}, ensure_ascii=False)
    without = read_sources([tmp_path / "s.txt"])
    reading = read_sources([tmp_path / "s.txt"], model=model)
    assert without.rejected == ()
    new = [s for s in reading.statements if "not one of compromise" in s.text]
    assert not [s for s in without.statements if "not one of compromise" in s.text]
    assert [(s.party, s.content[0].of(TEXT)) for s in new] == [("egypt", "“not one of compromise”")]
    assert [r.quote for r in reading.rejected] == ["“one of compromise”"]
    written = write(reading, tmp_path / "case")
    assert any("Rejected" in point for point in written.decisions)


def test_an_endpoint_that_is_not_there_is_a_problem() -> None:
    with pytest.raises(Problems, match="did not answer"):
        ask(Model("http://127.0.0.1:9/v1", "stub", timeout=2), "s", TEXT)


def test_off_unless_configured() -> None:
    assert configured({}) is None
    named = {"COMITY_LLM_URL": "http://localhost:1", "COMITY_LLM_MODEL": "m"}
    assert configured(named) == Model("http://localhost:1", "m")
    with pytest.raises(Problems, match="half configured"):
        configured({"COMITY_LLM_URL": "http://localhost:1"})
    model = configured(named)
    assert model is not None
    assert "leave this machine" in model.notice


SENTENCE = "the council will not accept “any” deal without guarantees — it said that guarantees were vital"
WORDS = SENTENCE.split()


@given(st.integers(0, len(WORDS) - 1), st.integers(1, 6))
def test_what_stands_there_is_found_and_what_lacks_a_word_is_not(start: int, length: int) -> None:
    text = SENTENCE
    quote = WORDS[start : start + length]
    found = ground("  ".join(quote).upper(), text, Span(0, len(text)))
    assert found is not None
    assert found.of(text).split() == (quote if quote[0] != "guarantees" or len(quote) > 1 else ["guarantees"])
    if len(quote) >= 3:
        shortened = " ".join([quote[0], *quote[2:]])
        assert shortened in text or ground(shortened, text, Span(0, len(text))) is None
