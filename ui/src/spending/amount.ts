// Parsing and formatting of money amounts in fields.

/** Parses an amount in dollars to cents; null if empty, undefined if invalid. */
export function cents(text: string): number | null | undefined {
  const plain = text
    .trim()
    .replace(/^\$\s*/, "")
    .replace(",", ".");
  if (plain === "") return null;
  return /^\d{1,6}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
}

/** Formats an amount in cents for its field. */
export const written = (amount: number | null): string =>
  amount === null ? "" : (amount / 100).toFixed(amount % 100 ? 2 : 0);
