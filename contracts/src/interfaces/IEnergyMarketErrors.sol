// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Why the market refuses
/// A batch skips what it refuses and names the error's selector in an event.
interface IEnergyMarketErrors {
    // ------ founding and terms
    error BadFounding(string what);
    error BadZone(uint256 zone);
    error BadLimit(uint256 wh);
    error BadTariff(uint256 blockIndex);
    error BadClock();
    error BadLine(uint256 zone);
    error BadSpread();
    /// The block is open or past: its terms are frozen.
    error TermsFrozen(uint256 blockIndex);
    /// Too far ahead: the ring still keeps another block in its place.
    error TooFarAhead(uint256 blockIndex);

    // ------ who
    error NoMember(uint256 member);
    error NotOwner(uint256 member, address sender);
    /// Neither the member's owner nor its agent.
    error NotAllowed(uint256 member, address sender);
    error NotMeterKey(uint256 member, address sender);
    error NotProposed(uint256 member, address sender);
    error NoOwner();
    error AgentTaken(address agent);
    error NoRequest(address agent);
    error BadSignature(address expected);
    error VoucherUsedBefore(address voucher);
    error CapTooHigh(uint256 cap, uint256 most);
    error CommunityFull(uint256 members);
    error AlreadyLeaving(uint256 member);
    error MemberSuspended(uint256 member);

    // ------ orders
    error Expired(uint256 deadline);
    error BadLength(uint256 words);
    error BlockNotOpen(uint256 blockIndex);
    /// Block `blockIndex` must be settled first: its place in the ring is needed. Anybody may settle it.
    error RingFull(uint256 blockIndex);
    error BadVersion(uint256 blockIndex, uint256 version, uint256 known);
    /// Not an order, or above the connection's limit.
    error BadOrder(uint256 blockIndex, uint256 interval);
    error NotCovered(int256 balance, uint256 locked, uint256 reserve);
    error CapExceeded(uint256 day, uint256 locked, uint256 cap);

    // ------ clearing and readings
    error UnknownBlock(uint256 blockIndex);
    error GateAhead(uint256 blockIndex, uint256 gate);
    error NotOver(uint256 blockIndex, uint256 end);
    error TooLate(uint256 blockIndex);
    error NotDelivering(uint256 member, uint256 blockIndex);
    error BadReading(uint256 blockIndex);
    error AlreadyReported(uint256 member, uint256 blockIndex);

    // ------ trust in readings
    /// The founding names no meter for this line (or for none).
    error NotMetered(uint256 zone);
    error NotLineMeter(uint256 zone, address sender);
    error LineReportedBefore(uint256 zone, uint256 blockIndex);
    error NotReported(uint256 member, uint256 blockIndex);
    error NotDisputed(uint256 blockIndex);
    /// Not an interval that is off, not towards the line, too far, or beyond the connection's limits.
    error BadCorrection(uint256 blockIndex, uint256 interval);
    /// Neighbours have signed these readings, too.
    error ReadingWitnessed(uint256 member, uint256 blockIndex);
    error TooFewWitnesses(uint256 witnesses, uint256 needed);

    // ------ money
    error NothingReceived();
    error TooMuch(uint256 amount);
    error NotOwnCredit();
    error NotFree(uint256 amount, uint256 free);
    error NotSettled(uint256 blockIndex);
    error NoSurplus(uint256 amount, uint256 surplus);
    error NobodyToShareWith();
    error BadRange();
}
