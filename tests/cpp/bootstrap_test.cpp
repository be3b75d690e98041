#include "label_smoothing/bootstrap.h"

#include "random.h"
#include "support.h"

namespace label_smoothing::test {
namespace {

using internal::Random;

/// log of the probability of k successes in n trials.
double log_binomial(double n, double p, double k) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) +
         (n - k) * std::log1p(-p);
}

TEST(Binomial, HasTheProbabilitiesOfItsFormula) {
  // Both ways to draw, and where one takes over from the other.
  struct Trials {
    double n;
    double p;
  };
  const int draws = 200000;
  for (const Trials each : {Trials{1, 0.3},
                            {12, 0.5},
                            {1000, 0.004},
                            {19, 0.5},
                            {20, 0.5},
                            {21, 0.49},
                            {40, 0.75},
                            {100, 0.1},
                            {300, 0.96},
                            {2000, 0.3}}) {
    SCOPED_TRACE(each.n);
    SCOPED_TRACE(each.p);
    std::vector<double> counts(static_cast<std::size_t>(each.n) + 1);
    Random random(3, 7);
    for (int i = 0; i < draws; ++i) {
      counts.at(static_cast<std::size_t>(random.binomial(each.n, each.p))) += 1;
    }
    // Pearson's chi-squared over the values expected ten times or more, the others as one.
    double squares = 0.0;
    double others = draws;
    double others_drawn = draws;
    double degrees = 0.0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
      const double expected =
          draws * std::exp(log_binomial(each.n, each.p, static_cast<double>(k)));
      if (expected < 10.0) continue;
      squares += std::pow(counts[k] - expected, 2) / expected;
      others -= expected;
      others_drawn -= counts[k];
      degrees += 1.0;
    }
    if (others > 1.0) squares += std::pow(others_drawn - others, 2) / others;
    // Five standard deviations above the mean.
    EXPECT_LT(squares, degrees + 5.0 * std::sqrt(2.0 * degrees) + 10.0);
  }
}

TEST(Binomial, Ends) {
  Random random(1, 2);
  for (const double n : {0.0, 1.0, 1e9}) {
    EXPECT_EQ(random.binomial(n, 0.0), 0.0);
    EXPECT_EQ(random.binomial(n, 1.0), n);
  }
  // A billion trials: mean and deviation.
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < 10000; ++i) {
    const double deviation = (random.binomial(1e9, 0.2) - 2e8) / std::sqrt(1.6e8);
    sum += deviation;
    squares += deviation * deviation;
  }
  EXPECT_NEAR(sum / 10000, 0.0, 0.05);
  EXPECT_NEAR(squares / 10000, 1.0, 0.07);
}

CalibrationBootstrap draw(const std::vector<CalibrationBin>& bins,
                          const BootstrapOptions& options = {}) {
  std::vector<double> scratch(2 * options.resamples);
  CalibrationBootstrap result{};
  EXPECT_EQ(calibration_bootstrap(span(bins), options, {scratch.data(), scratch.size()}, result),
            Status::ok);
  return result;
}

TEST(Bootstrap, OfAMillionRowsHasTheWidthsOfTheNormalDistribution) {
  const double n = 1e6;
  const double confidence = 0.75;
  const double accuracy = 0.7;
  const std::vector<CalibrationBin> bins{{0.0, 0.5, 0.0, std::nan(""), std::nan("")},
                                         {0.5, 1.0, n, confidence, accuracy}};
  for (const auto& [level, quantile] : {std::pair{0.95, 1.959964}, std::pair{0.8, 1.281552}}) {
    const CalibrationBootstrap drawn = draw(bins, {20000, 9, level});
    const double half = quantile * std::sqrt(accuracy * (1 - accuracy) / n);
    EXPECT_NEAR(drawn.accuracy_low, accuracy - half, 0.04 * half);
    EXPECT_NEAR(drawn.accuracy_high, accuracy + half, 0.04 * half);
    EXPECT_NEAR(drawn.gap_low, confidence - accuracy - half, 0.04 * half);
    EXPECT_NEAR(drawn.gap_high, confidence - accuracy + half, 0.04 * half);
    // |N(0, s)| has mean s sqrt(2 / pi), and its 95th percentile is the 97.5th of N(0, s).
    const double deviation = std::sqrt(confidence * (1 - confidence) / n);
    EXPECT_NEAR(drawn.ece_mean, deviation * std::sqrt(2 / 3.141592653589793), 0.02 * deviation);
    EXPECT_NEAR(drawn.ece_high, 1.959964 * deviation, 0.05 * deviation);
  }
}

TEST(Bootstrap, OfTwoRowsByHand) {
  // One right, one wrong, both of confidence 1: accuracy is 0, 1/2 or 1 with 1/4, 1/2, 1/4.
  const CalibrationBootstrap drawn = draw({{0.0, 1.0, 2.0, 1.0, 0.5}}, {4000, 2, 0.6});
  EXPECT_EQ(drawn.accuracy_low, 0.0) << "the 20th percentile";
  EXPECT_EQ(drawn.accuracy_high, 1.0);
  EXPECT_EQ(drawn.gap_low, 0.0);
  EXPECT_EQ(drawn.gap_high, 1.0);
  EXPECT_EQ(drawn.ece_mean, 0.0) << "who is certain and calibrated is always right";
}

TEST(Bootstrap, SameBitsForASeed) {
  const std::vector<CalibrationBin> bins{{0.0, 0.5, 320.0, 0.41, 0.4}, {0.5, 1.0, 50.0, 0.7, 0.5}};
  const CalibrationBootstrap first = draw(bins, {200, 5, 0.9});
  const CalibrationBootstrap again = draw(bins, {200, 5, 0.9});
  const CalibrationBootstrap other = draw(bins, {200, 6, 0.9});
  EXPECT_EQ(std::memcmp(&first, &again, sizeof first), 0);
  EXPECT_NE(first.gap_low, other.gap_low);
  EXPECT_NE(first.ece_mean, other.ece_mean);
}

TEST(Bootstrap, NoRowsAndBadArguments) {
  CalibrationBootstrap result = draw({{0.0, 1.0, 0.0, 0.5, 0.5}});
  EXPECT_TRUE(std::isnan(result.accuracy_low));
  EXPECT_TRUE(std::isnan(result.ece_high));
  const std::vector<CalibrationBin> bins{{0.0, 1.0, 9.0, 0.5, 0.5}};
  std::vector<double> scratch(20);
  const auto status = [&](const BootstrapOptions& options) {
    return calibration_bootstrap(span(bins), options, {scratch.data(), scratch.size()}, result);
  };
  EXPECT_EQ(status({0, 0, 0.9}), Status::invalid_count);
  EXPECT_EQ(status({1000001, 0, 0.9}), Status::invalid_count);
  EXPECT_EQ(status({11, 0, 0.9}), Status::wrong_length);
  for (const double level : {0.0, 1.0, -0.5, 95.0, std::nan("")}) {
    EXPECT_EQ(status({10, 0, level}), Status::invalid_level);
  }
  EXPECT_TRUE(std::isnan(result.gap_low));
  EXPECT_EQ(status({10, 0, 0.9}), Status::ok);
}

}  // namespace
}  // namespace label_smoothing::test
