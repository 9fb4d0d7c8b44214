// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

contract ClearTest is MarketTest {
    uint16 internal a;
    uint16 internal b;

    function setUp() public override {
        super.setUp();
        a = _join();
        b = _join();
        _order(a, B0 + 1, _all(_sell(500, 10)));
        _order(b, B0 + 1, _all(_buy(300, 30)));
    }

    function test_anybodyAfterTheGate() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.GateAhead.selector, B0 + 1, (uint256(B0) + 1) * BLOCK - 300));
        market.clear(B0 + 1, 8);
        _toGate(B0 + 1);
        assertEq(market.clear(B0 + 1, 8), 8);
        BlockView memory v = market.blockOf(B0 + 1);
        assertEq(v.clearedIntervals, 8);
        assertEq(v.stake, 2);
        assertFalse(v.finalized);
        // at tick 10 the seller is rationed to 300 of 500
        uint256 field = 10 | (1 << 6) | ((uint256(300) * (1 << 22) / 500) << 7);
        assertEq(v.results[0] & ((1 << 30) - 1), field);
        assertEq(v.results[0] >> 240, (B0 + 1) & 0xFFFF);
        // a second time nothing happens
        assertEq(market.clear(B0 + 1, 8), 8);
    }

    function test_inChunksAsAtOnce() public {
        uint256 snapshot = vm.snapshotState();
        _toGate(B0 + 1);
        market.clear(B0 + 1, 8);
        uint256 expected = market.blockOf(B0 + 1).results[0];
        vm.revertToState(snapshot);
        _toGate(B0 + 1);
        assertEq(market.clear(B0 + 1, 0), 0);
        assertEq(market.clear(B0 + 1, 3), 3);
        assertEq(market.clear(B0 + 1, 1), 4);
        assertFalse(market.blockOf(B0 + 1).finalized);
        assertEq(market.clear(B0 + 1, 255), 8);
        assertEq(market.blockOf(B0 + 1).results[0], expected);
    }

    function test_aReportFinishesWhatAChunkBegan() public {
        _toGate(B0 + 1);
        market.clear(B0 + 1, 3);
        _toEnd(B0 + 1);
        _report(a, B0 + 1, _allNet(300));
        assertEq(market.blockOf(B0 + 1).clearedIntervals, 8);
    }

    function test_freezesTheTariffOfTheBlock() public {
        _toGate(B0 + 1);
        market.clear(B0 + 1, 8);
        (uint256 word,) = market.tariffOf(B0 + 1);
        assertEq(word, _prices(F, R) | (uint256(B0 + 1) << 240));
    }

    function test_neverBeforeTheFoundingNorOverAnUnsettledBlock() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownBlock.selector, B0));
        market.clear(B0, 8);
        vm.warp(uint256(B0 + 131) * BLOCK);
        vm.expectRevert(abi.encodeWithSelector(Errors.RingFull.selector, B0 + 1));
        market.clear(B0 + 129, 8);
        _settleAll();
        market.clear(B0 + 129, 8);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownBlock.selector, B0 + 1));
        market.clear(B0 + 1, 8);
    }

    function test_linesAndFeesShapeLocalPrices() public {
        Founding memory f = _founding();
        f.zones = new Zone[](2);
        f.zones[1] = Zone(0, 2, 200);
        _found(f);
        a = _join(1, LIMIT, LIMIT);
        b = _join(0, LIMIT, LIMIT);
        _order(a, B0 + 1, _at(_sell(500, 10), 0));
        _order(b, B0 + 1, _at(_buy(300, 30), 0));
        _toEnd(B0 + 1);
        int256[] memory flows = new int256[](16);
        flows[8] = 200;
        vm.recordLogs();
        market.clear(B0 + 1, 8);
        (,,, int256[] memory seen) = abi.decode(vm.getRecordedLogs()[0].data, (uint8, uint8, uint256[], int256[]));
        assertEq(keccak256(abi.encode(seen)), keccak256(abi.encode(flows)));
        // the seller gets its local 100 for 199 Wh, as fills are rounded down, and F for the last; the buyer pays its
        // local 200 for 201 Wh, and got F for the one that it did not take; the grid keeps the rent
        _report(a, B0 + 1, _net(200));
        _report(b, B0 + 1, _net(-200));
        _settleAll();
        assertEq(_balance(a), 1000e6 + 199 * 100 + int256(F));
        assertEq(_balance(b), 1000e6 - 201 * 200 + int256(F));
        _assertBooks();
    }
}

contract ClearLargestTest is MarketTest {
    /// What founding relies on: one interval of the largest community in the deepest tree fits a transaction.
    function test_oneIntervalOfTheDeepestTreeFitsATransaction() public {
        Founding memory f = _founding();
        f.maxMembers = 1024;
        f.zones = new Zone[](16);
        for (uint8 z = 1; z < 16; ++z) {
            f.zones[z] = Zone(z - 1, 1, 20_000);
        }
        _found(f);
        for (uint16 m; m < 1024; ++m) {
            _join(uint8(m % 16), LIMIT, LIMIT);
            _order(m, B0 + 1, _all(m % 2 == 0 ? _sell(100 + m, m % 64) : _buy(100 + m, (m * 7) % 64)));
        }
        _toGate(B0 + 1);
        vm.cool(address(market));
        uint256 before = gasleft();
        market.clear(B0 + 1, 1);
        uint256 used = before - gasleft();
        emit log_named_uint("one interval", used);
        // Founded's bound
        assertLt(used, 500_000 + 3_500 * 1024 + 200_000 * 16);
        vm.cool(address(market));
        before = gasleft();
        market.clear(B0 + 1, 7);
        emit log_named_uint("seven more", before - gasleft());
    }
}
