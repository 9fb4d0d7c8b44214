// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// Where a market came from and where it goes.
struct SuccessionView {
    address predecessor; // 0: none
    address successor; // 0: none announced
    uint64 agentsFrom; // chain time from which agents may move their members; owners may at once
    address credit;
    bool issuesCredit; // the credit is the community's own
}

/// A member's move as its agent or owner signed it, for anybody to relay.
struct SignedMove {
    uint16 member;
    address successor;
    uint64 deadline;
    bytes signature;
}

/// A member of the predecessor, as it comes.
struct Arrival {
    uint16 member; // its index in the predecessor
    address owner;
    address agent; // 0: revoked
    address meterKey;
    uint64 dailyCap;
    uint64 from; // chain time at which its last block in the predecessor ends
    bool standing; // neither suspended there nor expelled or gone before it moved
    uint256 amount; // credit that the successor may take from the predecessor, which it must
}

/// A predecessor's member that the operator takes in as soon as it comes.
struct Welcome {
    uint16 member; // its index in the predecessor
    uint8 zone;
    uint32 importLimitWh;
    uint32 exportLimitWh;
    bool welcome; // false: it is not any more, and has to be admitted
}

/// A predecessor's member that waits to be admitted.
struct WaitingView {
    address owner; // 0: it does not wait
    address agent;
    uint64 from;
    uint256 escrow; // µcredit
}

/// @title How a community moves to another market
/// @notice No market can be changed: its successor is founded, names it, and is announced by it. Members then move, each
/// by one call: it leaves, its free balance goes along, and where the successor's operator has welcomed it, it is a member
/// there from the block on that follows its last one here. What is settled later follows by the same call. This small
/// interface is all that markets of different versions must share to move between each other.
///
/// Who may move a member: its owner at once; its agent from a week after the announcement. So a stolen agent's key and an
/// operator that announces a market of its own have no way to the member's credit before the owner has had a week to
/// revoke the key, leave or withdraw. Whoever moves names the successor it means: an announcement that changed under way
/// moves nobody. A member that has moved stays with that successor: what follows goes there and nowhere else.
interface ISuccession {
    event SuccessorAnnounced(address indexed successor, uint64 agentsFrom);
    /// `claim` went from the member's balance, `amount` of it to the successor: less if members are owed more than is held.
    event Moved(uint16 indexed member, address indexed successor, uint256 amount, uint256 claim);
    event Welcomed(uint16 indexed origin, bool welcome, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh);
    event Waits(uint16 indexed origin, address indexed agent, address indexed owner, uint256 amount);
    event Returned(uint16 indexed origin, address indexed owner, uint256 amount);
    /// The predecessor's member `origin` is `member` here; `amount` was added to its balance.
    event Arrived(uint16 indexed member, uint16 indexed origin, uint256 amount);
    event CreditHandedOver(address indexed successor);

    error BadSuccessor(address successor);
    error NotSuccessor(address successor);
    error NotPredecessor(address sender);
    /// It moved to another successor before.
    error MovedBefore(address successor);
    /// The signed move was relayed before.
    error CarriedBefore(uint256 member);
    /// The agent may not move its member yet.
    error TooSoon(uint256 from);
    error NotTaken(uint256 amount);
    error BadArrival();
    /// Somebody else owns what is known here as that member, its agent or its request.
    error OwnerDiffers(address owner);

    // ------ the predecessor's part

    /// Names the market that members may move to, founded with this one as its predecessor and the same credit; 0 takes
    /// the announcement back. By the operator. Where the community issues its credit, both may issue from now on.
    function announce(address successor) external;

    /// From now on the successor alone issues the community's own credit; by the operator, for ever.
    function handOverCredit() external;

    /// Leaves, unless it has left, and takes the member's free balance to the successor, as IEnergyMarket.withdraw does to
    /// its owner, but for the flow reserve, which here is held for all blocks up to its last; again for what is settled
    /// later. Where a market has failed so that a member's last block is not settled a whole ring after
    /// its deadline, neither locks nor flow reserve hold anything back any more.
    /// @return paid what arrived with the successor
    function move(uint16 member, address successor) external returns (uint256 paid);

    /// The same, signed by agent or owner and relayed (and paid for) by anybody: for a home that has no coin. What was
    /// signed counts once, in this market and on its chain alone; whoever relays it can neither change where the credit goes
    /// nor when the agent may go there. Move(uint16 member,address successor,uint64 deadline)
    function moveFor(SignedMove calldata signed) external;

    // ------ the successor's part

    /// Takes in members of the predecessor in advance, or no longer; by the operator.
    function welcome(Welcome[] calldata members) external;

    /// By the predecessor. A member that came before gets the amount; one that is welcome and in good standing becomes a
    /// member; any other waits with it for the operator, as if it had asked to be admitted.
    function arrive(Arrival calldata arrival) external;

    /// Gives up waiting and pays what came along to the owner; by the owner. Also when the agent withdraws the request, or
    /// the operator declines it.
    function stopWaiting(uint16 origin) external;

    // ------ views
    function succession() external view returns (SuccessionView memory);
    /// Where a member of this market has moved to; 0: nowhere.
    function movedTo(uint16 member) external view returns (address);
    /// Whether a signed move was relayed, by the EIP-712 hash of its struct.
    function moveCarried(bytes32 structHash) external view returns (bool);
    /// What a member of the predecessor is here.
    function arrivalOf(uint16 origin) external view returns (bool arrived, uint16 member, WaitingView memory waiting);
    /// How it is welcome: none of it while `welcome` is false.
    function welcomeOf(uint16 origin) external view returns (Welcome memory);
}
