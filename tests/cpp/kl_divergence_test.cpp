#include "label_smoothing/kl_divergence.h"

#include <limits>

#include "simd/vec.h"
#include "support.h"

namespace label_smoothing::test {
namespace {

constexpr float kSmallest = std::numeric_limits<float>::denorm_min();
constexpr Reduction kReductions[] = {Reduction::none, Reduction::sum, Reduction::mean,
                                     Reduction::batchmean};

/// All outputs against the definition, within the errors that kl_divergence.h documents.
void expect_definition(const Floats& log_probs, const Floats& target, std::size_t rows,
                       KlDivergenceOptions options) {
  const auto expected = reference::kl_div(view(log_probs, rows), view(target, rows), options);
  Floats elements(target.size());
  Floats gradient(target.size());
  double reduced = 0.0;
  double reduced_alone = 0.0;
  const bool none = options.reduction == Reduction::none;
  const Span<float> room{elements.data(), none ? elements.size() : 0};
  ASSERT_EQ(kl_div_and_gradient(view(log_probs, rows), view(target, rows), options,
                                {&reduced, room}, output(gradient, rows)),
            Status::ok);
  ASSERT_EQ(kl_div(view(log_probs, rows), view(target, rows), options, {&reduced_alone, room}),
            Status::ok);
  double magnitude = 0.0;
  for (std::size_t i = 0; i < target.size(); ++i) {
    const auto given = static_cast<double>(target[i]);
    const double t = options.log_target ? std::exp(given) : given;
    const double log_t = options.log_target ? given : std::log(given);
    if (t == 0.0) continue;
    const double size = std::abs(t * log_t) + std::abs(t * static_cast<double>(log_probs[i]));
    if (none) {
      EXPECT_TRUE(close(static_cast<double>(elements[i]), expected.elements[i], 0, 4e-7 * size))
          << i;
    }
    magnitude += size;
  }
  if (!none) {
    double divisor = 1.0;
    if (options.reduction == Reduction::mean) divisor = static_cast<double>(target.size());
    if (options.reduction == Reduction::batchmean) divisor = static_cast<double>(rows);
    EXPECT_TRUE(close(reduced, expected.reduced, 0, 4e-7 * magnitude / divisor));
    EXPECT_EQ(reduced, reduced_alone);
  }
  EXPECT_TRUE(all_close(gradient, expected.gradient, 3e-7, 2e-38));
}

TEST(KlDivergence, EverySizeAndReduction) {
  for (const std::size_t classes : interesting_sizes()) {
    for (const Reduction reduction : kReductions) {
      for (const bool log_target : {false, true}) {
        SCOPED_TRACE(classes);
        const std::size_t rows = classes > 1000 ? 1 : 3;
        Floats log_probs = random_probabilities(rows, classes, 120);
        for (float& each : log_probs) each = std::log(each);
        Floats target = random_probabilities(rows, classes, 121);
        if (log_target) {
          for (float& each : target) each = std::log(each);
        }
        KlDivergenceOptions options;
        options.reduction = reduction;
        options.log_target = log_target;
        expect_definition(log_probs, target, rows, options);
      }
    }
  }
}

TEST(KlDivergence, OneValueForEachRow) {
  for (const std::size_t classes : Sizes{1, 3, 10, 100, 1000}) {
    Floats log_probs = random_probabilities(4, classes, 125);
    for (float& each : log_probs) each = std::log(each);
    const Floats target = random_probabilities(4, classes, 126);
    KlDivergenceOptions options;
    options.reduction = Reduction::row;
    Floats rows(4, -7.0F);
    Floats gradient(4 * classes);
    ASSERT_EQ(kl_div_and_gradient(view(log_probs, 4), view(target, 4), options,
                                  {nullptr, {rows.data(), 4}}, output(gradient, 4)),
              Status::ok);
    options.reduction = Reduction::sum;
    for (std::size_t r = 0; r < 4; ++r) {
      const MatrixView<const float> lp{log_probs.data() + r * classes, 1, classes};
      const MatrixView<const float> t{target.data() + r * classes, 1, classes};
      const double expected = reference::kl_div(lp, t, options).reduced;
      EXPECT_TRUE(close(static_cast<double>(rows[r]), expected, 1e-6, 1e-6));
    }
    for (std::size_t i = 0; i < target.size(); ++i) EXPECT_EQ(gradient[i], -target[i]);
  }
  Floats wrong(12, -7.0F);
  const Floats three_by_four(12, 0.25F);
  const Floats logs(12, -1.0F);
  KlDivergenceOptions options;
  options.reduction = Reduction::row;
  EXPECT_EQ(kl_div(view(logs, 3), view(three_by_four, 3), options, {nullptr, {wrong.data(), 12}}),
            Status::wrong_length);
  EXPECT_TRUE(same_bits(wrong, Floats(12, -7.0F)));
}

TEST(KlDivergence, ZeroTargetsContributeNothing) {
  const Floats log_probs{-1.0F, -kInfinity, -2.0F, -kInfinity, 0.0F};
  const Floats target{0.0F, 0.0F, 1.0F, 0.0F, -0.0F};
  for (const Reduction reduction : kReductions) {
    KlDivergenceOptions options;
    options.reduction = reduction;
    expect_definition(log_probs, target, 1, options);
  }
}

TEST(KlDivergence, LooksAtEveryTarget) {
  constexpr std::size_t kCount = 8 * simd::kLanes + 3;
  const Floats log_probs(kCount, -1.0F);
  double kl = 0.0;
  for (std::size_t at = 0; at < kCount; ++at) {
    Floats target(kCount, 0.5F);
    for (const float bad : {-kSmallest, -0.5F, -kInfinity, kInfinity, kNan, -kNan}) {
      target[at] = bad;
      EXPECT_EQ(kl_div(view(log_probs, 1), view(target, 1), {}, {&kl, {}}),
                Status::target_not_a_probability)
          << bad << " at " << at;
    }
    for (const float good : {-0.0F, 0.0F, kSmallest, std::numeric_limits<float>::max()}) {
      target[at] = good;
      EXPECT_EQ(kl_div(view(log_probs, 1), view(target, 1), {}, {&kl, {}}), Status::ok)
          << good << " at " << at;
    }
  }
}

TEST(KlDivergence, LooksAtEveryLogProbability) {
  constexpr std::size_t kCount = 8 * simd::kLanes + 3;
  const Floats target(kCount, 0.5F);
  Floats memory(kCount, -7.0F);
  KlDivergenceOptions none;
  none.reduction = Reduction::none;
  for (std::size_t at = 0; at < kCount; ++at) {
    Floats log_probs(kCount, -1.0F);
    for (const float bad : {0.00011F, 1.0F, std::numeric_limits<float>::max(), kInfinity}) {
      log_probs[at] = bad;
      log_probs[(at + 1) % kCount] = kNan;
      double kl = -7.0;
      EXPECT_EQ(kl_div(view(log_probs, 1), view(target, 1), {}, {&kl, {}}),
                Status::target_not_a_probability)
          << bad << " at " << at;
      EXPECT_EQ(kl_div_and_gradient(view(log_probs, 1), view(target, 1), none,
                                    {nullptr, {memory.data(), kCount}}, output(memory, 1)),
                Status::target_not_a_probability);
      EXPECT_EQ(kl, -7.0);
      EXPECT_TRUE(same_bits(memory, Floats(kCount, -7.0F))) << "nothing is written";
      log_probs[(at + 1) % kCount] = -1.0F;
    }
    for (const float good : {0.0001F, 0.0F, -0.0F, -1e30F}) {
      log_probs[at] = good;
      double kl = -7.0;
      EXPECT_EQ(kl_div(view(log_probs, 1), view(target, 1), {}, {&kl, {}}), Status::ok);
      EXPECT_TRUE(std::isfinite(kl));
    }
  }
}

TEST(KlDivergence, ExcludedTargetsAreInfinite) {
  const Floats log_probs{-1.0F, -kInfinity};
  const Floats target{0.5F, 1e-40F};
  double kl = 0.0;
  ASSERT_EQ(kl_div(view(log_probs, 1), view(target, 1), {}, {&kl, {}}), Status::ok);
  EXPECT_EQ(kl, HUGE_VAL);
}

TEST(KlDivergence, NanPropagatesEvenWhereTheTargetIsZero) {
  const Floats target{0.5F, 0.0F, 0.5F};
  for (std::size_t at = 0; at < 3; ++at) {
    Floats log_probs{-1.0F, -1.0F, -1.0F};
    log_probs[at] = kNan;
    double kl = 0.0;
    ASSERT_EQ(kl_div(view(log_probs, 1), view(target, 1), {}, {&kl, {}}), Status::ok);
    EXPECT_TRUE(std::isnan(kl));
  }
}

TEST(KlDivergence, OfADistributionFromItselfIsZero) {
  const Floats p = random_probabilities(1, 50, 122);
  Floats log_p(50);
  for (std::size_t i = 0; i < 50; ++i) log_p[i] = std::log(p[i]);
  double kl = 1.0;
  ASSERT_EQ(kl_div(view(log_p, 1), view(p, 1), {}, {&kl, {}}), Status::ok);
  EXPECT_NEAR(kl, 0.0, 2e-7);
}

TEST(KlDivergence, GradientMayReplaceThePrediction) {
  const Floats target = random_probabilities(2, 21, 123);
  Floats memory = random_floats(42, 1.0, -3.0, 124);
  const Floats log_probs = memory;
  Floats apart(42);
  double first = 0.0;
  double second = 0.0;
  ASSERT_EQ(
      kl_div_and_gradient(view(log_probs, 2), view(target, 2), {}, {&first, {}}, output(apart, 2)),
      Status::ok);
  ASSERT_EQ(
      kl_div_and_gradient(view(memory, 2), view(target, 2), {}, {&second, {}}, output(memory, 2)),
      Status::ok);
  EXPECT_EQ(first, second);
  EXPECT_TRUE(same_bits(memory, apart));
}

TEST(KlDivergence, NoRows) {
  const MatrixView<const float> none{nullptr, 0, 3};
  double kl = -1.0;
  KlDivergenceOptions options;
  options.reduction = Reduction::sum;
  ASSERT_EQ(kl_div(none, none, options, {&kl, {}}), Status::ok);
  EXPECT_EQ(kl, 0.0);
  for (const Reduction reduction : {Reduction::mean, Reduction::batchmean}) {
    options.reduction = reduction;
    ASSERT_EQ(kl_div(none, none, options, {&kl, {}}), Status::ok);
    EXPECT_TRUE(std::isnan(kl));
  }
}

}  // namespace
}  // namespace label_smoothing::test
