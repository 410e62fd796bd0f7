// The call: its text, its arguments read with the types of the function's parameters, its value.

namespace shortlist_call {

struct Call {
    std::size_t count = 0;
    Reader arguments[32];

    SHORTLIST_PLAIN Call() {
        Reader reader{input.data(), input.data() + input.size()};
        const Reader begin = reader;
        reader.take_word("new");
        if (reader.word() != function_name) {
            reader.at += reader.word().size();
            if (!reader.take('(') || !reader.take(')') || !reader.take('.')) not_a_call(begin);
        }
        if (!reader.take_word(function_name) || !reader.take('(')) not_a_call(begin);
        reader.next();
        Reader argument = reader;
        int depth = 1;
        for (; reader.at < reader.end && depth; ++reader.at) {
            const char letter = *reader.at;
            if (letter == '"' || (letter == '\'' && !is_digit(reader.at[-1])))
                reader.at = behind_string(reader.at, reader.end) - 1;
            else if (letter == '<' && is_word(reader.at[-1]))
                reader.at = std::min(std::find(reader.at, reader.end, '>'), reader.end - 1);
            depth += among(letter, "([{") - among(letter, ")]}");
            if (depth && !(letter == ',' && depth == 1)) continue;
            argument.end = reader.at;
            if (argument.next()) {
                if (count == 32) fail("%s is called with more than 32 arguments", function_name);
                arguments[count++] = argument;
            }
            argument.at = reader.at + 1;
        }
        while (reader.take(';')) {}
        if (depth || reader.next()) not_a_call(begin);
    }

    [[noreturn, gnu::cold]] SHORTLIST_PLAIN static void not_a_call(Reader begin) {
        char wanted[256];
        std::snprintf(wanted, sizeof wanted, "a call such as %s(1, [2, 3]), with values as arguments",
                      function_name);
        begin.misfit(wanted);
    }

    SHORTLIST_PLAIN Reader argument(int index) {
        argument_number = index + 1;
        Reader &reader = arguments[index];
        const std::string_view name = reader.word();
        Reader ahead{reader.at + name.size(), reader.end};
        if (!name.empty() && !is_digit(name[0]) && ahead.take('=') && ahead.next() != '=')
            fail("C++ has no arguments by name: write the value only");
        return reader;
    }
};

template <class T> T read_argument(Call &call, int index) {
    Reader reader = call.argument(index);
    T value = read<T>(reader);
    if (reader.next()) reader.misfit("the end of the argument");
    argument_number = 0;
    return value;
}

template <class A>
inline constexpr bool changeable =
    (std::is_lvalue_reference_v<A> && !std::is_const_v<std::remove_reference_t<A>>) ||
    (std::is_pointer_v<A> && !std::is_const_v<std::remove_pointer_t<A>>);

template <class A, class T> bool write_changed(const T &value) {
    if constexpr (changeable<A>) write(value);
    return changeable<A>;
}

template <class R, class... A, std::size_t... I, class F>
void call_with(Call &call, F &&function, std::index_sequence<I...>) {
    if (call.count != sizeof...(A))
        fail("%s takes %zu argument%s, the example gives %zu", function_name, sizeof...(A),
             sizeof...(A) == 1 ? "" : "s", call.count);
    std::tuple<std::decay_t<A>...> held{read_argument<std::decay_t<A>>(call, int(I))...};
    if constexpr (std::is_void_v<R>) {
        function(static_cast<A &&>(std::get<I>(held))...);
        // In-place problems: what the function changed is its answer.
        if (!(write_changed<A>(std::get<I>(held)) || ...)) put("null");
    } else {
        const auto &value = function(static_cast<A &&>(std::get<I>(held))...);
        write<std::decay_t<decltype(value)>>(value);
    }
}

template <class S, class R, class... A> void evaluate(Call &call, R (*function)(A...)) {
    call_with<R, A...>(call, function, std::index_sequence_for<A...>());
}

template <class S, class R, class... A, class F> void evaluate_method(Call &call, F method) {
    static_assert(std::is_default_constructible_v<S>,
                  "the class of the function needs a constructor without parameters");
    S *object = new S();
    call_with<R, A...>(
        call, [&](A... a) -> R { return (object->*method)(static_cast<A &&>(a)...); },
        std::index_sequence_for<A...>());
}

template <class S, class R, class C, class... A> void evaluate(Call &call, R (C::*method)(A...)) {
    evaluate_method<S, R, A...>(call, method);
}

template <class S, class R, class C, class... A>
void evaluate(Call &call, R (C::*method)(A...) const) {
    evaluate_method<S, R, A...>(call, method);
}

}  // namespace shortlist_call
