"""The operator's side of a community: who is admitted, invited and helped, on which prices, and how it adds up."""
