// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// One member's metered net energy in one block. From the lowest bit: 8 intervals of 21 bits [net Wh 19, two's
/// complement, export - import | unknown 1 | estimated 1]; bit 235 witnessed, bit 236 corrected, bit 237 unaudited, bit 238
/// present, bit 239 late; block tag 16.
type ReadingWord is uint256;

using ReadingWords for ReadingWord global;

library ReadingWords {
    uint256 internal constant READING_BITS = 21;
    uint256 private constant ONES = 1 | 1 << 21 | 1 << 42 | 1 << 63 | 1 << 84 | 1 << 105 | 1 << 126 | 1 << 147;
    uint256 private constant READINGS_MASK = (1 << 168) - 1;
    uint256 private constant WITNESSED = 1 << 235;
    uint256 private constant CORRECTED = 1 << 236;
    uint256 private constant UNAUDITED = 1 << 237;
    uint256 private constant PRESENT = 1 << 238; // tells a reading of nothing from a slot that was never written
    uint256 private constant LATE = 1 << 239;
    uint256 private constant UNKNOWN = 1 << 19;

    function make(uint256 readings_, bool late_, uint256 blockIndex) internal pure returns (ReadingWord) {
        return ReadingWord.wrap(readings_ | PRESENT | (late_ ? LATE : 0) | (blockIndex << 240));
    }

    function isFor(ReadingWord word, uint256 blockIndex) internal pure returns (bool) {
        uint256 raw = ReadingWord.unwrap(word);
        return raw & PRESENT != 0 && raw >> 240 == blockIndex & 0xFFFF;
    }

    /// The eight readings alone, as they were signed.
    function readings(ReadingWord word) internal pure returns (uint256) {
        return ReadingWord.unwrap(word) & READINGS_MASK;
    }

    /// Accepted after the block was final: settles outside the netting.
    function late(ReadingWord word) internal pure returns (bool) {
        return ReadingWord.unwrap(word) & LATE != 0;
    }

    /// Neighbours have signed it, too: nobody corrects it.
    function witnessed(ReadingWord word) internal pure returns (bool) {
        return ReadingWord.unwrap(word) & WITNESSED != 0;
    }

    function withWitnesses(ReadingWord word) internal pure returns (ReadingWord) {
        return ReadingWord.wrap(ReadingWord.unwrap(word) | WITNESSED);
    }

    /// Told after its block's readings were held to the line for good.
    function unaudited(ReadingWord word) internal pure returns (bool) {
        return ReadingWord.unwrap(word) & UNAUDITED != 0;
    }

    function afterAudit(ReadingWord word) internal pure returns (ReadingWord) {
        return ReadingWord.wrap(ReadingWord.unwrap(word) | UNAUDITED);
    }

    /// The same word with other readings, put right by the operator.
    function corrected(ReadingWord word, uint256 readings_) internal pure returns (ReadingWord) {
        return ReadingWord.wrap((ReadingWord.unwrap(word) & ~READINGS_MASK) | readings_ | CORRECTED);
    }

    function interval(ReadingWord word, uint256 i) internal pure returns (bool known, int256 net) {
        unchecked {
            uint256 reading = ReadingWord.unwrap(word) >> (i * READING_BITS);
            known = reading & UNKNOWN == 0;
            net = int256(reading << 237) >> 237;
        }
    }

    /// Wh that the eight intervals exported, or imported, in all.
    function energy(ReadingWord word, bool exported) internal pure returns (uint256 wh) {
        for (uint256 i; i < 8; ++i) {
            (, int256 net) = interval(word, i);
            if (!exported) net = -net;
            if (net > 0) wh += uint256(net);
        }
    }

    /// Only the low 168 bits, and an unknown interval names no energy: the eight lanes are checked at once.
    function wellFormed(uint256 readings_) internal pure returns (bool) {
        unchecked {
            uint256 named = ((readings_ & (0x7FFFF * ONES)) + 0x7FFFF * ONES) >> 19;
            return readings_ <= READINGS_MASK && named & (readings_ >> 19) & ONES == 0;
        }
    }
}
