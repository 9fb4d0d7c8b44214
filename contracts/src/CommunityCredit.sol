// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Credit that a community issues to itself
/// @notice A plain ERC-20. Only the market that deployed it mints, when its operator issues against payment or
/// admits a member with an initial grant. What it is worth is the operator's promise, not this contract's.
contract CommunityCredit is ERC20 {
    error OnlyMarket(address sender);

    address public immutable market;

    constructor(string memory name_, string memory symbol_) ERC20(name_, symbol_) {
        market = msg.sender;
    }

    /// 1 credit is 1,000,000 µcredit.
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external {
        if (msg.sender != market) revert OnlyMarket(msg.sender);
        _mint(to, amount);
    }
}
