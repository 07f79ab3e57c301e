"""A guest book by discord.py, which knows nothing of the sandbox: it has no setting for another API origin, so that its
two constants are replaced."""

import io
import json
import os
import urllib.request

import discord
import yarl
from discord import app_commands

origin = os.environ["DISCORD_API_URL"]
guild = discord.Object(id=int(os.environ["GUILD"]))

discord.http.Route.BASE = f"{origin}/api/v10"
who = {"User-Agent": "DiscordBot (https://sandbox.example, 1)"}
ask = urllib.request.Request(f"{discord.http.Route.BASE}/gateway", headers=who)
with urllib.request.urlopen(ask, timeout=10) as answer:
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(json.load(answer)["url"])


def say(words):
    print(words, flush=True)


class Form(discord.ui.Modal, title="Sign the book"):
    words = discord.ui.TextInput(label="Your words", style=discord.TextStyle.paragraph)

    async def on_submit(self, interaction):
        words = self.words.value
        await interaction.response.defer(thinking=True)
        page = discord.File(io.BytesIO(words.encode()), filename="page.txt", description="What was written")
        kept = await interaction.edit_original_response(content="Thank you", attachments=[page])
        files = ", ".join(f"{file.filename}, {file.size} bytes" for file in kept.attachments)
        say(f"handled the form and uploaded {files}")
        title = interaction.message.embeds[0].title
        book = await interaction.message.edit(embed=discord.Embed(title=title, description=words))
        say(f"edited the book: {book.embeds[0].description}, at {book.edited_at is not None}")


class Sign(discord.ui.View):
    @discord.ui.button(label="Sign", style=discord.ButtonStyle.primary)
    async def sign(self, interaction, _button):
        await interaction.response.send_modal(Form())
        say(f"opened a form for {interaction.user.display_name}")


class Book(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self):
        registered = await self.tree.sync(guild=guild)
        say(f"registered {', '.join('/' + command.name for command in registered)}")

    async def on_ready(self):
        servers = ", ".join(server.name for server in self.guilds)
        say(f"discord.py {discord.__version__} is logged in as {self.user} in {servers}")


client = Book()


@client.tree.command(description="Open the guest book", guild=guild)
@app_commands.describe(title="Its title")
async def book(interaction: discord.Interaction, title: str):
    embed = discord.Embed(title=title, description="Nobody yet")
    await interaction.response.send_message(embed=embed, view=Sign())
    message = await interaction.original_response()
    say(f"answered /book of {interaction.user.display_name} with message {message.id > 2**40}")


client.run(os.environ["DISCORD_TOKEN"], log_handler=None)
