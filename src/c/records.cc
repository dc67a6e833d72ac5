#include <cerrno>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "c/arrow.h"
#include "c/guard.h"
#include "c/query.h"
#include "query/query.h"

using namespace logscan;

/// A scan in a thread of its own, which waits while some batches are not taken.
struct logscan_records {
  logscan_records(const logscan_query& query, const std::vector<std::string>& paths,
                  logscan_control* control)
      : scan_(query, paths), control_(c::share(control)), is_strict_(query.is_strict) {
    check_query();
    scan_.open();
    start();
  }

  logscan_records(const logscan_query& query, const c::Part& part, logscan_control* control)
      : scan_(query, {part.name}), control_(c::share(control)), is_strict_(query.is_strict) {
    check_query();
    scan_.open(part);
    start();
  }

  ~logscan_records() {
    {
      const std::lock_guard lock(mutex_);
      is_dropped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  const QuerySpec& spec() const { return scan_.engine().query->spec; }

  // Nullopt at the end.
  std::optional<RecordColumns> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !ready_.empty() || has_ended_; });
    if (ready_.empty()) return std::nullopt;
    RecordColumns columns = std::move(ready_.front());
    ready_.pop_front();
    lock.unlock();
    changed_.notify_all();
    return columns;
  }

  // Of the scan, which has ended.
  const c::Failure& failure() const { return failure_; }

 private:
  static constexpr std::size_t kMostReady = 8;

  void check_query() const {
    if (!spec().records) throw cli::UsageError{"options: expected \"records\": true"};
    if (!is_strict_) c::require(control_.get(), "control");
  }

  void start() {
    if (std::string text = scan_.unreadable(); is_strict_ && !text.empty())
      throw c::InputRefused{text};
    scan_.engine().take_columns = [this](RecordColumns&& columns) { take(std::move(columns)); };
    thread_ = std::thread([this] { run(); });
  }

  void take(RecordColumns&& columns) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ready_.size() < kMostReady || is_dropped_; });
    if (is_dropped_) throw c::Cancelled();
    ready_.push_back(std::move(columns));
    lock.unlock();
    changed_.notify_all();
  }

  void run() noexcept {
    c::Failure failure;
    try {
      const cli::CaughtMessages caught;
      const std::unique_ptr<logscan_counts> counts = scan_.count(control_.get());
      failure = failure_of(c::findings_of(*counts));
    } catch (...) {
      failure = c::failure_of_exception();
    }
    {
      const std::lock_guard lock(mutex_);
      failure_ = std::move(failure);
      has_ended_ = true;
    }
    changed_.notify_all();
  }

  c::Failure failure_of(c::Findings findings) {
    while (findings.text.ends_with('\n'))
      findings.text.pop_back();
    if (!is_strict_) {
      const std::lock_guard lock(control_->mutex);
      control_->code = static_cast<int>(findings.code);
      control_->findings = std::move(findings.text);
      return {};
    }
    if (findings.code == cli::ExitCode::kOk || findings.code == cli::ExitCode::kFailIf) return {};
    return {LOGSCAN_INPUT, std::move(findings.text)};
  }

  c::Scan scan_;
  const std::shared_ptr<logscan_control> control_;
  const bool is_strict_;
  std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  std::deque<RecordColumns> ready_;
  bool is_dropped_ = false;
  bool has_ended_ = false;
  c::Failure failure_;
  std::thread thread_;
};

namespace {

/// What a stream owns.
struct OwnedStream {
  std::unique_ptr<logscan_records> records;
  std::string error;
};

int end_call(ArrowArrayStream* stream, logscan_status status) {
  auto& owned = *static_cast<OwnedStream*>(stream->private_data);
  if (status == LOGSCAN_OK) return 0;
  try {
    owned.error = logscan_message();
  } catch (...) {
    owned.error.clear();
  }
  return status == LOGSCAN_CANCELLED ? ECANCELED : EIO;
}

logscan_records* records_of(ArrowArrayStream* stream) {
  return static_cast<OwnedStream*>(stream->private_data)->records.get();
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  return end_call(stream, logscan_records_schema(records_of(stream), out));
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  return end_call(stream, logscan_records_next(records_of(stream), out));
}

const char* get_last_error(ArrowArrayStream* stream) {
  return static_cast<OwnedStream*>(stream->private_data)->error.c_str();
}

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<OwnedStream*>(stream->private_data);
  stream->private_data = nullptr;
  stream->release = nullptr;
}

}  // namespace

logscan_status logscan_records_new(const logscan_query* query, const char* const* paths,
                                   size_t count, logscan_control* control, logscan_records** out) {
  return c::guarded([&] {
    c::require(query, "query");
    c::require(out, "out");
    *out = new logscan_records(*query, c::paths_of(paths, count), control);
  });
}

logscan_status logscan_records_part(const logscan_query* query, const void* part, size_t size,
                                    logscan_control* control, logscan_records** out) {
  return c::guarded([&] {
    c::require(query, "query");
    c::require(part, "part");
    c::require(out, "out");
    const auto planned = c::Part::read({static_cast<const char*>(part), size});
    *out = new logscan_records(*query, planned, control);
  });
}

logscan_status logscan_records_schema(const logscan_records* records, struct ArrowSchema* out) {
  return c::guarded([&] {
    c::require(records, "records");
    c::require(out, "out");
    c::export_schema(records->spec(), *out);
  });
}

logscan_status logscan_records_next(logscan_records* records, struct ArrowArray* out) {
  c::Failure failure;
  const logscan_status status = c::guarded([&] {
    c::require(records, "records");
    c::require(out, "out");
    *out = {};
    if (std::optional<RecordColumns> columns = records->next()) {
      c::export_columns(std::move(*columns), *out);
    } else {
      failure = records->failure();
    }
  });
  return failure.status == LOGSCAN_OK ? status : c::set_failure(failure);
}

void logscan_records_free(logscan_records* records) {
  delete records;
}

logscan_status logscan_records_stream(logscan_records* records, struct ArrowArrayStream* out) {
  std::unique_ptr<logscan_records> owned(records);
  return c::guarded([&] {
    c::require(records, "records");
    c::require(out, "out");
    auto stream = std::make_unique<OwnedStream>();
    stream->records = std::move(owned);
    *out = {get_schema, get_next, get_last_error, release_stream, stream.release()};
  });
}
