// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {EnergyMarket} from "../../src/EnergyMarket.sol";
import "../../src/interfaces/IEnergyMarket.sol";
import {Auction} from "../../src/libraries/Auction.sol";
import {Audit} from "../../src/libraries/Audit.sol";
import {Correction} from "../../src/libraries/Correction.sol";
import {Disputes} from "../../src/libraries/Disputes.sol";
import {Dividend} from "../../src/libraries/Dividend.sol";
import {Founded} from "../../src/libraries/Founded.sol";
import {Lens} from "../../src/libraries/Lens.sol";
import {LineMeters} from "../../src/libraries/LineMeters.sol";
import {Matching} from "../../src/libraries/Matching.sol";
import {Membership} from "../../src/libraries/Membership.sol";
import {Ordering} from "../../src/libraries/Ordering.sol";
import {Reporting} from "../../src/libraries/Reporting.sol";
import {Settlement} from "../../src/libraries/Settlement.sol";
import {Succession} from "../../src/libraries/Succession.sol";
import {Terms} from "../../src/libraries/Terms.sol";
import {Treasury} from "../../src/libraries/Treasury.sol";
import {Withholding} from "../../src/libraries/Withholding.sol";
import {Account as MemberAccount, AccountWord} from "../../src/types/Account.sol";
import {Totals, TotalsWord} from "../../src/types/Totals.sol";

/// Credit of which anybody may hold anything: what the market finds in its hands is up to the proof.
contract AnyCredit {
    uint256 public held; // by the market
    address public paidTo;
    uint256 public paid;

    function decimals() external pure returns (uint8) {
        return 6;
    }

    function hold(uint256 amount) external {
        held = amount;
    }

    function balanceOf(address) external view returns (uint256) {
        return held;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        held -= amount;
        (paidTo, paid) = (to, amount);
        return true;
    }

    function approve(address, uint256) external pure returns (bool) {
        return true;
    }

    function allowance(address, address) external pure returns (uint256) {
        return 0;
    }

    function transferFrom(address, address, uint256 amount) external returns (bool) {
        held += amount;
        return true;
    }
}

/// @dev A community of two members in a state of which the proofs leave open what matters: everybody's accounts, the
/// books, the tokens held. Members are named by concrete indices, callers and all other arguments are anything.
abstract contract Proof is Test {
    address internal constant OPERATOR = address(0x09E8A708);
    address internal constant AGENT = address(0xA0); // member 0's
    address internal constant OWNER = address(0xB0);
    uint32 internal constant B0 = 250_000;
    uint256 private constant TOTALS = 3; // storage slots of the market, checked in setUp
    uint256 private constant MEMBERS = 1043;
    uint256 private constant ACCOUNTS = 4115;

    EnergyMarket internal market;
    AnyCredit internal credit;

    function setUp() public virtual {
        _link(0x1101, type(Auction).creationCode);
        _link(0x1102, type(Correction).creationCode);
        _link(0x1103, type(Founded).creationCode);
        _link(0x1104, type(Lens).creationCode);
        _link(0x1105, type(Matching).creationCode);
        _link(0x1106, type(Membership).creationCode);
        _link(0x1107, type(Ordering).creationCode);
        _link(0x1108, type(Reporting).creationCode);
        _link(0x1109, type(Settlement).creationCode);
        _link(0x110a, type(Terms).creationCode);
        _link(0x110b, type(Treasury).creationCode);
        _link(0x110c, type(Dividend).creationCode);
        _link(0x1120, type(Succession).creationCode);
        _link(0x110d, type(Audit).creationCode);
        _link(0x110e, type(Disputes).creationCode);
        _link(0x110f, type(LineMeters).creationCode);
        _link(0x1110, type(Withholding).creationCode);
        vm.warp(uint256(B0) * 7200 + 60);
        credit = new AnyCredit();
        market = new EnergyMarket(_founding(), OPERATOR);
        for (uint160 i; i < 2; ++i) {
            vm.prank(address(0xA0 + i));
            market.request(address(0xB0 + i), 100e6);
            vm.prank(OPERATOR);
            market.admit(address(0xA0 + i), 0, 4000, 4000);
        }
        _setAccount(1, MemberAccount(-7, 6, 5, 4, 3, B0 + 1));
        assert(market.member(1).balance == -7);
        assert(market.member(1).locked == 6);
        assert(_owner(1) == address(0xB1));
        _setTotals(Totals(-3, 2, 1));
        assert(market.overview(AGENT, B0, B0).gridAccount == -3);
    }

    function _founding() internal view virtual returns (Founding memory f) {
        f.name = "Any Lane";
        f.currency = "EUR";
        f.credit = address(credit);
        f.intervalSeconds = 900;
        f.tariffHourIntervals = 4;
        f.gateLeadSeconds = 300;
        f.horizonBlocks = 12;
        f.reportBlocks = 3;
        f.priceFloor = 50;
        f.priceStep = 5;
        f.tariffUnit = 1;
        f.maxRetail = 500;
        f.spread = 20;
        f.reserveBasisPoints = 10_000;
        f.dailyCap = 100e6;
        f.maxMembers = 3;
        f.zones = new Zone[](1);
        uint256 word = 0;
        for (uint256 i; i < 8; ++i) {
            word |= (80 | (300 << 15)) << (30 * i);
        }
        f.tariffTable = [word, word, word];
    }

    /// @dev Where foundry.toml's profile `proof` has linked the library.
    function _link(uint160 place, bytes memory code) private {
        address made;
        assembly {
            made := create(0, add(code, 0x20), mload(code))
        }
        vm.etch(address(place), made.code);
    }

    // ------ any state

    /// @dev Any account within what its word can hold.
    function _anyAccount(uint256 member, int64 balance, uint48 locked) internal {
        _setAccount(member, MemberAccount(balance, locked, 0, 0, 0, B0 + 1));
    }

    /// @dev Any books that two members' balances can stand in, with any tokens in the market's hands.
    function _anyBooks(int64 first, int64 second, int64 grid, uint64 tokens) internal {
        int256 held = int256(first) + second + grid;
        vm.assume(held >= 0);
        _anyAccount(0, first, 0);
        _anyAccount(1, second, 0);
        _setTotals(Totals(grid, (first > 0 ? uint64(first) : 0) + (second > 0 ? uint64(second) : 0), uint256(held)));
        credit.hold(tokens);
    }

    function _setAccount(uint256 member, MemberAccount memory account) private {
        vm.store(address(market), bytes32(ACCOUNTS + member), bytes32(AccountWord.unwrap(account.pack())));
    }

    function _setTotals(Totals memory totals) private {
        vm.store(address(market), bytes32(TOTALS), bytes32(TotalsWord.unwrap(totals.pack())));
    }

    // ------ what is proved about

    function _word(uint256 member) internal view returns (uint256) {
        return uint256(vm.load(address(market), bytes32(ACCOUNTS + member)));
    }

    function _balance(uint256 member) internal view returns (int256) {
        return int64(uint64(_word(member)));
    }

    function _totals() internal view returns (Totals memory) {
        return TotalsWord.wrap(uint256(vm.load(address(market), bytes32(TOTALS)))).read();
    }

    function _owner(uint256 member) internal view returns (address) {
        return address(uint160(uint256(vm.load(address(market), bytes32(MEMBERS + 3 * member + 1)))));
    }

    /// @dev The books add up: balances of members and grid account are the credit held, and what is owed is what it says.
    function _assertBooks() internal view {
        Totals memory totals = _totals();
        (int256 first, int256 second) = (_balance(0), _balance(1));
        assert(first + second + totals.grid == int256(totals.held));
        assert(int256(totals.positive) == (first > 0 ? first : int256(0)) + (second > 0 ? second : int256(0)));
    }
}
