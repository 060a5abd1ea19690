//! The texts of notifications.

use words::{Language, Sentence, say};

use super::{Action, DueRun, HaltReason, News, Notification, Plan};

/// Maximum number of letters of a question.
const MAX_QUESTION: usize = 160;

/// Privacy of notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleVisibility {
    /// The title is shown.
    Shown,
    /// No title, because the person wants privacy.
    Hidden,
}

/// Writes the notifications of a plan in a language, each with the runs that it announces.
#[must_use]
pub fn write(
    plan: &Plan,
    titles: TitleVisibility,
    language: Language,
) -> Vec<(Notification, Vec<String>)> {
    let mut written: Vec<_> = plan
        .single
        .iter()
        .map(|run| (single(run, titles, language), vec![run.run.clone()]))
        .collect();
    if !plan.together.is_empty() {
        let runs = plan.together.iter().map(|run| run.run.clone()).collect();
        written.push((together(&plan.together, titles, language), runs));
    }
    written
}

fn single(run: &DueRun, titles: TitleVisibility, language: Language) -> Notification {
    let state = match (run.halt, run.news, run.is_job) {
        (Some(HaltReason::Unconfirmed), ..) => say::notice_unconfirmed(),
        (Some(HaltReason::KeyRefused), ..) => say::notice_key_refused(),
        (Some(HaltReason::NoKey), ..) => say::notice_no_key(),
        (None, News::Done, true) => say::notice_job_done(),
        (None, News::Done, false) => say::notice_answer_ready(),
        (None, News::Failed, true) => say::notice_job_failed(),
        (None, News::Failed, false) => say::notice_no_answer(),
        (None, News::NeedsYou, _) => say::notice_needs_you(),
    };
    let files = (run.files > 0).then(|| say::notice_files(run.files));
    let question = run.question.as_deref().map(short).map(Sentence::quoted);
    let (title, body) = match titles {
        TitleVisibility::Shown => {
            let body = match question.or(files) {
                Some(more) => say::notice_line(state, more),
                None => state,
            };
            (run.title.clone(), language.say(&body))
        }
        TitleVisibility::Hidden => (
            language.say(&state),
            files.map_or_else(String::new, |files| language.say(&files)),
        ),
    };
    let title = match (title.is_empty(), run.is_job) {
        (false, _) => title,
        (true, true) => language.say(&say::notice_job()),
        (true, false) => language.say(&say::notice_answer()),
    };
    let mut actions = vec![Action::Open];
    if run.files > 0 && run.news != News::NeedsYou {
        actions.push(Action::SaveFiles);
    }
    // The buttons are only offered if the question is shown completely.
    let is_whole = run.question.as_deref().is_some_and(|it| short(it) == it);
    if run.can_approve && is_whole && titles == TitleVisibility::Shown {
        actions.extend([Action::Approve, Action::Decline]);
    }
    Notification {
        news: run.news,
        title,
        body,
        actions,
        conversation: Some(run.conversation.clone()),
        turn: Some(run.run.clone()),
    }
}

/// Shortens a question for a notification, on one line.
fn short(question: &str) -> String {
    let line = question.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MAX_QUESTION {
        return line;
    }
    let begin: String = line.chars().take(MAX_QUESTION - 1).collect();
    format!("{}…", begin.trim_end())
}

fn together(runs: &[DueRun], titles: TitleVisibility, language: Language) -> Notification {
    let count = |news| runs.iter().filter(|run| run.news == news).count();
    let (done, failed, waiting) = (
        count(News::Done),
        count(News::Failed),
        count(News::NeedsYou),
    );
    let pieces = [
        (done, say::notice_done(done)),
        (failed, say::notice_failed(failed)),
        (waiting, say::notice_waiting(waiting)),
    ];
    let pieces = pieces.into_iter().filter(|(count, _)| *count > 0);
    let title = pieces.map(|(_, piece)| piece).reduce(say::list_next);
    let news = match (waiting, failed) {
        (1.., _) => News::NeedsYou,
        (0, 1..) => News::Failed,
        (0, 0) => News::Done,
    };
    let same = runs
        .iter()
        .all(|run| run.conversation == runs[0].conversation);
    let body = match titles {
        TitleVisibility::Shown => {
            let mut titles: Vec<&str> = Vec::new();
            for run in runs {
                if !titles.contains(&run.title.as_str()) {
                    titles.push(&run.title);
                }
            }
            titles.join("\n")
        }
        TitleVisibility::Hidden => String::new(),
    };
    Notification {
        news,
        title: title.map_or_else(String::new, |title| language.say(&title)),
        body,
        actions: vec![Action::Open],
        conversation: same.then(|| runs[0].conversation.clone()),
        turn: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(number: u32, news: News, files: u32) -> DueRun {
        DueRun {
            run: format!("run-{number}"),
            conversation: format!("conversation-{number}"),
            title: format!("Compare suppliers {number}"),
            news,
            halt: None,
            stopped: false,
            is_job: true,
            files,
            question: None,
            can_approve: false,
        }
    }

    #[test]
    fn a_finished_job_shows_its_title_and_offers_its_files() {
        let plan = Plan {
            single: vec![run(1, News::Done, 2)],
            ..Plan::default()
        };
        let written = write(&plan, TitleVisibility::Shown, Language::english());
        let (notification, runs) = &written[0];
        assert_eq!(notification.title, "Compare suppliers 1");
        assert_eq!(notification.body, "Job done · 2 files");
        assert_eq!(notification.actions, [Action::Open, Action::SaveFiles]);
        assert_eq!(notification.conversation.as_deref(), Some("conversation-1"));
        assert_eq!(runs, &["run-1"]);
    }

    #[test]
    fn a_notification_is_in_the_language_of_the_person() {
        let german = Language::of("de").unwrap();
        let plan = Plan {
            single: vec![run(1, News::Done, 2)],
            together: vec![
                run(2, News::Done, 0),
                run(3, News::NeedsYou, 0),
                run(4, News::NeedsYou, 0),
            ],
            ..Plan::default()
        };
        let written = write(&plan, TitleVisibility::Hidden, german);
        assert_eq!(written[0].0.title, "Auftrag erledigt");
        assert_eq!(written[0].0.body, "2 Dateien");
        assert_eq!(german.say(&Action::SaveFiles.label()), "Dateien speichern");
        assert_eq!(written[1].0.title, "1 erledigt, 2 brauchen Sie");
    }

    #[test]
    fn a_run_that_cannot_go_on_says_why_and_offers_no_files() {
        for (halt, says) in [
            (HaltReason::Unconfirmed, "Not sure it arrived"),
            (HaltReason::KeyRefused, "Waits: the key was refused"),
            (HaltReason::NoKey, "Waits for a key"),
        ] {
            let halted = DueRun {
                halt: Some(halt),
                ..run(1, News::NeedsYou, 1)
            };
            let plan = Plan {
                single: vec![halted],
                ..Plan::default()
            };
            let (notification, _) = &write(&plan, TitleVisibility::Shown, Language::english())[0];
            assert_eq!(notification.title, "Compare suppliers 1");
            assert!(notification.body.starts_with(says), "{notification:?}");
            assert_eq!(notification.actions, [Action::Open]);
        }
    }

    #[test]
    fn a_question_stands_in_its_notification_and_is_hidden_where_titles_are() {
        let asking = |question: &str| Plan {
            single: vec![DueRun {
                question: Some(question.to_owned()),
                ..run(1, News::NeedsYou, 2)
            }],
            ..Plan::default()
        };
        let (notification, _) = &write(
            &asking("Book table:\n shall I?"),
            TitleVisibility::Shown,
            Language::english(),
        )[0];
        assert_eq!(notification.body, "Needs you · Book table: shall I?");
        let (long, _) = &write(
            &asking(&"why ".repeat(100)),
            TitleVisibility::Shown,
            Language::english(),
        )[0];
        assert!(
            long.body.ends_with("why…") && long.body.chars().count() < 180,
            "{}",
            long.body
        );
        let (private, _) = &write(
            &asking("Book table"),
            TitleVisibility::Hidden,
            Language::english(),
        )[0];
        assert!(!format!("{private:?}").contains("Book"), "{private:?}");
    }

    #[test]
    fn privacy_hides_every_title() {
        let plan = Plan {
            single: vec![run(1, News::Failed, 0)],
            together: vec![run(2, News::Done, 0), run(3, News::Done, 1)],
            ..Plan::default()
        };
        for (notification, _) in write(&plan, TitleVisibility::Hidden, Language::english()) {
            assert!(!format!("{notification:?}").contains("suppliers"));
        }
    }

    #[test]
    fn what_errand_does_itself_is_approved_in_the_notification_if_it_is_said_whole() {
        let actions = |question: &str, can_approve, titles| {
            let asking = DueRun {
                question: Some(question.to_owned()),
                can_approve,
                ..run(1, News::NeedsYou, 0)
            };
            let plan = Plan {
                single: vec![asking],
                ..Plan::default()
            };
            write(&plan, titles, Language::english())
                .remove(0)
                .0
                .actions
        };
        let says = "Write the new file “plan.md” into “Holidays”.";
        assert_eq!(
            actions(says, true, TitleVisibility::Shown),
            [Action::Open, Action::Approve, Action::Decline]
        );
        assert_eq!(actions(says, false, TitleVisibility::Shown), [Action::Open]);
        assert_eq!(actions(says, true, TitleVisibility::Hidden), [Action::Open]);
        let long = "x".repeat(MAX_QUESTION + 1);
        assert_eq!(actions(&long, true, TitleVisibility::Shown), [Action::Open]);
    }

    #[test]
    fn a_summary_counts_by_outcome_and_opens_no_single_conversation() {
        let plan = Plan {
            together: vec![
                run(1, News::Done, 1),
                run(2, News::Failed, 0),
                run(3, News::NeedsYou, 0),
                run(4, News::Done, 0),
            ],
            ..Plan::default()
        };
        let written = write(&plan, TitleVisibility::Shown, Language::english());
        assert_eq!(written.len(), 1);
        let (notification, runs) = &written[0];
        assert_eq!(notification.title, "2 done, 1 failed, 1 needs you");
        assert_eq!(notification.news, News::NeedsYou);
        assert_eq!(notification.conversation, None);
        assert_eq!(runs.len(), 4);
    }
}
