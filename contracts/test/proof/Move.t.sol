// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Arrival, ISuccession, SignedMove, SuccessionView} from "../../src/interfaces/ISuccession.sol";
import "./Proof.sol";

/// A successor that takes what it is offered.
contract AnySuccessor {
    address private immutable _predecessor;
    AnyCredit private immutable _credit;
    address public owner; // of whoever came last
    uint256 public came;

    constructor(address predecessor, AnyCredit credit_) {
        _predecessor = predecessor;
        _credit = credit_;
    }

    function succession() external view returns (SuccessionView memory v) {
        v.predecessor = _predecessor;
        v.credit = address(_credit);
    }

    function arrive(Arrival calldata a) external {
        (owner, came) = (a.owner, a.amount);
        _credit.hold(_credit.held() - a.amount);
    }
}

/// Proved for every caller, and every moment and balance within the bounds named: a member moves by its owner, or a week
/// after the announcement by its agent; only its own free balance goes, all of it in the owner's name.
contract MoveProof is Proof {
    uint256 private constant RESERVE = 12 * 8 * 4000 * 500; // up to its last block, at the connection's limit and R_max
    AnySuccessor private _successor;
    uint256 private _announced;

    function setUp() public override {
        super.setUp();
        _successor = new AnySuccessor(address(market), credit);
        vm.prank(OPERATOR);
        market.announce(address(_successor));
        _announced = block.timestamp;
    }

    function check_nobodyButTheOwnerMovesWithinAWeek(address caller, uint24 seconds_, uint40 a) public {
        _anyBooks(int40(a >> 1), 7, 1e12, 1e13);
        vm.assume(seconds_ < 7 days);
        vm.warp(_announced + seconds_);
        vm.prank(caller);
        try market.move(0, address(_successor)) {
            assert(caller == OWNER);
        } catch {
            assert(_balance(0) == int40(a >> 1));
        }
        assert(_balance(1) == 7);
    }

    function check_onlyOwnerAndAgentEverMove(address caller, uint40 a) public {
        _anyBooks(int40(a >> 1), 7, 1e12, 1e13);
        vm.warp(_announced + 8 days);
        vm.prank(caller);
        try market.move(0, address(_successor)) {
            assert(caller == OWNER || caller == AGENT);
        } catch {
            assert(_balance(0) == int40(a >> 1));
        }
        assert(_balance(1) == 7);
    }

    function check_nobodyMovesElsewhere(address caller, address elsewhere, uint40 a) public {
        _anyBooks(int40(a >> 1), 7, 1e12, 1e13);
        vm.assume(elsewhere != address(_successor));
        vm.prank(caller);
        try market.move(0, elsewhere) {
            assert(false);
        } catch {
            assert(_balance(0) == int40(a >> 1) && _balance(1) == 7);
        }
    }

    /// Whoever carries it and whatever it is: a message moves a member to the announced market, or nobody; by its owner's
    /// signature, or by its agent's a week after the announcement; and once.
    function check_aSignedMoveIsItsOwnersOrItsAgents(
        address caller,
        address to,
        uint64 until,
        bytes32 r,
        bytes32 v,
        uint24 seconds_
    ) public {
        _anyBooks(7e9, 7, 1e12, 1e13);
        vm.warp(_announced + seconds_);
        SignedMove memory signed = SignedMove(0, to, until, abi.encodePacked(r, v, uint8(27)));
        vm.prank(caller);
        try market.moveFor(signed) {
            address signer = _signer(to, until, r, v);
            assert(to == address(_successor) && block.timestamp <= until);
            assert(signer == OWNER || (signer == AGENT && seconds_ >= 7 days));
            assert(_successor.owner() == OWNER);
            (bool again,) = address(market).call(abi.encodeCall(market.moveFor, (signed)));
            assert(!again);
        } catch {
            assert(_balance(0) == 7e9);
        }
        assert(_balance(1) == 7);
    }

    function _signer(address to, uint64 until, bytes32 r, bytes32 v) private view returns (address) {
        bytes32 name = keccak256("Move(uint16 member,address successor,uint64 deadline)");
        bytes32 hash = keccak256(abi.encode(name, uint16(0), to, until));
        return ecrecover(keccak256(abi.encodePacked(hex"1901", market.domainSeparator(), hash)), 27, r, v);
    }

    function check_whatIsFreeGoesInTheOwnersName(uint40 a) public {
        _anyBooks(int40(a >> 1), 7, 1e12, 1e13);
        int256 before = _balance(0);
        vm.prank(OWNER);
        try market.move(0, address(_successor)) returns (uint256 paid) {
            assert(paid == (before > int256(RESERVE) ? uint256(before) - RESERVE : 0));
            assert(_balance(0) == before - int256(paid));
            assert(_successor.came() == paid && _successor.owner() == OWNER);
            _assertBooks();
        } catch {
            assert(_balance(0) == before);
        }
        assert(_balance(1) == 7);
    }
}
