## Mails to customers and senders. What stands in { } is filled in; a team may write its own instead (/notices edit).

notice-greeting = Hello { $name },
notice-greeting-nobody = Hello,
notice-our-reference = Reference: { $reference }

notice-declined_customer-subject = Your request to { $team }
notice-declined_customer-body =
    { $greeting }

    thank you for asking { $team } on { $received }. We cannot take your request on, so please choose another partner for it.

    We are sorry that we cannot help this time, and wish you every success.

    { $team }
notice-expired_sender-subject = { $lead } for { $company }: not answered in time
notice-expired_sender-body =
    { $greeting }

    the lead for { $company } that you passed to { $team } on { $received } has expired: it was not answered in time. Please give it to another partner if the customer still needs one.

    Reference: { $reference }

    { $team }
notice-expired_customer-subject = Your request to { $team }
notice-expired_customer-body =
    { $greeting }

    thank you for asking { $team } on { $received }. We have not managed to answer in time, so please choose another partner if you still need one.

    We are sorry for the wait.

    { $team }

notice-some-company = your customer
notice-some-team = our team

## What members read of notices

notice-to-customer = the customer
notice-to-sender = the sender
notice-cause-accepted = accepted
notice-cause-declined = declined
notice-cause-expired = expired
notice-cause-won = won
notice-cause-lost = lost

notice-line-waiting-mail = ⏳ { $cause }: mail to { $who } goes out { $when }
notice-line-waiting-webhook = ⏳ { $cause }: webhook to { $who } goes out { $when }
notice-line-trying = 🔁 { $cause }: { $who } not reached yet ({ $tries ->
    [one] 1 try
   *[other] { $tries } tries
}), I go on trying
notice-line-sent-mail = ✉️ { $cause }: mail to { $who } sent { $when }
notice-line-sent-webhook = 📤 { $cause }: webhook to { $who } delivered { $when }
notice-line-failed = ⚠️ { $cause }: { $who } not told. { $why }
notice-line-by_hand = ✋ { $cause }: { $who } to be told by hand. { $why }
notice-line-told = ✅ { $cause }: { $by } told { $who } { $when }
notice-line-withheld = 🔕 { $cause }: { $who } is not told. { $why }
notice-line-dropped = ↩️ { $cause }: nobody was told. { $why }

notice-why-before = It happened before I could tell anybody.
notice-why-late = It could not go out for so long that it would come as a surprise now.
notice-why-no_smtp = No mail server is set up.
notice-why-do_not_contact = They do not want to be contacted.
notice-why-refused = Refused: { $detail }
notice-why-exhausted = Tried for three days, the last time: { $detail }
notice-why-gone = The receiver answered 410: it wants no more.
notice-why-private_address = The webhook's address lies inside our own network.
notice-why-no_address = There is no address.
notice-why-bad_text = The team's own text cannot be filled in: { $detail }
notice-why-undone = The change was taken back.
notice-why-erased = The data was erased.
notice-why-not_wanted = Whoever declined wanted it so.

decline-tells = ✉️ { $to } is asked to choose another partner. The mail goes out { $when }.
decline-tells-by-hand = ✋ I have no mail server, so somebody has to tell { $to } by hand to choose another partner. Managers get the text { $when }.
decline-tells-nobody-unknown = The customer left no mail address, so nobody tells them.
decline-tells-nobody-wish = 🔕 The customer does not want to be contacted, so nobody tells them.
decline-tells-nobody-reason = 🔕 The customer is not told, since the reason is “{ $reason }”.
decline-tells-nobody = 🔕 The customer is not told.
button-notice-tell = Tell the customer
button-notice-tell-not = Do not tell
notice-wanted-too-late = It is too late to change that.

notices-alert-title = 📭 Not told yet ({ $day })
notices-alert-intro = { $count ->
    [one] Somebody has to hear of a lead and could not be reached by me:
   *[other] { $count } people have to hear of a lead and could not be reached by me:
}
notices-alert-line = **{ $lead }** · { $line }
notices-alert-more = … and { $count } more.
notices-alert-before = Some of it happened before I could tell anybody. Have they been told by hand? I send nothing of it by myself.
notices-alert-done = ✅ All of it is dealt with.
button-notice-retry = Retry { $lead }
button-notice-told = Told by hand: { $lead }
button-notice-text = Text for { $lead }
button-notices-open = Open all
button-notice-retry-one = Retry
button-notice-told-one = Told them

notice-text-title = { $lead }: tell { $who } by hand
notice-text-to = To
notice-text-subject = Subject
notice-text-webhook = This one is a webhook; there is no text. Retry it, or tell the sender in your own way.
notice-retried = 🔁 { $lead }: I try again now.
notice-told = ✅ { $lead }: noted that you told { $who }.
notice-not-open = { $lead } is dealt with already: { $line }
notice-no-such = There is no such notice.

notices-open-none = ✅ Nobody waits to be told.
notices-open-title = Who still has to be told
notices-open-pick = Open one

notices-status = **Telling customers and senders**
notices-status-mail = ✉️ Mail goes out from { $from }.
notices-status-no-mail = ✋ No mail server is set (`SMTP_URL`, `MAIL_FROM`): managers get the texts to send by hand.
notices-status-capture = ✉️ Mail is shown here and sent to nobody.
notices-status-reply = Answers go to { $address }.
notices-status-no-reply = Answers go to where the mail comes from; `/notices settings reply_to:` changes that.
notices-status-expiry-on = Customers who wrote by themselves are told when their lead expires.
notices-status-expiry-off = Customers who wrote by themselves are not told when their lead expires.
notices-status-retention = What could not go out for { $days ->
    [one] 1 day
   *[other] { $days } days
} is not sent any more; I ask you then (default: 7).
notices-status-texts = Own texts: { $texts }
notices-status-no-texts = Own texts: none, mine are used.
notices-status-webhooks = Webhooks: { $sources }
notices-status-no-webhooks = Webhooks: none but those that leads bring with them.
notices-status-open = ⚠️ { $count ->
    [one] 1 person still has
   *[other] { $count } people still have
} to be told by hand: `/notices open`
notice-kind-declined_customer = declined, to the customer
notice-kind-expired_sender = expired, to the sender
notice-kind-expired_customer = expired, to the customer

form-notice-text = { $kind } ({ $lang })
input-notice-subject = Subject
input-notice-body = Text; { $name } and the others are filled in
input-notice-body-hint = An empty line begins a paragraph.
notice-text-saved = ✅ Saved. This is what they get (with an example lead):
notice-text-is-own = This is your team's own text (with an example lead):
notice-text-is-ours = This is my own text (with an example lead); `/notices edit` makes it yours:
notice-text-reset = ✅ My own text again:
notice-text-variables = Filled in: { $variables }
notice-text-try = `/notices test` sends it to you as a mail.
notice-tested = ✉️ Sent to { $to }. Look into your mailbox.
notice-test-failed = ⚠️ It could not be sent to { $to }: { $why }
notice-test-no-mail = ✋ No mail server is set, so I cannot send a test.

webhook-shown = 🔑 **{ $name }**: what becomes of its leads goes to { $url }, signed with this secret:
webhook-none = **{ $name }** has no webhook of its own; leads that bring a `reply_to` with them are told there, signed with this secret:
webhook-rotated = The new secret signs from now on; the old one signs along until { $until }.
webhook-off = **{ $name }** has no webhook any more.
webhook-how = Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`. See docs/WEBHOOKS.md.

history-notice-sent-mail = **Mail sent** to { $who }: { $cause }
history-notice-sent-webhook = **Webhook delivered** to { $who }: { $cause }
history-notice-told = **Told by hand**: { $who }, { $cause }
history-notice-failed = **Not told**: { $who }, { $cause }. { $why }
full-field-told = Told
digest-away = 🌴 Away: { $who }
digest-away-one = { $who } (back { $day })
digest-untold = 📭 { $count ->
    [one] 1 person still has
   *[other] { $count } people still have
} to be told by hand: `/notices open`

field-notice-subject = Subject
field-notice-text = Text
field-webhook = Webhook address
field-days = Days
wrong-template = It cannot be filled in: { $detail }. Only these are known: { "{{ greeting }}, {{ name }}, {{ company }}, {{ team }}, {{ lead }}, {{ received }}, {{ reason }}, {{ reference }}" }.
wrong-web-address = That is { $why }. A webhook goes to an https address outside our own network.
wrong-out-of-range = It has to be between { $least } and { $most }.
help-notices = `/notices show`, `/notices open` – who is told what, and who still has to be; `/notices edit`, `/notices preview`, `/notices test`, `/notices reset` – the texts; `/notices settings`, `/notices webhook` – the rest
