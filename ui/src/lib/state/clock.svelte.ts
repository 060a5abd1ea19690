// The time, to the second, for what counts while it runs. Ticks only while something reads it and can be seen.
import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  let timer: ReturnType<typeof setInterval> | undefined;
  const run = () => {
    clearInterval(timer);
    if (document.visibilityState === "hidden") return;
    timer = setInterval(update, 1000);
    update();
  };
  document.addEventListener("visibilitychange", run);
  if (document.visibilityState !== "hidden") timer = setInterval(update, 1000);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", run);
  };
});

/** Milliseconds since 1970; read in a component it is read again every second. */
export function now(): number {
  subscribe();
  return Date.now();
}
