"""A local node for tests: one for each worker, put back after each test."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_socket

from simulation.anvil import Anvil

BEGIN = int(datetime(2027, 6, 13, tzinfo=UTC).timestamp())


@pytest.fixture(scope="session")
def anvil_node() -> Iterator[Anvil]:
    """The node behind `anvil`; ask for it only to deploy once what many tests use."""
    pytest_socket.enable_socket()
    with Anvil(timestamp=BEGIN, seconds_a_block=1) as node:
        yield node


@pytest.fixture
def anvil(socket_enabled: None, anvil_node: Anvil) -> Iterator[Anvil]:
    """A node whose chain is put back after the test, and whose time passes with its blocks alone."""
    snapshot = anvil_node.snapshot()
    yield anvil_node
    pytest_socket.enable_socket()
    anvil_node.set_automine(True)
    anvil_node.drop_all()
    anvil_node.revert(snapshot)


@pytest.fixture
def own_anvil(socket_enabled: None, tmp_path: Path) -> Iterator[Anvil]:
    """A node that the test may stop, kill and start again: its chain is kept in a file."""
    with Anvil(state=tmp_path / "chain.json") as node:
        yield node
