// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import "./Proof.sol";

/// Proved for every caller, every argument and all books of up to 500,000 credit an account: credit that comes in only
/// adds, what goes out goes to the owner from its own free balance alone, and the operator takes nothing that members own.
/// That a shortfall scales what is paid and nothing else is tested (test/unit/Money.t.sol): its division is beyond the
/// solvers.
contract MoneyProof is Proof {
    int256 private constant RESERVE = 8 * 4000 * 500; // one block at the connection's limit and R_max

    function check_depositOnlyAdds(address caller, int40 a, int40 b, int40 g, uint40 tokens, uint256 amount) public {
        _anyBooks(a, b, g, tokens);
        vm.prank(caller);
        try market.deposit(0, amount) {
            assert(_balance(0) == a + int256(amount));
            _assertBooks();
        } catch {
            assert(_balance(0) == a);
        }
        assert(_balance(1) == b);
    }

    function check_issueIsNotForOthersCredit(address caller, int40 a, int40 b, int40 g, uint40 tokens, uint256 amount)
        public
    {
        _anyBooks(a, b, g, tokens);
        vm.prank(caller);
        try market.issue(0, amount) {
            assert(false);
        } catch {
            assert(_balance(0) == a && _balance(1) == b);
        }
    }

    function check_withdrawIsTheOwnersOrItsAgents(address caller, int40 a, int40 b, int40 g, uint40 tokens, uint256 x)
        public
    {
        _anyBooks(a, b, g, tokens);
        vm.assume(caller != OWNER && caller != AGENT);
        vm.prank(caller);
        try market.withdraw(0, x) {
            assert(false);
        } catch {
            assert(_balance(0) == a && _balance(1) == b);
        }
    }

    /// What is reserved stays, another's balance is not touched, and the owner gets all that it claims, whoever asks:
    /// for any balance and amount, where the credit held covers what members own.
    function check_withdrawTakesTheOwnFreeBalance(bool agent, uint40 a, uint40 x) public {
        _anyBooks(int40(a >> 1), 7, 1e12, 1e13);
        int256 before = _balance(0);
        vm.prank(agent ? AGENT : OWNER);
        try market.withdraw(0, x) returns (uint256 paid) {
            assert(x > 0 && int256(uint256(x)) <= before - RESERVE);
            assert(_balance(0) == before - int256(uint256(x)));
            assert(paid == x && credit.paid() == x && credit.paidTo() == OWNER);
        } catch {
            assert(_balance(0) == before);
        }
        assert(_balance(1) == 7);
    }

    /// Whoever asks for whatever amount: it takes what the grid account has earned, and what members own stays covered.
    function check_takeSurplusLeavesWhatMembersOwn(address caller, address to, uint40 g, uint40 x) public {
        _anyBooks(100e6, 50e6, int40(g >> 1), 1e13);
        int256 before = _totals().grid;
        vm.prank(caller);
        try market.takeSurplus(to, x) {
            Totals memory afterwards = _totals();
            assert(caller == OPERATOR && credit.paidTo() == to && credit.paid() == x);
            assert(afterwards.grid == before - int256(uint256(x)) && afterwards.grid >= 0);
            assert(credit.held() >= afterwards.positive && afterwards.held >= afterwards.positive);
        } catch {}
        assert(_balance(0) == 100e6 && _balance(1) == 50e6);
    }

    /// Whoever asks: what the grid account has left over becomes members' money, and nobody has less.
    function check_sharingSurplusOnlyAdds(address caller, uint40 g, uint40 x) public {
        _anyBooks(100e6, 50e6, int40(g >> 1), 1e13);
        vm.warp((uint256(B0) + 2) * 7200); // both deliver
        vm.prank(caller);
        try market.shareSurplus(x) {
            assert(caller == OPERATOR && _totals().grid >= 0);
        } catch {}
        assert(_balance(0) >= 100e6 && _balance(1) >= 50e6);
    }

    /// Clearing is nobody's money yet, and on time a reading is not either.
    function check_clearingMovesNoMoney(address caller, int40 a, uint8 intervals) public {
        _anyBooks(a, 7e11, 0, 0);
        (uint256 first, uint256 second) = (_word(0), _word(1));
        vm.warp((uint256(B0) + 1) * 7200);
        vm.assume(intervals < 3);
        vm.prank(caller);
        try market.clear(B0 + 1, intervals) {} catch {}
        assert(_word(0) == first && _word(1) == second);
    }

    function check_readingsInTimeMoveNoMoney(address caller, int40 a, bool own, uint32 word) public {
        vm.warp((uint256(B0) + 2) * 7200);
        market.clear(B0 + 1, 8);
        _anyBooks(a, 7e11, 0, 0);
        (uint256 first, uint256 second) = (_word(0), _word(1));
        uint256[] memory words = new uint256[](1);
        words[0] = word;
        vm.prank(caller);
        try market.report(own ? 0 : 1, B0 + 1, words, "") {
            assert(caller == (own ? AGENT : address(0xA1)));
        } catch {}
        assert(_word(0) == first && _word(1) == second);
    }

    /// Settling a member moves its own money and the grid account's by the same, and nobody else's.
    function check_settlementIsBetweenMemberAndGridAccount(address caller, int40 a, int40 g) public {
        vm.warp((uint256(B0) + 5) * 7200);
        market.clear(B0 + 1, 8);
        _anyBooks(a, 3e12, g, 0);
        uint256 second = _word(1);
        uint16[] memory members = new uint16[](1);
        vm.prank(caller);
        try market.settle(members, 1) {
            // nobody has reported: the connection's limit at R
            assert(_balance(0) == a - int256(8 * 4000 * 300));
            assert(_totals().grid == g + int256(8 * 4000 * 300));
            _assertBooks();
        } catch {
            assert(_balance(0) == a);
        }
        assert(_word(1) == second);
    }
}
