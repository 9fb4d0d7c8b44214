"""The market in Python against the contracts, action by action."""
