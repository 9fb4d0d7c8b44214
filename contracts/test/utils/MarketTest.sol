// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {CommunityCredit} from "../../src/CommunityCredit.sol";
import {EnergyMarket} from "../../src/EnergyMarket.sol";
import "../../src/interfaces/IEnergyMarket.sol";
import {SignedMove} from "../../src/interfaces/ISuccession.sol";
import {IEnergyMarketErrors as Errors} from "../../src/interfaces/IEnergyMarketErrors.sol";

/// A community on a bench: founding, homes with keys, and words said in Wh and ticks.
abstract contract MarketTest is Test {
    uint256 internal constant BLOCK = 7200; // seconds
    uint32 internal constant B0 = 250_000; // the block under way at the start
    uint256 internal constant F = 80; // µcredit/Wh
    uint256 internal constant R = 300;
    uint256 internal constant FLOOR = 50;
    uint256 internal constant STEP = 5;
    uint256 internal constant SPREAD = 20;
    uint32 internal constant LIMIT = 4000; // Wh in one interval
    address internal constant OPERATOR = address(0x09E8A708);

    EnergyMarket internal market;
    CommunityCredit internal credit;
    bytes32 private _domain;

    function setUp() public virtual {
        vm.warp(uint256(B0) * BLOCK + 60);
        _found(_founding());
    }

    // ------ founding

    function _founding() internal pure returns (Founding memory f) {
        f.name = "Sunny Lane";
        f.currency = "EUR";
        f.initialGrant = 1000e6;
        f.supply = Supply.Pooled;
        f.intervalSeconds = 900;
        f.tariffHourIntervals = 4;
        f.gateLeadSeconds = 300;
        f.horizonBlocks = 12;
        f.reportBlocks = 3;
        f.priceFloor = uint32(FLOOR);
        f.priceStep = uint32(STEP);
        f.tariffUnit = 1;
        f.maxRetail = 500;
        f.spread = uint32(SPREAD);
        f.reserveBasisPoints = 10_000;
        f.dailyCap = 100e6;
        f.maxMembers = 600;
        f.zones = new Zone[](1);
        f.tariffTable = _table(F, R);
    }

    function _table(uint256 feedIn, uint256 retail) internal pure returns (uint256[3] memory table) {
        uint256 word = _prices(feedIn, retail);
        table = [word, word, word];
    }

    /// The same pair of grid prices eight times.
    function _prices(uint256 feedIn, uint256 retail) internal pure returns (uint256 word) {
        for (uint256 i; i < 8; ++i) {
            word |= (feedIn | (retail << 15)) << (30 * i);
        }
    }

    function _found(Founding memory f) internal {
        market = new EnergyMarket(f, OPERATOR);
        credit = CommunityCredit(market.founding().credit);
        _domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)"
                ),
                keccak256("EnergyTrade"),
                keccak256("1"),
                block.chainid,
                address(market),
                market.founding().salt
            )
        );
    }

    // ------ homes

    function _key(string memory who) internal pure returns (uint256) {
        return uint256(keccak256(bytes(who)));
    }

    function _agentKey(uint256 member) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("agent", member)));
    }

    function _agent(uint256 member) internal pure returns (address) {
        return vm.addr(_agentKey(member));
    }

    function _owner(uint256 member) internal pure returns (address) {
        return vm.addr(_ownerKey(member));
    }

    function _ownerKey(uint256 m) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("owner", m)));
    }

    function _join(uint8 zone, uint32 importLimit, uint32 exportLimit) internal returns (uint16 member) {
        member = _count();
        vm.prank(_agent(member));
        market.request(_owner(member), 100e6);
        vm.prank(OPERATOR);
        assertEq(market.admit(_agent(member), zone, importLimit, exportLimit), member);
    }

    function _join() internal returns (uint16) {
        return _join(0, LIMIT, LIMIT);
    }

    function _count() internal view returns (uint16) {
        return market.overview(address(0), 0, 0).memberCount;
    }

    // ------ time

    function _now() internal view returns (uint32) {
        return uint32(block.timestamp / BLOCK);
    }

    function _toGate(uint256 b) internal {
        vm.warp(b * BLOCK - 300);
    }

    function _toEnd(uint256 b) internal {
        vm.warp((b + 1) * BLOCK);
    }

    function _toDeadline(uint256 b) internal {
        vm.warp((b + 4) * BLOCK);
    }

    // ------ words

    function _sell(uint256 wh, uint256 tick) internal pure returns (uint256) {
        return wh | (tick << 18) | (1 << 24);
    }

    function _buy(uint256 wh, uint256 tick) internal pure returns (uint256) {
        return wh | (tick << 18);
    }

    function _at(uint256 order, uint256 interval) internal pure returns (uint256) {
        return order << (25 * interval);
    }

    function _all(uint256 order) internal pure returns (uint256 word) {
        for (uint256 i; i < 8; ++i) {
            word |= order << (25 * i);
        }
    }

    function _net(int256 wh) internal pure returns (uint256) {
        return uint256(wh) & 0x7FFFF;
    }

    function _allNet(int256 wh) internal pure returns (uint256 word) {
        for (uint256 i; i < 8; ++i) {
            word |= _net(wh) << (21 * i);
        }
    }

    function _words(uint256 word) internal pure returns (uint256[] memory words) {
        words = new uint256[](1);
        words[0] = word;
    }

    function _words(uint256 word, uint256 count) internal pure returns (uint256[] memory words) {
        words = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            words[i] = word;
        }
    }

    // ------ acts

    function _order(uint16 member, uint32 b, uint256 word) internal {
        vm.prank(_agent(member));
        market.order(member, b, uint40(block.timestamp * 10 & 0xFFFFFFFFF), _words(word));
    }

    function _report(uint16 member, uint32 b, uint256 word) internal {
        vm.prank(_agent(member));
        market.report(member, b, _words(word), "");
    }

    function _settle(uint16 member) internal returns (uint256) {
        uint16[] memory list = new uint16[](1);
        list[0] = member;
        return market.settle(list, 128);
    }

    function _settleAll() internal returns (uint256) {
        uint16[] memory list = new uint16[](_count());
        for (uint16 i; i < list.length; ++i) {
            list[i] = i;
        }
        return market.settle(list, 128);
    }

    function _signOrders(uint16 member, uint32 b, uint40 version, uint256[] memory words, uint256 key)
        internal
        view
        returns (SignedOrders memory signed)
    {
        signed = SignedOrders(member, b, version, uint64(block.timestamp + 600), words, "");
        bytes32 hash = keccak256(
            abi.encode(
                keccak256("Orders(uint16 member,uint32 firstBlock,uint40 version,uint64 deadline,uint256[] words)"),
                member,
                b,
                version,
                signed.deadline,
                keccak256(abi.encodePacked(words))
            )
        );
        signed.signature = _sign(hash, key);
    }

    function _signReadings(uint16 member, uint32 b, uint256[] memory words, bytes memory details, uint256 key)
        internal
        view
        returns (SignedReadings memory signed)
    {
        signed = SignedReadings(member, b, words, details, "");
        bytes32 hash = keccak256(
            abi.encode(
                keccak256("Readings(uint16 member,uint32 firstBlock,uint256[] words,bytes details)"),
                member,
                b,
                keccak256(abi.encodePacked(words)),
                keccak256(details)
            )
        );
        signed.signature = _sign(hash, key);
    }

    function _signLine(uint8 zone, uint32 b, uint256[] memory words, uint256 key)
        internal
        view
        returns (SignedLine memory)
    {
        bytes32 name = keccak256("Line(uint8 zone,uint32 firstBlock,uint256[] words)");
        bytes32 hash = keccak256(abi.encode(name, zone, b, keccak256(abi.encodePacked(words))));
        return SignedLine(zone, b, words, _sign(hash, key));
    }

    function _moveHash(uint16 m, address successor, uint64 deadline) internal pure returns (bytes32) {
        bytes32 name = keccak256("Move(uint16 member,address successor,uint64 deadline)");
        return keccak256(abi.encode(name, m, successor, deadline));
    }

    /// For the market founded last, whoever's the key is.
    function _signMove(uint16 m, address successor, uint64 deadline, uint256 key)
        internal
        view
        returns (SignedMove memory)
    {
        return SignedMove(m, successor, deadline, _sign(_moveHash(m, successor, deadline), key));
    }

    function _signRequest(SignedRequest memory asked, uint256 key, uint256 voucherKey)
        internal
        view
        returns (SignedRequest memory)
    {
        bytes32 hash = keccak256(
            abi.encode(
                keccak256(
                    "Request(address agent,address owner,address meterKey,uint64 dailyCap,address voucher,uint64 deadline)"
                ),
                asked.agent,
                asked.owner,
                asked.meterKey,
                asked.dailyCap,
                asked.voucher,
                asked.deadline
            )
        );
        asked.signature = _sign(hash, key);
        asked.voucherSignature = _sign(hash, voucherKey);
        return asked;
    }

    function _sign(bytes32 structHash, uint256 key) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", _domain, structHash)));
        return abi.encodePacked(r, s, v);
    }

    // ------ books

    function _balance(uint16 member) internal view returns (int256) {
        return market.member(member).balance;
    }

    /// Balances of all members and the grid account are the tokens held.
    function _assertBooks() internal view {
        Overview memory o = market.overview(address(0), 0, 0);
        int256 sum = o.gridAccount;
        uint256 positive;
        for (uint16 i; i < o.memberCount; ++i) {
            int256 balance = _balance(i);
            sum += balance;
            if (balance > 0) positive += uint256(balance);
        }
        assertEq(sum, int256(o.tokensHeld), "books");
        assertEq(o.shortfall, positive > o.tokensHeld ? positive - o.tokensHeld : 0, "shortfall");
    }
}
