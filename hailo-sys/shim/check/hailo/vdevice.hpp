// Stand-in declarations, see hailort.h beside this file.
#pragma once

#include "hailo/hailort.h"

#include <functional>
#include <memory>
#include <optional>
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

inline Unexpected make_unexpected(hailo_status status)
{
    return Unexpected{status};
}

template <typename T>
class Expected {
public:
    Expected(Unexpected unexpected) : m_status(unexpected.status) {}
    Expected(T &&value) : m_value(std::move(value)), m_status(HAILO_SUCCESS) {}
    Expected(Expected &&) = default;
    explicit Expected(const Expected &) = default;
    template <typename... Args, std::enable_if_t<std::is_constructible<T, Args...>::value, int> = 0>
    explicit Expected(Args &&...args) : m_value(std::in_place, std::forward<Args>(args)...), m_status(HAILO_SUCCESS)
    {
    }
    T &value() & { return *m_value; }
    T release() { return std::move(*m_value); }
    T *operator->() { return &*m_value; }
    hailo_status status() const { return m_status; }
    explicit operator bool() const { return m_status == HAILO_SUCCESS; }

private:
    std::optional<T> m_value;
    hailo_status m_status;
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
