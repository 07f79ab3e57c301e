## Forms. Titles have 45 characters, labels 45, placeholders 100.

form-new = Neuer Lead
form-accept = { $lead } annehmen
form-edit = Deal von { $lead } bearbeiten
form-details = Mehr zu { $lead }
form-decline = { $lead } ablehnen
form-won = { $lead } als gewonnen eintragen
form-lost = { $lead } als verloren eintragen
form-contact = Teamkontakt für { $lead }
form-contact-edit = Teamkontakt von { $lead } ändern

input-company = Firma
input-company-hint = Firma oder Name, eins davon genügt
input-customer-name = Name des Kunden
input-need = Was braucht der Kunde?
input-deal-name = Name des Deals
input-value = Geschätzter Wert
input-value-hint = 12.500 EUR, 12,5k € oder 12 500 (in { $currency })
input-purchase-date = Voraussichtliches Kaufdatum
input-purchase-date-hint = 2026-12-31, in 6 Wochen, Ende Q2
input-notes = Was sucht der Kunde?
input-crm-id = CRM-ID (nur als Verweis)
input-campaign-id = ID der Marketingkampagne
input-contact-name = Teamkontakt: Name
input-contact-phone = Teamkontakt: Telefon
input-contact-email = Teamkontakt: E-Mail
input-contact-hint = Alle drei ausfüllen oder keins
input-name = Name
input-phone = Telefon
input-email = E-Mail
input-reason-notes = Notizen
input-reason-notes-hint = Was dein Team wissen sollte
input-reason-notes-other = Notizen (nötig bei „Sonstiges“)
input-final-value = Endgültiger Wert (optional)
input-final-value-hint = Leer lassen, wenn es bei { $value } bleibt

## What fields are called in answers

field-deal-name = Name des Deals
field-value = Geschätzter Wert
field-purchase-date = Voraussichtliches Kaufdatum
field-final-value = Endgültiger Wert
field-notes = Notizen
field-reason = Grund
field-crm-id = CRM-ID
field-campaign-id = Kampagnen-ID
field-contact-name = Name des Teamkontakts
field-phone = Telefon
field-email = E-Mail
field-company = Firma
field-name = Name
field-need = Bedarf
field-country = Land
field-currency = Währung
field-time-zone = Zeitzone
field-language = Sprache
field-working-hours = Arbeitszeiten
field-hours = Stunden
field-answer-time = Antwortzeit
field-hot-window = Heißes Zeitfenster
field-setting = Einstellung
field-until = Zurück am
field-time = Uhrzeit
field-channel = Kanal
field-role = Rolle
field-position = Platz
field-source = Quelle
field-secret = Secret
field-format = Format
field-search = Suche

## Selects

select-decline-ask = Warum lehnst du { $lead } ab? Deine Notizen bleiben im Team.
select-lost-ask = Warum ging { $lead } verloren?
select-reason = Grund wählen
select-pick-member = Discord-Mitglied zum Deal hinzufügen
select-pick-contact = Teamkontakt ändern oder entfernen
form-release = { $lead } zurückgeben
input-release-why = Warum gibst du ihn zurück?
select-open-round-up = Lead öffnen, um zu antworten oder zu pausieren
select-hand-over = Deal übergeben an …
