// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IEnergyMarket, Zone} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {MarketState, TermsEntry} from "../types/MarketState.sol";
import {RING, Rules} from "../types/Rules.sol";
import {TariffWord, TariffWords} from "../types/TariffWord.sol";
import {Blocks} from "./Blocks.sol";
import {History} from "./History.sol";

/// What the operator sets for coming blocks, and what was in force for any block.
library Terms {
    using History for Checkpoints.Trace224;

    /// Tariffs may be set this far ahead: further, and the ring slot's earlier block could still be corrected.
    uint256 internal constant TARIFF_AHEAD = 31;
    uint256 internal constant MAX_PRICE = (1 << 24) - 1; // keeps every amount of a block within 64 bits

    function setTariff(MarketState storage s, uint256 firstBlock, uint256[] calldata words) public {
        Rules memory r = s.rules.read();
        uint256 current = r.currentBlock();
        for (uint256 i; i < words.length; ++i) {
            uint256 b = firstBlock + i;
            if (b <= current || (b <= current + r.horizonBlocks && isFixed(s, r, b))) revert Errors.TermsFrozen(b);
            if (b > current + TARIFF_AHEAD) revert Errors.TooFarAhead(b);
            if (!Blocks.slotFree(s, b)) revert Errors.RingFull(b - RING);
            if (!TariffWords.wellFormed(words[i], r.tariffUnit, r.maxRetail)) revert Errors.BadTariff(b);
            s.tariffs[b % RING] = TariffWords.make(words[i], b);
        }
        emit IEnergyMarket.TariffSet(uint32(firstBlock), words);
    }

    function setTariffTable(MarketState storage s, uint256[3] calldata table) public {
        Rules memory r = s.rules.read();
        checkTable(table, r.tariffUnit, r.maxRetail);
        (TermsEntry storage coming, uint32 fromBlock) = _coming(s, r);
        coming.table = table;
        emit IEnergyMarket.TariffTableSet(fromBlock, table);
    }

    function setClock(MarketState storage s, uint256 clock) public {
        checkClock(clock);
        (TermsEntry storage coming,) = _coming(s, s.rules.read());
        coming.clock = clock;
        emit IEnergyMarket.ClockSet(clock);
    }

    function setLine(MarketState storage s, uint256 zone, uint256 feeTicks, uint256 capacityWh) public {
        Rules memory r = s.rules.read();
        if (zone == 0 || zone >= r.zones) revert Errors.BadZone(zone);
        if (feeTicks > 63) revert Errors.BadLine(zone);
        (TermsEntry storage coming, uint32 fromBlock) = _coming(s, r);
        uint256 shift = (zone - 1) % 5 * 48;
        uint256 word = coming.lines[(zone - 1) / 5];
        uint256 parent = (word >> shift) & 0xFF;
        word &= ~(uint256(type(uint48).max) << shift);
        coming.lines[(zone - 1) / 5] = word | ((parent | (feeTicks << 8) | (capacityWh << 16)) << shift);
        emit IEnergyMarket.LineSet(uint8(zone), uint8(feeTicks), uint32(capacityWh), fromBlock);
    }

    function setSpread(MarketState storage s, uint256 spread) public {
        if (spread == 0 || spread > MAX_PRICE) revert Errors.BadSpread();
        (TermsEntry storage coming, uint32 fromBlock) = _coming(s, s.rules.read());
        coming.spread = uint32(spread);
        emit IEnergyMarket.SpreadSet(uint32(spread), fromBlock);
    }

    /// The terms in force for a block.
    function inForce(MarketState storage s, uint256 blockIndex) internal view returns (TermsEntry storage) {
        return s.terms[s.termsFrom.inForce(blockIndex)];
    }

    /// The block's tariff: set for it, or as the table of local hours says.
    function tariff(MarketState storage s, Rules memory r, uint256 blockIndex) internal view returns (TariffWord word) {
        word = s.tariffs[blockIndex % RING];
        if (!word.isFor(blockIndex)) {
            TermsEntry storage terms = inForce(s, blockIndex);
            word = TariffWords.fromTable(
                terms.table, offsetAt(terms.clock, blockIndex), blockIndex, r.tariffHourIntervals
            );
        }
    }

    /// Whether the tariff of a coming block can no longer change, apart from the horizon.
    function isFixed(MarketState storage s, Rules memory r, uint256 blockIndex) internal view returns (bool) {
        return r.tariffNoticeBlocks == 0 || blockIndex <= r.currentBlock() + r.tariffNoticeBlocks
            || s.tariffs[blockIndex % RING].isFor(blockIndex);
    }

    function zones(TermsEntry storage terms, uint256 count) internal view returns (Zone[] memory zones_) {
        zones_ = new Zone[](count);
        uint256 word = 0;
        for (uint256 z = 1; z < count; ++z) {
            uint256 place = (z - 1) % 5;
            if (place == 0) word = terms.lines[(z - 1) / 5];
            uint256 line = word >> (place * 48);
            zones_[z] = Zone(uint8(line), uint8(line >> 8), uint32(line >> 16));
        }
    }

    /// Each zone's parent: lines may change, the tree does not.
    function parents(MarketState storage s, uint256 count) internal view returns (uint256[] memory parents_) {
        parents_ = new uint256[](count);
        uint256 word = 0;
        for (uint256 z = 1; z < count; ++z) {
            uint256 place = (z - 1) % 5;
            if (place == 0) word = s.terms[0].lines[(z - 1) / 5];
            parents_[z] = (word >> (place * 48)) & 0xFF;
        }
    }

    function packLines(Zone[] memory zones_) internal pure returns (uint256[3] memory lines) {
        for (uint256 z = 1; z < zones_.length; ++z) {
            uint256 line =
                uint256(zones_[z].parent) | (uint256(zones_[z].feeTicks) << 8) | (uint256(zones_[z].capacityWh) << 16);
            lines[(z - 1) / 5] |= line << ((z - 1) % 5 * 48);
        }
    }

    /// Local time less UTC in intervals: the last entry's that has begun; none has: 0.
    function offsetAt(uint256 clock, uint256 blockIndex) internal pure returns (int256 offset) {
        for (; clock != 0 && clock & 0xFFFFFFFF <= blockIndex; clock >>= 48) {
            offset = int16(uint16(clock >> 32));
        }
    }

    /// Up to five entries whose first blocks rise; nothing above them.
    function checkClock(uint256 clock) internal pure {
        if (clock >> 240 != 0) revert Errors.BadClock();
        uint256 before = clock & 0xFFFFFFFF;
        for (clock >>= 48; clock != 0; clock >>= 48) {
            uint256 from = clock & 0xFFFFFFFF;
            if (from <= before) revert Errors.BadClock();
            before = from;
        }
    }

    function checkTable(uint256[3] memory table, uint256 unit, uint256 maxRetail) internal pure {
        for (uint256 i; i < 3; ++i) {
            if (!TariffWords.wellFormed(table[i], unit, maxRetail)) revert Errors.BadTariff(i);
        }
    }

    /// The terms from the next unopened block on, as a copy of the last ones if nothing was changed for it yet.
    function _coming(MarketState storage s, Rules memory r) private returns (TermsEntry storage, uint32 fromBlock) {
        fromBlock = uint32(r.firstUnopened());
        uint256 last = s.terms.length - 1;
        if (s.terms[last].fromBlock != fromBlock) {
            s.terms.push(s.terms[last]);
            ++last;
            s.terms[last].fromBlock = fromBlock;
            s.termsFrom.note(fromBlock, last);
        }
        return (s.terms[last], fromBlock);
    }
}
