"""Fixtures for every test."""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
import pytest

from tests.support import plugin  # noqa: F401  # first of all

# isort: split
from custom_components.energy_trade import config_flow, proposal
from custom_components.energy_trade.home.devices import hand
from custom_components.energy_trade.office import relay
from custom_components.energy_trade.planner import model

pytest_plugins = ["pytest_homeassistant_custom_component.plugins", "tests.support.anvil"]


# No example fails for being slow. The same examples every time: what is red was made red by a change. Others are tried
# with `--hypothesis-profile explore`.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", settings.get_profile("explore"), derandomize=True)
settings.load_profile("gate")

UNHURRIED_SECONDS = 300.0
HANGS = 4.0
"""How many times what a test takes it has taken when it hangs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--data", type=Path, help="folder with measured household data that may not travel with this")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a node by the fixture that it asks for, and begin with what takes longest."""
    for item in items:
        if isinstance(item, pytest.Function) and {"anvil_node", "own_anvil"} & set(item.fixturenames):
            item.add_marker(pytest.mark.anvil)
        if long := _seconds(item):
            item.add_marker(pytest.mark.timeout(max(float(config.getini("timeout")), HANGS * long)))
    items.sort(key=lambda item: -_seconds(item))
    # Every worker is given two tests at once: behind the longest ones nothing long should have to wait.
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0"))
    items[:] = [*items[:workers], *items[len(items) - workers :], *items[workers : len(items) - workers]]


def _seconds(item: pytest.Item) -> float:
    """What its marks say that a test takes."""
    if long := item.get_closest_marker("long"):
        return float(long.args[0])
    return 20.0 if item.get_closest_marker("slow") else 10.0 if item.get_closest_marker("xdist_group") else 0.0


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """How much a machine does in seconds decides no test, unless the test itself says what time it gives."""
    monkeypatch.setattr(model, "LEAST_SECONDS", UNHURRIED_SECONDS)
    monkeypatch.setattr(proposal, "CURVES_SECONDS", UNHURRIED_SECONDS)
    monkeypatch.setattr(config_flow, "UNATTENDED_SECONDS", UNHURRIED_SECONDS)
    monkeypatch.setattr(hand, "CALL_SECONDS", UNHURRIED_SECONDS)
    monkeypatch.setattr(relay, "READ_SECONDS", UNHURRIED_SECONDS)


@pytest.fixture(autouse=True)
def _custom_integrations(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant load the integration, in the tests that have a Home Assistant."""
    if "recorder_mock" in request.fixturenames:  # it insists on being there before Home Assistant
        request.getfixturevalue("recorder_mock")
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")
