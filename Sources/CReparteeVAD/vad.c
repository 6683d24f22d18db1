#include "vad.h"
