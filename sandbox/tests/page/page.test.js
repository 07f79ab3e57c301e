// A person tries a bot in the browser: by pressing, choosing and typing alone.

import assert from "node:assert/strict";
import test, { after } from "node:test";
import {
  assertAccessible,
  become,
  closeBrowser,
  desktop,
  messageWith,
  newOrder,
  phone,
  stage,
} from "./stage.js";

after(closeBrowser);

const box = (page) => page.getByRole("textbox", { name: "Message #orders" });
const press = (page, name) => page.getByRole("button", { name, exact: true }).last().click();

test("a newcomer sees who they are, where they are, and what came last", async (t) => {
  const { page } = await stage(t);
  await page.getByRole("heading", { name: "You are Maria." }).waitFor();
  assert.equal(await page.title(), "#orders – Sandbox");
  const last = page.locator("#log > li").last();
  assert.match(await last.innerText(), /Barkeeper\s+BOT[\s\S]*Nobody has taken this order yet\./);
  await last.getByRole("button", { name: "Reply to @Barkeeper A new order" }).waitFor();
  await page.getByRole("button", { name: "Close the welcome" }).click();
  await page.reload();
  await page.locator(".message").first().waitFor();
  assert.equal(
    await page.getByRole("heading", { name: "You are Maria." }).isVisible(),
    false,
    "a closed welcome stays closed",
  );
});

test("a form says what is missing, and its answer changes the order", async (t) => {
  const { page } = await stage(t);
  await press(page, "Accept");
  const form = page.getByRole("dialog", { name: "Accept O-7" });
  await form.getByRole("button", { name: "Submit" }).click();
  await form.getByText("This field is required").waitFor();
  assert.equal(await form.getByLabel("Price").evaluate((input) => input === document.activeElement), true);
  await form.getByLabel("Price").fill("1");
  await form.getByRole("button", { name: "Submit" }).click();
  await form.getByText("At least 2 characters, please").waitFor();
  await form.getByLabel("Name on the cup").fill("x".repeat(31));
  await form.getByLabel("Price").fill("12 EUR");
  await form.getByRole("button", { name: "Submit" }).click();
  await form.getByText("At most 30 characters, please").waitFor();
  await form.getByLabel("Name on the cup").fill("Blue *Harbour*");
  await form.getByRole("button", { name: "Submit" }).click();
  await messageWith(page, "Accepted by @Maria as Blue Harbour for 12 EUR (edited)").waitFor();
  assert.equal(await page.getByRole("button", { name: "Accept", exact: true }).count(), 0);
});

test("Escape closes a form and gives the focus back to its button", async (t) => {
  const { page } = await stage(t);
  await press(page, "Accept");
  await page.getByRole("dialog").waitFor();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    assert.equal(
      await page.evaluate(
        () => document.activeElement === document.body || document.activeElement.closest("dialog") !== null,
      ),
      true,
      "the focus stays in the form",
    );
  }
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Accept");
});

test("what is chosen in each kind of menu reaches the bot", async (t) => {
  const { page } = await stage(t);
  const choose = async (menu, option) => {
    await page.getByRole("button", { name: menu }).click();
    await page.getByRole("option", { name: option }).click();
  };
  await choose("A drink", /^Tea/);
  await messageWith(page, "You chose tea.").waitFor();
  await choose("A role", "Baristas");
  await messageWith(page, "You chose @Baristas.").waitFor();
  await choose("A channel", "back-room");
  await messageWith(page, "You chose #back-room.").waitFor();
  await choose("Extras", "Milk");
  await page.getByRole("option", { name: "Cinnamon" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await messageWith(page, "You chose Milk, Cinnamon.").waitFor();
  await page.getByRole("button", { name: "A colleague" }).click();
  await page.getByRole("combobox", { name: "Search: A colleague" }).fill("oka");
  await page.keyboard.press("Enter");
  await messageWith(page, "You chose @Ben Okafor.").waitFor();
});

test("a menu that is open while its message is shown anew goes on, and says so where it cannot", async (t) => {
  const { page, url } = await stage(t);
  const world = await (await page.request.get(`${url}/sandbox/world`)).json();
  const change = async (data) => {
    const answer = await page.request.post(`${url}/sandbox/change`, { data });
    assert.equal(answer.status(), 200, await answer.text());
  };
  // Another member changes every message, since any could name them.
  const join = (name) => change({ change: "add_member", guild: world.guilds[0].id, name });
  await page.getByRole("button", { name: "A drink" }).click();
  const tea = page.getByRole("option", { name: /^Tea/ });
  await tea.waitFor();
  const button = await page.getByRole("button", { name: "A drink" }).elementHandle();
  await join("Zoe");
  await page.waitForFunction((button) => !button.isConnected, button);
  await tea.click();
  await messageWith(page, "You chose tea.").waitFor();
  // What was typed stays, and what has come can be chosen.
  await page.getByRole("button", { name: "A colleague" }).click();
  await page.getByRole("combobox", { name: "Search: A colleague" }).fill("yan");
  await page.getByText("Nothing is called so").waitFor();
  await join("Yann");
  await page.getByRole("option", { name: "Yann" }).waitFor();
  await page.keyboard.press("Enter");
  await messageWith(page, "You chose @Yann.").waitFor();
  await page.getByRole("button", { name: "A drink" }).click();
  const message = await messageWith(page, "A drink").first().getAttribute("data-id");
  await change({ change: "delete_message", message });
  await page.getByText("The message has changed. Open its menu again.").waitFor();
  assert.equal(await page.getByRole("option").count(), 0);
});

test("a private answer is seen by its member alone, until it is dismissed", async (t) => {
  const { page } = await stage(t);
  await press(page, "Contact");
  await messageWith(page, "You pressed contact.").getByText("Only you can see this").waitFor();
  await become(page, "Ben Okafor");
  await messageWith(page, "Nobody has taken this order yet.").waitFor();
  assert.equal(await page.getByText("You pressed contact.").count(), 0);
  await become(page, "Maria");
  await messageWith(page, "You pressed contact.").getByRole("button", { name: "Dismiss message" }).click();
  await page.getByText("You pressed contact.").waitFor({ state: "detached" });
});

test("a command is found, completed and sent without leaving the keyboard", async (t) => {
  const { page } = await stage(t);
  await box(page).fill("/ord");
  await page.getByRole("option", { name: "/order show" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "O-6 Grün & Söhne" }).waitFor();
  await page.keyboard.type("blue");
  await page.getByRole("option", { name: "O-6 Grün & Söhne" }).waitFor({ state: "detached" });
  await page.getByRole("option", { name: "O-7 Blue Harbour Ltd" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await messageWith(page, 'String("O-7")').getByText("Maria used /order show").waitFor();
  assert.equal(await box(page).evaluate((input) => input === document.activeElement), true);
});

test("an option that does not fit is told of and not sent", async (t) => {
  const { page } = await stage(t);
  await box(page).fill("/brew ");
  await page.getByRole("combobox", { name: /^size/ }).fill("huge");
  await page.keyboard.press("Enter");
  await page.getByText("size: Choose one of the choices").waitFor();
  await page.getByRole("combobox", { name: /^size/ }).fill("large");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: /^cups/ }).fill("99");
  await page.keyboard.press("Enter");
  await page.getByText("cups: At most 9").waitFor();
  await page.getByRole("combobox", { name: /^cups/ }).fill("2");
  await page.getByRole("combobox", { name: "Add an option by its name" }).focus();
  await page.getByRole("option", { name: "for" }).waitFor();
  await page.keyboard.type("nothing");
  await page.getByText("No option is called so").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Backspace");
  await page.getByRole("combobox", { name: "Add an option by its name" }).fill("fo");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: /^for/ }).waitFor();
  await page.keyboard.type("ben");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await messageWith(page, "brew it is, with 3 options.").waitFor();
});

test("a bot that takes its time is seen thinking, and a silent one is told of", async (t) => {
  const { page } = await stage(t);
  await box(page).fill("/think ");
  await page.keyboard.press("Enter");
  await messageWith(page, "Barkeeper is thinking…").waitFor();
  await messageWith(page, "It came to me: 42.").waitFor();
  await press(page, "No answer");
  await messageWith(page, "This application did not respond").waitFor();
  await box(page).fill("/silent ");
  await page.keyboard.press("Enter");
  await messageWith(page, "Sending command…").waitFor();
  await messageWith(page, "used /silent").getByText("This application did not respond").waitFor();
});

test("what is half typed, focused and looked at stays while others act", async (t) => {
  const { page, open } = await stage(t);
  const other = await open();
  await become(other, "Ben Okafor");
  await box(page).fill("half a sen");
  await page.getByRole("button", { name: "A drink" }).scrollIntoViewIfNeeded();
  await page.locator("#scroller").evaluate((scroller) => (scroller.scrollTop = 300));
  await page.getByRole("button", { name: "A drink" }).focus({ timeout: 1000 });
  const before = await page.locator("#scroller").evaluate((scroller) => scroller.scrollTop);
  await newOrder(other);
  await box(other).fill("For you, @Maria");
  await page.bringToFront();
  await other.getByRole("button", { name: "Send the message" }).click();
  await messageWith(page, "For you, @Maria").waitFor();
  assert.equal(await page.locator("#scroller").evaluate((scroller) => scroller.scrollTop), before);
  assert.equal(await box(page).inputValue(), "half a sen");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /A drink/);
  await page.getByRole("button", { name: "New messages" }).click();
  assert.equal(
    await messageWith(page, "For you, @Maria").evaluate((item) => item.classList.contains("pings")),
    true,
  );
  assert.match(await page.locator("#announcer").textContent(), /Ben Okafor: For you, @Maria/);
});

test("when the clock is moved, the times on the page move", async (t) => {
  const { page } = await stage(t);
  await page.locator("#log time", { hasText: "in 3 days" }).waitFor();
  await page.getByRole("button", { name: "Jump: 14 days" }).click();
  await page.getByText("It is 14 days later.").waitFor();
  await page.locator("#log time", { hasText: "11 days ago" }).waitFor();
  await page.getByText("+14 d").waitFor();
});

test("who may not see a channel or a command does not see it", async (t) => {
  const { page } = await stage(t);
  await box(page).fill("/s");
  await page.getByRole("option", { name: "/secret" }).waitFor();
  await box(page).fill("");
  await become(page, "Guest");
  await page.getByRole("button", { name: "back-room" }).waitFor({ state: "detached" });
  await box(page).fill("/s");
  await page.getByRole("option", { name: "/silent" }).waitFor();
  assert.equal(await page.getByRole("option", { name: "/secret" }).count(), 0);
});

test("markup and marks of strangers stay text", async (t) => {
  const { page } = await stage(t);
  const words = messageWith(page, "snake_case_names");
  await words.scrollIntoViewIfNeeded();
  for (const [tag, text] of [
    ["strong", "bold"],
    ["em", "italic"],
    ["u", "underlined"],
    ["s", "struck"],
    ["code", "code"],
    ["pre", "fn main() {}"],
    ["small", "small words"],
  ]) {
    assert.equal(await words.locator(tag).filter({ hasText: text }).count(), 1, tag);
  }
  assert.match(
    await words.innerText(),
    /<script>alert\(1\)<\/script> <img src=x onerror=alert\(1\)> \*\*unclosed and \*escaped\* https:\/\/example\.org\/a_b_c\./,
  );
  assert.equal(await words.getByRole("link").getAttribute("href"), "https://example.org/a_b_c");
  await words.getByRole("button", { name: "Spoiler: press to show" }).click();
  await words.getByText("hidden").waitFor();
  const hostile = [
    "[x](javascript:alert(1)) <b>bold</b>",
    "*".repeat(1900),
    "||".repeat(500),
    "> ".repeat(900),
    "[".repeat(900),
    "`".repeat(1800),
  ];
  for (const text of hostile) {
    await box(page).fill(text);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("message").value === "");
  }
  await messageWith(page, "[x](javascript:alert(1)) <b>bold</b>").waitFor();
});

test("a message to one member alone is found under direct messages", async (t) => {
  const { page } = await stage(t);
  await press(page, "Write to me");
  await page.getByRole("button", { name: "Direct messages, 1 new for you" }).click();
  await messageWith(page, "Here I am, for you alone.").waitFor();
});

test("a thread is opened from its message and left by its path", async (t) => {
  const { page } = await stage(t);
  await page.getByRole("button", { name: /^About the recipe.*See thread$/ }).click();
  await messageWith(page, "Three spoons, if you ask me.").waitFor();
  await messageWith(page, "recipe.txt").waitFor();
  await page.locator("#heading").getByRole("button", { name: "orders" }).click();
  await messageWith(page, "Nobody has taken this order yet.").waitFor();
});

test("an app's command is in the menu of a message", async (t) => {
  const { page } = await stage(t);
  await messageWith(page, "Nobody has taken this order yet.").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Make a note" }).click();
  await messageWith(page, "Noted the message of Barkeeper.").waitFor();
});

test("an order can be accepted by keyboard alone", async (t) => {
  const { page } = await stage(t);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  let focused = "";
  for (let step = 0; step < 60 && focused !== "Accept"; step += 1) {
    await page.keyboard.press("Shift+Tab");
    focused = await page.evaluate(() => document.activeElement.textContent);
  }
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Accept O-7" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type("12 EUR");
  await page.keyboard.press("Control+Enter");
  await messageWith(page, "Accepted by @Maria").waitFor();
});

test("on a phone the sides are drawers and nothing is wider than the window", async (t) => {
  const { page } = await stage(t, phone);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(await overflow(), 0);
  await page.getByRole("button", { name: "Servers and channels" }).click();
  await page.getByRole("button", { name: "back-room" }).click();
  await page.getByRole("heading", { name: "back-room" }).first().waitFor();
  assert.equal(await page.locator("#places").evaluate((places) => places.inert), true);
  await page.getByRole("button", { name: "Members" }).click();
  await page.getByRole("button", { name: "Become Guest" }).click();
  await page.getByRole("textbox", { name: "Message #orders" }).waitFor();
  assert.equal(await overflow(), 0);
});

for (const colorScheme of ["dark", "light"]) {
  for (const [name, size] of Object.entries({ desktop, phone })) {
    test(`everything has a name, a role and contrast: ${colorScheme}, ${name}`, async (t) => {
      const { page } = await stage(t, { ...size, colorScheme, reducedMotion: "reduce" });
      await press(page, "Contact");
      await messageWith(page, "You pressed contact.").waitFor();
      await assertAccessible(page, "the channel");
      await page.locator("#scroller").evaluate((scroller) => (scroller.scrollTop = 0));
      await assertAccessible(page, "the channel's beginning");
      await page.getByRole("button", { name: "A colleague" }).click();
      await assertAccessible(page, "an open menu");
      await page.keyboard.press("Escape");
      await box(page).fill("/");
      await assertAccessible(page, "the commands");
      await box(page).fill("/brew ");
      await page.getByRole("option", { name: "Large" }).waitFor();
      await assertAccessible(page, "a command's options");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await press(page, "Accept");
      await page.getByRole("button", { name: "Submit" }).click();
      await assertAccessible(page, "a form");
      await page.keyboard.press("Escape");
      if (size === phone) await page.getByRole("button", { name: "Servers and channels" }).click();
      await page.getByRole("button", { name: /^You are / }).click();
      await assertAccessible(page, "who one can be");
    });
  }
}
