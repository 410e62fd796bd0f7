"""German."""

from shortlist_engine.statement.words.words import Words

GERMAN = Words(
    name="German",
    input=("Eingabe", "Eingaben", "Eingabeformat", "Eingabedaten", "Standardeingabe"),
    output=("Ausgabe", "Ausgaben", "Ausgabeformat", "Ausgabedaten", "Standardausgabe"),
    example=("Beispiel", "Beispiele"),
    examples=(
        "Beispiele für Eingabe und Ausgabe", "Beispielein- und -ausgabe",
        "Ein- und Ausgabebeispiele",
    ),
    sample_input=("Beispieleingabe", "Beispiel-Eingabe", "Beispieleingaben", "Eingabebeispiel"),
    sample_output=(
        "Beispielausgabe", "Beispiel-Ausgabe", "Beispielausgaben", "Ausgabebeispiel",
        "Erwartete Ausgabe",
    ),
    after=(
        "Erklärung", "Erklärungen", "Erläuterung", "Erläuterungen", "Erklärung zum Beispiel",
        "Anmerkung", "Anmerkungen", "Hinweis", "Hinweise", "Bemerkung", "Bemerkungen", "Tipp",
        "Beschränkungen", "Einschränkungen", "Grenzen",
    ),
    sections=(
        "Beschreibung", "Aufgabe", "Aufgabenstellung", "Problem", "Bewertung", "Punkte",
        "Teilaufgaben", "Quelle", "Autor", "Autoren",
    ),
    small=("für", "zur", "zum", "die", "der", "das", "und"),
    copy=("Kopieren", "Kopiert"),
    time_limit=("Zeitlimit", "Zeitbeschränkung", "Zeitbegrenzung", "Laufzeitlimit"),
    memory_limit=("Speicherlimit", "Speicherbeschränkung", "Speicherbegrenzung"),
    seconds=("s", "Sek", "Sekunde", "Sekunden"),
    milliseconds=("ms", "Millisekunde", "Millisekunden"),
    mebibytes=("MB", "MiB", "Megabyte", "Mebibyte"),
    kibibytes=("KB", "KiB", "Kilobyte", "Kibibyte"),
    gibibytes=("GB", "GiB", "Gigabyte", "Gibibyte"),
    standard=("Standardeingabe", "Standardausgabe"),
    nothing=("Keine", "Keine Eingabe", "Es gibt keine Eingabe", "Leer"),
    tolerance=(
        "absoluter oder relativer Fehler", "absoluten oder relativen Fehler",
        "absolute oder relative Fehler", "relativer oder absoluter Fehler", "absoluter Fehler",
        "relativer Fehler", "relative oder absolute Fehler",
    ),
    any_case=(
        "in beliebiger Groß- und Kleinschreibung", "Groß- und Kleinschreibung spielt keine Rolle",
        "Groß- und Kleinschreibung wird nicht unterschieden",
    ),
    several_answers=(
        "gib eine beliebige", "geben Sie eine beliebige", "eine beliebige davon",
        "in beliebiger Reihenfolge",
    ),
    interactive=("dies ist eine interaktive Aufgabe", "interaktive Aufgabe"),
    prose=(
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "und", "oder", "ist",
        "sind", "in", "im", "zu", "zum", "zur", "mit", "von", "für", "auf", "an", "nicht", "es",
        "man", "wir", "sie", "er", "als", "auch", "nur", "also", "weil", "dass", "wenn", "dann",
        "kann", "keine", "keinen", "ersten", "zweiten", "erste", "zweite", "beispiel", "antwort",
        "daher", "hier", "noch", "bei",
    ),
)  # fmt: skip
