// Reading a literal as a value of a given type.

namespace shortlist_call {

template <class T> T read(Reader &);

template <class T, std::size_t... I>
void read_members(Reader &reader, T &value, std::index_sequence<I...>) {
    char wanted[48];
    std::snprintf(wanted, sizeof wanted, "%d values in brackets", int(sizeof...(I)));
    Items items(reader, wanted);
    const Reader begin = {reader.at - 1, reader.end};
    ((items.more() ? void(std::get<I>(value) = read<std::tuple_element_t<I, T>>(reader))
                   : Reader(begin).misfit(wanted)),
     ...);
    if (items.more()) Reader(begin).misfit(wanted);
}

template <class T> void read_map(Reader &reader, T &map) {
    using Key = typename T::key_type;
    using Value = typename T::mapped_type;
    for (Items items(reader, "a map"); items.more();) {
        Reader ahead = reader;
        // A bracket is either a pair, or a key that is itself a list: `(1, 2): 3`.
        const bool braced = ahead.open();
        if (braced) ahead.skip_bracket();
        if (braced && ahead.next() != ':') {
            map.insert(read<std::pair<Key, Value>>(reader));
        } else {
            Key key = read<Key>(reader);
            if (!reader.take(':')) reader.misfit("a colon and the key's value");
            map.insert({std::move(key), read<Value>(reader)});
        }
    }
}

template <class Node> Node *new_node(value_of<Node> value) {
    if constexpr (std::is_default_constructible_v<Node>) {
        Node *node = new Node();
        node->val = value;
        return node;
    } else {
        return new Node(value);
    }
}

template <class Node> Node *read_list(Reader &reader) {
    Node *head = nullptr, *last = nullptr;
    if (reader.take_nothing()) return head;
    for (Items items(reader, "a list such as [1, 2, 3]"); items.more();) {
        Node *node = new_node<Node>(read<value_of<Node>>(reader));
        node->next = nullptr;
        (head ? last->next : head) = node;
        last = node;
    }
    return head;
}

// Level by level, children of nodes only, as LeetCode writes trees.
template <class Node> Node *read_tree(Reader &reader) {
    if (reader.take_nothing()) return nullptr;
    std::vector<Node *> nodes;
    for (Items items(reader, "a tree such as [1, null, 2]"); items.more();) {
        const std::size_t place = items.count - 1;
        if (place && (place - 1) / 2 >= nodes.size())
            reader.misfit("the end of the tree, whose nodes have all their children");
        if (reader.take_nothing()) continue;
        Node *node = new_node<Node>(read<value_of<Node>>(reader));
        node->left = node->right = nullptr;
        if (place) {
            Node *parent = nodes[(place - 1) / 2];
            (place % 2 ? parent->left : parent->right) = node;
        }
        nodes.push_back(node);
    }
    return nodes.empty() ? nullptr : nodes[0];
}

template <class T> T read(Reader &reader) {
    if constexpr (std::is_same_v<T, bool>) {
        bool value;
        if (reader.take_truth(value)) return value;
        if (reader.take_word("1")) return true;
        if (reader.take_word("0")) return false;
        reader.misfit("true or false");
    } else if constexpr (std::is_same_v<T, char>) {
        Reader begin = reader;
        const std::string text = read_text(reader);
        if (text.size() != 1) begin.misfit("a single character");
        return text[0];
    } else if constexpr (std::is_integral_v<T>) {
        constexpr bool wide = sizeof(T) == sizeof(Integer);
        constexpr Integer most = wide ? Integer(~(unsigned __int128)0 >> 1)
                                      : Integer(std::numeric_limits<T>::max());
        constexpr Integer least = std::is_unsigned_v<T> ? Integer(0) : -most - 1;
        return T(read_integer(reader, least, most));
    } else if constexpr (std::is_floating_point_v<T>) {
        return T(read_decimal(reader));
    } else if constexpr (std::is_same_v<T, std::string>) {
        return read_text(reader);
    } else if constexpr (std::is_same_v<T, std::string_view>) {
        return *new std::string(read_text(reader));
    } else if constexpr (std::is_same_v<T, const char *> || std::is_same_v<T, char *>) {
        return (new std::string(read_text(reader)))->data();
    } else if constexpr (has_mapped<T>::value) {
        T map;
        read_map(reader, map);
        return map;
    } else if constexpr (has_key<T>::value) {
        T set;
        for (Items items(reader, "a list of values"); items.more();)
            set.insert(read<typename T::key_type>(reader));
        return set;
    } else if constexpr (has_push_back<T>::value) {
        T list;
        for (Items items(reader, "a list"); items.more();)
            list.push_back(read<typename T::value_type>(reader));
        return list;
    } else if constexpr (has_size<T>::value && has_items<T>::value) {
        T array{};
        std::size_t count = 0;
        for (Items items(reader, "a list"); items.more(); ++count) {
            if (count == array.size()) reader.misfit("the end of the list");
            array[count] = read<typename T::value_type>(reader);
        }
        if (count < array.size()) fail("expected a list of %zu values", array.size());
        return array;
    } else if constexpr (has_size<T>::value) {
        T value{};
        read_members(reader, value, std::make_index_sequence<std::tuple_size_v<T>>());
        return value;
    } else if constexpr (has_value<T>::value) {
        if (reader.take_nothing()) return T();
        return T(read<typename T::value_type>(reader));
    } else if constexpr (std::is_pointer_v<T>) {
        using Target = std::remove_cv_t<std::remove_pointer_t<T>>;
        if constexpr (is_list_node<Target>::value) {
            return read_list<Target>(reader);
        } else if constexpr (is_tree_node<Target>::value) {
            return read_tree<Target>(reader);
        } else if constexpr (std::is_arithmetic_v<Target> && !std::is_same_v<Target, bool>) {
            // `int a[]`
            return (new std::vector<Target>(read<std::vector<Target>>(reader)))->data();
        } else {
            static_assert(never<T>, "a parameter's type has no literals: function problems take "
                                    SHORTLIST_TYPES);
        }
    } else {
        static_assert(never<T>, "a parameter's type has no literals: function problems take "
                                SHORTLIST_TYPES);
    }
}

}  // namespace shortlist_call
