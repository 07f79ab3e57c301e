// The bot under test: /feedback opens a form, and what is sent is answered. It knows nothing of the sandbox.
'use strict';

const { Client, Events, GatewayIntentBits } = require('discord.js');

/** Logs in; `api` is Discord's API, or whatever stands for it. */
async function start({ api, token }) {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
  client.on(Events.InteractionCreate, async interaction => {
    if (interaction.isChatInputCommand()) {
      const rating = ['Good', 'Fair', 'Poor'].map(label => ({ label, value: label.toLowerCase() }));
      await interaction.showModal({
        custom_id: 'feedback', title: 'Your feedback',
        components: [
          { type: 18, label: 'How was it?', component: { type: 21, custom_id: 'rating', options: rating } },
          { type: 18, label: 'Anything else?', component: { type: 4, custom_id: 'more', style: 2, required: false } },
        ],
      });
    } else if (interaction.isModalSubmit()) {
      const rating = interaction.components.map(label => label.component).find(field => field?.customId === 'rating');
      await interaction.reply({ content: `Thank you. You said: ${rating?.value}`, flags: 64 });
    }
  });
  const ready = new Promise(resolve => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  await client.application.commands.set([{ name: 'feedback', description: 'Tell us how it was' }]);
  return client;
}

module.exports = { start };
