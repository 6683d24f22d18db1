// The voice detector's network for one frame, without a library and without allocation.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// New samples a frame: 32 ms at 16 kHz.
#define RP_VAD_HOP 512
/// Samples of the frame before that the network sees again.
#define RP_VAD_CONTEXT 64
/// Units of the recurrent layer.
#define RP_VAD_UNITS 128

/// What one caller's detection remembers. All zeros at the start.
typedef struct RpVadState {
  float context[RP_VAD_CONTEXT];
  float hidden[RP_VAD_UNITS];
  float cell[RP_VAD_UNITS];
} RpVadState;

/// Where each table begins in the block of weights, in floats. Matrices are kept in panels: 16
/// outputs side by side, input after input, so that a panel is read from front to back.
enum RpVadTable {
  RP_VAD_WINDOW = 0,                                           // 256: the analysis window
  RP_VAD_TWIDDLE = RP_VAD_WINDOW + 256,                        // 128 x (cos, -sin) of 2 pi k / 256
  RP_VAD_CONV1 = RP_VAD_TWIDDLE + 256,                         // 8 panels x 129 inputs x 3 taps
  RP_VAD_BIAS1 = RP_VAD_CONV1 + 8 * 129 * 3 * 16,              // 128
  RP_VAD_CONV2 = RP_VAD_BIAS1 + 128,                           // 4 panels x 128 inputs x 3 taps
  RP_VAD_BIAS2 = RP_VAD_CONV2 + 4 * 128 * 3 * 16,              // 64
  RP_VAD_CONV3 = RP_VAD_BIAS2 + 64,                            // 4 panels x (taps 1, 2 x 64 inputs)
  RP_VAD_BIAS3 = RP_VAD_CONV3 + 4 * 128 * 16,                  // 64
  RP_VAD_CONV4 = RP_VAD_BIAS3 + 64,                            // 8 panels x 64 inputs (tap 1)
  RP_VAD_BIAS4 = RP_VAD_CONV4 + 8 * 64 * 16,                   // 128
  RP_VAD_GATES = RP_VAD_BIAS4 + 128,                           // 32 panels x (128 new, 128 hidden)
  RP_VAD_GATES_BIAS = RP_VAD_GATES + 32 * 256 * 16,            // 512: in, forget, cell, out
  RP_VAD_FINAL = RP_VAD_GATES_BIAS + 512,                      // 128
  RP_VAD_FINAL_BIAS = RP_VAD_FINAL + 128,                      // 1, and 15 unused
  RP_VAD_FLOATS = RP_VAD_FINAL_BIAS + 16,
};

/// The instruction sets there is code for, each faster than the one before.
enum RpVadISA { RP_VAD_BASELINE = 0, RP_VAD_AVX2 = 1, RP_VAD_AVX512 = 2 };

/// Whether this machine can run the code for `isa`.
int rp_vad_supports(int32_t isa);

/// The probability, 0 to 1, that `frame` holds speech; moves `state` on.
///
/// `weights` are RP_VAD_FLOATS floats, `frame` RP_VAD_HOP samples, all finite; what lies beyond
/// plus or minus 4 is clipped. With an `isa` that the machine lacks the baseline is used.
float rp_vad_process(int32_t isa, const float *weights, RpVadState *state, const float *frame);
