"""English."""

from __future__ import annotations

from typing import Final

from .phrases import Ask, Phrasebook, Say

_POWER = "[the] (power|electricity|energy)"
_NEIGHBOURS = "[(now|please|to (the|my|our) (neighbours|neighbors))]"
_NOW = "[(right now|now|at the moment|currently|at present)]"
_CHEAPEST = (
    "(when|while|as soon as|once) (it is|it's|power is|electricity is|energy is) [(the|at its)] (cheapest|cheap)"
)

ENGLISH: Final = Phrasebook(
    asks={
        Ask.BALANCE: (
            "(what is|what's|how high is|tell me) (my|our) [(energy|electricity|power|trading|market|community)] balance@",
            "how much (money|credit) (do we have|do i have|have we got|have i got|is there|is left) "
            "(on|in) (my|our|the) (energy|electricity|power|trading|market|community) (account|balance)@",
            "(what is|what's|how high is|tell me) the [(energy|trading|market|community)] balance@",
            "how much (money|credit) (do we have|do i have|is there|is left) in the [energy] (market|community)",
            "how much (money|credit) (do we have|do i have|is there|is left)@",
        ),
        Ask.EARNED: (
            "how much [money] (did|have) (we|i) (earn|earned|make|made) "
            "[(with|from|on|by) (our|my|the|selling|trading) [(our|my|the)] [(surplus|solar|energy|power|electricity)]]@ today@",
            "how much [money] (did|have) (we|i) (earn|earned|make|made) today (with|from|on|by) "
            "[(our|my|the|selling|trading)] [(our|my|the)] (surplus|solar|energy|power|electricity|trading)@",
            "what (did|have) (we|i) (earn|earned|make|made)@ today@",
            "(what are|what were|what's|tell me|how are) (our|my|today's) [(energy|trading)] earnings@ [today]@",
        ),
        Ask.PRICE_NOW: (
            f"what does {_POWER} cost@ {_NOW}@",
            f"how much does {_POWER} cost@ {_NOW}@",
            f"how (much|expensive|cheap) is {_POWER}@ {_NOW}@",
            f"(what is|what's|how high is|tell me) the [current] (power|electricity|energy) price@ {_NOW}@",
            f"(what is|what's|tell me) the [current] (price|cost) of (power|electricity|energy)@ {_NOW}@",
        ),
        Ask.CHEAPEST: (
            f"when is (it|{_POWER}) [(the|at its)] cheapest@ [(today|tonight|tomorrow)]@",
            f"when (will|is) (it|{_POWER}) [going to] be [(the|at its)] (cheap|cheapest|cheaper)@ [(today|tonight|tomorrow)]@",
            f"when (does|will) {_POWER} (cost|get) [the] (least|cheaper|cheap)@",
            f"when (should|shall) (we|i) use {_POWER}@",
            f"(what is|what's|when is) the (best|cheapest) (time|hour) (to use|for) {_POWER}@",
        ),
        Ask.STATUS: (
            "(are we|am i|is (the|my|our) (house|home)) trading [(energy|power|electricity)]@ [now]@",
            "why (are we|am i|is (the|my|our) (house|home)) not trading [(energy|power|electricity)]@ [now]@",
            "why (aren't we|isn't (the|my|our) (house|home)) trading [(energy|power|electricity)]@ [now]@",
            "(what is|what's) (the|my|our) trading status@",
        ),
        Ask.SELL_SURPLUS: (
            f"sell (my|our|the) [solar] [(power|energy|electricity)] surplus [(power|energy|electricity)]@ {_NEIGHBOURS}@",
            f"sell (my|our|the) (solar|excess|spare|leftover) (power|energy|electricity)@ {_NEIGHBOURS}@",
            "(start|begin) selling [(my|our|the)] [solar] (surplus|power|energy|electricity)@",
            "sell what we (do not|don't) need@",
        ),
        Ask.STOP: (
            "(stop|pause|suspend|halt) [(the|our|my|all)] (energy|power|electricity) trading@",
            "(stop|pause|suspend|halt) [(the|our|my|all)] trading [(energy|power|electricity)]@",
            "(do not|don't) trade [(energy|power|electricity)]@ [(any more|anymore|for now)]@",
        ),
        Ask.RESUME: (
            "(resume|continue|restart|start) [(the|our|my)] (energy|power|electricity) trading@ [again]@",
            "(resume|continue|restart|start) [(the|our|my)] trading [(energy|power|electricity)]@ [again]@",
            "trade [(energy|power|electricity)]@ again@",
        ),
        Ask.RUN_CHEAPEST: (
            f"(run|start|switch on|turn on) {{device}} {_CHEAPEST}",
            "(run|start|switch on|turn on) {device} (at|in) the (cheapest|best) (time|hour)",
            "(run|start|switch on|turn on) {device} as (cheap|cheaply) as possible",
            f"{_CHEAPEST} (run|start|switch on|turn on) {{device}}",
        ),
        Ask.WHEN_RUN: (
            "when (will|does) {device} (run|start|charge|be charged|go on)",
            "when is {device} (going to run|going to start|going to charge|planned|scheduled|due [to (run|start)])",
            "(what time|at what time) (will|does) {device} (run|start|charge)",
        ),
        Ask.CHARGE_BY: (
            "(charge|charge up) {device} (by|until|before) {time}",
            "(have|get) {device} (charged|full|fully charged) (by|before) {time}",
            "{device} (must|should|has to|needs to) be (charged|full|fully charged) (by|before) {time}",
        ),
        Ask.QUESTION: (
            "(what is|what's) the open question@",
            "(is there|are there|do you have) (a|an|any) [open] (question|questions) about (power|electricity|energy|trading)@",
            "what does (the|my|our) (house|home|energy market|market) (want to know|ask)",
        ),
    },
    says={
        Say.NOT_RUNNING: "Energy Trade is not running at the moment.",
        Say.NO_ACCOUNT: "Your home has no account with the community yet.",
        Say.BALANCE: "Your balance is {balance}.",
        Say.BALANCE_FREE: "Your balance is {balance}; {free} of it can be spent now.",
        Say.EARNED_NOTHING: "Nothing has been settled today yet.",
        Say.SOLD: "So far today you have sold {sold} for {earned}.",
        Say.BOUGHT: "Nothing earned so far today: you have bought {bought} for {spent}.",
        Say.SOLD_AND_BOUGHT: "So far today you have sold {sold} for {earned} and bought {bought} for {spent}.",
        Say.SAVED: "With the grid alone you would be {saved} worse off.",
        Say.PRICE: "Power from your neighbours costs {price} now. The grid takes {retail}.",
        Say.PRICE_GRID: "Nothing is traded among neighbours right now. The grid takes {retail} and pays {feed_in}.",
        Say.NO_PRICE: "The prices are not known yet.",
        Say.CHEAPEST: "Power will probably be cheapest {span}, at about {price}.",
        Say.CHEAPEST_NOW: "It is cheapest right now, at about {price}, until {end}.",
        Say.ALIKE: "Power costs about the same until {end}: {price}.",
        Say.ON_OFFER: "{energy} are on offer, up to {end}.",
        Say.NOTHING_ON_OFFER: "At the moment there is no surplus to offer.",
        Say.SELLING: "All right, your surplus is for sale again.",
        Say.SELLING_ALREADY: "Your surplus is for sale already.",
        Say.STOPPED: "Trading is stopped. What has been traded already still counts.",
        Say.STOPPED_ALREADY: "Trading is stopped already.",
        Say.RESUMED: "All right, your home is trading again.",
        Say.RESUMED_ALREADY: "Trading is on already.",
        Say.HELD_UP: "How it stands: {reason}.",
        Say.NO_DEVICE: "I know no {device} that I could plan. I can plan: {devices}.",
        Say.NO_DEVICES: "There is no {device} that I could plan. Add it to Energy Trade under Devices and services first.",
        Say.NO_HOME: "I know no community {home} here. I know: {homes}.",
        Say.WHICH_HOME: "Which one do you mean: {homes}?",
        Say.WHICH_DEVICE: "Which one do you mean: {devices}?",
        Say.RUN_PLANNED: "{device} is planned {span}.",
        Say.RUN_WANTED: "All right, {device} will run when power is cheapest.",
        Say.RUNNING: "{device} is running, until {end}.",
        Say.NOT_PLANNED: "No run of {device} is planned.",
        Say.CHARGE_WANTED: "All right, {device} will be charged by {time}.",
        Say.WHEN: "I did not understand by when. Say, for example: by seven.",
        Say.REFUSED: "That did not work: {reason}",
        Say.NO_QUESTION: "There is no open question.",
        Say.ASKED: "{text} You can say: {choices}.",
        Say.CHOICES: "{choices}",
        Say.ANSWERED: "All right: {choice}.",
        Say.ANSWERED_ALREADY: "That question is settled already.",
        Say.WHICH_QUESTION: "That could answer more than one question. {questions} Say, for example: the first one.",
        Say.ANOTHER_QUESTION: "Another question is open. {title}",
    },
    choices={
        "buy_once": (
            "[(yes|okay|ok)] [please] buy [(it|the power|the electricity|the energy)] (anyway|this time|once|just once)",
            "(yes|okay|ok) [please] buy [(it|the power|the electricity|the energy)]",
        ),
        "buy_today": (
            "[(yes|okay|ok)] [please] buy [(it|the power|the electricity|the energy)] "
            "(today|all day|for today|[for] the rest of the day)",
        ),
        "sell_once": (
            "[(yes|okay|ok)] [please] sell [(it|the power|the electricity|the energy)] (anyway|this time|once|just once)",
            "(yes|okay|ok) [please] sell [(it|the power|the electricity|the energy)]",
        ),
        "sell_today": (
            "[(yes|okay|ok)] [please] sell [(it|the power|the electricity|the energy)] "
            "(today|all day|for today|[for] the rest of the day)",
        ),
        "keep_limit": (
            "[no] [please] keep (my|the|our) [price|daily] limit",
            "no (do not|don't) (buy|sell|raise) [(it|the limit|the power|the electricity|the energy)]",
        ),
        "raise_today": ("[(yes|okay|ok)] [please] raise (my|the|our) [daily] limit [(today|for today)]",),
        "carry_on": ("[yes] [please] (carry on|go on) (buying|ordering|trading)", "yes [please] (carry on|go on)"),
        "started": ("[(yes|okay|ok)] i [have] started it", "[(yes|okay|ok)] it is (running|started)"),
        "later": ("remind me [again] later [please]", "[please] remind me (later|in half an hour)"),
        "skip": ("not today [please]", "[no] skip it [today]"),
        "stop_buying": ("[no] [please] stop buying [(power|electricity|energy)]",),
    },
    or_="or",
    place=" (in|at|on|of|for|with) {home}",
    one_in=("[i mean] [(the one|that|the question)] (in|from|of|at|on) {home}",),
    ordinals=("first", "second", "third", "fourth", "fifth"),
    numbers={
        **{
            number: (f"[i mean] [the] {word} [(one|question)] [please]", f"[i mean] question [number] {digit}")
            for number, word, digit in (
                (1, "first", "(one|1)"),
                (2, "second", "(two|2)"),
                (3, "third", "(three|3)"),
                (4, "fourth", "(four|4)"),
                (5, "fifth", "(five|5)"),
            )
        },
        0: ("both [of them] [please]", "(all|every one) of them [please]", "all [the] questions [please]"),
    },
)
