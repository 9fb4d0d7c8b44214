// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MeteredTest.sol";

/// A line's keeper without coin signs what its meter counted, and anybody carries it.
contract LineForTest is MeteredTest {
    uint32 internal from;

    function setUp() public override {
        super.setUp();
        vm.prank(OPERATOR);
        market.setLineMeter(1, _agent(c));
        from = _now() + 13;
        _toEnd(from + 1);
    }

    function _refused(SignedLine memory line, bytes memory reason) private {
        vm.expectRevert(reason);
        market.reportLineFor(line);
        assertEq(market.auditOf(from).linesIn, 0);
    }

    function test_anybodyRelaysWhatTheKeeperSigned() public {
        SignedLine memory line = _signLine(1, from, _words(_row(250), 2), _agentKey(c));
        vm.expectEmit(address(market));
        emit IEnergyMarket.LineReported(1, from, line.words);
        vm.prank(address(0xCA221E2));
        market.reportLineFor(line);
        for (uint32 k = from; k < from + 2; ++k) {
            AuditView memory v = market.auditOf(k);
            assertEq(v.linesIn, 2);
            assertEq(v.lines[1], _row(250));
        }
        vm.expectRevert(abi.encodeWithSelector(Errors.LineReportedBefore.selector, 1, from));
        market.reportLineFor(line);
    }

    function test_nobodyElsesAndNothingElse() public {
        SignedLine memory line = _signLine(1, from, _words(_row(250)), _agentKey(a));
        _refused(line, abi.encodeWithSelector(Errors.NotLineMeter.selector, 1, _agent(a)));
        line.signature = new bytes(65);
        _refused(line, abi.encodeWithSelector(Errors.NotLineMeter.selector, 1, address(0)));
        line = _signLine(1, from - 1, _words(_row(250)), _agentKey(c));
        _refused(line, abi.encodeWithSelector(Errors.NotLineMeter.selector, 1, _agent(c)));
        line = _signLine(1, from, _words(_row(250)), _agentKey(c));
        (line.zone, line.words[0]) = (2, _row(250));
        vm.expectRevert();
        market.reportLineFor(line);
        (line.zone, line.words[0]) = (1, _row(251));
        vm.expectRevert();
        market.reportLineFor(line);
        (line.firstBlock, line.words[0]) = (from + 1, _row(250));
        vm.expectRevert();
        market.reportLineFor(line);
        line.firstBlock = from;
        vm.chainId(4242);
        vm.expectRevert();
        market.reportLineFor(line);
    }

    /// A line without a meter is nobody's: no broken signature speaks for it.
    function test_aLineWithoutAKeyIsNobodys() public {
        vm.prank(OPERATOR);
        market.setLineMeter(1, address(0));
        from = _now() + 13;
        _toEnd(from);
        SignedLine memory line = SignedLine(1, from, _words(0), new bytes(65));
        _refused(line, abi.encodeWithSelector(Errors.NotLineMeter.selector, 1, address(0)));
    }
}
