// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// What was in force in which block: changes are noted in the order of the blocks from which they count.
library History {
    using Checkpoints for Checkpoints.Trace224;

    function note(Checkpoints.Trace224 storage self, uint256 fromBlock, uint256 value) internal {
        // slither-disable-next-line unused-return
        self.push(uint32(fromBlock), uint224(value));
    }

    function noteOneMore(Checkpoints.Trace224 storage self, uint256 fromBlock) internal {
        note(self, fromBlock, self.latest() + 1);
    }

    function inForce(Checkpoints.Trace224 storage self, uint256 blockIndex) internal view returns (uint256) {
        return self.upperLookupRecent(uint32(blockIndex));
    }
}
