// What Repartee needs of OpenSSL, libsrtp2 and libopus, behind a header without a type of theirs.
//
// Nothing here prints, keeps a pointer it was given (but `user` and the context), or trusts a length.
// Handles are not locked: each is used by one thread at a time.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// What a call came to. Negative values are failures.
enum RpRtcStatus {
  RP_RTC_DONE = 0,
  /// The handshake needs more from the peer.
  RP_RTC_WAITING = 1,
  /// The peer has ended the association in order.
  RP_RTC_CLOSED = 2,
  /// An argument is out of range, or a buffer too short.
  RP_RTC_BAD_ARGUMENT = -1,
  RP_RTC_OUT_OF_MEMORY = -2,
  /// The library refused; for DTLS `rp_dtls_error` tells more.
  RP_RTC_FAILED = -3,
  /// A packet is not authentic.
  RP_RTC_NOT_AUTHENTIC = -4,
  /// A packet has been seen before, or is too old to tell.
  RP_RTC_REPLAYED = -5,
};

// A hash.

/// HMAC-SHA1 (RFC 2104), 20 bytes into `out`.
int32_t rp_rtc_hmac_sha1(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                         uint8_t *out);

// DTLS (RFC 6347), and DTLS-SRTP (RFC 5764).

/// The largest datagram sent or accepted, in bytes.
#define RP_DTLS_MTU 1200
/// Longest text `rp_dtls_error` and the like write, with its end.
#define RP_RTC_TEXT 160
/// Longest key and salt of an SRTP profile.
#define RP_SRTP_MOST_KEY 30

/// Hashes a certificate can be known by.
enum RpDtlsHash { RP_DTLS_SHA256 = 0, RP_DTLS_SHA384 = 1, RP_DTLS_SHA512 = 2 };
/// SRTP protection profiles (RFC 5764 section 4.1.2, RFC 7714 section 14.2).
enum RpSrtpProfile { RP_SRTP_AES128_SHA1_80 = 1, RP_SRTP_AES128_GCM = 7 };

/// A certificate and what goes with it; may be shared by threads once it is made.
typedef struct RpDtlsContext RpDtlsContext;
/// One association.
typedef struct RpDtls RpDtls;
/// Takes a datagram to send, or application data received. Must not call back into the association.
typedef void (*RpDtlsSink)(void *user, const uint8_t *bytes, size_t count);

/// Makes a P-256 key and a self-signed certificate. `days` is how long it is valid.
int32_t rp_dtls_context_create(int32_t days, RpDtlsContext **made, char *error, size_t error_size);
void rp_dtls_context_destroy(RpDtlsContext *context);
/// SHA-256 of the certificate, 32 bytes into `out`.
int32_t rp_dtls_context_fingerprint(const RpDtlsContext *context, uint8_t *out, size_t capacity);

/// Begins an association that sends nothing yet. `context` must outlive it.
int32_t rp_dtls_create(RpDtlsContext *context, int32_t is_server, RpDtlsSink send,
                       RpDtlsSink deliver, void *user, RpDtls **made);
void rp_dtls_destroy(RpDtls *dtls);
/// Takes a datagram of the peer. With `count` 0 only the handshake is moved on: how a client starts.
/// Returns DONE once the handshake is over, else WAITING; CLOSED; or FAILED, for good.
int32_t rp_dtls_receive(RpDtls *dtls, const uint8_t *bytes, size_t count);
/// Sends one record of application data, after the handshake.
int32_t rp_dtls_send(RpDtls *dtls, const uint8_t *bytes, size_t count);
/// Sends what is due again. To be called every 50 ms or so during the handshake.
int32_t rp_dtls_tick(RpDtls *dtls);
/// Tells the peer that it is over.
void rp_dtls_close(RpDtls *dtls);
/// The peer's certificate's hash into `out`. Returns its length, or a failure.
int32_t rp_dtls_peer_fingerprint(const RpDtls *dtls, int32_t hash, uint8_t *out, size_t capacity);
/// The SRTP profile agreed on, or 0; master keys with their salts, by the role of who sends with them.
int32_t rp_dtls_export_srtp(RpDtls *dtls, uint8_t *client, uint8_t *server, size_t capacity,
                            size_t *count);
/// What failed, as text with an end.
void rp_dtls_error(const RpDtls *dtls, char *text, size_t capacity);
/// Version and cipher agreed on, as text with an end.
void rp_dtls_description(const RpDtls *dtls, char *text, size_t capacity);

// SRTP (RFC 3711).

/// Room needed behind a packet for what protecting adds.
#define RP_SRTP_TRAILER 32

typedef struct RpSrtp RpSrtp;

/// One direction. `key` is master key and salt: 30 bytes, or 28 for GCM.
int32_t rp_srtp_create(int32_t profile, const uint8_t *key, size_t count, int32_t is_inbound,
                       RpSrtp **made);
void rp_srtp_destroy(RpSrtp *srtp);
/// Protects the packet in the first `count` bytes, in place; `count` becomes its new length.
int32_t rp_srtp_protect(RpSrtp *srtp, uint8_t *packet, size_t *count, size_t capacity);
int32_t rp_srtp_protect_rtcp(RpSrtp *srtp, uint8_t *packet, size_t *count, size_t capacity);
/// Checks and opens a packet in place; `count` becomes its new length. Each opens once.
int32_t rp_srtp_unprotect(RpSrtp *srtp, uint8_t *packet, size_t *count);
int32_t rp_srtp_unprotect_rtcp(RpSrtp *srtp, uint8_t *packet, size_t *count);

// Opus (RFC 6716), mono.

typedef struct RpOpusDecoder RpOpusDecoder;
typedef struct RpOpusEncoder RpOpusEncoder;

/// `rate` is 8000, 12000, 16000, 24000 or 48000.
int32_t rp_opus_decoder_create(int32_t rate, RpOpusDecoder **made);
void rp_opus_decoder_destroy(RpOpusDecoder *decoder);
/// Samples that a packet decodes to, or a failure when it is none.
int32_t rp_opus_packet_samples(const uint8_t *packet, size_t count, int32_t rate);
/// Decodes a packet into `out`. Returns the number of samples, or a failure.
int32_t rp_opus_decode(RpOpusDecoder *decoder, const uint8_t *packet, size_t count, float *out,
                       size_t capacity);
/// Fills `samples` lost before `packet` with what it says of them, or, with no packet, with a guess.
int32_t rp_opus_recover(RpOpusDecoder *decoder, const uint8_t *packet, size_t count, float *out,
                        size_t samples);

/// How an encoder is set: for low delay, or for lossy ways.
enum RpOpusMode { RP_OPUS_LOW_DELAY = 0, RP_OPUS_LOSSY = 1 };

/// `complexity` is 0...10, `bitrate` in bits a second.
int32_t rp_opus_encoder_create(int32_t rate, int32_t mode, int32_t complexity, int32_t bitrate,
                               RpOpusEncoder **made);
void rp_opus_encoder_destroy(RpOpusEncoder *encoder);
/// Begins again in another mode, at the same address and rate.
int32_t rp_opus_encoder_set_mode(RpOpusEncoder *encoder, int32_t mode);
/// Share of packets that is expected to be lost, 0...100; matters to lossy ways only.
int32_t rp_opus_encoder_set_loss(RpOpusEncoder *encoder, int32_t percent);
/// Encodes 2.5...60 ms of samples. Returns the packet's length, or a failure.
int32_t rp_opus_encode(RpOpusEncoder *encoder, const float *samples, size_t count, uint8_t *out,
                       size_t capacity);
