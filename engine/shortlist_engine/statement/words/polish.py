"""Polish."""

from shortlist_engine.statement.words.words import Words

POLISH = Words(
    name="Polish",
    input=(
        "Wejście", "Dane wejściowe", "Format wejścia", "Format danych wejściowych",
        "Opis wejścia", "Standardowe wejście", "Specyfikacja wejścia",
    ),
    output=(
        "Wyjście", "Dane wyjściowe", "Format wyjścia", "Format danych wyjściowych",
        "Opis wyjścia", "Standardowe wyjście", "Specyfikacja wyjścia", "Wynik",
    ),
    example=("Przykład", "Przykłady", "Przykładowe"),
    examples=(
        "Przykłady wejścia i wyjścia", "Przykładowe wejście i wyjście",
        "Przykładowe wejścia i wyjścia",
    ),
    sample_input=(
        "Przykładowe wejście", "Przykład wejścia", "Przykładowe dane wejściowe",
        "Dla danych wejściowych", "Wejście dla testu",
    ),
    sample_output=(
        "Przykładowe wyjście", "Przykład wyjścia", "Przykładowe dane wyjściowe",
        "Przykładowa odpowiedź", "Poprawnym wynikiem jest", "Oczekiwane wyjście",
        "Wyjście dla testu",
    ),
    after=(
        "Wyjaśnienie", "Wyjaśnienia", "Wyjaśnienie przykładu", "Wyjaśnienie do przykładu",
        "Objaśnienie", "Uwaga", "Uwagi", "Wskazówka", "Wskazówki", "Ograniczenia", "Komentarz",
    ),
    sections=(
        "Opis", "Treść", "Zadanie", "Problem", "Ocenianie", "Punktacja", "Podzadania", "Źródło",
        "Autor", "Autorzy", "Testy przykładowe",
    ),
    small=("dla", "do", "i", "danych", "numer"),
    copy=("Kopiuj", "Skopiuj", "Skopiowano"),
    time_limit=("Limit czasu", "Ograniczenie czasu", "Ograniczenie czasowe"),
    memory_limit=("Limit pamięci", "Ograniczenie pamięci", "Dostępna pamięć"),
    seconds=("s", "sek", "sekunda", "sekundy", "sekund"),
    milliseconds=("ms", "milisekunda", "milisekundy", "milisekund"),
    mebibytes=("MB", "MiB", "megabajt", "megabajty", "megabajtów"),
    kibibytes=("KB", "KiB", "kilobajt", "kilobajty", "kilobajtów"),
    gibibytes=("GB", "GiB", "gigabajt", "gigabajty", "gigabajtów"),
    standard=("standardowe wejście", "standardowe wyjście"),
    nothing=("Brak", "Brak danych wejściowych", "Nie ma danych wejściowych", "Puste"),
    tolerance=(
        "błąd bezwzględny lub względny", "błędem bezwzględnym lub względnym",
        "błąd względny lub bezwzględny", "błąd bezwzględny", "błąd względny",
    ),
    any_case=("wielkość liter nie ma znaczenia", "dowolną wielkością liter"),
    several_answers=(
        "wypisz dowolną", "wypisz dowolny", "wypisz dowolne", "dowolną z nich", "dowolny z nich",
        "w dowolnej kolejności",
    ),
    interactive=("to jest zadanie interaktywne", "zadanie interaktywne"),
    prose=(
        "w", "we", "i", "na", "nie", "że", "to", "z", "ze", "do", "dla", "jak", "tak", "jeśli",
        "lub", "albo", "jego", "jej", "ich", "się", "jest", "są", "on", "ona", "my", "tylko",
        "więc", "można", "trzeba", "będzie", "był", "pierwszym", "drugim", "przykładzie",
        "odpowiedź", "po", "gdzie", "gdy", "potem", "najpierw", "tutaj", "który", "które", "też",
        "innego", "przez", "od", "za",
    ),
)  # fmt: skip
