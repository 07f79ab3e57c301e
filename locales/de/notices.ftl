## Mails to customers and senders. What stands in { } is filled in; a team may write its own instead (/notices edit).

notice-greeting = Guten Tag { $name },
notice-greeting-nobody = Guten Tag,
notice-our-reference = Referenz: { $reference }

notice-declined_customer-subject = Ihre Anfrage an { $team }
notice-declined_customer-body =
    { $greeting }

    vielen Dank für Ihre Anfrage vom { $received } an { $team }. Wir können sie leider nicht übernehmen. Bitte wählen Sie dafür einen anderen Partner.

    Es tut uns leid, dass wir Ihnen diesmal nicht helfen können. Wir wünschen Ihnen viel Erfolg.

    { $team }
notice-expired_sender-subject = { $lead } für { $company }: nicht rechtzeitig beantwortet
notice-expired_sender-body =
    { $greeting }

    der Lead für { $company }, den Sie am { $received } an { $team } weitergegeben haben, ist abgelaufen: Er wurde nicht rechtzeitig beantwortet. Bitte geben Sie ihn an einen anderen Partner, falls noch Bedarf besteht.

    Referenz: { $reference }

    { $team }
notice-expired_customer-subject = Ihre Anfrage an { $team }
notice-expired_customer-body =
    { $greeting }

    vielen Dank für Ihre Anfrage vom { $received } an { $team }. Wir haben es nicht geschafft, Ihnen rechtzeitig zu antworten. Bitte wählen Sie einen anderen Partner, falls Sie noch einen brauchen.

    Es tut uns leid, dass Sie warten mussten.

    { $team }

notice-some-company = Ihren Kunden
notice-some-team = unser Team

## What members read of notices

notice-to-customer = den Kunden
notice-to-sender = den Absender
notice-cause-accepted = angenommen
notice-cause-declined = abgelehnt
notice-cause-expired = abgelaufen
notice-cause-won = gewonnen
notice-cause-lost = verloren

notice-line-waiting-mail = ⏳ { $cause }: Mail an { $who } geht { $when } raus
notice-line-waiting-webhook = ⏳ { $cause }: Webhook an { $who } geht { $when } raus
notice-line-trying = 🔁 { $cause }: { $who } noch nicht erreicht ({ $tries ->
    [one] 1 Versuch
   *[other] { $tries } Versuche
}), ich versuche es weiter
notice-line-sent-mail = ✉️ { $cause }: Mail an { $who } gesendet { $when }
notice-line-sent-webhook = 📤 { $cause }: Webhook an { $who } zugestellt { $when }
notice-line-failed = ⚠️ { $cause }: { $who } nicht benachrichtigt. { $why }
notice-line-by_hand = ✋ { $cause }: Bitte { $who } selbst benachrichtigen. { $why }
notice-line-told = ✅ { $cause }: { $by } hat { $who } { $when } benachrichtigt
notice-line-withheld = 🔕 { $cause }: Ich benachrichtige { $who } nicht. { $why }
notice-line-dropped = ↩️ { $cause }: niemanden benachrichtigt. { $why }

notice-why-before = Das geschah, bevor ich jemanden benachrichtigen konnte.
notice-why-late = Es blieb so lange liegen, dass es jetzt nur noch überraschen würde.
notice-why-no_smtp = Es ist kein Mailserver eingerichtet.
notice-why-do_not_contact = Kontakt ist nicht erwünscht.
notice-why-refused = Abgewiesen: { $detail }
notice-why-exhausted = Drei Tage lang versucht, zuletzt: { $detail }
notice-why-gone = Der Empfänger hat mit 410 geantwortet: Er will nichts mehr bekommen.
notice-why-private_address = Die Adresse des Webhooks liegt in unserem eigenen Netz.
notice-why-no_address = Es gibt keine Adresse.
notice-why-bad_text = Der eigene Text des Teams lässt sich nicht ausfüllen: { $detail }
notice-why-undone = Die Änderung wurde zurückgenommen.
notice-why-erased = Die Daten wurden gelöscht.
notice-why-not_wanted = So wurde es beim Ablehnen gewünscht.

decline-tells = ✉️ Ich bitte { $to }, einen anderen Partner zu wählen. Die Mail geht um { $when } raus.
decline-tells-by-hand = ✋ Ich habe keinen Mailserver, deshalb muss jemand { $to } selbst bitten, einen anderen Partner zu wählen. Manager bekommen den Text um { $when }.
decline-tells-nobody-unknown = Der Kunde hat keine E-Mail-Adresse hinterlassen und erfährt deshalb nichts.
decline-tells-nobody-wish = 🔕 Der Kunde möchte nicht kontaktiert werden und erfährt deshalb nichts.
decline-tells-nobody-reason = 🔕 Der Kunde erfährt nichts, weil der Grund „{ $reason }“ ist.
decline-tells-nobody = 🔕 Der Kunde erfährt nichts.
button-notice-tell = Kunden benachrichtigen
button-notice-tell-not = Nicht benachrichtigen
notice-wanted-too-late = Das lässt sich nicht mehr ändern.

notices-alert-title = 📭 Noch nicht benachrichtigt ({ $day })
notices-alert-intro = { $count ->
    [one] Jemand muss noch von einem Lead erfahren, und ich komme nicht durch:
   *[other] { $count } Personen müssen noch von einem Lead erfahren, und ich komme nicht durch:
}
notices-alert-line = **{ $lead }** · { $line }
notices-alert-more = … und noch { $count }.
notices-alert-before = Manches davon geschah, bevor ich jemanden benachrichtigen konnte. Hat das schon jemand von Hand getan? Von selbst sende ich davon nichts.
notices-alert-done = ✅ Alles davon ist erledigt.
button-notice-retry = { $lead } erneut versuchen
button-notice-told = Selbst benachrichtigt: { $lead }
button-notice-text = Text für { $lead }
button-notices-open = Alle öffnen
button-notice-retry-one = Erneut versuchen
button-notice-told-one = Selbst benachrichtigt

notice-text-title = { $lead }: { $who } selbst benachrichtigen
notice-text-to = An
notice-text-subject = Betreff
notice-text-webhook = Das ist ein Webhook, dafür gibt es keinen Text. Versuch es erneut, oder benachrichtige den Absender auf deinem Weg.
notice-retried = 🔁 { $lead }: Ich versuche es jetzt noch einmal.
notice-told = ✅ { $lead }: notiert, dass du { $who } benachrichtigt hast.
notice-not-open = { $lead } ist schon erledigt: { $line }
notice-no-such = Diese Benachrichtigung gibt es nicht.

notices-open-none = ✅ Niemand wartet auf eine Benachrichtigung.
notices-open-title = Wer noch zu benachrichtigen ist
notices-open-pick = Eine öffnen

notices-status = **Benachrichtigungen an Kunden und Absender**
notices-status-mail = ✉️ Mails gehen von { $from } aus.
notices-status-no-mail = ✋ Kein Mailserver eingestellt (`SMTP_URL`, `MAIL_FROM`): Manager bekommen die Texte und senden sie selbst.
notices-status-capture = ✉️ Mails werden hier angezeigt und an niemanden gesendet.
notices-status-reply = Antworten gehen an { $address }.
notices-status-no-reply = Antworten gehen dorthin, wo die Mail herkommt; `/notices settings reply_to:` ändert das.
notices-status-expiry-on = Kunden, die selbst geschrieben haben, erfahren, wenn ihr Lead abläuft.
notices-status-expiry-off = Kunden, die selbst geschrieben haben, erfahren nicht, wenn ihr Lead abläuft.
notices-status-retention = Was { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
} lang nicht rausgehen konnte, sende ich nicht mehr; ich frage euch dann (Standard: 7).
notices-status-texts = Eigene Texte: { $texts }
notices-status-no-texts = Eigene Texte: keine, ich nehme meine.
notices-status-webhooks = Webhooks: { $sources }
notices-status-no-webhooks = Webhooks: keine außer denen, die Leads selbst mitbringen.
notices-status-open = ⚠️ { $count ->
    [one] 1 Person ist
   *[other] { $count } Personen sind
} noch selbst zu benachrichtigen: `/notices open`
notice-kind-declined_customer = abgelehnt, an den Kunden
notice-kind-expired_sender = abgelaufen, an den Absender
notice-kind-expired_customer = abgelaufen, an den Kunden

form-notice-text = { $kind } ({ $lang })
input-notice-subject = Betreff
input-notice-body = Text; { $name } usw. fülle ich aus
input-notice-body-hint = Eine leere Zeile beginnt einen Absatz.
notice-text-saved = ✅ Gespeichert. Das kommt beim Empfänger an (mit einem Beispiel-Lead):
notice-text-is-own = Das ist der eigene Text deines Teams (mit einem Beispiel-Lead):
notice-text-is-ours = Das ist mein Text (mit einem Beispiel-Lead); mit `/notices edit` wird er zu deinem:
notice-text-reset = ✅ Wieder mein Text:
notice-text-variables = Ausgefüllt werden: { $variables }
notice-text-try = `/notices test` schickt ihn dir als Mail.
notice-tested = ✉️ Gesendet an { $to }. Sieh in dein Postfach.
notice-test-failed = ⚠️ Konnte nicht an { $to } senden: { $why }
notice-test-no-mail = ✋ Kein Mailserver eingestellt, ich kann keinen Test senden.

webhook-shown = 🔑 **{ $name }**: Was aus den Leads wird, geht an { $url }, signiert mit diesem Secret:
webhook-none = **{ $name }** hat keinen eigenen Webhook; Leads mit einem `reply_to` melde ich dorthin, signiert mit diesem Secret:
webhook-rotated = Ab jetzt signiert das neue Secret; das alte signiert noch bis { $until } mit.
webhook-off = **{ $name }** hat keinen Webhook mehr.
webhook-how = Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`. Siehe docs/WEBHOOKS.md.

history-notice-sent-mail = **Mail gesendet** an { $who }: { $cause }
history-notice-sent-webhook = **Webhook zugestellt** an { $who }: { $cause }
history-notice-told = **Von Hand mitgeteilt** an { $who }: { $cause }
history-notice-failed = **Nicht mitgeteilt** an { $who }: { $cause }. { $why }
full-field-told = Benachrichtigt
digest-away = 🌴 Abwesend: { $who }
digest-away-one = { $who } (zurück am { $day })
digest-untold = 📭 { $count ->
    [one] 1 Person ist
   *[other] { $count } Personen sind
} noch selbst zu benachrichtigen: `/notices open`

field-notice-subject = Betreff
field-notice-text = Text
field-webhook = Webhook-Adresse
field-days = Tage
wrong-template = Das lässt sich nicht ausfüllen: { $detail }. Nur diese Angaben gibt es: { "{{ greeting }}, {{ name }}, {{ company }}, {{ team }}, {{ lead }}, {{ received }}, {{ reason }}, {{ reference }}" }.
wrong-web-address = Das ist { $why }. Ein Webhook geht an eine https-Adresse außerhalb unseres eigenen Netzes.
wrong-out-of-range = Muss zwischen { $least } und { $most } liegen.
help-notices = `/notices show`, `/notices open` – wer was erfährt, und wer noch zu benachrichtigen ist; `/notices edit`, `/notices preview`, `/notices test`, `/notices reset` – die Texte; `/notices settings`, `/notices webhook` – der Rest
