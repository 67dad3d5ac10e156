// Stand-in declarations, see hailort.h beside this file.
#pragma once

#include "hailo/hailort.h"

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace hailort {

class hailort_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
    hailo_status status() const;
};

struct Unexpected {
    hailo_status status;
};
Unexpected make_unexpected(hailo_status status);

template <typename T>
class Expected {
public:
    Expected(Unexpected);
    Expected(T &&);
    Expected(Expected &&);
    explicit Expected(const Expected &);
    template <typename... Args, std::enable_if_t<std::is_constructible<T, Args...>::value, int> = 0>
    explicit Expected(Args &&...);
    T &value() &;
    T release();
    T *operator->();
    hailo_status status() const;
    explicit operator bool() const;
};

class Buffer {
public:
    static Expected<std::shared_ptr<Buffer>> create_shared(const uint8_t *source, size_t size);
    uint8_t *data() noexcept;
    size_t size() const noexcept;
};
using BufferPtr = std::shared_ptr<Buffer>;

class MemoryView {
public:
    MemoryView(void *data, size_t size) noexcept;
    static const MemoryView create_const(const void *data, size_t size) noexcept;
};

class Device;
class InferModel;

class VDevice {
public:
    static Expected<std::shared_ptr<VDevice>> create_shared(const hailo_vdevice_params_t &params);
    virtual Expected<std::shared_ptr<InferModel>> create_infer_model(const std::string &path, const std::string &name);
    virtual Expected<std::shared_ptr<InferModel>> create_infer_model(std::shared_ptr<Buffer> hef,
        const std::string &name);
    virtual Expected<std::vector<std::reference_wrapper<Device>>> get_physical_devices() const = 0;
    virtual Expected<std::vector<std::string>> get_physical_devices_ids() const = 0;
    virtual ~VDevice();
};

} // namespace hailort
