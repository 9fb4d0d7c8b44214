// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {CommunityCredit} from "../CommunityCredit.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {Arrival, ISuccession, SignedMove, SuccessionView, WaitingView, Welcome} from "../interfaces/ISuccession.sol";
import {Account} from "../types/Account.sol";
import {MarketState, Member, Request} from "../types/MarketState.sol";
import {Moves, Waiting} from "../types/Moves.sol";
import {RING, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {Membership} from "./Membership.sol";
import {Reserve} from "./Reserve.sol";
import {Signer} from "./Signer.sol";
import {Treasury} from "./Treasury.sol";

/// Takes members and their credit to the next market, and in from the one before. See ISuccession.
library Succession {
    using SafeERC20 for IERC20;

    uint256 internal constant NOTICE = 7 days; // from the announcement until agents may move their members
    uint256 internal constant LONGEST = 62 days; // no market opens blocks further ahead
    uint256 internal constant WELCOME = 1 << 255;
    bytes32 internal constant MOVE_TYPEHASH = keccak256("Move(uint16 member,address successor,uint64 deadline)");

    /// A member on its way out.
    struct Departure {
        uint256 free;
        uint256 paid;
        bool standing;
    }

    // ------ the predecessor's part

    function announce(MarketState storage s, address successor) public {
        Moves storage moves = s.moves;
        if (successor != address(0)) {
            if (successor == address(this) || successor.code.length == 0) revert ISuccession.BadSuccessor(successor);
            SuccessionView memory next = ISuccession(successor).succession();
            if (next.predecessor != address(this) || next.credit != s.credit) {
                revert ISuccession.BadSuccessor(successor);
            }
        }
        moves.successor = successor;
        moves.announcedAt = uint64(block.timestamp);
        emit ISuccession.SuccessorAnnounced(successor, uint64(block.timestamp + NOTICE));
        if (s.issuesCredit) CommunityCredit(s.credit).appoint(successor);
    }

    function handOverCredit(MarketState storage s) public {
        if (!s.issuesCredit) revert Errors.NotOwnCredit();
        address successor = s.moves.successor;
        if (successor == address(0)) revert ISuccession.NotSuccessor(successor);
        emit ISuccession.CreditHandedOver(successor);
        CommunityCredit(s.credit).handOver();
    }

    function move(MarketState storage s, uint16 member, address successor) public returns (uint256 paid) {
        return _move(s, msg.sender, member, successor);
    }

    function moveFor(MarketState storage s, bytes32 domain, SignedMove calldata signed) public {
        if (block.timestamp > signed.deadline) revert Errors.Expired(signed.deadline);
        bytes32 hash = keccak256(abi.encode(MOVE_TYPEHASH, signed.member, signed.successor, signed.deadline));
        address signer = Signer.recover(domain, hash, signed.signature);
        // a revoked agent is nobody's address, too
        if (signer == address(0)) revert Errors.NotAllowed(signed.member, signer);
        if (s.moves.carried[hash]) revert ISuccession.CarriedBefore(signed.member);
        s.moves.carried[hash] = true;
        // slither-disable-next-line unused-return
        _move(s, signer, signed.member, signed.successor);
    }

    // ------ the successor's part

    function welcome(MarketState storage s, Welcome[] calldata members) public {
        Rules memory r = s.rules.read();
        for (uint256 i; i < members.length; ++i) {
            Welcome calldata w = members[i];
            Membership.checkConnection(r, w.zone, w.importLimitWh, w.exportLimitWh);
            s.moves.welcome[w.member] =
                w.welcome ? WELCOME | w.zone | (uint256(w.importLimitWh) << 8) | (uint256(w.exportLimitWh) << 40) : 0;
            emit ISuccession.Welcomed(w.member, w.welcome, w.zone, w.importLimitWh, w.exportLimitWh);
        }
    }

    function arrive(MarketState storage s, Arrival calldata a) public {
        if (msg.sender != s.moves.predecessor) revert ISuccession.NotPredecessor(msg.sender);
        if (a.owner == address(0) || a.from > block.timestamp + LONGEST) revert ISuccession.BadArrival();
        uint256 received = a.amount == 0 ? 0 : Treasury.pull(s, a.amount);
        uint256 known = _known(s, a);
        if (known != 0) {
            if (s.members[known - 1].owner != a.owner) revert ISuccession.OwnerDiffers(a.owner);
            _credit(s, uint16(known - 1), a.member, received);
            return;
        }
        _wait(s, a, received);
        Welcome memory w = welcomeOf(s, a.member);
        if (w.welcome && a.standing) {
            // slither-disable-next-line unused-return
            Membership.takeIn(s, a.member, w.zone, w.importLimitWh, w.exportLimitWh);
        } else if (a.agent == address(0)) {
            revert ISuccession.BadArrival(); // nobody could be admitted
        }
    }

    function stopWaiting(MarketState storage s, uint16 origin) public {
        Waiting storage waiting = s.moves.waiting[origin];
        if (waiting.owner == address(0) || waiting.owner != msg.sender) revert ISuccession.OwnerDiffers(msg.sender);
        Membership.endRequest(s, waiting.agent);
    }

    // ------ views

    function succession(MarketState storage s) public view returns (SuccessionView memory v) {
        Moves storage moves = s.moves;
        (v.predecessor, v.successor) = (moves.predecessor, moves.successor);
        if (v.successor != address(0)) v.agentsFrom = uint64(moves.announcedAt + NOTICE);
        (v.credit, v.issuesCredit) = (s.credit, s.issuesCredit);
    }

    function arrivalOf(MarketState storage s, uint16 origin)
        public
        view
        returns (bool arrived, uint16 member, WaitingView memory v)
    {
        uint256 plusOne = s.moves.memberPlusOne[origin];
        arrived = plusOne != 0;
        if (arrived) member = uint16(plusOne - 1);
        Waiting storage waiting = s.moves.waiting[origin];
        v = WaitingView(waiting.owner, waiting.agent, waiting.from, waiting.escrow);
    }

    function welcomeOf(MarketState storage s, uint16 origin) public view returns (Welcome memory) {
        uint256 word = s.moves.welcome[origin];
        return Welcome(origin, uint8(word), uint32(word >> 8), uint32(word >> 40), word & WELCOME != 0);
    }

    // ------ within

    function _move(MarketState storage s, address mover, uint16 member, address successor)
        private
        returns (uint256 paid)
    {
        Seat memory seat = Membership.seatOf(s, member);
        bool first = _checkMover(s, mover, member, seat.agent, successor);
        bool standing = !seat.suspended && (!seat.leaving || !first);
        if (first) s.moves.movedTo[member] = successor;
        if (!seat.leaving) Membership.leave(s, member);

        seat = s.seats[member].read();
        uint256 free = _free(s, member, seat);
        if (free != 0) paid = Treasury.release(s, member, free);
        emit ISuccession.Moved(member, successor, paid, free);
        _send(s, member, seat, successor, paid, standing);
    }

    /// @return first whether the member has not moved before
    function _checkMover(MarketState storage s, address mover, uint16 member, address agent, address successor)
        private
        view
        returns (bool first)
    {
        Moves storage moves = s.moves;
        address before = moves.movedTo[member];
        first = before == address(0);
        if (first) {
            if (successor == address(0) || successor != moves.successor) revert ISuccession.NotSuccessor(successor);
        } else if (successor != before) {
            revert ISuccession.MovedBefore(before);
        }
        if (mover == s.members[member].owner) return first;
        if (mover != agent) revert Errors.NotAllowed(member, mover);
        uint256 from = moves.announcedAt + NOTICE;
        if (first && block.timestamp < from) revert ISuccession.TooSoon(from);
    }

    function _free(MarketState storage s, uint16 member, Seat memory seat) private view returns (uint256) {
        Rules memory r = s.rules.read();
        Account memory account = s.accounts[member].read();
        uint256 last = s.members[member].lastBlock;
        // a market that settles has done so long before its ring is round
        if (account.settledBefore <= last && block.timestamp >= r.deadline(last + RING)) {
            return account.balance > 0 ? uint256(account.balance) : 0;
        }
        // all move at once: what they still deliver here must stay covered, to its last block
        return Reserve.free(account, Reserve.upTo(s, r, member, seat, account, last));
    }

    function _send(
        MarketState storage s,
        uint16 member,
        Seat memory seat,
        address successor,
        uint256 amount,
        bool standing
    ) private {
        Member storage keys = s.members[member];
        Rules memory r = s.rules.read();
        Arrival memory arrival = Arrival({
            member: member,
            owner: keys.owner,
            agent: seat.agent,
            meterKey: keys.meterKey,
            dailyCap: uint64(seat.cap),
            from: uint64(r.end(keys.lastBlock)),
            standing: standing,
            amount: amount
        });
        IERC20 token = IERC20(s.credit);
        uint256 before = token.balanceOf(address(this));
        if (amount != 0) token.forceApprove(successor, amount);
        ISuccession(successor).arrive(arrival);
        // whatever the successor does meanwhile: exactly this is gone
        // slither-disable-next-line reentrancy-balance
        if (token.balanceOf(address(this)) + amount != before) revert ISuccession.NotTaken(amount);
    }

    /// The member that an arrival is here, plus one: it came before, or its agent serves it here already.
    function _known(MarketState storage s, Arrival calldata a) private returns (uint256 known) {
        known = s.moves.memberPlusOne[a.member];
        if (known == 0 && a.agent != address(0)) {
            known = s.memberOf[a.agent];
            if (known != 0) s.moves.memberPlusOne[a.member] = known;
        }
    }

    function _credit(MarketState storage s, uint16 member, uint16 origin, uint256 amount) private {
        if (amount != 0) Treasury.add(s, member, amount);
        emit ISuccession.Arrived(member, origin, amount);
    }

    /// Notes who waits with how much, in place of what waited for the same member or agent before.
    function _wait(MarketState storage s, Arrival calldata a, uint256 received) private {
        Moves storage moves = s.moves;
        Waiting storage waiting = moves.waiting[a.member];
        if (waiting.owner != address(0)) {
            if (waiting.owner != a.owner) revert ISuccession.OwnerDiffers(a.owner);
            if (waiting.agent != a.agent) {
                delete moves.originPlusOne[waiting.agent];
                Membership.forget(s, waiting.agent);
            }
        }
        uint256 other = moves.originPlusOne[a.agent];
        if (other != 0 && other != uint256(a.member) + 1) revert Errors.AgentTaken(a.agent);
        (waiting.owner, waiting.from, waiting.agent) = (a.owner, a.from, a.agent);
        waiting.escrow += received;
        moves.escrow += received;
        if (a.agent != address(0)) moves.originPlusOne[a.agent] = uint256(a.member) + 1;
        Membership.note(s, a.agent, Request(a.owner, a.dailyCap, a.meterKey, address(0)));
        emit ISuccession.Waits(a.member, a.agent, a.owner, received);
    }
}
