#include "label_smoothing/smoothing.h"

#include "support.h"

namespace label_smoothing::test {
namespace {

TEST(SmoothTargets, IsTheDoubleResultRounded) {
  for (const Convention convention :
       {Convention::uniform, Convention::others, Convention::padded, Convention::prior}) {
    for (const std::size_t classes : Sizes{3, 4, 5, 10, 33, 1000}) {
      for (const double alpha : {0.0, 0.1, 0.4, 1.0}) {
        const Floats prior = random_probabilities(1, classes, 110);
        Smoothing smoothing;
        smoothing.label_smoothing = alpha;
        smoothing.convention = convention;
        smoothing.padding_index = convention == Convention::padded ? 1 : kNoPadding;
        smoothing.prior = span(prior);
        const Indices targets{0, 1, 2, static_cast<std::int32_t>(classes) - 1};
        Floats q(4 * classes, -7.0F);
        ASSERT_EQ(smooth_targets(span(targets), smoothing, output(q, 4)), Status::ok);
        Floats expected;
        for (const std::int32_t target : targets) {
          for (const double each : reference::smoothed_target(target, classes, smoothing)) {
            expected.push_back(static_cast<float>(each));
          }
        }
        EXPECT_TRUE(all_close(q, expected, 6e-8));
      }
    }
  }
}

TEST(SmoothTargets, KnownRows) {
  Smoothing smoothing;
  smoothing.label_smoothing = 0.1;
  const Indices target{2};
  Floats q(5);
  ASSERT_EQ(smooth_targets(span(target), smoothing, output(q, 1)), Status::ok);
  EXPECT_TRUE(same_bits(q, {0.02F, 0.02F, 0.92F, 0.02F, 0.02F}));
  smoothing.convention = Convention::others;
  ASSERT_EQ(smooth_targets(span(target), smoothing, output(q, 1)), Status::ok);
  EXPECT_TRUE(same_bits(q, {0.025F, 0.025F, 0.9F, 0.025F, 0.025F}));
}

TEST(SmoothTargets, OnlyPaddedEmptiesThePaddingColumnAndRow) {
  const Indices targets{0, 2};
  for (const Convention convention :
       {Convention::uniform, Convention::others, Convention::padded}) {
    Smoothing smoothing;
    smoothing.label_smoothing = 0.4;
    smoothing.convention = convention;
    smoothing.padding_index = 0;
    Floats q(10);
    ASSERT_EQ(smooth_targets(span(targets), smoothing, output(q, 2)), Status::ok);
    double sum = 0.0;
    for (std::size_t i = 0; i < 5; ++i) sum += static_cast<double>(q[i]);
    EXPECT_NEAR(sum, convention == Convention::padded ? 0.0 : 1.0, 1e-7);
    EXPECT_EQ(q[5] == 0.0F, convention == Convention::padded);
  }
}

TEST(SmoothTargets, SmallestClassCounts) {
  const Indices target{0};
  Floats q(3);
  Smoothing smoothing;
  smoothing.label_smoothing = 0.5;
  ASSERT_EQ(smooth_targets(span(target), smoothing, {q.data(), 1, 1}), Status::ok);
  EXPECT_EQ(q[0], 1.0F);
  smoothing.convention = Convention::others;
  ASSERT_EQ(smooth_targets(span(target), smoothing, {q.data(), 1, 2}), Status::ok);
  EXPECT_EQ(q[0], 0.5F);
  EXPECT_EQ(q[1], 0.5F);
  smoothing.convention = Convention::padded;
  smoothing.padding_index = 1;
  ASSERT_EQ(smooth_targets(span(target), smoothing, {q.data(), 1, 3}), Status::ok);
  EXPECT_TRUE(same_bits(q, {0.5F, 0.0F, 0.5F}));
}

TEST(SmoothTargets, NoRows) { EXPECT_EQ(smooth_targets({}, {}, {nullptr, 0, 5}), Status::ok); }

}  // namespace
}  // namespace label_smoothing::test
