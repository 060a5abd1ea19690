//! Small vocabularies of the contract, each open: a new word is kept as it came.

words! {
    /// How far an interaction has come (contract section 4.1).
    pub enum Status {
        /// Accepted, not started.
        Queued = "queued",
        /// Running.
        InProgress = "in_progress",
        /// The results of client functions are wanted, in a new interaction (section 15.1).
        RequiresAction = "requires_action",
        /// The decode limit of one request is reached; go on with the continuation token (section 4.3).
        RequiresContinuation = "requires_continuation",
        /// Ended well.
        Completed = "completed",
        /// Ended with an error, see the interaction's `errors`.
        Failed = "failed",
        /// Stopped on request.
        Cancelled = "cancelled",
        /// A live interaction that waits for input: nothing runs (section 18.1).
        Idle = "idle",
        /// Stopped early by a token limit.
        Incomplete = "incomplete",
        /// Stopped by the token budget; the service now says `incomplete`.
        BudgetExceeded = "budget_exceeded",
    }

    /// How much a model may think (section 3.2).
    pub enum ThinkingLevel {
        /// As little as possible.
        Minimal = "minimal",
        /// Little.
        Low = "low",
        /// The middle.
        Medium = "medium",
        /// Much.
        High = "high",
        /// As much as possible.
        Xhigh = "xhigh",
    }

    /// Whether summaries of thoughts are sent (sections 3.2 and 3.3).
    pub enum ThinkingSummaries {
        /// The service decides.
        Auto = "auto",
        /// None.
        None = "none",
    }

    /// Which functions the model may or must call (section 3.2).
    pub enum ToolMode {
        /// The model decides.
        Auto = "auto",
        /// It must call one.
        Any = "any",
        /// It must not call any.
        None = "none",
        /// Calls are checked against their schema.
        Validated = "validated",
    }

    /// How a request is queued and billed (section 3).
    pub enum ServiceTier {
        /// Cheaper, may wait.
        Flex = "flex",
        /// The default.
        Standard = "standard",
        /// Dearer, goes first.
        Priority = "priority",
        /// Undocumented meaning (section 17).
        Deferred = "deferred",
    }

    /// The language of executed code (section 5).
    pub enum Language {
        /// Python.
        Python = "python",
        /// A bash script.
        Bash = "bash",
    }

    /// How reading one URL went (section 5).
    pub enum UrlStatus {
        /// It was read.
        Success = "success",
        /// It could not be read.
        Error = "error",
        /// It is behind a paywall.
        Paywall = "paywall",
        /// It was judged unsafe.
        Unsafe = "unsafe",
    }

    /// Whether a sandbox can still be used (section 9.2).
    pub enum EnvironmentStatus {
        /// It can.
        Active = "active",
        /// It was deleted after its time.
        Expired = "expired",
    }

    /// Who runs the tools of a sandbox (section 9.1); the service's own comments write it in upper case, see
    /// [`EnvironmentMode::is_self_hosted`].
    pub enum EnvironmentMode {
        /// The service.
        OnDemand = "on_demand",
        /// A worker on the owner's machine (section 9.7).
        SelfHosted = "self_hosted",
    }

    /// A file or a folder of a sandbox; documentation also shows upper case (section 2.2).
    pub enum FileType {
        /// A file.
        File = "file",
        /// A folder.
        Directory = "directory",
    }

    /// The kind of a source that is mounted into a sandbox (section 9.3).
    pub enum SourceType {
        /// The content stands in the request.
        Inline = "inline",
        /// A repository's URL.
        Repository = "repository",
        /// A bucket path.
        Gcs = "gcs",
        /// A skill reference.
        SkillRegistry = "skill_registry",
    }

    /// What a token count is about (section 13).
    pub enum Modality {
        /// Text.
        Text = "text",
        /// Images.
        Image = "image",
        /// Sound.
        Audio = "audio",
        /// Video.
        Video = "video",
        /// Documents.
        Document = "document",
    }
}

impl Status {
    /// Whether this interaction will change no more (section 4.1). An unknown status is not terminal.
    pub fn is_terminal(&self) -> bool {
        !matches!(
            self,
            Self::Queued | Self::InProgress | Self::Idle | Self::Other(_)
        )
    }

    /// Whether asking again is of no use: it has ended, or it is live and waits for input (section 4.1).
    pub fn ends_polling(&self) -> bool {
        self.is_terminal() || *self == Self::Idle
    }
}

impl EnvironmentMode {
    /// Whether the tools run in a worker of the owner's; upper and lower case are the same (section 9.1).
    pub fn is_self_hosted(&self) -> bool {
        self.as_str().eq_ignore_ascii_case("self_hosted")
    }
}
