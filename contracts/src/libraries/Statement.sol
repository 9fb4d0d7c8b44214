// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MarketState} from "../types/MarketState.sol";
import {OrderWord} from "../types/OrderWord.sol";
import {ReadingWord} from "../types/ReadingWord.sol";
import {ResultWords} from "../types/ResultWord.sol";
import {INTERVALS, Rules} from "../types/Rules.sol";
import {Seat} from "../types/Seat.sol";
import {Amounts} from "./Amounts.sol";
import {BlockCache, Blocks} from "./Blocks.sol";

/// What one member is owed for one block.
library Statement {
    /// @param orders the member's word for this block, 0 if none
    /// @param readings the member's word for this block, 0 if none: deemed
    /// @return amount µcredit to the member, negative if it pays
    /// @return deemed what of it a silent member is charged beyond its position
    function compute(
        MarketState storage s,
        Rules memory r,
        BlockCache memory entry,
        Seat memory seat,
        OrderWord orders,
        ReadingWord readings
    ) internal view returns (int256 amount, uint256 deemed) {
        Amounts.Interval[] memory terms = _terms(s, r, entry, seat.zone);
        uint256 word = orders.orders();
        uint256 result = entry.results[seat.zone];
        bool silent = ReadingWord.unwrap(readings) == 0;
        bool late = readings.late();
        for (uint256 i; i < INTERVALS; ++i) {
            Amounts.Interval memory t = terms[i];
            t.position = ResultWords.position(word, result);
            t.late = late;
            t.importLimitWh = seat.importLimit;
            t.exportLimitWh = seat.exportLimit;
            if (silent) {
                (t.known, t.metered) = (false, 0);
            } else {
                (t.known, t.metered) = readings.interval(i);
            }
            int256 part = r.pooled ? Amounts.pooled(t) : Amounts.individual(t);
            amount += part;
            if (silent) {
                // pooled: what was taken beyond the position's value
                int256 value = r.pooled ? t.position * int256(t.price) : int256(0);
                if (value > part) deemed += uint256(value - part);
            }
            word >>= 25;
            result >>= 30;
        }
    }

    /// The prices and sums that all members of a zone share, made once a batch.
    function _terms(MarketState storage s, Rules memory r, BlockCache memory entry, uint256 zone)
        private
        view
        returns (Amounts.Interval[] memory terms)
    {
        terms = entry.terms[zone];
        if (terms.length != 0) return terms;
        Blocks.loadZone(s, entry, zone);
        terms = new Amounts.Interval[](INTERVALS);
        entry.terms[zone] = terms;
        for (uint256 i; i < INTERVALS; ++i) {
            Amounts.Interval memory t = terms[i];
            t.price = r.priceFloor + ((entry.results[zone] >> (30 * i)) & 0x3F) * r.priceStep;
            (t.feedIn, t.retail) = entry.tariff.interval(i, r.tariffUnit);
            t.longWh = (entry.longs[zone] >> (32 * i)) & 0xFFFFFFFF;
            t.shortWh = (entry.shorts[zone] >> (32 * i)) & 0xFFFFFFFF;
            t.spread = entry.header.spread;
        }
    }
}
