## The card of a lead

card-ping = 🔔 { $role } New lead
card-ping-hot = 🔥 { $role } New hot lead
card-ping-hot-passed = ⌛ { $role } Hot lead, still waiting
card-title = { $lead } · { $customer }
card-title-erased = { $lead } · erased
card-kind = { $kind }
card-kind-sent = { $kind } · sent by { $sender }
card-test = 🧪 TEST LEAD · not counted
card-informational = ℹ️ For information: no answer is expected.
card-hot = 🔥 **The customer asks to be contacted directly.** Doing it quickly raises the chance to win the deal; the best time ends { $until }.
card-hot-passed = ⌛ **The { $hours }-hour window has passed.** The customer asked to be contacted directly; contact them still if you are interested.
card-do-not-contact = 🚫 **Do not contact.** The customer does not want to be contacted.
card-erased = The personal data of this lead has been erased.
card-cut = The full text: `/lead show { $lead }`

card-field-answer-by = Answer by
card-answer-by = { $when } ({ $left })
card-field-country = Country
card-field-size = Company size
card-field-industry = Industry
card-field-budget = Budget
card-field-solutions = Solutions
card-field-sender = Sender
card-field-campaign = Campaign
card-field-owner = Owner
card-field-value = Estimated value
card-field-final-value = Won for
card-field-purchase-date = Expected purchase
card-field-deal = Deal
card-field-notes = Notes
card-field-crm-id = CRM id
card-field-team = Team contacts
card-field-made-of = Made of
card-made-of = [a message]({ $url }) in { $channel }
card-field-earlier = Seen before
card-earlier-person = Same person as { $lead } ({ $outcome }, { $when })
card-earlier-company = Same company as { $lead } ({ $outcome }, { $when })
card-earlier-reason = { $outcome }: { $reason }

card-stage-received = Waiting for an answer
card-stage-accepted = ✅ Accepted by { $who } { $when }
card-stage-won = 🏆 Won by { $who } { $when }
card-stage-lost = Marked lost by { $who } { $when }: { $reason }
card-stage-declined = Declined by { $who } { $when }: { $reason }
card-stage-expired = ⌛ Expired { $when }: nobody answered in time
card-footer = { $lead } · { $source }

button-accept = Accept
button-decline = Decline
button-contact = Contact
button-favorite = ♥ { $count }
button-edit = Edit
button-team = Team
button-won = Won
button-lost = Lost
button-details = Add CRM id, campaign, team contact
button-undo = Undo
button-erase = Erase for good
button-erase-not = Leave it
button-reopen = Open the form again
button-add-contact = Add a team contact
button-change = Change
button-remove = Remove
button-back = Back

## A deal was handed over

handover = 🤝 { $to }, { $by } handed the deal of { $lead } to you. Its card is above: **Edit** opens it, **Team** shows who works on it.

## Words to whoever set the team up

word-this-server = your server
word-channel-gone = 📭 The channel where I post leads on **{ $team }** is gone, so new leads wait with me. Nothing is lost: choose another channel with `/setup channel:` and I post what has come in.
word-not-allowed = 🔒 On **{ $team }** I may not post in <#{ $channel }> any more, so new leads wait with me. Please give me View Channel, Send Messages, Embed Links, Attach Files and Read Message History there, then run `/setup` once.
word-refused = ⚠️ On **{ $team }** Discord refuses to show { $lead } as I draw it, so its card is not up to date. Everything else goes on. Discord said: { $why }

## Reminders: replies to a card

reminder-nudge = 🔥 { $who } { $lead } came in { $since } and waits for an answer. The customer asks to be contacted directly, best before { $until }.
reminder-nudge-passed = ⌛ { $who } { $lead } came in { $since } and waits for an answer: its { $hours }-hour window has passed. The customer asked to be contacted directly; contact them still if you are interested.
reminder-warning = ⏳ { $who } { $lead } expires { $until }, and nobody has answered it yet.
reminder-overdue-left = 📅 { $who } { $lead } was expected to be bought by { $date }, and its owner { $owner } is no longer on this server. Hand it over with `/lead assign lead:{ $number }`, or say how it ended: **Won** or **Lost**.
reminder-overdue = 📅 { $who } { $lead } was expected to be bought by { $date }. Is it **Won** or **Lost**, or is there a new date (**Edit**)?
reminder-answered = ☑️ { $lead } was answered by { $who } after { $after }: { $stage }.
reminder-closed = ☑️ { $lead } is closed: { $who } marked it { $stage } { $when }.
reminder-expired = ⌛ { $lead } expired { $when }: nobody answered in time.
reminder-new-date = ☑️ { $lead } is now expected to be bought by { $date }.
reminder-is-nudge = { $hours }-hour reminder of { $lead }
reminder-is-nudge-minutes = { $minutes }-minute reminder of { $lead }
reminder-is-warning = { $before } before the deadline of { $lead }
reminder-is-overdue = purchase date { $date } of { $lead }
reminder-is-overdue-again = purchase date { $date } of { $lead }, asked { $times } times
reminder-superseded = { $which } · a later reminder took over
reminder-erased = 🧽 { $lead } was erased. Nothing is left to be done.
button-snooze-1 = Snooze for me until tomorrow
button-snooze-3 = Snooze for me for 3 days
button-snooze-all-1 = Snooze for everybody until tomorrow
button-snooze-all-3 = Snooze for everybody for 3 days
reminder-snoozed = 🔕 No reminder to the team until { $until }, says { $who }.

## Many leads at once, and the weekly digest

burst = 🔔 { $who } { $leads ->
    [one] 1 new lead: { $first }. Its card is here, without a ping of its own.
   *[other] { $leads } new leads at once, from { $first } to { $last }. Their cards are here, without a ping each.
}
burst-from = Many at once, since { $first }

round-up = ⏰ { $who } { $count ->
    [one] One lead is waiting for an answer.
   *[other] { $count } leads are waiting for an answer.
}
round-up-deals = 📅 { $who } { $count ->
    [one] One deal is past its purchase date: **Won**, **Lost**, or a new date?
   *[other] { $count } deals are past their purchase dates: **Won**, **Lost**, or a new date?
}
round-up-done = ☑️ { $count ->
    [one] The lead of this reminder has been seen to.
   *[other] All { $count } leads of this reminder have been seen to.
}
round-up-nudge = 🔥 { $lead } came in { $since }
round-up-nudge-passed = ⌛ { $lead } came in { $since }: its { $hours }-hour window has passed
round-up-warning = ⏳ { $lead } expires { $until }
round-up-overdue = 📅 { $lead } was expected to be bought by { $date } ({ $who })
round-up-superseded = 🔁 { $lead }: a later reminder took over
round-up-superseded-all = 🔁 Later reminders took over.
round-up-more = … and { $count } more: `/leads` shows them all.
round-up-marker = Reminders of { $day }, { $time }

digest-title = 📋 Leads in the week of { $day }
expired-one = ⌛ { $lead } expired unanswered.
expired-many = ⌛ { $count } leads expired unanswered:
expired-more = … and { $count } more: `/leads stage:Expired` shows them all.
expired-marker = Expired on { $day }, { $time }

digest-arrived = 📥 Arrived last week: { $count }.
digest-overdue = 📅 { $count ->
    [one] One deal is past its purchase date: won, lost, or a new date?
   *[other] { $count } deals are past their purchase dates: won, lost, or a new date?
}
digest-more = … and { $count } more
digest-declined = Declined last week: { $count }.
digest-expired = ⌛ Expired unanswered last week: { $count }.
digest-open = Open: { $waiting } waiting for an answer, { $accepted } being worked on.
digest-expiring = { $count ->
    [one] One expires within a week:
   *[other] { $count } expire within a week:
}
digest-won = 🏆 Won last week: { $count } ({ $value }).
digest-lost = Lost last week: { $count } ({ $value }).
