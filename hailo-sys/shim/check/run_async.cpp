// Runs hailo_shim_configured_run_async over a stand-in for the library that does everything a library may do with a
// callback: the `done` of a started run comes exactly once, that of a failed one never.

#include "../hailo_shim.cpp"

#include <cstdio>
#include <thread>

namespace {

using Callback = std::function<void(const AsyncInferCompletionInfo &)>;

enum class Behaviour {
    CALLS_LATER,        // succeeds and calls from another thread
    CALLS_AT_ONCE,      // succeeds, having called already
    CALLS_TWICE,        // succeeds and calls twice
    NEVER_CALLS,        // succeeds and drops the callback
    FAILS,              // fails and keeps nothing
    FAILS_HALF_WAY,     // fails, with a part of the run under way that ends later
    FAILS_AFTER_CALL,   // fails, having called already
    FAILS_ELSEWHERE,    // fails after another thread used the buffers and dropped the callback
    THROWS,             // throws and keeps nothing
    THROWS_HALF_WAY,    // throws, with a part of the run under way that never calls
};

Behaviour behaviour;
Callback kept;
std::thread elsewhere;
int detached;
int destroyed;

struct Seen {
    int calls = 0;
    uint32_t status = 0;
};

// What is lent to a run: its caller's again once the run has failed or called.
int *buffer;

void done(uint32_t status, void *opaque)
{
    auto *seen = static_cast<Seen *>(opaque);
    seen->calls++;
    seen->status = status;
}

int failures = 0;

void expect(bool condition, const char *what)
{
    if (!condition) {
        std::printf("FAILED: behaviour %d: %s\n", static_cast<int>(behaviour), what);
        failures++;
    }
}

} // namespace

namespace hailort {

AsyncInferJob::AsyncInferJob() {}
AsyncInferJob::~AsyncInferJob() { destroyed++; }
AsyncInferJob::AsyncInferJob(AsyncInferJob &&) {}
AsyncInferJob &AsyncInferJob::operator=(AsyncInferJob &&) { return *this; }
hailo_status AsyncInferJob::wait(std::chrono::milliseconds) { return HAILO_SUCCESS; }
void AsyncInferJob::detach() { detached++; }
hailo_status hailort_error::status() const { return HAILO_INTERNAL_FAILURE; }

Expected<AsyncInferJob> ConfiguredInferModel::run_async(const Bindings &, Callback callback)
{
    switch (behaviour) {
    case Behaviour::CALLS_LATER:
        kept = callback;
        return AsyncInferJob();
    case Behaviour::CALLS_AT_ONCE:
        callback({HAILO_SUCCESS});
        return AsyncInferJob();
    case Behaviour::CALLS_TWICE:
        callback({HAILO_SUCCESS});
        callback({HAILO_INTERNAL_FAILURE});
        return AsyncInferJob();
    case Behaviour::NEVER_CALLS:
        return AsyncInferJob();
    case Behaviour::FAILS:
        return make_unexpected(HAILO_INVALID_OPERATION);
    case Behaviour::FAILS_HALF_WAY:
        kept = callback;
        return make_unexpected(HAILO_INVALID_OPERATION);
    case Behaviour::FAILS_AFTER_CALL:
        callback({HAILO_INTERNAL_FAILURE});
        return make_unexpected(HAILO_INVALID_OPERATION);
    case Behaviour::FAILS_ELSEWHERE: {
        // Nothing but the shim orders what this thread does before what the caller does next.
        static std::atomic<bool> gone;
        gone.store(false, std::memory_order_relaxed);
        elsewhere = std::thread([callback = std::move(callback)]() mutable {
            *buffer = 1;
            callback = nullptr;
            gone.store(true, std::memory_order_relaxed);
        });
        while (!gone.load(std::memory_order_relaxed)) {
            std::this_thread::yield();
        }
        return make_unexpected(HAILO_INVALID_OPERATION);
    }
    case Behaviour::THROWS:
        throw 7;
    case Behaviour::THROWS_HALF_WAY:
        kept = callback;
        throw std::bad_alloc();
    }
    return make_unexpected(HAILO_NOT_IMPLEMENTED);
}

} // namespace hailort

int main()
{
    struct Case {
        Behaviour behaviour;
        uint32_t answer;  // of run_async
        int calls;        // when it returns
        int calls_in_all; // once the library has let go
        uint32_t status;  // of the callback
    };
    const Case cases[] = {
        {Behaviour::CALLS_LATER, HAILO_SUCCESS, 0, 1, HAILO_SUCCESS},
        {Behaviour::CALLS_AT_ONCE, HAILO_SUCCESS, 1, 1, HAILO_SUCCESS},
        {Behaviour::CALLS_TWICE, HAILO_SUCCESS, 1, 1, HAILO_SUCCESS},
        {Behaviour::NEVER_CALLS, HAILO_SUCCESS, 1, 1, HAILO_STREAM_ABORT},
        {Behaviour::FAILS, HAILO_INVALID_OPERATION, 0, 0, 0},
        {Behaviour::FAILS_HALF_WAY, HAILO_SUCCESS, 0, 1, HAILO_SUCCESS},
        {Behaviour::FAILS_AFTER_CALL, HAILO_SUCCESS, 1, 1, HAILO_INTERNAL_FAILURE},
        {Behaviour::FAILS_ELSEWHERE, HAILO_INVALID_OPERATION, 0, 0, 0},
        {Behaviour::THROWS, HAILO_INTERNAL_FAILURE, 0, 0, 0},
        {Behaviour::THROWS_HALF_WAY, HAILO_SUCCESS, 0, 1, HAILO_OUT_OF_HOST_MEMORY},
    };
    for (const bool wants_job : {true, false}) {
        for (const auto &c : cases) {
            behaviour = c.behaviour;
            detached = 0;
            hailo_shim_configured configured{std::make_shared<ConfiguredOwner>(nullptr, ConfiguredInferModel())};
            hailo_shim_bindings bindings{configured.owner, {}};
            hailo_shim_job *job = nullptr;
            Seen seen;
            buffer = new int(0);
            const auto answer = hailo_shim_configured_run_async(&configured, &bindings, done, &seen,
                wants_job ? &job : nullptr);
            expect(answer == c.answer, "the answer");
            delete buffer;
            if (elsewhere.joinable()) {
                elsewhere.join();
            }
            expect(seen.calls == c.calls, "the calls when it returned");
            std::thread library([&] {
                if (kept && (behaviour != Behaviour::THROWS_HALF_WAY)) {
                    kept({HAILO_SUCCESS});
                }
                kept = nullptr;
            });
            library.join();
            expect(seen.calls == c.calls_in_all, "the calls in all");
            expect((seen.calls == 0) || (seen.status == c.status), "the status");
            hailo_shim_job_release(job);
            const bool has_job = (c.behaviour <= Behaviour::NEVER_CALLS);
            expect(detached == (has_job ? 1 : 0), "a job is detached once, or its end would wait");
            expect(configured.owner.use_count() == 2, "nothing keeps the model");
        }
    }
    std::printf("%s\n", failures == 0 ? "run_async: every callback came exactly once" : "run_async: FAILED");
    return failures == 0 ? 0 : 1;
}
