#include "dtls_internal.h"
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/srtp.h>
#include <openssl/x509.h>
#include <string.h>

int32_t rp_dtls_peer_fingerprint(const RpDtls *dtls, int32_t hash, uint8_t *out, size_t capacity) {
  if (!dtls || !out) return RP_RTC_BAD_ARGUMENT;
  const EVP_MD *digest = hash == RP_DTLS_SHA256   ? EVP_sha256()
                         : hash == RP_DTLS_SHA384 ? EVP_sha384()
                         : hash == RP_DTLS_SHA512 ? EVP_sha512()
                                                  : NULL;
  if (!digest || capacity < (size_t)EVP_MD_get_size(digest)) return RP_RTC_BAD_ARGUMENT;
  X509 *certificate = SSL_get1_peer_certificate(dtls->ssl);
  if (!certificate) return RP_RTC_FAILED;
  unsigned count = 0;
  int ok = X509_digest(certificate, digest, out, &count);
  X509_free(certificate);
  ERR_clear_error();
  return ok == 1 ? (int32_t)count : RP_RTC_FAILED;
}

int32_t rp_dtls_export_srtp(RpDtls *dtls, uint8_t *client, uint8_t *server, size_t capacity,
                            size_t *count) {
  static const char label[] = "EXTRACTOR-dtls_srtp";
  if (!dtls || !client || !server || !count) return 0;
  SRTP_PROTECTION_PROFILE *profile = SSL_get_selected_srtp_profile(dtls->ssl);
  if (!profile) return 0;
  size_t key = 16, salt = 14;
  if (profile->id == RP_SRTP_AES128_GCM) salt = 12;
  else if (profile->id != RP_SRTP_AES128_SHA1_80) return 0;
  if (capacity < key + salt) return 0;
  // In this order (RFC 5764 section 4.2): both keys, the client's first, then both salts.
  uint8_t material[2 * RP_SRTP_MOST_KEY];
  int ok = SSL_export_keying_material(dtls->ssl, material, 2 * (key + salt), label,
                                      sizeof label - 1, NULL, 0, 0);
  if (ok == 1) {
    memcpy(client, material, key);
    memcpy(server, material + key, key);
    memcpy(client + key, material + 2 * key, salt);
    memcpy(server + key, material + 2 * key + salt, salt);
    *count = key + salt;
  }
  OPENSSL_cleanse(material, sizeof material);
  ERR_clear_error();
  return ok == 1 ? (int32_t)profile->id : 0;
}

static void copy_text(const char *from, char *text, size_t capacity) {
  if (!text || capacity == 0) return;
  size_t count = strnlen(from, capacity - 1);
  memcpy(text, from, count);
  text[count] = 0;
}

void rp_dtls_error(const RpDtls *dtls, char *text, size_t capacity) {
  copy_text(dtls ? dtls->error : "", text, capacity);
}

void rp_dtls_description(const RpDtls *dtls, char *text, size_t capacity) {
  char joined[RP_RTC_TEXT];
  joined[0] = 0;
  if (dtls) {
    copy_text(SSL_get_version(dtls->ssl), joined, 32);
    size_t used = strlen(joined);
    joined[used++] = ' ';
    copy_text(SSL_get_cipher_name(dtls->ssl), joined + used, sizeof joined - used);
  }
  copy_text(joined, text, capacity);
}
