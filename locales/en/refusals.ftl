## What a member may not or cannot do: what is so, and the next step

refusal-not-a-member = Only this team works with leads. Ask { $managers } for the member role.
refusal-not-a-member-no-role = Only the sales team works with leads. Ask whoever runs this server to give you a role of the team; `/setup` defines them.
refusal-managers-only = Only { $managers } can do this.
refusal-managers-only-no-role = Only managers can do this, and this team has no manager role yet. Whoever runs the server sets it with `/setup`.
refusal-server-managers-only = Running `/setup` takes the Manage Server permission. Ask someone who has it.
refusal-not-your-deal = This is { $owner }’s deal. Only the owner, its team contacts and managers can change or close it.
refusal-not-your-deal-no-owner = Only the owner, team contacts and managers can change or close this deal.
refusal-not-set-up = This server is not set up yet. Someone with the Manage Server permission runs `/setup`.
refusal-no-such-lead-here = This lead is not in this database any more. `/lead show` suggests leads as you type.
refusal-no-such-lead = No lead “{ $asked }” in this team. `/lead show` suggests leads as you type.
refusal-already-accepted = { $who } accepted { $lead } { $when }.
refusal-already-won = { $lead } is closed: won, marked by { $who } { $when }.
refusal-already-lost = { $lead } is closed: lost, marked by { $who } { $when }.
refusal-already-declined = { $lead } is closed: { $who } declined it { $when }.
refusal-already-expired = { $lead } is closed: it expired unanswered { $when }.
refusal-not-accepted = Nobody has accepted { $lead } yet. Accept it first.
refusal-not-due = { $lead } is not due to expire.
refusal-erased = The personal data of { $lead } is erased. Only its numbers are left.
refusal-contact-closed = { $lead } closed without a deal. Only managers can see its contact data.
refusal-nothing-to-undo = Nothing to undo on { $lead }.
refusal-undo-not-yours = Only { $who } can undo this.
refusal-is-away = { $who } is away until { $until }. Pick somebody else.
refusal-assigned-already = { $who } is looking at { $lead } already. You can still **Accept** it, but ask first.
refusal-accept-final = Too late to undo. Give { $lead } back to the team with `/lead release` instead.
refusal-undo-too-late = Too late to undo: { $lead } is final.
refusal-changed-meanwhile = { $who } changed { $lead } { $when }, while your form was open. Nothing is saved yet:
refusal-changed-meanwhile-next = Reopen the form: it has your text, and theirs where you changed nothing. What you save then counts.
clash = **{ $field }**: { $theirs }, { $yours }
clash-theirs = they wrote “{ $text }”
clash-theirs-empty = they emptied it
clash-yours = you wrote “{ $text }”
clash-yours-empty = you emptied it
clash-yours-untouched = you left it as it was
refusal-owns-it-already = { $lead } already belongs to { $owner }.
refusal-not-on-the-team = { $who } has no role in this team. Give them the member role first, or pick someone who has it.
refusal-a-bot = That is a bot. Pick a person.
refusal-on-the-deal-already = { $who } is already on this deal.
refusal-too-many-contacts = A deal can have { $max } team contacts. Remove one first.
refusal-no-such-contact = That team contact of { $lead } was removed in the meantime. Press **Team** to see who is there.
refusal-too-many-reasons = A list can have { $max } reasons; Discord’s menus hold no more. Remove one first.
refusal-other-stays = “Other” stays: with a note, it covers what the list lacks.
refusal-made-before = This message is already { $lead }. Open it with `/lead show { $lead }`.
refusal-delivery-gone = That delivery is no longer here: somebody made it a lead, sent it again or dropped it, or it is more than 30 days old. `/source rejected` shows what is left.
refusal-source-off = **{ $name }** is off. Turn it on with `/source enable`.
refusal-my-own-message = That is my own message. Pick one that someone else wrote, or use `/lead new`.
refusal-input = { $count ->
    [one] One thing to correct:
   *[other] { $count } things to correct:
}
refusal-unknown-control = This button is out of date. Use the lead’s newest card, or `/lead show`.
refusal-too-late = Discord delivered that click too late. Press again.
refusal-typed = Here is what you typed, so nothing is lost:
incident = Something went wrong on my side. Nothing was changed. Try again; if it keeps happening, give whoever runs me this incident number: **{ $id }**.
takes-long = My disk is slow right now, so this is not saved yet. I will tell you here as soon as it is.

input-fault = **{ $field }**: you wrote “{ $typed }”. { $wrong }
input-fault-missing = **{ $field }** is missing.
input-fault-empty = **{ $field }**: { $wrong }

wrong-missing = Missing.
wrong-missing-for-other = “Other” needs a note, so the team knows why.
wrong-contact-incomplete = A team contact needs name, phone and e-mail: all three or none.
wrong-not-positive = Must be more than zero.
wrong-too-long = { $max } characters at most.
wrong-unknown = Not known. Pick one of the suggestions.
wrong-malformed = That does not look right.
wrong-malformed-email = Not an e-mail address. Example: anna@example.com.
wrong-malformed-phone = Not a phone number. Example: +49 40 1234567.
wrong-malformed-hours = Write numbers of hours like 24 48 72, or days like 3d 1d, or “off”.
wrong-malformed-span = Write whole hours or days, like 48h or 14d.
wrong-malformed-time = Example: 9:00.
wrong-malformed-position = Give its place on the list: 1 is the first.
wrong-company-or-name = Give a company or a name.
wrong-several = One at a time. Put the other one into a field of its own, or into the notes.
wrong-no-such-source = No source of that name. `/source list` shows them all.
wrong-everyone = Everyone on the server has that role. Create one for your sales team and pick it here.
wrong-hot-not-before-expiry = A lead would be hot until it expires. Make the hot window shorter than the answer time.
wrong-warned-before-arrival = The first expiry warning would come together with the lead. Shorten it first: `/reminders warnings`.
wrong-taken = That name is taken.
wrong-no-such-format = No format of that name. Pick one of those offered as you type.

money-no-number = No number in it. Example: 12,500 EUR or €12.5k.
money-negative = It cannot be below zero.
money-several-numbers = More than one number. Give one amount, your best guess.
money-several-currencies = More than one currency. Give one.
money-not-understood = I do not understand “{ $written }”. Example: 12,500 EUR or €12.5k.
money-ambiguous-currency = “{ $written }” can mean { $candidates }. Use the three-letter code.
money-ambiguous-number = { $small } or { $large }? Write it without thousands separators.
money-malformed-number = “{ $written }” is not a number I can read. Example: 12,500 EUR or €12.5k.
money-too-many-decimals = { $currency } has { $allowed ->
    [0] no decimals: write a whole number.
    [one] one decimal, no more.
   *[other] { $allowed } decimals, no more.
}
money-too-large = { $max } is the maximum.

date-not-understood = “{ $written }” is not a date I can read. Example: 2026-12-31, “in 6 weeks” or “end of Q2”.
date-ambiguous = { $first } or { $second }? Write it like 2026-12-31.
date-wrong-weekday = { $date } is a { $day }. Which one do you mean? Write it like 2026-12-31.
date-no-such-day = No such day. Write it like 2026-12-31.
date-in-past = { $date } is in the past. Give a date from today on.
date-too-far = Too far ahead. { $latest } is the latest date.

hours-no-days = Which days? Write it like “Mon-Fri 9:00-18:00”, or “always”.
hours-no-times = From when to when? Write it like “Mon-Fri 9:00-18:00”, or “always”.
hours-several-spans = One span for all days: from the first opening to the last closing. Write it like “Mon-Fri 9:00-18:00”.
hours-not-understood = I do not understand “{ $written }”. Write it like “Mon-Fri 9:00-18:00”, or “always”.
hours-ambiguous = “{ $first }” or “{ $second }”? Write it the way you mean it.
