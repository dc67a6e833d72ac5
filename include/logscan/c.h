/* The C interface of logscan: liblogscan.so.
 *
 * Every call that can fail returns a status; logscan_message() then says what was wrong and what to
 * try. No call prints, ends the process or throws. A handle that a call returns is the caller's,
 * until its function ending in `_free` takes it; those accept NULL.
 *
 * Threads: any number of threads may use one logscan_query at once, and logscan_control_cancel()
 * may be called from any thread. Every other handle is for one thread at a time. A call that scans
 * starts threads of its own, and has ended them when it returns.
 *
 * Options are a JSON object. Its keys are the long options of the command line, without the dashes
 * in front and with `_` or `-` between words. Its values are what the command line expects: a
 * string, a number, true for an option without a value, and a list where an option may be given
 * several times. null and false are the same as no option:
 *
 *   {"by": ["path"], "where": ["status >= 500"], "format": "json", "run": false}
 *
 * "run": false is the same as "no_run": true, and "strict": false is for records. Options that are
 * about standard output, a terminal or a state are refused. `logscan --help` and docs/guide.md
 * describe all of them.
 *
 * Paths, texts and messages are bytes; texts are UTF-8 and end with a NUL that `size` does not
 * count. docs/c.md has an example.
 */
#ifndef LOGSCAN_C_H
#define LOGSCAN_C_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define LOGSCAN_API __attribute__((visibility("default")))
#else
#define LOGSCAN_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* --- Arrow C Data Interface and C Stream Interface ------------------------------------------- */

/* Their layout is fixed; https://arrow.apache.org/docs/format/CDataInterface.html describes it. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

#endif

/* --- Statuses -------------------------------------------------------------------------------- */

/* As far as they mean the same, these are the exit codes of the program. */
typedef int logscan_status;
enum {
  LOGSCAN_OK = 0,
  LOGSCAN_USAGE = 2,    /* an option, argument or handle makes no sense; nothing was done */
  LOGSCAN_INPUT = 3,    /* an input cannot be read */
  LOGSCAN_FAILED = 5,   /* no memory, no disk for exact groups, a damaged partial, or an internal
                         * check failed */
  LOGSCAN_CANCELLED = 6 /* as asked */
};

/* Returns why the last call of this thread that did not return LOGSCAN_OK failed: one line or more,
 * printable. Valid until the thread's next call; never NULL. */
LOGSCAN_API const char* logscan_message(void);

/* Returns the version of the library, such as "0.1.0". */
LOGSCAN_API const char* logscan_version(void);

/* Frees a text or bytes that a call has returned. */
LOGSCAN_API void logscan_free(void* bytes);

/* --- Progress and cancellation --------------------------------------------------------------- */

typedef struct logscan_control logscan_control;

/* Called now and then with the bytes that are read, and those that there are to read; `total` is 0
 * if that is unknown. From any thread of the scan, never from two at once. A value other than 0
 * cancels. */
typedef int (*logscan_progress)(void* user, uint64_t done, uint64_t total);

/* `progress` may be NULL. A control belongs to one scan at a time. Feeds and records share it, so
 * you may free it before them, but `user` must outlive the scan. */
LOGSCAN_API logscan_status logscan_control_new(logscan_progress progress, void* user,
                                               logscan_control** out);

/* Makes the scan that uses the control, and all later ones, end soon with LOGSCAN_CANCELLED. A scan
 * that waits for a pipe, or for logscan_feed_bytes(), ends when bytes arrive. From any thread. */
LOGSCAN_API logscan_status logscan_control_cancel(logscan_control* control);

/* Returns what was wrong with the inputs of records that are not strict, once they have ended: the
 * exit code of the program, and its messages, one a line. Free the text with logscan_free(). */
LOGSCAN_API logscan_status logscan_control_findings(logscan_control* control, int* code,
                                                    char** text, size_t* size);

LOGSCAN_API void logscan_control_free(logscan_control* control);

/* --- Questions ------------------------------------------------------------------------------- */

typedef struct logscan_query logscan_query;

/* Checks and compiles options; NULL stands for {}. Relative times are relative to this call. */
LOGSCAN_API logscan_status logscan_query_new(const char* options, logscan_query** out);
LOGSCAN_API void logscan_query_free(logscan_query* query);

/* --- Scans ----------------------------------------------------------------------------------- */

typedef struct logscan_counts logscan_counts;

/* Scans files, folders, patterns and URLs, as the command line does. "-" is standard input. An
 * input that cannot be read does not fail the call: logscan_counts_findings() tells, and the counts
 * cover the rest. `control` may be NULL. */
LOGSCAN_API logscan_status logscan_scan(const logscan_query* query, const char* const* paths,
                                        size_t count, logscan_control* control,
                                        logscan_counts** out);

/* Scans the lines of one file whose first byte lies in [offset, offset + length), as --range does.
 * Ranges that cover a file, merged, give the counts of the whole file. Not for compressed files. */
LOGSCAN_API logscan_status logscan_scan_range(const logscan_query* query, const char* path,
                                              uint64_t offset, uint64_t length,
                                              logscan_control* control, logscan_counts** out);

/* --- Scans that are split over processes and machines ----------------------------------------- */

typedef struct logscan_plan logscan_plan;

/* Finds and opens what the paths stand for, as logscan_scan() does, and cuts it into parts:
 * compressed files whole, all others into ranges of `part_bytes` (0: 256 MiB). Scan each part with
 * logscan_scan_part(), anywhere, and merge the counts: they are those of one scan of all paths,
 * which lists its inputs in the same order. Every process must see the same files under the same
 * absolute paths; if it does not, the report names the file. Relative times are relative to this
 * call. The options need "partial": true if the counts travel as bytes. Parts hold URLs as they
 * were given, with passwords. */
LOGSCAN_API logscan_status logscan_plan_new(const logscan_query* query, const char* const* paths,
                                            size_t count, uint64_t part_bytes, logscan_plan** out);

/* Returns how many parts there are: at least one. */
LOGSCAN_API size_t logscan_plan_parts(const logscan_plan* plan);

/* Returns one part as bytes, which any process with the same version of the library can scan, and
 * how many bytes of the file it has to read. Free them with logscan_free(). */
LOGSCAN_API logscan_status logscan_plan_part(const logscan_plan* plan, size_t index, char** bytes,
                                             size_t* size, uint64_t* read);

/* Returns what was worth telling about the paths, one a line; logscan_counts_findings() of the
 * parts does not repeat it. Free it with logscan_free(). */
LOGSCAN_API logscan_status logscan_plan_notes(const logscan_plan* plan, char** text, size_t* size);

LOGSCAN_API void logscan_plan_free(logscan_plan* plan);

/* Scans one part. The options must be those of the plan. An input that is missing here, or another
 * one, does not fail the call: logscan_counts_findings() tells. `control` may be NULL. */
LOGSCAN_API logscan_status logscan_scan_part(const logscan_query* query, const void* part,
                                             size_t size, logscan_control* control,
                                             logscan_counts** out);

/* --- Bytes that the caller has --------------------------------------------------------------- */

typedef struct logscan_feed logscan_feed;

/* Scans what logscan_feed_bytes() brings: the bytes of one input called `name`, from its first to
 * its last, compressed or not, cut anywhere. The scan runs in a thread of its own. `control` may be
 * NULL. */
LOGSCAN_API logscan_status logscan_feed_new(const logscan_query* query, const char* name,
                                            logscan_control* control, logscan_feed** out);

/* Copies the bytes, and waits while many are still to be scanned. Fails once the scan has ended,
 * and logscan_feed_finish() then says why. */
LOGSCAN_API logscan_status logscan_feed_bytes(logscan_feed* feed, const void* bytes, size_t size);

/* The input ends here. Call it once. */
LOGSCAN_API logscan_status logscan_feed_finish(logscan_feed* feed, logscan_counts** out);

/* Without logscan_feed_finish() before, drops what was fed. */
LOGSCAN_API void logscan_feed_free(logscan_feed* feed);

/* --- What was found -------------------------------------------------------------------------- */

/* Returns what the program's exit code would be (0, 1, 3, 4 or 5), and its messages, one a line.
 * Free the text with logscan_free(). */
LOGSCAN_API logscan_status logscan_counts_findings(const logscan_counts* counts, int* code,
                                                   char** text, size_t* size);

/* Returns the report in the format of the options. With NULL they are those of the scan. Else they
 * are those that --merge takes (format, show, sort, top, fail_if, ...), and change how the counts
 * are shown. Free the text with logscan_free(). */
LOGSCAN_API logscan_status logscan_counts_report(const logscan_counts* counts, const char* options,
                                                 char** text, size_t* size);

/* Returns what logscan_counts_findings() would for the report that these options of --merge give,
 * such as {"fail_if": ["errors > 1%"]}. */
LOGSCAN_API logscan_status logscan_counts_judge(const logscan_counts* counts, const char* options,
                                                int* code, char** text, size_t* size);

/* Returns the counts as bytes, the same that --partial writes if the options of the scan had
 * "partial": true. Free them with logscan_free(). */
LOGSCAN_API logscan_status logscan_counts_write(const logscan_counts* counts, char** bytes,
                                                size_t* size);

/* Reads what logscan_counts_write() or --partial wrote, from any machine. The bytes may be hostile:
 * LOGSCAN_FAILED says what is wrong with them. */
LOGSCAN_API logscan_status logscan_counts_read(const void* bytes, size_t size,
                                               logscan_counts** out);

/* Adds the counts of `from` to `into`, in any order with the same result. LOGSCAN_USAGE if they
 * were asked different things or have lines in common; `into` is then unchanged. LOGSCAN_FAILED if
 * exact groups exceed the memory and cannot be written to temporary files; free `into` then. */
LOGSCAN_API logscan_status logscan_counts_merge(logscan_counts* into, const logscan_counts* from);

/* Checks that merged counts are those of all parts of a plan, and of nothing else. LOGSCAN_USAGE
 * names a file whose part is missing or was not planned, or the difference if another question was
 * asked. `parts` and `sizes` are what logscan_plan_part() returned. */
LOGSCAN_API logscan_status logscan_counts_check(const logscan_counts* counts,
                                                const logscan_query* query,
                                                const void* const* parts, const size_t* sizes,
                                                size_t count);

LOGSCAN_API void logscan_counts_free(logscan_counts* counts);

/* --- Records --------------------------------------------------------------------------------- */

typedef struct logscan_records logscan_records;

/* Reads the parsed lines of files as columns. The query needs "records": true; "fields" chooses the
 * columns. A file that cannot be opened fails the call with LOGSCAN_INPUT. The scan runs in threads
 * of its own, some batches ahead. `control` may be NULL.
 *
 * With "strict": false, records end as if all were well, whatever cannot be opened or is damaged.
 * Then a control is needed, and logscan_control_findings() tells.
 *
 * Types: `time` is a timestamp in microseconds, UTC; `status` int16, null for `-`; `bytes` int64;
 * `duration` and durations of own fields float64 in seconds; own numbers float64; all others utf8,
 * with U+FFFD for bytes that are not. Nothing in them is escaped: log bytes are chosen by
 * attackers. */
LOGSCAN_API logscan_status logscan_records_new(const logscan_query* query, const char* const* paths,
                                               size_t count, logscan_control* control,
                                               logscan_records** out);

/* Reads one part of a plan, likewise. */
LOGSCAN_API logscan_status logscan_records_part(const logscan_query* query, const void* part,
                                                size_t size, logscan_control* control,
                                                logscan_records** out);

/* Fills in the type of the batches: a struct with a child for each field. */
LOGSCAN_API logscan_status logscan_records_schema(const logscan_records* records,
                                                  struct ArrowSchema* out);

/* Fills in the next batch, in the order of the lines; at the end its `release` is NULL. A file that
 * turns out to be damaged fails the call that would return the end. */
LOGSCAN_API logscan_status logscan_records_next(logscan_records* records, struct ArrowArray* out);

/* Ends the scan if it still runs. Batches stay valid until they are released. */
LOGSCAN_API void logscan_records_free(logscan_records* records);

/* Makes a stream of the batches that are left, which takes over `records`, also if the call
 * fails. */
LOGSCAN_API logscan_status logscan_records_stream(logscan_records* records,
                                                  struct ArrowArrayStream* out);

#ifdef __cplusplus
}
#endif

#endif
