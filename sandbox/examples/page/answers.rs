//! What the example's bot answers.

use serenity::all::{
    ActionRowComponent, AutocompleteChoice, CommandInteraction, ComponentInteraction,
    ComponentInteractionDataKind as Chosen, Context, CreateActionRow, CreateAutocompleteResponse,
    CreateInputText, CreateInteractionResponse as Respond, CreateInteractionResponseMessage, CreateMessage,
    CreateModal, EditInteractionResponse, InputTextStyle, Interaction, ModalInteraction,
};

const ORDERS: [&str; 3] = ["O-5 Nordlicht GmbH", "O-6 Grün & Söhne", "O-7 Blue Harbour Ltd"];

fn privately(words: impl Into<String>) -> Respond {
    Respond::Message(
        CreateInteractionResponseMessage::new()
            .content(words)
            .ephemeral(true),
    )
}

fn openly(words: impl Into<String>) -> Respond {
    Respond::Message(CreateInteractionResponseMessage::new().content(words))
}

/// Answers whatever a member did.
pub async fn answer(ctx: &Context, interaction: Interaction) -> serenity::Result<()> {
    match interaction {
        Interaction::Command(command) => run(ctx, &command).await,
        Interaction::Component(press) => react(ctx, &press).await,
        Interaction::Modal(form) => take(ctx, &form).await,
        Interaction::Autocomplete(typing) => {
            let typed = typing
                .data
                .autocomplete()
                .map(|option| option.value.to_lowercase())
                .unwrap_or_default();
            let fitting = ORDERS
                .iter()
                .filter(|order| order.to_lowercase().contains(&typed));
            let choices = fitting
                .map(|order| AutocompleteChoice::new(*order, &order[..3]))
                .collect();
            typing
                .create_response(
                    &ctx.http,
                    Respond::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices)),
                )
                .await
        }
        _ => Ok(()),
    }
}

async fn run(ctx: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    let response = match command.data.name.as_str() {
        "silent" => return Ok(()),
        "think" => {
            command.defer(&ctx.http).await?;
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
            let done = EditInteractionResponse::new().content("It came to me: **42**.");
            return command.edit_response(&ctx.http, done).await.map(drop);
        }
        "Make a note" => {
            let noted = command.data.resolved.messages.values().next();
            privately(format!(
                "Noted the message of {}.",
                noted.map_or("nobody", |message| &message.author.name)
            ))
        }
        "order" => privately(format!("You asked for {:?}.", command.data.options[0])),
        _ => openly(format!(
            "{} it is, with {} options.",
            command.data.name,
            command.data.options.len()
        )),
    };
    command.create_response(&ctx.http, response).await
}

async fn react(ctx: &Context, press: &ComponentInteraction) -> serenity::Result<()> {
    let response = match press.data.custom_id.as_str() {
        "silent" => return Ok(()),
        "accept" => Respond::Modal(form()),
        "direct" => {
            press
                .user
                .direct_message(
                    &ctx.http,
                    CreateMessage::new().content("Here I am, for you alone."),
                )
                .await?;
            privately("I wrote to you.")
        }
        other => {
            let words = match &press.data.kind {
                Chosen::StringSelect { values } => format!("You chose {}.", values.join(", ")),
                Chosen::UserSelect { values } => format!("You chose <@{}>.", values[0]),
                Chosen::RoleSelect { values } => format!("You chose <@&{}>.", values[0]),
                Chosen::ChannelSelect { values } => format!("You chose <#{}>.", values[0]),
                _ => format!("You pressed {other}."),
            };
            privately(words)
        }
    };
    press.create_response(&ctx.http, response).await
}

fn form() -> CreateModal {
    let name = CreateInputText::new(InputTextStyle::Short, "Name on the cup", "name")
        .value("Blue Harbour")
        .max_length(30);
    let price = CreateInputText::new(InputTextStyle::Short, "Price", "price")
        .placeholder("12.50 EUR")
        .min_length(2);
    let notes = CreateInputText::new(InputTextStyle::Paragraph, "Notes", "notes")
        .required(false)
        .max_length(300);
    CreateModal::new("accepted", "Accept O-7")
        .components([name, price, notes].map(CreateActionRow::InputText).to_vec())
}

async fn take(ctx: &Context, form: &ModalInteraction) -> serenity::Result<()> {
    let inputs = form.data.components.iter().flat_map(|row| &row.components);
    let values: Vec<String> = inputs
        .filter_map(|part| match part {
            ActionRowComponent::InputText(input) => input.value.clone(),
            _ => None,
        })
        .collect();
    let words = format!(
        "Accepted by <@{}> as **{}** for {}",
        form.user.id, values[0], values[1]
    );
    let update = CreateInteractionResponseMessage::new()
        .content(words)
        .components(Vec::new());
    form.create_response(&ctx.http, Respond::UpdateMessage(update))
        .await
}
