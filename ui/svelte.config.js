// Read by the Svelte plugin and by svelte-check. Runes everywhere, so that one file cannot fall back to the old reactivity.
export default {
  compilerOptions: { runes: true },
};
