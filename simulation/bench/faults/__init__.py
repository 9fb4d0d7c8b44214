"""What breaks at each stage of a block's life, what was promised of it, and what was seen."""
