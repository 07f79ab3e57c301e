// Takes pictures of the page: `npm run screens FOLDER [ADDRESS]`, of the example's bot or of what runs at an address.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser, desktop, openBrowser, phone, startBot } from "./stage.js";

const [folder, address] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const bot = address ? { url: address, stop() {} } : await startBot();
const browser = await openBrowser();
for (const colorScheme of ["dark", "light"]) {
  for (const [name, size] of Object.entries({ desktop, phone })) {
    const context = await browser.newContext({ ...size, colorScheme, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(bot.url);
    await page.locator(".message").first().waitFor();
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    await context.close();
  }
}
await closeBrowser();
bot.stop();
