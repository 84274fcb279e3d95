#include "text/compounds.h"

#include <stdlib.h>
#include <string.h>

/*
 * Everyday words of two syllables, as people in these subjects use them: sorted by bytes, small
 * letters, tone marks in the traditional place. Only pairs that never end one phrase and begin the
 * next are worth listing.
 */
static const char *const COMPOUNDS[] = {
    "an ninh",     "an toàn",      "bao gói",      "biên lai",    "biên nhận",   "biến động",
    "bà con",      "bán hàng",     "báo cáo",      "bình luận",   "bưu chính",   "bưu cục",
    "bưu điện",    "bản gốc",      "bảo hiểm",     "bảo mật",     "bảo vệ",      "bảo đảm",
    "bất ngờ",     "bắt buộc",     "bằng chứng",   "bằng lái",    "bệnh viện",   "cao tuổi",
    "chia sẻ",     "chuyển khoản", "chuyển tiền",  "chuyển đổi",  "chính chủ",   "chính phủ",
    "chăn nuôi",   "chấp nhận",    "chất lượng",   "chế biến",    "chợ phiên",   "chụp ảnh",
    "chủ nhật",    "chứng minh",   "chữa bệnh",    "con cháu",    "cuộc gọi",    "cài đặt",
    "cá nhân",     "cán bộ",       "cân nặng",     "câu hỏi",     "công an",     "công dân",
    "công nghệ",   "căn cước",     "cơ quan",      "cơ sở",       "cư trú",      "cảnh báo",
    "cảnh giác",   "cẩn thận",     "cập nhật",     "cộng đồng",   "cứu hộ",      "cứu nạn",
    "cứu trợ",     "cửa hàng",     "doanh thu",    "dễ dàng",     "dịch vụ",     "dọa nạt",
    "dự phòng",    "ghi nhớ",      "gia đình",     "gian hàng",   "giao dịch",   "giao hàng",
    "giáo viên",   "giúp đỡ",      "giả danh",     "giả mạo",     "giải quyết",  "giấy phép",
    "giấy tờ",     "giọng nói",    "góp ý",        "gạch nối",    "gần nhất",    "hoa hồng",
    "hàng hóa",    "hành chính",   "hình ảnh",     "hóa đơn",     "hôn nhân",    "hưu trí",
    "hướng dẫn",   "hạn dùng",     "hạn mức",      "họ tên",      "học sinh",    "hồ sơ",
    "hỗ trợ",      "hộ khẩu",      "hộ kinh",      "hợp tác",     "hợp đồng",    "khai sinh",
    "khoản tiền",  "khuyến mãi",   "khuôn mặt",    "khách hàng",  "khám bệnh",   "không gian",
    "kinh doanh",  "kiến nghị",    "kiểm tra",     "kích hoạt",   "kẻ gian",     "kết hôn",
    "kết nối",     "kết quả",      "liên hệ",      "lái xe",      "lũ lụt",      "lệ phí",
    "lịch sử",     "lỗi mạng",     "lừa đảo",      "miễn phí",    "mua bán",     "mua hàng",
    "màn hình",    "máy tính",     "mùa vụ",       "mũi tiêm",    "mạo danh",    "mất tích",
    "mật khẩu",    "mật mã",       "nghi ngờ",     "nghị định",   "nguồn gốc",   "ngày sinh",
    "ngày tháng",  "ngân hàng",    "người bán",    "người già",   "người gọi",   "người gửi",
    "người mua",   "người nhận",   "người thân",   "nhanh chóng", "nhiệm vụ",    "nhà mạng",
    "nhà nước",    "nhà trường",   "nhân viên",    "nhận tiền",   "nhận xét",    "nhắc lại",
    "nhớ kỹ",      "nông sản",     "nạp tiền",     "nền tảng",    "nội dung",    "phê duyệt",
    "phòng chống", "phản ánh",     "phụ huynh",    "phục vụ",     "quay mặt",    "quy định",
    "quyết định",  "quá trình",    "quầy hàng",    "quốc gia",    "rút tiền",    "rủ rê",
    "sinh trắc",   "siêu thị",     "sáp nhập",     "sản phẩm",    "số dư",       "số lượng",
    "số tiền",     "sức khỏe",     "tai nạn",      "tham gia",    "thanh toán",  "thao tác",
    "theo dõi",    "thiên tai",    "thu hoạch",    "thuê bao",    "thuế vụ",     "thông minh",
    "thông tin",   "thông tư",     "thương mại",   "thường trú",  "thất lạc",    "thời hạn",
    "thời tiết",   "thủ tục",      "thứ ba",       "thứ bảy",     "thứ hai",     "thứ năm",
    "thứ sáu",     "thứ tư",       "thứ tự",       "tin nhắn",    "tiêm chủng",  "tiết kiệm",
    "tiền bạc",    "tiền mặt",     "tiện lợi",     "tra cứu",     "trang web",   "trung tâm",
    "truy xuất",   "trình báo",    "trúng thưởng", "trường học",  "trưởng thôn", "trẻ em",
    "trồng trọt",  "trợ cấp",      "trực tuyến",   "tài khoản",   "tên miền",    "tìm kiếm",
    "tình trạng",  "tích hợp",     "tính mạng",    "tạm trú",     "tải lên",     "tải về",
    "tố giác",     "tổ chức",      "tổng đài",     "tờ khai",     "từ chối",     "tự nguyện",
    "việc làm",    "vân tay",      "ví tiền",      "văn hóa",     "vất vả",      "vận chuyển",
    "xuất xứ",     "xác minh",     "xác nhận",     "xác thực",    "xã hội",      "xử lý",
    "y tế",        "âm thanh",     "đe dọa",       "điều khoản",  "điều kiện",   "điện thoại",
    "điện tử",     "đánh giá",     "đính kèm",     "đóng gói",    "đăng ký",     "đăng nhập",
    "đơn hàng",    "đơn thuốc",    "đường link",   "đảm bảo",     "đất nước",    "đất đai",
    "đầu tư",      "đặc sản",      "đặt cọc",      "địa chỉ",     "định danh",   "đồng ý",
    "ứng dụng",
};

enum { COMPOUND_COUNT = sizeof COMPOUNDS / sizeof COMPOUNDS[0], COMPOUND_BYTES = 64 };

static int compare(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

bool compound_find(struct slice first, struct slice second)
{
    char key[COMPOUND_BYTES];
    if (first.size == 0 || second.size == 0 || first.size + second.size + 2 > sizeof key)
        return false;
    memcpy(key, first.data, first.size);
    key[first.size] = ' ';
    memcpy(key + first.size + 1, second.data, second.size);
    key[first.size + 1 + second.size] = '\0';
    return bsearch(key, COMPOUNDS, COMPOUND_COUNT, sizeof COMPOUNDS[0], compare) != NULL;
}

unsigned compound_list(const char *const **out)
{
    *out = COMPOUNDS;
    return COMPOUND_COUNT;
}
