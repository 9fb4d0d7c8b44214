// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "./Hostile.sol";

/// Homes that do anything that keys let them do, at any time; and time goes by.
contract Homes is Hostile {
    uint16 public constant HOMES = 5;
    uint16[] private _everyone;
    uint256 public left;
    uint256 private constant METER_KEY = 0x11E0;
    address private immutable METER = vm.addr(METER_KEY);

    function setUp() public pure override {}

    constructor(bool pooled, uint8 zones, bool metered) {
        vm.warp(uint256(B0) * BLOCK + 60);
        Founding memory f = _founding();
        f.supply = pooled ? Supply.Pooled : Supply.Individual;
        f.zones = new Zone[](zones);
        for (uint8 z = 1; z < zones; ++z) {
            f.zones[z] = Zone((z - 1) / 2, z % 3, 400 * z);
        }
        f.tariffNoticeBlocks = 6;
        f.reserveBasisPoints = 500;
        if (metered) {
            f.meteredZones = uint16((1 << zones) - 1);
            f.toleranceWh = 50;
            (f.disputeBlocks, f.challengeBlocks, f.witnesses) = (4, 1, 1);
        }
        _found(f);
        for (uint16 i; i < HOMES; ++i) {
            _join(uint8(i % zones), LIMIT, LIMIT - 500 * i);
            _everyone.push(i);
        }
        for (uint8 z; metered && z < zones; ++z) {
            vm.prank(OPERATOR);
            market.setLineMeter(z, METER);
        }
        _noteBalances();
    }

    function _homes() internal pure override returns (uint16) {
        return HOMES;
    }

    function order(uint256 who, uint256 ahead, uint256 seed, uint256 count, bool owner) external harmless {
        uint16 m = uint16(who % HOMES);
        uint256[] memory words = new uint256[](1 + count % 3);
        for (uint256 k; k < words.length; ++k) {
            for (uint256 i; i < 8; ++i) {
                uint256 x = uint256(keccak256(abi.encode(seed, k, i)));
                if (x % 5 == 0) continue;
                words[k] |= (1 + (x >> 8) % 2000 | (((x >> 64) % 60) << 18) | (((x >> 128) & 1) << 24)) << (25 * i);
            }
        }
        vm.prank(owner ? _owner(m) : _agent(m));
        try market.order(m, _now() + 1 + uint32(ahead % 10), uint40(block.timestamp * 10 + seed % 3), words) {} catch {}
    }

    function orderBatch(uint256 seed) external harmless {
        SignedOrders[] memory batch = new SignedOrders[](3);
        for (uint16 i; i < 3; ++i) {
            uint16 m = uint16(uint256(keccak256(abi.encode(seed, i))) % HOMES);
            uint256 word = _at(seed % 2 == 0 ? _buy(1 + seed % 900, 30) : _sell(1 + seed % 900, 20), seed % 8);
            batch[i] = _signOrders(m, _now() + 1 + i, uint40(block.timestamp * 10 + i), _words(word), _agentKey(m));
        }
        market.orderBatch(batch);
    }

    function report(uint256 who, uint256 back, uint256 seed, uint256 count) external told {
        uint16 m = uint16(who % HOMES);
        uint256[] memory words = new uint256[](1 + count % 4);
        for (uint256 k; k < words.length; ++k) {
            for (uint256 i; i < 8; ++i) {
                uint256 x = uint256(keccak256(abi.encode("r", seed, k, i)));
                if (x % 11 == 0) words[k] |= (uint256(1) << 19) << (21 * i);
                else words[k] |= _net(int256((x >> 8) % 10_000) - 5000) << (21 * i);
            }
        }
        vm.prank(_agent(m));
        try market.report(m, _now() - 1 - uint32(back % 8), words, "") {} catch {}
    }

    function clear(uint256 which, uint8 intervals) external harmless {
        try market.clear(_now() + 2 - uint32(which % 6), intervals) {} catch {}
    }

    function settle(uint256 who, uint256 blocks) external told {
        uint16[] memory list = new uint16[](3);
        for (uint256 i; i < 3; ++i) {
            list[i] = uint16((who >> (8 * i)) % HOMES);
        }
        market.settle(list, uint32(blocks % 5));
    }

    function withdraw(uint256 who, uint256 amount) external told {
        uint16 m = uint16(who % HOMES);
        MemberView memory v = market.member(m);
        if (v.free == 0) return;
        vm.prank(_owner(m));
        market.withdraw(m, 1 + amount % v.free); // never refused up to what is free
    }

    function takeSurplus(uint256 amount) external harmless {
        vm.prank(OPERATOR);
        try market.takeSurplus(OPERATOR, 1 + amount % 1e6) {
            assertGe(market.overview(address(0), 0, 0).gridAccount, 0);
        } catch {}
    }

    function changeTerms(uint256 seed) external harmless {
        vm.startPrank(OPERATOR);
        uint256 kind = seed % 5;
        if (kind == 0) market.setSpread(uint32(1 + (seed >> 8) % 50));
        if (kind == 1) market.setTariffTable(_table((seed >> 8) % 100, 200 + (seed >> 16) % 200));
        if (kind == 2) {
            try market.setTariff(_now() + 7 + uint32((seed >> 8) % 10), _words(_prices((seed >> 16) % 90, 350))) {}
                catch {}
        }
        if (kind == 3) {
            uint256 zones = market.founding().terms.zones.length;
            uint16 m = uint16((seed >> 8) % HOMES);
            market.setMemberTerms(m, uint8((seed >> 16) % zones), 1000 + uint32((seed >> 24) % 3000), 2000);
        }
        if (kind == 4) {
            try market.setLine(1, uint8((seed >> 8) % 4), uint32((seed >> 16) % 1000)) {} catch {}
        }
        vm.stopPrank();
    }

    function leave(uint256 who) external harmless {
        if (who % 16 != 0 || left == 2) return;
        uint16 m = uint16((who >> 8) % HOMES);
        if (market.member(m).lastBlock != type(uint32).max) return;
        ++left;
        vm.prank(_owner(m));
        market.leave(m); // nobody can stop it
    }

    // ------ trust in readings: none of it moves anybody's money by itself

    /// What a line counted, or so its meter says: around what homes tell, or anything.
    function reportLine(uint256 zone, uint256 back, uint256 seed) external harmless {
        uint256 zones = market.founding().terms.zones.length;
        uint256 row = 0;
        for (uint256 i; i < 8; ++i) {
            int256 wh = int256(uint256(keccak256(abi.encode("l", seed, i))) % 12_000) - 8000;
            row |= uint256(uint32(int32(wh))) << (32 * i);
        }
        (uint8 z, uint32 b) = (uint8(zone % zones), _now() - 1 - uint32(back % 6));
        if (seed % 2 == 0) {
            vm.prank(METER);
            try market.reportLine(z, b, _words(row)) {} catch {}
        } else {
            // carried, or forged
            bool own = seed % 3 != 0;
            vm.prank(STRANGER);
            try market.reportLineFor(_signLine(z, b, _words(row), own ? METER_KEY : _agentKey(z))) {
                if (!own) _blame("a forged line was believed");
            } catch {}
        }
    }

    function audit(uint256 back) external harmless {
        try market.audit(_now() - uint32(back % 10)) {} catch {}
    }

    /// The operator takes from what a home told what the line did not see, or tries to take more, or to give.
    function correct(uint256 who, uint256 back, uint256 seed) external harmless {
        uint16 m = uint16(who % HOMES);
        uint32 b = _now() - 1 - uint32(back % 7);
        MemberBlock memory seen = market.overview(_agent(m), b, b).blocks[0];
        AuditView memory view_ = market.auditOf(b);
        uint256 row = view_.excess[seed % view_.excess.length];
        uint256 word = seen.readings & ((1 << 168) - 1);
        for (uint256 i; i < 8; ++i) {
            int256 excess = int32(uint32(row >> (32 * i)));
            if (excess == 0) continue;
            int256 net = (int256(word >> (21 * i)) << 237) >> 237;
            net -= excess / int256(1 + seed % 3);
            word = (word & ~(uint256(0x7FFFF) << (21 * i))) | (_net(net) << (21 * i));
        }
        vm.prank(OPERATOR);
        try market.correctReading(m, b, word) {} catch {}
    }

    function witness(uint256 who, uint256 back, uint256 by) external harmless {
        uint16 m = uint16(who % HOMES);
        uint32 b = _now() - 1 - uint32(back % 7);
        uint256[] memory words = _words(market.overview(_agent(m), b, b).blocks[0].readings & ((1 << 168) - 1));
        uint16[] memory named = new uint16[](1);
        named[0] = uint16(by % HOMES);
        bytes[] memory signatures = new bytes[](1);
        bytes32 hash = keccak256(
            abi.encode(
                keccak256("Witness(uint16 member,uint32 firstBlock,uint256[] words)"),
                m,
                b,
                keccak256(abi.encodePacked(words))
            )
        );
        signatures[0] = _sign(hash, _agentKey(named[0]));
        try market.witness(m, b, words, named, signatures) {
            if (named[0] == m) _blame("a home was its own witness");
        } catch {}
    }

    function pass(uint256 blocks) external {
        vm.warp(block.timestamp + 600 + (blocks % 3) * BLOCK);
    }

    /// Everything settles in the end, whatever happened before.
    function finish() external told {
        vm.warp(block.timestamp + 20 * BLOCK);
        for (uint256 i; i < 6; ++i) {
            market.settle(_everyone, 128);
        }
    }

    function books() external view {
        _assertBooks();
    }

    function community() external view returns (EnergyMarket) {
        return market;
    }
}

abstract contract MarketInvariants is MarketTest {
    Homes internal homes;

    function _target(bool pooled, uint8 zones, bool metered) internal {
        homes = new Homes(pooled, zones, metered);
        market = homes.community();
        targetContract(address(homes));
        bytes4[] memory selectors = new bytes4[](metered ? 24 : 18);
        selectors[0] = Homes.order.selector;
        selectors[1] = Homes.orderBatch.selector;
        selectors[2] = Homes.report.selector;
        selectors[3] = Homes.clear.selector;
        selectors[4] = Homes.settle.selector;
        selectors[5] = Homes.withdraw.selector;
        selectors[6] = Homes.takeSurplus.selector;
        selectors[7] = Homes.changeTerms.selector;
        selectors[8] = Homes.leave.selector;
        selectors[9] = Homes.pass.selector;
        selectors[10] = Homes.pass.selector;
        selectors[11] = Hostile.trespass.selector;
        selectors[12] = Hostile.forge.selector;
        selectors[13] = Hostile.oppress.selector;
        selectors[14] = Hostile.agentWithdraws.selector;
        selectors[15] = Hostile.gift.selector;
        selectors[16] = Hostile.depositForAnother.selector;
        selectors[17] = Homes.order.selector;
        if (metered) {
            selectors[18] = Homes.reportLine.selector;
            selectors[19] = Homes.reportLine.selector;
            selectors[20] = Homes.audit.selector;
            selectors[21] = Homes.correct.selector;
            selectors[22] = Homes.witness.selector;
            selectors[23] = Homes.report.selector;
        }
        targetSelector(FuzzSelector({addr: address(homes), selectors: selectors}));
    }

    /// The books balance, and nobody has less than the rules and its own doing give, whoever tried what.
    function invariant_nobodyIsHarmed() public view virtual {
        assertEq(homes.harm(), "");
        assertTrue(homes.balanced(), "books");
    }

    /// Whatever happened, everything settles, locks are released, and all that is free can be taken out.
    function afterInvariant() public virtual {
        homes.finish();
        for (uint16 i; i < homes.HOMES(); ++i) {
            MemberView memory m = market.member(i);
            assertEq(m.locked, 0, "a lock outlived its block");
            if (m.free == 0) continue;
            vm.prank(m.owner);
            market.withdraw(i, m.free);
        }
        homes.books();
        assertEq(homes.harm(), "");
    }
}

contract PooledInvariants is MarketInvariants {
    function setUp() public override {
        _target(true, 1, false);
    }
}

contract ZonesInvariants is MarketInvariants {
    function setUp() public override {
        _target(true, 4, false);
    }
}

contract MeteredInvariants is MarketInvariants {
    function setUp() public override {
        _target(true, 4, true);
    }
}

contract MeteredIndividualInvariants is MarketInvariants {
    function setUp() public override {
        _target(false, 3, true);
    }

    /// What is withheld is nobody else's: the grid account keeps it. A seller may be paid before its buyer has paid.
    function afterInvariant() public override {
        homes.finish();
        assertGe(homes.gridAccount(), 0, "the grid account paid out more than it took");
        super.afterInvariant();
    }
}

contract IndividualInvariants is MarketInvariants {
    function setUp() public override {
        _target(false, 1, false);
    }
}

contract IndividualZonesInvariants is MarketInvariants {
    function setUp() public override {
        _target(false, 4, false);
    }

    /// Without pooled supply nobody is owed what nobody paid, once everybody has.
    function afterInvariant() public override {
        homes.finish();
        assertGe(homes.gridAccount(), 0, "the grid account paid out more than it took");
        super.afterInvariant();
    }
}
