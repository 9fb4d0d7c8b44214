// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// The community's books, one word. Balances of all members + grid = held.
struct Totals {
    int256 grid; // the grid account, µcredit, 96 bits
    uint256 positive; // sum of the members' positive balances, 80 bits
    uint256 held; // credit deposited or issued and not paid out, 80 bits
}

type TotalsWord is uint256;

using TotalsWords for TotalsWord global;
using Books for Totals global;

library TotalsWords {
    function read(TotalsWord word_) internal pure returns (Totals memory t) {
        uint256 word = TotalsWord.unwrap(word_);
        t.grid = int96(uint96(word));
        t.positive = (word >> 96) & type(uint80).max;
        t.held = word >> 176;
    }
}

library Books {
    using SafeCast for int256;
    using SafeCast for uint256;

    function pack(Totals memory t) internal pure returns (TotalsWord) {
        return TotalsWord.wrap(
            uint96(t.grid.toInt96()) | (uint256(t.positive.toUint80()) << 96) | (uint256(t.held.toUint80()) << 176)
        );
    }

    /// A member's balance went from `before` to `afterwards`.
    function moved(Totals memory t, int256 before, int256 afterwards) internal pure {
        t.positive =
            t.positive + uint256(afterwards > 0 ? afterwards : int256(0)) - uint256(before > 0 ? before : int256(0));
    }
}
