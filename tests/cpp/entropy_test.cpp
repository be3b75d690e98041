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
  const Floats unnormalized{2.0F, 3.0F};
  ASSERT_EQ(entropy(view(unnormalized, 1), Reduction::sum, {&h, {}}), Status::ok);
  EXPECT_TRUE(close(h, -2.0 * std::log(2.0) - 3.0 * std::log(3.0), 2e-7));
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
