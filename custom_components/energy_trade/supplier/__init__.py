"""What the home's own supplier charges and pays, where the community leaves that to each member."""
