// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Arrival, ISuccession, WaitingView, Welcome} from "../../src/interfaces/ISuccession.sol";
import "../utils/MarketTest.sol";

/// Homes that trade in one market, and move to the next at any time and in any order; strangers, agents and the operator try
/// to get at what moves.
contract MovingHomes is MarketTest {
    uint16 public constant HOMES = 4;
    address private constant STRANGER = address(0xBAD);
    EnergyMarket public old;
    EnergyMarket public next;
    IERC20 public token;
    uint256 public all; // credit that was ever issued
    string public harm;

    function setUp() public pure override {}

    constructor(uint16 reserveBasisPoints) {
        vm.warp(uint256(B0) * BLOCK + 60);
        Founding memory f = _founding();
        f.reserveBasisPoints = reserveBasisPoints;
        _found(f);
        old = market;
        token = IERC20(address(credit));
        for (uint16 i; i < HOMES; ++i) {
            _join();
        }
        f.predecessor = address(old);
        f.credit = address(token);
        next = new EnergyMarket(f, OPERATOR);
        vm.prank(OPERATOR);
        old.announce(address(next));
        all = 1000e6 * HOMES;
    }

    function _in(bool second) private {
        market = second ? next : old;
    }

    /// Where a home is in the next market, if it is.
    function _there(uint16 m) private view returns (bool arrived, uint16 index) {
        (arrived, index,) = next.arrivalOf(m);
    }

    function welcome(uint256 seed) external {
        Welcome[] memory list = new Welcome[](1);
        list[0] = Welcome(uint16(seed % HOMES), 0, LIMIT, LIMIT, (seed >> 8) % 3 != 0);
        vm.prank(OPERATOR);
        next.welcome(list);
    }

    function move(uint256 who, bool agent) external {
        uint16 m = uint16(who % HOMES);
        int256 before = old.member(m).balance;
        vm.prank(agent ? _agent(m) : _owner(m));
        try old.move(m, address(next)) {
            if (agent && block.timestamp < old.succession().agentsFrom && before != 0 && !moved[m]) _blame("too soon");
            moved[m] = true;
        } catch {
            if (!agent) _blame("an owner was refused");
        }
    }

    mapping(uint16 member => bool) public moved;

    /// The same, signed and carried by a stranger: with the right key, another's or a forged signature, to the announced
    /// market or to the stranger's, once and again.
    function moveFor(uint256 who, uint256 seed) external {
        uint16 m = uint16(who % HOMES);
        uint256 kind = seed % 5;
        address successor = kind == 4 ? STRANGER : address(next);
        uint256 key = kind == 0 ? _ownerKey(m) : kind == 3 ? _agentKey((m + 1) % HOMES) : _agentKey(m);
        uint64 deadline = uint64(block.timestamp + 1 + seed % 1e6);
        SignedMove memory signed = _signMove(m, successor, deadline, key);
        if (kind == 2) signed.signature[seed % 65] ^= 0x01;
        bool known = old.moveCarried(
            keccak256(
                abi.encode(keccak256("Move(uint16 member,address successor,uint64 deadline)"), m, successor, deadline)
            )
        );
        int256 before = old.member(m).balance;
        vm.startPrank(STRANGER);
        try old.moveFor(signed) {
            if (kind > 1) _blame("what nobody signed was carried");
            if (kind == 1 && block.timestamp < old.succession().agentsFrom && before != 0 && !moved[m]) {
                _blame("carried too soon");
            }
            moved[m] = true;
            (bool again,) = address(old).call(abi.encodeCall(ISuccession.moveFor, (signed)));
            if (again) _blame("carried twice");
        } catch {
            if (kind == 0 && !known) _blame("an owner's word was refused");
            if (old.member(m).balance != before) _blame("a refusal took something");
        }
        vm.stopPrank();
        if (token.balanceOf(STRANGER) != 0) _blame("a stranger was paid");
    }

    function decide(uint256 who, uint256 kind) external {
        uint16 m = uint16(who % HOMES);
        (bool arrived,, WaitingView memory waiting) = next.arrivalOf(m);
        if (arrived || waiting.owner == address(0)) return;
        uint256 had = token.balanceOf(_owner(m));
        if (kind % 4 == 0) {
            vm.prank(OPERATOR);
            next.decline(_agent(m));
        } else if (kind % 4 == 1) {
            vm.prank(_owner(m));
            next.stopWaiting(m);
        } else {
            vm.prank(OPERATOR);
            next.admit(_agent(m), 0, LIMIT, LIMIT);
            return;
        }
        if (token.balanceOf(_owner(m)) != had + waiting.escrow) _blame("what waited is not the owner's");
    }

    function order(uint256 who, bool second, uint256 seed) external {
        uint16 m = uint16(who % HOMES);
        _in(second);
        uint16 index = m;
        if (second) {
            bool arrived;
            (arrived, index) = _there(m);
            if (!arrived) return;
        }
        uint256 word = seed % 2 == 0 ? _sell(1 + seed % 2000, 20 + seed % 9) : _buy(1 + seed % 2000, 24 + seed % 9);
        vm.prank(_agent(m));
        try market.order(
            index, _now() + 1 + uint32(seed % 12), uint40(block.timestamp * 10 + seed % 9), _words(_all(word))
        ) {}
            catch {}
    }

    function report(uint256 who, bool second, uint256 seed) external {
        uint16 m = uint16(who % HOMES);
        _in(second);
        uint16 index = m;
        if (second) {
            bool arrived;
            (arrived, index) = _there(m);
            if (!arrived) return;
        }
        uint32 b = _now() - 1 - uint32(seed % 4);
        vm.prank(_agent(m));
        try market.report(index, b, _words(_allNet(int256((seed >> 8) % 6000) - 3000)), "") {
            // no block is delivered in both
            if (reported[m][b] && reportedIn[m][b] != second) _blame("a block counted in both markets");
            (reported[m][b], reportedIn[m][b]) = (true, second);
        } catch {}
    }

    mapping(uint16 member => mapping(uint32 blockIndex => bool)) public reported;
    mapping(uint16 member => mapping(uint32 blockIndex => bool)) public reportedIn;

    function settle(bool second) external {
        _in(second);
        if (_count() != 0) _settleAll();
    }

    function withdraw(uint256 who, bool second, uint256 amount) external {
        uint16 m = uint16(who % HOMES);
        _in(second);
        uint16 index = m;
        if (second) {
            bool arrived;
            (arrived, index) = _there(m);
            if (!arrived) return;
        }
        MemberView memory v = market.member(index);
        if (v.free == 0) return;
        vm.prank(v.owner);
        market.withdraw(index, 1 + amount % v.free);
    }

    function trespass(uint256 who, uint256 kind) external {
        uint16 m = uint16(who % HOMES);
        vm.startPrank(kind % 2 == 0 ? STRANGER : OPERATOR);
        bool done;
        if (kind % 3 == 0) (done,) = address(old).call(abi.encodeCall(ISuccession.move, (m, address(next))));
        if (kind % 3 == 1) (done,) = address(next).call(abi.encodeCall(ISuccession.stopWaiting, (m)));
        if (kind % 3 == 2) {
            Arrival memory a = Arrival(m, STRANGER, STRANGER, STRANGER, 1, 0, true, 0);
            (done,) = address(next).call(abi.encodeCall(ISuccession.arrive, (a)));
        }
        vm.stopPrank();
        if (done) _blame("somebody else was obeyed");
    }

    function pass(uint256 blocks) external {
        vm.warp(block.timestamp + 600 + (blocks % 4) * BLOCK);
    }

    function _blame(string memory what) private {
        if (bytes(harm).length == 0) harm = what;
    }

    /// All credit is in one of the markets' books, waits, or was paid to owners; and no book holds more than there is.
    function check() external {
        uint256 waiting;
        for (uint16 m; m < HOMES; ++m) {
            (,, WaitingView memory w) = next.arrivalOf(m);
            waiting += w.escrow;
        }
        uint256 owners;
        for (uint16 m; m < HOMES; ++m) {
            owners += token.balanceOf(_owner(m));
        }
        _in(true);
        _assertBooks();
        uint256 held = market.overview(address(0), 0, 0).tokensHeld;
        assertEq(token.balanceOf(address(next)), held + waiting, "the next market's tokens");
        _in(false);
        _assertBooks();
        uint256 left = market.overview(address(0), 0, 0).tokensHeld;
        assertEq(token.balanceOf(address(old)), left, "the old market's tokens");
        assertEq(held + left + waiting + owners, all, "credit was lost or made");
        assertEq(harm, "");
    }

    /// In the end everything settles, moves and can be taken out.
    function finish() external {
        vm.warp(block.timestamp + 20 * BLOCK);
        for (uint256 i; i < 4; ++i) {
            _in(false);
            _settleAll();
            _in(true);
            if (_count() != 0) _settleAll();
        }
        for (uint16 m; m < HOMES; ++m) {
            MemberView memory v = old.member(m);
            assertEq(v.locked, 0, "a lock outlived its block");
            if (v.status == MemberStatus.Left) {
                vm.prank(v.owner);
                old.move(m, address(next));
                assertEq(old.member(m).free, 0, "something stayed behind");
            }
        }
    }
}

abstract contract SuccessorInvariants is Test {
    MovingHomes internal homes;

    function _target(uint16 reserve) internal {
        homes = new MovingHomes(reserve);
        targetContract(address(homes));
        bytes4[] memory selectors = new bytes4[](12);
        selectors[0] = MovingHomes.welcome.selector;
        selectors[1] = MovingHomes.move.selector;
        selectors[2] = MovingHomes.decide.selector;
        selectors[3] = MovingHomes.order.selector;
        selectors[4] = MovingHomes.report.selector;
        selectors[5] = MovingHomes.settle.selector;
        selectors[6] = MovingHomes.withdraw.selector;
        selectors[7] = MovingHomes.trespass.selector;
        selectors[8] = MovingHomes.pass.selector;
        selectors[9] = MovingHomes.pass.selector;
        selectors[10] = MovingHomes.order.selector;
        selectors[11] = MovingHomes.moveFor.selector;
        targetSelector(FuzzSelector({addr: address(homes), selectors: selectors}));
    }

    function invariant_creditIsConservedOverBothMarkets() public {
        homes.check();
    }

    function afterInvariant() public {
        homes.finish();
        homes.check();
    }
}

contract SecuredSuccessorInvariants is SuccessorInvariants {
    function setUp() public {
        _target(10_000);
    }
}

contract UnsecuredSuccessorInvariants is SuccessorInvariants {
    function setUp() public {
        _target(0);
    }
}
