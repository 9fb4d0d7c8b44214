// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IEnergyMarket, SignedLine} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {AuditWord, AuditWords, Rows} from "../types/Audit.sol";
import {MarketState} from "../types/MarketState.sol";
import {INTERVALS, RING, Rules} from "../types/Rules.sol";
import {Auction} from "./Auction.sol";
import {Reporting} from "./Reporting.sol";
import {Signer} from "./Signer.sol";

/// Who reports the lines that the founding says are metered, and what it reports.
library LineMeters {
    using Checkpoints for Checkpoints.Trace160;

    /// Wh in one interval: far beyond any line of a low-voltage network, and sums of all lines stay within a lane.
    int256 internal constant MOST = 1 << 26;
    bytes32 internal constant LINE_TYPEHASH = keccak256("Line(uint8 zone,uint32 firstBlock,uint256[] words)");

    /// Names the key of a line's meter from the next block that no order can reach: nobody is judged by a meter that was
    /// chosen afterwards.
    function set(MarketState storage s, uint256 zone, address key) public {
        Rules memory r = s.rules.read();
        if (zone >= r.zones || s.trust.meteredZones & (1 << zone) == 0) revert Errors.NotMetered(zone);
        uint32 fromBlock = uint32(r.firstUnopened());
        // slither-disable-next-line unused-return
        s.trust.meters[zone].push(fromBlock, uint160(key));
        emit IEnergyMarket.LineMeterSet(uint8(zone), key, fromBlock);
    }

    /// Takes in what a line's meter counted: whole blocks, the first report counts.
    function report(MarketState storage s, uint256 zone, uint256 firstBlock, uint256[] calldata words) public {
        _report(s, msg.sender, zone, firstBlock, words);
    }

    function reportFor(MarketState storage s, bytes32 domain, SignedLine calldata line) public {
        bytes32 words = keccak256(abi.encodePacked(line.words));
        bytes32 hash = keccak256(abi.encode(LINE_TYPEHASH, line.zone, line.firstBlock, words));
        _report(s, Signer.recover(domain, hash, line.signature), line.zone, line.firstBlock, line.words);
    }

    function _report(MarketState storage s, address sender, uint256 zone, uint256 firstBlock, uint256[] calldata words)
        private
    {
        Rules memory r = s.rules.read();
        if (words.length == 0 || words.length > Reporting.MAX_BLOCKS) revert Errors.BadLength(words.length);
        for (uint256 i; i < words.length; ++i) {
            _take(s, r, sender, zone, firstBlock + i, words[i]);
        }
        emit IEnergyMarket.LineReported(uint8(zone), uint32(firstBlock), words);
    }

    function _take(
        MarketState storage s,
        Rules memory r,
        address sender,
        uint256 zone,
        uint256 blockIndex,
        uint256 word
    ) private {
        address key = keyFor(s, zone, blockIndex);
        if (key == address(0) || sender != key) revert Errors.NotLineMeter(zone, sender);
        for (uint256 i; i < INTERVALS; ++i) {
            int256 net = Rows.signed(word, i);
            if (net > MOST || net < -MOST) revert Errors.BadReading(blockIndex);
        }
        if (block.timestamp < r.end(blockIndex)) revert Errors.NotOver(blockIndex, r.end(blockIndex));
        if (block.timestamp >= r.windowEnd(blockIndex)) revert Errors.TooLate(blockIndex);
        if (!Auction.ensureCleared(s, r, blockIndex)) revert Errors.RingFull(blockIndex - RING);
        AuditWord audit = begun(s, blockIndex);
        if (audit.linesIn() & (1 << zone) != 0) revert Errors.LineReportedBefore(zone, blockIndex);
        if (audit.disputed() || audit.concluded()) revert Errors.TooLate(blockIndex);
        s.trust.lines[blockIndex % RING][zone] = word;
        s.trust.audits[blockIndex % RING] = audit.withLine(zone);
    }

    /// The block's audit, begun if its ring slot holds an older one's; the block is cleared.
    function begun(MarketState storage s, uint256 blockIndex) internal returns (AuditWord audit) {
        audit = s.trust.audits[blockIndex % RING];
        if (!audit.isFor(blockIndex)) {
            audit = AuditWords.begin(blockIndex);
            delete s.trust.announced[blockIndex % RING];
        }
    }

    function keyFor(MarketState storage s, uint256 zone, uint256 blockIndex) internal view returns (address) {
        if (zone >= 16) return address(0);
        return address(s.trust.meters[zone].upperLookupRecent(uint96(blockIndex)));
    }

    /// Bit z: the line of zone z has a meter in that block.
    function expected(MarketState storage s, uint256 blockIndex) internal view returns (uint256 zones) {
        uint256 metered = s.trust.meteredZones;
        for (uint256 z; metered >> z != 0; ++z) {
            if (metered & (1 << z) != 0 && keyFor(s, z, blockIndex) != address(0)) zones |= 1 << z;
        }
    }
}
