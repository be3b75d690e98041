#pragma once

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace label_smoothing::test {

using Json = nlohmann::json;

/// The vectors of tests/golden/<name>.json.
inline Json golden_cases(const std::string& name) {
  const std::string path = std::string(LABEL_SMOOTHING_GOLDEN_DIR) + "/" + name + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return Json::parse(file).at("cases");
}

/// A number, or the string that stands for one that JSON lacks.
inline double number(const Json& value) {
  if (!value.is_string()) return value.get<double>();
  const auto& name = value.get_ref<const std::string&>();
  if (name == "inf") return std::numeric_limits<double>::infinity();
  if (name == "-inf") return -std::numeric_limits<double>::infinity();
  if (name == "nan") return std::nan("");
  throw std::runtime_error("not a number: " + name);
}

inline std::string text(const Json& value) { return value.get<std::string>(); }

/// An array of numbers; empty where there is no such member.
template <class T>
std::vector<T> numbers(const Json& object, const std::string& key) {
  std::vector<T> values;
  if (!object.contains(key)) return values;
  for (const Json& each : object.at(key)) values.push_back(static_cast<T>(number(each)));
  return values;
}

}  // namespace label_smoothing::test
