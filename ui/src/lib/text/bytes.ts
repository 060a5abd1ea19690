// Reads a dropped or pasted file for transfer to the host.
import type { AttachBytes } from "../../bindings/bridge";

export function readFile(file: File): Promise<AttachBytes> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.onload = () => {
      const url = String(reader.result);
      resolve({
        name: file.name || "pasted",
        mime: file.type || "application/octet-stream",
        base64: url.slice(url.indexOf(",") + 1),
      });
    };
    reader.readAsDataURL(file);
  });
}
