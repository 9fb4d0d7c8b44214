"""A real Home Assistant, a real node: what the end-to-end tests stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test here its mark and patience, and all of them one worker but for those that mostly wait."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group("e2e"))
            if not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(autouse=True)
def _real_sockets() -> Iterator[None]:
    """Let the test talk to what it started, on the loopback alone."""
    pytest_socket.enable_socket()
    yield
    pytest_socket.disable_socket(allow_unix_socket=True)
