#include "label_smoothing/binary_cross_entropy.h"

#include "support.h"

namespace label_smoothing::test {
namespace {

constexpr Reduction kReductions[] = {Reduction::none, Reduction::sum, Reduction::mean,
                                     Reduction::batchmean, Reduction::row};

double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }
double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

struct Expected {
  reference::Vector elements;
  reference::Vector gradient;
};

/// Element by element from the definition, in double precision.
Expected definition(const Floats& x, const Floats& y, std::size_t classes,
                    const BinaryCrossEntropyOptions& options) {
  Expected expected;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double alpha = options.label_smoothing;
    const double label = static_cast<double>(y[i]) * (1.0 - alpha) + alpha / 2.0;
    const auto logit = static_cast<double>(x[i]);
    double weight = 1.0;
    if (options.pos_weight.size == 1) weight = static_cast<double>(options.pos_weight[0]);
    if (options.pos_weight.size > 1) weight = static_cast<double>(options.pos_weight[i % classes]);
    expected.elements.push_back(label * weight * softplus(-logit) +
                                (1.0 - label) * softplus(logit));
    expected.gradient.push_back((1.0 - label) * sigmoid(logit) - label * weight * sigmoid(-logit));
  }
  return expected;
}

void expect_definition(const Floats& x, const Floats& y, std::size_t rows,
                       BinaryCrossEntropyOptions options) {
  const std::size_t classes = x.size() / rows;
  const Expected expected = definition(x, y, classes, options);
  double total = 0.0;
  reference::Vector row_sums(rows, 0.0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    total += expected.elements[i];
    row_sums[i / classes] += expected.elements[i];
  }
  for (const Reduction reduction : kReductions) {
    options.reduction = reduction;
    double divisor = 1.0;
    if (reduction == Reduction::mean) divisor = static_cast<double>(x.size());
    if (reduction == Reduction::batchmean) divisor = static_cast<double>(rows);
    Floats elements(reduction == Reduction::none  ? x.size()
                    : reduction == Reduction::row ? rows
                                                  : 0);
    Floats gradient(x.size());
    double reduced = 0.0;
    double alone = 0.0;
    const LossOutput loss{&reduced, {elements.data(), elements.size()}};
    ASSERT_EQ(binary_cross_entropy_and_gradient(view(x, rows), view(y, rows), options, loss,
                                                output(gradient, rows)),
              Status::ok);
    ASSERT_EQ(binary_cross_entropy(view(x, rows), view(y, rows), options,
                                   {&alone, {elements.data(), elements.size()}}),
              Status::ok);
    EXPECT_EQ(reduced, alone);
    if (reduction == Reduction::none) {
      EXPECT_TRUE(all_close(elements, expected.elements, 1e-6, 2e-38));
    } else if (reduction == Reduction::row) {
      EXPECT_TRUE(all_close(elements, row_sums, 1e-6, 2e-38));
    } else {
      EXPECT_TRUE(close(reduced, total / divisor, 1e-6, 2e-38));
    }
    reference::Vector scaled = expected.gradient;
    for (double& each : scaled) each /= divisor;
    EXPECT_TRUE(all_close(gradient, scaled, 1e-6, 2e-7 / divisor));
  }
}

TEST(BinaryCrossEntropy, EverySizeAndReduction) {
  for (const std::size_t classes : interesting_sizes()) {
    if (classes > 600) continue;
    SCOPED_TRACE(classes);
    const Floats x = random_floats(3 * classes, 4.0, 0.0, 160);
    const Floats y = random_probabilities(3, classes, 161);
    const Floats weights(classes, 2.5F);
    BinaryCrossEntropyOptions options;
    expect_definition(x, y, 3, options);
    options.label_smoothing = 0.1;
    options.pos_weight = {weights.data(), 1};
    expect_definition(x, y, 3, options);
    Floats each = random_floats(classes, 0.2, 1.5, 162);
    for (float& weight : each) weight = std::abs(weight);
    options.pos_weight = span(each);
    expect_definition(x, y, 3, options);
  }
}

TEST(BinaryCrossEntropy, ValuesOfPyTorch) {
  // F.binary_cross_entropy_with_logits(x, y * .8 + .1, pos_weight=[.5, 2, 3])
  const Floats x{1.5F, -2.0F, 0.0F, 3.0F, 0.25F, -30.0F};
  const Floats y{1.0F, 0.0F, 0.25F, 0.0F, 1.0F, 1.0F};
  const Floats weights{0.5F, 2.0F, 3.0F};
  BinaryCrossEntropyOptions options;
  options.label_smoothing = 0.2;
  options.pos_weight = span(weights);
  double loss = 0.0;
  Floats gradient(6);
  ASSERT_EQ(binary_cross_entropy_and_gradient(view(x, 2), view(y, 2), options, {&loss, {}},
                                              output(gradient, 2)),
            Status::ok);
  EXPECT_TRUE(close(loss, 14.462479414283138, 1e-6));
  const reference::Vector expected{-5.567301558268e-05, -0.011479464295945, -0.016666666666667,
                                   0.14249090341355,    -0.12197744138616,  -0.44999999999996};
  EXPECT_TRUE(all_close(gradient, expected, 1e-6, 2e-8));
}

TEST(BinaryCrossEntropy, ExactFarFromZero) {
  const Floats x{1e4F, -1e4F, 1e4F, -1e4F, 100.0F, -100.0F};
  const Floats y{1.0F, 0.0F, 0.0F, 1.0F, 0.5F, 0.25F};
  BinaryCrossEntropyOptions options;
  options.reduction = Reduction::none;
  Floats loss(6);
  Floats gradient(6);
  ASSERT_EQ(binary_cross_entropy_and_gradient(view(x, 1), view(y, 1), options,
                                              {nullptr, {loss.data(), 6}}, output(gradient, 1)),
            Status::ok);
  EXPECT_TRUE(all_close(loss, Floats{0, 0, 1e4F, 1e4F, 50.0F, 25.0F}, 0.0));
  EXPECT_TRUE(all_close(gradient, Floats{0, 0, 1, -1, 0.5F, -0.25F}, 0.0));
}

TEST(BinaryCrossEntropy, InfinityAndNan) {
  const Floats x{kInfinity, -kInfinity, kInfinity, -kInfinity, kNan};
  const Floats y{1.0F, 0.0F, 0.5F, 1.0F, 0.0F};
  BinaryCrossEntropyOptions options;
  options.reduction = Reduction::none;
  Floats loss(5);
  ASSERT_EQ(binary_cross_entropy(view(x, 1), view(y, 1), options, {nullptr, {loss.data(), 5}}),
            Status::ok);
  EXPECT_TRUE(all_close(loss, Floats{0, 0, kInfinity, kInfinity, kNan}, 0.0));
}

TEST(BinaryCrossEntropy, GradientMayReplaceTheLogits) {
  Floats x = random_floats(21, 3.0, 0.0, 163);
  const Floats y = random_probabilities(3, 7, 164);
  Floats apart(21);
  double loss = 0.0;
  ASSERT_EQ(
      binary_cross_entropy_and_gradient(view(x, 3), view(y, 3), {}, {&loss, {}}, output(apart, 3)),
      Status::ok);
  ASSERT_EQ(
      binary_cross_entropy_and_gradient(view(x, 3), view(y, 3), {}, {&loss, {}}, output(x, 3)),
      Status::ok);
  EXPECT_TRUE(same_bits(x, apart));
}

TEST(BinaryCrossEntropy, NoRows) {
  const MatrixView<const float> none{nullptr, 0, 3};
  double loss = -1.0;
  BinaryCrossEntropyOptions options;
  options.reduction = Reduction::sum;
  ASSERT_EQ(binary_cross_entropy(none, none, options, {&loss, {}}), Status::ok);
  EXPECT_EQ(loss, 0.0);
  for (const Reduction reduction : {Reduction::mean, Reduction::batchmean}) {
    options.reduction = reduction;
    ASSERT_EQ(binary_cross_entropy(none, none, options, {&loss, {}}), Status::ok);
    EXPECT_TRUE(std::isnan(loss));
  }
}

TEST(BinaryCrossEntropy, BadArgumentsWriteNothing) {
  const Floats x(6, 1.0F);
  double loss = -7.0;
  Floats gradient(6, -7.0F);
  const auto status = [&](const Floats& y, const BinaryCrossEntropyOptions& options) {
    return binary_cross_entropy_and_gradient(view(x, 2), view(y, 2), options, {&loss, {}},
                                             output(gradient, 2));
  };
  const Floats good(6, 0.5F);
  BinaryCrossEntropyOptions options;
  for (const float bad : {-0.1F, 1.1F, kNan, kInfinity}) {
    Floats y = good;
    y[4] = bad;
    EXPECT_EQ(status(y, options), Status::target_not_a_probability);
  }
  EXPECT_EQ(status(Floats(4, 0.5F), options), Status::wrong_length);
  for (const double alpha : {-0.1, 1.1, std::nan("")}) {
    options.label_smoothing = alpha;
    EXPECT_EQ(status(good, options), Status::label_smoothing_out_of_range);
  }
  options.label_smoothing = 0.0;
  for (const float bad : {-1.0F, kNan, kInfinity}) {
    const Floats weights{1.0F, 1.0F, bad};
    options.pos_weight = span(weights);
    EXPECT_EQ(status(good, options), Status::invalid_pos_weight);
  }
  const Floats two(2, 1.0F);
  options.pos_weight = span(two);
  EXPECT_EQ(status(good, options), Status::wrong_length);
  EXPECT_EQ(loss, -7.0);
  EXPECT_TRUE(same_bits(gradient, Floats(6, -7.0F)));
}

}  // namespace
}  // namespace label_smoothing::test
