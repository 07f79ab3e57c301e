## The full view of a lead, and its history

full-footer = { $lead } · { $source }
full-attached = 📎 Die ganzen Texte hängen an.
full-field-received = Eingegangen
full-field-answered = Erste Antwort
full-field-deal-campaign = Kampagne des Deals
full-field-language = Sprache des Kunden
full-field-external-id = ID bei der Quelle

show-card = Karte
show-thread = Thread
show-need = Bedarf
show-reason-notes = Notizen zum Grund
button-favorite-not = ♡ { $count }
button-history = Verlauf
button-newer = ◀ Neuere
button-older = Ältere ▶

history-title = Verlauf von { $lead }
history-footer = Seite { $page } von { $pages }, Neuestes zuerst
history-transition = { $what } ({ $before } → { $after })
history-by = { $who } · { $when } · { $via }
history-by-nobody = { $when } · { $via }
history-change = - { $field }: { $from } → { $to }
history-nothing = (leer)

history-received = **Eingegangen**
history-accepted = **Angenommen**
history-declined = **Abgelehnt**: { $reason }
history-expired = Unbeantwortet **abgelaufen**
history-won = **Gewonnen**
history-won-for = **Gewonnen** für { $value }
history-lost = **Verloren**: { $reason }
history-assigned-look = **Um einen Blick gebeten**: { $to }
history-passed-back = **Abgegeben**: { $from } sieht ihn sich nicht mehr an
history-released = **Ans Team zurückgegeben**
history-undone = **Rückgängig gemacht**
history-edited = **Deal geändert**
history-contact-added = **Teamkontakt hinzugefügt**: { $name }
history-contact-edited = **Teamkontakt geändert**: { $name }
history-contact-removed = **Teamkontakt entfernt**: { $name }
history-assigned = **Übergeben** von { $from } an { $to }
history-assigned-first = **Übergeben** an { $to }
history-favorited = **♥** vergeben
history-unfavorited = **♥** zurückgenommen
history-contact-seen = **Kontaktdaten angesehen**
history-snoozed = **Für sich pausiert** bis { $until }
history-snoozed-team = **Fürs Team pausiert** bis { $until }
history-unsnoozed = **Erinnerungen wieder an**
history-reminded = **Erinnerung gepostet**: { $which }
history-reminder-nudge = { $after } nach Eingang
history-reminder-warning = { $before } vor Ablauf
history-reminder-overdue = Kaufdatum { $date } war vorbei
history-erased = **Personenbezogene Daten gelöscht**

via-card = Button
via-command = Befehl
via-intake = Quelle
via-import = Import
via-timer = automatisch
