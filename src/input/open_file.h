#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "logscan/input.h"
#include "os/descriptor.h"

namespace logscan {

/// A file that was opened once. Where descriptors are scarce it is closed again until it is read,
/// and then opened by its name; device and inode tell whether that is still the same file. For many
/// threads.
class OpenFile {
 public:
  OpenFile(std::string path, Descriptor descriptor)
      : path_(std::move(path)), kept_(std::make_shared<const Descriptor>(std::move(descriptor))) {}

  /// Closes it for now, if it is a regular file of ours and few descriptors are left.
  void rest_if_scarce(const FileId& id);

  /// The descriptor, which stays open for as long as the answer lives. Throws InputError when the
  /// file cannot be opened again, or when its name belongs to another one by now.
  std::shared_ptr<const Descriptor> hold() const;

  /// -1 while it is closed.
  int number() const { return kept_ != nullptr ? kept_->get() : -1; }

  /// Whether a descriptor is ours to close; not of standard input.
  bool is_owned() const { return kept_ == nullptr || kept_->is_owned(); }

 private:
  std::shared_ptr<const Descriptor> open_again() const;

  const std::string path_;
  std::shared_ptr<const Descriptor> kept_;
  FileId id_;
  mutable std::mutex mutex_;
  mutable std::weak_ptr<const Descriptor> lent_;  ///< of a file that was closed
};

/// What is wrong when a file cannot be opened or read, and what to try.
std::string reason_and_advice(int error);

}  // namespace logscan
