// A position in the text of a call, in the notation of C++, Python or JSON.

namespace shortlist_call {

inline bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

inline bool is_word(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           is_digit(letter) || letter == '_';
}

inline bool among(char letter, const char *letters) {
    return letter && std::strchr(letters, letter);
}

// The position behind the string that begins at `at`.
SHORTLIST_PLAIN const char *behind_string(const char *at, const char *end) {
    const char quote = *at++;
    while (at < end && *at != quote) at += *at == '\\' ? 2 : 1;
    return at < end ? at + 1 : end;
}

struct Reader {
    const char *at;
    const char *end;

    // The next letter that is no white space; 0 at the end.
    SHORTLIST_PLAIN char next() {
        while (at < end && among(*at, " \n\t\r")) ++at;
        return at < end ? *at : '\0';
    }

    SHORTLIST_PLAIN bool take(char letter) {
        if (next() != letter) return false;
        ++at;
        return true;
    }

    SHORTLIST_PLAIN std::string_view word() {
        next();
        const char *last = at;
        while (last < end) {
            if (is_word(*last))
                ++last;
            else if (*last == ':' && end - last > 2 && last[1] == ':')
                last += 2;
            else
                break;
        }
        return {at, std::size_t(last - at)};
    }

    SHORTLIST_PLAIN bool take_word(const char *wanted) {
        const std::string_view found = word();
        const std::size_t size = std::strlen(wanted);
        if (found.size() != size || std::memcmp(found.data(), wanted, size)) return false;
        at += size;
        return true;
    }

    SHORTLIST_PLAIN bool take_any(std::initializer_list<const char *> words) {
        for (const char *each : words)
            if (take_word(each)) return true;
        return false;
    }

    bool take_nothing() {
        return take_any({"null", "None", "nullptr", "nullopt", "std::nullopt", "NULL"});
    }

    // Whether a truth value was taken, into `value`.
    SHORTLIST_PLAIN bool take_truth(bool &value) {
        value = take_any({"true", "True"});
        return value || take_any({"false", "False"});
    }

    [[noreturn, gnu::cold]] SHORTLIST_PLAIN void misfit(const char *wanted) {
        next();
        const std::ptrdiff_t size = end - at;
        if (size <= 0) fail("expected %s, found nothing", wanted);
        fail("expected %s, found %.*s%s", wanted, int(size > 40 ? 37 : size), at,
             size > 40 ? "..." : "");
    }

    // `vector<int>`, `std::string` or `set` in front of a bracket.
    SHORTLIST_PLAIN void skip_type() {
        const std::string_view name = word();
        if (name.empty() || is_digit(name[0])) return;
        const char *behind = at + name.size();
        if (behind < end && *behind == '<') {
            int depth = 0;
            do depth += (*behind == '<') - (*behind == '>');
            while (++behind < end && depth);
        }
        while (behind < end && *behind == ' ') ++behind;
        if (behind < end && among(*behind, "{(")) at = behind;
    }

    // The bracket that closes the one at hand, which is taken; 0 when there is none.
    SHORTLIST_PLAIN char open() {
        const char letter = next();
        if (!among(letter, "[({")) return '\0';
        ++at;
        return letter == '[' ? ']' : letter == '(' ? ')' : '}';
    }

    // Behind the bracket that closes the one that was just opened.
    SHORTLIST_PLAIN void skip_bracket() {
        for (int depth = 1; at < end && depth; ++at) {
            if (among(*at, "\"'"))
                at = behind_string(at, end) - 1;
            else
                depth += among(*at, "([{") - among(*at, ")]}");
        }
    }
};

// The items of a bracket: `for (Items items(reader, "a list"); items.more();) read(reader);`
struct Items {
    Reader &reader;
    char close;
    bool wrapped = false;  // `set([1, 2])`: a constructor's own bracket around the list
    std::size_t count = 0;

    SHORTLIST_PLAIN Items(Reader &reader, const char *wanted) : reader(reader) {
        reader.skip_type();
        close = open(wanted);
        const char before = close == ')' && reader.at - 2 >= input.data() ? reader.at[-2] : ' ';
        if ((is_word(before) || before == '>') && reader.next() != ')') {
            close = open(wanted);
            wrapped = true;
        }
    }

    char open(const char *wanted) {
        const char found = reader.open();
        return found ? found : (reader.misfit(wanted), found);
    }

    SHORTLIST_PLAIN bool more() {
        bool ends = reader.take(close);
        if (!ends && count) {
            if (!reader.take(',')) reader.misfit("a comma or the end of the list");
            ends = reader.take(close);  // a comma may stand behind the last item
        }
        if (ends && wrapped && !reader.take(')')) reader.misfit("a closing bracket");
        count += !ends;
        return !ends;
    }
};

}  // namespace shortlist_call
