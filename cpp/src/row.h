#pragma once

#include <cstddef>

/// Passes over one row of logits, the building blocks of softmax and cross-entropy for rows that
/// are long enough to fill vectors. Everything is shifted by the row's maximum, so that nothing
/// overflows and every sum has terms of one sign.
namespace label_smoothing::internal {

struct RowStatistics {
  /// The greatest logit; the lowest float when nothing but -infinity (or NaN) is there.
  float max;
  /// Sum of exp(x - max).
  double sum_exp;
  /// Sum of max - x. Infinity when some x is -infinity, NaN when the row holds NaN or +infinity.
  double sum_below;

  /// False when softmax does not exist: NaN, +infinity, or nothing but -infinity in the row.
  bool defined() const { return sum_below == sum_below && sum_exp >= 1.0; }
};

/// With a running maximum, so that the row comes from memory once.
RowStatistics row_statistics(const float* x, std::size_t count);
/// The same without sum_exp, which is 0.
RowStatistics row_extent(const float* x, std::size_t count);

/// Writes exp(x - max), not below simd::exp_floor(), and returns their sum; `exps` may be `x`.
double store_row_exps(const float* x, std::size_t count, float max, float* exps);

/// Sum of max - x alone; infinity when some x is -infinity.
double sum_below(const float* x, std::size_t count, float max);

/// sum_exp - 1 with all its digits: where nearly all the probability is one class's, rounding has
/// taken them from `sum_exp`, so the small terms are summed once more on their own.
double excess(double sum_exp, float max, const float* x, std::size_t count);
/// The same from the stored exponentials.
double excess_of_exps(double sum_exp, const float* exps, std::size_t count);

/// out = factor * exps - offset, the floor of exponentials counting as 0; `out` may be `exps`.
void scale_row(const float* exps, std::size_t count, float factor, float offset, float* out);

/// out = (x - max) - offset; `out` may be `x`.
void shift_row(const float* x, std::size_t count, float max, float offset, float* out);

}  // namespace label_smoothing::internal
