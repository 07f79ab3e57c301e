## The lists of `/leads`

list-tab-marketplace = Marketplace
list-tab-qualified = Qualified
list-tab-mine = Mine
list-tab-favorites = ♥ Favorites

list-title-marketplace = Marketplace: customer inquiries
list-title-qualified = Qualified by marketing or sales
list-title-mine = Yours: your deals, and the leads you look at
list-title-favorites = ♥ Your favorites

list-search = 🔍 Search: **{ $typed }**
list-line = { $icon }**{ $lead } · { $customer }** – { $state }
list-erased = erased
list-footer = { $count ->
    [0] No leads
    [one] 1 lead
   *[other] { $number } leads
}{ $single ->
    [1] {""}
   *[other] {" "}· page { $page } of { $pages }
}
list-footer-bounded = { $number } of the newest { $most } matches; add a word to narrow it down · page { $page } of { $pages }

list-state-received = answer { $when }
list-state-assigned = { $who } looks at it, answer { $when }
list-state-informational = for information
list-state-accepted = { $owner }, { $value }, expected { $date }
list-state-won = won for { $value } { $when }
list-state-lost = lost { $when }: { $reason }
list-state-declined = declined { $when }: { $reason }
list-state-expired = expired { $when }

list-filter-open = Open
list-filter-received = Received
list-filter-accepted = Accepted
list-filter-won = Won
list-filter-lost = Lost
list-filter-declined = Declined
list-filter-expired = Expired
list-filter-all = All stages
list-sort-deadline = deadline first
list-sort-newest = newest first
list-sort-value = highest value first
list-sort-hot = hot first
list-filter-now = { $filter }, { $sort }
list-option-filter = Show: { $filter } ({ $count })
list-option-sort = Sort: { $sort }

list-empty-marketplace = No customer inquiries yet. They arrive on their own once a manager connects a source with `/source add`. Or enter one with `/lead new`.
list-empty-qualified = No leads qualified by marketing or sales yet. They arrive on their own once a manager connects a source with `/source add`. Or enter one with `/lead new`.
list-empty-mine = Nothing is yours yet. **Accept** a lead, or say that you look at it: `/lead assign`.
list-empty-favorites = You have no favorites yet. Press ♥ on a card or ♡ in a list to keep an eye on a lead.
list-empty-filter = None of these leads is in the stage **{ $filter }**. { $count ->
    [one] One is
   *[other] { $count } are
} in other stages: choose **All stages** below.
list-empty-search = Nothing here matches. I search customer, need, deal name, notes and ids; the beginning of a word is enough.
list-empty-elsewhere = Nothing in this tab. Found in { $places }: press it above.
list-elsewhere-tab = **{ $tab }** ({ $count })
list-tab-found = { $tab } ({ $count })

button-search = 🔍 Search
button-search-clear = ✕ End search
button-previous = ◀ Previous
button-next = Next ▶
select-open-lead = Open a lead

form-search = Search leads
input-search = What are you looking for?
input-search-hint = Beginnings of words in customer, need, deal name, notes or ids: nord 365
