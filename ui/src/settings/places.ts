// Ids of sections of the settings that other parts of the window lead to.

/** The section on newer versions of Errand. */
export const UPDATES = "settings-updates";
