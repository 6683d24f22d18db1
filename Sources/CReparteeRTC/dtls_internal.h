#pragma once
#include "CReparteeRTC.h"
#include <openssl/ssl.h>

struct RpDtlsContext {
  SSL_CTX *context;
  BIO_METHOD *method;
  uint8_t fingerprint[32];
};

struct RpDtls {
  SSL *ssl;
  RpDtlsSink send;
  RpDtlsSink deliver;
  void *user;
  /// The datagram being received; only during `rp_dtls_receive`.
  const uint8_t *datagram;
  size_t datagram_count;
  int is_failed;
  char error[RP_RTC_TEXT];
};

/// A source and sink of whole datagrams over an RpDtls.
BIO_METHOD *rp_dtls_datagram_method(void);
/// The oldest error of the library as text; empties its queue.
void rp_rtc_take_error(const char *what, char *text, size_t capacity);
