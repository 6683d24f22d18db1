// The part of ONNX Runtime's C interface that Repartee calls, declared from its published slot
// numbers. The real table is append-only, so a library newer than RP_ORT_API_VERSION fits too.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// The interface version asked for; every slot below is older.
#define RP_ORT_API_VERSION 16

typedef struct RpOrtStatus RpOrtStatus;
typedef struct RpOrtEnv RpOrtEnv;
typedef struct RpOrtSession RpOrtSession;
typedef struct RpOrtSessionOptions RpOrtSessionOptions;
typedef struct RpOrtRunOptions RpOrtRunOptions;
typedef struct RpOrtValue RpOrtValue;
typedef struct RpOrtMemoryInfo RpOrtMemoryInfo;
typedef struct RpOrtAllocator RpOrtAllocator;
typedef struct RpOrtTypeInfo RpOrtTypeInfo;
typedef struct RpOrtTensorInfo RpOrtTensorInfo;

/// Slots that are not called are gaps, named after the first slot they cover.
typedef struct RpOrtApi {
  void *gap0[2];
  const char *(*GetErrorMessage)(const RpOrtStatus *);
  RpOrtStatus *(*CreateEnv)(int32_t severity, const char *name, RpOrtEnv **made);
  void *gap4[3];
  RpOrtStatus *(*CreateSession)(const RpOrtEnv *, const char *path, const RpOrtSessionOptions *,
                                RpOrtSession **made);
  RpOrtStatus *(*CreateSessionFromArray)(const RpOrtEnv *, const void *model, size_t bytes,
                                         const RpOrtSessionOptions *, RpOrtSession **made);
  RpOrtStatus *(*Run)(RpOrtSession *, const RpOrtRunOptions *, const char *const *inputNames,
                      const RpOrtValue *const *inputs, size_t inputCount,
                      const char *const *outputNames, size_t outputCount, RpOrtValue **outputs);
  RpOrtStatus *(*CreateSessionOptions)(RpOrtSessionOptions **made);
  void *gap11[6];
  RpOrtStatus *(*DisableMemPattern)(RpOrtSessionOptions *);
  void *gap18[1];
  RpOrtStatus *(*DisableCpuMemArena)(RpOrtSessionOptions *);
  void *gap20[2];
  RpOrtStatus *(*SetSessionLogSeverityLevel)(RpOrtSessionOptions *, int32_t severity);
  RpOrtStatus *(*SetSessionGraphOptimizationLevel)(RpOrtSessionOptions *, int32_t level);
  RpOrtStatus *(*SetIntraOpNumThreads)(RpOrtSessionOptions *, int32_t threads);
  RpOrtStatus *(*SetInterOpNumThreads)(RpOrtSessionOptions *, int32_t threads);
  void *gap26[4];
  RpOrtStatus *(*SessionGetInputCount)(const RpOrtSession *, size_t *count);
  RpOrtStatus *(*SessionGetOutputCount)(const RpOrtSession *, size_t *count);
  void *gap32[1];
  RpOrtStatus *(*SessionGetInputTypeInfo)(const RpOrtSession *, size_t index,
                                          RpOrtTypeInfo **made);
  RpOrtStatus *(*SessionGetOutputTypeInfo)(const RpOrtSession *, size_t index,
                                           RpOrtTypeInfo **made);
  void *gap35[1];
  RpOrtStatus *(*SessionGetInputName)(const RpOrtSession *, size_t index, RpOrtAllocator *,
                                      char **made);
  RpOrtStatus *(*SessionGetOutputName)(const RpOrtSession *, size_t index, RpOrtAllocator *,
                                       char **made);
  void *gap38[1];
  RpOrtStatus *(*CreateRunOptions)(RpOrtRunOptions **made);
  void *gap40[6];
  RpOrtStatus *(*RunOptionsSetTerminate)(RpOrtRunOptions *);
  void *gap47[2];
  RpOrtStatus *(*CreateTensorWithDataAsOrtValue)(const RpOrtMemoryInfo *, void *data, size_t bytes,
                                                 const int64_t *shape, size_t rank,
                                                 int32_t element, RpOrtValue **made);
  void *gap50[1];
  RpOrtStatus *(*GetTensorMutableData)(RpOrtValue *, void **data);
  void *gap52[3];
  RpOrtStatus *(*CastTypeInfoToTensorInfo)(const RpOrtTypeInfo *, const RpOrtTensorInfo **borrowed);
  void *gap56[4];
  RpOrtStatus *(*GetTensorElementType)(const RpOrtTensorInfo *, int32_t *element);
  RpOrtStatus *(*GetDimensionsCount)(const RpOrtTensorInfo *, size_t *rank);
  RpOrtStatus *(*GetDimensions)(const RpOrtTensorInfo *, int64_t *shape, size_t rank);
  void *gap63[2];
  RpOrtStatus *(*GetTensorTypeAndShape)(const RpOrtValue *, RpOrtTensorInfo **made);
  void *gap66[3];
  RpOrtStatus *(*CreateCpuMemoryInfo)(int32_t allocator, int32_t memory, RpOrtMemoryInfo **made);
  void *gap70[6];
  RpOrtStatus *(*AllocatorFree)(RpOrtAllocator *, void *);
  void *gap77[1];
  RpOrtStatus *(*GetAllocatorWithDefaultOptions)(RpOrtAllocator **borrowed);
  void *gap79[14];
  void (*ReleaseStatus)(RpOrtStatus *);
  void *gap94[1];
  void (*ReleaseSession)(RpOrtSession *);
  void (*ReleaseValue)(RpOrtValue *);
  void (*ReleaseRunOptions)(RpOrtRunOptions *);
  void (*ReleaseTypeInfo)(RpOrtTypeInfo *);
  void (*ReleaseTensorInfo)(RpOrtTensorInfo *);
  void (*ReleaseSessionOptions)(RpOrtSessionOptions *);
  void *gap101[29];
  RpOrtStatus *(*AddSessionConfigEntry)(RpOrtSessionOptions *, const char *key, const char *value);
} RpOrtApi;

#define RP_ORT_SLOT(name, number) \
  _Static_assert(offsetof(RpOrtApi, name) == (number) * sizeof(void *), #name " is misplaced")
RP_ORT_SLOT(CreateSession, 7);
RP_ORT_SLOT(Run, 9);
RP_ORT_SLOT(DisableMemPattern, 17);
RP_ORT_SLOT(DisableCpuMemArena, 19);
RP_ORT_SLOT(SetInterOpNumThreads, 25);
RP_ORT_SLOT(SessionGetInputCount, 30);
RP_ORT_SLOT(SessionGetInputTypeInfo, 33);
RP_ORT_SLOT(SessionGetOutputName, 37);
RP_ORT_SLOT(CreateRunOptions, 39);
RP_ORT_SLOT(RunOptionsSetTerminate, 46);
RP_ORT_SLOT(CreateTensorWithDataAsOrtValue, 49);
RP_ORT_SLOT(GetTensorMutableData, 51);
RP_ORT_SLOT(CastTypeInfoToTensorInfo, 55);
RP_ORT_SLOT(GetDimensions, 62);
RP_ORT_SLOT(GetTensorTypeAndShape, 65);
RP_ORT_SLOT(CreateCpuMemoryInfo, 69);
RP_ORT_SLOT(AllocatorFree, 76);
RP_ORT_SLOT(GetAllocatorWithDefaultOptions, 78);
RP_ORT_SLOT(ReleaseStatus, 93);
RP_ORT_SLOT(ReleaseSessionOptions, 100);
RP_ORT_SLOT(AddSessionConfigEntry, 130);
#undef RP_ORT_SLOT

/// What loading the library gave: either `api` and `version`, or `problem`. Nothing to free.
typedef struct RpOrtLibrary {
  const RpOrtApi *api;
  const char *version;
  const char *problem;
} RpOrtLibrary;

/// Loads the shared library at `path`, for good. Not thread-safe.
RpOrtLibrary rp_ort_load(const char *path);
