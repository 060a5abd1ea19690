// A document that can do nothing but be looked at. The frame's sandbox already forbids scripts; this
// policy forbids every request, and comes before anything that the document holds.

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'";

export function sealed(html: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="referrer" content="no-referrer">${html}`;
}
