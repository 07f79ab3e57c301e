## What a member may not or cannot do: what is so, and the next step

refusal-not-a-member = Leads here are worked by this team only. Ask { $managers } for the member role if you should be part of it.
refusal-not-a-member-no-role = Leads here are worked by the sales team only. Ask whoever runs this server to give you a role of the team; they name the roles with `/setup`.
refusal-managers-only = Only { $managers } can do this. Ask one of them.
refusal-managers-only-no-role = Only a manager can do this, and this team has no manager role yet. Whoever runs the server can name one with `/setup`.
refusal-server-managers-only = `/setup` is for people with the Manage Server permission. Ask one of them to run it.
refusal-not-your-deal = This deal belongs to { $owner }. Only its owner, its team contacts and managers can change or close it: ask one of them.
refusal-not-your-deal-no-owner = Only the deal's owner, its team contacts and managers can change or close it: ask one of them.
refusal-not-set-up = This server is not set up yet. Somebody with the Manage Server permission runs `/setup` and chooses a channel and two roles.
refusal-no-such-lead-here = There is no such lead in this team. `/lead show` suggests leads while you type.
refusal-no-such-lead = There is no lead “{ $asked }” in this team. `/lead show` suggests leads while you type.
refusal-already-accepted = { $who } accepted { $lead } { $when }.
refusal-already-won = { $lead } is closed: { $who } marked it won { $when }.
refusal-already-lost = { $lead } is closed: { $who } marked it lost { $when }.
refusal-already-declined = { $lead } is closed: { $who } declined it { $when }.
refusal-already-expired = { $lead } is closed: it expired { $when }, since nobody had answered.
refusal-not-accepted = Nobody has accepted { $lead } yet, so there is no deal to work on. Accept it first.
refusal-not-due = { $lead } is not due to expire.
refusal-erased = The personal data of { $lead } has been erased. The numbers are all that is left of it.
refusal-contact-closed = { $lead } is closed without a deal, so its contact data is for managers only.
refusal-nothing-to-undo = There is nothing to take back on { $lead }.
refusal-undo-not-yours = Only { $who }, who did it, can take it back.
refusal-undo-too-late = It is too late to take that back: { $lead } is archived for good.
refusal-changed-meanwhile = { $who } changed { $lead } { $when }, while your form was open. Nothing of yours is saved yet:
refusal-changed-meanwhile-next = Open the form again: it holds what you wrote, and what they wrote where you changed nothing. What you then save counts.
clash = **{ $field }**: { $theirs }, { $yours }
clash-theirs = they wrote “{ $text }”
clash-theirs-empty = they emptied it
clash-yours = you wrote “{ $text }”
clash-yours-empty = you emptied it
clash-yours-untouched = you left it as it was
refusal-owns-it-already = The deal of { $lead } is { $owner }'s already.
refusal-not-on-the-team = { $who } has no role of this team, so a deal cannot be theirs. Give them the member role first, or choose somebody who has it.
refusal-a-bot = That is a bot. Choose a person.
refusal-on-the-deal-already = { $who } is a team contact of this deal already.
refusal-too-many-contacts = A deal has room for { $max } team contacts. Remove one first.
refusal-no-such-contact = That team contact of { $lead } has been removed meanwhile. Press **Team** on the card to see who is there.
refusal-too-many-reasons = A list has room for { $max } reasons, since that is what Discord's menus hold. Remove one first.
refusal-other-stays = “Other” stays on the list: with it and a note a member can say what the list lacks.
refusal-made-before = This message is { $lead } already. `/lead show { $lead }` opens it.
refusal-source-off = **{ $name }** is switched off, so nothing comes in through it. `/source enable` switches it on.
refusal-my-own-message = That is one of my own messages. A lead is made of what somebody else wrote; `/lead new` enters one by hand.
refusal-input = { $count ->
    [one] One thing to correct:
   *[other] { $count } things to correct:
}
refusal-unknown-control = This button is from another version of me and no longer works. Use the newest card of the lead, or `/lead show`.
refusal-too-late = That press reached me too late to count. Please press again.
refusal-typed = What you typed, so that nothing is lost:
incident = Something went wrong on my side, and nothing was changed. Please try again; if it stays, tell whoever runs me: incident **{ $id }**.
takes-long = This takes longer than it should: my disk is slow just now. It is not saved yet. I will tell you here as soon as I know.

input-fault = **{ $field }**: you wrote “{ $typed }”. { $wrong }
input-fault-empty = **{ $field }**: { $wrong }

wrong-missing = It is required.
wrong-missing-for-other = With “Other” it is required, so that the team knows why.
wrong-contact-incomplete = A team contact needs a name, a phone number and an e-mail address: all three, or none.
wrong-not-positive = It has to be more than zero.
wrong-too-long = It may have { $max } characters at most.
wrong-unknown = I do not know that one. Choose one of those that I suggest while you type.
wrong-malformed = That does not look right.
wrong-malformed-email = That does not look like an e-mail address, such as anna@example.com.
wrong-malformed-phone = That does not look like a phone number, such as +49 40 1234567.
wrong-malformed-hours = Write numbers of hours like 24 48 72, or days like 3d 1d, or “off”.
wrong-malformed-time = Write it like 9:00.
wrong-malformed-position = Write its place on the list: 1 is the first.
wrong-company-or-name = Give a company or a name.
wrong-working-hours = Write them like “Mon-Fri 9:00-18:00”, or “always”.
wrong-no-such-format = There is no format of that name. Choose one that is offered while you type.
wrong-no-such-source = There is no source of that name. `/source list` shows those there are.
wrong-everyone = Everybody on the server has that role. Make one for the people who work with leads, and choose it here.
wrong-taken = There is one of that name already.

money-no-number = I find no number in it. Write it like 12,500 EUR or €12.5k.
money-negative = It cannot be below zero.
money-several-numbers = I find more than one number. Give one amount, your best guess.
money-several-currencies = I find more than one currency. Give one.
money-not-understood = I do not know “{ $written }”. Write it like 12,500 EUR or €12.5k.
money-ambiguous-currency = “{ $written }” can mean { $candidates }. Write the currency's three letters.
money-ambiguous-number = Do you mean { $small } or { $large }? Write it without thousands separators.
money-malformed-number = I cannot read “{ $written }” as a number. Write it like 12,500 EUR or €12.5k.
money-too-many-decimals = { $currency } has { $allowed ->
    [0] no decimals: write a whole number.
    [one] one decimal, no more.
   *[other] { $allowed } decimals, no more.
}
money-too-large = { $max } is the most I can keep.

date-not-understood = I cannot read “{ $written }” as a day. Write it like 2026-12-31, “in 6 weeks” or “end of Q2”.
date-ambiguous = It can mean { $first } or { $second }. Write it like 2026-12-31.
date-no-such-day = There is no such day. Write it like 2026-12-31.
date-in-past = { $date } has passed; give a day from today on.
date-too-far = That is too far away; { $latest } is the last day I take.
