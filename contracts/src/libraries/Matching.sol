// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Which deliveries meet under individual supply over several zones
/// @notice Delivered sales and purchases match within their zone first. What is left crosses a line only in its cleared
/// direction and up to its cleared flow, and meets at the nearest zone on its way; where more comes than is wanted, or
/// the reverse, all that came share alike. So what crosses a line is never more than was traded across it, and nothing
/// is lost: in every interval what is sold in all zones is what is bought in all.
/// @dev Rows have lanes of 32 bits, interval 0 lowest: longs and shorts amounts below 2^28 Wh, flows in two's complement.
library Matching {
    struct Line {
        uint256 parent;
        int256 flow; // cleared: + towards the parent
        uint256 surplus; // the zone's own deliveries that met none within it
        uint256 lack;
        uint256 offered; // by the zone and its children, to whoever lacks
        uint256 wanted;
        uint256 crossing; // what may cross the line, then what does
    }

    /// @param parents each zone's, before it
    /// @param flows each zone's over its line to its parent, as cleared; the root's is not used
    /// @return sold what of each zone's longs met a purchase
    /// @return bought what of each zone's shorts met a sale
    function match_(uint256[] memory parents, uint256[] memory flows, uint256[] memory longs, uint256[] memory shorts)
        public
        pure
        returns (uint256[] memory sold, uint256[] memory bought)
    {
        uint256 count = parents.length;
        (sold, bought) = (new uint256[](count), new uint256[](count));
        Line[] memory lines = new Line[](count);
        unchecked {
            for (uint256 z; z < count; ++z) {
                lines[z].parent = parents[z];
            }
            for (uint256 shift; shift < 256; shift += 32) {
                for (uint256 z; z < count; ++z) {
                    uint256 long = (longs[z] >> shift) & 0xFFFFFFFF;
                    uint256 short = (shorts[z] >> shift) & 0xFFFFFFFF;
                    uint256 within = long < short ? long : short;
                    sold[z] |= within << shift;
                    bought[z] |= within << shift;
                    lines[z].flow = z == 0 ? int256(0) : int256(int32(uint32(flows[z] >> shift)));
                    lines[z].offered = lines[z].surplus = long - within;
                    lines[z].wanted = lines[z].lack = short - within;
                }
                _gather(lines);
                for (uint256 z; z < count; ++z) {
                    (uint256 left, uint256 got) = _share(lines, z);
                    sold[z] += left << shift;
                    bought[z] += got << shift;
                }
            }
        }
    }

    /// From the leaves up: what of each subtree's surplus or lack may cross its line.
    function _gather(Line[] memory lines) private pure {
        unchecked {
            for (uint256 z = lines.length - 1; z > 0; --z) {
                Line memory line = lines[z];
                if (line.flow > 0) {
                    line.crossing = _least(line.offered > line.wanted ? line.offered - line.wanted : 0, line.flow);
                    lines[line.parent].offered += line.crossing;
                } else {
                    line.crossing = _least(line.wanted > line.offered ? line.wanted - line.offered : 0, -line.flow);
                    lines[line.parent].wanted += line.crossing;
                }
            }
            lines[0].crossing = 0;
        }
    }

    /// From the root down: what crosses the zone's own line is settled; splits what meets in the zone between its own
    /// deliveries and its children's lines, in this order, cumulated, so that nothing is lost to rounding.
    function _share(Line[] memory lines, uint256 z) private pure returns (uint256 left, uint256 got) {
        unchecked {
            Line memory line = lines[z];
            uint256 used = line.wanted;
            uint256 met = line.offered;
            if (line.flow > 0) used += line.crossing;
            else met += line.crossing;
            if (used > line.offered) used = line.offered;
            if (met > line.wanted) met = line.wanted;
            uint256 usedSum = line.surplus;
            uint256 metSum = line.lack;
            uint256 usedTo = left = _part(used, usedSum, line.offered);
            uint256 metTo = got = _part(met, metSum, line.wanted);
            for (uint256 c = z + 1; c < lines.length; ++c) {
                Line memory child = lines[c];
                if (child.parent != z || child.crossing == 0) continue;
                uint256 before;
                if (child.flow > 0) {
                    before = usedTo;
                    usedSum += child.crossing;
                    usedTo = _part(used, usedSum, line.offered);
                    child.crossing = usedTo - before;
                } else {
                    before = metTo;
                    metSum += child.crossing;
                    metTo = _part(met, metSum, line.wanted);
                    child.crossing = metTo - before;
                }
            }
        }
    }

    function _part(uint256 whole, uint256 part, uint256 total) private pure returns (uint256) {
        unchecked {
            return total == 0 ? 0 : whole * part / total;
        }
    }

    function _least(uint256 wh, int256 limit) private pure returns (uint256) {
        return wh < uint256(limit) ? wh : uint256(limit);
    }
}
