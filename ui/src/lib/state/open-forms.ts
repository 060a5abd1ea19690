// Opens the forms again that were neither saved nor left when Errand ended, or that an import brought.
import { AgentForm } from "./agent-form.svelte";
import { AGENT_FORM, SCHEDULE_FORM } from "./drafts.svelte";
import { ScheduleForm } from "./schedule-form.svelte";
import type { Store } from "./store.svelte";

/** A form in which something was changed meanwhile stays. */
export async function openKeptForms(store: Store): Promise<void> {
  store.formsOpened = false;
  try {
    const [agent, schedule] = await Promise.all(
      [AGENT_FORM, SCHEDULE_FORM].map(async (key) => (await store.drafts.at(key)).text),
    );
    // What cannot be opened now stays kept for the next start.
    const agentForm = agent ? await AgentForm.restored(store, agent) : null;
    if (agentForm && !store.agentForm?.changed) store.agentForm = agentForm;
    const scheduleForm = schedule ? await ScheduleForm.restored(store, schedule) : null;
    if (scheduleForm && !store.scheduleForm?.changed) store.scheduleForm = scheduleForm;
    store.formsOpened = true;
  } catch (error) {
    store.tell(error);
  }
}
