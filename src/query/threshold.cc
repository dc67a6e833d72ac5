#include "logscan/threshold.h"

namespace logscan {

bool Threshold::holds(double value) const {
  switch (order) {
    case Order::kMore:
      return value > limit;
    case Order::kMoreOrSame:
      return value >= limit;
    case Order::kLess:
      return value < limit;
    case Order::kLessOrSame:
      return value <= limit;
    case Order::kSame:
      return value == limit;
    case Order::kOther:
      return value != limit;
  }
  return false;
}

bool Threshold::counts(StatusCode code) const {
  switch (amount) {
    case Amount::kErrors:
      return is_error(code);
    case Amount::kClientErrors:
      return is_client_error(code);
    case Amount::kServerErrors:
      return is_server_error(code);
    case Amount::kStatus:
      return code == status;
    case Amount::kRequests:
    case Amount::kMalformed:
    case Amount::kDuration:
      break;
  }
  return amount == Amount::kRequests;
}

}  // namespace logscan
