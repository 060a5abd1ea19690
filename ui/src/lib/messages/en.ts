// English. Short, active, no jargon, no exclamation marks.
import type { Activity, Attachment, CarriedView, CarriedWhy, Engine, ErrorCode, Kind, Leaving, ProxyChoice, Role, Standing, UsualCost } from "../../bindings/bridge";
import { hostOf } from "../text/links";
import { agents } from "./agents";
import { and, bytes, compact, count, plural, span } from "./format";

const languages: Record<string, string> = {
  python: "Python", bash: "a shell command", sh: "a shell command", javascript: "JavaScript", js: "JavaScript",
};

export const en = {
  agents,
  app: "Errand",
  close: "Close",
  cancel: "Cancel",
  back: "Back",
  copy: "Copy",
  copied: "Copied",
  remove: (name: string) => `Remove ${name}`,
  more: "More",
  stop: "Stop",
  loading: "Opening",

  engine: { gemini: "Gemini", local: "This computer" } satisfies Record<Engine, string>,
  kind: { chat: "Chat", job: "Job" } satisfies Record<Kind, string>,

  standing: {
    running: "Running", needs_you: "Needs you", done: "Done", failed: "Failed", stopped: "Stopped",
  } satisfies Record<Standing, string>,

  announce: {
    running: () => "",
    needs_you: (job: boolean) => (job ? "The job needs you" : "The answer needs you"),
    done: (job: boolean) => (job ? "Job done" : "Answer finished"),
    failed: (job: boolean) => (job ? "The job failed" : "The answer failed"),
    stopped: () => "Stopped",
  } satisfies Record<Standing, (job: boolean) => string>,

  activity(a: Activity, now: number, kind: Kind = "job"): string {
    switch (a.doing) {
      case "sending": return "Sending";
      case "queued": return "Waiting in line";
      case "starting": return "Getting ready";
      case "thinking": return "Thinking";
      case "writing": return "Writing";
      case "running_code": return `Running ${languages[a.language] ?? (a.language || "code")}`;
      case "searching": return a.queries[0] ? `Searching for “${a.queries[0]}”` : "Searching the web";
      case "reading": return a.urls.length > 1 ? `Reading ${plural(a.urls.length, { one: "# page", other: "# pages" })}` : `Reading ${hostOf(a.urls[0] ?? "a page")}`;
      case "using_tool": return `Using ${a.name}`;
      case "waiting_for_network": return "Waiting for the network";
      case "waiting_for_server": return a.until > now ? `The server asked to wait. Trying again in ${span(a.until - now)}` : "Trying again";
      case "reconnecting": return "Connecting again";
      case "checking": return "Checking how it stands";
      case "silent": return `Nothing heard for ${span(now - a.since)}`;
      case "stopping": return "Stopping";
      case "fetching": return a.total ? `Saving files, ${count(a.done)} of ${count(a.total)}` : kind === "job" ? "Looking for files" : "Finishing";
      case "unconfirmed": return "Not sure it arrived";
    }
  },

  nav: {
    label: "Main", new: "New", chats: "Chats", jobs: "Jobs", files: "Files", agents: "Agents", search: "Search", settings: "Settings",
    recent: "Recent", openList: "Show the list", unread: "Not read yet",
    running: (n: number) => plural(n, { one: "# running", other: "# running" }),
    noChats: "Your chats will be here.", noJobs: "Your jobs will be here.", noRecent: "What you ask will be here.",
  },

  welcome: {
    title: "Ask a question, or hand over a whole job",
    lead: "Errand works on it, tells you when it is done, and keeps what it made on your disk.",
    gemini: "Use Gemini",
    geminiLead: "Google’s models answer, and do long jobs in a sandbox of their own.",
    geminiNeeds: "Needs a key from Google.",
    local: "Try it on this computer",
    localLead: "No account, nothing leaves this computer. The model is very small: good for a first look, often wrong.",
    localNeeds: "Nothing to set up.",
    localStarting: "Starting the model",
    localFailed: "The model did not start.",
    keyTitle: (owner: string) => (owner === "Google" ? "Your Gemini key" : `Your key for ${owner}`),
    keyLabel: "Key",
    keyPlaceholder: "Paste it here",
    keyGet: "Get a key from Google",
    keyWhere: "Kept in this computer’s keychain and nowhere else.",
    keySession: "Kept in memory until you quit, and nowhere else.",
    sessionOnly: "Keep it only until I quit",
    connect: "Connect",
    connecting: (owner: string) => `Asking ${owner}`,
    connected: "The key works.",
    chooseModel: "Choose a model file",
    goOn: "Start",
    theme: "You can have both. Change it later in Settings.",
  },

  outcome: (owner: string): Partial<Record<ErrorCode, { title: string; say: string }>> => ({
    wrong_key: { title: "This key is not right", say: `${owner} does not know it. Copy the whole key and paste it again.` },
    no_permission: { title: "This key may not do that", say: `${owner} knows the key, but it has no permission for the Gemini API. Make a new one, or allow the API for it.` },
    region: { title: "Not offered where you are", say: `${owner} does not offer the Gemini API in this region.` },
    offline: { title: "No connection", say: `${owner} could not be reached. Check the network, then try again.` },
    rate_limited: { title: "Too many requests just now", say: `The key works, but ${owner} asks to wait a moment.` },
    quota: { title: "The quota of this key is used up", say: `Try again tomorrow, or raise the quota with ${owner}.` },
    no_keychain: { title: "No keychain here", say: "This computer has no keychain that is open. The key can stay in memory until you quit." },
  }),

  start: {
    title: (hour: number) => (hour < 5 ? "Up late" : hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening"),
    lead: "What should be done?",
    try: "Things to try",
    away: "Finished while you were away",
    noEngine: "Nobody is set up to answer yet.",
    setUp: "Set up in Settings",
    tries: {
      gemini: [
        { title: "Explain something", line: "An answer at once", agent: false, text: "Explain how a heat pump works, in five sentences a ten-year-old would understand." },
        { title: "Compare three suppliers", line: "A job that leaves a table", agent: true, text: "Compare these three suppliers and write comparison.csv, then say which you would take and why.\n\nNordwerk: 4.20 per piece, delivery 14 days, minimum 500\nHalden & Co: 4.65 per piece, delivery 5 days, minimum 100\nPrimaplast: 3.90 per piece, delivery 30 days, minimum 2000" },
        { title: "Plan a weekend", line: "A job that leaves a page", agent: true, text: "Plan a quiet weekend in Ghent for two people who like old buildings and good bread. Write plan.md with times, places and a short reason for each, and say what has to be checked before we go." },
      ],
      local: [
        { title: "Write a short note", line: "An answer at once", agent: false, text: "Write a short, friendly note to a neighbour about a parcel I took in for them." },
        { title: "Compare three suppliers", line: "A job that leaves files", agent: true, text: "Compare these three suppliers and write comparison.csv.\n\nNordwerk: 4.20 per piece, delivery 14 days\nHalden & Co: 4.65 per piece, delivery 5 days\nPrimaplast: 3.90 per piece, delivery 30 days" },
        { title: "Put a list in order", line: "An answer at once", agent: false, text: "Put these in order from cheapest to dearest: apples 2.40, pears 3.10, plums 1.90, cherries 6.50." },
      ],
    },
  },

  who: {
    label: "Who does it",
    choose: "Choose who does it",
    answers: "Answers at once",
    jobs: "Works in the background",
    role: {
      quick: "Quick answer", thinker: "Thinks longer", worker: "Does the job in its own sandbox",
      researcher: "Researches the web", painter: "Makes pictures", speaker: "Reads aloud", filmmaker: "Makes videos", own: "Your own agent", other: "Another model",
    } satisfies Record<Role, string>,
    retired: (by: string) => `Retired. ${by} replaces it.`,
    none: "Nobody yet",
  },

  composer: {
    label: "Your message",
    chat: "Ask something",
    job: "Describe the job",
    by: { speaker: "What should be read aloud?", painter: "Describe the picture", filmmaker: "Describe the video" } as Partial<Record<Role, string>>,
    followUp: "Ask for more",
    followUpJob: "Continue in the same sandbox",
    attach: "Attach files",
    send: "Send",
    sendJob: "Hand over",
    stop: "Stop",
    dropHere: "Drop to attach",
    editing: "Your changes make a new branch. The old one stays.",
    keys: "Enter sends, Shift+Enter breaks the line",
    leaves: {
      local: "Nothing leaves this computer.",
      gemini: (words: boolean, files: readonly Attachment[], owner: string) => {
        const size = files.reduce((sum, f) => sum + f.size, 0);
        const what = files.length ? `${plural(files.length, { one: "# file", other: "# files" })} (${bytes(size)})` : "";
        return `${[words || !what ? "Your words" : "", what].filter(Boolean).join(" and ")} go to ${owner}.`;
      },
      earlier: ({ turns, files, bytes: size, host, is_google }: Leaving) => {
        const what = [plural(turns, { one: "# turn", other: "# turns" }), ...(files ? [`${plural(files, { one: "# file", other: "# files" })} (${bytes(size)})`] : [])];
        return `What was said so far has not been at ${is_google ? "Google" : host} yet. It goes along: ${and(what)}.`;
      },
    },
    network: {
      label: "Internet for the sandbox",
      offLocal: "Off. On this computer the sandbox never has internet.",
      off: (owner: string) => `Off. Programs in the sandbox reach nothing. ${owner === "Google" ? "Google’s own search" : `A search of ${owner} itself`} may still look things up for the job.`,
      research: (owner: string) => `This one works at ${owner} without a sandbox, and searches the web there.`,
      open: "All sites",
      sites: "Only these sites",
      sitesHint: "example.com, *.example.org",
      needSite: "Name at least one site.",
    },
    sandbox: {
      refused: "The job could answer, but not run programs or make files on this computer.",
      run: "Open a terminal and run this, then start Errand again:",
      copy: "Copy the command",
    },
    web: "Search the web",
    webOn: "The web is searched where it helps. Searches may cost money.",
    background: {
      gemini: (owner: string) => `The job goes on at ${owner}, also while Errand is closed.`,
      local: () => "The job goes on while Errand runs. Quitting pauses it.",
    } satisfies Record<Engine, (owner: string) => string>,
    usual: ({ jobs, ms, tokens }: UsualCost) => {
      const each = [span(ms), ...(tokens === null ? [] : [`${compact(tokens)} tokens`])];
      return `${plural(jobs, { one: "The last job like this took", other: "The last # jobs like this usually took" })} ${and(each)}.`;
    },
    notRead: (name: string) => `${name} could not be attached.`,
    refused: (n: number) => `${plural(n, { one: "# file", other: "# files" })} could not be attached.`,
    nowhere: "Nothing to attach these files to here. Open a chat, or start something new.",
    original: "Start from the old text",
    later: "Write what comes next",
    why: {
      sending: "Sending",
      job: "The job is still running. What you write here is kept, and you can hand it over when the job is done.",
      answer: "The answer is still coming. What you write here is kept, and you can send it when the answer is done.",
      nobody: "Nobody is set up to answer. What you write here is kept.",
    },
  },

  chat: {
    you: "You",
    thought: (ms: number | null) => (ms === null || ms < 500 ? "Thought" : `Thought for ${span(ms)}`),
    thinking: "Thinking",
    sources: "Sources",
    somePage: "A page that search found",
    source: (n: number, title: string) => `Source ${n}: ${title}`,
    newBelow: "New text below",
    toEnd: "To the end",
    edit: "Edit",
    again: "Answer again",
    copyAnswer: "Copy the answer",
    details: "Details",
    branch: (i: number, n: number) => `${count(i)}/${count(n)}`,
    branchLabel: (i: number, n: number) => `Branch ${i} of ${n}`,
    previousBranch: "Earlier branch",
    nextBranch: "Later branch",
    carried: ({ why, turns, turns_left_out, files, files_left_out }: CarriedView) => {
      const said: Record<CarriedWhy, string> = turns
        ? {
            forgotten: "The server no longer had what was said before, so it was told again from the history here.",
            expired: "The server keeps nothing for so long, so what was said before was told again from the history here.",
            other_place: "What was said before was somewhere else, so it was told from the history here.",
            branch: "The sandbox has gone on in another branch, so this works in a new one. What was said before was told again.",
            unfinished: "The turn before did not end well, so what was said was told again from the history here.",
          }
        : {
            forgotten: "The sandbox was no longer there, so this works in a new one.",
            expired: "The sandbox is deleted by now, so this works in a new one.",
            other_place: "The sandbox is somewhere else, so this works in a new one.",
            branch: "The sandbox has gone on in another branch, so this works in a new one.",
            unfinished: "The turn before did not end well.",
          };
      const more = [
        files ? `${plural(files, { one: "# file was", other: "# files were" })} put back into a new sandbox; programs installed there before are not in it.` : "",
        turns_left_out ? `There was no room for ${plural(turns_left_out, { one: "the oldest turn", other: "the # oldest turns" })}.` : "",
        files_left_out.length ? `Left out: ${and(files_left_out)}.` : "",
      ];
      return [said[why], ...more].filter(Boolean).join(" ");
    },
    incomplete: "The answer stops here: its length limit was reached.",
    stopped: "You stopped this.",
    checkAgain: "Check again",
    sendAgain: "Send again",
    giveUp: "Leave it",
    openSettings: "Open Settings",
    startLocal: "Start it again",
    continue: "Go on",
    earlier: "Show earlier",
    copyCode: "Copy code",
    empty: "Nothing was answered.",
    tokens: (n: number) => plural(n, { one: "# token", other: "# tokens" }),
    rename: "Rename",
    delete: "Delete",
    renameTitle: "Name",
    save: "Save",
    deleteTitle: (title: string) => `Delete “${title}”?`,
    deleteSay: ({ files, running, here, elsewhere }: { files: number; running: boolean; here: boolean; elsewhere: boolean }) => [
      `For ten seconds you can undo this. Then ${files ? `every word of it and ${plural(files, { one: "its file", other: "its # files" })}` : "every word of it"} is deleted on this computer${here ? ", with its sandbox here" : ""}.`,
      ...(running ? ["What still runs in it is stopped."] : []),
      ...(elsewhere ? ["Its answers and sandboxes at the server that was asked are deleted as soon as the server can be reached. Settings, Storage says when."] : []),
      "Files that only this conversation has are deleted. Copies you saved elsewhere stay. A copy of your history from before an update of Errand is deleted too, because it has these words in it.",
    ],
    deleted: (title: string) => `“${title}” is deleted.`,
    undo: "Undo",
    menu: "Rename or delete",
    find: "Find here",
    findCount: (i: number, n: number) => (n ? `${count(i)} of ${count(n)}` : "Nothing found"),
    findMessages: (i: number, n: number) => (n ? `${count(i)} of ${plural(n, { one: "# message", other: "# messages" })}` : "Nothing found"),
    findNext: "Next",
    findPrevious: "Previous",
    showFiles: "Files",
    hideFiles: "Hide the files",
  },

  actions: {
    label: "What is asked of you",
    lead: (n: number, job: boolean) => `${job ? "The job" : "The answer"} needs ${plural(n, { one: "# answer", other: "# answers" })} from you.`,
    unnamed: "Without a name",
    unknown: "It waits for something that Errand cannot show. You can go on with a message of your own below.",
    answered: "You answered this.",
    words: "Your answer",
    moreWords: "Anything to add",
    needed: "needed",
    choose: "Choose",
    leaveOpen: "Leave open",
    yes: "Yes",
    no: "No",
    decline: "Decline",
    answerAfterAll: "Answer after all",
    reason: "Why not (you can leave this empty)",
    send: (n: number) => (n === 1 ? "Send the answer" : "Send the answers"),
    required: "This has to be filled in.",
    nothing: "Give an answer, or decline.",
    wholeNumber: "This takes a whole number.",
    number: "This takes a number, with a point before its decimals.",
    date: "This takes a day, as year-month-day.",
    item: (list: string, n: number) => `${list} ${count(n)}`,
    addItem: (list: string) => `Add to ${list}`,
    json: "This takes a list or an object in JSON.",
  },

  jobs: {
    errand: "The job",
    result: "Result",
    done: "What was done",
    doing: "What happens",
    files: "Files",
    new: "New job",
    choose: "Choose a job on the left, or hand over a new one.",
    chooseChat: "Choose a chat on the left, or start a new one.",
    noneToChoose: "There is no job yet. Hand over the first one.",
    noChatToChoose: "There is no chat yet. Start the first one.",
    since: (ms: number) => `for ${span(ms)}`,
    took: (ms: number) => `took ${span(ms)}`,
    lastSign: (ms: number) => (ms < 3000 ? "heard just now" : `last heard ${span(ms)} ago`),
    tokens: (n: number) => `${compact(n)} tokens`,
    groups: { running: "Running", needs_you: "Needs you", done: "Done", failed: "Failed or stopped" },
    noneYet: "Nothing has happened yet.",
    steps: (n: number) => plural(n, { one: "# step", other: "# steps" }),
    note: "Note",
    ranCode: (language: string, n: number) => (n > 1 ? `Ran ${languages[language] ?? (language || "code")}, ${plural(n, { one: "# time", other: "# times" })}` : `Ran ${languages[language] ?? (language || "code")}`),
    running: (language: string) => `Running ${languages[language] ?? (language || "code")}`,
    failedStep: "This step failed",
    failedStepOnly: "This step failed; the job went on",
    byService: "by the service, not from the sandbox",
    searched: (queries: readonly string[]) => (queries.length ? `Searched for ${and(queries.map((q) => `“${q}”`))}` : "Searched the web"),
    searching: (queries: readonly string[]) => (queries.length ? `Searching for ${and(queries.map((q) => `“${q}”`))}` : "Searching the web"),
    read: (n: number) => `Read ${plural(n, { one: "# page", other: "# pages" })}`,
    tool: (name: string, n: number) => (n > 1 ? `Used ${name}, ${plural(n, { one: "# time", other: "# times" })}` : `Used ${name}`),
    asked: (name: string) => `Asked for ${name}`,
    made: (name: string) => `Made ${name}`,
    media: "Made a file",
    other: (kind: string) => `Step of kind “${kind}”`,
    code: "Code",
    output: "Output",
    noOutput: "It printed nothing.",
    arguments: "Asked",
    answer: "Answered",
    pageState: { success: "read", error: "could not be read", paywall: "behind a paywall", unsafe: "not safe to open", "": "under way" } as Record<string, string>,
  },

  details: {
    title: "Details",
    by: "Done by",
    where: "Where",
    id: "Its number there",
    sandbox: "Sandbox",
    started: "Started",
    ended: "Ended",
    tokens: "Tokens",
    tokensOf: (read: number, written: number, thought: number) => `${count(read)} read, ${count(written)} written, ${count(thought)} thought`,
    raw: "Everything the server said",
    events: (n: number) => plural(n, { one: "# event", other: "# events" }),
  },

  files: {
    title: "Files",
    count: (n: number) => plural(n, { one: "# file", other: "# files" }),
    none: "What your jobs make will be here, and stays on your disk.",
    noneHere: "No files yet.",
    older: (n: number) => plural(n, { one: "# older version", other: "# older versions" }),
    olderOf: (name: string) => `Older versions of ${name}`,
    moreRows: (n: number) => `Show more, ${count(n)} left`,
    holds: (n: number) => plural(n, { one: "# file", other: "# files" }),
    folderSay: (name: string) => `What is in ${name} was made by programs for themselves, so Errand does not fetch it by itself.`,
    folderHere: (here: number, files: number) => (here >= files ? "All here" : here ? `${count(here)} of ${count(files)} here` : "Not fetched"),
    folderFetching: (here: number) => `Fetching, ${count(here)} here`,
    showMore: "Show more",
    fetchThese: (n: number) => (n === 1 ? "Fetch this file" : `Fetch these ${count(n)}`),
    missing: (n: number) => plural(n, { one: "# file is not here yet", other: "# files are not here yet" }),
    fetchRest: "Fetch them",
    fetch: "Fetch",
    save: "Save",
    saveAs: "Choose a folder to save to",
    saveAll: "Save all",
    openFolder: "Open folder",
    noFolderYet: "Save a file first. Then its folder can be opened.",
    savedTo: (n: number, folder: string) => `${plural(n, { one: "# file", other: "# files" })} saved to ${folder}.`,
    fetching: (received: number, size: number | null, rate: number) => `${size ? `${bytes(received)} of ${bytes(size)}` : bytes(received)}${rate ? `, ${bytes(rate)} a second` : ""}`,
    listed: "Not fetched",
    waits: "Waits to be fetched",
    failed: "Could not be fetched",
    fetchAgain: "Fetch again",
    stop: "Stop fetching",
    coming: (n: number) => plural(n, { one: "# file is on its way", other: "# files are on their way" }),
    stopAll: "Stop",
    truncated: "Only the beginning is shown.",
    notPlayed: "This file cannot be played here.",
    noPreview: "This kind of file cannot be shown here.",
    page: (n: number, total: number) => `Page ${count(n)} of ${count(total)}`,
    pageFailed: (n: number) => `Page ${count(n)} cannot be shown here.`,
    drawing: "Drawing the pages",
    morePages: "Show more pages",
    drawAgain: "Try again",
    sandboxed: "Shown without scripts and without a network.",
    from: (title: string) => `From “${title}”`,
    name: "Name", type: "Type", size: "Size", job: "From", time: "Made",
    kind(mime: string, name: string): string {
      const ending = name.includes(".") ? (name.split(".").pop() ?? "").toUpperCase() : "";
      if (ending && ending.length <= 5) return ending;
      return mime.split("/").pop()?.toUpperCase() ?? "";
    },
    resize: "Width of the file panel",
    progress: (name: string) => `Fetching ${name}`,
    rows: (n: number) => plural(n, { one: "# row", other: "# rows" }),
    showAll: "All files",
    openConversation: "Open where it was made",
  },

  search: {
    title: "Search",
    label: "Find words in everything",
    placeholder: "Find words in chats, jobs and files",
    none: (query: string) => `Nothing holds “${query}”.`,
    hint: "Every chat and job on this computer is searched, with the text of its files; of a long file only the beginning. Nothing is sent.",
    inFile: (name: string) => `In the file ${name}`,
    inSent: (name: string) => `In ${name}, which you sent along`,
    count: (n: number) => plural(n, { one: "# place", other: "# places" }),
  },

  settings: {
    title: "Settings",
    gemini: "Gemini",
    key: "Key",
    keyState: {
      keychain: "In this computer’s keychain.",
      session: "In memory until you quit.",
      unreachable: "The keychain does not answer. Unlock it, then start Errand again.",
    },
    noKey: (host: string) => `No key for ${host}. A key for another server is never sent there.`,
    newKey: "New key",
    forget: "Forget the key",
    baseUrl: "Base URL",
    baseUrlSay: "Where Gemini is asked. Empty means Google.",
    baseUrlFixed: "Set by ERRAND_BASE_URL when Errand was started.",
    proxy: "Proxy",
    proxySay: "The way out of this computer. What stays on it goes through none.",
    proxyBy: { system: "Like the system", direct: "None", at: "This one" } satisfies Record<ProxyChoice["by"], string>,
    proxyAddress: "Address of the proxy",
    proxyPlaceholder: "http://name:password@proxy.example:3128",
    local: "This computer",
    engine: "Answers and jobs here",
    localState: { stopped: "Not started.", starting: "Starting.", restarting: "It ended by itself. Starting it again.", ready: "Ready.", failed: "Did not start." },
    startLocal: "Start",
    model: "Model file",
    modelNone: "The starter model that comes with Errand.",
    modelMissing: "No model file is here. Choose a GGUF file.",
    choose: "Choose",
    useStarter: "Use the starter model",
    files: "Files",
    saveFolder: "Save to",
    saveFolderNone: "Asks each time",
    useDownloads: "Use Downloads",
    dataFolder: "Errand keeps its record in",
    open: "Open folder",
    storage: "Storage",
    record: "Record of chats and jobs",
    recordSay: "Everything that was said, and the index that Find uses.",
    filesKept: "Files",
    filesKeptSay: "What was made and what you sent along, each kept once.",
    sandboxes: "Jobs on this computer",
    sandboxesSay: "Sandboxes with everything in them, and what the engine here keeps of its answers.",
    modelSize: "Model",
    modelSizeSay: "Needed for answers and jobs here.",
    room: (n: number) => bytes(n),
    counting: "Counting",
    free: (n: number) => `Free ${bytes(n)}`,
    freeSay: {
      record: "Writes the record anew without what is empty, and removes the copy from before the last update.",
      files: "Removes files that no chat, job or unsent text has any more.",
      sandboxes: "Removes sandboxes of finished jobs whose files are all kept. The next turn in such a job gets a new sandbox.",
    },
    removals: "To be deleted at servers",
    removalsCount: ({ waiting, done, refused }: { waiting: number; done: number; refused: number }) =>
      [waiting && `${count(waiting)} waiting`, refused && `${count(refused)} refused`, done && `${count(done)} deleted`].filter(Boolean).join(", ") || "Nothing.",
    removal: { interaction: "Answer", environment: "Sandbox", agent: "Agent" },
    removalState: { waiting: "Waiting", done: "Deleted", refused: "Refused" },
    here: "This computer",
    retry: "Try again",
    forgetAll: "Forget everywhere",
    forgetAllSay: "Deletes every chat, job, file and unsent text, here and at the servers. Your key and these settings stay.",
    forgetAllTitle: "Forget everything, everywhere?",
    forgetAllLines: [
      "Every chat and job, every file kept here and every unsent text is deleted now. This cannot be undone.",
      "What runs is stopped. Sandboxes and answers on this computer are deleted now, those at servers as soon as a server can be reached and takes its key. What became of each is listed here.",
      "Copies you saved elsewhere stay, and so do your key and these settings.",
    ],
    forgetAllYes: "Forget everything",
    forgotten: "Everything is deleted on this computer.",
    look: "Look",
    themeName: "Theme",
    theme: { system: "Like the system", light: "Light", dark: "Dark" },
    notifications: "Notifications",
    privacy: "Hide titles in notifications",
    privacySay: "The notification says that a job is done, not which.",
    about: "About",
    version: (v: string) => `Errand ${v}`,
    shortcuts: "Keyboard shortcuts",
    save: "Save",
    saved: "Saved.",
    who: "Who can answer",
    refresh: "Look for new ones",
    video: "Video models",
    videoSay: "Gemini Omni makes short videos. Google is still trying it out: it may change, fail or cost more than expected.",
    whoCount: (n: number) => plural(n, { one: "# model or agent is known.", other: "# models and agents are known." }),
  },

  palette: {
    label: "Go to or do",
    placeholder: "Go to a chat, a job, or do something",
    none: "Nothing by that name.",
    go: "Go to",
    do: "Do",
    theme: (name: string) => `Look: ${name}`,
    startLocal: "Start the model on this computer",
    stop: "Stop what runs here",
  },

  shortcuts: {
    title: "Keyboard shortcuts",
    palette: "Go to or do anything",
    new: "New",
    find: "Find here",
    findAll: "Find everywhere",
    jobs: "Jobs",
    settings: "Settings",
    help: "These shortcuts",
    send: "Send",
    line: "Break the line",
    stop: "Stop an answer",
    edit: "Edit the last turn",
    panel: "Show or hide the files",
    note: (find: string, help: string) => `${find} and ${help} also work alone while you are not typing.`,
  },

  stopAsk: {
    title: (job: boolean) => (job ? "Stop this job?" : "Stop this answer?"),
    say: (ms: number) => `It has been running for ${span(ms)}. What there is so far stays.`,
    stop: "Stop",
    stay: "Keep running",
  },

  link: {
    title: "Open this address in your browser?",
    say: "Look at the whole of it first.",
    open: "Open",
    copy: "Copy the address",
  },

  quit: {
    title: (n: number) => plural(n, { one: "# job is running on this computer", other: "# jobs are running on this computer" }),
    say: (n: number) => (n === 1 ? "If you quit, it is paused where it is and goes on at the next start." : "If you quit, they are paused where they are and go on at the next start."),
    quit: "Pause and quit",
    stay: "Keep running",
  },

  fatal: {
    title: "Errand could not open its record",
    ledger_newer: "This record is from a newer Errand",
    ledger_locked: "Another program is using the record",
    ledger_corrupt: "The record is damaged",
    disk_full: "The disk is full",
    untouched: "Nothing was changed.",
    where: "It is here:",
  },

  errors: {
    unexpected: "Something went wrong inside Errand.",
    unconfirmed: {
      code: "unconfirmed" as const,
      message: "It is not sure that this arrived.",
      hint: "Check again, or send it again; that may cost twice.",
    },
  },
} as const;
