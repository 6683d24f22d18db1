#include "allocation_counter.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

// A thread's own count needs no atomic, and is not disturbed by other tests that run meanwhile.
static _Thread_local uint64_t count;

uint64_t allocation_count(void) { return count; }

int allocation_counter_works(void) {
  uint64_t before = count;
  void *volatile block = malloc(16);
  free(block);
  return count == before + 1;
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
// A sanitizer has a heap of its own, which must not be gone round.
#define HEAP_IS_TAKEN
#endif
#endif

#if defined(__GLIBC__) && !defined(HEAP_IS_TAKEN)

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t items, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
  count++;
  return __libc_malloc(size);
}

void *calloc(size_t items, size_t size) {
  count++;
  return __libc_calloc(items, size);
}

void *realloc(void *block, size_t size) {
  count++;
  return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
  count++;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count++;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  count++;
  int bad = alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0;
  if (bad) return EINVAL;
  void *block = __libc_memalign(alignment, size);
  if (block == NULL) return ENOMEM;
  *result = block;
  return 0;
}

#endif
