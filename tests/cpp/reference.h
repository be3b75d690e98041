#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "label_smoothing/cross_entropy.h"
#include "label_smoothing/kl_divergence.h"
#include "label_smoothing/smoothing.h"
#include "label_smoothing/views.h"

/// The definitions, in double precision and one class at a time: what the kernels are tested
/// against. Arguments are taken to be valid.
///
/// Bounds: with u = 2^-53 and |x| <= 2e5 every result is within (K + 10) u of the exact one,
/// relative to the largest term of its sum; for the K of the tests that is below 1e-10, far below
/// what is asserted about the kernels.
namespace label_smoothing::reference {

using Vector = std::vector<double>;

/// The smoothed target distribution q of class `target`.
Vector smoothed_target(std::int32_t target, std::size_t classes, const Smoothing& smoothing);
/// The target probabilities t, smoothed.
Vector smoothed_probabilities(Span<const float> t, const Smoothing& smoothing);

Vector softmax(Span<const float> x);
/// Of x / temperature.
Vector log_softmax(Span<const float> x, double temperature = 1.0);
/// log(sum exp(x / temperature)).
double log_sum_exp(Span<const float> x, double temperature = 1.0);

/// -sum p log p with 0 log 0 = 0.
double entropy(const Vector& p);

struct RowLoss {
  double loss = 0.0;
  Vector gradient;
};

/// Loss -sum q w log p + z lse^2 of a row that counts, and its gradient with respect to x.
RowLoss cross_entropy_row(Span<const float> x, const Vector& q, Span<const float> class_weights,
                          double z_loss, double temperature = 1.0);

struct BatchLoss {
  /// Unreduced, one per row (cross-entropy) or element (KL divergence).
  Vector elements;
  double reduced = 0.0;
  /// Of `reduced`; of the sum with `Reduction::none`.
  Vector gradient;
};

BatchLoss cross_entropy(MatrixView<const float> logits, Span<const std::int32_t> targets,
                        const CrossEntropyOptions& options);
BatchLoss cross_entropy(MatrixView<const float> logits, MatrixView<const float> targets,
                        const CrossEntropyOptions& options);
BatchLoss kl_div(MatrixView<const float> log_probs, MatrixView<const float> target,
                 const KlDivergenceOptions& options);

}  // namespace label_smoothing::reference
