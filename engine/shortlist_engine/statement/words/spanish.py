"""Spanish."""

from shortlist_engine.statement.words.words import Words

SPANISH = Words(
    name="Spanish",
    input=(
        "Entrada", "Entradas", "Formato de entrada", "Formato de la entrada", "Datos de entrada",
        "Entrada estándar",
    ),
    output=(
        "Salida", "Salidas", "Formato de salida", "Formato de la salida", "Datos de salida",
        "Salida estándar",
    ),
    example=("Ejemplo", "Ejemplos", "Muestra", "Caso de ejemplo"),
    examples=("Ejemplos de entrada y salida", "Ejemplo de entrada y salida"),
    sample_input=(
        "Ejemplo de entrada", "Ejemplos de entrada", "Entrada de ejemplo", "Entrada ejemplo",
    ),
    sample_output=(
        "Ejemplo de salida", "Ejemplos de salida", "Salida de ejemplo", "Salida ejemplo",
        "Salida esperada",
    ),
    after=(
        "Explicación", "Explicaciones", "Explicación del ejemplo", "Nota", "Notas", "Observación",
        "Observaciones", "Pista", "Pistas", "Restricciones", "Límites", "Consideraciones",
    ),
    sections=(
        "Descripción", "Enunciado", "Tarea", "Problema", "Puntuación", "Subtareas", "Fuente",
        "Autor", "Autores", "Evaluación",
    ),
    small=("de", "del", "la", "para", "el", "y"),
    copy=("Copiar", "Copiado"),
    time_limit=(
        "Límite de tiempo", "Tiempo límite", "Límite de tiempo por caso",
        "Límite de tiempo (caso)", "Límite de tiempo por prueba",
    ),
    memory_limit=("Límite de memoria", "Memoria límite", "Límite de memoria por prueba"),
    seconds=("s", "seg", "segundo", "segundos"),
    milliseconds=("ms", "milisegundo", "milisegundos"),
    mebibytes=("MB", "MiB", "megabyte", "megabytes", "megas"),
    kibibytes=("KB", "KiB", "kilobyte", "kilobytes"),
    gibibytes=("GB", "GiB", "gigabyte", "gigabytes"),
    standard=("entrada estándar", "salida estándar"),
    nothing=(
        "Ninguna", "No hay entrada", "No hay", "Sin entrada", "Este problema no tiene entrada",
        "Este problema no recibe entrada",
    ),
    tolerance=(
        "error absoluto o relativo", "error relativo o absoluto", "error absoluto",
        "error relativo",
    ),
    any_case=("mayúsculas o minúsculas", "no distingue mayúsculas", "sin distinguir mayúsculas"),
    several_answers=(
        "imprime cualquiera", "imprima cualquiera", "cualquiera de ellas", "cualquiera de ellos",
        "en cualquier orden", "cualquier orden",
    ),
    interactive=("este es un problema interactivo", "problema interactivo"),
    prose=(
        "el", "la", "los", "las", "de", "del", "en", "y", "que", "para", "por", "con", "un",
        "una", "no", "se", "hay", "son", "es", "está", "están", "como", "más", "o", "su", "él",
        "ella", "primer", "primero", "segundo", "ejemplo", "respuesta", "luego", "después",
        "entonces", "solo", "sólo", "también", "otra", "otro", "puede", "porque", "así",
    ),
)  # fmt: skip
