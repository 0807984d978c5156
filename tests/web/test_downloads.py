"""Files that are handed out have names that every system can save, whatever the case is called."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.web.downloads import LONGEST, download, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Talks on ending the war in Ukraine, Washington", "Talks on ending the war in Ukraine, Washington, one page"),
        ('../../etc/passwd\\"x"\r\nSet-Cookie: a=b', "etc passwd x Set-Cookie a b, one page"),
        ("Переговоры: Минск", "Переговоры Минск, one page"),
        ("...", "one page"),
        ("x" * 500, "x" * (LONGEST - 10) + ", one page"),
    ],
)
def test_a_name_is_of_the_case_and_says_what_it_is(title: str, name: str) -> None:
    assert file_name(title, "one page") == name


@given(st.text(max_size=200))
def test_no_title_breaks_the_header(title: str) -> None:
    told = download(b"data", title, "case", ".zip").headers["content-disposition"]
    found = re.fullmatch(r"attachment; filename=\"([A-Za-z0-9 ._-]+\.zip)\"; filename\*=UTF-8''(\S+)", told)
    assert found
    assert not set(unquote(found[2])) & set('/\\:"<>|?*\r\n\t')
    assert not found[1].startswith(".")
