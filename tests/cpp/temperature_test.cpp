#include "label_smoothing/temperature.h"

#include <algorithm>

#include "support.h"

namespace label_smoothing::test {
namespace {

/// Mean of -log softmax(x / T)[y] from the definition.
double nll(const Floats& logits, const Indices& targets, double temperature) {
  const std::size_t classes = logits.size() / targets.size();
  double sum = 0.0;
  double counted = 0.0;
  for (std::size_t r = 0; r < targets.size(); ++r) {
    if (targets[r] == -100) continue;
    double max = -HUGE_VAL;
    for (std::size_t i = 0; i < classes; ++i) {
      max = std::max(max, static_cast<double>(logits[r * classes + i]) / temperature);
    }
    double total = 0.0;
    for (std::size_t i = 0; i < classes; ++i) {
      total += std::exp(static_cast<double>(logits[r * classes + i]) / temperature - max);
    }
    const auto y = static_cast<std::size_t>(targets[r]);
    sum += max + std::log(total) - static_cast<double>(logits[r * classes + y]) / temperature;
    counted += 1.0;
  }
  return sum / counted;
}

/// Its derivative with respect to 1 / T, from the definition.
double slope(const Floats& logits, const Indices& targets, double temperature) {
  const std::size_t classes = logits.size() / targets.size();
  double total = 0.0;
  for (std::size_t r = 0; r < targets.size(); ++r) {
    const float* x = logits.data() + r * classes;
    const auto max = static_cast<double>(*std::max_element(x, x + classes));
    double sum = 0.0;
    double weighted = 0.0;
    for (std::size_t i = 0; i < classes; ++i) {
      const double below = static_cast<double>(x[i]) - max;
      sum += std::exp(below / temperature);
      weighted += std::exp(below / temperature) * below;
    }
    const auto y = static_cast<std::size_t>(targets[r]);
    total += weighted / sum - (static_cast<double>(x[y]) - max);
  }
  return total / static_cast<double>(targets.size());
}

/// Logits that are overconfident by `factor`: labels are drawn from softmax(x), x * factor is
/// given.
struct Sample {
  Floats logits;
  Indices targets;
};

Sample draw(std::size_t rows, std::size_t classes, float factor, unsigned seed) {
  Sample sample{random_floats(rows * classes, 1.0, 0.0, seed), Indices(rows)};
  std::mt19937 engine(seed);
  for (std::size_t r = 0; r < rows; ++r) {
    const auto p = reference::softmax({sample.logits.data() + r * classes, classes});
    sample.targets[r] = std::discrete_distribution<std::int32_t>(p.begin(), p.end())(engine);
  }
  for (float& x : sample.logits) x *= factor;
  return sample;
}

TEST(Temperature, FindsTheMinimum) {
  for (const std::size_t classes : Sizes{2, 3, 10, 64, 65, 67, 200}) {
    for (const float factor : {0.25F, 1.0F, 5.0F}) {
      const Sample sample = draw(2000, classes, factor, 150);
      TemperatureFit fit{};
      ASSERT_EQ(fit_temperature(view(sample.logits, 2000), span(sample.targets), -100, fit),
                Status::ok);
      EXPECT_NEAR(fit.temperature / static_cast<double>(factor), 1.0, 0.15)
          << "it undoes the factor";
      const double best = nll(sample.logits, sample.targets, fit.temperature);
      EXPECT_TRUE(close(fit.nll_after, best, 2e-6));
      EXPECT_TRUE(close(fit.nll_before, nll(sample.logits, sample.targets, 1.0), 2e-6));
      // The slope changes its sign within 1e-6 of the answer.
      EXPECT_LT(slope(sample.logits, sample.targets, fit.temperature * (1 + 1e-6)), 0.0);
      EXPECT_GT(slope(sample.logits, sample.targets, fit.temperature / (1 + 1e-6)), 0.0);
    }
  }
}

TEST(Temperature, NearlyCertainRowsKeepTheirDigits) {
  // A mean likelihood of about 1e-8, which a float beside 1 does not hold.
  Sample sample = draw(50, 10, 1.0F, 152);
  for (std::size_t r = 0; r < 50; ++r) {
    sample.logits[10 * r + static_cast<std::size_t>(sample.targets[r])] = 20.0F;
  }
  TemperatureFit fit{};
  ASSERT_EQ(fit_temperature(view(sample.logits, 50), span(sample.targets), -100, fit), Status::ok);
  EXPECT_EQ(fit.temperature, 1.0 / 64);
  const double expected = nll(sample.logits, sample.targets, 1.0);
  EXPECT_LT(expected, 1e-6);
  EXPECT_TRUE(close(fit.nll_before, expected, 1e-6));
}

TEST(Temperature, RowsWithoutSoftmaxHaveNone) {
  for (const std::size_t classes : Sizes{3, 70}) {
    for (const float bad : {kNan, kInfinity}) {
      Sample sample = draw(9, classes, 1.0F, 153);
      sample.logits[4 * classes + 1] = bad;
      TemperatureFit fit{};
      ASSERT_EQ(fit_temperature(view(sample.logits, 9), span(sample.targets), -100, fit),
                Status::ok);
      EXPECT_TRUE(std::isnan(fit.temperature));
      EXPECT_TRUE(std::isnan(fit.nll_before));
      EXPECT_TRUE(std::isnan(fit.nll_after));
    }
    const Floats masked(classes, -kInfinity);
    const Indices targets{0};
    TemperatureFit fit{};
    ASSERT_EQ(fit_temperature(view(masked, 1), span(targets), -100, fit), Status::ok);
    EXPECT_TRUE(std::isnan(fit.temperature));
  }
}

TEST(Temperature, IgnoredRowsDoNotCount) {
  Sample sample = draw(400, 5, 3.0F, 151);
  TemperatureFit expected{};
  ASSERT_EQ(
      fit_temperature({sample.logits.data(), 300, 5}, {sample.targets.data(), 300}, -100, expected),
      Status::ok);
  for (std::size_t r = 300; r < 400; ++r) {
    sample.targets[r] = -100;
    for (std::size_t i = 0; i < 5; ++i) sample.logits[5 * r + i] = kNan;
  }
  TemperatureFit fit{};
  ASSERT_EQ(fit_temperature(view(sample.logits, 400), span(sample.targets), -100, fit), Status::ok);
  EXPECT_EQ(fit.temperature, expected.temperature);
  EXPECT_EQ(fit.nll_after, expected.nll_after);
}

TEST(Temperature, EndsOfTheInterval) {
  const Floats right{5, 0, 0, 5};
  const Indices targets{0, 1};
  const Indices wrong{1, 0};
  TemperatureFit fit{};
  ASSERT_EQ(fit_temperature(view(right, 2), span(targets), -100, fit), Status::ok);
  EXPECT_EQ(fit.temperature, 1.0 / 64);
  ASSERT_EQ(fit_temperature(view(right, 2), span(wrong), -100, fit), Status::ok);
  EXPECT_EQ(fit.temperature, 64.0);
}

TEST(Temperature, MaskedClasses) {
  const Floats logits{2, 1, -kInfinity, 0, 3, -kInfinity, 1, 2, -kInfinity};
  const Floats live{2, 1, 0, 3, 1, 2};
  const Indices targets{0, 1, 0};
  TemperatureFit with{};
  TemperatureFit without{};
  ASSERT_EQ(fit_temperature(view(logits, 3), span(targets), -100, with), Status::ok);
  ASSERT_EQ(fit_temperature(view(live, 3), span(targets), -100, without), Status::ok);
  EXPECT_NEAR(with.temperature, without.temperature, 1e-6);
}

TEST(Temperature, BadArgumentsWriteNothing) {
  const Floats logits(10);
  TemperatureFit fit{-7, -7, -7};
  for (const std::int32_t bad : {-1, 5, 1000000000}) {
    const Indices targets{0, bad};
    EXPECT_EQ(fit_temperature(view(logits, 2), span(targets), -100, fit),
              Status::target_out_of_range);
  }
  const Indices ignored{-100, -100};
  EXPECT_EQ(fit_temperature(view(logits, 2), span(ignored), -100, fit), Status::all_ignored);
  EXPECT_EQ(fit_temperature({nullptr, 0, 5}, {}, -100, fit), Status::all_ignored);
  EXPECT_EQ(fit.temperature, -7.0);
}

}  // namespace
}  // namespace label_smoothing::test
