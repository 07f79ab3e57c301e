//! The messages of the example's bot.

use serenity::all::{
    ButtonStyle, ChannelId, ChannelType, CreateActionRow, CreateAttachment, CreateButton, CreateEmbed,
    CreateEmbedAuthor, CreateEmbedFooter, CreateMessage, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, CreateThread, Http, ReactionType, Timestamp,
};

/// An order with buttons of every style.
pub fn order(urgent: bool) -> CreateMessage {
    let now = Timestamp::now().unix_timestamp();
    let title = if urgent {
        "O-8 · Nordlicht GmbH"
    } else {
        "O-7 · Blue Harbour Ltd"
    };
    let words = "Twelve people, two of them without milk.\n> \"As strong as you can make it, please.\"\nSee the [price list](https://example.org/prices).";
    let embed = CreateEmbed::new()
        .author(CreateEmbedAuthor::new(if urgent {
            "🔥 Urgent order"
        } else {
            "Order from the website"
        }))
        .title(title)
        .description(words)
        .colour(if urgent { 0xE8_59_0C } else { 0x1C_7E_D6 })
        .field("Customer", "Ada Berg", true)
        .field("Country", "Germany", true)
        .field("Guests", "12", true)
        .field(
            "Due",
            format!("<t:{}:R> (<t:{}:f>)", now + 3 * 86_400, now + 3 * 86_400),
            false,
        )
        .footer(CreateEmbedFooter::new("O-7 · Website"))
        .timestamp(Timestamp::now());
    let buttons = vec![
        CreateButton::new("accept")
            .label("Accept")
            .style(ButtonStyle::Success),
        CreateButton::new("decline")
            .label("Decline")
            .style(ButtonStyle::Danger),
        CreateButton::new("favorite")
            .emoji(ReactionType::Unicode("♥️".into()))
            .label("2")
            .style(ButtonStyle::Secondary),
        CreateButton::new("contact")
            .label("Contact")
            .style(ButtonStyle::Primary),
        CreateButton::new("gone")
            .label("Sold out")
            .style(ButtonStyle::Secondary)
            .disabled(true),
    ];
    let more = vec![
        CreateButton::new("silent").label("No answer"),
        CreateButton::new("direct").label("Write to me"),
        CreateButton::new_link("https://example.org/orders/7").label("Open in the shop"),
    ];
    CreateMessage::new()
        .content(if urgent {
            "@everyone An urgent order"
        } else {
            "A new order"
        })
        .embed(embed)
        .components(vec![
            CreateActionRow::Buttons(buttons),
            CreateActionRow::Buttons(more),
        ])
}

fn choices() -> CreateMessage {
    let strings = vec![
        CreateSelectMenuOption::new("Espresso", "espresso")
            .description("Short and strong")
            .emoji(ReactionType::Unicode("☕".into())),
        CreateSelectMenuOption::new("Tea", "tea")
            .description("Green or black")
            .emoji(ReactionType::Unicode("🍵".into())),
        CreateSelectMenuOption::new("Water", "water"),
    ];
    let menu = |id: &str, kind, words: &str| {
        CreateActionRow::SelectMenu(CreateSelectMenu::new(id, kind).placeholder(words))
    };
    let several = CreateSelectMenu::new(
        "extras",
        CreateSelectMenuKind::String {
            options: ["Milk", "Sugar", "Cinnamon"]
                .map(|name| CreateSelectMenuOption::new(name, name))
                .to_vec(),
        },
    );
    CreateMessage::new()
        .content("Choose what you like:")
        .components(vec![
            menu(
                "drink",
                CreateSelectMenuKind::String { options: strings },
                "A drink",
            ),
            CreateActionRow::SelectMenu(several.placeholder("Extras").min_values(1).max_values(3)),
            menu(
                "who",
                CreateSelectMenuKind::User { default_users: None },
                "A colleague",
            ),
            menu(
                "role",
                CreateSelectMenuKind::Role { default_roles: None },
                "A role",
            ),
            menu(
                "where",
                CreateSelectMenuKind::Channel {
                    channel_types: Some(vec![ChannelType::Text]),
                    default_channels: None,
                },
                "A channel",
            ),
        ])
}

const WORDS: &str = "# Words\nSome **bold**, *italic*, __underlined__, ~~struck~~ and ||hidden|| words, `code` and snake_case_names.\n\
- one\n- two\n  - two and a half\n> quoted *words*\n```rust\nfn main() {}\n```\n<script>alert(1)</script> <img src=x onerror=alert(1)> \
**unclosed and \\*escaped\\* https://example.org/a_b_c. -# not small\n-# small words";

/// Everything that stands there from the start.
pub async fn post_all(http: &Http, channel: ChannelId) -> serenity::Result<()> {
    channel.say(http, WORDS).await?;
    let chart = CreateAttachment::bytes(include_bytes!("chart.png").as_slice(), "chart.png");
    let picture = CreateEmbed::new()
        .title("This week")
        .description("Cups a day")
        .image("attachment://chart.png")
        .colour(0x2B_8A_3E);
    channel
        .send_message(http, CreateMessage::new().embed(picture).add_file(chart))
        .await?;
    let notes = CreateAttachment::bytes(b"two spoons a cup".as_slice(), "recipe.txt");
    let recipe = channel
        .send_message(http, CreateMessage::new().content("The recipe").add_file(notes))
        .await?;
    let talk = channel
        .create_thread_from_message(http, recipe.id, CreateThread::new("About the recipe"))
        .await?;
    talk.id.say(http, "Three spoons, if you ask me.").await?;
    channel.send_message(http, choices()).await?;
    let card = channel.send_message(http, order(false)).await?;
    let reply = CreateMessage::new()
        .content("Nobody has taken this order yet.")
        .reference_message(&card);
    channel.send_message(http, reply).await?;
    Ok(())
}
