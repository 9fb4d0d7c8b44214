"""The market's twin: the contract's whole state machine for one community, without a chain."""

from .model import MarketEvent
from .ordering import OrderMessage, Placement
from .refusal import Refused
from .reporting import ReadingMessage
from .twin import MarketTwin

__all__ = ["MarketEvent", "MarketTwin", "OrderMessage", "Placement", "ReadingMessage", "Refused"]
