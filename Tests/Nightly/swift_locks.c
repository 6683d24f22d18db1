// Tells thread sanitizer of the locks of Swift's Mutex that had to wait. Where none waits, a lock is taken and given back
// in code of our own, which the sanitizer sees; where one does, in a library that is not built with the sanitizer,
// so that what the mutex protects would be reported as a race.
//
// Loaded before the test program. Swift's calling convention passes `self` in a register of its own.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef SWIFT void (*unlock)(SELF void *);
typedef SWIFT void (*lock)(uint32_t state, SELF void *);
typedef SWIFT _Bool (*attempt)(SELF void *);

// Defined by the program, when it was built with thread sanitizer.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

SWIFT void swift_mutex_lock(uint32_t state, SELF void *self) __asm__(LOCK);
SWIFT _Bool swift_mutex_try(SELF void *self) __asm__(TRY);
SWIFT void swift_mutex_unlock(SELF void *self) __asm__(UNLOCK);

SWIFT void swift_mutex_lock(uint32_t state, SELF void *self) {
  ((lock)dlsym(RTLD_NEXT, LOCK))(state, self);
  if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT _Bool swift_mutex_try(SELF void *self) {
  _Bool is_taken = ((attempt)dlsym(RTLD_NEXT, TRY))(self);
  if (is_taken && __tsan_acquire) __tsan_acquire(self);
  return is_taken;
}

SWIFT void swift_mutex_unlock(SELF void *self) {
  if (__tsan_release) __tsan_release(self);
  ((unlock)dlsym(RTLD_NEXT, UNLOCK))(self);
}
