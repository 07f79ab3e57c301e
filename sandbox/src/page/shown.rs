//! What a program puts on the page: buttons, a hint, and whom one is at first.

use crate::{
    Channel, Member, Sandbox,
    toolbar::{Action, Welcome},
};

impl Sandbox {
    /// Puts buttons on the bar at the top of the page, instead of those before.
    pub fn set_toolbar(&self, actions: Vec<Action>) {
        self.shared().page.lock().actions = actions;
        self.shared().change(|_| ());
    }

    /// Puts a panel beside the chat, instead of the one before.
    pub fn set_panel(&self, panel: crate::Panel) {
        self.shared().page.lock().panel = Some(panel);
        self.shared().change(|_| ());
    }

    /// Puts a hint on the page, which the reader can close. The text may have Discord's Markdown.
    pub fn set_welcome(&self, title: &str, text: &str) {
        self.shared().page.lock().welcome = Some(Welcome {
            title: title.to_owned(),
            text: text.to_owned(),
        });
        self.shared().change(|_| ());
    }

    /// Whom one is, and which channel is open, when the page is opened for the first time.
    pub fn open_page_as(&self, member: &Member, channel: &Channel) {
        let mut page = self.shared().page.lock();
        page.opens_as = Some(member.id());
        page.opens_in = Some(channel.id());
    }
}
