## The lists of `/leads`

list-tab-marketplace = Marketplace
list-tab-qualified = Qualifiziert
list-tab-mine = Meine
list-tab-favorites = ♥ Favoriten

list-title-marketplace = Marketplace: Kundenanfragen
list-title-qualified = Vom Marketing oder Vertrieb qualifiziert
list-title-mine = Deine: deine Deals und die Leads, die du dir ansiehst
list-title-favorites = ♥ Deine Favoriten

list-search = 🔍 Suche: **{ $typed }**
list-line = { $icon }**{ $lead } · { $customer }** – { $state }
list-erased = gelöscht
list-footer = { $count ->
    [0] Keine Leads
    [one] 1 Lead
   *[other] { $number } Leads
}{ $single ->
    [1] {""}
   *[other] {" "}· Seite { $page } von { $pages }
}
list-footer-bounded = { $number } der neuesten { $most } Treffer; ein weiteres Wort grenzt sie ein · Seite { $page } von { $pages }

list-state-received = Antwort fällig { $when }
list-state-assigned = { $who } sieht ihn sich an, Antwort fällig { $when }
list-state-informational = zur Information
list-state-accepted = { $owner }, { $value }, erwartet { $date }
list-state-won = gewonnen für { $value } { $when }
list-state-lost = verloren { $when }: { $reason }
list-state-declined = abgelehnt { $when }: { $reason }
list-state-expired = abgelaufen { $when }

list-filter-open = Offen
list-filter-received = Eingegangen
list-filter-accepted = Angenommen
list-filter-won = Gewonnen
list-filter-lost = Verloren
list-filter-declined = Abgelehnt
list-filter-expired = Abgelaufen
list-filter-all = Alle Phasen
list-sort-deadline = dringendste zuerst
list-sort-newest = neueste zuerst
list-sort-value = höchster Wert zuerst
list-sort-hot = heiße zuerst
list-filter-now = { $filter }, { $sort }
list-option-filter = Anzeigen: { $filter } ({ $count })
list-option-sort = Sortieren: { $sort }

list-empty-marketplace = Noch keine Kundenanfragen. Sie kommen von selbst, sobald ein Manager mit `/source add` eine Quelle anbindet. Oder erfasse eine mit `/lead new`.
list-empty-qualified = Noch keine vom Marketing oder Vertrieb qualifizierten Leads. Sie kommen von selbst, sobald ein Manager mit `/source add` eine Quelle anbindet. Oder erfasse einen mit `/lead new`.
list-empty-mine = Noch gehört dir nichts. Nimm einen Lead mit **Annehmen** an, oder sag, dass du ihn dir ansiehst: `/lead assign`.
list-empty-favorites = Noch keine Favoriten. Drück ♥ auf einer Karte oder ♡ in einer Liste, um einen Lead im Blick zu behalten.
list-empty-filter = Keiner dieser Leads ist in der Phase **{ $filter }**. { $count ->
    [one] Einer ist
   *[other] { $count } sind
} in anderen Phasen: Wähle unten **Alle Phasen**.
list-empty-search = Hier passt nichts. Ich suche in Kunde, Bedarf, Name des Deals, Notizen und IDs; der Anfang eines Wortes genügt.
list-empty-elsewhere = In diesem Tab ist nichts. Gefunden in { $places }: Drück oben darauf.
list-elsewhere-tab = **{ $tab }** ({ $count })
list-tab-found = { $tab } ({ $count })

button-search = 🔍 Suchen
button-search-clear = ✕ Suche beenden
button-previous = ◀ Zurück
button-next = Weiter ▶
select-open-lead = Lead öffnen
form-search = Leads suchen
input-search = Wonach suchst du?
input-search-hint = Wortanfänge aus Kunde, Bedarf, Name des Deals, Notizen oder IDs: nord 365
