import { blur, blurPattern, fold, isUpper } from './fold.ts';

const RECIPIENTS = new RegExp(
  `^[^\\p{L}]*${blurPattern('noi')}\\s*nh?a?n(?![a-z])\\s*(?:[:;.]|$|(?=-\\s))[\\s*]*`,
  'u',
);
/** T/M, K/T, T/L (Party) and TM., KT., TL., TUQ., Q. (State): in whose name the signer signs. */
const AUTHORITY =
  /^(?:T\s?\/\s?(?:M|L|UQ)(?:\s*[.:])?\s*|K\s?\/\s?T(?:\s*[.:])?\s*|(?:T\.M|TM|KT|TL|TUQ|THỪA LỆNH|THAY MẶT)(?:\s*[.:]\s*|\s+))(?=\p{Lu})/u;
const ACTING = /^(?:Q|QUYỀN|Quyền)(?:\s*\.\s*|\s+)(?=\p{Lu})/u;
const OFFICE =
  '(?:pho )?(?:tong bi thu|bi thu|chu tich|tong giam doc|giam doc|truong ban|chanh van phong|chu nhiem|truong phong|thu tuong|tong cuc truong|chi cuc truong|cuc truong|vu truong|' +
  'chanh thanh tra|vien truong|hieu truong|chanh an|chi huy truong|chinh uy|tu lenh|truong doan|tong bien tap|tong thanh tra|tong kiem toan|thong doc|to truong|truong tieu ban|doi truong|tram truong)|' +
  'pho ban|bo truong|thu truong|thuong truc ban bi thu|uy vien|ke toan truong';
const POSITION = new RegExp(`^(?:${OFFICE})(?![a-z])`);
export const OFFICES = new RegExp(`(?<![a-z])(?:${OFFICE})(?![a-z])`, 'g');
const SURNAMES =
  /^(?:nguyen|tran|le|pham|huynh|hoang|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|truong|ha|cao|lam|mai|doan|ta|to|trinh|dao|luong|thai|chau|kieu|quach|chu|trieu|la|ton|giap|nong|hua|tong|luu|vuong|thach|bach|khuat|nghiem|phung|tang|lo|lu|ma|quang|kim|dam|than|y|a|ro|siu|ksor|khuong|au|dong|dau|hong|huy|mac|ninh|on|tieu|tu|uong|van|vi|xa|bo|cam|chung|cu|diep|dieu|han|khong|lai|thi|tra|danh|thao|sung|vang|giang|kpa|rcom|rmah|nie|bloong|alang|ro cham)\s/;
const NAME =
  /^(?:(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|GS|PGS|TSKH|TS|ThS|BS|BSCKII|KS|LS)\.?\s*)*\p{Lu}[\p{L}'’]*(?:\s+\p{Lu}[\p{L}'’]*){1,5}$/u;

/** Length of the label "Nơi nhận:" at the start of a text (also "Noi nhan", "Nơi nhân:"); 0 when it is not there. */
export const recipientsLabel = (text: string): number =>
  RECIPIENTS.exec(blur(text.slice(0, 80)))?.[0].length ?? 0;

const pointed = (text: string) => /^\S{1,4}[./]/.test(text) || isUpper(text);
export const isAuthority = (text: string): boolean =>
  text.length <= 140 && AUTHORITY.test(text) && pointed(text);
export const isActing = (text: string): boolean =>
  ACTING.test(text) && POSITION.test(fold(text.replace(ACTING, '')));
export const authorityLength = (text: string): number => AUTHORITY.exec(text)?.[0].length ?? 0;
export const isPosition = (text: string): boolean => POSITION.test(fold(text)) || isActing(text);
export const hasSurname = (text: string): boolean => SURNAMES.test(fold(text));
export const isName = (text: string): boolean =>
  text.length <= 80 && NAME.test(text) && !isPosition(text) && (!isUpper(text) || hasSurname(text));
export const isSigned = (text: string): boolean =>
  /^[([]?\s*(?:da ky|ky ten|ky,|chu ky|dong dau|signed|daky)/.test(fold(text));
export const isAnnex = (text: string): boolean =>
  isUpper(text) && /^(?:phu luc|danh sach|de cuong|bieu|mau)(?![a-z])/.test(fold(text));
