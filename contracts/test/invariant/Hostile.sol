// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Vm} from "forge-std/Vm.sol";
import {Totals, TotalsWord} from "../../src/types/Totals.sol";
import "../utils/MarketTest.sol";

/// Whoever has no business with a member's money tries: strangers with everybody's functions, an operator that does what
/// it can, relays with forged, stolen and stale signatures, agents that withdraw.
abstract contract Hostile is MarketTest {
    address internal constant STRANGER = address(0xBAD);
    // Storage slots of the market: a campaign of millions of calls looks at the books after each.
    uint256 private constant TOTALS = 3;
    uint256 private constant ACCOUNTS = 4115;

    string public harm; // the first thing that went wrong, empty if nothing did
    mapping(uint256 member => int256 balance) private _told; // what events say that a member has

    function _homes() internal pure virtual returns (uint16);

    /// Nothing but what an event tells with its amount changes a balance; and by this call no balance may fall.
    modifier harmless() {
        int256[] memory before = _balances();
        vm.recordLogs();
        _;
        _listen();
        for (uint16 m; m < before.length; ++m) {
            if (_has(m) < before[m]) _blame("a balance fell");
        }
    }

    /// Balances may fall by the market's rules, as events tell.
    modifier told() {
        vm.recordLogs();
        _;
        _listen();
    }

    function _balances() private view returns (int256[] memory balances) {
        balances = new int256[](_homes());
        for (uint16 m; m < balances.length; ++m) {
            balances[m] = _has(m);
        }
    }

    function _has(uint256 m) private view returns (int256) {
        return int64(uint64(uint256(vm.load(address(market), bytes32(ACCOUNTS + m)))));
    }

    function gridAccount() external view returns (int256) {
        return TotalsWord.wrap(uint256(vm.load(address(market), bytes32(TOTALS)))).read().grid;
    }

    /// Balances of members and grid account are the credit held, and what members are owed is what the books say.
    function balanced() external view returns (bool) {
        Totals memory totals = TotalsWord.wrap(uint256(vm.load(address(market), bytes32(TOTALS)))).read();
        int256 sum = totals.grid;
        int256 positive = 0;
        for (uint256 m; m < _homes(); ++m) {
            int256 balance = _has(m);
            sum += balance;
            if (balance > 0) positive += balance;
        }
        return sum == int256(totals.held) && positive == int256(totals.positive);
    }

    function _blame(string memory what) internal {
        if (bytes(harm).length == 0) harm = what;
    }

    function _listen() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter != address(market) || logs[i].topics.length < 2) continue;
            bytes32 name = logs[i].topics[0];
            uint256 m = uint256(logs[i].topics[1]);
            if (name == IEnergyMarket.Settled.selector) {
                (, int256 amount) = abi.decode(logs[i].data, (uint32, int256));
                _told[m] += amount;
            } else if (name == IEnergyMarket.Corrected.selector) {
                _told[m] += abi.decode(logs[i].data, (int256));
            } else if (name == IEnergyMarket.Deposited.selector || name == IEnergyMarket.Issued.selector) {
                _told[m] += int256(abi.decode(logs[i].data, (uint256)));
            } else if (name == IEnergyMarket.Withdrawn.selector) {
                (uint256 paid, uint256 claim) = abi.decode(logs[i].data, (uint256, uint256));
                _told[m] -= int256(claim);
                if (paid > claim) _blame("more was paid than claimed");
                if (address(uint160(uint256(logs[i].topics[2]))) != market.member(uint16(m)).owner) {
                    _blame("somebody else was paid");
                }
            }
        }
        for (uint16 m; m < _homes(); ++m) {
            if (_told[m] != _has(m)) _blame("a balance is not what was told");
        }
    }

    /// What members have at the beginning.
    function _noteBalances() internal {
        for (uint16 m; m < _homes(); ++m) {
            _told[m] = _balance(m);
            assertEq(_has(m), _told[m]);
        }
    }

    // ------ strangers

    /// Everything that only an owner, an agent, a meter or the operator may do, by somebody else.
    function trespass(uint256 seed, uint16 who, uint256 x) external harmless {
        uint16 m = who % _homes();
        uint32 b = _now() + 1 + uint32(x % 9);
        bytes[16] memory calls = [
            abi.encodeCall(market.withdraw, (m, 1 + x % 1e6)),
            abi.encodeCall(market.leave, (m)),
            abi.encodeCall(market.expel, (m)),
            abi.encodeCall(market.setAgent, (m, STRANGER)),
            abi.encodeCall(market.setMeterKey, (m, STRANGER)),
            abi.encodeCall(market.setDailyCap, (m, uint64(x))),
            abi.encodeCall(market.proposeOwner, (m, STRANGER)),
            abi.encodeCall(market.acceptOwner, (m)),
            abi.encodeCall(market.order, (m, b, uint40(block.timestamp * 10 + 9), _words(_buy(900, 60)))),
            abi.encodeCall(market.report, (m, _now() - 1, _words(_allNet(-3000)), "")),
            abi.encodeCall(market.setSpread, (uint32(1 + x % 99))),
            abi.encodeCall(market.takeSurplus, (STRANGER, 1 + x % 1e6)),
            abi.encodeCall(market.issue, (m, 1e6)),
            abi.encodeCall(market.admit, (STRANGER, 0, LIMIT, LIMIT)),
            abi.encodeCall(market.suspend, (m, true)),
            abi.encodeCall(market.transferOwnership, (STRANGER))
        ];
        vm.prank(STRANGER);
        (bool done,) = address(market).call(calls[seed % 16]);
        if (done) _blame("a stranger was obeyed");
    }

    /// What is signed for somebody else, with another key or for another founding, is skipped.
    function forge(uint256 seed, uint16 who) external harmless {
        uint16 m = who % _homes();
        uint256 locked = market.member(m).locked;
        SignedOrders[] memory orders = new SignedOrders[](2);
        orders[0] = _signOrders(m, _now() + 1, uint40(block.timestamp * 10 + 9), _words(_buy(900, 60)), seed % 1e9 + 1);
        orders[1] = _signOrders(m, _now() + 1, uint40(block.timestamp * 10 + 9), _words(_buy(1, 60)), _agentKey(m));
        orders[1].words[0] = _buy(2000, 63);
        market.orderBatch(orders);
        if (market.member(m).locked != locked) _blame("a forged order counted");

        uint256 word = market.overview(_agent(m), _now() - 1, _now() - 1).blocks[0].readings;
        SignedReadings[] memory readings = new SignedReadings[](1);
        readings[0] = _signReadings(m, _now() - 1, _words(_allNet(-3999)), "", seed % 1e9 + 1);
        market.reportBatch(readings);
        if (market.overview(_agent(m), _now() - 1, _now() - 1).blocks[0].readings != word) {
            _blame("a forged reading counted");
        }
    }

    /// The operator does to members what it may: nobody has less of it.
    function oppress(uint256 seed, uint16 who, uint256 x) external harmless {
        uint16 m = who % _homes();
        bytes[6] memory calls = [
            abi.encodeCall(market.suspend, (m, x % 3 == 0)),
            abi.encodeCall(market.setTariff, (_now() + 1 + uint32(x % 30), _words(_prices(0, 500)))),
            abi.encodeCall(market.setTariffTable, (_table(0, 500))),
            abi.encodeCall(market.setSpread, (uint32(1 + x % 500))),
            abi.encodeCall(market.takeSurplus, (OPERATOR, 1 + x % 1e9)),
            abi.encodeCall(market.setMemberTerms, (m, 0, uint32(x % 4001), uint32((x >> 16) % 4001)))
        ];
        uint256 kind = seed % 6;
        vm.prank(OPERATOR);
        (bool done,) = address(market).call(calls[kind]);
        if (done && kind == 4) {
            Overview memory o = market.overview(address(0), _now(), _now());
            if (o.gridAccount < 0 || o.shortfall != 0) _blame("the operator took what members own");
        }
    }

    /// An agent may send free credit to its owner, to nobody else.
    function agentWithdraws(uint16 who, uint256 x) external told {
        uint16 m = who % _homes();
        MemberView memory v = market.member(m);
        uint256 held = credit.balanceOf(v.owner);
        vm.prank(v.agent);
        try market.withdraw(m, 1 + x % 1e6) returns (uint256 paid) {
            if (1 + x % 1e6 > v.free) _blame("more than what is free was paid");
            if (credit.balanceOf(v.owner) != held + paid) _blame("the owner was not paid");
        } catch {
            if (v.agent != address(0) && 1 + x % 1e6 <= v.free) _blame("free credit was withheld");
        }
    }

    /// Gifts are nobody's: what is sent to the market past its functions counts for nothing.
    function gift(uint16 who, uint256 x) external harmless {
        address owner = market.member(who % _homes()).owner;
        uint256 has = credit.balanceOf(owner);
        if (has == 0) return;
        vm.prank(owner);
        // slither-disable-next-line unchecked-transfer
        credit.transfer(address(market), 1 + x % has);
    }

    function depositForAnother(uint16 who, uint16 other, uint256 x) external harmless {
        address owner = market.member(who % _homes()).owner;
        uint256 has = credit.balanceOf(owner);
        if (has == 0) return;
        vm.startPrank(owner);
        credit.approve(address(market), has);
        market.deposit(other % _homes(), 1 + x % has);
        vm.stopPrank();
    }
}
