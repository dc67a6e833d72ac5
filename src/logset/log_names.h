#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logscan {

/// A date in a name: a day and the parts after it, compared in this order.
struct NameDate {
  std::int64_t day = 0;                  ///< since 1970-01-01
  std::array<std::uint64_t, 4> parts{};  ///< the time or a count; 0 if missing

  friend auto operator<=>(const NameDate&, const NameDate&) = default;
};

/// Length of the longest text that is parsed as a date.
constexpr std::size_t kLongestNameDate = 64;

/// Parses a date as written by programs that rotate logs. Returns nullopt unless all of `text` is
/// one: `20260115`, `2026-01-15`, `202601`, `2026`, with an optional time or count after it, or ten
/// digits for seconds since 1970.
std::optional<NameDate> read_name_date(std::string_view text);

/// Parses a date with a two-digit year, as IIS uses in names: `260115`, `26011503`, `2601`.
std::optional<NameDate> read_short_date(std::string_view digits);

/// The parsed name of a log file: the log it belongs to, and which part of the log it is. Any bytes
/// are accepted. Does not access the file system.
///
///     access.log                    the live file of access.log
///     access.log.1  access.1.log    number 1
///     access.log.2.gz               number 2, compressed
///     access.log-20260115.gz        2026-01-15, compressed
///     access.log-2026011503         2026-01-15, then 3
///     access.log.2026-01-15-03.zst  the same, compressed
///     access-20260115.log           2026-01-15 of access.log
///     access.2026-01-15.2.log       2026-01-15, then 2
///     access.log-1737000000         the day and second of that moment
///     u_ex260115.log                2026-01-15 of u_ex.log, which is never written
///     access.log.old                older than access.log, newer than all numbers
///
/// A date may follow `.`, `-`, `_` or (if it has a day) a letter, at the end of the name or before
/// its last extension. Some dates are ambiguous: in `20260115-03`, 03 may be an hour or a count.
/// Names of one form always sort correctly.
struct LogName {
  /// Sorted by age, oldest first, for a log with several kinds. Names alone do not show whether the
  /// dates or the numbers came first.
  enum class Rotation : std::uint8_t { kDate, kNumber, kOld, kNone };

  std::string path;    ///< the name as given
  std::string folder;  ///< up to and including the last slash; may be empty
  std::string live;    ///< name of the log while it is written, without folder
  Rotation rotation = Rotation::kNone;
  NameDate date;             ///< with kDate
  std::uint64_t number = 0;  ///< with kNumber; higher is older
  std::string compression;   ///< `.gz`, `.zst`, `.bz2`, `.xz`, `.lz4`, `.Z`; empty

  /// Returns whether this is the file that is being written, if any file of that name is.
  bool is_live() const { return rotation == Rotation::kNone && compression.empty(); }
};

LogName parse_log_name(std::string_view path);

/// Orders different paths strictly and totally: by folder and live name (bytes), then oldest first
/// with the live file last, then by bytes.
bool older_first(const LogName& a, const LogName& b);
bool older_first(std::string_view a, std::string_view b);

/// Returns whether both are the same part of the same log, compressed or not.
bool same_rotation(const LogName& a, const LogName& b);

/// Sorts paths by older_first(), and parses each name once.
void sort_oldest_first(std::vector<std::string>& paths);

/// Returns the names of one folder's files that belong to the log with the live name `live`, oldest
/// first. The live file comes last, if it exists.
std::vector<std::string> rotated_set(std::span<const std::string> names, std::string_view live);

}  // namespace logscan
