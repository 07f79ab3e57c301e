## Words that many texts are made of

stage-received = received
stage-accepted = accepted
stage-won = won
stage-lost = lost
stage-declined = declined
stage-expired = expired

kind-customer_inquiry = Customer inquiry
kind-marketing_qualified = Marketing qualified
kind-sales_qualified = Sales qualified

sender-microsoft = Microsoft
sender-partner = Partner

actor-source = the source
actor-clock = Leadbell
actor-operator = the administrator

reason-not_our_product = Not our product or service
reason-outside_region = Outside our region
reason-customer_size = Customer too small or too large
reason-no_capacity = No capacity now
reason-need_unclear = Need unclear, no answer to questions
reason-duplicate = Duplicate
reason-spam = Spam or not genuine
reason-already_customer = Already our customer
reason-other = Other
reason-no_response = Customer did not respond
reason-other_vendor = Chose another vendor
reason-no_budget = Had no budget
reason-timeline_too_short = Proposed timeline too short

source-member = entered by hand
source-import = import
source-form = inquiry form
source-partner_center = Partner Center

span-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
span-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
span-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}

day-1 = Monday
day-2 = Tuesday
day-3 = Wednesday
day-4 = Thursday
day-5 = Friday
day-6 = Saturday
day-7 = Sunday
