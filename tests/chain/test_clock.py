"""Chain time is told from the host's clock, corrected by what blocks say."""

from custom_components.energy_trade.chain.clock import ChainClock
from custom_components.energy_trade.chain.rpc import Head


class Host:
    time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


def head(number: int, timestamp: int) -> Head:
    return Head(number, f"0x{number:064x}", f"0x{number - 1:064x}", timestamp, 0)


def run(ahead: float, *, block_seconds: int = 12, poll: int = 5, blocks: int = 30) -> tuple[ChainClock, Host]:
    """A chain whose clock is ahead of the host's, looked at every few seconds."""
    host = Host()
    clock = ChainClock(host)
    begin = host.time
    for _ in range(blocks * block_seconds // poll):
        host.time += poll
        made = int((host.time - begin) // block_seconds)
        clock.observe(head(made, int(begin + made * block_seconds + ahead)))
    return clock, host


def test_without_any_block_the_host_is_believed() -> None:
    host = Host()
    clock = ChainClock(host)
    assert clock.now() == host.time
    assert clock.offset is None


def test_a_chain_that_stands_still_does_not_hold_time_back() -> None:
    host = Host()
    clock = ChainClock(host)
    clock.observe(head(1, 999_000))
    assert clock.now() == host.time


def test_time_never_runs_behind_the_newest_block() -> None:
    host = Host()
    clock = ChainClock(host)
    clock.observe(head(1, 1_005_000))
    assert clock.now() == 1_005_000


def test_the_offset_is_found_to_within_a_look() -> None:
    for ahead in (-900, -30, 0, 30, 900):
        clock, host = run(ahead)
        assert clock.offset is not None
        assert ahead - 5 <= clock.offset <= ahead
        assert abs(clock.now() - (host.time + ahead)) <= 12


def test_a_head_that_was_none_is_forgotten_with_its_time() -> None:
    clock, host = run(30)
    number = 1000
    for year in (1, 2, 3):
        clock.observe(head(number + year, int(host.time) + year * 31_536_000))
    assert clock.now() > host.time + 31_536_000
    clock.observe(head(number, int(host.time) + 28))
    assert abs(clock.now() - (host.time + 30)) <= 12


def test_a_reorganisation_leaves_what_was_measured() -> None:
    clock, host = run(-600)
    before = clock.offset
    clock.observe(head(2000, int(host.time) - 600 - 36))
    assert clock.offset == before


def test_after_a_long_pause_it_is_measured_anew() -> None:
    clock, host = run(30)
    host.time += 3_600
    clock.observe(head(10_000, int(host.time) - 500))
    assert clock.offset is None
