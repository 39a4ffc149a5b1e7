/** Citations name receipts of one turn: outside it they say nothing. */
export const withoutCitations = (text: string): string => text.replaceAll(/\s{0,9}\[r\d{1,4}\]/g, '');
