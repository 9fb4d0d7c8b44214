// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

contract SettleTest is MarketTest {
    uint16 internal a;
    uint16 internal b;
    uint32 internal first;

    function setUp() public override {
        super.setUp();
        a = _join();
        b = _join();
        first = B0 + 1;
    }

    /// A sells 500 Wh an interval from tick 10 (100 µcredit/Wh), B buys up to tick 30 (200): the middle tick is 20.
    function test_settlesDeliveredTradesAtTheMiddle() public {
        _order(a, first, _all(_sell(500, 10)));
        _order(b, first, _all(_buy(500, 30)));
        _toEnd(first);
        _report(a, first, _allNet(500));
        _report(b, first, _allNet(-500));
        assertTrue(market.blockOf(first).finalized);
        assertEq(_settleAll(), 2);
        int256 value = 8 * 500 * 150;
        assertEq(_balance(a), 1000e6 + value);
        assertEq(_balance(b), 1000e6 - value);
        assertEq(market.member(a).locked, 0);
        assertEq(market.member(a).settledBefore, first + 1);
        assertEq(_settleAll(), 0);
        _assertBooks();
    }

    function test_silenceIsDeemedImportOfTheLimit() public {
        _order(a, first, _all(_sell(500, 10)));
        _order(b, first, _all(_buy(500, 30)));
        _toEnd(first);
        _report(b, first, _allNet(-500));
        assertFalse(market.blockOf(first).finalized);
        assertEq(_settleAll(), 0);
        _toDeadline(first);
        assertEq(_settleAll(), 2);
        int256 silence = 8 * int256(uint256(LIMIT)) * int256(R);
        assertEq(_balance(a), 1000e6 + 8 * 500 * 150 - 8 * 500 * int256(R) - silence);
        _assertBooks();
    }
}
