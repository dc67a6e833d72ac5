/* What bench/python calls for each block: counts `" ddd ` in it. Deliberately plain. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* Adds to counts[0..999]. Returns where the bytes begin that belong in front of the next block: a
 * match may begin there. */
size_t count_statuses(const char* bytes, size_t size, uint64_t* counts) {
  const char* at = bytes;
  const char* const end = bytes + size;
  while ((at = memchr(at, '"', (size_t)(end - at))) != NULL) {
    if (end - at < 6) return (size_t)(at - bytes);
    if (at[1] == ' ' && is_digit(at[2]) && is_digit(at[3]) && is_digit(at[4]) && at[5] == ' ')
      ++counts[(at[2] - '0') * 100 + (at[3] - '0') * 10 + (at[4] - '0')];
    ++at;
  }
  return size;
}
