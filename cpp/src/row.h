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

/// One read of the row, with a running maximum per block.
RowStatistics row_statistics(const float* x, std::size_t count);

float row_max(const float* x, std::size_t count);

/// Writes exp(x - max); `exps` may be `x`.
RowStatistics store_row_exps(const float* x, std::size_t count, float max, float* exps);

/// Sum of max - x alone; infinity when some x is -infinity.
double sum_below(const float* x, std::size_t count, float max);

/// log(sum_exp) with full relative accuracy. Where sum_exp is close to 1, because one class has
/// nearly all the probability, its distance from 1 has lost digits: then the small terms are summed
/// once more on their own.
double log_sum_exp(double sum_exp, float max, const float* x, std::size_t count);
/// The same from the stored exponentials.
double log_sum_of_exps(double sum_exp, const float* exps, std::size_t count);

/// out = factor * exps - offset; `out` may be `exps`.
void scale_row(const float* exps, std::size_t count, float factor, float offset, float* out);

/// out = (x - max) - offset; `out` may be `x`.
void shift_row(const float* x, std::size_t count, float max, float offset, float* out);

}  // namespace label_smoothing::internal
