// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Zone} from "../interfaces/IEnergyMarket.sol";

/// @title The call auction of a block over a tree of zones with line capacities and fees
/// @notice Each interval is one uniform-price auction whose outcome maximises buyers' value less sellers' cost less
/// fees, with the net of every zone's subtree within its line.
/// @dev The eight intervals of a block are cleared together: a "row" is a word of eight lanes of 32 bits, lane i for
/// interval i, so that one addition moves eight staircases. A lane holds either an unsigned amount below 2^28 or a
/// signed one as `NIL + amount`: lanes never borrow from each other, and bit 30 of a lane says "not negative".
library Clearing {
    /// More words than a lane can sum.
    error TooManyWords(uint256 words);
    /// A zone must come after its parent, and every word must name a zone of the tree.
    error ZoneOutOfTree(uint256 zone);

    /// A fraction that fills whole.
    uint256 internal constant FULL = 0x400000; // 2^22
    /// In place of a fraction: nothing moved in or through the zone, so there is no price, and nobody has a position.
    uint256 internal constant NO_PRICE = FULL + 1;
    /// Bit of a result: the sellers at the tick are rationed, or nobody is.
    uint256 internal constant SELLERS = 0x40;

    uint256 private constant TICKS = 64;
    uint256 private constant MAX_WORDS = 1024; // of less than 2^18 Wh an interval each: sums stay below 2^28
    uint256 private constant UNBOUNDED = 1 << 28; // a line that no sum can fill

    uint256 private constant ONES = 0x0000000100000001000000010000000100000001000000010000000100000001;
    uint256 private constant NIL = 0x4000000040000000400000004000000040000000400000004000000040000000;
    uint256 private constant LANE = 0xffffffff;
    uint256 private constant NIL_LANE = 0x40000000;
    uint256 private constant ALL_WH = 0x1ffff80ffffc07fffe03ffff01ffff80ffffc07fffe03ffff;

    /// @dev What is known of a zone while its block clears. Pointers lead to rows in memory.
    struct Node {
        uint256 parent;
        uint256 fee; // ticks
        uint256 capacity; // Wh, at most UNBOUNDED
        uint256 firstChild; // 0: none
        uint256 nextSibling; // 0: none
        uint256 book; // 64 rows of demand by tick, then 64 of supply, the latter summed over the ticks up to it
        uint256 net; // 65 signed rows: net supply of the subtree below each tick and `demand`, MARKET.md's A + demand
        uint256 line; // 65 signed rows: what of it the line would carry at each price of the parent, MARKET.md's E
        uint256 flow; // signed lanes: net export over the line, T
        uint256 demand; // lanes: all that the zone's own buyers want
        uint256 price; // lanes: local tick, P
    }

    /// @dev A zone's steps at its local ticks, in lanes.
    struct Split {
        uint256 own; // size of its own orders' step
        uint256 climbed; // how much of it is taken
        uint256 moved; // 1: a line of the zone carries energy
    }

    /// @param words stored order words of the block, 0 for none
    /// @param zones the block's tree
    /// @param firstInterval first interval to clear, 0..7
    /// @param intervals how many
    /// @return results a word a zone with the 30-bit fields of those intervals: tick, rationed side, fraction
    /// @return flows net export of each zone's subtree over its line in Wh, of interval i at zone * 8 + i
    /// @return withOrders how many words hold an order for any of the block's eight intervals
    function clear(uint256[] memory words, Zone[] memory zones, uint256 firstInterval, uint256 intervals)
        internal
        pure
        returns (uint256[] memory results, int256[] memory flows, uint256 withOrders)
    {
        if (words.length > MAX_WORDS) revert TooManyWords(words.length);
        uint256 end = firstInterval + intervals;
        assert(end <= 8);

        Node[] memory tree = _tree(zones);
        withOrders = _collect(words, tree, firstInterval, end);
        results = new uint256[](tree.length);
        flows = new int256[](tree.length * 8);

        unchecked {
            for (uint256 z; z < tree.length; ++z) {
                _climb(tree[z]);
            }
            for (uint256 z = tree.length - 1; z > 0; --z) {
                _cross(tree[z], tree[tree[z].parent]);
            }
            for (uint256 z; z < tree.length; ++z) {
                Node memory node = tree[z];
                (uint256 first, uint256 last) = _range(node);
                node.price = z == 0 ? _middle(first, last) : _price(node, tree[node.parent].price, first, last);
                Split memory split = _split(tree, node, firstInterval, end);
                results[z] = _fields(node.book, node.price, split, firstInterval, end);
                for (uint256 i = firstInterval; i < end; ++i) {
                    flows[z * 8 + i] = int256((node.flow >> (32 * i)) & LANE) - int256(NIL_LANE);
                }
            }
        }
    }

    /// @dev Sets up the nodes with zeroed books.
    function _tree(Zone[] memory zones) private pure returns (Node[] memory tree) {
        uint256 count = zones.length;
        tree = new Node[](count);
        uint256[] memory rows = new uint256[](count * 258);
        uint256 free;
        assembly ("memory-safe") {
            free := add(rows, 32)
        }
        unchecked {
            for (uint256 z = count; z > 0;) {
                Zone memory zone = zones[--z];
                Node memory node = tree[z];
                node.book = free + z * 4096; // contiguous, so that an order finds its book without a table
                node.net = free + count * 4096 + z * 4160;
                node.line = node.net + 2080;
                node.flow = NIL;
                if (z == 0) break;
                if (zone.parent >= z) revert ZoneOutOfTree(z);
                node.parent = zone.parent;
                node.fee = zone.feeTicks;
                node.capacity = zone.capacityWh < UNBOUNDED ? zone.capacityWh : UNBOUNDED;
                Node memory parent = tree[zone.parent];
                node.nextSibling = parent.firstChild;
                parent.firstChild = z;
            }
        }
    }

    /// @dev Adds every order to its tick's row of its zone's book. No order is a purchase of 0 Wh at tick 0.
    function _collect(uint256[] memory words, Node[] memory tree, uint256 firstInterval, uint256 end)
        private
        pure
        returns (uint256 withOrders)
    {
        uint256 books = tree[0].book;
        // the fields of the intervals asked for, and the zone
        uint256 kept = ((1 << (25 * end)) - (1 << (25 * firstInterval))) | (15 << 236);
        uint256 stray = type(uint256).max;
        assembly ("memory-safe") {
            let count := mload(tree)
            let cursor := add(words, 32)
            for { let past := add(cursor, shl(5, mload(words))) } lt(cursor, past) { cursor := add(cursor, 32) } {
                let word := mload(cursor)
                if iszero(and(word, ALL_WH)) { continue }
                withOrders := add(withOrders, 1)
                word := and(word, kept)
                let zone := shr(236, word)
                if iszero(lt(zone, count)) {
                    stray := zone
                    break
                }
                let book := add(books, shl(12, zone))
                // side and tick of a field (7 bits) are the row; its energy moves from 25 i to 32 i bits
                let row := add(book, and(shr(13, word), 0xfe0))
                mstore(row, add(mload(row), and(word, 0x3ffff)))
                row := add(book, and(shr(38, word), 0xfe0))
                mstore(row, add(mload(row), shl(7, and(word, 0x7fffe000000))))
                row := add(book, and(shr(63, word), 0xfe0))
                mstore(row, add(mload(row), shl(14, and(word, 0xffffc000000000000))))
                row := add(book, and(shr(88, word), 0xfe0))
                mstore(row, add(mload(row), shl(21, and(word, 0x1ffff8000000000000000000))))
                row := add(book, and(shr(113, word), 0xfe0))
                mstore(row, add(mload(row), shl(28, and(word, 0x3ffff0000000000000000000000000))))
                row := add(book, and(shr(138, word), 0xfe0))
                mstore(row, add(mload(row), shl(35, and(word, 0x7fffe0000000000000000000000000000000))))
                row := add(book, and(shr(163, word), 0xfe0))
                mstore(row, add(mload(row), shl(42, and(word, 0xffffc0000000000000000000000000000000000000))))
                row := add(book, and(shr(188, word), 0xfe0))
                mstore(row, add(mload(row), shl(49, and(word, 0x1ffff80000000000000000000000000000000000000000000))))
            }
        }
        if (stray != type(uint256).max) revert ZoneOutOfTree(stray);
    }

    /// @dev The zone's own net supply as a staircase over ticks: from all buyers and no seller to the reverse. Rows start
    /// at NIL, so that one pass does; `demand`, all that buyers want, is to be taken off them.
    function _climb(Node memory node) private pure {
        uint256 book = node.book;
        uint256 net = node.net;
        uint256 demand;
        assembly ("memory-safe") {
            let supply := 0
            let height := NIL
            mstore(net, height)
            for { let end := add(book, 2048) } lt(book, end) { book := add(book, 64) } {
                let bought := mload(book)
                let sold := mload(add(book, 2048))
                demand := add(demand, bought)
                supply := add(supply, sold)
                mstore(add(book, 2048), supply)
                height := add(height, add(bought, sold))
                mstore(add(net, 32), height)
                // the next tick
                bought := mload(add(book, 32))
                sold := mload(add(book, 2080))
                demand := add(demand, bought)
                supply := add(supply, sold)
                mstore(add(book, 2080), supply)
                height := add(height, add(bought, sold))
                net := add(net, 64)
                mstore(net, height)
            }
        }
        node.demand = demand;
    }

    /// @dev What the subtree would send over its line at each tick of the parent: exports are what it offers `fee`
    /// ticks lower, imports what it lacks `fee` ticks higher, both within the line. Added to the parent's staircase.
    function _cross(Node memory node, Node memory parent) private pure {
        uint256 capacity = node.capacity * ONES;
        uint256 shift = (node.fee < TICKS + 1 ? node.fee : TICKS + 1) * 32;
        uint256 net = node.net;
        uint256 line = node.line;
        uint256 sum = parent.net;
        uint256 demand = node.demand;
        assembly ("memory-safe") {
            // on the stack: the optimiser would compute such constants anew each time
            let ones := ONES
            let nil := NIL
            for { let at := 0 } lt(at, 2080) { at := add(at, 32) } {
                let row := nil
                // lanes that are not negative: their lowest 30 bits are the amount
                if iszero(lt(at, shift)) {
                    let lower := sub(mload(add(net, sub(at, shift))), demand)
                    let sign := and(shr(30, lower), ones)
                    row := add(row, and(lower, sub(shl(30, sign), sign)))
                }
                if lt(add(at, shift), 2080) {
                    let higher := sub(mload(add(net, add(at, shift))), demand)
                    let sign := and(shr(30, higher), ones)
                    row := sub(add(row, sub(higher, and(higher, sub(shl(30, sign), sign)))), nil)
                }
                let over := sub(row, capacity)
                let sign := and(shr(30, over), ones)
                over := and(over, sub(shl(30, sign), sign))
                let under := add(row, capacity)
                sign := and(shr(30, under), ones)
                under := sub(add(nil, and(under, sub(shl(30, sign), sign))), under)
                row := add(sub(row, over), under)
                mstore(add(line, at), row)
                mstore(add(sum, at), sub(add(mload(add(sum, at)), row), nil))
            }
        }
    }

    /// @dev First and last tick whose step reaches the zone's flow, in every lane.
    function _range(Node memory node) private pure returns (uint256 first, uint256 last) {
        uint256 net = node.net;
        uint256 flow = node.flow + node.demand;
        assembly ("memory-safe") {
            let ones := ONES
            // counts the steps that end below the flow and those that begin at or below it; the first always does
            flow := add(flow, NIL)
            let end := add(net, 2016)
            for {} lt(net, end) {} {
                net := add(net, 32)
                let above := sub(flow, mload(net))
                last := add(last, and(shr(30, above), ones))
                first := add(first, and(shr(30, sub(above, ones)), ones))
                net := add(net, 32)
                above := sub(flow, mload(net))
                last := add(last, and(shr(30, above), ones))
                first := add(first, and(shr(30, sub(above, ones)), ones))
                net := add(net, 32)
                above := sub(flow, mload(net))
                last := add(last, and(shr(30, above), ones))
                first := add(first, and(shr(30, sub(above, ones)), ones))
            }
            first := add(first, and(shr(30, sub(sub(flow, mload(add(net, 32))), ones)), ones))
        }
    }

    /// @dev The middle of a range of ticks, rounded down.
    function _middle(uint256 first, uint256 last) private pure returns (uint256) {
        unchecked {
            return ((first + last) >> 1) & (ONES * 0x7f);
        }
    }

    /// @dev The local ticks: as near to the parent's, moved by the fee in the flow's direction, as the range allows; where
    /// nothing flows, as near to the middle of the range as flow in neither direction allows.
    function _price(Node memory node, uint256 outside, uint256 first, uint256 last)
        private
        pure
        returns (uint256 price)
    {
        unchecked {
            uint256 fee = (node.fee < TICKS ? node.fee : TICKS) * ONES;
            uint256 lower = _most(outside, fee) - fee;
            uint256 upper = outside + fee;
            uint256 exports = ((node.flow - ONES) >> 30) & ONES;
            uint256 imports = (~node.flow >> 30) & ONES;
            lower = _most(lower, first);
            upper = _least(upper, last);
            price = _middle(first, last);
            // both bounds may lie outside the range, and then also beyond each other
            uint256 open = ((upper + ONES * 128 - lower) >> 7) & ONES;
            price ^= (price ^ _least(_most(price, lower), upper)) & (open * 0x7f);
            price ^= (price ^ _least(lower, last)) & (exports * 0x7f);
            price ^= (price ^ _most(upper, first)) & (imports * 0x7f);
        }
    }

    /// @dev Splits the steps at the local ticks between the zone's own orders and its children's lines.
    function _split(Node[] memory tree, Node memory node, uint256 firstInterval, uint256 end)
        private
        pure
        returns (Split memory split)
    {
        unchecked {
            // 1 where the line carries energy
            split.moved = _nonZero(node.flow ^ NIL);
            for (uint256 i = firstInterval; i < end; ++i) {
                uint256 tick = (node.price >> (32 * i)) & LANE;
                uint256 room = _at(node.net, tick, i);
                uint256 need = ((node.flow + node.demand) >> (32 * i)) & LANE;
                need -= room;
                room = _at(node.net, tick + 1, i) - room;
                if (node.firstChild == 0) {
                    split.own |= room << (32 * i);
                    split.climbed |= need << (32 * i);
                } else {
                    _feed(tree, node, split, i, need, room);
                }
            }
        }
    }

    /// @dev Pro rata between own orders and children in ascending order, so that nothing is lost to rounding.
    function _feed(Node[] memory tree, Node memory node, Split memory split, uint256 i, uint256 need, uint256 room)
        private
        pure
    {
        unchecked {
            uint256 tick = (node.price >> (32 * i)) & LANE;
            uint256 past = room;
            for (uint256 c = node.firstChild; c > 0; c = tree[c].nextSibling) {
                past -= _step(tree[c].line, tick, i);
            }
            uint256 taken = room == 0 ? 0 : (need * past) / room;
            split.own |= past << (32 * i);
            split.climbed |= taken << (32 * i);
            for (uint256 c = node.firstChild; c > 0; c = node.nextSibling) {
                node = tree[c];
                uint256 flow = _at(node.line, tick, i) - taken;
                past += _step(node.line, tick, i);
                if (room > 0) taken = (need * past) / room;
                flow += taken;
                if (flow != NIL_LANE) split.moved |= 1 << (32 * i);
                // other lanes stay NIL until their turn
                node.flow = node.flow + (flow << (32 * i)) - (NIL_LANE << (32 * i));
            }
        }
    }

    /// @dev The zone's result word. Climbing the own step, sellers come in first, then buyers drop out.
    function _fields(uint256 book, uint256 prices, Split memory split, uint256 firstInterval, uint256 end)
        private
        pure
        returns (uint256 result)
    {
        assembly ("memory-safe") {
            end := shl(5, end)
            for { let shift := shl(5, firstInterval) } lt(shift, end) { shift := add(shift, 32) } {
                let tick := and(shr(shift, prices), LANE)
                let row := add(book, shl(5, tick))
                let demand := and(shr(shift, mload(row)), LANE)
                let supply := sub(and(shr(shift, mload(split)), LANE), demand)
                let climbed := and(shr(shift, mload(add(split, 0x20))), LANE)
                // nobody is rationed
                let field := 0x20000040
                switch lt(climbed, supply)
                case 1 { field := or(SELLERS, shl(7, div(mul(climbed, FULL), supply))) }
                default {
                    climbed := sub(climbed, supply)
                    if climbed { field := shl(7, div(mul(climbed, FULL), demand)) }
                    climbed := supply
                }
                // no line carries anything, and no seller is in at the tick or below it
                if iszero(or(and(shr(shift, mload(add(split, 0x40))), 1), climbed)) {
                    if eq(and(shr(shift, mload(add(row, 2048))), LANE), supply) { field := 0x200000c0 }
                }
                // from lanes of 32 bits to fields of 30
                result := or(result, shl(sub(shift, shr(4, shift)), or(tick, field)))
            }
        }
    }

    /// @dev What a staircase climbs at a tick.
    function _step(uint256 rows, uint256 tick, uint256 i) private pure returns (uint256) {
        unchecked {
            return _at(rows, tick + 1, i) - _at(rows, tick, i);
        }
    }

    function _at(uint256 rows, uint256 index, uint256 i) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := and(shr(shl(5, i), mload(add(rows, shl(5, index)))), 0xffffffff)
        }
    }

    /// @dev The greater of two amounts in every lane.
    function _most(uint256 x, uint256 y) private pure returns (uint256) {
        unchecked {
            return x ^ ((x ^ y) & _below(x, y));
        }
    }

    /// @dev The lesser of two amounts in every lane.
    function _least(uint256 x, uint256 y) private pure returns (uint256) {
        unchecked {
            return y ^ ((x ^ y) & _below(x, y));
        }
    }

    /// @dev Lanes full of ones where x is below y; both below 2^31.
    function _below(uint256 x, uint256 y) private pure returns (uint256) {
        unchecked {
            return (((y + ONES * 0x7fffffff - x) >> 31) & ONES) * 0x7fffffff;
        }
    }

    /// @dev 1 in every lane that is not 0; below 2^31.
    function _nonZero(uint256 x) private pure returns (uint256) {
        unchecked {
            return ((x + ONES * 0x7fffffff) >> 31) & ONES;
        }
    }
}
