// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import "../../src/interfaces/ISuccession.sol";
import "./MarketTest.sol";

contract Euro is ERC20("Euro", "EUR") {
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function burn(address from, uint256 amount) external {
        _burn(from, amount);
    }
}

/// Says that it is the successor, and does with what it is offered what it likes.
contract FalseSuccessor {
    SuccessionView private _view;
    uint256 public takes;
    address private immutable _operator = msg.sender;

    constructor(address predecessor, address credit) {
        _view.predecessor = predecessor;
        _view.credit = credit;
    }

    function succession() external view returns (SuccessionView memory) {
        return _view;
    }

    function take(uint256 percent) external {
        takes = percent;
    }

    function arrive(Arrival calldata a) external {
        // slither-disable-next-line unchecked-transfer
        IERC20(_view.credit).transferFrom(msg.sender, address(this), a.amount * takes / 100);
    }
}

/// A community whose members move from one market to the next.
abstract contract SuccessionTest is MarketTest {
    EnergyMarket internal old;
    EnergyMarket internal next;
    uint16 internal constant HOMES = 3;
    uint256 internal constant WEEK = 7 days;

    function setUp() public virtual override {
        vm.warp(uint256(B0) * BLOCK + 60);
        _begin(_terms());
    }

    /// Without a flow reserve, but where that is what matters.
    function _terms() internal pure returns (Founding memory f) {
        f = _founding();
        f.reserveBasisPoints = 0;
    }

    function _begin(Founding memory f) internal {
        _found(f);
        old = market;
        for (uint16 i; i < HOMES; ++i) {
            _join();
        }
        next = _successor(f);
    }

    function _successor(Founding memory f) internal returns (EnergyMarket) {
        f.predecessor = address(old);
        f.credit = old.founding().credit;
        return new EnergyMarket(f, OPERATOR);
    }

    function _announce() internal {
        vm.prank(OPERATOR);
        old.announce(address(next));
    }

    function _welcomeAll() internal {
        Welcome[] memory list = new Welcome[](HOMES);
        for (uint16 i; i < HOMES; ++i) {
            list[i] = Welcome(i, 0, LIMIT - i, LIMIT - 10 * i, true);
        }
        vm.prank(OPERATOR);
        next.welcome(list);
    }

    function _move(uint16 m) internal returns (uint256) {
        vm.prank(_owner(m));
        return old.move(m, address(next));
    }

    function _in(EnergyMarket which) internal {
        market = which;
    }

    function _has(EnergyMarket which, uint16 m) internal view returns (int256) {
        return which.member(m).balance;
    }

    /// Both markets' books balance, and no credit is anywhere but in them, in what waits, and with owners.
    function _assertAllBooks(uint256 all, uint256 waiting, uint256 paidOut) internal {
        _in(next);
        _assertBooks();
        uint256 held = market.overview(address(0), 0, 0).tokensHeld;
        _in(old);
        _assertBooks();
        held += market.overview(address(0), 0, 0).tokensHeld;
        assertEq(held + waiting + paidOut, all, "credit was lost or made");
        IERC20 token = IERC20(old.founding().credit);
        assertEq(token.balanceOf(address(old)) + token.balanceOf(address(next)), all - paidOut);
        assertEq(token.allowance(address(old), address(next)), 0);
    }
}
