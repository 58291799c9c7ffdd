/** Whose midnight ends a day, unless a campaign says otherwise. */
export const DEFAULT_ZONE = 'Asia/Ho_Chi_Minh';
