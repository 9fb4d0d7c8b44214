// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {Matching} from "../../src/libraries/Matching.sol";

/// What meets what under individual supply over several zones, whatever was cleared and delivered.
contract MatchingTest is Test {
    struct Scene {
        uint256[] parents;
        uint256[] flows;
        uint256[] longs;
        uint256[] shorts;
        uint256[] sold;
        uint256[] bought;
        int256[] crossings; // of one interval
    }

    uint256 private _state;

    function _draw(uint256 below) private returns (uint256) {
        _state = uint256(keccak256(abi.encode(_state)));
        return _state % below;
    }

    function _scene(uint256 seed) private returns (Scene memory s) {
        _state = seed;
        uint256 zones = 1 + _draw(16);
        uint256 size = [uint256(4), 3000, 1 << 28][_draw(3)];
        bool chain = _draw(3) == 0;
        s.parents = new uint256[](zones);
        s.flows = new uint256[](zones);
        s.longs = new uint256[](zones);
        s.shorts = new uint256[](zones);
        for (uint256 z; z < zones; ++z) {
            if (z > 0) s.parents[z] = chain ? z - 1 : _draw(z);
            for (uint256 i; i < 8; ++i) {
                int256 flow = _draw(4) == 0 ? int256(0) : int256(_draw(2 * size)) - int256(size);
                if (z > 0) s.flows[z] |= uint256(uint32(int32(flow))) << (32 * i);
                if (_draw(3) > 0) s.longs[z] |= _draw(size) << (32 * i);
                if (_draw(3) > 0) s.shorts[z] |= _draw(size) << (32 * i);
            }
        }
        (s.sold, s.bought) = Matching.match_(s.parents, s.flows, s.longs, s.shorts);
    }

    function _lane(uint256 row, uint256 i) private pure returns (int256) {
        return int256((row >> (32 * i)) & 0xFFFFFFFF);
    }

    function _flow(Scene memory s, uint256 z, uint256 i) private pure returns (int256) {
        return int32(uint32(s.flows[z] >> (32 * i)));
    }

    function _cross(Scene memory s, uint256 i) private pure {
        s.crossings = new int256[](s.parents.length);
        for (uint256 z = s.parents.length; z > 0;) {
            --z;
            s.crossings[z] += _lane(s.sold[z], i) - _lane(s.bought[z], i);
            if (z > 0) s.crossings[s.parents[z]] += s.crossings[z];
        }
    }

    function _min(int256 x, int256 y) private pure returns (int256) {
        return x < y ? x : y;
    }

    function testFuzz_whatIsSoldIsBoughtAndTheOwnZoneComesFirst(uint256 seed) public {
        Scene memory s = _scene(seed);
        for (uint256 i; i < 8; ++i) {
            int256 sum = 0;
            for (uint256 z; z < s.parents.length; ++z) {
                (int256 sold, int256 bought) = (_lane(s.sold[z], i), _lane(s.bought[z], i));
                (int256 long, int256 short) = (_lane(s.longs[z], i), _lane(s.shorts[z], i));
                assertLe(_min(long, short), sold);
                assertLe(sold, long);
                assertLe(_min(long, short), bought);
                assertLe(bought, short);
                sum += sold - bought;
            }
            assertEq(sum, 0);
        }
    }

    function testFuzz_aLineIsCrossedInItsClearedDirectionUpToItsClearedFlow(uint256 seed) public {
        Scene memory s = _scene(seed);
        for (uint256 i; i < 8; ++i) {
            _cross(s, i);
            for (uint256 z = 1; z < s.parents.length; ++z) {
                assertLe(_min(0, _flow(s, z, i)), s.crossings[z]);
                assertLe(s.crossings[z], -_min(0, -_flow(s, z, i)));
            }
        }
    }

    /// From a zone with a sale to spare no line with room, nor one that could carry less, leads to one that lacks.
    function testFuzz_nothingMoreCouldHaveMet(uint256 seed) public {
        Scene memory s = _scene(seed);
        for (uint256 i; i < 8; ++i) {
            _cross(s, i);
            bool[] memory reached = new bool[](s.parents.length);
            for (uint256 z; z < reached.length; ++z) {
                reached[z] = _lane(s.longs[z], i) > _lane(s.sold[z], i);
            }
            for (uint256 round; round < reached.length; ++round) {
                for (uint256 z = 1; z < reached.length; ++z) {
                    uint256 p = s.parents[z];
                    int256 flow = _flow(s, z, i);
                    if (reached[z] && s.crossings[z] < -_min(0, -flow)) reached[p] = true;
                    if (reached[p] && s.crossings[z] > _min(0, flow)) reached[z] = true;
                }
            }
            for (uint256 z; z < reached.length; ++z) {
                if (reached[z]) assertEq(_lane(s.bought[z], i), _lane(s.shorts[z], i));
            }
        }
    }
}
