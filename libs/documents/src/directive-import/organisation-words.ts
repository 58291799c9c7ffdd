/** First words of the names of Vietnamese bodies, folded. A head line that starts otherwise continues the line above it. */
const BODY =
  'ban|so|uy ban|ubnd|hdnd|hoi dong|van phong|tinh uy|thanh uy|huyen uy|thi uy|quan uy|dang uy|xa uy|phuong uy|dang bo|chi bo|bo|cuc|chi cuc|tong cuc|phong|truong|' +
  'dang doan|toa an|vien|cong an|hoi|lien doan|lien hiep|lien minh|doan|tinh doan|thanh doan|huyen doan|mat tran|mttq|thanh tra|kiem toan|cong ty|tong cong ty|tap doan|dai|bao|benh vien|' +
  'trung tam|chinh phu|thu tuong|quoc hoi|kho bac|ngan hang|bao hiem|quy|to cong tac|tieu ban|thuong truc|doan dbqh|doan dai bieu|chu tich|to chuc|dang cong san';
const STARTS_BODY = new RegExp(`^(?:${BODY})(?![a-z])`);
const STARTS_ADDRESSEE = new RegExp(
  `^(?:cac|nhung|tap the|dong chi|thu truong|lanh dao|cap uy|nguoi dung dau|giam doc|bi thu|chanh|ong|ba|nha|hoc vien|tap chi|xi nghiep|nong truong|lam truong|${BODY})(?![a-z])`,
);

export const startsBody = (folded: string): boolean => STARTS_BODY.test(folded);
export const startsAddressee = (folded: string): boolean => STARTS_ADDRESSEE.test(folded);

const OPENER =
  /^(?:can cu|thuc hien|ngay \d|trong (?:thoi gian|nam|qua|nhung|khi|boi)|thoi gian|vua qua|qua |de |nham|theo |nam \d{4}|sau khi|xet|tren co so|hien nay|tiep theo|trien khai|phuc vu|nhan duoc|vi vay|do do|chuan bi|tiep tuc|huong ung|dap ung|thoi han|de nghi|yeu cau|gan day|nhung nam|tu ngay|hoi \d|thua |quan triet)/;
const SPEAKS =
  /(?:nhan duoc|de nghi|yeu cau|thong bao|huong dan|co y kien|da ban hanh|ban hanh|(?<!ban )chi dao|giao |nhu sau|sau day|ve viec)/;

/** The start of running text: the words that open preambles, or a body that says something, or sheer length. */
export const opensProse = (folded: string): boolean =>
  OPENER.test(folded) ||
  folded.length > 160 ||
  (folded.length > 60 && SPEAKS.test(folded)) ||
  folded.endsWith(':');

export const startsPreamble = (folded: string): boolean => OPENER.test(folded);
