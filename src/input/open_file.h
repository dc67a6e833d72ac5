#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "input/input_descriptor.h"
#include "logscan/input.h"

namespace logscan {

/// A file that was opened once. Where descriptors are scarce it is closed again until it is read,
/// and then opened by its name; device and inode tell whether that is still the same file. For many
/// threads.
class OpenFile {
 public:
  OpenFile(std::string path, std::shared_ptr<const InputDescriptor> descriptor)
      : path_(std::move(path)), descriptor_(std::move(descriptor)) {}

  /// Closes it for now, if it is a regular file of ours and few descriptors are left.
  void close_if_scarce(const FileId& id);

  /// The descriptor, which stays open for as long as the answer lives. Throws InputError when the
  /// file cannot be opened again, or when its name belongs to another one by now.
  std::shared_ptr<const InputDescriptor> acquire() const;

  /// -1 while it is closed.
  int number() const { return descriptor_ != nullptr ? descriptor_->number() : -1; }

  /// Whether a descriptor is ours to close; not of standard input.
  bool is_owned() const { return descriptor_ == nullptr || descriptor_->is_owned(); }

 private:
  std::shared_ptr<const InputDescriptor> reopen() const;

  const std::string path_;
  std::shared_ptr<const InputDescriptor> descriptor_;
  FileId id_;
  mutable std::mutex mutex_;
  mutable std::weak_ptr<const InputDescriptor> reopened_;  ///< of a file that was closed
};

/// What is wrong when a file cannot be opened or read, and what to try.
std::string describe_error(int error);

}  // namespace logscan
