// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

/// A home without a coin asks to be admitted: it signs, with the voucher of its invitation, and anybody relays.
contract VoucherTest is MarketTest {
    uint256 private constant VOUCHER = 0x70C8E2;
    address private immutable _relay = address(0x2E1A7);
    address private immutable _meter = address(0x3E7E2);

    function _asked() private view returns (SignedRequest memory) {
        return SignedRequest({
            agent: _agent(0),
            owner: _owner(0),
            meterKey: _meter,
            dailyCap: 7e6,
            voucher: vm.addr(VOUCHER),
            deadline: uint64(block.timestamp + 600),
            signature: "",
            voucherSignature: ""
        });
    }

    function _signed() private view returns (SignedRequest memory) {
        return _signRequest(_asked(), _agentKey(0), VOUCHER);
    }

    function _relayed(SignedRequest memory asked) private {
        vm.prank(_relay);
        market.requestFor(asked);
    }

    function _refused(SignedRequest memory asked, bytes memory reason) private {
        vm.expectRevert(reason);
        _relayed(asked);
    }

    function test_anybodyRelaysTheRequestAndTheOperatorAdmits() public {
        vm.expectEmit(address(market));
        emit IEnergyMarket.Requested(_agent(0), _owner(0), 7e6);
        vm.expectEmit(address(market));
        emit IEnergyMarket.VoucherUsed(vm.addr(VOUCHER), _agent(0));
        _relayed(_signed());
        RequestView memory asked = market.requestOf(_agent(0));
        assertEq(asked.owner, _owner(0));
        assertEq(asked.meterKey, _meter);
        assertEq(asked.dailyCap, 7e6);
        assertEq(asked.voucher, vm.addr(VOUCHER));
        assertTrue(market.voucherUsed(vm.addr(VOUCHER)));
        vm.expectEmit(address(market));
        emit IEnergyMarket.MeterKeySet(0, _meter);
        vm.prank(OPERATOR);
        market.admit(_agent(0), 0, LIMIT, LIMIT);
        assertEq(market.member(0).meterKey, _meter);
        assertEq(market.requestOf(_agent(0)).owner, address(0), "nothing is asked any more");
    }

    function test_withoutAMeterKeyTheAgentIsIt() public {
        SignedRequest memory asked = _asked();
        asked.meterKey = address(0);
        _relayed(_signRequest(asked, _agentKey(0), VOUCHER));
        assertEq(market.requestOf(_agent(0)).meterKey, _agent(0));
        vm.prank(OPERATOR);
        market.admit(_agent(0), 0, LIMIT, LIMIT);
        assertEq(market.member(0).meterKey, _agent(0));
    }

    function test_aVoucherCountsOnce() public {
        SignedRequest memory asked = _signed();
        _relayed(asked);
        bytes memory reason = abi.encodeWithSelector(Errors.VoucherUsedBefore.selector, vm.addr(VOUCHER));
        _refused(asked, reason);
        vm.prank(OPERATOR);
        market.decline(_agent(0));
        _refused(asked, reason);
        // nor for another home
        asked = _asked();
        asked.agent = _agent(1);
        _refused(_signRequest(asked, _agentKey(1), VOUCHER), reason);
    }

    function test_whoSeesTheVoucherCannotUseItForAnotherHome() public {
        SignedRequest memory seen = _signed();
        SignedRequest memory asked = _asked();
        asked.agent = _agent(1);
        asked = _signRequest(asked, _agentKey(1), _agentKey(1));
        asked.voucherSignature = seen.voucherSignature;
        _refused(asked, abi.encodeWithSelector(Errors.BadSignature.selector, vm.addr(VOUCHER)));
        asked.voucher = address(0);
        _refused(
            _signRequest(asked, _agentKey(1), _agentKey(1)),
            abi.encodeWithSelector(Errors.BadSignature.selector, address(0))
        );
    }

    function test_nothingOfItCanBeChanged() public {
        for (uint256 i; i < 6; ++i) {
            SignedRequest memory asked = _signed();
            if (i == 0) asked.agent = _agent(1);
            if (i == 1) asked.owner = _owner(1);
            if (i == 2) asked.meterKey = address(0);
            if (i == 3) asked.dailyCap += 1;
            if (i == 4) asked.voucher = _agent(0);
            if (i == 5) asked.deadline += 1;
            _refused(asked, abi.encodeWithSelector(Errors.BadSignature.selector, asked.agent));
        }
    }

    function test_aSignatureIsForOneMarketAndUntilItsDeadline() public {
        SignedRequest memory asked = _signed();
        Founding memory f = _founding();
        _found(f);
        _refused(asked, abi.encodeWithSelector(Errors.BadSignature.selector, _agent(0)));
        asked = _signed();
        vm.warp(asked.deadline + 1);
        _refused(asked, abi.encodeWithSelector(Errors.Expired.selector, asked.deadline));
        vm.warp(asked.deadline);
        _relayed(asked);
    }

    function test_whatADirectRequestMayNotARelayedOneMayNot() public {
        SignedRequest memory asked = _asked();
        asked.owner = address(0);
        _refused(_signRequest(asked, _agentKey(0), VOUCHER), abi.encodeWithSelector(Errors.NoOwner.selector));
        asked = _asked();
        asked.dailyCap = 100e6 + 1;
        _refused(
            _signRequest(asked, _agentKey(0), VOUCHER),
            abi.encodeWithSelector(Errors.CapTooHigh.selector, 100e6 + 1, 100e6)
        );
        _join();
        _refused(_signed(), abi.encodeWithSelector(Errors.AgentTaken.selector, _agent(0)));
        assertFalse(market.voucherUsed(vm.addr(VOUCHER)), "a refused request uses nothing up");
    }
}
