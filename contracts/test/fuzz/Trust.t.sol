// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MeteredTest.sol";

/// What a lie about a reading is worth where lines are metered, and what it costs others. The grid pays and takes the same
/// (80 µcredit/Wh), so that money is energy.
contract TrustFuzz is MeteredTest {
    int256 private constant P = 80;
    int256 private constant TOL = int256(uint256(TOLERANCE));

    function setUp() public override {
        MarketTest.setUp();
        Founding memory f = _metered();
        f.tariffTable = _table(uint256(P), uint256(P));
        _found(f);
        _street();
    }

    function _bounded(int256 x) private pure returns (int256) {
        return bound(x, -int256(uint256(LIMIT)), int256(uint256(LIMIT)));
    }

    function _end() private {
        if (!market.audit(FIRST)) {
            _toWindowEnd(FIRST);
            market.audit(FIRST);
        }
        uint16[] memory list = new uint16[](4);
        (list[1], list[2], list[3]) = (b, c, d);
        assertEq(market.settle(list, 1), 4);
        _assertBooks();
    }

    function _max(int256 x, int256 y) private pure returns (int256) {
        return x > y ? x : y;
    }

    /// Whatever two homes of a feeder tell: together they are paid for what the line counted and its tolerance, or, if
    /// that is less than nothing, they pay for the import that they told. The rest of the street is not touched.
    function testFuzz_togetherALineIsNeverPaidForMoreThanItCounted(
        int256 line,
        int256 ofA,
        int256 ofB,
        int256 ofC,
        int256 ofD
    ) public {
        (ofA, ofB, ofC, ofD) = (_bounded(ofA), _bounded(ofB), _bounded(ofC), _bounded(ofD));
        line = bound(line, -8000, 8000);
        _tell(FIRST, ofA, ofB, ofC, ofD);
        _lines(FIRST, line, ofC, ofD);
        _end();
        int256 told = (ofA < 0 ? ofA : int256(0)) + (ofB < 0 ? ofB : int256(0));
        assertLe(_gain(a) + _gain(b), 8 * P * _max(line + TOL, told));
        assertEq(_gain(c), 8 * P * ofC);
        assertEq(_gain(d), 8 * P * ofD);
    }

    /// Who exports alone behind a line gains nothing beyond the tolerance by telling more, on time or late, and may lose.
    function testFuzz_lyingAloneGainsNothingBeyondTheTolerance(int256 truth, int256 lie, bool late) public {
        truth = bound(truth, 0, int256(uint256(LIMIT)));
        lie = _bounded(lie);
        _toEnd(FIRST);
        _report(a, FIRST, 0);
        _report(b, FIRST, 0);
        _report(d, FIRST, 0);
        if (!late) _report(c, FIRST, _allNet(lie));
        _lines(FIRST, 0, truth, 0);
        _toDeadline(FIRST);
        _end();
        if (late) _report(c, FIRST, _allNet(lie));
        assertLe(_gain(c), 8 * P * (truth + TOL));
        _assertBooks();
    }

    /// An honest seller that delivers what it sold may wait for a part of its money, and at worst not get it: it is never
    /// charged for a neighbour's lie.
    function testFuzz_anHonestSellerIsNeverCharged(uint256 sold, uint256 over, int256 lie) public {
        sold = bound(sold, 1, 2000);
        int256 delivered = int256(sold) + int256(bound(over, 0, 2000));
        lie = _bounded(lie);
        vm.warp(uint256(FIRST - 1) * BLOCK);
        _order(b, FIRST, _all(_sell(sold, 0)));
        _order(d, FIRST, _all(_buy(sold, 63)));
        _tell(FIRST, lie, delivered, 0, -int256(sold));
        _lines(FIRST, delivered, 0, -int256(sold));
        _end();
        assertGe(_gain(b), 0);
        // what a liar adds is what the feeder is cut by: pro rata, an honest seller keeps its share of what flowed
        int256 told = delivered + _max(lie, 0);
        if (lie > TOL) assertGe(_gain(b), 8 * (P * delivered * delivered / told - 2 * 365));
        else if (lie >= 0) assertGe(_gain(b), 8 * P * delivered);
    }

    /// What the operator corrects costs nobody but whom it corrects, and not more than the line, in any case.
    function testFuzz_aCorrectionCostsOnlyWhomItCorrects(int256 line, int256 ofA, int256 ofB, int256 instead) public {
        (ofA, ofB) = (_bounded(ofA), _bounded(ofB));
        line = bound(line, -8000, 8000);
        _tell(FIRST, ofA, ofB, 0, 0);
        _lines(FIRST, line, 0, 0);
        uint256 before = vm.snapshotState();
        _end();
        int256 uncorrected = _gain(b);
        vm.revertToState(before);
        market.audit(FIRST);
        vm.prank(OPERATOR);
        bool taken;
        try market.correctReading(a, FIRST, _allNet(_bounded(instead))) {
            taken = true;
        } catch {}
        _end();
        assertGe(_gain(b), uncorrected);
        int256 excess = ofA + ofB - line;
        int256 now_ = (int256(market.readingsOf(FIRST)[a]) << 237) >> 237;
        if (!taken || (excess <= TOL && excess >= -TOL)) assertEq(now_, ofA);
        else if (excess > 0) assertTrue(now_ <= ofA && now_ + ofB >= line - TOL);
        else assertTrue(now_ >= ofA && now_ + ofB <= line + TOL);
    }
}
