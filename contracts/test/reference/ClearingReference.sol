// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Zone} from "../../src/interfaces/IEnergyMarket.sol";

/// @dev MARKET.md's clearing word by word, one interval at a time, with no thought for gas.
library ClearingReference {
    int256 internal constant K = 64;
    uint256 internal constant FULL = 1 << 22;

    struct Auction {
        uint256 zones;
        int256[64][] S;
        int256[64][] D;
        int256[65][] own;
        int256[65][] A;
        int256[65][] E;
        int256[] T;
        int256[] P;
        int256[] net; // the zone's own net, before dust
        int256[] soldAtK;
        int256[] boughtAtK;
        int256[] sold;
    }

    function clear(uint256[] memory words, Zone[] memory zones, uint256 firstInterval, uint256 intervals)
        internal
        pure
        returns (uint256[] memory results, int256[] memory flows, uint256 withOrders)
    {
        results = new uint256[](zones.length);
        flows = new int256[](zones.length * 8);
        for (uint256 w; w < words.length; ++w) {
            bool any;
            for (uint256 i; i < 8; ++i) {
                if ((words[w] >> (25 * i)) & 0x3ffff != 0) any = true;
            }
            if (any) ++withOrders;
        }
        for (uint256 i = firstInterval; i < firstInterval + intervals; ++i) {
            Auction memory auction = interval(words, zones, i);
            for (uint256 z; z < zones.length; ++z) {
                flows[z * 8 + i] = auction.T[z];
                results[z] |= field(auction, zones, z) << (30 * i);
            }
        }
    }

    function interval(uint256[] memory words, Zone[] memory zones, uint256 i) internal pure returns (Auction memory a) {
        uint256 n = zones.length;
        a.zones = n;
        a.S = new int256[64][](n);
        a.D = new int256[64][](n);
        a.own = new int256[65][](n);
        a.A = new int256[65][](n);
        a.E = new int256[65][](n);
        a.T = new int256[](n);
        a.P = new int256[](n);
        a.net = new int256[](n);
        a.soldAtK = new int256[](n);
        a.boughtAtK = new int256[](n);
        a.sold = new int256[](n);
        for (uint256 w; w < words.length; ++w) {
            uint256 order = (words[w] >> (25 * i)) & 0x1ffffff;
            uint256 zone = (words[w] >> 236) & 15;
            int256[64][] memory side = order >> 24 == 1 ? a.S : a.D;
            side[zone][(order >> 18) & 63] += int256(order & 0x3ffff);
        }
        for (uint256 z; z < n; ++z) {
            for (uint256 k; k < 64; ++k) {
                a.own[z][0] -= a.D[z][k];
            }
            for (uint256 k; k < 64; ++k) {
                a.own[z][k + 1] = a.own[z][k] + a.S[z][k] + a.D[z][k];
            }
        }
        for (uint256 z = n; z > 0; --z) {
            climb(a, zones, z - 1);
        }
        a.P[0] = middle(range(a, 0, 0));
        for (uint256 z; z < n; ++z) {
            if (z > 0) localPrice(a, zones, z);
            split(a, zones, z);
        }
    }

    function climb(Auction memory a, Zone[] memory zones, uint256 z) private pure {
        for (uint256 k; k <= 64; ++k) {
            a.A[z][k] = a.own[z][k];
            for (uint256 c = z + 1; c < a.zones; ++c) {
                if (zones[c].parent == z) a.A[z][k] += a.E[c][k];
            }
        }
        int256 f = int256(uint256(zones[z].feeTicks));
        int256 capacity = int256(uint256(zones[z].capacityWh));
        for (int256 k; k <= K; ++k) {
            int256 e;
            if (k - f >= 0 && a.A[z][uint256(k - f)] > 0) e += a.A[z][uint256(k - f)];
            if (k + f <= K && a.A[z][uint256(k + f)] < 0) e += a.A[z][uint256(k + f)];
            a.E[z][uint256(k)] = max(-capacity, min(capacity, e));
        }
    }

    function range(Auction memory a, uint256 z, int256 t) private pure returns (int256[2] memory r) {
        r[0] = -1;
        for (uint256 q; q < 64; ++q) {
            if (a.A[z][q] <= t && t <= a.A[z][q + 1]) {
                if (r[0] < 0) r[0] = int256(q);
                r[1] = int256(q);
            }
        }
        require(r[0] >= 0, "empty range");
    }

    function middle(int256[2] memory r) private pure returns (int256) {
        return (r[0] + r[1]) / 2;
    }

    function localPrice(Auction memory a, Zone[] memory zones, uint256 z) private pure {
        int256[2] memory r = range(a, z, a.T[z]);
        int256 p = a.P[zones[z].parent];
        int256 f = int256(uint256(zones[z].feeTicks));
        if (a.T[z] > 0) {
            a.P[z] = min(max(p - f, r[0]), r[1]);
        } else if (a.T[z] < 0) {
            a.P[z] = min(max(p + f, r[0]), r[1]);
        } else {
            int256 lo = max(r[0], p - f);
            int256 hi = min(r[1], p + f);
            a.P[z] = lo <= hi ? min(max(middle(r), lo), hi) : middle(r);
        }
    }

    function split(Auction memory a, Zone[] memory zones, uint256 z) private pure {
        uint256 k = uint256(a.P[z]);
        int256 lo = a.own[z][k];
        int256 room = a.own[z][k + 1] - a.own[z][k];
        for (uint256 c = z + 1; c < a.zones; ++c) {
            if (zones[c].parent != z) continue;
            lo += a.E[c][k];
            room += a.E[c][k + 1] - a.E[c][k];
        }
        int256 need = a.T[z] - lo;
        require(0 <= need && need <= room, "need");
        int256 r = a.own[z][k + 1] - a.own[z][k];
        int256 acc = r;
        a.net[z] = a.own[z][k] + (room > 0 ? (need * r) / room : int256(0));
        for (uint256 c = z + 1; c < a.zones; ++c) {
            if (zones[c].parent != z) continue;
            r = a.E[c][k + 1] - a.E[c][k];
            a.T[c] = a.E[c][k] + (room > 0 ? (need * (acc + r)) / room - (need * acc) / room : int256(0));
            acc += r;
        }
        for (uint256 j; j < 64; ++j) {
            if (j < k) a.sold[z] += a.S[z][j];
        }
        int256 x = a.net[z] - a.sold[z];
        for (uint256 j = k + 1; j < 64; ++j) {
            x += a.D[z][j];
        }
        a.soldAtK[z] = min(a.S[z][k], a.D[z][k] + x);
        a.boughtAtK[z] = a.soldAtK[z] - x;
        a.sold[z] += a.soldAtK[z];
    }

    /// @dev The 30 bits of a result word.
    function field(Auction memory a, Zone[] memory zones, uint256 z) private pure returns (uint256) {
        uint256 k = uint256(a.P[z]);
        uint256 supply = uint256(a.S[z][k]);
        uint256 demand = uint256(a.D[z][k]);
        uint256 sold = uint256(a.soldAtK[z]);
        uint256 bought = uint256(a.boughtAtK[z]);
        bool moved = a.T[z] != 0 || a.sold[z] != 0;
        for (uint256 c = z + 1; c < a.zones; ++c) {
            if (zones[c].parent == z && a.T[c] != 0) moved = true;
        }
        require(sold == supply || bought == demand, "both sides rationed");
        if (!moved) return k | (1 << 6) | ((FULL + 1) << 7);
        if (sold < supply) return k | (1 << 6) | (((sold * FULL) / supply) << 7);
        if (bought < demand) return k | ((((demand - bought) * FULL) / demand) << 7);
        return k | (1 << 6) | (FULL << 7);
    }

    /// @dev What an order gets out of a result field, signed: + sold.
    function position(uint256 order, uint256 result) internal pure returns (int256) {
        uint256 wh = order & 0x3ffff;
        uint256 tick = (order >> 18) & 63;
        bool sell = order >> 24 == 1;
        uint256 price = result & 63;
        bool rationedSellers = (result >> 6) & 1 == 1;
        uint256 fraction = (result >> 7) & 0x7fffff;
        if (fraction > FULL) return 0;
        if (sell) {
            if (tick > price) return 0;
            if (tick == price && rationedSellers) return int256((wh * fraction) / FULL);
            return int256(wh);
        }
        if (tick < price) return 0;
        if (tick == price && !rationedSellers) return -int256(wh - (wh * fraction) / FULL);
        return -int256(wh);
    }

    function min(int256 x, int256 y) private pure returns (int256) {
        return x < y ? x : y;
    }

    function max(int256 x, int256 y) private pure returns (int256) {
        return x > y ? x : y;
    }
}
