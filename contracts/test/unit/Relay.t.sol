// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "../utils/MarketTest.sol";

contract OrderForTest is MarketTest {
    uint16 internal m;

    function setUp() public override {
        super.setUp();
        m = _join();
    }

    function test_anybodyRelaysWhatAgentOrOwnerSigned() public {
        market.orderFor(_signOrders(m, B0 + 1, 5, _words(_at(_buy(10, 3), 0), 12), _agentKey(m)));
        assertEq((market.ordersOf(B0 + 12)[m] >> 200) & ((1 << 36) - 1), 5);
        uint256 owner = uint256(keccak256(abi.encode("owner", uint256(m))));
        market.orderFor(_signOrders(m, B0 + 1, 6, _words(0), owner));
        assertEq(market.ordersOf(B0 + 1)[m] & ((1 << 200) - 1), 0);
    }

    function test_refusesReplayOtherSignersOtherWordsAndLateness() public {
        SignedOrders memory signed = _signOrders(m, B0 + 1, 5, _words(_at(_buy(10, 3), 0)), _agentKey(m));
        market.orderFor(signed);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadVersion.selector, B0 + 1, 5, 5));
        market.orderFor(signed);
        signed = _signOrders(m, B0 + 1, 6, _words(0), _agentKey(9));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, m, _agent(9)));
        market.orderFor(signed);
        signed = _signOrders(m, B0 + 1, 6, _words(0), _agentKey(m));
        signed.words[0] = _at(_buy(1, 1), 0);
        vm.expectRevert();
        market.orderFor(signed);
        signed.words[0] = 0;
        signed.signature = hex"00";
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, m, address(0)));
        market.orderFor(signed);
        signed = _signOrders(m, B0 + 1, 6, _words(0), _agentKey(m));
        vm.warp(signed.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.Expired.selector, signed.deadline));
        market.orderFor(signed);
    }

    function test_anotherFoundingIsAnotherDomain() public {
        SignedOrders memory signed = _signOrders(m, B0 + 1, 5, _words(0), _agentKey(m));
        Founding memory f = _founding();
        f.name = "Rainy Lane";
        _found(f);
        _join();
        vm.expectRevert();
        market.orderFor(signed);
    }

    function test_aSplitChainIsAnotherDomain() public {
        SignedOrders memory signed = _signOrders(m, B0 + 1, 5, _words(0), _agentKey(m));
        vm.chainId(4242);
        vm.expectRevert();
        market.orderFor(signed);
    }

    function test_signaturesOfARevokedAgentAreWorthNothing() public {
        SignedOrders memory signed = _signOrders(m, B0 + 1, 5, _words(0), _agentKey(m));
        vm.prank(_owner(m));
        market.setAgent(m, address(0));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, m, _agent(m)));
        market.orderFor(signed);
    }
}

contract OrderBatchTest is MarketTest {
    function test_skipsWhatItRefusesAndNamesTheReason() public {
        _join();
        _join();
        SignedOrders[] memory batch = new SignedOrders[](7);
        batch[0] = _signOrders(0, B0 + 1, 5, _words(_at(_buy(10, 3), 0), 12), _agentKey(0));
        batch[1] = batch[0]; // again
        batch[2] = _signOrders(1, B0 + 1, 5, _words(_at(_buy(LIMIT + 1, 3), 0)), _agentKey(1));
        batch[3] = _signOrders(1, B0 + 1, 5, _words(0), _agentKey(0));
        batch[4] = _signOrders(7, B0 + 1, 5, _words(0), _agentKey(7));
        batch[5] = _signOrders(1, B0, 5, _words(0), _agentKey(1));
        batch[6] = _signOrders(1, B0 + 1, 5, _words(_at(_sell(10, 3), 0), 2), _agentKey(1));
        bytes4[5] memory reasons = [
            Errors.BadVersion.selector,
            Errors.BadOrder.selector,
            Errors.NotAllowed.selector,
            Errors.NoMember.selector,
            Errors.BlockNotOpen.selector
        ];
        vm.expectEmit(address(market));
        emit IEnergyMarket.Ordered(0, B0 + 1, 5, batch[0].words);
        for (uint256 i; i < 5; ++i) {
            vm.expectEmit(address(market));
            emit IEnergyMarket.OrdersSkipped(batch[i + 1].member, batch[i + 1].firstBlock, 5, reasons[i]);
        }
        vm.expectEmit(address(market));
        emit IEnergyMarket.Ordered(1, B0 + 1, 5, batch[6].words);
        market.orderBatch(batch);
        assertEq(market.member(0).locked, 12 * (10 * 65 + 1));
    }

    function test_anEmptyBatchDoesNothing() public {
        market.orderBatch(new SignedOrders[](0));
        market.reportBatch(new SignedReadings[](0));
    }
}

contract ReportForTest is MarketTest {
    uint16 internal m;

    function setUp() public override {
        super.setUp();
        m = _join();
    }

    function test_anybodyRelaysWhatTheMeterKeySigned() public {
        vm.prank(_owner(m));
        market.setMeterKey(m, _agent(8));
        _toEnd(B0 + 2);
        bytes memory details = hex"010203";
        SignedReadings memory signed = _signReadings(m, B0 + 1, _words(_allNet(-7), 2), details, _agentKey(8));
        vm.expectEmit(address(market));
        emit IEnergyMarket.Reported(m, B0 + 1, signed.words, details);
        market.reportFor(signed);
        vm.expectRevert(abi.encodeWithSelector(Errors.AlreadyReported.selector, m, B0 + 1));
        market.reportFor(signed);
        signed = _signReadings(m, B0 + 1, _words(0), "", _agentKey(m));
        vm.expectRevert(abi.encodeWithSelector(Errors.NotMeterKey.selector, m, _agent(m)));
        market.reportFor(signed);
    }

    function test_detailsAreSignedToo() public {
        _toEnd(B0 + 1);
        SignedReadings memory signed = _signReadings(m, B0 + 1, _words(0), hex"01", _agentKey(m));
        signed.details = hex"02";
        vm.expectRevert();
        market.reportFor(signed);
    }
}

contract ReportBatchTest is MarketTest {
    function test_skipsWhatItRefusesAndNamesTheReason() public {
        _join();
        _join();
        _toEnd(B0 + 2);
        SignedReadings[] memory batch = new SignedReadings[](7);
        batch[0] = _signReadings(0, B0 + 1, _words(_allNet(-7), 2), "", _agentKey(0));
        batch[1] = _signReadings(0, B0 + 2, _words(_allNet(9)), "", _agentKey(0));
        batch[2] = _signReadings(1, B0 + 1, _words(1 << 168), "", _agentKey(1));
        batch[3] = _signReadings(1, B0 + 1, _words(0), "", _agentKey(0));
        batch[4] = _signReadings(1, B0 + 2, _words(0, 2), "", _agentKey(1));
        batch[5] = _signReadings(1, B0 + 1 + 128, _words(0), "", _agentKey(1));
        batch[6] = _signReadings(1, B0 + 1, _words(_allNet(7), 2), "", _agentKey(1));
        bytes4[5] memory reasons = [
            Errors.AlreadyReported.selector,
            Errors.BadReading.selector,
            Errors.NotMeterKey.selector,
            Errors.NotOver.selector,
            Errors.NotOver.selector
        ];
        for (uint256 i; i < 5; ++i) {
            vm.expectEmit(address(market));
            emit IEnergyMarket.ReadingsSkipped(batch[i + 1].member, batch[i + 1].firstBlock, reasons[i]);
        }
        market.reportBatch(batch);
        BlockView memory v = market.blockOf(B0 + 2);
        assertEq(v.reported, 2);
        assertTrue(v.finalized);
        assertEq(v.longs[0], 0x0000000700000007000000070000000700000007000000070000000700000007);
        assertEq(v.shorts[0], v.longs[0]);
    }
}
