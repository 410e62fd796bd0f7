"""Portuguese."""

from shortlist_engine.statement.words.words import Words

PORTUGUESE = Words(
    name="Portuguese",
    input=(
        "Entrada", "Entradas", "Formato de entrada", "Formato da entrada", "Dados de entrada",
        "Entrada padrão",
    ),
    output=(
        "Saída", "Saídas", "Formato de saída", "Formato da saída", "Dados de saída",
        "Saída padrão",
    ),
    example=("Exemplo", "Exemplos", "Amostra", "Caso de teste"),
    examples=(
        "Exemplos de entrada e saída", "Exemplo de entrada e saída",
        "Exemplos de entrada e de saída",
    ),
    sample_input=(
        "Exemplo de entrada", "Exemplos de entrada", "Entrada de exemplo", "Entrada exemplo",
    ),
    sample_output=(
        "Exemplo de saída", "Exemplos de saída", "Saída de exemplo", "Saída exemplo",
        "Saída esperada",
    ),
    after=(
        "Explicação", "Explicações", "Explicação do exemplo", "Nota", "Notas", "Observação",
        "Observações", "Dica", "Dicas", "Restrições", "Restrição", "Limites",
    ),
    sections=(
        "Descrição", "Enunciado", "Tarefa", "Problema", "Pontuação", "Subtarefas", "Fonte",
        "Autor", "Autores", "Informações sobre a pontuação",
    ),
    small=("de", "da", "do", "para", "o", "a", "e"),
    copy=("Copiar", "Copiado"),
    time_limit=("Limite de tempo", "Tempo limite", "Limite de tempo por teste", "Timelimit"),
    memory_limit=("Limite de memória", "Memória limite", "Limite de memória por teste"),
    seconds=("s", "seg", "segundo", "segundos"),
    milliseconds=("ms", "milissegundo", "milissegundos"),
    mebibytes=("MB", "MiB", "megabyte", "megabytes"),
    kibibytes=("KB", "KiB", "quilobyte", "quilobytes"),
    gibibytes=("GB", "GiB", "gigabyte", "gigabytes"),
    standard=("entrada padrão", "saída padrão"),
    nothing=(
        "Nenhuma", "Não há entrada", "Não há", "Sem entrada", "Este problema não tem entrada",
        "Este problema não possui nenhuma entrada",
    ),
    tolerance=(
        "erro absoluto ou relativo", "erro relativo ou absoluto", "erro absoluto",
        "erro relativo",
    ),
    any_case=("em qualquer caixa", "maiúsculas ou minúsculas", "não diferencia maiúsculas"),
    several_answers=(
        "imprima qualquer uma", "imprima qualquer um", "qualquer uma delas", "qualquer um deles",
        "em qualquer ordem", "qualquer ordem",
    ),
    interactive=("este é um problema interativo", "problema interativo"),
    prose=(
        "o", "a", "os", "as", "de", "da", "do", "das", "dos", "em", "no", "na", "nos", "nas", "e",
        "é", "que", "para", "por", "com", "um", "uma", "não", "se", "há", "são", "está", "estão",
        "como", "mais", "ou", "seu", "sua", "ele", "ela", "primeiro", "segundo", "exemplo",
        "resposta", "depois", "então", "portanto", "apenas", "também", "outra", "outro", "pode",
        "porque",
    ),
)  # fmt: skip
