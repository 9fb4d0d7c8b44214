// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import "../utils/SuccessionTest.sol";

contract MoveTest is SuccessionTest {
    function setUp() public override {
        super.setUp();
        _announce();
    }

    function test_theOwnerMovesAtOnceAndIsAMemberThere() public {
        _welcomeAll();
        vm.prank(_owner(1));
        old.setMeterKey(1, address(0x3E7E2));
        vm.prank(_owner(1));
        old.setDailyCap(1, 333e6);
        vm.expectEmit(address(next));
        emit ISuccession.Arrived(0, 1, 1000e6);
        assertEq(_move(1), 1000e6);
        MemberView memory there = next.member(0);
        assertEq(there.owner, _owner(1));
        assertEq(there.agent, _agent(1));
        assertEq(there.meterKey, address(0x3E7E2));
        assertEq(there.dailyCap, 333e6);
        assertEq(there.balance, 1000e6);
        assertEq(there.importLimitWh, LIMIT - 1);
        assertEq(there.exportLimitWh, LIMIT - 10);
        MemberView memory here = old.member(1);
        assertEq(uint8(here.status), uint8(MemberStatus.Leaving));
        assertEq(here.balance, 0);
        assertEq(there.firstBlock, here.lastBlock + 1, "no block is delivered in both");
        assertEq(old.movedTo(1), address(next));
        (bool arrived, uint16 index,) = next.arrivalOf(1);
        assertTrue(arrived && index == 0);
        _assertAllBooks(3000e6, 0, 0);
    }

    function test_theAgentMovesAWeekLater() public {
        _welcomeAll();
        uint256 from = block.timestamp + WEEK;
        vm.expectRevert(abi.encodeWithSelector(ISuccession.TooSoon.selector, from));
        vm.prank(_agent(0));
        old.move(0, address(next));
        vm.warp(from - 1);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.TooSoon.selector, from));
        vm.prank(_agent(0));
        old.move(0, address(next));
        vm.warp(from);
        vm.prank(_agent(0));
        old.move(0, address(next));
        assertEq(next.member(0).owner, _owner(0));
    }

    /// An operator in league with the thief of an agent's key has no quicker way.
    function test_everyAnnouncementGivesOwnersAWeek() public {
        vm.warp(block.timestamp + WEEK);
        FalseSuccessor thief = new FalseSuccessor(address(old), address(credit));
        thief.take(100);
        vm.startPrank(OPERATOR);
        old.announce(address(0));
        old.announce(address(thief));
        vm.stopPrank();
        uint256 from = block.timestamp + WEEK;
        vm.expectRevert(abi.encodeWithSelector(ISuccession.TooSoon.selector, from));
        vm.prank(_agent(0));
        old.move(0, address(thief));
        // the owner revokes the key in time
        vm.prank(_owner(0));
        old.setAgent(0, address(0));
        vm.warp(from + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, 0, _agent(0)));
        vm.prank(_agent(0));
        old.move(0, address(thief));
        assertEq(_has(old, 0), 1000e6);
    }

    function test_anAnnouncementThatChangesUnderWayMovesNobody() public {
        FalseSuccessor thief = new FalseSuccessor(address(old), address(credit));
        vm.prank(OPERATOR);
        old.announce(address(thief));
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotSuccessor.selector, address(next)));
        _move(0);
    }

    function test_whoHasMovedStaysWithThatSuccessor() public {
        _welcomeAll();
        _move(0);
        FalseSuccessor thief = new FalseSuccessor(address(old), address(credit));
        vm.prank(OPERATOR);
        old.announce(address(thief));
        vm.prank(OPERATOR);
        old.issue(0, 3e6);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.MovedBefore.selector, address(next)));
        vm.prank(_owner(0));
        old.move(0, address(thief));
        // what follows goes where it moved to, by the agent too, whatever is announced by now
        vm.prank(_agent(0));
        assertEq(old.move(0, address(next)), 3e6);
        assertEq(_has(next, 0), 1003e6);
    }

    function test_strangersMoveNobodyAndNobodyPretendsToBeThePredecessor() public {
        vm.warp(block.timestamp + WEEK);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, 0, OPERATOR));
        vm.prank(OPERATOR);
        old.move(0, address(next));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 7));
        old.move(7, address(next));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 2000));
        old.move(2000, address(next));
        Arrival memory a = Arrival(0, address(this), address(this), address(0), 1, 0, true, 0);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotPredecessor.selector, address(this)));
        next.arrive(a);
        vm.startPrank(address(old));
        a.owner = address(0);
        vm.expectRevert(ISuccession.BadArrival.selector);
        next.arrive(a);
        a.owner = address(this);
        a.from = uint64(block.timestamp + 63 days);
        vm.expectRevert(ISuccession.BadArrival.selector);
        next.arrive(a);
    }

    function test_welcomeIsTheOperatorsAndCanBeTakenBack() public {
        Welcome[] memory list = new Welcome[](1);
        list[0] = Welcome(0, 0, LIMIT, LIMIT, true);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        next.welcome(list);
        list[0].zone = 1;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadZone.selector, 1));
        vm.prank(OPERATOR);
        next.welcome(list);
        _welcomeAll();
        assertEq(next.welcomeOf(2).exportLimitWh, LIMIT - 20);
        list[0] = Welcome(0, 0, LIMIT, LIMIT, false);
        vm.prank(OPERATOR);
        next.welcome(list);
        assertFalse(next.welcomeOf(0).welcome);
        _move(0);
        (bool arrived,,) = next.arrivalOf(0);
        assertFalse(arrived);
    }

    /// Trades, readings and settlement of the old market's last blocks end as they would have, and follow.
    function test_whatIsPendingFollows() public {
        _begin(_founding());
        _announce();
        _welcomeAll();
        uint32 b = _now() + 1;
        _order(0, b, _all(_sell(1000, 20)));
        _order(1, b, _all(_buy(1000, 40)));
        uint256 locked = old.member(1).locked;
        assertGt(locked, 0);
        uint256 reserve = old.member(1).reserve;
        assertGt(reserve, 0);
        _move(0);
        assertEq(_move(1), 1000e6 - locked - 12 * reserve, "locks stay behind, and the reserve for all its blocks");
        int256 before = _has(old, 0) + _has(next, 0);
        uint32 last = old.member(0).lastBlock;
        assertEq(last, _now() + 12);
        for (uint32 k = b; k <= last; ++k) {
            _toEnd(k);
            for (uint16 m; m < HOMES; ++m) {
                _report(m, k, k == b ? _allNet(m == 0 ? int256(1000) : m == 1 ? -1000 : int256(0)) : 0);
            }
        }
        _settleAll();
        assertEq(uint8(old.member(0).status), uint8(MemberStatus.Left));
        assertEq(old.member(1).locked, 0);
        _move(0);
        vm.prank(_agent(1));
        old.move(1, address(next));
        assertEq(_has(old, 0), 0);
        assertEq(_has(old, 1), 0);
        int256 price = int256(FLOOR + 30 * STEP);
        assertEq(_has(next, 0), before + 8 * 1000 * price);
        assertEq(_has(next, 1), 1000e6 - 8 * 1000 * price);
        _assertAllBooks(3000e6, 0, 0);
        // nothing twice
        assertEq(_move(0), 0);
        assertEq(_has(next, 0), before + 8 * 1000 * price);
    }

    function test_inTheNewMarketItTradesFromItsFirstBlockOn() public {
        _welcomeAll();
        _move(0);
        _in(next);
        uint32 first = next.member(0).firstBlock;
        assertEq(first, _now() + 13);
        vm.warp(block.timestamp + BLOCK); // the first one opens
        vm.expectRevert(abi.encodeWithSelector(Errors.NotDelivering.selector, 0, first - 1));
        vm.prank(_agent(0));
        next.order(0, first - 1, 1, _words(_buy(1, 1)));
        _order(0, first, _buy(100, 10));
        assertGt(next.member(0).locked, 0);
        _toEnd(first - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotDelivering.selector, 0, first - 1));
        vm.prank(_agent(0));
        next.report(0, first - 1, _words(0), "");
        _toEnd(first);
        assertEq(_reportedStake(first), 1);
        _settle(0);
        assertEq(next.member(0).settledBefore, first + 1);
    }

    function _reportedStake(uint32 b) private returns (uint256) {
        _report(0, b, 0);
        return next.blockOf(b).stake;
    }

    /// Who joins the new market directly delivers at once, between those that come later.
    function test_newcomersDoNotWaitForThoseWhoMove() public {
        _welcomeAll();
        _move(0);
        _in(next);
        vm.prank(_agent(8));
        next.request(_owner(8), 1);
        vm.prank(OPERATOR);
        uint16 newcomer = next.admit(_agent(8), 0, LIMIT, LIMIT);
        uint32 soon = next.member(newcomer).firstBlock;
        uint32 later = next.member(0).firstBlock;
        assertEq(soon, _now() + 1);
        assertGt(later, soon);
        vm.warp(block.timestamp + BLOCK);
        _move(1);
        _toEnd(later + 1);
        uint32[4] memory blocks = [soon, later - 1, later, later + 1];
        uint256[4] memory stakes = [uint256(1), 1, 2, 3];
        for (uint256 i; i < 4; ++i) {
            next.clear(blocks[i], 8);
            assertEq(next.blockOf(blocks[i]).stake, stakes[i]);
        }
    }

    /// Leaving before the first block is having left: nothing is counted.
    function test_leavesTheNewMarketBeforeItBegan() public {
        _welcomeAll();
        Founding memory f = _terms();
        f.horizonBlocks = 1;
        next = _successor(f);
        _announce();
        _welcomeAll();
        _move(0);
        _move(1);
        vm.prank(OPERATOR);
        next.setMemberTerms(0, 0, 100, 100);
        vm.prank(_owner(0));
        next.leave(0);
        MemberView memory v = next.member(0);
        assertEq(uint8(v.status), uint8(MemberStatus.Left));
        assertEq(v.free, 1000e6);
        vm.prank(OPERATOR);
        next.setMemberTerms(1, 0, 100, 100);
        _toEnd(v.firstBlock);
        next.clear(v.firstBlock - 1, 8);
        next.clear(v.firstBlock, 8);
        assertEq(next.blockOf(v.firstBlock - 1).stake, 0);
        assertEq(next.blockOf(v.firstBlock).stake, 1);
    }

    /// A market that does not settle any more holds nobody's credit back for ever.
    function test_whatAFailedMarketDoesNotSettleIsFreeInTheEnd() public {
        _welcomeAll();
        uint32 b = _now() + 1;
        _order(1, b, _all(_buy(1000, 40)));
        _move(1);
        uint256 rest = uint256(_has(old, 1));
        assertGt(rest, 0);
        uint256 from = (uint256(old.member(1).lastBlock) + 128 + 4) * BLOCK;
        vm.warp(from - 1);
        assertEq(_move(1), 0);
        vm.warp(from);
        assertEq(_move(1), rest);
        assertEq(_has(old, 1), 0);
        assertEq(_has(next, 0), 1000e6);
        _assertAllBooks(3000e6, 0, 0);
    }

    function test_whoOwesMovesWithNothing() public {
        _welcomeAll();
        uint32 b = _now() + 1;
        vm.warp((uint256(b) + 115) * BLOCK);
        _settleAll();
        int256 debt = _has(old, 0);
        assertLt(debt, 0);
        assertEq(_move(0), 0);
        assertEq(_has(old, 0), debt, "a debt stays where it was made");
        assertEq(_has(next, 0), 0);
    }

    function testFuzz_conservesCredit(uint256 seed) public {
        _welcomeAll();
        uint32 b = _now() + 1;
        for (uint16 m; m < HOMES; ++m) {
            uint256 x = uint256(keccak256(abi.encode(seed, m)));
            _order(m, b, _all(x % 2 == 0 ? _sell(1 + x % 3000, 20 + x % 9) : _buy(1 + x % 3000, 24 + x % 9)));
        }
        for (uint256 k; k < 24; ++k) {
            uint256 x = uint256(keccak256(abi.encode(seed, "k", k)));
            uint16 m = uint16(x % HOMES);
            if ((x >> 8) % 4 == 0) vm.warp(block.timestamp + 3 * BLOCK);
            if ((x >> 8) % 4 == 1 && _now() > b) {
                vm.prank(_agent(m));
                try old.report(m, b, _words(_allNet(int256((x >> 16) % 6000) - 3000)), "") {} catch {}
            }
            if ((x >> 8) % 4 == 2) _settleAll();
            if ((x >> 8) % 4 == 3) _move(m);
            _assertAllBooks(3000e6, 0, 0);
        }
    }
}
