// File commands of the fake host.
import type { ArtifactView } from "../bindings/bridge";
import type { Handlers } from "./fake";
import { ago, artifact } from "./fake-data/builders";
import { previews, sheet } from "./fake-data/previews";

const PAGES = 6;

/** `made` returns the files of its conversations. */
export function fileHandlers(made: () => readonly ArtifactView[]) {
  return {
    list_files: () => ({
      files: [...made()].concat(
        artifact("plan.md", {
          conversation: "c-trip",
          turn: "t-trip",
          conversation_title: "A quiet weekend in Ghent",
          mime: "text/markdown",
          size: 6_120,
          created_at: ago(8990),
        }),
        artifact("tickets.pdf", {
          conversation: "c-trip",
          turn: "t-trip",
          conversation_title: "A quiet weekend in Ghent",
          mime: "application/pdf",
          size: 88_000,
          created_at: ago(8990),
        }),
        artifact("map.png", {
          conversation: "c-trip",
          turn: "t-trip",
          conversation_title: "A quiet weekend in Ghent",
          mime: "image/png",
          size: 412_000,
          created_at: ago(8990),
        }),
      ),
      next: null,
    }),
    compare_files: () => ({
      is_table: false,
      added: 1,
      removed: 1,
      truncated: false,
      rows: [
        { type: "left_out", rows: 4 },
        {
          type: "row",
          before: 5,
          after: 5,
          cells: [{ before: ["The price is ", "5", " euros."], after: ["The price is ", "7", " euros."] }],
        },
      ],
    }),
    preview_file: (id) => previews[id] ?? { type: "none", mime: "application/octet-stream" },
    table_rows: ({ file, sheet, from, count }) => {
      const preview = previews[file];
      const known =
        preview?.type === "table"
          ? preview.rows
          : preview?.type === "workbook"
            ? (preview.sheets[sheet ?? 0]?.table?.rows ?? [])
            : [];
      const rows = known.map((cells, number) => ({ number, cells }));
      return {
        rows: rows.slice(from, from + count),
        total: rows.length,
        is_whole: true,
        is_cut: false,
        more_columns: [],
        marks: [],
        has_hidden_rows: false,
        has_formulas: false,
      };
    },
    close_table: () => null,
    stop_saving_table: () => null,
    save_table: ({ file }) => ({ place: `/home/ada/Downloads/${file}.csv`, is_cut: false }),
    encodings: () => ["UTF-8", "windows-1252"],
    set_encoding: ({ file }) => previews[file] ?? { type: "none", mime: "application/octet-stream" },
    open_file: () => ({ type: "opened" }),
    open_file_with: () => ({ type: "opened" }),
    copy_file: (id) => artifact(id).name,
    drag_file: () => null,
    open_attachment: () => ({ type: "opened" }),
    draw_pages: async ({ from }) => {
      await new Promise((r) => setTimeout(r, 20));
      const pages = Array.from({ length: Math.min(4, PAGES - from) }, (_, i) => ({
        data_url: sheet(from + i + 1),
        width: 1200,
        height: 1697,
        lines: [{ text: `Ticket ${from + i + 1}`, x: 200, y: 300, width: 500, size: 60, angle: 0 }],
      }));
      return { total: PAGES, truncated: false, pages };
    },
    read_pages: () => ({ total: PAGES, pages: Array.from({ length: PAGES }, (_, i) => [`Ticket ${i + 1}`]) }),
    list_folder: () => ({ files: [], next: null }),
    fetch_file: () => null,
    fetch_rest: () => null,
    stop_file: () => null,
    stop_files: () => null,
    save_files: ({ files }) => ({ folder: "/home/ada/Downloads", paths: files.map((f) => `/home/ada/Downloads/${f}`) }),
    save_archive: ({ name }) => `/home/ada/Downloads/${name}.zip`,
    show_in_folder: () => null,
  } satisfies Partial<Handlers>;
}
