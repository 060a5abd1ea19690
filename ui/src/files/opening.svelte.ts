// Opening files in other programs: what may run code is asked about first.
import type { OpenOutcome, OpenRisk } from "../bindings/bridge";

/** What is asked about before it is opened. */
export interface Question {
  name: string;
  runs: OpenRisk;
  /** Opens it, now that the person wants it. */
  goOn: () => void;
}

/** The opening of files in one place of the window. */
export class Opening {
  question = $state.raw<Question | null>(null);

  /** Opens the file of this name; `open` asks the host, and says whether the person is sure. */
  async open(name: string, open: (isSure: boolean) => Promise<OpenOutcome | null>, isSure = false): Promise<void> {
    this.question = null;
    const opened = await open(isSure);
    if (opened?.type === "asks")
      this.question = { name, runs: opened.runs, goOn: () => void this.open(name, open, true) };
  }
}
