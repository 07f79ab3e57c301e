// A bot in a sandbox of its own, and a browser that looks at its page and notes what must never happen.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

// The rules of WCAG 2.2 A and AA that a machine can check.
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const desktop = { viewport: { width: 1280, height: 800 } };
export const phone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};

// Where cargo puts the programs that `npm test` has built before.
const target = new URL("../../../target", import.meta.url);
const built = process.env.CARGO_TARGET_DIR ?? fileURLToPath(target);
/** The example's bot; another program is named by its path below that folder, with its arguments. */
const example = ["debug/examples/page", "127.0.0.1:0"];
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

let browser = null;

/** The one Chromium of this process. */
export async function openBrowser() {
  browser ??= await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return browser;
}

/** Ends it. */
export const closeBrowser = () => browser?.close();

/** Starts a bot in a sandbox; the first address that it prints is its page's. */
export async function startBot([program, ...args] = example) {
  const bot = spawn(join(built, program), args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: bot.stdout })) {
    const [url] = /http:\/\/[\w.:]+/.exec(line) ?? [];
    if (url) return { url, stop: () => bot.kill() };
  }
  throw new Error(`${program} ended before it said where its page is`);
}

/** A bot and its page, opened as a newcomer opens it. Ends with the test, which fails if the page misbehaved. */
export async function stage(t, options = desktop, program = example) {
  const { url, stop } = await startBot(program);
  const context = await (
    await openBrowser()
  ).newContext({
    colorScheme: "dark",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...options,
  });
  const faults = [];
  const open = async () => {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`error: ${error.stack}`));
    page.on(
      "request",
      (request) => request.url().startsWith(url) || faults.push(`outside: ${request.url()}`),
    );
    await page.goto(url);
    await page.locator(".message").first().waitFor();
    return page;
  };
  t.after(async () => {
    await context.close();
    stop();
    assert.deepEqual(faults, [], "the page misbehaved");
  });
  return { page: await open(), open, url };
}

/** The message of the log whose text has these words. */
export const messageWith = (page, words) => page.locator("#log > li", { hasText: words }).last();

/** Becomes another member, as one does it by hand. */
export async function become(page, name) {
  await page.getByRole("button", { name: /^You are / }).click();
  await page.getByRole("dialog", { name: "Who you are" }).getByRole("button", { name }).click();
  await page.getByRole("button", { name: `You are ${name}` }).waitFor();
}

/** Presses what hands out an order, and waits for it. */
export async function newOrder(page) {
  const orders = await page.locator("#log .embed-title", { hasText: "O-8" }).count();
  await page.getByRole("button", { name: "Send an urgent order" }).click();
  await page.locator("#log .embed-title", { hasText: "O-8" }).nth(orders).waitFor();
}

/** Fails unless everything that is there now has a name, a role, and enough contrast. */
export async function assertAccessible(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target} ${node.failureSummary.split("\n").at(1)?.trim()}`),
  );
  assert.deepEqual(told, [], what);
}
