"""What the community agreed: intervals, tariffs, orders, clearing and settlement in the contracts' words."""
