// The current time to the second, for running durations. Ticks only while something visible reads it.
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

/** Unix time in milliseconds; a component that reads it is updated every second. */
export function now(): number {
  subscribe();
  return Date.now();
}
