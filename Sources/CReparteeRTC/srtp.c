#include "CReparteeRTC.h"
#include <limits.h>
#include <pthread.h>
#include <srtp2/srtp.h>
#include <stdlib.h>
#include <string.h>

struct RpSrtp {
  srtp_t session;
  /// Bytes of the authentication tag.
  size_t tag;
};

/// Packets that may overtake one: 20 s of audio at 50 a second.
static const unsigned long replay_window = 1024;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static srtp_err_status_t initialised = srtp_err_status_fail;
static void initialise(void) { initialised = srtp_init(); }

static int32_t status_of(srtp_err_status_t status) {
  switch (status) {
  case srtp_err_status_ok:
    return RP_RTC_DONE;
  case srtp_err_status_auth_fail:
    return RP_RTC_NOT_AUTHENTIC;
  case srtp_err_status_replay_fail:
  case srtp_err_status_replay_old:
    return RP_RTC_REPLAYED;
  case srtp_err_status_alloc_fail:
    return RP_RTC_OUT_OF_MEMORY;
  case srtp_err_status_bad_param:
    return RP_RTC_BAD_ARGUMENT;
  default:
    return RP_RTC_FAILED;
  }
}

int32_t rp_srtp_create(int32_t profile, const uint8_t *key, size_t count, int32_t is_inbound,
                       RpSrtp **made) {
  if (!made || !key) return RP_RTC_BAD_ARGUMENT;
  *made = NULL;
  if (pthread_once(&once, initialise) != 0 || initialised != srtp_err_status_ok)
    return RP_RTC_FAILED;
  srtp_policy_t policy;
  memset(&policy, 0, sizeof policy);
  if (profile == RP_SRTP_AES128_GCM && count == 28) {
    srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
    srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
  } else if (profile == RP_SRTP_AES128_SHA1_80 && count == 30) {
    srtp_crypto_policy_set_rtp_default(&policy.rtp);
    srtp_crypto_policy_set_rtcp_default(&policy.rtcp);
  } else {
    return RP_RTC_BAD_ARGUMENT;
  }
  policy.ssrc.type = is_inbound ? ssrc_any_inbound : ssrc_any_outbound;
  policy.window_size = replay_window;
  policy.key = (unsigned char *)key; // read only while the session is made
  RpSrtp *srtp = calloc(1, sizeof *srtp);
  if (!srtp) return RP_RTC_OUT_OF_MEMORY;
  srtp_err_status_t status = srtp_create(&srtp->session, &policy);
  if (status != srtp_err_status_ok) {
    free(srtp);
    return status_of(status);
  }
  srtp->tag = profile == RP_SRTP_AES128_GCM ? 16 : 10;
  *made = srtp;
  return RP_RTC_DONE;
}

void rp_srtp_destroy(RpSrtp *srtp) {
  if (!srtp) return;
  srtp_dealloc(srtp->session);
  free(srtp);
}

// Whether an RTP header with all that its bits promise lies within the first `count` bytes.
static int has_header(const uint8_t *packet, size_t count) {
  if (count < 12 || (packet[0] >> 6) != 2) return 0;
  size_t header = 12 + 4 * (size_t)(packet[0] & 15);
  if (packet[0] & 0x10) {
    if (count < header + 4) return 0;
    header += 4 + 4 * ((size_t)packet[header + 2] << 8 | packet[header + 3]);
  }
  return header <= count;
}

int32_t rp_srtp_protect(RpSrtp *srtp, uint8_t *packet, size_t *count, size_t capacity) {
  if (!srtp || !packet || !count || *count > 65535 || capacity < *count + RP_SRTP_TRAILER ||
      !has_header(packet, *count))
    return RP_RTC_BAD_ARGUMENT;
  int length = (int)*count;
  srtp_err_status_t status = srtp_protect(srtp->session, packet, &length);
  if (status == srtp_err_status_ok) *count = (size_t)length;
  return status_of(status);
}

int32_t rp_srtp_protect_rtcp(RpSrtp *srtp, uint8_t *packet, size_t *count, size_t capacity) {
  if (!srtp || !packet || !count || *count < 8 || *count > 65535 ||
      capacity < *count + RP_SRTP_TRAILER)
    return RP_RTC_BAD_ARGUMENT;
  int length = (int)*count;
  srtp_err_status_t status = srtp_protect_rtcp(srtp->session, packet, &length);
  if (status == srtp_err_status_ok) *count = (size_t)length;
  return status_of(status);
}

int32_t rp_srtp_unprotect(RpSrtp *srtp, uint8_t *packet, size_t *count) {
  if (!srtp || !packet || !count || *count > 65535 || *count < 12 + srtp->tag ||
      !has_header(packet, *count - srtp->tag))
    return RP_RTC_BAD_ARGUMENT;
  int length = (int)*count;
  srtp_err_status_t status = srtp_unprotect(srtp->session, packet, &length);
  if (status == srtp_err_status_ok) *count = (size_t)length;
  return status_of(status);
}

int32_t rp_srtp_unprotect_rtcp(RpSrtp *srtp, uint8_t *packet, size_t *count) {
  // A header, the index behind the packet, and the tag.
  if (!srtp || !packet || !count || *count > 65535 || *count < 8 + 4 + srtp->tag ||
      (packet[0] >> 6) != 2)
    return RP_RTC_BAD_ARGUMENT;
  int length = (int)*count;
  srtp_err_status_t status = srtp_unprotect_rtcp(srtp->session, packet, &length);
  if (status == srtp_err_status_ok) *count = (size_t)length;
  return status_of(status);
}
