// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

/// What does not pay, tried against the market as a whole: with orders, clearing, deadlines and keys.
contract IncentivesTest is MarketTest {
    uint16 internal constant HOMES = 4;

    function _open(bool pooled, uint8 zones) private {
        Founding memory f = _founding();
        f.supply = pooled ? Supply.Pooled : Supply.Individual;
        f.initialGrant = 1 << 40;
        f.zones = new Zone[](zones);
        if (zones > 1) f.zones[1] = Zone(0, 0, 100);
        _found(f);
        for (uint16 i; i < HOMES; ++i) {
            _join(uint8(i % zones), LIMIT, LIMIT);
        }
        for (uint16 i; i < HOMES; ++i) {
            vm.prank(_owner(i));
            market.setDailyCap(i, 1 << 40);
        }
    }

    function _random(uint256 seed, uint256 a, uint256 b) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, a, b)));
    }

    function _orders(uint256 seed, uint256 who) private pure returns (uint256 word) {
        for (uint256 i; i < 8; ++i) {
            uint256 x = _random(seed, who, i);
            if (x % 4 == 0) continue;
            word |= (1 + (x >> 8) % 3000 | (((x >> 64) % 64) << 18) | (((x >> 128) & 1) << 24)) << (25 * i);
        }
    }

    function _readings(uint256 seed, uint256 who) private pure returns (uint256 word) {
        for (uint256 i; i < 8; ++i) {
            word |= _net(int256(_random(seed, who + 100, i) % 8001) - 4000) << (21 * i);
        }
    }

    /// Member 0's balance if it reports on time, late before settlement, late after settlement, or never.
    function _play(uint256 seed, uint256 way) private returns (int256 balance) {
        uint256 snapshot = vm.snapshotState();
        for (uint16 i; i < HOMES; ++i) {
            _order(i, B0 + 1, _orders(seed, i));
        }
        _toEnd(B0 + 1);
        for (uint16 i = 1; i < HOMES; ++i) {
            _report(i, B0 + 1, _readings(seed, i));
        }
        if (way == 0) _report(0, B0 + 1, _readings(seed, 0));
        else _toDeadline(B0 + 1);
        if (way == 1) _report(0, B0 + 1, _readings(seed, 0));
        _settleAll();
        if (way == 2) _report(0, B0 + 1, _readings(seed, 0));
        _settleAll();
        _assertBooks();
        balance = _balance(0);
        vm.revertToState(snapshot);
    }

    function testFuzz_silenceAndDelayNeverPay(uint256 seed) public {
        _open(seed % 2 == 0, uint8(1 + (seed >> 1) % 2));
        int256 honest = _play(seed, 0);
        int256 lateBefore = _play(seed, 1);
        int256 lateAfter = _play(seed, 2);
        int256 silent = _play(seed, 3);
        assertEq(lateBefore, lateAfter, "when it settles does not matter");
        assertLe(lateBefore, honest, "delay");
        assertLe(silent, lateBefore, "silence");
    }

    function testFuzz_reportingAndSettlingTwiceChangesNothing(uint256 seed) public {
        _open(seed % 2 == 0, 1);
        for (uint16 i; i < HOMES; ++i) {
            _order(i, B0 + 1, _orders(seed, i));
        }
        _toEnd(B0 + 1);
        for (uint16 i; i < HOMES; ++i) {
            _report(i, B0 + 1, _readings(seed, i));
        }
        assertEq(_settleAll(), HOMES);
        bytes32 before = keccak256(abi.encode(market.members(0, HOMES), market.blockOf(B0 + 1)));
        assertEq(_settleAll(), 0);
        SignedReadings[] memory batch = new SignedReadings[](HOMES);
        for (uint16 i; i < HOMES; ++i) {
            batch[i] = _signReadings(i, B0 + 1, _words(_readings(~seed, i)), "", _agentKey(i));
        }
        market.reportBatch(batch);
        market.clear(B0 + 1, 8);
        assertEq(keccak256(abi.encode(market.members(0, HOMES), market.blockOf(B0 + 1))), before);
    }

    /// Two homes of one owner trade with each other at any price, and deliver nothing of it.
    function testFuzz_washTradingNeverPays(uint256 seed, uint256 wh, uint256 tick) public {
        wh = 1 + wh % LIMIT;
        tick %= 64;
        _open(seed % 2 == 0, 1);
        int256[2] memory sums;
        for (uint256 way; way < 2; ++way) {
            uint256 snapshot = vm.snapshotState();
            if (way == 1) {
                _order(0, B0 + 1, _all(_sell(wh, tick)));
                _order(1, B0 + 1, _all(_buy(wh, tick)));
            }
            _toEnd(B0 + 1);
            for (uint16 i; i < HOMES; ++i) {
                _report(i, B0 + 1, i < 2 ? 0 : _readings(seed, i));
            }
            _settleAll();
            sums[way] = _balance(0) + _balance(1);
            vm.revertToState(snapshot);
        }
        assertLe(sums[1], sums[0]);
    }

    /// Under individual supply the grid account gives nobody what another did not pay, whatever homes trade and deliver.
    function testFuzz_theGridAccountNeverPaysOutMoreThanItTakes(uint256 seed) public {
        _open(false, uint8(1 + seed % 2));
        for (uint16 i; i < HOMES; ++i) {
            _order(i, B0 + 1, _orders(seed, i));
        }
        _toEnd(B0 + 1);
        for (uint16 i; i < HOMES; ++i) {
            if (_random(seed, i, 7) % 8 != 0) _report(i, B0 + 1, _readings(seed, i));
        }
        _toDeadline(B0 + 1);
        _settleAll();
        assertGe(market.overview(address(0), 0, 0).gridAccount, 0);
    }

    /// A pair on both sides of a full line sells across it, and delivers nothing.
    function testFuzz_aShamPairAcrossAFullLineNeverEarns(bool pooled, uint256 wh, uint256 sellTick, uint256 buyTick)
        public
    {
        _open(pooled, 2);
        wh = 1 + wh % LIMIT;
        // honest neighbours fill the line from zone 1 to zone 0
        _order(3, B0 + 1, _all(_sell(2000, 5)));
        _order(2, B0 + 1, _all(_buy(2000, 45)));
        _order(0, B0 + 1, _all(_sell(wh, sellTick % 64)));
        _order(1, B0 + 1, _all(_buy(wh, buyTick % 64)));
        _toEnd(B0 + 1);
        _report(0, B0 + 1, 0);
        _report(1, B0 + 1, 0);
        _report(2, B0 + 1, _allNet(-2000));
        _report(3, B0 + 1, _allNet(2000));
        _settleAll();
        assertLe(_balance(0) + _balance(1), 2 * int256(1 << 40));
        if (!pooled) assertGe(market.overview(address(0), 0, 0).gridAccount, 0, "the grid account pays for nobody");
        _assertBooks();
    }
}
