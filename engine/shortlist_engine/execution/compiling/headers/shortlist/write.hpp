// Writing a value as a literal, to `output`.

namespace shortlist_call {

SHORTLIST_PLAIN void put(const char *text) { output.append(text); }
SHORTLIST_PLAIN void put(char letter) { output.push_back(letter); }

SHORTLIST_PLAIN void put_quoted(std::string_view text, char mark) {
    put(mark);
    for (const char letter : text) {
        if (letter == '\n') {
            put("\\n");
        } else if (static_cast<unsigned char>(letter) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", unsigned(letter));
            put(code);
        } else {
            if (letter == mark || letter == '\\') put('\\');
            put(letter);
        }
    }
    put(mark);
}

SHORTLIST_PLAIN void put_integer(Integer value) {
    char text[48];
    put(integer_text(value, text + sizeof text));
}

// The shortest decimal that reads back as the same number.
template <class T> SHORTLIST_PLAIN void put_decimal(T value) {
    char text[64];
    if (value != value) return put("nan");
    if (value - value != 0) return put(value < 0 ? "-inf" : "inf");
    for (int digits = 1; digits <= std::numeric_limits<T>::max_digits10; ++digits) {
        std::snprintf(text, sizeof text, "%.*Lg", digits, (long double)value);
        if (T(std::strtold(text, nullptr)) == value) break;
    }
    put(text);
    if (!std::strpbrk(text, ".e")) put(".0");
}

inline constexpr std::size_t most_nodes = 1000000;

template <class T> void write(const T &value);

template <class Node> void write_list(const Node *node) {
    put('[');
    for (std::size_t count = 0; node; node = node->next, ++count) {
        if (count == most_nodes) fail("the list has no end: its nodes form a circle");
        if (count) put(", ");
        write(node->val);
    }
    put(']');
}

template <class Node> void write_tree(const Node *root) {
    std::vector<const Node *> nodes{root};
    std::size_t nulls = 0;  // those at the end are left out
    put('[');
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        if (index == most_nodes) fail("the tree has no end: its nodes form a circle");
        const Node *node = nodes[index];
        if (!node) {
            ++nulls;
            continue;
        }
        for (; nulls; --nulls) put(", null");
        if (index) put(", ");
        write(node->val);
        nodes.push_back(node->left);
        nodes.push_back(node->right);
    }
    put(']');
}

template <class Key, class Value> void write_entry(const std::pair<Key, Value> &entry) {
    write(entry.first);
    put(": ");
    write(entry.second);
}

template <class T> void write_items(const T &value, char open, char close) {
    put(open);
    std::vector<std::string> unordered;
    const std::size_t begin = output.size();
    bool first = true;
    for (const auto &item : value) {
        if (!first && !has_hasher<T>::value) put(", ");
        first = false;
        if constexpr (has_mapped<T>::value)
            write_entry(item);
        else  // an item of vector<bool> is not what it stands for
            write(static_cast<const typename T::value_type &>(item));
        if constexpr (has_hasher<T>::value) {
            unordered.push_back(output.substr(begin));
            output.resize(begin);
        }
    }
    if constexpr (has_hasher<T>::value) {
        // Equal sets are written alike, whatever their order in memory.
        std::sort(unordered.begin(), unordered.end());
        for (const std::string &text : unordered) {
            if (&text != unordered.data()) put(", ");
            output.append(text);
        }
    }
    put(close);
}

template <class T> void write(const T &value) {
    if constexpr (std::is_same_v<T, bool>) {
        put(value ? "true" : "false");
    } else if constexpr (std::is_same_v<T, char>) {
        put_quoted(std::string_view(&value, 1), '\'');
    } else if constexpr (std::is_integral_v<T>) {
        put_integer(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        put_decimal(value);
    } else if constexpr (std::is_convertible_v<const T &, std::string_view>) {
        put_quoted(value, '"');
    } else if constexpr (has_mapped<T>::value) {
        write_items(value, '{', '}');
    } else if constexpr (has_key<T>::value) {
        if (value.begin() == value.end())
            put("set()");
        else
            write_items(value, '{', '}');
    } else if constexpr (has_value<T>::value) {
        if (value.has_value())
            write(*value);
        else
            put("null");
    } else if constexpr (has_items<T>::value) {
        write_items(value, '[', ']');
    } else if constexpr (has_size<T>::value) {
        put('(');
        std::apply(
            [](const auto &...part) {
                bool first = true;
                ((put(first ? "" : ", "), first = false, write(part)), ...);
            },
            value);
        put(std::tuple_size_v<T> == 1 ? ",)" : ")");
    } else if constexpr (std::is_pointer_v<T>) {
        using Target = std::remove_cv_t<std::remove_pointer_t<T>>;
        if constexpr (is_list_node<Target>::value) {
            write_list<Target>(value);
        } else if constexpr (is_tree_node<Target>::value) {
            write_tree<Target>(value);
        } else {
            static_assert(never<T>, "the result's type has no literals: function problems return "
                                    SHORTLIST_TYPES);
        }
    } else {
        static_assert(never<T>, "the result's type has no literals: function problems return "
                                SHORTLIST_TYPES);
    }
}

}  // namespace shortlist_call
