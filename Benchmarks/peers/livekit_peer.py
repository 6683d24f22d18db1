"""LiveKit Agents: one AgentSession with its defaults, the local turn detector and voice detector among them.

Its own room output class paces the reply in its frames of 50 ms with a queue of 200 ms; only the native source below
that class is replaced, by one that keeps the ledger. No room, no WebRTC.
"""

import asyncio
import logging
import types

from livekit import rtc
from livekit.agents import Agent, AgentSession, llm, stt, tts
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS
from livekit.agents.voice import io
from livekit.agents.voice.room_io._output import _ParticipantAudioOutput

from ledger import RATE, Ledger, Voice

logging.getLogger("livekit").setLevel(logging.ERROR)
QUEUE_SECONDS = 0.2


class Microphone(io.AudioInput):
    def __init__(self, caller):
        super().__init__(label="caller")
        self.caller = caller

    async def __anext__(self):
        pcm = await self.caller.next_block()
        return rtc.AudioFrame(data=pcm.tobytes(), sample_rate=16000, num_channels=1, samples_per_channel=len(pcm))


class Source:
    """Stands for rtc.AudioSource: plays in real time, holds 200 ms and can be emptied."""

    def __init__(self, ledger):
        self.ledger = ledger

    @property
    def queued_duration(self):
        return max(0.0, self.ledger.dry - asyncio.get_running_loop().time())

    async def capture_frame(self, frame):
        self.ledger.play(bytes(frame.data))
        if (excess := self.queued_duration - QUEUE_SECONDS) > 0:
            await asyncio.sleep(excess)

    def clear_queue(self):
        self.ledger.clear()

    async def wait_for_playout(self):
        while (rest := self.queued_duration) > 0:
            await asyncio.sleep(rest)

    async def aclose(self):
        pass


def loudspeaker(ledger):
    async def subscribed():
        pass

    async def publish(*_):
        return types.SimpleNamespace(sid="track", wait_for_subscription=subscribed)

    room = types.SimpleNamespace(local_participant=types.SimpleNamespace(publish_track=publish))
    output = _ParticipantAudioOutput(
        room, sample_rate=RATE, num_channels=1, track_publish_options=rtc.TrackPublishOptions())
    output._audio_source = Source(ledger)
    output._subscribed_fut.set_result(None)
    output._forwarding_task = asyncio.create_task(output._forward_audio())
    return output


class Transcripts(stt.STT):
    def __init__(self, caller):
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=False))
        self.texts = asyncio.Queue()
        caller.on_text = self.texts.put_nowait

    async def _recognize_impl(self, *_, **__):
        raise NotImplementedError

    def stream(self, *, language=None, conn_options=DEFAULT_API_CONNECT_OPTIONS):
        return TranscriptStream(stt=self, conn_options=conn_options)


class TranscriptStream(stt.RecognizeStream):
    async def _run(self):
        async def swallow():
            async for _ in self._input_ch:
                pass

        swallowing = asyncio.create_task(swallow())
        try:
            while True:
                text = await self._stt.texts.get()
                data = stt.SpeechData(language="en", text=text, confidence=1.0)
                kind = stt.SpeechEventType.FINAL_TRANSCRIPT
                self._event_ch.send_nowait(stt.SpeechEvent(type=kind, alternatives=[data]))
        finally:
            swallowing.cancel()


class Sentence(llm.LLM):
    def __init__(self, text):
        super().__init__()
        self.words = [word + " " for word in text.split()]

    def chat(self, *, chat_ctx, tools=None, conn_options=DEFAULT_API_CONNECT_OPTIONS, **_):
        return SentenceStream(self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options)


class SentenceStream(llm.LLMStream):
    async def _run(self):
        for word in self._llm.words:
            delta = llm.ChoiceDelta(role="assistant", content=word)
            self._event_ch.send_nowait(llm.ChatChunk(id="reply", delta=delta))


class Speech(tts.TTS):
    def __init__(self, session):
        super().__init__(capabilities=tts.TTSCapabilities(streaming=True), sample_rate=RATE, num_channels=1)
        self.session = session

    def synthesize(self, text, *, conn_options=DEFAULT_API_CONNECT_OPTIONS):
        raise NotImplementedError

    def stream(self, *, conn_options=DEFAULT_API_CONNECT_OPTIONS):
        return SpeechStream(tts=self, conn_options=conn_options)


class SpeechStream(tts.SynthesizeStream):
    async def _run(self, emitter):
        emitter.initialize(request_id="reply", sample_rate=RATE, num_channels=1, mime_type="audio/pcm", stream=True)
        emitter.start_segment(segment_id="reply")
        is_first = True
        async for data in self._input_ch:
            if is_first and not isinstance(data, self._FlushSentinel):
                is_first = False
                self._mark_started()
                session = self._tts.session
                emitter.push(session.voice.reply(session.reply_seconds))
        emitter.end_segment()


class Session:
    def __init__(self, caller, sentence):
        self.caller, self.sentence = caller, sentence
        self.ledger, self.voice, self.reply_seconds = Ledger(), Voice(), 1.0

    async def start(self):
        self.session = AgentSession(
            stt=Transcripts(self.caller), llm=Sentence(self.sentence), tts=Speech(self), user_away_timeout=None)
        self.session.input.audio = Microphone(self.caller)
        self.session.output.audio = loudspeaker(self.ledger)
        await self.session.start(Agent(instructions="You are a helpful voice assistant."), record=False)
