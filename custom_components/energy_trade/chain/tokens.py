"""Looks at money that exists already, before a community is founded on it for ever."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

import aiohttp

from . import artifacts
from .abi import ContractAbi
from .errors import CallFailed, NodeRubbish
from .provider import SessionProvider
from .rpc import Rpc

TOKEN = "CommunityCredit"  # noqa: S105 - a contract's name, whose views are every token's
DECIMALS = 6


class TokenProblem(StrEnum):
    """Why an address is no money that a community can use."""

    NOT_THERE = "token_not_there"
    NOT_MONEY = "token_not_money"
    DECIMALS = "token_decimals"


class BadToken(ValueError):  # noqa: N818 - named for what is wrong
    """What lies at an address cannot be a community's credit."""

    def __init__(self, problem: TokenProblem) -> None:
        """Say why."""
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says of itself; the supply in its smallest units."""

    address: str
    name: str
    symbol: str
    supply: int


async def look_at_token(session: aiohttp.ClientSession, url: str, address: str) -> Token:
    """Ask a token who it is; raise BadToken for what is none, or counts in other than millionths, and ChainError."""
    rpc = Rpc(SessionProvider(session, url))
    if not await rpc.code(address):
        raise BadToken(TokenProblem.NOT_THERE)
    abi = await asyncio.to_thread(lambda: ContractAbi(artifacts.load(TOKEN).abi))

    async def ask[T](name: str, kind: type[T], *arguments: str) -> T:
        try:
            answer = abi.answer(name, await rpc.call(address, abi.call(name, *arguments)))
        except (CallFailed, NodeRubbish) as error:
            raise BadToken(TokenProblem.NOT_MONEY) from error
        if not isinstance(answer, kind):
            raise BadToken(TokenProblem.NOT_MONEY)
        return answer

    token = Token(address, await ask("name", str), await ask("symbol", str), await ask("totalSupply", int))
    await ask("balanceOf", int, address)
    if await ask("decimals", int) != DECIMALS:
        raise BadToken(TokenProblem.DECIMALS)
    return token
