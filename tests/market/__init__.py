"""The market's own arithmetic, without Home Assistant and without a chain."""
