// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// How members buy what they did not trade: chosen at founding, for ever.
enum Supply {
    Pooled, // the community buys and sells the rest as one
    Individual // each member keeps its own supplier; only what is traded and delivered is settled
}

/// A zone of the low-voltage network and the line to its parent. Zone 0 is the root: its line is the connection
/// to the outside and is not used.
struct Zone {
    uint8 parent; // index of a zone before this one
    uint8 feeTicks; // price-grid ticks paid by each Wh that crosses the line
    uint32 capacityWh; // net energy that may cross in one interval, either way
}

/// What a community agrees on once. Energy in Wh, money in µcredit, prices in µcredit/Wh, times in seconds.
struct Founding {
    string name;
    string currency; // ISO 4217 code or a name that members know
    address credit; // an existing 6-decimal ERC-20, or 0: the market issues its own
    uint64 initialGrant; // µcredit credited on admission; only where the market issues its own credit
    Supply supply;
    uint16 intervalSeconds; // divides 3600
    uint16 tariffHourIntervals; // intervals in one hour of the tariff table
    uint16 gateLeadSeconds; // the gate closes this long before delivery
    uint8 horizonBlocks; // 1..12: how far ahead a block opens
    uint8 reportBlocks; // whole blocks after a block's end until its reporting deadline, 1..12
    uint8 tariffNoticeBlocks; // 0: blocks open with the standing table; else a block opens when its tariff is
    // set, or this many blocks ahead of delivery with the standing table
    uint32 priceFloor; // price of tick 0
    uint32 priceStep; // between ticks; tick k costs priceFloor + k * priceStep, k = 0..63
    uint32 tariffUnit; // µcredit/Wh of one step of F and R in a tariff word, at least 1
    uint32 maxRetail; // R_max
    uint32 spread; // > 0
    uint16 reserveBasisPoints; // share of the flow reserve that members must hold, 0..10000
    uint64 dailyCap; // largest daily spending cap that an agent may ask for when it joins; owners may raise it
    uint16 maxMembers; // 2..1024
    Zone[] zones; // 1..16
    uint256[3] tariffTable; // 24 local hours, 8 a word, each F (low 15 bits) and R (next 15 bits), lowest hour lowest
    uint256 clock; // up to 5 entries of 48 bits, lowest first: from block (32 bits), local offset in intervals (int16)
}

/// Orders of one member for consecutive blocks, signed by its agent or owner (EIP-712).
struct SignedOrders {
    uint16 member;
    uint32 firstBlock;
    uint40 version;
    uint64 deadline; // chain time after which nobody may relay this
    uint256[] words;
    bytes signature;
}

/// Readings of one member for consecutive blocks, signed by its meter key (EIP-712).
struct SignedReadings {
    uint16 member;
    uint32 firstBlock;
    uint256[] words;
    bytes details; // import, export, generation, battery in and out as the home wishes to show them; event only
    bytes signature;
}

enum MemberStatus {
    None,
    Requested,
    Active, // admitted; delivers from firstBlock on
    Suspended, // may not order
    Leaving, // delivers up to lastBlock, then only settles and withdraws
    Left
}

/// What was founded, with addresses and the moment, so that a client can verify it.
struct FoundingView {
    Founding terms;
    address credit;
    address operator;
    bytes32 salt; // of the EIP-712 domain
    uint32 foundedBlock; // first block of the market
    uint16 ringBlocks; // how many blocks the rings hold
}

struct MemberView {
    uint16 index;
    MemberStatus status;
    address owner;
    address agent;
    address meterKey;
    uint8 zone;
    uint32 importLimitWh;
    uint32 exportLimitWh;
    uint32 firstBlock;
    uint32 lastBlock; // of a leaving member, else 2^32-1
    uint32 settledBefore; // all its blocks before this one are settled
    int256 balance; // µcredit
    uint256 locked; // by orders of unsettled blocks
    uint256 reserve; // flow reserve asked for now
    uint256 free; // what orders or a withdrawal may use now
    uint64 dailyCap;
    uint64[2] lockedOnDay; // locks of the delivery days today and tomorrow (UTC days counted in tariff hours)
}

struct BlockView {
    uint32 index;
    bool open; // orders are accepted now
    uint8 clearedIntervals; // 8: cleared
    bool finalized;
    uint16 stake; // members whose reading is awaited
    uint16 reported;
    uint16 settled;
    uint256 tariff; // see Words in the documentation
    uint256[] results; // one word a zone
    uint256[] longs; // one word a zone: 8 x 32 bits, Wh
    uint256[] shorts;
}

/// One block as one member sees it.
struct MemberBlock {
    BlockView summary;
    uint256 orders; // the member's order word, 0 if none
    uint256 readings; // the member's reading word, 0 if none
    uint256[8] supplyWh; // all members' sell orders per interval
    uint256[8] demandWh;
}

struct Overview {
    uint256 chainTime;
    uint256 tokensHeld;
    uint256 shortfall;
    int256 gridAccount;
    uint16 memberCount;
    MemberView member;
    MemberBlock[] blocks;
}

/// @title A community's electricity market
interface IEnergyMarket {
    // ------ membership
    event Requested(address indexed agent, address indexed owner, uint64 dailyCap);
    event RequestEnded(address indexed agent);
    event Admitted(
        uint16 indexed member,
        address indexed owner,
        address indexed agent,
        uint8 zone,
        uint32 importLimitWh,
        uint32 exportLimitWh,
        uint32 firstBlock
    );
    event MemberTermsSet(
        uint16 indexed member, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh, uint32 fromBlock
    );
    event AgentSet(uint16 indexed member, address agent);
    event MeterKeySet(uint16 indexed member, address meterKey);
    event OwnerProposed(uint16 indexed member, address proposed);
    event OwnerSet(uint16 indexed member, address owner);
    event DailyCapSet(uint16 indexed member, uint64 dailyCap);
    event Suspended(uint16 indexed member, bool suspended);
    event LeaveRequested(uint16 indexed member, uint32 lastBlock);

    // ------ terms
    event TariffSet(uint32 indexed firstBlock, uint256[] words);
    event TariffTableSet(uint32 fromBlock, uint256[3] table);
    event ClockSet(uint256 clock);
    event LineSet(uint8 indexed zone, uint8 feeTicks, uint32 capacityWh, uint32 fromBlock);
    event SpreadSet(uint32 spread, uint32 fromBlock);

    // ------ a block's life
    event Ordered(uint16 indexed member, uint32 indexed firstBlock, uint40 version, uint256[] words);
    event OrdersSkipped(uint16 indexed member, uint32 indexed firstBlock, uint40 version, bytes4 reason);
    event Cleared(uint32 indexed blockIndex, uint8 firstInterval, uint8 intervals, uint256[] results, int256[] flows);
    event Reported(uint16 indexed member, uint32 indexed firstBlock, uint256[] words, bytes details);
    event ReadingsSkipped(uint16 indexed member, uint32 indexed firstBlock, bytes4 reason);
    event Settled(uint16 indexed member, uint32 indexed firstBlock, uint32 blocks, int256 amount);
    event Corrected(uint16 indexed member, uint32 indexed blockIndex, int256 amount);

    // ------ money
    event Deposited(uint16 indexed member, address indexed from, uint256 amount);
    event Issued(uint16 indexed member, uint256 amount);
    event Withdrawn(uint16 indexed member, address indexed to, uint256 amount, uint256 claim);
    event SurplusTaken(address indexed to, uint256 amount);

    // ------ joining and leaving
    /// Asks to be admitted; sent by the agent's own key.
    function request(address owner, uint64 dailyCap) external;
    function withdrawRequest() external;
    function admit(address agent, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh)
        external
        returns (uint16 member);
    function decline(address agent) external;
    function setMemberTerms(uint16 member, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh) external;
    function suspend(uint16 member, bool suspended) external;
    function expel(uint16 member) external;
    function leave(uint16 member) external;
    function setAgent(uint16 member, address agent) external;
    function setMeterKey(uint16 member, address meterKey) external;
    function setDailyCap(uint16 member, uint64 dailyCap) external;
    function proposeOwner(uint16 member, address owner) external;
    function acceptOwner(uint16 member) external;

    // ------ terms of coming blocks (operator)
    function setTariff(uint32 firstBlock, uint256[] calldata words) external;
    function setTariffTable(uint256[3] calldata table) external;
    function setClock(uint256 clock) external;
    function setLine(uint8 zone, uint8 feeTicks, uint32 capacityWh) external;
    function setSpread(uint32 spread) external;

    // ------ a block's life
    function order(uint16 member, uint32 firstBlock, uint40 version, uint256[] calldata words) external;
    function orderFor(SignedOrders calldata orders) external;
    function orderBatch(SignedOrders[] calldata batch) external;
    /// Clears up to `intervals` further intervals of a block whose gate has passed; returns how many are cleared.
    function clear(uint32 blockIndex, uint8 intervals) external returns (uint8 cleared);
    function report(uint16 member, uint32 firstBlock, uint256[] calldata words, bytes calldata details) external;
    function reportFor(SignedReadings calldata readings) external;
    function reportBatch(SignedReadings[] calldata batch) external;
    /// Settles final blocks of each member in order, at most `maxBlocks` each; returns how many in all.
    function settle(uint16[] calldata members, uint32 maxBlocks) external returns (uint256 settled);

    // ------ money
    function deposit(uint16 member, uint256 amount) external;
    function issue(uint16 member, uint256 amount) external;
    /// Pays free balance to the member's owner; sent by owner or agent. Returns the tokens paid.
    function withdraw(uint16 member, uint256 amount) external returns (uint256 paid);
    function takeSurplus(address to, uint256 amount) external;

    // ------ views
    function memberOf(address agent) external view returns (uint16 member, MemberStatus status);
    function founding() external view returns (FoundingView memory);
    function member(uint16 index) external view returns (MemberView memory);
    function members(uint16 from, uint16 count) external view returns (MemberView[] memory);
    function requests() external view returns (address[] memory agents, address[] memory owners);
    function termsOf(uint32 blockIndex) external view returns (uint32 spread, Zone[] memory zones);
    function tariffOf(uint32 blockIndex) external view returns (uint256 word, bool fixed_);
    function ordersOf(uint32 blockIndex) external view returns (uint256[] memory words);
    function readingsOf(uint32 blockIndex) external view returns (uint256[] memory words);
    function blockOf(uint32 blockIndex) external view returns (BlockView memory);
    /// All that a home shows, in one call: its member, money and the blocks from..to inclusive (at most 64).
    function overview(address agent, uint32 fromBlock, uint32 toBlock) external view returns (Overview memory);
}
