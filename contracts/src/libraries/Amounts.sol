// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title What a member is paid or charged for one interval
/// @notice Step 1, always: the position at the member's local price. Step 2: what was not delivered as traded.
/// @dev Pure; µcredit, + to the member. Payments round down, charges up, each on its own. Inputs are bounded by the
/// words they come from (energy below 2^32 Wh, prices below 2^32 µcredit/Wh), so nothing here can overflow.
library Amounts {
    struct Interval {
        int256 position; // Wh, + sold, - bought
        int256 metered; // Wh, export - import; 0 if not known
        bool known; // a reading exists and is not marked unknown
        bool late; // it came after the block was final: no part of the sums below
        uint256 price; // local price; of no matter without position
        uint256 feedIn; // F
        uint256 retail; // R, at least F
        uint256 longWh; // the zone's sums, this member's share included unless late or not known:
        uint256 shortWh; // deviations (pooled), delivered sales and purchases (individual)
        uint256 importLimitWh;
        uint256 exportLimitWh;
        uint256 spread;
    }

    /// Pooled supply: deviations net within the zone, the rest is the grid's at F and R. Undoing one's own position
    /// is settled at the worse of balancing and local price, so that trading without delivering never pays.
    function pooled(Interval memory t) internal pure returns (int256 amount) {
        unchecked {
            int256 price = int256(t.price);
            amount = t.position * price;
            if (!t.known) {
                // deemed: nothing exported, the connection's limit imported, and what was sold undone at the worse price
                if (t.position > 0) amount -= t.position * int256(_max(t.price, t.retail));
                return amount - int256(t.retail * t.importLimitWh);
            }
            (int256 net, uint256 excess) = _clip(t);
            amount -= int256(t.retail * excess);
            int256 deviation = net - t.position;
            if (deviation > 0) {
                uint256 long = uint256(deviation);
                uint256 undone = t.position < 0 ? _min(long, uint256(-t.position)) : 0;
                amount += int256(_min(t.price * undone, _longPayment(t, undone)));
                amount += int256(_longPayment(t, long - undone));
            } else if (deviation < 0) {
                uint256 short = uint256(-deviation);
                uint256 undone = t.position > 0 ? _min(short, uint256(t.position)) : 0;
                amount -= int256(_max(t.price * undone, _shortCharge(t, undone)));
                amount -= int256(_shortCharge(t, short - undone));
            }
        }
    }

    /// Individual supply: only what was both traded and delivered is settled, as far as the zone's sellers and buyers
    /// match; each side pays the spread on what it traded and did not deliver. All else is between home and supplier.
    function individual(Interval memory t) internal pure returns (int256 amount) {
        unchecked {
            uint256 matched = _min(t.longWh, t.shortWh);
            uint256 traded;
            uint256 delivered;
            (int256 net,) = _clip(t);
            if (t.position > 0) {
                traded = uint256(t.position);
                if (t.known && net > 0) delivered = _min(traded, uint256(net));
                // a late seller was matched with nobody
                if (delivered > 0 && !t.late) amount = int256((t.price * delivered * matched) / t.longWh);
                amount -= int256(t.spread * (traded - delivered));
            } else if (t.position < 0) {
                traded = uint256(-t.position);
                if (!t.known) return -int256(_max(t.price, t.spread) * traded);
                if (net < 0) delivered = _min(traded, uint256(-net));
                if (t.late) amount = -int256(t.price * delivered);
                else if (delivered > 0) amount = -int256(_divideUp(t.price * delivered * matched, t.shortWh));
                amount -= int256(t.spread * (traded - delivered));
            }
        }
    }

    /// What a long deviation earns: the netted part of the zone's at the middle, less the spread, the rest at F.
    function _longPayment(Interval memory t, uint256 wh) private pure returns (uint256) {
        unchecked {
            if (wh == 0) return 0;
            if (t.late) return wh * t.feedIn;
            uint256 netted = _min(t.longWh, t.shortWh);
            return (wh * (netted * middleDown(t.feedIn, t.retail, t.spread) + (t.longWh - netted) * t.feedIn)) / t.longWh;
        }
    }

    /// What a short deviation costs: the netted part of the zone's at the middle and the spread, the rest at R.
    function _shortCharge(Interval memory t, uint256 wh) private pure returns (uint256) {
        unchecked {
            if (wh == 0) return 0;
            if (t.late) return wh * t.retail;
            uint256 netted = _min(t.longWh, t.shortWh);
            return _divideUp(
                wh * (netted * middleUp(t.feedIn, t.retail, t.spread) + (t.shortWh - netted) * t.retail), t.shortWh
            );
        }
    }

    /// Price of netted long energy: never below F.
    function middleDown(uint256 feedIn, uint256 retail, uint256 spread) internal pure returns (uint256) {
        unchecked {
            uint256 middle = (feedIn + retail) / 2;
            return middle > feedIn + spread ? middle - spread : feedIn;
        }
    }

    /// Price of netted short energy: never above R.
    function middleUp(uint256 feedIn, uint256 retail, uint256 spread) internal pure returns (uint256) {
        unchecked {
            return _min(retail, (feedIn + retail + 1) / 2 + spread);
        }
    }

    /// Metered net within the connection's limits, and the import beyond them; export beyond them is worth nothing.
    function _clip(Interval memory t) private pure returns (int256 net, uint256 excess) {
        unchecked {
            net = t.metered;
            if (net > int256(t.exportLimitWh)) return (int256(t.exportLimitWh), 0);
            if (net < -int256(t.importLimitWh)) {
                return (-int256(t.importLimitWh), uint256(-net) - t.importLimitWh);
            }
        }
    }

    function _min(uint256 x, uint256 y) private pure returns (uint256) {
        return x < y ? x : y;
    }

    function _max(uint256 x, uint256 y) private pure returns (uint256) {
        return x > y ? x : y;
    }

    function _divideUp(uint256 x, uint256 y) private pure returns (uint256) {
        unchecked {
            return (x + y - 1) / y;
        }
    }
}
