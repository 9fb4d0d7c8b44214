// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Announced, IEnergyMarket} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {AuditWord, AuditWords, Rows} from "../types/Audit.sol";
import {MarketState, Member} from "../types/MarketState.sol";
import {OrderWord} from "../types/OrderWord.sol";
import {ReadingWord} from "../types/ReadingWord.sol";
import {INTERVALS, MAX_ZONES, RING, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {Auction} from "./Auction.sol";
import {BlockCache, Blocks} from "./Blocks.sol";
import {Lanes} from "./Lanes.sol";
import {LineMeters} from "./LineMeters.sol";
import {Positions} from "./Positions.sol";
import {Terms} from "./Terms.sol";

/// Holds a closed block's readings to its lines' meters, once, and once more when a dispute ends.
/// @dev The lines whose meters have reported cut the tree of zones into parts: what is told in a part, with what the
/// lines into it counted, must be what its own line counted. So a line answers only for what no line behind it explains.
library Audit {
    struct Part {
        int256 told; // sum of nets, Wh; without a known reading the connection's import limit
        int256 exported; // of the members that exported, within their limits
        bool unknown; // not everybody told
    }

    /// An audit under way: parts by zone and interval, then by line.
    struct Books {
        uint256 blockIndex;
        uint256 zones;
        uint256[] parents;
        uint256[] lineOf; // the line that watches a zone; MAX_ZONES: none
        uint256 linesIn;
        int256 tolerance;
        Part[] parts;
    }

    /// Whoever comes first once the block is closed and all lines are in, or at the window's end.
    function audit(MarketState storage s, uint256 blockIndex) public returns (bool concluded) {
        Rules memory r = s.rules.read();
        if (r.disputeBlocks == 0) revert Errors.NotMetered(0);
        if (!Auction.ensureCleared(s, r, blockIndex)) revert Errors.UnknownBlock(blockIndex);
        return conclude(s, blockIndex);
    }

    /// Goes on with a cleared block's audit as far as it can now.
    /// @return whether nothing of it changes any more
    function conclude(MarketState storage s, uint256 blockIndex) public returns (bool) {
        Rules memory r = s.rules.read();
        if (!Blocks.isClosed(s.headers[blockIndex % RING].read(), r)) return false;
        AuditWord word = LineMeters.begun(s, blockIndex);
        if (word.concluded()) return true;
        bool ended = block.timestamp >= r.windowEnd(blockIndex);
        if (!ended && (word.disputed() || LineMeters.expected(s, blockIndex) != word.linesIn())) return false;
        Books memory b = _read(s, r, blockIndex, word);
        if (!ended && _differs(s, b)) {
            _open(s, b, word);
            return false;
        }
        if (word.disputed()) _correct(s, r, b);
        _close(s, b, word);
        return true;
    }

    /// One pass over the members.
    function _read(MarketState storage s, Rules memory r, uint256 blockIndex, AuditWord word)
        private
        view
        returns (Books memory b)
    {
        b.blockIndex = blockIndex;
        b.zones = r.zones;
        b.parents = Terms.parents(s, r.zones);
        b.linesIn = word.linesIn();
        b.tolerance = int256(uint256(s.trust.toleranceWh));
        b.lineOf = new uint256[](r.zones);
        for (uint256 z; z < r.zones; ++z) {
            b.lineOf[z] = b.linesIn & (1 << z) != 0 ? z : z == 0 ? MAX_ZONES : b.lineOf[b.parents[z]];
        }
        b.parts = new Part[](r.zones * INTERVALS);
        if (b.linesIn == 0) return b;
        uint256 count = s.memberCount;
        for (uint256 m; m < count; ++m) {
            Member storage member = s.members[m];
            if (blockIndex < member.firstBlock || blockIndex > member.lastBlock) continue;
            Seat memory seat = s.seats[m].read();
            if (seat.varied) Blocks.connectFor(s, seat, m, blockIndex);
            ReadingWord readings = Blocks.readingsOf(s, blockIndex, m);
            if (b.lineOf[seat.zone] != MAX_ZONES) {
                _add(b, seat, readings.isFor(blockIndex), readings, 1);
            }
        }
        for (uint256 z = 1; z < r.zones; ++z) {
            if (b.linesIn & (1 << z) == 0) continue;
            uint256 outer = b.lineOf[b.parents[z]];
            if (outer == MAX_ZONES) continue;
            uint256 row = s.trust.lines[blockIndex % RING][z];
            for (uint256 i; i < INTERVALS; ++i) {
                b.parts[outer * INTERVALS + i].told += Rows.signed(row, i);
            }
        }
    }

    /// Adds (1) a member's readings to the part that it is in, or takes them out (-1).
    function _add(Books memory b, Seat memory seat, bool told, ReadingWord readings, int256 sign) private pure {
        unchecked {
            int256 least = -int256(seat.importLimit);
            int256 most = int256(seat.exportLimit);
            uint256 place = b.lineOf[seat.zone] * INTERVALS;
            for (uint256 i; i < INTERVALS; ++i) {
                Part memory part = b.parts[place + i];
                (bool known, int256 net) = readings.interval(i);
                if (!told || !known) {
                    part.told += least * sign;
                    part.unknown = true;
                    continue;
                }
                if (net < least) net = least;
                else if (net > most) net = most;
                part.told += net * sign;
                if (net > 0) part.exported += net * sign;
            }
        }
    }

    /// What is told beyond what the line counted.
    function _excess(MarketState storage s, Books memory b, uint256 line, uint256 i) private view returns (int256) {
        return b.parts[line * INTERVALS + i].told - Rows.signed(s.trust.lines[b.blockIndex % RING][line], i);
    }

    /// Whether a line and what is told differ by more than the tolerance. Told too little is nothing where not everybody
    /// told: a silent home may have exported, for nothing.
    function _isOff(Books memory b, Part memory part, int256 excess) private pure returns (bool) {
        return excess > b.tolerance || (excess < -b.tolerance && !part.unknown);
    }

    function _differs(MarketState storage s, Books memory b) private view returns (bool) {
        for (uint256 z; z < b.zones; ++z) {
            if (b.linesIn & (1 << z) == 0) continue;
            for (uint256 i; i < INTERVALS; ++i) {
                if (_isOff(b, b.parts[z * INTERVALS + i], _excess(s, b, z, i))) return true;
            }
        }
        return false;
    }

    /// Opens the dispute: who told what is known, and what comes of it when the window ends.
    function _open(MarketState storage s, Books memory b, AuditWord word) private {
        uint256 slot = b.blockIndex % RING;
        uint256[] memory rows = new uint256[](b.zones);
        for (uint256 z; z < b.zones; ++z) {
            if (b.linesIn & (1 << z) == 0) continue;
            for (uint256 i; i < INTERVALS; ++i) {
                int256 excess = _excess(s, b, z, i);
                if (_isOff(b, b.parts[z * INTERVALS + i], excess)) rows[z] |= Rows.lane(excess, i);
            }
            s.trust.excess[slot][z] = rows[z];
        }
        s.trust.audits[slot] = _marked(b, word, AuditWords.DISPUTED);
        emit IEnergyMarket.Disputed(uint32(b.blockIndex), rows);
    }

    /// The rule of last resort: what is paid for export behind a line is scaled down to what the line counted. What is
    /// missing the other way is nobody's but the grid account's.
    function _close(MarketState storage s, Books memory b, AuditWord word) private {
        uint256 slot = b.blockIndex % RING;
        uint256[] memory cuts = new uint256[](b.zones);
        uint256[] memory exported = new uint256[](b.zones);
        for (uint256 z; z < b.zones; ++z) {
            if (b.linesIn & (1 << z) == 0) continue;
            uint256 room = 0;
            for (uint256 i; i < INTERVALS; ++i) {
                int256 excess = _excess(s, b, z, i);
                int256 all = b.parts[z * INTERVALS + i].exported;
                if (excess > b.tolerance && all > 0) {
                    int256 cut = excess < all ? excess : all;
                    cuts[z] |= Rows.lane(cut, i);
                    exported[z] |= Rows.lane(all, i);
                    excess -= cut;
                }
                if (excess < b.tolerance) room |= Rows.lane(b.tolerance - excess, i);
            }
            s.trust.excess[slot][z] = room;
            if (cuts[z] == 0) continue;
            (s.trust.cuts[slot][z], s.trust.exported[slot][z]) = (cuts[z], exported[z]);
        }
        uint256 raw = AuditWord.unwrap(_marked(b, word, AuditWords.CONCLUDED));
        for (uint256 z; z < b.zones; ++z) {
            if (b.lineOf[z] != MAX_ZONES && cuts[b.lineOf[z]] != 0) raw |= 1 << (64 + z);
        }
        s.trust.audits[slot] = AuditWord.wrap(raw);
        emit IEnergyMarket.Audited(uint32(b.blockIndex), uint16(b.linesIn), cuts, exported);
    }

    function _marked(Books memory b, AuditWord word, uint256 state) private pure returns (AuditWord) {
        uint256 raw = (AuditWord.unwrap(word) & 0xFFFFFFFFFFFF) | state;
        for (uint256 z; z < b.zones; ++z) {
            if (b.lineOf[z] == MAX_ZONES) raw |= 1 << (48 + z);
            else raw |= b.lineOf[z] << (128 + 4 * z);
        }
        return AuditWord.wrap(raw);
    }

    // ------ corrections that have come to count

    /// Applies what the operator announced and nobody's witnesses stopped, in its order, as long as each brings what is
    /// told closer to the line.
    function _correct(MarketState storage s, Rules memory r, Books memory b) private {
        Announced[] storage announced = s.trust.announced[b.blockIndex % RING];
        for (uint256 k; k < announced.length; ++k) {
            Announced memory a = announced[k];
            ReadingWord told = Blocks.readingsOf(s, b.blockIndex, a.member);
            if (told.readings() == a.word) continue; // taken back
            Seat memory seat = s.seats[a.member].read();
            if (seat.varied) Blocks.connectFor(s, seat, a.member, b.blockIndex);
            if (told.witnessed() || !_brings(s, b, seat, told, a.word)) {
                emit IEnergyMarket.CorrectionDropped(a.member, uint32(b.blockIndex));
                continue;
            }
            ReadingWord now_ = told.corrected(a.word);
            _add(b, seat, true, told, -1);
            _add(b, seat, true, now_, 1);
            if (!told.late()) _move(s, r, seat, a.member, b.blockIndex, told, now_);
            s.readings[b.blockIndex % RING][a.member] = now_;
            emit IEnergyMarket.ReadingCorrected(a.member, uint32(b.blockIndex), a.word);
        }
    }

    /// Whether every change is of an interval that is off, towards the line and not beyond it by more than the tolerance.
    function _brings(MarketState storage s, Books memory b, Seat memory seat, ReadingWord told, uint256 word)
        private
        view
        returns (bool)
    {
        uint256 line = b.lineOf[seat.zone];
        if (line == MAX_ZONES) return false;
        for (uint256 i; i < INTERVALS; ++i) {
            int256 excess = _excess(s, b, line, i);
            if (!_isOff(b, b.parts[line * INTERVALS + i], excess)) excess = 0;
            if (!allows(seat, told, word, i, excess, b.tolerance)) return false;
        }
        return true;
    }

    /// Whether an interval's change is one that the operator may make.
    /// @param excess what is told beyond the line, 0 where they agree
    function allows(Seat memory seat, ReadingWord told, uint256 word, uint256 i, int256 excess, int256 tolerance)
        internal
        pure
        returns (bool)
    {
        uint256 mask = 0x1FFFFF << (21 * i);
        if ((ReadingWord.unwrap(told) ^ word) & mask == 0) return true;
        (bool known, int256 before) = told.interval(i);
        (bool knows, int256 net) = ReadingWord.wrap(word).interval(i);
        int256 least = -int256(seat.importLimit);
        int256 most = int256(seat.exportLimit);
        if (!known || !knows || net < least || net > most) return false;
        if (before < least) before = least;
        else if (before > most) before = most;
        int256 left = excess + net - before;
        if (excess > 0) return net < before && left >= -tolerance;
        return excess < 0 && net > before && left <= tolerance;
    }

    /// Moves a reading's part of the sums that deviations net in: what was added before is taken out lane by lane.
    function _move(
        MarketState storage s,
        Rules memory r,
        Seat memory seat,
        uint256 member,
        uint256 blockIndex,
        ReadingWord told,
        ReadingWord corrected
    ) private {
        uint256 positions = _positions(s, r, seat.zone, member, blockIndex);
        uint256 slot = blockIndex % RING;
        unchecked {
            (uint256 long, uint256 short) = _share(r, positions, told, seat);
            s.longs[slot][seat.zone] -= long;
            s.shorts[slot][seat.zone] -= short;
            (long, short) = _share(r, positions, corrected, seat);
            s.longs[slot][seat.zone] += long;
            s.shorts[slot][seat.zone] += short;
        }
    }

    function _positions(MarketState storage s, Rules memory r, uint256 zone, uint256 member, uint256 blockIndex)
        private
        view
        returns (uint256)
    {
        BlockCache memory entry = Blocks.read(s, r, blockIndex);
        Blocks.loadZone(s, entry, zone);
        OrderWord placed = Blocks.ordersOf(s, blockIndex, member);
        return Blocks.fills(entry, zone, placed.isFor(blockIndex) ? placed.orders() : 0);
    }

    function _share(Rules memory r, uint256 positions, ReadingWord readings, Seat memory seat)
        private
        pure
        returns (uint256 long, uint256 short)
    {
        return r.pooled
            ? Lanes.deviations(positions, readings.readings(), seat.importLimit, seat.exportLimit)
            : Positions.deliveries(positions, readings.readings());
    }
}
