import type { Tools } from "../bindings/bridge";

/** The tools of whoever may use none. */
export const noTools: Tools = {
  search: false,
  pictures: false,
  pages: false,
  maps: false,
  code: false,
  stores: [],
  servers: [],
  programs: [],
  folder: null,
};
