// Opening files in other programs, with a confirmation for files that may run code.
import type { OpenOutcome, OpenRisk } from "../bindings/bridge";

/** A pending confirmation. */
export interface Question {
  name: string;
  runs: OpenRisk;
  /** Opens the file after confirmation. */
  goOn: () => void;
}

/** State of opening files in one part of the window. */
export class Opening {
  question = $state.raw<Question | null>(null);

  /** Opens a file; `open` calls the host with whether the person has confirmed. */
  async open(name: string, open: (isSure: boolean) => Promise<OpenOutcome | null>, isSure = false): Promise<void> {
    this.question = null;
    const opened = await open(isSure);
    if (opened?.type === "asks")
      this.question = { name, runs: opened.runs, goOn: () => void this.open(name, open, true) };
  }
}
