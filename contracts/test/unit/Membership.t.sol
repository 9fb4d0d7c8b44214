// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import "../utils/MarketTest.sol";

contract RequestTest is MarketTest {
    function test_waitsForTheOperator() public {
        vm.expectEmit(address(market));
        emit IEnergyMarket.Requested(_agent(0), _owner(0), 5e6);
        vm.prank(_agent(0));
        market.request(_owner(0), 5e6);
        (, MemberStatus status) = market.memberOf(_agent(0));
        assertEq(uint256(status), uint256(MemberStatus.Requested));
        (address[] memory agents, address[] memory owners) = market.requests();
        assertEq(agents[0], _agent(0));
        assertEq(owners[0], _owner(0));
        Overview memory o = market.overview(_agent(0), B0, B0);
        assertEq(uint256(o.member.status), uint256(MemberStatus.Requested));
        assertEq(o.member.owner, _owner(0));
    }

    function test_mayBeChangedWithdrawnAndDeclined() public {
        vm.startPrank(_agent(0));
        market.request(_owner(0), 5e6);
        market.request(_owner(1), 6e6);
        (address[] memory agents, address[] memory owners) = market.requests();
        assertEq(agents.length, 1);
        assertEq(owners[0], _owner(1));
        market.withdrawRequest();
        vm.expectRevert(abi.encodeWithSelector(Errors.NoRequest.selector, _agent(0)));
        market.withdrawRequest();
        market.request(_owner(0), 5e6);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, _agent(0)));
        market.decline(_agent(0));
        vm.stopPrank();
        vm.expectEmit(address(market));
        emit IEnergyMarket.RequestEnded(_agent(0));
        vm.prank(OPERATOR);
        market.decline(_agent(0));
        (agents,) = market.requests();
        assertEq(agents.length, 0);
    }

    function test_refusesNoOwnerTooHighACapAndAMembersAgent() public {
        vm.expectRevert(Errors.NoOwner.selector);
        market.request(address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapTooHigh.selector, 100e6 + 1, 100e6));
        market.request(_owner(0), 100e6 + 1);
        _join();
        vm.expectRevert(abi.encodeWithSelector(Errors.AgentTaken.selector, _agent(0)));
        vm.prank(_agent(0));
        market.request(_owner(0), 1);
    }
}

contract AdmitTest is MarketTest {
    function test_deliversFromTheNextGateWithItsGrant() public {
        vm.prank(_agent(0));
        market.request(_owner(0), 7e6);
        vm.expectEmit(address(market));
        emit IEnergyMarket.Admitted(0, _owner(0), _agent(0), 0, 3000, 2000, B0 + 1);
        vm.expectEmit(address(market));
        emit IEnergyMarket.Issued(0, 1000e6);
        vm.prank(OPERATOR);
        market.admit(_agent(0), 0, 3000, 2000);
        MemberView memory m = market.member(0);
        assertEq(uint256(m.status), uint256(MemberStatus.Active));
        assertEq(m.meterKey, _agent(0));
        assertEq(m.owner, _owner(0));
        assertEq(m.dailyCap, 7e6);
        assertEq(m.firstBlock, B0 + 1);
        assertEq(m.settledBefore, B0 + 1);
        assertEq(m.lastBlock, type(uint32).max);
        assertEq(m.balance, 1000e6);
        assertEq(m.importLimitWh, 3000);
        assertEq(m.exportLimitWh, 2000);
        assertEq(m.reserve, 3000 * 500 * 8);
        assertEq(m.free, uint256(m.balance) - m.reserve);
        _assertBooks();
    }

    function test_afterTheGateCountsFromTheBlockAfter() public {
        vm.warp((uint256(B0) + 1) * BLOCK - 300);
        assertEq(market.member(_join()).firstBlock, B0 + 2);
    }

    function test_refusesStrangersZonesLimitsAndTooMany() public {
        Founding memory f = _founding();
        f.maxMembers = 2;
        _found(f);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        market.admit(_agent(0), 0, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoRequest.selector, _agent(0)));
        vm.prank(OPERATOR);
        market.admit(_agent(0), 0, 1, 1);
        vm.prank(_agent(5));
        market.request(_owner(5), 1);
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadZone.selector, 1));
        market.admit(_agent(5), 1, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadLimit.selector, 1 << 18));
        market.admit(_agent(5), 0, 1 << 18, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadLimit.selector, 1 << 18));
        market.admit(_agent(5), 0, 1, 1 << 18);
        vm.stopPrank();
        _join();
        _join();
        vm.expectRevert(abi.encodeWithSelector(Errors.CommunityFull.selector, 2));
        vm.prank(OPERATOR);
        market.admit(_agent(5), 0, 1, 1);
    }
}

contract SetMemberTermsTest is MarketTest {
    function test_countsFromTheNextUnopenedBlock() public {
        Founding memory f = _founding();
        f.zones = new Zone[](2);
        f.zones[1] = Zone(0, 0, 1e6);
        _found(f);
        uint16 m = _join();
        _join();
        vm.expectEmit(address(market));
        emit IEnergyMarket.MemberTermsSet(m, 1, 1000, 900, B0 + 13);
        vm.prank(OPERATOR);
        market.setMemberTerms(m, 1, 1000, 900);
        // blocks that are open already keep the old limits and zone
        _order(m, B0 + 12, _at(_buy(4000, 1), 0));
        assertEq((market.ordersOf(B0 + 12)[m] >> 236) & 0xF, 0);
        vm.warp(block.timestamp + BLOCK);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadOrder.selector, B0 + 13, 0));
        vm.prank(_agent(m));
        market.order(m, B0 + 13, 1, _words(_at(_buy(1001, 1), 0)));
        _order(m, B0 + 13, _at(_buy(1000, 1), 0));
        assertEq((market.ordersOf(B0 + 13)[m] >> 236) & 0xF, 1);
        // the reserve asks for the larger of both until the older blocks are settled
        assertEq(market.member(m).reserve, 4000 * 500 * 8 * 2);
    }

    function test_blocksSettleWithTheLimitsOfTheirTime() public {
        uint16 m = _join();
        vm.prank(OPERATOR);
        market.setMemberTerms(m, 0, 100, 100);
        _toDeadline(B0 + 14);
        // blocks B0 + 1 .. B0 + 12 at 4000 Wh, two at 100, all silent
        _settle(m);
        assertEq(market.member(m).settledBefore, B0 + 15);
        assertEq(_balance(m), 1000e6 - int256(8 * R * (12 * 4000 + 2 * 100)));
        assertEq(market.member(m).reserve, 100 * 500 * 8 * 5);
        _assertBooks();
    }

    function test_refusesStrangersAndNobody() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        market.setMemberTerms(0, 0, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 0));
        vm.prank(OPERATOR);
        market.setMemberTerms(0, 0, 1, 1);
    }
}

contract SuspendTest is MarketTest {
    function test_cancelsOnlyAndStillDelivers() public {
        uint16 m = _join();
        _order(m, B0 + 1, _at(_buy(100, 5), 0));
        vm.prank(OPERATOR);
        market.suspend(m, true);
        assertEq(uint256(market.member(m).status), uint256(MemberStatus.Suspended));
        vm.warp(block.timestamp + 10);
        vm.expectRevert(abi.encodeWithSelector(Errors.MemberSuspended.selector, m));
        vm.prank(_agent(m));
        market.order(m, B0 + 1, uint40(block.timestamp * 10), _words(_at(_buy(50, 5), 0)));
        _order(m, B0 + 1, 0);
        assertEq(market.member(m).locked, 0);
        _toEnd(B0 + 1);
        _report(m, B0 + 1, _allNet(-100));
        assertEq(_settle(m), 1);
        vm.prank(OPERATOR);
        market.suspend(m, false);
        _order(m, B0 + 3, _at(_buy(50, 5), 0));
    }
}

contract LeaveTest is MarketTest {
    function test_deliversToTheLastOpenBlockThenWithdrawsAll() public {
        uint16 m = _join();
        uint16 other = _join();
        vm.expectEmit(address(market));
        emit IEnergyMarket.LeaveRequested(m, B0 + 12);
        vm.prank(_owner(m));
        market.leave(m);
        assertEq(uint256(market.member(m).status), uint256(MemberStatus.Leaving));
        _order(m, B0 + 12, _at(_buy(100, 5), 0));
        vm.warp(block.timestamp + BLOCK);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotDelivering.selector, m, B0 + 13));
        vm.prank(_agent(m));
        market.order(m, B0 + 13, 1, _words(_at(_buy(100, 5), 0)));
        _toEnd(B0 + 12);
        uint256[] memory readings = _words(_allNet(0), 12);
        vm.prank(_agent(m));
        market.report(m, B0 + 1, readings, "");
        vm.prank(_agent(other));
        market.report(other, B0 + 1, readings, "");
        assertEq(_settle(m), 12);
        assertEq(uint256(market.member(m).status), uint256(MemberStatus.Left));
        assertEq(market.member(m).reserve, 0);
        assertEq(market.member(m).locked, 0);
        vm.prank(_owner(m));
        market.withdraw(m, 1000e6);
        assertEq(credit.balanceOf(_owner(m)), 1000e6);
        // later blocks do not wait for it
        _toEnd(B0 + 13);
        market.clear(B0 + 13, 8);
        assertEq(market.blockOf(B0 + 13).stake, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotDelivering.selector, m, B0 + 13));
        vm.prank(_agent(m));
        market.report(m, B0 + 13, _words(0), "");
        _assertBooks();
    }

    function test_operatorMayExpelAndNobodyElseMayEither() public {
        uint16 m = _join();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOwner.selector, m, _agent(m)));
        vm.prank(_agent(m));
        market.leave(m);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        market.expel(m);
        vm.prank(OPERATOR);
        market.expel(m);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyLeaving.selector, m));
        vm.prank(_owner(m));
        market.leave(m);
    }

    function test_suspensionDoesNotKeepAnybody() public {
        uint16 m = _join();
        vm.prank(OPERATOR);
        market.suspend(m, true);
        vm.prank(_owner(m));
        market.leave(m);
        assertEq(uint256(market.member(m).status), uint256(MemberStatus.Leaving));
    }
}

contract KeysTest is MarketTest {
    function test_aRevokedAgentStopsAtOnce() public {
        uint16 m = _join();
        vm.prank(_owner(m));
        market.setAgent(m, address(0));
        (, MemberStatus status) = market.memberOf(_agent(m));
        assertEq(uint256(status), uint256(MemberStatus.None));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, m, _agent(m)));
        vm.prank(_agent(m));
        market.order(m, B0 + 1, 1, _words(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, m, _agent(m)));
        vm.prank(_agent(m));
        market.withdraw(m, 1);
        vm.prank(_owner(m));
        market.setAgent(m, _agent(9));
        vm.prank(_agent(9));
        market.order(m, B0 + 1, 1, _words(0));
    }

    function test_theMeterKeyGoesAlongIfItWasTheAgents() public {
        uint16 m = _join();
        vm.expectEmit(address(market));
        emit IEnergyMarket.AgentSet(m, _agent(9));
        vm.expectEmit(address(market));
        emit IEnergyMarket.MeterKeySet(m, _agent(9));
        vm.prank(_owner(m));
        market.setAgent(m, _agent(9));
        assertEq(market.member(m).meterKey, _agent(9));
        vm.startPrank(_owner(m));
        market.setMeterKey(m, _agent(8));
        market.setAgent(m, address(0));
        assertEq(market.member(m).meterKey, _agent(8));
        market.setAgent(m, _agent(7));
        assertEq(market.member(m).meterKey, _agent(8));
    }

    function test_anAgentServesOneMember() public {
        uint16 m = _join();
        uint16 n = _join();
        vm.expectRevert(abi.encodeWithSelector(Errors.AgentTaken.selector, _agent(n)));
        vm.prank(_owner(m));
        market.setAgent(m, _agent(n));
        vm.prank(_agent(7));
        market.request(_owner(7), 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.AgentTaken.selector, _agent(7)));
        vm.prank(_owner(m));
        market.setAgent(m, _agent(7));
    }

    function test_aMetersOwnKeyReplacesTheAgentsAtOnce() public {
        uint16 m = _join();
        vm.expectEmit(address(market));
        emit IEnergyMarket.MeterKeySet(m, _agent(8));
        vm.prank(_owner(m));
        market.setMeterKey(m, _agent(8));
        _toEnd(B0 + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotMeterKey.selector, m, _agent(m)));
        vm.prank(_agent(m));
        market.report(m, B0 + 1, _words(0), "");
        vm.prank(_agent(8));
        market.report(m, B0 + 1, _words(0), "");
    }

    function test_onlyTheOwnerSetsKeysAndCap() public {
        uint16 m = _join();
        bytes memory refusal = abi.encodeWithSelector(Errors.NotOwner.selector, m, _agent(m));
        vm.startPrank(_agent(m));
        vm.expectRevert(refusal);
        market.setAgent(m, address(1));
        vm.expectRevert(refusal);
        market.setMeterKey(m, address(1));
        vm.expectRevert(refusal);
        market.setDailyCap(m, 1);
        vm.expectRevert(refusal);
        market.proposeOwner(m, address(1));
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(Errors.NotOwner.selector, 2000, address(this)));
        market.setDailyCap(2000, 1);
        vm.startPrank(_owner(m));
        vm.expectRevert(abi.encodeWithSelector(Errors.CapTooHigh.selector, 1 << 48, (1 << 48) - 1));
        market.setDailyCap(m, 1 << 48);
        market.setDailyCap(m, (1 << 48) - 1);
        assertEq(market.member(m).dailyCap, (1 << 48) - 1);
    }

    function test_ownershipMovesInTwoSteps() public {
        uint16 m = _join();
        vm.prank(_owner(m));
        market.proposeOwner(m, _owner(9));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotProposed.selector, m, address(this)));
        market.acceptOwner(m);
        assertEq(market.member(m).owner, _owner(m));
        vm.expectEmit(address(market));
        emit IEnergyMarket.OwnerSet(m, _owner(9));
        vm.prank(_owner(9));
        market.acceptOwner(m);
        assertEq(market.member(m).owner, _owner(9));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotProposed.selector, m, _owner(9)));
        vm.prank(_owner(9));
        market.acceptOwner(m);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotProposed.selector, 5000, address(this)));
        market.acceptOwner(5000);
    }
}
