#include "CReparteeRTC.h"
#include <limits.h>
#include <opus/opus.h>
#include <stdlib.h>

struct RpOpusDecoder {
  OpusDecoder *decoder;
  int32_t rate;
};

struct RpOpusEncoder {
  OpusEncoder *encoder;
  int32_t rate, mode, complexity, bitrate, loss;
};

static int is_rate(int32_t rate) {
  return rate == 8000 || rate == 12000 || rate == 16000 || rate == 24000 || rate == 48000;
}

static int32_t status_of(int code) {
  if (code >= 0) return code;
  if (code == OPUS_ALLOC_FAIL) return RP_RTC_OUT_OF_MEMORY;
  return code == OPUS_BAD_ARG || code == OPUS_BUFFER_TOO_SMALL ? RP_RTC_BAD_ARGUMENT
                                                               : RP_RTC_FAILED;
}

int32_t rp_opus_decoder_create(int32_t rate, RpOpusDecoder **made) {
  if (!made || !is_rate(rate)) return RP_RTC_BAD_ARGUMENT;
  *made = NULL;
  RpOpusDecoder *decoder = calloc(1, sizeof *decoder);
  if (!decoder) return RP_RTC_OUT_OF_MEMORY;
  int code = OPUS_OK;
  decoder->decoder = opus_decoder_create(rate, 1, &code);
  decoder->rate = rate;
  if (!decoder->decoder) {
    free(decoder);
    return code < 0 ? status_of(code) : RP_RTC_OUT_OF_MEMORY;
  }
  *made = decoder;
  return RP_RTC_DONE;
}

void rp_opus_decoder_destroy(RpOpusDecoder *decoder) {
  if (!decoder) return;
  opus_decoder_destroy(decoder->decoder);
  free(decoder);
}

int32_t rp_opus_packet_samples(const uint8_t *packet, size_t count, int32_t rate) {
  if (!packet || count == 0 || count > 65535 || !is_rate(rate)) return RP_RTC_BAD_ARGUMENT;
  return status_of(opus_packet_get_nb_samples(packet, (opus_int32)count, rate));
}

int32_t rp_opus_decode(RpOpusDecoder *decoder, const uint8_t *packet, size_t count, float *out,
                       size_t capacity) {
  if (!decoder || !packet || !out || count == 0 || count > 65535 || capacity > INT_MAX)
    return RP_RTC_BAD_ARGUMENT;
  return status_of(opus_decode_float(decoder->decoder, packet, (opus_int32)count, out,
                                     (int)capacity, 0));
}

int32_t rp_opus_recover(RpOpusDecoder *decoder, const uint8_t *packet, size_t count, float *out,
                        size_t samples) {
  // The library asks for whole multiples of 2.5 ms here.
  if (!decoder || !out || count > 65535 || samples == 0 || samples > 48000 ||
      samples % (size_t)(decoder->rate / 400) != 0 || (!packet && count))
    return RP_RTC_BAD_ARGUMENT;
  int with_packet = packet && count > 0;
  return status_of(opus_decode_float(decoder->decoder, with_packet ? packet : NULL,
                                     with_packet ? (opus_int32)count : 0, out, (int)samples,
                                     with_packet));
}

static int32_t apply(RpOpusEncoder *encoder) {
  int lossy = encoder->mode == RP_OPUS_LOSSY;
  int application = lossy ? OPUS_APPLICATION_VOIP : OPUS_APPLICATION_RESTRICTED_LOWDELAY;
  int code = opus_encoder_init(encoder->encoder, encoder->rate, 1, application);
  if (code != OPUS_OK) return status_of(code);
  OpusEncoder *opus = encoder->encoder;
  if (opus_encoder_ctl(opus, OPUS_SET_BITRATE(encoder->bitrate)) != OPUS_OK ||
      opus_encoder_ctl(opus, OPUS_SET_COMPLEXITY(encoder->complexity)) != OPUS_OK ||
      opus_encoder_ctl(opus, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)) != OPUS_OK ||
      opus_encoder_ctl(opus, OPUS_SET_INBAND_FEC(lossy)) != OPUS_OK ||
      opus_encoder_ctl(opus, OPUS_SET_PACKET_LOSS_PERC(lossy ? encoder->loss : 0)) != OPUS_OK)
    return RP_RTC_FAILED;
  return RP_RTC_DONE;
}

int32_t rp_opus_encoder_create(int32_t rate, int32_t mode, int32_t complexity, int32_t bitrate,
                               RpOpusEncoder **made) {
  if (!made || !is_rate(rate) || mode < RP_OPUS_LOW_DELAY || mode > RP_OPUS_LOSSY ||
      complexity < 0 || complexity > 10 || bitrate < 6000 || bitrate > 510000)
    return RP_RTC_BAD_ARGUMENT;
  *made = NULL;
  RpOpusEncoder *encoder = calloc(1, sizeof *encoder);
  int size = opus_encoder_get_size(1);
  if (encoder && size > 0) encoder->encoder = calloc(1, (size_t)size);
  if (!encoder || !encoder->encoder) {
    free(encoder);
    return RP_RTC_OUT_OF_MEMORY;
  }
  encoder->rate = rate;
  encoder->mode = mode;
  encoder->complexity = complexity;
  encoder->bitrate = bitrate;
  encoder->loss = 10;
  int32_t status = apply(encoder);
  if (status != RP_RTC_DONE) {
    rp_opus_encoder_destroy(encoder);
    return status;
  }
  *made = encoder;
  return RP_RTC_DONE;
}

void rp_opus_encoder_destroy(RpOpusEncoder *encoder) {
  if (!encoder) return;
  free(encoder->encoder);
  free(encoder);
}

int32_t rp_opus_encoder_set_mode(RpOpusEncoder *encoder, int32_t mode) {
  if (!encoder || mode < RP_OPUS_LOW_DELAY || mode > RP_OPUS_LOSSY) return RP_RTC_BAD_ARGUMENT;
  if (encoder->mode == mode) return RP_RTC_DONE;
  encoder->mode = mode;
  return apply(encoder);
}

int32_t rp_opus_encoder_set_loss(RpOpusEncoder *encoder, int32_t percent) {
  if (!encoder || percent < 0 || percent > 100) return RP_RTC_BAD_ARGUMENT;
  encoder->loss = percent;
  if (encoder->mode != RP_OPUS_LOSSY) return RP_RTC_DONE;
  return status_of(opus_encoder_ctl(encoder->encoder, OPUS_SET_PACKET_LOSS_PERC(percent)));
}

int32_t rp_opus_encode(RpOpusEncoder *encoder, const float *samples, size_t count, uint8_t *out,
                       size_t capacity) {
  if (!encoder || !samples || !out || count == 0 || count > 5760 || capacity == 0 ||
      capacity > 65535)
    return RP_RTC_BAD_ARGUMENT;
  return status_of(
      opus_encode_float(encoder->encoder, samples, (int)count, out, (opus_int32)capacity));
}
