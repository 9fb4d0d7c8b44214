// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {CommunityCredit} from "./CommunityCredit.sol";
import {
    AuditView,
    BlockView,
    Founding,
    FoundingView,
    IEnergyMarket,
    MemberStatus,
    MemberView,
    Overview,
    RequestView,
    SignedLine,
    SignedOrders,
    SignedReadings,
    SignedRequest,
    Zone
} from "./interfaces/IEnergyMarket.sol";
import {IEnergyMarketErrors} from "./interfaces/IEnergyMarketErrors.sol";
import {Arrival, ISuccession, SignedMove, SuccessionView, WaitingView, Welcome} from "./interfaces/ISuccession.sol";
import {Auction} from "./libraries/Auction.sol";
import {Audit} from "./libraries/Audit.sol";
import {Disputes} from "./libraries/Disputes.sol";
import {LineMeters} from "./libraries/LineMeters.sol";
import {Dividend} from "./libraries/Dividend.sol";
import {Founded} from "./libraries/Founded.sol";
import {Lens} from "./libraries/Lens.sol";
import {Membership} from "./libraries/Membership.sol";
import {Ordering} from "./libraries/Ordering.sol";
import {Reporting} from "./libraries/Reporting.sol";
import {Settlement} from "./libraries/Settlement.sol";
import {Succession} from "./libraries/Succession.sol";
import {Terms} from "./libraries/Terms.sol";
import {Treasury} from "./libraries/Treasury.sol";
import {MarketState} from "./types/MarketState.sol";
import {MAX_MEMBERS} from "./types/Rules.sol";

/// @title A community's electricity market
/// @notice Says who may do what; the libraries say how. See IEnergyMarket for units, assumptions and limits.
/// @dev All libraries are linked and work on the one state below: no proxy, no upgrade.
contract EnergyMarket is IEnergyMarket, ISuccession, IEnergyMarketErrors, Ownable2Step, ReentrancyGuardTransient {
    MarketState private _state;

    bytes32 private immutable _domain;
    uint256 private immutable _chainId;

    constructor(Founding memory terms, address operator_) Ownable(operator_) {
        Founded.found(_state, terms);
        if (_state.credit == address(0)) {
            _state.credit = address(new CommunityCredit(string.concat(terms.name, " credit"), terms.currency));
        }
        _chainId = block.chainid;
        _domain = _domainSeparator();
    }

    modifier onlyMemberOwner(uint16 index) {
        if (index >= MAX_MEMBERS || msg.sender != _state.members[index].owner) {
            revert NotOwner(index, msg.sender);
        }
        _;
    }

    // ------ joining and leaving

    function request(address owner_, uint64 dailyCap) external {
        Membership.request(_state, owner_, dailyCap);
    }

    function requestFor(SignedRequest calldata asked) external {
        Membership.requestFor(_state, domainSeparator(), asked);
    }

    function withdrawRequest() external nonReentrant {
        Membership.endRequest(_state, msg.sender);
    }

    function admit(address agent, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh)
        external
        onlyOwner
        returns (uint16)
    {
        return Membership.admit(_state, agent, zone, importLimitWh, exportLimitWh);
    }

    function decline(address agent) external onlyOwner nonReentrant {
        Membership.endRequest(_state, agent);
    }

    function setMemberTerms(uint16 index, uint8 zone, uint32 importLimitWh, uint32 exportLimitWh) external onlyOwner {
        Membership.setTerms(_state, index, zone, importLimitWh, exportLimitWh);
    }

    function suspend(uint16 index, bool suspended) external onlyOwner {
        Membership.suspend(_state, index, suspended);
    }

    function expel(uint16 index) external onlyOwner {
        Membership.leave(_state, index);
    }

    function leave(uint16 index) external onlyMemberOwner(index) {
        Membership.leave(_state, index);
    }

    function setAgent(uint16 index, address agent) external onlyMemberOwner(index) {
        Membership.setAgent(_state, index, agent);
    }

    function setMeterKey(uint16 index, address meterKey) external onlyMemberOwner(index) {
        Membership.setMeterKey(_state, index, meterKey);
    }

    function setDailyCap(uint16 index, uint64 dailyCap) external onlyMemberOwner(index) {
        Membership.setDailyCap(_state, index, dailyCap);
    }

    function proposeOwner(uint16 index, address owner_) external onlyMemberOwner(index) {
        Membership.proposeOwner(_state, index, owner_);
    }

    function acceptOwner(uint16 index) external {
        Membership.acceptOwner(_state, index);
    }

    // ------ terms of coming blocks

    function setTariff(uint32 firstBlock, uint256[] calldata words) external onlyOwner {
        Terms.setTariff(_state, firstBlock, words);
    }

    function setTariffTable(uint256[3] calldata table) external onlyOwner {
        Terms.setTariffTable(_state, table);
    }

    function setClock(uint256 clock) external onlyOwner {
        Terms.setClock(_state, clock);
    }

    function setLine(uint8 zone, uint8 feeTicks, uint32 capacityWh) external onlyOwner {
        Terms.setLine(_state, zone, feeTicks, capacityWh);
    }

    function setSpread(uint32 spread) external onlyOwner {
        Terms.setSpread(_state, spread);
    }

    // ------ a block's life

    function order(uint16 index, uint32 firstBlock, uint40 version, uint256[] calldata words) external {
        Ordering.order(_state, index, firstBlock, version, words);
    }

    function orderFor(SignedOrders calldata orders) external {
        Ordering.orderFor(_state, domainSeparator(), orders);
    }

    function orderBatch(SignedOrders[] calldata) external {
        _forward(address(Ordering), Ordering.orderBatch.selector);
    }

    function clear(uint32 blockIndex, uint8 intervals) external returns (uint8) {
        return uint8(Auction.clear(_state, blockIndex, intervals));
    }

    function report(uint16 index, uint32 firstBlock, uint256[] calldata words, bytes calldata details) external {
        Reporting.report(_state, index, firstBlock, words, details);
    }

    function reportFor(SignedReadings calldata readings) external {
        Reporting.reportFor(_state, domainSeparator(), readings);
    }

    function reportBatch(SignedReadings[] calldata) external {
        _forward(address(Reporting), Reporting.reportBatch.selector);
    }

    function settle(uint16[] calldata indices, uint32 maxBlocks) external returns (uint256) {
        return Settlement.settle(_state, indices, maxBlocks);
    }

    // ------ trust in readings

    function setLineMeter(uint8 zone, address key) external onlyOwner {
        LineMeters.set(_state, zone, key);
    }

    function reportLine(uint8 zone, uint32 firstBlock, uint256[] calldata words) external {
        LineMeters.report(_state, zone, firstBlock, words);
    }

    function reportLineFor(SignedLine calldata) external {
        _forward(address(LineMeters), LineMeters.reportFor.selector);
    }

    function audit(uint32 blockIndex) external returns (bool) {
        return Audit.audit(_state, blockIndex);
    }

    function correctReading(uint16 index, uint32 blockIndex, uint256 word) external onlyOwner {
        Disputes.announce(_state, index, blockIndex, word);
    }

    function witness(
        uint16 index,
        uint32 firstBlock,
        uint256[] calldata words,
        uint16[] calldata witnesses,
        bytes[] calldata signatures
    ) external {
        Disputes.witness(_state, domainSeparator(), index, firstBlock, words, witnesses, signatures);
    }

    // ------ money

    function deposit(uint16 index, uint256 amount) external nonReentrant {
        Treasury.deposit(_state, index, amount);
    }

    function issue(uint16 index, uint256 amount) external onlyOwner nonReentrant {
        Treasury.issue(_state, index, amount);
    }

    function withdraw(uint16 index, uint256 amount) external nonReentrant returns (uint256) {
        return Treasury.withdraw(_state, index, amount);
    }

    function takeSurplus(address to, uint256 amount) external onlyOwner nonReentrant {
        Treasury.takeSurplus(_state, to, amount);
    }

    function shareSurplus(uint256 amount) external onlyOwner nonReentrant {
        Dividend.share(_state, amount);
    }

    // ------ a successor

    function announce(address successor) external onlyOwner {
        Succession.announce(_state, successor);
    }

    function handOverCredit() external onlyOwner {
        Succession.handOverCredit(_state);
    }

    function move(uint16 index, address successor) external nonReentrant returns (uint256) {
        return Succession.move(_state, index, successor);
    }

    function moveFor(SignedMove calldata) external nonReentrant {
        _forward(address(Succession), Succession.moveFor.selector);
    }

    function welcome(Welcome[] calldata) external onlyOwner {
        _pass(Succession.welcome.selector, 0x20);
    }

    function arrive(Arrival calldata) external nonReentrant {
        _pass(Succession.arrive.selector, 0);
    }

    function stopWaiting(uint16 origin) external nonReentrant {
        Succession.stopWaiting(_state, origin);
    }

    // ------ views

    function succession() external view returns (SuccessionView memory) {
        return Succession.succession(_state);
    }

    function movedTo(uint16 index) external view returns (address) {
        return _state.moves.movedTo[index];
    }

    function moveCarried(bytes32 structHash) external view returns (bool) {
        return _state.moves.carried[structHash];
    }

    function arrivalOf(uint16 origin) external view returns (bool, uint16, WaitingView memory) {
        return Succession.arrivalOf(_state, origin);
    }

    function welcomeOf(uint16 origin) external view returns (Welcome memory) {
        return Succession.welcomeOf(_state, origin);
    }

    function operator() external view returns (address) {
        return owner();
    }

    function memberOf(address) external view returns (uint16, MemberStatus) {
        _view(Lens.memberOf.selector);
    }

    function founding() external view returns (FoundingView memory) {
        _view(Lens.founding.selector);
    }

    function member(uint16) external view returns (MemberView memory) {
        _view(Lens.member.selector);
    }

    function members(uint16, uint16) external view returns (MemberView[] memory) {
        _view(Lens.members.selector);
    }

    function requests() external view returns (address[] memory, address[] memory) {
        _view(Lens.requests.selector);
    }

    function weightOf(uint16 index) external view returns (uint256) {
        return Dividend.weightOf(_state, index);
    }

    function requestOf(address) external view returns (RequestView memory) {
        _view(Lens.requestOf.selector);
    }

    function voucherUsed(address voucher) external view returns (bool) {
        return _state.vouchersUsed[voucher];
    }

    function termsOf(uint32) external view returns (uint32, Zone[] memory) {
        _view(Lens.termsOf.selector);
    }

    function tariffOf(uint32) external view returns (uint256, bool) {
        _view(Lens.tariffOf.selector);
    }

    function ordersOf(uint32) external view returns (uint256[] memory) {
        _view(Lens.ordersOf.selector);
    }

    function readingsOf(uint32) external view returns (uint256[] memory) {
        _view(Lens.readingsOf.selector);
    }

    function blockOf(uint32) external view returns (BlockView memory) {
        _view(Lens.blockOf.selector);
    }

    function auditOf(uint32) external view returns (AuditView memory) {
        _view(Lens.auditOf.selector);
    }

    function lineMeterOf(uint8, uint32) external view returns (address) {
        _view(Lens.lineMeterOf.selector);
    }

    function overview(address, uint32, uint32) external view returns (Overview memory) {
        _view(Lens.overview.selector);
    }

    /// The EIP-712 domain of orders and readings; follows the chain's id, should the chain split.
    function domainSeparator() public view returns (bytes32) {
        return block.chainid == _chainId ? _domain : _domainSeparator();
    }

    /// Hands a batch, or one signed message, on as it came: library(state, domain, batch), without encoding it anew.
    function _forward(address library_, bytes4 selector) private {
        bytes32 domain = domainSeparator();
        assembly ("memory-safe") {
            let call_ := mload(0x40)
            mstore(call_, selector)
            mstore(add(call_, 0x04), _state.slot)
            mstore(add(call_, 0x24), domain)
            // it is the last of the arguments, as it was the only one: its place moves from 0x20 to 0x60
            mstore(add(call_, 0x44), add(calldataload(0x04), 0x40))
            let rest := sub(calldatasize(), 0x24)
            calldatacopy(add(call_, 0x64), 0x24, rest)
            if iszero(delegatecall(gas(), library_, call_, add(0x64, rest), 0, 0)) {
                returndatacopy(call_, 0, returndatasize())
                revert(call_, returndatasize())
            }
        }
    }

    /// Hands a call on as it came: Succession.function(state, ...). What its first argument points to is so much further.
    function _pass(bytes4 selector, uint256 further) private {
        address library_ = address(Succession);
        assembly ("memory-safe") {
            let call_ := mload(0x40)
            mstore(call_, selector)
            mstore(add(call_, 0x04), _state.slot)
            calldatacopy(add(call_, 0x24), 0x04, sub(calldatasize(), 0x04))
            mstore(add(call_, 0x24), add(calldataload(0x04), further))
            if iszero(delegatecall(gas(), library_, call_, add(calldatasize(), 0x20), 0, 0)) {
                returndatacopy(call_, 0, returndatasize())
                revert(call_, returndatasize())
            }
        }
    }

    /// Answers what Lens answers, as it comes: decoding every view only to encode it again would not fit into one contract.
    function _view(bytes4 selector) private view {
        _asView(_answer)(selector);
    }

    /// Lens(state, arguments of the call, operator), whose functions change nothing.
    function _answer(bytes4 selector) private {
        address library_ = address(Lens);
        address operator_ = owner();
        assembly ("memory-safe") {
            let call_ := mload(0x40)
            let size := sub(calldatasize(), 0x04)
            mstore(call_, selector)
            mstore(add(call_, 0x04), _state.slot)
            calldatacopy(add(call_, 0x24), 0x04, size)
            mstore(add(call_, add(0x24, size)), operator_)
            let done := delegatecall(gas(), library_, call_, add(0x44, size), 0, 0)
            returndatacopy(call_, 0, returndatasize())
            if done { return(call_, returndatasize()) }
            revert(call_, returndatasize())
        }
    }

    /// The compiler cannot see that a library changes nothing.
    function _asView(function(bytes4) internal changing)
        private
        pure
        returns (function(bytes4) internal view unchanging)
    {
        assembly ("memory-safe") {
            unchanging := changing
        }
    }

    function _domainSeparator() private view returns (bytes32) {
        // name, version, chainId, verifyingContract and salt
        return MessageHashUtils.toDomainSeparator(
            hex"1f", keccak256("EnergyTrade"), keccak256("1"), block.chainid, address(this), _state.salt
        );
    }
}
