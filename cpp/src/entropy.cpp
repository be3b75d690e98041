#include "label_smoothing/entropy.h"

#include <cstddef>

#include "checks.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

/// p log p, and 0 where p is 0.
Vec term(Vec p) { return zero_if(equal(p, splat(0.0F)), mul(p, log(p))); }

double row_entropy(Span<const float> p) {
  DoubleVec sum = zero_double();
  std::size_t i = 0;
  for (; i + kLanes <= p.size; i += kLanes) sum = add_to_double(sum, term(load(p.data + i)));
  if (i < p.size) sum = add_to_double(sum, term(load_first(p.data + i, p.size - i, 0.0F)));
  return 0.0 - reduce_add(sum);  // not -0 for a one-hot row
}

}  // namespace

Status entropy(MatrixView<const float> probs, Reduction reduction, const LossOutput& loss) {
  if (!internal::fits(loss, reduction, probs.rows)) return Status::wrong_length;
  if (!internal::all_finite_nonnegative(probs.data, probs.rows * probs.cols)) {
    return Status::target_not_a_probability;
  }
  double total = 0.0;
  for (std::size_t r = 0; r < probs.rows; ++r) {
    const double row = row_entropy(probs.row(r));
    if (reduction == Reduction::none) loss.elements[r] = static_cast<float>(row);
    total += row;
  }
  if (reduction == Reduction::none) return Status::ok;
  *loss.reduced = reduction == Reduction::sum ? total : total / static_cast<double>(probs.rows);
  return Status::ok;
}

}  // namespace label_smoothing
