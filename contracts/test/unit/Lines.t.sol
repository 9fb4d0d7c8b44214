// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MeteredTest.sol";

contract LinesTest is MeteredTest {
    function test_agreeingReadingsSettleAtOnce() public {
        _tell(FIRST, 500, -300, 0, -200);
        assertEq(_settleAll(), 0, "the lines are awaited");
        _lines(FIRST, 200, 0, -200);
        assertFalse(market.blockOf(FIRST).finalized);
        assertEq(_settleAll(), 4);
        assertTrue(market.blockOf(FIRST).finalized);
        assertTrue(_state(FIRST) == AuditState.Concluded);
        assertEq(_gain(a), 8 * (300 * int256(170) + 200 * int256(F)));
        _assertBooks();
    }

    function test_withinTheToleranceNothingIsDisputed() public {
        _tell(FIRST, 520, 0, -20, 0);
        _lines(FIRST, 500, 0, 0);
        assertTrue(market.audit(FIRST));
        assertEq(market.blockOf(FIRST).cuts[1], 0);
    }

    /// A lie of 600 Wh among 600 Wh of honest export: at the window's end both are paid half, and nobody more than F less.
    function test_disputedExportIsScaledDownToTheLine() public {
        _tell(FIRST, 600, 600, 0, 0);
        _lines(FIRST, 600, 0, 0);
        assertFalse(market.audit(FIRST));
        assertTrue(_state(FIRST) == AuditState.Disputed);
        assertEq(_settleAll(), 0);
        assertEq(market.auditOf(FIRST).excess[1], _row(600));
        assertEq(market.auditOf(FIRST).excess[0], 0, "the feeder's own meter explains it");
        vm.warp((FIRST + 4 + WINDOW) * BLOCK - 1);
        assertEq(_settleAll(), 0);
        _toWindowEnd(FIRST);
        assertEq(_settleAll(), 4);
        BlockView memory v = market.blockOf(FIRST);
        assertEq(v.cuts[1], _row(600));
        assertEq(v.exported[1], _row(1200));
        assertEq(v.cuts[2] | v.cuts[0], 0);
        _assertBooks();
    }

    function test_anHonestSellerElsewhereIsPaidInFull() public {
        _tell(FIRST, 600, 0, 600, 0);
        _lines(FIRST, 0, 600, 0);
        market.audit(FIRST);
        _toWindowEnd(FIRST);
        market.audit(FIRST);
        uint16[] memory list = new uint16[](4);
        (list[1], list[2], list[3]) = (b, c, d);
        market.settle(list, 1);
        assertEq(_gain(a), 0);
        assertEq(_gain(c), 8 * 600 * int256(F));
        _assertBooks();
    }

    /// What was sold and delivered stays sold: no imbalance is charged for a neighbour's lie.
    function test_whatIsWithheldIsNeverMoreThanWasPaid() public {
        vm.warp(uint256(FIRST - 1) * BLOCK);
        _order(a, FIRST, _all(_sell(500, 10)));
        _order(d, FIRST, _all(_buy(500, 30)));
        _tell(FIRST, 500, 1500, 0, -500);
        _lines(FIRST, 500, 0, -500);
        market.audit(FIRST);
        _toWindowEnd(FIRST);
        market.audit(FIRST);
        uint16[] memory list = new uint16[](2);
        (list[0], list[1]) = (a, b);
        market.settle(list, 1);
        assertEq(_gain(a), 8 * (500 * int256(150) - (500 * int256(150) * 1500 + 1999) / 2000));
        assertEq(_gain(b), 8 * (1500 * int256(F) - (1500 * int256(F) * 1500 + 1999) / 2000));
        _assertBooks();
    }

    function test_toldTooLittleIsDisputedAndNothingCut() public {
        _tell(FIRST, 100, -500, 0, 0);
        _lines(FIRST, 100, 0, 0);
        assertFalse(market.audit(FIRST));
        assertTrue(_state(FIRST) == AuditState.Disputed);
        _toWindowEnd(FIRST);
        assertTrue(market.audit(FIRST));
        assertEq(market.blockOf(FIRST).cuts[1], 0);
    }

    /// A home that is offline holds nobody's money up: its limit is deemed, and too little told is nothing then.
    function test_aSilentHomeOpensNoDispute() public {
        _toEnd(FIRST);
        _report(a, FIRST, _allNet(300));
        _report(c, FIRST, 0);
        _report(d, FIRST, 0);
        _lines(FIRST, 200, 0, 0);
        assertFalse(market.audit(FIRST), "not closed");
        _toDeadline(FIRST);
        assertTrue(market.audit(FIRST));
        uint16[] memory list = new uint16[](1);
        market.settle(list, 1);
        assertEq(_gain(a), 8 * 300 * int256(F));
    }

    /// Its late truth is paid in full; a late lie only as far as the line leaves room.
    function test_lateExportIsPaidAsFarAsTheLineLeavesRoom() public {
        _toEnd(FIRST);
        _report(a, FIRST, _allNet(300));
        _report(c, FIRST, 0);
        _report(d, FIRST, 0);
        _lines(FIRST, 500, 0, 0);
        _toDeadline(FIRST);
        uint16[] memory list = new uint16[](1);
        list[0] = b;
        market.settle(list, 1);
        uint256 snapshot = vm.snapshotState();
        _report(b, FIRST, _allNet(200));
        assertEq(_gain(b), 8 * 200 * int256(F));
        vm.revertToState(snapshot);
        _report(b, FIRST, _allNet(900));
        assertEq(_gain(b), 8 * (200 + int256(uint256(TOLERANCE))) * int256(F));
        assertEq(
            market.overview(_agent(b), FIRST, FIRST).blocks[0].unproven, _row(900 - 200 - int256(uint256(TOLERANCE)))
        );
        _assertBooks();
    }

    function test_aMissingLineIsWaitedForUntilTheWindowEnds() public {
        _tell(FIRST, 900, 0, 0, 0);
        _line(1, FIRST, 900);
        _line(2, FIRST, 0);
        _toDeadline(FIRST);
        assertEq(_settleAll(), 0);
        _toWindowEnd(FIRST);
        assertTrue(market.audit(FIRST));
        vm.expectRevert(abi.encodeWithSelector(Errors.TooLate.selector, FIRST));
        _line(0, FIRST, 0);
    }

    function test_theOperatorCannotChooseAJudgeAfterwards() public {
        vm.prank(OPERATOR);
        market.setLineMeter(1, address(0xC0));
        uint32 from = _now() + 13;
        assertEq(market.lineMeterOf(1, from - 1), _lineKey(1));
        assertEq(market.lineMeterOf(1, from), address(0xC0));
        vm.warp(uint256(from + 1) * BLOCK);
        vm.prank(OPERATOR);
        market.setLineMeter(1, address(0));
        assertEq(market.lineMeterOf(1, from - 1), _lineKey(1));
        assertEq(market.lineMeterOf(1, from + 13), address(0xC0));
        assertEq(market.lineMeterOf(1, from + 14), address(0));
    }

    function test_refusals() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.NotMetered.selector, 3));
        vm.prank(OPERATOR);
        market.setLineMeter(3, address(1));
        vm.expectRevert();
        market.setLineMeter(1, address(1));
        _toEnd(FIRST);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotLineMeter.selector, 1, address(this)));
        market.reportLine(1, FIRST, _words(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOver.selector, FIRST + 1, uint256(FIRST + 2) * BLOCK));
        _line(1, FIRST + 1, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadReading.selector, FIRST));
        _line(1, FIRST, 1 << 27);
        _line(1, FIRST, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.LineReportedBefore.selector, 1, FIRST));
        _line(1, FIRST, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadLength.selector, 0));
        vm.prank(_lineKey(1));
        market.reportLine(1, FIRST, _words(0, 0));
    }

    function test_foundingsThatContradictThemselves() public {
        Founding memory f = _metered();
        f.meteredZones = 8;
        _refused(f, "meteredZones");
        f.meteredZones = 0;
        _refused(f, "disputeBlocks");
        f = _metered();
        f.disputeBlocks = 37;
        _refused(f, "disputeBlocks");
        f = _metered();
        f.challengeBlocks = f.disputeBlocks;
        _refused(f, "challengeBlocks");
        f = _metered();
        f.toleranceWh = 1 << 18;
        _refused(f, "toleranceWh");
        f = _metered();
        f.witnesses = 17;
        _refused(f, "witnesses");
    }

    function _refused(Founding memory f, string memory what) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadFounding.selector, what));
        new EnergyMarket(f, OPERATOR);
    }
}
