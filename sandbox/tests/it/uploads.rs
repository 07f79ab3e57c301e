//! Files: sent as a form, served by address, shown in embeds, kept and dropped by edits.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::support::{Stage, client};

fn part(bytes: &[u8], name: &str) -> Part {
    Part::bytes(bytes.to_vec()).file_name(name.to_owned())
}

fn path(stage: &Stage) -> String {
    format!("/channels/{}/messages", stage.channel.id())
}

#[tokio::test]
async fn a_file_is_described_by_its_number_and_served() {
    let stage = Stage::new().await;
    let payload = json!({"content": "export", "attachments": [{"id": 0, "description": "all leads"}]});
    let form = Form::new()
        .text("payload_json", payload.to_string())
        .part("files[0]", part(b"a,b\n1,2\n", "my leads.csv"));
    let sent = stage.upload(&path(&stage), form).await;
    let file = &sent.body["attachments"][0];
    assert_eq!(
        (&file["filename"], &file["size"], &file["description"]),
        (&json!("my_leads.csv"), &json!(8), &json!("all leads"))
    );
    assert_eq!(file["content_type"], "text/csv; charset=utf-8");
    let served = client().get(file["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(served.text().await.unwrap(), "a,b\n1,2\n");
    assert_eq!(
        stage.channel.messages()[0].file("my_leads.csv").unwrap(),
        b"a,b\n1,2\n"
    );
}

#[tokio::test]
async fn a_picture_in_an_embed_is_not_listed_beside_it() {
    let stage = Stage::new().await;
    let payload = json!({"embeds": [{"title": "t", "image": {"url": "attachment://c.png"}}]});
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x08";
    let form = Form::new()
        .text("payload_json", payload.to_string())
        .part("files[0]", part(png, "c.png"));
    let sent = stage.upload(&path(&stage), form).await;
    assert_eq!(sent.body["attachments"], json!([]));
    let url = sent.body["embeds"][0]["image"]["url"].as_str().unwrap();
    assert_eq!(
        client().get(url).send().await.unwrap().bytes().await.unwrap(),
        png.as_slice()
    );
}

#[tokio::test]
async fn an_edit_keeps_what_it_names_and_drops_the_rest() {
    let stage = Stage::new().await;
    let form = Form::new()
        .part("files[0]", part(b"a", "a.txt"))
        .part("files[1]", part(b"b", "b.txt"));
    let sent = stage.upload(&path(&stage), form).await;
    let second = sent.body["attachments"][1]["id"].clone();
    let edited = stage
        .edit(
            sent.id(),
            json!({"content": "one left", "attachments": [{"id": second}]}),
        )
        .await;
    assert_eq!(edited.body["attachments"][0]["filename"], "b.txt");
    assert_eq!(edited.body["attachments"].as_array().unwrap().len(), 1);
    let untouched = stage.edit(sent.id(), json!({"content": "still one"})).await;
    assert_eq!(untouched.body["attachments"].as_array().unwrap().len(), 1);
    assert_eq!(
        stage
            .edit(sent.id(), json!({"content": "", "attachments": []}))
            .await
            .code(),
        50006
    );
}

#[tokio::test]
async fn files_are_limited_in_size_and_number() {
    let stage = Stage::new().await;
    let limit = 10 * 1024 * 1024;
    let form = |size: usize| Form::new().part("files[0]", part(&vec![0; size], "big"));
    assert_eq!(stage.upload(&path(&stage), form(limit)).await.status, 200);
    let refused = stage.upload(&path(&stage), form(limit + 1)).await;
    assert_eq!((refused.status, refused.code()), (413, 40005));
    let many = (0..11).fold(Form::new(), |form, n| {
        form.part(format!("files[{n}]"), part(b"x", "x"))
    });
    assert!(stage.upload(&path(&stage), many).await.body["errors"]["attachments"]["_errors"].is_array());
    let unknown: Value = json!({"content": "x", "attachments": [{"id": 7, "filename": "nowhere"}]});
    let refused = stage.send(unknown).await;
    assert_eq!((refused.status, refused.code()), (400, 50035));
    assert!(refused.body["errors"]["attachments"]["0"]["id"]["_errors"].is_array());
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let stage = Stage::new().await;
    let url = format!("{}/api/v10{}", stage.sandbox.url(), path(&stage));
    let request = client()
        .post(url)
        .header("content-type", "application/json")
        .header("authorization", format!("Bot {}", stage.sandbox.token()));
    let refused = crate::support::read(request.body("{oops").send().await.unwrap()).await;
    assert_eq!((refused.status, refused.code()), (400, 50109));
}
