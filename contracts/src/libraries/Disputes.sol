// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Announced, IEnergyMarket} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {AuditWord, Rows} from "../types/Audit.sol";
import {MarketState} from "../types/MarketState.sol";
import {ReadingWord, ReadingWords} from "../types/ReadingWord.sol";
import {INTERVALS, MAX_MEMBERS, RING, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {Audit} from "./Audit.sol";
import {Blocks} from "./Blocks.sol";
import {Reporting} from "./Reporting.sol";
import {Signer} from "./Signer.sol";

/// What the operator may set right while a dispute is open, what neighbours may say against it, and what those who tell
/// late may still add.
library Disputes {
    uint256 internal constant MAX_ANNOUNCED = 64; // corrections of one block
    bytes32 internal constant WITNESS_TYPEHASH = keccak256("Witness(uint16 member,uint32 firstBlock,uint256[] words)");

    /// Announces what a member's readings are to be; counts when the dispute ends, unless witnesses speak for what was
    /// told. A later announcement for the same member replaces the earlier; what was told takes it back.
    function announce(MarketState storage s, uint16 member, uint256 blockIndex, uint256 word) public {
        Rules memory r = s.rules.read();
        uint256 countsFrom = block.timestamp + s.trust.challengeBlocks * r.blockSeconds();
        AuditWord audit = _open(s, r, blockIndex);
        if (s.trust.challengeBlocks == 0) revert Errors.TooLate(blockIndex);
        if (countsFrom > r.windowEnd(blockIndex)) revert Errors.TooLate(blockIndex);
        ReadingWord told = _told(s, member, blockIndex);
        if (told.witnessed()) revert Errors.ReadingWitnessed(member, blockIndex);
        _check(s, audit, member, blockIndex, told, word);
        _keep(s.trust.announced[blockIndex % RING], Announced(member, uint64(countsFrom), word));
        emit IEnergyMarket.CorrectionAnnounced(member, uint32(blockIndex), word, uint64(countsFrom));
    }

    /// Co-signatures of other members' meter keys, strictly by member: with as many as the founding asks for, nobody
    /// corrects these readings.
    function witness(
        MarketState storage s,
        bytes32 domain,
        uint16 member,
        uint256 firstBlock,
        uint256[] calldata words,
        uint16[] calldata witnesses,
        bytes[] calldata signatures
    ) public {
        if (words.length == 0 || words.length > Reporting.MAX_BLOCKS) {
            revert Errors.BadLength(words.length);
        }
        bytes32 hash = keccak256(abi.encode(WITNESS_TYPEHASH, member, firstBlock, keccak256(abi.encodePacked(words))));
        _checkWitnesses(s, domain, hash, member, witnesses, signatures);
        for (uint256 i; i < words.length; ++i) {
            _mark(s, member, firstBlock + i, words[i]);
        }
        emit IEnergyMarket.Witnessed(member, uint32(firstBlock), uint32(words.length), witnesses);
    }

    function _mark(MarketState storage s, uint256 member, uint256 blockIndex, uint256 word) private {
        ReadingWord told = _told(s, member, blockIndex);
        if (told.readings() != word) revert Errors.BadReading(blockIndex);
        AuditWord audit = s.trust.audits[blockIndex % RING];
        if (audit.isFor(blockIndex) && audit.concluded()) revert Errors.TooLate(blockIndex);
        s.readings[blockIndex % RING][member] = told.withWitnesses();
    }

    function _checkWitnesses(
        MarketState storage s,
        bytes32 domain,
        bytes32 hash,
        uint256 member,
        uint16[] calldata witnesses,
        bytes[] calldata signatures
    ) private view {
        uint256 needed = s.trust.witnesses;
        if (needed == 0 || witnesses.length < needed || signatures.length != witnesses.length) {
            revert Errors.TooFewWitnesses(witnesses.length, needed);
        }
        for (uint256 i; i < witnesses.length; ++i) {
            uint256 w = witnesses[i];
            if (w == member || w >= MAX_MEMBERS || (i != 0 && w <= witnesses[i - 1])) revert Errors.NoMember(w);
            address key = s.members[w].meterKey;
            if (key == address(0) || Signer.recover(domain, hash, signatures[i]) != key) {
                revert Errors.BadSignature(key);
            }
        }
    }

    /// Takes in a reading that came after its block was held to the line for good: of its export only what the line
    /// still leaves room for is paid. A refund of what silence was charged is not touched.
    function late(MarketState storage s, uint256 member, uint256 blockIndex, ReadingWord readings)
        public
        returns (ReadingWord)
    {
        uint256 slot = blockIndex % RING;
        AuditWord audit = s.trust.audits[slot];
        if (!audit.isFor(blockIndex) || !audit.concluded()) return readings;
        Seat memory seat = s.seats[member].read();
        if (seat.varied) Blocks.connectFor(s, seat, member, blockIndex);
        if (!audit.watched(seat.zone)) return readings;
        uint256 line = audit.lineOf(seat.zone);
        uint256 room = s.trust.excess[slot][line];
        uint256 left = 0;
        uint256 unproven = 0;
        for (uint256 i; i < INTERVALS; ++i) {
            uint256 space = Rows.amount(room, i);
            (uint256 used, uint256 beyond) = _use(seat, readings, i, space);
            left |= (space - used) << (32 * i);
            unproven |= beyond << (32 * i);
        }
        s.trust.excess[slot][line] = left;
        s.trust.unproven[slot * MAX_MEMBERS + member] = unproven;
        if (unproven != 0) emit IEnergyMarket.ExportUnproven(uint16(member), uint32(blockIndex), unproven);
        return readings.afterAudit();
    }

    /// What a late interval takes of the room, which begins at the import that silence was deemed to be.
    function _use(Seat memory seat, ReadingWord readings, uint256 i, uint256 space)
        private
        pure
        returns (uint256 used, uint256 beyond)
    {
        (bool known, int256 net) = readings.interval(i);
        if (!known) return (0, 0);
        if (net < -int256(seat.importLimit)) net = -int256(seat.importLimit);
        if (net > int256(seat.exportLimit)) net = int256(seat.exportLimit);
        used = uint256(net + int256(seat.importLimit));
        if (used > space) {
            beyond = used - space;
            used = space;
            if (int256(beyond) > net) beyond = net > 0 ? uint256(net) : 0;
        }
    }

    /// The audit of a block whose dispute is open.
    function _open(MarketState storage s, Rules memory r, uint256 blockIndex) private view returns (AuditWord audit) {
        audit = s.trust.audits[blockIndex % RING];
        if (!audit.isFor(blockIndex) || !audit.disputed() || block.timestamp >= r.windowEnd(blockIndex)) {
            revert Errors.NotDisputed(blockIndex);
        }
    }

    function _told(MarketState storage s, uint256 member, uint256 blockIndex) private view returns (ReadingWord told) {
        if (member >= MAX_MEMBERS || !s.seats[member].read().exists) revert Errors.NoMember(member);
        told = Blocks.readingsOf(s, blockIndex, member);
        if (!told.isFor(blockIndex)) revert Errors.NotReported(member, blockIndex);
    }

    function _check(
        MarketState storage s,
        AuditWord audit,
        uint256 member,
        uint256 blockIndex,
        ReadingWord told,
        uint256 word
    ) private view {
        if (!ReadingWords.wellFormed(word)) revert Errors.BadReading(blockIndex);
        Seat memory seat = s.seats[member].read();
        if (seat.varied) Blocks.connectFor(s, seat, member, blockIndex);
        if (!audit.watched(seat.zone)) revert Errors.NotMetered(seat.zone);
        uint256 row = s.trust.excess[blockIndex % RING][audit.lineOf(seat.zone)];
        int256 tolerance = int256(uint256(s.trust.toleranceWh));
        for (uint256 i; i < INTERVALS; ++i) {
            if (!Audit.allows(seat, told, word, i, Rows.signed(row, i), tolerance)) {
                revert Errors.BadCorrection(blockIndex, i);
            }
        }
    }

    function _keep(Announced[] storage announced, Announced memory entry) private {
        for (uint256 k; k < announced.length; ++k) {
            // the same member announced again
            // slither-disable-next-line incorrect-equality
            if (announced[k].member == entry.member) {
                announced[k] = entry;
                return;
            }
        }
        if (announced.length == MAX_ANNOUNCED) revert Errors.BadLength(MAX_ANNOUNCED);
        announced.push(entry);
    }
}
