"""Trade surplus energy with the neighbours."""
