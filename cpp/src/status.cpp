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
    case Status::invalid_count:
      return "invalid_count";
    case Status::not_finite:
      return "not_finite";
    case Status::invalid_learning_rate:
      return "invalid_learning_rate";
    case Status::invalid_momentum:
      return "invalid_momentum";
    case Status::invalid_weight_decay:
      return "invalid_weight_decay";
    case Status::invalid_temperature:
      return "invalid_temperature";
    case Status::invalid_label_weight:
      return "invalid_label_weight";
    case Status::invalid_spread:
      return "invalid_spread";
    case Status::invalid_noise:
      return "invalid_noise";
    case Status::invalid_sample_weights:
      return "invalid_sample_weights";
    case Status::invalid_pos_weight:
      return "invalid_pos_weight";
    case Status::invalid_level:
      return "invalid_level";
  }
  return "unknown";
}

}  // namespace label_smoothing
