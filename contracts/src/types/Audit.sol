// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Announced} from "../interfaces/IEnergyMarket.sol";

/// How far a block's readings have been held to its line meters, one word a ring slot. From the lowest bit: block 32 |
/// lines that are in 16 | zones that no line watches 16 | zones whose exports are cut 16 | state 2; from bit 128 for
/// each zone 4 bits: the line that watches it.
type AuditWord is uint256;

using AuditWords for AuditWord global;

/// What a community keeps about trust in its readings. Rows have a lane of 32 bits for each interval.
struct TrustState {
    uint16 meteredZones;
    uint32 toleranceWh;
    uint8 challengeBlocks;
    uint8 witnesses;
    Checkpoints.Trace160[16] meters; // of each line, block => key that reports it; 0: nobody does
    AuditWord[128] audits;
    uint256[16][128] lines; // as reported: net energy towards the parent, two's complement
    uint256[16][128] excess; // in an open dispute: told beyond the line, two's complement; then: what late readings may add
    uint256[16][128] cuts; // Wh for which no export is paid, where there are any
    uint256[16][128] exported; // of so many
    mapping(uint256 place => uint256) unproven; // ring slot x 1024 + member: exports told after the audit, beyond the line
    Announced[][128] announced;
}

library AuditWords {
    uint256 internal constant DISPUTED = 1 << 80;
    uint256 internal constant CONCLUDED = 1 << 81;

    function begin(uint256 blockIndex) internal pure returns (AuditWord) {
        return AuditWord.wrap(blockIndex);
    }

    function isFor(AuditWord word, uint256 blockIndex) internal pure returns (bool) {
        return AuditWord.unwrap(word) & 0xFFFFFFFF == blockIndex;
    }

    /// Readings were held to the lines and do not agree: what comes of it is open until the window ends.
    function disputed(AuditWord word) internal pure returns (bool) {
        return AuditWord.unwrap(word) & DISPUTED != 0;
    }

    /// Nothing of it changes any more.
    function concluded(AuditWord word) internal pure returns (bool) {
        return AuditWord.unwrap(word) & CONCLUDED != 0;
    }

    /// Bit z: the line of zone z has been reported.
    function linesIn(AuditWord word) internal pure returns (uint256) {
        return (AuditWord.unwrap(word) >> 32) & 0xFFFF;
    }

    function withLine(AuditWord word, uint256 zone) internal pure returns (AuditWord) {
        return AuditWord.wrap(AuditWord.unwrap(word) | (1 << (32 + zone)));
    }

    function watched(AuditWord word, uint256 zone) internal pure returns (bool) {
        return AuditWord.unwrap(word) & (1 << (48 + zone)) == 0;
    }

    function isCut(AuditWord word, uint256 zone) internal pure returns (bool) {
        return AuditWord.unwrap(word) & (1 << (64 + zone)) != 0;
    }

    /// The nearest line with a meter on the zone's way out.
    function lineOf(AuditWord word, uint256 zone) internal pure returns (uint256) {
        return (AuditWord.unwrap(word) >> (128 + 4 * zone)) & 0xF;
    }
}

/// Rows of eight lanes of 32 bits.
library Rows {
    function signed(uint256 row, uint256 i) internal pure returns (int256) {
        return int32(uint32(row >> (32 * i)));
    }

    function amount(uint256 row, uint256 i) internal pure returns (uint256) {
        return uint32(row >> (32 * i));
    }

    function lane(int256 value, uint256 i) internal pure returns (uint256) {
        return uint256(uint32(int32(value))) << (32 * i);
    }
}
