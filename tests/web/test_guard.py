"""Who may ask, and what an answer lets a page load."""

import pytest
from starlette.testclient import TestClient

from comity.web.guard import FORM_BYTES, TRIES, Guard, Keys
from web.conftest import HOST


def test_nothing_is_shown_without_a_key(locked):
    client, _ = locked
    for path in ("/", "/case/washington-2025/overview", "/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 401
        assert "Washington" not in answer.text


def test_a_token_is_good_once(locked):
    client, keys = locked
    token = keys.token()
    first = client.get("/", params={"token": token})
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "SameSite=Strict" in first.headers["set-cookie"]
    assert client.get("/").status_code == 200
    other = TestClient(client.app, base_url=f"http://{HOST}", follow_redirects=False)
    assert other.get("/", params={"token": token}).status_code == 401


def test_a_token_that_was_not_used_gives_way_to_the_next():
    keys = Keys()
    first, second = keys.token(), keys.token()
    assert keys.cookie_for(first) is None
    assert keys.opens(keys.cookie_for(second))


def test_a_token_does_not_lead_elsewhere(locked):
    client, keys = locked
    answer = client.get("//evil.example/x", params={"token": keys.token()})
    assert "evil" not in answer.headers.get("location", "")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1", "127.0.0.1:8001", ""])
def test_another_name_for_this_machine_is_refused(visitor, host):
    assert visitor.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:8001"])
def test_a_change_from_another_page_is_refused(visitor, origin):
    assert visitor.post("/nowhere", headers={"origin": origin}).status_code == 403
    assert visitor.post("/nowhere").status_code in (404, 405)


def test_a_change_without_an_origin_needs_to_be_of_this_site(visitor):
    del visitor.headers["origin"]
    assert visitor.post("/nowhere").status_code == 403
    assert visitor.post("/nowhere", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert visitor.post("/nowhere", headers={"sec-fetch-site": "same-origin"}).status_code in (404, 405)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(visitor, method):
    assert visitor.request(method, "/").status_code == 405


def test_every_answer_keeps_the_page_in(visitor, locked):
    for answer in (visitor.get("/"), visitor.get("/nowhere"), visitor.get("/static/workbench.css")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_too_much_is_refused(visitor):
    answer = visitor.post("/nowhere", content=b"a=" + b"b" * FORM_BYTES)
    assert answer.status_code in (404, 413)


def test_a_passphrase_opens_for_others_and_may_not_be_guessed(workbench):
    from comity.web.app import application

    keys = Keys("correct horse battery")
    guarded = Guard(application(workbench), keys, frozenset({HOST}))
    client = TestClient(guarded, base_url=f"http://{HOST}", follow_redirects=False)
    client.headers["origin"] = f"http://{HOST}"
    assert "Passphrase" in client.get("/").text
    assert client.get("/", params={"token": keys.token()}).status_code == 401  # a token is not enough then
    assert client.post("/passphrase", data={"passphrase": "wrong"}).status_code == 403
    assert client.post("/passphrase", data={"passphrase": "correct horse battery"}).status_code == 303
    assert client.get("/").status_code == 200
    for _ in range(TRIES):
        assert keys.cookie_for_passphrase("wrong") is None
    assert keys.cookie_for_passphrase("correct horse battery") is None


def test_a_length_that_is_no_number_is_no_mistake_of_ours(visitor):
    answer = visitor.post("/nowhere", content=b"a=b", headers={"content-length": "²".encode()})
    assert answer.status_code in (400, 404)
