#include "label_smoothing/softmax.h"

#include "support.h"

namespace label_smoothing::test {
namespace {

Floats run(Status (*function)(MatrixView<const float>, MatrixView<float>, double), const Floats& x,
           std::size_t rows, double temperature = 1.0) {
  Floats out(x.size(), -7.0F);
  EXPECT_EQ(function(view(x, rows), output(out, rows), temperature), Status::ok);
  return out;
}

/// Of both functions against the definition.
void expect_definition(const Floats& x, std::size_t rows) {
  const std::size_t classes = x.size() / rows;
  reference::Vector p;
  reference::Vector log_p;
  for (std::size_t r = 0; r < rows; ++r) {
    const Span<const float> row{x.data() + r * classes, classes};
    for (const double each : reference::softmax(row)) p.push_back(each);
    for (const double each : reference::log_softmax(row)) log_p.push_back(each);
  }
  const Floats actual = run(softmax, x, rows);
  for (std::size_t i = 0; i < p.size(); ++i) {
    // |x - max| is at most log K more than -log p.
    const double distance = std::log(static_cast<double>(classes)) - log_p[i];
    EXPECT_TRUE(close(static_cast<double>(actual[i]), p[i], 5e-7 + 1.4e-7 * distance, 2e-38)) << i;
  }
  EXPECT_TRUE(all_close(run(log_softmax, x, rows), log_p, 1e-6, 1e-9));
}

TEST(Softmax, EverySize) {
  for (const std::size_t classes : interesting_sizes()) {
    SCOPED_TRACE(classes);
    const std::size_t rows = classes > 1000 ? 1 : 6;
    expect_definition(random_floats(rows * classes, 3.0, 0.0, 100), rows);
    expect_definition(random_floats(rows * classes, 3.0, 95.0, 101), rows);
  }
}

TEST(Softmax, LargeOffsetsAndScales) {
  for (const std::size_t classes : Sizes{10, 300}) {
    for (const double offset : {-1e5, 0.0, 1e5}) {
      for (const double scale : {0.0, 1.0, 80.0}) {
        SCOPED_TRACE(classes);
        expect_definition(random_floats(4 * classes, scale, offset, 102), 4);
      }
    }
  }
}

TEST(Softmax, LogOfAConfidentClassKeepsItsDigits) {
  for (const std::size_t classes : Sizes{10, 300}) {
    for (const float lead : {3.0F, 10.0F, 30.0F, 60.0F}) {
      Floats x = random_floats(classes, 0.1, 0.0, 103);
      x[2] = lead;
      const double exact = reference::log_softmax({x.data(), classes})[2];
      EXPECT_TRUE(close(static_cast<double>(run(log_softmax, x, 1)[2]), exact, 2e-6));
    }
  }
}

TEST(Softmax, InPlaceGivesTheSame) {
  for (const std::size_t classes : Sizes{3, 10, 64, 65, 300}) {
    for (const auto function : {softmax, log_softmax}) {
      const Floats x = random_floats(5 * classes, 2.0, 0.0, 104);
      Floats memory = x;
      ASSERT_EQ(function(view(memory, 5), output(memory, 5), 1.0), Status::ok);
      EXPECT_TRUE(same_bits(memory, run(function, x, 5)));
    }
  }
}

TEST(Softmax, MaskedClassesHaveProbabilityZero) {
  for (const std::size_t classes : Sizes{5, 100}) {
    Floats x(classes, 1.0F);
    for (std::size_t i = 1; i < classes; i += 2) x[i] = -kInfinity;
    const double live = static_cast<double>((classes + 1) / 2);
    const Floats p = run(softmax, x, 1);
    const Floats log_p = run(log_softmax, x, 1);
    for (std::size_t i = 0; i < classes; ++i) {
      EXPECT_EQ(i % 2 == 1, p[i] == 0.0F);
      EXPECT_EQ(i % 2 == 1, log_p[i] == -kInfinity);
      EXPECT_NEAR(static_cast<double>(p[i]), i % 2 == 0 ? 1.0 / live : 0.0, 1e-7);
    }
  }
}

TEST(Softmax, RowsWithoutSoftmaxAreNan) {
  for (const std::size_t classes : Sizes{5, 100}) {
    for (const float bad : {kNan, kInfinity, -kInfinity}) {
      Floats x(3 * classes, 1.0F);
      for (std::size_t i = 0; i < classes; ++i) {
        if (bad == -kInfinity || i == 3) x[classes + i] = bad;
      }
      for (const auto function : {softmax, log_softmax}) {
        const Floats out = run(function, x, 3);
        for (std::size_t i = 0; i < 3 * classes; ++i) {
          EXPECT_EQ(std::isnan(out[i]), i / classes == 1) << "element " << i << ", bad " << bad;
        }
      }
    }
  }
}

TEST(Softmax, NothingToDo) {
  EXPECT_EQ(softmax({nullptr, 0, 5}, {nullptr, 0, 5}), Status::ok);
  EXPECT_EQ(softmax({nullptr, 3, 0}, {nullptr, 3, 0}), Status::ok);
  EXPECT_EQ(log_softmax({nullptr, 0, 500}, {nullptr, 0, 500}), Status::ok);
}

TEST(Softmax, EveryTemperature) {
  for (const std::size_t classes : Sizes{1, 2, 3, 10, 64, 65, 67, 1000}) {
    for (const double temperature : {1e-30, 0.01, 0.5, 3.0, 100.0, 1e30}) {
      SCOPED_TRACE(testing::Message() << "K = " << classes << ", T = " << temperature);
      Floats x = random_floats(3 * classes, 2.0, 1e4, 46);
      if (classes > 2) x[1] = x[2 * classes + 2] = -kInfinity;
      const Floats p = run(softmax, x, 3, temperature);
      const Floats log_p = run(log_softmax, x, 3, temperature);
      for (std::size_t r = 0; r < 3; ++r) {
        const reference::Vector expected =
            reference::log_softmax({x.data() + r * classes, classes}, temperature);
        for (std::size_t i = 0; i < classes; ++i) {
          const std::size_t at = r * classes + i;
          const double bound = 5e-7 + 2e-7 * std::abs(std::max(expected[i], -100.0));
          EXPECT_TRUE(close(static_cast<double>(p[at]), std::exp(expected[i]), bound, 3e-38));
          const double log = expected[i] < -3e38 ? -HUGE_VAL : expected[i];
          EXPECT_TRUE(close(static_cast<double>(log_p[at]), log, 2e-6, 1e-7));
        }
      }
    }
  }
}

TEST(Softmax, TemperatureOutOfRange) {
  const Floats x{1.0F, 2.0F};
  Floats out(2, -7.0F);
  for (const double bad : {0.0, -1.0, 1e-31, 1e31, HUGE_VAL, std::nan("")}) {
    EXPECT_EQ(softmax(view(x, 1), output(out, 1), bad), Status::invalid_temperature);
    EXPECT_EQ(log_softmax(view(x, 1), output(out, 1), bad), Status::invalid_temperature);
  }
  EXPECT_TRUE(same_bits(out, Floats(2, -7.0F)));
}

}  // namespace
}  // namespace label_smoothing::test
