// Restores the forms that were neither saved nor left when Errand ended.
import { AgentForm } from "./agent-form.svelte";
import { AGENT_FORM, SCHEDULE_FORM } from "./drafts.svelte";
import { ScheduleForm } from "./schedule-form.svelte";
import type { Store } from "./store.svelte";

export async function openKeptForms(store: Store): Promise<void> {
  const [agent, schedule] = await Promise.all([store.drafts.at(AGENT_FORM), store.drafts.at(SCHEDULE_FORM)]);
  const agentForm = agent.text ? await AgentForm.restored(store, agent.text) : null;
  store.agentForm ??= agentForm;
  const scheduleForm = schedule.text ? await ScheduleForm.restored(store, schedule.text) : null;
  store.scheduleForm ??= scheduleForm;
}
