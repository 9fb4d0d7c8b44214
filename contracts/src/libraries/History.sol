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

    /// Counts one more from a block on, where later blocks may have been counted before: whoever comes from another
    /// market begins later than who asks here.
    function noteOneMore(Checkpoints.Trace224 storage self, uint256 fromBlock) internal {
        Checkpoints.Checkpoint224[] storage points = self._checkpoints;
        uint256 later = points.length;
        for (; later != 0 && points[later - 1]._key > fromBlock; --later) {
            ++points[later - 1]._value;
        }
        if (later == points.length) return note(self, fromBlock, self.latest() + 1);
        if (later != 0 && points[later - 1]._key == fromBlock) {
            ++points[later - 1]._value;
            return;
        }
        uint224 before = later == 0 ? 0 : points[later - 1]._value;
        points.push(points[points.length - 1]);
        for (uint256 i = points.length - 2; i > later; --i) {
            points[i] = points[i - 1];
        }
        points[later] = Checkpoints.Checkpoint224(uint32(fromBlock), before + 1);
    }

    function inForce(Checkpoints.Trace224 storage self, uint256 blockIndex) internal view returns (uint256) {
        return self.upperLookupRecent(uint32(blockIndex));
    }
}
