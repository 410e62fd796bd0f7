// Finds the function by its name, calls it and ends the process.

namespace shortlist_call {

// Asked with a function's name, these pick one function of that name: the only one there is, or
// the only one with so many parameters.
struct Only {
    template <class R, class... A> auto operator()(R (*f)(A...)) const { return f; }
    template <class R, class C, class... A> auto operator()(R (C::*f)(A...)) const { return f; }
    template <class R, class C, class... A> auto operator()(R (C::*f)(A...) const) const {
        return f;
    }
};

template <std::size_t N> struct With;
#define SHORTLIST_WITH(N, TYPES, NAMES)                                                            \
    template <> struct With<N> {                                                                   \
        template <class R TYPES> auto operator()(R (*f) NAMES) const { return f; }                 \
        template <class R, class C TYPES> auto operator()(R (C::*f) NAMES) const { return f; }     \
        template <class R, class C TYPES> auto operator()(R (C::*f) NAMES const) const {           \
            return f;                                                                              \
        }                                                                                          \
    };
#define SHORTLIST_COMMA ,
SHORTLIST_WITH(0, , ())
SHORTLIST_WITH(1, SHORTLIST_COMMA class A, (A))
SHORTLIST_WITH(2, SHORTLIST_COMMA class A SHORTLIST_COMMA class B, (A, B))
SHORTLIST_WITH(3, SHORTLIST_COMMA class A SHORTLIST_COMMA class B SHORTLIST_COMMA class D,
               (A, B, D))
SHORTLIST_WITH(4,
               SHORTLIST_COMMA class A SHORTLIST_COMMA class B SHORTLIST_COMMA class D
                   SHORTLIST_COMMA class E,
               (A, B, D, E))
#undef SHORTLIST_WITH
#undef SHORTLIST_COMMA

template <class Where, class S, class Pick, class = void> struct finds : std::false_type {};
template <class Where, class S, class Pick>
struct finds<Where, S, Pick, std::void_t<decltype(Where::template shortlist_at<S>(Pick{}))>>
    : std::true_type {};

template <class Where, class S, std::size_t N> bool evaluate_with(Call &call) {
    if constexpr (finds<Where, S, With<N>>::value)
        if (call.count == N) return evaluate<S>(call, Where::template shortlist_at<S>(With<N>{})), true;
    return false;
}

template <class Where, class S, std::size_t... N>
bool evaluate_overloaded(Call &call, std::index_sequence<N...>) {
    return (evaluate_with<Where, S, N>(call) || ...);
}

template <class Where, class S> bool evaluate_at(Call &call) {
    if constexpr (finds<Where, S, Only>::value)
        return evaluate<S>(call, Where::template shortlist_at<S>(Only{})), true;
    else
        return evaluate_overloaded<Where, S>(call, std::make_index_sequence<5>());
}

SHORTLIST_PLAIN const char *exception_name() {
    int status = 0;
    const std::type_info *type = abi::__cxa_current_exception_type();
    const char *name = type ? abi::__cxa_demangle(type->name(), nullptr, nullptr, &status) : nullptr;
    return name ? name : "unknown";
}

SHORTLIST_PLAIN void read_input() {
    char buffer[1 << 14];
    for (ssize_t count; (count = ::read(0, buffer, sizeof buffer)) > 0;)
        input.append(buffer, std::size_t(count));
}

// The value takes the place of whatever the program printed.
[[noreturn]] SHORTLIST_PLAIN void finish() {
    std::fflush(stdout);
    if (::ftruncate(1, 0) || ::lseek(1, 0, SEEK_SET)) fail("the output cannot be written");
    write_all(1, output.data(), output.size());
    ::_exit(0);
}

// Ends the process, without the streams' buffers and the destructors of globals.
template <class First, class Second, class S> [[noreturn]] void run(const char *name) {
    function_name = name;
    read_input();
    try {
        Call call;
        if (!evaluate_at<First, S>(call) && !evaluate_at<Second, S>(call))
            fail("the program has no public function %s with %zu parameter%s, or several", name,
                 call.count, call.count == 1 ? "" : "s");
    } catch (const std::exception &error) {
        fail("%s: %s", exception_name(), error.what());
    } catch (const std::string &text) {
        fail("exception: %s", text.c_str());
    } catch (const char *text) {
        fail("exception: %s", text);
    } catch (...) {
        fail("exception of type %s", exception_name());
    }
    finish();
}

}  // namespace shortlist_call

#pragma GCC pop_options
