"""Pipecat: one pipeline with its defaults, Silero's voice detector and Smart Turn among them.

Input and output are thin subclasses of its base transports; the output paces its chunks of 40 ms as its WebSocket
transports do, one ahead. No serialiser, no socket. A transcript can be marked as final, the best case, or
not: then the framework waits as long as its table says of a recogniser that is not known.
"""

import asyncio

from loguru import logger

logger.remove()
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import (
    InputAudioRawFrame, InterruptionFrame, LLMContextFrame, LLMFullResponseEndFrame, LLMFullResponseStartFrame,
    LLMTextFrame, TranscriptionFrame, TTSAudioRawFrame)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair, LLMUserAggregatorParams
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.services.stt_service import STTService
from pipecat.services.tts_service import TTSService
from pipecat.transports.base_input import BaseInputTransport
from pipecat.transports.base_output import BaseOutputTransport
from pipecat.transports.base_transport import TransportParams
from pipecat.utils.time import time_now_iso8601
from pipecat.workers.runner import WorkerRunner

from caller import now
from ledger import RATE, Ledger, Voice


class Microphone(BaseInputTransport):
    def __init__(self, caller, params):
        super().__init__(params)
        self.caller = caller

    async def start(self, frame):
        await super().start(frame)
        await self.set_transport_ready(frame)
        self.pump = self.create_task(self._pump())

    async def _pump(self):
        while True:
            pcm = await self.caller.next_block()
            await self.push_audio_frame(InputAudioRawFrame(audio=pcm.tobytes(), sample_rate=16000, num_channels=1))


class Loudspeaker(BaseOutputTransport):
    def __init__(self, ledger, params):
        super().__init__(params)
        self.ledger, self.due = ledger, 0.0

    async def start(self, frame):
        await super().start(frame)
        await self.set_transport_ready(frame)

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if isinstance(frame, InterruptionFrame):  # where a socket transport would send "clear"
            self.ledger.clear()
            self.due = 0.0

    async def write_audio_frame(self, frame):
        self.ledger.play(frame.audio)
        wait = max(0.0, self.due - now())
        await asyncio.sleep(wait)
        self.due = (self.due if wait > 0 else now()) + len(frame.audio) / 2 / frame.sample_rate
        return True


class Transcripts(STTService):
    def __init__(self, caller, is_marked):
        # A recogniser that marks its transcripts says how long it takes; one that does not is waited for by default.
        super().__init__(**({"ttfs_p99_latency": 0.35} if is_marked else {}))
        self.is_marked = is_marked
        caller.on_text = lambda text: self.create_task(self._send(text))

    async def run_stt(self, audio):
        yield None

    async def _send(self, text):
        frame = TranscriptionFrame(text, "", time_now_iso8601())
        frame.finalized = self.is_marked
        await self.push_frame(frame)


class Sentence(FrameProcessor):
    def __init__(self, text):
        super().__init__()
        self.words = [word + " " for word in text.split()]

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if not isinstance(frame, LLMContextFrame):
            return await self.push_frame(frame, direction)
        await self.push_frame(LLMFullResponseStartFrame())
        for word in self.words:
            await self.push_frame(LLMTextFrame(word))
        await self.push_frame(LLMFullResponseEndFrame())


class Speech(TTSService):
    def __init__(self, session):
        super().__init__(push_start_frame=True, push_stop_frames=True, stop_frame_timeout_s=0.5, sample_rate=RATE)
        self.session = session

    async def run_tts(self, text, context_id):
        pcm = self.session.voice.reply(self.session.reply_seconds)
        step = RATE // 10 * 2
        for place in range(0, len(pcm), step):
            yield TTSAudioRawFrame(pcm[place : place + step], RATE, 1, context_id=context_id)


class Session:
    def __init__(self, caller, sentence, is_marked=True):
        self.caller, self.sentence, self.is_marked = caller, sentence, is_marked
        self.ledger, self.voice, self.reply_seconds = Ledger(), Voice(), 1.0

    async def start(self):
        params = TransportParams(audio_in_enabled=True, audio_out_enabled=True)
        user, assistant = LLMContextAggregatorPair(
            LLMContext([{"role": "system", "content": "You are a helpful voice assistant."}]),
            user_params=LLMUserAggregatorParams(vad_analyzer=SileroVADAnalyzer()))
        chain = [
            Microphone(self.caller, params), Transcripts(self.caller, self.is_marked), user, Sentence(self.sentence),
            Speech(self), Loudspeaker(self.ledger, params), assistant]
        rates = PipelineParams(audio_in_sample_rate=16000, audio_out_sample_rate=RATE)
        worker = PipelineWorker(Pipeline(chain), cancel_on_idle_timeout=False, params=rates)
        self.runner = WorkerRunner(handle_sigint=False)
        await self.runner.add_workers(worker)
        self.task = asyncio.create_task(self.runner.run())
