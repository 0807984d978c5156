"""A workbench in memory: an application with a copy of a case, asked without a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comity.web.app import application
from comity.web.folder import Folder
from comity.web.guard import Guard, Keys
from comity.web.workbench import Workbench

HOST = "127.0.0.1:8000"
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a copy of the Washington case."""
    shutil.copytree(EXAMPLES / "washington-2025", tmp_path / "washington-2025")
    return tmp_path


@pytest.fixture
def workbench(folder: Path) -> Workbench:
    return Workbench(Folder(folder, "an analyst"), "an analyst")


@pytest.fixture
def locked(workbench: Workbench) -> tuple[TestClient, Keys]:
    """The workbench for a visitor without a key, and its keys."""
    keys = Keys()
    guarded = Guard(application(workbench), keys, frozenset({HOST}))
    return TestClient(guarded, base_url=f"http://{HOST}", follow_redirects=False), keys


@pytest.fixture
def visitor(locked: tuple[TestClient, Keys]) -> TestClient:
    """A visitor who has the key, and whose browser says where its requests come from."""
    client, keys = locked
    client.get("/", params={"token": keys.token()})
    client.headers["origin"] = f"http://{HOST}"
    return client


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A visitor who only looks at the Washington case: what was worked out once is there for all that follows."""
    folder = tmp_path_factory.mktemp("read")
    shutil.copytree(EXAMPLES / "washington-2025", folder / "washington-2025")
    return TestClient(application(Workbench(Folder(folder))), follow_redirects=False)


@pytest.fixture(scope="module")
def patient() -> Iterator[None]:
    """Pages that wait for what comes of their work, however busy the machine is."""
    with pytest.MonkeyPatch.context() as changed:
        for page in ("agreements", "what_if"):
            changed.setattr(f"comity.web.pages.{page}.AT_ONCE", 60.0)
        yield
