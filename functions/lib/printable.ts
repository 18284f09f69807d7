/**
 * A stranger's text as it may be stored and shown: without control and formatting characters, which
 * could turn a line around, and without halves of characters, which DynamoDB refuses.
 */
export const printable = (text: string, maxLength: number): string =>
  text.slice(0, maxLength).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
