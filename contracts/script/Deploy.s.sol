// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Script, console} from "forge-std/Script.sol";
import {stdJson} from "forge-std/StdJson.sol";
import {EnergyMarket} from "../src/EnergyMarket.sol";
import "../src/interfaces/IEnergyMarket.sol";

/// @title Founds a community
/// @notice FOUNDING="$(cat script/founding.json)" OPERATOR=0x… forge script script/Deploy.s.sol --rpc-url … --broadcast
/// The operator is the sender where none is named. forge deploys the libraries that the market links.
contract Deploy is Script {
    using stdJson for string;

    function run() external returns (EnergyMarket market) {
        Founding memory terms = read(vm.envString("FOUNDING"));
        address operator = vm.envOr("OPERATOR", msg.sender);
        vm.startBroadcast();
        market = new EnergyMarket(terms, operator);
        vm.stopBroadcast();
        FoundingView memory founded = market.founding();
        console.log("market          ", address(market));
        console.log("credit          ", founded.credit);
        console.log("deployment block", block.number);
        console.log("first block     ", founded.foundedBlock);
    }

    /// Prices are in µcredit/Wh, energy in Wh, money in µcredit, times in seconds; see script/founding.json.
    function read(string memory json) public view returns (Founding memory f) {
        f.name = json.readString(".name");
        f.currency = json.readString(".currency");
        f.credit = json.readAddressOr(".credit", address(0));
        f.initialGrant = uint64(_number(json, ".initialGrant", type(uint64).max));
        f.supply = _supply(json.readString(".supply"));
        f.intervalSeconds = uint16(_number(json, ".intervalSeconds", type(uint16).max));
        f.tariffHourIntervals = uint16(_number(json, ".tariffHourIntervals", type(uint16).max));
        f.gateLeadSeconds = uint16(_number(json, ".gateLeadSeconds", type(uint16).max));
        f.horizonBlocks = uint8(_number(json, ".horizonBlocks", type(uint8).max));
        f.reportBlocks = uint8(_number(json, ".reportBlocks", type(uint8).max));
        f.tariffNoticeBlocks = uint8(_number(json, ".tariffNoticeBlocks", type(uint8).max));
        f.priceFloor = uint32(_number(json, ".priceFloor", type(uint32).max));
        f.priceStep = uint32(_number(json, ".priceStep", type(uint32).max));
        f.tariffUnit = uint32(_number(json, ".tariffUnit", type(uint32).max));
        f.maxRetail = uint32(_number(json, ".maxRetail", type(uint32).max));
        f.spread = uint32(_number(json, ".spread", type(uint32).max));
        f.reserveBasisPoints = uint16(_number(json, ".reserveBasisPoints", type(uint16).max));
        f.dailyCap = uint64(_number(json, ".dailyCap", type(uint64).max));
        f.maxMembers = uint16(_number(json, ".maxMembers", type(uint16).max));
        f.zones = _zones(json);
        f.tariffTable = _table(json, f.tariffUnit);
        f.sharing = _sharing(json.readStringOr(".sharing", "equal"));
        f.clock = _clock(json);
        f.predecessor = json.readAddressOr(".predecessor", address(0));
        f.meteredZones = uint16(_numberOr(json, ".meteredZones", type(uint16).max));
        f.toleranceWh = uint32(_numberOr(json, ".toleranceWh", type(uint32).max));
        f.disputeBlocks = uint8(_numberOr(json, ".disputeBlocks", type(uint8).max));
        f.challengeBlocks = uint8(_numberOr(json, ".challengeBlocks", type(uint8).max));
        f.witnesses = uint8(_numberOr(json, ".witnesses", type(uint8).max));
    }

    function _supply(string memory named) private pure returns (Supply) {
        bytes32 hash = keccak256(bytes(named));
        if (hash == keccak256("individual")) return Supply.Individual;
        require(hash == keccak256("pooled"), "supply is pooled or individual");
        return Supply.Pooled;
    }

    function _sharing(string memory named) private pure returns (Sharing) {
        bytes32 hash = keccak256(bytes(named));
        if (hash == keccak256("consumption")) return Sharing.ByConsumption;
        if (hash == keccak256("delivery")) return Sharing.ByDelivery;
        require(hash == keccak256("equal"), "sharing is equal, consumption or delivery");
        return Sharing.Equal;
    }

    function _zones(string memory json) private pure returns (Zone[] memory zones) {
        uint256[] memory parents = json.readUintArray(".zones.parents");
        uint256[] memory fees = json.readUintArray(".zones.feeTicks");
        uint256[] memory capacities = json.readUintArray(".zones.capacitiesWh");
        require(parents.length == fees.length && fees.length == capacities.length, "zones need three lists alike");
        zones = new Zone[](parents.length);
        for (uint256 z; z < zones.length; ++z) {
            require(parents[z] < 16 && fees[z] < 64 && capacities[z] <= type(uint32).max, "a zone is out of range");
            zones[z] = Zone(uint8(parents[z]), uint8(fees[z]), uint32(capacities[z]));
        }
    }

    function _table(string memory json, uint256 unit) private pure returns (uint256[3] memory table) {
        uint256[] memory feedIn = json.readUintArray(".tariff.feedIn");
        uint256[] memory retail = json.readUintArray(".tariff.retail");
        require(feedIn.length == 24 && retail.length == 24, "a tariff has 24 local hours");
        for (uint256 h; h < 24; ++h) {
            uint256 low = feedIn[h] / unit;
            uint256 high = retail[h] / unit;
            require(low * unit == feedIn[h] && high * unit == retail[h], "a tariff counts in its unit");
            require(low < 1 << 15 && high < 1 << 15, "a tariff is out of range: use a larger unit");
            table[h / 8] |= (low | (high << 15)) << (30 * (h % 8));
        }
    }

    function _clock(string memory json) private pure returns (uint256 clock) {
        uint256[] memory blocks = json.readUintArray(".clock.fromBlocks");
        int256[] memory offsets = json.readIntArray(".clock.offsetIntervals");
        require(blocks.length == offsets.length && blocks.length <= 5, "a clock has up to five pairs");
        for (uint256 i; i < blocks.length; ++i) {
            require(blocks[i] <= type(uint32).max && int16(offsets[i]) == offsets[i], "a clock is out of range");
            clock |= (blocks[i] | (uint256(uint16(int16(offsets[i]))) << 32)) << (48 * i);
        }
    }

    function _number(string memory json, string memory key, uint256 most) private pure returns (uint256 number) {
        number = json.readUint(key);
        require(number <= most, string.concat(key, " is out of range"));
    }

    /// 0 where nothing is said.
    function _numberOr(string memory json, string memory key, uint256 most) private view returns (uint256) {
        return json.keyExists(key) ? _number(json, key, most) : 0;
    }
}
