"""The campaign's own arithmetic of lines, against figures worked out by hand."""

from simulation.bench.faults.line_reckoning import Home, LinedBlock, Network, row, withheld
from simulation.bench.faults.reckoning import Balance, Metered, Prices

LIMITS = (3000, 3000)
TREE = Network((0, 0), 50)


def home(zone: int, net: int | None, *, after_audit: bool = False) -> Home:
    return Home(zone, LIMITS, [Metered(net)] * 8, after_audit)


def test_what_a_line_did_not_see_is_not_paid_pro_rata() -> None:
    block = LinedBlock(TREE, {1: [700] * 8}, [home(1, 500), home(1, 600), home(0, -1300)])
    assert block.is_disputed
    assert block.unpaid() == {(index, position): (400, 1100) for index in (0, 1) for position in range(8)}
    prices = Prices(local=180, feed_in=80, retail=320, spread=5)
    assert withheld(500, 600, (400, 1100), Balance(prices, 0, 100), late=False) == 32_728  # 90,000 x 4/11, rounded up
    assert withheld(500, 300, (400, 1100), Balance(prices, 200, 0), late=False) == 25_455  # 300 at 180, 200 at 80
    assert withheld(-500, 600, (400, 1100), Balance(prices, 0, 100), late=False) == 0


def test_an_outer_line_answers_only_for_what_no_inner_one_explains() -> None:
    homes = [home(1, 1100), home(0, -1300)]
    assert LinedBlock(TREE, {0: [-600] * 8, 1: [700] * 8}, homes).excess(0, 0) == 0
    assert LinedBlock(TREE, {0: [-600] * 8}, homes).excess(0, 0) == 400


def test_within_the_tolerance_nobody_is_cut_and_a_silent_home_may_have_given_more() -> None:
    assert not LinedBlock(TREE, {1: [451] * 8}, [home(1, 500)]).is_disputed
    assert LinedBlock(TREE, {1: [449] * 8}, [home(1, 500)]).is_disputed
    assert LinedBlock(TREE, {1: [551] * 8}, [home(1, 500)]).is_disputed
    assert not LinedBlock(TREE, {1: [551] * 8}, [home(1, 500), home(1, None)]).is_disputed


def test_a_correction_goes_towards_the_line_and_no_further() -> None:
    def corrected(net: int, *, witnessed: bool = False) -> bool:
        block = LinedBlock(TREE, {1: [700] * 8}, [home(1, 500), home(1, 600)])
        block.homes[1].witnessed = witnessed
        return block.correct(1, [net] * 8)

    assert [net for net in (601, 599, 200, 150, 149) if corrected(net)] == [599, 200, 150]
    assert not corrected(200, witnessed=True)


def test_what_comes_after_the_audit_has_the_room_that_is_left() -> None:
    # Silence was 3000 Wh taken: the line saw 200 given, so 3250 Wh of room with the tolerance, 3500 wanted.
    block = LinedBlock(TREE, {1: [200] * 8}, [home(1, 500, after_audit=True)])
    assert block.unpaid() == {(0, position): (250, 500) for position in range(8)}


def test_a_lines_word_is_eight_signed_amounts() -> None:
    assert row(5 | (2**32 - 7) << 32) == [5, -7, 0, 0, 0, 0, 0, 0]
