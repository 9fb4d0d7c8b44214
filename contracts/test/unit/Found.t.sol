// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import "../utils/MarketTest.sol";

contract EighteenDecimals is ERC20("Ether-like", "ETHL") {}

contract FoundTest is MarketTest {
    function _refused(Founding memory f, string memory what) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadFounding.selector, what));
        new EnergyMarket(f, OPERATOR);
    }

    function test_tellsWhatWasFounded() public view {
        FoundingView memory v = market.founding();
        assertEq(keccak256(abi.encode(v.terms)), keccak256(abi.encode(_founding())));
        assertEq(v.salt, keccak256(abi.encode(_founding())));
        assertEq(v.operator, OPERATOR);
        assertEq(market.operator(), OPERATOR);
        assertEq(v.foundedBlock, B0 + 1);
        assertEq(v.ringBlocks, 128);
        assertEq(credit.symbol(), "EUR");
        assertEq(credit.name(), "Sunny Lane credit");
        assertEq(credit.decimals(), 6);
    }

    function test_keepsZonesAndIgnoresTheRootsLine() public {
        Founding memory f = _founding();
        f.zones = new Zone[](16);
        f.zones[0] = Zone(3, 4, 5);
        for (uint8 z = 1; z < 16; ++z) {
            f.zones[z] = Zone(z - 1, z, 1000 + uint32(z));
        }
        _found(f);
        f.zones[0] = Zone(0, 0, 0);
        assertEq(keccak256(abi.encode(market.founding().terms)), keccak256(abi.encode(f)));
        (uint32 spread, Zone[] memory zones) = market.termsOf(B0);
        assertEq(spread, SPREAD);
        assertEq(keccak256(abi.encode(zones)), keccak256(abi.encode(f.zones)));
    }

    function test_refusesNamelessness() public {
        Founding memory f = _founding();
        f.name = "";
        _refused(f, "name");
        f = _founding();
        f.currency = "";
        _refused(f, "currency");
    }

    function test_refusesForeignCreditWithGrantOrOtherDecimals() public {
        Founding memory f = _founding();
        f.credit = address(new EighteenDecimals());
        _refused(f, "initialGrant");
        f.initialGrant = 0;
        _refused(f, "credit");
    }

    function test_refusesBadTimes() public {
        Founding memory f = _founding();
        f.intervalSeconds = 0;
        _refused(f, "intervalSeconds");
        f.intervalSeconds = 700;
        _refused(f, "intervalSeconds");
        f = _founding();
        f.tariffHourIntervals = 0;
        _refused(f, "tariffHourIntervals");
        f = _founding();
        f.horizonBlocks = 0;
        _refused(f, "horizonBlocks");
        f.horizonBlocks = 13;
        _refused(f, "horizonBlocks");
        f.horizonBlocks = 12;
        f.tariffHourIntervals = 3;
        _refused(f, "horizonBlocks");
        f = _founding();
        f.horizonBlocks = 1;
        f.gateLeadSeconds = 7200;
        _refused(f, "gateLeadSeconds");
        f = _founding();
        f.reportBlocks = 0;
        _refused(f, "reportBlocks");
        f.reportBlocks = 13;
        _refused(f, "reportBlocks");
        f = _founding();
        f.tariffNoticeBlocks = 13;
        _refused(f, "tariffNoticeBlocks");
        f.tariffNoticeBlocks = 1;
        f.gateLeadSeconds = 7200;
        _refused(f, "tariffNoticeBlocks");
        f = _founding();
        f.clock = 5 | (6 << 48) | (6 << 96);
        vm.expectRevert(Errors.BadClock.selector);
        new EnergyMarket(f, OPERATOR);
    }

    function test_refusesBadPrices() public {
        Founding memory f = _founding();
        f.priceStep = 0;
        _refused(f, "priceStep");
        f.priceStep = 1 << 20;
        _refused(f, "priceStep");
        f = _founding();
        f.tariffUnit = 0;
        _refused(f, "tariffUnit");
        f = _founding();
        f.maxRetail = 1 << 24;
        _refused(f, "maxRetail");
        f = _founding();
        f.spread = 0;
        _refused(f, "spread");
        f = _founding();
        f.reserveBasisPoints = 10_001;
        _refused(f, "reserveBasisPoints");
        f = _founding();
        f.maxRetail = uint32(R - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadTariff.selector, 0));
        new EnergyMarket(f, OPERATOR);
        f = _founding();
        f.tariffTable = _table(R + 1, R);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadTariff.selector, 0));
        new EnergyMarket(f, OPERATOR);
        f = _founding();
        f.dailyCap = 1 << 48;
        _refused(f, "dailyCap");
    }

    function test_refusesBadZonesAndSizes() public {
        Founding memory f = _founding();
        f.maxMembers = 1;
        _refused(f, "maxMembers");
        f.maxMembers = 1025;
        _refused(f, "maxMembers");
        f = _founding();
        f.zones = new Zone[](0);
        _refused(f, "zones");
        f.zones = new Zone[](17);
        _refused(f, "zones");
        f.zones = new Zone[](2);
        f.zones[1] = Zone(1, 0, 100);
        _refused(f, "zones");
        f.zones[1] = Zone(0, 64, 100);
        _refused(f, "zones");
    }
}
