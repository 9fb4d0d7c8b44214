// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {AccountWord} from "./Account.sol";
import {TrustState} from "./Audit.sol";
import {HeaderWord} from "./Header.sol";
import {Moves} from "./Moves.sol";
import {OrderWord} from "./OrderWord.sol";
import {ReadingWord} from "./ReadingWord.sol";
import {RulesWord} from "./Rules.sol";
import {SeatWord} from "./Seat.sol";
import {TariffWord} from "./TariffWord.sol";
import {TotalsWord} from "./Totals.sol";

/// What the operator may change for coming blocks; in force from `fromBlock` until the next entry's.
struct TermsEntry {
    uint32 fromBlock;
    uint32 spread; // µcredit/Wh
    uint256 clock; // see Founding
    uint256[3] table; // see Founding
    uint256[3] lines; // zones 1..15, 5 a word, 48 bits each: parent 8, fee 8, capacity 32
}

struct Request {
    address owner;
    uint64 dailyCap;
    address meterKey; // 0: the agent
    address voucher; // 0: asked directly
}

/// A member's keys that orders do not touch.
struct Member {
    address meterKey;
    uint32 firstBlock; // delivers from here
    uint32 lastBlock; // to here
    address owner;
    address proposedOwner;
}

struct MarketState {
    RulesWord rules;
    TotalsWord totals;
    address credit;
    uint32 foundedBlock;
    uint16 memberCount;
    bool issuesCredit;
    uint64 initialGrant;
    uint64 largestCap;
    bytes32 salt;
    TermsEntry[] terms;
    Checkpoints.Trace224 termsFrom; // block => index in terms
    Checkpoints.Trace224 joined; // block => members whose first block is not after it
    Checkpoints.Trace224 left; // block => members whose last block is before it
    mapping(address agent => uint256 memberPlusOne) memberOf;
    mapping(address agent => Request) requestOf;
    EnumerableSet.AddressSet requests;
    mapping(address voucher => bool) vouchersUsed;
    mapping(uint256 member => Checkpoints.Trace224) connections; // block => zone and limits
    string name;
    string currency;
    SeatWord[1024] seats;
    Member[1024] members;
    AccountWord[1024] accounts;
    HeaderWord[128] headers;
    TariffWord[128] tariffs;
    uint256[16][128] results;
    uint256[16][128] longs;
    uint256[16][128] shorts;
    uint256[16][128] flows; // under individual supply over several zones
    OrderWord[1024][128] orders;
    ReadingWord[1024][128] readings;
    mapping(uint256 member => uint256) weights; // Wh since the surplus was last shared, where that goes by energy
    Moves moves;
    TrustState trust;
}
