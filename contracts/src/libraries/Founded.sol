// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Founding, Zone} from "../interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors as Errors} from "../interfaces/IEnergyMarketErrors.sol";
import {ISuccession, SuccessionView} from "../interfaces/ISuccession.sol";
import {MarketState, TermsEntry} from "../types/MarketState.sol";
import {INTERVALS, MAX_MEMBERS, MAX_ZONES, Rules, RulesWords} from "../types/Rules.sol";
import {Seats} from "../types/Seat.sol";
import {History} from "./History.sol";
import {Terms} from "./Terms.sol";

/// Checks what a community is about to agree on for ever, and writes it down.
library Founded {
    using History for Checkpoints.Trace224;

    /// Measured upper bounds of clearing one interval, see test/gas: a transaction has 2^24.
    uint256 internal constant CLEAR_GAS = 500_000;
    uint256 internal constant CLEAR_MEMBER_GAS = 3_500;
    uint256 internal constant CLEAR_ZONE_GAS = 200_000;

    uint256 internal constant MAX_DISPUTE = 36; // blocks: settled long before their place in the ring is needed

    function found(MarketState storage s, Founding memory f) public {
        // the root's line is not used, whatever it was given
        if (f.zones.length != 0) f.zones[0] = Zone(0, 0, 0);
        _check(f);
        s.rules = RulesWords.make(f);
        s.credit = f.credit;
        bool inherits = _inheritsCredit(f);
        s.issuesCredit = inherits || f.credit == address(0);
        s.moves.predecessor = f.predecessor;
        s.initialGrant = f.initialGrant;
        s.largestCap = f.dailyCap;
        s.salt = keccak256(abi.encode(f));
        s.name = f.name;
        s.currency = f.currency;
        s.trust.meteredZones = f.meteredZones;
        s.trust.toleranceWh = f.toleranceWh;
        s.trust.challengeBlocks = f.challengeBlocks;
        s.trust.witnesses = f.witnesses;
        Rules memory r = s.rules.read();
        s.foundedBlock = uint32(r.nextGateBlock());
        TermsEntry storage terms = s.terms.push();
        terms.spread = f.spread;
        terms.clock = f.clock;
        terms.table = f.tariffTable;
        terms.lines = Terms.packLines(f.zones);
        s.termsFrom.note(0, 0);
    }

    function _check(Founding memory f) private view {
        _require(bytes(f.name).length != 0 && bytes(f.name).length <= 64, "name");
        _require(bytes(f.currency).length != 0 && bytes(f.currency).length <= 16, "currency");
        _require(f.credit == address(0) || f.initialGrant == 0 || _inheritsCredit(f), "initialGrant");
        _require(f.credit == address(0) || IERC20Metadata(f.credit).decimals() == 6, "credit");
        _checkTimes(f);
        _checkPrices(f);
        _require(f.dailyCap <= Seats.MAX_CAP, "dailyCap");
        _require(f.initialGrant <= 1 << 48, "initialGrant");
        _checkZones(f);
        _checkTrust(f);
    }

    /// Whether the predecessor issues the credit that both have. A predecessor must have the same.
    function _inheritsCredit(Founding memory f) private view returns (bool) {
        if (f.predecessor == address(0)) return false;
        _require(f.predecessor.code.length != 0, "predecessor");
        SuccessionView memory before = ISuccession(f.predecessor).succession();
        _require(f.credit == before.credit, "predecessor");
        return before.issuesCredit;
    }

    function _checkTimes(Founding memory f) private pure {
        uint256 blockSeconds = uint256(f.intervalSeconds) * INTERVALS;
        _require(f.intervalSeconds != 0 && 3600 % f.intervalSeconds == 0, "intervalSeconds");
        _require(f.tariffHourIntervals != 0, "tariffHourIntervals");
        _require(f.horizonBlocks != 0 && f.horizonBlocks <= 12, "horizonBlocks");
        // open blocks lie in today and tomorrow
        _require(uint256(f.horizonBlocks) * INTERVALS <= 24 * uint256(f.tariffHourIntervals), "horizonBlocks");
        _require(f.gateLeadSeconds < f.horizonBlocks * blockSeconds, "gateLeadSeconds");
        _require(f.reportBlocks != 0 && f.reportBlocks <= 12, "reportBlocks");
        _require(f.tariffNoticeBlocks <= f.horizonBlocks, "tariffNoticeBlocks");
        // while a notice is shorter than the gate's lead, blocks without a tariff of their own would never open
        _require(
            f.tariffNoticeBlocks == 0 || f.gateLeadSeconds < f.tariffNoticeBlocks * blockSeconds, "tariffNoticeBlocks"
        );
        Terms.checkClock(f.clock);
    }

    function _checkPrices(Founding memory f) private pure {
        _require(f.priceStep != 0, "priceStep");
        _require(uint256(f.priceFloor) + 63 * uint256(f.priceStep) <= Terms.MAX_PRICE, "priceStep");
        _require(f.tariffUnit != 0, "tariffUnit");
        _require(f.maxRetail <= Terms.MAX_PRICE, "maxRetail");
        _require(f.spread != 0 && f.spread <= Terms.MAX_PRICE, "spread");
        _require(f.reserveBasisPoints <= 10_000, "reserveBasisPoints");
        Terms.checkTable(f.tariffTable, f.tariffUnit, f.maxRetail);
    }

    function _checkZones(Founding memory f) private pure {
        _require(f.maxMembers >= 2 && f.maxMembers <= MAX_MEMBERS, "maxMembers");
        _require(f.zones.length != 0 && f.zones.length <= MAX_ZONES, "zones");
        for (uint256 z = 1; z < f.zones.length; ++z) {
            _require(f.zones[z].parent < z, "zones");
            _require(f.zones[z].feeTicks < 64, "zones");
        }
        _require(CLEAR_GAS + CLEAR_MEMBER_GAS * f.maxMembers + CLEAR_ZONE_GAS * f.zones.length <= 1 << 24, "maxMembers");
    }

    function _checkTrust(Founding memory f) private pure {
        _require(uint256(f.meteredZones) >> f.zones.length == 0, "meteredZones");
        _require(f.disputeBlocks <= MAX_DISPUTE && (f.disputeBlocks != 0) == (f.meteredZones != 0), "disputeBlocks");
        _require(f.toleranceWh <= Seats.MAX_LIMIT, "toleranceWh");
        _require(f.challengeBlocks == 0 || f.challengeBlocks < f.disputeBlocks, "challengeBlocks");
        _require(f.witnesses <= 16 && (f.witnesses == 0 || f.disputeBlocks != 0), "witnesses");
    }

    function _require(bool holds, string memory what) private pure {
        if (!holds) revert Errors.BadFounding(what);
    }
}
