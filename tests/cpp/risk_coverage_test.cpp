#include "label_smoothing/risk_coverage.h"

#include <algorithm>

#include "prediction.h"
#include "support.h"

namespace label_smoothing::test {
namespace {

struct Curve {
  std::vector<double> coverage;
  std::vector<double> risk;
  double aurc = -7.0;
};

Curve curve_of(const Floats& confidences, const std::vector<bool>& right, std::size_t points) {
  std::vector<Prediction> predictions;
  for (std::size_t i = 0; i < right.size(); ++i) {
    predictions.push_back(internal::prediction_of(confidences[i], right[i]));
  }
  predictions.resize(2 * right.size());
  Curve curve{std::vector<double>(points), std::vector<double>(points)};
  EXPECT_EQ(risk_coverage({predictions.data(), predictions.size()}, {curve.coverage.data(), points},
                          {curve.risk.data(), points}, curve.aurc),
            Status::ok);
  return curve;
}

TEST(RiskCoverage, ByHand) {
  // Errors of the second and the last row by confidence.
  const Curve curve = curve_of({0.6F, 0.9F, 0.8F, 0.7F}, {false, true, false, true}, 4);
  EXPECT_TRUE(all_close(curve.coverage, std::vector<double>{0.25, 0.5, 0.75, 1.0}, 1e-15));
  EXPECT_TRUE(all_close(curve.risk, std::vector<double>{0, 0.5, 1.0 / 3, 0.5}, 1e-15));
  EXPECT_TRUE(close(curve.aurc, (0.5 + 1.0 / 3 + 0.5) / 4, 1e-15));
}

TEST(RiskCoverage, TiedRowsCarryTheirMeanError) {
  const Curve curve = curve_of({0.9F, 0.9F, 0.9F, 0.5F}, {true, false, false, false}, 4);
  EXPECT_TRUE(all_close(curve.risk, std::vector<double>{2.0 / 3, 2.0 / 3, 2.0 / 3, 0.75}, 1e-15));
  const Curve reordered = curve_of({0.5F, 0.9F, 0.9F, 0.9F}, {false, false, false, true}, 4);
  EXPECT_EQ(curve.risk, reordered.risk);
}

TEST(RiskCoverage, PointsOfManyRowsAreSpreadEvenly) {
  const std::size_t n = 1001;
  Floats confidences = random_floats(n, 1.0, 0.0, 31);
  for (float& each : confidences) each = 0.5F + 0.5F * std::exp(-std::abs(each));
  std::vector<bool> right;
  for (std::size_t i = 0; i < n; ++i) right.push_back(i % 3 != 0);
  const Curve curve = curve_of(confidences, right, 101);
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return confidences[a] > confidences[b]; });
  double wrong = 0.0;
  double sum = 0.0;
  for (std::size_t k = 1; k <= n; ++k) {
    wrong += right[order[k - 1]] ? 0.0 : 1.0;
    const double risk = wrong / static_cast<double>(k);
    sum += risk;
    if ((k - 1) % 10 != 0) continue;
    EXPECT_EQ(curve.coverage[(k - 1) / 10], static_cast<double>(k) / n);
    EXPECT_TRUE(close(curve.risk[(k - 1) / 10], risk, 1e-12));
  }
  EXPECT_TRUE(close(curve.aurc, sum / n, 1e-12));
}

TEST(RiskCoverage, FewRowsFewPointsNoRows) {
  const Curve few = curve_of({0.9F, 0.6F}, {true, false}, 5);
  EXPECT_TRUE(all_close(few.coverage, std::vector<double>{0.5, 0.5, 1.0, 1.0, 1.0}, 1e-15));
  EXPECT_TRUE(all_close(few.risk, std::vector<double>{0, 0, 0.5, 0.5, 0.5}, 1e-15));
  const Curve one = curve_of({0.9F, 0.6F}, {true, false}, 1);
  EXPECT_EQ(one.coverage[0], 1.0);
  EXPECT_EQ(one.risk[0], 0.5);
  const Curve none = curve_of({}, {}, 3);
  EXPECT_TRUE(std::isnan(none.aurc));
  EXPECT_TRUE(std::isnan(none.coverage[2]));
  EXPECT_TRUE(std::isnan(none.risk[0]));
}

TEST(RiskCoverage, SortsEveryConfidence) {
  // All right where confident: any row out of order would show as risk before the end.
  Floats confidences;
  std::vector<bool> right;
  for (const float scale : {1e-30F, 1e-10F, 1e-3F, 0.1F, 1.0F}) {
    for (const float each : random_floats(200, 1.0, 0.0, 77)) {
      confidences.push_back(std::min(std::abs(each), 1.0F) * scale);
      right.push_back(confidences.back() > 0.01F);
    }
  }
  const auto certain = static_cast<std::size_t>(std::count(right.begin(), right.end(), true));
  const Curve curve = curve_of(confidences, right, confidences.size());
  for (std::size_t k = 0; k < certain; ++k) EXPECT_EQ(curve.risk[k], 0.0);
  EXPECT_EQ(curve.risk.back(),
            1.0 - static_cast<double>(certain) / static_cast<double>(confidences.size()));
}

TEST(RiskCoverage, BadArgumentsWriteNothing) {
  std::vector<Prediction> predictions(4);
  std::vector<double> points(3, -7.0);
  double aurc = -7.0;
  EXPECT_EQ(risk_coverage({predictions.data(), 3}, {points.data(), 3}, {points.data(), 3}, aurc),
            Status::wrong_length);
  EXPECT_EQ(risk_coverage({predictions.data(), 4}, {points.data(), 3}, {points.data(), 2}, aurc),
            Status::wrong_length);
  EXPECT_EQ(risk_coverage({predictions.data(), 4}, {points.data(), 0}, {points.data(), 0}, aurc),
            Status::wrong_length);
  EXPECT_EQ(aurc, -7.0);
  EXPECT_EQ(points[0], -7.0);
}

}  // namespace
}  // namespace label_smoothing::test
