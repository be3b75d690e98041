#include "label_smoothing/entropy.h"

#include <algorithm>
#include <cstddef>

#include "checks.h"
#include "reduce.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

/// Vectors whose terms are added as floats before doubles take over.
constexpr std::size_t kRun = 16 * kLanes;

double row_entropy(Span<const float> p) {
  const LogOfNormal log_of = LogOfNormal::in_registers();
  // A p below 2^-126, 0 included, is so little that its logarithm may be that of 2^-126.
  const Vec least = splat(0x1p-126F);
  const auto term = [&](Vec each) { return mul(each, log_of(max_or_first(each, least))); };
  DoubleVec total = zero_double();
  for (std::size_t done = 0; done < p.size; done += kRun) {
    const std::size_t end = std::min(p.size, done + kRun);
    Vec sum = splat(0.0F);
    std::size_t i = done;
    for (; i + kLanes <= end; i += kLanes) sum = add(sum, term(load(p.data + i)));
    if (i < end) sum = add(sum, term(load_first(p.data + i, end - i, 0.0F)));
    total = add_to_double(total, sum);
  }
  return 0.0 - reduce_add(total);  // not -0 for a one-hot row
}

}  // namespace

Status entropy(MatrixView<const float> probs, Reduction reduction, const LossOutput& loss) {
  if (!internal::fits(loss, reduction, probs.rows)) return Status::wrong_length;
  if (!internal::none_outside(0.0F, internal::kLargestProbability, probs.data,
                              probs.rows * probs.cols)) {
    return Status::target_not_a_probability;
  }
  internal::LossReducer losses(reduction, loss);
  for (std::size_t r = 0; r < probs.rows; ++r) losses.add_row(r, row_entropy(probs.row(r)));
  const double rows = internal::all_rows(loss, probs.rows);
  losses.finish(internal::divisor_of(reduction, rows, rows), false);
  return Status::ok;
}

}  // namespace label_smoothing
