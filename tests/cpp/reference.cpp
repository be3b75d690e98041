#include "reference.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace label_smoothing::reference {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// 0 where `weight` is 0, whatever the other factor is.
double product(double weight, double value) { return weight == 0.0 ? 0.0 : weight * value; }

double weight_of(Span<const float> class_weights, std::size_t i) {
  return class_weights.empty() ? 1.0 : static_cast<double>(class_weights[i]);
}

/// With x divided by T: max x and log(sum exp(x - max x)). The greatest term is 1; the others are
/// summed on their own so that their digits survive.
struct ShiftedLogSum {
  double max;
  double log_sum;
};

ShiftedLogSum shifted_log_sum(Span<const float> x, double temperature) {
  const float* greatest = x.begin();
  for (const float* at = x.begin(); at != x.end(); ++at) {
    if (std::isnan(*at)) return {std::nan(""), std::nan("")};
    if (*at > *greatest) greatest = at;
  }
  const auto max = static_cast<double>(*greatest) / temperature;
  double others = 0.0;
  for (const float* at = x.begin(); at != x.end(); ++at) {
    if (at != greatest) others += std::exp(static_cast<double>(*at) / temperature - max);
  }
  return {max, std::isinf(max) ? std::nan("") : std::log1p(others)};
}

/// Reduces the elements and gives the gradient of what they became.
BatchLoss reduce(Vector elements, Vector gradient, Reduction reduction, double mean_divisor,
                 std::size_t rows) {
  BatchLoss batch{std::move(elements), 0.0, std::move(gradient)};
  double divisor = 1.0;
  if (reduction == Reduction::mean) divisor = mean_divisor;
  if (reduction == Reduction::batchmean) divisor = static_cast<double>(rows);
  for (const double each : batch.elements) batch.reduced += each;
  batch.reduced /= divisor;
  for (double& each : batch.gradient) each /= divisor;
  return batch;
}

void append(Vector& all, const Vector& more) { all.insert(all.end(), more.begin(), more.end()); }

/// a + b, element by element.
BatchLoss sum_of(BatchLoss a, const BatchLoss& b) {
  for (std::size_t i = 0; i < a.elements.size(); ++i) a.elements[i] += b.elements[i];
  for (std::size_t i = 0; i < a.gradient.size(); ++i) a.gradient[i] += b.gradient[i];
  a.reduced += b.reduced;
  return a;
}

}  // namespace

Vector smoothed_target(std::int32_t target, std::size_t classes, const Smoothing& smoothing) {
  const double alpha = smoothing.label_smoothing;
  const auto k = static_cast<double>(classes);
  const auto y = static_cast<std::size_t>(target);
  Vector q(classes, 0.0);
  switch (smoothing.convention) {
    case Convention::uniform:  // q[i] = alpha / K, q[y] = 1 - alpha + alpha / K
      std::fill(q.begin(), q.end(), alpha / k);
      q[y] = 1.0 - alpha + alpha / k;
      break;
    case Convention::others:  // q[i] = alpha / (K - 1), q[y] = 1 - alpha
      std::fill(q.begin(), q.end(), alpha / (k - 1.0));
      q[y] = 1.0 - alpha;
      break;
    case Convention::padded:  // q[i] = alpha / (K - 2), q[y] = 1 - alpha, q[padding] = 0
      if (target == smoothing.padding_index) break;
      std::fill(q.begin(), q.end(), alpha / (k - 2.0));
      q[y] = 1.0 - alpha;
      q[static_cast<std::size_t>(smoothing.padding_index)] = 0.0;
      break;
    case Convention::prior:  // q[i] = alpha pi[i], q[y] = 1 - alpha + alpha pi[y]
      for (std::size_t i = 0; i < classes; ++i) {
        q[i] = alpha * static_cast<double>(smoothing.prior[i]);
      }
      q[y] += 1.0 - alpha;
      break;
  }
  return q;
}

Vector smoothed_probabilities(Span<const float> t, const Smoothing& smoothing) {
  const double alpha = smoothing.label_smoothing;
  const auto k = static_cast<double>(t.size);
  Vector q(t.size);
  for (std::size_t i = 0; i < t.size; ++i) {
    const auto share = static_cast<double>(t[i]);
    switch (smoothing.convention) {
      case Convention::uniform:
        q[i] = (1.0 - alpha) * share + alpha / k;
        break;
      case Convention::others:
        q[i] = (1.0 - alpha) * share + alpha / (k - 1.0) * (1.0 - share);
        break;
      case Convention::padded:
        q[i] = (1.0 - alpha) * share + alpha / (k - 2.0) * (1.0 - share);
        break;
      case Convention::prior:
        q[i] = (1.0 - alpha) * share + alpha * static_cast<double>(smoothing.prior[i]);
        break;
    }
  }
  if (smoothing.convention == Convention::padded) {
    q[static_cast<std::size_t>(smoothing.padding_index)] = 0.0;
  }
  return q;
}

double log_sum_exp(Span<const float> x, double temperature) {
  const ShiftedLogSum shifted = shifted_log_sum(x, temperature);
  return shifted.max + shifted.log_sum;
}

Vector log_softmax(Span<const float> x, double temperature) {
  // log p[i] = (x[i] - max) - log sum exp(x - max)
  const ShiftedLogSum shifted = shifted_log_sum(x, temperature);
  Vector log_p(x.size);
  for (std::size_t i = 0; i < x.size; ++i) {
    log_p[i] = (static_cast<double>(x[i]) / temperature - shifted.max) - shifted.log_sum;
  }
  return log_p;
}

Vector softmax(Span<const float> x) {
  Vector p = log_softmax(x);
  for (double& each : p) each = std::exp(each);
  return p;
}

double entropy(const Vector& p) {
  double sum = 0.0;
  for (const double each : p) sum -= product(each, std::log(each));
  return sum;
}

RowLoss cross_entropy_row(Span<const float> x, const Vector& q, Span<const float> class_weights,
                          double z_loss, double temperature) {
  const Vector log_p = log_softmax(x, temperature);
  const double lse = log_sum_exp(x, temperature);
  // loss = -sum q w log p + z lse^2; gradient = ((sum q w + 2 z lse) p - q w) / T
  double mass = 0.0;
  RowLoss row;
  for (std::size_t i = 0; i < x.size; ++i) {
    const double qw = q[i] * weight_of(class_weights, i);
    mass += qw;
    row.loss += std::isnan(log_p[i]) ? log_p[i] : product(qw, -log_p[i]);
  }
  row.loss += product(z_loss, lse * lse);
  for (std::size_t i = 0; i < x.size; ++i) {
    const double qw = q[i] * weight_of(class_weights, i);
    row.gradient.push_back(((mass + product(2.0 * z_loss, lse)) * std::exp(log_p[i]) - qw) /
                           temperature);
  }
  return row;
}

namespace {

/// `targets_of(r)` returns the smoothed target of row r, empty if the row does not count, and
/// `class_weight(r)` its weight in `mean`, besides its sample weight. The z terms are reduced on
/// their own: `mean` divides them by the sum of the sample weights, whatever the class weights.
template <class TargetOf, class ClassWeight>
BatchLoss cross_entropy_of(MatrixView<const float> logits, const CrossEntropyOptions& options,
                           TargetOf target_of, ClassWeight class_weight) {
  Vector losses;
  Vector gradient;
  Vector z_terms;
  Vector z_gradient;
  double weight = 0.0;
  double counted = 0.0;
  for (std::size_t r = 0; r < logits.rows; ++r) {
    const Vector q = target_of(r);
    RowLoss row{0.0, Vector(logits.cols, 0.0)};
    RowLoss z_row = row;
    const double s = weight_of(options.sample_weights, r);
    if (!q.empty() && s > 0.0) {
      const double t = options.temperature;
      row = cross_entropy_row(logits.row(r), q, options.class_weights, 0.0, t);
      z_row = cross_entropy_row(logits.row(r), Vector(logits.cols, 0.0), {}, options.z_loss, t);
      for (RowLoss* each : {&row, &z_row}) {
        each->loss *= s;
        for (double& value : each->gradient) value *= s;
      }
      weight += s * class_weight(r);
      counted += s;
    }
    losses.push_back(row.loss);
    append(gradient, row.gradient);
    z_terms.push_back(z_row.loss);
    append(z_gradient, z_row.gradient);
  }
  const BatchLoss without_z = reduce(losses, gradient, options.reduction, weight, logits.rows);
  if (options.z_loss == 0.0) return without_z;
  return sum_of(without_z, reduce(z_terms, z_gradient, options.reduction, counted, logits.rows));
}

}  // namespace

BatchLoss cross_entropy(MatrixView<const float> logits, Span<const std::int32_t> targets,
                        const CrossEntropyOptions& options) {
  const std::int32_t padding = options.smoothing.padding_index;
  return cross_entropy_of(
      logits, options,
      [&](std::size_t r) {
        const std::int32_t y = targets[r];
        const bool counts = y != options.ignore_index && (padding == kNoPadding || y != padding);
        return counts ? smoothed_target(y, logits.cols, options.smoothing) : Vector{};
      },
      [&](std::size_t r) {
        return weight_of(options.class_weights, static_cast<std::size_t>(targets[r]));
      });
}

BatchLoss cross_entropy(MatrixView<const float> logits, MatrixView<const float> targets,
                        const CrossEntropyOptions& options) {
  const std::int32_t padding = options.smoothing.padding_index;
  return cross_entropy_of(
      logits, options,
      [&](std::size_t r) {
        const Span<const float> t = targets.row(r);
        double padding_mass = 0.0;
        double other_mass = 0.0;
        for (std::size_t i = 0; i < t.size; ++i) {
          const bool on_padding = padding != kNoPadding && i == static_cast<std::size_t>(padding);
          (on_padding ? padding_mass : other_mass) += static_cast<double>(t[i]);
        }
        const bool counts = !(padding_mass > 0.0 && other_mass == 0.0);
        return counts ? smoothed_probabilities(t, options.smoothing) : Vector{};
      },
      [](std::size_t) { return 1.0; });
}

BatchLoss kl_div(MatrixView<const float> log_probs, MatrixView<const float> target,
                 const KlDivergenceOptions& options) {
  const std::size_t count = target.rows * target.cols;
  Vector elements;
  Vector gradient;
  for (std::size_t i = 0; i < count; ++i) {
    // t (log t - log p), 0 where t = 0
    const auto given = static_cast<double>(target.data[i]);
    const double t = options.log_target ? std::exp(given) : given;
    const double log_t = options.log_target ? given : std::log(given);
    const auto log_p = static_cast<double>(log_probs.data[i]);
    elements.push_back(log_t == -kInfinity && !std::isnan(log_p) ? 0.0 : t * (log_t - log_p));
    gradient.push_back(-t);
  }
  return reduce(elements, gradient, options.reduction, static_cast<double>(count), target.rows);
}

}  // namespace label_smoothing::reference
