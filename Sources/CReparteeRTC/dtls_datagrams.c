#include "dtls_internal.h"
#include <string.h>

// The library's memory BIO is a stream: it would join datagrams. This one keeps their bounds.

static int datagram_write(BIO *bio, const char *bytes, int count) {
  RpDtls *dtls = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  if (!dtls || !bytes || count <= 0) return -1;
  dtls->send(dtls->user, (const uint8_t *)bytes, (size_t)count);
  return count;
}

static int datagram_read(BIO *bio, char *bytes, int capacity) {
  RpDtls *dtls = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  if (!dtls || !dtls->datagram || !bytes || capacity <= 0) {
    BIO_set_retry_read(bio);
    return -1;
  }
  // What does not fit is lost, as with a socket.
  size_t count = dtls->datagram_count;
  if (count > (size_t)capacity) count = (size_t)capacity;
  memcpy(bytes, dtls->datagram, count);
  dtls->datagram = NULL;
  dtls->datagram_count = 0;
  return (int)count;
}

static long datagram_control(BIO *bio, int command, long number, void *pointer) {
  RpDtls *dtls = BIO_get_data(bio);
  (void)number;
  (void)pointer;
  switch (command) {
  case BIO_CTRL_FLUSH:
    return 1;
  case BIO_CTRL_PENDING:
    return dtls ? (long)dtls->datagram_count : 0;
  case BIO_CTRL_DGRAM_QUERY_MTU:
  case BIO_CTRL_DGRAM_GET_FALLBACK_MTU:
    return RP_DTLS_MTU;
  case BIO_CTRL_DGRAM_GET_MTU_OVERHEAD:
    return 28; // IPv4 and UDP
  default:
    return 0;
  }
}

static int datagram_create(BIO *bio) {
  BIO_set_init(bio, 1);
  return 1;
}

BIO_METHOD *rp_dtls_datagram_method(void) {
  int index = BIO_get_new_index();
  if (index == -1) return NULL;
  BIO_METHOD *method = BIO_meth_new(index | BIO_TYPE_SOURCE_SINK, "repartee datagrams");
  if (!method) return NULL;
  if (BIO_meth_set_write(method, datagram_write) != 1 ||
      BIO_meth_set_read(method, datagram_read) != 1 ||
      BIO_meth_set_ctrl(method, datagram_control) != 1 ||
      BIO_meth_set_create(method, datagram_create) != 1) {
    BIO_meth_free(method);
    return NULL;
  }
  return method;
}
