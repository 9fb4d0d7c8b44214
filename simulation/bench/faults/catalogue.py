"""What is struck: nodes and chains, keys and clocks, relays, operators and neighbours, each with what is promised."""

from dataclasses import dataclass, field, replace

from custom_components.energy_trade.market.founding import Founding

from . import (
    chain_faults as faults,
    disk_faults as disk,
    node_faults as nodes,
    operator_faults as operators,
    relay_faults as relays,
)
from .community import TERMS
from .life import USUAL, Course, Strike
from .stages import Stage

AS_WITHOUT = "every balance and the grid account are what they are without it; each step happened once"
BY_THE_RULES = "every balance and the grid account are what the rules give"
GETS_OUT = "the home leaves and takes everything out that is its own"
NOTICE = replace(TERMS, tariff_notice_blocks=2)
"""Blocks open when their tariff is set, or two ahead with the standing table."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong."""

    name: str
    promise: str
    strike: Strike
    nodes: int = 1
    course: Course = field(default=USUAL)
    terms: Founding = field(default=TERMS)
    stages: tuple[Stage, ...] = tuple(Stage)


CHAIN_FAULTS = (
    Fault("node down", f"it waits for the node; {AS_WITHOUT}", faults.node_down),
    Fault("node slow", f"it asks again after its patience; {AS_WITHOUT}", faults.node_slow),
    Fault("node on a wrong chain", f"the other node serves; {AS_WITHOUT}", faults.wrong_chain, nodes=2),
    Fault("node answers rubbish", f"it believes none of it; {AS_WITHOUT}", faults.node_rubbish),
    Fault("node answers null", f"it believes none of it; {AS_WITHOUT}", faults.node_empty),
    Fault("lagging replica", f"what is behind is not believed; {AS_WITHOUT}", faults.lagging_replica, nodes=2),
    Fault("three blocks reorganised", f"what was taken back is sent again; {AS_WITHOUT}", faults.reorganised),
    Fault("mempool dropped", f"what was forgotten is sent again; {AS_WITHOUT}", faults.mempool_dropped),
    Fault("nonce gap", f"the gap is filled by the next step; {AS_WITHOUT}", faults.nonce_gap),
    Fault("fee spike", f"the same step is offered again for more; {AS_WITHOUT}", faults.fee_spike),
    Fault("home killed before sending", f"what was signed is sent by the next process; {AS_WITHOUT}",
          faults.killed_before_sending),
    Fault("home killed after sending", f"the next process finds it done; {AS_WITHOUT}", faults.killed_after_sending),
    Fault("restored from an old backup", f"what the backup had not sent yet is not done twice; {AS_WITHOUT}",
          faults.restored),
    Fault("same key in two homes", f"the first one counts; {AS_WITHOUT}", faults.same_key_twice),
    Fault("host clock ten minutes fast", f"chain time alone decides; {AS_WITHOUT}", faults.clock_off(600)),
    Fault("host clock ten minutes slow", f"chain time alone decides; {AS_WITHOUT}", faults.clock_off(-600)),
    Fault("a member floods orders", f"only its last word counts; {AS_WITHOUT}", faults.flooded,
          course=Course(bystander=True)),
)  # fmt: skip

NODE_FAULTS = (
    Fault("node tells receipts of others", f"it believes none of them; {AS_WITHOUT}", nodes.receipts_of_others),
    Fault("node tells receipts from nowhere", f"what is on no block is looked for again; {AS_WITHOUT}",
          nodes.receipts_from_nowhere),
    Fault("node has no receipts", f"nobody else is blamed for it; {AS_WITHOUT}", nodes.receipts_missing),
    Fault("two nodes disagree on the head", f"the other one serves, or it waits; {AS_WITHOUT}", nodes.far_ahead,
          nodes=2),
    Fault("node is a year ahead", f"the time that others show counts again at once; {AS_WITHOUT}", nodes.time_wrong),
    Fault("node shows the same block for ever", f"it waits for the next; {AS_WITHOUT}", nodes.stands_still),
    Fault("node turns to another chain", f"nothing is signed for that one; {AS_WITHOUT}", nodes.other_chain),
    Fault("node counts what is not there", f"the gap is filled; {AS_WITHOUT}", nodes.ghosts_waiting),
    Fault("node takes it and denies it", f"it is looked for before it is done again; {AS_WITHOUT}",
          nodes.takes_and_denies),
    Fault("node has enough of this home", f"it asks again later; {AS_WITHOUT}", nodes.too_many),
    Fault("node's answers are cut off", f"it believes no half; {AS_WITHOUT}", nodes.cut_off),
    Fault("node's answers are endless", f"it reads no more than it needs; {AS_WITHOUT}", nodes.heavy),
    Fault("node searches few blocks", f"it asks for as many as it gets; {AS_WITHOUT}", nodes.few_logs),
    Fault("node leaves events out", f"its past is read again until it adds up; {AS_WITHOUT}", nodes.logs_missing),
    Fault("disk full", f"nothing is sent that is not kept, and nothing of it stays; {AS_WITHOUT}", disk.full),
    Fault("power cut, half a file left", f"what was not sent is decided anew; {AS_WITHOUT}", disk.damaged),
    Fault("key used by another wallet", f"it is done again where it has not happened; {AS_WITHOUT}",
          nodes.key_elsewhere),
)  # fmt: skip


NEVER_PAID = Course(by_rules=True, refusable=True, leaves=True)
RELAY_FAULTS = (
    Fault("relay is silent", f"the home acts by itself; {AS_WITHOUT}", relays.through(relays.Silent)),
    Fault("relay censors", f"what is not seen on the chain the home does by itself; {AS_WITHOUT}",
          relays.through(relays.Censor)),
    Fault("relay tarries", f"what comes late counts no more; {AS_WITHOUT}", relays.tarries),
    Fault("relay repeats", f"a message counts once, and only the newest; {AS_WITHOUT}",
          relays.through(relays.Repeater)),
    Fault("relay forges", f"what is changed is nobody's message; {AS_WITHOUT}", relays.through(relays.Forger)),
    Fault("relay is silent, home without coin", f"another relay, a neighbour or the owner's wallet helps; {AS_WITHOUT}",
          relays.poor),
)  # fmt: skip
OPERATOR_FAULTS = (
    Fault("operator absent for ever", f"nothing needs it: {BY_THE_RULES}; {GETS_OUT}", operators.absent,
          course=Course(by_rules=True, leaves=True)),
    Fault("operator absent, sets no tariffs", f"blocks open with the standing table: {BY_THE_RULES}; {GETS_OUT}",
          operators.absent, course=Course(by_rules=True, leaves=True), terms=NOTICE),
    Fault("operator suspends", f"what was ordered stands, all but ordering goes on: {BY_THE_RULES}; {GETS_OUT}",
          operators.suspends, course=NEVER_PAID),
    Fault("operator expels", f"what is open is delivered and settled: {BY_THE_RULES}; {GETS_OUT}",
          operators.expels, course=NEVER_PAID),
    Fault("operator cuts the connection off", f"blocks that are open keep theirs: {BY_THE_RULES}; {GETS_OUT}",
          operators.declines, course=NEVER_PAID),
    Fault("operator changes prices late", f"blocks that are open or over keep theirs: {BY_THE_RULES}; {GETS_OUT}",
          operators.changes_prices, course=Course(by_rules=True, leaves=True)),
    Fault("operator takes money", f"it gets what is nobody's, after all is settled: {BY_THE_RULES}; {GETS_OUT}",
          operators.takes_money, course=Course(by_rules=True, leaves=True)),
    Fault("operator issues credit to a friend", f"everybody's credit stays backed: {BY_THE_RULES}; {GETS_OUT}",
          operators.issues_without_end, course=Course(by_rules=True, leaves=True, bystander=True)),
    Fault("meter's key replaced", f"readings count once the home's own key counts again; {AS_WITHOUT}",
          operators.replaces_meter_key),
    Fault("credit cannot be moved", f"what needs it is refused whole, and done when it is back; {AS_WITHOUT}",
          operators.token_fails(operators.REVERTS)),
    Fault("credit says no to every move", f"what needs it is refused whole, and done when it is back; {AS_WITHOUT}",
          operators.token_fails(operators.SAYS_NO)),
)  # fmt: skip
CROWD_FAULTS = (
    Fault("a neighbour is silent for ever", f"its silence is its own loss: {BY_THE_RULES}; {GETS_OUT}",
          operators.does_nothing, course=Course(by_rules=True, leaves=True, silent_neighbour=True)),
    Fault("strangers ask without end", f"they are nobody's business; {AS_WITHOUT}", operators.strangers_ask),
)  # fmt: skip
FAULTS = CHAIN_FAULTS + NODE_FAULTS + RELAY_FAULTS + OPERATOR_FAULTS + CROWD_FAULTS
STRIKING_ANYBODY = tuple(fault for fault in CHAIN_FAULTS + NODE_FAULTS if fault.course is USUAL)
"""What does not ask what a home is doing."""
