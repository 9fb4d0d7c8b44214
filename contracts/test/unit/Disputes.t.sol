// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MeteredTest.sol";

contract DisputesTest is MeteredTest {
    /// A lies by 400 Wh: it told 900 where it delivered 500; B delivered 500.
    function setUp() public override {
        super.setUp();
        _tell(FIRST, 900, 500, 0, 0);
        _lines(FIRST, 1000, 0, 0);
        market.audit(FIRST);
        assertTrue(_state(FIRST) == AuditState.Disputed);
    }

    function _finish() private {
        _toWindowEnd(FIRST);
        market.audit(FIRST);
        uint16[] memory list = new uint16[](4);
        (list[1], list[2], list[3]) = (b, c, d);
        market.settle(list, 1);
        _assertBooks();
    }

    function test_aCorrectionLeavesNobodyElseShort() public {
        _correct(a, FIRST, _allNet(500));
        assertEq(market.readingsOf(FIRST)[a] & 0x7FFFF, 900, "announced, not applied");
        _finish();
        assertEq(_gain(a), 8 * 500 * int256(F));
        assertEq(_gain(b), 8 * 500 * int256(F));
        assertEq(market.readingsOf(FIRST)[a] >> 236 & 1, 1);
        assertEq(market.blockOf(FIRST).longs[1], _row(1000));
    }

    function test_takenBackItIsAsIfItHadNotBeenAnnounced() public {
        _correct(a, FIRST, _allNet(500));
        _correct(a, FIRST, _allNet(900));
        _finish();
        assertEq(market.readingsOf(FIRST)[a] & 0x7FFFF, 900);
        assertEq(_gain(b), 8 * (500 * int256(F) - (500 * int256(F) * 400 + 1399) / 1400));
    }

    /// Neighbours who stood at the meter: nobody corrects what they have signed, announced or not.
    function test_witnessesMakeAReadingFinal() public {
        _correct(b, FIRST, _allNet(100));
        _witness(b, _allNet(500), 2);
        vm.expectRevert(abi.encodeWithSelector(Errors.ReadingWitnessed.selector, b, FIRST));
        _correct(b, FIRST, _allNet(200));
        _finish();
        assertEq(market.readingsOf(FIRST)[b] & 0x7FFFF, 500);
    }

    function test_correctionsMayNotGoTooFarNorTheOtherWay() public {
        _bad(_allNet(500 - 21));
        _bad(_allNet(901));
        _bad(_allNet(-4001));
        _bad(uint256(1 << 19) | (_allNet(900) & ~uint256(0x1FFFFF)));
        _correct(a, FIRST, _allNet(480));
        // two corrections that each are right, but not together: the second is dropped when it would count
        _correct(b, FIRST, _allNet(100));
        _finish();
        assertEq(market.readingsOf(FIRST)[a] & 0x7FFFF, 480);
        assertEq(market.readingsOf(FIRST)[b] & 0x7FFFF, 500);
        assertEq(_gain(b), 8 * 500 * int256(F));
    }

    function _bad(uint256 word) private {
        vm.expectRevert(abi.encodeWithSelector(Errors.BadCorrection.selector, FIRST, 0));
        _correct(a, FIRST, word);
    }

    function test_onlyTheOperatorOnlyInAnOpenDisputeOnlyInTime() public {
        vm.expectRevert();
        market.correctReading(a, FIRST, _allNet(500));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotDisputed.selector, FIRST - 1));
        _correct(a, FIRST - 1, _allNet(500));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 9));
        _correct(9, FIRST, _allNet(500));
        vm.expectRevert(abi.encodeWithSelector(Errors.BadReading.selector, FIRST));
        _correct(a, FIRST, 1 << 200);
        // two blocks of challenge no longer fit
        vm.warp((FIRST + 4 + WINDOW - 2) * BLOCK + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooLate.selector, FIRST));
        _correct(a, FIRST, _allNet(500));
        _toWindowEnd(FIRST);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotDisputed.selector, FIRST));
        _correct(a, FIRST, _allNet(500));
    }

    function test_witnessesMustBeOthersDistinctAndEnough() public {
        uint256[] memory words = _words(_allNet(900));
        (uint16[] memory named, bytes[] memory signatures) = _signed(a, words, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.TooFewWitnesses.selector, 1, 2));
        market.witness(a, FIRST, words, named, signatures);
        (named, signatures) = _signed(a, words, 2);
        named[1] = named[0];
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, named[0]));
        market.witness(a, FIRST, words, named, signatures);
        named[1] = named[0] + 2;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadSignature.selector, _agent(named[1])));
        market.witness(a, FIRST, words, named, signatures);
        named[0] = a;
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, a));
        market.witness(a, FIRST, words, named, signatures);
        (named, signatures) = _signed(a, _words(_allNet(800)), 2);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadReading.selector, FIRST));
        market.witness(a, FIRST, _words(_allNet(800)), named, signatures);
    }

    function _witness(uint16 member, uint256 word, uint256 count) private {
        (uint16[] memory named, bytes[] memory signatures) = _signed(member, _words(word), count);
        market.witness(member, FIRST, _words(word), named, signatures);
    }

    function _signed(uint16 member, uint256[] memory words, uint256 count)
        private
        view
        returns (uint16[] memory named, bytes[] memory signatures)
    {
        bytes32 hash = keccak256(
            abi.encode(
                keccak256("Witness(uint16 member,uint32 firstBlock,uint256[] words)"),
                member,
                FIRST,
                keccak256(abi.encodePacked(words))
            )
        );
        (named, signatures) = (new uint16[](count), new bytes[](count));
        for (uint16 i; i < count; ++i) {
            named[i] = (member == 0 ? 1 : 2) + i;
            signatures[i] = _sign(hash, _agentKey(named[i]));
        }
    }
}
