## `/stats`

stats-title = 📊 { $period ->
    [week] Letzte 7 Tage
    [month] Letzte 30 Tage
    [quarter] Letzte 90 Tage
    [year] Letzte 12 Monate
   *[all] Gesamter Zeitraum
}
stats-nothing = In diesem Zeitraum kamen keine Leads.

stats-received = **Eingegangen** { $number }{ $trend }
stats-answered = **Beantwortet** { $share }{ $time ->
    [none] {""}
   *[other] {" "}· Median { $time }
}
stats-won = **Gewonnen** { $share }{ $value ->
    [none] {""}
   *[other] {" "}· { $value }
}
stats-expired = **Unbeantwortet abgelaufen** { $share }{ $value ->
    [none] {""}
   *[other] {" "}· { $value } entgangen
}
stats-open = **Jetzt offen** { $waiting ->
    [one] 1 wartet auf Antwort
   *[other] { $waiting } warten auf Antwort
}, { $working } in Arbeit

stats-trend-more = {" "}({ $difference } mehr als zuvor)
stats-trend-fewer = {" "}({ $difference } weniger als zuvor)
stats-trend-same = {" "}(so viele wie zuvor)

stats-change-faster = Ihr antwortet schneller: { $now } statt { $before }.
stats-change-slower = Ihr antwortet langsamer: { $now } statt { $before }.
stats-change-expired-more = Mehr Leads sind unbeantwortet abgelaufen: { $now } statt { $before }.
stats-change-expired-fewer = Weniger Leads sind unbeantwortet abgelaufen: { $now } statt { $before }.
stats-change-won-more = Ihr habt mehr gewonnen: { $now } statt { $before }.
stats-change-won-fewer = Ihr habt weniger gewonnen: { $now } statt { $before }.
stats-change-none = Gegenüber dem Zeitraum davor hat sich wenig geändert.

stats-share-of = { $part } von { $whole }
stats-percent = { $percent } % ({ $part } von { $whole })

stats-medians = Median der Deals { $deals }{ $time ->
    [none] {""}
   *[other] {" "}· { $time } vom Eingang bis zum Abschluss
}

stats-by-kind = Nach Art
stats-by-source = Nach Quelle
stats-by-country = Nach Land
stats-by-member = Nach Mitglied
stats-by-member-own = Deine eigenen Leads
stats-group = **{ $group }** { $received } eingegangen, { $accepted } angenommen, { $won } gewonnen{ $time ->
    [none] {""}
   *[other] {" "}· Antwortzeit { $time }
}
stats-group-more = { $count ->
    [one] … und 1 weitere Zeile
   *[other] … und { $count } weitere Zeilen
}
stats-group-no-country = Ohne Land

stats-kind-customer_inquiry = Kundenanfragen
stats-kind-marketing_qualified = Vom Marketing qualifiziert
stats-kind-sales_qualified = Vom Vertrieb qualifiziert

stats-select-period = Zeitraum
stats-period-week = Letzte 7 Tage
stats-period-month = Letzte 30 Tage
stats-period-quarter = Letzte 90 Tage
stats-period-year = Letzte 12 Monate
stats-period-all = Gesamter Zeitraum
stats-select-by = Aufschlüsseln
stats-breakdown-none = Nicht aufschlüsseln
stats-breakdown-kind = Nach Art
stats-breakdown-source = Nach Quelle
stats-breakdown-country = Nach Land
stats-breakdown-member = Nach Mitglied
stats-select-chart = Diagramm
stats-chart-funnel = Diagramm: vom Eingang zum Abschluss
stats-chart-speed = Diagramm: wie schnell ihr antwortet
stats-chart-weeks = Diagramm: gewonnen, verloren je Woche
stats-chart-reasons = Diagramm: Gründe
stats-chart-sources = Diagramm: Quellen
stats-chart-none = Kein Diagramm

stats-chart-title-funnel = Vom Eingang zum Abschluss
stats-chart-title-speed = Tage bis zur ersten Antwort
stats-chart-title-weeks = Gewonnen und verloren je Woche
stats-chart-title-reasons = Warum Leads abgelehnt wurden oder verloren gingen
stats-chart-title-sources = Woher Leads kamen
stats-chart-received = Eingegangen
stats-chart-answered = Beantwortet
stats-chart-accepted = Angenommen
stats-chart-won = Gewonnen
stats-chart-lost = Verloren

button-share = Im Kanal teilen
stats-shared = 📣 { $who } hat die Zahlen des Teams geteilt.
stats-share-where = Öffne `/stats` in { $channel }, um sie dort zu teilen.
