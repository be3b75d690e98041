#include "targets.h"

#include <algorithm>
#include <limits>

#include "checks.h"
#include "row_group.h"

namespace label_smoothing::internal {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

namespace {

Status check_options(const CrossEntropyOptions& options, std::size_t classes) {
  const Status status = check_smoothing(options.smoothing, classes);
  if (status != Status::ok) return status;
  const auto are_weights = [](Span<const float> weights) {
    return all_finite_nonnegative(weights.data, weights.size);
  };
  if (!are_weights(options.class_weights)) return Status::invalid_class_weights;
  if (!are_weights(options.sample_weights)) return Status::invalid_sample_weights;
  if (!(options.z_loss >= 0.0 && options.z_loss <= std::numeric_limits<double>::max())) {
    return Status::invalid_z_loss;
  }
  return is_temperature(options.temperature) ? Status::ok : Status::invalid_temperature;
}

/// Whether every target is a class or ignored, and how many rows count.
bool scan(Span<const std::int32_t> indices, const CrossEntropyOptions& options, std::size_t classes,
          double& rows) {
  const std::int32_t ignored = options.ignore_index;
  const std::int32_t padding = options.smoothing.padding_index;
  // As unsigned integers negative ones are greater than every class.
  IntVec greatest = splat_int(0);
  IntVec counted = splat_int(0);
  for (std::size_t first = 0; first < indices.size; first += kLanes) {
    const GroupTargets group =
        targets_of(indices, first, ignored, padding == kNoPadding ? ignored : padding);
    greatest = max_unsigned(greatest, group.index);
    counted = count_true(counted, group.counts);
  }
  std::int32_t index[kLanes];
  std::int32_t count[kLanes];
  store_int(index, greatest);
  store_int(count, counted);
  for (const std::int32_t each : count) rows += static_cast<double>(each);
  return std::all_of(index, index + kLanes,
                     [&](std::int32_t target) { return is_class(target, classes); });
}

}  // namespace

Status Targets::check(LossTotals& totals) const {
  const Status status = check_options(options, classes);
  if (status != Status::ok) return status;
  if (are_probabilities) {
    if (!all_finite_nonnegative(probabilities.data, probabilities.rows * classes)) {
      return Status::target_not_a_probability;
    }
  } else {
    double counted = 0.0;
    if (!scan(indices, options, classes, counted)) return Status::target_out_of_range;
    if (options.class_weights.empty() && options.sample_weights.empty()) {
      totals.rows += counted;
      totals.weight += counted;
      totals.sample_weight += counted;
      return Status::ok;
    }
  }
  const bool weighted = !are_probabilities && !options.class_weights.empty();
  const std::size_t rows = are_probabilities ? probabilities.rows : indices.size;
  for (std::size_t r = 0; r < rows; ++r) {
    if (!counts(r)) continue;
    const double weight = sample_weight(r);
    totals.rows += 1.0;
    totals.sample_weight += weight;
    totals.weight += weighted
                         ? weight * static_cast<double>(
                                        options.class_weights[static_cast<std::size_t>(indices[r])])
                         : weight;
  }
  return Status::ok;
}

bool Targets::counts(std::size_t r) const {
  if (!options.sample_weights.empty() && options.sample_weights[r] == 0.0F) return false;
  const std::int32_t padding = options.smoothing.padding_index;
  if (!are_probabilities) return indices[r] != options.ignore_index && indices[r] != padding;
  // Not if the only mass of the row is on the padding class.
  const Span<const float> t = probabilities.row(r);
  if (padding == kNoPadding || !(t[static_cast<std::size_t>(padding)] > 0.0F)) return true;
  for (std::size_t i = 0; i < t.size; ++i) {
    if (i != static_cast<std::size_t>(padding) && t[i] > 0.0F) return true;
  }
  return false;
}

Group Targets::of_group(std::size_t first, std::size_t rows) const {
  if (!are_probabilities && options.sample_weights.empty()) {
    const GroupTargets group =
        targets_of(indices, first, options.ignore_index, options.smoothing.padding_index);
    return {first, group.counts, splat(1.0F), group.index};
  }
  float weight[kLanes] = {};
  std::int32_t target[kLanes] = {};
  for (std::size_t i = 0; i < std::min(kLanes, rows - first); ++i) {
    if (!counts(first + i)) continue;
    weight[i] = static_cast<float>(sample_weight(first + i));
    if (!are_probabilities) target[i] = indices[first + i];
  }
  return {first, less(splat(0.0F), load(weight)), load(weight), load_int(target)};
}

}  // namespace label_smoothing::internal
