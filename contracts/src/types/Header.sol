// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// How far a block's life has come, one word a ring slot.
struct Header {
    uint256 index; // the block that holds the slot
    uint256 cleared; // intervals
    uint256 delivering; // members that settle it
    uint256 stake; // members whose reading finality awaits
    uint256 reported; // of those, on time
    uint256 settled; // of the delivering
    uint256 spread; // frozen, µcredit/Wh
    uint256 summedZones; // bit z: the zone's long and short words belong to this block
    uint256 deemed; // µcredit that silent members were charged and a late reading may give back
}

type HeaderWord is uint256;

using HeaderWords for HeaderWord global;
using Headers for Header global;

library HeaderWords {
    function index(HeaderWord word) internal pure returns (uint256) {
        return HeaderWord.unwrap(word) & 0xFFFFFFFF;
    }

    function read(HeaderWord word_) internal pure returns (Header memory h) {
        uint256 word = HeaderWord.unwrap(word_);
        h.index = word & 0xFFFFFFFF;
        h.cleared = (word >> 32) & 0xF;
        h.delivering = (word >> 36) & 0xFFF;
        h.stake = (word >> 48) & 0xFFF;
        h.reported = (word >> 60) & 0xFFF;
        h.settled = (word >> 72) & 0xFFF;
        h.spread = (word >> 84) & 0xFFFFFFFF;
        h.summedZones = (word >> 116) & 0xFFFF;
        h.deemed = (word >> 132) & type(uint80).max;
    }
}

library Headers {
    function pack(Header memory h) internal pure returns (HeaderWord) {
        return HeaderWord.wrap(
            h.index | (h.cleared << 32) | (h.delivering << 36) | (h.stake << 48) | (h.reported << 60)
                | (h.settled << 72) | (h.spread << 84) | (h.summedZones << 116) | (h.deemed << 132)
        );
    }
}
