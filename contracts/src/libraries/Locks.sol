// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {OrderWord} from "../types/OrderWord.sol";
import {Rules} from "../types/Rules.sol";

/// What a block's orders must be able to lose, in µcredit. Pooled: a buyer may pay its limit, a seller may fall short
/// and lose R less its limit. Individual: a buyer may pay its limit or the spread, a seller the spread. One µcredit an
/// order covers the rounding of charges.
/// @dev An order word has 8 lanes of 25 bits [Wh 18, tick 6, side 1], priced together: no lane's term reaches the next.
library Locks {
    uint256 private constant ONES = 1 | 1 << 25 | 1 << 50 | 1 << 75 | 1 << 100 | 1 << 125 | 1 << 150 | 1 << 175;
    uint256 private constant ENERGY = 0x3FFFF * ONES;
    uint256 private constant PAIRS = 0x1FFFFFF * (1 | 1 << 50 | 1 << 100 | 1 << 150);
    uint256 private constant PAIR_ONES = 1 | 1 << 50 | 1 << 100 | 1 << 150;

    /// What a block's locks are computed from, made once a batch.
    struct Prices {
        uint256 floor;
        uint256 step;
        uint256 sellBelow; // lanes: sells lock below this tick only, 0..64
        uint256 buyFrom; // lanes: buys lock their limit from this tick on and the constant below
        uint256 groups; // how many constants
        uint256[8] lanes; // of each constant, 18 bits wide
        uint256[8] constants; // pooled: R less the floor; individual: the spread
        bool pooled;
    }

    function prices(uint256 tariff, uint256 spread, Rules memory r) internal pure returns (Prices memory p) {
        unchecked {
            p.floor = r.priceFloor;
            p.step = r.priceStep;
            p.pooled = r.pooled;
            if (!r.pooled) {
                (p.groups, p.lanes[0], p.constants[0]) = (1, ENERGY, spread);
                p.buyFrom = _ticksBelow(p, spread) * ONES;
                return p;
            }
            uint256 before = type(uint256).max;
            uint256 ticks = 0;
            for (uint256 i; i < 8; ++i) {
                uint256 retail = ((tariff >> (30 * i + 15)) & 0x7FFF) * r.tariffUnit;
                if (retail != before) ticks = _ticksBelow(p, retail);
                before = retail;
                if (ticks == 0) continue;
                p.sellBelow |= ticks << (25 * i);
                uint256 g;
                while (g < p.groups && p.constants[g] != retail - p.floor) ++g;
                p.constants[g] = retail - p.floor;
                p.lanes[g] |= 0x3FFFF << (25 * i);
                if (g == p.groups) ++p.groups;
            }
        }
    }

    function total(OrderWord word, Prices memory p) internal pure returns (uint256) {
        uint256 orders = word.orders();
        if (orders == 0) return 0;
        return p.pooled ? _pooled(orders, p) : _individual(orders, p);
    }

    /// Buys at their limits, sells below their thresholds at the group's constant less step times tick.
    function _pooled(uint256 orders, Prices memory p) private pure returns (uint256 micro) {
        uint256 below = p.sellBelow;
        uint256 step = p.step;
        uint256 sold; // energy of the sells that lock
        uint256 bought;
        assembly ("memory-safe") {
            let energy := and(orders, 0x1ffff80ffffc07fffe03ffff01ffff80ffffc07fffe03ffff)
            micro := and(
                shr(
                    175,
                    mul(
                        and(
                            shr(18, add(energy, 0x1ffff80ffffc07fffe03ffff01ffff80ffffc07fffe03ffff)),
                            0x80000040000020000010000008000004000002000001
                        ),
                        0x80000040000020000010000008000004000002000001
                    )
                ),
                0xf
            )
            let ticks := and(shr(18, orders), 0x1f80000fc00007e00003f00001f80000fc00007e00003f)
            let sells := and(shr(24, orders), 0x80000040000020000010000008000004000002000001)
            // bit 7 of a lane: the tick is below the threshold
            sold := shr(7, sub(add(below, 0x3f80001fc0000fe00007f00003f80001fc0000fe00007f), ticks))
            sold := and(energy, mul(and(sold, sells), 0x3ffff))
            let buys := xor(sells, 0x80000040000020000010000008000004000002000001)
            bought := and(energy, mul(buys, 0x3ffff))
            energy := or(sold, bought)
            // buys at step times tick; sells less step times tick, made good by their constants: 63 - tick, less 63
            ticks := xor(ticks, mul(sells, 0x3f))
            // products of the lanes at 50 bits, even and odd ones, with the ticks in reverse order: the coefficient of
            // 2^150 sums energy times tick, 27 bits at most
            ticks := or(shr(100, ticks), shl(100, and(ticks, 0xfffffffffffffffffffffffff)))
            ticks := or(
                and(shr(50, ticks), 0x3ffffffffffff0000000000003ffffffffffff),
                shl(50, and(ticks, 0x3ffffffffffff0000000000003ffffffffffff))
            )
            let product :=
                add(
                    mul(
                        and(energy, 0xffffc00000003ffff00000000ffffc00000003ffff),
                        and(ticks, 0xfc00000000003f00000000000fc00000000003f)
                    ),
                    mul(
                        and(shr(25, energy), 0xffffc00000003ffff00000000ffffc00000003ffff),
                        and(shr(25, ticks), 0xfc00000000003f00000000000fc00000000003f)
                    )
                )
            sells := and(shr(175, mul(sold, 0x80000040000020000010000008000004000002000001)), 0x1ffffff)
            micro := add(micro, mul(step, sub(and(shr(150, product), 0x3ffffffffffff), mul(63, sells))))
        }
        unchecked {
            if (bought != 0) micro += p.floor * _sum(bought);
            if (sold == 0) return micro;
            uint256 groups = p.groups;
            if (groups == 1) return micro + p.constants[0] * _sum(sold);
            for (uint256 g; g < groups; ++g) {
                micro += p.constants[g] * _sum(sold & p.lanes[g]);
            }
        }
    }

    /// Buys from their threshold on at their limits, all else at the spread.
    function _individual(uint256 orders, Prices memory p) private pure returns (uint256 micro) {
        unchecked {
            uint256 energy = orders & ENERGY;
            uint256 ticks = (orders >> 18) & (0x3F * ONES);
            uint256 buys = ONES ^ ((orders >> 24) & ONES);
            // bit 7 of a lane: the tick is not below the threshold
            buys = (((ticks + 0x80 * ONES - p.buyFrom) >> 7) & buys) * 0x3FFFF & energy;
            micro = _sum(((energy + ENERGY) >> 18) & ONES) + p.constants[0] * _sum(energy ^ buys);
            if (buys != 0) micro += p.floor * _sum(buys) + p.step * _product(buys, ticks);
        }
    }

    /// How many of the 64 ticks cost less.
    function _ticksBelow(Prices memory p, uint256 price) private pure returns (uint256 ticks) {
        unchecked {
            if (price <= p.floor) return 0;
            ticks = (price - p.floor + p.step - 1) / p.step;
            return ticks < 64 ? ticks : 64;
        }
    }

    /// Sum of eight lanes of 18 bits: the product's highest lane.
    function _sum(uint256 lanes) private pure returns (uint256) {
        unchecked {
            return ((lanes * ONES) >> 175) & 0x1FFFFFF;
        }
    }

    /// Sum of energy times tick: bit by bit of the ticks within the lanes, 24 bits at most, then over the lanes.
    function _product(uint256 energy, uint256 ticks) private pure returns (uint256) {
        unchecked {
            uint256 sum = energy & ((ticks & ONES) * 0x3FFFF);
            sum += (energy & (((ticks >> 1) & ONES) * 0x3FFFF)) << 1;
            sum += (energy & (((ticks >> 2) & ONES) * 0x3FFFF)) << 2;
            sum += (energy & (((ticks >> 3) & ONES) * 0x3FFFF)) << 3;
            sum += (energy & (((ticks >> 4) & ONES) * 0x3FFFF)) << 4;
            sum += (energy & (((ticks >> 5) & ONES) * 0x3FFFF)) << 5;
            sum = (sum & PAIRS) + ((sum >> 25) & PAIRS);
            return ((sum * PAIR_ONES) >> 150) & 0x3FFFFFFFFFFFF;
        }
    }
}
