// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title What a member's orders came to in a block, and how its meter compares
/// @dev Stored words have interval 0 lowest: orders in fields of 25 bits, results 30, readings 21. A row has lanes of 32
/// bits: longs and shorts hold amounts, positions `2^30 + Wh` (+ sold, - bought), so that lanes never borrow.
library Positions {
    /// A row of no positions.
    uint256 internal constant NONE = 0x4000000040000000400000004000000040000000400000004000000040000000;
    /// Readings of which nothing is known.
    uint256 internal constant UNREPORTED = type(uint256).max;

    /// The fills of a block's orders. An order inside the local price fills whole; at it, the rationed side fills by
    /// its fraction: sellers rounded down, buyers up. Without a price nothing fills.
    function fills(uint256 orders, uint256 results) internal pure returns (uint256 positions) {
        positions = NONE;
        assembly ("memory-safe") {
            orders := and(orders, 0xffffffffffffffffffffffffffffffffffffffffffffffffff)
            for { let shift := 0 } orders { shift := add(shift, 32) } {
                let wh := and(orders, 0x3ffff)
                if wh {
                    let sells := and(shr(24, orders), 1)
                    let tick := and(shr(18, orders), 63)
                    let price := and(results, 63)
                    switch eq(tick, price)
                    case 1 {
                        let fraction := and(shr(7, results), 0x7fffff)
                        if eq(sells, and(shr(6, results), 1)) {
                            let part := shr(22, mul(wh, fraction))
                            switch sells
                            case 1 { wh := part }
                            default { wh := sub(wh, part) }
                        }
                        // 2^22 + 1: nothing moved, so that no order lies inside the tick and none at it fills
                        if gt(fraction, 0x400000) { wh := 0 }
                    }
                    default { wh := mul(wh, eq(sells, lt(tick, price))) }
                    switch sells
                    case 1 { positions := add(positions, shl(shift, wh)) }
                    default { positions := sub(positions, shl(shift, wh)) }
                }
                orders := shr(25, orders)
                results := shr(30, results)
            }
        }
    }

    /// The position of interval i in Wh: + sold, - bought.
    function at(uint256 positions, uint256 i) internal pure returns (int256) {
        unchecked {
            return int256((positions >> (32 * i)) & 0xffffffff) - 0x40000000;
        }
    }

    /// What known, timely readings add to the zone's sums under pooled supply: how much longer or shorter than its
    /// position a member was, within its connection's limits.
    function deviations(uint256 positions, uint256 readings, uint256 importLimitWh, uint256 exportLimitWh)
        internal
        pure
        returns (uint256 longs, uint256 shorts)
    {
        assembly ("memory-safe") {
            for { let shift := 0 } lt(shift, 256) { shift := add(shift, 32) } {
                if iszero(and(readings, 0x80000)) {
                    // 19 bits, two's complement
                    let wh := sar(5, signextend(2, shl(5, readings)))
                    if sgt(wh, exportLimitWh) { wh := exportLimitWh }
                    if slt(wh, sub(0, importLimitWh)) { wh := sub(0, importLimitWh) }
                    wh := sub(wh, sub(and(shr(shift, positions), 0xffffffff), 0x40000000))
                    switch slt(wh, 0)
                    case 0 { longs := or(longs, shl(shift, wh)) }
                    default { shorts := or(shorts, shl(shift, sub(0, wh))) }
                }
                readings := shr(21, readings)
            }
        }
    }

    /// What they add under individual supply: sales that were exported, purchases that were imported.
    function deliveries(uint256 positions, uint256 readings) internal pure returns (uint256 longs, uint256 shorts) {
        if (positions == NONE) return (0, 0);
        assembly ("memory-safe") {
            for { let shift := 0 } lt(shift, 256) { shift := add(shift, 32) } {
                if iszero(and(readings, 0x80000)) {
                    let wh := sar(5, signextend(2, shl(5, readings)))
                    let position := sub(and(shr(shift, positions), 0xffffffff), 0x40000000)
                    switch slt(position, 0)
                    case 0 {
                        if sgt(wh, position) { wh := position }
                        if sgt(wh, 0) { longs := or(longs, shl(shift, wh)) }
                    }
                    default {
                        if slt(wh, position) { wh := position }
                        if slt(wh, 0) { shorts := or(shorts, shl(shift, sub(0, wh))) }
                    }
                }
                readings := shr(21, readings)
            }
        }
    }
}
