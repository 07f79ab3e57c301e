//! `/help` names every command to whoever may use it. What there is comes from the commands that are registered, so a new
//! one that is missing there is found.

use leadbell::discord::commands;
use sandbox::Member;

use crate::tester::Tester;

/// The commands as `/help` writes them, with what Discord says of each.
fn all() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Vec<_> = commands::all()
        .into_iter()
        .map(|command| (String::new(), command))
        .collect();
    while let Some((before, command)) = open.pop() {
        if let Some(name) = command.context_menu_name {
            found.push((format!("`{name}`"), String::new()));
        } else if command.subcommands.is_empty() {
            let description = command.description.expect("a description");
            found.push((format!("`/{before}{}`", command.name), description.to_string()));
        } else {
            let before = format!("{before}{} ", command.name);
            open.extend(
                command
                    .subcommands
                    .into_iter()
                    .map(|below| (before.clone(), below)),
            );
        }
    }
    found
}

async fn help(tester: &Tester, member: &Member) -> String {
    let reply = member.slash(&tester.leads, "/help").await;
    assert!(reply.is_ephemeral());
    reply.text()
}

#[tokio::test]
async fn everybody_is_told_every_command_that_they_may_use_and_no_other() {
    let tester = Tester::new().await;
    let boss = tester.guild.add_member("Boss", &[&tester.managers]);
    let role = tester.guild.add_role("Admins");
    role.allow(1 << 5);
    boss.add_role(&role);
    let texts = [
        (
            "a manager who manages the server",
            help(&tester, &boss).await,
            [true, true, true],
        ),
        (
            "a manager",
            help(&tester, &tester.maria).await,
            [true, true, false],
        ),
        (
            "a member",
            help(&tester, &tester.anna).await,
            [true, false, false],
        ),
        (
            "who only manages the server",
            help(&tester, &tester.olga).await,
            [false, false, true],
        ),
        (
            "an outsider",
            help(&tester, &tester.zoe).await,
            [false, false, false],
        ),
    ];
    for (command, description) in all() {
        let kind = match command.as_str() {
            "`/help`" => continue,
            "`/setup`" => 2,
            _ if description.ends_with("(managers)") => 1,
            _ => 0,
        };
        for (who, text, may) in &texts {
            let named = text.contains(&command);
            // Who is not on the team yet is told of nothing but what would put them there.
            assert_eq!(
                named,
                may[kind] || kind == 2 && text.contains("is not set up"),
                "{command} to {who}:\n{text}"
            );
        }
    }
    for (who, text, _) in &texts {
        assert!(text.contains("`/help`"), "{who}");
    }
    assert!(texts[4].1.contains(&tester.managers.mention()), "{}", texts[4].1);
    tester.finish().await;
}

#[tokio::test]
async fn before_the_team_is_set_up_help_says_who_can_do_that() {
    let tester = Tester::before_setup().await;
    assert!(help(&tester, &tester.anna).await.contains("not set up yet"));
    let olga = help(&tester, &tester.olga).await;
    assert!(olga.contains("`/setup` – channel"), "{olga}");
    tester.finish().await;
}
