# Sources: connecting what people already have.
source-added = 🔑 **{ $name }** is ready. Copy its key now; it is shown only once:
source-added-for = 🔌 **{ $name }** is ready for { $product }. Copy these now; they are shown only once:
source-added-how = Send leads like this to `{ $url }`:
source-added-signed = A service that signs its webhooks (Standard Webhooks) needs no key: let it send to `{ $url }` with the secret ||`{ $secret }`||, also shown only now.
source-added-lost = Lost or leaked the key? `/source rotate` makes a new one.
source-address = **Address:** `{ $url }`
source-secret = **Secret:** ||`{ $secret }`||
source-waiting = ⏳ Waiting for the first delivery. Once it is in, this message says so; after 15 minutes `/source list` does.
source-connected = ✅ **Connected**: first delivery came in { $when }.
source-rotated = 🔑 **{ $name }** has a new key. The old one no longer works. Copy the new one now; it is shown only once:
source-rotated-overlap = 🔑 **{ $name }** has a new key. The old one works until { $until }. Copy the new one now; it is shown only once:

# Where to paste them: two lines each.
source-paste-form = Paste the address as the webhook URL of your form, or into a “Webhook”, “HTTP request” or “POST” step of Zapier, Make or n8n.
    Send the fields as they are, as JSON or as a form. To be surer, send the secret in a header `X-Leadbell-Secret`.
source-paste-marketplace = In Partner Center: your offer → **Offer setup** → **Customer leads** → Connect → **HTTPS endpoint**, and paste the address.
    Press **Validate**: Microsoft sends a test lead, and its card appears.
source-paste-google_ads = In Google Ads: lead form → **Export leads** → **Webhook integration**. Paste the address as **Webhook URL** and the secret as **Key**.
    Press **Send test data**: a test lead's card appears.
source-paste-typeform = In Typeform: your form → **Connect** → **Webhooks** → Add a webhook, and paste the address. Switch it on.
    Edit it, paste the secret under **Secret**, and save; then **Send test request**.
source-paste-hubspot = In HubSpot: **Automation** → Workflows → action **Send a webhook**, method POST, and paste the address.
    To have it signed, choose **Include request signature** and give me the app's client secret: `/source rotate secret:`.
source-paste-tally = In Tally: your form → **Integrations** → **Webhooks** → Connect, and paste the address as endpoint URL.
    Under **Signing secret** paste the secret.
source-paste-jotform = In Jotform: your form → **Settings** → **Integrations** → **Webhooks**, and paste the address.
    Press **Complete Integration**, then send the form once yourself.
source-paste-webflow = In Webflow: **Site settings** → **Apps & integrations** → **Webhooks** → Add webhook, trigger **Form submission**, and paste the address.
    Where Webflow shows a secret for it, give it to me: `/source rotate secret:`.
source-paste-calendly = Calendly takes webhooks by its API: create a subscription to `invitee.created` with the address as `url`
    and the secret as `signing_key` (developer.calendly.com, “Create Webhook Subscription”).
source-paste-cal_com = In Cal.com: **Settings** → **Developer** → **Webhooks** → New, and paste the address as Subscriber URL. Trigger: Booking created.
    Paste the secret under **Secret**, then **Ping test**.
source-paste-elementor = In Elementor: your form widget → **Actions After Submit** → add **Webhook**, and paste the address as Webhook URL.
    Switch **Advanced Data** on, so that labels come along; then send the form once yourself.
source-paste-cf7 = In WordPress: install a webhook add-on for Contact Form 7; your form → tab **Webhook**, and paste the address.
    Save, then send the form once yourself.
source-paste-other = Paste the address where the product asks for a webhook URL.
    Where it asks for a secret, paste the secret.

# What could not be understood.
rejected-none = Nothing was rejected in the last 30 days: everything that came in became a lead.
rejected-title = Not understood: { $count ->
    [one] 1 delivery
   *[other] { $count } deliveries
}
rejected-line = **{ $at } · { $source }** – { $when }
    { $reason }
rejected-kept = Kept for 30 days, the latest 1,000. Make a lead of what is one; try the others again once their cause is mended.
rejected-one = **{ $source }** – { $when } · { $kind } · { $size } KB
    Why: { $reason }
rejected-masked = What was filled in, masked:
rejected-unreadable = It cannot be taken apart into fields. **Show everything** shows it as it came.
rejected-no-body = It was too large, and nothing of it was kept.
rejected-still = ⚠️ Still not understood: { $reason }
rejected-replayed = ✅ Taken in: { $lead }.
rejected-replayed-many = ✅ Taken in. What of it could still not be understood stays in `/source rejected`.
rejected-refused-again = ⚠️ Refused again (HTTP { $status }): { $reason }
rejected-drop-ask = Drop this delivery of **{ $source }** for good? Nobody can bring it back.
rejected-dropped = 🗑️ Dropped one delivery of **{ $source }**.
rejected-exported = Every rejected delivery, a line of JSON each. It holds personal data: keep it as carefully as the leads themselves.
button-rejected-see = See { $at }
button-rejected-all = Show everything
button-rejected-make = Make a lead
button-rejected-replay = Try again
button-rejected-drop = Drop
button-rejected-drop-sure = Drop for good
button-rejected-export = Export all

# The inquiry form.
form-closed = The inquiry form is closed. Open it with `/source form open:True`; nobody but you decides who gets its address.
form-open = 📝 The inquiry form is open at { $url }
    Link to it from your website. What customers send there comes in like any other lead.
form-no-frame = Other pages may not show it in a frame. `/source form embed:True` allows that and gives you the snippet.
form-frame = To show it within a page of yours, paste this there:
