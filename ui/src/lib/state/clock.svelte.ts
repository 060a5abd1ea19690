// The time, to the second, for what counts while it runs. Ticks only while something reads it.
import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 1000);
  return () => clearInterval(timer);
});

/** Milliseconds since 1970; read in a component it is read again every second. */
export function now(): number {
  subscribe();
  return Date.now();
}
