## The card of a lead

card-ping = 🔔 { $role } Neuer Lead
card-ping-hot = 🔥 { $role } Neuer heißer Lead
card-ping-hot-passed = ⌛ { $role } Heißer Lead, wartet noch immer
card-title = { $lead } · { $customer }
card-title-erased = { $lead } · gelöscht
card-kind = { $kind }
card-kind-sent = { $kind } · gesendet von { $sender }
card-test = 🧪 TESTLEAD · zählt nicht
card-informational = ℹ️ Nur zur Information. Keine Antwort nötig.
card-hot = 🔥 **Wünscht direkten Kontakt.** Melde dich bald, dann stehen die Chancen am besten: Das Zeitfenster endet { $until }.
card-hot-passed = ⌛ **Das Zeitfenster von { $hours } Std. ist vorbei.** Der Kunde wollte direkten Kontakt: Melde dich, wenn ihr noch interessiert seid.
card-hot-accepted = 🔥 **Wünscht direkten Kontakt.**
card-do-not-contact = 🚫 **Nicht kontaktieren.** Der Kunde möchte nicht kontaktiert werden.
card-erased = Personenbezogene Daten gelöscht.

# A press on the card of a lead that the database has lost with an older copy.
lost-lead = { $lead } steht nicht mehr in dieser Datenbank: Er kam nach der Sicherung, die eingespielt wurde. Ein Manager kann ihn aus dieser Karte neu anlegen: **Make a lead** im Menü der Nachricht unter „Apps“.
lost-lead-manager = { $lead } steht nicht mehr in dieser Datenbank: Er kam nach der Sicherung, die eingespielt wurde. Leg ihn aus den Angaben der Karte neu an und frag die Quelle dann nach E-Mail und Telefon.
button-make-again = Lead neu anlegen

card-cut = Ganzer Text: `/lead show { $lead }`

card-field-answer-by = Antworten bis
card-answer-by = { $when } ({ $left })
card-field-country = Land
card-field-size = Unternehmensgröße
card-field-industry = Branche
card-field-budget = Budget
card-field-solutions = Lösungen
card-field-sender = Absender
card-field-campaign = Kampagne
card-field-owner = Zuständig
card-field-value = Geschätzter Wert
card-field-final-value = Gewonnen für
card-field-purchase-date = Kauf erwartet
card-field-deal = Deal
card-field-notes = Notizen
card-field-crm-id = CRM-ID
card-field-team = Teamkontakte
card-field-made-of = Aus
card-made-of = [einer Nachricht]({ $url }) in { $channel }
card-field-earlier = Schon bekannt
card-earlier-person = Dieselbe Person wie bei { $lead } ({ $outcome }, { $when })
card-earlier-company = Dieselbe Firma wie bei { $lead } ({ $outcome }, { $when })
card-earlier-reason = { $outcome }: { $reason }

card-stage-received = Wartet auf Antwort
card-stage-accepted = ✅ Angenommen von { $who } { $when }
card-assigned = 👀 { $who } sieht ihn sich an · { $when }
card-released = ↩️ **Zurückgegeben** von { $who } { $when }: { $why }
card-released-erased = ↩️ **Zurückgegeben** von { $who } { $when }.
card-stage-won = 🏆 Gewonnen von { $who } { $when }
card-stage-lost = Verloren, eingetragen von { $who } { $when }: { $reason }
card-stage-declined = Abgelehnt von { $who } { $when }: { $reason }
card-stage-expired = ⌛ Abgelaufen { $when }. Niemand hat rechtzeitig geantwortet.
card-footer = { $lead } · { $source }

button-accept = Annehmen
button-decline = Ablehnen
button-contact = Kontakt
button-favorite = ♥ { $count }
button-edit = Bearbeiten
button-team = Team
button-won = Gewonnen
button-lost = Verloren
button-details = CRM-ID, Kampagne, Kontakt ergänzen
button-undo = Rückgängig
button-look = Ich sehe ihn mir an
button-pass-back = Doch nicht
button-release = Zurückgeben
button-erase = Endgültig löschen
button-erase-not = Behalten
button-reopen = Formular wieder öffnen
button-add-contact = Teamkontakt hinzufügen
button-change = Ändern
button-remove = Entfernen
button-back = Zurück

## A deal was handed over

assigned-to-look = 👀 { $to }, { $by } bittet dich, { $lead } anzusehen. Die Karte steht oben: **Annehmen**, **Ablehnen** oder mit `/lead release` zurückgeben.
handover = 🤝 { $to }, { $by } hat dir den Deal von { $lead } übergeben. Die Karte steht oben: **Bearbeiten** bringt ihn auf den neuesten Stand, **Team** zeigt, wer daran beteiligt ist.

## Words to whoever set the team up

word-this-server = deinem Server
word-channel-gone = 📭 Der Leads-Kanal auf **{ $team }** ist weg. Neue Leads sind sicher und warten. Wähle mit `/setup channel:` einen anderen Kanal, dann poste ich sie.
word-not-allowed = 🔒 Ich darf auf **{ $team }** nicht mehr in <#{ $channel }> posten. Neue Leads sind sicher und warten. Gib mir dort „Kanal ansehen“, „Nachrichten senden“, „Links einbetten“, „Dateien anhängen“ und „Nachrichtenverlauf anzeigen“ und führe dann `/setup` aus.
word-refused = ⚠️ Discord weist die Karte von { $lead } auf **{ $team }** ab, sie ist deshalb veraltet. Alles andere funktioniert. Discord meldet: { $why }

## Reminders: replies to a card

reminder-nudge = 🔥 { $who } { $lead } braucht noch eine Antwort. Eingang { $since }, direkter Kontakt erwünscht: Melde dich bis { $until }.
reminder-nudge-passed = ⌛ { $who } { $lead } braucht noch eine Antwort. Eingang { $since }; das Zeitfenster von { $hours } Std. ist vorbei. Melde dich, wenn ihr noch interessiert seid.
reminder-warning = ⏳ { $who } { $lead } läuft { $until } ab. Nimm ihn an oder lehne ihn ab.
reminder-overdue-left = 📅 { $who } { $lead }: Das Kaufdatum { $date } ist vorbei, und { $owner } (zuständig) hat den Server verlassen. Übergib ihn mit `/lead assign lead:{ $number }` oder schließ ihn ab: **Gewonnen** oder **Verloren**.
reminder-overdue = 📅 { $who } { $lead }: Das Kaufdatum { $date } ist vorbei. **Gewonnen**, **Verloren** oder ein neues Datum (**Bearbeiten**)?
reminder-answered = ☑️ { $lead }: { $stage } von { $who }, Antwortzeit { $after }.
reminder-released = ↩️ { $who } hat { $lead } { $when } ans Team zurückgegeben.
reminder-closed = ☑️ { $lead }: { $stage }, eingetragen von { $who } { $when }.
reminder-expired = ⌛ { $lead } ist { $when } unbeantwortet abgelaufen.
reminder-new-date = ☑️ { $lead }: neues Kaufdatum { $date }.
reminder-is-nudge = { $hours }-Stunden-Erinnerung an { $lead }
reminder-is-nudge-minutes = { $minutes }-Minuten-Erinnerung an { $lead }
reminder-is-warning = { $before } vor Ablauf von { $lead }
reminder-is-overdue = Kaufdatum { $date } von { $lead }
reminder-is-overdue-again = Kaufdatum { $date } von { $lead }, { $times }-mal gefragt
reminder-superseded = { $which } · abgelöst durch eine spätere Erinnerung
reminder-erased = 🧽 { $lead } ist gelöscht. Es bleibt nichts zu tun.
button-snooze-1 = Für mich bis morgen pausieren
button-snooze-3 = Für mich 3 Tage pausieren
button-snooze-all-1 = Für alle bis morgen pausieren
button-snooze-all-3 = Für alle 3 Tage pausieren
reminder-snoozed = 🔕 Von { $who } fürs Team pausiert bis { $until }.

## Many leads at once, and the weekly digest

burst = 🔔 { $who } { $leads ->
    [one] 1 neuer Lead: { $first }. Seine Karte ist hier, ohne eigenen Ping.
   *[other] { $leads } neue Leads auf einmal, von { $first } bis { $last }. Ihre Karten sind hier, ohne eigene Pings.
}
burst-from = Viele auf einmal, seit { $first }

round-up = ⏰ { $who } { $count ->
    [one] Ein Lead wartet auf Antwort.
   *[other] { $count } Leads warten auf Antwort.
}
round-up-deals = 📅 { $who } { $count ->
    [one] Bei einem Deal ist das Kaufdatum vorbei: **Gewonnen**, **Verloren** oder ein neues Datum?
   *[other] Bei { $count } Deals ist das Kaufdatum vorbei: **Gewonnen**, **Verloren** oder ein neues Datum?
}
round-up-done = ☑️ { $count ->
    [one] Der Lead dieser Erinnerung ist erledigt.
   *[other] Alle { $count } Leads dieser Erinnerung sind erledigt.
}
round-up-nudge = 🔥 { $lead }: Eingang { $since }
round-up-nudge-passed = ⌛ { $lead }: Eingang { $since }; das Zeitfenster von { $hours } Std. ist vorbei
round-up-warning = ⏳ { $lead } läuft { $until } ab
round-up-overdue = 📅 { $lead }: Kaufdatum { $date } ist vorbei ({ $who })
round-up-superseded = 🔁 { $lead }: abgelöst durch eine spätere Erinnerung
round-up-superseded-all = 🔁 Abgelöst durch spätere Erinnerungen.
round-up-more = … und noch { $count } in `/leads`
round-up-marker = Erinnerungen vom { $day }, { $time }

digest-title = 📋 Letzte Woche, und was diese Woche ansteht
expired-one = ⌛ { $lead } ist unbeantwortet abgelaufen.
expired-many = ⌛ { $count } Leads sind unbeantwortet abgelaufen:
expired-more = … und noch { $count }: `/leads stage:Expired` zeigt alle.
expired-marker = Abgelaufen am { $day }, { $time }

digest-arrived = 📥 Eingegangen letzte Woche: { $count }.
digest-overdue = 📅 { $count ->
    [one] Bei einem Deal ist das Kaufdatum vorbei: gewonnen, verloren oder ein neues Datum?
   *[other] Bei { $count } Deals ist das Kaufdatum vorbei: gewonnen, verloren oder ein neues Datum?
}
digest-more = … und noch { $count }
digest-declined = Abgelehnt letzte Woche: { $count }.
digest-expired = ⌛ Unbeantwortet abgelaufen letzte Woche: { $count }.
digest-open = Offen: { $waiting } ohne Antwort, { $accepted } in Arbeit.
digest-expiring = { $count ->
    [one] Einer läuft innerhalb einer Woche ab:
   *[other] { $count } laufen innerhalb einer Woche ab:
}
digest-won = 🏆 Gewonnen letzte Woche: { $count } ({ $value }).
digest-lost = Verloren letzte Woche: { $count } ({ $value }).
