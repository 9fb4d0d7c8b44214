// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MAX_ZONES} from "../../src/types/Rules.sol";
import "./Proof.sol";

/// Proved in an open dispute, for every caller and every reading of an interval: whatever is said about readings moves
/// nobody's money by itself, only the operator corrects, and only towards the line, not beyond it by more than the
/// tolerance, and within the connection's limits.
contract TrustProof is Proof {
    address private constant METER = address(0x11E0);
    uint32 private constant B = B0 + 13; // the first block whose line has a meter
    int256 private constant TOLERANCE = 20;
    int256 private constant EXCESS = 400; // member 0 told 900, member 1 told 100, the line counted 600

    function setUp() public override {
        super.setUp();
        vm.prank(OPERATOR);
        market.setLineMeter(0, METER);
        vm.warp((uint256(B) + 1) * 7200);
        uint256[] memory words = new uint256[](1);
        words[0] = 900;
        vm.prank(AGENT);
        market.report(0, B, words, "");
        words[0] = 100;
        vm.prank(address(0xA1));
        market.report(1, B, words, "");
        words[0] = 600;
        vm.prank(METER);
        market.reportLine(0, B, words);
        assert(!market.audit(B));
        assert(market.blockOf(B).audit == AuditState.Disputed);
    }

    function _founding() internal view override returns (Founding memory f) {
        f = super._founding();
        f.meteredZones = 1;
        f.toleranceWh = uint32(uint256(TOLERANCE));
        (f.disputeBlocks, f.challengeBlocks, f.witnesses) = (12, 2, 1);
    }

    function _call(address caller, bytes memory data) private returns (bool done) {
        _anyAccount(0, 5e9, 7);
        (uint256 first, uint256 second) = (_word(0), _word(1));
        vm.prank(caller);
        (done,) = address(market).call(data);
        assert(_word(0) == first && _word(1) == second && _owner(0) == OWNER);
    }

    /// Every zone that can be, each on a path of its own: halmos wants to know where a key is stored.
    function _named(uint8 zone) private pure returns (uint8) {
        for (uint8 z; z < MAX_ZONES / 2; ++z) {
            if (zone == z) return z;
            if (zone == z + MAX_ZONES / 2) return z + uint8(MAX_ZONES / 2);
        }
        return zone;
    }

    /// Interval 0 of either member, to anything.
    function check_correctReading(address caller, bool own, uint24 word) public {
        vm.assume(word < 1 << 21);
        uint256 told = own ? 900 : 100;
        if (!_call(caller, abi.encodeCall(market.correctReading, (own ? 0 : 1, B, word)))) return;
        assert(caller == OPERATOR);
        int256 net = (int256(uint256(word)) << 237) >> 237;
        if (word == told) return; // taken back
        assert(word & (1 << 19) == 0);
        assert(net < int256(told) && net >= -4000 && net <= 4000);
        assert(EXCESS + net - int256(told) >= -TOLERANCE);
    }

    /// What agrees with the line, or has not been told, is nobody's to correct.
    function check_correctReadingOfWhatIsNotOff(address caller, uint24 word) public {
        vm.assume(word != 0 && word < 1 << 21);
        assert(!_call(caller, abi.encodeCall(market.correctReading, (0, B, 900 | (uint256(word) << 21)))));
    }

    function check_setLineMeter(address caller, uint8 zone, address key) public {
        bool done = _call(caller, abi.encodeCall(market.setLineMeter, (_named(zone), key)));
        assert(!done || caller == OPERATOR);
        assert(market.lineMeterOf(0, B) == METER);
    }

    function check_reportLine(address caller, uint8 zone, uint256 row) public {
        uint256[] memory words = new uint256[](1);
        words[0] = row;
        assert(!_call(caller, abi.encodeCall(market.reportLine, (_named(zone), B, words))));
    }

    /// Whatever is signed by whomever: a line that has reported is not reported again, and nobody's money moves.
    function check_reportLineFor(address caller, uint8 zone, uint256 row, bytes32 r, bytes32 v) public {
        uint256[] memory words = new uint256[](1);
        words[0] = row;
        SignedLine memory line = SignedLine(_named(zone), B, words, abi.encodePacked(r, v, uint8(27)));
        assert(!_call(caller, abi.encodeCall(market.reportLineFor, (line))));
    }

    function check_audit(address caller, uint8 later) public {
        vm.warp(block.timestamp + uint256(later) * 3600);
        _call(caller, abi.encodeCall(market.audit, (B)));
    }
}
