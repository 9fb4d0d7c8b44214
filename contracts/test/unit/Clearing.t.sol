// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Zone} from "../../src/interfaces/IEnergyMarket.sol";
import {Clearing} from "../../src/libraries/Clearing.sol";
import {Positions} from "../../src/libraries/Positions.sol";
import {ClearingReference} from "../reference/ClearingReference.sol";
import {Communities} from "../utils/Communities.sol";

contract ClearingTest is Communities {
    /// @dev One interval of a cleared community, as its members see it.
    struct Outcome {
        uint256 interval;
        uint256[] results;
        int256[] flows;
        int256[] nets; // Wh that the zone's members sold less bought
        int256[] dust; // most Wh that rounding may have moved in the zone
    }

    function test_agreesWithTheRulesAsWritten(uint256 value) public {
        Community memory c = community(value, 16, 40);
        uint256 first = draw(8);
        uint256 intervals = 1 + draw(8 - first);
        if (draw(3) == 0) (first, intervals) = (0, 8);
        (uint256[] memory results, int256[] memory flows, uint256 withOrders) =
            Clearing.clear(c.words, c.zones, first, intervals);
        (uint256[] memory results_, int256[] memory flows_, uint256 withOrders_) =
            ClearingReference.clear(c.words, c.zones, first, intervals);
        assertEq(results, results_);
        assertEq(flows, flows_);
        assertEq(withOrders, withOrders_);
    }

    function test_chunksByIntervalAddUp(uint256 value, uint256 first) public {
        Community memory c = community(value, 6, 20);
        first = bound(first, 0, 8);
        (uint256[] memory whole, int256[] memory flows, uint256 withOrders) = Clearing.clear(c.words, c.zones, 0, 8);
        (uint256[] memory early, int256[] memory flowsEarly, uint256 n) = Clearing.clear(c.words, c.zones, 0, first);
        assertEq(n, withOrders);
        (uint256[] memory late, int256[] memory flowsLate,) = Clearing.clear(c.words, c.zones, first, 8 - first);
        for (uint256 z; z < whole.length; ++z) {
            assertEq(early[z] | late[z], whole[z]);
            assertEq(early[z] & late[z], 0);
        }
        for (uint256 k; k < flows.length; ++k) {
            assertEq(flowsEarly[k] + flowsLate[k], flows[k]);
        }
    }

    /// @dev What is sold is bought, but for roundings, which never favour sellers.
    function test_conservesEnergy(uint256 value) public {
        Community memory c = community(value, 16, 40);
        Outcome memory o = outcome(c, draw(8));
        assertEq(o.flows[0], 0);
        int256 sum;
        int256 dust;
        for (uint256 z; z < c.zones.length; ++z) {
            (sum, dust) = (sum + o.nets[z], dust + o.dust[z]);
            int256 own = o.flows[z];
            for (uint256 child = z + 1; child < c.zones.length; ++child) {
                if (c.zones[child].parent == z) own -= o.flows[child];
            }
            assertLe(o.nets[z], own);
            assertGe(o.nets[z], own - o.dust[z]);
        }
        assertLe(sum, 0);
        assertGe(sum, -dust);
    }

    function test_keepsLinesWithinTheirCapacity(uint256 value) public {
        Community memory c = community(value, 16, 40);
        Outcome memory o = outcome(c, draw(8));
        for (uint256 z = c.zones.length - 1; z > 0; --z) {
            int256 capacity = int256(uint256(c.zones[z].capacityWh));
            assertLe(o.flows[z], capacity);
            assertGe(o.flows[z], -capacity);
            // what members got, with all roundings of the subtree
            assertLe(o.nets[z], capacity);
            assertGe(o.nets[z], -capacity - o.dust[z]);
            o.nets[c.zones[z].parent] += o.nets[z];
            o.dust[c.zones[z].parent] += o.dust[z];
        }
    }

    function test_neverFillsBeyondAnOrderOrAcrossItsLimit(uint256 value) public {
        Community memory c = community(value, 16, 40);
        Outcome memory o = outcome(c, draw(8));
        for (uint256 w; w < c.words.length; ++w) {
            uint256 order = order(c.words[w], o.interval);
            uint256 result = o.results[zoneOf(c.words[w])];
            int256 position = ClearingReference.position(order, result);
            int256 wh = int256(order & 0x3ffff);
            uint256 limit = (order >> 18) & 63;
            bool sells = order >> 24 == 1;
            assertTrue(sells ? position >= 0 && position <= wh : position <= 0 && position >= -wh);
            if (position != 0) assertTrue(sells ? limit <= result & 63 : limit >= result & 63);
        }
    }

    function test_earnsAtLeastTheFeeOnEveryLine(uint256 value) public {
        Community memory c = community(value, 16, 40);
        Outcome memory o = outcome(c, draw(8));
        for (uint256 z = 1; z < c.zones.length; ++z) {
            int256 step = int256(o.results[c.zones[z].parent] & 63) - int256(o.results[z] & 63);
            int256 flow = o.flows[z];
            assertGe(step * flow, int256(uint256(c.zones[z].feeTicks)) * (flow > 0 ? flow : -flow));
        }
    }

    /// @dev Prices prove that no other outcome is worth more: every order is on its right side of its zone's price,
    /// and a line that is not full closes the gap between its ends' prices to its fee.
    function test_maximisesWelfare(uint256 value) public {
        Community memory c = community(value, 16, 40);
        Outcome memory o = outcome(c, draw(8));
        for (uint256 z = 1; z < c.zones.length; ++z) {
            int256 step = int256(o.results[c.zones[z].parent] & 63) - int256(o.results[z] & 63);
            int256 fee = int256(uint256(c.zones[z].feeTicks));
            int256 capacity = int256(uint256(c.zones[z].capacityWh));
            if (o.flows[z] < capacity) assertLe(step, o.flows[z] < 0 ? -fee : fee);
            if (o.flows[z] > -capacity) assertGe(step, o.flows[z] > 0 ? fee : -fee);
        }
        for (uint256 w; w < c.words.length; ++w) {
            uint256 order = order(c.words[w], o.interval);
            if (order == 0) continue;
            uint256 price = o.results[zoneOf(c.words[w])] & 63;
            uint256 limit = (order >> 18) & 63;
            int256 position = ClearingReference.position(order, o.results[zoneOf(c.words[w])]);
            bool sells = order >> 24 == 1;
            if (sells ? limit < price : limit > price) {
                assertEq(position, sells ? int256(order & 0x3ffff) : -int256(order & 0x3ffff));
            }
        }
    }

    function test_publishesNoPriceWithoutVolume() public pure {
        uint256[] memory words = new uint256[](2);
        words[0] = singleOrder(0, true, 40, 500);
        words[1] = singleOrder(0, false, 20, 500);
        (uint256[] memory results, int256[] memory flows, uint256 withOrders) =
            Clearing.clear(words, new Zone[](1), 0, 8);
        assertEq(withOrders, 2);
        assertEq(flows[0], 0);
        for (uint256 i; i < 8; ++i) {
            assertEq(field(results[0], i) >> 7, Clearing.NO_PRICE);
            assertEq(ClearingReference.position(order(words[0], i), field(results[0], i)), 0);
        }
    }

    function test_publishesAPriceWhereEnergyOnlyPasses() public pure {
        Zone[] memory zones = new Zone[](3);
        zones[1] = Zone(0, 1, 1000);
        zones[2] = Zone(1, 1, 1000);
        uint256[] memory words = new uint256[](2);
        words[0] = singleOrder(2, true, 10, 500);
        words[1] = singleOrder(0, false, 20, 500);
        (uint256[] memory results, int256[] memory flows,) = Clearing.clear(words, zones, 0, 1);
        assertEq(flows[8], 500);
        assertEq(flows[16], 500);
        assertEq(field(results[1], 0) >> 7, FULL);
        assertEq(ClearingReference.position(order(words[0], 0), field(results[2], 0)), 500);
        assertEq(ClearingReference.position(order(words[1], 0), field(results[0], 0)), -500);
    }

    /// @dev A school's roof of 91 kW and 544 flats that would take three times as much.
    function test_oneSellerManyBuyers() public pure {
        uint256[] memory words = new uint256[](545);
        words[0] = singleOrder(0, true, 8, 22_750);
        uint256 demand;
        for (uint256 flat = 1; flat <= 544; ++flat) {
            uint256 wh = 50 + flat % 151;
            words[flat] = singleOrder(0, false, 30, wh);
            demand += wh;
        }
        (uint256[] memory results,,) = Clearing.clear(words, new Zone[](1), 0, 8);
        uint256 result = field(results[0], 0);
        assertEq(result & 63, 30, "scarce: the buyers' price");
        assertEq(ClearingReference.position(order(words[0], 0), result), 22_750);
        int256 bought;
        for (uint256 flat = 1; flat <= 544; ++flat) {
            int256 wh = -ClearingReference.position(order(words[flat], 0), result);
            uint256 share = (words[flat] & 0x3ffff) * 22_750;
            assertGe(uint256(wh) * demand, share);
            assertLe((uint256(wh) - 1) * demand, share);
            bought += wh;
        }
        assertGe(bought, 22_750);
        assertLe(bought, 22_750 + 544);
    }

    function test_refusesMoreWordsThanALaneCanSum() public {
        vm.expectRevert(abi.encodeWithSelector(Clearing.TooManyWords.selector, 1025));
        this.clear(new uint256[](1025), new Zone[](1));
    }

    function test_sumsTheLargestCommunity() public {
        uint256[] memory words = new uint256[](1024);
        Zone[] memory zones = new Zone[](16);
        for (uint256 z = 1; z < 16; ++z) {
            zones[z] = Zone(uint8(z - 1), 1, type(uint32).max);
        }
        for (uint256 w; w < 1024; ++w) {
            for (uint256 i; i < 8; ++i) {
                // every interval has its own ratio of sellers and buyers, up to all of one side
                bool sells = w % 8 < i + (i == 7 ? 1 : 0);
                words[w] |= (uint256(0x3ffff) | ((sells ? uint256(1) << 24 : uint256(63) << 18))) << (25 * i);
            }
            words[w] |= (w % 16) << 236;
        }
        (uint256[] memory results, int256[] memory flows,) = Clearing.clear(words, zones, 0, 8);
        (uint256[] memory results_, int256[] memory flows_,) = ClearingReference.clear(words, zones, 0, 8);
        assertEq(results, results_);
        assertEq(flows, flows_);
    }

    function test_refusesAWordOutsideTheTree() public {
        uint256[] memory words = new uint256[](1);
        words[0] = singleOrder(1, true, 5, 5);
        vm.expectRevert(abi.encodeWithSelector(Clearing.ZoneOutOfTree.selector, 1));
        this.clear(words, new Zone[](1));
    }

    function test_refusesAChildBeforeItsParent() public {
        Zone[] memory zones = new Zone[](2);
        zones[1].parent = 1;
        vm.expectRevert(abi.encodeWithSelector(Clearing.ZoneOutOfTree.selector, 1));
        this.clear(new uint256[](0), zones);
    }

    function clear(uint256[] memory words, Zone[] memory zones) external pure {
        Clearing.clear(words, zones, 0, 8);
    }

    function test_positionsAreTheFillsOfAllIntervals(uint256 value) public {
        Community memory c = community(value, 4, 20);
        (uint256[] memory results,,) = Clearing.clear(c.words, c.zones, 0, 8);
        for (uint256 w; w < c.words.length; ++w) {
            uint256 result = results[zoneOf(c.words[w])];
            uint256 positions = Positions.fills(c.words[w], result | (uint256(0xffff) << 240));
            for (uint256 i; i < 8; ++i) {
                assertEq(Positions.at(positions, i), ClearingReference.position(order(c.words[w], i), field(result, i)));
            }
        }
    }

    function outcome(Community memory c, uint256 i) private pure returns (Outcome memory o) {
        uint256 n = c.zones.length;
        o.interval = i;
        o.results = new uint256[](n);
        o.flows = new int256[](n);
        o.nets = new int256[](n);
        o.dust = new int256[](n);
        (uint256[] memory results, int256[] memory flows,) = Clearing.clear(c.words, c.zones, 0, 8);
        for (uint256 z; z < n; ++z) {
            o.results[z] = field(results[z], i);
            o.flows[z] = flows[z * 8 + i];
        }
        for (uint256 w; w < c.words.length; ++w) {
            uint256 z = zoneOf(c.words[w]);
            uint256 order = order(c.words[w], i);
            o.nets[z] += ClearingReference.position(order, o.results[z]);
            if ((order >> 18) & 63 == o.results[z] & 63) o.dust[z] += 2;
        }
    }
}
