#include "label_smoothing/status.h"

namespace label_smoothing {

const char* status_name(Status status) noexcept {
  switch (status) {
    case Status::ok:
      return "ok";
    case Status::wrong_length:
      return "wrong_length";
    case Status::label_smoothing_out_of_range:
      return "label_smoothing_out_of_range";
    case Status::too_few_classes:
      return "too_few_classes";
    case Status::padding_index_out_of_range:
      return "padding_index_out_of_range";
    case Status::target_out_of_range:
      return "target_out_of_range";
    case Status::target_not_a_probability:
      return "target_not_a_probability";
    case Status::invalid_prior:
      return "invalid_prior";
    case Status::invalid_class_weights:
      return "invalid_class_weights";
    case Status::invalid_z_loss:
      return "invalid_z_loss";
    case Status::invalid_bins:
      return "invalid_bins";
    case Status::all_ignored:
      return "all_ignored";
  }
  return "unknown";
}

}  // namespace label_smoothing
