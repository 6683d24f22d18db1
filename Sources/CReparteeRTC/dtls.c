#include "dtls_internal.h"
#include <openssl/err.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

// Handshakes are sent again after 100 ms first, then after twice as long each time, up to 2 s: the
// library's own first second is long when somebody waits for a call to begin (RFC 9147 section 5.8.2).
static unsigned int retransmission(SSL *ssl, unsigned int microseconds) {
  (void)ssl;
  if (microseconds == 0) return 100000;
  return microseconds >= 1000000 ? 2000000 : 2 * microseconds;
}

int32_t rp_dtls_create(RpDtlsContext *context, int32_t is_server, RpDtlsSink send,
                       RpDtlsSink deliver, void *user, RpDtls **made) {
  if (!context || !send || !deliver || !made) return RP_RTC_BAD_ARGUMENT;
  *made = NULL;
  RpDtls *dtls = calloc(1, sizeof *dtls);
  if (!dtls) return RP_RTC_OUT_OF_MEMORY;
  dtls->send = send;
  dtls->deliver = deliver;
  dtls->user = user;
  ERR_clear_error();
  dtls->ssl = SSL_new(context->context);
  BIO *bio = dtls->ssl ? BIO_new(context->method) : NULL;
  if (!bio) {
    SSL_free(dtls->ssl);
    free(dtls);
    ERR_clear_error();
    return RP_RTC_OUT_OF_MEMORY;
  }
  BIO_set_data(bio, dtls);
  SSL_set_bio(dtls->ssl, bio, bio);
  DTLS_set_link_mtu(dtls->ssl, RP_DTLS_MTU);
  DTLS_set_timer_cb(dtls->ssl, retransmission);
  if (is_server) SSL_set_accept_state(dtls->ssl);
  else SSL_set_connect_state(dtls->ssl);
  *made = dtls;
  return RP_RTC_DONE;
}

void rp_dtls_destroy(RpDtls *dtls) {
  if (!dtls) return;
  SSL_free(dtls->ssl);
  free(dtls);
  ERR_clear_error();
}

// What a call of the library that returned no success means.
static int32_t outcome(RpDtls *dtls, int returned) {
  int reason = SSL_get_error(dtls->ssl, returned);
  if (reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE)
    return SSL_is_init_finished(dtls->ssl) ? RP_RTC_DONE : RP_RTC_WAITING;
  if (reason == SSL_ERROR_ZERO_RETURN) return RP_RTC_CLOSED;
  dtls->is_failed = 1;
  rp_rtc_take_error("DTLS failed", dtls->error, sizeof dtls->error);
  return RP_RTC_FAILED;
}

static int32_t read_all(RpDtls *dtls) {
  uint8_t record[2048];
  // Each turn uses up a record of the datagram, or one held back; so there is an end.
  for (;;) {
    int count = SSL_read(dtls->ssl, record, sizeof record);
    if (count <= 0) return outcome(dtls, count);
    dtls->deliver(dtls->user, record, (size_t)count);
  }
}

int32_t rp_dtls_receive(RpDtls *dtls, const uint8_t *bytes, size_t count) {
  if (!dtls || (!bytes && count) || count > 2048) return RP_RTC_BAD_ARGUMENT;
  if (dtls->is_failed) return RP_RTC_FAILED;
  ERR_clear_error();
  dtls->datagram = count ? bytes : NULL;
  dtls->datagram_count = count;
  int32_t status = RP_RTC_DONE;
  if (!SSL_is_init_finished(dtls->ssl)) {
    int returned = SSL_do_handshake(dtls->ssl);
    if (returned != 1) status = outcome(dtls, returned);
  }
  if (status == RP_RTC_DONE) status = read_all(dtls);
  dtls->datagram = NULL;
  dtls->datagram_count = 0;
  ERR_clear_error();
  return status;
}

int32_t rp_dtls_send(RpDtls *dtls, const uint8_t *bytes, size_t count) {
  if (!dtls || !bytes || count == 0 || count > RP_DTLS_MTU) return RP_RTC_BAD_ARGUMENT;
  if (dtls->is_failed || !SSL_is_init_finished(dtls->ssl)) return RP_RTC_FAILED;
  ERR_clear_error();
  int written = SSL_write(dtls->ssl, bytes, (int)count);
  if (written == (int)count) return RP_RTC_DONE;
  return outcome(dtls, written);
}

int32_t rp_dtls_tick(RpDtls *dtls) {
  if (!dtls) return RP_RTC_BAD_ARGUMENT;
  if (dtls->is_failed) return RP_RTC_FAILED;
  ERR_clear_error();
  long handled = DTLSv1_handle_timeout(dtls->ssl);
  if (handled < 0) return outcome(dtls, (int)handled);
  return SSL_is_init_finished(dtls->ssl) ? RP_RTC_DONE : RP_RTC_WAITING;
}

void rp_dtls_close(RpDtls *dtls) {
  if (!dtls || dtls->is_failed || !SSL_is_init_finished(dtls->ssl)) return;
  ERR_clear_error();
  SSL_shutdown(dtls->ssl);
  ERR_clear_error();
}
