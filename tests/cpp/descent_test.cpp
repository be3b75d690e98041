#include "label_smoothing/descent.h"

#include "support.h"

namespace label_smoothing::test {
namespace {

using Doubles = std::vector<double>;

Smoothing uniform(double alpha) {
  Smoothing smoothing;
  smoothing.label_smoothing = alpha;
  return smoothing;
}

/// The formula, in long double and with the C library's exponential.
std::vector<long double> formula(const Doubles& start, std::size_t target,
                                 const Smoothing& smoothing, double rate, int steps) {
  std::vector<long double> z(start.begin(), start.end());
  const reference::Vector q =
      reference::smoothed_target(static_cast<std::int32_t>(target), start.size(), smoothing);
  for (; steps > 0; --steps) {
    long double sum = 0.0L;
    for (const long double each : z) sum += std::exp(each);
    std::vector<long double> next = z;
    for (std::size_t i = 0; i < z.size(); ++i) {
      next[i] -= static_cast<long double>(rate) * (std::exp(z[i]) / sum - q[i]);
    }
    z = next;
  }
  return z;
}

double gap(const Doubles& z, std::size_t target) {
  double best = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < z.size(); ++i) {
    if (i != target) best = std::max(best, z[i]);
  }
  return z[target] - best;
}

TEST(Descend, StepsByTheFormula) {
  for (const Convention convention :
       {Convention::uniform, Convention::others, Convention::padded, Convention::prior}) {
    const Floats prior = random_probabilities(1, 7, 5);
    Smoothing smoothing = uniform(0.3);
    smoothing.convention = convention;
    smoothing.padding_index = convention == Convention::padded ? 6 : kNoPadding;
    smoothing.prior = span(prior);
    const Doubles start{0.5, -1.0, 3.0, 0.0, 20.0, -30.0, 2.0};
    for (const int steps : {0, 1, 2, 50}) {
      Doubles z = start;
      ASSERT_EQ(descend({z.data(), z.size()}, 2, smoothing, 0.5, static_cast<std::uint32_t>(steps)),
                Status::ok);
      const std::vector<long double> expected = formula(start, 2, smoothing, 0.5, steps);
      for (std::size_t i = 0; i < z.size(); ++i) {
        EXPECT_NEAR(z[i], static_cast<double>(expected[i]), 1e-7) << steps;
      }
    }
  }
}

TEST(Descend, ComesToRestAtLogOfTheRatio) {
  Doubles z(10, 0.0);
  ASSERT_EQ(descend({z.data(), z.size()}, 3, uniform(0.1), 0.5, 50), Status::ok);
  const double resting = std::log(1.0 + 10.0 * 0.9 / 0.1);
  EXPECT_NEAR(gap(z, 3), resting, 0.2);
  ASSERT_EQ(descend({z.data(), z.size()}, 3, uniform(0.1), 0.5, 5000), Status::ok);
  EXPECT_NEAR(gap(z, 3), resting, 1e-9);
}

TEST(Descend, ClimbsLikeTheLogarithmOfTimeWithoutSmoothing) {
  Doubles z(5, 0.0);
  double before = 0.0;
  std::uint32_t steps = 1000;
  for (int doubling = 0; doubling < 5; ++doubling) {
    ASSERT_EQ(descend({z.data(), z.size()}, 0, uniform(0.0), 0.5, steps), Status::ok);
    const double now = gap(z, 0);
    // Time has doubled: the gap gains log 2.
    if (doubling > 0) {
      EXPECT_NEAR(now - before, std::log(2.0), 0.02);
      steps *= 2;
    }
    before = now;
  }
}

TEST(Descend, DoesNotMoveARowOfPadding) {
  Smoothing smoothing = uniform(0.1);
  smoothing.convention = Convention::padded;
  smoothing.padding_index = 0;
  Doubles z{3.0, 1.0, 2.0};
  ASSERT_EQ(descend({z.data(), z.size()}, 0, smoothing, 0.5, 10), Status::ok);
  EXPECT_EQ(z, (Doubles{3.0, 1.0, 2.0}));
}

TEST(Descend, RefusesWithoutWriting) {
  const Doubles start{1.0, 2.0, 3.0};
  const auto refused = [&](const Doubles& from, std::int32_t target, double alpha, double rate) {
    Doubles z = from;
    const Status status = descend({z.data(), z.size()}, target, uniform(alpha), rate, 3);
    if (from == start) {
      EXPECT_EQ(z, start);
    }
    return status;
  };
  EXPECT_EQ(refused(start, 3, 0.1, 0.5), Status::target_out_of_range);
  EXPECT_EQ(refused(start, -1, 0.1, 0.5), Status::target_out_of_range);
  EXPECT_EQ(refused(start, 0, 1.5, 0.5), Status::label_smoothing_out_of_range);
  EXPECT_EQ(refused(start, 0, 0.1, -0.5), Status::invalid_learning_rate);
  EXPECT_EQ(refused(start, 0, 0.1, std::nan("")), Status::invalid_learning_rate);
  EXPECT_EQ(refused({1.0, std::nan(""), 3.0}, 0, 0.1, 0.5), Status::not_finite);
  EXPECT_EQ(refused({1.0, HUGE_VAL, 3.0}, 0, 0.1, 0.5), Status::not_finite);
}

}  // namespace
}  // namespace label_smoothing::test
