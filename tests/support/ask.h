#pragma once

#include <memory>
#include <utility>

#include "logscan/engine.h"
#include "query/query.h"
#include "support/some_country.h"

/// Queries for tests.
namespace logscan::test {

inline EngineOptions one_thread() {
  EngineOptions options;
  options.threads = 1;
  return options;
}

/// Compiles a spec in a world of some_country(), in 1970.
inline std::shared_ptr<const Query> compiled(QuerySpec spec) {
  return compile_query(std::move(spec), {0, some_country()});
}

/// Changes what a run asks.
template <class Change>
void ask(EngineOptions& options, Change&& change) {
  QuerySpec spec = options.query->spec;
  change(spec);
  options.query = compiled(std::move(spec));
}

/// A run of one thread that asks this.
inline EngineOptions asking(QuerySpec spec) {
  EngineOptions options = one_thread();
  options.query = compiled(std::move(spec));
  return options;
}

}  // namespace logscan::test
