"""A network of several execution clients, each a validator's: proof of authority by turns, on this machine alone."""
