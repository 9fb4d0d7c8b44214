// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Deploy} from "../../script/Deploy.s.sol";
import "../utils/MarketTest.sol";

contract DeployTest is MarketTest {
    string internal constant JSON = '{"name":"Sunny Lane","currency":"EUR","initialGrant":1000000000,"supply":"pooled",'
        '"intervalSeconds":900,"tariffHourIntervals":4,"gateLeadSeconds":300,"horizonBlocks":12,"reportBlocks":3,'
        '"tariffNoticeBlocks":0,"priceFloor":50,"priceStep":5,"tariffUnit":1,"maxRetail":500,"spread":20,'
        '"reserveBasisPoints":10000,"dailyCap":100000000,"maxMembers":600,'
        '"zones":{"parents":[0],"feeTicks":[0],"capacitiesWh":[0]},'
        '"tariff":{"feedIn":[80,80,80,80,80,80,80,80,80,80,80,80,80,80,80,80,80,80,80,80,80,80,80,80],'
        '"retail":[300,300,300,300,300,300,300,300,300,300,300,300,300,300,300,300,300,300,300,300,300,300,300,300]},'
        '"clock":{"fromBlocks":[0,200000],"offsetIntervals":[-8,4]}}';

    function test_readsAFoundingFromJson() public {
        Founding memory expected = _founding();
        expected.clock = (uint256(uint16(int16(-8))) << 32) | ((200_000 | (uint256(4) << 32)) << 48);
        assertEq(keccak256(abi.encode(new Deploy().read(JSON))), keccak256(abi.encode(expected)));
    }
}
