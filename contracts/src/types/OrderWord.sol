// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// One member's orders for one block. From the lowest bit: 8 intervals of 25 bits [Wh 18, tick 6, side 1 (1 sells)],
/// version 36, the member's zone in that block 4, block tag 16.
type OrderWord is uint256;

using OrderWords for OrderWord global;

library OrderWords {
    uint256 internal constant ORDER_BITS = 25;
    uint256 internal constant ORDERS_BITS = 200;
    uint256 internal constant MAX_VERSION = (1 << 36) - 1;
    uint256 private constant ONES = 1 | 1 << 25 | 1 << 50 | 1 << 75 | 1 << 100 | 1 << 125 | 1 << 150 | 1 << 175;
    uint256 private constant CARRY = ONES << 18;
    uint256 private constant ORDERS_MASK = (1 << 200) - 1;

    function make(uint256 orders_, uint256 version_, uint256 zone_, uint256 blockIndex)
        internal
        pure
        returns (OrderWord)
    {
        return OrderWord.wrap(orders_ | (version_ << 200) | (zone_ << 236) | (blockIndex << 240));
    }

    /// Whether the word was placed for this block and not for an earlier one in the same ring slot.
    function isFor(OrderWord word, uint256 blockIndex) internal pure returns (bool) {
        return OrderWord.unwrap(word) >> 240 == blockIndex & 0xFFFF;
    }

    /// The eight orders alone, as they were signed.
    function orders(OrderWord word) internal pure returns (uint256) {
        return OrderWord.unwrap(word) & ORDERS_MASK;
    }

    function version(OrderWord word) internal pure returns (uint256) {
        return (OrderWord.unwrap(word) >> 200) & MAX_VERSION;
    }

    function zone(OrderWord word) internal pure returns (uint256) {
        return (OrderWord.unwrap(word) >> 236) & 0xF;
    }

    function interval(OrderWord word, uint256 i) internal pure returns (bool sells, uint256 tick, uint256 wh) {
        unchecked {
            uint256 order = OrderWord.unwrap(word) >> (i * ORDER_BITS);
            wh = order & 0x3FFFF;
            tick = (order >> 18) & 0x3F;
            sells = (order >> 24) & 1 == 1;
        }
    }

    /// Whether every interval is an order within its limit, or nothing at all. The eight lanes are checked at once:
    /// bit 18 of a lane, above the energy, catches its borrow.
    function wellFormed(uint256 orders_, uint256 importLimit, uint256 exportLimit) internal pure returns (bool) {
        unchecked {
            uint256 energy = orders_ & (0x3FFFF * ONES);
            uint256 sells = (orders_ >> 24) & ONES;
            uint256 limits = exportLimit * sells + importLimit * (ONES ^ sells);
            uint256 within = ((limits | CARRY) - energy) & CARRY;
            uint256 empty = (CARRY ^ ((energy + 0x3FFFF * ONES) & CARRY)) >> 18;
            return orders_ >> ORDERS_BITS == 0 && within == CARRY && (orders_ >> 18) & (empty * 0x7F) == 0;
        }
    }

    /// The interval that is not well formed; 8 if the fault is above all.
    function firstFault(uint256 orders_, uint256 importLimit, uint256 exportLimit) internal pure returns (uint256 i) {
        while (i < 8 && wellFormed((orders_ >> (i * ORDER_BITS)) & 0x1FFFFFF, importLimit, exportLimit)) ++i;
    }
}
