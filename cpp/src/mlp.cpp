#include "label_smoothing/mlp.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "checks.h"
#include "label_smoothing/cross_entropy.h"
#include "matrix_product.h"
#include "random.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using internal::padded;
using simd::kLanes;
using simd::Vec;

constexpr double kFirstBeta = 0.9;
constexpr double kSecondBeta = 0.999;
constexpr double kEpsilon = 1e-8;

/// Rows that an evaluation computes together.
constexpr std::size_t kEvaluationRows = 64;

/// Parameters, gradient and two moments.
constexpr std::size_t kArrays = 4;

bool is_finite_nonnegative(double value) {
  return value >= 0.0 && value <= std::numeric_limits<float>::max();
}

bool all_finite(const float* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!(std::fabs(values[i]) <= std::numeric_limits<float>::max())) return false;
  }
  return true;
}

bool all_classes(Span<const std::int32_t> targets, std::size_t classes) {
  return std::all_of(targets.begin(), targets.end(), [classes](std::int32_t target) {
    return internal::is_class(target, classes);
  });
}

/// Copies rows of `cols` values to where they take `stride`, and zeros behind each of them.
void copy_rows(const float* from, std::size_t rows, std::size_t cols, std::size_t stride,
               float* to) {
  for (std::size_t r = 0; r < rows; ++r) {
    float* row = to + r * stride;
    std::copy(from + r * cols, from + (r + 1) * cols, row);
    std::fill(row + cols, row + stride, 0.0F);
  }
}

/// values = scale values.
void scale(float* values, std::size_t count, double factor) {
  const float f = static_cast<float>(factor);
  for (std::size_t i = 0; i < count; ++i) values[i] *= f;
}

}  // namespace

// ---------------------------------------------------------------------------------------------
// Memory.
// ---------------------------------------------------------------------------------------------

Status Mlp::lay_out(const MlpShape& shape) {
  if (shape.inputs < 1 || shape.inputs > kMaxMlpInputs || shape.classes < 1 ||
      shape.classes > kMaxMlpClasses || shape.hidden.size < 1 ||
      shape.hidden.size > kMaxHiddenLayers) {
    return Status::invalid_count;
  }
  for (const std::int32_t width : shape.hidden) {
    if (width < 1 || static_cast<std::size_t>(width) > kMaxHiddenWidth) {
      return Status::invalid_count;
    }
  }
  depth_ = shape.hidden.size + 1;
  size_ = 0;
  std::size_t inputs = shape.inputs;
  for (std::size_t l = 0; l < depth_; ++l) {
    const std::size_t outputs =
        l + 1 < depth_ ? static_cast<std::size_t>(shape.hidden[l]) : shape.classes;
    const std::size_t weights = size_;
    const std::size_t biases = weights + padded(outputs) * padded(inputs);
    layers_[l] = {inputs, outputs, weights, biases};
    size_ = biases + padded(outputs);
    inputs = outputs;
  }
  return Status::ok;
}

Status Mlp::memory_floats(const MlpShape& shape, std::size_t& floats) {
  Mlp mlp;
  const Status status = mlp.lay_out(shape);
  if (status == Status::ok) floats = kArrays * mlp.size_ + shape.classes;
  return status;
}

Status Mlp::create(const MlpShape& shape, const MlpOptions& options, Span<float> memory) {
  Mlp mlp;
  Status status = mlp.lay_out(shape);
  if (status != Status::ok) return status;
  if (memory.size < kArrays * mlp.size_ + shape.classes) return Status::wrong_length;
  if (!is_finite_nonnegative(options.learning_rate)) return Status::invalid_learning_rate;
  if (!(options.momentum >= 0.0 && options.momentum < 1.0)) return Status::invalid_momentum;
  if (!is_finite_nonnegative(options.weight_decay)) return Status::invalid_weight_decay;
  status = internal::check_smoothing(options.smoothing, shape.classes);
  if (status != Status::ok) return status;

  mlp.options_ = options;
  mlp.parameters_ = memory.data;
  mlp.gradient_ = mlp.parameters_ + mlp.size_;
  mlp.first_moment_ = mlp.gradient_ + mlp.size_;
  mlp.second_moment_ = mlp.first_moment_ + mlp.size_;
  mlp.options_.smoothing.prior = {};
  if (options.smoothing.convention == Convention::prior) {
    float* prior = mlp.second_moment_ + mlp.size_;
    std::copy(options.smoothing.prior.begin(), options.smoothing.prior.end(), prior);
    mlp.options_.smoothing.prior = {prior, shape.classes};
  }
  mlp.reset();
  *this = mlp;
  return Status::ok;
}

void Mlp::reset() {
  std::fill(parameters_, parameters_ + kArrays * size_, 0.0F);
  first_power_ = 1.0;
  second_power_ = 1.0;
  for (std::size_t l = 0; l < depth_; ++l) {
    const Layer& layer = layers_[l];
    internal::Random random(options_.seed, l);
    const double bound = 1.0 / std::sqrt(static_cast<double>(layer.inputs));
    const auto draw = [&](float& parameter) {
      parameter = static_cast<float>(bound * (2.0 * random.uniform() - 1.0));
    };
    for (std::size_t o = 0; o < layer.outputs; ++o) {
      float* weights = parameters_ + layer.weights + o * padded(layer.inputs);
      std::for_each(weights, weights + layer.inputs, draw);
    }
    float* biases = parameters_ + layer.biases;
    std::for_each(biases, biases + layer.outputs, draw);
  }
}

std::size_t Mlp::parameter_count() const {
  std::size_t count = 0;
  for (std::size_t l = 0; l < depth_; ++l) {
    count += layers_[l].outputs * (layers_[l].inputs + 1);
  }
  return count;
}

/// Calls visit(offset, count) for every run of parameters without gaps, in PyTorch's order.
template <class Visit>
void Mlp::for_each_parameter(Visit visit) const {
  for (std::size_t l = 0; l < depth_; ++l) {
    const Layer& layer = layers_[l];
    for (std::size_t o = 0; o < layer.outputs; ++o) {
      visit(layer.weights + o * padded(layer.inputs), layer.inputs);
    }
    visit(layer.biases, layer.outputs);
  }
}

Status Mlp::get_parameters(Span<float> out) const {
  if (out.size != parameter_count()) return Status::wrong_length;
  float* to = out.data;
  for_each_parameter([&](std::size_t offset, std::size_t count) {
    to = std::copy(parameters_ + offset, parameters_ + offset + count, to);
  });
  return Status::ok;
}

Status Mlp::get_gradient(Span<float> out) const {
  if (out.size != parameter_count()) return Status::wrong_length;
  float* to = out.data;
  for_each_parameter([&](std::size_t offset, std::size_t count) {
    to = std::copy(gradient_ + offset, gradient_ + offset + count, to);
  });
  return Status::ok;
}

Status Mlp::set_parameters(Span<const float> values) {
  if (values.size != parameter_count()) return Status::wrong_length;
  if (!all_finite(values.data, values.size)) return Status::not_finite;
  const float* from = values.data;
  for_each_parameter([&](std::size_t offset, std::size_t count) {
    std::copy(from, from + count, parameters_ + offset);
    from += count;
  });
  return Status::ok;
}

std::uint64_t Mlp::packed_floats(std::size_t rows) const {
  std::uint64_t most = 0;
  for (std::size_t l = 0; l < depth_; ++l) {
    const std::uint64_t inputs = padded(layers_[l].inputs);
    const std::uint64_t outputs = padded(layers_[l].outputs);
    // Forward, and backward to the weights and to the inputs.
    most = std::max({most, inputs * outputs, rows * inputs});
  }
  return most;
}

std::size_t Mlp::evaluation_scratch_floats() const {
  std::size_t widths = padded(inputs());
  for (std::size_t l = 0; l < depth_; ++l) widths += padded(layers_[l].outputs);
  return padded(kEvaluationRows) * widths + static_cast<std::size_t>(packed_floats(0));
}

std::size_t Mlp::step_scratch_floats(std::size_t rows) const {
  std::size_t widths = padded(inputs());
  std::size_t widest = 0;
  for (std::size_t l = 0; l < depth_; ++l) {
    widths += padded(layers_[l].outputs);
    widest = std::max(widest, padded(layers_[l].outputs));
  }
  const std::uint64_t all_rows = padded(rows);
  const std::uint64_t floats =
      all_rows * (widths + 2 * widest + 2 * classes()) + packed_floats(rows);
  return static_cast<std::size_t>(
      std::min<std::uint64_t>(floats, std::numeric_limits<std::size_t>::max()));
}

/// The deltas and what follows exist for a step only.
Mlp::Scratch Mlp::divide_scratch(Span<float> scratch, std::size_t rows) const {
  Scratch parts{};
  float* next = scratch.data;
  const auto take = [&next](std::size_t count) {
    float* taken = next;
    next += count;
    return taken;
  };
  std::size_t widest = 0;
  parts.activation[0] = take(padded(rows) * padded(inputs()));
  for (std::size_t l = 0; l < depth_; ++l) {
    parts.activation[l + 1] = take(padded(rows) * padded(layers_[l].outputs));
    widest = std::max(widest, padded(layers_[l].outputs));
  }
  parts.packed = take(static_cast<std::size_t>(packed_floats(rows)));
  parts.delta[0] = take(padded(rows) * widest);
  parts.delta[1] = take(padded(rows) * widest);
  parts.logits = take(rows * classes());
  parts.soft_logits = take(rows * classes());
  return parts;
}

// ---------------------------------------------------------------------------------------------
// Evaluation and training.
// ---------------------------------------------------------------------------------------------

/// Computes the first `layers` layers from the activations[0], which have `rows` rows.
void Mlp::forward(const Scratch& scratch, std::size_t rows, std::size_t layers) const {
  // Rows that only fill up the last tile.
  const std::size_t stride = padded(inputs());
  std::fill(scratch.activation[0] + rows * stride, scratch.activation[0] + padded(rows) * stride,
            0.0F);
  for (std::size_t l = 0; l < layers; ++l) {
    const Layer& layer = layers_[l];
    const std::size_t cols = padded(layer.outputs);
    internal::pack_transposed(parameters_ + layer.weights, padded(layer.inputs), layer.inputs, cols,
                              scratch.packed);
    internal::Product product{};
    product.a = scratch.activation[l];
    product.a_row = padded(layer.inputs);
    product.a_depth = 1;
    product.depth = layer.inputs;
    product.packed = scratch.packed;
    product.rows = padded(rows);
    product.cols = cols;
    product.c = scratch.activation[l + 1];
    product.bias = parameters_ + layer.biases;
    product.relu = l + 1 < depth_;
    internal::multiply(product);
  }
}

/// Computes the gradient from delta[0], the loss's gradient with respect to the logits.
void Mlp::backward(const Scratch& scratch, std::size_t rows) {
  float* delta = scratch.delta[0];
  float* next = scratch.delta[1];
  for (std::size_t l = depth_; l-- > 0;) {
    const Layer& layer = layers_[l];
    const std::size_t inputs = padded(layer.inputs);
    const std::size_t outputs = padded(layer.outputs);

    internal::pack(scratch.activation[l], inputs, rows, inputs, scratch.packed);
    internal::Product weights{};
    weights.a = delta;
    weights.a_row = 1;
    weights.a_depth = outputs;
    weights.depth = rows;
    weights.packed = scratch.packed;
    weights.rows = outputs;
    weights.cols = inputs;
    weights.c = gradient_ + layer.weights;
    internal::multiply(weights);

    float* biases = gradient_ + layer.biases;
    for (std::size_t o = 0; o < outputs; o += kLanes) {
      Vec sum = simd::splat(0.0F);
      for (std::size_t r = 0; r < rows; ++r) {
        sum = simd::add(sum, simd::load(delta + r * outputs + o));
      }
      simd::store(biases + o, sum);
    }
    if (l == 0) return;

    internal::pack(parameters_ + layer.weights, inputs, layer.outputs, inputs, scratch.packed);
    internal::Product back{};
    back.a = delta;
    back.a_row = outputs;
    back.a_depth = 1;
    back.depth = layer.outputs;
    back.packed = scratch.packed;
    back.rows = padded(rows);
    back.cols = inputs;
    back.c = next;
    back.mask = scratch.activation[l];
    internal::multiply(back);
    std::swap(delta, next);
  }
}

void Mlp::update() {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  const auto as_vec = [](double value) { return splat(static_cast<float>(value)); };
  const Vec weight_decay = as_vec(options_.weight_decay);
  if (options_.optimizer == Optimizer::sgd) {
    const Vec momentum = as_vec(options_.momentum);
    const Vec learning_rate = as_vec(options_.learning_rate);
    for (std::size_t i = 0; i < size_; i += kLanes) {
      const Vec parameter = load(parameters_ + i);
      const Vec gradient = mul_add(weight_decay, parameter, load(gradient_ + i));
      const Vec velocity = mul_add(momentum, load(first_moment_ + i), gradient);
      store(first_moment_ + i, velocity);
      store(parameters_ + i, neg_mul_add(learning_rate, velocity, parameter));
    }
    return;
  }
  first_power_ *= kFirstBeta;
  second_power_ *= kSecondBeta;
  const Vec step_size = as_vec(options_.learning_rate / (1.0 - first_power_));
  const Vec inverse_root = as_vec(1.0 / std::sqrt(1.0 - second_power_));
  const Vec epsilon = as_vec(kEpsilon);
  const Vec first_beta = as_vec(kFirstBeta);
  const Vec second_beta = as_vec(kSecondBeta);
  const Vec first_rest = as_vec(1.0 - kFirstBeta);
  const Vec second_rest = as_vec(1.0 - kSecondBeta);
  for (std::size_t i = 0; i < size_; i += kLanes) {
    const Vec parameter = load(parameters_ + i);
    const Vec gradient = mul_add(weight_decay, parameter, load(gradient_ + i));
    const Vec first = mul_add(first_beta, load(first_moment_ + i), mul(first_rest, gradient));
    const Vec second =
        mul_add(second_beta, load(second_moment_ + i), mul(second_rest, mul(gradient, gradient)));
    store(first_moment_ + i, first);
    store(second_moment_ + i, second);
    const Vec root = mul_add(sqrt(second), inverse_root, epsilon);
    store(parameters_ + i, sub(parameter, div(mul(step_size, first), root)));
  }
}

Status Mlp::begin_step(MatrixView<const float> features, Span<float> scratch,
                       Scratch& parts) const {
  const std::size_t rows = features.rows;
  const std::size_t k = classes();
  if (rows == 0 || features.cols != inputs() || scratch.size < step_scratch_floats(rows)) {
    return Status::wrong_length;
  }
  if (!all_finite(features.data, rows * features.cols)) return Status::not_finite;

  parts = divide_scratch(scratch, rows);
  copy_rows(features.data, rows, inputs(), padded(inputs()), parts.activation[0]);
  forward(parts, rows, depth_);
  const float* from = parts.activation[depth_];
  for (std::size_t r = 0; r < rows; ++r) {
    std::copy(from + r * padded(k), from + r * padded(k) + k, parts.logits + r * k);
  }
  return Status::ok;
}

void Mlp::finish_step(const Scratch& parts, std::size_t rows) {
  const std::size_t k = classes();
  copy_rows(parts.logits, rows, k, padded(k), parts.delta[0]);
  std::fill(parts.delta[0] + rows * padded(k), parts.delta[0] + padded(rows) * padded(k), 0.0F);
  backward(parts, rows);
  update();
}

Status Mlp::step(MatrixView<const float> features, Span<const std::int32_t> targets,
                 Span<float> scratch, double& loss) {
  if (targets.size != features.rows) return Status::wrong_length;
  if (!all_classes(targets, classes())) return Status::target_out_of_range;
  CrossEntropyOptions options;
  options.smoothing = options_.smoothing;
  options.all_ignored = AllIgnored::zero;
  Scratch parts{};
  Status status = begin_step(features, scratch, parts);
  if (status != Status::ok) return status;
  const MatrixView<float> logits{parts.logits, features.rows, classes()};
  status = cross_entropy_and_gradient({logits.data, logits.rows, logits.cols}, targets, options,
                                      {&loss, {}}, logits);
  if (status != Status::ok) return status;
  finish_step(parts, features.rows);
  return Status::ok;
}

Status Mlp::step(MatrixView<const float> features, const DistillationTargets& targets,
                 Span<float> scratch, double& loss) {
  const MatrixView<const float>& soft = targets.probabilities;
  const double weight = targets.label_weight;
  if (!(weight >= 0.0 && weight <= 1.0)) return Status::invalid_label_weight;
  const std::size_t labels = weight > 0.0 ? features.rows : 0;
  if (soft.rows != features.rows || soft.cols != classes() || targets.labels.size != labels) {
    return Status::wrong_length;
  }
  const double temperature = targets.temperature;
  if (!internal::is_temperature(temperature)) return Status::invalid_temperature;
  if (!internal::all_finite_nonnegative(soft.data, soft.rows * soft.cols)) {
    return Status::target_not_a_probability;
  }
  if (!all_classes(targets.labels, classes())) return Status::target_out_of_range;

  CrossEntropyOptions options;
  options.smoothing = options_.smoothing;
  options.all_ignored = AllIgnored::zero;
  Scratch parts{};
  Status status = begin_step(features, scratch, parts);
  if (status != Status::ok) return status;
  const MatrixView<float> logits{parts.logits, features.rows, classes()};
  const MatrixView<float> soft_logits{parts.soft_logits, features.rows, classes()};
  const std::size_t count = logits.rows * logits.cols;
  std::copy(logits.data, logits.data + count, soft_logits.data);
  scale(soft_logits.data, count, 1.0 / temperature);
  double soft_loss = 0.0;
  status = cross_entropy_and_gradient({soft_logits.data, logits.rows, logits.cols}, soft, {},
                                      {&soft_loss, {}}, soft_logits);
  if (status != Status::ok) return status;
  // T^2 of the loss and 1 / T of the logits.
  scale(soft_logits.data, count, (1.0 - weight) * temperature);
  loss = (1.0 - weight) * temperature * temperature * soft_loss;
  if (weight > 0.0) {
    double label_loss = 0.0;
    status = cross_entropy_and_gradient({logits.data, logits.rows, logits.cols}, targets.labels,
                                        options, {&label_loss, {}}, logits);
    if (status != Status::ok) return status;
    scale(logits.data, count, weight);
    loss += weight * label_loss;
  } else {
    std::fill(logits.data, logits.data + count, 0.0F);
  }
  for (std::size_t i = 0; i < count; ++i) logits.data[i] += soft_logits.data[i];
  finish_step(parts, features.rows);
  return Status::ok;
}

Status Mlp::evaluate(MatrixView<const float> features, Span<float> scratch, std::size_t layers,
                     MatrixView<float> out) const {
  const std::size_t width = layers_[layers - 1].outputs;
  if (features.cols != inputs() || out.rows != features.rows || out.cols != width ||
      scratch.size < evaluation_scratch_floats()) {
    return Status::wrong_length;
  }
  if (!all_finite(features.data, features.rows * features.cols)) return Status::not_finite;
  Scratch parts{};
  for (std::size_t first = 0; first < features.rows; first += kEvaluationRows) {
    const std::size_t rows = std::min(kEvaluationRows, features.rows - first);
    float* next = scratch.data;
    parts.packed = next;
    next += static_cast<std::size_t>(packed_floats(0));
    parts.activation[0] = next;
    next += padded(kEvaluationRows) * padded(inputs());
    for (std::size_t l = 0; l < depth_; ++l) {
      parts.activation[l + 1] = next;
      next += padded(kEvaluationRows) * padded(layers_[l].outputs);
    }
    copy_rows(features.row(first).data, rows, inputs(), padded(inputs()), parts.activation[0]);
    forward(parts, rows, layers);
    for (std::size_t r = 0; r < rows; ++r) {
      const float* from = parts.activation[layers] + r * padded(width);
      std::copy(from, from + width, out.row(first + r).data);
    }
  }
  return Status::ok;
}

Status Mlp::logits(MatrixView<const float> features, Span<float> scratch,
                   MatrixView<float> out) const {
  return evaluate(features, scratch, depth_, out);
}

Status Mlp::penultimate(MatrixView<const float> features, Span<float> scratch,
                        MatrixView<float> out) const {
  return evaluate(features, scratch, depth_ - 1, out);
}

}  // namespace label_smoothing
