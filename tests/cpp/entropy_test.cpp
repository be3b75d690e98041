#include "label_smoothing/entropy.h"

#include "support.h"

namespace label_smoothing::test {
namespace {

TEST(Entropy, EverySize) {
  for (const std::size_t classes : interesting_sizes()) {
    SCOPED_TRACE(classes);
    const Floats p = random_probabilities(3, classes, 130);
    Floats rows(3);
    ASSERT_EQ(entropy(view(p, 3), Reduction::none, {nullptr, {rows.data(), 3}}), Status::ok);
    double total = 0.0;
    for (std::size_t r = 0; r < 3; ++r) {
      const auto at = p.begin() + static_cast<std::ptrdiff_t>(r * classes);
      const double expected = reference::entropy({at, at + static_cast<std::ptrdiff_t>(classes)});
      EXPECT_TRUE(close(static_cast<double>(rows[r]), expected, 1e-6));
      total += expected;
    }
    for (const Reduction reduction : {Reduction::sum, Reduction::mean, Reduction::batchmean}) {
      double reduced = -1.0;
      ASSERT_EQ(entropy(view(p, 3), reduction, {&reduced, {}}), Status::ok);
      EXPECT_TRUE(close(reduced, reduction == Reduction::sum ? total : total / 3.0, 1e-6));
    }
  }
}

TEST(Entropy, KnownValues) {
  double h = -1.0;
  const Floats one_hot{0, 1, 0};
  ASSERT_EQ(entropy(view(one_hot, 1), Reduction::sum, {&h, {}}), Status::ok);
  EXPECT_EQ(h, 0.0);
  EXPECT_FALSE(std::signbit(h));
  const Floats even(8, 0.125F);
  ASSERT_EQ(entropy(view(even, 1), Reduction::sum, {&h, {}}), Status::ok);
  EXPECT_TRUE(close(h, std::log(8.0), 2e-7));
  const Floats unnormalized{0.5F, 1.0F, 0.25F};
  ASSERT_EQ(entropy(view(unnormalized, 1), Reduction::sum, {&h, {}}), Status::ok);
  EXPECT_TRUE(close(h, std::log(2.0), 2e-7));
}

TEST(Entropy, LooksAtEveryProbability) {
  for (const std::size_t count : Sizes{1, 3, 8, 21}) {
    for (std::size_t at = 0; at < count; ++at) {
      Floats p(count, 0.1F);
      Floats memory(1, -7.0F);
      for (const float bad : {-1e-30F, -1.0F, 1.001F, 2.0F, kInfinity, -kInfinity}) {
        p[at] = bad;
        if (count > 1) p[(at + 1) % count] = kNan;
        double h = -7.0;
        EXPECT_EQ(entropy(view(p, 1), Reduction::sum, {&h, {}}), Status::target_not_a_probability);
        EXPECT_EQ(entropy(view(p, 1), Reduction::none, {nullptr, {memory.data(), 1}}),
                  Status::target_not_a_probability);
        EXPECT_EQ(h, -7.0);
        EXPECT_EQ(memory[0], -7.0F);
        if (count > 1) p[(at + 1) % count] = 0.1F;
      }
      for (const float good : {1.00005F, 1.0F, 0.0F, -0.0F, 1e-45F}) {
        p[at] = good;
        double h = -7.0;
        EXPECT_EQ(entropy(view(p, 1), Reduction::sum, {&h, {}}), Status::ok) << good;
        EXPECT_TRUE(std::isfinite(h));
      }
    }
  }
}

TEST(Entropy, NanPropagates) {
  for (std::size_t at = 0; at < 9; ++at) {
    Floats p(9, 0.1F);
    p[at] = kNan;
    double h = -7.0;
    ASSERT_EQ(entropy(view(p, 1), Reduction::sum, {&h, {}}), Status::ok);
    EXPECT_TRUE(std::isnan(h));
  }
}

TEST(Entropy, NearlyCertainRowsKeepTheirDigits) {
  const Floats p{0x1.fffffep-1F, 1e-30F, 1e-41F};
  double h = -1.0;
  ASSERT_EQ(entropy(view(p, 1), Reduction::sum, {&h, {}}), Status::ok);
  EXPECT_TRUE(close(h, reference::entropy({p.begin(), p.end()}), 1e-6));
}

TEST(Entropy, NoRows) {
  double h = -1.0;
  ASSERT_EQ(entropy({nullptr, 0, 4}, Reduction::sum, {&h, {}}), Status::ok);
  EXPECT_EQ(h, 0.0);
  ASSERT_EQ(entropy({nullptr, 0, 4}, Reduction::mean, {&h, {}}), Status::ok);
  EXPECT_TRUE(std::isnan(h));
}

}  // namespace
}  // namespace label_smoothing::test
