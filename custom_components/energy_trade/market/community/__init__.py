"""The market's twin: the contract's whole state machine for one community, without a chain."""

from .disputes import WitnessMessage
from .membership import RequestMessage
from .model import MarketEvent, Request
from .ordering import OrderMessage, Placement
from .refusal import Refused
from .reporting import ReadingMessage
from .twin import MarketTwin

__all__ = [
    "MarketEvent",
    "MarketTwin",
    "OrderMessage",
    "Placement",
    "ReadingMessage",
    "Refused",
    "Request",
    "RequestMessage",
    "WitnessMessage",
]
