// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Rules} from "./Rules.sol";

/// One member's orders for one block. From the lowest bit: 8 intervals of 25 bits [Wh 18, tick 6, side 1 (1 sells)],
/// version 36, the member's zone in that block 4, block tag 16.
type OrderWord is uint256;

using OrderWords for OrderWord global;

library OrderWords {
    uint256 internal constant ORDER_BITS = 25;
    uint256 internal constant ORDERS_BITS = 200;
    uint256 internal constant MAX_VERSION = (1 << 36) - 1;
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

    /// The first interval that breaks the form (no energy, but a price or a side) or a connection limit; 8 if none.
    function firstFault(uint256 orders_, uint256 importLimit, uint256 exportLimit)
        internal
        pure
        returns (uint256 i)
    {
        unchecked {
            for (; i < 8; ++i) {
                uint256 order = orders_ & 0x1FFFFFF;
                uint256 wh = order & 0x3FFFF;
                if (wh == 0 ? order != 0 : wh > (order >> 24 == 1 ? exportLimit : importLimit)) return i;
                orders_ >>= ORDER_BITS;
                if (orders_ == 0) return 8;
            }
        }
    }

    /// Credit that the worst outcome of these orders needs, in µcredit.
    /// Pooled: a buyer may pay its limit, a seller may fall short and lose R less its limit. Individual: a buyer
    /// may pay its limit or the spread, a seller the spread. One µcredit an order covers the rounding of charges.
    /// @param tariff the block's frozen tariff word (pooled supply only)
    function lock(OrderWord word, uint256 tariff, uint256 spread, Rules memory rules)
        internal
        pure
        returns (uint256 total)
    {
        unchecked {
            uint256 rest = word.orders();
            uint256 floor = rules.priceFloor;
            uint256 step = rules.priceStep;
            uint256 unit = rules.tariffUnit;
            bool pooled = rules.pooled;
            while (rest != 0) {
                uint256 wh = rest & 0x3FFFF;
                if (wh != 0) {
                    uint256 price = floor + ((rest >> 18) & 0x3F) * step;
                    bool sells = (rest >> 24) & 1 == 1;
                    if (pooled) {
                        if (sells) {
                            uint256 retail = ((tariff >> 15) & 0x7FFF) * unit;
                            price = retail > price ? retail - price : 0;
                        }
                    } else if (sells || price < spread) {
                        price = spread;
                    }
                    total += wh * price + 1;
                }
                rest >>= ORDER_BITS;
                tariff >>= 30;
            }
        }
    }
}
