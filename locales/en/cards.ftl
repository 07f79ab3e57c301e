## The card of a lead

card-ping = 🔔 { $role } New lead
card-ping-hot = 🔥 { $role } New hot lead
card-ping-hot-passed = ⌛ { $role } Hot lead, still waiting
card-title = { $lead } · { $customer }
card-title-erased = { $lead } · erased
card-kind = { $kind }
card-kind-sent = { $kind } · sent by { $sender }
card-test = 🧪 TEST LEAD · not counted
card-informational = ℹ️ For information only. No answer needed.
card-hot = 🔥 **Wants direct contact.** Reach out by { $until } for the best odds.
card-hot-passed = ⌛ **The { $hours }-hour window has passed.** They asked for direct contact: reach out if you are still interested.
card-hot-accepted = 🔥 **Wants direct contact.**
card-do-not-contact = 🚫 **Do not contact.** The customer has asked not to be contacted.
card-erased = Personal data erased.

# A press on the card of a lead that the database has lost with an older copy.
lost-lead = { $lead } is not in this database any more: it arrived after the backup that was restored. A manager can recreate it from this card: **Make a lead** in the message’s menu, under Apps.
lost-lead-manager = { $lead } is not in this database any more: it arrived after the backup that was restored. Recreate it from what the card shows, then ask the source for mail and phone.
button-make-again = Make it a lead again

card-cut = Full text: `/lead show { $lead }`

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
card-field-made-of = From
card-made-of = [a message]({ $url }) in { $channel }
card-field-earlier = Seen before
card-earlier-person = Same person as { $lead } ({ $outcome }, { $when })
card-earlier-company = Same company as { $lead } ({ $outcome }, { $when })
card-earlier-reason = { $outcome }: { $reason }

card-stage-received = Waiting for an answer
card-stage-accepted = ✅ Accepted by { $who } { $when }
card-assigned = 👀 { $who } is looking at it { $when }
card-released = ↩️ **Given back** by { $who } { $when }: { $why }
card-released-erased = ↩️ **Given back** by { $who } { $when }.
card-stage-won = 🏆 Won by { $who } { $when }
card-stage-lost = Lost, marked by { $who } { $when }: { $reason }
card-stage-declined = Declined by { $who } { $when }: { $reason }
card-stage-expired = ⌛ Expired { $when }. Nobody answered in time.
card-footer = { $lead } · { $source }

button-accept = Accept
button-decline = Decline
button-contact = Contact
button-favorite = ♥ { $count }
button-edit = Edit
button-team = Team
button-won = Won
button-lost = Lost
button-details = Add CRM id, campaign, contact
button-undo = Undo
button-look = I look at it
button-pass-back = Pass it back
button-release = Give back
button-erase = Erase for good
button-erase-not = Keep it
button-reopen = Reopen the form
button-add-contact = Add team contact
button-change = Change
button-remove = Remove
button-back = Back

## A deal was handed over

assigned-to-look = 👀 { $to }, { $by } asks you to look at { $lead }. The card is above: **Accept**, **Decline**, or pass it back with `/lead release`.
handover = 🤝 { $to }, { $by } handed you the deal of { $lead }. The card is above: **Edit** to update it, **Team** to see who is on it.

## Words to whoever set the team up

word-this-server = your server
word-channel-gone = 📭 The leads channel on **{ $team }** is gone. New leads are safe and waiting. Pick another channel with `/setup channel:` and I will post them.
word-not-allowed = 🔒 I can no longer post in <#{ $channel }> on **{ $team }**. New leads are safe and waiting. Give me View Channel, Send Messages, Embed Links, Attach Files and Read Message History there, then run `/setup`.
word-refused = ⚠️ Discord rejects the card of { $lead } on **{ $team }**, so it is out of date. Everything else works. Discord says: { $why }

## Reminders: replies to a card

reminder-nudge = 🔥 { $who } { $lead } still needs an answer. It came in { $since } and wants direct contact: reach out by { $until }.
reminder-nudge-passed = ⌛ { $who } { $lead } still needs an answer. It came in { $since }; the { $hours }-hour window has passed. Reach out if you are still interested.
reminder-warning = ⏳ { $who } { $lead } expires { $until }. Accept or decline it.
reminder-overdue-left = 📅 { $who } { $lead }: purchase date { $date } passed, and its owner { $owner } has left the server. Hand it over with `/lead assign lead:{ $number }`, or close it: **Won** or **Lost**.
reminder-overdue = 📅 { $who } { $lead }: purchase date { $date } passed. **Won**, **Lost**, or a new date (**Edit**)?
reminder-answered = ☑️ { $lead }: { $stage } by { $who } after { $after }.
reminder-released = ↩️ { $lead } was given back to the team by { $who } { $when }.
reminder-closed = ☑️ { $lead }: { $stage }, marked by { $who } { $when }.
reminder-expired = ⌛ { $lead } expired unanswered { $when }.
reminder-new-date = ☑️ { $lead }: new purchase date { $date }.
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
reminder-snoozed = 🔕 Snoozed for the team until { $until } by { $who }.

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
round-up-nudge-passed = ⌛ { $lead } came in { $since }; the { $hours }-hour window has passed
round-up-warning = ⏳ { $lead } expires { $until }
round-up-overdue = 📅 { $lead }: purchase date { $date } passed ({ $who })
round-up-superseded = 🔁 { $lead }: a later reminder took over
round-up-superseded-all = 🔁 Later reminders took over.
round-up-more = … and { $count } more in `/leads`
round-up-marker = Reminders of { $day }, { $time }

digest-title = 📋 Last week, and what is due this week
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
