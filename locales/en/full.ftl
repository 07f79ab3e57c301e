## The full view of a lead, and its history

full-footer = { $lead } · { $source }
full-attached = 📎 Full texts attached.
full-field-received = Received
full-field-answered = First answered
full-field-deal-campaign = Campaign of the deal
full-field-language = Customer's language
full-field-external-id = Id at the source

show-card = Card
show-thread = Thread
show-need = Need
show-reason-notes = Notes on the reason
button-favorite-not = ♡ { $count }
button-history = History
button-newer = ◀ Newer
button-older = Older ▶

history-title = History of { $lead }
history-footer = Page { $page } of { $pages }, newest first
history-transition = { $what } ({ $before } → { $after })
history-by = { $who } · { $when } · { $via }
history-by-nobody = { $when } · { $via }
history-change = - { $field }: { $from } → { $to }
history-nothing = (empty)

history-received = **Received**
history-accepted = **Accepted**
history-declined = **Declined**: { $reason }
history-expired = **Expired** unanswered
history-won = **Won**
history-won-for = **Won** for { $value }
history-lost = **Lost**: { $reason }
history-assigned-look = **Asked to look**: { $to }
history-passed-back = **Passed back**: { $from } is not looking at it any more
history-released = **Given back to the team**
history-undone = **Undone**
history-edited = **Deal changed**
history-contact-added = **Team contact added**: { $name }
history-contact-edited = **Team contact changed**: { $name }
history-contact-removed = **Team contact removed**: { $name }
history-assigned = **Handed over** from { $from } to { $to }
history-assigned-first = **Handed over** to { $to }
history-favorited = **♥** given
history-unfavorited = **♥** taken back
history-contact-seen = **Contact data viewed**
history-snoozed = **Snoozed** for themselves until { $until }
history-snoozed-team = **Snoozed** for the team until { $until }
history-unsnoozed = **Reminders back on**
history-reminded = **Reminder posted**: { $which }
history-reminder-nudge = { $after } after the lead arrived
history-reminder-warning = { $before } before the deadline
history-reminder-overdue = purchase date { $date } had passed
history-erased = **Personal data erased**

via-card = button
via-command = command
via-intake = source
via-import = import
via-timer = automatically
