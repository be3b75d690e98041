#include "label_smoothing/calibration.h"

#include <algorithm>
#include <numeric>

#include "support.h"

namespace label_smoothing::test {
namespace {

struct Outcome {
  Status status;
  Calibration figures;
  std::vector<CalibrationBin> bins;
};

/// What a calibrator needs; not zeros, which `calibration` writes itself.
std::vector<double> memory_for(std::size_t columns, std::size_t bins) {
  return std::vector<double>(Calibrator::memory_doubles(columns, bins), 7.0);
}

Outcome run(const Floats& probs, const Indices& targets, std::size_t bins,
            Binning binning = Binning::equal_width) {
  std::vector<Prediction> predictions(2 * targets.size());
  std::vector<double> memory = memory_for(probs.size() / targets.size(), bins);
  Outcome outcome{Status::ok, {}, std::vector<CalibrationBin>(bins)};
  outcome.status = calibration(
      view(probs, targets.size()), span(targets), binning, {memory.data(), memory.size()},
      {predictions.data(), predictions.size()}, outcome.figures, {outcome.bins.data(), bins});
  return outcome;
}

TEST(Calibration, KnownFigures) {
  // Confidences .9 (right), .8 (wrong), .6 (right), .55 (right); two classes.
  const Floats probs{0.9F, 0.1F, 0.2F, 0.8F, 0.6F, 0.4F, 0.45F, 0.55F};
  const Indices targets{0, 0, 0, 1};
  const Outcome outcome = run(probs, targets, 5);
  ASSERT_EQ(outcome.status, Status::ok);
  // (.4, .6] holds .55 and .6, (.6, .8] .8, (.8, 1] .9.
  const double counts[] = {0, 0, 2, 1, 1};
  for (std::size_t b = 0; b < 5; ++b) EXPECT_EQ(outcome.bins[b].count, counts[b]);
  EXPECT_NEAR(outcome.figures.accuracy, 0.75, 1e-12);
  EXPECT_NEAR(outcome.figures.confidence, (0.9 + 0.8 + 0.6 + 0.55) / 4, 1e-7);
  EXPECT_NEAR(outcome.figures.nll,
              -(std::log(0.9) + std::log(0.2) + std::log(0.6) + std::log(0.55)) / 4, 1e-7);
  EXPECT_NEAR(outcome.figures.brier, 2 * (0.01 + 0.64 + 0.16 + 0.2025) / 4, 1e-6);
}

TEST(Calibration, MeansOfRowsOfEveryLength) {
  const std::size_t rows = 37;
  for (const std::size_t classes : Sizes{2, 3, 5, 63, 64, 65, 130, 1000}) {
    SCOPED_TRACE(classes);
    Floats probs = random_probabilities(rows, classes, 144);
    // Equals, the first of which is predicted, far apart where rows are long.
    probs[classes - 1] = probs[0] = 0.9F;
    const Indices targets = random_targets(rows, classes, 145);
    double nll = 0.0;
    double brier = 0.0;
    double correct = 0.0;
    double confidence = 0.0;
    for (std::size_t r = 0; r < rows; ++r) {
      const float* p = probs.data() + r * classes;
      const auto y = static_cast<std::size_t>(targets[r]);
      const float* best = std::max_element(p, p + classes);
      nll -= std::log(static_cast<double>(p[y])) / rows;
      correct += static_cast<std::size_t>(best - p) == y ? 1.0 : 0.0;
      confidence += static_cast<double>(*best) / rows;
      for (std::size_t i = 0; i < classes; ++i) {
        brier += std::pow(static_cast<double>(p[i]) - (i == y ? 1.0 : 0.0), 2) / rows;
      }
    }
    const Outcome outcome = run(probs, targets, 15);
    ASSERT_EQ(outcome.status, Status::ok);
    EXPECT_TRUE(close(outcome.figures.nll, nll, 1e-12));
    EXPECT_TRUE(close(outcome.figures.brier, brier, 2e-6));
    EXPECT_EQ(outcome.figures.accuracy, correct / rows);
    EXPECT_TRUE(close(outcome.figures.confidence, confidence, 1e-12));
  }
}

/// ECE and MCE straight from the definition, given each row's bin.
void expect_definition(const Floats& probs, const Indices& targets, const Outcome& outcome,
                       const std::vector<std::size_t>& bin_of_row) {
  const std::size_t rows = targets.size();
  const std::size_t classes = probs.size() / rows;
  double ece = 0.0;
  double mce = 0.0;
  for (std::size_t b = 0; b < outcome.bins.size(); ++b) {
    double count = 0.0;
    double confidence = 0.0;
    double right = 0.0;
    for (std::size_t r = 0; r < rows; ++r) {
      if (bin_of_row[r] != b) continue;
      const float* row = probs.data() + r * classes;
      const float* best = std::max_element(row, row + classes);
      count += 1.0;
      confidence += static_cast<double>(*best);
      right += best - row == targets[r] ? 1.0 : 0.0;
    }
    EXPECT_EQ(outcome.bins[b].count, count) << "bin " << b;
    if (count == 0.0) {
      EXPECT_TRUE(std::isnan(outcome.bins[b].confidence));
      EXPECT_TRUE(std::isnan(outcome.bins[b].accuracy));
      continue;
    }
    EXPECT_NEAR(outcome.bins[b].confidence, confidence / count, 1e-12);
    EXPECT_NEAR(outcome.bins[b].accuracy, right / count, 1e-12);
    const double gap = std::abs(right - confidence) / count;
    ece += gap * count / static_cast<double>(rows);
    mce = std::max(mce, gap);
  }
  EXPECT_NEAR(outcome.figures.ece, ece, 1e-12);
  EXPECT_NEAR(outcome.figures.mce, mce, 1e-12);
}

std::vector<double> confidences(const Floats& probs, std::size_t rows) {
  const std::size_t classes = probs.size() / rows;
  std::vector<double> all;
  for (std::size_t r = 0; r < rows; ++r) {
    const float* row = probs.data() + r * classes;
    all.push_back(static_cast<double>(*std::max_element(row, row + classes)));
  }
  return all;
}

/// The upper edge of bin b - 1 of `bins`.
double float_edge(std::size_t b, std::size_t bins) {
  return static_cast<double>(
      static_cast<float>(static_cast<double>(b) / static_cast<double>(bins)));
}

TEST(Calibration, ConfidencesOfFewDigitsBelongBelowTheirEdge) {
  // Confidence .6 is right for half of its rows, .7 for four fifths: both errors are .1.
  Floats probs;
  Indices targets;
  for (std::int32_t r = 0; r < 100; ++r) {
    probs.insert(probs.end(), {0.6F, 0.4F, 0.7F, 0.3F});
    targets.insert(targets.end(), {r < 50 ? 0 : 1, r < 80 ? 0 : 1});
  }
  const Outcome outcome = run(probs, targets, 10);
  ASSERT_EQ(outcome.status, Status::ok);
  EXPECT_EQ(outcome.bins[5].count, 100.0);
  EXPECT_EQ(outcome.bins[6].count, 100.0);
  EXPECT_NEAR(outcome.figures.ece, 0.1, 1e-7);
}

TEST(Calibration, EveryEdgeBelongsToTheBinBelow) {
  for (const std::size_t bins : Sizes{1, 2, 3, 7, 10, 15, 100, 9999, 10000}) {
    for (std::size_t b = 1; b <= bins; b += bins > 100 ? 307 : 1) {
      const auto edge = static_cast<float>(static_cast<double>(b) / static_cast<double>(bins));
      // The other class has less, or nothing where this one has little: a row may have any mass.
      const Floats at{edge, 0.0F};
      const Floats above{std::nextafter(edge, 2.0F), 0.0F};
      ASSERT_EQ(run(at, {0}, bins).bins[b - 1].count, 1.0) << b << " of " << bins;
      if (b < bins) {
        ASSERT_EQ(run(above, {0}, bins).bins[b].count, 1.0) << b << " of " << bins;
      }
    }
    if (bins > 1000) continue;
    EXPECT_EQ(run({0.0F, 0.0F}, {0}, bins).bins[0].count, 1.0);
  }
}

TEST(Calibration, EqualWidthBins) {
  const std::size_t rows = 500;
  const Floats probs = random_probabilities(rows, 6, 140);
  const Indices targets = random_targets(rows, 6, 141);
  const std::vector<double> confidence = confidences(probs, rows);
  for (const std::size_t bins : Sizes{1, 2, 10, 15, 1000}) {
    SCOPED_TRACE(bins);
    const Outcome outcome = run(probs, targets, bins);
    ASSERT_EQ(outcome.status, Status::ok);
    std::vector<std::size_t> bin_of_row;
    for (std::size_t r = 0; r < rows; ++r) {
      std::size_t b = 0;
      while (b + 1 < bins && confidence[r] > float_edge(b + 1, bins)) ++b;
      bin_of_row.push_back(b);
    }
    expect_definition(probs, targets, outcome, bin_of_row);
    EXPECT_EQ(outcome.bins.front().lower, 0.0);
    EXPECT_EQ(outcome.bins.back().upper, 1.0);
  }
}

TEST(Calibration, EqualMassBins) {
  const std::size_t rows = 103;
  Floats probs = random_probabilities(rows, 4, 142);
  for (std::size_t r = 0; r < rows; r += 3) {  // ties
    const float tied[] = {0.7F, 0.1F, 0.1F, 0.1F};
    std::copy(tied, tied + 4, probs.begin() + static_cast<std::ptrdiff_t>(4 * r));
  }
  const Indices targets = random_targets(rows, 4, 143);
  const std::vector<double> confidence = confidences(probs, rows);
  std::vector<double> sorted = confidence;
  std::sort(sorted.begin(), sorted.end());
  for (const std::size_t bins : Sizes{1, 4, 10, 103, 200}) {
    SCOPED_TRACE(bins);
    const Outcome outcome = run(probs, targets, bins, Binning::equal_mass);
    ASSERT_EQ(outcome.status, Status::ok);
    // Bin b ends with the confidence of row ceil((b + 1) n / B), the first having number 1.
    std::vector<double> upper;
    for (std::size_t b = 0; b < bins; ++b) {
      upper.push_back(sorted[((b + 1) * rows + bins - 1) / bins - 1]);
    }
    std::vector<std::size_t> bin_of_row(rows);
    for (std::size_t r = 0; r < rows; ++r) {
      bin_of_row[r] = static_cast<std::size_t>(
          std::lower_bound(upper.begin(), upper.end(), confidence[r]) - upper.begin());
    }
    expect_definition(probs, targets, outcome, bin_of_row);
    for (std::size_t b = 0; b < bins; ++b) {
      if (outcome.bins[b].count == 0.0) {
        EXPECT_TRUE(std::isnan(outcome.bins[b].lower));
        EXPECT_TRUE(std::isnan(outcome.bins[b].upper));
        continue;
      }
      EXPECT_EQ(outcome.bins[b].upper, upper[b]);
      const double below = b == 0 ? -1.0 : upper[b - 1];
      EXPECT_EQ(outcome.bins[b].lower, *std::upper_bound(sorted.begin(), sorted.end(), below));
    }
  }
}

TEST(Calibration, EqualMassDoesNotDependOnTheOrderOfRows) {
  // 100 rows of confidence .7, 70 of them right: perfectly calibrated, in whatever order.
  std::mt19937 engine(146);
  Floats probs;
  for (std::size_t r = 0; r < 100; ++r) probs.insert(probs.end(), {0.7F, 0.3F});
  Indices targets(100, 1);
  std::fill(targets.begin(), targets.begin() + 70, 0);
  for (int shuffle = 0; shuffle < 5; ++shuffle) {
    const Outcome outcome = run(probs, targets, 10, Binning::equal_mass);
    EXPECT_EQ(outcome.bins[0].count, 100.0);
    EXPECT_NEAR(outcome.figures.ece, 0.0, 1e-7);
    std::shuffle(targets.begin(), targets.end(), engine);
  }
}

/// Confidence of P(class) against its frequency in bins of equal width, mean over the classes.
double classwise_ece(const Floats& probs, const Indices& targets, std::size_t bins) {
  const std::size_t rows = targets.size();
  const std::size_t classes = probs.size() / rows;
  double total = 0.0;
  for (std::size_t c = 0; c < classes; ++c) {
    for (std::size_t b = 0; b < bins; ++b) {
      double gap = 0.0;
      for (std::size_t r = 0; r < rows; ++r) {
        const auto p = static_cast<double>(probs[r * classes + c]);
        if ((b > 0 && p <= float_edge(b, bins)) || p > float_edge(b + 1, bins)) continue;
        gap += p - (targets[r] == static_cast<std::int32_t>(c) ? 1.0 : 0.0);
      }
      total += std::abs(gap);
    }
  }
  return total / static_cast<double>(rows * classes);
}

/// Draws the labels from the probabilities.
Indices draw_targets(const Floats& probs, std::size_t rows, unsigned seed) {
  std::mt19937 engine(seed);
  const auto classes = static_cast<std::ptrdiff_t>(probs.size() / rows);
  Indices targets;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto p = probs.begin() + static_cast<std::ptrdiff_t>(r) * classes;
    targets.push_back(std::discrete_distribution<std::int32_t>(p, p + classes)(engine));
  }
  return targets;
}

TEST(Calibration, FurtherMeasures) {
  const std::size_t rows = 400;
  Floats probs = random_probabilities(rows, 5, 147);
  for (std::size_t r = 0; r < rows; r += 4) {  // ties
    const float tied[] = {0.1F, 0.6F, 0.1F, 0.1F, 0.1F};
    std::copy(tied, tied + 5, probs.begin() + static_cast<std::ptrdiff_t>(5 * r));
  }
  const Indices targets = draw_targets(probs, rows, 148);
  const std::vector<double> confidence = confidences(probs, rows);
  const Outcome outcome = run(probs, targets, 10);
  ASSERT_EQ(outcome.status, Status::ok);
  EXPECT_TRUE(close(outcome.figures.classwise_ece, classwise_ece(probs, targets, 10), 1e-12));
  EXPECT_TRUE(close(outcome.figures.adaptive_ece,
                    run(probs, targets, 10, Binning::equal_mass).figures.ece, 1e-12));
  double squares = 0.0;
  double debiased = 0.0;
  for (const CalibrationBin& bin : outcome.bins) {
    if (bin.count == 0.0) continue;
    const double gap = std::pow(bin.accuracy - bin.confidence, 2);
    squares += bin.count / rows * gap;
    if (bin.count == 1.0) continue;
    debiased += bin.count / rows * (gap - bin.accuracy * (1 - bin.accuracy) / (bin.count - 1));
  }
  EXPECT_TRUE(close(outcome.figures.rmsce, std::sqrt(squares), 1e-12));
  EXPECT_TRUE(close(outcome.figures.debiased_ece, std::sqrt(std::max(0.0, debiased)), 1e-9));
  // Kolmogorov-Smirnov: at every confidence, the sum over the rows that are no more confident.
  double ks = 0.0;
  for (const double bound : confidence) {
    double sum = 0.0;
    for (std::size_t r = 0; r < rows; ++r) {
      const float* p = probs.data() + 5 * r;
      const bool correct = std::max_element(p, p + 5) - p == targets[r];
      if (confidence[r] <= bound) sum += confidence[r] - (correct ? 1.0 : 0.0);
    }
    ks = std::max(ks, std::abs(sum));
  }
  EXPECT_TRUE(close(outcome.figures.ks, ks / rows, 1e-12));
}

TEST(Calibration, DebiasedWhereItsCorrectionShows) {
  // Ten rows of confidence .6, two right: ((.2 - .6)^2 - .16 / 9) of variance is left.
  Floats probs;
  for (int r = 0; r < 10; ++r) probs.insert(probs.end(), {0.6F, 0.4F});
  const Outcome outcome = run(probs, {0, 0, 1, 1, 1, 1, 1, 1, 1, 1}, 10);
  EXPECT_TRUE(close(outcome.figures.debiased_ece, std::sqrt(0.16 - 0.16 / 9), 1e-6));
  EXPECT_TRUE(close(outcome.figures.rmsce, 0.4, 1e-6));
  EXPECT_TRUE(close(outcome.figures.ks, 0.4, 1e-6));
  EXPECT_EQ(run({0.6F, 0.4F}, {1}, 10).figures.debiased_ece, 0.0) << "a bin of one row";
}

TEST(Calibration, IgnoredRowsDoNotCount) {
  for (const Binning binning : {Binning::equal_width, Binning::equal_mass}) {
    Floats probs = random_probabilities(30, 7, 149);
    Indices targets = draw_targets(probs, 30, 150);
    Floats fewer;
    Indices fewer_targets;
    for (std::size_t r = 0; r < 30; ++r) {
      if (r % 3 == 1) {
        targets[r] = -100;
        for (std::size_t i = 0; i < 7; ++i) probs[7 * r + i] = i % 2 == 0 ? kNan : 7.0F;
        continue;
      }
      const auto row = probs.begin() + static_cast<std::ptrdiff_t>(7 * r);
      fewer.insert(fewer.end(), row, row + 7);
      fewer_targets.push_back(targets[r]);
    }
    const Outcome with = run(probs, targets, 5, binning);
    const Outcome without = run(fewer, fewer_targets, 5, binning);
    ASSERT_EQ(with.status, Status::ok);
    for (double Calibration::*measure :
         {&Calibration::ece, &Calibration::mce, &Calibration::nll, &Calibration::brier,
          &Calibration::accuracy, &Calibration::confidence, &Calibration::classwise_ece,
          &Calibration::adaptive_ece, &Calibration::debiased_ece, &Calibration::rmsce,
          &Calibration::ks}) {
      EXPECT_TRUE(close(with.figures.*measure, without.figures.*measure, 1e-12));
    }
    for (std::size_t b = 0; b < 5; ++b) EXPECT_EQ(with.bins[b].count, without.bins[b].count);
  }
  const Outcome none = run({0.5F, 0.5F}, {-100}, 3);
  ASSERT_EQ(none.status, Status::ok);
  EXPECT_TRUE(std::isnan(none.figures.ece));
  EXPECT_TRUE(std::isnan(none.figures.ks));
}

TEST(Calibration, OneColumnHoldsTheProbabilityOfOne) {
  const Floats one = random_probabilities(21, 2, 151);
  Floats p;
  Floats pairs;
  for (std::size_t r = 0; r < 21; ++r) {
    p.push_back(one[2 * r]);
    pairs.insert(pairs.end(), {1.0F - one[2 * r], one[2 * r]});
  }
  const Indices targets = random_targets(21, 2, 152);
  for (const Binning binning : {Binning::equal_width, Binning::equal_mass}) {
    const Outcome binary = run(p, targets, 10, binning);
    const Outcome expected = run(pairs, targets, 10, binning);
    ASSERT_EQ(binary.status, Status::ok);
    EXPECT_EQ(binary.figures.ece, expected.figures.ece);
    EXPECT_EQ(binary.figures.nll, expected.figures.nll);
    EXPECT_EQ(binary.figures.brier, expected.figures.brier);
    EXPECT_EQ(binary.figures.accuracy, expected.figures.accuracy);
    EXPECT_EQ(binary.figures.classwise_ece, expected.figures.classwise_ece);
    EXPECT_EQ(binary.figures.ks, expected.figures.ks);
  }
  EXPECT_EQ(run({0.5F}, {2}, 3).status, Status::target_out_of_range);
}

TEST(Calibration, MeasuresDoNotDependOnTheOrderOfRows) {
  const Floats probs = random_probabilities(200, 3, 153);
  const Indices targets = draw_targets(probs, 200, 154);
  Floats reversed;
  for (std::size_t r = 200; r-- > 0;) {
    const auto row = probs.begin() + static_cast<std::ptrdiff_t>(3 * r);
    reversed.insert(reversed.end(), row, row + 3);
  }
  const Outcome first = run(probs, targets, 10);
  const Outcome second = run(reversed, {targets.rbegin(), targets.rend()}, 10);
  EXPECT_EQ(first.figures.ece, second.figures.ece);
  EXPECT_EQ(first.figures.adaptive_ece, second.figures.adaptive_ece);
  EXPECT_EQ(first.figures.ks, second.figures.ks);
  EXPECT_TRUE(close(first.figures.classwise_ece, second.figures.classwise_ece, 1e-12));
}

TEST(Calibration, WithoutPredictions) {
  const Floats probs = random_probabilities(50, 4, 155);
  const Indices targets = random_targets(50, 4, 156);
  const Outcome expected = run(probs, targets, 10);
  Outcome outcome{Status::ok, {}, std::vector<CalibrationBin>(10)};
  std::vector<double> memory = memory_for(4, 10);
  ASSERT_EQ(
      calibration(view(probs, 50), span(targets), Binning::equal_width,
                  {memory.data(), memory.size()}, {}, outcome.figures, {outcome.bins.data(), 10}),
      Status::ok);
  EXPECT_TRUE(close(outcome.figures.ece, expected.figures.ece, 1e-12));
  EXPECT_TRUE(close(outcome.figures.debiased_ece, expected.figures.debiased_ece, 1e-9));
  EXPECT_TRUE(std::isnan(outcome.figures.ks));
  EXPECT_TRUE(std::isnan(outcome.figures.adaptive_ece));
}

TEST(Calibration, EndsOfTheInterval) {
  const Floats probs{1.0F, 0.0F, 0.0F, 1.00005F, 0.0F, 0.0F};
  const Indices targets{0, 1, 0};
  const Outcome outcome = run(probs, targets, 10);
  ASSERT_EQ(outcome.status, Status::ok);
  EXPECT_EQ(outcome.bins[9].count, 2.0);
  EXPECT_EQ(outcome.bins[0].count, 1.0) << "confidence 0";
  EXPECT_EQ(outcome.figures.nll, HUGE_VAL);
  EXPECT_EQ(outcome.figures.accuracy, 1.0) << "the first of equals is predicted";
}

TEST(Calibration, NoRows) {
  for (const Binning binning : {Binning::equal_width, Binning::equal_mass}) {
    Outcome outcome{Status::ok, {}, std::vector<CalibrationBin>(3)};
    std::vector<double> memory = memory_for(4, 3);
    ASSERT_EQ(calibration({nullptr, 0, 4}, {}, binning, {memory.data(), memory.size()}, {},
                          outcome.figures, {outcome.bins.data(), 3}),
              Status::ok);
    EXPECT_TRUE(std::isnan(outcome.figures.ece));
    EXPECT_TRUE(std::isnan(outcome.figures.nll));
    for (const CalibrationBin& bin : outcome.bins) EXPECT_EQ(bin.count, 0.0);
  }
}

TEST(Calibration, BadArgumentsWriteNothing) {
  const Floats good{0.5F, 0.5F, 0.2F, 0.8F};
  Calibration figures{};
  figures.ece = -7.0;
  std::vector<CalibrationBin> bins(10001, {-7, -7, -7, -7, -7});
  std::vector<Prediction> predictions(4);
  const auto status = [&](const Floats& probs, const Indices& targets, std::size_t count,
                          std::size_t room, Binning binning) {
    std::vector<double> memory = memory_for(2, count);
    return calibration(view(probs, 2), span(targets), binning, {memory.data(), memory.size()},
                       {predictions.data(), room}, figures, {bins.data(), count});
  };
  EXPECT_EQ(status(good, {0, 1, 0}, 3, 0, Binning::equal_width), Status::wrong_length);
  EXPECT_EQ(status(good, {0, 1}, 3, 1, Binning::equal_mass), Status::wrong_length);
  EXPECT_EQ(status(good, {0, 1}, 0, 0, Binning::equal_width), Status::invalid_bins);
  EXPECT_EQ(status(good, {0, 1}, 10001, 0, Binning::equal_width), Status::invalid_bins);
  EXPECT_EQ(status(good, {0, 2}, 3, 0, Binning::equal_width), Status::target_out_of_range);
  EXPECT_EQ(status(good, {-1, 1}, 3, 0, Binning::equal_width), Status::target_out_of_range);
  for (const float bad : {-0.1F, 1.001F, kNan, kInfinity}) {
    EXPECT_EQ(status({0.5F, 0.5F, bad, 0.5F}, {0, 1}, 3, 0, Binning::equal_width),
              Status::target_not_a_probability);
  }
  EXPECT_EQ(figures.ece, -7.0);
  EXPECT_EQ(bins[0].count, -7.0);
}

TEST(Calibrator, BatchesMakeNoDifference) {
  // Tiny probabilities, whose likelihoods are multiplied up across batches, and tiny confidences.
  for (const std::size_t classes : Sizes{2, 5, 1500}) {
    const std::size_t rows = 53;
    const Floats probs = random_probabilities(rows, classes, 160);
    const Indices targets = random_targets(rows, classes, 161);
    const Outcome whole = run(probs, targets, 15);
    for (const std::size_t batch : Sizes{1, 3, 8, 52}) {
      SCOPED_TRACE(batch);
      std::vector<double> memory(Calibrator::memory_doubles(classes, 15));
      std::vector<Prediction> predictions(2 * rows);
      for (std::size_t r = 0; r < rows; r += batch) {
        // A new object on the same memory goes on where the last one ended.
        Calibrator calibrator(classes, 15, -100, {memory.data(), memory.size()});
        const std::size_t size = std::min(batch, rows - r);
        ASSERT_EQ(
            calibrator.add({probs.data() + r * classes, size, classes}, {targets.data() + r, size},
                           {predictions.data(), predictions.size()}),
            Status::ok);
        EXPECT_EQ(calibrator.rows(), r + size);
      }
      const Calibrator calibrator(classes, 15, -100, {memory.data(), memory.size()});
      Calibration figures{};
      std::vector<CalibrationBin> bins(15);
      ASSERT_EQ(calibrator.measure(Binning::equal_width, {predictions.data(), predictions.size()},
                                   figures, {bins.data(), bins.size()}),
                Status::ok);
      EXPECT_EQ(std::memcmp(&figures, &whole.figures, sizeof figures), 0);
      EXPECT_EQ(std::memcmp(&bins[14], &whole.bins[14], sizeof bins[14]), 0);
    }
  }
}

TEST(Calibrator, ARefusedBatchAddsNothing) {
  std::vector<double> memory(Calibrator::memory_doubles(2, 4));
  Calibrator calibrator(2, 4, -100, {memory.data(), memory.size()});
  const Floats good{0.7F, 0.3F, 0.2F, 0.8F};
  ASSERT_EQ(calibrator.add(view(good, 2), span(Indices{0, 1})), Status::ok);
  const std::vector<double> before = memory;
  EXPECT_EQ(calibrator.add(view(good, 2), span(Indices{0, 2})), Status::target_out_of_range);
  EXPECT_EQ(calibrator.add(view({0.7F, 0.3F, 1.5F, 0.8F}, 2), span(Indices{0, 1})),
            Status::target_not_a_probability);
  EXPECT_EQ(calibrator.add(view(good, 1), span(Indices{0})), Status::wrong_length);
  std::vector<Prediction> few(3);
  EXPECT_EQ(calibrator.add(view(good, 2), span(Indices{0, 1}), {few.data(), few.size()}),
            Status::wrong_length);
  EXPECT_EQ(memory, before);
  Calibration figures{};
  std::vector<CalibrationBin> bins(4);
  EXPECT_EQ(calibrator.measure(Binning::equal_mass, {}, figures, {bins.data(), 4}),
            Status::wrong_length)
      << "equal mass needs the predictions";
  EXPECT_EQ(calibrator.measure(Binning::equal_width, {}, figures, {bins.data(), 3}),
            Status::wrong_length);
}

TEST(Calibration, EveryConfidenceIsInTheBinOfTheDefinition) {
  // Floats at every edge and beside it, of many numbers of bins: (lower, upper], edges in float.
  for (std::size_t count = 1; count <= 130; ++count) {
    for (std::size_t b = 0; b <= count; ++b) {
      const float edge = static_cast<float>(b) / static_cast<float>(count);
      for (const float c : {std::nextafter(edge, -1.0F), edge, std::nextafter(edge, 2.0F)}) {
        if (!(c > 0.5F && c <= 1.0F)) continue;
        const Outcome outcome = run({1.0F - c, c}, {1}, count);
        ASSERT_EQ(outcome.status, Status::ok);
        for (const CalibrationBin& bin : outcome.bins) {
          const double confidence = static_cast<double>(c);
          EXPECT_EQ(bin.count == 1.0, bin.lower < confidence && confidence <= bin.upper);
        }
      }
    }
  }
}

}  // namespace
}  // namespace label_smoothing::test
