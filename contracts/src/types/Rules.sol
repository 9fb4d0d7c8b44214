// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Founding, Sharing, Supply} from "../interfaces/IEnergyMarket.sol";

uint256 constant INTERVALS = 8; // in a block
uint256 constant RING = 128; // blocks that the rings hold
uint256 constant MAX_MEMBERS = 1024;
uint256 constant MAX_ZONES = 16;
uint256 constant NEVER = type(uint32).max;

/// The founding's terms that running the market needs, stored in one word.
struct Rules {
    uint256 intervalSeconds;
    uint256 tariffHourIntervals;
    uint256 gateLeadSeconds;
    uint256 horizonBlocks;
    uint256 reportBlocks;
    uint256 tariffNoticeBlocks;
    uint256 priceFloor;
    uint256 priceStep;
    uint256 tariffUnit;
    uint256 maxRetail;
    uint256 reserveBasisPoints;
    uint256 maxMembers;
    uint256 zones;
    bool pooled;
    Sharing sharing;
    uint256 disputeBlocks; // 0: readings are not held to lines
}

type RulesWord is uint256;

using RulesWords for RulesWord global;
using Calendar for Rules global;

library RulesWords {
    function make(Founding memory f) internal pure returns (RulesWord) {
        uint256 word = uint256(f.intervalSeconds) | (uint256(f.tariffHourIntervals) << 16)
            | (uint256(f.gateLeadSeconds) << 32) | (uint256(f.horizonBlocks) << 48) | (uint256(f.reportBlocks) << 56)
            | (uint256(f.tariffNoticeBlocks) << 64) | (f.supply == Supply.Pooled ? 1 << 72 : 0)
            | (uint256(f.sharing) << 73);
        word |= (uint256(f.priceFloor) << 80) | (uint256(f.priceStep) << 112) | (uint256(f.tariffUnit) << 144)
            | (uint256(f.maxRetail) << 176) | (uint256(f.reserveBasisPoints) << 208) | (uint256(f.maxMembers) << 224)
            | (uint256(f.zones.length) << 240) | (uint256(f.disputeBlocks) << 248);
        return RulesWord.wrap(word);
    }

    function read(RulesWord word_) internal pure returns (Rules memory r) {
        uint256 word = RulesWord.unwrap(word_);
        r.intervalSeconds = word & 0xFFFF;
        r.tariffHourIntervals = (word >> 16) & 0xFFFF;
        r.gateLeadSeconds = (word >> 32) & 0xFFFF;
        r.horizonBlocks = (word >> 48) & 0xFF;
        r.reportBlocks = (word >> 56) & 0xFF;
        r.tariffNoticeBlocks = (word >> 64) & 0xFF;
        r.pooled = (word >> 72) & 1 == 1;
        r.sharing = Sharing((word >> 73) & 3);
        r.priceFloor = (word >> 80) & 0xFFFFFFFF;
        r.priceStep = (word >> 112) & 0xFFFFFFFF;
        r.tariffUnit = (word >> 144) & 0xFFFFFFFF;
        r.maxRetail = (word >> 176) & 0xFFFFFFFF;
        r.reserveBasisPoints = (word >> 208) & 0xFFFF;
        r.maxMembers = (word >> 224) & 0xFFFF;
        r.zones = (word >> 240) & 0xFF;
        r.disputeBlocks = word >> 248;
    }
}

/// When things happen. Chain time alone decides.
library Calendar {
    function blockSeconds(Rules memory r) internal pure returns (uint256) {
        return r.intervalSeconds * INTERVALS;
    }

    /// The block that is being delivered now.
    function currentBlock(Rules memory r) internal view returns (uint256) {
        return block.timestamp / r.blockSeconds();
    }

    /// The first block whose gate is ahead.
    function nextGateBlock(Rules memory r) internal view returns (uint256) {
        return (block.timestamp + r.gateLeadSeconds) / r.blockSeconds() + 1;
    }

    /// The first block that no order can reach yet: changes of terms count from it.
    function firstUnopened(Rules memory r) internal view returns (uint256) {
        return r.currentBlock() + r.horizonBlocks + 1;
    }

    function gate(Rules memory r, uint256 blockIndex) internal pure returns (uint256) {
        return blockIndex * r.blockSeconds() - r.gateLeadSeconds;
    }

    function end(Rules memory r, uint256 blockIndex) internal pure returns (uint256) {
        return (blockIndex + 1) * r.blockSeconds();
    }

    /// The end of on-time reporting.
    function deadline(Rules memory r, uint256 blockIndex) internal pure returns (uint256) {
        return (blockIndex + 1 + r.reportBlocks) * r.blockSeconds();
    }

    /// The end of an open dispute.
    function windowEnd(Rules memory r, uint256 blockIndex) internal pure returns (uint256) {
        return (blockIndex + 1 + r.reportBlocks + r.disputeBlocks) * r.blockSeconds();
    }

    /// Delivery days are UTC days of 24 tariff hours; a block never straddles two.
    function day(Rules memory r, uint256 blockIndex) internal pure returns (uint256) {
        return blockIndex * INTERVALS / (24 * r.tariffHourIntervals);
    }

    function firstOfDay(Rules memory r, uint256 day_) internal pure returns (uint256) {
        return day_ * (24 * r.tariffHourIntervals) / INTERVALS;
    }
}
