"""What the home is: meters, forecasts and devices, read from and switched through Home Assistant."""
