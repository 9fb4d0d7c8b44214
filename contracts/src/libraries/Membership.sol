// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IEnergyMarket, SignedRequest} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {Account} from "../types/Account.sol";
import {ISuccession} from "../interfaces/ISuccession.sol";
import {MarketState, Member, Request} from "../types/MarketState.sol";
import {Moves, Waiting} from "../types/Moves.sol";
import {MAX_MEMBERS, NEVER, Rules} from "../types/Rules.sol";
import {Seat, Seats} from "../types/Seat.sol";
import {History} from "./History.sol";
import {Signer} from "./Signer.sol";
import {Treasury} from "./Treasury.sol";

/// Who takes part, with which keys, where and from when to when.
library Membership {
    using History for Checkpoints.Trace224;
    using EnumerableSet for EnumerableSet.AddressSet;
    using SafeERC20 for IERC20;

    bytes32 internal constant REQUEST_TYPEHASH = keccak256(
        "Request(address agent,address owner,address meterKey,uint64 dailyCap,address voucher,uint64 deadline)"
    );

    function request(MarketState storage s, address owner, uint64 dailyCap) public {
        _request(s, msg.sender, Request(owner, dailyCap, address(0), address(0)));
    }

    function requestFor(MarketState storage s, bytes32 domain, SignedRequest calldata asked) public {
        if (block.timestamp > asked.deadline) revert Errors.Expired(asked.deadline);
        bytes32 hash = keccak256(
            abi.encode(
                REQUEST_TYPEHASH,
                asked.agent,
                asked.owner,
                asked.meterKey,
                asked.dailyCap,
                asked.voucher,
                asked.deadline
            )
        );
        _checkSigned(domain, hash, asked.agent, asked.signature);
        _checkSigned(domain, hash, asked.voucher, asked.voucherSignature);
        if (s.vouchersUsed[asked.voucher]) revert Errors.VoucherUsedBefore(asked.voucher);
        s.vouchersUsed[asked.voucher] = true;
        _request(s, asked.agent, Request(asked.owner, asked.dailyCap, asked.meterKey, asked.voucher));
        emit IEnergyMarket.VoucherUsed(asked.voucher, asked.agent);
    }

    /// Withdrawn by the agent, declined by the operator, or given up by the owner who came from the predecessor: what
    /// came along is the owner's again.
    function endRequest(MarketState storage s, address agent) public {
        forget(s, agent);
        Moves storage moves = s.moves;
        uint256 originPlusOne = moves.originPlusOne[agent];
        if (originPlusOne == 0) return;
        (address owner, uint256 escrow) =
            (moves.waiting[originPlusOne - 1].owner, moves.waiting[originPlusOne - 1].escrow);
        delete moves.waiting[originPlusOne - 1];
        delete moves.originPlusOne[agent];
        moves.escrow -= escrow;
        emit ISuccession.Returned(uint16(originPlusOne - 1), owner, escrow);
        if (escrow != 0) IERC20(s.credit).safeTransfer(owner, escrow);
    }

    /// Strikes a request.
    function forget(MarketState storage s, address agent) internal {
        if (!s.requests.remove(agent)) revert Errors.NoRequest(agent);
        delete s.requestOf[agent];
        emit IEnergyMarket.RequestEnded(agent);
    }

    function admit(MarketState storage s, address agent, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh)
        public
        returns (uint16 member)
    {
        if (!s.requests.contains(agent)) revert Errors.NoRequest(agent);
        uint256 originPlusOne = s.moves.originPlusOne[agent];
        if (originPlusOne != 0) return takeIn(s, originPlusOne - 1, zone, importLimitWh, exportLimitWh);
        Rules memory r = s.rules.read();
        member = _join(s, r, agent, uint32(r.nextGateBlock()), zone, importLimitWh, exportLimitWh);
        if (s.initialGrant != 0) Treasury.credit(s, member, s.initialGrant);
    }

    /// Admits a predecessor's member that waits, with what came along, from the block that follows its last one there: no
    /// energy is paid for twice, and no grant given.
    function takeIn(MarketState storage s, uint256 origin, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh)
        internal
        returns (uint16 member)
    {
        Rules memory r = s.rules.read();
        Moves storage moves = s.moves;
        Waiting memory waiting = moves.waiting[origin];
        delete moves.waiting[origin];
        delete moves.originPlusOne[waiting.agent];
        moves.escrow -= waiting.escrow;
        uint256 firstBlock = Math.max(r.nextGateBlock(), Math.ceilDiv(waiting.from, r.blockSeconds()));
        member = _join(s, r, waiting.agent, uint32(firstBlock), zone, importLimitWh, exportLimitWh);
        moves.memberPlusOne[origin] = uint256(member) + 1;
        if (waiting.escrow != 0) Treasury.add(s, member, waiting.escrow);
        emit ISuccession.Arrived(member, uint16(origin), waiting.escrow);
    }

    function _join(
        MarketState storage s,
        Rules memory r,
        address agent,
        uint32 firstBlock,
        uint8 zone,
        uint32 importLimitWh,
        uint32 exportLimitWh
    ) private returns (uint16 member) {
        checkConnection(r, zone, importLimitWh, exportLimitWh);
        member = s.memberCount;
        if (member >= r.maxMembers) revert Errors.CommunityFull(member);
        s.memberCount = member + 1;
        Request memory asked = s.requestOf[agent];
        delete s.requestOf[agent];
        if (agent != address(0)) {
            s.memberOf[agent] = uint256(member) + 1;
            // a member that is welcome has asked nobody
            // slither-disable-next-line unused-return
            s.requests.remove(agent);
        }
        Seat memory seat = Seat({
            agent: agent,
            cap: asked.dailyCap,
            zone: zone,
            importLimit: importLimitWh,
            exportLimit: exportLimitWh,
            exists: true,
            suspended: false,
            leaving: false,
            varied: false
        });
        s.seats[member] = seat.pack();
        s.connections[member].note(firstBlock, seat.connection());
        address meterKey = asked.meterKey == address(0) ? agent : asked.meterKey;
        s.members[member] = Member(meterKey, firstBlock, uint32(NEVER), asked.owner, address(0));
        s.accounts[member] =
            Account({balance: 0, locked: 0, lockedFirst: 0, lockedSecond: 0, day: 0, settledBefore: firstBlock}).pack();
        s.joined.noteOneMore(firstBlock);
        emit IEnergyMarket.Admitted(member, asked.owner, agent, zone, importLimitWh, exportLimitWh, firstBlock);

        if (meterKey != agent) emit IEnergyMarket.MeterKeySet(member, meterKey);
    }

    function setTerms(MarketState storage s, uint16 member, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh)
        public
    {
        Rules memory r = s.rules.read();
        Seat memory seat = seatOf(s, member);
        checkConnection(r, zone, importLimitWh, exportLimitWh);
        (seat.zone, seat.importLimit, seat.exportLimit) = (zone, importLimitWh, exportLimitWh);
        seat.varied = true;
        s.seats[member] = seat.pack();
        uint32 fromBlock = uint32(Math.max(r.firstUnopened(), s.members[member].firstBlock));
        s.connections[member].note(fromBlock, seat.connection());
        emit IEnergyMarket.MemberTermsSet(member, zone, importLimitWh, exportLimitWh, fromBlock);
    }

    function suspend(MarketState storage s, uint16 member, bool suspended) public {
        Seat memory seat = seatOf(s, member);
        seat.suspended = suspended;
        s.seats[member] = seat.pack();
        emit IEnergyMarket.Suspended(member, suspended);
    }

    /// By the owner, or by the operator who expels: counts from the next block that no order has reached.
    function leave(MarketState storage s, uint16 member) public {
        Seat memory seat = seatOf(s, member);
        if (seat.leaving) revert Errors.AlreadyLeaving(member);
        // who comes from another market may not have begun by then
        uint256 after_ = Math.max(s.rules.read().firstUnopened(), s.members[member].firstBlock);
        seat.leaving = true;
        s.seats[member] = seat.pack();
        s.members[member].lastBlock = uint32(after_ - 1);
        s.left.noteOneMore(after_);
        emit IEnergyMarket.LeaveRequested(member, uint32(after_ - 1));
    }

    function setAgent(MarketState storage s, uint16 member, address agent) public {
        Seat memory seat = seatOf(s, member);
        address before = seat.agent;
        if (agent != before) {
            if (before != address(0)) delete s.memberOf[before];
            if (agent != address(0)) {
                if (s.memberOf[agent] != 0 || s.requests.contains(agent)) revert Errors.AgentTaken(agent);
                s.memberOf[agent] = uint256(member) + 1;
            }
            seat.agent = agent;
            s.seats[member] = seat.pack();
        }
        emit IEnergyMarket.AgentSet(member, agent);
        // a key that may not order any more shall not report either
        if (before != agent && before != address(0) && s.members[member].meterKey == before) {
            setMeterKey(s, member, agent);
        }
    }

    function setMeterKey(MarketState storage s, uint16 member, address meterKey) public {
        s.members[member].meterKey = meterKey;
        emit IEnergyMarket.MeterKeySet(member, meterKey);
    }

    function setDailyCap(MarketState storage s, uint16 member, uint64 dailyCap) public {
        if (dailyCap > Seats.MAX_CAP) revert Errors.CapTooHigh(dailyCap, Seats.MAX_CAP);
        Seat memory seat = seatOf(s, member);
        seat.cap = dailyCap;
        s.seats[member] = seat.pack();
        emit IEnergyMarket.DailyCapSet(member, dailyCap);
    }

    function proposeOwner(MarketState storage s, uint16 member, address owner) public {
        s.members[member].proposedOwner = owner;
        emit IEnergyMarket.OwnerProposed(member, owner);
    }

    function acceptOwner(MarketState storage s, uint16 member) public {
        if (member >= MAX_MEMBERS || s.members[member].proposedOwner != msg.sender) {
            revert Errors.NotProposed(member, msg.sender);
        }
        s.members[member].owner = msg.sender;
        s.members[member].proposedOwner = address(0);
        emit IEnergyMarket.OwnerSet(member, msg.sender);
    }

    function _request(MarketState storage s, address agent, Request memory asked) private {
        if (asked.owner == address(0)) revert Errors.NoOwner();
        if (asked.dailyCap > s.largestCap) revert Errors.CapTooHigh(asked.dailyCap, s.largestCap);
        // what waits with a predecessor's member is its owner's
        if (s.memberOf[agent] != 0 || s.moves.originPlusOne[agent] != 0) revert Errors.AgentTaken(agent);
        note(s, agent, asked);
    }

    /// Writes a request down.
    function note(MarketState storage s, address agent, Request memory asked) internal {
        s.requestOf[agent] = asked;
        if (agent == address(0)) return;
        // asked before: the newer request counts
        // slither-disable-next-line unused-return
        s.requests.add(agent);
        emit IEnergyMarket.Requested(agent, asked.owner, asked.dailyCap);
    }

    function _checkSigned(bytes32 domain, bytes32 hash, address expected, bytes calldata signature) private pure {
        address signer = Signer.recover(domain, hash, signature);
        if (signer == address(0) || signer != expected) revert Errors.BadSignature(expected);
    }

    function seatOf(MarketState storage s, uint256 member) internal view returns (Seat memory seat) {
        if (member < MAX_MEMBERS) seat = s.seats[member].read();
        if (!seat.exists) revert Errors.NoMember(member);
    }

    function checkConnection(Rules memory r, uint256 zone, uint256 importLimitWh, uint256 exportLimitWh) internal pure {
        if (zone >= r.zones) revert Errors.BadZone(zone);
        if (importLimitWh > Seats.MAX_LIMIT) revert Errors.BadLimit(importLimitWh);
        if (exportLimitWh > Seats.MAX_LIMIT) revert Errors.BadLimit(exportLimitWh);
    }
}
