// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IEnergyMarket, Sharing} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {Account} from "../types/Account.sol";
import {MarketState} from "../types/MarketState.sol";
import {Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {Totals} from "../types/Totals.sol";
import {Treasury} from "./Treasury.sol";

/// Gives what the grid account has left over back to the members, by the rule that they founded their community with.
library Dividend {
    function share(MarketState storage s, uint256 amount) public {
        Totals memory totals = s.totals.read();
        Treasury.checkSurplus(s, totals, amount);
        uint256 count = s.memberCount;
        uint256[] memory weights = new uint256[](count);
        uint256 all = 0;
        for (uint256 m; m < count; ++m) {
            weights[m] = weightOf(s, m);
            all += weights[m];
        }
        if (all == 0) revert Errors.NobodyToShareWith();
        for (uint256 m; m < count; ++m) {
            if (weights[m] == 0) continue;
            delete s.weights[m];
            _credit(s, totals, m, amount * weights[m] / all, weights[m]); // 60 and 64 bits at most
        }
        s.totals = totals.pack();
        emit IEnergyMarket.SurplusShared(amount, all);
    }

    /// What a member's share goes by.
    function weightOf(MarketState storage s, uint256 member) public view returns (uint256) {
        Rules memory r = s.rules.read();
        if (r.sharing != Sharing.Equal) return s.weights[member];
        Seat memory seat = s.seats[member].read();
        if (!seat.exists || s.members[member].firstBlock > r.currentBlock()) return 0;
        return seat.leaving && s.members[member].lastBlock < r.currentBlock() ? 0 : 1;
    }

    function _credit(MarketState storage s, Totals memory totals, uint256 member, uint256 amount, uint256 weight)
        private
    {
        Account memory account = s.accounts[member].read();
        totals.moved(account.balance, account.balance + int256(amount));
        account.balance += int256(amount);
        totals.grid -= int256(amount);
        s.accounts[member] = account.pack();
        emit IEnergyMarket.Shared(uint16(member), amount, weight);
    }
}
