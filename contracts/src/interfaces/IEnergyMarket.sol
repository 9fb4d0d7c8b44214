// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// How members buy what they did not trade: chosen at founding, for ever.
enum Supply {
    Pooled, // the community buys and sells the rest as one
    Individual // each member keeps its own supplier; only what is traded and delivered is settled
}

/// How the community gives back what its grid account has left over (fees, rent, spreads): chosen at founding, for ever.
enum Sharing {
    Equal, // alike to every member that delivers now
    ByConsumption, // to each by what its settled readings imported since the last time
    ByDelivery // by what they exported
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
    Sharing sharing;
    uint256 clock; // up to 5 entries of 48 bits, lowest first: from block (32 bits), local offset in intervals (int16)
    address predecessor; // the market whose members may move to this one, see ISuccession; 0: none
    uint16 meteredZones; // bit z: a meter watches zone z's line to its parent; bit 0: the community's main meter
    uint32 toleranceWh; // by which readings may differ from a line's meter in one interval
    uint8 disputeBlocks; // whole blocks after the reporting deadline for which a dispute is open, 1..36; 0 without meters
    uint8 challengeBlocks; // after which an announced correction counts, below disputeBlocks; 0: the operator corrects nothing
    uint8 witnesses; // co-signatures that make a reading final against corrections, 1..16; 0: there are none
}

/// A home's wish to be admitted (EIP-712), signed by its agent and by the voucher, a key that came with an invitation.
struct SignedRequest {
    address agent;
    address owner;
    address meterKey; // 0: the agent is the meter key, too
    uint64 dailyCap;
    address voucher; // of one use
    uint64 deadline; // chain time after which nobody may relay this
    bytes signature; // the agent's
    bytes voucherSignature; // the voucher's, of the same message: so nobody else can use it up
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

/// What a line's meter counted in consecutive blocks, signed by the line's key (EIP-712).
struct SignedLine {
    uint8 zone;
    uint32 firstBlock;
    uint256[] words;
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

/// What somebody asks for who wants to be admitted; no owner: nobody asked.
struct RequestView {
    address owner;
    address meterKey;
    uint64 dailyCap;
    address voucher; // 0: asked directly
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

enum AuditState {
    Open, // lines or readings are awaited, or there are no meters
    Disputed, // they do not agree: open until the window ends
    Concluded
}

/// What the operator says a member's readings are.
struct Announced {
    uint16 member;
    uint64 countsFrom; // chain time
    uint256 word;
}

/// How a block's readings compare with its lines' meters.
struct AuditView {
    AuditState state;
    uint64 windowEnd; // chain time at which a dispute ends
    uint16 expected; // bit z: the line of zone z has a meter
    uint16 linesIn; // and has been reported
    uint256[] lines; // a row a zone, two's complement: net energy towards the parent
    uint256[] excess; // in a dispute: Wh told beyond the line where they differ; then: Wh that late readings may add
    Announced[] corrections;
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
    uint256[] flows; // the same in two's complement: cleared over each zone's line, + to its parent; kept only under
    // individual supply over several zones, else 0
    AuditState audit; // how far the readings have been held to line meters
    uint256[] cuts; // where it is concluded, a row a zone: for so many Wh of export no payment is made,
    uint256[] exported; // of so many; both 0 where all is paid. Empty else
}

/// One block as one member sees it.
struct MemberBlock {
    BlockView summary;
    uint256 orders; // the member's order word, 0 if none
    uint256 readings; // the member's reading word, 0 if none
    uint256[8] supplyWh; // all members' sell orders per interval
    uint256[8] demandWh;
    uint256 unproven; // a row: Wh of a late reading's export that the line left no room for
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
/// @notice Homes of a community trade the energy of coming intervals in uniform-price auctions, report what their
/// meters measured, and settle in credit that this contract holds.
///
/// Units. Energy in Wh, money in µcredit (credit has 6 decimals), prices in µcredit/Wh (1 ct/kWh is 10), times in
/// seconds of chain time. Interval = time / intervalSeconds, block = interval / 8. A position is + sold, - bought; a
/// metered net is export - import.
///
/// Words, interval 0 in the lowest bits:
/// - order, 25 bits an interval: Wh 18, tick 6, side 1 (1 sells); no energy, no tick and no side. As stored, further:
///   version 36, zone 4, block tag 16 (block modulo 2^16).
/// - tariff, 30 bits: F 15, R 15, in tariffUnit; block tag 16 from bit 240.
/// - result of a zone, 30 bits: tick 6, side 1 (1: sellers are rationed at the tick), fraction 23 of 2^22 (filled share of
///   sellers, unfilled share of buyers; 2^22 + 1: nothing moved, no price); block tag 16 from bit 240.
/// - readings, 21 bits: net 19 in two's complement, unknown 1 (then net 0), estimated 1. As stored, further: bit 235
///   witnessed, bit 236 corrected, bit 237 told after the audit, bit 238 present, bit 239 late, block tag 16 from bit 240.
/// - longs and shorts of a zone, 32 bits: under pooled supply deviations, under individual supply delivered sales and
///   purchases, of known readings on time.
/// - a line's report, 32 bits: net energy towards the parent in two's complement.
///
/// Trust in readings. Where the founding names lines with meters, a closed block is held to them: the lines that have
/// reported cut the tree of zones into parts, and what is told in a part (within connections' limits, the import limit
/// for who told nothing) with what the lines into it counted must be what its own line counted, within the tolerance.
/// Else the block is disputed and shown as such until its window ends. Until then the operator may announce, for
/// everybody to see, corrections towards the line; neighbours' co-signatures rule them out. Then all that was told
/// counts, and where a part told more than its line counted, payment for its export is scaled down to the line (pooled:
/// what was sold at the local price, the rest as a long deviation; individual: matched sales), never below nothing. Told
/// too little costs nobody: losses belong to the grid account, which also keeps what is withheld. Export told after the
/// audit is paid as far as the line leaves room. Without meters all this is absent and costs next to nothing.
///
/// Rounding. Charges round up, payments down, each on its own; the other side of every amount is the grid account's.
/// Balances of all members + grid account = credit held, always.
///
/// Assumptions. Chain time is honest to within the gate's lead. The connection limit is the physical fuse. The credit
/// token neither stops nor lies (a token that takes fees or loses balance is borne, see withdraw). The operator sets
/// tariffs that the community really pays and gets, and admits homes that exist.
///
/// Not prevented. A meter key that signs untrue readings: who owns it decides what a home is paid for; line meters, the
/// community's bill and its neighbours are the check. Behind a line all sellers together gain nothing by telling more
/// than flowed, and one alone gains nothing; but nobody can tell from a sum who lied: until the operator corrects it, a
/// liar shares what honest sellers of its part lose. A home that tells less import than it took saves its price as long
/// as nobody corrects it. A pair of which one stays silent until after the audit hides as much as the silent one's import
/// limit behind its silence. A line's meter is the operator's choice, for coming blocks. An operator may put what a line
/// did not see on one member alone, if no witnesses speak for it; and whom it admits may witness. An operator that issues credit without being paid, sets absurd
/// (but never closed, never open) tariffs, admits sham homes, suspends, or expels. Orders are public: who orders last
/// has seen the book. Behind a full line few homes remain, and two are a market of two. Lines limit what is traded, not
/// what flows. Whoever shares the chain's node sees every reading.
///
/// A member's worst case. It never pays for another's deviation; where lines are metered it may not be paid for export in
/// a disputed block, by its share of what its part told too much, or by a correction of what no neighbour witnessed: down
/// to what the line counted less the tolerance, within its connection's limits, at its local price and the balancing
/// prices as if it had told so. Under pooled supply an interval costs it at most, beyond
/// its own limit prices: its import limit at R, and what it sold at the worse of R and its local price; silence costs
/// exactly that, and a valid reading, accepted for 96 blocks, gives it back. Under individual supply: its purchases at
/// its local price, and the spread on what it sold and did not deliver. What it holds is at risk beyond that only if
/// others owe more than they have: then a withdrawal pays its share of what is held, and members are owed the rest by
/// debtors, not by the market. The flow reserve that the founding asks for (reserveBasisPoints) is what secures this:
/// below 10,000 the rest of each member's largest flow is unsecured, and import above the limit always is.
/// Losing the agent's key costs at most the locks of a day's cap on each delivery day until the owner revokes it, and
/// what a false reading of that day is worth; it cannot move credit but to the owner. A lost owner's key is lost for good.
interface IEnergyMarket {
    // ------ membership
    event Requested(address indexed agent, address indexed owner, uint64 dailyCap);
    event VoucherUsed(address indexed voucher, address indexed agent);
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

    // ------ trust in readings
    event LineMeterSet(uint8 indexed zone, address key, uint32 fromBlock);
    event LineReported(uint8 indexed zone, uint32 indexed firstBlock, uint256[] words);
    event Disputed(uint32 indexed blockIndex, uint256[] excess);
    event Audited(uint32 indexed blockIndex, uint16 lines, uint256[] cuts, uint256[] exported);
    event CorrectionAnnounced(uint16 indexed member, uint32 indexed blockIndex, uint256 word, uint64 countsFrom);
    event CorrectionDropped(uint16 indexed member, uint32 indexed blockIndex);
    event ReadingCorrected(uint16 indexed member, uint32 indexed blockIndex, uint256 word);
    event Witnessed(uint16 indexed member, uint32 indexed firstBlock, uint32 blocks, uint16[] witnesses);
    event ExportUnproven(uint16 indexed member, uint32 indexed blockIndex, uint256 wh);

    // ------ money
    event Deposited(uint16 indexed member, address indexed from, uint256 amount);
    event Issued(uint16 indexed member, uint256 amount);
    event Withdrawn(uint16 indexed member, address indexed to, uint256 amount, uint256 claim);
    event SurplusTaken(address indexed to, uint256 amount);
    event SurplusShared(uint256 amount, uint256 weight);
    event Shared(uint16 indexed member, uint256 amount, uint256 weight);

    // ------ joining and leaving
    /// Asks to be admitted; sent by the agent's own key. A second request replaces the first.
    /// @param owner whose money it will be; need not be asked, as it can only gain
    /// @param dailyCap µcredit that orders of the agent may lock for one delivery day, at most the founding's
    function request(address owner, uint64 dailyCap) external;
    /// The same, signed and relayed (and paid for) by anybody: for a home that has no coin. A voucher counts once; whose
    /// it is and what it is good for is the community's business: the request says with which it came.
    /// Request(address agent,address owner,address meterKey,uint64 dailyCap,address voucher,uint64 deadline)
    function requestFor(SignedRequest calldata asked) external;
    function withdrawRequest() external;

    /// Takes in a home that asked; by the operator. It delivers from the first block whose gate is ahead, its agent is
    /// its first meter key unless it asked for another, and its owner gets the initial grant, if there is one.
    /// @param importLimitWh the most that the connection can import in one interval; also exportLimitWh: below 2^18
    /// @return member its index, counted from 0, never used again
    function admit(address agent, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh)
        external
        returns (uint16 member);
    function decline(address agent) external;

    /// Moves a member to another zone or connection, from the next block that no order can reach; by the operator.
    function setMemberTerms(uint16 member, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh) external;

    /// A suspended member may cancel orders, report, settle, withdraw and leave, but not order; by the operator.
    function suspend(uint16 member, bool suspended) external;

    /// As leave, by the operator.
    function expel(uint16 member) external;

    /// Ends delivery with the last block that is open now; by the owner, and nobody can stop it. Once that block is
    /// settled, nothing is reserved any more.
    function leave(uint16 member) external;

    /// Replaces the agent; 0 revokes it. At once: orders that stand stay, signatures not yet relayed are worth nothing.
    /// A meter key that was the old agent's goes along, a meter's own key stays. By the owner. An agent serves one member.
    function setAgent(uint16 member, address agent) external;

    /// Replaces the key whose readings count, at once; by the owner.
    function setMeterKey(uint16 member, address meterKey) external;

    /// What orders of the agent may lock for one delivery day (a UTC day of 24 tariff hours), below 2^48; by the owner,
    /// whose own orders count against it but are not stopped by it.
    function setDailyCap(uint16 member, uint64 dailyCap) external;
    function proposeOwner(uint16 member, address owner) external;

    /// The second step, by whom the owner proposed. Agent and meter key stay until the new owner replaces them.
    function acceptOwner(uint16 member) external;

    // ------ terms of coming blocks (operator)

    /// Sets F and R of blocks that no order can reach yet, at most 31 ahead.
    function setTariff(uint32 firstBlock, uint256[] calldata words) external;

    /// The four below count from the next block that no order can reach; older blocks settle with their own terms.
    function setTariffTable(uint256[3] calldata table) external;
    function setClock(uint256 clock) external;
    function setLine(uint8 zone, uint8 feeTicks, uint32 capacityWh) external;
    function setSpread(uint32 spread) external;

    // ------ a block's life

    /// Places, replaces or (0) cancels a member's orders for consecutive open blocks; by its agent or owner. Counts as a
    /// whole or not at all. Needed, if locks rise: balance - locks of all unsettled orders >= the flow reserve.
    /// @param version above that of the orders replaced, below 2^36: by custom unix time in tenths of a second
    function order(uint16 member, uint32 firstBlock, uint40 version, uint256[] calldata words) external;

    /// The same, signed and relayed by anybody. EIP-712 domain: EnergyTrade, 1, chain, market, salt of the founding.
    function orderFor(SignedOrders calldata orders) external;

    /// Many of them; what is refused is skipped and named in OrdersSkipped.
    function orderBatch(SignedOrders[] calldata batch) external;

    /// Clears up to `intervals` further intervals of a block whose gate has passed; by anybody. The first chunk freezes
    /// the block's tariff, spread and stakes. Of a cleared block nothing changes.
    /// @return cleared how many intervals of the block are cleared now, of 8
    function clear(uint32 blockIndex, uint8 intervals) external returns (uint8 cleared);

    /// Reports a member's readings of 1 to 12 consecutive blocks that are over; by its meter key. The first valid report
    /// of a block counts; it clears the block if nobody did. After the block is final it is late: it settles outside the
    /// netting, corrects what silence was charged, and is accepted until the block is 96 blocks old.
    /// @param details what the home wishes to show, in the event only; by custom 5 x 8 x 3 bytes a block
    function report(uint16 member, uint32 firstBlock, uint256[] calldata words, bytes calldata details) external;
    function reportFor(SignedReadings calldata readings) external;

    /// Many of them; what is refused is skipped and named in ReadingsSkipped.
    function reportBatch(SignedReadings[] calldata batch) external;

    /// Settles final blocks of each member in order, at most `maxBlocks` each; by anybody. A block is final when all with
    /// a stake have reported and it is over, or at its deadline; where lines are metered (then all have a stake), once it
    /// is held to them: at once if they agree, else when the window ends.
    /// @return settled how many, over all members
    function settle(uint16[] calldata members, uint32 maxBlocks) external returns (uint256 settled);

    // ------ trust in readings, where the founding says that lines are metered

    /// Names the key that reports a line's meter, from the next block that no order can reach; by the operator. 0: nobody
    /// does from then on, and readings behind that line are held to the next line on the way out, if to any.
    function setLineMeter(uint8 zone, address key) external;

    /// Reports what a line's meter counted in 1 to 12 consecutive blocks that are over; by the key in force for each
    /// block. A row of eight nets towards the parent (zone 0: the community's, + to the grid), each within 2^26 Wh. Whole
    /// blocks only; the first report counts; taken until the block is audited or its window has ended.
    function reportLine(uint8 zone, uint32 firstBlock, uint256[] calldata words) external;

    /// The same, signed by the line's key and relayed by anybody. Line(uint8 zone,uint32 firstBlock,uint256[] words)
    function reportLineFor(SignedLine calldata line) external;

    /// Holds a closed block's readings to its lines, once all are in or the window has ended; by anybody, and settling
    /// does it by the way (no more than a transaction bears: in large communities call this before).
    /// @return concluded whether nothing of it changes any more: else the block is not ready, or disputed
    function audit(uint32 blockIndex) external returns (bool concluded);

    /// Announces, in an open dispute, what a member's readings are to be; by the operator. Each changed interval must be
    /// one that is off, move towards the line and not beyond it by more than the tolerance, and stay within the
    /// connection's limits. It counts when the window ends, at least challengeBlocks later, if it still brings readings
    /// and line together and no witnesses have spoken for what was told. Announced again, it replaces the earlier; what
    /// was told takes it back.
    function correctReading(uint16 member, uint32 blockIndex, uint256 word) external;

    /// Makes a member's readings final against corrections, by co-signatures of at least as many other members' meter
    /// keys as the founding asks for, by rising index; sent by anybody until the block is audited for good.
    /// Witness(uint16 member,uint32 firstBlock,uint256[] words)
    function witness(
        uint16 member,
        uint32 firstBlock,
        uint256[] calldata words,
        uint16[] calldata witnesses,
        bytes[] calldata signatures
    ) external;

    // ------ money

    /// Takes credit from the sender for any member; what arrives counts.
    function deposit(uint16 member, uint256 amount) external;

    /// Issues the community's own credit; by the operator, against ordinary payment.
    function issue(uint16 member, uint256 amount) external;
    /// Pays free balance (balance - locks - flow reserve) to the member's owner; sent by owner or agent. If members are
    /// owed more than is held, it pays amount x held / owed and gives up the rest of the claim.
    /// @return paid tokens that the owner got
    function withdraw(uint16 member, uint256 amount) external returns (uint256 paid);

    /// Takes what the grid account has earned, once every block that is final or past its deadline is settled; by the
    /// operator. What a late reading may still give back stays, and so does what members own.
    function takeSurplus(address to, uint256 amount) external;

    /// Gives of the same to the members by the founding's rule, rounded down; by the operator. What a late reading told
    /// after its block was settled counts for nobody's share.
    function shareSurplus(uint256 amount) external;

    // ------ views
    /// The member whose agent this is.
    function memberOf(address agent) external view returns (uint16 member, MemberStatus status);
    /// What was agreed at founding; terms in force may differ by now: see termsOf and tariffOf.
    function founding() external view returns (FoundingView memory);
    function member(uint16 index) external view returns (MemberView memory);
    function members(uint16 from, uint16 count) external view returns (MemberView[] memory);
    /// Who asks to be admitted: at most the newest 256.
    function requests() external view returns (address[] memory agents, address[] memory owners);
    /// What a member's share of the next surplus is by, under the founding's rule: 1 or 0, or Wh.
    function weightOf(uint16 member) external view returns (uint256);
    function requestOf(address agent) external view returns (RequestView memory);
    function voucherUsed(address voucher) external view returns (bool);
    /// Spread and lines in force for a block.
    function termsOf(uint32 blockIndex) external view returns (uint32 spread, Zone[] memory zones);
    /// A block's tariff word, and whether it can no longer change.
    function tariffOf(uint32 blockIndex) external view returns (uint256 word, bool fixed_);
    /// Words of all members by index, 0 for none, as long as the ring holds the block; also readingsOf.
    function ordersOf(uint32 blockIndex) external view returns (uint256[] memory words);
    function readingsOf(uint32 blockIndex) external view returns (uint256[] memory words);
    function blockOf(uint32 blockIndex) external view returns (BlockView memory);
    function auditOf(uint32 blockIndex) external view returns (AuditView memory);
    /// The key that reports a line in a block; 0 if it has no meter then.
    function lineMeterOf(uint8 zone, uint32 blockIndex) external view returns (address key);
    /// All that a home shows, in one call: its member, money and the blocks from..to inclusive (at most 64). Supply and
    /// demand are summed for blocks that are not over.
    function overview(address agent, uint32 fromBlock, uint32 toBlock) external view returns (Overview memory);
}
