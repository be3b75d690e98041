#pragma once

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// As much JSON as the golden vectors need.
namespace label_smoothing::test {

struct Json {
  enum class Kind { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0.0;
  std::string string;
  std::vector<Json> items;
  std::vector<std::pair<std::string, Json>> members;

  const Json* find(const std::string& key) const {
    for (const auto& member : members) {
      if (member.first == key) return &member.second;
    }
    return nullptr;
  }
  const Json& operator[](const std::string& key) const {
    const Json* found = find(key);
    if (found == nullptr) throw std::runtime_error("no member " + key);
    return *found;
  }
  /// Numbers, and the strings that stand for those that JSON lacks.
  double as_double() const {
    if (kind == Kind::number) return number;
    if (string == "inf") return std::numeric_limits<double>::infinity();
    if (string == "-inf") return -std::numeric_limits<double>::infinity();
    if (string == "nan") return std::nan("");
    throw std::runtime_error("not a number: " + string);
  }
  template <class T>
  std::vector<T> as() const {
    std::vector<T> values;
    for (const Json& item : items) values.push_back(static_cast<T>(item.as_double()));
    return values;
  }
};

class JsonReader {
 public:
  explicit JsonReader(std::string text) : text_(std::move(text)) {}

  Json read() {
    Json value = read_value();
    skip_space();
    if (at_ != text_.size()) fail("more text after the value");
    return value;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("JSON, byte " + std::to_string(at_) + ": " + what);
  }
  void skip_space() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }
  bool take(char expected) {
    skip_space();
    if (at_ == text_.size() || text_[at_] != expected) return false;
    ++at_;
    return true;
  }
  void expect(char expected) {
    if (!take(expected)) fail(std::string("expected ") + expected);
  }
  bool take_word(const std::string& word) {
    if (text_.compare(at_, word.size(), word) != 0) return false;
    at_ += word.size();
    return true;
  }

  std::string read_string() {
    expect('"');
    std::string value;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') ++at_;  // only \" and \\ occur
      value += text_[at_++];
    }
    expect('"');
    return value;
  }

  Json read_value() {
    skip_space();
    Json value;
    if (take('{')) {
      value.kind = Json::Kind::object;
      if (take('}')) return value;
      do {
        skip_space();
        std::string key = read_string();
        expect(':');
        value.members.emplace_back(std::move(key), read_value());
      } while (take(','));
      expect('}');
    } else if (take('[')) {
      value.kind = Json::Kind::array;
      if (take(']')) return value;
      do {
        value.items.push_back(read_value());
      } while (take(','));
      expect(']');
    } else if (at_ < text_.size() && text_[at_] == '"') {
      value.kind = Json::Kind::string;
      value.string = read_string();
    } else if (take_word("true")) {
      value.kind = Json::Kind::boolean;
      value.boolean = true;
    } else if (take_word("false")) {
      value.kind = Json::Kind::boolean;
    } else if (!take_word("null")) {
      char* end = nullptr;
      value.kind = Json::Kind::number;
      value.number = std::strtod(text_.c_str() + at_, &end);
      if (end == text_.c_str() + at_) fail("expected a value");
      at_ = static_cast<std::size_t>(end - text_.c_str());
    }
    return value;
  }

  std::string text_;
  std::size_t at_ = 0;
};

/// The vectors of tests/golden/<name>.json.
inline std::vector<Json> golden_cases(const std::string& name) {
  const std::string path = std::string(LABEL_SMOOTHING_GOLDEN_DIR) + "/" + name + ".json";
  const std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return JsonReader(text.str()).read()["cases"].items;
}

}  // namespace label_smoothing::test
