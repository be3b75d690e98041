#pragma once

#include <cstddef>

namespace label_smoothing {

/// `size` consecutive elements that somebody else owns.
template <class T>
struct Span {
  T* data = nullptr;
  std::size_t size = 0;

  T& operator[](std::size_t index) const { return data[index]; }
  T* begin() const { return data; }
  T* end() const { return data + size; }
  bool empty() const { return size == 0; }
};

/// A row-major matrix without gaps that somebody else owns: element (r, c) is data[r * cols + c].
/// No alignment beyond that of T is required; results do not depend on it.
template <class T>
struct MatrixView {
  T* data = nullptr;
  std::size_t rows = 0;
  std::size_t cols = 0;

  Span<T> row(std::size_t index) const { return {data + index * cols, cols}; }
};

}  // namespace label_smoothing
