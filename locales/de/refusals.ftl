## Was jemand nicht darf oder nicht kann: was Sache ist, und der nächste Schritt

refusal-not-a-member = Nur dieses Team arbeitet mit Leads. Bitte { $managers } um die Mitgliedsrolle.
refusal-not-a-member-no-role = Nur das Vertriebsteam arbeitet mit Leads. Bitte die Person, die diesen Server betreibt, um eine Rolle des Teams; `/setup` legt sie fest.
refusal-managers-only = Das darf nur { $managers }.
refusal-managers-only-no-role = Das dürfen nur Manager, und dieses Team hat noch keine Managerrolle. Wer den Server betreibt, legt sie mit `/setup` fest.
refusal-server-managers-only = Für `/setup` braucht es die Berechtigung „Server verwalten“. Frag jemanden, der sie hat.
refusal-not-your-deal = Diesen Deal hat { $owner }. Nur die zuständige Person, die Teamkontakte und Manager können ihn ändern oder abschließen.
refusal-not-your-deal-no-owner = Nur die zuständige Person, die Teamkontakte und Manager können diesen Deal ändern oder abschließen.
refusal-not-set-up = Dieser Server ist noch nicht eingerichtet. Jemand mit der Berechtigung „Server verwalten“ führt `/setup` aus.
refusal-no-such-lead-here = Dieser Lead steht nicht mehr in dieser Datenbank. `/lead show` schlägt beim Tippen Leads vor.
refusal-no-such-lead = Den Lead „{ $asked }“ gibt es in diesem Team nicht. `/lead show` schlägt beim Tippen Leads vor.
refusal-already-accepted = { $who } hat { $lead } { $when } angenommen.
refusal-already-won = { $lead } ist abgeschlossen: gewonnen, eingetragen von { $who } { $when }.
refusal-already-lost = { $lead } ist abgeschlossen: verloren, eingetragen von { $who } { $when }.
refusal-already-declined = { $lead } ist abgeschlossen: { $who } hat ihn { $when } abgelehnt.
refusal-already-expired = { $lead } ist abgeschlossen: { $when } unbeantwortet abgelaufen.
refusal-not-accepted = { $lead } ist noch nicht angenommen. Nimm ihn zuerst an.
refusal-not-due = { $lead } läuft noch nicht ab.
refusal-erased = Die personenbezogenen Daten von { $lead } sind gelöscht. Nur die Zahlen sind noch da.
refusal-contact-closed = { $lead } endete ohne Deal. Nur Manager sehen die Kontaktdaten.
refusal-nothing-to-undo = Bei { $lead } gibt es nichts rückgängig zu machen.
refusal-undo-not-yours = Das kann nur { $who } rückgängig machen.
refusal-is-away = { $who } ist bis { $until } abwesend. Wähle jemand anderen.
refusal-assigned-already = { $who } sieht sich { $lead } schon an. Du kannst trotzdem **Annehmen**, aber frag vorher.
refusal-accept-final = Zu spät zum Rückgängigmachen. Gib { $lead } stattdessen mit `/lead release` ans Team zurück.
refusal-undo-too-late = Zu spät zum Rückgängigmachen: { $lead } ist endgültig.
refusal-changed-meanwhile = { $who } hat { $lead } { $when } geändert, während dein Formular offen war. Noch ist nichts gespeichert:
refusal-changed-meanwhile-next = Öffne das Formular noch einmal: Es enthält deinen Text, und den anderen dort, wo du nichts geändert hast. Was du dann speicherst, gilt.
clash = **{ $field }**: { $theirs }, { $yours }
clash-theirs = jetzt steht dort „{ $text }“
clash-theirs-empty = das Feld ist jetzt leer
clash-yours = du hast „{ $text }“ geschrieben
clash-yours-empty = du hast es geleert
clash-yours-untouched = du hast nichts daran geändert
refusal-owns-it-already = { $lead } gehört schon { $owner }.
refusal-not-on-the-team = { $who } hat keine Rolle in diesem Team. Vergib zuerst die Mitgliedsrolle oder wähle jemanden, der sie hat.
refusal-a-bot = Das ist ein Bot. Wähle einen Menschen.
refusal-on-the-deal-already = { $who } ist schon an diesem Deal beteiligt.
refusal-too-many-contacts = Ein Deal kann { $max } Teamkontakte haben. Entferne zuerst einen.
refusal-no-such-contact = Dieser Teamkontakt von { $lead } wurde inzwischen entfernt. **Team** zeigt, wer noch da ist.
refusal-too-many-reasons = Eine Liste kann { $max } Gründe haben; mehr fassen die Menüs von Discord nicht. Entferne zuerst einen.
refusal-other-stays = „Sonstiges“ bleibt: Mit einer Notiz deckt es ab, was auf der Liste fehlt.
refusal-made-before = Diese Nachricht ist schon { $lead }. Öffne ihn mit `/lead show { $lead }`.
refusal-delivery-gone = Diese Zustellung ist nicht mehr da: Jemand hat einen Lead daraus gemacht, sie erneut geschickt oder verworfen, oder sie ist älter als 30 Tage. `/source rejected` zeigt, was noch da ist.
refusal-source-off = **{ $name }** ist ausgeschaltet. Schalte die Quelle mit `/source enable` ein.
refusal-my-own-message = Das ist meine eigene Nachricht. Wähle eine, die jemand anders geschrieben hat, oder nimm `/lead new`.
refusal-input = { $count ->
    [one] Eine Angabe stimmt noch nicht:
   *[other] { $count } Angaben stimmen noch nicht:
}
refusal-unknown-control = Dieser Button ist veraltet. Nimm die neueste Karte des Leads oder `/lead show`.
refusal-too-late = Discord hat diesen Klick zu spät zugestellt. Klick noch einmal.
refusal-typed = Damit nichts verloren geht, hier deine Eingabe:
incident = Bei mir ist etwas schiefgegangen. Geändert wurde nichts. Versuch es noch einmal; wenn es wieder passiert, gib diese Vorfallnummer an die Person weiter, die mich betreibt: **{ $id }**.
takes-long = Mein Speicher ist gerade langsam, noch ist das nicht gesichert. Sobald es so weit ist, sage ich es hier.

input-fault = **{ $field }**: Du hast „{ $typed }“ geschrieben. { $wrong }
input-fault-missing = **{ $field }** fehlt.
input-fault-empty = **{ $field }**: { $wrong }

wrong-missing = Fehlt.
wrong-missing-for-other = „Sonstiges“ braucht eine Notiz, damit das Team den Grund kennt.
wrong-contact-incomplete = Ein Teamkontakt braucht Name, Telefon und E-Mail: alle drei oder nichts davon.
wrong-not-positive = Muss größer als null sein.
wrong-too-long = Höchstens { $max } Zeichen.
wrong-unknown = Unbekannt. Wähle einen der Vorschläge.
wrong-malformed = Das kann so nicht stimmen.
wrong-malformed-email = Keine E-Mail-Adresse. Beispiel: anna@example.com.
wrong-malformed-phone = Keine Telefonnummer. Beispiel: +49 40 1234567.
wrong-malformed-hours = Schreib Stunden wie 24 48 72, Tage wie 3d 1d oder „off“.
wrong-malformed-span = Schreib ganze Stunden oder Tage, wie 48h oder 14d.
wrong-malformed-time = Beispiel: 9:00.
wrong-malformed-position = Gib den Platz auf der Liste an: 1 ist der erste.
wrong-company-or-name = Gib eine Firma oder einen Namen an.
wrong-several = Nur eine Angabe. Schreib die andere in ein eigenes Feld oder in die Notizen.
wrong-no-such-source = Keine Quelle heißt so. `/source list` zeigt alle.
wrong-everyone = Diese Rolle haben alle auf dem Server. Leg eine für dein Vertriebsteam an und wähle sie hier aus.
wrong-hot-not-before-expiry = So wäre ein Lead heiß, bis er abläuft. Mach das heiße Zeitfenster kürzer als die Antwortzeit.
wrong-warned-before-arrival = Die erste Ablaufwarnung käme gleichzeitig mit dem Lead. Kürze zuerst ihre Vorlaufzeit: `/reminders warnings`.
wrong-taken = Der Name ist vergeben.
wrong-no-such-format = Kein Format heißt so. Wähle eines der Formate, die beim Tippen erscheinen.

money-no-number = Darin steht keine Zahl. Beispiel: 12.500 EUR oder 12,5k €.
money-negative = Weniger als null geht nicht.
money-several-numbers = Mehr als eine Zahl. Gib einen Betrag an, so gut du ihn schätzen kannst.
money-several-currencies = Mehr als eine Währung. Gib eine an.
money-not-understood = „{ $written }“ verstehe ich nicht. Beispiel: 12.500 EUR oder 12,5k €.
money-ambiguous-currency = „{ $written }“ kann { $candidates } heißen. Nimm den Code aus drei Buchstaben.
money-ambiguous-number = { $small } oder { $large }? Schreib die Zahl ohne Tausendertrennzeichen.
money-malformed-number = „{ $written }“ kann ich nicht als Zahl lesen. Beispiel: 12.500 EUR oder 12,5k €.
money-too-many-decimals = { $currency } hat { $allowed ->
    [0] keine Nachkommastellen: Schreib eine ganze Zahl.
    [one] nur eine Nachkommastelle.
   *[other] nur { $allowed } Nachkommastellen.
}
money-too-large = Höchstens { $max }.

date-not-understood = „{ $written }“ kann ich nicht als Datum lesen. Beispiel: 2026-12-31, „in 6 Wochen“ oder „Ende Q2“.
date-ambiguous = { $first } oder { $second }? Schreib es wie 2026-12-31.
date-wrong-weekday = { $date } ist ein { $day }. Welchen Tag meinst du? Schreib ihn wie 2026-12-31.
date-no-such-day = Diesen Tag gibt es nicht. Schreib ihn wie 2026-12-31.
date-in-past = { $date } ist vorbei. Gib ein Datum ab heute an.
date-too-far = Zu weit in der Zukunft. { $latest } ist das späteste Datum.

hours-no-days = An welchen Tagen? Schreib es wie „Mo-Fr 9:00-18:00“ oder „immer“.
hours-no-times = Von wann bis wann? Schreib es wie „Mo-Fr 9:00-18:00“ oder „immer“.
hours-several-spans = Eine Zeitspanne für alle Tage: vom frühesten Beginn bis zum spätesten Ende. Schreib sie wie „Mo-Fr 9:00-18:00“.
hours-not-understood = „{ $written }“ verstehe ich nicht. Schreib es wie „Mo-Fr 9:00-18:00“ oder „immer“.
hours-ambiguous = „{ $first }“ oder „{ $second }“? Schreib es so, wie du es meinst.
