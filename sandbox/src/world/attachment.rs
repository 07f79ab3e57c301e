//! Files that were uploaded with a message, as they are kept and as they are shown.

use serde_json::{Value, json};

use super::ids::id;

/// A file that was uploaded with a message.
#[derive(Debug, Clone)]
pub(crate) struct Attachment {
    pub id: u64,
    pub channel_id: u64,
    pub filename: String,
    pub title: Option<String>,
    pub description: Option<String>,
    pub content_type: String,
    pub bytes: std::sync::Arc<[u8]>,
    /// Of a voice message.
    pub duration_s: Option<f64>,
    pub waveform: Option<String>,
    pub is_spoiler: bool,
    pub ephemeral: bool,
}

/// `message.mdx`, Attachment Flags.
const IS_SPOILER: u64 = 1 << 3;

impl Attachment {
    /// The attachment object; `origin` is where this sandbox serves files.
    pub fn json(&self, origin: &str) -> Value {
        let url = self.url(origin);
        let mut attachment = json!({
            "id": id(self.id),
            "filename": self.filename,
            "size": self.bytes.len(),
            "url": url,
            "proxy_url": url,
            "content_type": self.content_type,
        });
        if let Some(title) = &self.title {
            attachment["title"] = json!(title);
        }
        if let Some(description) = &self.description {
            attachment["description"] = json!(description);
        }
        if let Some(seconds) = self.duration_s {
            attachment["duration_secs"] = json!(seconds);
        }
        if let Some(waveform) = &self.waveform {
            attachment["waveform"] = json!(waveform);
        }
        if self.is_spoiler {
            attachment["flags"] = json!(IS_SPOILER);
        }
        if self.ephemeral {
            attachment["ephemeral"] = json!(true);
        }
        if let Some((width, height)) = png_size(&self.bytes) {
            attachment["width"] = json!(width);
            attachment["height"] = json!(height);
        }
        attachment
    }

    /// Where the file is served.
    pub fn url(&self, origin: &str) -> String {
        format!(
            "{origin}/attachments/{}/{}/{}",
            self.channel_id, self.id, self.filename
        )
    }
}

/// Width and height from a PNG's first chunk.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some((number(8)?, number(12)?))
}
