// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// What the grid pays and takes in one block: 8 intervals of 30 bits [F 15 | R 15], in the founding's tariff unit;
/// block tag 16.
type TariffWord is uint256;

using TariffWords for TariffWord global;

library TariffWords {
    uint256 internal constant PRICE_BITS = 30;
    uint256 internal constant WORD_BITS = 240;

    function make(uint256 prices, uint256 blockIndex) internal pure returns (TariffWord) {
        return TariffWord.wrap(prices | (blockIndex << 240));
    }

    function isFor(TariffWord word, uint256 blockIndex) internal pure returns (bool) {
        // a slot that was never written is for no block
        return TariffWord.unwrap(word) != 0 && TariffWord.unwrap(word) >> 240 == blockIndex & 0xFFFF;
    }

    /// @return feedIn µcredit/Wh that the grid pays
    /// @return retail µcredit/Wh that the grid takes
    function interval(TariffWord word, uint256 i, uint256 unit) internal pure returns (uint256 feedIn, uint256 retail) {
        unchecked {
            uint256 prices = TariffWord.unwrap(word) >> (i * PRICE_BITS);
            feedIn = (prices & 0x7FFF) * unit;
            retail = ((prices >> 15) & 0x7FFF) * unit;
        }
    }

    /// Eight pairs with F <= R <= the founding's largest R, and nothing above them.
    function wellFormed(uint256 prices, uint256 unit, uint256 maxRetail) internal pure returns (bool) {
        unchecked {
            if (prices >> WORD_BITS != 0) return false;
            for (; prices != 0; prices >>= PRICE_BITS) {
                uint256 retail = (prices >> 15) & 0x7FFF;
                if (prices & 0x7FFF > retail || retail * unit > maxRetail) return false;
            }
            return true;
        }
    }

    /// The block's word as the table of local hours says.
    /// @param offset local time less UTC, in intervals
    function fromTable(uint256[3] memory table, int256 offset, uint256 blockIndex, uint256 hourIntervals)
        internal
        pure
        returns (TariffWord)
    {
        unchecked {
            uint256 prices = 0;
            uint256 local = uint256(int256(blockIndex * 8) + offset);
            for (uint256 i; i < 8; ++i) {
                uint256 hour = ((local + i) / hourIntervals) % 24;
                uint256 pair = (table[hour / 8] >> (hour % 8 * PRICE_BITS)) & 0x3FFFFFFF;
                prices |= pair << (i * PRICE_BITS);
            }
            return make(prices, blockIndex);
        }
    }
}
