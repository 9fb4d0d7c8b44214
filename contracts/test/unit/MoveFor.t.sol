// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/SuccessionTest.sol";

/// A home without coin signs its move, and anybody carries it.
contract MoveForTest is SuccessionTest {
    uint64 internal until;

    function setUp() public override {
        super.setUp();
        _announce();
        until = uint64(block.timestamp + WEEK + 1 hours);
    }

    function _refused(SignedMove memory signed, bytes memory reason) internal {
        int256 before = _has(old, signed.member % HOMES);
        vm.expectRevert(reason);
        old.moveFor(signed);
        assertEq(_has(old, signed.member % HOMES), before);
        assertEq(old.movedTo(signed.member), address(0));
    }

    function test_anybodyRelaysWhatTheOwnerSigned_atOnce() public {
        _welcomeAll();
        SignedMove memory signed = _signMove(1, address(next), until, _ownerKey(1));
        assertFalse(old.moveCarried(_moveHash(1, address(next), until)));
        vm.expectEmit(address(old));
        emit ISuccession.Moved(1, address(next), 1000e6, 1000e6);
        vm.prank(address(0xCA221E2));
        old.moveFor(signed);
        assertTrue(old.moveCarried(_moveHash(1, address(next), until)));
        assertEq(next.member(0).owner, _owner(1));
        assertEq(next.member(0).agent, _agent(1));
        assertEq(_has(next, 0), 1000e6);
        assertEq(old.movedTo(1), address(next));
        _assertAllBooks(3000e6, 0, 0);
    }

    function test_whatTheAgentSignedCountsAfterAWeek() public {
        _welcomeAll();
        SignedMove memory signed = _signMove(0, address(next), until, _agentKey(0));
        uint256 from = block.timestamp + WEEK;
        vm.warp(from - 1);
        _refused(signed, abi.encodeWithSelector(ISuccession.TooSoon.selector, from));
        vm.warp(from);
        old.moveFor(signed);
        assertEq(next.member(0).owner, _owner(0), "too early is not used up");
    }

    function test_countsOnce() public {
        _welcomeAll();
        SignedMove memory signed = _signMove(0, address(next), until, _ownerKey(0));
        old.moveFor(signed);
        vm.prank(OPERATOR);
        old.issue(0, 3e6);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.CarriedBefore.selector, 0));
        old.moveFor(signed);
        assertEq(_has(old, 0), 3e6, "what came later is the owner's to send");
        old.moveFor(_signMove(0, address(next), until + 1, _agentKey(0)));
        assertEq(_has(next, 0), 1003e6);
    }

    function test_notAfterItsDeadline() public {
        SignedMove memory signed = _signMove(0, address(next), until, _ownerKey(0));
        vm.warp(until + 1);
        _refused(signed, abi.encodeWithSelector(Errors.Expired.selector, until));
        vm.warp(until);
        old.moveFor(signed);
        assertEq(old.movedTo(0), address(next));
    }

    function test_whoCarriesItChangesNothing() public {
        vm.warp(block.timestamp + WEEK);
        SignedMove memory signed = _signMove(0, address(next), until, _ownerKey(0));
        FalseSuccessor thief = new FalseSuccessor(address(old), address(credit));
        thief.take(100);
        vm.prank(OPERATOR);
        old.announce(address(thief));
        signed.successor = address(thief);
        vm.expectRevert();
        old.moveFor(signed);
        signed.successor = address(next);
        // what was signed holds for the market that was meant, which is not announced any more
        _refused(signed, abi.encodeWithSelector(ISuccession.NotSuccessor.selector, address(next)));
        _announce();
        signed.deadline = until + 1;
        vm.expectRevert();
        old.moveFor(signed);
        signed.deadline = until;
        signed.member = 1;
        vm.expectRevert();
        old.moveFor(signed);
        assertEq(_has(old, 0) + _has(old, 1), 2000e6);
    }

    function test_nobodyElsesSignatureMovesAMember() public {
        vm.warp(block.timestamp + WEEK);
        address[3] memory signers = [_agent(1), _owner(1), _agent(9)];
        uint256[3] memory keys = [_agentKey(1), _ownerKey(1), _agentKey(9)];
        for (uint256 i; i < 3; ++i) {
            SignedMove memory signed = _signMove(0, address(next), until, keys[i]);
            _refused(signed, abi.encodeWithSelector(Errors.NotAllowed.selector, 0, signers[i]));
        }
        _refused(_signMove(7, address(next), until, _agentKey(7)), abi.encodeWithSelector(Errors.NoMember.selector, 7));
    }

    /// What is no signature is signed by nobody, which a revoked agent's address is as well.
    function test_aBrokenSignatureIsNotTheRevokedAgents() public {
        vm.prank(_owner(0));
        old.setAgent(0, address(0));
        vm.warp(block.timestamp + WEEK);
        bytes memory refused = abi.encodeWithSelector(Errors.NotAllowed.selector, 0, address(0));
        _refused(SignedMove(0, address(next), until, ""), refused);
        _refused(SignedMove(0, address(next), until, new bytes(65)), refused);
        _refused(
            _signMove(0, address(next), until, _agentKey(0)),
            abi.encodeWithSelector(Errors.NotAllowed.selector, 0, _agent(0))
        );
    }

    function test_countsInThisMarketOnThisChainOnly() public {
        SignedMove memory signed = _signMove(0, address(next), until, _ownerKey(0));
        uint256 chain = block.chainid;
        vm.chainId(4242);
        vm.expectRevert();
        old.moveFor(signed);
        vm.chainId(chain);
        // the same member, keys and credit in a market that is announced to move to the same place: not the same domain
        _welcomeAll();
        _move(0);
        Founding memory f = _terms();
        f.predecessor = address(next);
        f.credit = address(credit);
        EnergyMarket third = new EnergyMarket(f, OPERATOR);
        vm.startPrank(OPERATOR);
        old.handOverCredit();
        next.announce(address(third));
        vm.stopPrank();
        vm.expectRevert();
        next.moveFor(_signMove(0, address(third), until, _ownerKey(0)));
        assertEq(next.movedTo(0), address(0));
    }

    function test_whatIsSettledLaterFollowsByTheAgentsWord_whoHasLeftToo() public {
        _welcomeAll();
        old.moveFor(_signMove(0, address(next), until, _ownerKey(0)));
        uint32 last = old.member(0).lastBlock;
        vm.warp((uint256(last) + 5) * BLOCK);
        _settleAll();
        assertEq(uint8(old.member(0).status), uint8(MemberStatus.Left));
        vm.prank(OPERATOR);
        old.issue(0, 2e9);
        int256 left = _has(old, 0);
        assertGt(left, 0);
        uint64 later = uint64(block.timestamp + 1 hours);
        int256 before = _has(next, 0);
        old.moveFor(_signMove(0, address(next), later, _agentKey(0)));
        assertEq(_has(old, 0), 0);
        assertEq(_has(next, 0), before + left);
    }

    /// Whatever is signed and whenever it is carried: the credit of a home goes to its owner's place in the market that was
    /// signed for, or stays.
    function testFuzz_movesOnlyToTheOwnersPlaceThere(uint256 seed, address carrier, uint64 deadline, uint32 passes)
        public
    {
        vm.assume(carrier != address(0));
        _welcomeAll();
        uint16 m = uint16(seed % HOMES);
        address successor = (seed >> 8) % 4 == 0 ? address(uint160(seed)) : address(next);
        uint256 key = (seed >> 16) % 3 == 0 ? _ownerKey(m) : (seed >> 16) % 3 == 1 ? _agentKey(m) : seed % 1e9 + 1;
        vm.warp(block.timestamp + passes % (2 * WEEK));
        SignedMove memory signed = _signMove(m, successor, deadline, key);
        if ((seed >> 24) % 4 == 0) signed.signature[uint256(seed >> 32) % 65] ^= 0x01;
        vm.prank(carrier);
        try old.moveFor(signed) {
            assertTrue(successor == address(next) && deadline >= block.timestamp);
            bool byOwner = key == _ownerKey(m);
            assertTrue(byOwner || (key == _agentKey(m) && block.timestamp >= old.succession().agentsFrom));
            assertEq(next.member(0).owner, _owner(m));
            assertEq(_has(next, 0), 1000e6);
            vm.expectRevert(abi.encodeWithSelector(ISuccession.CarriedBefore.selector, m));
            old.moveFor(signed);
        } catch {
            assertEq(_has(old, m), 1000e6);
            assertEq(old.movedTo(m), address(0));
        }
        _assertAllBooks(3000e6, 0, 0);
    }
}
