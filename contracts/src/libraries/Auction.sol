// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IEnergyMarket} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {Header} from "../types/Header.sol";
import {MarketState, TermsEntry} from "../types/MarketState.sol";
import {OrderWord} from "../types/OrderWord.sol";
import {INTERVALS, RING, Rules} from "../types/Rules.sol";
import {Blocks} from "./Blocks.sol";
import {Clearing} from "./Clearing.sol";
import {Terms} from "./Terms.sol";

/// Closes a block's book: whoever comes first after the gate pays for it.
library Auction {
    /// Clears up to `count` further intervals; the first chunk freezes tariff, spread and who delivers.
    /// @return cleared intervals of the block that are cleared now
    function clear(MarketState storage s, uint256 blockIndex, uint256 count) public returns (uint256 cleared) {
        Rules memory r = s.rules.read();
        if (blockIndex < s.foundedBlock) revert Errors.UnknownBlock(blockIndex);
        if (block.timestamp < r.gate(blockIndex)) revert Errors.GateAhead(blockIndex, r.gate(blockIndex));
        uint256 slot = blockIndex % RING;
        Header memory h = s.headers[slot].read();
        TermsEntry storage terms = Terms.inForce(s, blockIndex);
        if (h.index != blockIndex) {
            // the ring moved on: this block was settled long ago
            if (h.index > blockIndex) revert Errors.UnknownBlock(blockIndex);
            if (!Blocks.slotFree(s, blockIndex)) revert Errors.RingFull(blockIndex - RING);
            h = _begin(s, r, blockIndex, terms.spread);
        }
        uint256 first = h.cleared;
        if (count > INTERVALS - first) count = INTERVALS - first;
        if (count == 0) return first;

        (uint256[] memory results, int256[] memory flows, uint256 withOrders) =
            Clearing.clear(_words(s, blockIndex), Terms.zones(terms, r.zones), first, count);
        for (uint256 z; z < results.length; ++z) {
            uint256 before = first == 0 ? blockIndex << 240 : s.results[slot][z];
            s.results[slot][z] = before | results[z];
        }
        if (!r.pooled && r.zones > 1) _keep(s, slot, first, flows);
        cleared = first + count;
        h.cleared = cleared;
        // where there are meters, all readings together are held to them
        if (!r.pooled && r.disputeBlocks == 0) h.stake = withOrders;
        s.headers[slot] = h.pack();
        emit IEnergyMarket.Cleared(uint32(blockIndex), uint8(first), uint8(count), results, flows);
    }

    /// Clears what is left of a block if it can be cleared now.
    /// @return done whether the block is cleared
    function ensureCleared(MarketState storage s, Rules memory r, uint256 blockIndex) internal returns (bool done) {
        uint256 index = s.headers[blockIndex % RING].index();
        if (index == blockIndex && s.headers[blockIndex % RING].read().cleared == INTERVALS) return true;
        if (
            index > blockIndex || blockIndex < s.foundedBlock || block.timestamp < r.gate(blockIndex)
                || !Blocks.slotFree(s, blockIndex)
        ) return false;
        clear(s, blockIndex, INTERVALS);
        return true;
    }

    /// What crosses lines, in lanes of 32 bits: settlement matches deliveries up to it.
    function _keep(MarketState storage s, uint256 slot, uint256 first, int256[] memory flows) private {
        for (uint256 z = 1; z * INTERVALS < flows.length; ++z) {
            uint256 row = first == 0 ? 0 : s.flows[slot][z];
            for (uint256 i = first; i < INTERVALS; ++i) {
                row |= uint256(uint32(int32(flows[z * INTERVALS + i]))) << (32 * i);
            }
            s.flows[slot][z] = row;
        }
    }

    function _begin(MarketState storage s, Rules memory r, uint256 blockIndex, uint256 spread)
        private
        returns (Header memory h)
    {
        s.tariffs[blockIndex % RING] = Terms.tariff(s, r, blockIndex);
        h.index = blockIndex;
        h.delivering = Blocks.delivering(s, blockIndex);
        h.stake = h.delivering;
        h.spread = spread;
    }

    /// The block's order words, by member; 0 where there are none.
    function _words(MarketState storage s, uint256 blockIndex) private view returns (uint256[] memory words) {
        uint256 count = s.memberCount;
        words = new uint256[](count);
        OrderWord[1024] storage stored = s.orders[blockIndex % RING];
        assembly ("memory-safe") {
            let tag := and(blockIndex, 0xFFFF)
            for { let m := 0 } lt(m, count) { m := add(m, 1) } {
                let word := sload(add(stored.slot, m))
                if eq(shr(240, word), tag) { mstore(add(add(words, 0x20), shl(5, m)), word) }
            }
        }
    }
}
