//! The yardstick of a press: a bot that does one UPDATE, one INSERT and one reply, in the same libraries.

use serenity::all::{
    ButtonStyle, ClientBuilder, Context, CreateActionRow, CreateButton, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateMessage, EventHandler, GatewayIntents, Guild, HttpBuilder,
    Interaction,
};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

/// The argument that makes this bench the bot.
pub const NAME: &str = "minimal-bot";
/// How many messages with a button it posts in the first channel of a server.
pub const CARDS: usize = 20;

struct Bot(SqlitePool);

#[serenity::async_trait]
impl EventHandler for Bot {
    async fn guild_create(&self, ctx: Context, guild: Guild, _: Option<bool>) {
        let channel = guild
            .channels
            .values()
            .find(|channel| channel.name == "leads")
            .unwrap();
        for number in 0..CARDS {
            let button = CreateButton::new(number.to_string())
                .label("♥")
                .style(ButtonStyle::Secondary);
            let row = vec![CreateActionRow::Buttons(vec![button])];
            let card = CreateMessage::new()
                .content(format!("L-{number}"))
                .components(row);
            channel.id.send_message(&ctx.http, card).await.unwrap();
        }
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let Interaction::Component(press) = interaction else {
            return;
        };
        let (id, member) = (press.data.custom_id.as_str(), press.user.id.get().cast_signed());
        let mut tx = self.0.begin().await.unwrap();
        sqlx::query("update cards set hearts = hearts + 1 where id = ?")
            .bind(id)
            .execute(&mut *tx)
            .await
            .unwrap();
        sqlx::query("insert into events (card, member) values (?, ?)")
            .bind(id)
            .bind(member)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let look = CreateInteractionResponseMessage::new().content(format!("L-{id} has one more"));
        let answer = CreateInteractionResponse::UpdateMessage(look);
        press.create_response(&ctx.http, answer).await.unwrap();
    }
}

/// Runs until it is killed.
pub async fn run() {
    let var = |name| std::env::var(name).unwrap();
    let options: SqliteConnectOptions = var("DATABASE_URL").parse().unwrap();
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(options)
        .await
        .unwrap();
    sqlx::raw_sql("create table cards (id text primary key, hearts integer not null); create table events (id integer primary key, card text, member integer)")
        .execute(&pool)
        .await
        .unwrap();
    for number in 0..CARDS {
        sqlx::query("insert into cards values (?, 0)")
            .bind(number.to_string())
            .execute(&pool)
            .await
            .unwrap();
    }
    let token = var("DISCORD_TOKEN");
    let http = HttpBuilder::new(&token)
        .proxy(var("DISCORD_API_URL"))
        .ratelimiter_disabled(true)
        .build();
    let mut client = ClientBuilder::new_with_http(http, GatewayIntents::GUILDS)
        .event_handler(Bot(pool))
        .await
        .unwrap();
    client.start().await.unwrap();
}
