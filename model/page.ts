/** Items in a page when the client asks for no number, and the most it may ask for. */
export const PAGE_LIMIT_DEFAULT = 20;
export const PAGE_LIMIT_MAX = 100;
