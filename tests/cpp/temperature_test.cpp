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
  for (const std::size_t classes : Sizes{2, 3, 10, 64, 128, 129, 130, 200, 600}) {
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
  // A mean likelihood of about 1e-8, which a float near 1 cannot hold.
  Sample sample = draw(50, 10, 1.0F, 152);
  for (std::size_t r = 0; r < 50; ++r) {
    sample.logits[10 * r + static_cast<std::size_t>(sample.targets[r])] = 20.0F;
  }
  TemperatureFit fit{};
  ASSERT_EQ(fit_temperature(view(sample.logits, 50), span(sample.targets), -100, fit), Status::ok);
  EXPECT_EQ(fit.temperature, 0.0);
  EXPECT_EQ(fit.nll_after, 0.0);
  const double expected = nll(sample.logits, sample.targets, 1.0);
  EXPECT_LT(expected, 1e-6);
  EXPECT_TRUE(close(fit.nll_before, expected, 1e-6));
}

TEST(Temperature, RowsWithoutSoftmaxHaveNone) {
  for (const std::size_t classes : Sizes{3, 130}) {
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

TEST(Temperature, WhateverTheUnitOfTheLogits) {
  // Similarities in [-1, 1], scores by the thousand, and what floats just hold.
  for (const std::size_t rows : Sizes{7, 40, 3000}) {
    for (const std::size_t classes : Sizes{2, 5, 100}) {
      for (const float unit : {1e-37F, 1e-3F, 1.0F, 1e3F, 1e30F}) {
        SCOPED_TRACE(testing::Message() << rows << " x " << classes << ", unit " << unit);
        Sample sample = draw(rows, classes, 1.0F, 154);
        for (float& each : sample.logits) each *= unit;
        TemperatureFit fit{};
        ASSERT_EQ(fit_temperature(view(sample.logits, rows), span(sample.targets), -100, fit),
                  Status::ok);
        EXPECT_LT(slope(sample.logits, sample.targets, fit.temperature * (1 + 1e-6)), 0.0);
        EXPECT_GT(slope(sample.logits, sample.targets, fit.temperature / (1 + 1e-6)), 0.0);
        EXPECT_TRUE(
            close(fit.nll_after, nll(sample.logits, sample.targets, fit.temperature), 2e-6));
      }
    }
  }
}

TEST(Temperature, AFewGreatDistancesDoNotMatter) {
  // -1e9 in place of -infinity, as masks often are.
  Sample sample = draw(200, 6, 3.0F, 155);
  for (std::size_t r = 0; r < 200; ++r) sample.logits[6 * r] = -1e9F;
  for (std::int32_t& target : sample.targets) target = std::max(target, 1);
  TemperatureFit fit{};
  ASSERT_EQ(fit_temperature(view(sample.logits, 200), span(sample.targets), -100, fit), Status::ok);
  EXPECT_LT(slope(sample.logits, sample.targets, fit.temperature * (1 + 1e-6)), 0.0);
  EXPECT_GT(slope(sample.logits, sample.targets, fit.temperature / (1 + 1e-6)), 0.0);
}

TEST(Temperature, NearTheBounds) {
  // A lead just above 0, and one wrong row among many that are right.
  Floats logits{1.0F, 0.0F, 1.0F + 1e-4F, 0.0F};
  const Indices targets{1, 0};
  TemperatureFit fit{};
  ASSERT_EQ(fit_temperature(view(logits, 2), span(targets), -100, fit), Status::ok);
  EXPECT_GT(fit.temperature, 1000.0);
  EXPECT_LT(slope(logits, targets, fit.temperature * 1.01), 0.0);
  EXPECT_GT(slope(logits, targets, fit.temperature / 1.01), 0.0);

  Sample sample = draw(1000, 4, 1.0F, 156);
  for (std::size_t r = 0; r < 1000; ++r) {
    sample.logits[4 * r + static_cast<std::size_t>(sample.targets[r])] = 6.0F;
  }
  sample.logits[static_cast<std::size_t>(sample.targets[0])] = -1e-3F;
  ASSERT_EQ(fit_temperature(view(sample.logits, 1000), span(sample.targets), -100, fit),
            Status::ok);
  EXPECT_GT(fit.temperature, 0.0);
  EXPECT_LT(slope(sample.logits, sample.targets, fit.temperature * (1 + 1e-6)), 0.0);
  EXPECT_GT(slope(sample.logits, sample.targets, fit.temperature / (1 + 1e-6)), 0.0);
}

TEST(Temperature, Bounds) {
  const Floats logits{5, 0, 0, 0, 5, 0};
  TemperatureFit fit{};
  const auto fit_to = [&](const Floats& x, const Indices& targets) {
    ASSERT_EQ(fit_temperature(view(x, targets.size()), span(targets), -100, fit), Status::ok);
  };
  fit_to(logits, {0, 1});
  EXPECT_EQ(fit.temperature, 0.0);
  EXPECT_TRUE(close(fit.nll_before, std::log1p(2 * std::exp(-5.0)), 2e-6));
  EXPECT_EQ(fit.nll_after, 0.0);
  fit_to(logits, {1, 0});
  EXPECT_EQ(fit.temperature, HUGE_VAL);
  EXPECT_TRUE(close(fit.nll_after, std::log(3.0), 1e-12));
  fit_to({0.1F, 0.2F, 0.4F, 0.1F, 0.2F, 0.4F, 0.1F, 0.2F, 0.4F}, {0, 1, 2});  // leads add up to 0
  EXPECT_EQ(fit.temperature, HUGE_VAL);
  fit_to({2, 2, 1, 3, 3, -kInfinity}, {1, 0});  // right, but not alone
  EXPECT_EQ(fit.temperature, 0.0);
  EXPECT_TRUE(close(fit.nll_after, std::log(2.0), 1e-12));
  fit_to({3, 3, 3, -7, -7, -kInfinity}, {1, 0});  // no temperature changes anything
  EXPECT_EQ(fit.temperature, 1.0);
  EXPECT_TRUE(close(fit.nll_before, (std::log(3.0) + std::log(2.0)) / 2, 1e-6));
  EXPECT_EQ(fit.nll_after, fit.nll_before);
  fit_to({3, 1, -kInfinity}, {2});  // an impossible label
  EXPECT_EQ(fit.temperature, HUGE_VAL);
  EXPECT_EQ(fit.nll_before, HUGE_VAL);
  EXPECT_EQ(fit.nll_after, HUGE_VAL);
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

TEST(Temperature, PartsMakeNoDifference) {
  constexpr std::size_t kRows = 1000;
  for (const std::size_t classes : Sizes{2, 10, 128, 129, 300}) {
    Sample sample = draw(kRows, classes, 3.0F, 157);
    for (std::size_t r = 0; r < kRows; r += 7) sample.targets[r] = -100;
    TemperatureFit expected{};
    ASSERT_EQ(fit_temperature(view(sample.logits, kRows), span(sample.targets), -100, expected),
              Status::ok);
    for (const std::size_t part : Sizes{1, 3, 128, 999}) {
      TemperatureSearch search(-100);
      do {
        for (std::size_t first = 0; first < kRows; first += part) {
          const std::size_t rows = std::min(part, kRows - first);
          ASSERT_EQ(search.add({sample.logits.data() + first * classes, rows, classes},
                               {sample.targets.data() + first, rows}),
                    Status::ok);
        }
      } while (!search.end_pass());
      TemperatureFit fit{};
      ASSERT_EQ(search.result(fit), Status::ok);
      EXPECT_EQ(fit.temperature, expected.temperature) << classes << " classes, " << part;
      EXPECT_EQ(fit.nll_before, expected.nll_before);
      EXPECT_EQ(fit.nll_after, expected.nll_after);
    }
  }
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
