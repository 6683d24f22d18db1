// The echo canceller of webrtc-audio-processing behind a few C functions. Mono, 16 kHz, -1…1.
#include <webrtc/api/audio/audio_processing.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <new>

#define RP_EXPORT extern "C" __attribute__((visibility("default")))

namespace {
constexpr int kRate = 16000;
constexpr size_t kFrame = kRate / 100;  // The library works in 10 ms.

// One number that is none would stay in the filters for ever.
void Clean(const float *from, float *to) {
  for (size_t i = 0; i < kFrame; ++i) to[i] = std::isfinite(from[i]) ? std::clamp(from[i], -1.0f, 1.0f) : 0.0f;
}
}  // namespace

struct RpAec {
  rtc::scoped_refptr<webrtc::AudioProcessing> processing;
  webrtc::StreamConfig stream{kRate, 1};
};

// Grows when a function below changes.
RP_EXPORT int rp_aec_interface() { return 1; }

// Null when there is no memory.
RP_EXPORT RpAec *rp_aec_make() {
  auto *aec = new (std::nothrow) RpAec;
  if (!aec) return nullptr;
  aec->processing = webrtc::AudioProcessingBuilder().Create();
  if (!aec->processing) {
    delete aec;
    return nullptr;
  }
  webrtc::AudioProcessing::Config config;
  config.echo_canceller.enabled = true;
  config.high_pass_filter.enabled = true;  // The canceller is built for speech without rumble.
  aec->processing->ApplyConfig(config);
  return aec;
}

RP_EXPORT void rp_aec_free(RpAec *aec) { delete aec; }

// What went to the loudspeaker. Whole frames of 10 ms; a remainder is left out. Zero when all went well.
RP_EXPORT int rp_aec_played(RpAec *aec, const float *samples, size_t count) {
  if (!aec || !samples) return -1;
  for (size_t at = 0; at + kFrame <= count; at += kFrame) {
    float clean[kFrame];
    Clean(samples + at, clean);
    const float *frame = clean;
    if (int error = aec->processing->AnalyzeReverseStream(&frame, aec->stream)) return error;
  }
  return 0;
}

// What came from the microphone, in place. Whole frames of 10 ms; a remainder is left as it is.
RP_EXPORT int rp_aec_process(RpAec *aec, float *samples, size_t count) {
  if (!aec || !samples) return -1;
  for (size_t at = 0; at + kFrame <= count; at += kFrame) {
    float *frame = samples + at;
    Clean(frame, frame);
    aec->processing->set_stream_delay_ms(0);  // It finds the delay by itself.
    if (int error = aec->processing->ProcessStream(&frame, aec->stream, aec->stream, &frame)) return error;
  }
  return 0;
}
