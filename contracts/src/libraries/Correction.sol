// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IEnergyMarket} from "../interfaces/IEnergyMarket.sol";
import {Account} from "../types/Account.sol";
import {MarketState} from "../types/MarketState.sol";
import {OrderWord} from "../types/OrderWord.sol";
import {ReadingWord} from "../types/ReadingWord.sol";
import {Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {Totals} from "../types/Totals.sol";
import {BlockCache, Blocks} from "./Blocks.sol";
import {Statement} from "./Statement.sol";

/// A late reading replaces what silence was deemed to be, where that was settled already.
library Correction {
    /// @return deemed by how much what silent members were charged changes
    function correct(MarketState storage s, uint256 member, uint256 blockIndex, ReadingWord readings)
        public
        returns (int256 deemed)
    {
        Account memory account = s.accounts[member].read();
        if (blockIndex >= account.settledBefore) return 0;
        int256 amount;
        (amount, deemed) = _difference(s, member, blockIndex, readings);

        Totals memory totals = s.totals.read();
        totals.grid -= amount;
        totals.moved(account.balance, account.balance + amount);
        account.balance += amount;
        s.totals = totals.pack();
        s.accounts[member] = account.pack();
        emit IEnergyMarket.Corrected(uint16(member), uint32(blockIndex), amount);
    }

    /// What the block comes to with these readings, less what silence came to.
    function _difference(MarketState storage s, uint256 member, uint256 blockIndex, ReadingWord readings)
        private
        view
        returns (int256 amount, int256 deemed)
    {
        Rules memory r = s.rules.read();
        Seat memory seat = s.seats[member].read();
        if (seat.varied) Blocks.connectFor(s, seat, member, blockIndex);
        BlockCache memory entry = Blocks.read(s, r, blockIndex);
        uint256 orders = OrderWord.unwrap(Blocks.ordersOf(s, blockIndex, member));
        orders = OrderWord.wrap(orders).isFor(blockIndex) ? OrderWord.wrap(orders).orders() : 0;
        uint256 part;
        (amount, part) = Statement.compute(s, r, entry, seat, orders, readings);
        deemed = int256(part);
        amount -= Statement.withheld(s, r.pooled, entry, seat, member, orders, readings);
        int256 silent;
        (silent, part) = Statement.compute(s, r, entry, seat, orders, ReadingWord.wrap(0));
        return (amount - silent, deemed - int256(part));
    }
}
