// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IEnergyMarket, Sharing} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {AuditWord} from "../types/Audit.sol";
import {Account} from "../types/Account.sol";
import {MarketState} from "../types/MarketState.sol";
import {OrderWord} from "../types/OrderWord.sol";
import {ReadingWord} from "../types/ReadingWord.sol";
import {MAX_MEMBERS, NEVER, RING, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {TariffWord} from "../types/TariffWord.sol";
import {Totals} from "../types/Totals.sol";
import {Auction} from "./Auction.sol";
import {Audit} from "./Audit.sol";
import {BlockCache, Blocks} from "./Blocks.sol";
import {Locks} from "./Locks.sol";
import {Matching} from "./Matching.sol";
import {Statement} from "./Statement.sol";
import {Terms} from "./Terms.sol";

/// Pays members for final blocks, lazily and in order. Every amount has its opposite in the grid account.
library Settlement {
    uint256 internal constant MAX_AUDITED = 1024; // readings held to lines on the way, and the block that exceeds it

    struct Run {
        Rules rules;
        Totals totals;
        BlockCache[] cache;
        uint256 audited; // readings that were held to lines
    }

    /// One member's turn.
    struct Turn {
        uint256 member;
        uint256 last; // block up to which it delivers
        Seat seat;
        Account account;
        int256 amount;
        uint256 released;
        uint256 weight; // towards the next surplus, where it goes by energy
    }

    function settle(MarketState storage s, uint16[] calldata members, uint256 maxBlocks)
        public
        returns (uint256 settled)
    {
        Run memory run = Run({rules: s.rules.read(), totals: s.totals.read(), cache: Blocks.newCache(), audited: 0});
        for (uint256 i; i < members.length; ++i) {
            settled += _settle(s, run, members[i], maxBlocks);
        }
        if (settled == 0) return 0;
        Blocks.store(s, run.cache);
        s.totals = run.totals.pack();
    }

    function _settle(MarketState storage s, Run memory run, uint256 member, uint256 maxBlocks)
        private
        returns (uint256 count)
    {
        Turn memory t = _turn(s, member);
        uint256 first = t.account.settledBefore;
        for (; count < maxBlocks && first + count <= t.last; ++count) {
            if (!_advance(s, run, t, first + count)) break;
        }
        if (count == 0) return 0;

        int256 before = t.account.balance;
        t.account.balance = before + t.amount;
        t.account.locked -= t.released;
        t.account.settledBefore = first + count;
        run.totals.grid -= t.amount;
        run.totals.moved(before, t.account.balance);
        s.accounts[member] = t.account.pack();
        if (t.weight != 0) s.weights[member] += t.weight;
        emit IEnergyMarket.Settled(uint16(member), uint32(first), uint32(count), t.amount);
    }

    function _turn(MarketState storage s, uint256 member) private view returns (Turn memory t) {
        t.member = member;
        if (member < MAX_MEMBERS) t.seat = s.seats[member].read();
        if (!t.seat.exists) revert Errors.NoMember(member);
        t.account = s.accounts[member].read();
        t.last = t.seat.leaving ? s.members[member].lastBlock : NEVER;
    }

    /// Adds one block to the member's turn, unless it is not final.
    function _advance(MarketState storage s, Run memory run, Turn memory t, uint256 blockIndex) private returns (bool) {
        if (!Blocks.isCached(run.cache, blockIndex)) {
            if (block.timestamp < run.rules.end(blockIndex)) return false;
            if (s.headers[blockIndex % RING].index() != blockIndex) {
                // nobody touched it: without a reading it is final at its deadline
                if (block.timestamp < run.rules.deadline(blockIndex)) return false;
            }
            if (!Auction.ensureCleared(s, run.rules, blockIndex)) return false;
            if (run.rules.disputeBlocks != 0 && !_audited(s, run, blockIndex)) return false;
        }
        Blocks.load(s, run.rules, run.cache, blockIndex);
        BlockCache memory entry = run.cache[blockIndex % RING];
        // the ring slot's earlier block is only just being settled
        if (!entry.closed || entry.header.index != blockIndex) return false;
        if (t.seat.varied) Blocks.connectFor(s, t.seat, t.member, blockIndex);
        if (!run.rules.pooled && run.rules.zones > 1 && entry.sold.length == 0) _match(s, run.rules.zones, entry);

        OrderWord word = Blocks.ordersOf(s, blockIndex, t.member);
        uint256 orders = word.isFor(blockIndex) ? word.orders() : 0;
        if (orders != 0) {
            if (entry.locks.length == 0) {
                entry.locks = new Locks.Prices[](1);
                entry.locks[0] = Locks.prices(TariffWord.unwrap(entry.tariff), entry.header.spread, run.rules);
            }
            unchecked {
                t.released += Locks.total(OrderWord.wrap(orders), entry.locks[0]); // 49 bits
            }
        }
        ReadingWord readings = Blocks.readingsOf(s, blockIndex, t.member);
        if (!readings.isFor(blockIndex)) readings = ReadingWord.wrap(0);
        (int256 amount, uint256 deemed) = Statement.compute(s, run.rules, entry, t.seat, orders, readings);
        if (AuditWord.unwrap(entry.audit) != 0) amount -= _withheld(s, run, t, entry, orders, readings);
        unchecked {
            t.amount += amount; // 52 bits
            ++entry.header.settled;
            entry.header.deemed += deemed; // 52 bits of each member
        }
        entry.changed = true;
        if (run.rules.sharing != Sharing.Equal) {
            t.weight += readings.energy(run.rules.sharing == Sharing.ByDelivery);
        }
        return true;
    }

    /// Sees to it that the block was held to its lines, in one call no more readings than a transaction bears.
    function _audited(MarketState storage s, Run memory run, uint256 blockIndex) private returns (bool done) {
        if (AuditWord.unwrap(Blocks.auditOf(s, blockIndex)) != 0) return true;
        if (run.audited > MAX_AUDITED) return false;
        done = Audit.conclude(s, blockIndex);
        if (done) run.audited += s.memberCount;
    }

    function _withheld(
        MarketState storage s,
        Run memory run,
        Turn memory t,
        BlockCache memory entry,
        uint256 orders,
        ReadingWord readings
    ) private view returns (int256) {
        return Statement.withheld(s, run.rules.pooled, entry, t.seat, t.member, orders, readings);
    }

    function _match(MarketState storage s, uint256 zones, BlockCache memory entry) private view {
        uint256[] memory parents = Terms.parents(s, zones);
        uint256[] memory flows = new uint256[](zones);
        for (uint256 z; z < zones; ++z) {
            Blocks.loadZone(s, entry, z);
            flows[z] = s.flows[entry.header.index % RING][z];
        }
        (entry.sold, entry.bought) = Matching.match_(parents, flows, entry.longs, entry.shorts);
    }
}
