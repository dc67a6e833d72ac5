#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "logscan/input.h"
#include "os/descriptor.h"
#include "remote/remote_object.h"

namespace logscan {

/// A file that was opened once. When file descriptors are scarce, it is closed until it is read and
/// then reopened by its name; device and inode show whether it is still the same file. Or an object
/// on a server, which has no descriptor. Thread-safe.
class OpenFile {
 public:
  OpenFile(std::string path, Descriptor descriptor)
      : path_(std::move(path)),
        descriptor_(std::make_shared<const Descriptor>(std::move(descriptor))) {}
  explicit OpenFile(std::shared_ptr<remote::RemoteObject> remote) : remote_(std::move(remote)) {}

  /// Returns the object; null for a file.
  remote::RemoteObject* remote() const { return remote_.get(); }

  /// Closes the file for now if it is a regular file, owned by us, and few descriptors are left.
  void close_if_scarce(const FileId& id);

  /// Returns the descriptor, which stays open as long as the result lives. Throws InputError when
  /// the file cannot be reopened or its name now refers to another file.
  std::shared_ptr<const Descriptor> acquire() const;

  /// Returns -1 while the file is closed.
  int number() const { return descriptor_ != nullptr ? descriptor_->get() : -1; }

  /// Returns whether the descriptor is ours to close. Standard input's is not.
  bool is_owned() const { return descriptor_ == nullptr || descriptor_->is_owned(); }

 private:
  std::shared_ptr<const Descriptor> reopen() const;

  const std::shared_ptr<remote::RemoteObject> remote_;
  const std::string path_;
  std::shared_ptr<const Descriptor> descriptor_;
  FileId id_;
  mutable std::mutex mutex_;
  mutable std::weak_ptr<const Descriptor> reopened_;  ///< the descriptor of a reopened file
};

/// Returns why a file cannot be opened or read, and what to do.
std::string describe_error(int error);

}  // namespace logscan
