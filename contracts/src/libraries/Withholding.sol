// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Rows} from "../types/Audit.sol";
import {MarketState} from "../types/MarketState.sol";
import {ReadingWord} from "../types/ReadingWord.sol";
import {INTERVALS, MAX_MEMBERS, RING} from "../types/Rules.sol";
import {BlockAmounts} from "./BlockAmounts.sol";
import {Positions} from "./Positions.sol";

/// What is not paid for export that a line's meter did not see.
library Withholding {
    /// A member's block.
    struct Claim {
        bool pooled;
        uint256 blockIndex;
        uint256 member;
        uint256 line; // that watches it
        uint256 positions;
        ReadingWord readings;
        uint256 exportLimit;
    }

    /// Rounded up in each interval: of what the export was paid, its share.
    function withheld(MarketState storage s, Claim memory c, uint256[] memory terms)
        public
        view
        returns (uint256 amount)
    {
        if (c.readings.late()) {
            terms = c.pooled ? BlockAmounts.latePooledTerms(terms) : BlockAmounts.lateIndividualTerms(terms);
        }
        (uint256 cuts, uint256 exported) = _cuts(s, c);
        for (uint256 i; i < INTERVALS; ++i) {
            uint256 cut = Rows.amount(cuts, i);
            (bool known, int256 net) = c.readings.interval(i);
            if (cut == 0 || !known || net <= 0) continue;
            uint256 own = uint256(net) < c.exportLimit ? uint256(net) : c.exportLimit;
            uint256 all = c.readings.unaudited() ? own : Rows.amount(exported, i);
            if (all == 0) continue;
            amount += (_paid(c, terms, i, own) * cut + all - 1) / all;
        }
    }

    /// What of the export behind the line, or of a late reading's own, is not paid.
    function _cuts(MarketState storage s, Claim memory c) private view returns (uint256 cuts, uint256 exported) {
        uint256 slot = c.blockIndex % RING;
        if (c.readings.unaudited()) return (s.trust.unproven[slot * MAX_MEMBERS + c.member], 0);
        return (s.trust.cuts[slot][c.line], s.trust.exported[slot][c.line]);
    }

    /// What an interval's export was paid: as far as it was sold at the local price, and beyond as a long deviation; or,
    /// under individual supply, as far as it was sold and matched.
    function _paid(Claim memory c, uint256[] memory terms, uint256 i, uint256 own) private pure returns (uint256) {
        int256 position = Positions.at(c.positions, i);
        uint256 sold = position > 0 ? uint256(position) : 0;
        if (sold > own) sold = own;
        (uint256 price, uint256 rate, uint256 total) = (terms[8 * i], terms[8 * i + 3], terms[8 * i + 4]);
        if (!c.pooled) return sold * rate / total;
        return sold * price + (own - sold) * rate / total;
    }
}
