// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// Refusals as values: an encoded custom error, empty if there is nothing to refuse.
library Revert {
    function unlessEmpty(bytes memory reason) internal pure {
        if (reason.length == 0) return;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
