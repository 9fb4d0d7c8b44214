// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @dev The settlement amounts word by word, in checked arithmetic, with no thought for gas.
library AmountsReference {
    struct Interval {
        int256 position;
        int256 metered;
        bool known;
        bool late;
        uint256 price;
        uint256 feedIn;
        uint256 retail;
        uint256 longWh;
        uint256 shortWh;
        uint256 importLimitWh;
        uint256 exportLimitWh;
        uint256 spread;
    }

    function pooled(Interval memory t) internal pure returns (int256 amount) {
        int256 p = int256(t.price);
        int256 r = int256(t.retail);
        amount = t.position * p;
        if (!t.known) {
            if (t.position > 0) amount -= max(p, r) * t.position;
            return amount - r * int256(t.importLimitWh);
        }
        int256 clipped = clip(t);
        if (t.metered < clipped) amount -= r * (clipped - t.metered);
        int256 deviation = clipped - t.position;
        if (deviation > 0) {
            int256 undone = min(deviation, max(0, -t.position));
            amount += min(p * undone, longPayment(t, undone)) + longPayment(t, deviation - undone);
        } else {
            int256 undone = min(-deviation, max(0, t.position));
            amount -= max(p * undone, shortCharge(t, undone)) + shortCharge(t, -deviation - undone);
        }
    }

    function individual(Interval memory t) internal pure returns (int256) {
        int256 p = int256(t.price);
        int256 spread = int256(t.spread);
        int256 matched = int256(min(int256(t.longWh), int256(t.shortWh)));
        int256 sold = max(t.position, 0);
        int256 bought = max(-t.position, 0);
        if (!t.known) return -spread * sold - max(p, spread) * bought;
        int256 soldDelivered = min(sold, max(t.metered, 0));
        int256 boughtDelivered = min(bought, max(-t.metered, 0));
        int256 undelivered = spread * (sold - soldDelivered + bought - boughtDelivered);
        if (t.late) return -p * boughtDelivered - undelivered;
        int256 payment = soldDelivered == 0 ? int256(0) : p * soldDelivered * matched / int256(t.longWh);
        int256 charge = boughtDelivered == 0 ? int256(0) : up(p * boughtDelivered * matched, int256(t.shortWh));
        return payment - charge - undelivered;
    }

    /// @dev Metered net within the connection's limits.
    function clip(Interval memory t) internal pure returns (int256) {
        return min(int256(t.exportLimitWh), max(-int256(t.importLimitWh), t.metered));
    }

    function longPayment(Interval memory t, int256 wh) internal pure returns (int256) {
        int256 f = int256(t.feedIn);
        if (wh == 0 || t.late) return wh * f;
        int256 middle = max(f, (f + int256(t.retail)) / 2 - int256(t.spread));
        int256 long = int256(t.longWh);
        int256 netted = min(long, int256(t.shortWh));
        return wh * (netted * middle + (long - netted) * f) / long;
    }

    function shortCharge(Interval memory t, int256 wh) internal pure returns (int256) {
        int256 r = int256(t.retail);
        if (wh == 0 || t.late) return wh * r;
        int256 middle = min(r, up(int256(t.feedIn) + r, 2) + int256(t.spread));
        int256 short = int256(t.shortWh);
        int256 netted = min(int256(t.longWh), short);
        return up(wh * (netted * middle + (short - netted) * r), short);
    }

    function up(int256 x, int256 y) private pure returns (int256) {
        return (x + y - 1) / y;
    }

    function min(int256 x, int256 y) internal pure returns (int256) {
        return x < y ? x : y;
    }

    function max(int256 x, int256 y) internal pure returns (int256) {
        return x > y ? x : y;
    }
}
