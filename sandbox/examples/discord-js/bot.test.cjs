// A test of a discord.js bot on the sandbox: node's own test runner, the sandbox as a process, members over HTTP.
//
//   cargo build -p sandbox --bin sandbox
//   cd sandbox/examples/discord-js && npm install && SANDBOX=../../../target/debug/sandbox npm test
'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { createInterface } = require('node:readline');
const { after, before, test } = require('node:test');
const { start } = require('./bot.cjs');

let sandbox, url, client, anna, channel;

/** Asks the sandbox: what a member does, or what the world looks like. */
async function ask(path, body) {
  const answer = await fetch(`${url}/sandbox/${path}`, body && {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  const read = await answer.json();
  assert.ok(answer.ok, read.error);
  return read;
}

/** Anna does something; what comes back is what she sees. */
const act = deed => ask('act', { as: anna, ...deed });

before(async () => {
  sandbox = spawn(process.env.SANDBOX ?? 'sandbox', { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = {};
  for await (const line of createInterface({ input: sandbox.stdout })) {
    const at = line.indexOf('=');
    told[line.slice(0, at)] = line.slice(at + 1);
    if (told.DISCORD_TOKEN) break;
  }
  url = told.DISCORD_API_URL;
  client = await start({ api: `${url}/api`, token: told.DISCORD_TOKEN });
  const [guild] = (await ask('world')).guilds;
  anna = guild.members.find(member => member.user.global_name === 'Anna').user.id;
  channel = guild.channels.find(other => other.name === 'general').id;
});

after(async () => {
  await client?.destroy();
  sandbox.kill();
  await once(sandbox, 'exit');
});

test('feedback is asked for in a form and answered privately', async () => {
  const form = await act({ do: 'slash', channel, line: '/feedback' });
  assert.equal(form.modal.title, 'Your feedback');
  const thanks = await act({ do: 'submit', interaction: form.interaction, values: { 'How was it?': 'Good' } });
  assert.equal(thanks.text, 'Thank you. You said: good');
  assert.ok(thanks.ephemeral);
});

test('a form is not sent without a rating', async () => {
  const form = await act({ do: 'slash', channel, line: '/feedback' });
  const sent = act({ do: 'submit', interaction: form.interaction, values: { 'Anything else?': 'No' } });
  await assert.rejects(sent, /"How was it\?" is required/);
});

test('the sandbox refuses what Discord refuses', async () => {
  const tooLong = client.channels.cache.get(channel).send('x'.repeat(2001));
  await assert.rejects(tooLong, error => error.status === 400 && error.code === 50035);
});
