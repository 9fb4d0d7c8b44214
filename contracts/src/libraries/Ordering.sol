// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IEnergyMarket, SignedOrders} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {Account, Accounts} from "../types/Account.sol";
import {MarketState} from "../types/MarketState.sol";
import {OrderWord, OrderWords} from "../types/OrderWord.sol";
import {MAX_MEMBERS, RING, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {TariffWord} from "../types/TariffWord.sol";
import {Blocks} from "./Blocks.sol";
import {Locks} from "./Locks.sol";
import {Reserve} from "./Reserve.sol";
import {Revert} from "./Revert.sol";
import {Signer} from "./Signer.sol";
import {Terms} from "./Terms.sol";

/// Places, replaces and cancels orders. A refusal is a value, so that one entry of a batch cannot stop the others.
library Ordering {
    bytes32 internal constant ORDERS_TYPEHASH =
        keccak256("Orders(uint16 member,uint32 firstBlock,uint40 version,uint64 deadline,uint256[] words)");

    /// What every entry of a batch asks about the coming blocks, read once.
    struct Book {
        Rules rules;
        uint256 current;
        uint256 nextGate;
        uint256 today;
        uint256 tomorrow; // the first block of it
        Locks.Prices[][] prices; // one for each block from current on, or none: not read yet
    }

    struct Entry {
        uint256 member;
        uint256 firstBlock;
        uint256 version;
        bool byAgent;
        Seat seat;
        Account account;
        uint256[] stored; // the words to write
    }

    function order(MarketState storage s, uint16 member, uint32 firstBlock, uint40 version, uint256[] calldata words)
        public
    {
        Entry memory e = _entry(member, firstBlock, version);
        bytes memory reason = _seat(s, e, msg.sender);
        if (reason.length == 0) reason = _place(s, _book(s), e, words);
        Revert.unlessEmpty(reason);
    }

    function orderFor(MarketState storage s, bytes32 domain, SignedOrders calldata orders) public {
        Revert.unlessEmpty(_relay(s, _book(s), domain, orders));
    }

    function orderBatch(MarketState storage s, bytes32 domain, SignedOrders[] calldata batch) public {
        Book memory book = _book(s);
        for (uint256 i; i < batch.length; ++i) {
            SignedOrders calldata orders = batch[i];
            bytes memory reason = _relay(s, book, domain, orders);
            if (reason.length != 0) {
                emit IEnergyMarket.OrdersSkipped(orders.member, orders.firstBlock, orders.version, bytes4(reason));
            }
        }
    }

    function _book(MarketState storage s) private view returns (Book memory book) {
        Rules memory r = s.rules.read();
        book.rules = r;
        book.current = r.currentBlock();
        book.nextGate = r.nextGateBlock();
        book.today = r.day(book.current);
        book.tomorrow = r.firstOfDay(book.today + 1);
        book.prices = new Locks.Prices[][](r.horizonBlocks + 1);
    }

    function _relay(MarketState storage s, Book memory book, bytes32 domain, SignedOrders calldata orders)
        private
        returns (bytes memory reason)
    {
        if (block.timestamp > orders.deadline) {
            return abi.encodeWithSelector(Errors.Expired.selector, orders.deadline);
        }
        address signer = Signer.recover(domain, _hash(orders), orders.signature);
        Entry memory e = _entry(orders.member, orders.firstBlock, orders.version);
        reason = _seat(s, e, signer);
        if (reason.length == 0) reason = _place(s, book, e, orders.words);
    }

    function _entry(uint256 member, uint256 firstBlock, uint256 version) private pure returns (Entry memory e) {
        (e.member, e.firstBlock, e.version) = (member, firstBlock, version);
    }

    function _hash(SignedOrders calldata orders) private pure returns (bytes32) {
        bytes32 words = keccak256(abi.encodePacked(orders.words));
        return keccak256(
            abi.encode(ORDERS_TYPEHASH, orders.member, orders.firstBlock, orders.version, orders.deadline, words)
        );
    }

    /// Who speaks: the agent within its cap, or the owner.
    function _seat(MarketState storage s, Entry memory e, address signer) private view returns (bytes memory) {
        if (e.member >= MAX_MEMBERS) return abi.encodeWithSelector(Errors.NoMember.selector, e.member);
        e.seat = s.seats[e.member].read();
        if (!e.seat.exists) return abi.encodeWithSelector(Errors.NoMember.selector, e.member);
        e.byAgent = signer == e.seat.agent;
        if (signer == address(0) || (!e.byAgent && signer != s.members[e.member].owner)) {
            return abi.encodeWithSelector(Errors.NotAllowed.selector, e.member, signer);
        }
        return "";
    }

    /// Checks all words, then writes all: an entry counts as a whole or not at all.
    function _place(MarketState storage s, Book memory book, Entry memory e, uint256[] calldata words)
        private
        returns (bytes memory reason)
    {
        uint256 count = words.length;
        if (count == 0 || count > book.rules.horizonBlocks) {
            return abi.encodeWithSelector(Errors.BadLength.selector, count);
        }
        uint256 last = e.firstBlock + count - 1;
        if (e.firstBlock < book.nextGate) return abi.encodeWithSelector(Errors.BlockNotOpen.selector, e.firstBlock);
        if (last > book.current + book.rules.horizonBlocks) {
            return abi.encodeWithSelector(Errors.BlockNotOpen.selector, last);
        }
        if (e.version > OrderWords.MAX_VERSION) {
            return abi.encodeWithSelector(Errors.BadVersion.selector, e.firstBlock, e.version, 0);
        }
        if (e.seat.leaving && last > s.members[e.member].lastBlock) {
            return abi.encodeWithSelector(Errors.NotDelivering.selector, e.member, last);
        }

        Account memory account = s.accounts[e.member].read();
        if (account.settledBefore + RING <= last) {
            return abi.encodeWithSelector(Errors.RingFull.selector, account.settledBefore);
        }
        // nobody settles ahead: only who comes from another market has a first block that is not there yet
        if (e.firstBlock < account.settledBefore) {
            return abi.encodeWithSelector(Errors.NotDelivering.selector, e.member, e.firstBlock);
        }
        account.turnTo(book.today);
        e.account = account;
        uint256 lockedBefore = account.locked;
        uint256 firstBefore = account.lockedFirst;
        uint256 secondBefore = account.lockedSecond;
        e.stored = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            reason = _check(s, book, e, words[i], i);
            if (reason.length != 0) return reason;
        }

        if (account.locked > lockedBefore) {
            reason = _covered(s, book, e);
            if (reason.length != 0) return reason;
        }
        if (account.lockedFirst > Accounts.MAX_LOCKED || account.lockedSecond > Accounts.MAX_LOCKED) {
            return abi.encodeWithSelector(Errors.TooMuch.selector, account.lockedFirst + account.lockedSecond);
        }
        if (e.byAgent) {
            uint256 cap = e.seat.cap;
            if (account.lockedFirst > cap && account.lockedFirst > firstBefore) {
                return abi.encodeWithSelector(Errors.CapExceeded.selector, book.today, account.lockedFirst, cap);
            }
            if (account.lockedSecond > cap && account.lockedSecond > secondBefore) {
                return abi.encodeWithSelector(Errors.CapExceeded.selector, book.today + 1, account.lockedSecond, cap);
            }
        }
        _write(s, e, words);
        return "";
    }

    /// One block's word: form, limits, version; moves its lock from the old order to the new.
    function _check(MarketState storage s, Book memory book, Entry memory e, uint256 word, uint256 i)
        private
        view
        returns (bytes memory reason)
    {
        unchecked {
            uint256 blockIndex = e.firstBlock + i;
            if (book.prices[blockIndex - book.current].length == 0) {
                reason = _read(s, book, blockIndex);
                if (reason.length != 0) return reason;
            }
            Locks.Prices memory prices = book.prices[blockIndex - book.current][0];
            Seat memory seat = e.seat;
            if (seat.varied) Blocks.connectFor(s, seat, e.member, blockIndex);
            if (!OrderWords.wellFormed(word, seat.importLimit, seat.exportLimit)) {
                uint256 fault = OrderWords.firstFault(word, seat.importLimit, seat.exportLimit);
                return abi.encodeWithSelector(Errors.BadOrder.selector, blockIndex, fault);
            }
            // a suspended member may still cancel
            if (seat.suspended && word != 0) return abi.encodeWithSelector(Errors.MemberSuspended.selector, e.member);

            OrderWord old = Blocks.ordersOf(s, blockIndex, e.member);
            OrderWord placed = OrderWords.make(word, e.version, seat.zone, blockIndex);
            e.stored[i] = OrderWord.unwrap(placed);
            int256 rise = int256(Locks.total(placed, prices));
            if (old.isFor(blockIndex)) {
                if (e.version <= old.version()) {
                    return abi.encodeWithSelector(Errors.BadVersion.selector, blockIndex, e.version, old.version());
                }
                rise -= int256(Locks.total(old, prices));
            }
            // at most 12 blocks of 2^46 each: no sum leaves 256 bits, and no order's lock was released before
            Account memory account = e.account;
            account.locked = uint256(int256(account.locked) + rise);
            if (blockIndex < book.tomorrow) account.lockedFirst = uint256(int256(account.lockedFirst) + rise);
            else account.lockedSecond = uint256(int256(account.lockedSecond) + rise);
        }
    }

    /// Reads a coming block's terms, unless it is not open.
    function _read(MarketState storage s, Book memory book, uint256 blockIndex) private view returns (bytes memory) {
        if (!Terms.isFixed(s, book.rules, blockIndex)) {
            return abi.encodeWithSelector(Errors.BlockNotOpen.selector, blockIndex);
        }
        if (!Blocks.slotFree(s, blockIndex)) {
            return abi.encodeWithSelector(Errors.RingFull.selector, blockIndex - RING);
        }
        Rules memory r = book.rules;
        uint256 tariff = r.pooled ? TariffWord.unwrap(Terms.tariff(s, r, blockIndex)) : 0;
        uint256 spread = r.pooled ? 0 : Terms.inForce(s, blockIndex).spread;
        Locks.Prices[] memory prices = new Locks.Prices[](1);
        prices[0] = Locks.prices(tariff, spread, r);
        book.prices[blockIndex - book.current] = prices;
        return "";
    }

    function _covered(MarketState storage s, Book memory book, Entry memory e) private view returns (bytes memory) {
        if (e.seat.varied) e.seat = s.seats[e.member].read(); // the latest limits again
        uint256 reserve = Reserve.required(s, book.rules, e.member, e.seat, e.account);
        uint256 locked = e.account.locked;
        if (e.account.balance - int256(locked) < int256(reserve) || locked > Accounts.MAX_LOCKED) {
            return abi.encodeWithSelector(Errors.NotCovered.selector, e.account.balance, locked, reserve);
        }
        return "";
    }

    function _write(MarketState storage s, Entry memory e, uint256[] calldata words) private {
        uint256[] memory stored = e.stored;
        (uint256 b, uint256 member) = (e.firstBlock, e.member);
        OrderWord[1024][128] storage orders = s.orders;
        assembly ("memory-safe") {
            let word := add(stored, 0x20)
            for { let end := add(word, shl(5, mload(stored))) } lt(word, end) { word := add(word, 0x20) } {
                sstore(add(orders.slot, add(shl(10, and(b, 127)), member)), mload(word))
                b := add(b, 1)
            }
        }
        s.accounts[e.member] = e.account.pack();
        emit IEnergyMarket.Ordered(uint16(e.member), uint32(e.firstBlock), uint40(e.version), words);
    }
}
