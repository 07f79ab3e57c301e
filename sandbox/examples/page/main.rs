//! A small bot in a sandbox whose page can be looked at: `cargo run -p sandbox --example page [address]`.
//!
//! It shows everything that the page can show, and the browser test presses all of it.

#![expect(
    clippy::print_stdout,
    reason = "the address is printed for whoever started it"
)]

mod answers;
mod cards;

use std::{error::Error, net::SocketAddr, sync::Arc};

use chrono::TimeDelta;
use sandbox::{Action, Channel, Jump, Options, Sandbox, options::movable_now, permissions};
use serenity::all::{
    ChannelId, Command, CommandOptionType, CommandType, Context, CreateCommand, CreateCommandOption,
    EventHandler, GatewayIntents, Http, HttpBuilder, Interaction, Ready,
};
use tokio::sync::Notify;

struct Bot {
    ready: Arc<Notify>,
}

#[serenity::async_trait]
impl EventHandler for Bot {
    async fn ready(&self, ctx: Context, _: Ready) {
        if let Err(error) = Command::set_global_commands(&ctx.http, commands()).await {
            eprintln!("the commands were refused: {error}");
        }
        self.ready.notify_one();
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        if let Err(error) = answers::answer(&ctx, interaction).await {
            eprintln!("an answer was refused: {error}");
        }
    }
}

fn commands() -> Vec<CreateCommand> {
    let option = CreateCommandOption::new;
    let which = option(CommandOptionType::String, "order", "Number or customer")
        .required(true)
        .set_autocomplete(true);
    let show = option(CommandOptionType::SubCommand, "show", "Show one order").add_sub_option(which);
    let list = option(CommandOptionType::SubCommand, "list", "Show all orders");
    let size = option(CommandOptionType::String, "size", "How large")
        .required(true)
        .add_string_choice("Small", "s")
        .add_string_choice("Large", "l");
    vec![
        CreateCommand::new("order")
            .description("Orders")
            .add_option(show)
            .add_option(list),
        CreateCommand::new("brew")
            .description("Brew something")
            .description_localized("de", "Etwas aufbrühen")
            .add_option(size)
            .add_option(
                option(CommandOptionType::Integer, "cups", "How many")
                    .required(true)
                    .min_int_value(1)
                    .max_int_value(9),
            )
            .add_option(option(CommandOptionType::User, "for", "For whom"))
            .add_option(option(CommandOptionType::Channel, "where", "Where to bring it"))
            .add_option(option(CommandOptionType::Boolean, "sugar", "With sugar")),
        CreateCommand::new("think").description("Takes a while"),
        CreateCommand::new("silent").description("Gets no answer"),
        CreateCommand::new("secret")
            .description("Only for managers")
            .default_member_permissions(serenity::all::Permissions::MANAGE_GUILD),
        CreateCommand::new("Make a note").kind(CommandType::Message),
    ]
}

/// The server, with who and what is in it.
fn furnish(sandbox: &Sandbox) -> Channel {
    let guild = sandbox.add_guild("Corner Café");
    let (managers, baristas) = (guild.add_role("Managers"), guild.add_role("Baristas"));
    managers.allow(permissions::MANAGE_GUILD);
    for role in [&managers, &baristas] {
        role.set_mentionable(true);
    }
    managers.set_colour(0xE0_A0_30);
    baristas.set_colour(0x3F_B9_A0);
    let orders = guild.add_channel("orders");
    let back_room = guild.add_channel("back-room");
    back_room.overwrite(&guild.everyone(), 0, permissions::VIEW_CHANNEL);
    back_room.overwrite(&managers, permissions::VIEW_CHANNEL, 0);
    let maria = guild.add_member("Maria", &[&managers, &baristas]);
    let ben = guild.add_member("Ben Okafor", &[&baristas]);
    let _guest = guild.add_member("Guest", &[]);
    maria.write(
        &orders,
        "Good morning! **New orders** come in here. ~~Yesterday's~~ are done.",
    );
    ben.write(&orders, &format!("Thanks {}, I am on it :)", maria.mention()));
    sandbox.open_page_as(&maria, &orders);
    sandbox.set_welcome(
        "You are Maria.",
        "Press **Accept** on an order, or type `/` to see what the bot can do. Who you are is changed at the lower left.",
    );
    orders
}

fn actions(http: &Arc<Http>, orders: &Channel, jump: &Jump) -> Vec<Action> {
    let channel = ChannelId::new(orders.id());
    let send = |label: &str, hint: &str, urgent: bool| {
        let http = Arc::clone(http);
        Action::new(label, hint, move || {
            let http = Arc::clone(&http);
            async move {
                channel.send_message(&http, cards::order(urgent)).await?;
                Ok(String::new())
            }
        })
    };
    let jumps = [
        ("1 h", TimeDelta::hours(1)),
        ("24 h", TimeDelta::hours(24)),
        ("14 days", TimeDelta::days(14)),
    ];
    let jumps = jumps.map(|(label, by)| {
        let jump = Arc::clone(jump);
        let hint = format!("Moves the clock forward by {label}");
        Action::new(label, &hint, move || {
            jump(by);
            async move { Ok(format!("It is {label} later.")) }
        })
        .in_group("Jump")
    });
    let mut actions = vec![
        send("Send an order", "A new order comes in", false),
        send("Send an urgent order", "An order that cannot wait comes in", true),
    ];
    actions.extend(jumps);
    actions
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (now, jump) = movable_now();
    let mut options = Options {
        now,
        jump: Some(Arc::clone(&jump)),
        // Everything is posted at once, so that there is something to look at.
        rate_limits: false,
        application_name: "Barkeeper".to_owned(),
        ..Options::default()
    };
    if let Some(address) = std::env::args().nth(1) {
        options.listen = address.parse::<SocketAddr>()?;
    }
    let sandbox = Sandbox::start(options).await?;
    let orders = furnish(&sandbox);
    let http = || {
        HttpBuilder::new(sandbox.token())
            .proxy(sandbox.url())
            .ratelimiter_disabled(true)
            .build()
    };
    let ready = Arc::new(Notify::new());
    let bot = Bot {
        ready: Arc::clone(&ready),
    };
    let mut client = serenity::client::ClientBuilder::new_with_http(http(), GatewayIntents::GUILDS)
        .event_handler(bot)
        .await?;
    let calls = Arc::new(http());
    let show = async {
        ready.notified().await;
        sandbox.set_toolbar(actions(&calls, &orders, &jump));
        cards::post_all(&calls, ChannelId::new(orders.id())).await?;
        println!("{}", sandbox.url());
        tokio::signal::ctrl_c().await?;
        Ok::<(), Box<dyn Error>>(())
    };
    tokio::select! {
        ended = client.start() => ended?,
        shown = show => shown?,
    }
    Ok(())
}
