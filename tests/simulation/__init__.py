"""The tools that run a community on this machine."""
