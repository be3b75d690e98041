#include "label_smoothing/softmax.h"

#include <limits>

#include "checks.h"
#include "double_math.h"
#include "row.h"
#include "row_group.h"
#include "simd/math.h"

namespace label_smoothing {

namespace {

using internal::ExpSum;
using internal::NextRow;
using internal::Row;
using internal::RowGroup;
using internal::RowStatistics;
using internal::Shift;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

void short_rows(MatrixView<const float> logits, const simd::ExpConstants& constants,
                MatrixView<float> out, bool logarithm) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  Vec column[internal::kMaxGroupClasses];
  Vec shifted[internal::kMaxGroupClasses];
  const Vec scale = splat(constants.inverse_temperature);
  const Vec floor = exp_floor();
  for (std::size_t first = 0; first < logits.rows; first += kLanes) {
    const Vec max = internal::load_columns(
        RowGroup<const float>(logits.data, logits.rows, logits.cols, first), logits.cols, column);
    const internal::GroupStatistics group = internal::replace_by_exp(
        column, logits.cols, max, constants, [&](std::size_t j, Vec each) { shifted[j] = each; });
    const Vec factor = div(splat(1.0F), group.sum_exp);
    internal::store_columns(RowGroup<float>(out.data, out.rows, out.cols, first), out.cols,
                            [&](std::size_t j) {
                              return logarithm ? sub(mul(scale, shifted[j]), group.log_sum)
                                               : mul(zero_at_floor(column[j], floor), factor);
                            });
  }
}

void long_softmax_rows(MatrixView<const float> logits, const simd::ExpConstants& constants,
                       MatrixView<float> out) {
  NextRow next;
  for (std::size_t r = 0; r < logits.rows; ++r) {
    const Span<const float> x = logits.row(r);
    float* p = out.row(r).data;
    const Row row{x.data, x.size, next.max_of(x), constants};
    next.set(logits, r + 1);
    const RowStatistics statistics = internal::row_statistics<false>(row, p, next);
    if (statistics.exp.defined()) {
      internal::scale_row(p, x.size, static_cast<float>(1.0 / statistics.exp.all), 0.0F, p);
    } else {
      internal::fill_row(p, x.size, kNan);
    }
  }
}

/// A row is written while the next one's exponentials are added up.
void long_log_softmax_rows(MatrixView<const float> logits, const simd::ExpConstants& constants,
                           MatrixView<float> out) {
  NextRow next;
  Shift shift{};
  for (std::size_t r = 0; r < logits.rows; ++r) {
    const Span<const float> x = logits.row(r);
    const Row row{x.data, x.size, next.max_of(x), constants};
    next.set(logits, r + 1);
    const ExpSum sum = r == 0 ? internal::row_statistics<true>(row, nullptr, next).exp
                              : internal::sum_and_shift(row, shift, next);
    const double log_sum = sum.defined()
                               ? double_math::log1p(internal::sum_less_one(sum, row, nullptr))
                               : std::numeric_limits<double>::quiet_NaN();
    shift = {x.data, out.row(r).data, simd::splat(row.max),
             simd::splat(constants.inverse_temperature), simd::splat(static_cast<float>(-log_sum))};
  }
  if (logits.rows > 0) internal::shift_row(shift, logits.cols);
}

Status each_row(MatrixView<const float> logits, double temperature, MatrixView<float> out,
                bool logarithm) {
  if (!internal::same_shape(logits, out)) return Status::wrong_length;
  if (!internal::is_temperature(temperature)) return Status::invalid_temperature;
  const auto constants = simd::ExpConstants::of_temperature(temperature);
  if (logits.cols <= internal::kMaxGroupClasses) {
    short_rows(logits, constants, out, logarithm);
    return Status::ok;
  }
  (logarithm ? long_log_softmax_rows : long_softmax_rows)(logits, constants, out);
  return Status::ok;
}

}  // namespace

Status softmax(MatrixView<const float> logits, MatrixView<float> out, double temperature) {
  return each_row(logits, temperature, out, false);
}

Status log_softmax(MatrixView<const float> logits, MatrixView<float> out, double temperature) {
  return each_row(logits, temperature, out, true);
}

}  // namespace label_smoothing
