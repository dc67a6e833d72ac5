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

/// A day and what stands behind it, compared one after the other.
struct NameDate {
  std::int64_t day = 0;                  ///< since 1970-01-01
  std::array<std::uint64_t, 4> parts{};  ///< the time or a count; 0 where there is none

  friend auto operator<=>(const NameDate&, const NameDate&) = default;
};

/// The longest text that is read as a date.
constexpr std::size_t kLongestNameDate = 64;

/// A date as programs that rotate logs write it, if all of `text` is one: `20260115`, `2026-01-15`,
/// `202601`, `2026`, with a time or a count behind it, or seconds since 1970 in ten digits.
std::optional<NameDate> read_name_date(std::string_view text);

/// A date with two digits for the year, as in the names of IIS: `260115`, `26011503`, `2601`.
std::optional<NameDate> read_short_date(std::string_view digits);

/// What the name of a log file says: which log it belongs to, and which part of it it is. Names are
/// bytes; any is read, and nothing is looked up in the file system.
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
/// Dates may stand behind `.`, `-`, `_` or (if they have a day) a letter, at the end of the name or
/// before its last ending. Which of two forms of a date a server meant is not always to be seen
/// (`20260115-03` may be an hour or a count): names of one form come in their right order.
struct LogName {
  /// In the order of age, oldest first, where a log has more than one kind: from names alone nobody
  /// can tell whether the dates or the numbers came first.
  enum class Rotation : std::uint8_t { kDate, kNumber, kOld, kNone };

  std::string path;    ///< the name as given
  std::string folder;  ///< up to and with the last slash; may be empty
  std::string live;    ///< the name, without folder, of the log while it is written
  Rotation rotation = Rotation::kNone;
  NameDate date;             ///< of kDate
  std::uint64_t number = 0;  ///< of kNumber; higher is older
  std::string compression;   ///< `.gz`, `.zst`, `.bz2`, `.xz`, `.lz4`, `.Z`; empty

  /// Whether this is the file that is being written, if anybody writes one of that name.
  bool is_live() const { return rotation == Rotation::kNone && compression.empty(); }
};

LogName parse_log_name(std::string_view path);

/// A strict total order of different paths: by folder and live name (bytes), then the oldest first
/// and the live file last, then by bytes.
bool older_first(const LogName& a, const LogName& b);
bool older_first(std::string_view a, std::string_view b);

/// Whether both are the same part of the same log, compressed or not.
bool same_rotation(const LogName& a, const LogName& b);

/// Sorts paths by older_first(), reading each name once.
void sort_oldest_first(std::vector<std::string>& paths);

/// Of the names of one folder's files, those of the log that is called `live` while it is written
/// (LogName::live), oldest first; the live file comes last, if it is there.
std::vector<std::string> rotated_set(std::span<const std::string> names, std::string_view live);

}  // namespace logscan
