// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {Zone} from "../../src/interfaces/IEnergyMarket.sol";

/// @dev Random communities: trees, lines, fees, books.
abstract contract Communities is Test {
    uint256 internal constant FULL = 1 << 22;

    struct Community {
        uint256[] words;
        Zone[] zones;
    }

    uint256 private state;

    function seed(uint256 value) internal {
        state = value;
    }

    function draw(uint256 below) internal returns (uint256) {
        state = uint256(keccak256(abi.encode(state)));
        return state % below;
    }

    /// @dev Books crowd around a few ticks, or lie anywhere; lines are closed, tight, or wide.
    function community(uint256 value, uint256 maxZones, uint256 maxWords) internal returns (Community memory c) {
        seed(value);
        uint256 zones = 1 + draw(maxZones);
        c.zones = new Zone[](zones);
        uint256 size = [uint256(3), 1000, 0x3ffff][draw(3)];
        bool chain = draw(4) == 0;
        for (uint256 z = 1; z < zones; ++z) {
            c.zones[z].parent = uint8(chain ? z - 1 : draw(z));
            c.zones[z].feeTicks = uint8(draw(3) == 0 ? 0 : draw(draw(8) == 0 ? 256 : 8));
            uint256 kind = draw(4);
            c.zones[z].capacityWh =
                uint32(kind == 0 ? 0 : kind == 1 ? type(uint32).max : draw(size * (kind == 2 ? 1 : 8) + 1));
        }
        uint256 words = draw(maxWords + 1);
        c.words = new uint256[](words);
        uint256 spread = 1 + draw(64);
        uint256 low = draw(65 - spread);
        uint256 sparse = 1 + draw(5);
        for (uint256 w; w < words; ++w) {
            uint256 word;
            for (uint256 i; i < 8; ++i) {
                if (draw(sparse) > 1) continue;
                uint256 wh = draw(size + 1);
                if (wh == 0) continue;
                word |= (wh | ((low + draw(spread)) << 18) | (draw(2) << 24)) << (25 * i);
            }
            if (word == 0 && draw(2) == 0) continue;
            // version and tag are the caller's business; cancelled orders keep theirs
            c.words[w] = word | (draw(1 << 36) << 200) | (draw(zones) << 236) | (draw(1 << 16) << 240);
        }
    }

    function order(uint256 w, uint256 i) internal pure returns (uint256) {
        return (w >> (25 * i)) & 0x1ffffff;
    }

    function zoneOf(uint256 w) internal pure returns (uint256) {
        return (w >> 236) & 15;
    }

    function field(uint256 result, uint256 i) internal pure returns (uint256) {
        return (result >> (30 * i)) & 0x3fffffff;
    }

    /// @dev An order of interval 0 in a zone.
    function singleOrder(uint256 zone, bool sell, uint256 tick, uint256 wh) internal pure returns (uint256) {
        return wh | (tick << 18) | (uint256(sell ? 1 : 0) << 24) | (zone << 236);
    }
}
