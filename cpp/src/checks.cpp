#include "checks.h"

#include <cmath>
#include <limits>

#include "simd/vec.h"

namespace label_smoothing::internal {

namespace {

std::size_t smallest_class_count(Convention convention) {
  switch (convention) {
    case Convention::uniform:
    case Convention::prior:
      return 1;
    case Convention::others:
      return 2;
    case Convention::padded:
      return 3;
  }
  return 1;
}

}  // namespace

bool all_between_zero_and(float most, const float* values, std::size_t count) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  // As unsigned integers the bits of floats from 0 to `most` are in their order, and those of
  // everything negative and of NaN are greater.
  const IntVec largest = bits_of(splat(most));
  IntVec greatest = largest;
  const Vec zero = splat(0.0F);
  const auto bits_at = [&](const float* at) { return bits_of(add(load(at), zero)); };  // -0 is 0
  const auto greater_of_two = [&](const float* at) {
    return max_unsigned(bits_at(at), bits_at(at + kLanes));
  };
  std::size_t i = 0;
  for (; i + 4 * kLanes <= count; i += 4 * kLanes) {
    const IntVec first = greater_of_two(values + i);
    const IntVec second = greater_of_two(values + i + 2 * kLanes);
    greatest = max_unsigned(greatest, max_unsigned(first, second));
  }
  if (!all(equal_int(greatest, largest))) return false;
  for (; i < count; ++i) {
    if (!(values[i] >= 0.0F && values[i] <= most)) return false;
  }
  return true;
}

bool none_outside(float least, float most, const float* values, std::size_t count) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  // Both drop NaN.
  Vec greatest = splat(most);
  Vec greatest_negative = splat(-least);
  const Vec zero = splat(0.0F);
  for (std::size_t i = 0; i < count; i += kLanes) {
    const Vec each = load_up_to(values + i, count - i, most);
    greatest = max_or_first(greatest, each);
    greatest_negative = max_or_first(greatest_negative, sub(zero, each));
  }
  return reduce_max(greatest) <= most && reduce_max(greatest_negative) <= -least;
}

bool all_finite_nonnegative(const float* values, std::size_t count) {
  return all_between_zero_and(std::numeric_limits<float>::max(), values, count);
}

Status check_smoothing(const Smoothing& smoothing, std::size_t classes) {
  const double alpha = smoothing.label_smoothing;
  if (!(alpha >= 0.0 && alpha <= 1.0)) return Status::label_smoothing_out_of_range;
  if (classes < smallest_class_count(smoothing.convention)) return Status::too_few_classes;
  const bool padding_required = smoothing.convention == Convention::padded;
  if (smoothing.padding_index != kNoPadding || padding_required) {
    if (!is_class(smoothing.padding_index, classes)) return Status::padding_index_out_of_range;
  }
  if (smoothing.convention == Convention::prior) {
    if (smoothing.prior.size != classes) return Status::invalid_prior;
    if (!all_finite_nonnegative(smoothing.prior.data, classes)) return Status::invalid_prior;
    double sum = 0.0;
    for (const float share : smoothing.prior) sum += static_cast<double>(share);
    if (!(std::abs(sum - 1.0) <= 1e-4)) return Status::invalid_prior;
  }
  return Status::ok;
}

}  // namespace label_smoothing::internal
