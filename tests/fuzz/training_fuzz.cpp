// Networks and data sets with any shapes, options and floats: no sanitizer objects, refused calls
// write nothing, and the same steps give the same parameters.

#include "fuzz_input.h"
#include "label_smoothing/dataset.h"
#include "label_smoothing/mlp.h"

using namespace label_smoothing;  // NOLINT(google-build-using-namespace)

namespace {

/// Mostly small, sometimes out of range.
std::size_t count(fuzz::Input& input) {
  const std::size_t size = input.size(24);
  return input.byte() == 0xff ? size * 400 : size;
}

void expect_data(fuzz::Input& input) {
  DatasetOptions options;
  options.kind = input.pick<DatasetKind>(4);
  options.classes = count(input);
  options.dimensions = input.flag() ? 2 : count(input);
  options.spread = input.number();
  options.noise = input.number();
  options.seed = input.byte();
  const std::size_t size = input.size(30);
  const std::size_t test_size = input.size(10);
  std::vector<float> features(size * options.dimensions, fuzz::kUntouched);
  std::vector<float> test_features(test_size * options.dimensions, fuzz::kUntouched);
  std::vector<std::int32_t> targets(input.size_near(size));
  std::vector<std::int32_t> clean(size);
  std::vector<std::int32_t> test_targets(test_size);
  const Status status = make_dataset(
      options, {{features.data(), size, options.dimensions}, {targets.data(), targets.size()}},
      {clean.data(), size},
      {{test_features.data(), test_size, options.dimensions}, {test_targets.data(), test_size}});
  if (status != Status::ok) {
    fuzz::expect_untouched(features);
    fuzz::expect_untouched(test_features);
    return;
  }
  for (const float feature : features) fuzz::expect(feature - feature == 0.0F, "not finite");
  for (const std::int32_t target : targets) {
    fuzz::expect(target >= 0 && static_cast<std::size_t>(target) < options.classes, "no class");
  }
}

std::vector<float> parameters_of(const Mlp& mlp) {
  std::vector<float> values(mlp.parameter_count());
  fuzz::expect(mlp.get_parameters({values.data(), values.size()}) == Status::ok, "refused");
  return values;
}

void expect_network(fuzz::Input& input) {
  const std::size_t inputs = count(input);
  const std::size_t classes = count(input);
  std::vector<std::int32_t> hidden(input.size(5));
  for (std::int32_t& width : hidden) width = static_cast<std::int32_t>(count(input)) - 1;
  const MlpShape shape{inputs, {hidden.data(), hidden.size()}, classes};
  MlpOptions options;
  options.optimizer = input.pick<Optimizer>(2);
  options.learning_rate = input.number();
  options.momentum = input.number();
  options.weight_decay = input.number();
  options.smoothing.label_smoothing = input.number();
  options.smoothing.convention = input.pick<Convention>(4);
  options.smoothing.padding_index = input.index(classes);
  options.seed = input.byte();
  const std::vector<float> prior = input.distribution(input.size_near(classes));
  options.smoothing.prior = {prior.data(), prior.size()};

  std::size_t floats = 0;
  if (Mlp::memory_floats(shape, floats) != Status::ok) return;
  std::vector<float> memory(floats);
  Mlp mlp;
  if (mlp.create(shape, options, {memory.data(), memory.size()}) != Status::ok) return;

  const std::size_t rows = input.size(9);
  const std::vector<float> features = input.floats(rows * inputs);
  const std::vector<std::int32_t> targets = input.indices(input.size_near(rows), classes);
  const std::vector<float> teacher = input.distribution(rows * classes);
  DistillationTargets soft;
  soft.probabilities = {teacher.data(), rows, classes};
  soft.temperature = 4.0 * input.number();
  soft.label_weight = input.flag() ? input.number() : 0.0;
  if (soft.label_weight > 0.0) soft.labels = {targets.data(), targets.size()};
  const bool from_teacher = input.flag();
  const MatrixView<const float> x{features.data(), rows, inputs};
  std::vector<float> scratch(mlp.step_scratch_floats(rows));
  const auto step = [&](double& loss) {
    const Span<float> space{scratch.data(), scratch.size()};
    if (from_teacher) return mlp.step(x, soft, space, loss);
    return mlp.step(x, Span<const std::int32_t>{targets.data(), targets.size()}, space, loss);
  };
  const std::vector<float> before = parameters_of(mlp);
  double loss = fuzz::kUntouched;
  if (step(loss) != Status::ok) {
    fuzz::expect(loss == static_cast<double>(fuzz::kUntouched), "the loss was written");
    fuzz::expect_same(parameters_of(mlp), before);
    return;
  }
  const std::vector<float> after = parameters_of(mlp);
  mlp.reset();
  fuzz::expect_same(parameters_of(mlp), before);
  (void)step(loss);
  fuzz::expect_same(parameters_of(mlp), after);

  std::vector<float> space(mlp.evaluation_scratch_floats());
  std::vector<float> logits(rows * classes);
  fuzz::expect(
      mlp.logits(x, {space.data(), space.size()}, {logits.data(), rows, classes}) == Status::ok,
      "evaluation refused");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  if (input.flag()) {
    expect_data(input);
  } else {
    expect_network(input);
  }
  return 0;
}
