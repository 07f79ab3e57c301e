// A newcomer tries `leadbell demo` in the browser, by pressing and choosing; only what a form asks for is typed.
//
// With SCREENS set to a folder, pictures of what they see are kept there.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import {
  assertAccessible,
  become,
  closeBrowser,
  desktop,
  messageWith,
  phone,
  stage,
} from "../../sandbox/tests/page/stage.js";

after(closeBrowser);

/** Edits of messages older than an hour come slowly, as Discord wants it. */
const SLOWLY = { timeout: 30_000 };
const screens = process.env.SCREENS;
if (screens) mkdirSync(screens, { recursive: true });

/** The demo's page, with the lead that a newcomer reads first. */
async function demo(t, size = desktop) {
  const { page } = await stage(t, size, ["debug/leadbell", "demo", "--page", "127.0.0.1:0"]);
  await card(page, "L-4").waitFor();
  return page;
}

/** The card of a lead in the channel; what is said of the lead elsewhere comes later. */
const card = (page, lead) =>
  page.locator("#log > li:not(.private)", { has: page.locator(".embed-title", { hasText: `${lead} · ` }) }).first();

const press = (place, name) => place.getByRole("button", { name, exact: true }).last().click();
const latest = (page) => page.locator("#log > li").last();

async function choose(page, menu, option) {
  await page.getByRole("button", { name: menu }).last().click();
  await page.getByRole("option", { name: option }).click();
}

/** Fills the open form in and sends it. */
async function send(page, title, fields = {}) {
  const form = page.getByRole("dialog", { name: title });
  for (const [label, text] of Object.entries(fields)) await form.getByLabel(label).fill(text);
  await form.getByRole("button", { name: "Submit" }).click();
  await form.waitFor({ state: "detached" });
}

async function command(page, name) {
  await page.getByRole("textbox", { name: /^Message #/ }).fill(`/${name}`);
  await page.getByRole("option", { name: `/${name}` }).first().click();
  await page.getByRole("button", { name: `Send the command ${name}` }).click();
}

/** What must hold wherever a newcomer comes: names, contrast, no scrolling sideways. Keeps a picture. */
async function look(page, what) {
  await assertAccessible(page, what);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(wider, 0, `${what} scrolls sideways`);
  const { width } = page.viewportSize();
  if (screens) await page.screenshot({ path: join(screens, `${what.replaceAll(" ", "-")}-${width}.png`) });
}

for (const [device, size] of Object.entries({ desktop, phone })) {
  test(`a lead is accepted and won, another declined, a third gets a heart: ${device}`, async (t) => {
    const page = await demo(t, size);
    await look(page, "the first sight");
    assert.equal(await page.getByText("/source add").count(), 0, "nobody has asked for a key");
    await press(card(page, "L-4"), "Accept");
    const form = page.getByRole("dialog", { name: "Accept L-4" });
    assert.match(await form.getByLabel("Deal name").inputValue(), /^Nordwind Logistik GmbH – Move 120 seats/);
    await look(page, "the form");
    await form.getByRole("button", { name: "Submit" }).click();
    await form.getByText("This field is required").waitFor();
    await send(page, "Accept L-4", { "Estimated value": "12,500 EUR", "Estimated purchase date": "in 6 weeks" });
    await messageWith(page, "✅ L-4 is yours: Nordwind Logistik GmbH").getByText("Only you can see this").waitFor();
    await card(page, "L-4").getByText("€12,500").waitFor();
    await look(page, "accepted");
    await press(card(page, "L-4"), "Won");
    await send(page, "Mark L-4 won");
    await messageWith(page, "🏆 L-4 won for €12,500. Well done!").waitFor();
    await card(page, "L-4").getByText("🏆 Won by @Maria").waitFor();

    await press(card(page, "L-3"), "Decline");
    await choose(page, "Choose a reason", "No capacity now");
    await send(page, "Decline L-3");
    await messageWith(page, "L-3 declined: No capacity now.").getByRole("button", { name: "Undo" }).waitFor();
    await card(page, "L-3").getByText("Declined by @Maria").waitFor();

    await press(card(page, "L-2"), "♥ 0");
    await card(page, "L-2").getByRole("button", { name: "♥ 1" }).waitFor();
    await look(page, "answered");
  });
}

test("three days later the team is nudged, two weeks later what nobody answered has expired", async (t) => {
  const page = await demo(t);
  await press(page, "Send: A hot lead");
  await card(page, "L-5").getByText("🔥 Wants direct contact.").waitFor();
  await press(page, "Jump ahead: 72 h");
  await page.getByText(/It is .* in the team.s zone now/).waitFor();
  const nudge = (lead) => page.locator("#log > li", { hasText: `${lead}` }).filter({ hasText: "72-hour" }).last();
  const seconds = await page.evaluate(() => performance.now());
  for (const lead of ["L-4", "L-5"]) {
    await nudge(lead).getByText("72-hour window has passed").waitFor();
    await card(page, lead).getByText("⌛ The 72-hour window has passed.").waitFor(SLOWLY);
  }
  t.diagnostic(`nudges and cards: ${Math.round((await page.evaluate(() => performance.now())) - seconds)} ms`);
  await look(page, "three days later");
  // From the nudge itself a lead is taken, and the nudge says so from then on.
  await press(nudge("L-5"), "Accept");
  await send(page, "Accept L-5", { "Estimated value": "60k NOK", "Estimated purchase date": "in 3 weeks" });
  await messageWith(page, "☑️ L-5 Havila Kystruter: accepted by @Maria after 3 days").waitFor(SLOWLY);
  await card(page, "L-5").getByText("✅ Accepted by @Maria").waitFor(SLOWLY);

  await press(page, "Jump ahead: 14 days");
  const begun = Date.now();
  for (const lead of ["L-1", "L-2", "L-3", "L-4"]) {
    await card(page, lead).getByText("⌛ Expired").waitFor(SLOWLY);
    assert.equal(await card(page, lead).getByRole("button", { name: "Accept" }).count(), 0);
  }
  // What called for an answer calls no more.
  await messageWith(page, /⌛ L-4 .* expired/).waitFor(SLOWLY);
  await page.getByRole("button", { name: "Accept", exact: true }).first().waitFor({ state: "detached", ...SLOWLY });
  t.diagnostic(`expiry on all cards and reminders: ${Date.now() - begun} ms`);
  await command(page, "leads");
  await messageWith(page, "2 are in other stages").or(messageWith(page, "L-5 · Havila")).first().waitFor();
  await choose(page, /^Open, deadline first/, /^Show: Expired/);
  const list = page.locator("#log > li", { has: page.getByRole("button", { name: "Marketplace" }) }).last();
  await list.getByText("L-4 · Nordwind Logistik GmbH – expired").waitFor();
  await list.getByText("L-3 · 東京フーズ株式会社 – expired").waitFor();
  await look(page, "two weeks later");
});

for (const [device, size] of Object.entries({ desktop, phone })) {
  test(`many reminders at once are one message, from which each lead is a choice away: ${device}`, async (t) => {
    const page = await demo(t, size);
    for (let number = 5; number <= 16; number += 1) {
      await press(page, "Send: A hot lead");
      await card(page, `L-${number}`).waitFor();
    }
    await press(page, "Jump ahead: 72 h");
    const roundUp = page.locator("#log > li:not(.private)", { hasText: "14 leads are waiting for an answer." });
    await roundUp.waitFor();
    assert.equal(await roundUp.getByText("https://").count(), 0, "its links lead to cards of this page");
    await look(page, "a round-up");
    await choose(page, "Open a lead to answer or snooze it", /^L-7 · /);
    await latest(page).locator(".embed-title", { hasText: "L-7 · " }).waitFor();
    await press(latest(page), "Snooze for everybody for 3 days");
    await messageWith(page, "No reminders about L-7 for the team until").waitFor();
    await roundUp.getByRole("link", { name: "L-7", exact: true }).click();
    // A card is read from its title, be it taller than a phone.
    await page.waitForFunction((title) => {
      const seen = document.getElementById("scroller").getBoundingClientRect();
      const { top, bottom } = title.getBoundingClientRect();
      return top >= seen.top && bottom <= seen.bottom;
    }, await card(page, "L-7").locator(".embed-title").elementHandle());
    await look(page, "a card jumped to");
  });
}

test("a list is found, narrowed and opened without leaving the keyboard", async (t) => {
  const page = await demo(t);
  await page.getByRole("textbox", { name: /^Message #/ }).focus();
  await page.keyboard.type("/leads");
  await page.getByRole("option", { name: "/leads" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Options that may be left out").waitFor();
  await page.keyboard.type("ta");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Qualified by marketing or sales" }).waitFor();
  await page.keyboard.type("qual");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await latest(page).locator(".embed-title", { hasText: "Qualified by marketing or sales" }).waitFor();
  await messageWith(page, "L-2 · Baobab Health – answer").waitFor();
});

for (const [device, size] of Object.entries({ desktop, phone })) {
  test(`a day's work is done by pressing: ${device}`, async (t) => {
    const page = await demo(t, size);
    await command(page, "leads");
    await press(page, "Qualified");
    await messageWith(page, "L-2 · Baobab Health – answer").waitFor();
    await look(page, "the list");
    await press(latest(page), "♡ L-2");
    await latest(page).getByRole("button", { name: "♥ L-2", exact: true }).waitFor();
    await press(latest(page), "♥ Favorites");
    // The tab is there before the list is: a menu opened now would belong to what is about to be drawn anew.
    await latest(page).locator(".embed-title", { hasText: "Favorites" }).waitFor();
    await choose(page, "Open a lead", /^L-2 · Baobab Health/);
    await messageWith(page, "Id at the source").waitFor();
    await look(page, "one lead");
    await press(latest(page), "Accept");
    await send(page, "Accept L-2", { "Estimated purchase date": "end of Q2" });
    await messageWith(page, "✅ L-2 is yours").waitFor();
    await press(card(page, "L-2"), "Team");
    await choose(page, "Add a Discord member", "Anna");
    await send(page, "Team contact for L-2", { Phone: "+49 40 1234", "E-mail": "anna@nordlicht.example" });
    await latest(page).getByText("anna@nordlicht.example").waitFor();
    await press(latest(page), "Add team contact");
    await send(page, "Team contact for L-2", {
      Name: "Carla Conti",
      Phone: "+49 40 5678",
      "E-mail": "carla@nordlicht.example",
    });
    await latest(page).getByText("carla@nordlicht.example").waitFor();
    await look(page, "the team");
    await press(card(page, "L-2"), "Edit");
    await send(page, "Edit the deal of L-2", { "Estimated value": "1.3M USD" });
    await card(page, "L-2").getByText("$1,300,000").waitFor();
    await press(card(page, "L-2"), "Team");
    await choose(page, "Hand the deal over to", "Ben");
    await messageWith(page, "🤝 @Ben, @Maria handed you the deal of L-2.").waitFor();
    // It is Ben's to win now.
    if (size === phone) await page.getByRole("button", { name: "Servers and channels" }).click();
    await become(page, "Ben");
    await press(card(page, "L-2"), "Won");
    await send(page, "Mark L-2 won", { "Final value": "1.25M USD" });
    await messageWith(page, "🏆 L-2 won for $1,250,000. Well done!").waitFor();
    await card(page, "L-2").getByText("🏆 Won by @Ben").waitFor();
    await look(page, "won");
  });
}

test("a guest is told whom to ask, in words that only they see", async (t) => {
  const page = await demo(t);
  await become(page, "Guest");
  await press(card(page, "L-4"), "Accept");
  await messageWith(page, "Ask @Lead managers for the member role").getByText("Only you can see this").waitFor();
  await become(page, "Maria");
  await card(page, "L-4").getByRole("button", { name: "Accept" }).waitFor();
  assert.equal(await page.getByText("for the member role").count(), 0);
});
