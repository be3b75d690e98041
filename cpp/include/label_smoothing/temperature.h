#pragma once

#include <cstdint>
#include <limits>

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

struct TemperatureFit {
  /// T that minimizes the mean of -log softmax(x / T)[y], in [0, infinity]. Guo et al. 2017.
  double temperature;
  /// That mean at T = 1 and at the fitted T.
  double nll_before;
  double nll_after;
};

/// Temperature scaling: finds T on held-out logits, which are given again for every pass of the
/// search, so that they need not be in memory all at once. The negative log-likelihood is convex in
/// 1 / T:
///
/// * T = 1 if the logits of every row are equal: T has no effect.
/// * T = infinity, exactly, if confidence only hurts: sum (x[y] - mean of the row's finite logits)
///   <= 0. softmax(x / T) is then uniform over the row's finite logits.
/// * T = 0, exactly, if every label has its row's greatest logit.
/// * Otherwise T is finite. Safeguarded Newton steps from 1 find it to a relative 1e-6.
///
/// A row without a softmax (it holds NaN or +infinity, or only -infinity) makes everything NaN.
class TemperatureSearch {
 public:
  /// Rows whose target is `ignore_index` do not count, whatever they hold.
  explicit TemperatureSearch(std::int32_t ignore_index) : ignore_index_(ignore_index) {}

  /// Adds N rows. A pass adds all rows; how they are shared among calls makes no difference, not
  /// even in rounding. An error ends the search.
  ///
  /// logits: N x K. targets: N class indices in [0, K), or the ignore index.
  /// Errors: wrong_length, target_out_of_range.
  Status add(MatrixView<const float> logits, Span<const std::int32_t> targets);

  /// Ends a pass. Answers whether it was the last.
  bool end_pass();

  /// What the search has found. Errors: all_ignored.
  Status result(TemperatureFit& fit) const;

 private:
  /// What the ends of the scale, 1 / T = 0 and infinity, are found from. Masked classes (-infinity)
  /// are left out.
  struct Overview {
    /// Rows that count.
    double rows = 0.0;
    /// Every such row has a softmax.
    bool defined = true;
    /// All logits of a row are equal, for every row.
    bool constant = true;
    /// Every label has its row's greatest logit.
    bool always_right = true;
    /// Sum of x[y] - mean x, the negative slope of the likelihood at 1 / T = 0, and of its
    /// magnitude.
    double lead = 0.0;
    double lead_size = 0.0;
    /// Sums of log(number of classes) and of log(number of greatest logits).
    double log_classes = 0.0;
    double log_greatest = 0.0;

    void add_row(Span<const float> x, std::int32_t target);
  };

  /// Sums over the rows of a pass: of -log softmax(x / T)[y] and of its first two derivatives with
  /// respect to the logarithm of 1 / T, without what the second has of the first: with t = x / T,
  /// E[t] - t[y] and Var[t] under softmax(t).
  struct Likelihood {
    double nll = 0.0;
    double slope = 0.0;
    double curvature = 0.0;
  };

  bool is_at_bound();
  bool step();

  std::int32_t ignore_index_;
  int passes_ = 0;
  Overview overview_{};
  Likelihood pass_{};
  /// 1 / T, and the interval that it lies in.
  float beta_ = 1.0F;
  float low_ = 0.0F;
  float high_ = std::numeric_limits<float>::max();
  TemperatureFit fit_{};
};

/// A TemperatureSearch on N x K logits, all of them in memory.
///
/// Errors: those of TemperatureSearch::add and TemperatureSearch::result.
Status fit_temperature(MatrixView<const float> logits, Span<const std::int32_t> targets,
                       std::int32_t ignore_index, TemperatureFit& result);

}  // namespace label_smoothing
