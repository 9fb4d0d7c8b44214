// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {CommunityCredit} from "../CommunityCredit.sol";
import {IEnergyMarket} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {Account} from "../types/Account.sol";
import {Header} from "../types/Header.sol";
import {MarketState} from "../types/MarketState.sol";
import {MAX_MEMBERS, RING, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {Totals} from "../types/Totals.sol";
import {Blocks} from "./Blocks.sol";
import {Reporting} from "./Reporting.sol";
import {Reserve} from "./Reserve.sol";

/// Credit in and out. Balances of all members and the grid account are what the market holds.
library Treasury {
    using SafeERC20 for IERC20;

    /// Far above any community's money, far below what a balance can hold with all that settlement may add.
    uint256 internal constant MAX_AMOUNT = 1 << 60;

    /// Takes credit from the sender for a member; what arrives counts.
    function deposit(MarketState storage s, uint16 member, uint256 amount) public {
        _seat(s, member);
        uint256 received = pull(s, amount);
        add(s, member, received);
        emit IEnergyMarket.Deposited(member, msg.sender, received);
    }

    /// Takes credit from the sender; what arrives counts.
    function pull(MarketState storage s, uint256 amount) internal returns (uint256 received) {
        IERC20 token = IERC20(s.credit);
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        received = token.balanceOf(address(this)) - before;
        if (received < 1) revert Errors.NothingReceived();
    }

    /// Issues the community's own credit.
    function issue(MarketState storage s, uint16 member, uint256 amount) public {
        if (!s.issuesCredit) revert Errors.NotOwnCredit();
        if (amount == 0) revert Errors.NothingReceived();
        _seat(s, member);
        credit(s, member, amount);
    }

    function credit(MarketState storage s, uint256 member, uint256 amount) internal {
        add(s, member, amount);
        CommunityCredit(s.credit).mint(address(this), amount);
        emit IEnergyMarket.Issued(uint16(member), amount);
    }

    /// Pays free balance to the owner; if members are owed more than is held, all bear it alike.
    function withdraw(MarketState storage s, uint16 member, uint256 amount) public returns (uint256 paid) {
        Seat memory seat = _seat(s, member);
        address owner = s.members[member].owner;
        if (msg.sender != owner && msg.sender != seat.agent) revert Errors.NotAllowed(member, msg.sender);
        Account memory account = s.accounts[member].read();
        uint256 free = Reserve.free(account, Reserve.required(s, s.rules.read(), member, seat, account));
        if (amount == 0 || amount > free) revert Errors.NotFree(amount, free);
        paid = release(s, member, amount);
        emit IEnergyMarket.Withdrawn(member, owner, paid, amount);
        IERC20(s.credit).safeTransfer(owner, paid);
    }

    /// Takes a claim on its way out from the books.
    /// @return paid what it is worth: if members are owed more than is held, all bear it alike
    function release(MarketState storage s, uint256 member, uint256 amount) internal returns (uint256 paid) {
        Account memory account = s.accounts[member].read();
        Totals memory totals = s.totals.read();
        uint256 tokens = held(s, totals);
        // 63 + 80 bits at most
        paid = totals.positive > tokens ? amount * tokens / totals.positive : amount;
        totals.moved(account.balance, account.balance - int256(amount));
        account.balance -= int256(amount);
        // what the claim did not get is no longer owed to anybody
        totals.grid += int256(amount - paid);
        totals.held -= paid;
        s.accounts[member] = account.pack();
        s.totals = totals.pack();
    }

    /// The operator's way to pay the grid's bill: what the grid account has earned, once nothing due is unsettled.
    function takeSurplus(MarketState storage s, address to, uint256 amount) public {
        Totals memory totals = s.totals.read();
        checkSurplus(s, totals, amount);
        totals.grid -= int256(amount);
        totals.held -= amount;
        s.totals = totals.pack();
        emit IEnergyMarket.SurplusTaken(to, amount);
        IERC20(s.credit).safeTransfer(to, amount);
    }

    /// Requires that the grid account has earned so much, that nothing due is unsettled, and that members are covered.
    function checkSurplus(MarketState storage s, Totals memory totals, uint256 amount) internal view {
        uint256 kept = _unsettledDeemed(s);
        uint256 tokens = held(s, totals);
        uint256 surplus = totals.grid > int256(kept) ? uint256(totals.grid) - kept : 0;
        uint256 spare = tokens > totals.positive ? tokens - totals.positive : 0;
        if (spare < surplus) surplus = spare;
        if (amount == 0 || amount > surplus) revert Errors.NoSurplus(amount, surplus);
    }

    /// Credit that backs the balances: gifts do not count, what came with members that wait to be admitted does not, and
    /// what a token took away by itself does not either.
    function held(MarketState storage s, Totals memory totals) internal view returns (uint256) {
        return Math.min(totals.held, Math.saturatingSub(IERC20(s.credit).balanceOf(address(this)), s.moves.escrow));
    }

    /// Requires that every block that is final or past its deadline is settled.
    /// @return deemed charges for silence that a late reading may still give back
    function _unsettledDeemed(MarketState storage s) private view returns (uint256 deemed) {
        Rules memory r = s.rules.read();
        uint256 current = r.currentBlock();
        uint256 first = s.foundedBlock;
        if (first + RING < current) first = current - RING;
        for (uint256 b = first; b < current; ++b) {
            Header memory h = s.headers[b % RING].read();
            bool due = block.timestamp >= r.windowEnd(b); // the deadline where there are no meters
            if (h.index == b) {
                if ((due || Blocks.isFinal(s, h, r)) && h.settled != h.delivering) revert Errors.NotSettled(b);
                if (b + Reporting.LATEST > current) deemed += h.deemed;
            } else if (due && Blocks.delivering(s, b) != 0) {
                revert Errors.NotSettled(b);
            }
        }
    }

    function add(MarketState storage s, uint256 member, uint256 amount) internal {
        Account memory account = s.accounts[member].read();
        Totals memory totals = s.totals.read();
        if (amount > MAX_AMOUNT || totals.held + amount > MAX_AMOUNT) revert Errors.TooMuch(amount);
        totals.moved(account.balance, account.balance + int256(amount));
        account.balance += int256(amount);
        totals.held += amount;
        s.accounts[member] = account.pack();
        s.totals = totals.pack();
    }

    function _seat(MarketState storage s, uint256 member) private view returns (Seat memory seat) {
        if (member < MAX_MEMBERS) seat = s.seats[member].read();
        if (!seat.exists) revert Errors.NoMember(member);
    }
}
