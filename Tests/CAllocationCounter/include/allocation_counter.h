#pragma once

#include <stdint.h>

/// How many blocks of memory the calling thread has asked the heap for since it started.
///
/// Linking this library puts counting functions in the place of malloc and its like, for the whole program.
/// Where the C library does not let them be replaced the count stays 0: see `allocation_counter_works`.
uint64_t allocation_count(void);

/// Whether allocations are counted here; a test that counts nothing must not pass for one that found nothing.
int allocation_counter_works(void);
