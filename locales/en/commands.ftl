## Answers to buttons, forms and commands

accepted = ✅ { $lead } is yours: **{ $deal }**, { $value }, expected { $date }.
accepted-next = Next: contact the customer. Later, mark it **Won** or **Lost** on the card.
accepted-next-quiet = Do not contact this customer. Mark the deal **Won** or **Lost** once you know.
declined = { $lead } declined: { $reason }.
won = 🏆 { $lead } won for { $value }. Well done!
lost = { $lead } marked lost: { $reason }.
saved-deal = Saved. { $lead }: **{ $deal }**, { $value }, expected { $date }.
saved = Saved. The card of { $lead } is up to date.
undo-until = You can undo this for { $span }.
look-yours = 👀 You are looking at { $lead }. I remind you of it first. **Accept**, **Decline**, or pass it back with `/lead release`.
look-others = 👀 { $who } is asked to look at { $lead }. I remind them of it first.
released = ↩️ { $lead } is back with the team. Answer by { $until }.
released-open = ↩️ { $lead } is back with the team.
undone-received = ↩️ Undone. { $lead } waits for an answer again.
undone-accepted = ↩️ Undone. { $lead } is an open deal again.
favorited = ♥ { $lead } is in your favorites.
unfavorited = { $lead } is no longer in your favorites.

reasons-decline = Why leads are declined
reasons-lost = Why deals are lost
erase-ask = 🧽 Erase the personal data of { $lead } ({ $customer })? Company, person, e-mail, phone, free text, deal name and notes disappear from the card, reminders, search, history and files. Number, stage, dates, country, value and reason stay for the figures. This cannot be undone. Messages that members wrote themselves stay in Discord.
erased = 🧽 Personal data of { $lead } erased. The card follows in a moment.
erase-left = Nothing erased. { $lead } stays as it is.
contact-title = Contact for { $lead }
contact-none = This lead came without contact data.
contact-company = Company
contact-name = Name
contact-job = Job title
contact-email = E-mail
contact-phone = Phone
contact-place = Place
contact-sender = Sender
contact-written = In what they wrote
contact-recorded = This view is logged.
contact-do-not = 🚫 This customer has asked not to be contacted.

team-title = Team contacts on { $lead }
team-owner = Owner: { $owner }
team-none = No colleagues on this deal yet. Anyone you add here can work on it like the owner.
team-guest = ⚠️ { $who } is on the deal, but has no role in this team and cannot see leads. Give them the member role if they should.
assigned = 🤝 { $lead } now belongs to { $owner }. I have told them below the card.
assigned-to-you = 🤝 { $lead } is now yours.

setup-done = ✅ Saved. Your team’s settings:
setup-now = Your team’s settings:
setup-channel = Leads go to { $channel }.
setup-no-channel = ⚠️ No channel yet. Pick one with `/setup channel:`.
setup-managers = Managers: { $role }
setup-no-managers = ⚠️ No manager role yet. Pick one with `/setup manager_role:`. Managers can do everything, including connecting sources.
setup-members = Members: { $role }
setup-no-members = ⚠️ No member role yet. Pick one with `/setup member_role:`. Members accept and decline leads.
setup-locale = Time zone { $zone }, currency { $currency }, language { $language }.
setup-threads = Every accepted lead gets its own thread.
setup-missing = ⚠️ I am missing permissions in { $channel }: **{ $permissions }**. Grant them in the channel settings, then run `/setup` again.
setup-lost-managers = ⚠️ The manager role was deleted. Pick another one with `/setup manager_role:`.
setup-lost-members = ⚠️ The member role was deleted, so new leads ring for managers only. Pick another one with `/setup member_role:`.
setup-open = ⚠️ Everyone on this server can read { $channel }, and with it your leads. In the channel settings, take **View Channel** away from @everyone and give it to your two roles.
setup-silent-role = ⚠️ My mentions of { $role } notify nobody. Turn on *Allow anyone to @mention this role* in the role’s settings, or give me Mention Everyone.
setup-unchecked = ⚠️ Could not check whether I can post in { $channel }. Run `/setup` again in a minute, or send a test lead: `/source test`.
setup-unseen = ⚠️ I cannot see { $channel }. Give me View Channel there, then run `/setup` again.
setup-wrong-channel = ⚠️ { $channel } is not a text channel. Pick one that is.
setup-next = Next: connect your website or CRM with `/source add`.

source-none = No sources yet. Add one with `/source add name:`.
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
source-is-off = ⛔ **{ $name }** is off. New deliveries are refused; its leads stay. `/source enable` turns it back on with the same key.
source-was-off = **{ $name }** has been off since { $when }.
source-is-on-again = **{ $name }** is on again, with the same key.
source-was-on = **{ $name }** is already on.
source-tested = 🧪 Works (HTTP { $status }). Test lead { $lead } is coming to { $channel }. It pings nobody and counts nowhere; decline it when you have seen it.
source-tested-no-channel = 🧪 Works (HTTP { $status }). Test lead { $lead } is waiting: pick a channel with `/setup`.
source-test-refused = ⚠️ The test lead was refused (HTTP { $status }): { $why }
source-kind-by-hand = by hand

lead-new-done = { $lead } added: **{ $customer }**. The card is coming to { $channel }.
lead-new-no-channel = { $lead } added: **{ $customer }**. It is waiting: pick a channel with `/setup`.

help-in-channel = {" "}in { $channel }
help-title = What I can do for you
help-outsider = I bring sales leads to this server’s sales team. You are not on the team yet, so `/help` is all I can offer you.
help-intro = Leads arrive as cards{ $channel }. Press **Accept** to take one, **Decline** if it is not for us, **♥** to keep an eye on it. What I answer to the commands below, only you see.
help-leads = **Leads**
    `/leads tab:Mine` – your deals and the leads you look at, what is due first
    `/leads` – the lists, with search and your favorites
    `/stats` – how many came, how fast you answered, what you won
    `/lead show` – everything about one lead; `/lead history` – what happened to it
    `/lead accept`, `/lead decline`, `/lead favorite` – what the buttons of its card do
    `/lead new` – enter a lead by hand, or open a message's menu → Apps → `Make a lead`
help-deals = **Your deals**
    `/away` – not asked until you are back; somebody covers for you
    `/deal edit` – name, value, purchase date, notes
    `/deal team` – colleagues on the deal; `/lead assign` – hand it over, or say that you look at a lead; `/lead release` – give it back to the team
    `/deal won`, `/deal lost` – close it; for { $undo } you can take that back
help-manager = **As a manager** you may change and close every deal, and besides:
    `/source add` – a key with which a website or a CRM sends leads; `/source list` – every source and what came through it
    `/source rotate` – another key; `/source disable`, `/source enable` – off and on; `/source test` – a test lead
    `/source rejected` – what came in and could not be understood: mend it, send it again, or make a lead of it
    `/source form` – a web page on which customers write to you
    `/reasons list`, `/reasons add`, `/reasons rename`, `/reasons remove`, `/reasons order` – why leads are declined and deals lost
    `/reminders show`, `/reminders nudges`, `/reminders warnings`, `/reminders overdue`, `/reminders digest` – when I remind whom
    `/settings` – answer time, hot window, undo, bursts and the team's other numbers
    `/lead erase` – wipe a lead's personal data for good
help-setup = **As somebody who manages the server**
    `/setup` – channel, roles, time zone, currency, language, threads, working hours
help-again = `/help` brings this back.

## Snooze

snoozed-team = 🔕 No reminders about { $lead } for the team until { $until }.
snoozed-you = 🔕 No reminder of { $lead } to you until { $until }.
snoozed-none-left = That was the last one.
snoozed-back = Press the same button again to take it back.
unsnoozed = 🔔 { $lead }: reminders come again.
snoozed-deadline = It still expires { $when }.

setup-working-hours = Reminders come during working hours: { $hours }, { $zone } time.
setup-working-always = Reminders come at any hour. Limit them with `/setup working_hours:`.

reminders-title = **What I remind your team of**
reminders-nudges = 🔥 Hot leads without an answer: { $hours } after they arrive.
reminders-no-nudges = 🔥 Hot leads without an answer: no nudges.
reminders-warnings = ⏳ Leads about to expire: { $hours } before they do.
reminders-no-warnings = ⏳ Leads about to expire: no warnings.
reminders-and = { $first } and { $last }
reminders-overdue = 📅 Purchase date passed: I ask the owner the next morning.
reminders-no-overdue = 📅 Purchase date passed: I do not ask.
reminders-digest = 📋 Weekly digest: { $day } at { $time }.
reminders-no-digest = 📋 Weekly digest: none.

settings-title = ⚙️ **Settings.** To change one: `/settings answer_time:7d`
settings-saved = ✅ Saved. The settings now:
settings-kept = Nothing changed. The settings:
settings-group-leads = **Leads**
settings-group-noise = **Messages in the channel**
settings-group-deals = **Deals**
settings-group-card = **On the card**
settings-line = - { $name }: **{ $value }** (default { $default })
settings-line-default = - { $name }: { $value } (default)
settings-elsewhere = -# Elsewhere: `/reminders` when I remind whom · `/notices` what customers and senders are told · `/reasons` · `/setup` channel, roles, time zone
settings-latest = **Latest changes**
settings-latest-line = -# { $what }, { $who } { $when }
settings-difference = { $name }: { $before } → { $after }
settings-nothing-new = That is how it is set already.
settings-ask = Change this?
settings-effect-answer = New leads get the new answer time. Leads that are here keep their deadline.
settings-effect-hot = It counts for the leads that are here, too: their cards and reminders follow.
settings-effect-undo = Mails and webhooks wait until an answer cannot be undone any more.
button-settings-save = Save
button-settings-keep = Leave as it is
setting-answer = Time to answer a lead
setting-hot = A hot lead is hot for
setting-undo = Undo an answer within
setting-burst = Leads that ring one by one
setting-within = … within
setting-overdue = Ask again about a passed purchase date after
setting-threads = A thread for each accepted lead
setting-expiry = Say when a lead expired
setting-size = Company size and industry
setting-money = The customer's budget
setting-contacts = Team contacts
setting-on = on
setting-off = off

away-now = 🌴 **Who is away**
away-left = 🌴 Noted. Nobody asks you to look at leads until you are back; that ends by itself, or with `/away back:True`.
away-back = Welcome back.
away-handed-on = { $count ->
    [one] 1 lead that you were looking at is handed on.
   *[other] { $count } leads that you were looking at are handed on.
}
away-line = - { $who }, back { $until }
away-line-cover = - { $who }, back { $until }; { $cover } covers
away-nobody = Nobody is away.
