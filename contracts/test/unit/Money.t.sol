// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import "../utils/MarketTest.sol";

/// Takes a hundredth of every transfer, and can lose what others hold.
contract FeeToken is ERC20("Fee", "FEE") {
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function burn(address from, uint256 amount) external {
        _burn(from, amount);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from != address(0) && to != address(0)) {
            super._update(from, address(0xfee), value / 100);
            value -= value / 100;
        }
        super._update(from, to, value);
    }
}

contract DepositTest is MarketTest {
    FeeToken internal token;

    function setUp() public override {
        super.setUp();
        token = new FeeToken();
        Founding memory f = _founding();
        f.credit = address(token);
        f.initialGrant = 0;
        _found(f);
        _join();
        token.mint(address(this), 1000e6);
        token.approve(address(market), type(uint256).max);
    }

    function test_whatArrivesCounts() public {
        vm.expectEmit(address(market));
        emit IEnergyMarket.Deposited(0, address(this), 99e6);
        market.deposit(0, 100e6);
        assertEq(_balance(0), 99e6);
        _assertBooks();
    }

    function test_refusesNothingNobodyAndTooMuch() public {
        vm.expectRevert(Errors.NothingReceived.selector);
        market.deposit(0, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 1));
        market.deposit(1, 5);
        token.mint(address(this), 1 << 62);
        vm.expectRevert();
        market.deposit(0, 1 << 62);
        vm.expectRevert(Errors.NotOwnCredit.selector);
        vm.prank(OPERATOR);
        market.issue(0, 5);
    }

    function test_giftsAreNobodys() public {
        token.transfer(address(market), 50e6);
        assertEq(market.overview(address(0), B0, B0).tokensHeld, 0);
        market.deposit(0, 100e6);
        assertEq(_balance(0), 99e6);
        _assertBooks();
    }

    function test_whatTheTokenTakesAwayIsSharedByAll() public {
        _join();
        market.deposit(0, 100e6);
        market.deposit(1, 100e6);
        token.burn(address(market), 49.5e6);
        assertEq(market.overview(address(0), B0, B0).shortfall, 49.5e6);
        vm.prank(_owner(0));
        assertEq(market.withdraw(0, 40e6), 30e6);
    }
}

contract IssueTest is MarketTest {
    function test_onlyTheOperator() public {
        uint16 m = _join();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        market.issue(m, 5e6);
        vm.startPrank(OPERATOR);
        vm.expectEmit(address(market));
        emit IEnergyMarket.Issued(m, 5e6);
        market.issue(m, 5e6);
        assertEq(_balance(m), 1005e6);
        vm.expectRevert(Errors.NothingReceived.selector);
        market.issue(m, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 9));
        market.issue(9, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooMuch.selector, (1 << 60) + 1));
        market.issue(m, (1 << 60) + 1);
        vm.stopPrank();
        _assertBooks();
    }

    function test_nobodyMintsPastTheMarket() public {
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, OPERATOR));
        vm.prank(OPERATOR);
        credit.mint(OPERATOR, 1);
    }

    function test_creditMovesFreelyAndComesBackAsADeposit() public {
        uint16 m = _join();
        vm.startPrank(_owner(m));
        market.withdraw(m, 10e6);
        credit.approve(address(market), 4e6);
        market.deposit(m, 4e6);
        vm.stopPrank();
        assertEq(_balance(m), 994e6);
        _assertBooks();
    }
}

contract WithdrawTest is MarketTest {
    function test_paysTheOwnerWhoeverAsks() public {
        uint16 m = _join();
        vm.expectEmit(address(market));
        emit IEnergyMarket.Withdrawn(m, _owner(m), 7e6, 7e6);
        vm.prank(_agent(m));
        assertEq(market.withdraw(m, 7e6), 7e6);
        assertEq(credit.balanceOf(_owner(m)), 7e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, m, OPERATOR));
        vm.prank(OPERATOR);
        market.withdraw(m, 7e6);
        _assertBooks();
    }

    function test_keepsLocksAndReserve() public {
        uint16 m = _join();
        _order(m, B0 + 1, _at(_buy(100, 30), 0));
        uint256 free = 1000e6 - 16e6 - 20_001;
        assertEq(market.member(m).free, free);
        vm.startPrank(_owner(m));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFree.selector, free + 1, free));
        market.withdraw(m, free + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFree.selector, 0, free));
        market.withdraw(m, 0);
        market.withdraw(m, free);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotFree.selector, 1, 0));
        market.withdraw(m, 1);
    }

    /// One member owes more than it has: the others bear it alike, and books stay even.
    function test_aShortfallIsShared() public {
        Founding memory f = _founding();
        f.initialGrant = 1e6;
        f.reserveBasisPoints = 0;
        _found(f);
        uint16 a = _join();
        uint16 silent = _join();
        _toEnd(B0 + 3);
        vm.prank(_agent(a));
        market.report(a, B0 + 1, _words(_allNet(int256(uint256(LIMIT))), 3), "");
        _toDeadline(B0 + 3);
        _settleAll();
        assertEq(_balance(silent), 1e6 - 3 * 8 * int256(LIMIT * R));
        // nobody paid in what the exporter earned
        uint256 claim = 1e6 + 3 * 8 * LIMIT * F;
        assertEq(_balance(a), int256(claim));
        assertEq(market.overview(address(0), B0, B0).tokensHeld, 2e6);
        assertEq(market.overview(address(0), B0, B0).shortfall, claim - 2e6);
        vm.startPrank(_owner(a));
        assertEq(market.withdraw(a, claim / 2), 1e6);
        _assertBooks();
        assertEq(market.withdraw(a, claim / 2), 1e6);
        vm.stopPrank();
        assertEq(_balance(a), 0);
        _assertBooks();
    }
}

contract TakeSurplusTest is MarketTest {
    uint16 internal a;

    function setUp() public override {
        super.setUp();
        a = _join();
    }

    function test_onlyWhatTheGridAccountEarnedAndOnlyOnceAllDueIsSettled() public {
        _toEnd(B0 + 1);
        _report(a, B0 + 1, _allNet(-100));
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotSettled.selector, B0 + 1));
        market.takeSurplus(OPERATOR, 1);
        _settle(a);
        uint256 surplus = 8 * 100 * R;
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSurplus.selector, surplus + 1, surplus));
        market.takeSurplus(OPERATOR, surplus + 1);
        vm.expectEmit(address(market));
        emit IEnergyMarket.SurplusTaken(OPERATOR, surplus);
        market.takeSurplus(OPERATOR, surplus);
        assertEq(credit.balanceOf(OPERATOR), surplus);
        vm.stopPrank();
        _assertBooks();
    }

    function test_notWhatALateReadingMayStillGiveBack() public {
        _toDeadline(B0 + 1);
        _settle(a);
        assertEq(market.overview(address(0), B0, B0).gridAccount, int256(8 * LIMIT * R));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSurplus.selector, 1, 0));
        vm.prank(OPERATOR);
        market.takeSurplus(OPERATOR, 1);
        _report(a, B0 + 1, _allNet(-100));
        vm.prank(OPERATOR);
        market.takeSurplus(OPERATOR, 8 * 100 * R);
        _assertBooks();
    }

    function test_notWhileABlockPastItsDeadlineWasNeverTouched() public {
        vm.warp(uint256(B0 + 6) * BLOCK);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotSettled.selector, B0 + 1));
        vm.prank(OPERATOR);
        market.takeSurplus(OPERATOR, 1);
    }

    function test_neverWhatMembersOwn() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.NoSurplus.selector, 1, 0));
        vm.prank(OPERATOR);
        market.takeSurplus(OPERATOR, 1);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        market.takeSurplus(OPERATOR, 1);
    }
}
