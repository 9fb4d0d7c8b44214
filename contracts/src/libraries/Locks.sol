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
            uint256 ticks;
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

    function total(OrderWord word, Prices memory p) internal pure returns (uint256 micro) {
        uint256 orders = word.orders();
        if (orders == 0) return 0;
        unchecked {
            uint256 energy = orders & ENERGY;
            micro = _sum(((energy + ENERGY) >> 18) & ONES);
            uint256 ticks = (orders >> 18) & (0x3F * ONES);
            uint256 sells = (orders >> 24) & ONES;
            if (p.pooled) {
                uint256 buys = ((ONES ^ sells) * 0x3FFFF) & energy;
                if (buys != 0) micro += p.floor * _sum(buys) + p.step * _product(buys, ticks);
                if (sells == 0) return micro;
                // bit 7 of a lane: the tick is below the threshold
                energy &= (((p.sellBelow + 0x7F * ONES - ticks) >> 7) & sells) * 0x3FFFF;
                if (energy == 0) return micro;
                micro -= p.step * _product(energy, ticks);
            } else {
                // bit 7 of a lane: the tick is not below the threshold
                uint256 buys = (((ticks + 0x80 * ONES - p.buyFrom) >> 7) & (ONES ^ sells)) * 0x3FFFF & energy;
                if (buys != 0) micro += p.floor * _sum(buys) + p.step * _product(buys, ticks);
                energy ^= buys;
            }
            for (uint256 g; g < p.groups; ++g) {
                micro += p.constants[g] * _sum(energy & p.lanes[g]);
            }
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
