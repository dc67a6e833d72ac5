#include "gen/errors.h"

#include <algorithm>
#include <array>
#include <utility>

#include "gen/paths.h"
#include "gen/population.h"

namespace logscan::gen {

/// The cause of an episode.
struct Story {
  std::uint32_t weight;         ///< Percent of the episodes in its class.
  std::array<int, 3> statuses;  ///< The most frequent one first.
  std::array<std::uint32_t, 2>
      percent;            ///< Of the first and second status; the third has the rest.
  std::uint32_t paths;    ///< The number of adjacent paths that fail; 0 for a sweep.
  std::uint32_t clients;  ///< The number of adjacent clients affected; 0 for anyone.
  std::string_view method;
};

namespace {

constexpr std::array<Story, 8> kClientStories = {{
    {26, {404, 403, 400}, {88, 8}, 0, 1, "GET"},      // a scanner tries one path after another
    {24, {404, 410, 404}, {92, 8}, 4, 0, ""},         // a broken link on a popular page
    {14, {404, 410, 404}, {85, 15}, 4096, 0, "GET"},  // a search engine follows stale addresses
    {10, {401, 403, 429}, {70, 20}, 1, 3, "POST"},    // somebody guesses passwords
    {8, {429, 403, 429}, {95, 5}, 8, 4, ""},          // a rate limit at work
    {8, {499, 408, 499}, {95, 5}, 64, 0, ""},         // clients give up
    {6, {400, 422, 405}, {50, 30}, 8, 6, "POST"},     // a client with a bug
    {4, {403, 404, 403}, {90, 10}, 32, 2, ""},        // a door that is closed to some
}};

constexpr std::array<Story, 4> kServerStories = {{
    {55, {500, 502, 500}, {97, 3}, 8, 0, ""},
    {18, {502, 503, 502}, {85, 15}, 256, 0, ""},
    {17, {503, 504, 503}, {85, 15}, 1024, 0, ""},
    {10, {504, 502, 504}, {90, 10}, 4, 0, ""},
}};

struct Share {
  int status;
  std::uint32_t percent;
};

constexpr std::array<Share, 12> kScatteredClient = {{{404, 66},
                                                     {403, 10},
                                                     {401, 6},
                                                     {400, 5},
                                                     {499, 4},
                                                     {429, 3},
                                                     {405, 1},
                                                     {410, 1},
                                                     {408, 1},
                                                     {413, 1},
                                                     {416, 1},
                                                     {422, 1}}};
constexpr std::array<Share, 4> kScatteredServer = {{{500, 78}, {502, 10}, {503, 7}, {504, 5}}};

template <std::size_t kCount>
int pick_status(const std::array<Share, kCount>& shares, Rng& rng) {
  std::uint32_t r = rng.below(100);
  for (const Share& share : shares) {
    if (r < share.percent) return share.status;
    r -= share.percent;
  }
  return shares.front().status;
}

template <std::size_t kCount>
const Story& pick_story(const std::array<Story, kCount>& stories, Rng& rng) {
  std::uint32_t r = rng.below(100);
  for (const Story& story : stories) {
    if (r < story.weight) return story;
    r -= story.weight;
  }
  return stories.front();
}

constexpr std::int64_t kOne = 1'000'000;

/// Limits an episode to a fraction of all errors, so that a short log has several.
std::uint32_t longest_episode(std::uint64_t lines, std::uint32_t ppm) {
  return static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(lines * ppm / 1'000'000 / 48, 4, 8192));
}

}  // namespace

ErrorStream::ErrorStream(std::uint32_t client_ppm, std::uint32_t server_ppm, std::uint32_t paths,
                         std::uint64_t lines)
    : client_{client_ppm},
      server_{server_ppm},
      ppm_(client_ppm + server_ppm),
      paths_(paths),
      // With fewer than two errors for each path, only a sweep reaches all paths.
      always_sweep_(lines * ppm_ / 1'000'000 < std::uint64_t{2} * paths),
      longest_client_(longest_episode(lines, client_ppm)),
      longest_server_(longest_episode(lines, server_ppm)),
      // The sweep reaches pages of the site last, since they seldom fail one after another.
      swept_(paths > kSharedPaths ? kSharedPaths : 0) {}

bool ErrorStream::next(Rng& rng, Failure& failure) {
  client_.amount += client_.ppm;
  server_.amount += server_.ppm;
  if (ppm_ == 0) return false;
  if (story_ == nullptr) {
    if (client_.episode == 0) client_.episode = 4 + rng.skewed(longest_client_);
    if (server_.episode == 0) server_.episode = 4 + rng.skewed(longest_server_);
    // An episode starts as soon as half of its errors are due. So at the end of the log, errors in
    // advance and errors still due cancel out on average. If every line fails, there are no gaps.
    const std::int64_t client_due = client_.amount - client_.episode * kOne / 2;
    const std::int64_t server_due = server_.amount - server_.episode * kOne / 2;
    if (client_due >= 0 || server_due >= 0 || ppm_ == kOne) {
      begin_episode(rng, server_.ppm != 0 && (client_.ppm == 0 || server_due > client_due));
    }
  }
  if (story_ != nullptr) {
    if (!rng.chance(intensity_)) return false;
    failure = from_episode(rng);
  } else {
    if (!rng.chance(ppm_ / 4)) return false;
    failure = scattered(rng, rng.below(ppm_) < server_.ppm);
  }
  (failure.status >= 500 ? server_ : client_).amount -= kOne;
  return true;
}

void ErrorStream::begin_episode(Rng& rng, bool server) {
  story_ = server ? &pick_story(kServerStories, rng) : &pick_story(kClientStories, rng);
  left_ = std::exchange((server ? server_ : client_).episode, 0);
  // During an episode, between a quarter and three quarters of all lines fail.
  intensity_ = ppm_ + (1'000'000 - ppm_) / 16 * (4 + rng.below(9));
  base_path_ = popular(rng, server);
  base_client_ = rng.below(kClients);
}

Failure ErrorStream::from_episode(Rng& rng) {
  const Story& story = *story_;
  const std::uint32_t r = rng.below(100);
  const std::size_t which =
      r < story.percent[0] ? 0U : (r < story.percent[0] + story.percent[1] ? 1U : 2U);
  const std::uint32_t path =
      story.paths == 0 || always_sweep_ ? sweep() : (base_path_ + rng.skewed(story.paths)) % paths_;
  const std::uint32_t client =
      story.clients == 0 ? Failure::kAnyone : (base_client_ + rng.below(story.clients)) % kClients;
  if (--left_ == 0) story_ = nullptr;
  return {story.statuses[which], path, client, story.method};
}

Failure ErrorStream::scattered(Rng& rng, bool server) {
  const int status =
      server ? pick_status(kScatteredServer, rng) : pick_status(kScatteredClient, rng);
  const bool rare = always_sweep_ || (status == 404 && rng.below(2) == 0);
  return {status, rare ? sweep() : popular(rng, server), Failure::kAnyone, ""};
}

std::uint32_t ErrorStream::popular(Rng& rng, bool server) const {
  // The most frequent client errors and server errors are on different paths.
  return (rng.skewed(paths_) + (server ? 0U : 137U)) % paths_;
}

std::uint32_t ErrorStream::sweep() {
  const std::uint32_t path = swept_;
  if (++swept_ == paths_) swept_ = 0;
  return path;
}

}  // namespace logscan::gen
