"""A community to practise in: simulated neighbours on the market's twin, without chain, key or network."""
