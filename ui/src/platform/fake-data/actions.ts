// Actions that turns of the fake host request of the person.
import type { RequestedActions } from "../../bindings/bridge";

/** Requested actions, by turn. */
export const requestedActions: Record<string, RequestedActions> = {
  "t-table": {
    answered_by: null,
    actions: [
      {
        call: "c1",
        name: "book_table",
        title: "Book table",
        about: "Books a table by telephone.",
        given: [["Message", "Shall I take the one in the corner?"]],
        free_text: "optional",
        deed: null,
        fields: [
          {
            name: "guests",
            label: "Guests",
            about: "How many come, you included.",
            kind: { takes: "whole_number" },
            required: true,
            value: "",
          },
          {
            name: "time",
            label: "Time",
            about: null,
            kind: { takes: "choice", options: ["18:00", "20:00"] },
            required: true,
            value: "20:00",
          },
          {
            name: "contact",
            label: "Contact",
            about: "Whom they may call.",
            required: true,
            value: JSON.stringify({ name: "Ada" }),
            kind: {
              takes: "group",
              fields: [
                { name: "name", label: "Name", about: null, kind: { takes: "text" }, required: true, value: "" },
                { name: "until", label: "Until", about: null, kind: { takes: "date" }, required: false, value: "" },
              ],
            },
          },
          {
            name: "wishes",
            label: "Wishes",
            about: null,
            required: false,
            value: JSON.stringify(["by the window"]),
            kind: {
              takes: "list",
              item: { name: "", label: "", about: null, kind: { takes: "text" }, required: true, value: "" },
            },
          },
          { name: "outside", label: "Outside", about: null, kind: { takes: "yes_no" }, required: false, value: "" },
        ],
      },
      {
        call: "c2",
        name: "call_taxi",
        title: "Call taxi",
        about: null,
        given: [],
        fields: [],
        free_text: "required",
        deed: null,
      },
    ],
  },
};
