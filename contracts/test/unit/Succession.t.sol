// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Arrival, ISuccession, SuccessionView, WaitingView, Welcome} from "../../src/interfaces/ISuccession.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import "../utils/MarketTest.sol";

contract Euro is ERC20("Euro", "EUR") {
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function burn(address from, uint256 amount) external {
        _burn(from, amount);
    }
}

/// Says that it is the successor, and does with what it is offered what it likes.
contract FalseSuccessor {
    SuccessionView private _view;
    uint256 public takes;
    address private immutable _operator = msg.sender;

    constructor(address predecessor, address credit) {
        _view.predecessor = predecessor;
        _view.credit = credit;
    }

    function succession() external view returns (SuccessionView memory) {
        return _view;
    }

    function take(uint256 percent) external {
        takes = percent;
    }

    function arrive(Arrival calldata a) external {
        // slither-disable-next-line unchecked-transfer
        IERC20(_view.credit).transferFrom(msg.sender, address(this), a.amount * takes / 100);
    }
}

/// A community whose members move from one market to the next.
contract SuccessionTest is MarketTest {
    EnergyMarket internal old;
    EnergyMarket internal next;
    uint16 internal constant HOMES = 3;
    uint256 internal constant WEEK = 7 days;

    function setUp() public virtual override {
        vm.warp(uint256(B0) * BLOCK + 60);
        _begin(_terms());
    }

    /// Without a flow reserve, but where that is what matters.
    function _terms() internal pure returns (Founding memory f) {
        f = _founding();
        f.reserveBasisPoints = 0;
    }

    function _begin(Founding memory f) internal {
        _found(f);
        old = market;
        for (uint16 i; i < HOMES; ++i) {
            _join();
        }
        next = _successor(f);
    }

    function _successor(Founding memory f) internal returns (EnergyMarket) {
        f.predecessor = address(old);
        f.credit = old.founding().credit;
        return new EnergyMarket(f, OPERATOR);
    }

    function _announce() internal {
        vm.prank(OPERATOR);
        old.announce(address(next));
    }

    function _welcomeAll() internal {
        Welcome[] memory list = new Welcome[](HOMES);
        for (uint16 i; i < HOMES; ++i) {
            list[i] = Welcome(i, 0, LIMIT - i, LIMIT - 10 * i, true);
        }
        vm.prank(OPERATOR);
        next.welcome(list);
    }

    function _move(uint16 m) internal returns (uint256) {
        vm.prank(_owner(m));
        return old.move(m, address(next));
    }

    function _in(EnergyMarket which) internal {
        market = which;
    }

    function _has(EnergyMarket which, uint16 m) internal view returns (int256) {
        return which.member(m).balance;
    }

    /// Both markets' books balance, and no credit is anywhere but in them, in what waits, and with owners.
    function _assertAllBooks(uint256 all, uint256 waiting, uint256 paidOut) internal {
        _in(next);
        _assertBooks();
        uint256 held = market.overview(address(0), 0, 0).tokensHeld;
        _in(old);
        _assertBooks();
        held += market.overview(address(0), 0, 0).tokensHeld;
        assertEq(held + waiting + paidOut, all, "credit was lost or made");
        IERC20 token = IERC20(old.founding().credit);
        assertEq(token.balanceOf(address(old)) + token.balanceOf(address(next)), all - paidOut);
        assertEq(token.allowance(address(old), address(next)), 0);
    }
}

contract AnnounceTest is SuccessionTest {
    function test_namesASuccessorThatNamesThisOne() public {
        vm.expectEmit(address(old));
        emit ISuccession.SuccessorAnnounced(address(next), uint64(block.timestamp + WEEK));
        _announce();
        SuccessionView memory v = old.succession();
        assertEq(v.successor, address(next));
        assertEq(v.agentsFrom, block.timestamp + WEEK);
        assertEq(next.succession().predecessor, address(old));
        assertEq(next.founding().terms.predecessor, address(old));
        assertEq(next.founding().credit, old.founding().credit);
        assertEq(next.founding().terms.credit, old.founding().credit);
    }

    function test_onlyTheOperatorAndOnlyAMarketThatFits() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        old.announce(address(next));
        EnergyMarket stranger = new EnergyMarket(_founding(), OPERATOR);
        address[4] memory bad = [address(old), address(stranger), address(0x1234), address(credit)];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ISuccession.BadSuccessor.selector, bad[i]));
            vm.prank(OPERATOR);
            old.announce(bad[i]);
        }
        vm.expectRevert();
        vm.prank(OPERATOR);
        old.announce(bad[3]);
    }

    function test_takenBackNobodyMoves() public {
        _announce();
        vm.prank(OPERATOR);
        old.announce(address(0));
        assertEq(old.succession().agentsFrom, 0);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotSuccessor.selector, address(next)));
        _move(0);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotSuccessor.selector, address(0)));
        vm.prank(_owner(0));
        old.move(0, address(0));
    }

    function test_aPredecessorMustBeAMarketWithTheSameCredit() public {
        Founding memory f = _founding();
        f.predecessor = address(0x1234);
        f.credit = address(credit);
        f.initialGrant = 0;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadFounding.selector, "predecessor"));
        new EnergyMarket(f, OPERATOR);
        f.predecessor = address(old);
        f.credit = address(new Euro());
        vm.expectRevert(abi.encodeWithSelector(Errors.BadFounding.selector, "predecessor"));
        new EnergyMarket(f, OPERATOR);
        f.credit = address(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.BadFounding.selector, "predecessor"));
        new EnergyMarket(f, OPERATOR);
    }
}

contract IssuedCreditTest is SuccessionTest {
    function test_bothIssueWhileMembersMove_andThenTheSuccessorAlone() public {
        _announce();
        _welcomeAll();
        _move(0);
        vm.startPrank(OPERATOR);
        old.issue(1, 5e6);
        next.issue(0, 7e6);
        old.handOverCredit();
        next.issue(0, 1e6);
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(old)));
        old.issue(1, 5e6);
        // what was handed over cannot be taken back
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(old)));
        old.announce(address(0));
        vm.stopPrank();
        assertEq(credit.market(), address(next));
        assertEq(_has(next, 0), 1008e6);
        _assertAllBooks(3013e6, 0, 0);
    }

    function test_beforeTheAnnouncementOnlyTheOldOneIssues() public {
        vm.prank(_agent(8));
        next.request(_owner(8), 1);
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(next)));
        vm.prank(OPERATOR);
        next.admit(_agent(8), 0, LIMIT, LIMIT);
        _announce();
        vm.prank(OPERATOR);
        next.admit(_agent(8), 0, LIMIT, LIMIT);
        assertEq(_has(next, 0), 1000e6, "newcomers get their grant");
        // and no longer when it is taken back
        vm.startPrank(OPERATOR);
        old.announce(address(0));
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(next)));
        next.issue(0, 1);
    }

    function test_handingOverNeedsASuccessorAndTheOperator() public {
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotSuccessor.selector, address(0)));
        vm.prank(OPERATOR);
        old.handOverCredit();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        old.handOverCredit();
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(this)));
        credit.appoint(address(this));
        vm.expectRevert(abi.encodeWithSelector(CommunityCredit.OnlyMarket.selector, address(this)));
        credit.handOver();
    }

    /// The next one's successor issues in its turn.
    function test_theCreditGoesOnFromMarketToMarket() public {
        _announce();
        vm.prank(OPERATOR);
        old.handOverCredit();
        Founding memory f = _founding();
        f.predecessor = address(next);
        f.credit = address(credit);
        EnergyMarket third = new EnergyMarket(f, OPERATOR);
        vm.startPrank(OPERATOR);
        next.announce(address(third));
        next.handOverCredit();
        vm.stopPrank();
        assertEq(credit.market(), address(third));
    }
}

contract BackedCreditTest is SuccessionTest {
    Euro internal euro;

    function setUp() public override {
        MarketTest.setUp();
        euro = new Euro();
        Founding memory f = _terms();
        f.credit = address(euro);
        f.initialGrant = 0;
        _found(f);
        old = market;
        euro.mint(address(this), 1000e6);
        euro.approve(address(old), 1000e6);
        for (uint16 i; i < HOMES; ++i) {
            _join();
            old.deposit(i, 100e6);
        }
        next = _successor(f);
    }

    function test_theSameTokenMovesAndNobodyIssues() public {
        _announce();
        _welcomeAll();
        assertEq(_move(1), 100e6);
        assertEq(_has(next, 0), 100e6);
        vm.startPrank(OPERATOR);
        vm.expectRevert(Errors.NotOwnCredit.selector);
        old.handOverCredit();
        vm.expectRevert(Errors.NotOwnCredit.selector);
        next.issue(0, 1);
        vm.stopPrank();
        _assertAllBooks(300e6, 0, 0);
    }

    function test_aShortfallIsBorneAsInAWithdrawal() public {
        _announce();
        _welcomeAll();
        euro.burn(address(old), 75e6);
        vm.expectEmit(address(old));
        emit ISuccession.Moved(0, address(next), 75e6, 100e6);
        assertEq(_move(0), 75e6);
        assertEq(_has(next, 0), 75e6);
        assertEq(_has(old, 0), 0);
    }

    function test_aSuccessorMustTakeExactlyWhatLeaves() public {
        FalseSuccessor thief = new FalseSuccessor(address(old), address(euro));
        vm.prank(OPERATOR);
        old.announce(address(thief));
        for (uint256 percent; percent < 100; percent += 33) {
            thief.take(percent);
            vm.expectRevert(abi.encodeWithSelector(ISuccession.NotTaken.selector, 100e6));
            vm.prank(_owner(0));
            old.move(0, address(thief));
        }
        thief.take(101);
        vm.expectRevert();
        vm.prank(_owner(0));
        old.move(0, address(thief));
        assertEq(_has(old, 0), 100e6);
        assertEq(euro.balanceOf(address(thief)), 0);
    }
}

contract MoveTest is SuccessionTest {
    function setUp() public override {
        super.setUp();
        _announce();
    }

    function test_theOwnerMovesAtOnceAndIsAMemberThere() public {
        _welcomeAll();
        vm.prank(_owner(1));
        old.setMeterKey(1, address(0x3E7E2));
        vm.prank(_owner(1));
        old.setDailyCap(1, 333e6);
        vm.expectEmit(address(next));
        emit ISuccession.Arrived(0, 1, 1000e6);
        assertEq(_move(1), 1000e6);
        MemberView memory there = next.member(0);
        assertEq(there.owner, _owner(1));
        assertEq(there.agent, _agent(1));
        assertEq(there.meterKey, address(0x3E7E2));
        assertEq(there.dailyCap, 333e6);
        assertEq(there.balance, 1000e6);
        assertEq(there.importLimitWh, LIMIT - 1);
        assertEq(there.exportLimitWh, LIMIT - 10);
        MemberView memory here = old.member(1);
        assertEq(uint8(here.status), uint8(MemberStatus.Leaving));
        assertEq(here.balance, 0);
        assertEq(there.firstBlock, here.lastBlock + 1, "no block is delivered in both");
        assertEq(old.movedTo(1), address(next));
        (bool arrived, uint16 index,) = next.arrivalOf(1);
        assertTrue(arrived && index == 0);
        _assertAllBooks(3000e6, 0, 0);
    }

    function test_theAgentMovesAWeekLater() public {
        _welcomeAll();
        uint256 from = block.timestamp + WEEK;
        vm.expectRevert(abi.encodeWithSelector(ISuccession.TooSoon.selector, from));
        vm.prank(_agent(0));
        old.move(0, address(next));
        vm.warp(from - 1);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.TooSoon.selector, from));
        vm.prank(_agent(0));
        old.move(0, address(next));
        vm.warp(from);
        vm.prank(_agent(0));
        old.move(0, address(next));
        assertEq(next.member(0).owner, _owner(0));
    }

    /// An operator in league with the thief of an agent's key has no quicker way.
    function test_everyAnnouncementGivesOwnersAWeek() public {
        vm.warp(block.timestamp + WEEK);
        FalseSuccessor thief = new FalseSuccessor(address(old), address(credit));
        thief.take(100);
        vm.startPrank(OPERATOR);
        old.announce(address(0));
        old.announce(address(thief));
        vm.stopPrank();
        uint256 from = block.timestamp + WEEK;
        vm.expectRevert(abi.encodeWithSelector(ISuccession.TooSoon.selector, from));
        vm.prank(_agent(0));
        old.move(0, address(thief));
        // the owner revokes the key in time
        vm.prank(_owner(0));
        old.setAgent(0, address(0));
        vm.warp(from + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, 0, _agent(0)));
        vm.prank(_agent(0));
        old.move(0, address(thief));
        assertEq(_has(old, 0), 1000e6);
    }

    function test_anAnnouncementThatChangesUnderWayMovesNobody() public {
        FalseSuccessor thief = new FalseSuccessor(address(old), address(credit));
        vm.prank(OPERATOR);
        old.announce(address(thief));
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotSuccessor.selector, address(next)));
        _move(0);
    }

    function test_whoHasMovedStaysWithThatSuccessor() public {
        _welcomeAll();
        _move(0);
        FalseSuccessor thief = new FalseSuccessor(address(old), address(credit));
        vm.prank(OPERATOR);
        old.announce(address(thief));
        vm.prank(OPERATOR);
        old.issue(0, 3e6);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.MovedBefore.selector, address(next)));
        vm.prank(_owner(0));
        old.move(0, address(thief));
        // what follows goes where it moved to, by the agent too, whatever is announced by now
        vm.prank(_agent(0));
        assertEq(old.move(0, address(next)), 3e6);
        assertEq(_has(next, 0), 1003e6);
    }

    function test_strangersMoveNobodyAndNobodyPretendsToBeThePredecessor() public {
        vm.warp(block.timestamp + WEEK);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotAllowed.selector, 0, OPERATOR));
        vm.prank(OPERATOR);
        old.move(0, address(next));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 7));
        old.move(7, address(next));
        vm.expectRevert(abi.encodeWithSelector(Errors.NoMember.selector, 2000));
        old.move(2000, address(next));
        Arrival memory a = Arrival(0, address(this), address(this), address(0), 1, 0, true, 0);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.NotPredecessor.selector, address(this)));
        next.arrive(a);
        vm.startPrank(address(old));
        a.owner = address(0);
        vm.expectRevert(ISuccession.BadArrival.selector);
        next.arrive(a);
        a.owner = address(this);
        a.from = uint64(block.timestamp + 63 days);
        vm.expectRevert(ISuccession.BadArrival.selector);
        next.arrive(a);
    }

    function test_welcomeIsTheOperatorsAndCanBeTakenBack() public {
        Welcome[] memory list = new Welcome[](1);
        list[0] = Welcome(0, 0, LIMIT, LIMIT, true);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        next.welcome(list);
        list[0].zone = 1;
        vm.expectRevert(abi.encodeWithSelector(Errors.BadZone.selector, 1));
        vm.prank(OPERATOR);
        next.welcome(list);
        _welcomeAll();
        assertEq(next.welcomeOf(2).exportLimitWh, LIMIT - 20);
        list[0] = Welcome(0, 0, LIMIT, LIMIT, false);
        vm.prank(OPERATOR);
        next.welcome(list);
        assertFalse(next.welcomeOf(0).welcome);
        _move(0);
        (bool arrived,,) = next.arrivalOf(0);
        assertFalse(arrived);
    }

    /// Trades, readings and settlement of the old market's last blocks end as they would have, and follow.
    function test_whatIsPendingFollows() public {
        _begin(_founding());
        _announce();
        _welcomeAll();
        uint32 b = _now() + 1;
        _order(0, b, _all(_sell(1000, 20)));
        _order(1, b, _all(_buy(1000, 40)));
        uint256 locked = old.member(1).locked;
        assertGt(locked, 0);
        uint256 reserve = old.member(1).reserve;
        assertGt(reserve, 0);
        _move(0);
        assertEq(_move(1), 1000e6 - locked - 12 * reserve, "locks stay behind, and the reserve for all its blocks");
        int256 before = _has(old, 0) + _has(next, 0);
        uint32 last = old.member(0).lastBlock;
        assertEq(last, _now() + 12);
        for (uint32 k = b; k <= last; ++k) {
            _toEnd(k);
            for (uint16 m; m < HOMES; ++m) {
                _report(m, k, k == b ? _allNet(m == 0 ? int256(1000) : m == 1 ? -1000 : int256(0)) : 0);
            }
        }
        _settleAll();
        assertEq(uint8(old.member(0).status), uint8(MemberStatus.Left));
        assertEq(old.member(1).locked, 0);
        _move(0);
        vm.prank(_agent(1));
        old.move(1, address(next));
        assertEq(_has(old, 0), 0);
        assertEq(_has(old, 1), 0);
        int256 price = int256(FLOOR + 30 * STEP);
        assertEq(_has(next, 0), before + 8 * 1000 * price);
        assertEq(_has(next, 1), 1000e6 - 8 * 1000 * price);
        _assertAllBooks(3000e6, 0, 0);
        // nothing twice
        assertEq(_move(0), 0);
        assertEq(_has(next, 0), before + 8 * 1000 * price);
    }

    function test_inTheNewMarketItTradesFromItsFirstBlockOn() public {
        _welcomeAll();
        _move(0);
        _in(next);
        uint32 first = next.member(0).firstBlock;
        assertEq(first, _now() + 13);
        vm.warp(block.timestamp + BLOCK); // the first one opens
        vm.expectRevert(abi.encodeWithSelector(Errors.NotDelivering.selector, 0, first - 1));
        vm.prank(_agent(0));
        next.order(0, first - 1, 1, _words(_buy(1, 1)));
        _order(0, first, _buy(100, 10));
        assertGt(next.member(0).locked, 0);
        _toEnd(first - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.NotDelivering.selector, 0, first - 1));
        vm.prank(_agent(0));
        next.report(0, first - 1, _words(0), "");
        _toEnd(first);
        assertEq(_reportedStake(first), 1);
        _settle(0);
        assertEq(next.member(0).settledBefore, first + 1);
    }

    function _reportedStake(uint32 b) private returns (uint256) {
        _report(0, b, 0);
        return next.blockOf(b).stake;
    }

    /// Who joins the new market directly delivers at once, between those that come later.
    function test_newcomersDoNotWaitForThoseWhoMove() public {
        _welcomeAll();
        _move(0);
        _in(next);
        vm.prank(_agent(8));
        next.request(_owner(8), 1);
        vm.prank(OPERATOR);
        uint16 newcomer = next.admit(_agent(8), 0, LIMIT, LIMIT);
        uint32 soon = next.member(newcomer).firstBlock;
        uint32 later = next.member(0).firstBlock;
        assertEq(soon, _now() + 1);
        assertGt(later, soon);
        vm.warp(block.timestamp + BLOCK);
        _move(1);
        _toEnd(later + 1);
        uint32[4] memory blocks = [soon, later - 1, later, later + 1];
        uint256[4] memory stakes = [uint256(1), 1, 2, 3];
        for (uint256 i; i < 4; ++i) {
            next.clear(blocks[i], 8);
            assertEq(next.blockOf(blocks[i]).stake, stakes[i]);
        }
    }

    /// Leaving before the first block is having left: nothing is counted.
    function test_leavesTheNewMarketBeforeItBegan() public {
        _welcomeAll();
        Founding memory f = _terms();
        f.horizonBlocks = 1;
        next = _successor(f);
        _announce();
        _welcomeAll();
        _move(0);
        _move(1);
        vm.prank(OPERATOR);
        next.setMemberTerms(0, 0, 100, 100);
        vm.prank(_owner(0));
        next.leave(0);
        MemberView memory v = next.member(0);
        assertEq(uint8(v.status), uint8(MemberStatus.Left));
        assertEq(v.free, 1000e6);
        vm.prank(OPERATOR);
        next.setMemberTerms(1, 0, 100, 100);
        _toEnd(v.firstBlock);
        next.clear(v.firstBlock - 1, 8);
        next.clear(v.firstBlock, 8);
        assertEq(next.blockOf(v.firstBlock - 1).stake, 0);
        assertEq(next.blockOf(v.firstBlock).stake, 1);
    }

    /// A market that does not settle any more holds nobody's credit back for ever.
    function test_whatAFailedMarketDoesNotSettleIsFreeInTheEnd() public {
        _welcomeAll();
        uint32 b = _now() + 1;
        _order(1, b, _all(_buy(1000, 40)));
        _move(1);
        uint256 rest = uint256(_has(old, 1));
        assertGt(rest, 0);
        uint256 from = (uint256(old.member(1).lastBlock) + 128 + 4) * BLOCK;
        vm.warp(from - 1);
        assertEq(_move(1), 0);
        vm.warp(from);
        assertEq(_move(1), rest);
        assertEq(_has(old, 1), 0);
        assertEq(_has(next, 0), 1000e6);
        _assertAllBooks(3000e6, 0, 0);
    }

    function test_whoOwesMovesWithNothing() public {
        _welcomeAll();
        uint32 b = _now() + 1;
        vm.warp((uint256(b) + 115) * BLOCK);
        _settleAll();
        int256 debt = _has(old, 0);
        assertLt(debt, 0);
        assertEq(_move(0), 0);
        assertEq(_has(old, 0), debt, "a debt stays where it was made");
        assertEq(_has(next, 0), 0);
    }

    function testFuzz_conservesCredit(uint256 seed) public {
        _welcomeAll();
        uint32 b = _now() + 1;
        for (uint16 m; m < HOMES; ++m) {
            uint256 x = uint256(keccak256(abi.encode(seed, m)));
            _order(m, b, _all(x % 2 == 0 ? _sell(1 + x % 3000, 20 + x % 9) : _buy(1 + x % 3000, 24 + x % 9)));
        }
        for (uint256 k; k < 24; ++k) {
            uint256 x = uint256(keccak256(abi.encode(seed, "k", k)));
            uint16 m = uint16(x % HOMES);
            if ((x >> 8) % 4 == 0) vm.warp(block.timestamp + 3 * BLOCK);
            if ((x >> 8) % 4 == 1 && _now() > b) {
                vm.prank(_agent(m));
                try old.report(m, b, _words(_allNet(int256((x >> 16) % 6000) - 3000)), "") {} catch {}
            }
            if ((x >> 8) % 4 == 2) _settleAll();
            if ((x >> 8) % 4 == 3) _move(m);
            _assertAllBooks(3000e6, 0, 0);
        }
    }
}

contract WaitingTest is SuccessionTest {
    function setUp() public override {
        super.setUp();
        _announce();
    }

    function test_whoIsNotWelcomeWaitsWithItsCredit() public {
        vm.expectEmit(address(next));
        emit ISuccession.Waits(0, _agent(0), _owner(0), 1000e6);
        _move(0);
        (,, WaitingView memory waiting) = next.arrivalOf(0);
        assertEq(waiting.owner, _owner(0));
        assertEq(waiting.escrow, 1000e6);
        assertEq(next.requestOf(_agent(0)).owner, _owner(0));
        assertEq(next.overview(address(0), 0, 0).tokensHeld, 0, "it backs nobody's balance");
        _assertAllBooks(3000e6, 1000e6, 0);
        // more follows, and a new key
        vm.prank(OPERATOR);
        old.issue(0, 5e6);
        vm.prank(_owner(0));
        old.setAgent(0, _agent(9));
        _move(0);
        (address[] memory agents,) = next.requests();
        assertEq(agents.length, 1);
        vm.prank(OPERATOR);
        uint16 member = next.admit(_agent(9), 0, LIMIT, LIMIT);
        assertEq(_has(next, member), 1005e6, "and no grant");
        assertEq(next.member(member).firstBlock, old.member(0).lastBlock + 1);
        (,, waiting) = next.arrivalOf(0);
        assertEq(waiting.owner, address(0));
        _assertAllBooks(3005e6, 0, 0);
    }

    function test_declinedWithdrawnOrGivenUpItIsTheOwners() public {
        for (uint16 m; m < HOMES; ++m) {
            _move(m);
        }
        vm.expectEmit(address(next));
        emit ISuccession.Returned(0, _owner(0), 1000e6);
        vm.prank(OPERATOR);
        next.decline(_agent(0));
        vm.prank(_agent(1));
        next.withdrawRequest();
        vm.expectRevert(abi.encodeWithSelector(ISuccession.OwnerDiffers.selector, address(this)));
        next.stopWaiting(2);
        vm.prank(_owner(2));
        next.stopWaiting(2);
        for (uint16 m; m < HOMES; ++m) {
            assertEq(credit.balanceOf(_owner(m)), 1000e6);
        }
        vm.expectRevert(abi.encodeWithSelector(ISuccession.OwnerDiffers.selector, _owner(2)));
        vm.prank(_owner(2));
        next.stopWaiting(2);
        _assertAllBooks(3000e6, 0, 3000e6);
    }

    /// The agent's key cannot ask anew for another owner and take what came along.
    function test_theAgentCannotTurnAnArrivalIntoItsOwn() public {
        _move(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.AgentTaken.selector, _agent(0)));
        vm.prank(_agent(0));
        next.request(address(this), 1);
    }

    /// Suspended or expelled: the operator decides anew, whoever was welcome before.
    function test_welcomeHoldsForMembersInGoodStanding() public {
        _welcomeAll();
        vm.startPrank(OPERATOR);
        old.suspend(0, true);
        old.expel(1);
        vm.stopPrank();
        _move(0);
        _move(1);
        (bool arrived,, WaitingView memory waiting) = next.arrivalOf(0);
        assertTrue(!arrived && waiting.escrow == 1000e6);
        (arrived,, waiting) = next.arrivalOf(1);
        assertTrue(!arrived && waiting.escrow > 0);
        // reconsidered: the next call takes it in
        vm.prank(OPERATOR);
        old.suspend(0, false);
        _move(0);
        (arrived,,) = next.arrivalOf(0);
        assertTrue(arrived);
        assertEq(_has(next, 0), 1000e6);
        (address[] memory agents,) = next.requests();
        assertEq(agents.length, 1);
    }

    function test_anAgentThatServesAMemberThereAlreadyIsThatMember() public {
        vm.prank(_agent(0));
        next.request(_owner(0), 1);
        vm.prank(OPERATOR);
        next.admit(_agent(0), 0, LIMIT, LIMIT);
        int256 before = _has(next, 0);
        _move(0);
        assertEq(_has(next, 0), before + 1000e6);
        // but not for another owner's money
        vm.prank(_agent(1));
        next.request(_owner(0), 1);
        vm.prank(OPERATOR);
        next.admit(_agent(1), 0, LIMIT, LIMIT);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.OwnerDiffers.selector, _owner(1)));
        _move(1);
        assertEq(_has(old, 1), 1000e6);
    }

    /// A request that the key had sent by itself gives way.
    function test_anArrivalReplacesTheAgentsOwnRequest() public {
        vm.prank(_agent(0));
        next.request(address(0xE11), 1);
        _welcomeAll();
        _move(0);
        assertEq(next.member(0).owner, _owner(0));
        (address[] memory agents,) = next.requests();
        assertEq(agents.length, 0);
    }

    function test_whoeverOwnsItNowDoesNotGetWhatWasTheFormerOwners() public {
        _welcomeAll();
        _move(0);
        _move(1);
        vm.prank(_owner(0));
        old.proposeOwner(0, address(this));
        old.acceptOwner(0);
        vm.prank(OPERATOR);
        old.issue(0, 5e6);
        vm.expectRevert(abi.encodeWithSelector(ISuccession.OwnerDiffers.selector, address(this)));
        vm.prank(_agent(0));
        old.move(0, address(next));
        old.withdraw(0, 5e6);
        assertEq(credit.balanceOf(address(this)), 5e6);
    }

    function test_withoutAKeyOnlyTheWelcomeMove() public {
        vm.prank(_owner(0));
        old.setAgent(0, address(0));
        vm.expectRevert(ISuccession.BadArrival.selector);
        _move(0);
        _welcomeAll();
        _move(0);
        assertEq(next.member(0).agent, address(0));
        vm.prank(_owner(0));
        next.setAgent(0, _agent(7));
        (uint16 index,) = next.memberOf(_agent(7));
        assertEq(index, 0);
        (, MemberStatus status) = next.memberOf(address(0));
        assertEq(uint8(status), uint8(MemberStatus.None));
    }
}
