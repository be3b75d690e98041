#pragma once

#include <cstddef>

namespace label_smoothing {

/// A view of `size` consecutive elements.
template <class T>
struct Span {
  T* data = nullptr;
  std::size_t size = 0;

  T& operator[](std::size_t index) const { return data[index]; }
  T* begin() const { return data; }
  T* end() const { return data + size; }
  bool empty() const { return size == 0; }
};

/// A view of a row-major matrix without gaps: element (r, c) is data[r * cols + c]. It needs no
/// alignment beyond that of T, and results do not depend on it.
template <class T>
struct MatrixView {
  T* data = nullptr;
  std::size_t rows = 0;
  std::size_t cols = 0;

  Span<T> row(std::size_t index) const { return {data + index * cols, cols}; }
};

}  // namespace label_smoothing
