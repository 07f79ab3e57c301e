//! An unmodified serenity bot lives in the sandbox: it logs in, registers commands, and answers every kind of interaction.

use std::sync::Arc;

use sandbox::{Kind, Options, Sandbox};
use serenity::all::{
    ActionRowComponent, AutocompleteChoice, ButtonStyle, Command, CommandOptionType, CommandType, Context,
    CreateActionRow, CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption,
    CreateEmbed, CreateInputText, CreateInteractionResponse, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, CreateModal, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, EditInteractionResponse, EventHandler, GatewayIntents, Guild, HttpBuilder,
    InputTextStyle, Interaction, Ready,
};
use tokio::sync::Notify;

use crate::contract::Watched;

struct Bot {
    ready: Arc<Notify>,
}

fn says(words: &str) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new().content(words)
}

async fn answer(ctx: &Context, interaction: Interaction) -> serenity::Result<()> {
    match interaction {
        Interaction::Command(command) if command.data.name == "card" => {
            let card = CreateMessage::new()
                .embed(CreateEmbed::new().title("L-1").field("Need", "Boats", true))
                .components(vec![
                    CreateActionRow::Buttons(vec![
                        CreateButton::new("1:accept:1")
                            .label("Accept")
                            .style(ButtonStyle::Success),
                        CreateButton::new("1:gone:1").label("Gone").disabled(true),
                        CreateButton::new("1:slow:1").label("Slow"),
                        CreateButton::new("1:deaf:1").label("Deaf"),
                    ]),
                    CreateActionRow::SelectMenu(CreateSelectMenu::new(
                        "1:reason:1",
                        CreateSelectMenuKind::String {
                            options: vec![
                                CreateSelectMenuOption::new("Too small", "small"),
                                CreateSelectMenuOption::new("Spam", "spam"),
                            ],
                        },
                    )),
                ]);
            command.channel_id.send_message(&ctx.http, card).await?;
            command
                .create_response(
                    &ctx.http,
                    CreateInteractionResponse::Message(says("posted").ephemeral(true)),
                )
                .await
        }
        Interaction::Command(command) if command.data.name == "Make a lead" => {
            let target = command
                .data
                .resolved
                .messages
                .values()
                .next()
                .map(|m| m.content.clone())
                .unwrap_or_default();
            command
                .create_response(&ctx.http, CreateInteractionResponse::Message(says(&target)))
                .await
        }
        Interaction::Command(command) => {
            let options = format!("{:?}", command.data.options());
            command
                .create_response(&ctx.http, CreateInteractionResponse::Message(says(&options)))
                .await
        }
        Interaction::Autocomplete(typing) => {
            let option = typing.data.autocomplete().unwrap();
            let choice = AutocompleteChoice::new(format!("{}…", option.value), option.value.to_owned());
            let choices = CreateAutocompleteResponse::new().set_choices(vec![choice]);
            typing
                .create_response(&ctx.http, CreateInteractionResponse::Autocomplete(choices))
                .await
        }
        Interaction::Component(press) => match press.data.custom_id.as_str() {
            "1:accept:1" => {
                let name = CreateInputText::new(InputTextStyle::Short, "Deal name", "name")
                    .value("Acme – boats")
                    .max_length(20);
                let modal = CreateModal::new("1:accepted:1", "Accept L-1")
                    .components(vec![CreateActionRow::InputText(name)]);
                press
                    .create_response(&ctx.http, CreateInteractionResponse::Modal(modal))
                    .await
            }
            "1:slow:1" => {
                press.defer_ephemeral(&ctx.http).await?;
                press
                    .edit_response(&ctx.http, EditInteractionResponse::new().content("done at last"))
                    .await?;
                let more = CreateInteractionResponseFollowup::new()
                    .content("and more")
                    .ephemeral(true);
                press.create_followup(&ctx.http, more).await.map(drop)
            }
            "1:deaf:1" => Ok(()),
            "1:reason:1" => {
                let update = CreateInteractionResponseMessage::new()
                    .content("declined")
                    .components(vec![]);
                press
                    .create_response(&ctx.http, CreateInteractionResponse::UpdateMessage(update))
                    .await
            }
            other => {
                press
                    .create_response(&ctx.http, CreateInteractionResponse::Message(says(other)))
                    .await
            }
        },
        Interaction::Modal(form) => {
            let ActionRowComponent::InputText(input) = &form.data.components[0].components[0] else {
                return Ok(());
            };
            let words = format!("accepted as {}", input.value.clone().unwrap_or_default());
            let update = CreateInteractionResponseMessage::new().content(words);
            form.create_response(&ctx.http, CreateInteractionResponse::UpdateMessage(update))
                .await
        }
        _ => Ok(()),
    }
}

#[serenity::async_trait]
impl EventHandler for Bot {
    async fn ready(&self, ctx: Context, _: Ready) {
        let lead =
            CreateCommandOption::new(CommandOptionType::String, "lead", "Which").set_autocomplete(true);
        let show =
            CreateCommandOption::new(CommandOptionType::SubCommand, "show", "Show one").add_sub_option(lead);
        let commands = vec![
            CreateCommand::new("card").description("Post a card"),
            CreateCommand::new("lead").description("Leads").add_option(show),
            CreateCommand::new("setup")
                .description("Set up")
                .add_option(
                    CreateCommandOption::new(CommandOptionType::Channel, "channel", "Where").required(true),
                )
                .add_option(CreateCommandOption::new(
                    CommandOptionType::Role,
                    "manager_role",
                    "Who",
                )),
            CreateCommand::new("Make a lead").kind(CommandType::Message),
        ];
        Command::set_global_commands(&ctx.http, commands).await.unwrap();
        self.ready.notify_one();
    }

    async fn guild_create(&self, _: Context, guild: Guild, _: Option<bool>) {
        assert_eq!(guild.name, "Nordlicht Partners");
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        answer(&ctx, interaction).await.unwrap();
    }
}

async fn start() -> Watched {
    let sandbox = Watched(Sandbox::start(Options::default()).await.unwrap());
    let guild = sandbox.add_guild("Nordlicht Partners");
    let _ = (
        guild.add_channel("leads"),
        guild.add_role("Managers"),
        guild.add_member("Anna", &[]),
    );
    let _ = guild.add_member("Bert", &[]);
    let ready = Arc::new(Notify::new());
    let http = HttpBuilder::new(sandbox.token())
        .proxy(sandbox.url())
        .ratelimiter_disabled(true)
        .build();
    let bot = Bot {
        ready: Arc::clone(&ready),
    };
    let mut client = serenity::client::ClientBuilder::new_with_http(http, GatewayIntents::GUILDS)
        .event_handler(bot)
        .await
        .unwrap();
    tokio::spawn(async move { client.start().await });
    let patience = std::time::Duration::from_secs(20);
    let logged_in = tokio::time::timeout(patience, ready.notified()).await;
    assert!(logged_in.is_ok(), "no login after {:#?}", sandbox.requests());
    sandbox
}

#[tokio::test]
async fn a_serenity_bot_registers_commands_and_answers_every_kind_of_interaction() {
    let sandbox = start().await;
    let guild = sandbox.guilds().remove(0);
    let (channel, anna) = (guild.channel("leads").unwrap(), guild.member("Anna").unwrap());

    let posted = anna.slash(&channel, "/card").await;
    assert_eq!((posted.kind(), posted.text().as_str()), (Kind::Message, "posted"));
    assert!(posted.is_ephemeral());
    let card = channel.messages().remove(0);
    assert_eq!(
        card.text(),
        "L-1\nNeed: Boats\nAccept\nGone\nSlow\nDeaf\nToo small\nSpam"
    );

    let form = anna.press(&card, "Accept").await;
    assert_eq!(form.kind(), Kind::Modal);
    assert_eq!(form.text(), "Accept L-1\nDeal name: Acme – boats");
    let accepted = anna.submit(&form, &[("Deal name", "Acme boats")]).await;
    assert_eq!(accepted.kind(), Kind::Update);
    assert_eq!(card.content(), "accepted as Acme boats");
    assert_eq!(card.revision(), 1);

    let slow = anna.press(&card, "Slow").await.settled().await;
    let more = slow.followup(1).await.unwrap();
    assert_eq!(slow.kind(), Kind::DeferredMessage);
    assert_eq!(
        (slow.message().unwrap().content(), more.content()),
        ("done at last".into(), "and more".into())
    );
    assert_eq!(
        channel.messages().len(),
        1,
        "private answers are not in the channel"
    );

    let declined = anna.select(&card, &["Spam"]).await;
    assert_eq!(
        (declined.kind(), card.text().as_str()),
        (Kind::Update, "declined\nL-1\nNeed: Boats")
    );
}

#[tokio::test]
async fn commands_are_read_as_discords_client_reads_them() {
    let sandbox = start().await;
    let guild = sandbox.guilds().remove(0);
    let (channel, anna) = (guild.channel("leads").unwrap(), guild.member("Anna").unwrap());

    let choices = anna.autocomplete(&channel, "/lead show lead:nor").await;
    assert_eq!(choices[0].name, "nor…");
    let line = format!("/setup channel:{} manager_role:@Managers", channel.mention());
    let set_up = anna.slash(&channel, &line).await;
    assert!(set_up.text().contains("Managers"), "{}", set_up.text());
    for (line, words) in [
        ("/setup", "the option \"channel\" is required"),
        (
            "/setup channel:#nowhere",
            "there is no [Channel] \"#nowhere\" in this server",
        ),
        (
            "/setup room:1",
            "no option is called so: \"room:1\"; there are: channel, manager_role",
        ),
        ("/lead hide", "/lead has no subcommand \"hide\"; there are: show"),
        (
            "/nothing",
            "there is no command \"nothing\" here; there are: card, lead, setup, Make a lead",
        ),
    ] {
        assert_eq!(
            anna.try_slash(&channel, line).await.err().unwrap().to_string(),
            words
        );
    }
    let message = anna.write(&channel, "We need boats");
    assert_eq!(
        anna.message_command(&message, "Make a lead").await.text(),
        "We need boats"
    );
}

#[tokio::test]
async fn a_bot_that_does_not_answer_is_said_to_have_failed() {
    let sandbox = start().await;
    let guild = sandbox.guilds().remove(0);
    let (channel, anna) = (guild.channel("leads").unwrap(), guild.member("Anna").unwrap());
    let posted = anna.slash(&channel, "/card").await;
    let card = channel.messages().remove(0);
    let reply = anna.press(&card, "Deaf").await;
    assert_eq!(
        (reply.kind(), reply.text().as_str()),
        (Kind::Failed, "This application did not respond")
    );
    assert_eq!(
        anna.try_press(&card, "Gone").await.err().unwrap().to_string(),
        "the button \"Gone\" is disabled"
    );
    let bert = guild.member("Bert").unwrap();
    let private = posted.message().unwrap();
    let refused = bert.try_press(&private, "Accept").await.err().unwrap();
    assert_eq!(
        refused.to_string(),
        "Bert does not see that message: it is private"
    );
    let forged = bert.press_raw(&channel, None, "9:forged").await;
    assert_eq!(forged.text(), "9:forged");
}
