// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

/// Each home keeps its own supplier, and a line lies between two feeders: deliveries meet in their zone first, the rest
/// crosses the line as it was cleared.
contract IndividualZonesTest is MarketTest {
    uint16 internal seller; // in zone 1
    uint16 internal neighbour; // of the seller's
    uint16 internal buyer; // in zone 0

    function setUp() public override {
        super.setUp();
        Founding memory f = _founding();
        f.supply = Supply.Individual;
        f.zones = new Zone[](2);
        f.zones[1] = Zone(0, 2, 300);
        _found(f);
        seller = _join(1, LIMIT, LIMIT);
        neighbour = _join(1, LIMIT, LIMIT);
        buyer = _join(0, LIMIT, LIMIT);
    }

    function _price(uint256 zone) private view returns (int256) {
        return int256(FLOOR + STEP * (market.blockOf(B0 + 1).results[zone] & 63));
    }

    /// 400 Wh for sale beyond a line of 300, of which the neighbour takes 100.
    function _trade() private {
        _order(seller, B0 + 1, _at(_sell(400, 10), 0));
        _order(neighbour, B0 + 1, _at(_buy(100, 40), 0));
        _order(buyer, B0 + 1, _at(_buy(300, 30), 0));
        _toGate(B0 + 1);
        market.clear(B0 + 1, 8);
        assertEq(market.blockOf(B0 + 1).flows[1], 300);
        assertLe(_price(1) + 2 * int256(STEP), _price(0), "the fee lies between");
    }

    function _deliver(int256 sold, int256 near, int256 far) private {
        _toEnd(B0 + 1);
        _report(seller, B0 + 1, _net(sold));
        _report(neighbour, B0 + 1, _net(-near));
        _report(buyer, B0 + 1, _net(-far));
        assertEq(_settleAll(), 3);
        _assertBooks();
    }

    function _changes() private view returns (int256, int256, int256) {
        int256 grant = 1000e6;
        return (_balance(seller) - grant, _balance(neighbour) - grant, _balance(buyer) - grant);
    }

    function test_eachSideSettlesAtItsOwnPriceAndTheLineEarnsTheDifference() public {
        _trade();
        _deliver(400, 100, 300);
        (int256 a, int256 b, int256 c) = _changes();
        assertEq(a, 400 * _price(1));
        assertEq(b, -100 * _price(1));
        assertEq(c, -300 * _price(0));
        assertEq(market.overview(address(0), 0, 0).gridAccount, 300 * (_price(0) - _price(1)));
    }

    function test_theOwnZoneComesFirst() public {
        _trade();
        // 100 of 150 Wh stay with the neighbour, 50 cross
        _deliver(150, 100, 300);
        (int256 a, int256 b, int256 c) = _changes();
        assertEq(a, 150 * _price(1) - 250 * int256(SPREAD));
        assertEq(b, -100 * _price(1));
        assertEq(c, -50 * _price(0));
    }

    function test_whatTheNeighbourDoesNotTakeCrossesNoMoreThanWasCleared() public {
        _trade();
        _deliver(400, 0, 300);
        (int256 a, int256 b, int256 c) = _changes();
        assertEq(a, 300 * _price(1));
        assertEq(b, -100 * int256(SPREAD));
        assertEq(c, -300 * _price(0));
    }

    function test_nothingCrossesAgainstTheClearedDirection() public {
        _trade();
        // the buyer exports instead, the seller's zone lacks
        _deliver(0, 100, -300);
        (int256 a, int256 b, int256 c) = _changes();
        assertEq(a, -400 * int256(SPREAD));
        assertEq(b, 0, "its purchase met no delivery");
        assertEq(c, -300 * int256(SPREAD));
    }

    function test_clearedInPartsTheLineKeepsAllIntervals() public {
        _order(seller, B0 + 1, _all(_sell(500, 10)));
        _order(buyer, B0 + 1, _all(_buy(500, 30)));
        _toGate(B0 + 1);
        market.clear(B0 + 1, 3);
        market.clear(B0 + 1, 1);
        market.clear(B0 + 1, 4);
        uint256 row = market.blockOf(B0 + 1).flows[1];
        for (uint256 i; i < 8; ++i) {
            assertEq((row >> (32 * i)) & 0xFFFFFFFF, 300);
        }
    }

    function test_theRingForgetsTheFlowsOfItsEarlierBlock() public {
        _trade();
        _deliver(400, 100, 300);
        for (uint32 b = B0 + 2; b < B0 + 129; ++b) {
            _toDeadline(b);
            _settleAll();
        }
        _toGate(B0 + 129);
        market.clear(B0 + 129, 8);
        assertEq(market.blockOf(B0 + 129).flows[1], 0);
    }
}
