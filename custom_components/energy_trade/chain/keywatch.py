"""Notices that somebody else acts with the same key, as after a backup was restored on a second machine."""

from .client import EvmMarket


class KeyWatch:
    """Compares how many transactions of a key the chain holds with those that were sent from here.

    What happened before the first look is no sign: a machine that replaces a broken one finds it there.
    """

    def __init__(self, market: EvmMarket) -> None:
        """Watch the key that the market was opened with."""
        self._market = market
        self._seen: int | None = None
        self._conflicts = 0

    async def look(self) -> bool:
        """Whether somebody else has sent something since the last look; raises ChainError."""
        spent, own = await self._market.transactions()
        conflicts = self._market.key_used_elsewhere
        foreign = self._seen is not None and spent > max(self._seen, own)
        overtaken = conflicts > self._conflicts
        self._seen, self._conflicts = spent, conflicts
        return foreign or overtaken
