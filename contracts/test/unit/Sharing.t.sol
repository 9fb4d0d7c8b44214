// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import "../utils/MarketTest.sol";

/// What the grid account has left over goes back to members by the rule of their founding.
contract SharingTest is MarketTest {
    uint16 private a;
    uint16 private b;
    uint16 private c;

    function _open(Sharing sharing) private {
        Founding memory f = _founding();
        f.sharing = sharing;
        _found(f);
        assertEq(uint256(market.founding().terms.sharing), uint256(sharing));
        (a, b, c) = (_join(), _join(), _join());
    }

    /// Block B0 + 1: home a exports 8 x 300 Wh, b imports 8 x 100, c 8 x 200; the grid account keeps the spread.
    function _live() private {
        _toEnd(B0 + 1);
        _report(a, B0 + 1, _allNet(300));
        _report(b, B0 + 1, _allNet(-100));
        _report(c, B0 + 1, _allNet(-200));
        assertEq(_settleAll(), 3);
    }

    function _surplus() private view returns (int256) {
        return market.overview(address(0), 0, 0).gridAccount;
    }

    function _share(uint256 amount) private returns (int256 toA, int256 toB, int256 toC) {
        (toA, toB, toC) = (_balance(a), _balance(b), _balance(c));
        vm.prank(OPERATOR);
        market.shareSurplus(amount);
        (toA, toB, toC) = (_balance(a) - toA, _balance(b) - toB, _balance(c) - toC);
        _assertBooks();
    }

    function test_alikeToAllThatDeliver() public {
        _open(Sharing.Equal);
        _live();
        int256 before = _surplus();
        assertEq(before, 8 * 300 * 2 * int256(SPREAD));
        vm.expectEmit(address(market));
        emit IEnergyMarket.Shared(a, 333, 1);
        (int256 toA, int256 toB, int256 toC) = _share(1000);
        assertEq(toA, 333);
        assertEq(toB, 333);
        assertEq(toC, 333);
        assertEq(_surplus(), before - 999, "what is left of rounding stays");
        assertEq(market.weightOf(a), 1);
    }

    function test_notToWhoDoesNotDeliverYetOrAnyMore() public {
        _open(Sharing.Equal);
        _live();
        uint16 newcomer = _join();
        assertEq(market.weightOf(newcomer), 0);
        vm.prank(_owner(c));
        market.leave(c);
        assertEq(market.weightOf(c), 1, "it delivers still");
        for (uint32 i = B0 + 2; i < B0 + 16; ++i) {
            _toDeadline(i);
            _settleAll();
        }
        assertEq(market.weightOf(c), 0);
        assertEq(market.weightOf(newcomer), 1);
    }

    function test_byWhatEachImportedSinceTheLastTime() public {
        _open(Sharing.ByConsumption);
        _live();
        assertEq(market.weightOf(c), 1600);
        (int256 toA, int256 toB, int256 toC) = _share(3000);
        assertEq(toA, 0);
        assertEq(toB, 1000);
        assertEq(toC, 2000);
        assertEq(market.weightOf(c), 0);
        vm.prank(OPERATOR);
        vm.expectRevert(Errors.NobodyToShareWith.selector);
        market.shareSurplus(1);
    }

    function test_byWhatEachExported() public {
        _open(Sharing.ByDelivery);
        _live();
        (int256 toA, int256 toB, int256 toC) = _share(3000);
        assertEq(toA, 3000);
        assertEq(toB + toC, 0);
    }

    function test_silenceCountsForNothing() public {
        _open(Sharing.ByConsumption);
        _toDeadline(B0 + 1);
        _settleAll();
        assertEq(market.weightOf(a), 0, "what is deemed was not metered");
    }

    function test_noMoreThanWasEarnedAndByTheOperatorOnly() public {
        _open(Sharing.Equal);
        _live();
        uint256 surplus = uint256(_surplus());
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSurplus.selector, surplus + 1, surplus));
        market.shareSurplus(surplus + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSurplus.selector, 0, surplus));
        market.shareSurplus(0);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, _agent(a)));
        vm.prank(_agent(a));
        market.shareSurplus(1);
        _toDeadline(B0 + 2);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotSettled.selector, B0 + 2));
        vm.prank(OPERATOR);
        market.shareSurplus(1);
    }
}
