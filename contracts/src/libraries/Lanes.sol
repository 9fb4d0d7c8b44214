// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// What a block's orders came to and how its meter compares, for all eight intervals at once.
/// @dev Orders have lanes of 25 bits [Wh 18, tick 6, side 1], readings of 21 [net 19, unknown 1, estimated 1]; rows have
/// lanes of 32: longs and shorts hold amounts, positions 2^30 + Wh. No lane's term reaches the next: every difference
/// has a bit set above it that a borrow takes. Tested against Positions, which says the same interval by interval.
library Lanes {
    uint256 private constant ONES = 1 | 1 << 25 | 1 << 50 | 1 << 75 | 1 << 100 | 1 << 125 | 1 << 150 | 1 << 175;
    uint256 private constant READ_ONES = 1 | 1 << 21 | 1 << 42 | 1 << 63 | 1 << 84 | 1 << 105 | 1 << 126 | 1 << 147;
    uint256 private constant ROW_ONES = 1 | 1 << 32 | 1 << 64 | 1 << 96 | 1 << 128 | 1 << 160 | 1 << 192 | 1 << 224;
    uint256 private constant NONE = ROW_ONES << 30;
    uint256 private constant FULL = 1 << 22;

    /// A zone's result in lanes of 25 bits, made once a batch.
    struct Result {
        uint256 ticks;
        uint256 sellersRationed; // 1 or 0
        uint256 fractions; // of 2^22
        uint256 traded; // 18 bits set where there is a price
    }

    function result(uint256 word) internal pure returns (Result memory r) {
        unchecked {
            for (uint256 shift; shift < 200; shift += 25) {
                r.ticks |= (word & 0x3F) << shift;
                r.sellersRationed |= ((word >> 6) & 1) << shift;
                uint256 fraction = (word >> 7) & 0x7FFFFF;
                if (fraction <= FULL) {
                    r.fractions |= fraction << shift;
                    r.traded |= 0x3FFFF << shift;
                }
                word >>= 30;
            }
        }
    }

    /// The fills of a block's orders. An order inside the local price fills whole; at it, the rationed side fills by
    /// its fraction: sellers rounded down, buyers up. Without a price nothing fills.
    function fills(uint256 orders, Result memory r) internal pure returns (uint256 positions) {
        unchecked {
            uint256 energy = orders & r.traded;
            if (energy == 0) return NONE;
            uint256 sells = (orders >> 24) & ONES;
            uint256 below;
            uint256 above;
            {
                uint256 ticks = (orders >> 18) & (0x3F * ONES);
                uint256 prices = r.ticks;
                below = ((prices + 0x7F * ONES - ticks) >> 7) & ONES;
                above = ((ticks + 0x7F * ONES - prices) >> 7) & ONES;
            }
            uint256 at_ = ONES ^ below ^ above;
            uint256 other = sells ^ r.sellersRationed; // the side that is not rationed
            uint256 filled = energy & (((below & sells) | (above & ~sells) | (at_ & other)) * 0x3FFFF);
            uint256 rationed = at_ & ~other;
            if (rationed != 0) filled |= _ration(energy, rationed, sells, r.fractions);
            uint256 sold = filled & (sells * 0x3FFFF);
            positions = NONE;
            // most homes are on one side
            if (sold != 0) positions += _spread(sold);
            if (filled != sold) positions -= _spread(filled ^ sold);
        }
    }

    /// What known, timely readings add to the zone's sums under pooled supply: how much longer or shorter than its
    /// position a member was, within its connection's limits.
    function deviations(uint256 positions, uint256 readings, uint256 importLimit, uint256 exportLimit)
        internal
        pure
        returns (uint256 longs, uint256 shorts)
    {
        unchecked {
            uint256 known = ROW_ONES ^ _spreadReadings((readings >> 19) & READ_ONES);
            // net + 2^18 of each lane, moved into the limits
            uint256 net = _spreadReadings(readings & (0x7FFFF * READ_ONES)) ^ (ROW_ONES << 18);
            uint256 limit = (0x40000 + exportLimit) * ROW_ONES;
            uint256 outside = ((((net | ROW_ONES << 31) - limit) >> 31) & ROW_ONES) * 0x7FFFF;
            net ^= (net ^ limit) & outside;
            limit = (0x40000 - importLimit) * ROW_ONES;
            outside = ((((limit | ROW_ONES << 31) - net) >> 31) & ROW_ONES) * 0x7FFFF;
            net ^= (net ^ limit) & outside;
            // less the position: 2^31 + deviation
            net = net + ROW_ONES * (0x80000000 + 0x40000000 - 0x40000) - positions;
            uint256 long = (net >> 31) & known;
            longs = net & (long * 0x7FFFFFFF);
            uint256 short = long ^ known;
            shorts = (short << 31) - (net & (short * 0x7FFFFFFF));
        }
    }

    /// The lanes at the price on the rationed side, one by one.
    function _ration(uint256 energy, uint256 lanes, uint256 sells, uint256 fractions)
        private
        pure
        returns (uint256 filled)
    {
        unchecked {
            do {
                uint256 lane = lanes & (~lanes + 1);
                lanes ^= lane;
                uint256 wh = (energy / lane) & 0x3FFFF;
                uint256 part = (wh * ((fractions / lane) & 0x7FFFFF)) >> 22;
                filled |= (sells & lane != 0 ? part : wh - part) * lane;
            } while (lanes != 0);
        }
    }

    /// Lanes of 25 bits to lanes of 32: the upper four move, then the upper two of each four, then each second.
    function _spread(uint256 x) private pure returns (uint256) {
        unchecked {
            x = (x & ((1 << 100) - 1)) | ((x >> 100) << 128);
            x = (x & 0x3ffffffffffff00000000000000000003ffffffffffff)
                | ((x & 0xffffffffffffc0000000000000000000ffffffffffffc000000000000) << 14);
            return (x & 0x1ffffff0000000001ffffff0000000001ffffff0000000001ffffff)
                | ((x & 0x3fffffe0000000003fffffe0000000003fffffe0000000003fffffe000000) << 7);
        }
    }

    /// Lanes of 21 bits to lanes of 32, in the same way.
    function _spreadReadings(uint256 x) private pure returns (uint256) {
        unchecked {
            x = (x & ((1 << 84) - 1)) | ((x >> 84) << 128);
            x = (x & 0x3ffffffffff0000000000000000000003ffffffffff)
                | ((x & 0xffffffffffc000000000000000000000ffffffffffc0000000000) << 22);
            return (x & 0x1fffff00000000001fffff00000000001fffff00000000001fffff)
                | ((x & 0x3ffffe00000000003ffffe00000000003ffffe00000000003ffffe00000) << 11);
        }
    }
}
