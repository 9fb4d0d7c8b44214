"""Tests, laid out like custom_components/energy_trade."""
