/** The pseudo-locale: letters with accents, a third longer, in brackets. Still readable, never mistaken for English. */
const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "àƀçđéƒğħîĵķļɱñôþɋřšŧûṽŵẋýžÀƁÇĐÉƑĞĦÎĴĶĻṀÑÔÞɊŘŠŦÛṼŴẊÝŽ";
const map = new Map([...PLAIN].map((letter, index) => [letter, [...ACCENTED][index] ?? letter]));

export function pseudo(text: string): string {
  if (!/[A-Za-z]/.test(text)) return text;
  const accented = [...text].map((letter) => map.get(letter) ?? letter).join("");
  return `⟦${accented}${"·".repeat(Math.ceil(text.trim().length / 3))}⟧`;
}
