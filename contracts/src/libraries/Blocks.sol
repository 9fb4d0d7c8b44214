// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {AuditWord} from "../types/Audit.sol";
import {Header, HeaderWord} from "../types/Header.sol";
import {MarketState} from "../types/MarketState.sol";
import {OrderWord} from "../types/OrderWord.sol";
import {ReadingWord} from "../types/ReadingWord.sol";
import {RING, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {TariffWord} from "../types/TariffWord.sol";
import {History} from "./History.sol";
import {Lanes} from "./Lanes.sol";
import {Locks} from "./Locks.sol";
import {Positions} from "./Positions.sol";

/// A block as a batch sees it: read once, written back once.
struct BlockCache {
    Header header;
    TariffWord tariff;
    uint256[] results;
    uint256[] longs;
    uint256[] shorts;
    uint256 loaded; // bit z: the three words of zone z are here
    uint256 summed; // bit z: long and short changed
    bool changed; // the header did
    bool closed;
    AuditWord audit; // once it is concluded, where there are meters
    uint256[][] terms; // each zone's, for BlockAmounts; empty until asked
    Lanes.Result[][] lanes; // each zone's result; empty until asked
    Locks.Prices[] locks; // one, or none until asked
    uint256[] sold; // each zone's matched deliveries, under individual supply over several zones; empty until asked
    uint256[] bought;
}

/// Ring slots, membership of blocks and finality.
library Blocks {
    using History for Checkpoints.Trace224;

    /// s.orders[blockIndex % RING][member], for members that exist.
    function ordersOf(MarketState storage s, uint256 blockIndex, uint256 member)
        internal
        view
        returns (OrderWord word)
    {
        OrderWord[1024][128] storage words = s.orders;
        assembly ("memory-safe") {
            word := sload(add(words.slot, add(shl(10, and(blockIndex, 127)), member)))
        }
    }

    /// s.readings[blockIndex % RING][member], for members that exist.
    function readingsOf(MarketState storage s, uint256 blockIndex, uint256 member)
        internal
        view
        returns (ReadingWord word)
    {
        ReadingWord[1024][128] storage words = s.readings;
        assembly ("memory-safe") {
            word := sload(add(words.slot, add(shl(10, and(blockIndex, 127)), member)))
        }
    }

    /// Members that settle a block.
    function delivering(MarketState storage s, uint256 blockIndex) internal view returns (uint256) {
        return s.joined.inForce(blockIndex) - s.left.inForce(blockIndex);
    }

    /// Whether nothing of the ring slot's earlier block is needed any more.
    function slotFree(MarketState storage s, uint256 blockIndex) internal view returns (bool) {
        HeaderWord word = s.headers[blockIndex % RING];
        if (word.index() == blockIndex || blockIndex < RING + s.foundedBlock) return true;
        if (word.index() == blockIndex - RING) {
            Header memory h = word.read();
            return h.settled == h.delivering;
        }
        return delivering(s, blockIndex - RING) == 0;
    }

    /// All that can be known by then: everyone's reading once the block is over, or whatever came by the deadline. What
    /// comes later is late.
    function isClosed(Header memory h, Rules memory r) internal view returns (bool) {
        if (h.cleared != 8) return false;
        return h.reported == h.stake ? block.timestamp >= r.end(h.index) : block.timestamp >= r.deadline(h.index);
    }

    /// Whether what members are paid can no longer change, but for a late reading of their own: the block is closed, and
    /// held to its lines where there are meters.
    function isFinal(MarketState storage s, Header memory h, Rules memory r) internal view returns (bool) {
        return isClosed(h, r) && (r.disputeBlocks == 0 || AuditWord.unwrap(auditOf(s, h.index)) != 0);
    }

    /// The block's audit once it is concluded, else 0.
    function auditOf(MarketState storage s, uint256 blockIndex) internal view returns (AuditWord word) {
        word = s.trust.audits[blockIndex % RING];
        if (!word.isFor(blockIndex) || !word.concluded()) word = AuditWord.wrap(0);
    }

    /// A cache for as many blocks as the ring holds.
    function newCache() internal pure returns (BlockCache[] memory cache) {
        // slots stay null pointers until used; solidity would allocate a struct for each
        assembly ("memory-safe") {
            cache := mload(0x40)
            mstore(0x40, add(cache, 0x1020)) // RING + 1 words
            mstore(cache, 128)
            calldatacopy(add(cache, 0x20), calldatasize(), 0x1000)
        }
    }

    function isCached(BlockCache[] memory cache, uint256 blockIndex) internal pure returns (bool cached) {
        assembly ("memory-safe") {
            cached := iszero(iszero(mload(add(add(cache, 0x20), shl(5, and(blockIndex, 127))))))
        }
    }

    /// Reads the block, whose header must hold its ring slot, unless that was done.
    function load(MarketState storage s, Rules memory r, BlockCache[] memory cache, uint256 blockIndex) internal view {
        if (isCached(cache, blockIndex)) return;
        cache[blockIndex % RING] = read(s, r, blockIndex);
    }

    function read(MarketState storage s, Rules memory r, uint256 blockIndex)
        internal
        view
        returns (BlockCache memory entry)
    {
        entry.header = s.headers[blockIndex % RING].read();
        entry.tariff = s.tariffs[blockIndex % RING];
        entry.results = new uint256[](r.zones);
        entry.longs = new uint256[](r.zones);
        entry.shorts = new uint256[](r.zones);
        entry.terms = new uint256[][](r.zones);
        entry.lanes = new Lanes.Result[][](r.zones);
        entry.closed = isClosed(entry.header, r);
        if (r.disputeBlocks != 0) entry.audit = auditOf(s, blockIndex);
    }

    /// The positions of a member's orders; the zone must be loaded.
    function fills(BlockCache memory entry, uint256 zone, uint256 orders) internal pure returns (uint256) {
        if (orders == 0) return Positions.NONE;
        Lanes.Result[] memory result = entry.lanes[zone];
        if (result.length == 0) {
            result = new Lanes.Result[](1);
            result[0] = Lanes.result(entry.results[zone]);
            entry.lanes[zone] = result;
        }
        return Lanes.fills(orders, result[0]);
    }

    function loadZone(MarketState storage s, BlockCache memory entry, uint256 zone) internal view {
        if (entry.loaded & (1 << zone) != 0) return;
        entry.loaded |= 1 << zone;
        uint256 slot = entry.header.index % RING;
        entry.results[zone] = s.results[slot][zone];
        if (entry.header.summedZones & (1 << zone) != 0) {
            entry.longs[zone] = s.longs[slot][zone];
            entry.shorts[zone] = s.shorts[slot][zone];
        }
    }

    /// Writes back what a batch changed.
    function store(MarketState storage s, BlockCache[] memory cache) internal {
        for (uint256 i; i < RING; ++i) {
            if (!isCached(cache, i)) continue;
            BlockCache memory entry = cache[i];
            if (!entry.changed) continue;
            entry.header.summedZones |= entry.summed;
            s.headers[i] = entry.header.pack();
            for (uint256 z; entry.summed >> z != 0; ++z) {
                if (entry.summed & (1 << z) == 0) continue;
                s.longs[i][z] = entry.longs[z];
                s.shorts[i][z] = entry.shorts[z];
            }
        }
    }

    /// Sets zone and limits to those in force for the block.
    function connectFor(MarketState storage s, Seat memory seat, uint256 member, uint256 blockIndex) internal view {
        seat.connect(uint224(s.connections[member].inForce(blockIndex)));
    }
}
