// What both halves of the shim share. HAILORT_MAJOR_VERSION, HAILORT_MINOR_VERSION and HAILORT_REVISION_VERSION come
// from the command line: the headers do not tell their version.
#pragma once

#include "hailo_shim.h"

#include "hailo/hailort.h"
#include "hailo/vdevice.hpp"

#if !defined(HAILORT_MAJOR_VERSION) || !defined(HAILORT_MINOR_VERSION) || !defined(HAILORT_REVISION_VERSION)
#error "define HAILORT_MAJOR_VERSION, HAILORT_MINOR_VERSION and HAILORT_REVISION_VERSION"
#endif

#define AT_LEAST(major, minor, revision)                                                                              \
    (HAILORT_MAJOR_VERSION * 10000 + HAILORT_MINOR_VERSION * 100 + HAILORT_REVISION_VERSION >=                        \
        (major) * 10000 + (minor) * 100 + (revision))

#if !AT_LEAST(4, 21, 0)
#error "the shim needs HailoRT 4.21 or newer"
#endif

// What each version brought.
#define HAS_LLM AT_LEAST(5, 0, 1)
#define HAS_OPTIMIZE_MEMORY AT_LEAST(5, 1, 0)
#define HAS_SPEECH AT_LEAST(5, 1, 0)
#define HAS_CONTEXT AT_LEAST(5, 1, 1)
#define HAS_TOOLS AT_LEAST(5, 2, 0)
#define HAS_REPETITION_PENALTY AT_LEAST(5, 2, 0)

#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#define CHECK_ARGUMENT(condition)                                                                                      \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            return static_cast<uint32_t>(HAILO_INVALID_ARGUMENT);                                                      \
        }                                                                                                              \
    } while (false)

namespace shim {

using namespace hailort;

// Runs `body` and turns whatever leaves it into a status: nothing is thrown across the border.
template <typename Body>
uint32_t guarded(Body &&body) noexcept
{
    try {
        return static_cast<uint32_t>(body());
    } catch (const hailort_error &error) {
        return static_cast<uint32_t>(error.status());
    } catch (const std::bad_alloc &) {
        return HAILO_OUT_OF_HOST_MEMORY;
    } catch (...) {
        return HAILO_INTERNAL_FAILURE;
    }
}

template <typename Handle>
void destroy(Handle *handle) noexcept
{
    // A destructor of the library that throws has nothing left to undo.
    (void)guarded([&] {
        delete handle;
        return HAILO_SUCCESS;
    });
}

inline std::string text(const hailo_shim_slice &slice)
{
    return slice.len == 0 ? std::string() : std::string(reinterpret_cast<const char *>(slice.data), slice.len);
}

inline bool valid(const hailo_shim_slice &slice)
{
    return (slice.data != nullptr) || (slice.len == 0);
}

inline bool valid(const hailo_shim_slice *slices, size_t count)
{
    if ((slices == nullptr) && (count != 0)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!valid(slices[i])) {
            return false;
        }
    }
    return true;
}

inline std::vector<std::string> texts(const hailo_shim_slice *slices, size_t count)
{
    std::vector<std::string> all;
    all.reserve(count);
    for (size_t i = 0; i < count; i++) {
        all.push_back(text(slices[i]));
    }
    return all;
}

inline void send(hailo_shim_sink sink, void *context, const void *data, size_t len)
{
    sink(context, static_cast<const uint8_t *>(data), len);
}

// The library keeps the pointers of the params it was given, so what they point to lives as long as the vdevice.
struct VDeviceOwner {
    std::vector<hailo_device_id_t> ids;
    std::string group_id;
    std::shared_ptr<VDevice> vdevice;
};

} // namespace shim

struct hailo_shim_vdevice {
    std::shared_ptr<shim::VDeviceOwner> owner;
};
