"""Indonesian."""

from shortlist_engine.statement.words.words import Words

INDONESIAN = Words(
    name="Indonesian",
    input=("Masukan", "Format masukan", "Data masukan", "Masukan standar"),
    output=("Keluaran", "Format keluaran", "Data keluaran", "Keluaran standar"),
    example=("Contoh", "Sampel"),
    examples=("Contoh masukan dan keluaran", "Contoh masukan/keluaran"),
    sample_input=("Contoh masukan", "Masukan contoh", "Sampel masukan", "Contoh input"),
    sample_output=(
        "Contoh keluaran", "Keluaran contoh", "Sampel keluaran", "Contoh output",
        "Keluaran yang diharapkan",
    ),
    after=(
        "Penjelasan", "Penjelasan contoh", "Penjelasan contoh masukan", "Catatan", "Keterangan",
        "Petunjuk", "Batasan",
    ),
    sections=(
        "Deskripsi", "Soal", "Tugas", "Penilaian", "Subsoal", "Sumber", "Penulis", "Pembuat soal",
    ),
    small=("untuk", "dari", "ke", "dan"),
    copy=("Salin", "Tersalin"),
    time_limit=("Batas waktu", "Batasan waktu"),
    memory_limit=("Batas memori", "Batasan memori"),
    seconds=("detik", "s"),
    milliseconds=("milidetik", "ms"),
    mebibytes=("MB", "MiB", "megabita"),
    kibibytes=("KB", "KiB", "kilobita"),
    gibibytes=("GB", "GiB", "gigabita"),
    standard=("masukan standar", "keluaran standar"),
    nothing=("Tidak ada", "Tidak ada masukan", "Kosong"),
    tolerance=(
        "galat mutlak atau relatif", "galat absolut atau relatif",
        "kesalahan absolut atau relatif", "galat absolut", "galat relatif",
    ),
    any_case=(
        "huruf besar atau huruf kecil", "huruf besar maupun kecil",
        "tidak membedakan huruf besar",
    ),
    several_answers=(
        "cetak yang mana saja", "keluarkan yang mana saja", "keluarkan salah satu",
        "cetak salah satu", "dalam urutan apa pun", "dalam urutan apapun",
    ),
    interactive=("ini adalah soal interaktif", "soal interaktif"),
    prose=(
        "yang", "dan", "di", "ke", "dari", "untuk", "dengan", "adalah", "ini", "itu", "tidak",
        "ada", "pada", "juga", "akan", "dapat", "bisa", "kita", "sehingga", "karena", "hanya",
        "lalu", "kemudian", "jika", "maka", "atau", "oleh", "sebagai", "cara", "lain", "pertama",
        "kedua", "contoh", "jawabannya", "jawaban", "bahwa",
    ),
)  # fmt: skip
