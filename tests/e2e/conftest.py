"""A real Home Assistant, a real node: what the end-to-end tests stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket

HERE = Path(__file__).parent
CEILING_SECONDS = 3000
"""For what hangs: these tests have ceilings of their own, which say what was waited for."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test here its mark and patience, and all of them one worker but for the long ones."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.timeout(CEILING_SECONDS))
            if not item.get_closest_marker("long"):
                item.add_marker(pytest.mark.xdist_group("e2e"))


@pytest.fixture(autouse=True)
def _real_sockets() -> Iterator[None]:
    """Let the test talk to what it started, on the loopback alone."""
    pytest_socket.enable_socket()
    yield
    pytest_socket.disable_socket(allow_unix_socket=True)
