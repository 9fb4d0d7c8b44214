"""Devices: read, told, and never unsafe."""
