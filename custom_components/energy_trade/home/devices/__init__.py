"""The home's own devices that a plan can move: read, told what to do, and checked whether they did."""
