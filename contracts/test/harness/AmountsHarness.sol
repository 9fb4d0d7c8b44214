// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BlockAmounts} from "../../src/libraries/BlockAmounts.sol";
import {Lanes} from "../../src/libraries/Lanes.sol";
import {Positions} from "../../src/libraries/Positions.sol";

/// @dev Positions, sums and amounts of a zone's block for callers outside Solidity.
contract AmountsHarness {
    struct Scene {
        bool pooled;
        BlockAmounts.Zonal zone; // its sums are computed here
        uint256[] orders; // by member
        uint256[] readings; // none: 2^256 - 1
        bool[] late; // whether they came after the block was final
        uint256 importLimitWh;
        uint256 exportLimitWh;
    }

    /// @return amounts µcredit to each member
    /// @return longs the zone's sums, in lanes of 32 bits
    /// @return shorts the same
    function settle(Scene memory scene) external pure returns (int256[] memory amounts, uint256 longs, uint256 shorts) {
        for (uint256 m; m < scene.orders.length; ++m) {
            if (scene.late[m] || scene.readings[m] == Positions.UNREPORTED) continue;
            (uint256 long, uint256 short) = sums(scene, home(scene, m));
            (longs, shorts) = (longs + long, shorts + short);
        }
        (scene.zone.longs, scene.zone.shorts) = (longs, shorts);
        amounts = new int256[](scene.orders.length);
        for (uint256 m; m < scene.orders.length; ++m) {
            amounts[m] = amount(scene, home(scene, m), scene.late[m]);
        }
    }

    function home(Scene memory scene, uint256 m) private pure returns (BlockAmounts.Home memory) {
        return BlockAmounts.Home({
            positions: Lanes.fills(scene.orders[m], Lanes.result(scene.zone.results)),
            readings: scene.readings[m],
            importLimitWh: scene.importLimitWh,
            exportLimitWh: scene.exportLimitWh
        });
    }

    function sums(Scene memory scene, BlockAmounts.Home memory h) private pure returns (uint256, uint256) {
        return scene.pooled
            ? Lanes.deviations(h.positions, h.readings, h.importLimitWh, h.exportLimitWh)
            : Positions.deliveries(h.positions, h.readings);
    }

    function amount(Scene memory scene, BlockAmounts.Home memory h, bool late) private pure returns (int256) {
        if (scene.pooled) {
            uint256[] memory t = BlockAmounts.pooledTerms(scene.zone);
            return BlockAmounts.pooled(late ? BlockAmounts.latePooledTerms(t) : t, h);
        }
        uint256[] memory u = BlockAmounts.individualTerms(scene.zone);
        return BlockAmounts.individual(late ? BlockAmounts.lateIndividualTerms(u) : u, h);
    }
}
