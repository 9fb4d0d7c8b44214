// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// What clearing found for one zone and block: 8 intervals of 30 bits [tick 6 | side 1 (1: sellers are rationed at
/// the tick) | fraction 23, of 2^22]; block tag 16. The fraction is the filled share of sellers, or the unfilled
/// share of buyers. 2^22 + 1: nothing was traded, no price is published.
type ResultWord is uint256;

using ResultWords for ResultWord global;

library ResultWords {
    uint256 internal constant RESULT_BITS = 30;
    uint256 internal constant FULL = 1 << 22;
    uint256 internal constant NO_TRADE = FULL + 1;

    function interval(ResultWord word, uint256 i)
        internal
        pure
        returns (uint256 tick, bool sellersRationed, uint256 fraction)
    {
        unchecked {
            uint256 result = ResultWord.unwrap(word) >> (i * RESULT_BITS);
            tick = result & 0x3F;
            sellersRationed = (result >> 6) & 1 == 1;
            fraction = (result >> 7) & 0x7FFFFF;
        }
    }

    /// What one order of 25 bits (see OrderWord) got under one result of 30 bits: Wh, + sold, - bought.
    function position(uint256 order, uint256 result) internal pure returns (int256) {
        unchecked {
            uint256 wh = order & 0x3FFFF;
            uint256 fraction = (result >> 7) & 0x7FFFFF;
            if (wh == 0 || fraction > FULL) return 0;
            uint256 limit = (order >> 18) & 0x3F;
            uint256 tick = result & 0x3F;
            bool sellersRationed = result & 0x40 != 0;
            if (order & 0x1000000 != 0) {
                if (limit > tick) return 0;
                return int256(limit == tick && sellersRationed ? (wh * fraction) >> 22 : wh);
            }
            if (limit < tick) return 0;
            return -int256(limit == tick && !sellersRationed ? wh - ((wh * fraction) >> 22) : wh);
        }
    }
}
