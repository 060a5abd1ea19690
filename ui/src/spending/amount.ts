// Amounts of money as a person writes them.

/** Cents of what was written in dollars; null for nothing, undefined when it is no amount. */
export function cents(text: string): number | null | undefined {
  const plain = text
    .trim()
    .replace(/^\$\s*/, "")
    .replace(",", ".");
  if (plain === "") return null;
  return /^\d{1,6}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
}

/** How an amount stands in its field. */
export const written = (amount: number | null): string =>
  amount === null ? "" : (amount / 100).toFixed(amount % 100 ? 2 : 0);
