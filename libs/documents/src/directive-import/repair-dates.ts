import { fold, repairDigits } from './fold.ts';

const WORDS: Readonly<Record<string, string>> = {
  truoc: 'trước',
  ngay: 'ngày',
  thang: 'tháng',
  nam: 'năm',
  cham: 'chậm',
  muon: 'muộn',
  nhat: 'nhất',
  den: 'đến',
  het: 'hết',
  lam: 'làm',
  viec: 'việc',
  ke: 'kể',
  tu: 'từ',
  nhan: 'nhận',
  duoc: 'được',
  gio: 'giờ',
  ky: 'ký',
  la: 'là',
};

/** Restores lost tone marks and misread digits around dates, character for character, so that offsets stay. */
export function repairDates(text: string): string {
  const withWords = text.replace(
    /(?<![\p{L}])(?:truoc|cham nhat|den het|trong vong|trong)(?![\p{L}])[^.;:]{0,60}/giu,
    (window) =>
      /\bngay\b/i.test(window) || /^truoc/i.test(window)
        ? window.replace(/(?<!\p{L})[a-z]+(?!\p{L})/giu, (word) => WORDS[word.toLowerCase()] ?? word)
        : window,
  );
  return withWords
    .replace(/(?<!\p{L})([Tt])r(?:uớ|uó|ưó|ứơ|ươ|ưo|uơ)c(?=\s+(?:ngày|tháng|\d))/gu, '$1rước')
    .replace(/(?<=(?:trước|nhất|đến)\s+\d{1,2})\.(?=\d{2}\s+ngày)/giu, ':')
    .replace(
      /((?:ngày|tháng|năm|trước|trong(?: vòng)?)\s+)([0-9OoIl|]{1,4})(?=\s*(?:[/.,;-]|tháng|năm|ngày|$|\s))/giu,
      (whole, lead: string, digits: string) =>
        /^[oOI]$|^[Il|]{3,}$/.test(digits) ? whole : lead + repairDigits(fold(digits)),
    )
    .replace(
      /(?<![\p{L}\p{N}])[0-9OoIl|]{1,2}\s*[/-]\s*[0-9OoIl|]{1,2}(?:\s*[/-]\s*[0-9OoIl|]{4})?(?![\p{L}\p{N}])/gu,
      (date) => (/\d/.test(date) ? repairDigits(fold(date)) : date),
    );
}
