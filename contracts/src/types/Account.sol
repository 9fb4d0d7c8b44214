// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// A member's money, one word: what every order and every settlement touches.
struct Account {
    int256 balance; // µcredit, 64 bits
    uint256 locked; // µcredit by orders of unsettled blocks, 48 bits
    uint256 lockedFirst; // µcredit locked by orders for delivery on `day`, 48 bits
    uint256 lockedSecond; // and on the day after, 48 bits
    uint256 day; // 16 bits
    uint256 settledBefore; // all blocks before this one are settled, 32 bits
}

type AccountWord is uint256;

using AccountWords for AccountWord global;
using Accounts for Account global;

library AccountWords {
    function read(AccountWord word_) internal pure returns (Account memory a) {
        uint256 word = AccountWord.unwrap(word_);
        a.balance = int64(uint64(word));
        a.locked = (word >> 64) & type(uint48).max;
        a.lockedFirst = (word >> 112) & type(uint48).max;
        a.lockedSecond = (word >> 160) & type(uint48).max;
        a.day = (word >> 208) & 0xFFFF;
        a.settledBefore = word >> 224;
    }
}

library Accounts {
    uint256 internal constant MAX_LOCKED = type(uint48).max;

    /// Turns the two buckets to today and tomorrow.
    function turnTo(Account memory a, uint256 today) internal pure {
        today &= 0xFFFF;
        if (a.day == today) return;
        a.lockedFirst = (a.day + 1) & 0xFFFF == today ? a.lockedSecond : 0;
        a.lockedSecond = 0;
        a.day = today;
    }

    function pack(Account memory a) internal pure returns (AccountWord) {
        return AccountWord.wrap(
            uint64(SafeCast.toInt64(a.balance)) | (a.locked << 64) | (a.lockedFirst << 112) | (a.lockedSecond << 160)
                | (a.day << 208) | (a.settledBefore << 224)
        );
    }
}
