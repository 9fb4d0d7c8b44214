"""Meters of lines and of the whole community, which homes' readings are held against."""
