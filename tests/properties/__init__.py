"""Rules that must hold for whatever members do, tried on random communities."""
