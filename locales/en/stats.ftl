## `/stats`

stats-title = 📊 { $period ->
    [week] Last 7 days
    [month] Last 30 days
    [quarter] Last 90 days
    [year] Last 12 months
   *[all] All time
}
stats-nothing = No leads arrived in this time.

stats-received = **Received** { $number }{ $trend }
stats-answered = **Answered** { $share }{ $time ->
    [none] {""}
   *[other] {" "}· median { $time }
}
stats-won = **Won** { $share }{ $value ->
    [none] {""}
   *[other] {" "}· { $value }
}
stats-expired = **Expired unanswered** { $share }{ $value ->
    [none] {""}
   *[other] {" "}· { $value } missed
}
stats-open = **Open now** { $waiting ->
    [one] 1 waits for an answer
   *[other] { $waiting } wait for an answer
}, { $working } in work

stats-trend-more = {" "}({ $difference } more than before)
stats-trend-fewer = {" "}({ $difference } fewer than before)
stats-trend-same = {" "}(as many as before)

stats-change-faster = You answer faster: { $now } instead of { $before }.
stats-change-slower = You answer more slowly: { $now } instead of { $before }.
stats-change-expired-more = More leads expired unanswered: { $now } instead of { $before }.
stats-change-expired-fewer = Fewer leads expired unanswered: { $now } instead of { $before }.
stats-change-won-more = You won more: { $now } instead of { $before }.
stats-change-won-fewer = You won less: { $now } instead of { $before }.
stats-change-none = Nothing much has changed since the period before.

stats-share-of = { $part } of { $whole }
stats-percent = { $percent } % ({ $part } of { $whole })

stats-medians = Median deal { $deals }{ $time ->
    [none] {""}
   *[other] {" "}· { $time } from arrival to win
}

stats-by-kind = By kind
stats-by-source = By source
stats-by-country = By country
stats-by-member = By member
stats-by-member-own = Your own leads
stats-group = **{ $group }** { $received } received, { $accepted } accepted, { $won } won{ $time ->
    [none] {""}
   *[other] {" "}· answered in { $time }
}
stats-group-more = { $count ->
    [one] … and 1 more
   *[other] … and { $count } more
}
stats-group-no-country = No country

stats-kind-customer_inquiry = Customer inquiries
stats-kind-marketing_qualified = Qualified by marketing
stats-kind-sales_qualified = Qualified by sales

stats-select-period = Period
stats-period-week = Last 7 days
stats-period-month = Last 30 days
stats-period-quarter = Last 90 days
stats-period-year = Last 12 months
stats-period-all = All time
stats-select-by = Break down by
stats-breakdown-none = No breakdown
stats-breakdown-kind = By kind
stats-breakdown-source = By source
stats-breakdown-country = By country
stats-breakdown-member = By member
stats-select-chart = Chart
stats-chart-funnel = Chart: from received to won
stats-chart-speed = Chart: how fast you answer
stats-chart-weeks = Chart: won and lost by week
stats-chart-reasons = Chart: reasons
stats-chart-sources = Chart: sources
stats-chart-none = No chart

stats-chart-title-funnel = From received to won
stats-chart-title-speed = Days until the first answer
stats-chart-title-weeks = Won and lost by week
stats-chart-title-reasons = Why leads were declined or lost
stats-chart-title-sources = Where leads came from
stats-chart-received = Received
stats-chart-answered = Answered
stats-chart-accepted = Accepted
stats-chart-won = Won
stats-chart-lost = Lost

button-share = Share in channel
stats-shared = 📣 { $who } shared the team’s figures.
stats-share-where = Open `/stats` in { $channel } to share it there.
