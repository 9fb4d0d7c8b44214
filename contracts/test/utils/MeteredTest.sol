// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "./MarketTest.sol";

/// A street of two feeders, whose lines and main meter report; four homes: 0 and 1 on the first feeder, 2 on the second,
/// 3 at the root.
abstract contract MeteredTest is MarketTest {
    uint32 internal constant TOLERANCE = 20;
    uint32 internal constant FIRST = B0 + 13; // the first block whose lines have meters
    uint256 internal constant WINDOW = 12; // blocks after the deadline
    uint16 internal a;
    uint16 internal b;
    uint16 internal c;
    uint16 internal d;

    function setUp() public virtual override {
        super.setUp();
        _found(_metered());
        _street();
    }

    function _metered() internal pure returns (Founding memory f) {
        f = _founding();
        f.reserveBasisPoints = 0;
        f.zones = new Zone[](3);
        f.zones[1] = Zone(0, 0, 100_000);
        f.zones[2] = Zone(0, 0, 100_000);
        f.meteredZones = 7;
        f.toleranceWh = TOLERANCE;
        f.disputeBlocks = uint8(WINDOW);
        f.challengeBlocks = 2;
        f.witnesses = 2;
    }

    function _street() internal {
        (a, b) = (_join(1, LIMIT, LIMIT), _join(1, LIMIT, LIMIT));
        (c, d) = (_join(2, LIMIT, LIMIT), _join(0, LIMIT, LIMIT));
        for (uint8 z; z < 3; ++z) {
            vm.prank(OPERATOR);
            market.setLineMeter(z, _lineKey(z));
        }
        _settleUpTo(FIRST);
    }

    /// Lets the blocks before pass: nothing flows in them.
    function _settleUpTo(uint32 blockIndex) internal {
        for (uint32 k = B0 + 1; k < blockIndex; ++k) {
            _toEnd(k);
            for (uint16 m; m < 4; ++m) {
                _report(m, k, 0);
            }
        }
        _settleAll();
        assertEq(market.member(a).settledBefore, blockIndex);
    }

    function _lineKey(uint8 zone) internal pure returns (address) {
        return address(uint160(0x11E0 + zone));
    }

    function _toWindowEnd(uint256 blockIndex) internal {
        vm.warp((blockIndex + 4 + WINDOW) * BLOCK);
    }

    function _row(int256 wh) internal pure returns (uint256 row) {
        for (uint256 i; i < 8; ++i) {
            row |= uint256(uint32(int32(wh))) << (32 * i);
        }
    }

    function _line(uint8 zone, uint32 blockIndex, int256 wh) internal {
        vm.prank(_lineKey(zone));
        market.reportLine(zone, blockIndex, _words(_row(wh)));
    }

    /// What the lines count where homes exported (+) so much in each interval.
    function _lines(uint32 blockIndex, int256 first, int256 second, int256 root) internal {
        _line(1, blockIndex, first);
        _line(2, blockIndex, second);
        _line(0, blockIndex, first + second + root);
    }

    function _tell(uint32 blockIndex, int256 ofA, int256 ofB, int256 ofC, int256 ofD) internal {
        _toEnd(blockIndex);
        _report(a, blockIndex, _allNet(ofA));
        _report(b, blockIndex, _allNet(ofB));
        _report(c, blockIndex, _allNet(ofC));
        _report(d, blockIndex, _allNet(ofD));
    }

    function _state(uint32 blockIndex) internal view returns (AuditState) {
        return market.blockOf(blockIndex).audit;
    }

    function _correct(uint16 member, uint32 blockIndex, uint256 word) internal {
        vm.prank(OPERATOR);
        market.correctReading(member, blockIndex, word);
    }

    function _gain(uint16 member) internal view returns (int256) {
        return _balance(member) - 1000e6;
    }
}
