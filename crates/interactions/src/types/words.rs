//! Enumerated words of the contract, each an open set: an unknown word is kept verbatim.

words! {
    /// Status of an interaction (contract section 4.1).
    pub enum Status {
        /// Accepted, not started.
        Queued = "queued",
        /// Running.
        InProgress = "in_progress",
        /// Waits for results of client functions, which are sent in a new interaction (section 15.1).
        RequiresAction = "requires_action",
        /// The decode limit of one request is reached; continue with the continuation token (section 4.3).
        RequiresContinuation = "requires_continuation",
        /// Succeeded.
        Completed = "completed",
        /// Failed, see the interaction's `errors`.
        Failed = "failed",
        /// Cancelled on request.
        Cancelled = "cancelled",
        /// A live interaction that waits for input: nothing is running (section 18.1).
        Idle = "idle",
        /// Stopped early by a token limit.
        Incomplete = "incomplete",
        /// Stopped by the token budget; the service now says `incomplete`.
        BudgetExceeded = "budget_exceeded",
    }

    /// The amount of thinking of a model (section 3.2).
    pub enum ThinkingLevel {
        /// As little as possible.
        Minimal = "minimal",
        /// A little.
        Low = "low",
        /// A medium amount.
        Medium = "medium",
        /// A lot.
        High = "high",
        /// As much as possible.
        Xhigh = "xhigh",
    }

    /// Whether summaries of thoughts are sent (sections 3.2 and 3.3).
    pub enum ThinkingSummaries {
        /// The service decides.
        Auto = "auto",
        /// No summaries.
        None = "none",
    }

    /// Whether the model may or must call functions (section 3.2).
    pub enum ToolMode {
        /// The model decides.
        Auto = "auto",
        /// The model must call a function.
        Any = "any",
        /// The model must not call any function.
        None = "none",
        /// Arguments are validated against the function's schema.
        Validated = "validated",
    }

    /// Queueing and billing of a request (section 3).
    pub enum ServiceTier {
        /// Cheaper, may be delayed.
        Flex = "flex",
        /// The default.
        Standard = "standard",
        /// More expensive, served first.
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

    /// Outcome of a page fetch (section 5).
    pub enum UrlStatus {
        /// The page was read.
        Success = "success",
        /// The page could not be read.
        Error = "error",
        /// The page is behind a paywall.
        Paywall = "paywall",
        /// The page was judged unsafe.
        Unsafe = "unsafe",
    }

    /// Status of a sandbox (section 9.2).
    pub enum EnvironmentStatus {
        /// The sandbox can be used.
        Active = "active",
        /// The sandbox was deleted after its lifetime.
        Expired = "expired",
    }

    /// Where the tools of a sandbox run (section 9.1); the service's own comments write it in upper case, see
    /// [`EnvironmentMode::is_self_hosted`].
    pub enum EnvironmentMode {
        /// At the service.
        OnDemand = "on_demand",
        /// In a worker on the owner's machine (section 9.7).
        SelfHosted = "self_hosted",
    }

    /// Type of an entry in a sandbox; documentation also shows upper case (section 2.2).
    pub enum FileType {
        /// A file.
        File = "file",
        /// A folder.
        Directory = "directory",
    }

    /// Type of a source to mount into a sandbox (section 9.3).
    pub enum SourceType {
        /// The content is in the request.
        Inline = "inline",
        /// A repository's URL.
        Repository = "repository",
        /// A bucket path.
        Gcs = "gcs",
        /// A skill reference.
        SkillRegistry = "skill_registry",
    }

    /// The modality that a token count refers to (section 13).
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
    /// Returns true if the interaction will not change any more (section 4.1). An unknown status is not terminal.
    pub fn is_terminal(&self) -> bool {
        !matches!(
            self,
            Self::Queued | Self::InProgress | Self::Idle | Self::Other(_)
        )
    }

    /// Returns true if polling can stop: the interaction has ended, or it is live and waits for input (section 4.1).
    pub fn ends_polling(&self) -> bool {
        self.is_terminal() || *self == Self::Idle
    }
}

impl EnvironmentMode {
    /// Returns true if the tools run in a worker on the owner's machine, ignoring case (section 9.1).
    pub fn is_self_hosted(&self) -> bool {
        self.as_str().eq_ignore_ascii_case("self_hosted")
    }
}
