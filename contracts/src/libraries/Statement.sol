// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MarketState} from "../types/MarketState.sol";
import {ReadingWord} from "../types/ReadingWord.sol";
import {INTERVALS, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {TariffWord} from "../types/TariffWord.sol";
import {BlockAmounts} from "./BlockAmounts.sol";
import {BlockCache, Blocks} from "./Blocks.sol";
import {Positions} from "./Positions.sol";
import {Withholding} from "./Withholding.sol";

/// What one member is owed for one block.
library Statement {
    /// @param orders the member's orders for this block, 0 if none
    /// @param readings the member's word for this block, 0 if none: deemed
    /// @return amount µcredit to the member, negative if it pays
    /// @return deemed what of it a silent member is charged beyond its position
    function compute(
        MarketState storage s,
        Rules memory r,
        BlockCache memory entry,
        Seat memory seat,
        uint256 orders,
        ReadingWord readings
    ) internal view returns (int256 amount, uint256 deemed) {
        uint256[] memory terms = _terms(s, r, entry, seat.zone);
        bool silent = ReadingWord.unwrap(readings) == 0;
        BlockAmounts.Home memory home = BlockAmounts.Home({
            positions: Blocks.fills(entry, seat.zone, orders),
            readings: silent ? Positions.UNREPORTED : ReadingWord.unwrap(readings),
            importLimitWh: seat.importLimit,
            exportLimitWh: seat.exportLimit
        });
        if (readings.late()) {
            terms = r.pooled ? BlockAmounts.latePooledTerms(terms) : BlockAmounts.lateIndividualTerms(terms);
        }
        amount = r.pooled ? BlockAmounts.pooled(terms, home) : BlockAmounts.individual(terms, home);
        if (silent) {
            int256 charged = (r.pooled ? _value(home.positions, terms) : int256(0)) - amount;
            if (charged > 0) deemed = uint256(charged);
        }
    }

    /// What of it is not paid, because the line's meter did not see the export.
    /// @param entry the block with the zone's terms made
    function withheld(
        MarketState storage s,
        bool pooled,
        BlockCache memory entry,
        Seat memory seat,
        uint256 member,
        uint256 orders,
        ReadingWord readings
    ) internal view returns (int256) {
        if (ReadingWord.unwrap(readings) == 0) return 0;
        if (!entry.audit.isCut(seat.zone) && !readings.unaudited()) return 0;
        // every field is set below
        // slither-disable-next-line uninitialized-local
        Withholding.Claim memory c;
        c.pooled = pooled;
        c.blockIndex = entry.header.index;
        c.member = member;
        c.line = entry.audit.lineOf(seat.zone);
        c.positions = Blocks.fills(entry, seat.zone, orders);
        c.readings = readings;
        c.exportLimit = seat.exportLimit;
        return int256(Withholding.withheld(s, c, entry.terms[seat.zone]));
    }

    /// The positions at their local prices.
    function _value(uint256 positions, uint256[] memory terms) private pure returns (int256 value) {
        for (uint256 i; i < INTERVALS; ++i) {
            value += Positions.at(positions, i) * int256(terms[8 * i]);
        }
    }

    /// The prices and sums that all members of a zone share, made once a batch.
    function _terms(MarketState storage s, Rules memory r, BlockCache memory entry, uint256 zone)
        private
        view
        returns (uint256[] memory terms)
    {
        terms = entry.terms[zone];
        if (terms.length != 0) return terms;
        Blocks.loadZone(s, entry, zone);
        BlockAmounts.Zonal memory zonal = BlockAmounts.Zonal({
            results: entry.results[zone],
            tariff: TariffWord.unwrap(entry.tariff),
            longs: entry.longs[zone],
            shorts: entry.shorts[zone],
            priceFloor: r.priceFloor,
            priceStep: r.priceStep,
            tariffUnit: r.tariffUnit,
            spread: entry.header.spread
        });
        if (r.pooled) {
            terms = BlockAmounts.pooledTerms(zonal);
        } else if (entry.sold.length == 0) {
            terms = BlockAmounts.individualTerms(zonal); // one zone; or silent and late members only: nothing is matched
        } else {
            terms = BlockAmounts.individualTerms(zonal, entry.sold[zone], entry.bought[zone]);
        }
        entry.terms[zone] = terms;
    }
}
