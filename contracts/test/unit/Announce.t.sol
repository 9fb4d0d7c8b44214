// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import "../utils/SuccessionTest.sol";

contract AnnounceTest is SuccessionTest {
    function test_namesASuccessorThatNamesThisOne() public {
        vm.expectEmit(address(old));
        emit ISuccession.SuccessorAnnounced(address(next), uint64(block.timestamp + WEEK));
        _announce();
        SuccessionView memory v = old.succession();
        assertEq(v.successor, address(next));
        assertEq(v.agentsFrom, block.timestamp + WEEK);
        assertEq(next.succession().predecessor, address(old));
        assertEq(next.founding().terms.predecessor, address(old));
        assertEq(next.founding().credit, old.founding().credit);
        assertEq(next.founding().terms.credit, old.founding().credit);
    }

    function test_onlyTheOperatorAndOnlyAMarketThatFits() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        old.announce(address(next));
        EnergyMarket stranger = new EnergyMarket(_founding(), OPERATOR);
        address[4] memory bad = [address(old), address(stranger), address(0x1234), address(credit)];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ISuccession.BadSuccessor.selector, bad[i]));
            vm.prank(OPERATOR);
            old.announce(bad[i]);
        }
        vm.expectRevert();
        vm.prank(OPERATOR);
        old.announce(bad[3]);
    }

    function test_takenBackNobodyMoves() public {
        _announce();
        vm.prank(OPERATOR);
        old.announce(address(0));
        assertEq(old.succession().agentsFrom, 0);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotSuccessor.selector, address(next)));
        _move(0);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotSuccessor.selector, address(0)));
        vm.prank(_owner(0));
        old.move(0, address(0));
    }

    function test_aPredecessorMustBeAMarketWithTheSameCredit() public {
        Founding memory f = _founding();
        f.predecessor = address(0x1234);
        f.credit = address(credit);
        f.initialGrant = 0;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadFounding.selector, "predecessor"));
        new EnergyMarket(f, OPERATOR);
        f.predecessor = address(old);
        f.credit = address(new Euro());
        vm.expectRevert(abi.encodeWithSelector(Errors.BadFounding.selector, "predecessor"));
        new EnergyMarket(f, OPERATOR);
        f.credit = address(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadFounding.selector, "predecessor"));
        new EnergyMarket(f, OPERATOR);
    }
}
