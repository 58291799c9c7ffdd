/** A letter in the usual form, short enough to read in a test. */
export const LETTER = `TỈNH ỦY AN PHÚ	ĐẢNG CỘNG SẢN VIỆT NAM
*
Số 217-CV/TU	An Phú, ngày 09 tháng 11 năm 2026
V/v rà soát kết quả thực hiện nghị quyết

Kính gửi:
a) Các huyện ủy, thị ủy.

Để đánh giá kết quả thực hiện nghị quyết, Ban Thường vụ Tỉnh ủy yêu cầu các đơn vị thực hiện các nội dung sau:

1. Rà soát các nội dung còn hạn chế trong năm 2026, nêu rõ nguyên nhân.
2. Xây dựng kế hoạch khắc phục các hạn chế đã nêu.

Nơi nhận:
- Như trên,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Trần Văn An
`;
