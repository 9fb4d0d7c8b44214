"""What the market and the integration cost, measured: `script/bench NAME`."""
