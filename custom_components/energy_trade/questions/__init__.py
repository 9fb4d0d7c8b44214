"""Questions to the people of a home, when one of their conditions is not met: do they still want the power."""
