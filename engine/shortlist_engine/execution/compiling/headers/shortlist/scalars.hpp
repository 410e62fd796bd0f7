// Reading strings and numbers.

namespace shortlist_call {

SHORTLIST_PLAIN void add_utf8(std::string &text, unsigned value) {
    if (value < 0x80) {
        text += char(value);
        return;
    }
    const int extra = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;
    text += char((0xff00 >> (extra + 1)) | (value >> 6 * extra));
    for (int left = extra; left--;) text += char(0x80 | (value >> 6 * left & 0x3f));
}

SHORTLIST_PLAIN std::string read_text(Reader &reader) {
    char close = '\0';
    if (!among(reader.next(), "\"'")) {  // `string("a")`
        reader.skip_type();
        close = reader.open();
        if (!close) reader.misfit("a string");
        if (reader.take(close)) return {};
    }
    const char quote = reader.next();
    if (!among(quote, "\"'")) reader.misfit("a string");
    std::string text;
    const char *at = reader.at + 1;
    while (at < reader.end && *at != quote) {
        if (*at != '\\' || at + 1 == reader.end) {
            text += *at++;
            continue;
        }
        const char letter = at[1];
        at += 2;
        if (among(letter, "xuU")) {
            unsigned value = 0;
            for (int left = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
                 left && at < reader.end && among(*at, "0123456789abcdefABCDEF"); --left, ++at)
                value = value * 16 + unsigned(is_digit(*at) ? *at - '0' : (*at | 32) - 'a' + 10);
            add_utf8(text, value);
        } else if (letter != '\n') {
            static const char letters[] = "ntrbfva0", meant[] = "\n\t\r\b\f\v\a";
            if (const char *known = among(letter, letters) ? std::strchr(letters, letter) : nullptr) {
                text += meant[known - letters];
            } else {
                if (!among(letter, "\\'\"/")) text += '\\';
                text += letter;
            }
        }
    }
    if (at >= reader.end) reader.misfit("a string with its closing quote");
    reader.at = at + 1;
    if (close && !reader.take(close)) reader.misfit("the end of the string");
    return text;
}

// A number's letters without separators; the reader is then behind it and its suffix.
struct Number {
    char text[400];
    bool decimal = false;

    SHORTLIST_PLAIN Number(Reader &reader, const char *wanted) {
        reader.next();
        const char *at = reader.at, *end = reader.end;
        std::size_t size = 0;
        if (at < end && among(*at, "+-")) text[size++] = *at++;
        const char *digits = at;
        for (; at < end && size < sizeof text - 1; ++at) {
            const bool exponent = (*at | 32) == 'e' && at > digits;
            if (among(*at, "_'") && at > digits) continue;
            if (!is_digit(*at) && *at != '.' && !exponent &&
                !(among(*at, "+-") && at > digits && (at[-1] | 32) == 'e'))
                break;
            decimal = decimal || *at == '.' || exponent;
            text[size++] = *at;
        }
        text[size] = '\0';
        if (at == digits) reader.misfit(wanted);
        while (at < end && among(*at, decimal ? "fFlL" : "uUlLzZfF")) ++at;
        if (at < end && is_word(*at)) reader.misfit(wanted);
        const char *behind = at;
        while (behind < end && *behind == ' ') ++behind;
        if (behind < end && among(*behind, "+-*/%^&|<>."))
            reader.misfit("a value, not an expression: write its result");
        reader.at = at;
    }
};

SHORTLIST_PLAIN char *integer_text(Integer value, char *end) {
    const bool negative = value < 0;
    *--end = '\0';
    do {
        const int digit = int(value % 10);
        *--end = char('0' + (digit < 0 ? -digit : digit));
        value /= 10;
    } while (value);
    if (negative) *--end = '-';
    return end;
}

[[noreturn, gnu::cold]] SHORTLIST_PLAIN void not_in_range(Reader reader, Integer low, Integer high) {
    char first[48], second[48], wanted[128];
    std::snprintf(wanted, sizeof wanted, "an integer from %s to %s",
                  integer_text(low, first + sizeof first),
                  integer_text(high, second + sizeof second));
    reader.misfit(wanted);
}

SHORTLIST_PLAIN Integer read_integer(Reader &reader, Integer low, Integer high) {
    bool truth;
    if (reader.take_truth(truth)) return truth;
    const Reader begin = reader;
    const Reader word = {reader.at, reader.end};
    if (!is_digit(reader.next()) && !among(*word.at, "+-.")) not_in_range(begin, low, high);
    const Number number(reader, "an integer");
    if (number.decimal) {
        const long double value = std::strtold(number.text, nullptr);
        if (!(value == std::floor(value) && value >= (long double)low && value <= (long double)high))
            not_in_range(begin, low, high);
        return Integer(value);
    }
    const bool negative = number.text[0] == '-';
    Integer value = 0;
    for (const char *at = number.text + !is_digit(number.text[0]); *at; ++at) {
        const int digit = negative ? '0' - *at : *at - '0';
        if (__builtin_mul_overflow(value, Integer(10), &value) ||
            __builtin_add_overflow(value, Integer(digit), &value))
            not_in_range(begin, low, high);
    }
    if (value < low || value > high) not_in_range(begin, low, high);
    return value;
}

SHORTLIST_PLAIN long double read_decimal(Reader &reader) {
    bool truth;
    if (reader.take_truth(truth)) return truth;
    if (reader.take_word("float")) {  // float('inf')
        if (!reader.take('(')) reader.misfit("a number");
        const std::string name = read_text(reader);
        if (!reader.take(')')) reader.misfit("a closing bracket");
        return std::strtold(name.c_str(), nullptr);
    }
    Reader ahead = reader;
    const bool negative = ahead.take('-');
    const bool infinite = ahead.take_any({"inf", "Infinity", "INFINITY", "infinity"});
    if (infinite || ahead.take_any({"nan", "NaN", "NAN"})) {
        reader = ahead;
        const long double value = infinite ? __builtin_infl() : __builtin_nanl("");
        return negative ? -value : value;
    }
    return std::strtold(Number(reader, "a number").text, nullptr);
}

}  // namespace shortlist_call
