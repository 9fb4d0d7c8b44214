// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

contract ReportTest is MarketTest {
    uint16 internal a;
    uint16 internal b;

    function setUp() public override {
        super.setUp();
        a = _join();
        b = _join();
    }

    function _refused(uint16 m, uint32 blockIndex, uint256 word, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(_agent(m));
        market.report(m, blockIndex, _words(word), "");
    }

    function test_clearsTheBlockAndSumsDeviationsWithinLimits() public {
        _toEnd(B0 + 1);
        _report(a, B0 + 1, _net(300) | (_net(-6000) << 21) | (1 << (42 + 19)));
        _report(b, B0 + 1, _net(-100) | (_net(6000) << 21));
        BlockView memory v = market.blockOf(B0 + 1);
        assertEq(v.clearedIntervals, 8);
        assertEq(v.longs[0], 300 | (uint256(LIMIT) << 32));
        assertEq(v.shorts[0], 100 | (uint256(LIMIT) << 32));
        assertEq(v.reported, 2);
        assertTrue(v.finalized);
    }

    function test_onlyOnceOnlyAfterTheBlockAndWellFormed() public {
        _refused(a, B0 + 1, 0, abi.encodeWithSelector(Errors.NotOver.selector, B0 + 1, uint256(B0 + 2) * BLOCK));
        _toEnd(B0 + 1);
        _refused(a, B0, 0, abi.encodeWithSelector(Errors.NotDelivering.selector, a, B0));
        _refused(a, B0 + 1, 1 << 168, abi.encodeWithSelector(Errors.BadReading.selector, B0 + 1));
        _refused(a, B0 + 1, 1 | (1 << 19), abi.encodeWithSelector(Errors.BadReading.selector, B0 + 1));
        _report(a, B0 + 1, 0);
        _refused(a, B0 + 1, 1, abi.encodeWithSelector(Errors.AlreadyReported.selector, a, B0 + 1));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadLength.selector, 0));
        vm.prank(_agent(a));
        market.report(a, B0 + 1, _words(0, 0), "");
        vm.expectRevert(abi.encodeWithSelector(Errors.BadLength.selector, 13));
        vm.prank(_agent(a));
        market.report(a, B0 + 1, _words(0, 13), "");
        vm.expectRevert(abi.encodeWithSelector(Errors.NotMeterKey.selector, a, _owner(a)));
        vm.prank(_owner(a));
        market.report(a, B0 + 1, _words(0), "");
    }

    function test_aLateReadingReplacesSilenceAfterSettlement() public {
        _order(a, B0 + 1, _at(_sell(500, 10), 0));
        _order(b, B0 + 1, _at(_buy(500, 30), 0));
        _toEnd(B0 + 1);
        _report(b, B0 + 1, _net(-500));
        _toDeadline(B0 + 1);
        _settleAll();
        int256 silent = 8 * int256(uint256(LIMIT) * R);
        assertEq(_balance(a), 1000e6 + 500 * 150 - 500 * int256(R) - silent);
        // it had delivered all but 100 Wh: these at R, outside the netting
        int256 back = silent + 400 * int256(R);
        vm.expectEmit(address(market));
        emit IEnergyMarket.Corrected(a, B0 + 1, back);
        _report(a, B0 + 1, _net(400));
        assertEq(_balance(a), 1000e6 + 500 * 150 - 100 * int256(R));
        assertEq(market.readingsOf(B0 + 1)[a] >> 239 & 1, 1);
        _refused(a, B0 + 1, 0, abi.encodeWithSelector(Errors.AlreadyReported.selector, a, B0 + 1));
        _assertBooks();
    }

    function test_aLateReadingBeforeSettlementCountsThen() public {
        _toEnd(B0 + 1);
        _report(b, B0 + 1, 0);
        _toDeadline(B0 + 1);
        _report(a, B0 + 1, _allNet(100));
        assertEq(market.blockOf(B0 + 1).longs[0], 0);
        assertEq(_settle(a), 1);
        // its surplus earns F, with nobody to net with
        assertEq(_balance(a), 1000e6 + 8 * 100 * int256(F));
        _assertBooks();
    }

    function test_takenUntilItsRingSlotMayHoldComingOrders() public {
        _toDeadline(B0 + 1);
        vm.warp(uint256(B0 + 1 + 96) * BLOCK - 1);
        _report(a, B0 + 1, 0);
        vm.warp(uint256(B0 + 1 + 96) * BLOCK);
        _refused(b, B0 + 1, 0, abi.encodeWithSelector(Errors.TooLate.selector, B0 + 1));
    }
}
