"""Fixtures for every test."""

from pathlib import Path

import pytest

from tests.support import plugin  # noqa: F401  # first of all

pytest_plugins = ["pytest_homeassistant_custom_component.plugins", "tests.support.anvil"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--data", type=Path, help="folder with measured household data that may not travel with this")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a node by the fixture that it asks for."""
    for item in items:
        if isinstance(item, pytest.Function) and {"anvil_node", "own_anvil"} & set(item.fixturenames):
            item.add_marker(pytest.mark.anvil)


@pytest.fixture(autouse=True)
def _custom_integrations(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant load the integration, in the tests that have a Home Assistant."""
    if "recorder_mock" in request.fixturenames:  # it insists on being there before Home Assistant
        request.getfixturevalue("recorder_mock")
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")
