"""French."""

from shortlist_engine.statement.words.words import Words

FRENCH = Words(
    name="French",
    input=(
        "Entrée", "Entrées", "Format d'entrée", "Format de l'entrée", "Données d'entrée",
        "Entrée standard", "Format des entrées", "Données en entrée",
    ),
    output=(
        "Sortie", "Sorties", "Format de sortie", "Format de la sortie", "Données de sortie",
        "Sortie standard", "Format des sorties",
    ),
    example=("Exemple", "Exemples", "Échantillon"),
    examples=(
        "Exemples d'entrée et de sortie", "Exemple d'entrée et de sortie",
        "Exemples d'entrées et de sorties", "Exemples d'entrée/sortie",
    ),
    sample_input=(
        "Exemple d'entrée", "Exemples d'entrée", "Exemple d’entrée", "Entrée d'exemple",
        "Entrée exemple",
    ),
    sample_output=(
        "Exemple de sortie", "Exemples de sortie", "Sortie d'exemple", "Sortie exemple",
        "Sortie attendue",
    ),
    after=(
        "Explication", "Explications", "Explication de l'exemple", "Commentaire", "Commentaires",
        "Note", "Notes", "Remarque", "Remarques", "Indice", "Indices", "Contraintes",
        "Contrainte", "Limites",
    ),
    sections=(
        "Description", "Énoncé", "Tâche", "Problème", "Score", "Barème", "Sous-tâches", "Source",
        "Auteur", "Auteurs",
    ),
    small=("de", "du", "des", "d'", "l'", "pour", "le", "la", "et"),
    copy=("Copier", "Copié"),
    time_limit=(
        "Limite de temps", "Temps limite", "Limites de temps", "Limite de temps d'exécution",
        "Limite temps",
    ),
    memory_limit=("Limite mémoire", "Limite de mémoire", "Mémoire limite", "Limites de mémoire"),
    seconds=("s", "sec", "seconde", "secondes"),
    milliseconds=("ms", "milliseconde", "millisecondes"),
    mebibytes=("Mo", "Mio", "MB", "MiB", "mégaoctet", "mégaoctets"),
    kibibytes=("Ko", "Kio", "KB", "KiB", "kilooctet", "kilooctets"),
    gibibytes=("Go", "Gio", "GB", "GiB", "gigaoctet", "gigaoctets"),
    standard=("entrée standard", "sortie standard"),
    nothing=("Aucune", "Aucune entrée", "Pas d'entrée", "Il n'y a pas d'entrée", "Rien"),
    tolerance=(
        "erreur absolue ou relative", "erreur relative ou absolue", "erreur absolue",
        "erreur relative",
    ),
    any_case=(
        "en majuscules ou en minuscules", "majuscules ou minuscules", "insensible à la casse",
    ),
    several_answers=(
        "affichez n'importe laquelle", "afficher n'importe laquelle", "affichez n'importe lequel",
        "n'importe laquelle d'entre elles", "dans n'importe quel ordre",
    ),
    interactive=("ceci est un problème interactif", "problème interactif"),
    prose=(
        "le", "la", "les", "de", "du", "des", "en", "et", "que", "qui", "pour", "par", "avec",
        "un", "une", "ne", "pas", "se", "il", "elle", "sont", "est", "comme", "plus", "ou", "son",
        "sa", "premier", "second", "deuxième", "exemple", "réponse", "puis", "ensuite", "alors",
        "seul", "seulement", "aussi", "autre", "peut", "on", "dans", "sur", "au", "aux", "car",
        "donc", "vous",
    ),
)  # fmt: skip
