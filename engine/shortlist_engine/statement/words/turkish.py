"""Turkish."""

from shortlist_engine.statement.words.words import Words

TURKISH = Words(
    name="Turkish",
    input=(
        "Girdi", "Giriş", "Girdi biçimi", "Girdi formatı", "Giriş formatı", "Giriş biçimi",
        "Standart girdi",
    ),
    output=(
        "Çıktı", "Çıkış", "Çıktı biçimi", "Çıktı formatı", "Çıkış formatı", "Çıkış biçimi",
        "Standart çıktı",
    ),
    example=("Örnek", "Örnekler"),
    examples=("Örnek girdi ve çıktılar", "Örnek girdi ve çıktı", "Örnek girdi/çıktı"),
    sample_input=("Örnek girdi", "Örnek giriş", "Girdi örneği"),
    sample_output=("Örnek çıktı", "Örnek çıkış", "Çıktı örneği", "Beklenen çıktı"),
    after=(
        "Açıklama", "Açıklamalar", "Örnek açıklaması", "Not", "Notlar", "İpucu", "İpuçları",
        "Kısıtlar", "Kısıtlamalar", "Sınırlar",
    ),
    sections=(
        "Tanım", "Soru", "Problem", "Görev", "Puanlama", "Alt görevler", "Kaynak", "Yazar",
        "Yazarlar",
    ),
    small=("için", "ve"),
    copy=("Kopyala", "Kopyalandı"),
    time_limit=("Süre sınırı", "Zaman sınırı", "Zaman limiti", "Süre limiti", "Süre:"),
    memory_limit=("Bellek sınırı", "Bellek limiti", "Hafıza sınırı", "Hafıza limiti", "Bellek:"),
    seconds=("saniye", "sn", "s"),
    milliseconds=("milisaniye", "ms"),
    mebibytes=("MB", "MiB", "megabayt"),
    kibibytes=("KB", "KiB", "kilobayt"),
    gibibytes=("GB", "GiB", "gigabayt"),
    standard=("standart girdi", "standart çıktı"),
    nothing=("Yok", "Girdi yok", "Bu problemde girdi yoktur", "Boş"),
    tolerance=("mutlak veya bağıl hata", "mutlak ya da bağıl hata", "mutlak hata", "bağıl hata"),
    any_case=(
        "büyük veya küçük harf", "büyük/küçük harf duyarlı değildir",
        "büyük küçük harf fark etmez",
    ),
    several_answers=(
        "herhangi birini yazdırın", "herhangi birini bastırın", "herhangi birini",
        "herhangi bir sırayla", "herhangi bir sırada",
    ),
    interactive=("bu bir etkileşimli problemdir", "etkileşimli problem"),
    prose=(
        "ve", "bir", "bu", "için", "ile", "de", "da", "olarak", "olan", "olduğu", "en", "çok",
        "daha", "ne", "değil", "yok", "var", "ise", "veya", "gibi", "sonra", "önce", "yalnızca",
        "sadece", "böylece", "bunun", "yüzden", "her", "iki", "ilk", "ikinci", "örnekte", "yanıt",
        "cevap", "olur", "başka", "yol", "o",
    ),
)  # fmt: skip
