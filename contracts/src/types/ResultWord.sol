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
}
