// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

/// The worked microgrid: A generates 8 kWh and uses 5, B uses 4, in one interval of an hour.
contract MicrogridTest is MarketTest {
    function _run(uint32 lineWh) private returns (uint256 sold, uint256 bought, int256 a, int256 b) {
        vm.warp(uint256(B0) * 8 * 3600 + 60);
        Founding memory f = _founding();
        f.intervalSeconds = 3600;
        f.tariffHourIntervals = 4;
        f.zones = new Zone[](2);
        f.zones[1] = Zone(0, 0, lineWh);
        _found(f);
        _join(1, 10_000, 10_000);
        _join(0, 10_000, 10_000);
        _order(0, B0 + 1, _sell(3000, 10));
        _order(1, B0 + 1, _buy(4000, 30));
        vm.warp((uint256(B0) + 2) * 8 * 3600);
        _report(0, B0 + 1, _net(3000));
        _report(1, B0 + 1, _net(-4000));
        _settleAll();
        (sold, bought) = _positions();
        (a, b) = (_balance(0) - 1000e6, _balance(1) - 1000e6);
        _assertBooks();
    }

    /// Positions as anybody can compute them from what the chain shows.
    function _positions() private view returns (uint256 sold, uint256 bought) {
        uint256[] memory results = market.blockOf(B0 + 1).results;
        (uint256 s, uint256 b) = (results[1] & 0x3FFFFFFF, results[0] & 0x3FFFFFFF);
        uint256 fraction = s >> 7;
        if (fraction <= 1 << 22) sold = (s & 0x3F) == 10 ? (3000 * fraction) >> 22 : 3000;
        fraction = b >> 7;
        if (fraction <= 1 << 22) {
            bool buyersRationed = (b & 0x3F) == 30 && (b & 0x40) == 0;
            bought = buyersRationed ? 4000 - ((4000 * fraction) >> 22) : (b & 0x3F) <= 30 ? 4000 : 0;
        }
    }

    function test_withoutALimitAllThreeKilowattHoursAreTraded() public {
        (uint256 sold, uint256 bought, int256 a, int256 b) = _run(1_000_000);
        assertEq(sold, 3000);
        assertEq(bought, 3000);
        assertEq(a, 3000 * 200);
        assertEq(b, -3000 * 200 - 1000 * int256(R));
    }

    function test_aLineOfThreeKilowattsIsNoLimit() public {
        (uint256 sold, uint256 bought,,) = _run(3000);
        assertEq(sold, 3000);
        assertEq(bought, 3000);
    }

    function test_aLineOfTwoKilowattsLetsTwoThrough() public {
        (uint256 sold, uint256 bought, int256 a, int256 b) = _run(2000);
        // fractions of 2^22 round what is sold down and what is bought up, by less than 1 Wh an order
        assertApproxEqAbs(sold, 2000, 1);
        assertApproxEqAbs(bought, 2000, 1);
        assertLe(sold, bought);
        // A feeds the rest in at F, B buys the rest at R
        assertApproxEqAbs(a, 2000 * 100 + 1000 * int256(F), 100);
        assertApproxEqAbs(b, -2000 * 200 - 2000 * int256(R), 300);
    }

    function test_withoutALineNothingIsTraded() public {
        (uint256 sold, uint256 bought, int256 a, int256 b) = _run(0);
        assertEq(sold, 0);
        assertEq(bought, 0);
        assertEq(a, 3000 * int256(F));
        assertEq(b, -4000 * int256(R));
    }
}

/// A school's roof of 91 kW and 544 flats.
contract SchoolTest is MarketTest {
    uint256 internal constant FLATS = 544;

    function test_oneSellerManyBuyersFillProRataAndConserve() public {
        Founding memory f = _founding();
        f.maxMembers = 545;
        _found(f);
        _join(0, 100_000, 100_000);
        for (uint256 i; i < FLATS; ++i) {
            _join(0, LIMIT, LIMIT);
        }
        // 91 kW for a quarter hour; every flat would take 100 to 199 Wh at one price
        _order(0, B0 + 1, _sell(22_750, 10));
        uint256 demand;
        for (uint16 i = 1; i <= FLATS; ++i) {
            uint256 wh = 100 + (i * 37) % 100;
            demand += wh;
            _order(i, B0 + 1, _buy(wh, 20));
        }
        _toGate(B0 + 1);
        market.clear(B0 + 1, 8);
        uint256 result = market.blockOf(B0 + 1).results[0];
        assertEq(result & 0x3F, 20);
        assertEq(result & 0x40, 0);
        uint256 unfilled = ((demand - 22_750) * (1 << 22)) / demand;
        assertEq((result >> 7) & 0x7FFFFF, unfilled);
        _toEnd(B0 + 1);
        // everybody delivers exactly what was traded
        _report(0, B0 + 1, _net(22_750));
        uint256 bought;
        for (uint16 i = 1; i <= FLATS; ++i) {
            uint256 wh = 100 + (i * 37) % 100;
            uint256 fill = wh - ((wh * unfilled) >> 22);
            // pro rata, rounded up by less than 1 Wh
            assertLe(fill * demand, wh * 22_750 + 2 * demand);
            assertGe(fill * demand + demand, wh * 22_750);
            bought += fill;
            _report(i, B0 + 1, _net(-int256(fill)));
        }
        assertGe(bought, 22_750);
        assertLe(bought, 22_750 + 2 * FLATS);
        assertTrue(market.blockOf(B0 + 1).finalized);
        assertEq(_settleAll(), FLATS + 1);
        assertEq(_balance(0), 1000e6 + 22_750 * 150);
        assertEq(market.overview(address(0), B0, B0).gridAccount, int256((bought - 22_750) * 150));
        _assertBooks();
    }
}
