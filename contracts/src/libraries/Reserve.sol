// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Account} from "../types/Account.sol";
import {MarketState} from "../types/MarketState.sol";
import {INTERVALS, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {History} from "./History.sol";

/// What a member must hold against its own flow of blocks that are not settled yet.
library Reserve {
    using History for Checkpoints.Trace224;

    /// Pooled: import limit x R_max x unsettled intervals up to the block whose gate closes next, or the founding's
    /// share of it. Of changed limits the larger counts. Individual: nothing, as flows are paid elsewhere.
    function required(MarketState storage s, Rules memory r, uint256 member, Seat memory seat, Account memory account)
        internal
        view
        returns (uint256)
    {
        if (!r.pooled || r.reserveBasisPoints == 0) return 0;
        uint256 last = r.nextGateBlock();
        if (seat.leaving && s.members[member].lastBlock < last) last = s.members[member].lastBlock;
        return upTo(s, r, member, seat, account, last);
    }

    /// The same against the flow of all blocks up to one.
    function upTo(
        MarketState storage s,
        Rules memory r,
        uint256 member,
        Seat memory seat,
        Account memory account,
        uint256 last
    ) internal view returns (uint256) {
        if (!r.pooled) return 0;
        if (account.settledBefore > last) return 0;
        uint256 limit = seat.importLimit;
        if (seat.varied) {
            uint256 earlier = (s.connections[member].inForce(account.settledBefore) >> 4) & 0x3FFFF;
            if (earlier > limit) limit = earlier;
        }
        unchecked {
            // 18 + 24 + 32 + 14 bits at most
            uint256 intervals = (last + 1 - account.settledBefore) * INTERVALS;
            return Math.ceilDiv(limit * r.maxRetail * intervals * r.reserveBasisPoints, 10_000);
        }
    }

    /// Balance that neither orders nor flow hold.
    function free(Account memory account, uint256 reserve) internal pure returns (uint256) {
        int256 rest = account.balance - int256(account.locked) - int256(reserve);
        return rest > 0 ? uint256(rest) : 0;
    }
}
