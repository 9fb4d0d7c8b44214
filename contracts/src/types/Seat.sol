// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// What orders and settlement ask about a member, one word: its agent, and where and how it is connected.
struct Seat {
    address agent; // 0: revoked
    uint256 cap; // most that the agent may lock for one delivery day, µcredit, 48 bits
    uint256 zone;
    uint256 importLimit; // Wh in one interval, 18 bits
    uint256 exportLimit;
    bool exists;
    bool suspended;
    bool leaving;
    bool varied; // zone or limits changed: ask the history for the block in question
}

type SeatWord is uint256;

using SeatWords for SeatWord global;
using Seats for Seat global;

library SeatWords {
    function read(SeatWord word_) internal pure returns (Seat memory t) {
        uint256 word = SeatWord.unwrap(word_);
        t.agent = address(uint160(word));
        t.cap = (word >> 160) & type(uint48).max;
        t.zone = (word >> 208) & 0xF;
        t.importLimit = (word >> 212) & 0x3FFFF;
        t.exportLimit = (word >> 230) & 0x3FFFF;
        t.exists = word & (1 << 248) != 0;
        t.suspended = word & (1 << 249) != 0;
        t.leaving = word & (1 << 250) != 0;
        t.varied = word & (1 << 251) != 0;
    }
}

library Seats {
    uint256 internal constant MAX_LIMIT = 0x3FFFF; // Wh in one interval: what an order word can say
    uint256 internal constant MAX_CAP = type(uint48).max;

    function pack(Seat memory t) internal pure returns (SeatWord) {
        uint256 word = uint256(uint160(t.agent)) | (t.cap << 160) | (t.zone << 208) | (t.importLimit << 212)
            | (t.exportLimit << 230);
        if (t.exists) word |= 1 << 248;
        if (t.suspended) word |= 1 << 249;
        if (t.leaving) word |= 1 << 250;
        if (t.varied) word |= 1 << 251;
        return SeatWord.wrap(word);
    }

    /// Zone and limits as the history keeps them.
    function connection(Seat memory t) internal pure returns (uint224) {
        return uint224(t.zone | (t.importLimit << 4) | (t.exportLimit << 22));
    }

    function connect(Seat memory t, uint224 connection_) internal pure {
        t.zone = connection_ & 0xF;
        t.importLimit = (connection_ >> 4) & 0x3FFFF;
        t.exportLimit = (connection_ >> 22) & 0x3FFFF;
    }
}
