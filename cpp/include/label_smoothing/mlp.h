#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/smoothing.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// How gradients change parameters, as in PyTorch. `weight_decay` first adds
/// weight_decay * parameter to the gradient.
enum class Optimizer : std::int32_t {
  /// v = momentum v + g; p -= learning_rate v. torch.optim.SGD.
  sgd,
  /// Kingma and Ba 2015 with beta 0.9 and 0.999 and epsilon 1e-8. torch.optim.Adam.
  adam,
};

inline constexpr std::size_t kMaxMlpInputs = 4096;
inline constexpr std::size_t kMaxMlpClasses = 4096;
inline constexpr std::size_t kMaxHiddenLayers = 4;
inline constexpr std::size_t kMaxHiddenWidth = 512;

/// inputs -> ReLU(hidden[0]) -> ... -> ReLU(hidden[L - 1]) -> classes, all layers with a bias.
struct MlpShape {
  /// D in [1, 4096].
  std::size_t inputs = 0;
  /// The widths of 1 to 4 hidden layers, each in [1, 512].
  Span<const std::int32_t> hidden{};
  /// K in [1, 4096].
  std::size_t classes = 0;
};

struct MlpOptions {
  Optimizer optimizer = Optimizer::adam;
  /// Finite and >= 0.
  double learning_rate = 1e-3;
  /// In [0, 1); used by sgd.
  double momentum = 0.0;
  /// Finite and >= 0.
  double weight_decay = 0.0;
  /// How class indices become targets.
  Smoothing smoothing{};
  /// Seed of the initial parameters.
  std::uint32_t seed = 0;
};

/// Targets for a student: a teacher's probabilities, alone or together with labels. The loss is
/// (1 - label_weight) T^2 CE(probabilities, softmax(z / T)) + label_weight CE(labels, softmax(z)).
/// The options smooth the labels, but not the probabilities. Hinton, Vinyals and Dean 2015.
struct DistillationTargets {
  /// N x K, finite and >= 0: the teacher's softmax(z / T).
  MatrixView<const float> probabilities{};
  /// T, finite and > 0.
  double temperature = 1.0;
  /// N class indices; empty if label_weight is 0.
  Span<const std::int32_t> labels{};
  /// In [0, 1].
  double label_weight = 0.0;
};

/// A multilayer perceptron and the state of its optimizer, in memory that the caller owns. No call
/// allocates. Sums run in the same order for every vector width, so results have the same bits
/// everywhere, except where multiply-adds are fused (and, for logits, where K > 64).
class Mlp {
 public:
  /// How many floats `create` needs. Errors: invalid_count.
  static Status memory_floats(const MlpShape& shape, std::size_t& floats);

  /// Makes the network `*this`, with the parameters of `reset`. `memory` must outlive it.
  /// Errors: invalid_count, wrong_length (memory), invalid_learning_rate, invalid_momentum,
  /// invalid_weight_decay, and those of `Smoothing`.
  Status create(const MlpShape& shape, const MlpOptions& options, Span<float> memory);

  /// Draws the parameters from the seed like torch.nn.Linear, weights and biases uniform in
  /// +-1 / sqrt(fan in), and clears the state of the optimizer.
  void reset();

  std::size_t inputs() const { return layers_[0].inputs; }
  std::size_t classes() const { return layers_[depth_ - 1].outputs; }
  /// The width of the last hidden layer.
  std::size_t penultimate_width() const { return layers_[depth_ - 1].inputs; }
  /// Number of weights and biases.
  std::size_t parameter_count() const;

  /// Parameters in the order of torch.nn.utils.parameters_to_vector: for each layer its weights,
  /// outputs x inputs, then its biases. Errors: wrong_length, not_finite (set).
  Status get_parameters(Span<float> out) const;
  Status set_parameters(Span<const float> values);
  /// The gradient of the last step, without weight decay, in the same order.
  Status get_gradient(Span<float> out) const;

  /// Floats of scratch memory for a step on `rows` rows; the largest std::size_t if they cannot be
  /// addressed.
  std::size_t step_scratch_floats(std::size_t rows) const;
  /// Floats of scratch memory for `logits` and `penultimate`, for any number of rows.
  std::size_t evaluation_scratch_floats() const;

  /// One step of the optimizer on the mean loss of a batch. `loss` receives the loss before the
  /// step.
  ///
  /// features: N x D, N >= 1, finite. targets: N class indices in [0, K). Rows whose target is the
  /// padding index do not count; if none counts, the loss is 0.
  /// Errors: wrong_length, not_finite, target_out_of_range.
  Status step(MatrixView<const float> features, Span<const std::int32_t> targets,
              Span<float> scratch, double& loss);
  /// The same with a teacher's probabilities. Errors: also target_not_a_probability,
  /// invalid_temperature, invalid_label_weight.
  Status step(MatrixView<const float> features, const DistillationTargets& targets,
              Span<float> scratch, double& loss);

  /// out: N x K. Errors: wrong_length, not_finite.
  Status logits(MatrixView<const float> features, Span<float> scratch, MatrixView<float> out) const;
  /// The activations of the last hidden layer. out: N x penultimate_width(). Errors as `logits`.
  Status penultimate(MatrixView<const float> features, Span<float> scratch,
                     MatrixView<float> out) const;

 private:
  struct Layer {
    std::size_t inputs;
    std::size_t outputs;
    /// Offsets of the layer's weights and biases among the parameters.
    std::size_t weights;
    std::size_t biases;
  };
  /// The parts of a call's scratch memory.
  struct Scratch {
    /// Inputs, hidden activations, logits, each with the width of its layer.
    float* activation[kMaxHiddenLayers + 2];
    float* packed;
    float* delta[2];
    float* logits;
    float* soft_logits;
  };

  Status lay_out(const MlpShape& shape);
  template <class Visit>
  void for_each_parameter(Visit visit) const;
  Scratch divide_scratch(Span<float> scratch, std::size_t rows) const;
  std::uint64_t packed_floats(std::size_t rows) const;
  void forward(const Scratch& scratch, std::size_t rows, std::size_t layers) const;
  void backward(const Scratch& scratch, std::size_t rows);
  void update();
  /// A step up to the logits, and from their gradient, which has replaced them.
  Status begin_step(MatrixView<const float> features, Span<float> scratch, Scratch& parts) const;
  void finish_step(const Scratch& parts, std::size_t rows);
  Status evaluate(MatrixView<const float> features, Span<float> scratch, std::size_t layers,
                  MatrixView<float> out) const;

  Layer layers_[kMaxHiddenLayers + 1] = {};
  std::size_t depth_ = 0;
  /// Floats of each array below, including gaps.
  std::size_t size_ = 0;
  MlpOptions options_{};
  float* parameters_ = nullptr;
  float* gradient_ = nullptr;
  float* first_moment_ = nullptr;
  float* second_moment_ = nullptr;
  /// Powers of Adam's betas.
  double first_power_ = 1.0;
  double second_power_ = 1.0;
};

}  // namespace label_smoothing
