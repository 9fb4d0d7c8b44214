// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import "../utils/MarketTest.sol";

contract SetTariffTest is MarketTest {
    function setUp() public override {
        super.setUp();
        vm.startPrank(OPERATOR);
    }

    function test_onlyForBlocksThatNoOrderCanReach() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsFrozen.selector, B0 + 12));
        market.setTariff(B0 + 12, _words(_prices(10, 400)));
        vm.expectEmit(address(market));
        emit IEnergyMarket.TariffSet(B0 + 13, _words(_prices(10, 400)));
        market.setTariff(B0 + 13, _words(_prices(10, 400)));
        (uint256 word,) = market.tariffOf(B0 + 13);
        assertEq(word, _prices(10, 400) | (uint256(B0 + 13) << 240));
        // until it opens, it may be set anew
        market.setTariff(B0 + 13, _words(_prices(20, 410)));
        vm.warp(block.timestamp + BLOCK);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsFrozen.selector, B0 + 13));
        market.setTariff(B0 + 13, _words(_prices(10, 400)));
        (word,) = market.tariffOf(B0 + 13);
        assertEq(word, _prices(20, 410) | (uint256(B0 + 13) << 240));
    }

    function test_notFurtherAheadThanCorrectionsReachBack() public {
        market.setTariff(B0 + 31, _words(_prices(10, 400)));
        vm.expectRevert(abi.encodeWithSelector(Errors.TooFarAhead.selector, B0 + 32));
        market.setTariff(B0 + 31, _words(_prices(10, 400), 2));
    }

    function test_refusesPricesOutOfOrder() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadTariff.selector, B0 + 13));
        market.setTariff(B0 + 13, _words(_prices(401, 400)));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadTariff.selector, B0 + 13));
        market.setTariff(B0 + 13, _words(_prices(10, 501)));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadTariff.selector, B0 + 13));
        market.setTariff(B0 + 13, _words(1 << 240));
    }

    function test_refusesStrangers() public {
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        market.setTariff(B0 + 13, _words(_prices(10, 400)));
    }

    function test_neverWhileTheSlotsEarlierBlockIsUnsettled() public {
        vm.stopPrank();
        _join();
        vm.warp(uint256(B0 + 120) * BLOCK);
        vm.expectRevert(abi.encodeWithSelector(Errors.RingFull.selector, B0 + 5));
        vm.prank(OPERATOR);
        market.setTariff(B0 + 133, _words(_prices(10, 400)));
        for (uint256 i; i < 5; ++i) {
            _settle(0);
        }
        vm.prank(OPERATOR);
        market.setTariff(B0 + 133, _words(_prices(10, 400)));
    }

    function test_withNoticeABlockOpensWithItsTariffOrWhenTheNoticeEnds() public {
        vm.stopPrank();
        Founding memory f = _founding();
        f.tariffNoticeBlocks = 3;
        _found(f);
        _join();
        (, bool isFixed) = market.tariffOf(B0 + 3);
        assertTrue(isFixed);
        (, isFixed) = market.tariffOf(B0 + 4);
        assertFalse(isFixed);
        assertFalse(market.blockOf(B0 + 4).open);
        vm.expectRevert(abi.encodeWithSelector(Errors.BlockNotOpen.selector, B0 + 4));
        vm.prank(_agent(0));
        market.order(0, B0 + 3, 1, _words(_at(_buy(10, 1), 0), 2));
        vm.prank(OPERATOR);
        market.setTariff(B0 + 4, _words(_prices(10, 400)));
        assertTrue(market.blockOf(B0 + 4).open);
        vm.prank(_agent(0));
        market.order(0, B0 + 3, 1, _words(_at(_buy(10, 1), 0), 2));
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsFrozen.selector, B0 + 4));
        vm.prank(OPERATOR);
        market.setTariff(B0 + 4, _words(_prices(10, 401)));
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsFrozen.selector, B0 + 3));
        vm.prank(OPERATOR);
        market.setTariff(B0 + 3, _words(_prices(10, 401)));
    }
}

contract SetTariffTableTest is MarketTest {
    function test_countsFromTheNextUnopenedBlock() public {
        vm.expectEmit(address(market));
        emit IEnergyMarket.TariffTableSet(B0 + 13, _table(10, 400));
        vm.prank(OPERATOR);
        market.setTariffTable(_table(10, 400));
        (uint256 word,) = market.tariffOf(B0 + 12);
        assertEq(word, _prices(F, R) | (uint256(B0 + 12) << 240));
        (word,) = market.tariffOf(B0 + 13);
        assertEq(word, _prices(10, 400) | (uint256(B0 + 13) << 240));
    }

    function test_refusesPricesOutOfOrder() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadTariff.selector, 0));
        vm.prank(OPERATOR);
        market.setTariffTable(_table(401, 400));
    }

    function test_aBlockIsSettledWithTheTableOfItsTime() public {
        uint16 m = _join();
        vm.prank(OPERATOR);
        market.setTariffTable(_table(10, 400));
        _toDeadline(B0 + 13);
        _settle(m);
        assertEq(_balance(m), 1000e6 - int256(8 * LIMIT * (12 * R + 400)));
    }
}

contract SetClockTest is MarketTest {
    /// Every local hour h has F = h.
    function _hours() private pure returns (uint256[3] memory table) {
        for (uint256 h; h < 24; ++h) {
            table[h / 8] |= (h | (400 << 15)) << (30 * (h % 8));
        }
    }

    function _feedIn(uint32 b, uint256 i) private view returns (uint256) {
        (uint256 word,) = market.tariffOf(b);
        return (word >> (30 * i)) & 0x7FFF;
    }

    function test_shiftsTheTableByTheOffsetInForce() public {
        Founding memory f = _founding();
        f.tariffTable = _hours();
        // one hour ahead of UTC, two from block B0 + 6 on
        f.clock = (uint256(4) << 32) | ((uint256(B0 + 6) | (uint256(8) << 32)) << 48);
        _found(f);
        uint256 hour = uint256(B0 + 5) * 2 % 24;
        assertEq(_feedIn(B0 + 5, 0), (hour + 1) % 24);
        assertEq(_feedIn(B0 + 5, 3), (hour + 1) % 24);
        assertEq(_feedIn(B0 + 5, 4), (hour + 2) % 24);
        assertEq(_feedIn(B0 + 6, 0), (hour + 4) % 24);
    }

    function test_westOfGreenwichIsBehind() public {
        Founding memory f = _founding();
        f.tariffTable = _hours();
        f.clock = uint256(uint16(int16(-20))) << 32;
        _found(f);
        assertEq(_feedIn(B0 + 5, 0), (uint256(B0 + 5) * 2 + 24 - 5) % 24);
    }

    function test_countsFromTheNextUnopenedBlock() public {
        Founding memory f = _founding();
        f.tariffTable = _hours();
        _found(f);
        vm.prank(OPERATOR);
        market.setClock(uint256(4) << 32);
        assertEq(_feedIn(B0 + 12, 0), uint256(B0 + 12) * 2 % 24);
        assertEq(_feedIn(B0 + 13, 0), (uint256(B0 + 13) * 2 + 1) % 24);
    }

    function test_refusesDisorder() public {
        vm.startPrank(OPERATOR);
        vm.expectRevert(Errors.BadClock.selector);
        market.setClock(uint256(7) | (uint256(7) << 48));
        vm.expectRevert(Errors.BadClock.selector);
        market.setClock(1 << 240);
    }
}

contract SetLineTest is MarketTest {
    function setUp() public override {
        super.setUp();
        Founding memory f = _founding();
        f.zones = new Zone[](7);
        for (uint8 z = 1; z < 7; ++z) {
            f.zones[z] = Zone(z - 1, 1, 1000);
        }
        _found(f);
    }

    function test_countsFromTheNextUnopenedBlockAndLeavesOthersAlone() public {
        vm.expectEmit(address(market));
        emit IEnergyMarket.LineSet(6, 3, 77, B0 + 13);
        vm.startPrank(OPERATOR);
        market.setLine(6, 3, 77);
        market.setLine(5, 63, type(uint32).max);
        vm.stopPrank();
        (, Zone[] memory before) = market.termsOf(B0 + 12);
        (, Zone[] memory later) = market.termsOf(B0 + 13);
        for (uint8 z = 1; z < 7; ++z) {
            assertEq(before[z].capacityWh, 1000);
            assertEq(later[z].parent, z - 1);
            assertEq(later[z].feeTicks, z == 6 ? 3 : z == 5 ? 63 : 1);
            assertEq(later[z].capacityWh, z == 6 ? 77 : z == 5 ? type(uint32).max : 1000);
        }
    }

    function test_refusesTheRootStrangeZonesAndFees() public {
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadZone.selector, 0));
        market.setLine(0, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadZone.selector, 7));
        market.setLine(7, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadLine.selector, 1));
        market.setLine(1, 64, 0);
    }
}

contract SetSpreadTest is MarketTest {
    function test_countsFromTheNextUnopenedBlock() public {
        vm.expectEmit(address(market));
        emit IEnergyMarket.SpreadSet(33, B0 + 13);
        vm.prank(OPERATOR);
        market.setSpread(33);
        (uint32 spread,) = market.termsOf(B0 + 12);
        assertEq(spread, SPREAD);
        (spread,) = market.termsOf(B0 + 13);
        assertEq(spread, 33);
    }

    function test_isNeverNothing() public {
        vm.startPrank(OPERATOR);
        vm.expectRevert(Errors.BadSpread.selector);
        market.setSpread(0);
        vm.expectRevert(Errors.BadSpread.selector);
        market.setSpread(1 << 24);
    }
}
