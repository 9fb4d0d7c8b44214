"""End to end: a real Home Assistant, driven as a person does, against a real node."""
