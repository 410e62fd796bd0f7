// What types can do. Types are asked instead of named, so that few headers are needed and the
// program's own types work too.

namespace shortlist_call {

template <class T, class = void> struct has_push_back : std::false_type {};
template <class T>
struct has_push_back<T, std::void_t<decltype(std::declval<T &>().push_back(
                            std::declval<typename T::value_type>()))>> : std::true_type {};

template <class T, class = void> struct has_key : std::false_type {};
template <class T> struct has_key<T, std::void_t<typename T::key_type>> : std::true_type {};

template <class T, class = void> struct has_mapped : std::false_type {};
template <class T> struct has_mapped<T, std::void_t<typename T::mapped_type>> : std::true_type {};

template <class T, class = void> struct has_hasher : std::false_type {};
template <class T> struct has_hasher<T, std::void_t<typename T::hasher>> : std::true_type {};

template <class T, class = void> struct has_value : std::false_type {};
template <class T>
struct has_value<T, std::void_t<decltype(std::declval<T &>().has_value()), typename T::value_type>>
    : std::true_type {};

template <class T, class = void> struct has_items : std::false_type {};
template <class T>
struct has_items<T, std::void_t<decltype(std::declval<T &>().begin()), typename T::value_type>>
    : std::true_type {};

template <class T, class = void> struct has_size : std::false_type {};
template <class T>
struct has_size<T, std::void_t<decltype(std::tuple_size<T>::value)>> : std::true_type {};

// A node of a list has `val` and `next`, a node of a binary tree `val`, `left` and `right`.
template <class T, class = void> struct is_list_node : std::false_type {};
template <class T>
struct is_list_node<T, std::enable_if_t<std::is_same_v<decltype(std::declval<T &>().next), T *> &&
                                        sizeof(std::declval<T &>().val)>> : std::true_type {};

template <class T, class = void> struct is_tree_node : std::false_type {};
template <class T>
struct is_tree_node<T, std::enable_if_t<std::is_same_v<decltype(std::declval<T &>().left), T *> &&
                                        std::is_same_v<decltype(std::declval<T &>().right), T *> &&
                                        sizeof(std::declval<T &>().val)>> : std::true_type {};

template <class T> using value_of = std::remove_reference_t<decltype(std::declval<T &>().val)>;
template <class> inline constexpr bool never = false;

#define SHORTLIST_TYPES                                                                            \
    "numbers, bool, char, strings, vectors and other sequences, pairs, tuples, sets, maps, "       \
    "optionals, list nodes and tree nodes"

}  // namespace shortlist_call
