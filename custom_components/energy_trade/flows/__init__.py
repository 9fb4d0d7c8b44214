"""Ways into a community that are dialogs of their own."""
