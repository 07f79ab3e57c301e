## Wörter, aus denen viele Texte bestehen

stage-received = eingegangen
stage-accepted = angenommen
stage-won = gewonnen
stage-lost = verloren
stage-declined = abgelehnt
stage-expired = abgelaufen

kind-customer_inquiry = Kundenanfrage
kind-marketing_qualified = Vom Marketing qualifiziert
kind-sales_qualified = Vom Vertrieb qualifiziert

sender-microsoft = Microsoft
sender-partner = Partner

actor-source = die Quelle
actor-clock = Leadbell
actor-operator = der Administrator

reason-not_our_product = Nicht unser Produkt oder Service
reason-outside_region = Außerhalb unserer Region
reason-customer_size = Kunde zu klein oder zu groß
reason-no_capacity = Derzeit keine Kapazität
reason-need_unclear = Bedarf unklar, keine Antwort auf Rückfragen
reason-duplicate = Duplikat
reason-spam = Spam oder nicht echt
reason-already_customer = Schon unser Kunde
reason-other = Sonstiges
reason-no_response = Kunde hat nicht geantwortet
reason-other_vendor = Anderen Anbieter gewählt
reason-no_budget = Kein Budget
reason-timeline_too_short = Zeitrahmen zu kurz

source-member = von Hand erfasst
source-import = Import
source-form = Anfrageformular
source-partner_center = Partner Center

span-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
span-hours = { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}
span-minutes = { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
}

day-1 = Montag
day-2 = Dienstag
day-3 = Mittwoch
day-4 = Donnerstag
day-5 = Freitag
day-6 = Samstag
day-7 = Sonntag
