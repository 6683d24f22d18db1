#include "CReparteeRTC.h"
#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

int32_t rp_rtc_hmac_sha1(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                         uint8_t *out) {
  if (!out || (!key && key_count) || (!bytes && count) || key_count > INT_MAX)
    return RP_RTC_BAD_ARGUMENT;
  // A null key means "the key before" to the library.
  static const uint8_t none = 0;
  unsigned length = 20;
  unsigned char *made =
      HMAC(EVP_sha1(), key ? key : &none, (int)key_count, bytes, count, out, &length);
  return made && length == 20 ? RP_RTC_DONE : RP_RTC_FAILED;
}
