// What the compiler calls at every edge of a program built with -sanitize-coverage=edge,trace-pc-guard.
#include "coverage.h"

#include <string.h>

enum { maximum = 1 << 20, most_of_one_run = 1 << 16 };

static uint32_t edges;
static int counting;
static uint8_t counts[maximum];
static uint8_t seen[maximum];
static uint32_t touched[most_of_one_run];
static uint32_t touched_count;

void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop);
void __sanitizer_cov_trace_pc_guard(uint32_t *guard);

void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop) {
  if (start == stop || *start) return;
  for (uint32_t *guard = start; guard < stop; guard++) *guard = ++edges;
}

void __sanitizer_cov_trace_pc_guard(uint32_t *guard) {
  uint32_t edge = *guard;
  if (!counting || edge >= maximum) return;
  if (counts[edge] == 0) {
    if (touched_count == most_of_one_run) return;
    touched[touched_count++] = edge;
  }
  if (counts[edge] < 255) counts[edge]++;
}

uint32_t coverage_edges(void) { return edges; }

void coverage_begin(void) { counting = 1; }

static uint8_t step_of(uint8_t count) {
  if (count < 4) return (uint8_t)(1 << (count - 1));
  if (count < 8) return 1 << 3;
  if (count < 16) return 1 << 4;
  if (count < 32) return 1 << 5;
  return count < 128 ? 1 << 6 : 1 << 7;
}

uint32_t coverage_end(int with_counts) {
  counting = 0;
  uint32_t news = 0;
  for (uint32_t index = 0; index < touched_count; index++) {
    uint32_t edge = touched[index];
    uint8_t step = with_counts ? step_of(counts[edge]) : 1;
    if (!(seen[edge] & step)) news++;
    seen[edge] |= step;
    counts[edge] = 0;
  }
  touched_count = 0;
  return news;
}

void coverage_forget(void) { memset(seen, 0, sizeof seen); }
