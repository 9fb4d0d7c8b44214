// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Positions} from "./Positions.sol";

/// @title What a member is paid or charged for a block of eight intervals
/// @notice Step 1, always: the position at the member's local price. Step 2: what was not delivered as traded.
/// @dev Pure; energy in Wh, money in µcredit, + to the member. Payments round down and charges up, each on its own. All
/// inputs come from packed words (energy below 2^32 Wh, prices below 2^64 µcredit/Wh), so nothing here overflows.
///
/// Terms are what a block costs in a zone, the same for all its members, hence worth keeping while several of them
/// settle. Eight words an interval, interval 0 first, at these offsets in bytes:
///   0x00 price      local price, of no matter without position
///   0x20 feed-in F  0x40 retail R
///   0x60 long rate  for long total (0x80) Wh: what a long deviation (pooled) or a delivered sale (individual) earns
///   0xa0 short rate for short total (0xc0) Wh: what a short deviation or a delivered purchase costs
///   0xe0 spread
/// Pooled terms end with four more, which price a row of positions at once: the local ticks as a row with interval 7
/// lowest, price floor and price step, and what lanes of 2^18 too much are worth.
library BlockAmounts {
    uint256 private constant UNKNOWN = 0x80000; // of a reading's 21 bits
    uint256 private constant LANES = 1 | 1 << 21 | 1 << 42 | 1 << 63 | 1 << 84 | 1 << 105 | 1 << 126 | 1 << 147;

    /// @dev A zone's block: stored words and what they are measured in.
    struct Zonal {
        uint256 results;
        uint256 tariff;
        uint256 longs;
        uint256 shorts;
        uint256 priceFloor;
        uint256 priceStep;
        uint256 tariffUnit;
        uint256 spread;
    }

    /// @dev A member's block; readings are Positions.UNREPORTED where there are none.
    struct Home {
        uint256 positions;
        uint256 readings;
        uint256 importLimitWh;
        uint256 exportLimitWh;
    }

    /// Deviations net within the zone at the middle between F and R, moved by the spread against whoever deviates but
    /// never beyond F and R; what is left on the longer side is the grid's at F or R.
    function pooledTerms(Zonal memory zone) internal pure returns (uint256[] memory terms) {
        terms = new uint256[](68);
        assembly ("memory-safe") {
            let results := mload(zone)
            let tariff := mload(add(zone, 0x20))
            let longs := mload(add(zone, 0x40))
            let shorts := mload(add(zone, 0x60))
            let ticks := 0
            let t := add(terms, 0x20)
            for { let end := add(t, 0x800) } lt(t, end) { t := add(t, 0x100) } {
                mstore(t, add(mload(add(zone, 0x80)), mul(mload(add(zone, 0xa0)), and(results, 63))))
                let unit := mload(add(zone, 0xc0))
                let feedIn := mul(and(tariff, 0x7fff), unit)
                let retail := mul(and(shr(15, tariff), 0x7fff), unit)
                mstore(add(t, 0x20), feedIn)
                mstore(add(t, 0x40), retail)
                let spread := mload(add(zone, 0xe0))
                mstore(add(t, 0xe0), spread)
                let long := and(longs, 0xffffffff)
                let short := and(shorts, 0xffffffff)

                let rate := shr(1, add(feedIn, retail))
                switch gt(rate, add(feedIn, spread))
                case 1 { rate := sub(rate, spread) }
                default { rate := feedIn }
                let total := 1
                if gt(long, short) {
                    rate := add(mul(short, rate), mul(sub(long, short), feedIn))
                    total := long
                }
                mstore(add(t, 0x60), rate)
                mstore(add(t, 0x80), total)

                rate := add(shr(1, add(add(feedIn, retail), 1)), spread)
                if gt(rate, retail) { rate := retail }
                total := 1
                if gt(short, long) {
                    rate := add(mul(long, rate), mul(sub(short, long), retail))
                    total := short
                }
                mstore(add(t, 0xa0), rate)
                mstore(add(t, 0xc0), total)

                ticks := or(shl(32, ticks), and(results, 63))
                results := shr(30, results)
                tariff := shr(30, tariff)
                longs := shr(32, longs)
                shorts := shr(32, shorts)
            }
            let floor := mload(add(zone, 0x80))
            let step := mload(add(zone, 0xa0))
            mstore(t, ticks)
            mstore(add(t, 0x20), floor)
            mstore(add(t, 0x40), step)
            ticks := shr(224, mul(ticks, 0x0000000100000001000000010000000100000001000000010000000100000001))
            mstore(add(t, 0x60), add(mul(floor, 0x200000), mul(step, mul(0x40000, ticks))))
        }
    }

    /// Delivered sales and purchases are settled as far as they match each other, all in the same proportion: in a zone
    /// of its own.
    function individualTerms(Zonal memory zone) internal pure returns (uint256[] memory) {
        uint256 matched = 0;
        for (uint256 shift; shift < 256; shift += 32) {
            uint256 long = (zone.longs >> shift) & 0xffffffff;
            uint256 short = (zone.shorts >> shift) & 0xffffffff;
            matched |= (long < short ? long : short) << shift;
        }
        return individualTerms(zone, matched, matched);
    }

    /// Delivered sales and purchases are settled as far as they were matched, all in the same proportion.
    /// @param sold lanes of what of the zone's longs met a purchase, within it or over its lines
    /// @param bought the same of its shorts
    function individualTerms(Zonal memory zone, uint256 sold, uint256 bought)
        internal
        pure
        returns (uint256[] memory terms)
    {
        terms = new uint256[](64);
        assembly ("memory-safe") {
            let results := mload(zone)
            let longs := mload(add(zone, 0x40))
            let shorts := mload(add(zone, 0x60))
            let t := add(terms, 0x20)
            for { let end := add(t, 0x800) } lt(t, end) { t := add(t, 0x100) } {
                let price := add(mload(add(zone, 0x80)), mul(mload(add(zone, 0xa0)), and(results, 63)))
                mstore(t, price)
                mstore(add(t, 0xe0), mload(add(zone, 0xe0)))
                let long := and(longs, 0xffffffff)
                let short := and(shorts, 0xffffffff)
                mstore(add(t, 0x60), mul(and(sold, 0xffffffff), price))
                mstore(add(t, 0x80), add(long, iszero(long)))
                mstore(add(t, 0xa0), mul(and(bought, 0xffffffff), price))
                mstore(add(t, 0xc0), add(short, iszero(short)))
                sold := shr(32, sold)
                bought := shr(32, bought)
                results := shr(30, results)
                longs := shr(32, longs)
                shorts := shr(32, shorts)
            }
        }
    }

    /// Terms of a late reading under pooled supply: it nets with nobody.
    function latePooledTerms(uint256[] memory terms) internal pure returns (uint256[] memory late) {
        unchecked {
            late = new uint256[](68);
            for (uint256 i; i < 64; i += 8) {
                (late[i], late[i + 1], late[i + 2], late[i + 7]) = (terms[i], terms[i + 1], terms[i + 2], terms[i + 7]);
                (late[i + 3], late[i + 4], late[i + 5], late[i + 6]) = (terms[i + 1], 1, terms[i + 2], 1);
            }
            (late[64], late[65], late[66], late[67]) = (terms[64], terms[65], terms[66], terms[67]);
        }
    }

    /// Terms of a late reading under individual supply: a sale was matched with nobody, a purchase counts whole.
    function lateIndividualTerms(uint256[] memory terms) internal pure returns (uint256[] memory late) {
        unchecked {
            late = new uint256[](64);
            for (uint256 i; i < 64; i += 8) {
                (late[i], late[i + 4], late[i + 5], late[i + 6], late[i + 7]) = (terms[i], 1, terms[i], 1, terms[i + 7]);
            }
        }
    }

    /// Pooled supply. What undoes a member's own position is settled at the worse for it of balancing and local price,
    /// so that trading without delivering never pays. Import beyond the connection's limit is charged R, export beyond
    /// it earns nothing. Without a reading nothing was exported and the limit imported, at R, outside the netting.
    function pooled(uint256[] memory terms, Home memory home) internal pure returns (int256 amount) {
        uint256 readings = home.readings;
        if (!_regular(readings, home.importLimitWh, home.exportLimitWh)) (amount, readings) = _regulate(terms, home);
        uint256 positions = home.positions;
        amount += _traded(terms, positions);
        assembly ("memory-safe") {
            let t := add(terms, 0x20)
            for { let end := add(t, 0x800) } lt(t, end) { t := add(t, 0x100) } {
                let position := sub(and(positions, 0xffffffff), 0x40000000)
                // the deviation: net export, in 19 bits of two's complement, less the position
                let wh := sub(sar(5, signextend(2, shl(5, readings))), position)
                switch slt(wh, 0)
                case 0 {
                    let rate := mload(add(t, 0x60))
                    let total := mload(add(t, 0x80))
                    if slt(position, 0) {
                        let undone := sub(0, position)
                        if lt(wh, undone) { undone := wh }
                        wh := sub(wh, undone)
                        let payment := div(mul(undone, rate), total)
                        undone := mul(undone, mload(t))
                        if lt(undone, payment) { payment := undone }
                        amount := add(amount, payment)
                    }
                    amount := add(amount, div(mul(wh, rate), total))
                }
                default {
                    wh := sub(0, wh)
                    let rate := mload(add(t, 0xa0))
                    let total := mload(add(t, 0xc0))
                    if sgt(position, 0) {
                        let undone := position
                        if lt(wh, undone) { undone := wh }
                        wh := sub(wh, undone)
                        let charge := div(add(mul(undone, rate), sub(total, 1)), total)
                        undone := mul(undone, mload(t))
                        if gt(undone, charge) { charge := undone }
                        amount := sub(amount, charge)
                    }
                    amount := sub(amount, div(add(mul(wh, rate), sub(total, 1)), total))
                }
                positions := shr(32, positions)
                readings := shr(21, readings)
            }
        }
    }

    /// @dev Positions at their local prices: floor times their sum and step times their sum by ticks, each the highest
    /// lane of a product whose lanes stay below 2^32.
    function _traded(uint256[] memory terms, uint256 positions) private pure returns (int256 amount) {
        assembly ("memory-safe") {
            let t := add(terms, 0x820)
            // position + 2^18
            let row := sub(positions, 0x3ffc00003ffc00003ffc00003ffc00003ffc00003ffc00003ffc00003ffc0000)
            let ones := 0x0000000100000001000000010000000100000001000000010000000100000001
            amount := mul(mload(add(t, 0x20)), shr(224, mul(row, ones)))
            amount := add(amount, mul(mload(add(t, 0x40)), shr(224, mul(row, mload(t)))))
            amount := sub(amount, mload(add(t, 0x60)))
        }
    }

    /// @dev Whether all intervals are known and within the connection's limits, all eight at once: to net + 2^18 a bit is
    /// added above, which a borrow takes.
    function _regular(uint256 readings, uint256 importLimit, uint256 exportLimit) private pure returns (bool) {
        unchecked {
            uint256 net = (readings & (0x7ffff * LANES)) ^ (0x40000 * LANES);
            uint256 within = ((net | (0x100000 * LANES)) - (0x40000 - importLimit) * LANES)
                & ((0x140000 + exportLimit) * LANES - net) & (0x100000 * LANES);
            return within == 0x100000 * LANES && readings & (UNKNOWN * LANES) == 0;
        }
    }

    /// @dev Settles what is irregular about readings; returns them as if there was nothing: moved to the connection's
    /// limits, and where nothing is known as traded.
    function _regulate(uint256[] memory terms, Home memory home)
        private
        pure
        returns (int256 amount, uint256 readings)
    {
        unchecked {
            int256 least = -int256(home.importLimitWh);
            for (uint256 i; i < 8; ++i) {
                int256 retail = int256(terms[8 * i + 2]);
                int256 net = int256((home.readings >> (21 * i)) << 237) >> 237;
                if ((home.readings >> (21 * i)) & UNKNOWN != 0) {
                    net = Positions.at(home.positions, i);
                    amount += least * retail;
                    int256 price = int256(terms[8 * i]);
                    if (net > 0) amount -= net * (price > retail ? price : retail);
                } else if (net > int256(home.exportLimitWh)) {
                    net = int256(home.exportLimitWh);
                } else if (net < least) {
                    amount += (net - least) * retail;
                    net = least;
                }
                readings |= (uint256(net) & 0x7ffff) << (21 * i);
            }
        }
    }

    /// Individual supply. Only what was both traded and delivered is settled, and the spread paid on what was traded and
    /// not delivered; all else is between home and supplier. Without a reading a seller delivered nothing, and a buyer
    /// pays for all, at the spread if that is more.
    function individual(uint256[] memory terms, Home memory home) internal pure returns (int256 amount) {
        if (home.positions == Positions.NONE) return 0;
        assembly ("memory-safe") {
            let positions := mload(home)
            let readings := mload(add(home, 0x20))
            let t := add(terms, 0x20)
            for { let end := add(t, 0x800) } lt(t, end) { t := add(t, 0x100) } {
                let position := sub(and(positions, 0xffffffff), 0x40000000)
                let wh := sar(5, signextend(2, shl(5, readings)))
                let unknown := and(readings, 0x80000)
                let missing := mload(add(t, 0xe0))
                switch sgt(position, 0)
                case 1 {
                    if or(unknown, slt(wh, 0)) { wh := 0 }
                    if gt(wh, position) { wh := position }
                    amount := add(amount, div(mul(wh, mload(add(t, 0x60))), mload(add(t, 0x80))))
                    amount := sub(amount, mul(missing, sub(position, wh)))
                }
                default {
                    position := sub(0, position)
                    wh := sub(0, wh)
                    switch unknown
                    case 0 {
                        if slt(wh, 0) { wh := 0 }
                        if gt(wh, position) { wh := position }
                        let total := mload(add(t, 0xc0))
                        amount := sub(amount, div(add(mul(wh, mload(add(t, 0xa0))), sub(total, 1)), total))
                        amount := sub(amount, mul(missing, sub(position, wh)))
                    }
                    default {
                        if gt(mload(t), missing) { missing := mload(t) }
                        amount := sub(amount, mul(missing, position))
                    }
                }
                positions := shr(32, positions)
                readings := shr(21, readings)
            }
        }
    }
}
