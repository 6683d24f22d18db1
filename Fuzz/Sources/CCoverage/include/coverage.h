#ifndef REPARTEE_COVERAGE_H
#define REPARTEE_COVERAGE_H
#include <stdint.h>

/// How many edges of the program can be seen; 0 when it was not built for that.
uint32_t coverage_edges(void);
/// From here on edges are counted.
void coverage_begin(void);
/// Ends the counting. Returns how much of what was seen had not been seen before: edges, and, when `counts` is
/// not 0, an edge passed so many times, in steps of about two.
uint32_t coverage_end(int counts);
/// Forgets what has been seen.
void coverage_forget(void);

#endif
