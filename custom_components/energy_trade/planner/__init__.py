"""What the home wants: forecast, plan, orders. Without Home Assistant and without a chain."""
