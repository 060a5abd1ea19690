// Which columns of a table hold numbers: those are set flush right, so that their digits stand below each other.

/** A number as people write it: with a sign, separators of any country, a currency or a percent sign. */
const NUMBER = /^[-+−(]?\s*(?:[\p{Sc}]|[A-Z]{3}\s)?\s*[-−]?\d[\d.,'’\s]*(?:\s?(?:%|‰|[\p{Sc}]|[A-Z]{3}))?\)?$/u;

/** For each column whether at least four of five cells with something in them are numbers. */
export function numberColumns(columns: number, rows: readonly (readonly string[])[]): boolean[] {
  return Array.from({ length: columns }, (_, column) => {
    let filled = 0;
    let numbers = 0;
    for (const row of rows) {
      const cell = row[column]?.trim();
      if (!cell) continue;
      filled += 1;
      if (NUMBER.test(cell)) numbers += 1;
    }
    return filled > 0 && numbers >= filled * 0.8;
  });
}
