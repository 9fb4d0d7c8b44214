// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/SuccessionTest.sol";

contract WaitingTest is SuccessionTest {
    function setUp() public override {
        super.setUp();
        _announce();
    }

    function test_whoIsNotWelcomeWaitsWithItsCredit() public {
        vm.expectEmit(address(next));
        emit ISuccession.Waits(0, _agent(0), _owner(0), 1000e6);
        _move(0);
        (,, WaitingView memory waiting) = next.arrivalOf(0);
        assertEq(waiting.owner, _owner(0));
        assertEq(waiting.escrow, 1000e6);
        assertEq(next.requestOf(_agent(0)).owner, _owner(0));
        assertEq(next.overview(address(0), 0, 0).tokensHeld, 0, "it backs nobody's balance");
        _assertAllBooks(3000e6, 1000e6, 0);
        // more follows, and a new key
        vm.prank(OPERATOR);
        old.issue(0, 5e6);
        vm.prank(_owner(0));
        old.setAgent(0, _agent(9));
        _move(0);
        (address[] memory agents,) = next.requests();
        assertEq(agents.length, 1);
        vm.prank(OPERATOR);
        uint16 member = next.admit(_agent(9), 0, LIMIT, LIMIT);
        assertEq(_has(next, member), 1005e6, "and no grant");
        assertEq(next.member(member).firstBlock, old.member(0).lastBlock + 1);
        (,, waiting) = next.arrivalOf(0);
        assertEq(waiting.owner, address(0));
        _assertAllBooks(3005e6, 0, 0);
    }

    function test_declinedWithdrawnOrGivenUpItIsTheOwners() public {
        for (uint16 m; m < HOMES; ++m) {
            _move(m);
        }
        vm.expectEmit(address(next));
        emit ISuccession.Returned(0, _owner(0), 1000e6);
        vm.prank(OPERATOR);
        next.decline(_agent(0));
        vm.prank(_agent(1));
        next.withdrawRequest();
        vm.expectRevert(abi.encodeWithSelector(ISuccession.OwnerDiffers.selector, address(this)));
        next.stopWaiting(2);
        vm.prank(_owner(2));
        next.stopWaiting(2);
        for (uint16 m; m < HOMES; ++m) {
            assertEq(credit.balanceOf(_owner(m)), 1000e6);
        }
        vm.expectRevert(abi.encodeWithSelector(ISuccession.OwnerDiffers.selector, _owner(2)));
        vm.prank(_owner(2));
        next.stopWaiting(2);
        _assertAllBooks(3000e6, 0, 3000e6);
    }

    /// The agent's key cannot ask anew for another owner and take what came along.
    function test_theAgentCannotTurnAnArrivalIntoItsOwn() public {
        _move(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.AgentTaken.selector, _agent(0)));
        vm.prank(_agent(0));
        next.request(address(this), 1);
    }

    /// Suspended or expelled: the operator decides anew, whoever was welcome before.
    function test_welcomeHoldsForMembersInGoodStanding() public {
        _welcomeAll();
        vm.startPrank(OPERATOR);
        old.suspend(0, true);
        old.expel(1);
        vm.stopPrank();
        _move(0);
        _move(1);
        (bool arrived,, WaitingView memory waiting) = next.arrivalOf(0);
        assertTrue(!arrived && waiting.escrow == 1000e6);
        (arrived,, waiting) = next.arrivalOf(1);
        assertTrue(!arrived && waiting.escrow > 0);
        // reconsidered: the next call takes it in
        vm.prank(OPERATOR);
        old.suspend(0, false);
        _move(0);
        (arrived,,) = next.arrivalOf(0);
        assertTrue(arrived);
        assertEq(_has(next, 0), 1000e6);
        (address[] memory agents,) = next.requests();
        assertEq(agents.length, 1);
    }

    function test_anAgentThatServesAMemberThereAlreadyIsThatMember() public {
        vm.prank(_agent(0));
        next.request(_owner(0), 1);
        vm.prank(OPERATOR);
        next.admit(_agent(0), 0, LIMIT, LIMIT);
        int256 before = _has(next, 0);
        _move(0);
        assertEq(_has(next, 0), before + 1000e6);
        // but not for another owner's money
        vm.prank(_agent(1));
        next.request(_owner(0), 1);
        vm.prank(OPERATOR);
        next.admit(_agent(1), 0, LIMIT, LIMIT);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.OwnerDiffers.selector, _owner(1)));
        _move(1);
        assertEq(_has(old, 1), 1000e6);
    }

    /// A request that the key had sent by itself gives way.
    function test_anArrivalReplacesTheAgentsOwnRequest() public {
        vm.prank(_agent(0));
        next.request(address(0xE11), 1);
        _welcomeAll();
        _move(0);
        assertEq(next.member(0).owner, _owner(0));
        (address[] memory agents,) = next.requests();
        assertEq(agents.length, 0);
    }

    function test_whoeverOwnsItNowDoesNotGetWhatWasTheFormerOwners() public {
        _welcomeAll();
        _move(0);
        _move(1);
        vm.prank(_owner(0));
        old.proposeOwner(0, address(this));
        old.acceptOwner(0);
        vm.prank(OPERATOR);
        old.issue(0, 5e6);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.OwnerDiffers.selector, address(this)));
        vm.prank(_agent(0));
        old.move(0, address(next));
        old.withdraw(0, 5e6);
        assertEq(credit.balanceOf(address(this)), 5e6);
    }

    function test_withoutAKeyOnlyTheWelcomeMove() public {
        vm.prank(_owner(0));
        old.setAgent(0, address(0));
        vm.expectRevert(ISuccession.BadArrival.selector);
        _move(0);
        _welcomeAll();
        _move(0);
        assertEq(next.member(0).agent, address(0));
        vm.prank(_owner(0));
        next.setAgent(0, _agent(7));
        (uint16 index,) = next.memberOf(_agent(7));
        assertEq(index, 0);
        (, MemberStatus status) = next.memberOf(address(0));
        assertEq(uint8(status), uint8(MemberStatus.None));
    }
}
