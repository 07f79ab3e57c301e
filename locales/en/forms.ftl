## Forms. Titles have 45 characters, labels 45, placeholders 100.

form-new = New lead
form-accept = Accept { $lead }
form-edit = Edit the deal of { $lead }
form-details = More about { $lead }
form-decline = Decline { $lead }
form-won = Mark { $lead } won
form-lost = Mark { $lead } lost
form-contact = Team contact for { $lead }
form-contact-edit = Change a team contact of { $lead }

input-company = Company
input-company-hint = Company or name, one is enough
input-customer-name = Customer's name
input-need = What does the customer need?
input-deal-name = Deal name
input-value = Estimated value
input-value-hint = 12,500 EUR, €12.5k or 12 500 (in { $currency })
input-purchase-date = Estimated purchase date
input-purchase-date-hint = 2026-12-31, in 6 weeks, end of Q2
input-notes = What is the customer looking for?
input-crm-id = CRM id (for reference only)
input-campaign-id = Marketing campaign id
input-contact-name = Team contact: name
input-contact-phone = Team contact: phone
input-contact-email = Team contact: e-mail
input-contact-hint = Fill in all three or none
input-name = Name
input-phone = Phone
input-email = E-mail
input-reason-notes = Notes
input-reason-notes-hint = Anything your team should know
input-reason-notes-other = Notes (required for “Other”)
input-final-value = Final value (optional)
input-final-value-hint = Leave empty to keep { $value }

## What fields are called in answers

field-deal-name = Deal name
field-value = Estimated value
field-purchase-date = Estimated purchase date
field-final-value = Final value
field-notes = Notes
field-reason = Reason
field-crm-id = CRM id
field-campaign-id = Campaign id
field-contact-name = Team contact's name
field-phone = Phone
field-email = E-mail
field-company = Company
field-name = Name
field-need = Need
field-country = Country
field-currency = Currency
field-time-zone = Time zone
field-language = Language
field-working-hours = Working hours
field-hours = Hours
field-answer-time = Answer time
field-hot-window = Hot window
field-setting = Setting
field-until = Back on
field-time = Time of day
field-channel = Channel
field-role = Role
field-position = Position
field-source = Source
field-secret = Secret
field-format = Format
field-search = Search

## Selects

select-decline-ask = Why decline { $lead }? Your notes stay in the team.
select-lost-ask = Why was { $lead } lost?
select-reason = Choose a reason
select-pick-member = Add a Discord member to the deal
select-pick-contact = Change or remove a team contact
form-release = Give { $lead } back
input-release-why = Why do you give it back?
select-open-round-up = Open a lead to answer or snooze it
select-hand-over = Hand the deal over to …
