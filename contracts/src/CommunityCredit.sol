// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Credit that a community issues to itself
/// @notice A plain ERC-20. Only the community's market mints, when its operator issues against payment or admits a member
/// with an initial grant; while members move to another market, that market does, too, and in the end it alone. What
/// credit is worth is the operator's promise, not this contract's.
contract CommunityCredit is ERC20 {
    error OnlyMarket(address sender);

    event Appointed(address indexed heir);
    event HandedOver(address indexed market);

    address public market;
    address public heir; // 0: none

    constructor(string memory name_, string memory symbol_) ERC20(name_, symbol_) {
        market = msg.sender;
    }

    modifier onlyMarket() {
        if (msg.sender != market) revert OnlyMarket(msg.sender);
        _;
    }

    /// 1 credit is 1,000,000 µcredit.
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external {
        if (msg.sender != market && msg.sender != heir) revert OnlyMarket(msg.sender);
        _mint(to, amount);
    }

    /// Lets the market's successor mint, too; 0: nobody else any more.
    function appoint(address heir_) external onlyMarket {
        heir = heir_;
        emit Appointed(heir_);
    }

    /// Makes the successor the market, for ever.
    function handOver() external onlyMarket {
        market = heir;
        heir = address(0);
        emit HandedOver(market);
    }
}
