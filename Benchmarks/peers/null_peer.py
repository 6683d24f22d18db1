"""No framework at all: every transcript is answered at once. Its figures are the harness's own."""

import asyncio

from ledger import Ledger, Voice


class Session:
    def __init__(self, caller, sentence):
        self.caller, self.ledger, self.voice, self.reply_seconds = caller, Ledger(), Voice(), 1.0

    async def start(self):
        self.caller.on_text = lambda _: self.ledger.play(self.voice.reply(self.reply_seconds))
        self.pump = asyncio.create_task(self._pump())

    async def _pump(self):
        while True:
            await self.caller.next_block()
