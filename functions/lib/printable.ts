/**
 * Makes text from an untrusted client safe to store and display. Removes control and formatting
 * characters, which could reverse a line, and unpaired surrogates, which DynamoDB refuses.
 */
export const printable = (text: string, maxLength: number): string =>
  text.slice(0, maxLength).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
