"""German."""

from __future__ import annotations

from typing import Final

from .phrases import Ask, Phrasebook, Say

_POWER = "[(der|den|die)] (strom|energie)"
_NOW = "[(jetzt|gerade|im moment|momentan|aktuell|zurzeit|derzeit)]"
_CHEAPEST = "(wenn|sobald) (es|[der] strom|[die] energie) (am billigsten|am günstigsten|billig|günstig) ist"
_CHEAPLY = "[(so|möglichst)] (billig|günstig) [wie möglich]"

GERMAN: Final = Phrasebook(
    asks={
        Ask.BALANCE: (
            "wie [hoch] (ist|steht) (mein|unser|das) [strom]guthaben [[(auf|in|bei)] [(dem|der)] (markt|gemeinschaft)]",
            "wie [hoch] (ist|steht)@ (mein|unser|das) [strom]guthaben@",
            "wie [hoch] (ist|steht) (mein|unser|der) (kontostand|saldo) [(am|im|beim|auf dem) (strommarkt|energiemarkt)]@",
            "wie viel (geld|guthaben) (haben wir|habe ich|ist) [(noch|gerade)] "
            "(auf dem stromkonto|auf dem energiekonto|am strommarkt|am energiemarkt|im strommarkt)@",
            "wie viel (geld|guthaben) (haben wir|habe ich) [noch]@",
            "(was ist|nenne|sag) [mir] (mein|unser|meinen|unseren) (guthaben|stromguthaben|energieguthaben|stromsaldo)@",
        ),
        Ask.EARNED: (
            "(wie viel|was) (haben wir|habe ich)@ heute@ [(mit|durch|am) [(dem|der|den|unserem|meinem)] "
            "(strom|solarstrom|überschuss|energie|handel|verkauf|stromhandel)]@ (verdient|eingenommen)@",
            "wie hoch (sind|waren) (unsere|meine|die) [strom](einnahmen|verdienste|erlöse)@ [von] heute@",
        ),
        Ask.PRICE_NOW: (
            f"was kostet@ {_NOW} {_POWER}@ {_NOW}@",
            f"wie viel kostet@ {_NOW} {_POWER}@ {_NOW}@",
            f"wie (teuer|billig|günstig) ist@ {_NOW} {_POWER}@ {_NOW}@",
            f"(wie hoch ist|was ist|wie ist) {_NOW} der [(aktuelle|momentane)] (strompreis|energiepreis)@ {_NOW}@",
        ),
        Ask.CHEAPEST: (
            f"wann ist (es|{_POWER})@ [(heute|morgen|heute nacht)]@ (am billigsten|am günstigsten|billig|günstig)@",
            f"wann wird (es|{_POWER})@ [(heute|morgen|heute nacht)]@ [wieder] "
            "(am billigsten|am günstigsten|billig|günstig|billiger|günstiger)@",
            f"wann (kostet|ist) {_POWER}@ [(heute|morgen|heute nacht)]@ am wenigsten",
            f"wann (soll|sollen|sollte|sollten) (ich|wir)@ {_POWER}@ (verbrauchen|nutzen|brauchen)",
            f"(wann ist|was ist) die (beste|billigste|günstigste) (zeit|stunde) für {_POWER}@",
        ),
        Ask.STATUS: (
            "(handeln wir|handelt (das|mein|unser) haus|handelt (unser|mein) zuhause)@ [(gerade|jetzt)]@ [(mit strom|strom)]@",
            "warum (handeln wir|handelt (das|mein|unser) haus)@ [(gerade|jetzt)]@ nicht@",
            "(was ist|wie ist) der (handelsstatus|stand des [strom]handels)@",
        ),
        Ask.SELL_SURPLUS: (
            "(verkaufe|verkauf) [bitte] (meinen|unseren|den) [(strom|solar|energie)]überschuss@ "
            "[(jetzt|an die nachbarn|an unsere nachbarn|an meine nachbarn)]@",
            "(verkaufe|verkauf) [bitte] (meinen|unseren|den) [(überschüssigen|übrigen)] (solarstrom|strom)@ "
            "[(jetzt|an die nachbarn|an unsere nachbarn|an meine nachbarn)]@",
            "(überschuss|stromüberschuss|solarüberschuss)@ verkaufen",
        ),
        Ask.STOP: (
            "(stoppe|stopp|beende|pausiere|unterbrich) [bitte] [(den|unseren|meinen)] [(strom|energie)]handel@",
            "(halte|halt) [bitte] (den|unseren|meinen) [(strom|energie)]handel@ an",
            "[(strom|energie)]handel@ [bitte] (stoppen|anhalten|beenden|pausieren|unterbrechen)",
            "hör [bitte] auf@ zu handeln@",
        ),
        Ask.RESUME: (
            "(setze|setz) [bitte] (den|unseren|meinen) [(strom|energie)]handel@ fort",
            "(starte|nimm) [bitte] (den|unseren|meinen) [(strom|energie)]handel@ [wieder] [auf]@",
            "[(strom|energie)]handel@ [bitte] [wieder] (fortsetzen|starten|aufnehmen|weiterführen)",
            "(handle|handel) [bitte]@ wieder [mit strom]@",
        ),
        Ask.RUN_CHEAPEST: (
            f"(lass|lasse|starte|start) [bitte] {{device}} [(laufen|an)] {_CHEAPEST}",
            "(lass|lasse) [bitte] {device} (am billigsten|am günstigsten|möglichst billig|möglichst günstig|"
            "so billig wie möglich|so günstig wie möglich|zur billigsten zeit|zur günstigsten zeit) laufen",
            "(starte|start) [bitte] {device} (zur billigsten zeit|zur günstigsten zeit|möglichst billig|möglichst günstig|"
            "so billig wie möglich|so günstig wie möglich)",
            f"(schalte|schalt) [bitte] {{device}} ein {_CHEAPEST}",
        ),
        Ask.WHEN_RUN: (
            "wann (läuft|startet|lädt|beginnt) {device}",
            "wann (wird|soll) {device} (laufen|starten|laden|geladen [werden]|beginnen)",
            "wann ist {device} (geplant|dran|an der reihe)",
            "(um wie viel uhr|zu welcher zeit) (läuft|startet|lädt) {device}",
        ),
        Ask.CHARGE_BY: (
            "(lade|lad) [bitte] {device} bis {time} auf",
            "(lade|lad) [bitte] {device} bis {time}",
            "{device} (soll|muss) bis {time} (geladen|voll|aufgeladen) sein",
            "{device} bis {time} (laden|aufladen|vollladen)",
        ),
        Ask.QUESTION: (
            "(was ist|wie lautet) die offene frage@",
            "(gibt es|hast du) [(eine|noch)] [offene] (frage|fragen) (zum|über den) (strom|stromhandel|energiehandel)@",
            "was (will|möchte) (das|mein|unser) haus wissen",
        ),
    },
    says={
        Say.NOT_RUNNING: "Energy Trade läuft gerade nicht.",
        Say.NO_ACCOUNT: "Dein Haushalt hat noch kein Konto bei der Gemeinschaft.",
        Say.BALANCE: "Dein Guthaben beträgt {balance}.",
        Say.BALANCE_FREE: "Dein Guthaben beträgt {balance}; davon sind {free} frei.",
        Say.EARNED_NOTHING: "Heute ist noch nichts abgerechnet.",
        Say.SOLD: "Heute hast du bisher {sold} für {earned} verkauft.",
        Say.BOUGHT: "Heute ist noch nichts verdient: Du hast {bought} für {spent} gekauft.",
        Say.SOLD_AND_BOUGHT: "Heute hast du bisher {sold} für {earned} verkauft und {bought} für {spent} gekauft.",
        Say.SAVED: "Mit dem Netz allein stündest du um {saved} schlechter da.",
        Say.PRICE: "Strom von deinen Nachbarn kostet jetzt {price}. Das Netz verlangt {retail}.",
        Say.PRICE_GRID: "Gerade wird unter den Nachbarn nichts gehandelt. Das Netz verlangt {retail} und zahlt {feed_in}.",
        Say.NO_PRICE: "Die Preise sind noch nicht bekannt.",
        Say.CHEAPEST: "Am günstigsten ist Strom voraussichtlich {span}, mit etwa {price}.",
        Say.CHEAPEST_NOW: "Am günstigsten ist es jetzt, mit etwa {price}, bis {end}.",
        Say.ALIKE: "Strom kostet bis {end} ungefähr gleich viel: {price}.",
        Say.ON_OFFER: "Angeboten sind {energy}, bis {end}.",
        Say.NOTHING_ON_OFFER: "Im Moment gibt es keinen Überschuss anzubieten.",
        Say.SELLING: "In Ordnung, dein Überschuss steht wieder zum Verkauf.",
        Say.SELLING_ALREADY: "Dein Überschuss steht schon zum Verkauf.",
        Say.STOPPED: "Der Handel ist angehalten. Was schon gehandelt ist, gilt weiter.",
        Say.STOPPED_ALREADY: "Der Handel ist schon angehalten.",
        Say.RESUMED: "In Ordnung, dein Haus handelt wieder.",
        Say.RESUMED_ALREADY: "Der Handel läuft schon.",
        Say.HELD_UP: "So steht es: {reason}.",
        Say.NO_DEVICE: "Ich kenne kein Gerät {device}, das ich einplanen könnte. Einplanen kann ich: {devices}.",
        Say.NO_DEVICES: "Es gibt kein Gerät {device}, das ich einplanen könnte. "
        "Füge es zuerst unter Geräte und Dienste bei Energy Trade hinzu.",
        Say.NO_HOME: "Ich kenne hier keine Gemeinschaft {home}. Ich kenne: {homes}.",
        Say.WHICH_HOME: "Welche meinst du: {homes}?",
        Say.WHICH_DEVICE: "Welches meinst du: {devices}?",
        Say.RUN_PLANNED: "{device} ist {span} geplant.",
        Say.RUN_WANTED: "In Ordnung, {device} läuft, wenn der Strom am günstigsten ist.",
        Say.RUNNING: "{device} läuft gerade, bis {end}.",
        Say.NOT_PLANNED: "Für {device} ist nichts geplant.",
        Say.CHARGE_WANTED: "In Ordnung, {device} wird bis {time} geladen.",
        Say.WHEN: "Ich habe nicht verstanden, bis wann. Sag zum Beispiel: bis sieben Uhr.",
        Say.REFUSED: "Das ging nicht: {reason}",
        Say.NO_QUESTION: "Es ist keine Frage offen.",
        Say.ASKED: "{text} Du kannst sagen: {choices}.",
        Say.CHOICES: "{choices}",
        Say.ANSWERED: "In Ordnung: {choice}.",
        Say.ANSWERED_ALREADY: "Diese Frage ist schon entschieden.",
        Say.WHICH_QUESTION: "Das kann mehr als eine Frage meinen. {questions} Sag zum Beispiel: die erste.",
        Say.ANOTHER_QUESTION: "Es ist noch eine Frage offen. {title}",
    },
    choices={
        "buy_once": (
            "[(ja|okay|ok)] [bitte] (kaufe|kauf) [(es|ihn|den strom|die energie)] (trotzdem|diesmal|dieses mal|einmal)",
            "(ja|okay|ok) [bitte] (kaufe|kauf) [(es|ihn|den strom|die energie)]",
            "(ja|okay|ok) [(diesmal|dieses mal|trotzdem)] kaufen",
        ),
        "buy_today": (
            "[(ja|okay|ok)] [bitte] (kaufe|kauf) [(es|ihn|den strom|die energie)] (heute|den ganzen tag|für den rest des tages)",
        ),
        "sell_once": (
            "[(ja|okay|ok)] [bitte] (verkaufe|verkauf) [(es|ihn|den strom|die energie)] (trotzdem|diesmal|dieses mal|einmal)",
            "(ja|okay|ok) [bitte] (verkaufe|verkauf) [(es|ihn|den strom|die energie)]",
            "(ja|okay|ok) [(diesmal|dieses mal|trotzdem)] verkaufen",
        ),
        "sell_today": (
            "[(ja|okay|ok)] [bitte] (verkaufe|verkauf) [(es|ihn|den strom|die energie)] "
            "(heute|den ganzen tag|für den rest des tages)",
        ),
        "keep_limit": (
            "[nein] [bitte] (behalte|behalt|lass) (meine|die|unsere|mein|das|unser) (grenze|preisgrenze|tagesgrenze|limit|tageslimit) [so]",
            "nein [bitte] nicht (kaufen|verkaufen|erhöhen)",
            "nein (kaufe|kauf|verkaufe|verkauf|erhöhe|erhöh) (es|ihn|sie|den strom|die grenze|nichts) [nicht]",
        ),
        "raise_today": (
            "[(ja|okay|ok)] [bitte] (erhöhe|erhöh|hebe|heb) (die|meine|das|mein) "
            "(grenze|tagesgrenze|limit|tageslimit) [(heute|für heute)] [an]",
        ),
        "carry_on": ("[ja] [bitte] (mach|mache|kauf|kaufe|handle|bestell|bestelle) [so] weiter",),
        "started": ("[ja] ich habe (es|sie|ihn) gestartet", "[ja] (es|sie|er) läuft [schon]"),
        "later": ("[bitte] erinnere mich später [noch einmal] [daran]", "erinner mich [bitte] später [daran]"),
        "skip": ("[nein] heute nicht [bitte]", "[nein] lass es heute"),
        "stop_buying": ("[nein] [bitte] (kaufe|kauf) [(nichts|keinen strom)] mehr", "[nein] [bitte] hör auf zu kaufen"),
    },
    or_="oder",
    place=" (in|im|am|an|auf|bei|für|zu) {home}",
    one_in=("[ich meine] die [frage] (in|im|von|vom|aus|am|an|bei) {home}", "in {home}"),
    ordinals=("erste", "zweite", "dritte", "vierte", "fünfte"),
    numbers={
        **{
            number: (f"[ich meine] [die] {word} [frage] [bitte]", f"[ich meine] frage [nummer] {digit}")
            for number, word, digit in (
                (1, "erste", "(eins|1)"),
                (2, "zweite", "(zwei|2)"),
                (3, "dritte", "(drei|3)"),
                (4, "vierte", "(vier|4)"),
                (5, "fünfte", "(fünf|5)"),
            )
        },
        0: ("[alle] beide [fragen] [bitte]", "alle [fragen] [bitte]"),
    },
)
