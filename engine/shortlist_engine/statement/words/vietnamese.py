"""Vietnamese."""

from shortlist_engine.statement.words.words import Words

VIETNAMESE = Words(
    name="Vietnamese",
    input=("Dữ liệu vào", "Đầu vào", "Dữ liệu", "Dữ liệu nhập", "Nhập", "Định dạng đầu vào"),
    output=("Kết quả", "Đầu ra", "Dữ liệu ra", "Dữ liệu xuất", "Xuất", "Định dạng đầu ra"),
    example=("Ví dụ", "Mẫu"),
    examples=("Ví dụ đầu vào và đầu ra", "Ví dụ dữ liệu vào và kết quả"),
    sample_input=("Ví dụ đầu vào", "Đầu vào mẫu", "Dữ liệu vào mẫu", "Ví dụ dữ liệu vào"),
    sample_output=(
        "Ví dụ đầu ra", "Đầu ra mẫu", "Kết quả mẫu", "Dữ liệu ra mẫu", "Kết quả mong đợi",
    ),
    after=(
        "Giải thích", "Giải thích ví dụ", "Ghi chú", "Chú ý", "Lưu ý", "Gợi ý", "Ràng buộc",
        "Giới hạn", "Chú thích", "Hạn chế",
    ),
    sections=(
        "Đề bài", "Bài toán", "Mô tả", "Yêu cầu", "Chấm điểm", "Subtask", "Nguồn", "Tác giả",
        "Điểm",
    ),
    small=("cho", "của", "số"),
    copy=("Sao chép", "Đã sao chép"),
    time_limit=("Giới hạn thời gian", "Thời gian giới hạn", "Thời gian:"),
    memory_limit=("Giới hạn bộ nhớ", "Bộ nhớ giới hạn", "Bộ nhớ:"),
    seconds=("giây", "s"),
    milliseconds=("mili giây", "ms"),
    mebibytes=("MB", "MiB", "megabyte"),
    kibibytes=("KB", "KiB", "kilobyte"),
    gibibytes=("GB", "GiB", "gigabyte"),
    standard=("đầu vào chuẩn", "đầu ra chuẩn"),
    nothing=("Không có", "Không có dữ liệu vào", "Không"),
    tolerance=(
        "sai số tuyệt đối hoặc tương đối", "sai số tuyệt đối", "sai số tương đối",
        "sai số không quá",
    ),
    any_case=("không phân biệt chữ hoa chữ thường", "không phân biệt hoa thường"),
    several_answers=(
        "in ra một đáp án bất kỳ", "in ra bất kỳ", "đưa ra một kết quả bất kỳ",
        "theo thứ tự bất kỳ",
    ),
    interactive=("đây là bài toán tương tác", "bài toán tương tác"),
    prose=(
        "và", "là", "của", "có", "không", "các", "những", "một", "trong", "cho", "với", "được",
        "để", "thì", "nên", "vì", "chỉ", "này", "đó", "ta", "khi", "nếu", "ở", "từ", "đến",
        "cũng", "còn", "đầu", "tiên", "rồi", "cách", "nào", "khác", "đáp", "án", "ví", "dụ", "số",
        "mà", "hai",
    ),
)  # fmt: skip
