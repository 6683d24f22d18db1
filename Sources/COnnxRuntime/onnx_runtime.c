#include "onnx_runtime.h"

#include <dlfcn.h>

typedef struct {
  const void *(*GetApi)(uint32_t version);
  const char *(*GetVersionString)(void);
} RpOrtBase;

RpOrtLibrary rp_ort_load(const char *path) {
  RpOrtLibrary loaded = {0};
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    loaded.problem = dlerror();
    return loaded;
  }
  const RpOrtBase *(*entry)(void) = (const RpOrtBase *(*)(void))dlsym(library, "OrtGetApiBase");
  const RpOrtBase *base = entry ? entry() : NULL;
  if (!base) {
    loaded.problem = "it has no OrtGetApiBase";
    return loaded;
  }
  loaded.version = base->GetVersionString();
  loaded.api = base->GetApi(RP_ORT_API_VERSION);
  if (!loaded.api) loaded.problem = "it is too old";
  return loaded;
}
