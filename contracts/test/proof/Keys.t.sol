// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Arrival, SignedMove, Welcome} from "../../src/interfaces/ISuccession.sol";
import "./Proof.sol";

/// Proved for every caller, every argument and every state of a member's account: no call that is not about money moves
/// anybody's money, and nobody but the owner gives the member away. Every function that changes anything is here, in
/// Money.t.sol or in Trust.t.sol.
contract KeysProof is Proof {
    function _call(address caller, int64 balance, uint48 locked, bytes memory data) private {
        _anyAccount(0, balance, locked);
        uint256 word = _word(0);
        vm.prank(caller);
        (bool done,) = address(market).call(data);
        done; // refused or not
        assert(_word(0) == word);
        assert(_owner(0) == OWNER);
    }

    function check_request(address caller, int64 b, uint48 l, address owner, uint64 cap) public {
        _call(caller, b, l, abi.encodeCall(market.request, (owner, cap)));
    }

    function check_requestFor(address caller, int64 b, uint48 l, SignedRequest memory asked) public {
        asked.signature = asked.voucherSignature = new bytes(65);
        _call(caller, b, l, abi.encodeCall(market.requestFor, (asked)));
    }

    function check_withdrawRequest(address caller, int64 b, uint48 l) public {
        _call(caller, b, l, abi.encodeCall(market.withdrawRequest, ()));
    }

    function check_admit(address caller, int64 b, uint48 l, uint8 zone, uint32 im, uint32 ex) public {
        vm.prank(address(0xA2));
        market.request(address(0xB2), 1);
        _call(caller, b, l, abi.encodeCall(market.admit, (address(0xA2), zone, im, ex)));
    }

    function check_decline(address caller, int64 b, uint48 l, address agent) public {
        _call(caller, b, l, abi.encodeCall(market.decline, (agent)));
    }

    function check_setMemberTerms(address caller, int64 b, uint48 l, bool own, uint8 zone, uint32 im, uint32 ex)
        public
    {
        _call(caller, b, l, abi.encodeCall(market.setMemberTerms, (own ? 0 : 1, zone, im, ex)));
    }

    function check_suspend(address caller, int64 b, uint48 l, bool own, bool suspended) public {
        _call(caller, b, l, abi.encodeCall(market.suspend, (own ? 0 : 1, suspended)));
    }

    function check_expel(address caller, int64 b, uint48 l, bool own) public {
        _call(caller, b, l, abi.encodeCall(market.expel, (own ? 0 : 1)));
    }

    function check_leave(address caller, int64 b, uint48 l, bool own) public {
        _call(caller, b, l, abi.encodeCall(market.leave, (own ? 0 : 1)));
    }

    function check_setAgent(address caller, int64 b, uint48 l, bool own, address agent) public {
        _call(caller, b, l, abi.encodeCall(market.setAgent, (own ? 0 : 1, agent)));
    }

    function check_setMeterKey(address caller, int64 b, uint48 l, bool own, address key) public {
        _call(caller, b, l, abi.encodeCall(market.setMeterKey, (own ? 0 : 1, key)));
    }

    function check_setDailyCap(address caller, int64 b, uint48 l, bool own, uint64 cap) public {
        _call(caller, b, l, abi.encodeCall(market.setDailyCap, (own ? 0 : 1, cap)));
    }

    function check_proposeOwner(address caller, int64 b, uint48 l, bool own, address owner) public {
        _call(caller, b, l, abi.encodeCall(market.proposeOwner, (own ? 0 : 1, owner)));
    }

    /// Nobody was proposed: nobody can accept.
    function check_acceptOwner(address caller, int64 b, uint48 l, bool own) public {
        vm.assume(caller != address(0));
        _call(caller, b, l, abi.encodeCall(market.acceptOwner, (own ? 0 : 1)));
    }

    /// Whom the owner proposed becomes the owner, nobody else, and by itself only.
    function check_acceptOwnerProposed(address proposed, address caller) public {
        vm.prank(OWNER);
        market.proposeOwner(0, proposed);
        assert(_owner(0) == OWNER);
        vm.assume(caller != address(0));
        vm.prank(caller);
        try market.acceptOwner(0) {
            assert(caller == proposed && _owner(0) == proposed);
        } catch {
            assert(_owner(0) == OWNER);
        }
    }

    function check_announce(address caller, int64 b, uint48 l, address successor) public {
        _call(caller, b, l, abi.encodeCall(market.announce, (successor)));
    }

    function check_handOverCredit(address caller, int64 b, uint48 l) public {
        _call(caller, b, l, abi.encodeCall(market.handOverCredit, ()));
    }

    function check_welcome(address caller, int64 b, uint48 l, Welcome memory w) public {
        Welcome[] memory list = new Welcome[](1);
        list[0] = w;
        _call(caller, b, l, abi.encodeCall(market.welcome, (list)));
    }

    /// Without a predecessor nobody arrives.
    function check_arrive(address caller, int64 b, uint48 l, Arrival memory arrival) public {
        vm.assume(caller != address(0));
        _call(caller, b, l, abi.encodeCall(market.arrive, (arrival)));
    }

    function check_stopWaiting(address caller, int64 b, uint48 l, uint16 origin) public {
        vm.assume(caller != address(0));
        _call(caller, b, l, abi.encodeCall(market.stopWaiting, (origin)));
    }

    /// Nobody moves where nothing was announced.
    function check_moveWithoutAnnouncement(address caller, int64 b, uint48 l, bool own, address successor) public {
        _call(caller, b, l, abi.encodeCall(market.move, (own ? 0 : 1, successor)));
    }

    /// Nor by anybody's word.
    function check_moveForWithoutAnnouncement(address caller, int64 b, uint48 l, bool own, address to, uint64 until)
        public
    {
        SignedMove memory signed = SignedMove(own ? 0 : 1, to, until, new bytes(65));
        _call(caller, b, l, abi.encodeCall(market.moveFor, (signed)));
    }

    function check_setTariff(address caller, int64 b, uint48 l, bool soon, uint256 word) public {
        uint256[] memory words = new uint256[](1);
        words[0] = word;
        _call(caller, b, l, abi.encodeCall(market.setTariff, (soon ? B0 + 1 : B0 + 20, words)));
    }

    function check_setTariffTable(address caller, int64 b, uint48 l, uint256[3] memory table) public {
        _call(caller, b, l, abi.encodeCall(market.setTariffTable, (table)));
    }

    function check_setClock(address caller, int64 b, uint48 l, uint256 clock) public {
        _call(caller, b, l, abi.encodeCall(market.setClock, (clock)));
    }

    function check_setLine(address caller, int64 b, uint48 l, uint8 zone, uint8 fee, uint32 capacity) public {
        _call(caller, b, l, abi.encodeCall(market.setLine, (zone, fee, capacity)));
    }

    function check_setSpread(address caller, int64 b, uint48 l, uint32 spread) public {
        _call(caller, b, l, abi.encodeCall(market.setSpread, (spread)));
    }

    function check_transferOwnership(address caller, int64 b, uint48 l, address next) public {
        _call(caller, b, l, abi.encodeCall(market.transferOwnership, (next)));
    }

    function check_acceptOwnership(address caller, int64 b, uint48 l) public {
        _call(caller, b, l, abi.encodeCall(market.acceptOwnership, ()));
    }

    function check_renounceOwnership(address caller, int64 b, uint48 l) public {
        _call(caller, b, l, abi.encodeCall(market.renounceOwnership, ()));
    }
}
