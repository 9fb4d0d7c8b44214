// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

contract OrderTest is MarketTest {
    uint16 internal m;

    function setUp() public override {
        super.setUp();
        m = _join();
    }

    function _refused(uint32 b, uint40 version, uint256 word, bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(_agent(m));
        market.order(m, b, version, _words(word));
    }

    function test_storesWordsWithVersionZoneAndTag() public {
        uint256[] memory words = _words(_at(_buy(100, 30), 2), 12);
        words[3] = _at(_sell(200, 8), 7);
        vm.expectEmit(address(market));
        emit IEnergyMarket.Ordered(m, B0 + 1, 77, words);
        vm.prank(_agent(m));
        market.order(m, B0 + 1, 77, words);
        for (uint32 i; i < 12; ++i) {
            uint256 tag = uint256((B0 + 1 + i) & 0xFFFF) << 240;
            assertEq(market.ordersOf(B0 + 1 + i)[m], words[i] | (77 << 200) | tag);
        }
        // 11 buys at 200, one sale that may cost R - 90 a Wh, 1 an order
        assertEq(market.member(m).locked, 11 * 100 * 200 + 200 * 210 + 12);
    }

    function test_replacesAndCancelsWithARisingVersion() public {
        _order(m, B0 + 1, _at(_buy(100, 30), 2));
        assertEq(market.member(m).locked, 100 * 200 + 1);
        uint40 version = uint40(block.timestamp * 10);
        _refused(B0 + 1, version, 0, abi.encodeWithSelector(Errors.BadVersion.selector, B0 + 1, version, version));
        _refused(
            B0 + 1, version - 1, 0, abi.encodeWithSelector(Errors.BadVersion.selector, B0 + 1, version - 1, version)
        );
        vm.warp(block.timestamp + 1);
        _order(m, B0 + 1, _at(_buy(50, 10), 2));
        assertEq(market.member(m).locked, 50 * 100 + 1);
        vm.warp(block.timestamp + 1);
        _order(m, B0 + 1, 0);
        assertEq(market.member(m).locked, 0);
        _refused(B0 + 1, 1 << 36, 0, abi.encodeWithSelector(Errors.BadVersion.selector, B0 + 1, uint256(1) << 36, 0));
    }

    function test_onlyOwnerAndAgent() public {
        vm.prank(_owner(m));
        market.order(m, B0 + 1, 1, _words(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, m, address(this)));
        market.order(m, B0 + 1, 2, _words(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 1));
        market.order(1, B0 + 1, 2, _words(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 1024));
        market.order(1024, B0 + 1, 2, _words(0));
    }

    function test_betweenGateAndHorizon() public {
        _refused(B0, 1, 0, abi.encodeWithSelector(Errors.BlockNotOpen.selector, B0));
        _refused(B0 + 13, 1, 0, abi.encodeWithSelector(Errors.BlockNotOpen.selector, B0 + 13));
        vm.warp((uint256(B0) + 1) * BLOCK - 301);
        _order(m, B0 + 1, 0);
        vm.warp((uint256(B0) + 1) * BLOCK - 300);
        _refused(B0 + 1, uint40(block.timestamp * 10), 0, abi.encodeWithSelector(Errors.BlockNotOpen.selector, B0 + 1));
        vm.expectRevert(abi.encodeWithSelector(Errors.BlockNotOpen.selector, B0 + 13));
        vm.prank(_agent(m));
        market.order(m, B0 + 2, 1, _words(0, 12));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadLength.selector, 0));
        vm.prank(_agent(m));
        market.order(m, B0 + 2, 1, _words(0, 0));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadLength.selector, 13));
        vm.prank(_agent(m));
        market.order(m, B0 + 2, 1, _words(0, 13));
    }

    function test_refusesWhatIsNoOrderOrAboveTheConnection() public {
        uint256 b = B0 + 1;
        _refused(B0 + 1, 1, _at(_buy(LIMIT + 1, 1), 3), abi.encodeWithSelector(Errors.BadOrder.selector, b, 3));
        _refused(B0 + 1, 1, _at(_sell(LIMIT + 1, 1), 5), abi.encodeWithSelector(Errors.BadOrder.selector, b, 5));
        _refused(B0 + 1, 1, _at(_buy(0, 1), 0), abi.encodeWithSelector(Errors.BadOrder.selector, b, 0));
        _refused(B0 + 1, 1, _at(_sell(0, 0), 7), abi.encodeWithSelector(Errors.BadOrder.selector, b, 7));
        _refused(B0 + 1, 1, 1 << 200, abi.encodeWithSelector(Errors.BadOrder.selector, b, 8));
        _order(m, B0 + 1, _all(_buy(LIMIT, 1)));
    }

    function test_countsWholeOrNotAtAll() public {
        uint256[] memory words = _words(_at(_buy(10, 1), 0), 3);
        words[2] = _buy(0, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadOrder.selector, B0 + 3, 0));
        vm.prank(_agent(m));
        market.order(m, B0 + 1, 1, words);
        assertEq(market.ordersOf(B0 + 1)[m], 0);
        assertEq(market.member(m).locked, 0);
    }

    function test_mustBeCoveredBesideTheReserve() public {
        Founding memory f = _founding();
        f.initialGrant = 16e6 + 20_000;
        _found(f);
        m = _join();
        // the reserve for one block is 16e6
        _refused(
            B0 + 1,
            1,
            _at(_buy(100, 30), 0),
            abi.encodeWithSelector(Errors.NotCovered.selector, int256(16e6 + 20_000), 20_001, 16e6)
        );
        _order(m, B0 + 1, _at(_buy(99, 30), 0));
        // when the reserve grows beyond what is left, orders may only shrink
        vm.warp(block.timestamp + BLOCK);
        vm.expectRevert();
        vm.prank(_agent(m));
        market.order(m, B0 + 2, 1, _words(_at(_buy(1, 0), 0)));
    }

    function test_theAgentKeepsToItsCapAndTheOwnerDoesNotNeedTo() public {
        vm.prank(_owner(m));
        market.setDailyCap(m, 20_001);
        // blocks of one day: B0 = 250,000 begins a day of 12 blocks at 249,996
        _order(m, B0 + 1, _at(_buy(100, 30), 0));
        uint256 day = uint256(B0) * 8 / 96;
        _refused(
            B0 + 2, 1, _at(_buy(1, 0), 0), abi.encodeWithSelector(Errors.CapExceeded.selector, day, 20_052, 20_001)
        );
        // tomorrow has a cap of its own
        _order(m, B0 + 8, _at(_buy(100, 30), 0));
        assertEq(market.member(m).lockedOnDay[0], 20_001);
        assertEq(market.member(m).lockedOnDay[1], 20_001);
        _refused(
            B0 + 9, 1, _at(_buy(1, 0), 0), abi.encodeWithSelector(Errors.CapExceeded.selector, day + 1, 20_052, 20_001)
        );
        vm.prank(_owner(m));
        market.order(m, B0 + 2, 1, _words(_at(_buy(100, 30), 0)));
        assertEq(market.member(m).lockedOnDay[0], 40_002);
        // above its cap, the agent may still lock less
        vm.warp(block.timestamp + 1);
        _order(m, B0 + 1, _at(_buy(10, 30), 0));
        assertEq(market.member(m).lockedOnDay[0], 22_002);
        // the next day begins with what was tomorrow's
        vm.warp(uint256(B0 + 8) * BLOCK);
        assertEq(market.member(m).lockedOnDay[0], 20_001);
        assertEq(market.member(m).lockedOnDay[1], 0);
    }

    function test_settlementReleasesTheLockButNotTheDaysCap() public {
        _order(m, B0 + 1, _at(_buy(100, 30), 0));
        _toEnd(B0 + 1);
        _report(m, B0 + 1, 0);
        _settle(m);
        assertEq(market.member(m).locked, 0);
        assertEq(market.member(m).lockedOnDay[0], 20_001);
    }

    function test_notFurtherAheadOfTheOldestUnsettledBlockThanTheRingIsLong() public {
        Founding memory f = _founding();
        f.reserveBasisPoints = 0;
        f.initialGrant = 1e12;
        _found(f);
        m = _join();
        uint16 n = _join();
        vm.warp(uint256(B0 + 118) * BLOCK);
        _order(m, B0 + 128, _at(_buy(1, 1), 0));
        _refused(B0 + 129, 1, _at(_buy(1, 1), 0), abi.encodeWithSelector(Errors.RingFull.selector, B0 + 1));
        for (uint256 i; i < 5; ++i) {
            _settle(m);
        }
        // its own blocks are settled, its neighbour's are not
        _refused(B0 + 129, 1, _at(_buy(1, 1), 0), abi.encodeWithSelector(Errors.RingFull.selector, B0 + 1));
        _settle(n);
        _order(m, B0 + 129, _at(_buy(1, 1), 0));
    }
}
