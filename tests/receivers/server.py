"""A mail server that is not ours (aiosmtpd), with the faults that real ones have.

    server.py FOLDER PORT [--tls CERT KEY] [--starttls CERT KEY] [--auth USER PASSWORD]

Prints its port once it listens. Each mail that it takes becomes a JSON line in FOLDER/mails, read by Python's own parser.
Which fault comes next is read from FOLDER/faults, one a mail: greylist, refuse, close (421), drop (after DATA, before the
answer), slow, or ok.
"""

import asyncio
import email
import email.policy
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Faults:
    def __init__(self, folder):
        self.file = folder / "faults"

    def next(self):
        try:
            lines = self.file.read_text().split()
        except FileNotFoundError:
            return "ok"
        if not lines:
            return "ok"
        self.file.write_text("\n".join(lines[1:]))
        return lines[0]


class Handler:
    def __init__(self, folder):
        self.folder = folder
        self.faults = Faults(folder)
        self.fault = "ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.fault = self.faults.next()
        if self.fault == "greylist":
            return "451 4.7.1 Greylisted, please try again later"
        if self.fault == "refuse":
            return f"550 5.1.1 <{address}>: user unknown"
        if self.fault == "slow":
            await asyncio.sleep(3)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.fault == "close":
            server.transport.write(b"421 4.3.2 Shutting down\r\n")
            server.transport.close()
            await asyncio.sleep(3600)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
        read = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": [[name, str(value)] for name, value in mail.items()],
            "defects": [str(defect) for defect in mail.defects],
            "text": parts.get("text/plain"),
            "html": parts.get("text/html"),
            "tls": session.ssl is not None,
        }
        with open(self.folder / "mails", "a", encoding="utf-8") as file:
            file.write(json.dumps(read) + "\n")
        if self.fault == "drop":
            server.transport.abort()
            await asyncio.sleep(3600)
        return "250 2.0.0 Taken"


def context(cert, key):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(cert, key)
    return made


async def main():
    folder, port = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    rest = sys.argv[3:]
    tls = starttls = None
    user = None
    while rest:
        name = rest.pop(0)
        if name == "--tls":
            tls = context(rest.pop(0), rest.pop(0))
        elif name == "--starttls":
            starttls = context(rest.pop(0), rest.pop(0))
        elif name == "--auth":
            user = (rest.pop(0).encode(), rest.pop(0).encode())

    def authenticate(server, session, envelope, mechanism, data):
        return AuthResult(success=user is not None and (data.login, data.password) == user)

    handler = Handler(folder)

    def protocol():
        return SMTP(
            handler,
            hostname="mail.example",
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=user is not None,
            auth_require_tls=user is not None and tls is None,
            authenticator=authenticate,
            enable_SMTPUTF8=True,
        )

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", port, ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
