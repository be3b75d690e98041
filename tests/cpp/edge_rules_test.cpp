// The eleven edge rules of the library, each for short rows (several at a time), long rows and rows
// with class weights, which are three different paths through the kernels.

#include <cmath>
#include <string>

#include "support.h"

namespace label_smoothing::test {
namespace {

/// A matrix of `rows` rows for each path, and options that lead there.
struct Path {
  const char* name;
  std::size_t classes;
  bool weighted;
};

constexpr Path kPaths[] = {
    {"ShortRows", 7, false}, {"LongRows", 70, false}, {"WeightedRows", 70, true}};

class EdgeRules : public testing::TestWithParam<Path> {
 protected:
  void SetUp() override {
    classes_ = GetParam().classes;
    logits_ = random_floats(kRows * classes_, 2.0, 0.0, 50);
    if (GetParam().weighted) {
      weights_.assign(classes_, 1.0F);
      options_.class_weights = span(weights_);
    }
    options_.smoothing.label_smoothing = 0.1;
    options_.reduction = Reduction::none;
  }

  float& logit(std::size_t row, std::size_t column) { return logits_[row * classes_ + column]; }
  float gradient(const Result& result, std::size_t row, std::size_t column) const {
    return result.gradient[row * classes_ + column];
  }
  Result run() const {
    return run_cross_entropy_and_gradient(view(logits_, kRows), span(targets_), options_);
  }
  Result run_loss() const {
    return run_cross_entropy(view(logits_, kRows), span(targets_), options_);
  }
  void expect_definition() const {
    const reference::BatchLoss expected =
        reference::cross_entropy(view(logits_, kRows), span(targets_), options_);
    const Result both = run();
    EXPECT_TRUE(all_close(both.elements, expected.elements, kLossTolerance));
    EXPECT_TRUE(all_close(run_loss().elements, expected.elements, kLossTolerance));
    EXPECT_TRUE(all_close(both.gradient, expected.gradient, 2e-6, 3e-7));
  }

  static constexpr std::size_t kRows = 5;
  std::size_t classes_ = 0;
  Floats logits_;
  Floats weights_;
  Indices targets_{0, 1, 2, 3, 4};
  CrossEntropyOptions options_;
};

// 1. q = 0 contributes 0 to loss and gradient, even where p = 0.
TEST_P(EdgeRules, ZeroTargetShareMeetsMaskedClass) {
  options_.smoothing.label_smoothing = 0.0;
  logit(1, 5) = -kInfinity;
  const Result result = run();
  EXPECT_TRUE(std::isfinite(result.elements[1]));
  EXPECT_EQ(gradient(result, 1, 5), 0.0F);
  expect_definition();
}

TEST_P(EdgeRules, ZeroPaddingColumnMeetsMaskedClass) {
  options_.smoothing.convention = Convention::padded;
  options_.smoothing.padding_index = 6;
  for (std::size_t r = 0; r < kRows; ++r) logit(r, 6) = -kInfinity;
  const Result result = run();
  for (std::size_t r = 0; r < kRows; ++r) {
    EXPECT_TRUE(std::isfinite(result.elements[r]));
    EXPECT_EQ(gradient(result, r, 6), 0.0F);
  }
  expect_definition();
}

TEST_P(EdgeRules, FullSmoothingLeavesTheMaskedTargetAlone) {
  // others with alpha 1: the target's own share is 0.
  options_.smoothing.convention = Convention::others;
  options_.smoothing.label_smoothing = 1.0;
  logit(2, 2) = -kInfinity;
  EXPECT_TRUE(std::isfinite(run().elements[2]));
  expect_definition();
}

// 2. q > 0 with p = 0 gives +infinity; nothing is clipped.
TEST_P(EdgeRules, PositiveTargetShareOfAnImpossibleClassIsInfinite) {
  logit(1, 5) = -kInfinity;
  logit(3, 3) = -kInfinity;
  const Result result = run();
  EXPECT_EQ(result.elements[1], kInfinity);
  EXPECT_EQ(result.elements[3], kInfinity);
  EXPECT_TRUE(std::isfinite(result.elements[0]));
  expect_definition();
}

TEST_P(EdgeRules, LossesBeyondTheRangeOfExpAreNotClipped) {
  for (std::size_t i = 0; i < classes_; ++i) logit(0, i) = 0.0F;
  logit(0, 5) = 1000.0F;
  options_.smoothing.label_smoothing = 0.0;
  EXPECT_FLOAT_EQ(run_loss().elements[0], 1000.0F);
  EXPECT_FLOAT_EQ(run().elements[0], 1000.0F);
}

// 3. Ignored and padding rows are inert: NaN in them reaches nothing.
TEST_P(EdgeRules, IgnoredRowsMayHoldNan) {
  targets_[1] = -100;
  targets_[3] = 6;
  options_.smoothing.padding_index = 6;
  for (std::size_t i = 0; i < classes_; ++i) {
    logit(1, i) = kNan;
    logit(3, i) = i % 2 == 0 ? kInfinity : -kInfinity;
  }
  for (const Reduction reduction :
       {Reduction::none, Reduction::sum, Reduction::mean, Reduction::batchmean}) {
    options_.reduction = reduction;
    const Result result = run();
    if (reduction == Reduction::none) {
      EXPECT_EQ(result.elements[1], 0.0F);
      EXPECT_EQ(result.elements[3], 0.0F);
    } else {
      EXPECT_TRUE(std::isfinite(result.loss));
      EXPECT_TRUE(std::isfinite(run_loss().loss));
    }
    for (std::size_t i = 0; i < classes_; ++i) {
      EXPECT_EQ(gradient(result, 1, i), 0.0F);
      EXPECT_EQ(gradient(result, 3, i), 0.0F);
      EXPECT_TRUE(std::isfinite(gradient(result, 0, i)));
    }
  }
}

// 4. NaN in a row that counts propagates, wherever it stands and whatever its bits.
TEST_P(EdgeRules, NanPropagates) {
  const Floats clean = logits_;
  for (std::size_t i = 0; i < classes_; ++i) {
    for (const std::uint32_t bits : {0x7fc00000U, 0xffc00000U, 0x7fc00001U, 0x7fffffffU}) {
      logits_ = clean;
      std::memcpy(&logit(2, i), &bits, sizeof bits);
      const Result both = run();
      for (const Result& result : {run_loss(), both}) {
        EXPECT_TRUE(std::isnan(result.elements[2])) << "class " << i;
        EXPECT_TRUE(std::isfinite(result.elements[1]));
        EXPECT_TRUE(std::isfinite(result.elements[3]));
      }
      for (std::size_t j = 0; j < classes_; ++j) EXPECT_TRUE(std::isnan(gradient(both, 2, j)));
    }
  }
}

TEST_P(EdgeRules, NanPropagatesWithoutSmoothing) {
  options_.smoothing.label_smoothing = 0.0;
  logit(2, 5) = kNan;  // a class whose target share is 0
  EXPECT_TRUE(std::isnan(run_loss().elements[2]));
  EXPECT_TRUE(std::isnan(run().elements[2]));
}

TEST_P(EdgeRules, RowsWithoutSoftmaxAreNan) {
  logit(0, 3) = kInfinity;
  for (std::size_t i = 0; i < classes_; ++i) logit(4, i) = -kInfinity;
  for (const double alpha : {0.0, 0.1}) {
    options_.smoothing.label_smoothing = alpha;
    const Result result = run();
    EXPECT_TRUE(std::isnan(result.elements[0]));
    EXPECT_TRUE(std::isnan(result.elements[4]));
    EXPECT_TRUE(std::isnan(run_loss().elements[0]));
    EXPECT_TRUE(std::isnan(run_loss().elements[4]));
    EXPECT_TRUE(std::isfinite(result.elements[2]));
  }
}

// 5. A logit of -infinity is a masked class, however many there are and wherever.
TEST_P(EdgeRules, MaskedClassesLeaveTheSoftmaxOfTheOthers) {
  options_.smoothing.label_smoothing = 0.0;
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t i = 0; i < classes_; ++i) {
      if (i != r && i % 3 != 0) logit(r, i) = -kInfinity;
    }
  }
  expect_definition();
}

TEST(EdgeRulesOfLongRows, WholeBlocksMayBeMasked) {
  const std::size_t classes = 3000;
  Floats logits(classes, -kInfinity);
  logits[2500] = 1.0F;
  logits[2999] = 3.0F;
  const Indices targets{2500};
  CrossEntropyOptions options;
  const Result loss = run_cross_entropy(view(logits, 1), span(targets), options);
  const Result both = run_cross_entropy_and_gradient(view(logits, 1), span(targets), options);
  EXPECT_TRUE(close(loss.loss, std::log1p(std::exp(2.0)), 1e-6));
  EXPECT_TRUE(close(both.loss, std::log1p(std::exp(2.0)), 1e-6));
  EXPECT_EQ(both.gradient[0], 0.0F);

  // A masked padding class has no share, and logits that rise from block to block are still summed.
  std::fill(logits.begin() + 1, logits.end(), 1.0F);
  options.smoothing.convention = Convention::padded;
  options.smoothing.padding_index = 0;
  options.smoothing.label_smoothing = 0.1;
  for (const float live : {1.0F, 100.0F}) {
    std::fill(logits.begin() + 1000, logits.end(), live);
    const double expected =
        live == 1.0F ? std::log(2999.0)
                     : std::log(2000.0 + 999.0 * std::exp(-99.0)) + 0.1 * 999.0 / 2998.0 * 99.0;
    EXPECT_TRUE(
        close(run_cross_entropy(view(logits, 1), span(targets), options).loss, expected, 1e-6));
  }
}

TEST(EdgeRulesOfLongRows, TheGreatestAndLowestFloatsAreNumbers) {
  const float max = std::numeric_limits<float>::max();
  for (const std::size_t classes : Sizes{5, 500}) {
    Floats logits(classes, -max);
    const Indices targets{1};
    CrossEntropyOptions options;
    for (const double alpha : {0.0, 0.1}) {
      options.smoothing.label_smoothing = alpha;
      EXPECT_TRUE(close(run_cross_entropy(view(logits, 1), span(targets), options).loss,
                        std::log(static_cast<double>(classes)), 1e-6));
    }
    options.smoothing.label_smoothing = 0.0;
    logits[1] = max;
    EXPECT_EQ(run_cross_entropy(view(logits, 1), span(targets), options).loss, 0.0);
  }
}

// 6. No row counts.
TEST_P(EdgeRules, EveryRowIgnored) {
  targets_.assign(kRows, -100);
  options_.reduction = Reduction::mean;
  EXPECT_TRUE(std::isnan(run().loss));
  for (const float each : run().gradient) EXPECT_EQ(each, 0.0F);
  options_.all_ignored = AllIgnored::zero;
  EXPECT_EQ(run().loss, 0.0);
  EXPECT_EQ(run_loss().loss, 0.0);
  options_.all_ignored = AllIgnored::fail;
  EXPECT_EQ(run().status, Status::all_ignored);
  EXPECT_EQ(run_loss().status, Status::all_ignored);
  for (const float each : run().gradient) EXPECT_EQ(each, -7.0F) << "nothing is written";
  for (const Reduction reduction : {Reduction::sum, Reduction::batchmean}) {
    options_.reduction = reduction;
    EXPECT_EQ(run().status, Status::ok);
    EXPECT_EQ(run().loss, 0.0);
  }
}

// 7. A target outside [0, K) is refused.
TEST_P(EdgeRules, TargetOutsideTheClasses) {
  for (const std::int32_t bad :
       {-1, static_cast<std::int32_t>(classes_), 1000000000, -2147483647}) {
    targets_[3] = bad;
    const Result result = run();
    EXPECT_EQ(result.status, Status::target_out_of_range) << bad;
    for (const float each : result.gradient) EXPECT_EQ(each, -7.0F);
    for (const float each : result.elements) EXPECT_EQ(each, -7.0F);
    EXPECT_EQ(run_loss().status, Status::target_out_of_range);
    options_.ignore_index = bad;
    EXPECT_EQ(run().status, Status::ok) << "the same number as ignore_index";
    options_.ignore_index = -100;
  }
}

// 8. A log-target of -infinity is probability 0.
TEST(EdgeRulesOfKlDivergence, LogTargetOfMinusInfinity) {
  const Floats log_probs{-1.0F, -kInfinity, -2.0F};
  const Floats target{0.0F, -kInfinity, -kInfinity};
  KlDivergenceOptions options;
  options.log_target = true;
  options.reduction = Reduction::none;
  Floats elements(3);
  Floats gradient(3);
  ASSERT_EQ(kl_div_and_gradient(view(log_probs, 1), view(target, 1), options,
                                {nullptr, {elements.data(), 3}}, output(gradient, 1)),
            Status::ok);
  EXPECT_TRUE(all_close(elements, Floats{1.0F, 0.0F, 0.0F}, 0.0));
  EXPECT_TRUE(all_close(gradient, Floats{-1.0F, 0.0F, 0.0F}, 0.0));
}

// 9. Probability targets are finite and >= 0 and need not sum to 1.
TEST_P(EdgeRules, ProbabilityTargetsNeedNotSumToOne) {
  Floats t = random_probabilities(kRows, classes_, 51);
  for (float& each : t) each *= 3.0F;
  const auto expected = reference::cross_entropy(view(logits_, kRows), view(t, kRows), options_);
  const Result result =
      run_cross_entropy_and_gradient(view(logits_, kRows), view(t, kRows), options_);
  EXPECT_TRUE(all_close(result.elements, expected.elements, kLossTolerance));
  EXPECT_TRUE(all_close(result.gradient, expected.gradient, 2e-6, 1e-6));
}

TEST_P(EdgeRules, ProbabilityTargetsAreChecked) {
  for (const float bad : {-1e-9F, kNan, kInfinity, -kInfinity}) {
    for (const std::size_t at : Sizes{std::size_t{0}, classes_ + 3, kRows * classes_ - 1}) {
      Floats t = random_probabilities(kRows, classes_, 52);
      t[at] = bad;
      const Result result =
          run_cross_entropy_and_gradient(view(logits_, kRows), view(t, kRows), options_);
      EXPECT_EQ(result.status, Status::target_not_a_probability) << bad;
      for (const float each : result.gradient) EXPECT_EQ(each, -7.0F);
    }
  }
}

TEST_P(EdgeRules, ProbabilityRowsOnThePaddingClassAreInert) {
  Floats t(kRows * classes_, 0.0F);
  for (std::size_t r = 0; r < kRows; ++r) t[r * classes_ + (r % 2 == 0 ? 6 : r)] = 1.0F;
  for (std::size_t i = 0; i < classes_; ++i) logit(2, i) = kNan;
  options_.smoothing.padding_index = 6;
  for (const Convention convention :
       {Convention::uniform, Convention::others, Convention::padded}) {
    options_.smoothing.convention = convention;
    options_.reduction = Reduction::none;
    const Result result =
        run_cross_entropy_and_gradient(view(logits_, kRows), view(t, kRows), options_);
    EXPECT_EQ(result.elements[0], 0.0F);
    EXPECT_EQ(result.elements[2], 0.0F);
    EXPECT_GT(result.elements[1], 0.0F);
    for (std::size_t i = 0; i < classes_; ++i) EXPECT_EQ(gradient(result, 2, i), 0.0F);
    const double sum =
        static_cast<double>(result.elements[1]) + static_cast<double>(result.elements[3]);
    options_.reduction = Reduction::mean;
    EXPECT_TRUE(close(run_cross_entropy(view(logits_, kRows), view(t, kRows), options_).loss,
                      sum / 2, 1e-6));
  }
}

// 10. No rows at all.
TEST_P(EdgeRules, NoRows) {
  const MatrixView<const float> none{nullptr, 0, classes_};
  for (const AllIgnored policy : {AllIgnored::nan, AllIgnored::zero, AllIgnored::fail}) {
    options_.all_ignored = policy;
    options_.reduction = Reduction::sum;
    EXPECT_EQ(run_cross_entropy(none, Span<const std::int32_t>{}, options_).loss, 0.0);
    EXPECT_EQ(run_cross_entropy(none, none, options_).loss, 0.0);
    for (const Reduction reduction : {Reduction::mean, Reduction::batchmean}) {
      options_.reduction = reduction;
      EXPECT_TRUE(std::isnan(run_cross_entropy(none, Span<const std::int32_t>{}, options_).loss));
      EXPECT_TRUE(std::isnan(run_cross_entropy(none, none, options_).loss));
    }
  }
  options_.reduction = Reduction::none;
  EXPECT_EQ(run_cross_entropy(none, Span<const std::int32_t>{}, options_).status, Status::ok);
}

// 11. Row independence: CrossEntropy.RowsDoNotDependOnNeighborsOrAlignment.

TEST_P(EdgeRules, WeightsOfZeroSilenceClasses) {
  weights_.assign(classes_, 1.0F);
  weights_[5] = 0.0F;
  options_.class_weights = span(weights_);
  logit(1, 5) = -kInfinity;  // weight 0: its q > 0 does not matter
  EXPECT_TRUE(std::isfinite(run().elements[1]));
  expect_definition();
  weights_.assign(classes_, 0.0F);
  options_.class_weights = span(weights_);
  options_.reduction = Reduction::mean;
  EXPECT_TRUE(std::isnan(run().loss)) << "0 / 0, as in PyTorch";
}

INSTANTIATE_TEST_SUITE_P(Paths, EdgeRules, testing::ValuesIn(kPaths),
                         [](const auto& path) { return std::string(path.param.name); });

}  // namespace
}  // namespace label_smoothing::test
