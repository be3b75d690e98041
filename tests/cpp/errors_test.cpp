// Every bad argument gets its status, and nothing is written.

#include <string>

#include "support.h"

namespace label_smoothing::test {
namespace {

TEST(Status, HasTheNamesOfTheEnumerators) {
  EXPECT_STREQ(status_name(Status::ok), "ok");
  EXPECT_STREQ(status_name(Status::wrong_length), "wrong_length");
  EXPECT_STREQ(status_name(Status::label_smoothing_out_of_range), "label_smoothing_out_of_range");
  EXPECT_STREQ(status_name(Status::too_few_classes), "too_few_classes");
  EXPECT_STREQ(status_name(Status::padding_index_out_of_range), "padding_index_out_of_range");
  EXPECT_STREQ(status_name(Status::target_out_of_range), "target_out_of_range");
  EXPECT_STREQ(status_name(Status::target_not_a_probability), "target_not_a_probability");
  EXPECT_STREQ(status_name(Status::invalid_prior), "invalid_prior");
  EXPECT_STREQ(status_name(Status::invalid_class_weights), "invalid_class_weights");
  EXPECT_STREQ(status_name(Status::invalid_z_loss), "invalid_z_loss");
  EXPECT_STREQ(status_name(Status::invalid_bins), "invalid_bins");
  EXPECT_STREQ(status_name(Status::all_ignored), "all_ignored");
  EXPECT_STREQ(status_name(Status::invalid_count), "invalid_count");
  EXPECT_STREQ(status_name(Status::not_finite), "not_finite");
  EXPECT_STREQ(status_name(Status::invalid_learning_rate), "invalid_learning_rate");
  EXPECT_STREQ(status_name(Status::invalid_momentum), "invalid_momentum");
  EXPECT_STREQ(status_name(Status::invalid_weight_decay), "invalid_weight_decay");
  EXPECT_STREQ(status_name(Status::invalid_temperature), "invalid_temperature");
  EXPECT_STREQ(status_name(Status::invalid_label_weight), "invalid_label_weight");
  EXPECT_STREQ(status_name(Status::invalid_spread), "invalid_spread");
  EXPECT_STREQ(status_name(Status::invalid_noise), "invalid_noise");
  EXPECT_STREQ(status_name(Status::invalid_sample_weights), "invalid_sample_weights");
  EXPECT_STREQ(status_name(Status::invalid_pos_weight), "invalid_pos_weight");
  EXPECT_STREQ(status_name(Status::invalid_level), "invalid_level");
}

/// A call that is right until a test changes something.
struct Arguments {
  std::size_t classes = 5;
  Floats logits = random_floats(10, 1.0, 0.0, 60);
  Indices targets{1, 2};
  Floats probabilities = random_probabilities(2, 5, 61);
  Floats prior{0.2F, 0.2F, 0.2F, 0.2F, 0.2F};
  Floats weights{1, 1, 1, 1, 1};
  CrossEntropyOptions options;
};

/// cross_entropy in its four forms, and smooth_targets where the smoothing is at fault.
void expect_status(Arguments& arguments, Status expected, bool smoothing_is_at_fault) {
  const MatrixView<const float> logits{arguments.logits.data(), arguments.targets.size(),
                                       arguments.classes};
  const MatrixView<const float> probabilities{arguments.probabilities.data(), logits.rows,
                                              logits.cols};
  arguments.options.reduction = Reduction::none;
  const auto expect_untouched = [&](const Result& result) {
    EXPECT_EQ(result.status, expected) << status_name(result.status);
    for (const float each : result.elements) EXPECT_EQ(each, -7.0F);
    for (const float each : result.gradient) EXPECT_EQ(each, -7.0F);
  };
  expect_untouched(run_cross_entropy(logits, span(arguments.targets), arguments.options));
  expect_untouched(
      run_cross_entropy_and_gradient(logits, span(arguments.targets), arguments.options));
  expect_untouched(run_cross_entropy(logits, probabilities, arguments.options));
  expect_untouched(run_cross_entropy_and_gradient(logits, probabilities, arguments.options));
  if (!smoothing_is_at_fault) return;
  Floats q(logits.rows * logits.cols, -7.0F);
  EXPECT_EQ(smooth_targets(span(arguments.targets), arguments.options.smoothing,
                           {q.data(), logits.rows, logits.cols}),
            expected);
  for (const float each : q) EXPECT_EQ(each, -7.0F);
}

TEST(Errors, LabelSmoothingOutOfRange) {
  for (const double alpha :
       {-0.1, -1e-300, 1.0000001, 1.5, 1e300, std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    Arguments arguments;
    arguments.options.smoothing.label_smoothing = alpha;
    expect_status(arguments, Status::label_smoothing_out_of_range, true);
  }
}

TEST(Errors, TooFewClasses) {
  struct {
    Convention convention;
    std::size_t smallest;
  } const kCases[] = {{Convention::uniform, 1},
                      {Convention::others, 2},
                      {Convention::padded, 3},
                      {Convention::prior, 1}};
  for (const auto& each : kCases) {
    for (std::size_t classes = 0; classes < each.smallest; ++classes) {
      Arguments arguments;
      arguments.classes = classes;
      arguments.targets = {0, 0};
      arguments.options.smoothing.convention = each.convention;
      arguments.options.smoothing.padding_index =
          each.convention == Convention::padded ? 0 : kNoPadding;
      expect_status(arguments, Status::too_few_classes, true);
    }
  }
}

TEST(Errors, PaddingIndexOutOfRange) {
  for (const std::int32_t padding : {-2, 5, 1000000000}) {
    Arguments arguments;
    arguments.options.smoothing.padding_index = padding;
    expect_status(arguments, Status::padding_index_out_of_range, true);
  }
  Arguments missing;
  missing.options.smoothing.convention = Convention::padded;
  expect_status(missing, Status::padding_index_out_of_range, true);
}

TEST(Errors, InvalidPrior) {
  const Floats bad_priors[] = {{},
                               {0.5F, 0.5F},
                               {0.2F, 0.2F, 0.2F, 0.2F, 0.21F},
                               {0, 0, 0, 0, 0},
                               {0.6F, -0.2F, 0.2F, 0.2F, 0.2F},
                               {kNan, 0.25F, 0.25F, 0.25F, 0.25F},
                               {kInfinity, 0, 0, 0, 0}};
  for (const Floats& bad : bad_priors) {
    Arguments arguments;
    arguments.options.smoothing.convention = Convention::prior;
    arguments.options.smoothing.prior = span(bad);
    expect_status(arguments, Status::invalid_prior, true);
  }
  Arguments unused;  // other conventions do not look at it
  unused.options.smoothing.prior = span(bad_priors[1]);
  EXPECT_EQ(run_cross_entropy(view(unused.logits, 2), span(unused.targets), unused.options).status,
            Status::ok);
}

TEST(Errors, InvalidClassWeights) {
  for (const float bad : {-1.0F, kNan, kInfinity}) {
    Arguments arguments;
    arguments.weights[4] = bad;
    arguments.options.class_weights = span(arguments.weights);
    expect_status(arguments, Status::invalid_class_weights, false);
  }
}

TEST(Errors, InvalidSampleWeights) {
  for (const float bad : {-1.0F, kNan, kInfinity}) {
    Arguments arguments;
    const Floats weights{1.0F, bad};
    arguments.options.sample_weights = span(weights);
    expect_status(arguments, Status::invalid_sample_weights, false);
  }
}

TEST(Errors, InvalidTemperature) {
  for (const double bad : {0.0, -1.0, 1e-31, 1e31, HUGE_VAL, std::nan("")}) {
    Arguments arguments;
    arguments.options.temperature = bad;
    expect_status(arguments, Status::invalid_temperature, false);
  }
}

TEST(Errors, InvalidZLoss) {
  for (const double bad : {-1e-9, std::nan(""), HUGE_VAL}) {
    Arguments arguments;
    arguments.options.z_loss = bad;
    expect_status(arguments, Status::invalid_z_loss, false);
  }
}

TEST(Errors, SmoothedTargetsOutOfRange) {
  for (const std::int32_t bad : {-1, 5, 1000000000, -100}) {
    Floats q(10, -7.0F);
    const Indices targets{0, bad};
    EXPECT_EQ(smooth_targets(span(targets), {}, output(q, 2)), Status::target_out_of_range);
    for (const float each : q) EXPECT_EQ(each, -7.0F);
  }
}

TEST(Errors, CrossEntropyLengths) {
  const Floats logits(10);
  const Indices two{0, 1};
  const Indices three{0, 1, 2};
  const Floats weights(4, 1.0F);
  Floats memory(10, -7.0F);
  double reduced = -7.0;
  CrossEntropyOptions options;
  const auto loss = [&] { return LossOutput{&reduced, {memory.data(), 2}}; };
  EXPECT_EQ(cross_entropy(view(logits, 2), span(three), options, loss()), Status::wrong_length);
  EXPECT_EQ(cross_entropy(view(logits, 2), {logits.data(), 5, 2}, options, loss()),
            Status::wrong_length);
  EXPECT_EQ(
      cross_entropy_and_gradient(view(logits, 2), span(two), options, loss(), output(memory, 5)),
      Status::wrong_length);
  EXPECT_EQ(cross_entropy(view(logits, 2), span(two), options, {nullptr, {}}),
            Status::wrong_length);
  options.reduction = Reduction::none;
  EXPECT_EQ(cross_entropy(view(logits, 2), span(two), options, {&reduced, {memory.data(), 3}}),
            Status::wrong_length);
  options.class_weights = span(weights);
  EXPECT_EQ(cross_entropy(view(logits, 2), span(two), options, loss()), Status::wrong_length);
  EXPECT_EQ(reduced, -7.0);
  for (const float each : memory) EXPECT_EQ(each, -7.0F);
}

TEST(Errors, OtherLengths) {
  const Floats values(10, 0.1F);
  const Indices three{0, 1, 2};
  Floats memory(10, -7.0F);
  double reduced = -7.0;
  EXPECT_EQ(softmax(view(values, 2), output(memory, 5)), Status::wrong_length);
  EXPECT_EQ(log_softmax(view(values, 2), {memory.data(), 1, 5}), Status::wrong_length);
  EXPECT_EQ(smooth_targets(span(three), {}, output(memory, 2)), Status::wrong_length);
  EXPECT_EQ(kl_div(view(values, 2), view(values, 5), {}, {&reduced, {}}), Status::wrong_length);
  KlDivergenceOptions options;
  EXPECT_EQ(kl_div_and_gradient(view(values, 2), view(values, 2), options, {&reduced, {}},
                                output(memory, 5)),
            Status::wrong_length);
  options.reduction = Reduction::none;
  EXPECT_EQ(kl_div(view(values, 2), view(values, 2), options, {&reduced, {memory.data(), 2}}),
            Status::wrong_length);
  EXPECT_EQ(entropy(view(values, 2), Reduction::none, {&reduced, {memory.data(), 3}}),
            Status::wrong_length);
  EXPECT_EQ(entropy(view(values, 2), Reduction::sum, {}), Status::wrong_length);
  TemperatureFit fit{-7.0, -7.0, -7.0};
  EXPECT_EQ(fit_temperature(view(values, 2), span(three), -100, fit), Status::wrong_length);
  EXPECT_EQ(fit.temperature, -7.0);
  EXPECT_EQ(reduced, -7.0);
  for (const float each : memory) EXPECT_EQ(each, -7.0F);
}

TEST(Errors, TargetsThatAreNoProbabilities) {
  const Floats log_probs(10, -1.0F);
  for (const std::size_t at : Sizes{0, 4, 9}) {
    for (const float bad : {-1e-30F, kNan, kInfinity}) {
      Floats values(10, 0.1F);
      values[at] = bad;
      Floats gradient(10, -7.0F);
      Floats elements(10, -7.0F);
      double reduced = -7.0;
      EXPECT_EQ(kl_div(view(log_probs, 2), view(values, 2), {}, {&reduced, {}}),
                Status::target_not_a_probability);
      EXPECT_EQ(kl_div_and_gradient(view(log_probs, 2), view(values, 2), {}, {&reduced, {}},
                                    output(gradient, 2)),
                Status::target_not_a_probability);
      KlDivergenceOptions none;
      none.reduction = Reduction::none;
      EXPECT_EQ(kl_div(view(log_probs, 2), view(values, 2), none, {nullptr, {elements.data(), 10}}),
                Status::target_not_a_probability);
      EXPECT_EQ(reduced, -7.0);
      for (const float each : gradient) EXPECT_EQ(each, -7.0F);
      for (const float each : elements) EXPECT_EQ(each, -7.0F);
    }
    for (const float bad : {kNan, kInfinity}) {
      Floats values(10, -1.0F);
      values[at] = bad;
      KlDivergenceOptions logs;
      logs.log_target = true;
      double reduced = -7.0;
      EXPECT_EQ(kl_div(view(log_probs, 2), view(values, 2), logs, {&reduced, {}}),
                Status::target_not_a_probability);
      EXPECT_EQ(reduced, -7.0);
    }
  }
}

}  // namespace
}  // namespace label_smoothing::test
