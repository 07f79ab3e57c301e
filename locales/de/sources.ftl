# Sources: connecting what people already have.
source-added = 🔑 **{ $name }** ist bereit. Kopier den Schlüssel jetzt, er erscheint nur einmal:
source-added-for = 🔌 **{ $name }** ist bereit für { $product }. Kopier diese Angaben jetzt, sie erscheinen nur einmal:
source-added-how = So sendest du Leads an `{ $url }`:
source-added-signed = Ein Dienst, der seine Webhooks signiert (Standard Webhooks), braucht keinen Schlüssel: Lass ihn an `{ $url }` senden, mit dem Secret ||`{ $secret }`||, das auch nur jetzt erscheint.
source-added-lost = Schlüssel verloren oder nach außen gelangt? `/source rotate` macht einen neuen.
source-address = **Adresse:** `{ $url }`
source-secret = **Secret:** ||`{ $secret }`||
source-waiting = ⏳ Wartet auf die erste Zustellung. Sobald sie da ist, steht es hier; nach 15 Minuten zeigt es `/source list`.
source-connected = ✅ **Verbunden**: erste Zustellung { $when }.
source-rotated = 🔑 **{ $name }** hat einen neuen Schlüssel. Der alte gilt nicht mehr. Kopier den neuen jetzt, er erscheint nur einmal:
source-rotated-overlap = 🔑 **{ $name }** hat einen neuen Schlüssel. Der alte gilt noch bis { $until }. Kopier den neuen jetzt, er erscheint nur einmal:

# Where to paste them: two lines each.
source-paste-form = Trag die Adresse als Webhook-URL deines Formulars ein, oder in einem Schritt „Webhook“, „HTTP request“ oder „POST“ von Zapier, Make oder n8n.
    Sende die Felder, wie sie sind, als JSON oder als Formular. Sicherer wird es mit dem Secret im Header `X-Leadbell-Secret`.
source-paste-marketplace = Im Partner Center: dein Angebot → **Offer setup** → **Customer leads** → Connect → **HTTPS endpoint**, dort die Adresse einfügen.
    Drück **Validate**: Microsoft sendet einen Testlead, und seine Karte erscheint.
source-paste-google_ads = In Google Ads: Lead-Formular → **Export leads** → **Webhook integration**. Füg die Adresse als **Webhook URL** und das Secret als **Key** ein.
    Drück **Send test data**: Die Karte eines Testleads erscheint.
source-paste-typeform = In Typeform: dein Formular → **Connect** → **Webhooks** → Add a webhook, dort die Adresse einfügen. Schalte ihn ein.
    Bearbeite ihn, füg das Secret unter **Secret** ein und speichere; dann **Send test request**.
source-paste-hubspot = In HubSpot: **Automation** → Workflows → Aktion **Send a webhook**, Methode POST, dort die Adresse einfügen.
    Für signierte Anfragen wähle **Include request signature** und gib mir das Client Secret der App: `/source rotate secret:`.
source-paste-tally = In Tally: dein Formular → **Integrations** → **Webhooks** → Connect, dort die Adresse als Endpoint-URL einfügen.
    Füg unter **Signing secret** das Secret ein.
source-paste-jotform = In Jotform: dein Formular → **Settings** → **Integrations** → **Webhooks**, dort die Adresse einfügen.
    Drück **Complete Integration** und schick das Formular dann einmal selbst ab.
source-paste-webflow = In Webflow: **Site settings** → **Apps & integrations** → **Webhooks** → Add webhook, Auslöser **Form submission**, dort die Adresse einfügen.
    Wo Webflow ein Secret dafür anzeigt, gib es mir: `/source rotate secret:`.
source-paste-calendly = Calendly nimmt Webhooks über seine API entgegen: Leg ein Abonnement von `invitee.created` an, mit der Adresse als `url`
    und dem Secret als `signing_key` (developer.calendly.com, „Create Webhook Subscription“).
source-paste-cal_com = In Cal.com: **Settings** → **Developer** → **Webhooks** → New, dort die Adresse als Subscriber URL einfügen. Auslöser: Booking created.
    Füg das Secret unter **Secret** ein, dann **Ping test**.
source-paste-elementor = In Elementor: dein Formular-Widget → **Actions After Submit** → **Webhook** hinzufügen, dort die Adresse als Webhook URL einfügen.
    Schalte **Advanced Data** ein, damit die Beschriftungen mitkommen; dann schick das Formular einmal selbst ab.
source-paste-cf7 = In WordPress: Installiere ein Webhook-Add-on für Contact Form 7; dein Formular → Tab **Webhook**, dort die Adresse einfügen.
    Speichere und schick das Formular dann einmal selbst ab.
source-paste-other = Füg die Adresse dort ein, wo das Produkt nach einer Webhook-URL fragt.
    Wo es nach einem Secret fragt, füg das Secret ein.

# What could not be understood.
rejected-none = In den letzten 30 Tagen wurde nichts abgewiesen: Aus allem, was ankam, wurde ein Lead.
rejected-title = Nicht verstanden: { $count ->
    [one] 1 Zustellung
   *[other] { $count } Zustellungen
}
rejected-line = **{ $at } · { $source }** – { $when }
    { $reason }
rejected-kept = 30 Tage aufbewahrt, die neuesten 1.000. Mach einen Lead aus dem, was einer ist; versuch die anderen erneut, wenn die Ursache behoben ist.
rejected-one = **{ $source }** – { $when } · { $kind } · { $size } KB
    Grund: { $reason }
rejected-masked = Was ausgefüllt war, maskiert:
rejected-unreadable = Das lässt sich nicht in Felder zerlegen. **Alles zeigen** zeigt es, wie es kam.
rejected-no-body = Das war zu groß, und nichts davon ist aufbewahrt.
rejected-still = ⚠️ Noch immer nicht verstanden: { $reason }
rejected-replayed = ✅ Angenommen: { $lead }.
rejected-replayed-many = ✅ Angenommen. Was davon noch immer nicht zu verstehen war, bleibt in `/source rejected`.
rejected-refused-again = ⚠️ Wieder abgewiesen (HTTP { $status }): { $reason }
rejected-drop-ask = Diese Zustellung von **{ $source }** endgültig verwerfen? Niemand kann sie zurückholen.
rejected-dropped = 🗑️ Eine Zustellung von **{ $source }** verworfen.
rejected-exported = Alle abgewiesenen Zustellungen, je eine Zeile JSON. Sie enthalten personenbezogene Daten: Bewahre sie so sorgfältig auf wie die Leads selbst.
button-rejected-see = { $at } ansehen
button-rejected-all = Alles zeigen
button-rejected-make = Lead anlegen
button-rejected-replay = Erneut versuchen
button-rejected-drop = Verwerfen
button-rejected-drop-sure = Endgültig verwerfen
button-rejected-export = Alle exportieren

# The inquiry form.
form-closed = Das Anfrageformular ist geschlossen. Öffne es mit `/source form open:True`; wer seine Adresse bekommt, entscheidest nur du.
form-open = 📝 Das Anfrageformular ist offen: { $url }
    Verlinke es auf deiner Website. Was Kunden dort senden, kommt an wie jeder andere Lead.
form-no-frame = Andere Seiten dürfen es nicht in einem Frame zeigen. `/source form embed:True` erlaubt das und gibt dir den Code dafür.
form-frame = Um es in einer deiner Seiten zu zeigen, füg dort das ein:
