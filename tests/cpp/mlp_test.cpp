// Networks: PyTorch's losses, finite differences, and every bad argument.

#include "label_smoothing/mlp.h"

#include <string>

#include "golden.h"
#include "support.h"

namespace label_smoothing::test {
namespace {

/// A network with its memory.
struct Network {
  std::size_t inputs;
  Indices hidden;
  std::size_t classes;
  MlpOptions options{};
  Floats memory{};
  Mlp mlp{};

  MlpShape shape() const { return {inputs, span(hidden), classes}; }
  Status create() {
    std::size_t floats = 0;
    const Status status = Mlp::memory_floats(shape(), floats);
    if (status != Status::ok) return status;
    memory.assign(floats, kNan);
    return mlp.create(shape(), options, {memory.data(), memory.size()});
  }
  Floats parameters() const {
    Floats values(mlp.parameter_count());
    EXPECT_EQ(mlp.get_parameters({values.data(), values.size()}), Status::ok);
    return values;
  }
  Floats gradient() const {
    Floats values(mlp.parameter_count());
    EXPECT_EQ(mlp.get_gradient({values.data(), values.size()}), Status::ok);
    return values;
  }
  template <class Targets>
  Status step(MatrixView<const float> features, const Targets& targets, double& loss) {
    Floats scratch(mlp.step_scratch_floats(features.rows), kNan);
    return mlp.step(features, targets, {scratch.data(), scratch.size()}, loss);
  }
  Floats logits(MatrixView<const float> features) const {
    Floats scratch(mlp.evaluation_scratch_floats(), kNan);
    Floats out(features.rows * classes, kNan);
    EXPECT_EQ(mlp.logits(features, {scratch.data(), scratch.size()}, output(out, features.rows)),
              Status::ok);
    return out;
  }
};

TEST(Mlp, FollowsPyTorch) {
  for (const Json& golden : golden_cases("training")) {
    SCOPED_TRACE(text(golden.at("name")));
    Network network{static_cast<std::size_t>(number(golden.at("inputs"))),
                    numbers<std::int32_t>(golden, "hidden"),
                    static_cast<std::size_t>(number(golden.at("classes")))};
    network.options.optimizer =
        text(golden.at("optimizer")) == "adam" ? Optimizer::adam : Optimizer::sgd;
    network.options.learning_rate = number(golden.at("learningRate"));
    network.options.momentum = number(golden.at("momentum"));
    network.options.weight_decay = number(golden.at("weightDecay"));
    network.options.smoothing.label_smoothing = number(golden.at("labelSmoothing"));
    ASSERT_EQ(network.create(), Status::ok);
    const Floats parameters = numbers<float>(golden, "parameters");
    ASSERT_EQ(network.mlp.set_parameters(span(parameters)), Status::ok);
    EXPECT_TRUE(same_bits(network.parameters(), parameters));

    const Floats features = numbers<float>(golden, "features");
    const Indices targets = numbers<std::int32_t>(golden, "targets");
    const Floats teacher = numbers<float>(golden, "teacher");
    const std::size_t batch = static_cast<std::size_t>(number(golden.at("batch")));
    const std::size_t inputs = network.inputs;
    const std::size_t classes = network.classes;
    const std::vector<double> losses = numbers<double>(golden, "losses");
    for (std::size_t s = 0; s < losses.size(); ++s) {
      const std::size_t first = s % (targets.size() / batch) * batch;
      const MatrixView<const float> rows{features.data() + first * inputs, batch, inputs};
      const Span<const std::int32_t> labels{targets.data() + first, batch};
      double loss = kNan;
      if (teacher.empty()) {
        ASSERT_EQ(network.step(rows, labels, loss), Status::ok);
      } else {
        DistillationTargets distillation;
        distillation.probabilities = {teacher.data() + first * classes, batch, classes};
        distillation.temperature = number(golden.at("temperature"));
        distillation.label_weight = number(golden.at("labelWeight"));
        if (distillation.label_weight > 0.0) distillation.labels = labels;
        ASSERT_EQ(network.step(rows, distillation, loss), Status::ok);
      }
      EXPECT_NEAR(loss, losses[s], 1e-4) << "step " << s;
    }
    const Floats logits = network.logits(view(features, targets.size()));
    std::size_t right = 0;
    for (std::size_t r = 0; r < targets.size(); ++r) {
      const float* row = logits.data() + r * classes;
      right += std::max_element(row, row + classes) - row == targets[r] ? 1 : 0;
    }
    EXPECT_EQ(static_cast<double>(right) / static_cast<double>(targets.size()),
              number(golden.at("accuracy")));
  }
}

/// The loss of a network in double precision, for parameters in PyTorch's order.
double loss_of(const Network& network, const std::vector<double>& parameters,
               const Floats& features, const Indices& targets, const DistillationTargets* soft) {
  std::vector<std::size_t> widths{network.inputs};
  for (const std::int32_t width : network.hidden) widths.push_back(static_cast<std::size_t>(width));
  widths.push_back(network.classes);
  double total = 0.0;
  for (std::size_t r = 0; r < targets.size(); ++r) {
    std::vector<double> x(features.begin() + static_cast<std::ptrdiff_t>(r * network.inputs),
                          features.begin() + static_cast<std::ptrdiff_t>((r + 1) * network.inputs));
    const double* next = parameters.data();
    for (std::size_t l = 0; l + 1 < widths.size(); ++l) {
      std::vector<double> y(widths[l + 1]);
      const double* biases = next + widths[l] * widths[l + 1];
      for (std::size_t o = 0; o < y.size(); ++o) {
        y[o] = biases[o];
        for (std::size_t i = 0; i < x.size(); ++i) y[o] += next[o * x.size() + i] * x[i];
        if (l + 2 < widths.size()) y[o] = std::max(y[o], 0.0);
      }
      next = biases + widths[l + 1];
      x = y;
    }
    const auto cross_entropy = [&x](const std::vector<double>& q, double temperature) {
      double sum = 0.0;
      for (const double logit : x) sum += std::exp(logit / temperature);
      double value = 0.0;
      for (std::size_t k = 0; k < q.size(); ++k) {
        value -= q[k] * (x[k] / temperature - std::log(sum));
      }
      return value;
    };
    const double alpha = network.options.smoothing.label_smoothing;
    std::vector<double> q(network.classes, alpha / static_cast<double>(network.classes));
    q[static_cast<std::size_t>(targets[r])] += 1.0 - alpha;
    const double weight = soft == nullptr ? 1.0 : soft->label_weight;
    if (weight > 0.0) total += weight * cross_entropy(q, 1.0);
    if (soft == nullptr) continue;
    const float* t = soft->probabilities.data + r * network.classes;
    const std::vector<double> teacher(t, t + network.classes);
    const double temperature = soft->temperature;
    total += (1.0 - weight) * temperature * temperature * cross_entropy(teacher, temperature);
  }
  return total / static_cast<double>(targets.size());
}

/// The gradient of a step against central differences in double precision, and the step itself.
void expect_gradient(Network network, std::size_t rows, const DistillationTargets* soft) {
  network.options.optimizer = Optimizer::sgd;
  network.options.learning_rate = 0.5;
  ASSERT_EQ(network.create(), Status::ok);
  const Floats before = network.parameters();
  const Floats features = random_floats(rows * network.inputs, 1.0, 0.0, 70);
  const Indices targets = random_targets(rows, network.classes, 71);
  double loss = kNan;
  if (soft == nullptr) {
    ASSERT_EQ(network.step(view(features, rows), span(targets), loss), Status::ok);
  } else {
    DistillationTargets distillation = *soft;
    if (soft->label_weight > 0.0) distillation.labels = span(targets);
    ASSERT_EQ(network.step(view(features, rows), distillation, loss), Status::ok);
  }
  std::vector<double> parameters(before.begin(), before.end());
  EXPECT_NEAR(loss, loss_of(network, parameters, features, targets, soft), 2e-6 * (1 + loss));
  const Floats gradient = network.gradient();
  const Floats after = network.parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    constexpr double kStep = 1e-6;
    const double value = parameters[i];
    parameters[i] = value + kStep;
    const double above = loss_of(network, parameters, features, targets, soft);
    parameters[i] = value - kStep;
    const double below = loss_of(network, parameters, features, targets, soft);
    parameters[i] = value;
    EXPECT_NEAR(gradient[i], (above - below) / (2 * kStep), 5e-6) << "parameter " << i;
    EXPECT_NEAR(after[i], before[i] - 0.5F * gradient[i], 1e-7);
  }
}

TEST(Mlp, GradientIsThatOfFiniteDifferences) {
  MlpOptions smoothed;
  smoothed.smoothing.label_smoothing = 0.2;
  // Widths and rows around the tiles of every vector width.
  expect_gradient({1, {1}, 1}, 1, nullptr);
  expect_gradient({3, {5}, 4}, 6, nullptr);
  expect_gradient({8, {8, 9}, 3}, 5, nullptr);
  expect_gradient({4, {4, 17, 3}, 8, smoothed}, 9, nullptr);
  expect_gradient({5, {7, 6, 5, 4}, 7, smoothed}, 4, nullptr);
  expect_gradient({2, {6}, 65, smoothed}, 3, nullptr);
}

TEST(Mlp, GradientOfAStudentIsThatOfFiniteDifferences) {
  MlpOptions smoothed;
  smoothed.smoothing.label_smoothing = 0.1;
  const Floats teacher = random_probabilities(6, 5, 72);
  DistillationTargets soft;
  soft.probabilities = view(teacher, 6);
  for (const double temperature : {0.5, 1.0, 4.0}) {
    for (const double weight : {0.0, 0.25, 1.0}) {
      soft.temperature = temperature;
      soft.label_weight = weight;
      expect_gradient({3, {6, 5}, 5, smoothed}, 6, &soft);
    }
  }
}

TEST(Mlp, EvaluatesAnyNumberOfRowsAlike) {
  Network network{5, {12, 7}, 6};
  ASSERT_EQ(network.create(), Status::ok);
  const Floats features = random_floats(std::size_t{131} * 5, 1.0, 0.0, 73);
  const Floats all = network.logits(view(features, 131));
  for (std::size_t r = 0; r < 131; ++r) {
    const Floats one = network.logits({features.data() + r * 5, 1, 5});
    EXPECT_TRUE(same_bits(one, Floats(all.begin() + static_cast<std::ptrdiff_t>(r * 6),
                                      all.begin() + static_cast<std::ptrdiff_t>(r * 6 + 6))));
  }
}

TEST(Mlp, TakesTheLargestShapes) {
  Network network{kMaxMlpInputs, {512, 512, 512, 512}, 100};
  ASSERT_EQ(network.create(), Status::ok);
  const Floats features = random_floats(3 * kMaxMlpInputs, 1.0, 0.0, 74);
  const Indices targets{0, 50, 99};
  double first = kNan;
  double second = kNan;
  ASSERT_EQ(network.step(view(features, 3), span(targets), first), Status::ok);
  ASSERT_EQ(network.step(view(features, 3), span(targets), second), Status::ok);
  EXPECT_NEAR(first, std::log(100.0), 0.2);
  EXPECT_LT(second, first);
}

TEST(Mlp, PaddingRowsDoNotCount) {
  Network network{2, {4}, 4};
  network.options.smoothing = {0.2, Convention::padded, 0, {}};
  ASSERT_EQ(network.create(), Status::ok);
  const Floats before = network.parameters();
  const Floats features = random_floats(6, 1.0, 0.0, 75);
  const Indices padding{0, 0, 0};
  double loss = kNan;
  ASSERT_EQ(network.step(view(features, 3), span(padding), loss), Status::ok);
  EXPECT_EQ(loss, 0.0);
  EXPECT_TRUE(same_bits(network.parameters(), before));
}

TEST(Mlp, KeepsItsOwnCopyOfThePrior) {
  const Floats prior{0.5F, 0.25F, 0.25F};
  Floats given = prior;
  Network one{2, {4}, 3};
  one.options.smoothing = {0.5, Convention::prior, kNoPadding, span(prior)};
  Network other{2, {4}, 3};
  other.options.smoothing = {0.5, Convention::prior, kNoPadding, span(given)};
  ASSERT_EQ(one.create(), Status::ok);
  ASSERT_EQ(other.create(), Status::ok);
  given.assign(3, kNan);
  const Floats features = random_floats(4, 1.0, 0.0, 76);
  const Indices targets{0, 2};
  double expected = kNan;
  double loss = kNan;
  ASSERT_EQ(one.step(view(features, 2), span(targets), expected), Status::ok);
  ASSERT_EQ(other.step(view(features, 2), span(targets), loss), Status::ok);
  EXPECT_EQ(loss, expected);
}

TEST(Mlp, RefusesBadShapesAndOptions) {
  const auto status = [](Network network) { return network.create(); };
  EXPECT_EQ(status({0, {4}, 3}), Status::invalid_count);
  EXPECT_EQ(status({kMaxMlpInputs + 1, {4}, 3}), Status::invalid_count);
  EXPECT_EQ(status({2, {}, 3}), Status::invalid_count);
  EXPECT_EQ(status({2, {4, 4, 4, 4, 4}, 3}), Status::invalid_count);
  EXPECT_EQ(status({2, {0}, 3}), Status::invalid_count);
  EXPECT_EQ(status({2, {-1}, 3}), Status::invalid_count);
  EXPECT_EQ(status({2, {513}, 3}), Status::invalid_count);
  EXPECT_EQ(status({2, {4}, 0}), Status::invalid_count);
  EXPECT_EQ(status({2, {4}, kMaxMlpClasses + 1}), Status::invalid_count);
  const double infinity = static_cast<double>(kInfinity);
  for (const double bad : {-1.0, infinity, std::nan("")}) {
    MlpOptions options;
    options.learning_rate = bad;
    EXPECT_EQ(status({2, {4}, 3, options}), Status::invalid_learning_rate);
    options = {};
    options.weight_decay = bad;
    EXPECT_EQ(status({2, {4}, 3, options}), Status::invalid_weight_decay);
    options = {};
    options.momentum = bad;
    EXPECT_EQ(status({2, {4}, 3, options}), Status::invalid_momentum);
    options = {};
    options.smoothing.label_smoothing = bad;
    EXPECT_EQ(status({2, {4}, 3, options}), Status::label_smoothing_out_of_range);
  }
  MlpOptions options;
  options.smoothing.convention = Convention::prior;
  EXPECT_EQ(status({2, {4}, 3, options}), Status::invalid_prior);
  const Network network{2, {4}, 3};
  Floats memory(10);
  Mlp mlp;
  EXPECT_EQ(mlp.create(network.shape(), {}, {memory.data(), memory.size()}), Status::wrong_length);
}

TEST(Mlp, RefusesBadBatchesAndStaysAsItWas) {
  Network network{2, {4}, 3};
  ASSERT_EQ(network.create(), Status::ok);
  const Floats before = network.parameters();
  Floats features{1, 2, 3, 4};
  Indices targets{0, 2};
  const Floats probabilities = random_probabilities(2, 3, 77);
  double loss = -7.0;
  const auto step = [&](auto with) { return network.step(view(features, 2), with, loss); };

  EXPECT_EQ(network.step({features.data(), 0, 2}, Span<const std::int32_t>{}, loss),
            Status::wrong_length);
  EXPECT_EQ(
      network.step({features.data(), 1, 4}, Span<const std::int32_t>{targets.data(), 1}, loss),
      Status::wrong_length);
  EXPECT_EQ(step(Span<const std::int32_t>{targets.data(), 1}), Status::wrong_length);
  Floats scratch(network.mlp.step_scratch_floats(2) - 1);
  EXPECT_EQ(
      network.mlp.step(view(features, 2), span(targets), {scratch.data(), scratch.size()}, loss),
      Status::wrong_length);
  for (const std::int32_t bad : {-1, 3, -100}) {
    targets[1] = bad;
    EXPECT_EQ(step(span(targets)), Status::target_out_of_range);
  }
  targets[1] = 2;
  for (const float bad : {kNan, kInfinity, -kInfinity}) {
    features[3] = bad;
    EXPECT_EQ(step(span(targets)), Status::not_finite);
  }
  features[3] = 4;

  DistillationTargets soft;
  soft.probabilities = view(probabilities, 2);
  const auto changed = [&soft](auto change) {
    DistillationTargets copy = soft;
    change(copy);
    return copy;
  };
  EXPECT_EQ(step(changed([](auto& t) { t.temperature = 0.0; })), Status::invalid_temperature);
  EXPECT_EQ(step(changed([](auto& t) { t.temperature = std::nan(""); })),
            Status::invalid_temperature);
  EXPECT_EQ(step(changed([](auto& t) { t.label_weight = 1.5; })), Status::invalid_label_weight);
  EXPECT_EQ(step(changed([](auto& t) { t.label_weight = 0.5; })), Status::wrong_length);
  EXPECT_EQ(step(changed([](auto& t) { t.probabilities.rows = 1; })), Status::wrong_length);
  const Floats negative{0.5F, 0.5F, 0.0F, -0.5F, 1.0F, 0.5F};
  EXPECT_EQ(step(changed([&](auto& t) { t.probabilities = view(negative, 2); })),
            Status::target_not_a_probability);

  Floats parameters = before;
  parameters[2] = kNan;
  EXPECT_EQ(network.mlp.set_parameters(span(parameters)), Status::not_finite);
  parameters.pop_back();
  EXPECT_EQ(network.mlp.set_parameters(span(parameters)), Status::wrong_length);
  EXPECT_EQ(network.mlp.get_parameters({parameters.data(), parameters.size()}),
            Status::wrong_length);
  EXPECT_EQ(loss, -7.0);
  EXPECT_TRUE(same_bits(network.parameters(), before));
  EXPECT_EQ(step(span(targets)), Status::ok);
}

}  // namespace
}  // namespace label_smoothing::test
