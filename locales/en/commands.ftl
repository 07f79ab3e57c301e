## Answers to buttons, forms and commands

accepted = ✅ { $lead } is yours: **{ $deal }**, { $value }, expected { $date }.
accepted-next = Contact the customer, then mark the deal **Won** or **Lost** on its card.
accepted-next-quiet = The customer does not want to be contacted. Mark the deal **Won** or **Lost** on its card once you know.
declined = { $lead } is declined: { $reason }.
won = 🏆 { $lead } is won for { $value }. Well done!
lost = { $lead } is marked lost: { $reason }.
saved = The deal of { $lead } is saved. Its card shows it.
undo-until = You can take this back until { $until }.
undone-received = ↩️ Taken back: { $lead } waits for an answer again.
undone-accepted = ↩️ Taken back: { $lead } is an open deal again.
favorited = ♥ { $lead } is one of your favorites.
unfavorited = { $lead } is no longer one of your favorites.

reasons-decline = Why leads are declined
reasons-lost = Why deals are lost
erase-ask = 🧽 Erase the personal data of { $lead } ({ $customer })? Company, person, mail, phone, everything that was written about them and the deal's name and notes go from the card, the reminders, the search, the history and my files. Number, stage, times, country, value and reason stay for the figures. There is no way back. What members wrote in Discord themselves I cannot erase.
erased = 🧽 The personal data of { $lead } is erased. Its card follows in a moment.
erase-left = { $lead } is left as it is.
contact-title = Contact of { $lead }
contact-none = Nobody gave contact data for this lead.
contact-company = Company
contact-name = Name
contact-job = Job title
contact-email = E-mail
contact-phone = Phone
contact-place = Place
contact-sender = Sender
contact-recorded = That you looked is in the lead's history.
contact-do-not = 🚫 The customer does not want to be contacted.

team-title = Team contacts of { $lead }
team-owner = Owner: { $owner }
team-none = Nobody else is on this deal yet. A colleague whom you pick among the members may work on it here, as the owner may.
team-guest = ⚠️ { $who } is on the deal now but has no role of this team, so they cannot see or press anything of it. Give them the member role if they should.
assigned = 🤝 The deal of { $lead } is { $owner }'s now. I tell them below its card.
assigned-to-you = 🤝 The deal of { $lead } is yours now.

setup-done = ✅ Saved. This is how the team is set up now:
setup-now = This is how the team is set up:
setup-channel = Leads are posted in { $channel }.
setup-no-channel = ⚠️ No channel yet: choose one with `/setup channel:`.
setup-managers = Managers: { $role }
setup-no-managers = ⚠️ No manager role yet: choose one with `/setup manager_role:`. Managers make intake keys and can do everything.
setup-members = Members: { $role }
setup-no-members = ⚠️ No member role yet: choose one with `/setup member_role:`. Members accept and decline leads.
setup-locale = Time zone { $zone }, currency { $currency }, language { $language }.
setup-threads = Each accepted lead gets a thread for talk about it.
setup-missing = ⚠️ In { $channel } I still need: **{ $permissions }**. Give me these in the channel's settings, then run `/setup` again.
setup-silent-role = ⚠️ I can name { $role } but not notify anybody in it. Tick *Allow anyone to @mention this role* in the role's settings, or give me Mention Everyone.
setup-unchecked = ⚠️ Discord did not tell me whether I may post in { $channel }. Run `/setup` again in a minute, or send a test lead: `/source test`.
setup-unseen = ⚠️ I cannot see { $channel }. Give me View Channel there, then run `/setup` again.
setup-wrong-channel = ⚠️ { $channel } is not a text channel. Choose one that is.
setup-next = Next: `/source add` makes a key with which your website or CRM sends me leads.

source-added = 🔑 The source **{ $name }** is ready. This is its key, shown only now:
source-added-how = Send leads like this (`{ $url }` is where I listen):
source-added-signed = A service that signs its webhooks (Standard Webhooks) needs no key: let it send to `{ $url }` with the secret ||`{ $secret }`||, also shown only now.
source-added-lost = If the key is lost or gets into wrong hands, `/source rotate` makes another one.
source-rotated = 🔑 **{ $name }** has a new key since { $when }; the old one no longer works. Here is the new one, shown only now:
source-none = There is no source yet. `/source add name:` makes one.
source-title = Sources
source-line = **{ $name }** · { $kept ->
    [0] no leads yet
    [one] 1 lead
   *[other] { $kept } leads
}{ $rejected ->
    [0] {""}
   *[other] , { $rejected } rejected
} · { $state }
source-never-used = never used
source-last-used = last used { $when }
source-off-since = { $used } · ⛔ off since { $when }
source-is-off = ⛔ **{ $name }** is off: what it sends is refused from now on. Its leads stay. `/source enable` switches it on again, with the same key.
source-was-off = **{ $name }** is off already, since { $when }.
source-is-on-again = **{ $name }** is on again, with the key it had.
source-was-on = **{ $name }** is on already.
source-tested = 🧪 It works: the source would have been told that the lead is kept (HTTP { $status }). { $lead } is in, marked as a test. Its card is on the way to { $channel }. It pings nobody and counts nowhere; decline it when you have seen it.
source-tested-no-channel = 🧪 It works: the source would have been told that the lead is kept (HTTP { $status }). { $lead } is in, marked as a test. Its card waits until `/setup` has a channel.
source-test-refused = ⚠️ The test lead was refused (HTTP { $status }): { $why }
source-kind-by-hand = by hand

lead-new-done = { $lead } is in: **{ $customer }**. Its card is on the way to { $channel }.
lead-new-no-channel = { $lead } is in: **{ $customer }**. Its card waits until `/setup` has a channel.

help-in-channel = {" "}in { $channel }
help-title = What I do for you
help-outsider = I bring sales leads to this server's sales team. You are not part of the team, so `/help` is all I can do for you yet.
help-intro = Leads arrive as cards{ $channel }. Press **Accept** to take one, **Decline** if it is not for us, **♥** to keep an eye on it. What I answer to the commands below, only you see.
help-leads = **Leads**
    `/leads` – the lists, with search and your favorites
    `/lead show` – everything about one lead; `/lead history` – what happened to it
    `/lead accept`, `/lead decline`, `/lead favorite` – what the buttons of its card do
    `/lead new` – enter a lead by hand, or open a message's menu → Apps → `Make a lead`
help-deals = **Your deals**
    `/deal edit` – name, value, purchase date, notes
    `/deal team` – colleagues on the deal; `/lead assign` – hand it over
    `/deal won`, `/deal lost` – close it; for { $undo } you can take that back
help-manager = **As a manager** you may change and close every deal, and besides:
    `/source add` – a key with which a website or a CRM sends leads; `/source list` – every source and what came through it
    `/source rotate` – another key; `/source disable`, `/source enable` – off and on; `/source test` – a test lead
    `/reasons list`, `/reasons add`, `/reasons rename`, `/reasons remove`, `/reasons order` – why leads are declined and deals lost
    `/reminders show`, `/reminders nudges`, `/reminders warnings`, `/reminders overdue`, `/reminders digest` – when I remind whom
    `/lead erase` – wipe a lead's personal data for good
help-setup = **As somebody who manages the server**
    `/setup` – channel, roles, time zone, currency, language, threads, working hours
help-again = `/help` shows this again.

## Snooze

snoozed-team = 🔕 The team gets no reminder of { $lead } until { $until }.
snoozed-you = 🔕 I do not remind you of { $lead } until { $until }. The team's reminders go on: only a manager can silence those.
snoozed-none-left = There is none left after that.
snoozed-deadline = It still expires { $when }.

setup-working-hours = Reminders come within working hours: { $hours }, { $zone } time.
setup-working-always = Reminders come at any hour; `/setup working_hours:` changes that.

reminders-title = **What this team is reminded of**
reminders-nudges = 🔥 Hot leads without an answer: { $hours } hours after they arrive.
reminders-no-nudges = 🔥 Hot leads without an answer: no nudges.
reminders-warnings = ⏳ Leads about to expire: { $hours } hours before they do.
reminders-no-warnings = ⏳ Leads about to expire: no warnings.
reminders-and = { $first } and { $last }
reminders-overdue = 📅 Purchase date passed: the owner is asked the next morning.
reminders-no-overdue = 📅 Purchase date passed: the owner is not asked.
reminders-digest = 📋 Weekly digest: { $day } at { $time }.
reminders-no-digest = 📋 Weekly digest: none.
