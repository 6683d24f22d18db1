#include "vad.h"

#include <string.h>

#if defined(__x86_64__)
#define RP_HAS_X86 1
#endif

// Alignment 4 lets a vector be read from any float.
typedef float RpV4 __attribute__((vector_size(16), aligned(4)));
typedef float RpV8 __attribute__((vector_size(32), aligned(4)));
typedef float RpV16 __attribute__((vector_size(64), aligned(4)));
typedef int32_t RpI4 __attribute__((vector_size(16), aligned(4)));
typedef int32_t RpI8 __attribute__((vector_size(32), aligned(4)));
typedef int32_t RpI16 __attribute__((vector_size(64), aligned(4)));

// Samples louder than this cannot be meant; squared and summed they would overflow.
#define RP_VAD_CLIP 4.0f

// One text, three instruction sets. Each inclusion makes a function RP_NAME(process).

#define RP_NAME(name) rp_vad_baseline_##name
#define RP_LANES 4
#define RP_F RpV4
#define RP_I RpI4
#include "vad_kernel.inc"
#undef RP_NAME
#undef RP_LANES
#undef RP_F
#undef RP_I

#if RP_HAS_X86
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define RP_NAME(name) rp_vad_avx2_##name
#define RP_LANES 8
#define RP_F RpV8
#define RP_I RpI8
#include "vad_kernel.inc"
#undef RP_NAME
#undef RP_LANES
#undef RP_F
#undef RP_I
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx2,fma"), \
                                            min_vector_width(512))), apply_to = function)
#define RP_NAME(name) rp_vad_avx512_##name
#define RP_LANES 16
#define RP_F RpV16
#define RP_I RpI16
#include "vad_kernel.inc"
#undef RP_NAME
#undef RP_LANES
#undef RP_F
#undef RP_I
#pragma clang attribute pop
#endif

int rp_vad_supports(int32_t isa) {
  switch (isa) {
    case RP_VAD_BASELINE: return 1;
#if RP_HAS_X86
    case RP_VAD_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case RP_VAD_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
             && __builtin_cpu_supports("avx512dq") && rp_vad_supports(RP_VAD_AVX2);
#endif
    default: return 0;
  }
}

float rp_vad_process(int32_t isa, const float *weights, RpVadState *state, const float *frame) {
#if RP_HAS_X86
  if (isa == RP_VAD_AVX512 && rp_vad_supports(isa))
    return rp_vad_avx512_process(weights, state, frame);
  if (isa == RP_VAD_AVX2 && rp_vad_supports(isa))
    return rp_vad_avx2_process(weights, state, frame);
#endif
  return rp_vad_baseline_process(weights, state, frame);
}
