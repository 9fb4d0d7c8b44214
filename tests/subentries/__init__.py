"""The dialogs in which devices are named."""
