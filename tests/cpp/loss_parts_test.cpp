// Losses that are computed in parts: the bits of one call.

#include <algorithm>
#include <functional>

#include "support.h"

namespace label_smoothing::test {
namespace {

struct Losses {
  double reduced = -7.0;
  Floats elements;
  Floats gradient;
};

/// Computes rows [first, first + count).
using Compute = std::function<Status(std::size_t first, std::size_t count, const LossOutput& loss,
                                     MatrixView<float> gradient)>;

Losses run(std::size_t rows, std::size_t classes, std::size_t elements_per_row,
           std::size_t rows_at_once, LossParts* parts, const Compute& compute) {
  Losses losses{-7.0, Floats(rows * elements_per_row), Floats(rows * classes)};
  for (std::size_t first = 0; first < rows; first += rows_at_once) {
    const std::size_t count = std::min(rows_at_once, rows - first);
    const LossOutput loss{
        &losses.reduced,
        {losses.elements.data() + first * elements_per_row, count * elements_per_row},
        parts};
    EXPECT_EQ(
        compute(first, count, loss, {losses.gradient.data() + first * classes, count, classes}),
        Status::ok);
  }
  return losses;
}

/// `begin` puts what is known of all rows into the parts.
void expect_same(std::size_t rows, std::size_t classes, Reduction reduction,
                 const std::function<void(LossParts&)>& begin, const Compute& compute,
                 bool elements_by_row) {
  const bool each = reduction == Reduction::none && !elements_by_row;
  const bool has_elements = reduction == Reduction::none || reduction == Reduction::row;
  const std::size_t elements = !has_elements ? 0 : each ? classes : 1;
  const Losses whole = run(rows, classes, elements, rows, nullptr, compute);
  for (const std::size_t rows_at_once : classes < 1024 ? Sizes{128, 256} : Sizes{1, 3}) {
    SCOPED_TRACE(rows_at_once);
    LossParts parts;
    parts.all_rows = static_cast<double>(rows);
    begin(parts);
    const Losses in_parts = run(rows, classes, elements, rows_at_once, &parts, compute);
    EXPECT_EQ(in_parts.reduced, whole.reduced);
    EXPECT_TRUE(same_bits(in_parts.elements, whole.elements));
    EXPECT_TRUE(same_bits(in_parts.gradient, whole.gradient));
  }
}

const Sizes kClasses{2, 10, 64, 65, 1000, 1024, 1031};
constexpr std::size_t kRows = 268;

TEST(LossParts, CrossEntropy) {
  for (const std::size_t classes : kClasses) {
    SCOPED_TRACE(classes);
    const Floats x = random_floats(kRows * classes, 3.0, 0.0, 170);
    Indices targets = random_targets(kRows, classes, 171);
    for (std::size_t r = 5; r < kRows; r += 9) targets[r] = -100;
    Floats class_weights = random_floats(classes, 1.0, 0.0, 172);
    Floats sample_weights = random_floats(kRows, 1.0, 0.0, 173);
    for (Floats* weights : {&class_weights, &sample_weights}) {
      for (float& each : *weights) each = std::abs(each);
    }
    for (const Reduction reduction :
         {Reduction::none, Reduction::sum, Reduction::mean, Reduction::batchmean}) {
      for (const bool weighted : {false, true}) {
        CrossEntropyOptions options;
        options.smoothing.label_smoothing = 0.1;
        options.reduction = reduction;
        options.z_loss = weighted ? 0.01 : 0.0;
        const auto options_of = [&](std::size_t first, std::size_t count) {
          CrossEntropyOptions part = options;
          if (!weighted) return part;
          part.class_weights = span(class_weights);
          part.sample_weights = {sample_weights.data() + first, count};
          return part;
        };
        expect_same(
            kRows, classes, reduction,
            [&](LossParts& parts) {
              for (std::size_t first = 0; first < kRows; first += 67) {
                ASSERT_EQ(cross_entropy_totals({targets.data() + first, 67}, classes,
                                               options_of(first, 67), parts),
                          Status::ok);
              }
            },
            [&](std::size_t first, std::size_t count, const LossOutput& loss,
                MatrixView<float> gradient) {
              return cross_entropy_and_gradient(
                  {x.data() + first * classes, count, classes},
                  Span<const std::int32_t>{targets.data() + first, count}, options_of(first, count),
                  loss, gradient);
            },
            true);
      }
    }
  }
}

TEST(LossParts, TotalsCheckTargetsAndOptions) {
  LossParts parts;
  CrossEntropyOptions options;
  EXPECT_EQ(cross_entropy_totals(span(Indices{0, 5}), 5, options, parts),
            Status::target_out_of_range);
  const Floats probabilities{0.5F, -0.5F};
  EXPECT_EQ(cross_entropy_totals(view(probabilities, 1), options, parts),
            Status::target_not_a_probability);
  options.smoothing.label_smoothing = 2.0;
  EXPECT_EQ(cross_entropy_totals(span(Indices{0}), 5, options, parts),
            Status::label_smoothing_out_of_range);
}

TEST(LossParts, OtherLosses) {
  for (const std::size_t classes : kClasses) {
    SCOPED_TRACE(classes);
    const Floats x = random_floats(kRows * classes, 3.0, 0.0, 174);
    const Floats probs = random_probabilities(kRows, classes, 175);
    Floats log_probs(x.size());
    ASSERT_EQ(log_softmax(view(x, kRows), output(log_probs, kRows)), Status::ok);
    const auto part = [&](const Floats& values, std::size_t first, std::size_t count) {
      return MatrixView<const float>{values.data() + first * classes, count, classes};
    };
    const auto nothing = [](LossParts&) {};
    for (const Reduction reduction :
         {Reduction::none, Reduction::row, Reduction::sum, Reduction::mean, Reduction::batchmean}) {
      expect_same(
          kRows, classes, reduction, nothing,
          [&](std::size_t first, std::size_t count, const LossOutput& loss,
              MatrixView<float> gradient) {
            return kl_div_and_gradient(part(log_probs, first, count), part(probs, first, count),
                                       {reduction, false}, loss, gradient);
          },
          false);
      expect_same(
          kRows, classes, reduction, nothing,
          [&](std::size_t first, std::size_t count, const LossOutput& loss,
              MatrixView<float> gradient) {
            return binary_cross_entropy_and_gradient(part(x, first, count),
                                                     part(probs, first, count),
                                                     {0.1, {}, reduction}, loss, gradient);
          },
          false);
      if (reduction == Reduction::row) continue;
      expect_same(
          kRows, classes, reduction, nothing,
          [&](std::size_t first, std::size_t count, const LossOutput& loss,
              MatrixView<float> /*gradient*/) {
            return entropy(part(probs, first, count), reduction, loss);
          },
          true);
    }
  }
}

}  // namespace
}  // namespace label_smoothing::test
