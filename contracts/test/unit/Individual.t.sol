// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

/// Each home keeps its own supplier: only what was traded and delivered is settled.
contract IndividualTest is MarketTest {
    uint16 internal a;
    uint16 internal b;

    function setUp() public override {
        super.setUp();
        Founding memory f = _founding();
        f.supply = Supply.Individual;
        _found(f);
        a = _join();
        b = _join();
    }

    function _trade() private {
        _order(a, B0 + 1, _at(_sell(500, 10), 0));
        _order(b, B0 + 1, _at(_buy(500, 30), 0));
    }

    function test_locksLimitOrSpread() public {
        _trade();
        assertEq(market.member(a).locked, 500 * SPREAD + 1);
        assertEq(market.member(b).locked, 500 * 200 + 1);
        assertEq(market.member(a).reserve, 0);
    }

    function test_whatWasTradedAndDeliveredIsSettledAtTheMiddle() public {
        _trade();
        _toEnd(B0 + 1);
        _report(a, B0 + 1, _net(700));
        _report(b, B0 + 1, _net(-900));
        _settleAll();
        assertEq(_balance(a), 1000e6 + 500 * 150);
        assertEq(_balance(b), 1000e6 - 500 * 150);
        assertEq(market.member(a).locked, 0);
        _assertBooks();
    }

    function test_eachPaysTheSpreadForItsOwnShortfallOnly() public {
        _trade();
        _toEnd(B0 + 1);
        _report(a, B0 + 1, _net(200));
        _report(b, B0 + 1, _net(-500));
        _settleAll();
        // 200 Wh match; the seller alone deviated
        assertEq(_balance(a), 1000e6 + 200 * 150 - 300 * int256(SPREAD));
        assertEq(_balance(b), 1000e6 - 200 * 150);
        _assertBooks();
    }

    function test_onlyThoseWithOrdersHaveAStake() public {
        uint16 c = _join();
        _trade();
        _toEnd(B0 + 1);
        _report(a, B0 + 1, _net(500));
        assertEq(market.blockOf(B0 + 1).stake, 2);
        _report(c, B0 + 1, _net(500));
        assertEq(market.blockOf(B0 + 1).reported, 1);
        assertFalse(market.blockOf(B0 + 1).finalized);
        _report(b, B0 + 1, _net(-500));
        assertTrue(market.blockOf(B0 + 1).finalized);
        _settleAll();
        assertEq(_balance(c), 1000e6);
    }

    function test_silenceCostsTheSellerTheSpreadAndTheBuyerItsPurchase() public {
        _trade();
        _toDeadline(B0 + 1);
        _settleAll();
        assertEq(_balance(a), 1000e6 - 500 * int256(SPREAD));
        assertEq(_balance(b), 1000e6 - 500 * 150);
        _report(a, B0 + 1, _net(500));
        _report(b, B0 + 1, _net(-500));
        // late: the seller is only spared the spread, the buyer still pays
        assertEq(_balance(a), 1000e6);
        assertEq(_balance(b), 1000e6 - 500 * 150);
        _assertBooks();
    }
}
