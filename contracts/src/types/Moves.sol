// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// A predecessor's member that has arrived and waits to be admitted.
struct Waiting {
    address owner; // 0: nobody waits
    uint64 from; // chain time from which it may deliver here
    address agent; // whose request it is
    uint256 escrow; // credit that came along, µcredit: nobody's balance yet
}

/// Where a community came from and where it goes.
struct Moves {
    address predecessor; // 0: none
    address successor; // 0: none announced
    uint64 announcedAt; // chain time
    uint256 escrow; // of all that wait
    mapping(uint256 member => address) movedTo;
    // by the member's index in the predecessor:
    mapping(uint256 origin => uint256) memberPlusOne;
    mapping(uint256 origin => uint256) welcome; // its connection here, and bit 255
    mapping(uint256 origin => Waiting) waiting;
    mapping(address agent => uint256) originPlusOne; // of those that wait
    mapping(bytes32 structHash => bool) carried; // signed moves that were relayed
}
