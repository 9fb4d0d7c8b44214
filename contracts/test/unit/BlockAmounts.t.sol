// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BlockAmounts} from "../../src/libraries/BlockAmounts.sol";
import {Clearing} from "../../src/libraries/Clearing.sol";
import {Positions} from "../../src/libraries/Positions.sol";
import {AmountsReference} from "../reference/AmountsReference.sol";
import {Communities} from "../utils/Communities.sol";

contract BlockAmountsTest is Communities {
    uint256 internal constant LIMIT = 0x3ffff;

    /// @dev A cleared and metered block of a community.
    struct Metered {
        Community c;
        uint256[] results;
        uint256[] readings; // by member
        uint256[] longs; // by zone
        uint256[] shorts;
        BlockAmounts.Zonal terms; // of whichever zone is asked for
        bool pooled;
        uint256 limit; // of every connection, both ways
    }

    // ------ the rules as written

    function test_pooledAgreesWithTheRulesAsWritten(uint256 value) public {
        _compare(value, true);
    }

    function test_individualAgreesWithTheRulesAsWritten(uint256 value) public {
        _compare(value, false);
    }

    function _compare(uint256 value, bool pooled) private {
        Metered memory m = _metered(value, pooled ? 4 : 1, pooled, value % 2 == 0 ? LIMIT : value % 4096);
        for (uint256 w; w < m.c.words.length; ++w) {
            BlockAmounts.Home memory home = _home(m, w);
            uint256 kind = draw(4);
            if (kind == 0) home.readings = Positions.UNREPORTED;
            int256 sum;
            for (uint256 i; i < 8; ++i) {
                AmountsReference.Interval memory t = _interval(m, w, i);
                t.late = kind == 1;
                (t.importLimitWh, t.exportLimitWh) = (home.importLimitWh, home.exportLimitWh);
                if (kind == 0) (t.known, t.metered) = (false, 0);
                sum += pooled ? AmountsReference.pooled(t) : AmountsReference.individual(t);
            }
            assertEq(_amount(m, w, home, kind == 1), sum);
        }
    }

    // ------ nobody gains by silence or delay

    /// @dev Holds for a meter within its connection's limits: the limit is the fuse.
    function test_silenceAndDelayNeverPay(uint256 value) public {
        Metered memory m = _metered(value, 4, true, LIMIT);
        _silence(m);
        m = _metered(value, 1, false, LIMIT);
        _silence(m);
    }

    function _silence(Metered memory m) private {
        for (uint256 w; w < m.c.words.length; ++w) {
            BlockAmounts.Home memory home = _home(m, w);
            home.importLimitWh = home.exportLimitWh = m.pooled ? _reach(m, w) : LIMIT;
            int256 honest = _amount(m, w, home, false);

            BlockAmounts.Home memory silent = _home(m, w);
            silent.importLimitWh = silent.exportLimitWh = home.importLimitWh;
            silent.readings = Positions.UNREPORTED;

            // without this member's reading the zone's sums lack its share
            (uint256 long, uint256 short) = _sums(m, w, home);
            m.longs[zoneOf(m.c.words[w])] -= long;
            m.shorts[zoneOf(m.c.words[w])] -= short;
            int256 late = _amount(m, w, home, true);
            int256 deemed = _amount(m, w, silent, false);
            m.longs[zoneOf(m.c.words[w])] += long;
            m.shorts[zoneOf(m.c.words[w])] += short;

            assertLe(late, honest, "late");
            assertLe(deemed, late, "silent");
        }
    }

    // ------ money

    /// @dev Members never get more than the grid's bill for their metered net comes to; a rounded Wh costs R at most.
    function test_pooledPaysNoMoreThanTheGridsBill(uint256 value) public {
        Metered memory m = _metered(value, 6, true, LIMIT);
        int256 sum;
        int256[8] memory net;
        int256 dust;
        for (uint256 w; w < m.c.words.length; ++w) {
            BlockAmounts.Home memory home = _home(m, w);
            // one in five is silent, one in five late: neither is in the sums
            uint256 kind = w % 5;
            if (kind < 2) {
                (uint256 long, uint256 short) = _sums(m, w, home);
                m.longs[zoneOf(m.c.words[w])] -= long;
                m.shorts[zoneOf(m.c.words[w])] -= short;
            }
        }
        for (uint256 w; w < m.c.words.length; ++w) {
            BlockAmounts.Home memory home = _home(m, w);
            uint256 readings = home.readings;
            if (w % 5 == 0) home.readings = Positions.UNREPORTED;
            home.importLimitWh = home.exportLimitWh = _reach(m, w);
            sum += _amount(m, w, home, w % 5 == 1);
            for (uint256 i; i < 8; ++i) {
                net[i] += _net(readings, i);
                if (order(m.c.words[w], i) != 0) dust += 2;
            }
        }
        int256 bill;
        for (uint256 i; i < 8; ++i) {
            (uint256 f, uint256 r) = _tariff(m, i);
            bill += net[i] * int256(net[i] > 0 ? f : r);
        }
        assertLe(sum, bill + dust * int256(m.terms.tariffUnit * 0x7fff));
    }

    function test_individualPaysNoMoreThanItTakes(uint256 value) public {
        Metered memory m = _metered(value, 1, false, LIMIT);
        int256 sum;
        for (uint256 w; w < m.c.words.length; ++w) {
            sum += _amount(m, w, _home(m, w), false);
        }
        assertLe(sum, 0);
    }

    /// @dev Who does not trade is never worse off than with the grid alone.
    function test_sharesWithMembersThatNeverOrder(uint256 value) public {
        Metered memory m = _metered(value, 4, true, LIMIT);
        for (uint256 w; w < m.c.words.length; ++w) {
            if (m.c.words[w] << 56 != 0) continue;
            BlockAmounts.Home memory home = _home(m, w);
            int256 alone;
            for (uint256 i; i < 8; ++i) {
                (uint256 f, uint256 r) = _tariff(m, i);
                int256 net = _net(home.readings, i);
                if (home.readings >> (21 * i) & (1 << 19) != 0) net = -int256(home.importLimitWh);
                alone += net * int256(net > 0 ? f : r);
            }
            assertGe(_amount(m, w, home, false), alone);
        }
    }

    /// @dev Trading without delivering, in any zone, at any price, whatever the others do: never a gain. So wash trades in
    /// a zone and sham pairs across a full line lose at least what each half loses.
    function test_tradingWithoutDeliveringNeverPays(uint256 value) public {
        seed(value);
        AmountsReference.Interval memory t;
        t.known = true;
        t.importLimitWh = t.exportLimitWh = LIMIT;
        for (uint256 k; k < 32; ++k) {
            t.position = int256(draw(2000)) - 1000;
            t.price = draw(400);
            t.retail = draw(400);
            t.feedIn = draw(t.retail + 1);
            t.spread = 1 + draw(draw(2) == 0 ? 5 : 200);
            t.longWh = draw(3000) + (t.position < 0 ? uint256(-t.position) : 0);
            t.shortWh = draw(3000) + (t.position > 0 ? uint256(t.position) : 0);
            assertLe(_single(t, true), 0);
            assertLe(_single(t, false), 0);
        }
    }

    /// @dev A pair of homes with loads of their own looks for sham trades that, on top of honest settlement, shift the
    /// netting in its favour: whatever it makes of positions and deviations, the pair's sum never beats its balance with
    /// no sham trade. Climbs from random starts.
    function test_shiftingTheNettingWithShamTradesNeverPays(uint256 value) public {
        seed(value);
        int256[8] memory x; // sham sold by one, sham price, F, R, spread, others' long, others' short, own net
        x = [
            int256(draw(1000)),
            int256(draw(400)),
            int256(draw(100)),
            int256(100 + draw(300)),
            int256(1 + draw(20)),
            int256(draw(2000)),
            int256(draw(2000)),
            int256(draw(2000)) - 1000
        ];
        int256 best = _shamGain(x);
        for (uint256 k; k < 64; ++k) {
            int256[8] memory y = x;
            uint256 at = draw(8);
            y[at] += int256(draw(201)) - 100;
            for (uint256 i; i < 8; ++i) {
                if (i < 7 && y[i] < 0) y[i] = 0;
            }
            if (y[3] < y[2]) y[3] = y[2];
            if (y[4] == 0) y[4] = 1;
            int256 gain = _shamGain(y);
            if (gain >= best) (best, x) = (gain, y);
        }
        assertLe(best, 0);
    }

    /// @dev The pair: one sells `x[0]` to the other at `x[1]`, neither delivers; a third home of theirs nets `x[7]`.
    function _shamGain(int256[8] memory x) private pure returns (int256) {
        AmountsReference.Interval memory t;
        t.known = true;
        t.importLimitWh = t.exportLimitWh = LIMIT;
        t.price = uint256(x[1]);
        (t.feedIn, t.retail, t.spread) = (uint256(x[2]), uint256(x[3]), uint256(x[4]));
        t.longWh = uint256(x[5] + (x[7] > 0 ? x[7] : int256(0)));
        t.shortWh = uint256(x[6] + (x[7] < 0 ? -x[7] : int256(0)));
        t.metered = x[7];
        int256 before = _single(t, true);
        t.longWh += uint256(x[0]);
        t.shortWh += uint256(x[0]);
        int256 afterwards = _single(t, true);
        (t.metered, t.position) = (0, x[0]);
        afterwards += _single(t, true);
        t.position = -x[0];
        return afterwards + _single(t, true) - before;
    }

    // ------ scenes

    /// @dev One interval through the packed words.
    function _single(AmountsReference.Interval memory t, bool pooled) private pure returns (int256) {
        BlockAmounts.Zonal memory zone = BlockAmounts.Zonal({
            results: 0,
            tariff: t.feedIn | (t.retail << 15),
            longs: t.longWh,
            shorts: t.shortWh,
            priceFloor: t.price,
            priceStep: 1,
            tariffUnit: 1,
            spread: t.spread
        });
        BlockAmounts.Home memory home = BlockAmounts.Home({
            positions: uint256(int256(Positions.NONE) + t.position),
            readings: uint256(t.metered) & 0x7ffff,
            importLimitWh: t.importLimitWh,
            exportLimitWh: t.exportLimitWh
        });
        return pooled
            ? BlockAmounts.pooled(BlockAmounts.pooledTerms(zone), home)
            : BlockAmounts.individual(BlockAmounts.individualTerms(zone), home);
    }

    function _metered(uint256 value, uint256 maxZones, bool pooled, uint256 limit) private returns (Metered memory m) {
        m.c = community(value, maxZones, 20);
        (m.pooled, m.limit) = (pooled, limit);
        (m.results,,) = Clearing.clear(m.c.words, m.c.zones, 0, 8);
        m.longs = new uint256[](m.c.zones.length);
        m.shorts = new uint256[](m.c.zones.length);
        m.terms.priceFloor = draw(100);
        m.terms.priceStep = 1 + draw(10);
        m.terms.tariffUnit = 1 + draw(3);
        m.terms.spread = 1 + draw(draw(2) == 0 ? 5 : 500);
        for (uint256 i; i < 8; ++i) {
            uint256 retail = draw(400);
            m.terms.tariff |= (draw(retail + 1) | (retail << 15)) << (30 * i);
        }
        m.readings = new uint256[](m.c.words.length);
        for (uint256 w; w < m.c.words.length; ++w) {
            uint256 positions = _positions(m, w);
            for (uint256 i; i < 8; ++i) {
                m.readings[w] |= _reading(Positions.at(positions, i)) << (21 * i);
            }
            (uint256 long, uint256 short) = _sums(m, w, _home(m, w));
            m.longs[zoneOf(m.c.words[w])] += long;
            m.shorts[zoneOf(m.c.words[w])] += short;
        }
    }

    /// @dev As traded, or near it, or anything, or not known.
    function _reading(int256 position) private returns (uint256) {
        uint256 kind = draw(5);
        if (kind == 0) return 1 << 19;
        if (kind == 1) return uint256(position) & 0x7ffff;
        if (kind == 2) return uint256(int256(draw(0x7ffff)) - 0x3ffff) & 0x7ffff;
        position += int256(draw(4001)) - 2000;
        if (position > 0x3ffff) position = 0x3ffff;
        if (position < -0x3ffff) position = -0x3ffff;
        return uint256(position) & 0x7ffff;
    }

    function _positions(Metered memory m, uint256 w) private pure returns (uint256) {
        return Positions.fills(m.c.words[w], m.results[zoneOf(m.c.words[w])]);
    }

    function _home(Metered memory m, uint256 w) private pure returns (BlockAmounts.Home memory home) {
        home.positions = _positions(m, w);
        home.readings = m.readings[w];
        (home.importLimitWh, home.exportLimitWh) = (m.limit, m.limit);
    }

    function _sums(Metered memory m, uint256 w, BlockAmounts.Home memory home) private pure returns (uint256, uint256) {
        return m.pooled
            ? Positions.deviations(home.positions, m.readings[w], m.limit, m.limit)
            : Positions.deliveries(home.positions, m.readings[w]);
    }

    function _amount(Metered memory m, uint256 w, BlockAmounts.Home memory home, bool late)
        private
        pure
        returns (int256)
    {
        uint256 z = zoneOf(m.c.words[w]);
        m.terms.results = m.results[z];
        (m.terms.longs, m.terms.shorts) = (m.longs[z], m.shorts[z]);
        uint256[] memory terms = m.pooled ? BlockAmounts.pooledTerms(m.terms) : BlockAmounts.individualTerms(m.terms);
        if (late) terms = m.pooled ? BlockAmounts.latePooledTerms(terms) : BlockAmounts.lateIndividualTerms(terms);
        return m.pooled ? BlockAmounts.pooled(terms, home) : BlockAmounts.individual(terms, home);
    }

    /// @dev A connection's limit that none of the member's readings exceeds.
    function _reach(Metered memory m, uint256 w) private pure returns (uint256 reach) {
        for (uint256 i; i < 8; ++i) {
            int256 net = _net(m.readings[w], i);
            if (net < 0) net = -net;
            if (uint256(net) > reach) reach = uint256(net);
        }
    }

    function _net(uint256 readings, uint256 i) private pure returns (int256) {
        return int256((readings >> (21 * i)) << 237) >> 237;
    }

    function _tariff(Metered memory m, uint256 i) private pure returns (uint256 f, uint256 r) {
        uint256 prices = m.terms.tariff >> (30 * i);
        return ((prices & 0x7fff) * m.terms.tariffUnit, ((prices >> 15) & 0x7fff) * m.terms.tariffUnit);
    }

    function _interval(Metered memory m, uint256 w, uint256 i)
        private
        pure
        returns (AmountsReference.Interval memory t)
    {
        uint256 z = zoneOf(m.c.words[w]);
        t.position = Positions.at(_positions(m, w), i);
        t.metered = _net(m.readings[w], i);
        t.known = (m.readings[w] >> (21 * i)) & (1 << 19) == 0;
        t.price = m.terms.priceFloor + m.terms.priceStep * (field(m.results[z], i) & 63);
        (t.feedIn, t.retail) = _tariff(m, i);
        t.longWh = (m.longs[z] >> (32 * i)) & 0xffffffff;
        t.shortWh = (m.shorts[z] >> (32 * i)) & 0xffffffff;
        t.spread = m.terms.spread;
    }
}
