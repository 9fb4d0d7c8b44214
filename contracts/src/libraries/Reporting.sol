// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IEnergyMarket, SignedReadings} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {MarketState, Member} from "../types/MarketState.sol";
import {OrderWord} from "../types/OrderWord.sol";
import {ReadingWord, ReadingWords} from "../types/ReadingWord.sol";
import {MAX_MEMBERS, RING, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {Auction} from "./Auction.sol";
import {BlockCache, Blocks} from "./Blocks.sol";
import {Correction} from "./Correction.sol";
import {Disputes} from "./Disputes.sol";
import {Lanes} from "./Lanes.sol";
import {Positions} from "./Positions.sol";
import {Revert} from "./Revert.sol";
import {Signer} from "./Signer.sol";

/// Takes in readings: the first valid one of a member and block counts. A refusal is a value, as in Ordering.
library Reporting {
    /// A late reading is taken until the block is this old: later, its ring slot may hold a coming block's orders.
    uint256 internal constant LATEST = 96;
    uint256 internal constant MAX_BLOCKS = 12; // in one report
    bytes32 internal constant READINGS_TYPEHASH =
        keccak256("Readings(uint16 member,uint32 firstBlock,uint256[] words,bytes details)");

    struct Run {
        Rules rules;
        BlockCache[] cache;
    }

    struct Report {
        uint256 member;
        uint256 firstBlock;
        Seat seat;
    }

    function report(
        MarketState storage s,
        uint16 member,
        uint32 firstBlock,
        uint256[] calldata words,
        bytes calldata details
    ) public {
        Run memory run = _run(s);
        Report memory p = _report(member, firstBlock);
        Revert.unlessEmpty(_accept(s, run, p, msg.sender, words));
        Blocks.store(s, run.cache);
        emit IEnergyMarket.Reported(member, firstBlock, words, details);
    }

    function reportFor(MarketState storage s, bytes32 domain, SignedReadings calldata readings) public {
        Run memory run = _run(s);
        Revert.unlessEmpty(_relay(s, run, domain, readings));
        Blocks.store(s, run.cache);
    }

    function reportBatch(MarketState storage s, bytes32 domain, SignedReadings[] calldata batch) public {
        Run memory run = _run(s);
        for (uint256 i; i < batch.length; ++i) {
            SignedReadings calldata readings = batch[i];
            bytes memory reason = _relay(s, run, domain, readings);
            if (reason.length != 0) {
                emit IEnergyMarket.ReadingsSkipped(readings.member, readings.firstBlock, bytes4(reason));
            }
        }
        Blocks.store(s, run.cache);
    }

    function _run(MarketState storage s) private view returns (Run memory run) {
        run.rules = s.rules.read();
        run.cache = Blocks.newCache();
    }

    function _report(uint256 member, uint256 firstBlock) private pure returns (Report memory p) {
        (p.member, p.firstBlock) = (member, firstBlock);
    }

    function _relay(MarketState storage s, Run memory run, bytes32 domain, SignedReadings calldata readings)
        private
        returns (bytes memory reason)
    {
        address signer = Signer.recover(domain, _hash(readings), readings.signature);
        Report memory p = _report(readings.member, readings.firstBlock);
        reason = _accept(s, run, p, signer, readings.words);
        if (reason.length == 0) {
            emit IEnergyMarket.Reported(readings.member, readings.firstBlock, readings.words, readings.details);
        }
    }

    function _hash(SignedReadings calldata readings) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                READINGS_TYPEHASH,
                readings.member,
                readings.firstBlock,
                keccak256(abi.encodePacked(readings.words)),
                keccak256(readings.details)
            )
        );
    }

    /// Checks all words, then takes them in: a report counts as a whole or not at all.
    function _accept(MarketState storage s, Run memory run, Report memory p, address signer, uint256[] calldata words)
        private
        returns (bytes memory reason)
    {
        if (p.member < MAX_MEMBERS) p.seat = s.seats[p.member].read();
        if (!p.seat.exists) return abi.encodeWithSelector(Errors.NoMember.selector, p.member);
        Member storage keys = s.members[p.member];
        (address meterKey, uint256 firstBlock, uint256 lastBlock) = (keys.meterKey, keys.firstBlock, keys.lastBlock);
        if (signer == address(0) || signer != meterKey) {
            return abi.encodeWithSelector(Errors.NotMeterKey.selector, p.member, signer);
        }
        if (words.length == 0 || words.length > MAX_BLOCKS) {
            return abi.encodeWithSelector(Errors.BadLength.selector, words.length);
        }
        if (p.firstBlock < firstBlock) {
            return abi.encodeWithSelector(Errors.NotDelivering.selector, p.member, p.firstBlock);
        }
        if (p.firstBlock + words.length - 1 > lastBlock) {
            return abi.encodeWithSelector(Errors.NotDelivering.selector, p.member, p.firstBlock + words.length - 1);
        }
        for (uint256 i; i < words.length; ++i) {
            reason = _check(s, run, p, words[i], p.firstBlock + i);
            if (reason.length != 0) return reason;
        }
        for (uint256 i; i < words.length; ++i) {
            _take(s, run, p, words[i], p.firstBlock + i);
        }
    }

    function _check(MarketState storage s, Run memory run, Report memory p, uint256 word, uint256 blockIndex)
        private
        returns (bytes memory)
    {
        if (!ReadingWords.wellFormed(word)) {
            return abi.encodeWithSelector(Errors.BadReading.selector, blockIndex);
        }
        if (Blocks.readingsOf(s, blockIndex, p.member).isFor(blockIndex)) {
            return abi.encodeWithSelector(Errors.AlreadyReported.selector, p.member, blockIndex);
        }
        bool cached = Blocks.isCached(run.cache, blockIndex);
        if (cached && run.cache[blockIndex % RING].header.index == blockIndex) return "";
        if (block.timestamp < run.rules.end(blockIndex)) {
            return abi.encodeWithSelector(Errors.NotOver.selector, blockIndex, run.rules.end(blockIndex));
        }
        // within this window no two blocks share a ring slot
        if (blockIndex + LATEST <= run.rules.currentBlock() || cached) {
            return abi.encodeWithSelector(Errors.TooLate.selector, blockIndex);
        }
        if (!Auction.ensureCleared(s, run.rules, blockIndex)) {
            return abi.encodeWithSelector(Errors.RingFull.selector, blockIndex - RING);
        }
        Blocks.load(s, run.rules, run.cache, blockIndex);
        return "";
    }

    function _take(MarketState storage s, Run memory run, Report memory p, uint256 word, uint256 blockIndex) private {
        BlockCache memory entry = run.cache[blockIndex % RING];
        ReadingWord readings = ReadingWords.make(word, entry.closed, blockIndex);
        if (entry.closed && run.rules.disputeBlocks != 0) {
            readings = Disputes.late(s, p.member, blockIndex, readings);
        }
        s.readings[blockIndex % RING][p.member] = readings;
        if (entry.closed) {
            int256 deemed = Correction.correct(s, p.member, blockIndex, readings);
            if (deemed != 0) {
                entry.header.deemed = uint256(int256(entry.header.deemed) + deemed);
                entry.changed = true;
            }
            return;
        }

        if (p.seat.varied) Blocks.connectFor(s, p.seat, p.member, blockIndex);
        OrderWord placed = Blocks.ordersOf(s, blockIndex, p.member);
        uint256 orders = placed.isFor(blockIndex) ? placed.orders() : 0;
        uint256 zone = p.seat.zone;
        Blocks.loadZone(s, entry, zone);
        uint256 positions = Blocks.fills(entry, zone, orders);
        (uint256 long, uint256 short) = run.rules.pooled
            ? Lanes.deviations(positions, word, p.seat.importLimit, p.seat.exportLimit)
            : Positions.deliveries(positions, word);
        unchecked {
            // 1,024 members of less than 2^20 Wh stay within a sum's 32 bits
            entry.longs[zone] += long;
            entry.shorts[zone] += short;
            entry.summed |= 1 << zone;
            if (run.rules.pooled || orders != 0 || run.rules.disputeBlocks != 0) ++entry.header.reported;
        }
        entry.changed = true;
    }
}
