"""A whole community in one process or on one machine: nodes, homes, benchmarks. Not part of what HACS installs."""
