// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Zone} from "../../src/interfaces/IEnergyMarket.sol";
import {Clearing} from "../../src/libraries/Clearing.sol";

/// @dev Clearing for callers outside Solidity.
contract ClearingHarness {
    function clear(uint256[] calldata words, Zone[] calldata zones, uint256 firstInterval, uint256 intervals)
        external
        pure
        returns (uint256[] memory results, int256[] memory flows, uint256 withOrders)
    {
        return Clearing.clear(words, zones, firstInterval, intervals);
    }
}
