//! The form of `/lead new` and of "Make a lead" on a message.

use crate::discord::bot::Bot;
use crate::discord::custom_id::Control;
use crate::discord::form::{FormBuilder, Input, input};
use crate::discord::interaction::Interaction;
use crate::discord::reply::{Private, Reply};
use crate::domain::ids::{ChannelId, MessageId};
use crate::domain::lead::{Kind, MadeOf};
use crate::domain::refusal::Refusal;
use crate::domain::view::LeadView;
use crate::flows::FlowResult;
use crate::flows::create_manually::{self, LeadInput};
use crate::t;
    let customer = neutral_line(view.lead.request.customer.display_name(), 200);
    match view.team.channel {
        Some(channel) => {
            t!(
                lang,
                "lead-new-done",
                lead = lead,
                customer = customer,
                channel = format!("<#{channel}>")
            )
        }
        None => t!(lang, "lead-new-no-channel", lead = lead, customer = customer),
    }
}
