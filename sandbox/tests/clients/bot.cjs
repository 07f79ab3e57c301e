// A guest book by discord.js, which knows nothing of the sandbox: only the API's origin is set, as for a proxy.
'use strict';

const {
    ActionRowBuilder, AttachmentBuilder, ButtonBuilder, ButtonStyle, Client, EmbedBuilder, Events, GatewayIntentBits,
    ModalBuilder, SlashCommandBuilder, TextInputBuilder, TextInputStyle, version,
} = require('discord.js');

const { DISCORD_API_URL, DISCORD_TOKEN, GUILD } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: `${DISCORD_API_URL}/api` } });
const say = words => console.log(words);

client.once(Events.ClientReady, async ready => {
    say(`discord.js ${version} is logged in as ${ready.user.tag} in ${ready.guilds.cache.map(guild => guild.name)}`);
    const book = new SlashCommandBuilder().setName('book').setDescription('Open the guest book')
        .addStringOption(option => option.setName('title').setDescription('Its title').setRequired(true));
    const commands = await ready.application.commands.set([book], GUILD);
    say(`registered ${commands.map(command => `/${command.name}`)}`);
});

async function open(interaction) {
    const title = interaction.options.getString('title');
    const sign = new ButtonBuilder().setCustomId('sign').setLabel('Sign').setStyle(ButtonStyle.Primary);
    await interaction.reply({
        embeds: [new EmbedBuilder().setTitle(title).setDescription('Nobody yet')],
        components: [new ActionRowBuilder().addComponents(sign)],
    });
    const message = await interaction.fetchReply();
    say(`answered /book of ${interaction.member.displayName} with message ${message.id.length > 15}`);
}

async function ask(interaction) {
    const words = new TextInputBuilder().setCustomId('words').setLabel('Your words').setStyle(TextInputStyle.Paragraph);
    await interaction.showModal(new ModalBuilder().setCustomId('signed').setTitle('Sign the book')
        .addComponents(new ActionRowBuilder().addComponents(words)));
    say(`opened a form for ${interaction.member.displayName}`);
}

async function keep(interaction) {
    const words = interaction.fields.getTextInputValue('words');
    await interaction.deferReply();
    const page = new AttachmentBuilder(Buffer.from(words), { name: 'page.txt', description: 'What was written' });
    const kept = await interaction.editReply({ content: 'Thank you', files: [page] });
    say(`handled the form and uploaded ${kept.attachments.map(file => `${file.name}, ${file.size} bytes`)}`);
    const title = interaction.message.embeds[0].title;
    const book = await interaction.message.edit({ embeds: [new EmbedBuilder().setTitle(title).setDescription(words)] });
    say(`edited the book: ${book.embeds[0].description}, at ${book.editedAt !== null}`);
}

client.on(Events.InteractionCreate, interaction => {
    const done = interaction.isChatInputCommand() ? open(interaction)
        : interaction.isButton() ? ask(interaction)
            : keep(interaction);
    done.catch(error => say(`failed: ${error.stack}`));
});

client.on(Events.Error, error => say(`failed: ${error.stack}`));
client.login(DISCORD_TOKEN);
