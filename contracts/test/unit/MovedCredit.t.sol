// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import "../utils/SuccessionTest.sol";

contract IssuedCreditTest is SuccessionTest {
    function test_bothIssueWhileMembersMove_andThenTheSuccessorAlone() public {
        _announce();
        _welcomeAll();
        _move(0);
        vm.startPrank(OPERATOR);
        old.issue(1, 5e6);
        next.issue(0, 7e6);
        old.handOverCredit();
        next.issue(0, 1e6);
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(old)));
        old.issue(1, 5e6);
        // what was handed over cannot be taken back
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(old)));
        old.announce(address(0));
        vm.stopPrank();
        assertEq(credit.market(), address(next));
        assertEq(_has(next, 0), 1008e6);
        _assertAllBooks(3013e6, 0, 0);
    }

    function test_beforeTheAnnouncementOnlyTheOldOneIssues() public {
        vm.prank(_agent(8));
        next.request(_owner(8), 1);
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(next)));
        vm.prank(OPERATOR);
        next.admit(_agent(8), 0, LIMIT, LIMIT);
        _announce();
        vm.prank(OPERATOR);
        next.admit(_agent(8), 0, LIMIT, LIMIT);
        assertEq(_has(next, 0), 1000e6, "newcomers get their grant");
        // and no longer when it is taken back
        vm.startPrank(OPERATOR);
        old.announce(address(0));
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(next)));
        next.issue(0, 1);
    }

    function test_handingOverNeedsASuccessorAndTheOperator() public {
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotSuccessor.selector, address(0)));
        vm.prank(OPERATOR);
        old.handOverCredit();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        old.handOverCredit();
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(this)));
        credit.appoint(address(this));
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(this)));
        credit.handOver();
    }

    /// The next one's successor issues in its turn.
    function test_theCreditGoesOnFromMarketToMarket() public {
        _announce();
        vm.prank(OPERATOR);
        old.handOverCredit();
        Founding memory f = _founding();
        f.predecessor = address(next);
        f.credit = address(credit);
        EnergyMarket third = new EnergyMarket(f, OPERATOR);
        vm.startPrank(OPERATOR);
        next.announce(address(third));
        next.handOverCredit();
        vm.stopPrank();
        assertEq(credit.market(), address(third));
    }
}

contract BackedCreditTest is SuccessionTest {
    Euro internal euro;

    function setUp() public override {
        MarketTest.setUp();
        euro = new Euro();
        Founding memory f = _terms();
        f.credit = address(euro);
        f.initialGrant = 0;
        _found(f);
        old = market;
        euro.mint(address(this), 1000e6);
        euro.approve(address(old), 1000e6);
        for (uint16 i; i < HOMES; ++i) {
            _join();
            old.deposit(i, 100e6);
        }
        next = _successor(f);
    }

    function test_theSameTokenMovesAndNobodyIssues() public {
        _announce();
        _welcomeAll();
        assertEq(_move(1), 100e6);
        assertEq(_has(next, 0), 100e6);
        vm.startPrank(OPERATOR);
        vm.expectRevert(Errors.NotOwnCredit.selector);
        old.handOverCredit();
        vm.expectRevert(Errors.NotOwnCredit.selector);
        next.issue(0, 1);
        vm.stopPrank();
        _assertAllBooks(300e6, 0, 0);
    }

    function test_aShortfallIsBorneAsInAWithdrawal() public {
        _announce();
        _welcomeAll();
        euro.burn(address(old), 75e6);
        vm.expectEmit(address(old));
        emit ISuccession.Moved(0, address(next), 75e6, 100e6);
        assertEq(_move(0), 75e6);
        assertEq(_has(next, 0), 75e6);
        assertEq(_has(old, 0), 0);
    }

    function test_aSuccessorMustTakeExactlyWhatLeaves() public {
        FalseSuccessor thief = new FalseSuccessor(address(old), address(euro));
        vm.prank(OPERATOR);
        old.announce(address(thief));
        for (uint256 percent; percent < 100; percent += 33) {
            thief.take(percent);
            vm.expectRevert(abi.encodeWithSelector(ISuccession.NotTaken.selector, 100e6));
            vm.prank(_owner(0));
            old.move(0, address(thief));
        }
        thief.take(101);
        vm.expectRevert();
        vm.prank(_owner(0));
        old.move(0, address(thief));
        assertEq(_has(old, 0), 100e6);
        assertEq(euro.balanceOf(address(thief)), 0);
    }
}
