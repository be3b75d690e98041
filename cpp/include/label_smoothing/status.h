#pragma once

#include <cstdint>

namespace label_smoothing {

/// The result of a call. Unless it is `ok`, nothing was written.
///
/// The enumerators have the names of the npm package's error codes; `status_name` spells them.
enum class Status : std::int32_t {
  ok,
  /// A span or view does not have the length or shape that the other arguments imply.
  wrong_length,
  /// `label_smoothing` is NaN or outside [0, 1].
  label_smoothing_out_of_range,
  /// K is below the smallest number of classes of the convention: uniform and prior 1, others 2,
  /// padded 3.
  too_few_classes,
  /// `padding_index` is outside [0, K), or missing for the convention `padded`.
  padding_index_out_of_range,
  /// A class index is outside [0, K) and is not `ignore_index`.
  target_out_of_range,
  /// A probability target is negative, infinite or NaN.
  target_not_a_probability,
  /// `prior` does not hold K finite values >= 0 that sum to 1 within 1e-4.
  invalid_prior,
  /// A class weight is negative, infinite or NaN.
  invalid_class_weights,
  /// `z_loss` is negative, infinite or NaN.
  invalid_z_loss,
  /// The number of calibration bins is outside [1, 10000].
  invalid_bins,
  /// Every row is ignored and `AllIgnored::fail` was asked for.
  all_ignored,
  /// A number of inputs, hidden layers, units, classes or dimensions is outside its range.
  invalid_count,
  /// A feature or parameter is infinite or NaN.
  not_finite,
  /// `learning_rate` is negative, infinite or NaN.
  invalid_learning_rate,
  /// `momentum` is NaN or outside [0, 1).
  invalid_momentum,
  /// `weight_decay` is negative, infinite or NaN.
  invalid_weight_decay,
  /// `temperature` is NaN or outside [1e-30, 1e30].
  invalid_temperature,
  /// `label_weight` is NaN or outside [0, 1].
  invalid_label_weight,
  /// `spread` is NaN or outside [0, 1e30].
  invalid_spread,
  /// `noise` is NaN or outside [0, 1].
  invalid_noise,
  /// A sample weight is negative, infinite or NaN.
  invalid_sample_weights,
  /// A weight of positive labels is negative, infinite or NaN.
  invalid_pos_weight,
  /// The level of an interval is NaN or outside (0, 1).
  invalid_level,
};

/// The enumerator's name, for example "target_out_of_range". Never null; static storage.
const char* status_name(Status status) noexcept;

}  // namespace label_smoothing
