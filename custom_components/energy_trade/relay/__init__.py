"""Homes that put other homes' signed messages on the chain, and how they are found."""
