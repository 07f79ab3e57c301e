## Answers to buttons, forms and commands

accepted = ✅ { $lead } gehört dir: **{ $deal }**, { $value }, erwartet { $date }.
accepted-next = Als Nächstes: Melde dich beim Kunden. Später trägst du auf der Karte **Gewonnen** oder **Verloren** ein.
accepted-next-quiet = Kontaktiere diesen Kunden nicht. Trag **Gewonnen** oder **Verloren** ein, sobald du es weißt.
declined = { $lead } abgelehnt: { $reason }.
won = 🏆 { $lead } gewonnen für { $value }. Stark!
lost = { $lead } als verloren eingetragen: { $reason }.
saved-deal = Gespeichert. { $lead }: **{ $deal }**, { $value }, erwartet { $date }.
saved = Gespeichert. Die Karte von { $lead } ist auf dem neuesten Stand.
undo-until = Du kannst das noch { $span } lang rückgängig machen.
look-yours = 👀 Du siehst dir { $lead } an. Ich erinnere zuerst dich daran. **Annehmen**, **Ablehnen** oder mit `/lead release` zurückgeben.
look-others = 👀 { $who } soll sich { $lead } ansehen und wird zuerst daran erinnert.
released = ↩️ { $lead } ist wieder beim Team. Antwort bis { $until }.
released-open = ↩️ { $lead } ist wieder beim Team.
undone-received = ↩️ Rückgängig gemacht. { $lead } wartet wieder auf Antwort.
undone-accepted = ↩️ Rückgängig gemacht. { $lead } ist wieder ein offener Deal.
favorited = ♥ { $lead } ist in deinen Favoriten.
unfavorited = { $lead } ist nicht mehr in deinen Favoriten.

reasons-decline = Warum Leads abgelehnt werden
reasons-lost = Warum Deals verloren gehen
erase-ask = 🧽 Personenbezogene Daten von { $lead } ({ $customer }) löschen? Firma, Person, E-Mail, Telefon, freier Text, Name des Deals und Notizen verschwinden aus Karte, Erinnerungen, Suche, Verlauf und Dateien. Nummer, Phase, Zeitpunkte, Land, Wert und Grund bleiben für die Zahlen. Das lässt sich nicht rückgängig machen. Nachrichten, die Mitglieder selbst geschrieben haben, bleiben in Discord.
erased = 🧽 Personenbezogene Daten von { $lead } gelöscht. Die Karte folgt gleich.
erase-left = Nichts gelöscht. { $lead } bleibt, wie er ist.
contact-title = Kontakt zu { $lead }
contact-none = Dieser Lead kam ohne Kontaktdaten.
contact-company = Firma
contact-name = Name
contact-job = Position
contact-email = E-Mail
contact-phone = Telefon
contact-place = Ort
contact-sender = Absender
contact-written = Im Text der Anfrage
contact-recorded = Dass du das ansiehst, wird protokolliert.
contact-do-not = 🚫 Dieser Kunde möchte nicht kontaktiert werden.

team-title = Teamkontakte von { $lead }
team-owner = Zuständig: { $owner }
team-none = Noch keine Teamkontakte an diesem Deal. Wen du hier hinzufügst, kann daran arbeiten wie die zuständige Person.
team-guest = ⚠️ { $who } ist am Deal beteiligt, hat aber keine Rolle in diesem Team und sieht keine Leads. Vergib die Mitgliedsrolle, falls das anders sein soll.
assigned = 🤝 { $lead } gehört jetzt { $owner }. Unter der Karte habe ich Bescheid gegeben.
assigned-to-you = 🤝 { $lead } gehört jetzt dir.

setup-done = ✅ Gespeichert. Die Einstellungen deines Teams:
setup-now = Die Einstellungen deines Teams:
setup-channel = Leads kommen in { $channel }.
setup-no-channel = ⚠️ Noch kein Kanal. Wähle einen mit `/setup channel:`.
setup-managers = Manager: { $role }
setup-no-managers = ⚠️ Noch keine Managerrolle. Wähle eine mit `/setup manager_role:`. Manager dürfen alles, auch Quellen anbinden.
setup-members = Mitglieder: { $role }
setup-no-members = ⚠️ Noch keine Mitgliedsrolle. Wähle eine mit `/setup member_role:`. Mitglieder nehmen Leads an und lehnen sie ab.
setup-locale = Zeitzone { $zone }, Währung { $currency }, Sprache { $language }.
setup-threads = Jeder angenommene Lead bekommt einen eigenen Thread.
setup-missing = ⚠️ Mir fehlen Berechtigungen in { $channel }: **{ $permissions }**. Erteile sie in den Kanaleinstellungen und führe dann `/setup` noch einmal aus.
setup-lost-managers = ⚠️ Die Managerrolle wurde gelöscht. Wähle eine andere mit `/setup manager_role:`.
setup-lost-members = ⚠️ Die Mitgliedsrolle wurde gelöscht, deshalb erreichen neue Leads niemanden, der sie annehmen kann. Wähle eine andere mit `/setup member_role:`.
setup-open = ⚠️ Alle auf diesem Server können { $channel } lesen, und damit eure Leads. Nimm in den Kanaleinstellungen @everyone die Berechtigung **Kanal ansehen** und gib sie euren beiden Rollen.
setup-silent-role = ⚠️ Wenn ich { $role } erwähne, bekommt niemand eine Benachrichtigung. Schalte in den Einstellungen der Rolle *Jedem erlauben, diese Rolle zu @erwähnen* ein, oder gib mir die Berechtigung, alle Rollen zu erwähnen.
setup-unchecked = ⚠️ Konnte nicht prüfen, ob ich in { $channel } posten darf. Führe `/setup` in einer Minute noch einmal aus, oder schick einen Testlead: `/source test`.
setup-unseen = ⚠️ Ich sehe { $channel } nicht. Gib mir dort „Kanal ansehen“ und führe dann `/setup` noch einmal aus.
setup-wrong-channel = ⚠️ { $channel } ist kein Textkanal. Wähle einen Textkanal.
setup-next = Als Nächstes: Binde deine Website oder dein CRM mit `/source add` an.

source-none = Noch keine Quellen. Füge eine mit `/source add name:` hinzu.
source-title = Quellen
source-line = **{ $name }** · { $kept ->
    [0] noch keine Leads
    [one] 1 Lead
   *[other] { $kept } Leads
}{ $rejected ->
    [0] {""}
   *[other] , { $rejected } abgewiesen
} · { $state }
source-never-used = nie benutzt
source-last-used = zuletzt benutzt { $when }
source-off-since = { $used } · ⛔ ausgeschaltet { $when }
source-is-off = ⛔ **{ $name }** ist ausgeschaltet. Neue Zustellungen werden abgewiesen; ihre Leads bleiben. `/source enable` schaltet sie mit demselben Schlüssel wieder ein.
source-was-off = **{ $name }** ist schon ausgeschaltet, und zwar { $when }.
source-is-on-again = **{ $name }** ist wieder eingeschaltet, mit demselben Schlüssel.
source-was-on = **{ $name }** ist schon eingeschaltet.
source-tested = 🧪 Funktioniert (HTTP { $status }). Testlead { $lead } kommt in { $channel }. Er pingt niemanden an und zählt nirgends; lehne ihn ab, wenn du ihn gesehen hast.
source-tested-no-channel = 🧪 Funktioniert (HTTP { $status }). Testlead { $lead } wartet: Wähle mit `/setup` einen Kanal.
source-test-refused = ⚠️ Der Testlead wurde abgewiesen (HTTP { $status }): { $why }
source-kind-by-hand = von Hand

lead-new-done = { $lead } erfasst: **{ $customer }**. Die Karte kommt in { $channel }.
lead-new-no-channel = { $lead } erfasst: **{ $customer }**. Er wartet: Wähle mit `/setup` einen Kanal.

help-in-channel = {" "}in { $channel }
help-title = Was ich für dich tun kann
help-outsider = Ich bringe dem Vertriebsteam dieses Servers neue Leads. Du gehörst noch nicht zum Team, deshalb habe ich für dich nur `/help`.
help-intro = Leads kommen als Karten{ $channel }. Drück **Annehmen**, um einen zu übernehmen, **Ablehnen**, wenn er nichts für uns ist, **♥**, um ihn im Blick zu behalten. Was ich auf die Befehle unten antworte, siehst nur du.
help-leads = **Leads**
    `/leads tab:Mine` – deine Deals und die Leads, die du dir ansiehst, Dringendes zuerst
    `/leads` – die Listen, mit Suche und deinen Favoriten
    `/stats` – wie viele kamen, wie schnell ihr geantwortet habt, was ihr gewonnen habt
    `/lead show` – alles über einen Lead; `/lead history` – was mit ihm geschah
    `/lead accept`, `/lead decline`, `/lead favorite` – dasselbe wie die Buttons der Karte
    `/lead new` – einen Lead von Hand erfassen, oder im Menü einer Nachricht → Apps → `Make a lead`
help-deals = **Deine Deals**
    `/away` – keine Fragen, bis du zurück bist; jemand vertritt dich
    `/deal edit` – Name, Wert, Kaufdatum, Notizen
    `/deal team` – wer noch daran arbeitet; `/lead assign` – übergeben, oder sagen, dass du dir einen Lead ansiehst; `/lead release` – ans Team zurückgeben
    `/deal won`, `/deal lost` – abschließen; { $undo } lang kannst du das zurücknehmen
help-manager = **Als Manager** darfst du jeden Deal ändern und abschließen, und außerdem:
    `/source add` – ein Schlüssel, mit dem eine Website oder ein CRM Leads sendet; `/source list` – alle Quellen, und was über sie kam
    `/source rotate` – ein neuer Schlüssel; `/source disable`, `/source enable` – aus und ein; `/source test` – ein Testlead
    `/source rejected` – was ankam und nicht zu verstehen war: Ursache beheben, erneut senden oder einen Lead daraus machen
    `/reasons list`, `/reasons add`, `/reasons rename`, `/reasons remove`, `/reasons order` – warum Leads abgelehnt werden und Deals verloren gehen
    `/reminders show`, `/reminders nudges`, `/reminders warnings`, `/reminders overdue`, `/reminders digest` – wann ich wen erinnere
    `/settings` – Antwortzeit, heißes Zeitfenster, Rückgängig, viele Leads auf einmal und die übrigen Zahlen des Teams
    `/lead erase` – die personenbezogenen Daten eines Leads endgültig löschen
help-setup = **Wenn du den Server verwaltest**
    `/setup` – Kanal, Rollen, Zeitzone, Währung, Sprache, Threads, Arbeitszeiten
help-again = `/help` zeigt das wieder.

## Snooze

snoozed-team = 🔕 Keine Erinnerungen an { $lead } fürs Team bis { $until }.
snoozed-you = 🔕 Keine Erinnerung an { $lead } für dich bis { $until }.
snoozed-none-left = Das war die letzte.
snoozed-back = Drück denselben Button noch einmal, um das zurückzunehmen.
unsnoozed = 🔔 { $lead }: Erinnerungen kommen wieder.
snoozed-deadline = Er läuft trotzdem { $when } ab.

setup-working-hours = Erinnerungen kommen während der Arbeitszeit: { $hours }, Zeitzone { $zone }.
setup-working-always = Erinnerungen kommen zu jeder Uhrzeit. Grenze sie mit `/setup working_hours:` ein.

reminders-title = **Woran ich dein Team erinnere**
reminders-nudges = 🔥 Heiße Leads ohne Antwort: { $hours } nach Eingang.
reminders-no-nudges = 🔥 Heiße Leads ohne Antwort: keine Erinnerung.
reminders-warnings = ⏳ Leads kurz vor dem Ablauf: { $hours } vorher.
reminders-no-warnings = ⏳ Leads kurz vor dem Ablauf: keine Warnung.
reminders-and = { $first } und { $last }
reminders-overdue = 📅 Kaufdatum vorbei: Am nächsten Morgen frage ich, wer zuständig ist.
reminders-no-overdue = 📅 Kaufdatum vorbei: Ich frage nicht nach.
reminders-digest = 📋 Wochenübersicht: { $day } um { $time } Uhr.
reminders-no-digest = 📋 Wochenübersicht: keine.

settings-title = ⚙️ **Einstellungen.** So änderst du eine: `/settings answer_time:7d`
settings-saved = ✅ Gespeichert. Die Einstellungen jetzt:
settings-kept = Nichts geändert. Die Einstellungen:
settings-group-leads = **Leads**
settings-group-noise = **Nachrichten im Kanal**
settings-group-deals = **Deals**
settings-group-card = **Auf der Karte**
settings-line = - { $name }: **{ $value }** (Standard: { $default })
settings-line-default = - { $name }: { $value } (Standard)
settings-elsewhere = -# Anderswo: `/reminders` wann ich wen erinnere · `/notices` was Kunden und Absender erfahren · `/reasons` · `/setup` Kanal, Rollen, Zeitzone
settings-latest = **Letzte Änderungen**
settings-latest-line = -# { $what }, { $who } { $when }
settings-difference = { $name }: { $before } → { $after }
settings-nothing-new = So ist es schon eingestellt.
settings-ask = Das ändern?
settings-effect-answer = Die neue Antwortzeit gilt für neue Leads. Leads, die schon da sind, behalten ihre Frist.
settings-effect-hot = Das gilt auch für Leads, die schon da sind: Karten und Erinnerungen ziehen nach.
settings-effect-undo = Mails und Webhooks warten, bis sich eine Antwort nicht mehr rückgängig machen lässt.
button-settings-save = Speichern
button-settings-keep = So lassen
setting-answer = Zeit für die Antwort auf einen Lead
setting-hot = Ein heißer Lead bleibt heiß
setting-undo = Rückgängig möglich innerhalb von
setting-burst = Leads mit eigenem Ping
setting-within = … innerhalb von
setting-overdue = Wieder fragen, wenn das Kaufdatum vorbei ist
setting-threads = Ein Thread für jeden angenommenen Lead
setting-expiry = Melden, wenn ein Lead abgelaufen ist
setting-size = Größe und Branche der Firma
setting-money = Budget des Kunden
setting-contacts = Ansprechpartner im Team
setting-on = ein
setting-off = aus

away-now = 🌴 **Wer abwesend ist**
away-left = 🌴 Notiert. Bis du zurück bist, wirst du nicht gebeten, dir Leads anzusehen; das endet von selbst oder mit `/away back:True`.
away-back = Willkommen zurück.
away-handed-on = { $count ->
    [one] 1 Lead, den du dir angesehen hast, ist weitergegeben.
   *[other] { $count } Leads, die du dir angesehen hast, sind weitergegeben.
}
away-line = - { $who }, zurück am { $until }
away-line-cover = - { $who }, zurück am { $until }; Vertretung: { $cover }
away-nobody = Niemand ist abwesend.
