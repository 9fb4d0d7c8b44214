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
    uint256 internal constant FULL = 1 << 22;
    /// In place of a fraction: nothing moved in or through the zone, so there is no price, and nobody has a position.
    uint256 internal constant NO_PRICE = FULL + 1;
    /// Bit of a result: the sellers at the tick are rationed, or nobody is.
    uint256 internal constant SELLERS = 1 << 6;

    uint256 private constant TICKS = 64;
    uint256 private constant MAX_WORDS = 1024; // of less than 2^18 Wh an interval each: sums stay below 2^28
    uint256 private constant UNBOUNDED = 1 << 28; // a line that no sum can fill

    uint256 private constant ONES = 0x0000000100000001000000010000000100000001000000010000000100000001;
    uint256 private constant NIL = 0x4000000040000000400000004000000040000000400000004000000040000000;
    uint256 private constant NIL_LANE = 0x40000000;
    uint256 private constant ALL_WH = 0x3ffff01ffff80ffffc07fffe03ffff01ffff80ffffc07fffe03ffff;

    /// @dev What is known of a zone while its block clears. Pointers lead to rows in memory.
    struct Node {
        uint256 parent;
        uint256 fee; // ticks
        uint256 capacity; // Wh, at most UNBOUNDED
        uint256 firstChild; // 0: none
        uint256 nextSibling; // 0: none
        uint256 book; // 64 rows of demand by tick, then 64 of supply, the latter summed over the ticks up to it
        uint256 net; // 65 signed rows: net supply of the subtree below each tick, MARKET.md's A
        uint256 line; // 65 signed rows: what of it the line would carry at each price of the parent, MARKET.md's E
        uint256 flow; // signed lanes: net export over the line, T
        uint256 price; // lanes: local tick, P
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

        unchecked {
            for (uint256 z; z < tree.length; ++z) {
                _climb(tree[z]);
            }
            for (uint256 z = tree.length - 1; z > 0; --z) {
                _cross(tree[z], tree[tree[z].parent]);
            }
            results = new uint256[](tree.length);
            flows = new int256[](tree.length * 8);
            for (uint256 z; z < tree.length; ++z) {
                (uint256 first, uint256 last) = _range(tree[z]);
                for (uint256 i = firstInterval; i < end; ++i) {
                    flows[z * 8 + i] = _signed(tree[z].flow, i);
                    _price(tree, z, i, _lane(first, i), _lane(last, i));
                    (uint256 own, uint256 climbed, bool moved) = _split(tree, tree[z], i);
                    results[z] |= _field(tree[z], i, own, climbed, moved) << (30 * i);
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

    /// @dev The zone's own net supply as a staircase over ticks: from all buyers and no seller to the reverse.
    function _climb(Node memory node) private pure {
        uint256 book = node.book;
        uint256 net = node.net;
        assembly ("memory-safe") {
            let middle := add(book, 2048)
            let height := NIL
            for { let row := book } lt(row, middle) { row := add(row, 32) } { height := sub(height, mload(row)) }
            let supply := 0
            mstore(net, height)
            for { let row := book } lt(row, middle) { row := add(row, 32) } {
                let sold := mload(add(row, 2048))
                supply := add(supply, sold)
                mstore(add(row, 2048), supply)
                height := add(height, add(sold, mload(row)))
                net := add(net, 32)
                mstore(net, height)
            }
        }
    }

    /// @dev What the subtree would send over its line at each tick of the parent: exports are what it offers `fee`
    /// ticks lower, imports what it lacks `fee` ticks higher, both within the line. Added to the parent's staircase.
    function _cross(Node memory node, Node memory parent) private pure {
        uint256 capacity = node.capacity * ONES;
        uint256 shift = (node.fee < TICKS + 1 ? node.fee : TICKS + 1) * 32;
        uint256 net = node.net;
        uint256 line = node.line;
        uint256 sum = parent.net;
        assembly ("memory-safe") {
            for { let at := 0 } lt(at, 2080) { at := add(at, 32) } {
                let row := NIL
                // lanes that are not negative: their lowest 30 bits are the amount
                if iszero(lt(at, shift)) {
                    let lower := mload(add(net, sub(at, shift)))
                    let sign := and(shr(30, lower), ONES)
                    row := add(row, and(lower, sub(shl(30, sign), sign)))
                }
                if lt(add(at, shift), 2080) {
                    let higher := mload(add(net, add(at, shift)))
                    let sign := and(shr(30, higher), ONES)
                    row := sub(add(row, sub(higher, and(higher, sub(shl(30, sign), sign)))), NIL)
                }
                let over := sub(row, capacity)
                let sign := and(shr(30, over), ONES)
                over := and(over, sub(shl(30, sign), sign))
                let under := add(row, capacity)
                sign := and(shr(30, under), ONES)
                under := sub(add(NIL, and(under, sub(shl(30, sign), sign))), under)
                row := add(sub(row, over), under)
                mstore(add(line, at), row)
                mstore(add(sum, at), sub(add(mload(add(sum, at)), row), NIL))
            }
        }
    }

    /// @dev First and last tick whose step reaches the zone's flow, in every lane.
    function _range(Node memory node) private pure returns (uint256 first, uint256 last) {
        uint256 net = node.net;
        uint256 flow = node.flow;
        assembly ("memory-safe") {
            // counts the steps that end below the flow and those that begin at or below it
            flow := add(flow, NIL)
            let end := add(net, 2048)
            last := sub(and(shr(30, sub(flow, mload(net))), ONES), ONES)
            for { net := add(net, 32) } lt(net, end) { net := add(net, 32) } {
                let above := sub(flow, mload(net))
                last := add(last, and(shr(30, above), ONES))
                first := add(first, and(shr(30, sub(above, ONES)), ONES))
            }
            first := add(first, and(shr(30, sub(sub(flow, mload(net)), ONES)), ONES))
        }
    }

    /// @dev The local tick: in the middle of the range at the root; elsewhere as near to the parent's, moved by the
    /// fee, as the range allows, and in the middle of what flow in neither direction allows where nothing flows.
    function _price(Node[] memory tree, uint256 z, uint256 i, uint256 first, uint256 last) private pure {
        unchecked {
            Node memory node = tree[z];
            uint256 tick = (first + last) / 2;
            if (z > 0) {
                uint256 outside = _lane(tree[node.parent].price, i);
                uint256 lower = outside > node.fee ? outside - node.fee : 0;
                uint256 upper = outside + node.fee;
                int256 flow = _signed(node.flow, i);
                if (flow > 0) {
                    tick = _within(lower, first, last);
                } else if (flow < 0) {
                    tick = _within(upper, first, last);
                } else {
                    lower = lower > first ? lower : first;
                    upper = upper < last ? upper : last;
                    if (lower <= upper) tick = _within(tick, lower, upper);
                }
            }
            node.price |= tick << (32 * i);
        }
    }

    /// @dev Splits the step at the local tick pro rata between the zone's own orders and its children's lines.
    /// @return own size of the zone's own step
    /// @return climbed how much of it is taken
    /// @return moved whether anything crosses one of the zone's lines
    function _split(Node[] memory tree, Node memory node, uint256 i)
        private
        pure
        returns (uint256 own, uint256 climbed, bool moved)
    {
        unchecked {
            uint256 tick = _lane(node.price, i);
            uint256 flow = _lane(node.flow, i);
            uint256 room = _step(node.net, tick, i);
            uint256 need = flow - _at(node.net, tick, i);
            own = room;
            for (uint256 c = node.firstChild; c > 0; c = tree[c].nextSibling) {
                own -= _step(tree[c].line, tick, i);
            }
            if (room > 0) climbed = (need * own) / room;
            moved = flow != NIL_LANE;
            if (node.firstChild > 0 && _feed(tree, node, i, need, room, own)) moved = true;
        }
    }

    /// @dev Gives the children their part of the step, in ascending order after the zone's own, so that nothing is
    /// lost to rounding. Returns whether any line carries energy.
    function _feed(Node[] memory tree, Node memory node, uint256 i, uint256 need, uint256 room, uint256 past)
        private
        pure
        returns (bool moved)
    {
        unchecked {
            uint256 tick = _lane(node.price, i);
            uint256 taken = room == 0 ? 0 : (need * past) / room;
            for (uint256 c = node.firstChild; c > 0; c = node.nextSibling) {
                node = tree[c];
                uint256 flow = _at(node.line, tick, i) - taken;
                past += _step(node.line, tick, i);
                if (room > 0) taken = (need * past) / room;
                flow += taken;
                if (flow != NIL_LANE) moved = true;
                // other lanes stay NIL until their turn
                node.flow = node.flow + (flow << (32 * i)) - (NIL_LANE << (32 * i));
            }
        }
    }

    /// @dev The zone's result: climbing its own step, sellers come in first, then buyers drop out.
    function _field(Node memory node, uint256 i, uint256 own, uint256 climbed, bool moved)
        private
        pure
        returns (uint256 field)
    {
        unchecked {
            uint256 tick = _lane(node.price, i);
            uint256 demand = _at(node.book, tick, i);
            uint256 supply = own - demand;
            uint256 sold = climbed < supply ? climbed : supply;
            if (!moved && sold == 0 && _at(node.book, TICKS + tick, i) == supply) {
                // no line carries anything, and no seller is in at the tick or below it
                return tick | SELLERS | (NO_PRICE << 7);
            }
            if (sold < supply) return tick | SELLERS | (((sold * FULL) / supply) << 7);
            if (sold < climbed) return tick | ((((climbed - sold) * FULL) / demand) << 7);
            return tick | SELLERS | (FULL << 7);
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

    function _lane(uint256 row, uint256 i) private pure returns (uint256) {
        return (row >> (32 * i)) & 0xffffffff;
    }

    function _signed(uint256 row, uint256 i) private pure returns (int256) {
        unchecked {
            return int256(_lane(row, i)) - int256(NIL_LANE);
        }
    }

    function _within(uint256 value, uint256 lowest, uint256 highest) private pure returns (uint256) {
        if (value < lowest) return lowest;
        return value > highest ? highest : value;
    }
}
