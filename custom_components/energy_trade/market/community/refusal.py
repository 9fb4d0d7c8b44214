"""Why the market refuses an action: the contract's own reasons, by name."""

from typing import NoReturn


class Refused(Exception):  # noqa: N818 - named for what happened
    """The market's rules refuse an action; `reason` is the contract's error, `values` are what matters to it."""

    def __init__(self, reason: str, *values: int | str) -> None:
        """Name the error and its values in the contract's order."""
        super().__init__(f"{reason}({', '.join(str(value) for value in values)})")
        self.reason = reason
        self.values = values


def refuse(reason: str, *values: int | str) -> NoReturn:
    """Refuse an action."""
    raise Refused(reason, *values)


def demand(holds: object, reason: str, *values: int | str) -> None:
    """Refuse an action unless a condition holds."""
    if not holds:
        raise Refused(reason, *values)
