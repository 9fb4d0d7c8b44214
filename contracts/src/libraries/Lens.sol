// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {
    AuditState,
    AuditView,
    BlockView,
    Founding,
    FoundingView,
    MemberBlock,
    MemberStatus,
    MemberView,
    Overview,
    RequestView,
    Supply,
    Zone
} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {AuditWord} from "../types/Audit.sol";
import {Account} from "../types/Account.sol";
import {Header} from "../types/Header.sol";
import {MarketState, Member, Request, TermsEntry} from "../types/MarketState.sol";
import {OrderWord} from "../types/OrderWord.sol";
import {ReadingWord} from "../types/ReadingWord.sol";
import {MAX_MEMBERS, RING, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {TariffWord} from "../types/TariffWord.sol";
import {Totals} from "../types/Totals.sol";
import {Blocks} from "./Blocks.sol";
import {LineMeters} from "./LineMeters.sol";
import {Reserve} from "./Reserve.sol";
import {Terms} from "./Terms.sol";
import {Treasury} from "./Treasury.sol";

/// What people and programs see. Costs nothing but a node's patience.
library Lens {
    using EnumerableSet for EnumerableSet.AddressSet;

    uint256 internal constant MAX_BLOCKS = 64; // of one overview
    uint256 internal constant MAX_REQUESTS = 256; // shown, the newest

    function founding(MarketState storage s, address operator) public view returns (FoundingView memory v) {
        Rules memory r = s.rules.read();
        Founding memory f = v.terms;
        f.name = s.name;
        f.currency = s.currency;
        f.predecessor = s.moves.predecessor;
        if (!s.issuesCredit || f.predecessor != address(0)) f.credit = s.credit;
        f.initialGrant = s.initialGrant;
        f.supply = r.pooled ? Supply.Pooled : Supply.Individual;
        f.intervalSeconds = uint16(r.intervalSeconds);
        f.tariffHourIntervals = uint16(r.tariffHourIntervals);
        f.gateLeadSeconds = uint16(r.gateLeadSeconds);
        f.horizonBlocks = uint8(r.horizonBlocks);
        f.reportBlocks = uint8(r.reportBlocks);
        f.tariffNoticeBlocks = uint8(r.tariffNoticeBlocks);
        f.priceFloor = uint32(r.priceFloor);
        f.priceStep = uint32(r.priceStep);
        f.tariffUnit = uint32(r.tariffUnit);
        f.maxRetail = uint32(r.maxRetail);
        f.spread = s.terms[0].spread;
        f.reserveBasisPoints = uint16(r.reserveBasisPoints);
        f.dailyCap = s.largestCap;
        f.maxMembers = uint16(r.maxMembers);
        f.zones = Terms.zones(s.terms[0], r.zones);
        f.tariffTable = s.terms[0].table;
        f.sharing = r.sharing;
        f.clock = s.terms[0].clock;
        f.meteredZones = s.trust.meteredZones;
        f.toleranceWh = s.trust.toleranceWh;
        f.disputeBlocks = uint8(r.disputeBlocks);
        f.challengeBlocks = s.trust.challengeBlocks;
        f.witnesses = s.trust.witnesses;
        v.credit = s.credit;
        v.operator = operator;
        v.salt = s.salt;
        v.foundedBlock = s.foundedBlock;
        v.ringBlocks = uint16(RING);
    }

    function memberOf(MarketState storage s, address agent) public view returns (uint16, MemberStatus) {
        uint256 plusOne = s.memberOf[agent];
        if (plusOne == 0) return (0, s.requests.contains(agent) ? MemberStatus.Requested : MemberStatus.None);
        uint256 index = plusOne - 1;
        return (uint16(index), _status(s, index, s.seats[index].read(), s.accounts[index].read()));
    }

    function member(MarketState storage s, uint256 index) public view returns (MemberView memory v) {
        if (index >= s.memberCount) revert Errors.NoMember(index);
        Rules memory r = s.rules.read();
        Seat memory seat = s.seats[index].read();
        Account memory account = s.accounts[index].read();
        Member memory keys = s.members[index];
        v.index = uint16(index);
        v.status = _status(s, index, seat, account);
        v.owner = keys.owner;
        v.agent = seat.agent;
        v.meterKey = keys.meterKey;
        v.zone = uint8(seat.zone);
        v.importLimitWh = uint32(seat.importLimit);
        v.exportLimitWh = uint32(seat.exportLimit);
        v.firstBlock = keys.firstBlock;
        v.lastBlock = keys.lastBlock;
        v.settledBefore = uint32(account.settledBefore);
        v.balance = account.balance;
        v.locked = account.locked;
        v.reserve = Reserve.required(s, r, index, seat, account);
        v.free = Reserve.free(account, v.reserve);
        v.dailyCap = uint64(seat.cap);
        account.turnTo(r.day(r.currentBlock()));
        v.lockedOnDay = [uint64(account.lockedFirst), uint64(account.lockedSecond)];
    }

    function members(MarketState storage s, uint256 from, uint256 count)
        public
        view
        returns (MemberView[] memory views)
    {
        uint256 total = s.memberCount;
        if (from > total) from = total;
        if (count > total - from) count = total - from;
        views = new MemberView[](count);
        for (uint256 i; i < count; ++i) {
            views[i] = member(s, from + i);
        }
    }

    function requests(MarketState storage s) public view returns (address[] memory agents, address[] memory owners) {
        uint256 total = s.requests.length();
        agents = s.requests.values(total > MAX_REQUESTS ? total - MAX_REQUESTS : 0, total);
        owners = new address[](agents.length);
        for (uint256 i; i < agents.length; ++i) {
            owners[i] = s.requestOf[agents[i]].owner;
        }
    }

    function requestOf(MarketState storage s, address agent) public view returns (RequestView memory v) {
        Request memory asked = s.requestOf[agent];
        v = RequestView(asked.owner, asked.meterKey, asked.dailyCap, asked.voucher);
        if (v.owner != address(0) && v.meterKey == address(0)) v.meterKey = agent;
    }

    function termsOf(MarketState storage s, uint256 blockIndex)
        public
        view
        returns (uint32 spread, Zone[] memory zones)
    {
        TermsEntry storage terms = Terms.inForce(s, blockIndex);
        return (terms.spread, Terms.zones(terms, s.rules.read().zones));
    }

    function tariffOf(MarketState storage s, uint256 blockIndex) public view returns (uint256 word, bool fixed_) {
        Rules memory r = s.rules.read();
        return (TariffWord.unwrap(Terms.tariff(s, r, blockIndex)), Terms.isFixed(s, r, blockIndex));
    }

    function ordersOf(MarketState storage s, uint256 blockIndex) public view returns (uint256[] memory words) {
        words = new uint256[](s.memberCount);
        for (uint256 i; i < words.length; ++i) {
            words[i] = _orders(s, blockIndex, i);
        }
    }

    function readingsOf(MarketState storage s, uint256 blockIndex) public view returns (uint256[] memory words) {
        words = new uint256[](s.memberCount);
        for (uint256 i; i < words.length; ++i) {
            words[i] = _readings(s, blockIndex, i);
        }
    }

    function blockOf(MarketState storage s, uint256 blockIndex) public view returns (BlockView memory v) {
        return _block(s, s.rules.read(), blockIndex);
    }

    function overview(MarketState storage s, address agent, uint256 fromBlock, uint256 toBlock)
        public
        view
        returns (Overview memory v)
    {
        if (toBlock < fromBlock || toBlock - fromBlock >= MAX_BLOCKS) revert Errors.BadRange();
        Rules memory r = s.rules.read();
        Totals memory totals = s.totals.read();
        v.chainTime = block.timestamp;
        v.tokensHeld = Treasury.held(s, totals);
        v.shortfall = totals.positive > v.tokensHeld ? totals.positive - v.tokensHeld : 0;
        v.gridAccount = totals.grid;
        v.memberCount = s.memberCount;
        uint256 index = MAX_MEMBERS;
        if (s.memberOf[agent] != 0) {
            index = s.memberOf[agent] - 1;
            v.member = member(s, index);
        } else if (s.requests.contains(agent)) {
            v.member.status = MemberStatus.Requested;
            v.member.agent = agent;
            v.member.owner = s.requestOf[agent].owner;
            v.member.dailyCap = s.requestOf[agent].dailyCap;
        }
        v.blocks = new MemberBlock[](toBlock - fromBlock + 1);
        for (uint256 i; i < v.blocks.length; ++i) {
            _memberBlock(s, r, v.blocks[i], fromBlock + i, index);
        }
    }

    function _memberBlock(
        MarketState storage s,
        Rules memory r,
        MemberBlock memory v,
        uint256 blockIndex,
        uint256 index
    ) private view {
        v.summary = _block(s, r, blockIndex);
        if (index < MAX_MEMBERS) {
            v.orders = _orders(s, blockIndex, index);
            v.readings = _readings(s, blockIndex, index);
            if (ReadingWord.wrap(v.readings).unaudited()) {
                v.unproven = s.trust.unproven[blockIndex % RING * MAX_MEMBERS + index];
            }
        }
        // the book matters until its block is delivered; reading it for longer would burden the node
        if (blockIndex < r.currentBlock()) return;
        uint256 count = s.memberCount;
        for (uint256 m; m < count; ++m) {
            uint256 rest = OrderWord.wrap(_orders(s, blockIndex, m)).orders();
            for (uint256 i; rest != 0; ++i) {
                if (rest & (1 << 24) != 0) v.supplyWh[i] += rest & 0x3FFFF;
                else v.demandWh[i] += rest & 0x3FFFF;
                rest >>= 25;
            }
        }
    }

    function _block(MarketState storage s, Rules memory r, uint256 blockIndex)
        private
        view
        returns (BlockView memory v)
    {
        uint256 slot = blockIndex % RING;
        v.index = uint32(blockIndex);
        v.open = blockIndex >= r.nextGateBlock() && blockIndex <= r.currentBlock() + r.horizonBlocks
            && Terms.isFixed(s, r, blockIndex) && Blocks.slotFree(s, blockIndex);
        v.tariff = TariffWord.unwrap(Terms.tariff(s, r, blockIndex));
        v.results = new uint256[](r.zones);
        v.longs = new uint256[](r.zones);
        v.shorts = new uint256[](r.zones);
        v.flows = new uint256[](r.zones);
        Header memory h = s.headers[slot].read();
        if (h.index != blockIndex || h.cleared == 0) return v;
        v.clearedIntervals = uint8(h.cleared);
        v.finalized = Blocks.isFinal(s, h, r);
        (v.stake, v.reported, v.settled) = (uint16(h.stake), uint16(h.reported), uint16(h.settled));
        if (r.disputeBlocks != 0) _cuts(s, v, blockIndex, r.zones);
        for (uint256 z; z < r.zones; ++z) {
            v.results[z] = s.results[slot][z];
            if (!r.pooled && r.zones > 1) v.flows[z] = s.flows[slot][z];
            if (h.summedZones & (1 << z) != 0) {
                v.longs[z] = s.longs[slot][z];
                v.shorts[z] = s.shorts[slot][z];
            }
        }
    }

    /// What of each zone's export is not paid for.
    function _cuts(MarketState storage s, BlockView memory v, uint256 blockIndex, uint256 zones) private view {
        AuditWord audit = s.trust.audits[blockIndex % RING];
        if (!audit.isFor(blockIndex)) return;
        v.audit = audit.concluded() ? AuditState.Concluded : audit.disputed() ? AuditState.Disputed : AuditState.Open;
        if (!audit.concluded()) return;
        v.cuts = new uint256[](zones);
        v.exported = new uint256[](zones);
        for (uint256 z; z < zones; ++z) {
            if (!audit.isCut(z)) continue;
            v.cuts[z] = s.trust.cuts[blockIndex % RING][audit.lineOf(z)];
            v.exported[z] = s.trust.exported[blockIndex % RING][audit.lineOf(z)];
        }
    }

    function auditOf(MarketState storage s, uint256 blockIndex) public view returns (AuditView memory v) {
        Rules memory r = s.rules.read();
        v.windowEnd = uint64(r.windowEnd(blockIndex));
        v.expected = uint16(LineMeters.expected(s, blockIndex));
        v.lines = new uint256[](r.zones);
        v.excess = new uint256[](r.zones);
        AuditWord audit = s.trust.audits[blockIndex % RING];
        if (!audit.isFor(blockIndex)) return v;
        v.state = audit.concluded() ? AuditState.Concluded : audit.disputed() ? AuditState.Disputed : AuditState.Open;
        v.linesIn = uint16(audit.linesIn());
        for (uint256 z; z < r.zones; ++z) {
            if (v.linesIn & (1 << z) == 0) continue;
            v.lines[z] = s.trust.lines[blockIndex % RING][z];
            if (v.state != AuditState.Open) v.excess[z] = s.trust.excess[blockIndex % RING][z];
        }
        v.corrections = s.trust.announced[blockIndex % RING];
    }

    function lineMeterOf(MarketState storage s, uint256 zone, uint256 blockIndex) public view returns (address) {
        return LineMeters.keyFor(s, zone, blockIndex);
    }

    function _orders(MarketState storage s, uint256 blockIndex, uint256 index) private view returns (uint256) {
        OrderWord word = s.orders[blockIndex % RING][index];
        return word.isFor(blockIndex) ? OrderWord.unwrap(word) : 0;
    }

    function _readings(MarketState storage s, uint256 blockIndex, uint256 index) private view returns (uint256) {
        ReadingWord word = s.readings[blockIndex % RING][index];
        return word.isFor(blockIndex) ? ReadingWord.unwrap(word) : 0;
    }

    function _status(MarketState storage s, uint256 index, Seat memory seat, Account memory account)
        private
        view
        returns (MemberStatus)
    {
        if (seat.leaving) {
            return account.settledBefore > s.members[index].lastBlock ? MemberStatus.Left : MemberStatus.Leaving;
        }
        return seat.suspended ? MemberStatus.Suspended : MemberStatus.Active;
    }
}
