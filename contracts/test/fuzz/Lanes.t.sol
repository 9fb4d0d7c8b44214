// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {Lanes} from "../../src/libraries/Lanes.sol";
import {Locks} from "../../src/libraries/Locks.sol";
import {Positions} from "../../src/libraries/Positions.sol";
import {OrderWord, OrderWords} from "../../src/types/OrderWord.sol";
import {ReadingWords} from "../../src/types/ReadingWord.sol";
import {Rules} from "../../src/types/Rules.sol";

/// Eight lanes at once say what eight intervals say one by one.
contract LanesTest is Test {
    /// Random results whose fractions are often 0, full or "no price", and ticks near the orders'.
    function _result(uint256 seed) internal pure returns (uint256 word) {
        for (uint256 i; i < 8; ++i) {
            uint256 x = uint256(keccak256(abi.encode(seed, i)));
            uint256 fraction = x % 5 == 0 ? 0 : x % 5 == 1 ? 1 << 22 : x % 5 == 2 ? (1 << 22) + 1 : (x >> 8) % (1 << 22);
            word |= (((x >> 64) % 4) | (((x >> 128) & 1) << 6) | (fraction << 7)) << (30 * i);
        }
    }

    function _orders(uint256 seed) internal pure returns (uint256 word) {
        for (uint256 i; i < 8; ++i) {
            uint256 x = uint256(keccak256(abi.encode("o", seed, i)));
            if (x % 4 == 0) continue;
            uint256 wh = x % 4 == 1 ? 0x3FFFF : 1 + (x >> 8) % 0x3FFFF;
            uint256 tick = (x >> 200) % 3 == 0 ? (x >> 64) % 64 : (x >> 64) % 4;
            word |= (wh | (tick << 18) | (((x >> 128) & 1) << 24)) << (25 * i);
        }
    }

    function _readings(uint256 seed) internal pure returns (uint256 word) {
        for (uint256 i; i < 8; ++i) {
            uint256 x = uint256(keccak256(abi.encode("r", seed, i)));
            uint256 net = x % 3 == 0 ? (x >> 8) & 0x7FFFF : uint256(int256((x >> 8) % 20_000) - 10_000) & 0x7FFFF;
            if (x % 7 == 0) net = 1 << 19;
            word |= (net | (((x >> 60) & 1) << 20)) << (21 * i);
        }
    }

    function testFuzz_fills(uint256 seed) public pure {
        uint256 orders = _orders(seed);
        uint256 result = _result(seed);
        uint256 traded = orders;
        for (uint256 i; i < 8; ++i) {
            // where nothing moved, no order lies inside the tick
            if ((result >> (30 * i + 7)) & 0x7FFFFF > 1 << 22) traded &= ~(uint256(0x1FFFFFF) << (25 * i));
        }
        assertEq(Lanes.fills(orders, Lanes.result(result)), Positions.fills(traded, result));
    }

    function testFuzz_deviations(uint256 seed, uint256 importLimit, uint256 exportLimit) public pure {
        importLimit = seed % 3 == 0 ? bound(importLimit, 0, 0x3FFFF) : bound(importLimit, 0, 10_000);
        exportLimit = seed % 5 == 0 ? bound(exportLimit, 0, 0x3FFFF) : bound(exportLimit, 0, 10_000);
        uint256 positions = Positions.fills(_orders(seed), _result(seed));
        uint256 readings = _readings(seed) | (seed << 168);
        (uint256 longs, uint256 shorts) = Lanes.deviations(positions, readings, importLimit, exportLimit);
        (uint256 long, uint256 short) = Positions.deviations(positions, readings, importLimit, exportLimit);
        assertEq(longs, long);
        assertEq(shorts, short);
    }

    function testFuzz_locks(uint256 seed, uint256 tariff, uint256 spread, bool pooled) public pure {
        Rules memory r;
        r.pooled = pooled;
        r.priceFloor = seed % 1000;
        r.priceStep = 1 + (seed >> 16) % 1000;
        r.tariffUnit = 1 + (seed >> 32) % 3;
        spread = spread % 40_000;
        uint256 orders = _orders(seed);
        uint256 expected;
        for (uint256 i; i < 8; ++i) {
            (bool sells, uint256 tick, uint256 wh) = OrderWord.wrap(orders).interval(i);
            if (wh == 0) continue;
            uint256 limit = r.priceFloor + tick * r.priceStep;
            uint256 retail = ((tariff >> (30 * i + 15)) & 0x7FFF) * r.tariffUnit;
            uint256 worst;
            if (pooled) worst = !sells ? limit : retail > limit ? retail - limit : 0;
            else worst = sells || limit < spread ? spread : limit;
            expected += wh * worst + 1;
        }
        OrderWord word = OrderWords.make(orders, 77, 3, 250_001);
        assertEq(Locks.total(word, Locks.prices(tariff, spread, r)), expected);
    }

    function testFuzz_ordersWellFormed(uint256 seed, uint256 raw, uint256 importLimit, uint256 exportLimit)
        public
        pure
    {
        importLimit = bound(importLimit, 0, 0x3FFFF);
        exportLimit = bound(exportLimit, 0, 0x3FFFF);
        uint256 orders = raw % 4 == 0 ? raw >> 56 : _orders(seed);
        if (raw % 4 == 1) orders &= ~(uint256(0x3FFFF) << (25 * (raw >> 8) % 8));
        uint256 fault = 8;
        for (uint256 i = 8; i > 0; --i) {
            uint256 order = (orders >> (25 * (i - 1))) & 0x1FFFFFF;
            uint256 wh = order & 0x3FFFF;
            if (wh == 0 ? order != 0 : wh > (order >> 24 == 1 ? exportLimit : importLimit)) fault = i - 1;
        }
        assertEq(OrderWords.wellFormed(orders, importLimit, exportLimit), fault == 8);
        assertEq(OrderWords.firstFault(orders, importLimit, exportLimit), fault);
        assertFalse(OrderWords.wellFormed(orders | (1 << 200), importLimit, exportLimit));
    }

    function testFuzz_readingsWellFormed(uint256 seed, uint256 i, uint256 net) public pure {
        uint256 readings = _readings(seed);
        assertTrue(ReadingWords.wellFormed(readings));
        assertFalse(ReadingWords.wellFormed(readings | (1 << 168)));
        net = bound(net, 1, 0x7FFFF);
        readings &= ~(uint256(0x1FFFFF) << (21 * (i % 8)));
        assertFalse(ReadingWords.wellFormed(readings | ((net | (1 << 19)) << (21 * (i % 8)))));
    }
}
