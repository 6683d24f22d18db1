#include "dtls_internal.h"
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

static void append(char *text, size_t capacity, const char *more) {
  size_t used = strnlen(text, capacity);
  for (; used + 1 < capacity && *more; used++) text[used] = *more++;
  if (used < capacity) text[used] = 0;
}

void rp_rtc_take_error(const char *what, char *text, size_t capacity) {
  if (!text || capacity == 0) return;
  text[0] = 0;
  append(text, capacity, what);
  unsigned long code = ERR_get_error();
  const char *reason = code ? ERR_reason_error_string(code) : NULL;
  if (reason) {
    append(text, capacity, ": ");
    append(text, capacity, reason);
  }
  ERR_clear_error();
}

// Any certificate will do here: what counts is its fingerprint, compared after the handshake.
static int accept_any(int ok, X509_STORE_CTX *store) {
  (void)ok;
  (void)store;
  return 1;
}

static int name_and_sign(X509 *certificate, EVP_PKEY *key, int32_t days) {
  uint64_t serial = 0;
  if (RAND_bytes((unsigned char *)&serial, sizeof serial) != 1) return 0;
  X509_NAME *name = X509_get_subject_name(certificate);
  return X509_set_version(certificate, 2) == 1 &&
         ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1 &&
         X509_gmtime_adj(X509_getm_notBefore(certificate), -86400L) != NULL &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), 86400L * days) != NULL &&
         X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"repartee", -1,
                                    -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1 &&
         X509_set_pubkey(certificate, key) == 1 && X509_sign(certificate, key, EVP_sha256()) > 0;
}

static int add_certificate(RpDtlsContext *made, int32_t days) {
  EVP_PKEY *key = EVP_EC_gen("P-256");
  X509 *certificate = X509_new();
  unsigned count = sizeof made->fingerprint;
  int ok = key && certificate && name_and_sign(certificate, key, days) &&
           X509_digest(certificate, EVP_sha256(), made->fingerprint, &count) == 1 &&
           SSL_CTX_use_certificate(made->context, certificate) == 1 &&
           SSL_CTX_use_PrivateKey(made->context, key) == 1;
  X509_free(certificate);
  EVP_PKEY_free(key);
  return ok;
}

static int configure(SSL_CTX *context) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, accept_any);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_QUERY_MTU |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_read_ahead(context, 1);
  // set_tlsext_use_srtp returns 0 when it worked.
  return SSL_CTX_set_min_proto_version(context, DTLS1_2_VERSION) == 1 &&
         SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
         SSL_CTX_set1_groups_list(context, "X25519:P-256") == 1 &&
         SSL_CTX_set_tlsext_use_srtp(context, "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80") == 0;
}

int32_t rp_dtls_context_create(int32_t days, RpDtlsContext **made, char *error, size_t error_size) {
  if (!made || days < 1 || days > 10000) return RP_RTC_BAD_ARGUMENT;
  *made = NULL;
  RpDtlsContext *context = calloc(1, sizeof *context);
  if (!context) return RP_RTC_OUT_OF_MEMORY;
  ERR_clear_error();
  context->context = SSL_CTX_new(DTLS_method());
  context->method = rp_dtls_datagram_method();
  if (!context->context || !context->method || !configure(context->context) ||
      !add_certificate(context, days)) {
    rp_rtc_take_error("DTLS cannot be set up", error, error_size);
    rp_dtls_context_destroy(context);
    return RP_RTC_FAILED;
  }
  *made = context;
  return RP_RTC_DONE;
}

void rp_dtls_context_destroy(RpDtlsContext *context) {
  if (!context) return;
  SSL_CTX_free(context->context);
  BIO_meth_free(context->method);
  free(context);
}

int32_t rp_dtls_context_fingerprint(const RpDtlsContext *context, uint8_t *out, size_t capacity) {
  if (!context || !out || capacity < sizeof context->fingerprint) return RP_RTC_BAD_ARGUMENT;
  memcpy(out, context->fingerprint, sizeof context->fingerprint);
  return RP_RTC_DONE;
}
