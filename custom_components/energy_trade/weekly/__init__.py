"""A week of trading in a few sentences."""
